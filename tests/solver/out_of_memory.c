/* Whatever allocation fails, the readers, writers, the checker and the facts of an explanation say
 * SOLVER_NOMEM, or do without; they neither crash nor keep anything. The search:
 * search_out_of_memory.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../solver/lp_model.h"
#include "failing_malloc.h"
#include "solver/check.h"
#include "solver/explain.h"
#include "solver/proof.h"
#include "solver/repairs_plan.h"

static const char GOOD[] =
    "{\"format\":\"quarters.instance/"
    "1\",\"sites\":[{\"id\":\"S\",\"name\":\"s\"}],\"rooms\":[{\"id\":"
    "\"A\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":true,\"features\":[\"wc\",\"ac\"],"
    "\"pools\":[\"X\"]},{\"id\":\"B\",\"site\":\"S\",\"beds\":1,\"sex\":\"F\",\"usable\":true}],"
    "\"parties\":[{\"id\":\"p\",\"members\":[{\"id\":\"1\",\"sex\":\"F\"}],\"sharing\":\"shared\","
    "\"pool\":\"X\",\"band\":1,\"points\":5,\"order\":2,\"needs\":[\"wc\"],\"wishes\":[{"
    "\"feature\":"
    "\"ac\",\"weight\":1},{\"feature\":\"q\"}],\"sites\":[{\"site\":\"S\",\"penalty\":1}],"
    "\"agency\":\"g\",\"banned_rooms\":[\"B\"]},{\"id\":\"q\",\"members\":[{\"id\":\"2\",\"sex\":"
    "\"F\"}],\"sharing\":\"shared\",\"pool\":\"X\",\"band\":1,\"points\":9,\"order\":1,"
    "\"current_room\":\"B\"}],\"policy\":{\"pools\":[{\"id\":\"X\"}],\"incumbents\":\"compete\","
    "\"bands\":[5,3],\"objectives\":[\"housed_by_band\",\"order\",\"rooms\",\"agencies\"]}}";

static const char BAD[] =
    "{\"format\":\"?\",\"a\":1,\"a\":1e999,\"rooms\":[{},{}],\"parties\":[{\"wishes\":"
    "[{},{}]}],\"policy\":{\"objectives\":[\"x\",\"order\",\"order\"]}}";

/* p in A; q, who comes before it and could have A, has no room: envy. */
static const char PLAN[] = "{\"format\":\"quarters.plan/"
                           "1\",\"instance_sha256\":\"0\",\"status\":\"optimal\",\"levels\":[],"
                           "\"assignments\":[{\"party\":\"p\",\"room\":\"A\"},{\"party\":\"p\","
                           "\"room\":\"A\"}],\"unplaced\":"
                           "[{\"party\":\"q\",\"reasons\":[{\"code\":\"banned\",\"detail\":\"1 "
                           "x\"}]}],\"engine\":{\"version\":"
                           "\"1\",\"glpk\":\"5\"}}";

/* Every kind of row and branch; of one level, where three would be needed. */
static const char PROOF[] =
    "{\"format\":\"quarters.proof/1\",\"instance_sha256\":\"%s\",\"scale\":2,\"levels\":[{"
    "\"objective\":\"housed_by_band\",\"value\":1,\"tree\":{\"rows\":[[\"R1\",\"p\",1],[\"R2\",0,"
    "\"F/X\",5],[\"R3\",0,2],[\"R4\",\"p\",0,3],[\"R6\",0,\"F/"
    "X\",[1,2],2,1]],\"branch\":{\"sum\":[["
    "0,\"F/X\"]],\"at\":0},\"low\":{\"branch\":{\"party\":\"p\",\"class\":0},\"low\":{\"leaf\":{}},"
    "\"high\":{\"leaf\":{\"infeasible\":true}}},\"high\":{\"leaf\":{\"rows\":[[\"B\",0,1]]}}}}]}";

