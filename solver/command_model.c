/* `quarters model`: one level as CPLEX LP (ALLOCATION.md section 7). */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "command_file.h"
#include "command_line.h"
#include "lp_model.h"
#include "solver/command.h"

struct options {
    const char *instance, *output, *values;
    int64_t level_ix;
    bool is_by_class;
};

/* A whole number that ends at `stop`; false: it is none. */
static bool parse_number(const char *text, char stop, const char **end, int64_t *out)
{
    char *after;
    errno = 0;
    long long value = strtoll(text, &after, 10);
    *out = value;
    *end = after;
    return after != text && errno == 0 && (*after == stop || !*after) && *text != ' ';
}

/* Exactly n values from "V1,V2,…". */
static bool parse_values(const char *text, int n, int64_t *values)
{
    const char *at = text;
    for (int j = 0; j < n; j++) {
        if (!parse_number(at, ',', &at, &values[j]) || (j + 1 < n) != (*at == ','))
            return false;
        at += *at == ',';
    }
    return !*at;
}

/* Can that level be asked? */
static int judge(const struct sv_call *call, const struct options *o,
                 const struct solver_instance *inst, int64_t *values)
{
    int n_levels = solver_levels_of(inst, NULL);
    struct solver_level *levels = calloc((size_t)n_levels + 1, sizeof *levels);
    if (!levels)
        return 3;
    (void)solver_levels_of(inst, levels);
    bool is_there = o->level_ix < n_levels;
    bool is_agencies = is_there && levels[o->level_ix].objective == SOLVER_AGENCIES;
    free(levels);
    if (!is_there)
        return sv_call_refuse(call, "--level: tệp không có mức này (đếm từ 0)",
                              "--level: there is no such level (they count from 0)");
    if (is_agencies)
        return sv_call_refuse(call, "mức agencies xét trên một tập phương án, không có mô hình này",
                              "agencies is asked over a set of plans, not of this model");
    if (!parse_values(o->values ? o->values : "", (int)o->level_ix, values))
        return sv_call_refuse(call, "--values: cần giá trị của đúng các mức đứng trước --level",
                              "--values: the values of exactly the levels before --level");
    return 0;
}

static int write_model(const struct sv_call *call, const struct options *o,
                       const struct solver_instance *inst, const int64_t *values)
{
    struct sv_text out = {0};
    int rc = sv_lp_model_format(inst, o->is_by_class, (int)o->level_ix, values, &out);
    int code = 3;
    if (rc == SOLVER_NOMEM)
        (void)sv_call_out_of_memory(call);
    else if (rc == SOLVER_BAD) {
        fputs(sv_pick(call->lang, "không khả thi theo quy tắc 5: không có mô hình\n",
                      "infeasible by rule 5: there is no model\n"),
              stderr);
        code = 11;
    } else if (solver_command_write(o->output, out.data, out.len, call->lang)) {
        code = 0;
    }
    free(out.data);
    return code;
}

int solver_command_model(int argc, char **argv, const char *lang)
{
    struct options o = {.output = "-"};
    const struct sv_argument args[] = {
        {.kind = SV_ARG_INPUT, .name = "INSTANCE", .text = &o.instance, .is_needed = true},
        {.kind = SV_ARG_FLAG, .name = "--classes", .flag = &o.is_by_class},
        {.kind = SV_ARG_NUMBER, .name = "--level", .number = &o.level_ix, .most = INT_MAX},
        {.kind = SV_ARG_TEXT, .name = "--values", .text = &o.values},
        {.kind = SV_ARG_OUTPUT, .name = "-o", .text = &o.output}};
    const struct sv_call call = {"model", lang, args, sizeof args / sizeof *args};
    struct solver_instance inst = {0};
    int code = sv_call_read(&call, argc, argv);
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, lang);
    int64_t *values =
        code ? NULL : calloc((size_t)solver_levels_of(&inst, NULL) + 1, sizeof *values);
    if (!code && !values)
        code = sv_call_out_of_memory(&call);
    if (!code)
        code = judge(&call, &o, &inst, values);
    if (!code)
        code = write_model(&call, &o, &inst, values);
    free(values);
    solver_instance_release(&inst);
    return code;
}
