/* `quarters repairs-plan`: which closed rooms to repair. */
#include <stdlib.h>

#include "command_file.h"
#include "command_line.h"
#include "solver/command.h"
#include "solver/repairs_plan.h"

struct options {
    const char *instance, *costs, *out;
    int64_t max_rooms, budget; /* -1 not given */
    double time_limit_s;
    bool is_json;
};

static int plan_and_write(const struct sv_call *call, const struct options *o,
                          const struct solver_instance *inst, const int64_t *costs)
{
    const struct solver_repairs_ask ask = {.costs = costs,
                                           .budget = o->budget < 0 ? INT64_MAX : o->budget,
                                           .max_rooms =
                                               o->max_rooms < 0 ? INT64_MAX : o->max_rooms};
    const struct solver_limits limits = {.time_limit_s = o->time_limit_s,
                                         .is_stopped = sv_stop_on_signals()};
    struct solver_repairs_plan plan = {0};
    char *text = NULL;
    size_t len = 0;
    int rc = solver_repairs_plan(inst, &ask, &limits, &plan), code = 3;
    if (rc == SOLVER_OK)
        rc = o->is_json ? solver_repairs_plan_format(&plan, inst, &ask, &text, &len)
                        : solver_repairs_plan_table(&plan, inst, call->lang, &text, &len);
    if (rc != SOLVER_OK)
        code = sv_call_out_of_memory(call);
    else if (solver_command_write(o->out, text, len, call->lang))
        code = plan.is_infeasible ? 11 : solver_repairs_plan_is_proven(&plan) ? 0 : 10;
    free(text);
    solver_repairs_plan_release(&plan);
    return code;
}

/* With the costs of the file, where there is one. */
static int read_costs_and_plan(const struct sv_call *call, const struct options *o,
                               const struct solver_instance *inst)
{
    if (!o->costs)
        return plan_and_write(call, o, inst, NULL);
    int64_t *costs = calloc((size_t)inst->n_rooms + 1, sizeof *costs);
    if (!costs)
        return sv_call_out_of_memory(call);
    int code = solver_command_read_costs(o->costs, inst, costs, call->lang);
    if (!code)
        code = plan_and_write(call, o, inst, costs);
    free(costs);
    return code;
}

static int judge(const struct sv_call *call, const struct options *o)
{
    if (o->max_rooms < 0 && o->budget < 0)
        return sv_call_refuse(call, "cần --rooms hay --budget", "--rooms or --budget is needed");
    if (o->budget >= 0 && !o->costs)
        return sv_call_refuse(call, "--budget cần --costs", "--budget needs --costs");
    return 0;
}

int solver_command_repairs_plan(int argc, char **argv, const char *lang)
{
    struct options o = {.out = "-", .max_rooms = -1, .budget = -1};
    const struct sv_argument args[] = {
        {.kind = SV_ARG_INPUT, .name = "INSTANCE", .text = &o.instance, .is_needed = true},
        {.kind = SV_ARG_INPUT, .name = "--costs", .text = &o.costs},
        {.kind = SV_ARG_NUMBER, .name = "--rooms", .number = &o.max_rooms, .most = INT32_MAX},
        {.kind = SV_ARG_NUMBER, .name = "--budget", .number = &o.budget, .most = INT64_MAX - 1},
        {.kind = SV_ARG_CHOICE, .name = "--format", .words = {"text", "json"}, .flag = &o.is_json},
        {.kind = SV_ARG_OUTPUT, .name = "-o", .text = &o.out},
        {.kind = SV_ARG_SECONDS, .name = "--time-limit", .seconds = &o.time_limit_s}};
    const struct sv_call call = {"repairs-plan", lang, args, sizeof args / sizeof *args};
    struct solver_instance inst = {0};
    int code = sv_call_read(&call, argc, argv);
    if (!code)
        code = judge(&call, &o);
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, lang);
    if (!code)
        code = read_costs_and_plan(&call, &o, &inst);
    solver_instance_release(&inst);
    return code;
}
