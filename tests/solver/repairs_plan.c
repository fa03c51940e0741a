/* The rooms to repair against every set of closed rooms, each solved as an instance of its own.
 *
 *     repairs_plan [COUNT [FIRST_SEED]]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../sanitized.h"
#include "random_instance.h"
#include "solver/repairs_plan.h"

enum { MAX_ROOMS = 6, MAX_PARTIES = 9 };

static long n_instances = FEWER(500), first_seed = 1;
static int n_better, n_bound, n_needed, n_infeasible, n_dear, n_idle; /* so that none is absent */

/* The best set by enumeration. */
struct truth {
    bool is_feasible;
    unsigned set;
    int64_t cost;
    int n_rooms, n_levels;
    struct solver_level levels[SOLVER_N_OBJECTIVES + 99];
};

static const struct solver_limits NO_LIMITS = {0};

static bool is_allowed(const struct solver_instance *inst, const struct solver_repairs_ask *ask,
                       unsigned set, struct truth *t)
{
    *t = (struct truth){.set = set};
    for (int r = 0; r < inst->n_rooms; r++) {
        if (!(set >> r & 1))
            continue;
        if (inst->rooms[r].is_usable || (ask->costs && ask->costs[r] < 0))
            return false;
        t->cost += ask->costs ? ask->costs[r] : 0;
        t->n_rooms++;
    }
    return t->cost <= ask->budget && t->n_rooms <= ask->max_rooms;
}

/* The levels with the set repaired. */
static void solve_set(const struct solver_instance *inst, struct truth *t)
{
    struct solver_room rooms[MAX_ROOMS];
    struct solver_instance changed = *inst;
    struct solver_plan plan = {0};
    for (int r = 0; r < inst->n_rooms; r++) {
        rooms[r] = inst->rooms[r];
        rooms[r].is_usable |= t->set >> r & 1;
    }
    changed.rooms = rooms;
    changed.policy.n_objectives -=
        changed.policy.objectives[changed.policy.n_objectives - 1] == SOLVER_AGENCIES;
    assert_int_equal(solver_solve(&changed, &NO_LIMITS, &plan), SOLVER_OK);
    t->is_feasible = plan.status != SOLVER_INFEASIBLE;
    assert_true(!t->is_feasible || plan.status == SOLVER_OPTIMAL);
    t->n_levels = plan.n_levels;
    memcpy(t->levels, plan.levels, (size_t)plan.n_levels * sizeof *t->levels);
    solver_plan_release(&plan);
}

/* Above 0: a is better; levels alone, or with the cost and the number of rooms. */
static int64_t compare(const struct truth *a, const struct truth *b, bool is_whole)
{
    if (a->is_feasible != b->is_feasible)
        return a->is_feasible - b->is_feasible;
    for (int j = 0; j < a->n_levels; j++) {
        int64_t diff = a->levels[j].value - b->levels[j].value;
        if (diff)
            return solver_objective_is_max(a->levels[j].objective) ? diff : -diff;
    }
    if (!is_whole)
        return 0;
    return a->cost != b->cost ? b->cost - a->cost : b->n_rooms - a->n_rooms;
}

static struct truth enumerate(const struct solver_instance *inst,
                              const struct solver_repairs_ask *ask)
{
    struct truth best = {0}, t;
    for (unsigned set = 0; set < 1u << inst->n_rooms; set++) {
        if (!is_allowed(inst, ask, set, &t))
            continue;
        solve_set(inst, &t);
        if (t.is_feasible && (!best.is_feasible || compare(&t, &best, true) > 0))
            best = t;
    }
    return best;
}

