/* One level from relaxation to proof. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

static int64_t sense_of(const struct sv_model *mo, const struct sv_run *run)
{
    return solver_objective_is_max(run->levels[mo->level_ix].objective) ? 1 : -1;
}

int64_t sv_milp_value(const struct sv_model *mo, const struct sv_run *run, const int *room_of)
{
    if (mo->asked) /* only the plan itself is known */
        return 0;
    int64_t value = sv_level_value(run, mo->level_ix, room_of);
    if (sv_is_cost_level(run, mo->level_ix)) /* repairs.h */
        return -(value / run->repairs->unit) - (value % run->repairs->unit != 0);
    return sense_of(mo, run) * (value - mo->constant);
}

bool sv_accept(const struct sv_model *mo, struct sv_run *run, const double *x)
{
    int *room_of = SV_NEW(mo->milp.mem, int, run->inst->n_parties);
    if (mo->asked || !sv_realize(mo, run, x, room_of) || !sv_is_within(run, room_of) ||
        !sv_is_better(run, room_of, run->room_of, mo->level_ix))
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
    /* moves: those known to be housed stay at home, at the best */
    for (int t = 0; t < mo->n_types; t++)
        for (int i = 0; i < mo->types[t].n_x; i++) {
            int64_t obj = mo->milp.obj[mo->types[t].x_col[i]];
            if (mo->types[t].x_home[i] >= 0 && obj > 0)
                sum += obj * mo->types[t].homes[mo->types[t].x_home[i]].n_in;
        }
    return sum;
}

static bool has_home(const struct sv_model *mo, int p)
{
    const struct sv_type *ty = &mo->types[mo->type_of[p]];
    for (int h = 0; h < ty->n_homes; h++)
        if (sv_has(ty->homes[h].parties, ty->homes[h].n, p))
            return true;
    return false;
}

/* Takes pairs of a type and a class [n_types * n_classes] out of later levels; at home, where the
 * model has no column of its own for it. */
static void shut(const struct sv_model *mo, struct sv_run *run, const bool *is_shut)
{
    struct sv_kinds *k = &run->kinds;
    bool *is_done = SV_NEW(mo->milp.mem, bool, k->n_profiles);
    for (int p = 0; p < run->inst->n_parties; p++) {
        int f = k->profile_of[p], home = run->rules.own_room[p];
        if (mo->type_of[p] < 0)
            continue;
        const bool *row = is_shut + (size_t)mo->type_of[p] * (size_t)mo->n_classes;
        if (home >= 0 && mo->class_of[home] >= 0 && row[mo->class_of[home]] && !has_home(mo, p))
            k->may_stay[p] = false;
        for (int c = 0; c < k->n_kinds && !is_done[f]; c++) {
            int class_ix = mo->class_of[k->kind_room[c]];
            if (class_ix >= 0 && row[class_ix])
                k->fits[(size_t)f * (size_t)k->n_kinds + (size_t)c] = false;
        }
        is_done[f] = true;
    }
}

/* Takes out of later levels what every plan with this level's value shares: by reduced costs, a
 * column that cannot leave its bound. `best` is the level's value, in the milp's terms. */
static void settle_by_costs(const struct sv_model *mo, struct sv_run *run,
                            const struct sv_root *root, int64_t best)
{
    struct sv_kinds *k = &run->kinds;
    struct sv_boxes box;
    sv_boxes_init(&box, mo, root, best);
    bool *is_shut = SV_NEW(mo->milp.mem, bool, (size_t)mo->n_types *(size_t)mo->n_classes);
    for (int t = 0; t < mo->n_types; t++) {
        const struct sv_type *ty = &mo->types[t];
        for (int g = 0; g < ty->n_groups; g++) {
            const struct sv_group_col *gr = &ty->groups[g];
            bool is_in = box.lo[gr->col] == gr->n, is_out = box.hi[gr->col] == 0;
            for (int i = 0; i < gr->n && (is_in || is_out); i++)
                run->state[gr->parties[i]] = is_in ? SV_IN : SV_OUT;
        }
        for (int i = 0; i < ty->n_x; i++) {
            const struct sv_home *h = ty->x_home[i] < 0 ? NULL : &ty->homes[ty->x_home[i]];
            bool is_zero = box.hi[ty->x_col[i]] == 0;
            if (!h)
                is_shut[(size_t)t * (size_t)mo->n_classes + (size_t)ty->x_class[i]] = is_zero;
            for (int q = 0; h && q < h->n && is_zero; q++)
                k->may_stay[h->parties[q]] = false;
        }
    }
    shut(mo, run, is_shut);
}

