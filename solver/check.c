/* The check of a plan as a whole: that it is for this instance, what its status promises, what its
 * levels claim. Rules, recount and envy are in files of their own. */
#include "solver/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_parts.h"

struct check {
    const struct solver_instance *inst;
    const struct solver_plan *plan;
    const struct sv_bound *bound;
    struct solver_findings *bad;
};

static void check_doubts(const struct check *c)
{
    for (size_t i = 0; i < c->plan->doubts.n; i++) {
        const struct solver_finding *doubt = &c->plan->doubts.items[i];
        solver_findings_put(c->bad, doubt->where, doubt->vi, doubt->en);
    }
}

/* A plan that says nobody can be placed: true where rule (5) clashes, and of those rooms. */
static void check_infeasible(const struct check *c)
{
    const struct solver_plan *plan = c->plan;
    if (!c->bound->n_clashes) {
        solver_findings_add(c->bad, "status",
                            "ghi là không khả thi, nhưng các ràng buộc của quy tắc 5 thỏa được",
                            "says infeasible, but what rule 5 demands can be");
        return;
    }
    if (plan->n_levels > 0)
        solver_findings_add(c->bad, "levels", "phải rỗng khi không khả thi",
                            "must be empty where infeasible");
    for (int p = 0; p < c->inst->n_parties; p++)
        if (plan->room_of_party[p] >= 0)
            solver_findings_add(c->bad, c->inst->parties[p].id,
                                "được xếp phòng trong phương án không khả thi",
                                "has a room in an infeasible plan");
    if (!plan->n_conflict_parties || !plan->n_conflict_rooms)
        solver_findings_add(c->bad, "conflict", "phải nêu các nhóm và các phòng vướng nhau",
                            "must name the parties and rooms that clash");
    for (int i = 0; i < plan->n_conflict_rooms; i++)
        if (!c->bound->is_clash[plan->conflict_rooms[i]])
            solver_findings_add(c->bad, "conflict.rooms", "phòng %s không vướng gì",
                                "room %s has no clash", c->inst->rooms[plan->conflict_rooms[i]].id);
    for (int i = 0; i < plan->n_conflict_parties; i++) {
        int room = c->bound->room_of[plan->conflict_parties[i]];
        if (room < 0 || !c->bound->is_clash[room])
            solver_findings_add(c->bad, "conflict.parties", "nhóm %s không vướng gì",
                                "party %s has no clash",
                                c->inst->parties[plan->conflict_parties[i]].id);
    }
}

/* One level: the value against the recount, the claims against each other. */
static void check_level(const struct check *c, int j, const struct solver_level *expected)
{
    const struct solver_level *level = &c->plan->levels[j];
    char where[64];
    (void)snprintf(where, sizeof where, "levels[%d]", j);
    if (level->objective != expected->objective || level->band != expected->band) {
        solver_findings_add(c->bad, where, "phải là %s (nhóm ưu tiên %d)", "must be %s (band %d)",
                            solver_objective_name(expected->objective), expected->band);
        return;
    }
    int64_t value =
        solver_check_value(c->inst, c->plan->room_of_party, level->objective, level->band);
    if (value < 0)
        c->bad->is_out_of_memory = true;
    else if (value != level->value)
        solver_findings_add(
            c->bad, where, "%s ghi %lld, đếm lại được %lld", "%s says %lld, the recount gives %lld",
            solver_objective_name(level->objective), (long long)level->value, (long long)value);
    bool is_max = solver_objective_is_max(level->objective);
    if (is_max ? level->value > level->bound : level->value < level->bound)
        solver_findings_add(c->bad, where, "giá trị %lld vượt cận %lld",
                            "value %lld is beyond the bound %lld", (long long)level->value,
                            (long long)level->bound);
    else if (level->is_proven && level->value != level->bound)
        solver_findings_add(c->bad, where, "ghi là đã chứng minh, nhưng giá trị %lld khác cận %lld",
                            "says proven, but value %lld is not the bound %lld",
                            (long long)level->value, (long long)level->bound);
    if (!level->is_proven && level->objective != SOLVER_AGENCIES &&
        c->plan->status == SOLVER_OPTIMAL)
        solver_findings_add(c->bad, where, "phương án ghi là tối ưu, nhưng mức này chưa chứng minh",
                            "the plan says optimal, but this level is not proven");
}

static int check_levels(const struct check *c)
{
    int n = solver_levels_of(c->inst, NULL);
    struct solver_level *expected = calloc((size_t)n + 1, sizeof *expected);
    if (!expected)
        return SOLVER_NOMEM;
    (void)solver_levels_of(c->inst, expected);
    if (n != c->plan->n_levels)
        solver_findings_add(c->bad, "levels", "có %d mức, phải có %d",
                            "has %d levels, must have %d", c->plan->n_levels, n);
    for (int j = 0; j < n && j < c->plan->n_levels; j++)
        check_level(c, j, &expected[j]);
    free(expected);
    return SOLVER_OK;
}

static int check_placed(const struct check *c)
{
    if (c->bound->n_clashes)
        solver_findings_add(c->bad, "status",
                            "các ràng buộc của quy tắc 5 không thể thỏa: phải là không khả thi",
                            "what rule 5 demands cannot be: must be infeasible");
    if (c->plan->n_conflict_parties || c->plan->n_conflict_rooms)
        solver_findings_add(c->bad, "conflict", "chỉ có khi không khả thi",
                            "belongs to infeasible plans alone");
    int rc = sv_check_rules(c->inst, c->bound, c->plan->room_of_party, c->bad);
    if (rc == SOLVER_OK)
        rc = check_levels(c);
    if (rc == SOLVER_OK && c->plan->status == SOLVER_OPTIMAL)
        rc = sv_check_envy(c->inst, c->plan, c->bad);
    return rc;
}

int solver_check(const struct solver_instance *inst, const struct solver_plan *plan,
                 struct solver_findings *bad)
{
    struct sv_bound bound;
    struct check c = {.inst = inst, .plan = plan, .bound = &bound, .bad = bad};
    int rc = sv_bound_init(&bound, inst);
    if (rc != SOLVER_OK)
        return rc;
    if (strcmp(inst->sha256, plan->instance_sha256) != 0)
        solver_findings_add(bad, "instance_sha256", "phương án không phải của tệp dữ liệu này",
                            "the plan is not for this instance");
    check_doubts(&c);
    if (plan->status == SOLVER_INFEASIBLE)
        check_infeasible(&c);
    else
        rc = check_placed(&c);
    sv_bound_release(&bound);
    return bad->is_out_of_memory ? SOLVER_NOMEM : rc;
}

int solver_check_rooms(const struct solver_instance *inst, const int *room_of_party,
                       struct solver_findings *bad)
{
    struct sv_bound bound;
    int rc = sv_bound_init(&bound, inst);
    if (rc != SOLVER_OK)
        return rc;
    rc = sv_check_rules(inst, &bound, room_of_party, bad);
    sv_bound_release(&bound);
    return bad->is_out_of_memory ? SOLVER_NOMEM : rc;
}
