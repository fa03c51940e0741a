/* The engine on wild instances, whole and broken: it never crashes, never claims what is not so,
 * and always has a plan for a valid instance, wherever it is stopped.
 *
 *     engine [COUNT [FIRST_SEED]]          also FUZZ_COUNT, FUZZ_SEED; make fuzz: 5,000
 *
 * An instance that breaks a law is written to build/fuzz-SEED.json. A run that takes many steps is
 * stopped; that ends it as a limit would, and its plan is checked all the same. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/check.h"
#include "solver/curve.h"
#include "solver/explain.h"
#include "solver/proof.h"
#include "wild_instance.h"

enum { MAX_STEPS = 400, DAMAGES = 12 };
static const double SLOW_S =
    1; /* a run that takes longer is stopped: speed is not what this asks */

static long n_instances = 250, first_seed = 1;

struct fuzz {
    struct wild w;
    uint64_t seed;
    struct solver_instance inst;
    long n_proven, n_broken_read; /* that the test tests something */
};

static void keep(const struct fuzz *f, const char *text, size_t len)
{
    char path[64];
    (void)snprintf(path, sizeof path, "build/fuzz-%llu.json", (unsigned long long)f->seed);
    FILE *out = fopen(path, "wb");
    if (out) {
        (void)fwrite(text, 1, len, out);
        (void)fclose(out);
    }
}

#define LAW(f, holds, what)                                                                        \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            keep((f), (f)->w.text, (f)->w.len);                                                    \
            fail_msg("seed %llu: %s", (unsigned long long)(f)->seed, (what));                      \
        }                                                                                          \
    } while (0)

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

static void holds(struct fuzz *f, const struct solver_plan *plan)
{
    struct solver_findings bad = {0};
    LAW(f, solver_check(&f->inst, plan, &bad) == SOLVER_OK, "check: no memory");
    if (bad.n)
        print_error("%s: %s\n", bad.items[0].where, bad.items[0].en);
    LAW(f, !bad.n, "the checker refuses the plan");
    solver_findings_release(&bad);
}

/* Writes, reads and writes again. */
static void is_read_back(struct fuzz *f, const struct solver_plan *plan)
{
    struct solver_plan again = {0};
    struct solver_findings bad = {0};
    char *text[2] = {0};
    size_t len[2] = {0};
    LAW(f, solver_plan_format(plan, &f->inst, &text[0], &len[0]) == SOLVER_OK, "format");
    LAW(f, solver_plan_parse(&again, &f->inst, text[0], len[0], &bad) == SOLVER_OK, "plan unread");
    LAW(f, solver_plan_format(&again, &f->inst, &text[1], &len[1]) == SOLVER_OK, "format");
    LAW(f, len[0] == len[1] && !memcmp(text[0], text[1], len[0]), "another plan read back");
    solver_plan_release(&again);
    solver_findings_release(&bad);
    free(text[0]);
    free(text[1]);
}

static void solve(struct fuzz *f, int n_steps, int64_t max_moves)
{
    struct stop stop = {.steps_left = n_steps};
    struct solver_limits limits = {.time_limit_s = SLOW_S,
                                   .is_stopped = &stop.flag,
                                   .progress = on_progress,
                                   .progress_ctx = &stop,
                                   .max_moves = max_moves};
    struct solver_plan plan = {0};
    LAW(f, solver_solve(&f->inst, &limits, &plan) == SOLVER_OK, "no plan");
    holds(f, &plan);
    is_read_back(f, &plan);
    f->n_proven += plan.status == SOLVER_OPTIMAL;
    solver_plan_release(&plan);
}

/* A few bytes changed, doubled, taken out; numbers made large; brackets without end. */
static size_t damage(struct wild *w, const char *text, size_t len, char *out, size_t cap)
{
    static const char *const bits[] = {"{",
                                       "}",
                                       "[",
                                       "]",
                                       ",",
                                       ":",
                                       "\"",
                                       "-1",
                                       "0",
                                       "64",
                                       "65",
                                       "10001",
                                       "1e309",
                                       "5.0",
                                       "\\u0000",
                                       "\xff",
                                       "null",
                                       "true",
                                       "99999999999999999999",
                                       "\"P0\"",
                                       "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["};
    size_t n = len < cap ? len : cap;
    memcpy(out, text, n);
    for (int k = draw(w, 3) ? 1 : 1 + draw(w, 8); k > 0 && n > 0; k--) {
        size_t at = (size_t)(wild_next(w) % n), most = n - at;
        size_t size = 1 + (size_t)(wild_next(w) % (most < 40 ? most : 40));
        const char *bit = bits[draw(w, (int)(sizeof bits / sizeof *bits))];
        size_t bit_len = strlen(bit);
        switch (draw(w, 4)) {
        case 0:
            out[at] = (char)draw(w, 256);
            break;
        case 1: /* out */
            memmove(out + at, out + at + size, n - at - size);
            n -= size;
            break;
        case 2: /* twice */
            if (n + size > cap)
                break;
            memmove(out + at + size, out + at, n - at);
            n += size;
            break;
        default:
            if (n + bit_len > cap)
                break;
            memmove(out + at + bit_len, out + at, n - at);
            memcpy(out + at, bit, bit_len);
            n += bit_len;
            break;
        }
    }
    return n;
}

