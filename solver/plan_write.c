/* A plan as JSON: one level, assignment and unplaced party a line, so that two plans can be
 * compared with diff. The same plan gives the same bytes. */
#include <stdlib.h>

#include "plan_names.h"
#include "solver/plan.h"
#include "text.h"
#include "version.h"

static const char *const DETAILS[] = {
    [SOLVER_NO_FITTING_ROOM] = "%d phòng, không phòng nào hợp",
    [SOLVER_NO_BED_FOR_MODE] = "%d phòng hợp đã hết chỗ",
    [SOLVER_SITE_NOT_ACCEPTED] = "%d phòng ở khu không đăng ký",
    [SOLVER_POOL_NOT_ADMITTED] = "%d phòng không dành cho nhóm hệ số này",
    [SOLVER_ROOMS_CLOSED] = "%d phòng đang sửa chữa, để dành hoặc đóng",
    [SOLVER_NEEDS_UNMET] = "%d phòng thiếu tiện ích cần thiết",
    [SOLVER_TOO_LARGE] = "%d phòng không đủ chỗ cho cả nhóm",
    [SOLVER_BANNED] = "%d phòng bị loại trừ cho nhóm này",
};
_Static_assert(sizeof DETAILS / sizeof *DETAILS == SOLVER_N_REASONS, "every code has a detail");

/* "%d" of a row is the count; a table of formats, so that the words stand in one place */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void write_detail(struct sv_text *out, const struct solver_reason *reason)
{
    sv_text_add(out, "{\"code\":\"%s\",\"detail\":\"", sv_reason_names[reason->code]);
    sv_text_add(out, DETAILS[reason->code], reason->n_rooms);
    sv_text_add(out, "\"}");
}
#pragma GCC diagnostic pop

static void write_levels(struct sv_text *out, const struct solver_plan *plan)
{
    sv_text_add(out, "\"levels\":[");
    for (int j = 0; j < plan->n_levels; j++) {
        const struct solver_level *level = &plan->levels[j];
        sv_text_add(out, "%s\n{\"objective\":\"%s\"", j ? "," : "",
                    solver_objective_name(level->objective));
        if (level->objective == SOLVER_HOUSED_BY_BAND)
            sv_text_add(out, ",\"band\":%d", level->band);
        sv_text_add(out, ",\"sense\":\"%s\",\"value\":%lld,\"bound\":%lld,\"proven\":%s}",
                    solver_objective_is_max(level->objective) ? "max" : "min",
                    (long long)level->value, (long long)level->bound,
                    level->is_proven ? "true" : "false");
    }
    sv_text_add(out, "],\n");
}

static void write_assignments(struct sv_text *out, const struct solver_plan *plan,
                              const struct solver_instance *inst)
{
    bool is_first = true;
    sv_text_add(out, "\"assignments\":[");
    for (int p = 0; p < plan->n_parties; p++) {
        if (plan->room_of_party[p] < 0)
            continue;
        sv_text_add(out, "%s\n{\"party\":", is_first ? "" : ",");
        sv_text_json(out, inst->parties[p].id);
        sv_text_add(out, ",\"room\":");
        sv_text_json(out, inst->rooms[plan->room_of_party[p]].id);
        sv_text_add(out, "}");
        is_first = false;
    }
    sv_text_add(out, "],\n");
}

static void write_unplaced(struct sv_text *out, const struct solver_plan *plan,
                           const struct solver_instance *inst)
{
    bool is_first = true;
    sv_text_add(out, "\"unplaced\":[");
    for (int p = 0; p < plan->n_parties; p++) {
        if (plan->room_of_party[p] >= 0)
            continue;
        sv_text_add(out, "%s\n{\"party\":", is_first ? "" : ",");
        sv_text_json(out, inst->parties[p].id);
        sv_text_add(out, ",\"reasons\":[");
        for (int k = 0; k < plan->unplaced[p].n_reasons; k++) {
            sv_text_add(out, "%s", k ? "," : "");
            write_detail(out, &plan->unplaced[p].reasons[k]);
        }
        sv_text_add(out, "]}");
        is_first = false;
    }
    sv_text_add(out, "],\n");
}

static void write_conflict(struct sv_text *out, const struct solver_plan *plan,
                           const struct solver_instance *inst)
{
    sv_text_add(out, "\"conflict\":{\"parties\":[");
    for (int i = 0; i < plan->n_conflict_parties; i++) {
        sv_text_add(out, "%s", i ? "," : "");
        sv_text_json(out, inst->parties[plan->conflict_parties[i]].id);
    }
    sv_text_add(out, "],\"rooms\":[");
    for (int i = 0; i < plan->n_conflict_rooms; i++) {
        sv_text_add(out, "%s", i ? "," : "");
        sv_text_json(out, inst->rooms[plan->conflict_rooms[i]].id);
    }
    sv_text_add(out, "]},\n");
}

int solver_plan_format(const struct solver_plan *plan, const struct solver_instance *inst,
                       char **text, size_t *len)
{
    struct sv_text out = {0};
    sv_text_add(&out, "{\"format\":\"quarters.plan/1\",\n\"instance_sha256\":\"%s\",\n",
                plan->instance_sha256);
    sv_text_add(&out, "\"status\":\"%s\",\n", sv_status_names[plan->status]);
    write_levels(&out, plan);
    write_assignments(&out, plan, inst);
    write_unplaced(&out, plan, inst);
    if (plan->status == SOLVER_INFEASIBLE)
        write_conflict(&out, plan, inst);
    sv_text_add(&out, "\"engine\":{\"version\":\"%s\",\"glpk\":\"%s\"}}\n", SOLVER_VERSION,
                SOLVER_GLPK_VERSION);
    if (out.is_out_of_memory) {
        free(out.data);
        return SOLVER_NOMEM;
    }
    *text = out.data;
    *len = out.len;
    return SOLVER_OK;
}
