/* People for the bench of the server: store_people DB
 * Gives applicants of a database with requests an account and a session each, without the hashing
 * of passwords that the real way takes; a demo database is none afterwards (the bench serves it as
 * behind a proxy). Prints
 *     REQUEST OFFICIAL SESSION
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "store/account.h"
#include "store/audit.h"
#include "store/register.h"
#include "store/request.h"
#include "store/scope.h"
#include "store/session.h"
#include "store/setting.h"
#include "store/store.h"

enum { N_PEOPLE = 500, HOUR_S = 3600 };

static char *lit(const char *text)
{
    return (char *)(uintptr_t)text;
}

static int add_account(struct store *s, struct store_account *a, struct err *e)
{
    struct store_audit row = {.action = lit("account.create"), .object = lit("bench")};
    int rc = store_account_put(s, a, e);
    free(a->code);
    return rc != ERR_OK ? rc : store_audit_add(s, &row, e);
}

static int add_official(void *ctx, struct store *s, struct err *e)
{
    const struct store_request *r = ctx;
    char login[32], secret[65];
    snprintf(login, sizeof login, "p%lld", (long long)r->members[0].official_id);
    struct store_account a = {.login = login,
                              .name = login,
                              .role = lit("official"),
                              .official_id = r->members[0].official_id};
    int rc = add_account(s, &a, e);
    const int64_t now = clock_now_s();
    struct store_session x = {.account_id = a.id,
                              .created_at = now,
                              .proved_at = now,
                              .idle_until = now + HOUR_S,
                              .expires_at = now + HOUR_S};
    crypto_random_hex(secret, 32);
    crypto_sha256(secret, strlen(secret), x.id_sha256);
    rc = rc != ERR_OK ? rc : store_session_add(s, &x, 1, e);
    struct store_official o = {0};
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    rc = rc != ERR_OK ? rc : store_official_get(s, &all, a.official_id, &o, e);
    if (rc == ERR_OK)
        printf("%s %s %s\n", r->code, o.code, secret);
    store_official_release(&o);
    return rc;
}

static int add_people(void *ctx, struct store *s, struct err *e)
{
    struct store_requests all = {0};
    (void)ctx;
    int rc = store_request_list(s, &all, e);
    for (size_t i = 0; rc == ERR_OK && i < all.n && i < N_PEOPLE; i++) {
        rc = store_do(s, add_official, &all.items[i], e);
        if (rc == ERR_DATA) { /* who has an account of the demo's */
            *e = (struct err){0};
            rc = ERR_OK;
        }
    }
    store_requests_release(&all);
    return rc != ERR_OK ? rc : store_setting_put(s, STORE_SETTING_DEMO, "", e);
}

int main(int argc, char **argv)
{
    struct crypto_key key;
    struct store *s = NULL;
    struct err e = {0};
    char path[512];
    if (argc != 2 || crypto_init() != 0)
        return 2;
    snprintf(path, sizeof path, "%s.key", argv[1]);
    int rc = crypto_key_load(&key, path, &e);
    rc = rc != ERR_OK ? rc : store_open(&s, argv[1], STORE_WRITE, &key, &e);
    rc = rc != ERR_OK ? rc : store_do(s, add_people, NULL, &e);
    store_close(s);
    if (rc != ERR_OK)
        fprintf(stderr, "%s\n", err_text(&e, "en"));
    return rc != ERR_OK;
}
