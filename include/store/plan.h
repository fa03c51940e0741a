/* Plans: what is asked of the engine, what it made of it with the instance and the policy that
 * rests on, and the way to publication. What was made is written once and never changed.
 *
 *     struct store_plan p = {.round_id = …, .policy_id = …, .seed = …, .as_of = …};
 *     int rc = store_plan_add(s, &p, &e);                     // queued; sets id and code
 *     rc = rc ? rc : store_plan_move(s, p.id, "solving", 0, &e);
 *     …                                                       // the engine runs
 *     rc = rc ? rc : store_plan_add_requests(s, p.id, requests, n, &e);   // in pieces
 *     rc = rc ? rc : store_plan_finish(s, p.id, &made, &e);   // solved
 *     …
 *     rc = store_plan_find(s, code, &p, &e);                  // p.id 0: there is none
 *     store_plan_release(&p);
 *
 * Requests, rooms and sites go by their codes. See store.h for errors and ownership.
 */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct store;

/* ---- plans ---- */

struct store_plan {
    int64_t id;       /* also the number that the command line uses */
    char *code;       /* its id outside */
    int64_t round_id; /* 0 = none: made by a command */
    int64_t policy_id;
    char *seed;
    char *as_of;
    char *note;
    char *options; /* JSON of service/plan_options.h */
    int is_scenario;
    int64_t maker_id; /* account; 0 = a command */
    int64_t created_at;

    /* read only */
    char *round; /* its code; "" = none */
    char *policy_code;
    char *policy_name;
    int policy_version;
    char *policy_sha256;
    char *maker; /* name of the account; "" = a command */
    char *state; /* queued | solving | solved | failed | submitted | decided | published |
                  * discarded */
    int is_cancelled;
    char *failure_vi, *failure_en;
    char *status; /* of the engine: optimal | stopped | feasible | infeasible; "" = not solved */
    char *instance_sha256;
    int n_requests; /* in the register when it was made */
    int n_eligible;
    char *list_sha256; /* of the frozen list that the draw used */
    int elapsed_ms;    /* -1 = not solved */
    int has_proof;
    char *submission_number, *submission_date, *submission_signer;
    char *decision_number, *decision_date, *decision_signer;
    int64_t decision_by;
    char *stale_reason;
    int64_t version;
    int n_housed; /* people with a place; -1 = not solved */
};

struct store_plans {
    size_t n;
    struct store_plan *items; /* [n] */
};

/* Adds a plan in state `queued`; sets id, code and created_at. Its policy is used from now on. */
int store_plan_add(struct store *s, struct store_plan *p, struct err *e);

/* The plan of that code; id 0 where there is none. */
int store_plan_find(struct store *s, const char *code, struct store_plan *out, struct err *e);

enum { STORE_PLAN_LATEST = 0, STORE_PLAN_PUBLISHED = -1 };

/* The plan of that number, the latest that is solved, or the one published last. ERR_INPUT where
 * there is none. */
int store_plan_get(struct store *s, int64_t id, struct store_plan *out, struct err *e);

/* The plans of a round, the newest first. */
int store_plan_list(struct store *s, int64_t round_id, struct store_plans *out, struct err *e);

/* The oldest plan in a state, 0 = none; and how many there are. */
int store_plan_oldest(struct store *s, const char *state, int64_t *id, struct err *e);
int store_plan_count(struct store *s, const char *state, int64_t *n, struct err *e);

/* How many plans are solved before this one, which waits. */
int store_plan_ahead(struct store *s, int64_t id, int64_t *n, struct err *e);

/* Brings it to another state, notes that as an event, counts the version up. ERR_DATA where it does
 * not go that way. `account_id` 0 = the program. */
int store_plan_move(struct store *s, int64_t id, const char *state, int64_t account_id,
                    struct err *e);

/* Texts that do not change what the plan says; each counts the version up. Before the move. */
int store_plan_note(struct store *s, int64_t id, const char *note, struct err *e);
int store_plan_cancel(struct store *s, int64_t id, struct err *e);
int store_plan_submit(struct store *s, int64_t id, const char *number, const char *date,
                      const char *signer, struct err *e);
int store_plan_decide(struct store *s, int64_t id, const char *number, const char *date,
                      const char *signer, int64_t account_id, struct err *e);
int store_plan_excuse(struct store *s, int64_t id, const char *stale_reason, struct err *e);

void store_plan_release(struct store_plan *p);
void store_plans_release(struct store_plans *l);

/* ---- what was made ---- */

struct store_plan_level {
    char *objective; /* name as in the plan format */
    int band;        /* of housed_by_band; else -1 */
    int64_t value;
    int64_t bound;
    int is_proven;
};

struct store_plan_levels {
    size_t n;
    struct store_plan_level *items; /* [n] most important first */
};

enum store_plan_reader { STORE_OFFICIAL_VI, STORE_OFFICIAL_EN, STORE_PLANNER_VI, STORE_PLANNER_EN };

