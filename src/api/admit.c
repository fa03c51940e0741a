/* Who asks, and whether the route is theirs. Deny by default: a row of the table names the roles,
 * and what a role has no row for does not exist. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "service/audit.h"
#include "service/login.h"
#include "service/throttle.h"
#include "store/writer.h"

static bool is_unsafe(const struct api_call *c)
{
    return c->request->method != HTTP_GET && c->request->method != HTTP_HEAD;
}

/* The token of "Authorization: Bearer …"; NULL = none. */
static const char *bearer(const struct http_request *request)
{
    const char *field = request->field[HTTP_AUTHORIZATION];
    return field != NULL && strncmp(field, "Bearer ", 7) == 0 ? field + 7 : NULL;
}

/* A page of another site can make a browser send our cookie, but not this header, and it cannot
 * hide where it comes from. */
static bool is_from_here(const struct api_call *c)
{
    const struct http_request *r = c->request;
    const char *site = r->field[HTTP_SEC_FETCH_SITE], *origin = r->field[HTTP_ORIGIN];
    if (r->field[HTTP_REQUESTED_WITH] == NULL)
        return false;
    if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    if (origin == NULL)
        return true;
    const char *url = c->api->config.public_url;
    if (url != NULL) {
        size_t n = strlen(url);
        while (n > 0 && url[n - 1] == '/')
            n--;
        return strlen(origin) == n && strncmp(origin, url, n) == 0;
    }
    const char *host = strstr(origin, "://");
    return host != NULL && strcmp(host + 3, r->field[HTTP_HOST]) == 0;
}

/* 403 where the role knows the path by another method, else 404: what it may not see is not
 * there. */
static int refuse_role(const struct api_call *c)
{
    for (size_t r = 0; r < API_N_ROUTES; r++)
        if (strcmp(API_ROUTES[r].pattern, c->route->pattern) == 0 &&
            (API_ROUTES[r].roles & 1u << c->who.role) != 0)
            return 403;
    return 404;
}

static void stay_done(void *stay, const struct err *e)
{
    (void)e; /* a session that was not moved on ends a little sooner */
    free(stay);
}

/* Moves the session on where that is due; nobody waits for it. */
static void stay(const struct api_call *c)
{
    struct login_stay *stay = mem_alloc(sizeof *stay);
    stay->until = c->who.stay_until;
    memcpy(stay->session_sha256, c->session_sha256, sizeof stay->session_sha256);
    if (store_writer_add(c->api->config.writer, login_stay, STORE_UNAUDITED, stay_done, stay,
                         NULL) != ERR_OK)
        free(stay);
}

/* ---- what was refused goes into the audit ---- */

struct denied {
    int64_t account_id;
    const char *operation; /* of the route table */
    int status;
};

static int note_denied(void *denied, struct store *s, struct err *e)
{
    const struct denied *d = denied;
    char fields[32];
    snprintf(fields, sizeof fields, "status=%d", d->status);
    return audit_add(s, d->account_id, "access.denied", fields, e, "operation/%s", d->operation);
}

static void denied_done(void *denied, const struct err *e)
{
    (void)e; /* the refusal stands without its row */
    free(denied);
}

/* Nobody waits for the row, and whoever knocks all day does not fill the disk with them: a few of
 * an address, as of its tries. */
static void tell_denied(struct api_call *c, int status)
{
    if (throttle_take(c->api->denials, c->request->remote, clock_monotonic_s()) > 0)
        return;
    struct denied *d = mem_alloc(sizeof *d);
    *d = (struct denied){c->who.account_id, c->route->operation, status};
    if (store_writer_add(c->api->config.writer, note_denied, 0, denied_done, d, NULL) != ERR_OK)
        free(d);
}

/* ---- the gate ---- */

static int judge(struct api_call *c, struct store *s, struct err *e)
{
    const char *token = bearer(c->request);
    unsigned scope = 0;
    const int64_t now = clock_now_s();
    const bool is_open311 = (c->route->needs & API_OPEN311) != 0;
    int rc = login_principal(s, token == NULL && !is_open311 ? c->request->session : NULL, token,
                             now, &c->who, c->session_sha256, &scope, e);
    if (rc != ERR_OK)
        return api_status_of(rc);
    if (c->who.stay_until != 0)
        stay(c);
    if ((c->route->roles & 1u << c->who.role) == 0 && (c->route->roles & API_ANYONE) == 0)
        return c->who.account_id == 0 ? 401 : refuse_role(c);
    if (c->who.is_program && is_unsafe(c) && (scope & LOGIN_WRITE) == 0)
        return 403;
    if (token == NULL && !is_open311 && is_unsafe(c) && !is_from_here(c)) {
        err_set(e, ERR_DENIED,
                "yêu cầu thay đổi phải đến từ chính trang này, với trường X-Requested-With",
                "a change must come from this site's own pages, with X-Requested-With");
        return 403;
    }
    if ((c->route->needs & API_FRESH) != 0 && !login_is_fresh(&c->who, now)) {
        c->is_stale = true;
        err_set(e, ERR_DENIED,
                "việc này cần nhập lại mật khẩu: xin đăng nhập lại rồi làm trong "
                "15 phút",
                "this needs the password again: please log in and do it within 15 minutes");
        return 403;
    }
    return 0;
}

int api_admit(struct api_call *c, struct store *s, struct err *e)
{
    const int status = judge(c, s, e);
    if ((status == 403 || status == 404) && c->who.account_id != 0)
        tell_denied(c, status);
    return status;
}
