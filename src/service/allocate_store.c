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
#include "store/policy.h"
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
        levels[l] = (struct store_plan_level){
            .objective = (char *)(uintptr_t)solver_objective_name(from->objective),
            .band = from->band > 0 ? from->band : -1,
            .value = from->value,
            .bound = from->bound,
            .is_proven = from->is_proven};
    }
    return levels;
}

/* Codes of the reasons why a party has no room. */
static void write_reasons(const struct allocation *a, int party_ix, struct buf *out)
{
    static const char *const codes[SOLVER_N_REASONS] = {
        [SOLVER_NO_FITTING_ROOM] = "no_fitting_room",
        [SOLVER_NO_BED_FOR_MODE] = "no_bed_for_mode",
        [SOLVER_SITE_NOT_ACCEPTED] = "site_not_accepted",
        [SOLVER_POOL_NOT_ADMITTED] = "pool_not_admitted",
        [SOLVER_ROOMS_CLOSED] = "rooms_closed",
        [SOLVER_NEEDS_UNMET] = "needs_unmet",
        [SOLVER_TOO_LARGE] = "too_large",
        [SOLVER_BANNED] = "banned",
    };
    const struct solver_unplaced *u = &a->plan.unplaced[party_ix];
    if (a->plan.room_of_party[party_ix] >= 0)
        return;
    if (a->plan.status == SOLVER_INFEASIBLE || u->n_reasons == 0)
        buf_str(out, "infeasible");
    for (int i = 0; a->plan.status != SOLVER_INFEASIBLE && i < u->n_reasons; i++)
        buf_fmt(out, "%s%s", i == 0 ? "" : " ", codes[u->reasons[i].code]);
}

int allocation_store_requests(const struct allocation *a, struct store *store, int64_t plan_id,
                              int from, int n, struct err *e)
{
    int rc = ERR_OK;
    for (int p = from; p < from + n && p < a->instance.n_parties && rc == ERR_OK; p++) {
        const struct solver_party *party = &a->instance.parties[p];
        struct buf reasons = {0};
        struct store_plan_request row = {.request = party->id,
                                         .list_order = party->order,
                                         .band = party->band,
                                         .points = party->points,
                                         .n_people = party->n_members};
        for (int k = 0; k < 4 && a->explanations != NULL; k++)
            row.explanation[k] = a->explanations[k * a->instance.n_parties + p];
        write_reasons(a, p, &reasons);
        row.reasons = reasons.data;
        rc = store_plan_add_requests(store, plan_id, &row, 1, e);
        buf_release(&reasons);
    }
    return rc;
}

int allocation_finish(const struct allocation *a, struct store *store, int64_t plan_id,
                      struct err *e)
{
    if (!a->is_checked || a->faults.n > 0)
        return err_set(e, ERR_INTERNAL, "phương án không qua được kiểm tra nên không được lưu: %s",
                       "the plan fails the check and is not stored: %s",
                       a->faults.n > 0 ? a->faults.items[0].where : "");
    size_t n = 0;
    const char **requests = mem_array((size_t)a->instance.n_parties, sizeof *requests);
    const char **rooms = mem_array((size_t)a->instance.n_parties, sizeof *rooms);
    for (int p = 0; p < a->instance.n_parties; p++)
        if (a->plan.room_of_party[p] >= 0) {
            requests[n] = a->instance.parties[p].id;
            rooms[n++] = a->instance.rooms[a->plan.room_of_party[p]].id;
        }
    struct store_plan_level *levels = levels_of(a);
    struct store_plan_made made = {.instance_sha256 = a->instance.sha256,
                                   .n_requests = (int64_t)a->n_requests,
                                   .n_eligible = (int64_t)a->n_eligible,
                                   .list_sha256 = a->list_sha256,
                                   .status = status_code(a->plan.status),
                                   .elapsed_ms = (int64_t)(a->elapsed_s * 1000),
                                   .instance = &a->instance_text,
                                   .plan = &a->plan_text,
                                   .proof = &a->proof_text,
                                   .n_levels = (size_t)a->plan.n_levels,
                                   .levels = levels,
                                   .n_assignments = n,
                                   .requests = requests,
                                   .rooms = rooms};
    int rc = store_plan_finish(store, plan_id, &made, e);
    free(levels);
    free(requests);
    free(rooms);
    return rc;
}

/* Adds the plan as one that was just solved. */
static int add_plan(struct allocation *a, struct store *store, struct err *e)
{
    struct store_policy policy = {.code = a->policy.id,
                                  .name = a->policy.name_vi,
                                  .json = a->policy.text,
                                  .sha256 = a->policy.sha256};
    struct store_plan row = {
        .seed = a->seed, .as_of = a->as_of, .options = a->options, .is_scenario = 1};
    int rc = store_policy_add(store, &policy, e);
    row.policy_id = policy.id;
    if (rc == ERR_OK)
        rc = store_plan_add(store, &row, e);
    if (rc == ERR_OK)
        rc = store_plan_move(store, row.id, "solving", 0, e);
    if (rc == ERR_OK)
        rc = allocation_store_requests(a, store, row.id, 0, a->instance.n_parties, e);
    if (rc == ERR_OK)
        rc = allocation_finish(a, store, row.id, e);
    a->plan_id = rc == ERR_OK ? row.id : 0;
    free(row.code);
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
        enum life_action verdict = !r->is_party   ? LIFE_QUALIFY
                                   : is_housed[i] ? LIFE_ALLOCATE
                                                  : LIFE_WAIT;
        rc = scoring_store_one(store, &a->policy, r, verdict, e);
    }
    free(is_housed);
    return rc;
}

