/* `quarters value`: what a repaired room, or one bed more, would improve. */
#include <stdio.h>
#include <stdlib.h>

#include "command_file.h"
#include "command_line.h"
#include "solver/command.h"
#include "solver/value.h"

struct options {
    const char *instance, *plan, *out;
    double time_limit_s;
    bool is_json;
};

/* What could be better than a plan that is not the best says nothing about rooms. */
static int refuse(const char *path, const char *lang, const char *vi, const char *en, int code)
{
    fprintf(stderr, "%s: %s\n", path, sv_pick(lang, vi, en));
    return code;
}

static int value_and_write(const struct sv_call *call, const struct options *o,
                           const struct solver_instance *inst, const struct solver_plan *plan)
{
    struct solver_value value = {0};
    struct solver_limits limits = {.time_limit_s = o->time_limit_s,
                                   .is_stopped = sv_stop_on_signals()};
    char *text = NULL;
    size_t len = 0;
    if (plan->status == SOLVER_INFEASIBLE)
        return refuse(o->plan, call->lang, "không có phương án nào: sửa dữ liệu trước",
                      "there is no plan: correct the data first", 11);
    if (plan->status != SOLVER_OPTIMAL)
        return refuse(o->plan, call->lang,
                      "phương án chưa được chứng minh là tốt nhất: giải lại trước",
                      "the plan is not proven to be the best: solve again first", 10);
    int rc = solver_value_solve(inst, plan, &limits, &value);
    if (rc == SOLVER_OK)
        rc = o->is_json ? solver_value_format(&value, inst, &text, &len)
                        : solver_value_table(&value, inst, call->lang, &text, &len);
    int code = 3;
    if (rc == SOLVER_BAD)
        code = refuse(o->plan, call->lang, "phương án này không phải là tốt nhất: giải lại trước",
                      "another plan is better than this one: solve again first", 1);
    else if (rc != SOLVER_OK)
        code = sv_call_out_of_memory(call);
    else if (solver_command_write(o->out, text, len, call->lang))
        code = solver_value_is_proven(&value) ? 0 : 10;
    free(text);
    solver_value_release(&value);
    return code;
}

int solver_command_value(int argc, char **argv, const char *lang)
{
    struct options o = {.out = "-"};
    const struct sv_argument args[] = {
        {.kind = SV_ARG_INPUT, .name = "INSTANCE", .text = &o.instance, .is_needed = true},
        {.kind = SV_ARG_INPUT, .name = "PLAN", .text = &o.plan, .is_needed = true},
        {.kind = SV_ARG_CHOICE, .name = "--format", .words = {"text", "json"}, .flag = &o.is_json},
        {.kind = SV_ARG_OUTPUT, .name = "-o", .text = &o.out},
        {.kind = SV_ARG_SECONDS, .name = "--time-limit", .seconds = &o.time_limit_s}};
    const struct sv_call call = {"value", lang, args, sizeof args / sizeof *args};
    struct solver_instance inst = {0};
    struct solver_plan plan = {0};
    int code = sv_call_read(&call, argc, argv);
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, lang);
    if (!code)
        code = solver_command_read_true_plan(o.plan, &inst, &plan, lang);
    if (!code)
        code = value_and_write(&call, &o, &inst, &plan);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
    return code;
}
