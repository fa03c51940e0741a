/* Who asks, from what the request shows: see login.h. Runs on the event thread for each request, so
 * it is one hash of a short text and one read by a primary key.
 */
#include "service/login.h"

#include "base/crypto.h"
#include "store/session.h"

#include <string.h>

static struct principal principal_of(const struct store_bearer *b)
{
    return (struct principal){
        .account_id = b->account_id,
        .role = principal_role_of(b->role),
        .all_agencies = b->all_agencies,
        .official_id = b->official_id,
        .proved_at = b->proved_at,
    };
}

/* Where idle_until belongs now, where that is a good step on, or the last; else 0. */
static int64_t stay_until(const struct store_bearer *b, int64_t now)
{
    int64_t until = now + LOGIN_IDLE_S < b->expires_at ? now + LOGIN_IDLE_S : b->expires_at;
    int64_t step = until == b->expires_at ? 1 : LOGIN_STAY_STEP_S;
    return until - b->idle_until >= step ? until : 0;
}

static int by_token(struct store *s, const char *token, int64_t now, struct principal *out,
                    unsigned *scope, struct err *e)
{
    char sha256[65];
    struct store_bearer bearer;
    crypto_sha256(token, strlen(token), sha256);
    int rc = store_token_find(s, sha256, now, &bearer, e);
    if (rc != ERR_OK || bearer.account_id == 0)
        return rc;
    *out = principal_of(&bearer);
    out->is_program = true;
    *scope = strcmp(bearer.scope, "read write") == 0 ? LOGIN_READ | LOGIN_WRITE : LOGIN_READ;
    return ERR_OK;
}

static int by_session(struct store *s, const char *session, int64_t now, struct principal *out,
                      char session_sha256[65], unsigned *scope, struct err *e)
{
    char sha256[65];
    struct store_bearer bearer;
    crypto_sha256(session, strlen(session), sha256);
    int rc = store_session_find(s, sha256, now, &bearer, e);
    if (rc != ERR_OK || bearer.account_id == 0)
        return rc;
    *out = principal_of(&bearer);
    out->stay_until = stay_until(&bearer, now);
    memcpy(session_sha256, sha256, sizeof sha256);
    *scope = LOGIN_READ | LOGIN_WRITE;
    return ERR_OK;
}

int login_principal(struct store *s, const char *session, const char *token, int64_t now,
                    struct principal *out, char session_sha256[65], unsigned *scope, struct err *e)
{
    *out = (struct principal){0};
    *scope = 0;
    session_sha256[0] = '\0';
    if (token != NULL)
        return by_token(s, token, now, out, scope, e);
    if (session != NULL)
        return by_session(s, session, now, out, session_sha256, scope, e);
    return ERR_OK;
}

bool login_is_fresh(const struct principal *who, int64_t now)
{
    return !who->is_program && who->proved_at > 0 && now - who->proved_at < LOGIN_FRESH_S;
}

int login_stay(void *stay, struct store *s, struct err *e)
{
    const struct login_stay *x = stay;
    return store_session_touch(s, x->session_sha256, x->until, e);
}
