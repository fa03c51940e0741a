/* Which closed rooms to repair: the question made a run of the search, and its answer read back. */
#include "solver/repairs_plan.h"

#include <stdlib.h>
#include <string.h>

#include "check_parts.h"
#include "clock.h"
#include "repairs.h"

struct planner {
    const struct solver_instance *whole; /* the caller's */
    struct solver_instance inst;         /* without `agencies`; its rooms are our copy */
    const struct solver_repairs_ask *ask;
    struct solver_limits limits; /* of one run */
    double time_limit_s, start_s;
    bool *is_needed; /* [n_rooms] somebody is pinned to this closed room */
    bool *may_open;  /* [n_rooms] the other candidates */
    bool *is_home;   /* [n_rooms] somebody lives there */
    int64_t *cost;   /* [n_rooms] of these, in units of `unit` đồng */
    int64_t unit;
    int64_t needed_cost;
    int n_needed;
    struct solver_repairs_plan *plan;
    int rc;
};

/* False: out of time, stopped, infeasible or out of memory. */
static bool may_go_on(struct planner *pl)
{
    if (pl->rc != SOLVER_OK || !pl->plan->is_complete || pl->plan->is_infeasible)
        return false;
    pl->plan->is_complete = sv_limits_share(&pl->limits, pl->time_limit_s, pl->start_s);
    return pl->plan->is_complete;
}

static int64_t cost_of(const struct planner *pl, int r)
{
    return pl->ask->costs ? pl->ask->costs[r] : 0;
}

static bool is_candidate(const struct planner *pl, int r)
{
    return !pl->whole->rooms[r].is_usable && cost_of(pl, r) >= 0;
}

/* May these two live in the room together? */
static bool is_one_mode(const struct solver_room *room, const struct solver_party *a,
                        const struct solver_party *b)
{
    return !a->is_private && !b->is_private && a->pool_ix == b->pool_ix &&
           (room->sex == SOLVER_ROOM_UNRESTRICTED || sv_sexes_of(a) == sv_sexes_of(b));
}

/* Rule (5): those who would stay in the room, if it were repaired, may be together. */
static bool may_stay_together(const struct solver_instance *inst, int r)
{
    const struct solver_room *room = &inst->rooms[r];
    const struct solver_party *first = NULL;
    for (int p = 0; p < inst->n_parties && inst->policy.incumbents == SOLVER_STAY; p++) {
        const struct solver_party *party = &inst->parties[p];
        if (party->current_room_ix != r || party->pinned_room_ix >= 0)
            continue;
        bool has_mode = party->is_private || room->sex == SOLVER_ROOM_UNRESTRICTED ||
                        sv_sexes_of(party) != SV_BOTH;
        if (!has_mode || (first && !is_one_mode(room, first, party)))
            return false;
        first = party;
    }
    return true;
}

/* Rooms that must be repaired. False: that cannot be. */
static bool find_needed(struct planner *pl)
{
    for (int p = 0; p < pl->whole->n_parties; p++) {
        int r = pl->whole->parties[p].pinned_room_ix;
        if (r < 0 || pl->whole->rooms[r].is_usable || pl->is_needed[r])
            continue;
        if (!is_candidate(pl, r))
            return false;
        pl->is_needed[r] = true;
        pl->needed_cost += cost_of(pl, r);
        pl->n_needed++;
    }
    return pl->needed_cost <= pl->ask->budget && pl->n_needed <= pl->ask->max_rooms;
}

static int64_t gcd(int64_t a, int64_t b)
{
    return b ? gcd(b, a % b) : a;
}

/* The other rooms of which each alone is within the limits, and the unit of their costs. */
static void find_others(struct planner *pl)
{
    for (int r = 0; r < pl->whole->n_rooms; r++) {
        pl->may_open[r] =
            is_candidate(pl, r) && !pl->is_needed[r] && pl->n_needed < pl->ask->max_rooms &&
            cost_of(pl, r) <= pl->ask->budget - pl->needed_cost && may_stay_together(pl->whole, r);
        if (pl->may_open[r])
            pl->unit = gcd(cost_of(pl, r), pl->unit);
        pl->plan->n_candidates += pl->may_open[r] || pl->is_needed[r];
        pl->inst.rooms[r].is_usable |= pl->may_open[r] || pl->is_needed[r];
    }
    pl->unit = pl->unit ? pl->unit : 1;
}

