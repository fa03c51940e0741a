/* `quarters check`: is a plan what it says (ALLOCATION.md section 7)? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_parts.h"
#include "command_file.h"
#include "solver/command.h"
#include "solver/proof.h"

struct options {
    const char *instance, *plan, *proof, *lang;
};

static const char *say(const char *lang, const char *vi, const char *en)
{
    return strcmp(lang, "en") != 0 ? vi : en;
}

static int usage(const char *lang, const char *what)
{
    fprintf(stderr, "quarters check: %s\n%s\n", what,
            say(lang, "Cách dùng: quarters check INSTANCE PLAN [--proof FILE] [--lang vi|en]",
                "Usage: quarters check INSTANCE PLAN [--proof FILE] [--lang vi|en]"));
    return 2;
}

/* 0, or the exit code. */
static int parse_options(struct options *o, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        bool has_value = i + 1 < argc;
        bool is_file = argv[i][0] != '-' || !argv[i][1];
        if (!strcmp(argv[i], "--lang") && has_value)
            o->lang = argv[++i];
        else if (!strcmp(argv[i], "--proof") && has_value)
            o->proof = argv[++i];
        else if (is_file && !o->instance)
            o->instance = argv[i];
        else if (is_file && !o->plan)
            o->plan = argv[i];
        else
            return usage(o->lang, argv[i]);
    }
    if (!o->instance || !o->plan)
        return usage(o->lang, o->instance ? "PLAN" : "INSTANCE");
    int n_stdin =
        !strcmp(o->instance, "-") + !strcmp(o->plan, "-") + (o->proof && !strcmp(o->proof, "-"));
    if (n_stdin > 1)
        return usage(o->lang, say(o->lang, "chỉ một tệp có thể là \"-\"",
                                  "only one of the files can be \"-\""));
    return 0;
}

static int read_plan(const struct options *o, const struct solver_instance *inst,
                     struct solver_plan *plan)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    if (!solver_command_read(o->plan, &text, &len, o->lang))
        return 2;
    int rc = solver_plan_parse(plan, inst, text, len, &bad);
    free(text);
    solver_command_print(o->plan, &bad, o->lang);
    solver_findings_release(&bad);
    return rc == SOLVER_OK ? 0 : rc == SOLVER_NOMEM ? 3 : 2;
}

/* *proof stays NULL where none is asked for. */
static int read_proof(const struct options *o, const struct solver_instance *inst,
                      struct solver_proof **proof)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    if (!o->proof)
        return 0;
    if (!solver_command_read(o->proof, &text, &len, o->lang))
        return 2;
    int rc = solver_proof_parse(proof, inst, text, len, &bad);
    free(text);
    solver_command_print(o->proof, &bad, o->lang);
    solver_findings_release(&bad);
    return rc == SOLVER_OK ? 0 : rc == SOLVER_NOMEM ? 3 : 2;
}

static void print_found(const struct solver_findings *found, const char *lang, const char *prefix)
{
    for (size_t i = 0; i < found->n; i++)
        printf("%s%s%s%s\n", prefix, found->items[i].where, found->items[i].where[0] ? ": " : "",
               say(lang, found->items[i].vi, found->items[i].en));
}

/* Envy in a plan that does not claim to be optimal is told, and fails nothing. */
static int note_envy(const struct solver_instance *inst, const struct solver_plan *plan,
                     const char *lang)
{
    struct solver_findings pairs = {0};
    if (plan->status == SOLVER_OPTIMAL || plan->status == SOLVER_INFEASIBLE)
        return SOLVER_OK;
    int rc = sv_check_envy(inst, plan, &pairs);
    print_found(&pairs, lang, say(lang, "lưu ý: ", "note: "));
    solver_findings_release(&pairs);
    return rc;
}

static void print_verdict(const struct solver_instance *inst, const struct solver_plan *plan,
                          bool has_proof, const struct solver_findings *bad, const char *lang)
{
    int n_placed = 0;
    for (int p = 0; p < plan->n_parties; p++)
        n_placed += plan->room_of_party[p] >= 0;
    bool is_vi = strcmp(lang, "en") != 0;
    if (bad->n > 0)
        printf(is_vi ? "không đạt: %zu điều sai\n" : "failed: %zu findings\n", bad->n);
    else
        printf(is_vi ? "đạt: %d/%d nhóm có phòng, %d mức mục tiêu đúng như ghi\n"
                     : "ok: %d/%d parties placed, %d levels as claimed\n",
               n_placed, inst->n_parties, plan->n_levels);
    if (!has_proof && !bad->n && plan->status != SOLVER_INFEASIBLE)
        puts(say(lang, "đã tính lại mọi giá trị; tối ưu hay không thì chỉ kiểm được với --proof",
                 "every value was recounted; that none is better, only --proof can show"));
    if (has_proof && !bad->n)
        puts(say(lang, "chứng minh đúng: không phương án nào tốt hơn ở các mức trước agencies",
                 "the proof holds: no plan is better on the levels before agencies"));
}

static int check_and_print(const struct solver_instance *inst, const struct solver_plan *plan,
                           const struct solver_proof *proof, const char *lang)
{
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
    else
        fputs(say(lang, "hết bộ nhớ\n", "out of memory\n"), stderr);
    int code = rc != SOLVER_OK ? 3 : bad.n > 0 ? 1 : 0;
    solver_findings_release(&bad);
    return code;
}

int solver_command_check(int argc, char **argv, const char *lang)
{
    struct options o = {.lang = lang};
    struct solver_instance inst = {0};
    struct solver_plan plan = {0};
    struct solver_proof *proof = NULL;
    int code = parse_options(&o, argc, argv);
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, o.lang);
    if (!code)
        code = read_plan(&o, &inst, &plan);
    if (!code)
        code = read_proof(&o, &inst, &proof);
    if (!code)
        code = check_and_print(&inst, &plan, proof, o.lang);
    solver_proof_release(proof);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
    return code;
}
