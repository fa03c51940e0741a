/* `quarters solve`: instance in, plan out (ALLOCATION.md section 7). */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_file.h"
#include "command_line.h"
#include "solver/command.h"
#include "solver/curve.h"
#include "solver/solve.h"

struct options {
    const char *instance, *plan, *proof;
    double time_limit_s;
    bool has_progress, wants_curve;
    int64_t max_moves;
};

/* One JSON line per step on standard error. */
static void print_progress(void *ctx, const struct solver_progress *p)
{
    (void)ctx;
    fprintf(stderr, "{\"elapsed_s\":%.3f,\"phase\":\"%s\",\"level\":%d,\"levels\":%d", p->elapsed_s,
            p->phase, p->level_ix, p->n_levels);
    if (p->level) {
        fprintf(stderr, ",\"objective\":\"%s\"", solver_objective_name(p->level->objective));
        if (p->level->band)
            fprintf(stderr, ",\"band\":%d", p->level->band);
        if (!strcmp(p->phase, "done"))
            fprintf(stderr, ",\"value\":%lld,\"bound\":%lld,\"proven\":%s",
                    (long long)p->level->value, (long long)p->level->bound,
                    p->level->is_proven ? "true" : "false");
    }
    fprintf(stderr, ",\"nodes\":%lld}\n", (long long)p->n_nodes);
}

static int exit_code(enum solver_status status)
{
    switch (status) {
    case SOLVER_OPTIMAL:
        return 0;
    case SOLVER_STOPPED:
    case SOLVER_FEASIBLE:
        return 10;
    case SOLVER_INFEASIBLE:
        return 11;
    }
    return 2;
}

static int solve_and_write(const struct sv_call *call, const struct options *o,
                           const struct solver_limits *limits, const struct solver_instance *inst)
{
    struct solver_plan plan = {0};
    char *text = NULL, *proof = NULL;
    size_t len = 0, proof_len = 0;
    int rc = o->proof ? solver_solve_and_prove(inst, limits, &plan, &proof, &proof_len)
                      : solver_solve(inst, limits, &plan);
    if (rc == SOLVER_OK)
        rc = solver_plan_format(&plan, inst, &text, &len);
    bool has_proof = !o->proof || proof;
    int code = 3;
    if (rc != SOLVER_OK || !has_proof)
        (void)sv_call_out_of_memory(call);
    if (rc == SOLVER_OK &&
        (!proof || solver_command_write(o->proof, proof, proof_len, call->lang)) &&
        solver_command_write(o->plan ? o->plan : "-", text, len, call->lang) && has_proof)
        code = exit_code(plan.status);
    free(text);
    free(proof);
    solver_plan_release(&plan);
    return code;
}

/* The table, or with -o the JSON. */
static int trace_and_write(const struct sv_call *call, const struct options *o,
                           const struct solver_limits *limits, const struct solver_instance *inst)
{
    struct solver_curve curve = {0};
    char *text = NULL;
    size_t len = 0;
    int rc = solver_curve_solve(inst, limits, &curve), code = 3;
    if (rc == SOLVER_BAD)
        return sv_call_refuse(call, "--moves-curve: bài toán không có mức \"moves\"",
                              "--moves-curve: the instance has no level \"moves\"");
    if (rc == SOLVER_OK)
        rc = o->plan ? solver_curve_format(&curve, &text, &len)
                     : solver_curve_table(&curve, call->lang, &text, &len);
    bool is_proven = curve.is_complete;
    for (int i = 0; i < curve.n_points; i++)
        is_proven &= curve.points[i].is_proven;
    if (rc != SOLVER_OK)
        code = sv_call_out_of_memory(call);
    else if (solver_command_write(o->plan ? o->plan : "-", text, len, call->lang))
        code = curve.is_infeasible ? 11 : is_proven ? 0 : 10;
    free(text);
    solver_curve_release(&curve);
    return code;
}

/* Options that do not go together. */
static int judge(const struct sv_call *call, const struct options *o)
{
    if (o->wants_curve && (o->max_moves || o->proof))
        return sv_call_refuse(call, "--moves-curve không đi cùng --max-moves hay --proof",
                              "--moves-curve goes with neither --max-moves nor --proof");
    if (o->max_moves && o->proof) /* a plan with more moves than need be has no proof of `moves` */
        return sv_call_refuse(call, "--max-moves không đi cùng --proof",
                              "--max-moves does not go with --proof");
    if (o->proof && !o->plan && !strcmp(o->proof, "-"))
        return sv_call_refuse(call, "--proof -: phương án cần -o", "--proof -: the plan needs -o");
    return 0;
}

int solver_command_solve(int argc, char **argv, const char *lang)
{
    struct options o = {0};
    const struct sv_argument args[] = {
        {.kind = SV_ARG_INPUT, .name = "INSTANCE", .text = &o.instance, .is_needed = true},
        {.kind = SV_ARG_OUTPUT, .name = "-o", .text = &o.plan},
        {.kind = SV_ARG_OUTPUT, .name = "--proof", .text = &o.proof},
        {.kind = SV_ARG_NUMBER, .name = "--max-moves", .number = &o.max_moves, .most = INT_MAX},
        {.kind = SV_ARG_FLAG, .name = "--moves-curve", .flag = &o.wants_curve},
        {.kind = SV_ARG_SECONDS, .name = "--time-limit", .seconds = &o.time_limit_s},
        {.kind = SV_ARG_FLAG, .name = "--progress", .flag = &o.has_progress}};
    const struct sv_call call = {"solve", lang, args, sizeof args / sizeof *args};
    struct solver_instance inst = {0};
    int code = sv_call_read(&call, argc, argv);
    if (!code)
        code = judge(&call, &o);
    const struct solver_limits limits = {.time_limit_s = o.time_limit_s,
                                         .is_stopped = code ? NULL : sv_stop_on_signals(),
                                         .progress = o.has_progress ? print_progress : NULL,
                                         .max_moves = o.max_moves};
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, lang);
    if (!code)
        code = o.wants_curve ? trace_and_write(&call, &o, &limits, &inst)
                             : solve_and_write(&call, &o, &limits, &inst);
    solver_instance_release(&inst);
    return code;
}
