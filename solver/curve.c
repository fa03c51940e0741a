/* The curve of moves: its ends first, then halves between points that differ (curve.h). */
#include "solver/curve.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"

struct tracer {
    struct solver_instance inst; /* the caller's with other objectives: borrowed, not released */
    struct solver_limits limits; /* of one run */
    double time_limit_s, start_s;
    int moves_ix; /* the level's place in the caller's order */
    struct solver_curve *curve;
    int rc;
};

/* False: out of time, stopped, infeasible or out of memory. */
static bool may_go_on(struct tracer *t)
{
    if (t->rc != SOLVER_OK || t->curve->is_infeasible || !t->curve->is_complete)
        return false;
    t->curve->is_complete = sv_limits_share(&t->limits, t->time_limit_s, t->start_s);
    return t->curve->is_complete;
}

/* A plan's moves and the levels after them; `moves_ix` is where `moves` stands in its order: as the
 * caller wants it, or last. `is_least`: that nobody else moves must be proven, too. */
static void take(const struct tracer *t, const struct solver_plan *plan, int moves_ix,
                 bool is_least, struct solver_curve_point *out)
{
    int first = moves_ix == t->moves_ix ? moves_ix + 1 : t->moves_ix;
    *out = (struct solver_curve_point){.moves = plan->levels[moves_ix].value, .is_proven = true};
    memcpy(out->after, plan->levels + first, (size_t)t->curve->n_after * sizeof *out->after);
    for (int j = 0; j < plan->n_levels; j++)
        out->is_proven &= (j == moves_ix && !is_least) || plan->levels[j].is_proven;
}

/* The best plan with at most `max_moves`; 0 = as few as can be. False: may not go on. */
static bool solve(struct tracer *t, int64_t max_moves, int moves_ix, struct solver_curve_point *out)
{
    struct solver_plan plan = {0};
    *out = (struct solver_curve_point){0};
    if (!may_go_on(t))
        return false;
    t->limits.max_moves = max_moves;
    t->rc = solver_solve(&t->inst, &t->limits, &plan);
    if (t->rc != SOLVER_OK)
        return false;
    t->curve->is_infeasible = plan.status == SOLVER_INFEASIBLE;
    t->curve->is_complete = plan.status != SOLVER_STOPPED;
    bool is_whole = !t->curve->is_infeasible && t->curve->is_complete;
    if (is_whole)
        take(t, &plan, moves_ix, max_moves == 0 && moves_ix == t->moves_ix, out);
    solver_plan_release(&plan);
    return is_whole;
}

static bool is_same(const struct tracer *t, const struct solver_curve_point *a,
                    const struct solver_curve_point *b)
{
    for (int k = 0; k < t->curve->n_after; k++)
        if (a->after[k].value != b->after[k].value)
            return false;
    return true;
}

static void add(struct tracer *t, const struct solver_curve_point *point)
{
    struct solver_curve *c = t->curve;
    void *points = realloc(c->points, ((size_t)c->n_points + 1) * sizeof *c->points);
    if (!points) {
        t->rc = SOLVER_NOMEM;
        return;
    }
    c->points = points;
    c->points[c->n_points++] = *point;
}

/* Adds the points above `lo`, up to the one that has the values of `hi`; those of lo are others. */
static void trace(struct tracer *t, const struct solver_curve_point *lo,
                  const struct solver_curve_point *hi)
{
    struct solver_curve_point low = *lo, high = *hi, mid;
    int64_t below = lo->moves; /* the most that are known not to give hi's values */
    while (high.moves - below > 1) {
        int64_t at = below + (high.moves - below) / 2;
        if (!solve(t, at, t->moves_ix, &mid))
            return;
        if (is_same(t, &mid, &high)) {
            high = mid;
            continue;
        }
        if (!is_same(t, &mid, &low)) {
            trace(t, &low, &mid);
            if (!may_go_on(t))
                return;
        }
        low = mid;
        below = at;
    }
    high.is_proven &= low.is_proven;
    add(t, &high);
}

/* Reorders: `moves` last, agencies out. Returns its place among the levels then. */
static int put_moves_last(struct tracer *t)
{
    struct solver_policy *p = &t->inst.policy;
    int n = 0;
    for (int k = 0; k < p->n_objectives; k++)
        if (p->objectives[k] != SOLVER_MOVES)
            p->objectives[n++] = p->objectives[k];
    p->objectives[n] = SOLVER_MOVES;
    return t->moves_ix + t->curve->n_after;
}

static void trace_all(struct tracer *t)
{
    const struct solver_policy policy = t->inst.policy;
    struct solver_curve_point least, end;
    if (!solve(t, 0, t->moves_ix, &least))
        return;
    add(t, &least);
    int last_ix = put_moves_last(t);
    bool is_known = solve(t, 0, last_ix, &end);
    t->inst.policy = policy;
    if (is_known && !is_same(t, &least, &end))
        trace(t, &least, &end);
}

int solver_curve_solve(const struct solver_instance *inst, const struct solver_limits *limits,
                       struct solver_curve *curve)
{
    struct tracer t = {.inst = *inst,
                       .limits = *limits,
                       .time_limit_s = limits->time_limit_s,
                       .start_s = sv_now_s(),
                       .moves_ix = -1,
                       .curve = curve};
    struct solver_policy *policy = &t.inst.policy;
    struct solver_level levels[SOLVER_CURVE_LEVELS];
    *curve = (struct solver_curve){.is_complete = true};
    memcpy(curve->instance_sha256, inst->sha256, sizeof curve->instance_sha256);
    if (policy->objectives[policy->n_objectives - 1] == SOLVER_AGENCIES)
        policy->n_objectives--;
    int n = solver_levels_of(&t.inst, levels);
    for (int j = 0; j < n; j++)
        if (levels[j].objective == SOLVER_MOVES)
            t.moves_ix = j;
    if (t.moves_ix < 0)
        return SOLVER_BAD;
    curve->n_after = n - 1 - t.moves_ix;
    trace_all(&t);
    if (t.rc != SOLVER_OK)
        solver_curve_release(curve);
    return t.rc;
}

void solver_curve_release(struct solver_curve *c)
{
    free(c->points);
    *c = (struct solver_curve){0};
}
