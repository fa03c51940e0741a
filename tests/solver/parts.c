/* An instance of two towns, solved in parts, has the values it has when a party that accepts both
 * (and fits nowhere) makes one of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/check.h"
#include "solver/generate.h"
#include "solver/solve.h"

static void on_progress(void *ctx, const struct solver_progress *p)
{
    *(bool *)ctx |= strcmp(p->phase, "parts") == 0;
}

/* `is_split`: whether the run must have been one in parts. */
static void solve(const char *text, size_t len, bool is_split, struct solver_instance *inst,
                  struct solver_plan *plan)
{
    struct solver_findings bad = {0};
    bool was_split = false;
    struct solver_limits limits = {.progress = on_progress, .progress_ctx = &was_split};
    assert_int_equal(solver_instance_parse(inst, text, len, &bad), SOLVER_OK);
    assert_int_equal(solver_solve(inst, &limits, plan), SOLVER_OK);
    assert_int_equal(was_split, is_split);
    assert_int_equal(plan->status, SOLVER_OPTIMAL);
    assert_int_equal(solver_check(inst, plan, &bad), SOLVER_OK);
    assert_int_equal(bad.n, 0);
    solver_findings_release(&bad);
}

/* The text with one more party, the last in order. */
static char *joined(const char *text, int n_parties, size_t *len)
{
    const char *end = strstr(text, "],\n\"policy\"");
    assert_non_null(end);
    size_t size = strlen(text) + 512;
    char *out = malloc(size);
    assert_non_null(out);
    int n =
        snprintf(out, size,
                 "%.*s,{\"id\":\"all\",\"members\":[{\"id\":\"one\",\"sex\":\"F\"}],\"sharing\":"
                 "\"shared\",\"pool\":\"C\",\"band\":4,\"points\":0,\"order\":%d,\"needs\":["
                 "\"swimming_pool\"]}%s",
                 (int)(end - text), text, n_parties + 1, end);
    assert_in_range(n, 1, size - 1);
    *len = (size_t)n;
    return out;
}

static void t_parts_have_the_values_of_the_whole(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct solver_instance split = {0}, one = {0};
        struct solver_plan in_parts = {0}, at_once = {0};
        char *text;
        size_t len;
        assert_int_equal(solver_generate(320, seed, &text, &len), SOLVER_OK);
        solve(text, len, true, &split, &in_parts);
        char *other = joined(text, split.n_parties, &len);
        solve(other, len, false, &one, &at_once);
        int n_housed = 0;
        for (int p = 0; p < in_parts.n_parties; p++)
            n_housed += in_parts.room_of_party[p] >= 0;
        assert_int_equal(in_parts.n_levels, at_once.n_levels);
        for (int j = 0; j < in_parts.n_levels; j++) {
            const struct solver_level *a = &in_parts.levels[j], *b = &at_once.levels[j];
            if (a->objective == SOLVER_AGENCIES)
                continue;
            /* one party more at the end: each housed is worth one more to the level order */
            int64_t more = a->objective == SOLVER_ORDER ? n_housed : 0;
            assert_true(a->is_proven && b->is_proven);
            assert_int_equal(a->value + more, b->value);
        }
        solver_plan_release(&in_parts);
        solver_plan_release(&at_once);
        solver_instance_release(&split);
        solver_instance_release(&one);
        free(text);
        free(other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_parts_have_the_values_of_the_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
