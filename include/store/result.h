/* Results as they are read: the published rounds, the list of each, and how one request stands.
 *
 *     rc = store_published_list(s, &rounds, &e);                   // the newest first
 *     rc = store_listed_list(s, round_id, &people, &e);
 *     rc = store_standing_get(s, &scope, "HS-0001", &st, &e);      // st.id == 0: none, or not seen
 *
 * See store.h for errors and ownership.
 */
#ifndef STORE_RESULT_H
#define STORE_RESULT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

/* ---- what everybody may see ---- */

struct store_published {
    int64_t id;  /* of the round */
    char *round; /* its code */
    char *name;
    char *state; /* published | done */
    char *as_of;
    int64_t published_at; /* instant of the last plan */
    int names_public;     /* 1 names, 0 receipt codes, for readers without an account */
    int n_people;         /* on the list */
};

struct store_published_rounds {
    size_t n;
    struct store_published *items; /* [n] */
};

int store_published_list(struct store *s, struct store_published_rounds *out, struct err *e);

/* A published round; id 0 where there is none. */
int store_published_get(struct store *s, const char *round, struct store_published *out,
                        struct err *e);
void store_published_release(struct store_published *p);
void store_published_rounds_release(struct store_published_rounds *l);

/* An official who has a place by the plans published in a round: lives there, or is offered it, or
 * will be. Who said no, let the offer pass, withdrew or moved out is off the list. */
struct store_listed {
    char *request; /* code: the receipt */
    char *name;
    char *agency_name;
    char *site; /* code */
    char *site_name;
};

struct store_listed_people {
    size_t n;
    struct store_listed *items; /* [n] by site, then by given name */
};

int store_listed_list(struct store *s, int64_t round_id, struct store_listed_people *out,
                      struct err *e);
void store_listed_people_release(struct store_listed_people *l);

/* ---- how one request stands ---- */

struct store_standing {
    int64_t id;
    char *request; /* code */
    char *state;
    int64_t version;
    int points;                        /* -1 = not scored */
    int band;                          /* -1 = not scored */
    int list_order;                    /* in the last draw; -1 = none */
    char *breakdown;                   /* JSON of service/scoring.h; "" = not scored */
    char *submitted_on, *confirmed_on; /* days; "" = not yet */
    char *room, *site, *site_name;     /* where the party lives; "" = nowhere */
    int waiting_place;                 /* 1 = next; -1 = does not wait */
    int n_waiting;                     /* requests that wait */
    int64_t plan_id;                   /* the plan that was published last with it; 0 = none */
    int64_t round_id;                  /* its round; 0 = none */
    char *round, *round_name;          /* "" = none */
    int64_t published_at;              /* 0 = not */
    int64_t decided_at;                /* instant of its first publication or refusal; 0 = not */
};

/* Companions see a request once they have agreed to it. */
int store_standing_get(struct store *s, const struct store_scope *scope, const char *request,
                       struct store_standing *out, struct err *e);
void store_standing_release(struct store_standing *st);

struct store_step {
    int64_t at;
    char *state;
};

struct store_steps {
    size_t n;
    struct store_step *items; /* [n] as they came */
};

/* The states of a request. */
int store_step_list(struct store *s, int64_t request_id, struct store_steps *out, struct err *e);
void store_steps_release(struct store_steps *l);

#endif