/* Reads the proof and checks it; finds something, for it does not prove. */
static int work_on_proof(const struct solver_instance *inst, const struct solver_plan *plan)
{
    char text[sizeof PROOF + sizeof inst->sha256];
    struct solver_findings bad = {0};
    struct solver_proof *proof = NULL;
    int len = snprintf(text, sizeof text, PROOF, inst->sha256);
    int rc = solver_proof_parse(&proof, inst, text, (size_t)len, &bad);
    if (rc == SOLVER_OK)
        rc = solver_check_proof(inst, plan, proof, &bad);
    if (rc == SOLVER_OK && (bad.n < 2 || strcmp(bad.items[0].where, "levels") != 0))
        rc = SOLVER_BAD;
    solver_proof_release(proof);
    solver_findings_release(&bad);
    return rc;
}

/* Facts and writers of an explanation; of such a plan no change is asked. */
static int work_on_explanation(const struct solver_instance *inst, const struct solver_plan *plan)
{
    const struct solver_explain_style style = {.is_json = true, .is_planner = true};
    struct solver_explanations ex = {0};
    struct solver_instance changed = {0};
    char *text = NULL;
    size_t len = 0;
    int rc = solver_explain(inst, plan, SOLVER_ALL, NULL, &ex);
    if (rc == SOLVER_OK)
        rc = solver_explanations_format(&ex, inst, plan, &style, &text, &len);
    if (rc == SOLVER_OK)
        rc = solver_change_apply(
            inst, 0, &(struct solver_change){.kind = SOLVER_CHANGE_ORDER, .order = 1}, &changed);
    free(text);
    solver_changed_release(&changed);
    solver_explanations_release(&ex);
    return rc;
}

/* Costs, of a room that is usable besides. */
static int work_on_costs(const struct solver_instance *inst)
{
    static const char COSTS[] =
        "{\"format\":\"quarters.repair-costs/1\",\"rooms\":[{\"room\":\"A\","
        "\"cost\":5}]}";
    struct solver_findings bad = {0};
    int64_t costs[2];
    int rc = solver_repair_costs_parse(inst, COSTS, strlen(COSTS), costs, &bad);
    if (rc == SOLVER_BAD && bad.n == 1 && strcmp(bad.items[0].where, "rooms[0].room") == 0)
        rc = SOLVER_OK;
    solver_findings_release(&bad);
    return rc;
}

/* All that reads, writes and checks, once; the first answer but SOLVER_OK and SOLVER_BAD. */
static int work(void)
{
    struct solver_findings bad = {0};
    struct solver_instance inst = {0};
    struct solver_plan plan = {0};
    struct sv_text lp = {0};
    char *text = NULL;
    size_t len = 0;
    int rc = solver_instance_parse(&inst, BAD, strlen(BAD), &bad);
    if (rc == SOLVER_BAD)
        rc = solver_instance_parse(&inst, GOOD, strlen(GOOD), &bad);
    if (rc == SOLVER_OK)
        rc = solver_plan_parse(&plan, &inst, PLAN, strlen(PLAN), &bad);
    if (rc == SOLVER_OK)
        rc = solver_check(&inst, &plan, &bad);
    if (rc == SOLVER_OK)
        rc = work_on_proof(&inst, &plan);
    if (rc == SOLVER_OK)
        rc = work_on_explanation(&inst, &plan);
    if (rc == SOLVER_OK)
        rc = work_on_costs(&inst);
    if (rc == SOLVER_OK)
        rc = solver_plan_format(&plan, &inst, &text, &len);
    if (rc == SOLVER_OK)
        rc = sv_lp_model_format(&inst, true, 1, (const int64_t[]){1}, &lp);
    free(text);
    free(lp.data);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
    solver_findings_release(&bad);
    return rc;
}

static void t_with_memory_all_goes_well(void **state)
{
    (void)state;
    assert_int_equal(work(), SOLVER_OK);
}

#if HAS_OWN_MALLOC
static void t_any_allocation_may_fail(void **state)
{
    (void)state;
    long n = 1;
    for (;; n++) {
        long n_before = n_live;
        has_failed = false;
        n_until_failure = n;
        int rc = work();
        n_until_failure = 0;
        if (!has_failed)
            break;
        if (rc != SOLVER_NOMEM && rc != SOLVER_OK)
            fail_msg("allocation %ld: rc %d", n, rc);
        if (n_live != n_before)
            fail_msg("allocation %ld: %ld blocks kept", n, n_live - n_before);
    }
    assert_true(n > 200);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_with_memory_all_goes_well),
#if HAS_OWN_MALLOC
        cmocka_unit_test(t_any_allocation_may_fail),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
