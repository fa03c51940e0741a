/* Logging in and out, choosing a password: by the old one, or by a code on paper.
 *
 * Hashing a password takes 25 ms, so these run on workers. Wrong tries count per address here and
 * per login in the store (service/login.h): both slow down, neither locks. The answers hold no
 * secret; the session's goes into the cookie alone, which scripts cannot read.
 */
#include "routes.h"

#include <string.h>

#include "accounts.h"
#include "base/clock.h"
#include "fields.h"
#include "inside.h"
#include "service/account.h"
#include "service/login.h"
#include "service/throttle.h"

/* ---- the cookie ---- */

static void set_cookie(struct api_call *c, const char *secret, int age_s)
{
    struct buf b = {0};
    buf_fmt(&b, "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s", api_cookie(c->api),
            secret, age_s, c->api->config.public_url != NULL ? "; Secure" : "");
    http_reply_header(c->reply, "Set-Cookie", b.data);
    explicit_bzero(b.data, b.len);
    buf_release(&b);
}

/* ---- tries ---- */

static int too_many(struct api_call *c, int64_t wait_s, struct err *e)
{
    c->status = 429;
    c->retry_after_s = (int)wait_s;
    return err_set(e, ERR_DENIED, "thử quá nhiều lần; xin đợi %d giây rồi thử lại",
                   "too many tries; please wait %d seconds", (int)wait_s);
}

/* Takes one try of the client's address. */
static int take_try(struct api_call *c, struct err *e)
{
    int wait_s = throttle_take(c->api->tries, c->request->remote, clock_monotonic_s());
    return wait_s > 0 ? too_many(c, wait_s, e) : ERR_OK;
}

/* The try was none: what was wrong was not the secret. */
static void give_back(struct api_call *c)
{
    throttle_give(c->api->tries, c->request->remote);
}

/* ---- who is logged in ---- */

static int read_account(void *account, struct store *s, struct err *e)
{
    struct store_account *a = account;
    return store_account_get(s, a->id, a, e);
}

static void write_session(struct buf *out, const struct store_account *a, int64_t proved_at)
{
    buf_str(out, "{\"account\":");
    api_write_account(out, a);
    buf_str(out, ",\"proved_at\":");
    api_write_instant(out, proved_at);
    buf_str(out, "}\n");
}

/* The answer to whoever was let in. */
static int let_in(struct api_call *c, int64_t account_id, const char *secret, int64_t now,
                  struct err *e)
{
    struct store_account a = {.id = account_id};
    int rc = api_read(c, read_account, &a, e);
    if (rc == ERR_OK) {
        set_cookie(c, secret, LOGIN_LIFE_S);
        write_session(&c->reply->body, &a, now);
    }
    store_account_release(&a);
    return rc;
}

int api_get_session(struct api_call *c, struct store *s, struct err *e)
{
    struct store_account a = {0};
    int rc = store_account_get(s, c->who.account_id, &a, e);
    if (rc == ERR_OK)
        write_session(&c->reply->body, &a, c->who.proved_at);
    store_account_release(&a);
    return rc;
}

/* ---- in, by password ---- */

/* Count, verify, and where a new one is chosen judge and hash that; then enter. */
static int enter(struct api_call *c, struct login *l, struct err *e)
{
    int rc = take_try(c, e);
    if (rc != ERR_OK)
        return rc;
    rc = api_write(c, login_count, l, e);
    if (rc == ERR_OK && l->wait_s > 0)
        return too_many(c, l->wait_s, e);
    rc = rc != ERR_OK ? rc : login_verify(l, e);
    if (rc == ERR_DENIED)
        return rc;
    give_back(c);
    if (rc == ERR_OK && l->new_password != NULL)
        rc = login_renew(l, "/new_password", &c->bad, e);
    rc = rc != ERR_OK ? rc : api_write(c, login_enter, l, e);
    return rc != ERR_OK ? rc : let_in(c, l->account_id, l->session, l->now, e);
}

static const char *old_session(const struct api_call *c)
{
    return c->session_sha256[0] != '\0' ? c->session_sha256 : NULL;
}

int api_post_session(struct api_call *c, struct store *s, struct err *e)
{
    struct login l = {.login = json_text(json_get(c->body, "login")),
                      .password = json_text(json_get(c->body, "password")),
                      .ended_sha256 = old_session(c),
                      .now = clock_now_s()};
    (void)s;
    int rc = enter(c, &l, e);
    if (rc == ERR_DENIED && c->status == 0)
        c->status = 401;
    login_wipe(&l);
    return rc;
}

int api_put_password(struct api_call *c, struct store *s, struct err *e)
{
    struct login l = {.account_id = c->who.account_id,
                      .password = json_text(json_get(c->body, "password")),
                      .new_password = json_text(json_get(c->body, "new_password")),
                      .now = clock_now_s()};
    (void)s;
    if (c->who.is_program)
        return err_set(e, ERR_DENIED, "chương trình không đổi mật khẩu được",
                       "a program changes no password");
    int rc = enter(c, &l, e);
    if (rc == ERR_DENIED && c->status == 0) {
        api_bad(c, "/password", "mật khẩu hiện tại không đúng", "this is not the present password");
        c->status = 422;
    }
    login_wipe(&l);
    return rc;
}

/* ---- in, by a code ---- */

static int activate(struct api_call *c, struct activation *a, struct err *e)
{
    int rc = take_try(c, e);
    if (rc != ERR_OK)
        return rc;
    rc = api_read(c, activation_find, a, e);
    if (rc == ERR_DENIED) {
        api_bad(c, "/code", e->vi, e->en);
        c->status = 422;
        return rc;
    }
    give_back(c);
    rc = rc != ERR_OK ? rc : activation_hash(a, "/password", &c->bad, e);
    rc = rc != ERR_OK ? rc : api_write(c, activation_use, a, e);
    return rc != ERR_OK ? rc : let_in(c, a->account_id, a->session, a->now, e);
}

int api_post_activation(struct api_call *c, struct store *s, struct err *e)
{
    struct activation a = {.code = json_text(json_get(c->body, "code")),
                           .password = json_text(json_get(c->body, "password")),
                           .now = clock_now_s()};
    (void)s;
    int rc = activate(c, &a, e);
    activation_wipe(&a);
    return rc;
}

/* ---- out ---- */

int api_delete_session(struct api_call *c, struct store *s, struct err *e)
{
    struct login_end end = {.by = &c->who, .session_sha256 = c->session_sha256};
    if (c->session_sha256[0] == '\0')
        return err_set(e, ERR_ABSENT, "mã truy cập không phải phiên đăng nhập",
                       "a token is no session");
    int rc = login_end(&end, s, e);
    if (rc == ERR_OK)
        set_cookie(c, "", 0);
    return rc;
}