/* The same without a relaxation, where a bound that anybody sees is reached: all who add to the
 * level are housed, or nobody. */
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

/* The tree that proves, over boxes and with tableau cuts that only plans worth the target need
 * obey. Returns as sv_tree does. */
static int64_t prove_in_box(struct sv_model *mo, struct sv_run *run, const struct sv_root *root,
                            int64_t target, const struct sv_tree_options *how)
{
    struct sv_milp *m = &mo->milp;
    struct sv_root tight = *root;
    struct sv_boxes box;
    int64_t grain = sv_milp_grain(m), *lo = m->lo, *hi = m->hi;
    sv_wide before;
    do {
        sv_boxes_init(&box, mo, &tight, target);
        m->lo = box.lo;
        m->hi = box.hi;
        before = tight.dual.bound;
        sv_relax_more(&tight, mo, run);
    } while (tight.bound >= target && before - tight.dual.bound > SV_ONE / 1000);
    int64_t proved = tight.bound < target ? target - grain : sv_tree(mo, run, &tight, target, how);
    m->lo = lo;
    m->hi = hi;
    return proved;
}

/* Between the best plan and the bound: a dive for a plan worth the bound, with and without tableau
 * cuts, one for a plan near it, then the tree that proves, with what a plan must beat. */
static void close_level(struct sv_model *mo, struct sv_run *run, struct sv_root *root,
                        int64_t *bound)
{
    /* iterations × rows: the share of one level in a run without limits */
    const struct sv_tree_options dive = {true, 1, 200000000}, plunge = {true, 48, 200000000};
    const struct sv_tree_options prove = {false, 1000000, 2000000000};
    int64_t grain = sv_milp_grain(&mo->milp), near = llabs(*bound) / 128 + grain;
    const struct {
        const struct sv_tree_options *how;
        int64_t back; /* how far below the bound a plan may be */
    } steps[] = {
        {&dive, 0}, {&dive, 0}, {&dive, INT64_MAX}, {&plunge, 4 * near}, {&prove, INT64_MAX}};
    for (int k = 0; k < 5; k++) {
        int64_t best = sv_milp_value(mo, run, run->room_of), gap = *bound - best;
        if (gap <= 0 || run->effort.is_over(run->effort.ctx))
            return;
        bool is_last = k == 4;
        if (k == 3 && gap <= near) /* a plan that near is what they are for */
            continue;
        run->report(run, is_last ? "prove" : "plunge", mo->level_ix);
        int64_t back = steps[k].back < gap ? steps[k].back : gap - grain;
        int64_t target = *bound - back / grain * grain;
        int64_t proved = is_last ? prove_in_box(mo, run, root, target, steps[k].how)
                                 : sv_tree(mo, run, root, target, steps[k].how);
        *bound = proved < *bound ? proved : *bound;
        if (k == 0 && sv_milp_value(mo, run, run->room_of) < *bound) {
            sv_relax_more(root, mo, run);
            *bound = root->bound < *bound ? root->bound : *bound;
        }
    }
}

/* Houses those whom the plan houses, and nobody else. */
static void settle_as_planned(struct sv_run *run)
{
    for (int p = 0; p < run->inst->n_parties; p++)
        if (run->state[p] == SV_FREE)
            run->state[p] = run->room_of[p] >= 0 ? SV_IN : SV_OUT;
}

/* Is the set of those housed the only one with the values of the levels before? With `order` among
 * them it mostly is. False also when the tree does not tell in time. */
static bool is_only_set(struct sv_run *run, int level_ix)
{
    const struct sv_tree_options ask = {false, 400, 100000000};
    struct sv_model model;
    struct sv_root root;
    sv_model_init(&model, run, level_ix, run->level_mem);
    sv_model_ask(&model, run, run->room_of);
    sv_relax(&root, &model, run);
    bool is_only = root.has_dual && (root.bound < 1 || sv_tree(&model, run, &root, 1, &ask) < 1);
    sv_lp_free(root.lp);
    sv_arena_release(run->level_mem);
    return is_only;
}

/* The cost itself, for ⌈cost / U⌉. */
static void price(struct sv_run *run, struct solver_level *level)
{
    level->value = sv_opened_value(run, SV_OPENED_COST, run->room_of);
    level->bound = level->is_proven ? level->value : level->bound * run->repairs->unit;
}

