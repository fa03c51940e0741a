/* Closed rooms that may be opened: their rows, levels and exact limits (repairs.h). */
#include <string.h>

#include "model.h"

int sv_opened_levels(const struct sv_repairs *re, struct solver_level *levels)
{
    if (!re)
        return 0;
    levels[0] = (struct solver_level){.objective = SV_OPENED, .band = SV_OPENED_COST};
    levels[1] = (struct solver_level){.objective = SV_OPENED, .band = SV_OPENED_ROOMS};
    return SV_N_OPENED;
}

/* How many rooms of those that may be opened the plan uses, and what they cost. */
static int64_t count_opened(const struct sv_run *run, const int *room_of, int64_t *cost)
{
    int64_t n = 0;
    *cost = 0;
    memset(run->room_seen, 0, (size_t)run->inst->n_rooms * sizeof *run->room_seen);
    for (int p = 0; p < run->inst->n_parties; p++) {
        int r = room_of[p];
        if (r < 0 || !run->repairs->may_open[r] || run->room_seen[r])
            continue;
        run->room_seen[r] = true;
        *cost += run->repairs->cost[r];
        n++;
    }
    return n;
}

int64_t sv_opened_value(const struct sv_run *run, int band, const int *room_of)
{
    int64_t cost, n = count_opened(run, room_of, &cost);
    return band == SV_OPENED_COST ? cost : n;
}

bool sv_is_within(const struct sv_run *run, const int *room_of)
{
    int64_t cost;
    return !run->repairs || (count_opened(run, room_of, &cost) <= run->repairs->max_rooms &&
                             cost <= run->repairs->budget);
}

static bool is_opened_level(const struct sv_run *run, int j, int band)
{
    return run->levels[j].objective == SV_OPENED && run->levels[j].band == band;
}

bool sv_is_cost_level(const struct sv_run *run, int level_ix)
{
    return is_opened_level(run, level_ix, SV_OPENED_COST);
}

/* What may be spent at this level: the budget, or the cost that the level before has found. */
static int64_t limit_of(const struct sv_run *run, int level_ix)
{
    if (is_opened_level(run, level_ix, SV_OPENED_ROOMS))
        return run->levels[level_ix - 1].value;
    return run->repairs->budget;
}

void sv_repair_rows(struct sv_model *mo, const struct sv_run *run)
{
    const struct sv_repairs *re = run->repairs;
    int64_t limit = limit_of(run, mo->level_ix);
    bool has_cost = sv_is_cost_level(run, mo->level_ix) || limit != INT64_MAX;
    mo->n_opened_row = mo->cost_row = -1;
    mo->opened_row = SV_NEW(mo->milp.mem, int, mo->n_classes);
    for (int c = 0; c < mo->n_classes; c++) {
        bool is_priced = has_cost && re->may_open[mo->classes[c].room];
        mo->opened_row[c] = is_priced ? sv_milp_row(&mo->milp, 0, false) : -1;
    }
    if (re->max_rooms != INT64_MAX)
        mo->n_opened_row = sv_milp_row(&mo->milp, re->max_rooms, false);
    if (limit != INT64_MAX)
        mo->cost_row = sv_milp_row(&mo->milp, limit / re->unit, false);
}

void sv_repair_entries(struct sv_model *mo, const struct sv_run *run, int c)
{
    if (!sv_may_open(run->repairs, mo->classes[c].room))
        return;
    if (mo->n_opened_row >= 0)
        sv_milp_entry(&mo->milp, mo->n_opened_row, 1);
    if (mo->opened_row[c] >= 0)
        sv_milp_entry(&mo->milp, mo->opened_row[c], 1);
}

int64_t sv_repair_objective(const struct sv_run *run, int level_ix, int r)
{
    return is_opened_level(run, level_ix, SV_OPENED_ROOMS) && sv_may_open(run->repairs, r) ? -1 : 0;
}

/* v of a class; its rooms stand by cost. */
static void class_columns(struct sv_model *mo, const struct sv_run *run, int c)
{
    const struct sv_repairs *re = run->repairs;
    const struct sv_class *cl = &mo->classes[c];
    for (int i = 0, n; i < cl->n; i += n) {
        int64_t cost = re->cost[cl->rooms[i]];
        for (n = 1; i + n < cl->n && re->cost[cl->rooms[i + n]] == cost; n++)
            ;
        int64_t units = cost / re->unit;
        (void)sv_milp_col(&mo->milp, sv_is_cost_level(run, mo->level_ix) ? -units : 0, 0, n, false);
        sv_milp_entry(&mo->milp, mo->opened_row[c], -1);
        if (mo->cost_row >= 0)
            sv_milp_entry(&mo->milp, mo->cost_row, units);
    }
}

void sv_repair_columns(struct sv_model *mo, const struct sv_run *run)
{
    mo->first_v = mo->milp.n_cols;
    for (int c = 0; c < mo->n_classes; c++)
        if (mo->opened_row[c] >= 0)
            class_columns(mo, run, c);
    if (sv_is_cost_level(run, mo->level_ix) && run->repairs->unit > 1)
        (void)sv_milp_col(&mo->milp, -1, 0, 0, false);
    mo->n_v = mo->milp.n_cols - mo->first_v;
}

bool sv_repairs_reach(const struct sv_model *mo, const struct sv_run *run, const int64_t *lo)
{
    const struct sv_repairs *re = run->repairs;
    int64_t cost = 0;
    if (!re)
        return true;
    int64_t *n = SV_NEW(run->scratch, int64_t, mo->n_classes);
    for (int s = 0; s < mo->n_slots; s++)
        if (mo->slots[s].y_col >= 0)
            n[mo->slots[s].class_ix] += lo[mo->slots[s].y_col];
    for (int c = 0; c < mo->n_classes; c++)
        for (int i = 0; re->may_open[mo->classes[c].room] && i < n[c] && i < mo->classes[c].n; i++)
            cost += re->cost[mo->classes[c].rooms[i]];
    sv_arena_release(run->scratch);
    if (sv_is_cost_level(run, mo->level_ix))
        return cost < sv_opened_value(run, SV_OPENED_COST, run->room_of);
    return cost <= limit_of(run, mo->level_ix);
}

int sv_repair_undecided(const struct sv_model *mo, const struct sv_run *run, const int64_t *lo,
                        const int64_t *hi)
{
    for (int s = 0; s < mo->n_slots && run->repairs; s++) {
        int j = mo->slots[s].y_col;
        if (sv_may_open(run->repairs, mo->classes[mo->slots[s].class_ix].room) && lo[j] < hi[j])
            return j;
    }
    return -1;
}
