/* Two plans side by side, see the header. */
#include "service/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/plan.h"
#include "solver/instance.h"

static bool is_max(const char *objective)
{
    for (int o = 0; o < SOLVER_N_OBJECTIVES; o++)
        if (strcmp(solver_objective_name((enum solver_objective)o), objective) == 0)
            return solver_objective_is_max((enum solver_objective)o);
    return true;
}

static struct compare_level *level_for(struct comparison *c, const struct store_plan_level *of)
{
    for (size_t i = 0; i < c->n_levels; i++)
        if (c->levels[i].band == of->band && strcmp(c->levels[i].objective, of->objective) == 0)
            return &c->levels[i];
    c->levels = mem_grow(c->levels, c->n_levels + 1, sizeof *c->levels);
    struct compare_level *l = &c->levels[c->n_levels++];
    *l = (struct compare_level){
        .objective = mem_dup(of->objective), .band = of->band, .is_max = is_max(of->objective)};
    return l;
}

static int compare_levels(struct store *s, struct comparison *c, struct err *e)
{
    struct store_plan_levels a = {0}, b = {0};
    int rc = store_plan_level_list(s, c->a.id, &a, e);
    if (rc == ERR_OK)
        rc = store_plan_level_list(s, c->b.id, &b, e);
    for (size_t i = 0; rc == ERR_OK && i < a.n; i++) {
        struct compare_level *l = level_for(c, &a.items[i]);
        l->has_a = true;
        l->a = a.items[i].value;
    }
    for (size_t i = 0; rc == ERR_OK && i < b.n; i++) {
        struct compare_level *l = level_for(c, &b.items[i]);
        l->has_b = true;
        l->b = b.items[i].value;
    }
    for (size_t i = 0; i < c->n_levels; i++) {
        struct compare_level *l = &c->levels[i];
        if (l->has_a && l->has_b && l->a != l->b)
            l->better = (l->b > l->a) == l->is_max ? 1 : -1;
    }
    store_plan_levels_release(&a);
    store_plan_levels_release(&b);
    return rc;
}

enum compare_kind compare_kind_of(const struct store_plan_change *change)
{
    return change->room_a[0] == '\0'   ? COMPARE_GAINS
           : change->room_b[0] == '\0' ? COMPARE_LOSES
                                       : COMPARE_MOVES;
}

const char *compare_kind_name(enum compare_kind kind)
{
    static const char *const names[COMPARE_N_KINDS] = {
        [COMPARE_GAINS] = "gains", [COMPARE_LOSES] = "loses", [COMPARE_MOVES] = "moves"};
    return names[kind];
}

int compare_plans(struct store *s, const struct principal *by, const char *code_a,
                  const char *code_b, struct comparison *out, struct err *e)
{
    *out = (struct comparison){0};
    int rc = plan_get(s, by, code_a, &out->a, e);
    if (rc == ERR_OK)
        rc = plan_get(s, by, code_b, &out->b, e);
    if (rc == ERR_OK && (out->a.elapsed_ms < 0 || out->b.elapsed_ms < 0))
        rc = err_set(e, ERR_DATA, "chỉ so sánh được các phương án đã giải xong",
                     "only plans that are solved can be compared");
    if (rc == ERR_OK)
        rc = compare_levels(s, out, e);
    if (rc == ERR_OK)
        rc = store_plan_changes(s, out->a.id, out->b.id, &out->changes, e);
    if (rc != ERR_OK) {
        comparison_release(out);
        return rc;
    }
    out->is_same_instance = strcmp(out->a.instance_sha256, out->b.instance_sha256) == 0;
    for (size_t i = 0; i < out->changes.n; i++) {
        const struct store_plan_change *change = &out->changes.items[i];
        out->n_people[compare_kind_of(change)] += change->n_people > 0 ? change->n_people : 0;
    }
    return ERR_OK;
}

void comparison_release(struct comparison *c)
{
    for (size_t i = 0; i < c->n_levels; i++)
        free(c->levels[i].objective);
    free(c->levels);
    store_plan_release(&c->a);
    store_plan_release(&c->b);
    store_plan_changes_release(&c->changes);
    *c = (struct comparison){0};
}
