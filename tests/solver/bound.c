/* Laws of the exact bound (solver/milp.h): it holds for any multipliers, wild ones too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../solver/milp.h"

static void t_floor_rounds_down_to_the_grain(void **state)
{
    (void)state;
    assert_int_equal(sv_floor((sv_wide)29 * SV_ONE / 2, 4), 12);
    assert_int_equal(sv_floor((sv_wide)-29 * SV_ONE / 2, 4), -16);
    assert_int_equal(sv_floor((sv_wide)-8 * SV_ONE, 4), -8);
}

/* One equality row with coefficients 1..100000, as level order has: the bound leaves 64 bits. */
static void t_a_wild_dual_gives_a_loose_bound(void **state)
{
    (void)state;
    jmp_buf jump;
    struct sv_arena mem = {.on_oom = &jump};
    struct sv_milp m;
    assert_int_equal(setjmp(jump), 0);
    sv_milp_init(&m, &mem);
    sv_milp_row(&m, 10, true);
    for (int64_t a = 1; a <= 100000; a++) {
        sv_milp_col(&m, 1, 0, 4, true);
        sv_milp_entry(&m, 0, a);
    }
    struct sv_dual dual = sv_dual_new(&m);
    const double wild[] = {-1e9, -4.66e8, 4.66e8, 1e9, 1e300, -1e300, 0.5};
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
        sv_milp_bound(&m, &wild[i], NULL, m.lo, m.hi, &dual);
        assert_true(sv_floor(dual.bound, 1) >= 7); /* 4 × 1 + 3 × 2 = 10 has the value 7 */
    }
    sv_arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_floor_rounds_down_to_the_grain),
        cmocka_unit_test(t_a_wild_dual_gives_a_loose_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
