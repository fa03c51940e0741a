/* An allocation to the store and back.
 *
 * What is stored is the instance and the plan byte for byte, so that anybody can check the one
 * against the other later; levels and assignments stand beside them as rows for reports.
 */
#include "allocate_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/allocate.h"
#include "service/scoring.h"
#include "store/plan.h"
#include "store/request.h"
#include "store/store.h"

static const char *status_code(enum solver_status status)
{
    static const char *const codes[] = {
        [SOLVER_OPTIMAL] = "optimal",
        [SOLVER_STOPPED] = "stopped",
        [SOLVER_FEASIBLE] = "feasible",
        [SOLVER_INFEASIBLE] = "infeasible",
    };
    return codes[status];
}

static struct store_plan_level *levels_of(const struct allocation *a)
{
    struct store_plan_level *levels = mem_array((size_t)a->plan.n_levels, sizeof *levels);
    for (int l = 0; l < a->plan.n_levels; l++) {
        const struct solver_level *from = &a->plan.levels[l];
        levels[l] = (struct store_plan_level){.objective = solver_objective_name(from->objective),
                                              .band = from->band,
                                              .value = from->value,
                                              .bound = from->bound,
                                              .is_proven = from->is_proven};
    }
    return levels;
}

static struct store_assignment *assignments_of(const struct allocation *a, size_t *n_out)
{
    struct store_assignment *all = mem_array((size_t)a->instance.n_parties, sizeof *all);
    size_t n = 0;
    for (int p = 0; p < a->instance.n_parties; p++) {
        int room_ix = a->plan.room_of_party[p];
        if (room_ix < 0)
            continue;
        /* the instance was written from the snapshot: both ascend alike */
        size_t r = snapshot_room_ix(&a->snapshot, a->instance.rooms[room_ix].id);
        all[n++] = (struct store_assignment){
            .request_id = a->snapshot.requests[a->request_of_party[p]].row_id,
            .room_id = a->snapshot.rooms[r].row_id};
    }
    *n_out = n;
    return all;
}

static int add_plan(struct allocation *a, struct store *store, struct err *e)
{
    struct store_plan_level *levels = levels_of(a);
    char status[16];
    struct store_plan row = {.policy_code = a->policy.id,
                             .policy_name = a->policy.name_vi,
                             .policy_json = a->policy.text,
                             .policy_sha256 = a->policy.sha256,
                             .instance_sha256 = a->instance.sha256,
                             .seed = a->seed,
                             .as_of = a->as_of,
                             .n_requests = (int64_t)a->n_requests,
                             .n_eligible = (int64_t)a->n_eligible,
                             .list_sha256 = a->list_sha256,
                             .status = status,
                             .instance_json = a->instance_text.data,
                             .instance_len = a->instance_text.len,
                             .plan_json = a->plan_text.data,
                             .plan_len = a->plan_text.len,
                             .n_levels = (size_t)a->plan.n_levels,
                             .levels = levels};
    snprintf(status, sizeof status, "%s", status_code(a->plan.status));
    struct store_assignment *assignments = assignments_of(a, &row.n_assignments);
    row.assignments = assignments;
    int rc = store_plan_add(store, &row, e);
    a->plan_id = rc == ERR_OK ? row.id : 0;
    free(levels);
    free(assignments);
    return rc;
}

/* The requests as the plan leaves them. */
static int store_outcomes(const struct allocation *a, struct store *store, struct err *e)
{
    bool *is_housed = mem_array(a->snapshot.n_requests, sizeof *is_housed);
    for (int p = 0; p < a->instance.n_parties; p++)
        if (a->plan.room_of_party[p] >= 0)
            is_housed[a->request_of_party[p]] = true;
    int rc = ERR_OK;
    for (size_t i = 0; i < a->snapshot.n_requests && rc == ERR_OK; i++) {
        const struct snapshot_request *r = &a->snapshot.requests[i];
        const char *state = !r->is_party ? NULL : is_housed[i] ? "allocated" : "waiting";
        rc = scoring_store_one(store, &a->policy, r, state, e);
    }
    free(is_housed);
    return rc;
}

int allocation_store(struct allocation *a, struct store *store, struct err *e)
{
    if (!a->is_checked || a->faults.n > 0)
        return err_set(e, ERR_INTERNAL, "phương án không qua được kiểm tra nên không được lưu",
                       "the plan fails the check and is not stored");
    int rc = store_begin(store, e);
    if (rc == ERR_OK)
        rc = add_plan(a, store, e);
    if (rc == ERR_OK && a->plan.status != SOLVER_INFEASIBLE)
        rc = store_outcomes(a, store, e);
    if (rc == ERR_OK)
        rc = store_commit(store, e);
    store_rollback(store);
    return rc;
}

/* "latest" = 0, else a number from 1. */
static int plan_number(const char *which, int64_t *id, struct err *e)
{
    char *end;
    *id = 0;
    if (strcmp(which, "latest") == 0)
        return ERR_OK;
    *id = strtoll(which, &end, 10);
    if (end != which && *end == '\0' && *id > 0)
        return ERR_OK;
    return err_set(e, ERR_INPUT, "phương án phải là số thứ tự hoặc latest: %s",
                   "a plan is a number or latest: %s", which);
}

int allocation_load(struct allocation *a, struct store *store, const char *which,
                    struct solver_findings *bad, struct err *e)
{
    struct store_plan row = {0};
    int64_t id;
    *a = (struct allocation){0};
    int rc = plan_number(which, &id, e);
    if (rc == ERR_OK)
        rc = store_plan_get(store, id, &row, e);
    if (rc == ERR_OK && !policy_parse(&a->policy, row.policy_json, strlen(row.policy_json), bad))
        rc = err_set(e, ERR_DATA, "chính sách đã lưu không đọc được",
                     "the policy stored cannot be read");
    if (rc == ERR_OK)
        rc = snapshot_load(&a->snapshot, store, e);
    if (rc == ERR_OK) {
        a->plan_id = row.id;
        snprintf(a->as_of, sizeof a->as_of, "%s", row.as_of);
        a->seed = mem_dup(row.seed);
        buf_add(&a->instance_text, row.instance_json, row.instance_len);
        buf_add(&a->plan_text, row.plan_json, row.plan_len);
        a->n_requests = (size_t)row.n_requests;
        a->n_eligible = (size_t)row.n_eligible;
        snprintf(a->list_sha256, sizeof a->list_sha256, "%s", row.list_sha256);
        rc = allocation_read_instance(a, e);
    }
    if (rc == ERR_OK)
        rc = allocation_read_plan(a, e);
    store_plan_release(&row);
    return rc;
}