/* The run's limits: those that no choice could pass are none. */
static struct sv_repairs repairs_of(struct planner *pl)
{
    struct sv_repairs re = {.may_open = pl->may_open, .cost = pl->cost, .is_home = pl->is_home};
    int64_t all = 0, most = 0, n = 0;
    for (int r = 0; r < pl->whole->n_rooms; r++) {
        if (!pl->may_open[r])
            continue;
        pl->cost[r] = cost_of(pl, r) / pl->unit;
        all += pl->cost[r];
        most = pl->cost[r] > most ? pl->cost[r] : most;
        n++;
    }
    re.unit = most / SV_MAX_UNITS + 1;
    re.budget = (pl->ask->budget - pl->needed_cost) / pl->unit;
    re.budget = re.budget < all ? re.budget : INT64_MAX;
    re.max_rooms = pl->ask->max_rooms - pl->n_needed;
    re.max_rooms = re.max_rooms < n ? re.max_rooms : INT64_MAX;
    return re;
}

/* The last two levels of the run. */
static void take_cost(struct planner *pl, const struct solver_level *cost,
                      const struct solver_level *rooms)
{
    pl->plan->cost = cost->value * pl->unit + pl->needed_cost;
    pl->plan->cost_bound = cost->bound * pl->unit + pl->needed_cost;
    pl->plan->is_cost_proven = cost->is_proven;
    pl->plan->n_rooms_bound = pl->n_needed + (int)rooms->bound;
}

/* Rooms used of those that may be opened, and those needed. */
static void take_rooms(struct planner *pl, const struct solver_plan *found)
{
    struct solver_repairs_plan *plan = pl->plan;
    plan->rooms = calloc((size_t)plan->n_candidates + 1, sizeof *plan->rooms);
    if (!plan->rooms) {
        pl->rc = SOLVER_NOMEM;
        return;
    }
    for (int p = 0; p < found->n_parties; p++)
        if (found->room_of_party[p] >= 0 && pl->may_open[found->room_of_party[p]])
            pl->is_needed[found->room_of_party[p]] = true;
    for (int r = 0; r < pl->whole->n_rooms; r++) {
        pl->inst.rooms[r].is_usable = pl->whole->rooms[r].is_usable || pl->is_needed[r];
        if (pl->is_needed[r])
            plan->rooms[plan->n_rooms++] =
                (struct solver_repair){.room_ix = r, .cost = cost_of(pl, r)};
    }
}

static void choose(struct planner *pl)
{
    struct solver_plan found = {0};
    struct sv_repairs re = repairs_of(pl);
    if (!may_go_on(pl))
        return;
    pl->rc = sv_solve_repairs(&pl->inst, &pl->limits, &re, &found);
    if (pl->rc != SOLVER_OK)
        return;
    pl->plan->is_infeasible = found.status == SOLVER_INFEASIBLE;
    pl->plan->is_complete = found.status != SOLVER_STOPPED;
    if (!pl->plan->is_infeasible) {
        pl->plan->n_levels = found.n_levels - SV_N_OPENED;
        pl->plan->levels = found.levels;
        found.levels = NULL;
        take_cost(pl, &pl->plan->levels[pl->plan->n_levels],
                  &pl->plan->levels[pl->plan->n_levels + 1]);
        take_rooms(pl, &found);
    }
    solver_plan_release(&found);
}

/* The instance as it is. */
static void solve_base(struct planner *pl)
{
    struct solver_plan base = {0};
    struct solver_instance as_is = pl->inst;
    as_is.rooms = pl->whole->rooms;
    if (!may_go_on(pl))
        return;
    pl->rc = solver_solve(&as_is, &pl->limits, &base);
    if (pl->rc != SOLVER_OK)
        return;
    pl->plan->is_complete = base.status != SOLVER_STOPPED;
    if (base.status != SOLVER_INFEASIBLE) {
        pl->plan->base = base.levels;
        base.levels = NULL;
    }
    solver_plan_release(&base);
}

/* Up to the first level that either side leaves open. */
static void compare(const struct solver_repairs_plan *plan, const struct solver_level *without,
                    struct solver_repair *w)
{
    while (w->n_gains < plan->n_levels && plan->levels[w->n_gains].is_proven &&
           without[w->n_gains].is_proven) {
        int64_t is = plan->levels[w->n_gains].value, was = without[w->n_gains].value;
        bool is_max = solver_objective_is_max(plan->levels[w->n_gains].objective);
        w->gains[w->n_gains++] =
            (struct solver_gain){.value = was, .gain = is_max ? is - was : was - is};
    }
    w->is_proven = w->n_gains == plan->n_levels;
}

