/* An allocation: a snapshot of the house, the engine's plan for it, and the checker's verdict.
 *
 *     struct allocation a = {0};
 *     struct allocate_options o = {.engine = "/usr/bin/quarters", .time_limit_s = 300};
 *     int rc = allocation_prepare(&a, store, &o, &bad, &e);    // snapshot, points, draw, instance
 *     rc = rc ? rc : allocation_solve(&a, &o, &e);             // child process, then the check
 *     rc = rc ? rc : allocation_explain(&a, &o, &e);           // child process: why, for everybody
 *     rc = rc ? rc : allocation_store(&a, store, &e);          // a.plan_id; refuses a failed check
 *     …
 *     rc = allocation_load(&a, store, "latest", &bad, &e);     // a stored one, to list or compare
 *     allocation_release(&a);
 *
 * A plan that was asked for and waits in the store is prepared by allocation_prepare_plan, and its
 * parts are stored one after another (allocation_store_requests, allocation_finish).
 *
 * The engine runs as a child process, never here: it aborts on what it cannot do, and shares no
 * memory with data. What it returns is believed only after solver_check has recounted it, and that
 * a level is proven only after solver_check_proof has followed the proof. One thread at a time.
 */
#ifndef SERVICE_ALLOCATE_H
#define SERVICE_ALLOCATE_H

#include <stdatomic.h>

#include "service/plan_options.h"
#include "service/snapshot.h"
#include "solver/plan.h"

/* The seed that stands for "not drawn yet". */
#define ALLOCATE_NO_SEED "0"

struct allocate_options {
    const char *policy; /* id or file; NULL = the default */
    const char *as_of;  /* NULL = the policy's own day */
    const char *seed;   /* of the draw; NULL = ALLOCATE_NO_SEED: a scenario, not to be published */
    size_t n_closed;
    const char *const *closed; /* [n_closed] rooms out of use in this run */

    const char *engine;              /* path of the program to run as `ENGINE solve -` */
    double time_limit_s;             /* of the search; 0 = none */
    double cpu_limit_s;              /* of the child's threads together; 0 = none */
    size_t memory_limit;             /* bytes of the child; 0 = none */
    const atomic_bool *is_cancelled; /* true: end soon and keep the best plan; NULL = never */
    void (*progress)(void *ctx, const char *json_line);
    void *progress_ctx;
};

struct allocation {
    int64_t plan_id; /* in the store; 0 = not stored */
    char as_of[11];
    char *seed;
    char *options; /* JSON of plan_options.h */
    struct policy policy;
    size_t n_requests; /* in the register when the plan was made */
    size_t n_eligible;
    char list_sha256[65];     /* of the frozen list that the draw used */
    struct snapshot snapshot; /* the names behind the ids; scored and drawn for a new plan only */
    struct buf instance_text;
    struct solver_instance instance;
    size_t *request_of_party; /* [instance.n_parties] index in the snapshot; n_requests = gone */
    struct buf plan_text;
    struct solver_plan plan;
    struct buf proof_text; /* empty: none */
    bool is_checked;
    struct solver_findings faults; /* what the checks found; none = all holds */
    char **explanations;           /* [4 × instance.n_parties] JSON, enum store_plan_reader by
                                    * party; NULL = not explained */
    double elapsed_s;
};

/* Snapshot, scores, draw, instance of the register as it is. ERR_INPUT with `bad` filled where the
 * policy is at fault. */
int allocation_prepare(struct allocation *a, struct store *store, const struct allocate_options *o,
                       struct solver_findings *bad, struct err *e);

/* The same for a stored plan that waits: the data of its round, changed as its options say. */
int allocation_prepare_plan(struct allocation *a, struct store *store,
                            const struct store_plan *plan, struct err *e);

/* Runs the engine, reads its plan and its proof, checks both. What does not hold is no error here:
 * a->faults says so. ERR_INTERNAL where the engine broke down, ERR_BUSY where it was cancelled
 * before it had a plan. */
int allocation_solve(struct allocation *a, const struct allocate_options *o, struct err *e);

/* Runs the engine again: an explanation of every party for each reader. ERR_INTERNAL where it broke
 * down: the plan stands without. */
int allocation_explain(struct allocation *a, const struct allocate_options *o, struct err *e);

/* Runs the engine on a solved plan: what each closed room would be worth, `quarters.value/1`. Only
 * instance_text and plan_text are read. */
int allocation_value(const struct allocation *a, const struct allocate_options *o, struct buf *json,
                     struct err *e);

/* Runs any command of the engine on the instance, `args` with "-" for it and /dev/fd/3 for
 * `second`; what it writes, and its exit code (0, 10, 11). Only instance_text is read. */
int allocation_ask(const struct allocation *a, const struct allocate_options *o,
                   const char *const *args, const struct buf *second, struct buf *out,
                   int *exit_code, struct err *e);

/* Stores the plan with its instance and policy and sets the requests' points, order and state.
 * ERR_INTERNAL, and nothing is stored, where the check failed. */
int allocation_store(struct allocation *a, struct store *store, struct err *e);

/* The same in pieces, for a plan that is stored and being solved: what it says of parties `from` …
 * `from + n`; then all the rest, and the plan is solved. */
int allocation_store_requests(const struct allocation *a, struct store *store, int64_t plan_id,
                              int from, int n, struct err *e);
int allocation_finish(const struct allocation *a, struct store *store, int64_t plan_id,
                      struct err *e);

/* Loads a stored plan by number, "latest" or "published" and checks it again. Names come from
 * today's store, the snapshot from its round (that of a plan without one is the register as it is
 * today), everything else from the plan's own instance. ERR_INPUT where there is none. */
int allocation_load(struct allocation *a, struct store *store, const char *which,
                    struct solver_findings *bad, struct err *e);

/* Loads what a stored plan explains to one reader of those who have no room; without an explanation
 * it stays NULL. */
int allocation_load_explanations(struct allocation *a, struct store *store,
                                 enum store_plan_reader reader, struct err *e);

/* What the plan explains to a reader of a party, a JSON object; NULL = nothing. */
const char *allocation_explanation(const struct allocation *a, int party_ix,
                                   enum store_plan_reader reader);

/* Frees everything and zeroes; accepts a zeroed allocation. */
void allocation_release(struct allocation *a);

/* beds(r) of ALLOCATION.md section 3: the beds that count under the policy's least area. */
int allocation_beds(const struct allocation *a, int room_ix);

/* Name of a status for people. */
const char *allocation_status_name(enum solver_status status, const char *lang);

#endif
