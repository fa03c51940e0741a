/* One login, in three steps: see the header. The try is counted before it is judged, so that many
 * at once gain nothing, and a crash forgets none.
 */
#include "service/login.h"

#include "service/audit.h"
#include "service/password.h"
#include "store/account.h"
#include "store/guess.h"
#include "store/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Judged where there is no account or no password yet: nobody knows what it is the hash of, and it
 * takes the time of any other. */
static const char NOBODY[] = "$argon2id$v=19$m=19456,t=2,p=1$"
                             "HkzH6lvePyg7dA3NysAoTQ$rvqaYMsCL69Mmsx4VIgfzSYGi4bIdf9WKUzM/79V8cI";

int64_t login_delay_s(int n_tried)
{
    int doublings = n_tried - LOGIN_FREE;
    if (doublings < 0)
        return 0;
    int64_t s = doublings < 20 ? (int64_t)1 << doublings : LOGIN_DELAY_MAX_S;
    return s < LOGIN_DELAY_MAX_S ? s : LOGIN_DELAY_MAX_S;
}

/* Logins are ASCII and lower case: what people type as "Lan.NT " is taken so. */
static void look_up_as(const char *typed, char key[65])
{
    size_t n = 0;
    for (; *typed != '\0' && n < 64; typed++)
        if (*typed != ' ')
            key[n++] = (char)(*typed >= 'A' && *typed <= 'Z' ? *typed - 'A' + 'a' : *typed);
    key[n] = '\0';
}

static int find_account(struct login *l, struct store *s, struct store_account *a, struct err *e)
{
    if (l->login == NULL) {
        int rc = store_account_get(s, l->account_id, a, e);
        snprintf(l->key, sizeof l->key, "%s", rc == ERR_OK && a->id != 0 ? a->login : "");
        return rc;
    }
    look_up_as(l->login, l->key);
    return store_account_by_login(s, l->key, a, e);
}

/* A password tried at an account that is slowed down already: somebody may want to know. */
static int note_guessing(struct store *s, const struct store_account *a, int n_tried, struct err *e)
{
    char fields[32];
    if (n_tried <= LOGIN_FREE || a->id == 0)
        return ERR_OK;
    snprintf(fields, sizeof fields, "tries=%d", n_tried);
    return audit_add(s, 0, "login.slowed", fields, e, "account/%s", a->code);
}

static int count_try(struct login *l, struct store *s, const struct store_account *a, struct err *e)
{
    struct store_guess g;
    int rc = store_guess_get(s, l->key, &g, e);
    if (rc != ERR_OK)
        return rc;
    int64_t wait = g.retry_at - l->now;
    if (wait > 0 && wait <= LOGIN_DELAY_MAX_S) { /* more than that: the clock went back */
        l->wait_s = wait;
        return ERR_OK;
    }
    if (l->now - g.tried_at > LOGIN_FORGET_S)
        g.n_tried = 0;
    g.n_tried++;
    g.tried_at = l->now;
    g.retry_at = l->now + login_delay_s(g.n_tried);
    rc = store_guess_put(s, l->key, &g, l->now - LOGIN_FORGET_S, e);
    return rc != ERR_OK ? rc : note_guessing(s, a, g.n_tried, e);
}

int login_count(void *login, struct store *s, struct err *e)
{
    struct login *l = login;
    struct store_account a = {0};
    l->wait_s = 0;
    int rc = find_account(l, s, &a, e);
    if (rc == ERR_OK)
        rc = count_try(l, s, &a, e);
    if (rc == ERR_OK) {
        bool opens = a.id != 0 && !a.is_disabled && a.password[0] != '\0';
        l->account_id = opens ? a.id : 0;
        snprintf(l->name, sizeof l->name, "%s", opens ? a.name : "");
        snprintf(l->hash, sizeof l->hash, "%s", opens ? a.password : NOBODY);
    }
    store_account_release(&a);
    return rc;
}

static int denied(struct err *e)
{
    return err_set(e, ERR_DENIED, "tên đăng nhập hoặc mật khẩu không đúng",
                   "the login or the password is wrong");
}

int login_verify(struct login *l, struct err *e)
{
    char *clean = password_clean(l->password);
    int rc = crypto_password_check(l->hash, clean != NULL ? clean : "", e);
    if (clean != NULL)
        explicit_bzero(clean, strlen(clean));
    free(clean);
    if (rc == ERR_DENIED || (rc == ERR_OK && l->account_id == 0))
        rc = denied(e);
    return rc;
}

int login_renew(struct login *l, const char *where, struct solver_findings *bad, struct err *e)
{
    if (!password_is_good(l->new_password, l->key, l->name, where, bad))
        return err_set(e, ERR_INPUT, "mật khẩu mới chưa đạt yêu cầu",
                       "the new password is not good enough");
    char *clean = password_clean(l->new_password);
    int rc = crypto_password_hash(clean, l->new_hash, e);
    explicit_bzero(clean, strlen(clean));
    free(clean);
    return rc;
}

int login_begin(struct store *s, int64_t account_id, int64_t now, char secret[65], struct err *e)
{
    struct store_session x = {.account_id = account_id,
                              .created_at = now,
                              .proved_at = now,
                              .idle_until = now + LOGIN_IDLE_S,
                              .expires_at = now + LOGIN_LIFE_S};
    crypto_random_hex(secret, 32);
    crypto_sha256(secret, 64, x.id_sha256);
    return store_session_add(s, &x, LOGIN_SESSIONS, e);
}

/* Sets the new password, which ends what was opened by the old one; or ends one session. */
static int end_sessions(const struct login *l, struct store *s, struct err *e)
{
    if (l->new_hash[0] != '\0') {
        int rc = store_account_set_password(s, l->account_id, l->new_hash, e);
        return rc != ERR_OK ? rc : store_session_end_all(s, l->account_id, e);
    }
    return l->ended_sha256 != NULL ? store_session_end(s, l->ended_sha256, e) : ERR_OK;
}

int login_enter(void *login, struct store *s, struct err *e)
{
    struct login *l = login;
    struct store_account a = {0};
    int rc = store_account_get(s, l->account_id, &a, e);
    if (rc == ERR_OK && (a.id == 0 || a.is_disabled || strcmp(a.password, l->hash) != 0))
        rc = denied(e);
    rc = rc != ERR_OK ? rc : store_guess_end(s, l->key, e);
    rc = rc != ERR_OK ? rc : end_sessions(l, s, e);
    rc = rc != ERR_OK ? rc : login_begin(s, a.id, l->now, l->session, e);
    const char *action = l->new_hash[0] != '\0' ? "password.change" : "session.begin";
    rc = rc != ERR_OK ? rc : audit_add(s, a.id, action, NULL, e, "account/%s", a.code);
    store_account_release(&a);
    return rc;
}

void login_wipe(struct login *l)
{
    explicit_bzero(l, sizeof *l);
}

int login_end(void *end, struct store *s, struct err *e)
{
    const struct login_end *x = end;
    struct store_account a = {0};
    int rc = store_session_end(s, x->session_sha256, e);
    rc = rc != ERR_OK ? rc : store_account_get(s, x->by->account_id, &a, e);
    rc = rc != ERR_OK ? rc : audit_add(s, a.id, "session.end", NULL, e, "account/%s", a.code);
    store_account_release(&a);
    return rc;
}
