/* Plans: what the engine made of a snapshot, with the instance and the policy it rests on. A plan
 * is written once and never changed; only its state moves on.
 *
 *     struct store_plan p = {.policy_code = …, .instance_json = text, .instance_len = len, …};
 *     int rc = store_plan_add(s, &p, &e);                // within the caller's transaction
 *     …
 *     rc = store_plan_get(s, 0, &p, &e);                 // 0: the latest
 *     store_plan_release(&p);
 *
 * See store.h for errors and ownership.
 */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_plan_level {
    const char *objective; /* name as in the plan format */
    int band;              /* of housed_by_band; else 0 */
    int64_t value;
    int64_t bound;
    bool is_proven;
};

struct store_assignment {
    int64_t request_id;
    int64_t room_id;
};

struct store_plan {
    int64_t id;
    char *policy_code;
    char *policy_name;
    char *policy_json;
    char *policy_sha256;
    char *instance_sha256;
    char *seed;
    char *as_of;
    int64_t n_requests; /* in the register when it was made */
    int64_t n_eligible;
    char *list_sha256; /* of the frozen list that the draw used */
    char *status;      /* of the engine: optimal | stopped | feasible | infeasible */
    char *state;       /* life cycle: solved … */
    int64_t created_at;
    char *instance_json; /* [instance_len] */
    size_t instance_len;
    char *plan_json; /* [plan_len] */
    size_t plan_len;

    /* add only; get leaves them empty: the plan itself says the same */
    size_t n_levels;
    const struct store_plan_level *levels; /* [n_levels] most important first */
    size_t n_assignments;
    const struct store_assignment *assignments; /* [n_assignments] */
};

/* Adds a plan in state `solved`, its policy (once per content), levels and assignments; sets the id
 * and created_at. The caller keeps all texts, and begins and commits. */
int store_plan_add(struct store *s, struct store_plan *p, struct err *e);

/* The plan of that id, or with 0 the latest. ERR_INPUT where there is none. */
int store_plan_get(struct store *s, int64_t id, struct store_plan *out, struct err *e);

/* Frees what a get filled, and zeroes; accepts a zeroed plan. */
void store_plan_release(struct store_plan *p);

#endif