/* What a room adds: the plan against the set without it. */
static void adds_what_it_says(const struct solver_instance *inst,
                              const struct solver_repairs_plan *plan, const struct truth *with,
                              const struct solver_repair *w)
{
    struct truth t = *with;
    t.set &= ~(1u << w->room_ix);
    solve_set(inst, &t);
    assert_true(w->is_proven);
    assert_int_equal(w->is_needed, !t.is_feasible);
    assert_int_equal(w->n_gains, t.is_feasible ? plan->n_levels : 0);
    int64_t first = 0;
    for (int j = 0; j < w->n_gains; j++) {
        int64_t more = with->levels[j].value - t.levels[j].value;
        assert_int_equal(w->gains[j].value, t.levels[j].value);
        assert_int_equal(w->gains[j].gain,
                         solver_objective_is_max(t.levels[j].objective) ? more : -more);
        first = first ? first : w->gains[j].gain;
    }
    assert_true(w->is_needed || first > 0); /* else it had better be left closed */
}

static void is_enumerations(const struct solver_instance *inst,
                            const struct solver_repairs_ask *ask, const struct truth *best,
                            const struct solver_repairs_plan *plan)
{
    struct truth found = {0}, none = {0};
    assert_true(plan->is_complete);
    assert_int_equal(plan->is_infeasible, !best->is_feasible);
    n_infeasible += plan->is_infeasible;
    if (plan->is_infeasible)
        return;
    assert_true(solver_repairs_plan_is_proven(plan));
    assert_int_equal(plan->n_levels, best->n_levels);
    for (int j = 0; j < plan->n_levels; j++) {
        assert_int_equal(plan->levels[j].value, best->levels[j].value);
        assert_int_equal(plan->levels[j].bound, best->levels[j].value);
    }
    assert_int_equal(plan->cost, best->cost);
    assert_int_equal(plan->cost_bound, best->cost);
    assert_int_equal(plan->n_rooms, best->n_rooms);
    unsigned set = 0;
    for (int i = 0; i < plan->n_rooms; i++) {
        assert_int_equal(plan->rooms[i].cost, ask->costs ? ask->costs[plan->rooms[i].room_ix] : 0);
        set |= 1u << plan->rooms[i].room_ix;
    }
    assert_true(is_allowed(inst, ask, set, &found)); /* the set has the levels */
    solve_set(inst, &found);
    assert_int_equal(compare(&found, best, true), 0);
    for (int i = 0; i < plan->n_rooms; i++)
        adds_what_it_says(inst, plan, &found, &plan->rooms[i]);
    solve_set(inst, &none);
    assert_int_equal(plan->base != NULL, none.is_feasible);
    for (int j = 0; j < plan->n_levels && plan->base; j++)
        assert_int_equal(plan->base[j].value, none.levels[j].value);
    n_better += none.is_feasible && compare(best, &none, false) > 0;
    n_needed += !none.is_feasible;
    n_dear += best->cost > 1000000;
    n_idle += plan->n_candidates > 0 && !plan->n_rooms;
    for (int p = 0; p < inst->n_parties; p++)
        n_bound += inst->policy.incumbents == SOLVER_STAY &&
                   inst->parties[p].current_room_ix >= 0 &&
                   (set >> inst->parties[p].current_room_ix & 1);
}

/* đồng: none, small ones, thousands of millions to the đồng, or all alike; some rooms left out. */
static void draw_costs(struct random_text *t, int64_t *costs)
{
    int kind = pick(t, 5);
    for (int r = 0; r < MAX_ROOMS; r++) {
        int64_t thousand = 1000 * (1 + pick(t, 20));
        costs[r] = kind == 0   ? 1500000
                   : kind == 1 ? thousand
                   : kind == 2 ? pick(t, 4)
                               : 1000000 * thousand + pick(t, 1000000000);
        if (kind == 4 && chance(t, 30))
            costs[r] = pick(t, 3000);
        if (chance(t, 10))
            costs[r] = -1;
    }
}

