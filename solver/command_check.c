/* `quarters check`: is a plan what it says (ALLOCATION.md section 7)? */
#include <stdio.h>

#include "check_parts.h"
#include "command_file.h"
#include "command_line.h"
#include "solver/command.h"
#include "solver/proof.h"

static void print_found(const struct solver_findings *found, const char *lang, const char *prefix)
{
    for (size_t i = 0; i < found->n; i++)
        printf("%s%s%s%s\n", prefix, found->items[i].where, found->items[i].where[0] ? ": " : "",
               sv_pick(lang, found->items[i].vi, found->items[i].en));
}

/* Envy in a plan that does not claim to be optimal is told, and fails nothing. */
static int note_envy(const struct solver_instance *inst, const struct solver_plan *plan,
                     const char *lang)
{
    struct solver_findings pairs = {0};
    if (plan->status == SOLVER_OPTIMAL || plan->status == SOLVER_INFEASIBLE)
        return SOLVER_OK;
    int rc = sv_check_envy(inst, plan, &pairs);
    print_found(&pairs, lang, sv_pick(lang, "lưu ý: ", "note: "));
    solver_findings_release(&pairs);
    return rc;
}

static void print_verdict(const struct solver_instance *inst, const struct solver_plan *plan,
                          bool has_proof, const struct solver_findings *bad, const char *lang)
{
    int n_placed = 0;
    for (int p = 0; p < plan->n_parties; p++)
        n_placed += plan->room_of_party[p] >= 0;
    if (bad->n > 0)
        printf(sv_pick(lang, "không đạt: %zu điều sai\n", "failed: %zu findings\n"), bad->n);
    else
        printf(sv_pick(lang, "đạt: %d/%d nhóm có phòng, %d mức mục tiêu đúng như ghi\n",
                       "ok: %d/%d parties placed, %d levels as claimed\n"),
               n_placed, inst->n_parties, plan->n_levels);
    if (!has_proof && !bad->n && plan->status != SOLVER_INFEASIBLE)
        puts(sv_pick(lang,
                     "đã tính lại mọi giá trị; tối ưu hay không thì chỉ kiểm được với --proof",
                     "every value was recounted; that none is better, only --proof can show"));
    if (has_proof && !bad->n)
        puts(sv_pick(lang, "chứng minh đúng: không phương án nào tốt hơn ở các mức trước agencies",
                     "the proof holds: no plan is better on the levels before agencies"));
}

static int check_and_print(const struct sv_call *call, const struct solver_instance *inst,
                           const struct solver_plan *plan, const struct solver_proof *proof)
{
    const char *lang = call->lang;
    struct solver_findings bad = {0};
    int rc = solver_check(inst, plan, &bad);
    if (rc == SOLVER_OK && proof)
        rc = solver_check_proof(inst, plan, proof, &bad);
    if (rc == SOLVER_OK) {
        print_found(&bad, lang, "");
        rc = note_envy(inst, plan, lang);
    }
    if (rc == SOLVER_OK)
        print_verdict(inst, plan, proof != NULL, &bad, lang);
    int code = rc != SOLVER_OK ? sv_call_out_of_memory(call) : bad.n > 0 ? 1 : 0;
    solver_findings_release(&bad);
    return code;
}

int solver_command_check(int argc, char **argv, const char *lang)
{
    const char *instance = NULL, *plan_path = NULL, *proof_path = NULL;
    const struct sv_argument args[] = {
        {.kind = SV_ARG_INPUT, .name = "INSTANCE", .text = &instance, .is_needed = true},
        {.kind = SV_ARG_INPUT, .name = "PLAN", .text = &plan_path, .is_needed = true},
        {.kind = SV_ARG_INPUT, .name = "--proof", .text = &proof_path}};
    const struct sv_call call = {"check", lang, args, 3};
    struct solver_instance inst = {0};
    struct solver_plan plan = {0};
    struct solver_proof *proof = NULL;
    int code = sv_call_read(&call, argc, argv);
    if (!code)
        code = solver_command_read_instance(instance, &inst, lang);
    if (!code)
        code = solver_command_read_plan(plan_path, &inst, &plan, lang);
    if (!code && proof_path)
        code = solver_command_read_proof(proof_path, &inst, &proof, lang);
    if (!code)
        code = check_and_print(&call, &inst, &plan, proof);
    solver_proof_release(proof);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
    return code;
}
