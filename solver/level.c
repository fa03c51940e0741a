/* One level from relaxation to proof. */
#include "search.h"

#include <string.h>

static int64_t sense_of(const struct sv_model *mo, const struct sv_run *run)
{
    return solver_objective_is_max(run->levels[mo->level_ix].objective) ? 1 : -1;
}

int64_t sv_milp_value(const struct sv_model *mo, const struct sv_run *run, const int *room_of)
{
    int64_t value = sv_level_value(run, mo->level_ix, room_of);
    return sense_of(mo, run) * (value - mo->constant);
}

bool sv_accept(const struct sv_model *mo, struct sv_run *run, const double *x)
{
    int *room_of = SV_NEW(mo->milp.mem, int, run->inst->n_parties);
    if (!sv_realize(mo, run, x, room_of) || !sv_is_better(run, room_of, run->room_of, mo->level_ix))
        return false;
    memcpy(run->room_of, room_of, (size_t)run->inst->n_parties * sizeof *room_of);
    return true;
}

/* No plan adds more than every open group housed; no cost is below nothing. */
static int64_t trivial_bound(const struct sv_model *mo)
{
    int64_t sum = 0;
    for (int t = 0; t < mo->n_types; t++)
        for (int g = 0; g < mo->types[t].n_groups; g++) {
            int64_t obj = mo->milp.obj[mo->types[t].groups[g].col];
            sum += obj > 0 ? obj * mo->types[t].groups[g].n : 0;
        }
    return sum;
}

/* glp_intopt over what a plan worth `target` can use. Returns GLPK's word: true = no plan reaches
 * the target but, perhaps, run->room_of. */
static bool integer_stage(struct sv_model *mo, struct sv_run *run, const struct sv_root *root,
                          int64_t target, int64_t max_work)
{
    struct sv_boxes box;
    bool has_x = false;
    struct sv_effort *effort = &run->effort;
    double *x = SV_NEW(mo->milp.mem, double, mo->milp.n_cols);
    int64_t before = effort->work_left;
    sv_boxes_init(&box, mo, root, target);
    effort->work_left = before < max_work ? before : max_work;
    int64_t granted = effort->work_left;
    enum sv_lp_status status = sv_integer_solve(&mo->milp, box.cols, box.n_cols, box.lo, box.hi,
                                                effort, x, &has_x);
    effort->work_left = before - (granted - effort->work_left);
    if (has_x)
        (void)sv_accept(mo, run, x);
    return status == SV_LP_OPTIMAL || status == SV_LP_INFEASIBLE;
}

/* Takes out of later levels what every plan with this level's value shares: by reduced costs, a
 * column that cannot leave its bound. `bound`, `d` belong to the relaxation, `best` is the value. */
static void settle_by_costs(const struct sv_model *mo, struct sv_run *run,
                            const struct sv_root *root, int64_t best)
{
    struct sv_kinds *k = &run->kinds;
    struct sv_boxes box;
    sv_boxes_init(&box, mo, root, best);
    bool *is_shut = SV_NEW(mo->milp.mem, bool, mo->n_types * mo->n_classes);
    for (int t = 0; t < mo->n_types; t++) {
        const struct sv_type *ty = &mo->types[t];
        for (int g = 0; g < ty->n_groups; g++) {
            const struct sv_group_col *gr = &ty->groups[g];
            bool is_in = box.lo[gr->col] == gr->n, is_out = box.hi[gr->col] == 0;
            for (int i = 0; i < gr->n && (is_in || is_out); i++)
                run->state[gr->parties[i]] = is_in ? SV_IN : SV_OUT;
        }
        for (int i = 0; i < ty->n_x; i++)
            is_shut[t * mo->n_classes + ty->x_class[i]] = box.hi[ty->x_col[i]] == 0;
    }
    for (int p = 0; p < run->inst->n_parties; p++) {
        if (mo->type_of[p] < 0)
            continue;
        const bool *shut = is_shut + mo->type_of[p] * mo->n_classes;
        bool *fits = k->fits + (size_t)k->profile_of[p] * (size_t)k->n_kinds;
        for (int r = 0; r < run->inst->n_rooms; r++)
            if (mo->class_of[r] >= 0 && shut[mo->class_of[r]])
                fits[k->kind_of[r]] = false;
    }
}

/* The same without a relaxation, where a bound that anybody sees is reached: all who add to the
 * level are housed, or nobody; no place with a cost is used. */
static void settle_by_sight(const struct sv_model *mo, struct sv_run *run, int64_t best,
                            int64_t trivial)
{
    int j = mo->level_ix;
    for (int p = 0; p < run->inst->n_parties; p++) {
        if (run->state[p] != SV_FREE || !sv_party_value(run, j, p))
            continue;
        if (best == trivial)
            run->state[p] = SV_IN;
        else if (best == 0)
            run->state[p] = SV_OUT;
    }
}

static void close_level(struct sv_model *mo, struct sv_run *run, const struct sv_root *root,
                        int64_t *bound)
{
    /* the share of one level in a run without limits, in iterations × rows */
    const int64_t SHORT = 20000000, LONG = 2000000000;
    int64_t best = sv_milp_value(mo, run, run->room_of);
    if (best < *bound) {
        run->report(run, "integer", mo->level_ix);
        (void)integer_stage(mo, run, root, *bound, SHORT);
        best = sv_milp_value(mo, run, run->room_of);
    }
    if (best < *bound) {
        run->report(run, "tree", mo->level_ix);
        *bound = sv_tree(mo, run, root, LONG);
    }
}

void sv_level_solve(struct sv_run *run, int level_ix)
{
    struct sv_arena *mem = run->level_mem;
    struct solver_level *level = &run->levels[level_ix];
    struct sv_model model;
    struct sv_root root = {0};
    sv_model_init(&model, run, level_ix, mem);
    int64_t sense = sense_of(&model, run), trivial = trivial_bound(&model), bound = trivial;
    if (sv_milp_value(&model, run, run->room_of) < bound) {
        run->report(run, "relaxation", level_ix);
        sv_relax(&root, &model, run);
        if (root.has_dual && root.bound < bound)
            bound = root.bound;
        if (root.has_dual)
            close_level(&model, run, &root, &bound);
    }
    int64_t best = sv_milp_value(&model, run, run->room_of);
    level->value = model.constant + sense * best;
    level->bound = model.constant + sense * bound;
    level->is_proven = best == bound;
    if (level->is_proven)
        settle_by_sight(&model, run, best, trivial);
    if (root.has_dual)
        settle_by_costs(&model, run, &root, best);
    run->report(run, "done", level_ix);
    sv_arena_release(mem);
}
