/* A run that is ended at any of its steps still gives a plan whose every claim holds. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_instance.h"
#include "solver/check.h"
#include "solver/solve.h"

struct stop {
    volatile sig_atomic_t flag;
    int steps_left;
};

static void on_progress(void *ctx, const struct solver_progress *p)
{
    struct stop *stop = ctx;
    (void)p;
    if (stop->steps_left-- <= 0)
        stop->flag = 1;
}

/* Stops at step `n`; false when the run ended by itself before. */
static bool stopped_run_holds(const struct solver_instance *inst, int n)
{
    struct stop stop = {.steps_left = n};
    struct solver_limits limits = {
        .is_stopped = &stop.flag, .progress = on_progress, .progress_ctx = &stop};
    struct solver_plan plan = {0};
    struct solver_findings bad = {0};
    assert_int_equal(solver_solve(inst, &limits, &plan), SOLVER_OK);
    assert_int_equal(solver_check(inst, &plan, &bad), SOLVER_OK);
    for (size_t i = 0; i < bad.n; i++)
        print_error("step %d: %s: %s\n", n, bad.items[i].where, bad.items[i].en);
    assert_int_equal(bad.n, 0);
    assert_true(plan.status == SOLVER_OPTIMAL || plan.status == SOLVER_STOPPED ||
                plan.status == SOLVER_INFEASIBLE);
    solver_findings_release(&bad);
    solver_plan_release(&plan);
    return stop.flag;
}

static void t_a_stopped_run_claims_only_what_holds(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct random_text *t = calloc(1, sizeof *t);
        struct solver_instance inst = {0};
        struct solver_findings bad = {0};
        assert_non_null(t);
        random_instance(t, seed, 20, 10);
        assert_int_equal(solver_instance_parse(&inst, t->text, t->len, &bad), SOLVER_OK);
        for (int n = 0; n < 40 && stopped_run_holds(&inst, n); n++)
            ;
        solver_instance_release(&inst);
        solver_findings_release(&bad);
        free(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_a_stopped_run_claims_only_what_holds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
