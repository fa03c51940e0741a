/* Logging in, and what comes of it: sessions of people, tokens of programs, activation codes.
 *
 * On each request:
 *     struct principal who;
 *     char session[65];
 *     unsigned scope;
 *     rc = login_principal(s, cookie, token, clock_now_s(), &who, session, &scope, &e);
 *     if (rc == ERR_OK && who.stay_until != 0) {        // its session is to be moved on:
 *         struct login_stay stay = {.until = who.stay_until};   // at most once a minute
 *         memcpy(stay.session_sha256, session, sizeof session);
 *         store_writer_add(w, login_stay, STORE_UNAUDITED, …, &stay, &e);
 *     }
 *
 * A login is three steps: the hash takes 25 ms and runs on a worker, between two jobs.
 *     struct login l = {.login = login, .password = password, .now = clock_now_s()};
 *     rc = login_count(&l, s, &e);                   // job: counts the try before it is judged
 *     if (rc == ERR_OK && l.wait_s > 0) … 429, Retry-After
 *     rc = rc ? rc : login_verify(&l, &e);           // worker: ERR_DENIED
 *     rc = rc ? rc : login_enter(&l, s, &e);         // job: session and audit; l.session
 *     login_wipe(&l);
 *
 * A login that nobody has takes the same way as any other: the same reads, writes, hash and delays,
 * and the same answer. Five tries are free, then each doubles the time to the next, up to 15
 * minutes; a right one, or a day's rest, ends that. Nobody is ever locked out.
 *
 * A session ends after 30 minutes without use and 10 hours in any case; whoever logs in more than
 * LOGIN_SESSIONS times loses the oldest. Only hashes of secrets are stored. The jobs write counters
 * and sessions beside audited changes, so they run with STORE_UNAUDITED; what a person did has its
 * audit row nonetheless. Any thread, one per struct.
 */
#ifndef SERVICE_LOGIN_H
#define SERVICE_LOGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"

struct store;

enum {
    LOGIN_FREE = 5, /* wrong passwords without a delay */
    LOGIN_DELAY_MAX_S = 15 * 60,
    LOGIN_FORGET_S = 24 * 3600, /* tries older than that count no more */
    LOGIN_SESSIONS = 5,         /* of one account */
    LOGIN_IDLE_S = 30 * 60,     /* a session ends after so long without use */
    LOGIN_LIFE_S = 10 * 3600,   /* and after so long in any case: a working day */
    LOGIN_FRESH_S = 15 * 60,    /* a password counts as given just now for so long */
    LOGIN_STAY_STEP_S = 60,     /* idle_until is moved by this much at least: few writes */
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

/* Seconds from try number `n_tried` in a row to the next that is judged. */
int64_t login_delay_s(int n_tried);

struct login {
    /* in */
    const char *login;        /* as typed; NULL: that of account_id, who is logged in */
    const char *password;     /* as typed */
    const char *new_password; /* NULL = none is chosen */
    const char *ended_sha256; /* session that the new one replaces; NULL = none */
    int64_t now;
    /* between the steps */
    int64_t account_id; /* 0 = nobody has that login */
    char key[65];       /* the login as it is looked up */
    char name[256];
    char hash[CRYPTO_PASSWORD];
    char new_hash[CRYPTO_PASSWORD];
    /* out */
    int64_t wait_s;   /* > 0: too early, nothing was judged or counted */
    char session[65]; /* the secret for the cookie, told once */
};

/* A job: counts one try for the login and finds its account. */
int login_count(void *login, struct store *s, struct err *e);

/* Judges the password, on a worker. ERR_DENIED where it is wrong or nobody has the login. */
int login_verify(struct login *l, struct err *e);

/* Judges and hashes new_password, after login_verify: ERR_INPUT with findings under `where`. */
int login_renew(struct login *l, const char *where, struct solver_findings *bad, struct err *e);

/* A job: ends the counting and begins a session; with a new password sets it and ends all else
 * that opens the account: sessions, tokens, codes. ERR_DENIED where the account was changed since.
 * Audit: session.begin or password.change. */
int login_enter(void *login, struct store *s, struct err *e);

/* Wipes the secrets. */
void login_wipe(struct login *l);

/* A job: ends a session. Audit: session.end. */
struct login_end {
    const struct principal *by;
    const char *session_sha256;
};
int login_end(void *end, struct store *s, struct err *e);

/* Begins a session of an account: draws its secret. Within a job; no audit. */
int login_begin(struct store *s, int64_t account_id, int64_t now, char secret[65], struct err *e);

#endif