struct store_plan_request {
    const char *request;
    int list_order, band, points, n_people;
    const char *reasons;        /* codes of an unplaced one, one blank between */
    const char *explanation[4]; /* by enum store_plan_reader: JSON objects */
};

struct store_plan_made {
    const char *instance_sha256;
    int64_t n_requests, n_eligible;
    const char *list_sha256;
    const char *status;
    int64_t elapsed_ms;
    const struct buf *instance, *plan, *proof; /* proof NULL or empty = none */
    size_t n_levels;
    const struct store_plan_level *levels; /* [n_levels] */
    size_t n_assignments;
    const char *const *requests; /* [n_assignments] codes */
    const char *const *rooms;    /* [n_assignments] codes */
};

/* Adds some of what it says of requests; of a plan that is being solved. */
int store_plan_add_requests(struct store *s, int64_t id, const struct store_plan_request *requests,
                            size_t n, struct err *e);

/* Takes back what a run that did not end has added. */
int store_plan_clear(struct store *s, int64_t id, struct err *e);

/* Writes what was made and brings the plan from solving to solved. */
int store_plan_finish(struct store *s, int64_t id, const struct store_plan_made *made,
                      struct err *e);

/* Notes why it was not made, and brings it to failed. */
int store_plan_fail(struct store *s, int64_t id, const char *why_vi, const char *why_en,
                    struct err *e);

enum store_plan_text { STORE_PLAN_INSTANCE, STORE_PLAN_PLAN, STORE_PLAN_PROOF };

/* Appends one of its texts; nothing where it has none. */
int store_plan_text(struct store *s, int64_t id, enum store_plan_text which, struct buf *out,
                    struct err *e);

int store_plan_level_list(struct store *s, int64_t id, struct store_plan_levels *out,
                          struct err *e);
void store_plan_levels_release(struct store_plan_levels *l);

/* Appends what it says of a request to one reader; nothing where the request is none of its
 * parties. */
int store_plan_explanation(struct store *s, int64_t id, const char *request,
                           enum store_plan_reader reader, struct buf *out, struct err *e);

struct store_plan_event {
    int64_t seq;
    int64_t at;
    char *state;
    char *account; /* name; "" = the program */
};

struct store_plan_events {
    size_t n;
    struct store_plan_event *items; /* [n] ascending by seq */
};

int store_plan_event_list(struct store *s, int64_t id, struct store_plan_events *out,
                          struct err *e);
void store_plan_events_release(struct store_plan_events *l);

/* ---- lists of it ---- */

struct store_plan_row {
    char *request;
    char *name; /* of the applicant */
    char *agency, *agency_name;
    char *sexes; /* of all of the party: "F", "M", "F M" */
    int list_order, band, points, n_people;
    char *reasons; /* of who waits */
    char *room, *site;
};

struct store_plan_rows {
    size_t n;
    struct store_plan_row *items; /* [n] */
};

struct store_plan_filter {
    int band;           /* 0 = any */
    const char *agency; /* code; "" = any */
    const char *site;   /* code, of who has a room; "" = any */
    const char *after;  /* code of a request: from behind it; "" = from the start */
    int limit;
};

/* Who has a room, ascending by request; or who waits, ascending by place in the order. *total = of
 * all that pass the filter. */
int store_plan_placed(struct store *s, int64_t id, const struct store_plan_filter *f,
                      struct store_plan_rows *out, int64_t *total, struct err *e);
int store_plan_waiting(struct store *s, int64_t id, const struct store_plan_filter *f,
                       struct store_plan_rows *out, int64_t *total, struct err *e);
void store_plan_rows_release(struct store_plan_rows *l);

struct store_plan_change {
    char *request;
    char *name;
    char *agency;
    int n_people;
    char *room_a, *site_a; /* in the one plan; "" = none */
    char *room_b, *site_b; /* in the other */
};

struct store_plan_changes {
    size_t n;
    struct store_plan_change *items; /* [n] ascending by request */
};

/* The requests that two plans place differently. */
int store_plan_changes(struct store *s, int64_t a, int64_t b, struct store_plan_changes *out,
                       struct err *e);
void store_plan_changes_release(struct store_plan_changes *l);

struct store_plan_held {
    char *request;
    char *state; /* of the request today */
    char *room;  /* where it lives, or else that the plan gives it; "" = none */
};

struct store_plan_helds {
    size_t n;
    struct store_plan_held *items; /* [n] ascending by request */
};

/* The parties of the plan of a round that was published last, as they stand today; none where none
 * was. */
int store_plan_published(struct store *s, int64_t round_id, struct store_plan_helds *out,
                         struct err *e);
void store_plan_helds_release(struct store_plan_helds *l);

/* Whether there is a request and a room of that code. */
int store_plan_knows(struct store *s, const char *request, const char *room, bool *has_request,
                     bool *has_room, struct err *e);

/* Gives the requests the points, the band and the place in the order that they have in a plan. */
int store_plan_tell_requests(struct store *s, int64_t id, struct err *e);

#endif