static void draw_ask(struct random_text *t, const int64_t *costs, struct solver_repairs_ask *ask)
{
    int64_t sum = 0;
    for (int r = 0; r < MAX_ROOMS; r++)
        sum += costs[r] > 0 ? costs[r] : 0;
    *ask = (struct solver_repairs_ask){.costs = costs, .budget = INT64_MAX, .max_rooms = INT64_MAX};
    int kind = pick(t, 4);
    if (kind != 0)
        ask->budget = (int64_t)((double)sum * pick(t, 101) / 100);
    if (kind == 1) /* just what some room costs, or one đồng less */
        ask->budget = costs[pick(t, MAX_ROOMS)] + costs[pick(t, MAX_ROOMS)] - pick(t, 2);
    if (ask->budget < 0)
        ask->budget = 0;
    if (kind == 0 || chance(t, 20))
        ask->max_rooms = pick(t, 4);
    if (kind == 0 && chance(t, 50))
        ask->costs = NULL;
}

static void each_instance(void (*check)(struct random_text *, const struct solver_instance *))
{
    struct random_text *t = calloc(1, sizeof *t);
    assert_non_null(t);
    for (long i = 0; i < n_instances; i++) {
        struct solver_instance inst = {0};
        struct solver_findings bad = {0};
        random_instance(t, (uint64_t)(first_seed + i), MAX_PARTIES, MAX_ROOMS);
        assert_int_equal(solver_instance_parse(&inst, t->text, t->len, &bad), SOLVER_OK);
        for (int r = 0; r < inst.n_rooms; r++)
            inst.rooms[r].is_usable = inst.rooms[r].is_usable && !chance(t, 60);
        check(t, &inst);
        solver_instance_release(&inst);
        solver_findings_release(&bad);
    }
    free(t);
}

static void check_enumeration(struct random_text *t, const struct solver_instance *inst)
{
    int64_t costs[MAX_ROOMS];
    struct solver_repairs_ask ask;
    struct solver_repairs_plan plan;
    draw_costs(t, costs);
    draw_ask(t, costs, &ask);
    struct truth best = enumerate(inst, &ask);
    assert_int_equal(solver_repairs_plan(inst, &ask, &NO_LIMITS, &plan), SOLVER_OK);
    is_enumerations(inst, &ask, &best, &plan);
    solver_repairs_plan_release(&plan);
}

static void t_plan_equals_enumeration(void **state)
{
    (void)state;
    each_instance(check_enumeration);
    if (n_instances < 500)
        return;
    assert_true(n_better > 50);
    assert_true(n_bound > 5);
    assert_true(n_needed > 3);
    assert_true(n_infeasible > 3);
    assert_true(n_dear > 10);
    assert_true(n_idle > 10);
}

/* Above 0: a's levels are better. */
static int64_t compare_plans(const struct solver_repairs_plan *a,
                             const struct solver_repairs_plan *b)
{
    assert_int_equal(a->n_levels, b->n_levels);
    for (int j = 0; j < a->n_levels; j++) {
        int64_t diff = a->levels[j].value - b->levels[j].value;
        if (diff)
            return solver_objective_is_max(a->levels[j].objective) ? diff : -diff;
    }
    return 0;
}

static struct solver_repairs_plan plan_of(const struct solver_instance *inst, const int64_t *costs,
                                          int64_t budget, int64_t max_rooms)
{
    const struct solver_repairs_ask ask = {costs, budget, max_rooms};
    struct solver_repairs_plan plan;
    assert_int_equal(solver_repairs_plan(inst, &ask, &NO_LIMITS, &plan), SOLVER_OK);
    return plan;
}

/* More money, and one room more, never make the levels worse. */
static void check_more_is_no_worse(struct random_text *t, const struct solver_instance *inst)
{
    int64_t costs[MAX_ROOMS];
    draw_costs(t, costs);
    bool is_by_rooms = chance(t, 50);
    struct solver_repairs_plan last = {0};
    for (int k = 0; k <= 4; k++) {
        int64_t budget = k == 4 ? INT64_MAX : (int64_t)k * k * 4000000000;
        struct solver_repairs_plan plan =
            is_by_rooms ? plan_of(inst, NULL, INT64_MAX, k) : plan_of(inst, costs, budget, 99);
        assert_true(!plan.is_infeasible || k == 0 || last.is_infeasible);
        if (k && !last.is_infeasible)
            assert_true(compare_plans(&plan, &last) >= 0);
        solver_repairs_plan_release(&last);
        last = plan;
    }
    solver_repairs_plan_release(&last);
}

