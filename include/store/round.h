/* Rounds (đợt bố trí): what one says when opening it, what closing it froze, and its draw.
 *
 *     struct store_round r = {.code = …, .policy_id = …, .state = "open", …};
 *     int rc = store_round_put(s, &r, &e);                   // id 0: a new one, version 1
 *     …
 *     rc = store_round_get(s, "2025-07", &r, &e);            // r.id == 0: there is none
 *     rc = store_round_freeze(s, r.id, snapshot, list, &e);  // once
 *     store_round_release(&r);
 *
 * put writes all columns and counts the version up; the schema forbids what must not change.
 * See store.h for errors and ownership.
 */
#ifndef STORE_ROUND_H
#define STORE_ROUND_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_round {
    int64_t id;
    char *code;
    char *name;
    int64_t policy_id;
    char *policy;       /* read only: its code */
    int policy_version; /* read only */
    char *state;        /* open | closed | planned | published | done */
    char *as_of;
    char *draw_source;
    char *draw_day;
    int names_public; /* 1 names, 0 receipt codes for readers without an account */
    int offer_days;
    int64_t opened_at;
    int64_t closed_at; /* 0 = open */
    int n_requests;    /* -1 = open */
    int n_eligible;    /* -1 = open */
    char *list_sha256; /* "" = open */
    char *seed;        /* digits; "" = not entered */
    int64_t seed_by;   /* account; 0 = nobody */
    int64_t confirmed_by;
    int64_t confirmed_at; /* 0 = not drawn: a seed without it binds nobody */
    int64_t version;
};

struct store_rounds {
    size_t n;
    struct store_round *items; /* [n] */
};

/* The round of that code, or of that key; id 0 where there is none. */
int store_round_get(struct store *s, const char *code, struct store_round *out, struct err *e);
int store_round_of(struct store *s, int64_t id, struct store_round *out, struct err *e);

/* All rounds, the newest first. */
int store_round_list(struct store *s, struct store_rounds *out, struct err *e);

/* Adds (id 0) or replaces; sets id and version. ERR_DATA where the code is taken, or something
 * frozen would change. */
int store_round_put(struct store *s, struct store_round *r, struct err *e);

/* Keeps what closing froze. */
int store_round_freeze(struct store *s, int64_t round_id, const char *snapshot, const char *list,
                       struct err *e);

/* Reads it: the texts are the caller's, "" where the round is open. */
int store_round_frozen(struct store *s, int64_t round_id, char **snapshot, char **list,
                       struct err *e);

/* The place of a request in the order of a confirmed draw; 0 = none. */
int store_round_place(struct store *s, int64_t request_id, int list_order, struct err *e);

/* A round is over: whoever waits has waited one more. */
int store_round_waited(struct store *s, struct err *e);

/* The codes of the requests in a scope, ascending. */
struct store_codes {
    size_t n;
    char **items; /* [n] */
};

int store_round_sees(struct store *s, const struct store_scope *scope, struct store_codes *out,
                     struct err *e);

/* Free and zero; accept zeroed ones. */
void store_codes_release(struct store_codes *l);
void store_round_release(struct store_round *r);
void store_rounds_release(struct store_rounds *l);

#endif
