/* The register as one person may see it: officials and requests page by page, one by one, the facts
 * confirmed of them, and who stands in it twice.
 *
 *     struct store_scope scope = principal_scope(&who);
 *     struct store_official_filter f = {.q = key, .limit = 50};
 *     rc = store_official_page(s, &scope, &f, &page, &n, &e);       // by given name
 *     rc = store_request_by_code(s, &scope, "HS-0001", &r, &e);     // r.id = 0: there is none
 *
 * All reading is within a scope (scope.h): what lies outside is not there. A registrar sees the
 * officials of the agencies of the account and their requests, an official himself or herself and
 * the requests that name him or her. Getters answer "none" by an id of 0 and ERR_OK.
 *
 * `q` is as typed: "duong" finds Dương, Đường, Đương; "đường" Đường alone (text_holds). Lists of
 * officials go by given name (text_compare_names), of requests by code within the order asked for;
 * `after` is the code of the row before the page, and ERR_ABSENT where no row in the scope has it.
 * See store.h for errors and ownership.
 */
#ifndef STORE_REGISTER_H
#define STORE_REGISTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/person.h"
#include "store/request.h"
#include "store/scope.h"

struct store;

/* Texts may be NULL or "" = any. */
struct store_official_filter {
    const char *q;      /* as typed; a part of the name */
    const char *agency; /* code */
    const char *after;
    int limit;
};

enum store_request_order {
    STORE_BY_CODE,
    STORE_BY_NAME,     /* of the applicant */
    STORE_BY_POINTS,   /* the most first; at the end those that were never scored */
    STORE_BY_DEADLINE, /* the earliest first; at the end those that wait for nobody */
};

struct store_request_filter {
    const char *q;      /* as typed; a part of the applicant's name, or of the code */
    const char *agency; /* code */
    const char *state;
    const char *submitted_before; /* waits for its agency since before that day; and then: */
    const char *confirmed_before; /* … or for the decision since before this one */
    int band;                     /* 0 = any */
    enum store_request_order order;
    int agency_days, decision_days; /* by deadline: days that each of the two has */
    const char *after;
    int limit;
};

/* How many requests stand in each state there is one in, by the filter but for its own state. */
struct store_state_count {
    char *state;
    int64_t n;
};

struct store_request_counts {
    int64_t n; /* of all that pass the filter */
    size_t n_states;
    struct store_state_count *states; /* [n_states] ascending by state */
};

/* A page, and the number of all that pass the filter. `counts` may be NULL: not wanted. */
int store_official_page(struct store *s, const struct store_scope *scope,
                        const struct store_official_filter *f, struct store_officials *out,
                        int64_t *n, struct err *e);
int store_request_page(struct store *s, const struct store_scope *scope,
                       const struct store_request_filter *f, struct store_requests *out,
                       struct store_request_counts *counts, struct err *e);
void store_request_counts_release(struct store_request_counts *c);

int store_official_by_code(struct store *s, const struct store_scope *scope, const char *code,
                           struct store_official *out, struct err *e);
int store_official_get(struct store *s, const struct store_scope *scope, int64_t id,
                       struct store_official *out, struct err *e);
void store_official_release(struct store_official *o);

/* With members (and their codes and names), wishes and sites. */
int store_request_by_code(struct store *s, const struct store_scope *scope, const char *code,
                          struct store_request *out, struct err *e);

/* By its row, whatever the scope: for rules. */
int store_request_get(struct store *s, int64_t id, struct store_request *out, struct err *e);

/* The live request an official is in: as applicant, or having agreed. Whole, whatever the scope of
 * who asks: for rules, not for showing. */
int store_request_of_official(struct store *s, int64_t official_id, struct store_request *out,
                              struct err *e);

/* The id of an official or a request whatever the scope; 0 = none. For rules, and for ids that are
 * secrets themselves. */
int store_official_id_of(struct store *s, const char *code, int64_t *id, struct err *e);
int store_official_id_of_lookup(struct store *s, const char *lookup, int64_t *id, struct err *e);
int store_request_id_of(struct store *s, const char *code, int64_t *id, struct err *e);

/* All of a scope at once, officials ascending by id, requests by code: for judging lists. */
int store_official_list_seen(struct store *s, const struct store_scope *scope,
                             struct store_officials *out, struct err *e);
int store_request_list_seen(struct store *s, const struct store_scope *scope,
                            struct store_requests *out, struct err *e);

/* The agencies of a scope, ascending by code; all of them for who sees all. */
int store_agency_list_seen(struct store *s, const struct store_scope *scope,
                           struct store_agencies *out, struct err *e);
/* One of them; an id of 0 where there is none. */
int store_agency_by_code(struct store *s, const struct store_scope *scope, const char *code,
                         struct store_agency *out, struct err *e);

/* A fact of an official that the agency confirmed from a paper. */
struct store_fact {
    char *fact; /* has_moved | owns_house | road_km | a priority group (policy_group_code) */
    char *document;
    char *document_day;
    int64_t confirmed_at;
    int64_t account_id; /* read only; 0 = the program */
};

struct store_facts {
    size_t n;
    struct store_fact *items; /* [n] ascending by fact */
};

int store_fact_list(struct store *s, int64_t official_id, struct store_facts *out, struct err *e);
/* Adds one, or replaces it. */
int store_fact_put(struct store *s, int64_t official_id, const struct store_fact *fact,
                   struct err *e);
void store_facts_release(struct store_facts *l);

/* Officials of one folded name and one birth date. */
struct store_double {
    char *code; /* of the official */
    char *name;
    char *born;
    char *agency_code;
    char *name_key; /* equal, with born, for those of one group; groups follow each other */
};

struct store_doubles {
    size_t n;
    struct store_double *items; /* [n] */
};

int store_double_list(struct store *s, const struct store_scope *scope, struct store_doubles *out,
                      struct err *e);
void store_doubles_release(struct store_doubles *l);

#endif
