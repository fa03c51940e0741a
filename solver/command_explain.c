/* `quarters explain`: why a party has its room, or none (ALLOCATION.md section 8). */
#include <stdlib.h>
#include <string.h>

#include "command_file.h"
#include "command_line.h"
#include "solver/command.h"
#include "solver/explain.h"
#include "text.h"

struct options {
    const char *instance, *plan, *party, *out;
    double time_limit_s;
    bool is_all, is_for_all;
    struct solver_explain_style style;
};

/* The index of the party asked for; -2: there is none. */
static int find_party(const struct options *o, const struct solver_instance *inst)
{
    if (o->is_all)
        return SOLVER_ALL;
    for (int p = 0; p < inst->n_parties; p++)
        if (!strcmp(inst->parties[p].id, o->party))
            return p;
    return -2;
}

/* The four documents of one search, for officials and planners in both languages, as one array. */
static int format_for_all(const struct solver_explanations *ex, const struct solver_instance *inst,
                          const struct solver_plan *plan, char **text, size_t *len)
{
    struct sv_text out = {0};
    int rc = SOLVER_OK;
    for (int i = 0; i < 4 && rc == SOLVER_OK; i++) {
        const struct solver_explain_style style = {
            .is_json = true, .is_planner = i >= 2, .is_en = i % 2 == 1};
        char *one = NULL;
        size_t one_len = 0;
        rc = solver_explanations_format(ex, inst, plan, &style, &one, &one_len);
        if (rc == SOLVER_OK)
            sv_text_add(&out, "%c%s", i ? ',' : '[', one);
        free(one);
    }
    sv_text_add(&out, "]\n");
    if (rc != SOLVER_OK || out.is_out_of_memory) {
        free(out.data);
        return SOLVER_NOMEM;
    }
    *text = out.data;
    *len = out.len;
    return SOLVER_OK;
}

static int explain_and_write(const struct sv_call *call, const struct options *o,
                             const struct solver_instance *inst, const struct solver_plan *plan)
{
    struct solver_explanations ex = {0};
    struct solver_limits limits = {.time_limit_s = o->time_limit_s,
                                   .is_stopped = sv_stop_on_signals()};
    char *text = NULL;
    size_t len = 0;
    int party_ix = find_party(o, inst);
    if (party_ix < SOLVER_ALL)
        return sv_call_refuse(call, "không có nhóm này trong tệp dữ liệu",
                              "no such party in the instance");
    int rc = solver_explain(inst, plan, party_ix, &limits, &ex);
    if (rc == SOLVER_OK)
        rc = o->is_for_all ? format_for_all(&ex, inst, plan, &text, &len)
                           : solver_explanations_format(&ex, inst, plan, &o->style, &text, &len);
    int code = rc != SOLVER_OK ? sv_call_out_of_memory(call)
                               : !solver_command_write(o->out, text, len, call->lang) * 3;
    free(text);
    solver_explanations_release(&ex);
    return code;
}

int solver_command_explain(int argc, char **argv, const char *lang)
{
    struct options o = {.out = "-", .style.is_en = strcmp(lang, "en") == 0};
    const struct sv_argument args[] = {
        {.kind = SV_ARG_INPUT, .name = "INSTANCE", .text = &o.instance, .is_needed = true},
        {.kind = SV_ARG_INPUT, .name = "PLAN", .text = &o.plan, .is_needed = true},
        {.kind = SV_ARG_NAME, .name = "PARTY", .text = &o.party},
        {.kind = SV_ARG_FLAG, .name = "--all", .flag = &o.is_all},
        {.kind = SV_ARG_CHOICE,
         .name = "--format",
         .words = {"text", "json"},
         .flag = &o.style.is_json},
        {.kind = SV_ARG_CHOICE,
         .name = "--reader",
         .words = {"official", "planner"},
         .flag = &o.style.is_planner},
        {.kind = SV_ARG_FLAG, .name = "--every-reader", .flag = &o.is_for_all},
        {.kind = SV_ARG_OUTPUT, .name = "-o", .text = &o.out},
        {.kind = SV_ARG_SECONDS, .name = "--time-limit", .seconds = &o.time_limit_s}};
    const struct sv_call call = {"explain", lang, args, sizeof args / sizeof *args};
    struct solver_instance inst = {0};
    struct solver_plan plan = {0};
    int code = sv_call_read(&call, argc, argv);
    if (!code && o.is_all == (o.party != NULL))
        code = sv_call_refuse(&call, "cần PARTY hoặc --all, một trong hai",
                              "PARTY or --all is needed, one of them");
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, lang);
    if (!code)
        code = solver_command_read_true_plan(o.plan, &inst, &plan, lang);
    if (!code)
        code = explain_and_write(&call, &o, &inst, &plan);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
    return code;
}
