/* Cuts from the tableau cut off no integral point, whatever the program: enumeration of small ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../solver/gomory.h"

enum { N_COLS = 5, N_ROWS = 4, MOST = 3 };

static uint64_t state;

static int draw(int n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (int)((state >> 33) % (uint64_t)n);
}

static bool never(void *ctx)
{
    (void)ctx;
    return false;
}

/* Rows that the point `mid` obeys, so that there is one; every third an equation. */
static void make_program(struct sv_milp *m, struct sv_arena *mem)
{
    int64_t a[N_ROWS][N_COLS];
    int mid[N_COLS];
    sv_milp_init(m, mem);
    for (int j = 0; j < N_COLS; j++)
        mid[j] = draw(MOST + 1);
    for (int i = 0; i < N_ROWS; i++) {
        int64_t rhs = 0;
        for (int j = 0; j < N_COLS; j++) {
            a[i][j] = draw(4) ? draw(13) - 4 : 0;
            rhs += a[i][j] * mid[j];
        }
        bool is_eq = i % 3 == 2;
        sv_milp_row(m, is_eq ? rhs : rhs + draw(3), is_eq);
    }
    for (int j = 0; j < N_COLS; j++) {
        sv_milp_col(m, draw(21) - 8, draw(2) ? 0 : -1, MOST, draw(2));
        for (int i = 0; i < N_ROWS; i++)
            sv_milp_entry(m, i, a[i][j]);
    }
}

/* Does the integral point x obey all rows? */
static bool is_point(const struct sv_milp *m, const int64_t *x)
{
    int64_t sum[N_ROWS] = {0};
    for (int j = 0; j < N_COLS; j++)
        for (int e = m->start[j]; e < m->start[j + 1]; e++)
            sum[m->row[e]] += m->coef[e] * x[j];
    for (int i = 0; i < N_ROWS; i++)
        if (m->is_eq[i] ? sum[i] != m->rhs[i] : sum[i] > m->rhs[i])
            return false;
    return true;
}

static void assert_no_point_is_cut_off(const struct sv_milp *m)
{
    int64_t x[N_COLS];
    for (int j = 0; j < N_COLS; j++)
        x[j] = m->lo[j];
    for (int at = 0; at < N_COLS;) {
        for (int k = 0; k < m->n_cuts && is_point(m, x); k++) {
            int64_t sum = 0;
            for (int e = m->cut_start[k]; e < m->cut_start[k + 1]; e++)
                sum += m->cut_coef[e] * x[m->cut_col[e]];
            assert_true(sum <= m->cut_rhs[k]);
        }
        for (at = 0; at < N_COLS && ++x[at] > m->hi[at]; at++)
            x[at] = m->lo[at];
    }
}

static void t_no_integral_point_is_cut_off(void **unused)
{
    (void)unused;
    struct sv_arena mem = {0}, scratch = {0};
    jmp_buf oom, abort_of_glpk;
    struct sv_effort effort = {.is_over = never, .work_left = INT64_MAX};
    volatile int n_cuts = 0;
    if (setjmp(oom) || setjmp(abort_of_glpk))
        fail();
    mem.on_oom = scratch.on_oom = &oom;
    sv_glpk_guard(&abort_of_glpk);
    for (int seed = 0; seed < 3000; seed++) {
        struct sv_milp m;
        int cols[N_COLS] = {0, 1, 2, 3, 4};
        double x[N_COLS];
        state = (uint64_t)seed;
        make_program(&m, &mem);
        struct sv_lp *lp = sv_lp_new(&m, cols, N_COLS, 0);
        for (int round = 0; round < 6; round++) {
            sv_lp_add_cuts(lp);
            if (sv_lp_solve(lp, round > 0, &effort) != SV_LP_OPTIMAL)
                break;
            sv_lp_result(lp, x, NULL, NULL);
            n_cuts += sv_gomory_separate(&m, lp, x, &scratch);
        }
        assert_no_point_is_cut_off(&m);
        sv_lp_free(lp);
        sv_arena_release(&mem);
    }
    sv_glpk_guard(NULL);
    assert_true(n_cuts > 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_no_integral_point_is_cut_off)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
