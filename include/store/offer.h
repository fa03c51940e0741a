/* Offers: a room offered to a party by a published plan, until it answers or the deadline passes.
 *
 *     struct store_offer_query q = {.scope = scope, .answer = "", .after = "", .limit = 50};
 *     rc = store_offer_list(s, &q, &offers, &n, &e);             // open ones, oldest first
 *     rc = store_offer_get(s, &scope, code, &offer, &e);         // offer.id == 0: none, or not
 * seen rc = store_offer_answer(s, offer.id, "declined", now, &e);
 *
 * The schema holds the law of the beds: who lives in a room and the open offers never take more
 * beds than stand in it; a party has one open offer at most; an answer stays; the offer of a
 * request that is withdrawn falls. See store.h for errors and ownership.
 */
#ifndef STORE_OFFER_H
#define STORE_OFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_offer {
    int64_t id;
    char *code; /* id outside, 32 hex digits; made by add */
    int64_t plan_id;
    int64_t request_id;
    char *request; /* read only: its code */
    int64_t room_id;
    char *room; /* read only: its code */
    char *site; /* read only: code and name of the room's site */
    char *site_name;
    int beds; /* that it takes; add: 0 = all of the room, for a private party */
    int64_t made_at;
    int64_t deadline;    /* instant: an answer comes before it */
    char *answer;        /* "" = open | accepted | declined | expired | void */
    int64_t answered_at; /* 0 = open */
    int64_t version;
    int64_t applicant_id;    /* read only: the official who filed the request */
    int64_t current_room_id; /* read only: where the party lives now; 0 = nowhere */
    char *name, *agency;     /* read only: the applicant, and the agency's code */
};

struct store_offers {
    size_t n;
    struct store_offer *items; /* [n] */
};

struct store_offer_query {
    struct store_scope scope;
    const char *request; /* code; NULL = all */
    const char *answer;  /* "" = open ones; NULL = all */
    const char *after;   /* code of the last row of the page before; "" = from the start */
    int limit;           /* rows */
};

/* A page of the offers under a scope, in the order they were made; `n` = how many there are. */
int store_offer_list(struct store *s, const struct store_offer_query *q, struct store_offers *out,
                     int64_t *n, struct err *e);

/* The offer of that code under a scope; id 0 where there is none. */
int store_offer_get(struct store *s, const struct store_scope *scope, const char *code,
                    struct store_offer *out, struct err *e);

/* The last offer to a request; id 0 where it had none. */
int store_offer_last(struct store *s, int64_t request_id, struct store_offer *out, struct err *e);

/* Open offers whose deadline is not after `now`. */
int store_offer_due(struct store *s, int64_t now, struct store_offers *out, struct err *e);

/* Adds an open offer; sets id and code, which the caller frees. ERR_DATA where the room has no bed
 * for it, or the party has an open offer. */
int store_offer_add(struct store *s, struct store_offer *o, struct err *e);

/* Gives an open offer its answer. ERR_DATA where it has one. */
int store_offer_answer(struct store *s, int64_t id, const char *answer, int64_t now, struct err *e);

/* Whether a room has that many beds (0 = all of it) that nobody holds. */
int store_room_has_free(struct store *s, int64_t room_id, int beds, bool *has, struct err *e);

void store_offer_release(struct store_offer *o);
void store_offers_release(struct store_offers *l);

/* What publishing a plan asks about a request: where the plan puts it, and where it stands. */
struct store_party {
    int64_t request_id;
    char *request; /* code */
    char *state;
    int64_t current_room_id; /* 0 = none */
    int64_t room_id;         /* of the plan; 0 = none */
    int64_t offer_id;        /* its open offer; 0 = none */
    int64_t offer_room_id;
};

struct store_parties {
    size_t n;
    struct store_party *items; /* [n] ascending by code */
};

/* All requests as a plan sees them. */
int store_party_list(struct store *s, int64_t plan_id, struct store_parties *out, struct err *e);
void store_parties_release(struct store_parties *l);

/* The room a party lives in from now on, and the beds it takes there (0 = all). ERR_DATA where one
 * of them is offered to another. */
int store_party_settle(struct store *s, int64_t request_id, int64_t room_id, int beds,
                       struct err *e);

/* Notes that a plan is published from now on. ERR_DATA where it was before. */
int store_publication_add(struct store *s, int64_t plan_id, int64_t round_id, int64_t now,
                          struct err *e);

/* Days to answer an offer of a published plan. */
int store_offer_days(struct store *s, int64_t plan_id, int *days, struct err *e);

/* Published plans that still owe an offer: the last of each request in state `allocated`. The
 * caller frees the array. */
int store_offer_owing(struct store *s, int64_t **plan_ids, size_t *n, struct err *e);

#endif