/* Without a room the levels are those of the instance as it is; without a limit, and where nobody
 * is bound to a repaired room, those with everything usable. */
static void check_ends(struct random_text *t, const struct solver_instance *inst)
{
    struct truth none = {0}, all = {.set = ~0u};
    struct solver_repairs_plan plan = plan_of(inst, NULL, INT64_MAX, 0);
    (void)t;
    solve_set(inst, &none);
    assert_int_equal(plan.is_infeasible, !none.is_feasible);
    assert_int_equal(plan.n_rooms, 0);
    for (int j = 0; j < plan.n_levels; j++)
        assert_int_equal(plan.levels[j].value, none.levels[j].value);
    solver_repairs_plan_release(&plan);
    plan = plan_of(inst, NULL, INT64_MAX, INT64_MAX);
    solve_set(inst, &all);
    assert_true(!plan.is_infeasible || !all.is_feasible);
    for (int j = 0; j < plan.n_levels && inst->policy.incumbents != SOLVER_STAY; j++)
        assert_int_equal(plan.levels[j].value, all.levels[j].value);
    solver_repairs_plan_release(&plan);
}

static void t_more_is_no_worse(void **state)
{
    (void)state;
    each_instance(check_more_is_no_worse);
}

static void t_no_room_and_all_rooms(void **state)
{
    (void)state;
    each_instance(check_ends);
}

/* Ended before it began, it claims nothing. */
static void check_stopped(struct random_text *t, const struct solver_instance *inst)
{
    const volatile sig_atomic_t is_stopped = 1;
    const struct solver_limits limits = {.is_stopped = &is_stopped};
    const struct solver_repairs_ask ask = {NULL, INT64_MAX, 2};
    struct solver_repairs_plan plan;
    char *text = NULL;
    size_t len;
    (void)t;
    assert_int_equal(solver_repairs_plan(inst, &ask, &limits, &plan), SOLVER_OK);
    assert_true(plan.is_infeasible || !plan.is_complete || solver_repairs_plan_is_proven(&plan));
    assert_int_equal(solver_repairs_plan_format(&plan, inst, &ask, &text, &len), SOLVER_OK);
    free(text);
    solver_repairs_plan_release(&plan);
}

static void t_stopped_claims_nothing(void **state)
{
    (void)state;
    each_instance(check_stopped);
}

/* Same question, same bytes. */
static void check_bytes(struct random_text *t, const struct solver_instance *inst)
{
    int64_t costs[MAX_ROOMS];
    struct solver_repairs_ask ask;
    char *text[2] = {NULL, NULL};
    size_t len[2];
    draw_costs(t, costs);
    draw_ask(t, costs, &ask);
    for (int i = 0; i < 2; i++) {
        struct solver_repairs_plan plan = plan_of(inst, ask.costs, ask.budget, ask.max_rooms);
        assert_int_equal(solver_repairs_plan_format(&plan, inst, &ask, &text[i], &len[i]),
                         SOLVER_OK);
        solver_repairs_plan_release(&plan);
    }
    assert_string_equal(text[0], text[1]);
    free(text[0]);
    free(text[1]);
}

static void t_bytes_are_the_same(void **state)
{
    (void)state;
    each_instance(check_bytes);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        n_instances = strtol(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtol(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_plan_equals_enumeration), cmocka_unit_test(t_more_is_no_worse),
        cmocka_unit_test(t_no_room_and_all_rooms), cmocka_unit_test(t_stopped_claims_nothing),
        cmocka_unit_test(t_bytes_are_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
