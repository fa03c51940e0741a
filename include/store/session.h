/* What opens an account: sessions of people, tokens of programs, activation codes on paper.
 *
 *     rc = store_session_add(s, &session, SESSIONS_EACH, &e);     // in a job
 *     …
 *     struct store_bearer who;
 *     rc = store_session_find(s, id_sha256, clock_now_s(), &who, &e);
 *     if (rc == ERR_OK && who.account_id != 0) …
 *
 * Only hashes are kept: all these secrets are long and random, so plain SHA-256 (64 hex digits)
 * serves. A find answers account 0 for what is unknown, expired, revoked, used or belongs to a
 * disabled account, all alike. Role and agencies are read from the account each time, so a right
 * that was taken away ends at once. See store.h for errors and ownership.
 */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

/* Whoever shows a session or a token, as the account stands now. */
struct store_bearer {
    int64_t account_id; /* 0 = nobody */
    char role[16];
    bool all_agencies;
    int64_t official_id; /* 0 = none */
    char scope[16];      /* of a token; "" of a session */
    int64_t proved_at;   /* of a session, as in store_session; 0 of a token */
    int64_t idle_until;
    int64_t expires_at;
};

struct store_session {
    char id_sha256[65];
    int64_t account_id;
    int64_t created_at;
    int64_t proved_at;  /* instant of the last password */
    int64_t idle_until; /* never after expires_at */
    int64_t expires_at;
};

/* Adds a session, and ends the oldest of the account beyond `keep`. */
int store_session_add(struct store *s, const struct store_session *session, int keep,
                      struct err *e);

/* Whose live session has that hash at the instant `now`: one indexed read of some microseconds. */
int store_session_find(struct store *s, const char *id_sha256, int64_t now,
                       struct store_bearer *out, struct err *e);

/* Moves idle_until on, at most to expires_at. No session of that hash: nothing happens. */
int store_session_touch(struct store *s, const char *id_sha256, int64_t idle_until, struct err *e);

/* Ends one session. */
int store_session_end(struct store *s, const char *id_sha256, struct err *e);

/* Ends all that opens an account but its password: sessions, tokens, codes not yet used. */
int store_session_end_all(struct store *s, int64_t account_id, struct err *e);

/* Forgets the sessions that ended by `now`. */
int store_session_purge(struct store *s, int64_t now, struct err *e);

struct store_token {
    int64_t id;
    char token_sha256[65];
    char code[33]; /* read only: id outside; the first half of the hash, which opens nothing */
    int64_t account_id;
    char *name;
    char *scope; /* codes, ascending, one blank between */
    int64_t created_at;
    int64_t expires_at;
    int64_t revoked_at; /* 0 = not */
};

struct store_tokens {
    size_t n;
    struct store_token *items; /* [n] ascending by id */
};

/* Adds a token; sets its id. */
int store_token_add(struct store *s, struct store_token *t, struct err *e);

/* Whose live token has that hash. */
int store_token_find(struct store *s, const char *token_sha256, int64_t now,
                     struct store_bearer *out, struct err *e);

/* Ends a token of that account; ERR_ABSENT where it has no such live token. */
int store_token_revoke(struct store *s, int64_t account_id, const char *code, int64_t now,
                       struct err *e);

/* The tokens of an account, live or not. */
int store_token_list(struct store *s, int64_t account_id, struct store_tokens *out, struct err *e);
void store_token_release(struct store_token *t);
void store_tokens_release(struct store_tokens *l);

enum { STORE_ACTIVATION_S = 14 * 24 * 3600 }; /* they travel on paper */

/* Adds a code for an account, good from `now` for STORE_ACTIVATION_S; unused ones that it had
 * before end now. */
int store_activation_add(struct store *s, int64_t account_id, const char *code_sha256, int64_t now,
                         struct err *e);

/* Whose code that is, not used yet; 0 = it opens nothing. */
int store_activation_find(struct store *s, const char *code_sha256, int64_t now,
                          int64_t *account_id, struct err *e);

/* Uses a code up: `*account_id` is whose it was, 0 where it opens nothing. */
int store_activation_use(struct store *s, const char *code_sha256, int64_t now, int64_t *account_id,
                         struct err *e);

#endif
