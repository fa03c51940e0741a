/* Logging in, and what comes of it: sessions of people, tokens of programs.
 *
 * On each request:
 *     struct principal who;
 *     char session[65];
 *     unsigned scope;
 *     rc = login_principal(s, cookie, token, clock_now_s(), &who, session, &scope, &e);
 *     if (rc == ERR_OK && who.stay_until != 0) {            // its session is to be moved on:
 *         struct login_stay stay = {.until = who.stay_until};      // at most once in a minute
 *         memcpy(stay.session_sha256, session, sizeof session);
 *         store_writer_add(w, login_stay, STORE_UNAUDITED, …, &stay, &e);
 *     }
 *
 * A session ends after 30 minutes without use and 10 hours in any case; whoever logs in more than
 * LOGIN_SESSIONS times loses the oldest. Only hashes of secrets are stored. Any thread.
 */
#ifndef SERVICE_LOGIN_H
#define SERVICE_LOGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"

struct store;

enum {
    LOGIN_SESSIONS = 5,       /* of one account */
    LOGIN_IDLE_S = 30 * 60,   /* a session ends after so long without use */
    LOGIN_LIFE_S = 10 * 3600, /* and after so long in any case: a working day */
    LOGIN_FRESH_S = 15 * 60,  /* a password counts as given just now for so long */
    LOGIN_STAY_STEP_S = 60,   /* idle_until is moved by this much at least: few writes */
};

/* What a token may do of what its account may. A session may do all. */
enum login_scope {
    LOGIN_READ = 1 << 0,  /* GET */
    LOGIN_WRITE = 1 << 1, /* the rest; a token that writes reads too */
};

/* Who shows this session or this token (one of them, the other NULL; a token counts first), as the
 * account stands at this moment. out->role is PRINCIPAL_NOBODY, with ERR_OK, where it is unknown,
 * expired, ended or disabled, and where both are NULL. `session_sha256` is "" but for a session.
 * One read by an index; errors are the store's. */
int login_principal(struct store *s, const char *session, const char *token, int64_t now,
                    struct principal *out, char session_sha256[65], unsigned *scope, struct err *e);

/* Whether the password was given in the last LOGIN_FRESH_S: what the gravest acts need. Never so
 * for a program. */
bool login_is_fresh(const struct principal *who, int64_t now);

/* A job that moves a session on to principal.stay_until; a session that ended stays so. */
struct login_stay {
    char session_sha256[65];
    int64_t until;
};
int login_stay(void *stay, struct store *s, struct err *e);

#endif