/* The plan without one of its rooms. */
static void appraise(struct planner *pl, struct solver_repair *w)
{
    struct solver_plan found = {0};
    if (!may_go_on(pl))
        return;
    w->gains = calloc((size_t)pl->plan->n_levels + 1, sizeof *w->gains);
    if (!w->gains) {
        pl->rc = SOLVER_NOMEM;
        return;
    }
    pl->inst.rooms[w->room_ix].is_usable = false;
    pl->rc = solver_solve(&pl->inst, &pl->limits, &found);
    pl->inst.rooms[w->room_ix].is_usable = true;
    if (pl->rc != SOLVER_OK)
        return;
    if (found.status == SOLVER_INFEASIBLE)
        w->is_needed = w->is_proven = true;
    else
        compare(pl->plan, found.levels, w);
    pl->plan->is_complete = found.status != SOLVER_STOPPED;
    solver_plan_release(&found);
}

static bool is_before(const struct solver_repair *a, const struct solver_repair *b)
{
    if (a->is_needed != b->is_needed)
        return a->is_needed;
    return solver_gains_compare(a->gains, a->n_gains, b->gains, b->n_gains) > 0;
}

/* By insertion: stable, and the rooms stand in the order of the instance. */
static void sort(struct solver_repair *rooms, int n)
{
    for (int i = 1; i < n; i++) {
        struct solver_repair w = rooms[i];
        int at = i;
        for (; at > 0 && is_before(&w, &rooms[at - 1]); at--)
            rooms[at] = rooms[at - 1];
        rooms[at] = w;
    }
}

static bool planner_init(struct planner *pl)
{
    size_t n = (size_t)pl->whole->n_rooms;
    struct solver_policy *policy = &pl->inst.policy;
    if (policy->n_objectives && policy->objectives[policy->n_objectives - 1] == SOLVER_AGENCIES)
        policy->n_objectives--;
    pl->limits.max_moves = 0;
    pl->inst.rooms = calloc(n + 1, sizeof *pl->inst.rooms);
    pl->is_needed = calloc(n + 1, sizeof *pl->is_needed);
    pl->may_open = calloc(n + 1, sizeof *pl->may_open);
    pl->is_home = calloc(n + 1, sizeof *pl->is_home);
    pl->cost = calloc(n + 1, sizeof *pl->cost);
    if (!pl->inst.rooms || !pl->is_needed || !pl->may_open || !pl->is_home || !pl->cost)
        return false;
    if (n)
        memcpy(pl->inst.rooms, pl->whole->rooms, n * sizeof *pl->inst.rooms);
    for (int p = 0; p < pl->whole->n_parties; p++)
        if (pl->whole->parties[p].current_room_ix >= 0)
            pl->is_home[pl->whole->parties[p].current_room_ix] = true;
    return true;
}

int solver_repairs_plan(const struct solver_instance *inst, const struct solver_repairs_ask *ask,
                        const struct solver_limits *limits, struct solver_repairs_plan *plan)
{
    struct planner pl = {.whole = inst,
                         .inst = *inst,
                         .ask = ask,
                         .limits = *limits,
                         .time_limit_s = limits->time_limit_s,
                         .start_s = sv_now_s(),
                         .plan = plan};
    *plan = (struct solver_repairs_plan){.is_complete = true};
    memcpy(plan->instance_sha256, inst->sha256, sizeof plan->instance_sha256);
    pl.rc = planner_init(&pl) ? SOLVER_OK : SOLVER_NOMEM;
    if (pl.rc == SOLVER_OK) {
        plan->is_infeasible = !find_needed(&pl);
        find_others(&pl);
        solve_base(&pl);
        choose(&pl);
        for (int i = 0; i < plan->n_rooms; i++)
            appraise(&pl, &plan->rooms[i]);
        sort(plan->rooms, plan->n_rooms);
    }
    free(pl.inst.rooms);
    free(pl.is_needed);
    free(pl.may_open);
    free(pl.is_home);
    free(pl.cost);
    if (pl.rc != SOLVER_OK)
        solver_repairs_plan_release(plan);
    return pl.rc;
}

bool solver_repairs_plan_is_proven(const struct solver_repairs_plan *plan)
{
    bool is_proven = plan->is_complete && !plan->is_infeasible && plan->is_cost_proven &&
                     plan->n_rooms_bound == plan->n_rooms;
    for (int j = 0; j < plan->n_levels; j++)
        is_proven &= plan->levels[j].is_proven;
    for (int i = 0; i < plan->n_rooms; i++)
        is_proven &= plan->rooms[i].is_proven;
    return is_proven;
}

void solver_repairs_plan_release(struct solver_repairs_plan *plan)
{
    for (int i = 0; i < plan->n_rooms; i++)
        free(plan->rooms[i].gains);
    free(plan->rooms);
    free(plan->levels);
    free(plan->base);
    *plan = (struct solver_repairs_plan){0};
}
