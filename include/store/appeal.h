/* Appeals: what an official objects to in the result of a round, and what was answered.
 *
 *     struct store_appeal a = {.request_id = …, .round_id = …, .statement = …, .fact = "road_km",
 *                              .value = "45.5", .filed_at = now, .filed_by = account};
 *     rc = store_appeal_add(s, &a, &e);                               // sets id and code
 *     rc = store_appeal_answer(s, a.id, "upheld", "…", account, now, &e);
 *
 * A request has one unanswered appeal at most. See store.h for errors and ownership.
 */
#ifndef STORE_APPEAL_H
#define STORE_APPEAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_appeal {
    int64_t id;
    char *code; /* id outside, 32 hex digits; made by add */
    int64_t request_id;
    char *request; /* read only: its code */
    int64_t round_id;
    char *round; /* read only: its code */
    int64_t filed_at;
    int64_t filed_by; /* account */
    char *statement;
    int member;    /* whose fact: 0 = the applicant */
    char *fact;    /* has_moved | owns_house | road_km | coefficient | groups; "" = none */
    char *value;   /* what it should be: yes, 45.5; "" = no fact */
    char *outcome; /* upheld | rejected; "" = not answered */
    char *answer;
    int64_t answered_at; /* 0 = not */
    char *plan;          /* read only: code of the last plan made with the fact changed; "" none */
    int64_t version;
    char *official; /* read only: code of the official whose fact it is */
    int64_t official_id;
    char *name, *agency; /* read only: the applicant, and the agency's code */
};

struct store_appeals {
    size_t n;
    struct store_appeal *items; /* [n] */
};

struct store_appeal_query {
    struct store_scope scope;
    const char *request; /* code; NULL = all */
    const char *outcome; /* "" = not answered; NULL = all */
    const char *after;   /* code of the last row of the page before; "" = from the start */
    int limit;
};

/* A page of the appeals under a scope, in the order they were filed; `n` = how many there are. */
int store_appeal_list(struct store *s, const struct store_appeal_query *q,
                      struct store_appeals *out, int64_t *n, struct err *e);

/* The appeal of that code under a scope; id 0 where there is none. */
int store_appeal_get(struct store *s, const struct store_scope *scope, const char *code,
                     struct store_appeal *out, struct err *e);

/* Adds an appeal; sets id and code, which the caller frees. ERR_DATA where the request has one that
 * is not answered. */
int store_appeal_add(struct store *s, struct store_appeal *a, struct err *e);

/* ERR_DATA where it has an answer. */
int store_appeal_answer(struct store *s, int64_t id, const char *outcome, const char *answer,
                        int64_t account_id, int64_t now, struct err *e);

/* Notes the plan made with the fact changed. */
int store_appeal_plan(struct store *s, int64_t id, int64_t plan_id, struct err *e);

void store_appeal_release(struct store_appeal *a);
void store_appeals_release(struct store_appeals *l);

#endif
