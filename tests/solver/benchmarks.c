/* The public instances reach their known optima, proven, and the checker agrees
 * (fixtures/benchmarks/README.md: source, and the solvers that agree on the values). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "solver/check.h"
#include "solver/solve.h"

static const struct optimum {
    const char *file;
    int64_t housed;
    int64_t preferences;
} OPTIMA[] = {
    {"fixtures/benchmarks/pas_overconstrained01_night11.json", 67, 1490},
    {"fixtures/benchmarks/pas_testdata01_night03.json", 220, 704},
    {"fixtures/benchmarks/pas_testdata02_night04.json", 367, 1280},
    {"fixtures/benchmarks/pas_testdata05_night04.json", 236, 808},
    {"fixtures/benchmarks/pas_testdata08_night11.json", 255, 2956},
};

static void read_instance(const char *path, struct solver_instance *inst)
{
    enum { MOST = 1 << 20 };
    struct solver_findings bad = {0};
    char *text = malloc(MOST);
    FILE *f = fopen(path, "rb");
    assert_non_null(text);
    assert_non_null(f);
    size_t len = fread(text, 1, MOST, f);
    fclose(f);
    assert_int_equal(solver_instance_parse(inst, text, len, &bad), SOLVER_OK);
    solver_findings_release(&bad);
    free(text);
}

static void t_known_optimum_is_proven(void **state)
{
    const struct optimum *o = *state;
    const struct solver_limits no_limits = {0};
    struct solver_instance inst = {0};
    struct solver_plan plan = {0};
    struct solver_findings bad = {0};
    read_instance(o->file, &inst);
    assert_int_equal(solver_solve(&inst, &no_limits, &plan), SOLVER_OK);
    assert_int_equal(solver_check(&inst, &plan, &bad), SOLVER_OK);
    assert_int_equal(bad.n, 0);
    assert_int_equal(plan.status, SOLVER_OPTIMAL);
    assert_int_equal(plan.n_levels, 2);
    assert_int_equal(plan.levels[0].value, o->housed);
    assert_int_equal(plan.levels[1].value, o->preferences);
    solver_findings_release(&bad);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

int main(void)
{
    enum { N = sizeof OPTIMA / sizeof *OPTIMA };
    struct CMUnitTest tests[N];
    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest){.name = OPTIMA[i].file,
                                       .test_func = t_known_optimum_is_proven,
                                       .initial_state = (void *)(uintptr_t)&OPTIMA[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