/* Broken text of the instance is refused with a reason, or is an instance like any other. */
static void broken_instance(struct fuzz *f, char *text, size_t len)
{
    struct solver_instance whole = f->inst;
    struct solver_findings bad = {0};
    int rc = solver_instance_parse(&f->inst, text, len, &bad);
    if (rc != SOLVER_OK)
        keep(f, text, len);
    assert_true(rc == SOLVER_OK || rc == SOLVER_BAD);
    assert_int_equal(rc == SOLVER_BAD, bad.n > 0);
    if (rc == SOLVER_OK) {
        f->n_broken_read++;
        solve(f, 3 + draw(&f->w, 20), 0);
    }
    solver_instance_release(&f->inst);
    solver_findings_release(&bad);
    f->inst = whole;
}

static void broken_plan(struct fuzz *f, char *text, size_t len)
{
    struct solver_findings bad = {0};
    struct solver_plan plan = {0};
    if (solver_plan_parse(&plan, &f->inst, text, len, &bad) == SOLVER_OK)
        LAW(f, solver_check(&f->inst, &plan, &bad) == SOLVER_OK, "check of a broken plan");
    else
        LAW(f, bad.n, "a plan refused without a reason");
    solver_plan_release(&plan);
    solver_findings_release(&bad);
}

static void broken_proof(struct fuzz *f, const struct solver_plan *plan, char *text, size_t len)
{
    struct solver_findings bad = {0};
    struct solver_proof *proof = NULL;
    if (solver_proof_parse(&proof, &f->inst, text, len, &bad) == SOLVER_OK)
        LAW(f, solver_check_proof(&f->inst, plan, proof, &bad) == SOLVER_OK, "check of a proof");
    else
        LAW(f, bad.n, "a proof refused without a reason");
    solver_proof_release(proof);
    solver_findings_release(&bad);
}

/* Calls with damaged copies of a text. */
static void break_text(struct fuzz *f, const char *text, size_t len, const struct solver_plan *plan,
                       int what)
{
    size_t cap = len + 512;
    char *out = malloc(cap + 1);
    assert_non_null(out);
    for (int k = 0; k < DAMAGES; k++) {
        size_t n = damage(&f->w, text, len, out, cap);
        out[n] = '\0';
        if (what == 0)
            broken_instance(f, out, n);
        else if (what == 1)
            broken_plan(f, out, n);
        else
            broken_proof(f, plan, out, n);
    }
    free(out);
}

/* A proof says what the plan says; where that is everything, its checker agrees. */
static void proves(struct fuzz *f)
{
    struct stop stop = {.steps_left = MAX_STEPS};
    struct solver_limits limits = {.time_limit_s = SLOW_S,
                                   .is_stopped = &stop.flag,
                                   .progress = on_progress,
                                   .progress_ctx = &stop};
    struct solver_plan plan = {0};
    struct solver_proof *proof = NULL;
    struct solver_findings bad = {0};
    char *text = NULL, *plan_text = NULL;
    size_t len = 0, plan_len = 0;
    LAW(f, solver_solve_and_prove(&f->inst, &limits, &plan, &text, &len) == SOLVER_OK, "no plan");
    holds(f, &plan);
    LAW(f, solver_proof_parse(&proof, &f->inst, text, len, &bad) == SOLVER_OK, "proof unread");
    LAW(f, solver_check_proof(&f->inst, &plan, proof, &bad) == SOLVER_OK, "check of the proof");
    LAW(f, plan.status != SOLVER_OPTIMAL || !bad.n, "the proof does not show what the plan claims");
    LAW(f, solver_plan_format(&plan, &f->inst, &plan_text, &plan_len) == SOLVER_OK, "format");
    break_text(f, plan_text, plan_len, &plan, 1);
    break_text(f, text, len, &plan, 2);
    solver_proof_release(proof);
    solver_findings_release(&bad);
    solver_plan_release(&plan);
    free(plan_text);
    free(text);
}