/* From relaxation to proof; a `trial` improves the plan and settles nothing. */
static void solve_program(struct sv_run *run, int level_ix, bool is_trial)
{
    struct solver_level *level = &run->levels[level_ix];
    struct sv_model model;
    struct sv_root root = {0};
    sv_model_init(&model, run, level_ix, run->level_mem);
    int64_t sense = sense_of(&model, run), trivial = trivial_bound(&model), bound = trivial;
    if (sv_milp_value(&model, run, run->room_of) < bound) {
        run->report(run, "relaxation", level_ix);
        sv_relax(&root, &model, run);
        if (root.has_dual && root.bound < bound)
            bound = root.bound;
        if (root.has_dual && sv_milp_value(&model, run, run->room_of) < bound)
            close_level(&model, run, &root, &bound);
    }
    if (!is_trial) {
        int64_t best = sv_milp_value(&model, run, run->room_of);
        level->value = model.constant + sense * best;
        level->bound = model.constant + sense * bound;
        level->is_proven = best == bound;
        if (sv_is_cost_level(run, level_ix))
            price(run, level);
        if (level->is_proven)
            settle_by_sight(&model, run, best, trivial);
        if (root.has_dual)
            settle_by_costs(&model, run, &root, best);
    }
    sv_lp_free(root.lp);
    sv_arena_release(run->level_mem);
}

/* A level that asks where people live is a flow between known parties and rooms once the set of
 * those housed is fixed: for good where it is the only one, else for a trial that gives the level a
 * plan to beat. */
static void prepare_set(struct sv_run *run, int level_ix)
{
    size_t n = (size_t)run->inst->n_parties;
    bool has_order = false, has_free = false, was_place = false;
    for (int j = 0; j < level_ix; j++) {
        has_order |= run->levels[j].objective == SOLVER_ORDER;
        was_place |= !solver_objective_is_max(run->levels[j].objective);
    }
    for (size_t p = 0; p < n; p++)
        has_free |= run->state[p] == SV_FREE;
    if (!has_order || !has_free || solver_objective_is_max(run->levels[level_ix].objective))
        return;
    if (!was_place && is_only_set(run, level_ix)) {
        settle_as_planned(run);
        return;
    }
    signed char *state = run->state;
    run->state = sv_regrow(run->mem, state, n, n, sizeof *state);
    settle_as_planned(run);
    solve_program(run, level_ix, true);
    run->state = state;
}

/* With the rooms that the plan opens, and no others: a plan that the level has to beat. */
static void try_rooms_held(struct sv_run *run, int level_ix)
{
    size_t n = (size_t)run->inst->n_rooms;
    bool *is_shut = SV_NEW(run->mem, bool, n);
    memcpy(is_shut, run->repairs->may_open, n * sizeof *is_shut);
    for (int p = 0; p < run->inst->n_parties; p++)
        if (run->room_of[p] >= 0)
            is_shut[run->room_of[p]] = false;
    run->is_shut = is_shut;
    solve_program(run, level_ix, true);
    run->is_shut = NULL;
}

/* `moves` where more of them are allowed than the least: what its least settles does not hold. */
static void solve_capped(struct sv_run *run, int level_ix)
{
    struct sv_kinds *k = &run->kinds;
    size_t n = (size_t)run->inst->n_parties, n_fits = (size_t)k->n_profiles * (size_t)k->n_kinds;
    signed char *state = sv_regrow(run->mem, run->state, n, n, sizeof *state);
    bool *may_stay = sv_regrow(run->mem, k->may_stay, n, n, sizeof *may_stay);
    bool *fits = sv_regrow(run->mem, k->fits, n_fits, n_fits, sizeof *fits);
    solve_program(run, level_ix, false);
    if (run->levels[level_ix].value >= run->max_moves)
        return;
    run->state = state;
    k->may_stay = may_stay;
    k->fits = fits;
}

void sv_level_solve(struct sv_run *run, int level_ix)
{
    prepare_set(run, level_ix);
    if (run->repairs)
        try_rooms_held(run, level_ix);
    if (run->levels[level_ix].objective == SOLVER_MOVES && run->max_moves > 0)
        solve_capped(run, level_ix);
    else
        solve_program(run, level_ix, false);
    run->report(run, "done", level_ix);
}
