/* The curve of moves against the enumeration of all plans, and the plans of its points.
 *
 *     curve [COUNT [FIRST_SEED]]
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
#include "brute.h"
#include "random_instance.h"
#include "solver/check.h"
#include "solver/curve.h"

static long n_instances = FEWER(4000), first_seed = 1;
static int n_steps; /* points beyond the first, so that a test without any shows */

static int place_of_moves(const struct brute *b)
{
    for (int j = 0; j < b->n_levels; j++)
        if (b->levels[j].objective == SOLVER_MOVES)
            return j;
    return -1;
}

static bool has_point(const struct solver_curve *c, int i, int64_t moves, const int64_t *after)
{
    if (i >= c->n_points || c->points[i].moves != moves || !c->points[i].is_proven)
        return false;
    for (int k = 0; k < c->n_after; k++)
        if (c->points[i].after[k].value != after[k] || !c->points[i].after[k].is_proven)
            return false;
    return true;
}

/* A point's plan keeps its promises: the levels after moves, proven; rules, claims by the checker.
 */
static void plan_keeps_point(const struct solver_instance *inst, const struct solver_curve *c,
                             int i, int moves_ix)
{
    struct solver_limits limits = {.max_moves = c->points[i].moves};
    struct solver_plan plan = {0};
    struct solver_findings bad = {0};
    assert_int_equal(solver_solve(inst, &limits, &plan), SOLVER_OK);
    assert_int_equal(plan.levels[moves_ix].value, c->points[i].moves);
    assert_int_equal(plan.levels[moves_ix].bound, c->points[0].moves);
    assert_int_equal(plan.status, i ? SOLVER_FEASIBLE : SOLVER_OPTIMAL);
    for (int k = 0; k < c->n_after; k++) {
        assert_int_equal(plan.levels[moves_ix + 1 + k].value, c->points[i].after[k].value);
        assert_true(plan.levels[moves_ix + 1 + k].is_proven);
    }
    assert_int_equal(solver_check(inst, &plan, &bad), SOLVER_OK);
    for (size_t k = 0; k < bad.n; k++)
        print_error("%s: %s\n", bad.items[k].where, bad.items[k].en);
    assert_int_equal(bad.n, 0);
    solver_findings_release(&bad);
    solver_plan_release(&plan);
}

static bool curve_equals_enumeration(const struct solver_instance *inst)
{
    const struct solver_limits limits = {0};
    struct solver_curve curve;
    struct brute b, more;
    int rc = solver_curve_solve(inst, &limits, &curve), n_points = 1;
    brute_solve(inst, &b);
    int at = place_of_moves(&b);
    if (at < 0 || b.is_infeasible) {
        bool is_right = at < 0 ? rc == SOLVER_BAD : curve.is_infeasible && !curve.n_points;
        solver_curve_release(&curve);
        return is_right;
    }
    bool is_right = rc == SOLVER_OK && curve.n_after == b.n_levels - 1 - at &&
                    has_point(&curve, 0, b.best[at], b.best + at + 1);
    for (int64_t m = b.best[at] + 1; m <= 16 * BRUTE_PARTIES && is_right; m++) {
        brute_solve_with_moves(inst, &more, m);
        size_t size = (size_t)curve.n_after * sizeof *b.best;
        if (size && memcmp(more.best + at + 1, b.best + at + 1, size) != 0)
            is_right = has_point(&curve, n_points++, m, more.best + at + 1);
        b = more;
        int64_t most = 0;
        for (int p = 0; p < inst->n_parties; p++)
            most += inst->parties[p].n_members;
        if (m > most)
            break;
    }
    is_right = is_right && curve.n_points == n_points;
    for (int i = 0; i < curve.n_points && is_right; i++)
        plan_keeps_point(inst, &curve, i, at);
    n_steps += n_points - 1;
    solver_curve_release(&curve);
    return is_right;
}

/* Most random instances have no incumbents, or nothing after `moves`. */
static void make_movable(struct solver_instance *inst, struct random_text *t)
{
    static const enum solver_objective order[] = {SOLVER_KEEP_HOUSED, SOLVER_HOUSED_BY_BAND,
                                                  SOLVER_MOVES, SOLVER_PREFERENCES, SOLVER_ROOMS};
    inst->policy.incumbents = SOLVER_MAY_MOVE;
    inst->policy.n_objectives = 5;
    memcpy(inst->policy.objectives, order, sizeof order);
    if (chance(t, 50)) {
        inst->policy.objectives[3] = SOLVER_ROOMS;
        inst->policy.objectives[4] = chance(t, 50) ? SOLVER_POINTS : SOLVER_PREFERENCES;
    }
    for (int p = 0; p < inst->n_parties; p++)
        if (chance(t, 60))
            inst->parties[p].current_room_ix = pick(t, inst->n_rooms);
}

static void t_curve_equals_enumeration(void **state)
{
    (void)state;
    struct random_text *t = calloc(1, sizeof *t);
    assert_non_null(t);
    for (long i = 0; i < n_instances; i++) {
        struct solver_instance inst = {0};
        struct solver_findings bad = {0};
        random_instance(t, (uint64_t)(first_seed + i), 5, 4);
        assert_int_equal(solver_instance_parse(&inst, t->text, t->len, &bad), SOLVER_OK);
        if (i % 4)
            make_movable(&inst, t);
        if (inst.policy.incumbents == SOLVER_MAY_MOVE && !curve_equals_enumeration(&inst))
            fail_msg("seed %ld", first_seed + i);
        solver_instance_release(&inst);
        solver_findings_release(&bad);
    }
    free(t);
    assert_true(n_instances < 1000 || n_steps > 100);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        n_instances = strtol(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtol(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_curve_equals_enumeration)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