static void explains(struct fuzz *f)
{
    struct stop stop = {.steps_left = MAX_STEPS};
    struct solver_limits limits = {.time_limit_s = SLOW_S, .is_stopped = &stop.flag};
    struct solver_plan plan = {0};
    struct solver_explanations ex = {0};
    LAW(f, solver_solve(&f->inst, &limits, &plan) == SOLVER_OK, "no plan");
    LAW(f, solver_explain(&f->inst, &plan, SOLVER_ALL, &limits, &ex) == SOLVER_OK, "unexplained");
    LAW(f, ex.n == f->inst.n_parties, "some are not explained");
    for (int k = 0; k < 4; k++) {
        const struct solver_explain_style style = {
            .is_json = k & 1, .is_planner = k & 2, .is_en = f->seed & 1};
        char *text = NULL;
        size_t len = 0;
        LAW(f, solver_explanations_format(&ex, &f->inst, &plan, &style, &text, &len) == SOLVER_OK,
            "explanations unwritten");
        free(text);
    }
    solver_explanations_release(&ex);
    solver_plan_release(&plan);
}

static void traces(struct fuzz *f)
{
    struct solver_limits limits = {.time_limit_s = SLOW_S};
    struct solver_curve curve = {0};
    char *text = NULL;
    size_t len = 0;
    int rc = solver_curve_solve(&f->inst, &limits, &curve);
    LAW(f, rc == SOLVER_OK || rc == SOLVER_BAD, "no curve");
    LAW(f, solver_curve_format(&curve, &text, &len) == SOLVER_OK, "curve unwritten");
    free(text);
    for (int i = 0; i + 1 < curve.n_points; i++)
        LAW(f, !curve.points[i + 1].is_proven || curve.points[i].moves < curve.points[i + 1].moves,
            "the curve goes back");
    for (int i = 0; i < curve.n_points && i < 3; i++)
        solve(f, MAX_STEPS, curve.points[i].moves);
    solver_curve_release(&curve);
}

/* Everybody stays where the plan puts them, some rooms close, and all may move. The file of such an
 * instance is not kept: its seed tells it. */
static void replans(struct fuzz *f)
{
    const struct solver_limits limits = {.time_limit_s = SLOW_S};
    struct solver_plan plan = {0};
    if (f->inst.policy.objectives[0] != SOLVER_KEEP_HOUSED)
        return;
    LAW(f, solver_solve(&f->inst, &limits, &plan) == SOLVER_OK, "no plan");
    f->inst.policy.incumbents = SOLVER_MAY_MOVE;
    for (int p = 0; p < f->inst.n_parties; p++)
        if (plan.room_of_party[p] >= 0)
            f->inst.parties[p].current_room_ix = plan.room_of_party[p];
    for (int r = 0; r < f->inst.n_rooms; r++)
        if (may(&f->w, 15))
            f->inst.rooms[r].is_usable = false;
    solver_plan_release(&plan);
    solve(f, MAX_STEPS, 0);
    traces(f);
}

static void try_seed(struct fuzz *f, uint64_t seed)
{
    struct solver_findings bad = {0};
    f->seed = seed;
    wild_instance(&f->w, seed);
    if (solver_instance_parse(&f->inst, f->w.text, f->w.len, &bad) != SOLVER_OK)
        print_error("%s: %s\n", bad.items[0].where, bad.items[0].en);
    LAW(f, !bad.n, "a valid instance is refused");
    solve(f, MAX_STEPS, 0);
    solve(f, draw(&f->w, 30), 0);
    if (seed % 4 == 0)
        proves(f);
    if (seed % 8 == 1)
        explains(f);
    if (seed % 8 == 2)
        traces(f);
    if (seed % 8 == 3 || seed % 8 == 6)
        replans(f);
    char *text = strdup(f->w.text);
    assert_non_null(text);
    break_text(f, text, f->w.len, NULL, 0);
    free(text);
    solver_instance_release(&f->inst);
}

static void t_nothing_breaks_the_engine(void **state)
{
    (void)state;
    struct fuzz *f = calloc(1, sizeof *f);
    assert_non_null(f);
    for (long i = 0; i < n_instances; i++)
        try_seed(f, (uint64_t)(first_seed + i));
    print_message("%ld plans proven, %ld broken files accepted\n", f->n_proven, f->n_broken_read);
    assert_true(n_instances < 100 || (f->n_proven > n_instances / 2 && f->n_broken_read > 10));
    free(f->w.text);
    free(f);
}

static void set_number(long *to, const char *text)
{
    char *end;
    long value = text ? strtol(text, &end, 10) : 0;
    if (text && end != text && !*end && value > 0)
        *to = value;
}

int main(int argc, char **argv)
{
    set_number(&n_instances, getenv("FUZZ_COUNT"));
    set_number(&first_seed, getenv("FUZZ_SEED"));
    set_number(&n_instances, argc > 1 ? argv[1] : NULL);
    set_number(&first_seed, argc > 2 ? argv[2] : NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_nothing_breaks_the_engine)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