int allocation_store(struct allocation *a, struct store *store, struct err *e)
{
    int rc = store_begin(store, e);
    if (rc != ERR_OK)
        return rc;
    rc = add_plan(a, store, e);
    if (rc == ERR_OK && a->plan.status != SOLVER_INFEASIBLE)
        rc = store_outcomes(a, store, e);
    if (rc == ERR_OK)
        rc = store_commit(store, e);
    if (rc != ERR_OK)
        store_rollback(store);
    return rc;
}

/* "latest", "published", or a number from 1. */
static int plan_number(const char *which, int64_t *id, struct err *e)
{
    char *end;
    *id = STORE_PLAN_LATEST;
    if (strcmp(which, "latest") == 0)
        return ERR_OK;
    *id = STORE_PLAN_PUBLISHED;
    if (strcmp(which, "published") == 0)
        return ERR_OK;
    *id = strtoll(which, &end, 10);
    if (end != which && *end == '\0' && *id > 0)
        return ERR_OK;
    return err_set(e, ERR_INPUT, "phương án phải là số thứ tự, latest hoặc published: %s",
                   "a plan is a number, latest or published: %s", which);
}

static int read_texts(struct allocation *a, struct store *store, const struct store_plan *row,
                      struct err *e)
{
    a->plan_id = row->id;
    snprintf(a->as_of, sizeof a->as_of, "%s", row->as_of);
    a->seed = mem_dup(row->seed);
    a->options = mem_dup(row->options);
    a->n_requests = (size_t)row->n_requests;
    a->n_eligible = (size_t)row->n_eligible;
    snprintf(a->list_sha256, sizeof a->list_sha256, "%s", row->list_sha256);
    int rc = store_plan_text(store, row->id, STORE_PLAN_INSTANCE, &a->instance_text, e);
    if (rc == ERR_OK)
        rc = store_plan_text(store, row->id, STORE_PLAN_PLAN, &a->plan_text, e);
    return rc == ERR_OK ? store_plan_text(store, row->id, STORE_PLAN_PROOF, &a->proof_text, e) : rc;
}

int allocation_load(struct allocation *a, struct store *store, const char *which,
                    struct solver_findings *bad, struct err *e)
{
    struct store_plan row = {0};
    struct store_policy policy = {0};
    struct plan_options options = {0};
    int64_t id;
    *a = (struct allocation){0};
    int rc = plan_number(which, &id, e);
    if (rc == ERR_OK)
        rc = store_plan_get(store, id, &row, e);
    if (rc == ERR_OK)
        rc = store_policy_of(store, row.policy_id, &policy, e);
    if (rc == ERR_OK && !policy_parse(&a->policy, policy.json, strlen(policy.json), bad))
        rc = err_set(e, ERR_DATA, "chính sách đã lưu không đọc được",
                     "the policy stored cannot be read");
    if (rc == ERR_OK && row.elapsed_ms < 0)
        rc = err_set(e, ERR_INPUT, "phương án số %lld chưa giải xong", "plan %lld is not solved",
                     (long long)row.id);
    if (rc == ERR_OK)
        rc = allocation_read_facts(a, store, &row, &options, e);
    if (rc == ERR_OK)
        rc = read_texts(a, store, &row, e);
    if (rc == ERR_OK)
        rc = allocation_read_instance(a, e);
    if (rc == ERR_OK)
        rc = allocation_read_plan(a, e);
    plan_options_release(&options);
    store_policy_release(&policy);
    store_plan_release(&row);
    return rc;
}

int allocation_load_explanations(struct allocation *a, struct store *store,
                                 enum store_plan_reader reader, struct err *e)
{
    size_t n = (size_t)a->instance.n_parties;
    int rc = ERR_OK;
    if (a->explanations == NULL)
        a->explanations = mem_array(4 * n, sizeof *a->explanations);
    for (size_t p = 0; p < n && rc == ERR_OK; p++) {
        char **text = &a->explanations[(size_t)reader * n + p];
        struct buf b = {0};
        if (a->plan.room_of_party[p] >= 0 || *text != NULL)
            continue;
        rc = store_plan_explanation(store, a->plan_id, a->instance.parties[p].id, reader, &b, e);
        *text = b.len > 0 ? buf_take(&b) : NULL;
        buf_release(&b);
    }
    return rc;
}

const char *allocation_explanation(const struct allocation *a, int party_ix,
                                   enum store_plan_reader reader)
{
    size_t at = (size_t)reader * (size_t)a->instance.n_parties + (size_t)party_ix;
    return a->explanations == NULL ? NULL : a->explanations[at];
}
