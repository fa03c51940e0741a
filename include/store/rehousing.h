/* Rehousing: people who live in a room that is closed, or are to, and the ways out proposed.
 *
 *     rc = store_rehoused_list(s, room_id, &people, &e);             // whom a closing concerns
 *     rc = store_rehousing_live(s, closure_id, &c, &e);              // its open or chosen case
 *     rc = store_proposal_add(s, c.id, &proposal, moves, n, &e);
 *     rc = store_proposal_list(s, c.id, &proposals, &e);
 *
 * A closure has one case at a time that is open or chosen. See store.h for errors and ownership.
 */
#ifndef STORE_REHOUSING_H
#define STORE_REHOUSING_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_rehousing {
    int64_t id;
    char *code; /* id outside, 32 hex digits */
    int64_t closure_id;
    char *closure; /* code */
    int64_t room_id;
    char *room;
    char *site;
    char *from_day; /* of the closure */
    char *to_day;   /* "" not known */
    char *reason;
    int64_t repair_id; /* 0 = none */
    char *state;       /* open | chosen | done | void */
    char *chosen;      /* "" | stay | temporary | move */
    int is_stale;      /* 1: to be proposed anew */
    int64_t opened_at;
    int64_t proposed_at; /* 0 = never */
    int64_t version;
    int may_stay; /* of the closure */
};

struct store_rehousings {
    size_t n;
    struct store_rehousing *items; /* [n] */
};

struct store_rehousing_query {
    const char *state; /* NULL = all */
    const char *after; /* code of the last row of the page before; "" = from the start */
    int limit;         /* rows; 0 = all */
};

/* Cases in the order they were opened; `n` = how many there are in all. */
int store_rehousing_list(struct store *s, const struct store_rehousing_query *q,
                         struct store_rehousings *out, int64_t *n, struct err *e);

/* The case of that code; the one of a closure that is open or chosen. id 0 where there is none. */
int store_rehousing_get(struct store *s, const char *code, struct store_rehousing *out,
                        struct err *e);
int store_rehousing_live(struct store *s, int64_t closure_id, struct store_rehousing *out,
                         struct err *e);

/* Opens one now; `code` gets its own. */
int store_rehousing_open(struct store *s, int64_t closure_id, char code[33], struct err *e);

/* Moves it to another state, with what was chosen ("" nothing), stale or not. */
int store_rehousing_move(struct store *s, int64_t id, const char *state, const char *chosen,
                         int is_stale, struct err *e);

void store_rehousing_release(struct store_rehousing *c);
void store_rehousings_release(struct store_rehousings *l);

/* A party that a closing concerns: it holds a place in the room and is not elsewhere for a while
 * (own), is there for a while (temporary), or is offered it. */
struct store_rehoused {
    int64_t request_id;
    char *request; /* code */
    char *name;    /* of its applicant */
    char *agency;  /* code */
    char *kind;    /* own | temporary | offer */
    int sleeps;    /* 1: it lives there; 0: it is to */
};

struct store_rehoused_all {
    size_t n;
    struct store_rehoused *items; /* [n] ascending by code */
};

int store_rehoused_list(struct store *s, int64_t room_id, struct store_rehoused_all *out,
                        struct err *e);
void store_rehoused_release(struct store_rehoused_all *l);

/* How many of those who hold a place in the room are elsewhere for a while. */
int store_rehoused_away(struct store *s, int64_t room_id, int *n, struct err *e);

/* Moves the day of return of those of them who were to come back on `was` ("" not known). */
int store_rehoused_return_on(struct store *s, int64_t room_id, const char *was, const char *day,
                             struct err *e);

/* Who holds beds of which room: the party, the room, and as what; a party may hold two. */
struct store_holding {
    char *request; /* code */
    char *room;    /* code */
    char *kind;    /* own | temporary | offer */
    int sleeps;
};

struct store_holdings {
    size_t n;
    struct store_holding *items; /* [n] by request, room, kind */
};

int store_holding_list(struct store *s, struct store_holdings *out, struct err *e);
void store_holdings_release(struct store_holdings *l);

/* ---- proposals ---- */

struct store_proposal {
    int64_t id;
    char *kind; /* stay | temporary | move */
    int n_moves;
    int is_proven;
    int n_left;
    char *return_day;      /* "" not known, or no return */
    char *why;             /* "" | no_bed | conflict | stopped | failed */
    char *instance_sha256; /* "" of stay */
};

struct store_proposals {
    size_t n;
    struct store_proposal *items; /* [n] stay, temporary, move */
};

struct store_move {
    int64_t proposal_id;
    int64_t request_id;
    char *request; /* code */
    char *name;    /* read only */
    char *agency;  /* read only: code */
    char *from_room;
    char *to_room; /* "" = there is no bed */
    char *kind;    /* own | temporary | offer */
    int is_done;
    int64_t to_room_id; /* read only; 0 = none */
    char *return_day;   /* read only: of its stay for a while that this brought about; "" none */
    int is_away;        /* read only: 1 = that stay lasts */
};

struct store_moves {
    size_t n;
    struct store_move *items; /* [n] by proposal, request */
};

/* Takes the proposals of a case away, and adds one with its moves (request, from_room, to_room,
 * kind). */
int store_proposal_clear(struct store *s, int64_t rehousing_id, struct err *e);
int store_proposal_add(struct store *s, int64_t rehousing_id, const struct store_proposal *p,
                       const struct store_move *moves, size_t n, struct err *e);

/* Notes that a case has its proposals: not stale any more. */
int store_rehousing_proposed(struct store *s, int64_t id, int64_t now, struct err *e);

int store_proposal_list(struct store *s, int64_t rehousing_id, struct store_proposals *out,
                        struct err *e);
int store_move_list(struct store *s, int64_t rehousing_id, struct store_moves *out, struct err *e);

/* Notes that a party went. */
int store_move_done(struct store *s, int64_t proposal_id, int64_t request_id, struct err *e);

/* Moves the day of return of its proposal. */
int store_proposal_return_on(struct store *s, int64_t rehousing_id, const char *day, struct err *e);

void store_proposals_release(struct store_proposals *l);
void store_moves_release(struct store_moves *l);

#endif
