/* Whatever allocation of a search fails, of its arenas, of GLPK, of threads and of the proof, there
 * is a plan that the checker agrees with, or SOLVER_NOMEM; and nothing is kept. Threads that cannot
 * be had change nothing.
 *
 * The arena is the test's own: each array is an allocation, so that each can fail. A thread is
 * joined as soon as it is made, so that the n-th allocation is the same in every run. */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../solver/arena.h"
#include "../sanitized.h"
#include "failing_malloc.h"
#include "random_instance.h"
#include "solver/check.h"
#include "solver/proof.h"
#include "solver/repairs_plan.h"
#include "solver/solve.h"

struct sv_block {
    struct sv_block *next;
    max_align_t bytes[];
};

void *sv_alloc(struct sv_arena *a, size_t n, size_t size)
{
    size_t bytes = sizeof(struct sv_block) + n * size;
    struct sv_block *b = !HAS_OWN_MALLOC && fails() ? NULL : calloc(1, bytes);
    if (!b)
        longjmp(*a->on_oom, 1);
    b->next = a->head;
    a->head = b;
    return b->bytes;
}

void *sv_regrow(struct sv_arena *a, const void *old, size_t n_old, size_t n_new, size_t size)
{
    void *p = sv_alloc(a, n_new, size);
    if (n_old)
        memcpy(p, old, n_old * size);
    return p;
}

void sv_arena_release(struct sv_arena *a)
{
    while (a->head) {
        struct sv_block *next = a->head->next;
        free(a->head);
        a->head = next;
    }
}

static bool has_threads;
static int n_asked; /* for threads */

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg)
{
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    int (*join)(pthread_t, void **);
    n_asked++;
    if (!has_threads)
        return EAGAIN;
    *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    *(void **)&join = dlsym(RTLD_NEXT, "pthread_join");
    int rc = create(thread, attr, start, arg);
    return rc ? rc : join(*thread, NULL);
}

int pthread_join(pthread_t thread, void **result)
{
    (void)thread;
    (void)result;
    return 0;
}

enum shape { ONE_PART, TWO_PARTS, CONFLICT };

static void put_party(struct random_text *t, int p, enum shape shape)
{
    put(t, "%s{\"id\":\"P%d\",\"sharing\":\"%s\",\"pool\":\"C\",\"band\":%d,\"points\":%d,",
        p ? "," : "", p, p % 7 == 6 ? "private" : "shared", 1 + p % 2, 50 - p % 4);
    put(t, "\"order\":%d,\"agency\":\"A%d\",\"wishes\":[{\"feature\":\"wc\"}],\"members\":[", p + 1,
        p % 3);
    for (int k = 0; k <= p % 3; k++)
        put(t, "%s{\"id\":\"m%d.%d\",\"sex\":\"%c\"}", k ? "," : "", p, k, "FM"[p / 3 % 2]);
    put(t, "],\"sites\":[{\"site\":\"S%d\"}]", p % 2);
    if (p < 4)
        put(t, ",\"current_room\":\"R%d\"", p);
    if (p == 5)
        put(t, ",\"banned_rooms\":[\"R1\"]");
    if (p == 4 && shape == ONE_PART) /* accepts both sites */
        put(t, ",\"other_sites_penalty\":1");
    if (shape == CONFLICT && p % 6 == 0) /* P0 alone, P6 private */
        put(t, ",\"pinned_room\":\"R0\"");
    put(t, "}");
}

/* Two sites; even rooms and parties are of the first. */
static void parse(struct solver_instance *inst, enum shape shape)
{
    struct random_text *t = calloc(1, sizeof *t);
    struct solver_findings bad = {0};
    assert_non_null(t);
    put(t, "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S0\"},{\"id\":\"S1\"}],"
           "\"rooms\":[");
    for (int r = 0; r < 6; r++)
        put(t,
            "%s{\"id\":\"R%d\",\"site\":\"S%d\",\"beds\":%d,\"sex\":\"any\",\"usable\":true,"
            "\"features\":[%s]}",
            r ? "," : "", r, r % 2, 2 + r % 3, r % 3 ? "\"wc\"" : "");
    put(t, "],\"parties\":[");
    for (int p = 0; p < 18; p++)
        put_party(t, p, shape);
    put(t, "],\"policy\":{\"pools\":[{\"id\":\"C\"}],\"incumbents\":\"may_move\",\"objectives\":["
           "\"keep_housed\",\"housed_by_band\",\"order\",\"moves\",\"preferences\",\"rooms\","
           "\"agencies\"]}}");
    assert_int_equal(solver_instance_parse(inst, t->text, t->len, &bad), SOLVER_OK);
    solver_findings_release(&bad);
    free(t);
}

struct answer {
    int rc;
    struct solver_plan plan;
    char *proof;
    size_t proof_len;
};

static void release(struct answer *a)
{
    solver_plan_release(&a->plan);
    free(a->proof);
    *a = (struct answer){0};
}

static struct answer solve(const struct solver_instance *inst, bool with_proof)
{
    const struct solver_limits limits = {0};
    struct answer a = {0};
    a.rc = with_proof ? solver_solve_and_prove(inst, &limits, &a.plan, &a.proof, &a.proof_len)
                      : solver_solve(inst, &limits, &a.plan);
    return a;
}

/* What there is of plan and proof is right; told as allocation n. */
static void holds(const struct solver_instance *inst, const struct answer *a, bool with_proof,
                  long n)
{
    struct solver_findings bad = {0};
    struct solver_proof *proof = NULL;
    if (a->rc != SOLVER_OK && a->rc != SOLVER_NOMEM)
        fail_msg("allocation %ld: rc %d", n, a->rc);
    if (a->rc == SOLVER_NOMEM) {
        assert_null(a->plan.room_of_party);
        assert_null(a->proof);
        return;
    }
    assert_int_equal(solver_check(inst, &a->plan, &bad), SOLVER_OK);
    if (with_proof && a->proof != NULL) { /* a plan outlives its proof */
        assert_int_equal(solver_proof_parse(&proof, inst, a->proof, a->proof_len, &bad), SOLVER_OK);
        if (a->plan.status == SOLVER_OPTIMAL)
            assert_int_equal(solver_check_proof(inst, &a->plan, proof, &bad), SOLVER_OK);
    }
    if (bad.n)
        fail_msg("allocation %ld: %s: %s", n, bad.items[0].where, bad.items[0].en);
    solver_proof_release(proof);
    solver_findings_release(&bad);
}

static char *text_of(const struct solver_instance *inst, const struct answer *a)
{
    char *text;
    size_t len;
    assert_int_equal(solver_plan_format(&a->plan, inst, &text, &len), SOLVER_OK);
    return text;
}

static void t_without_threads_the_plan_is_the_same(void **state)
{
    (void)state;
    struct solver_instance inst = {0};
    parse(&inst, TWO_PARTS);
    char *text[2], *proof[2];
    for (int i = 0; i < 2; i++) {
        has_threads = i;
        n_asked = 0;
        struct answer a = solve(&inst, true);
        assert_int_equal(a.rc, SOLVER_OK);
        assert_int_equal(a.plan.status, SOLVER_OPTIMAL);
        assert_true(n_asked > 0); /* or the run was not split */
        holds(&inst, &a, true, 0);
        text[i] = text_of(&inst, &a);
        proof[i] = strdup(a.proof);
        release(&a);
    }
    assert_string_equal(text[0], text[1]);
    assert_string_equal(proof[0], proof[1]);
    for (int i = 0; i < 2; i++) {
        free(text[i]);
        free(proof[i]);
    }
    solver_instance_release(&inst);
}

/* Every allocation of the first, by which rules, parts and kinds stand; then one in so many. */
enum { ALL = FEWER(400), LATER = FEWER(400) };

static long n_of_run(const struct solver_instance *inst, bool with_proof)
{
    n_until_failure = INT32_MAX;
    struct answer a = solve(inst, with_proof);
    long n = INT32_MAX - n_until_failure;
    n_until_failure = 0;
    assert_int_equal(a.rc, SOLVER_OK);
    release(&a);
    return n;
}

static void fail_each(enum shape shape, bool with_proof)
{
    struct solver_instance inst = {0};
    parse(&inst, shape);
    long n_all = n_of_run(&inst, with_proof), step = 1 + n_all / LATER;
    print_message("    %ld allocations\n", n_all);
    for (long n = 1; n <= n_all; n += n < ALL ? 1 : step) {
#if HAS_OWN_MALLOC
        long n_before = n_live;
        has_failed_to_grow = false;
#endif
        has_failed = false;
        n_until_failure = n;
        struct answer a = solve(&inst, with_proof);
        n_until_failure = 0;
        assert_true(has_failed);
        holds(&inst, &a, with_proof, n);
        release(&a);
#if HAS_OWN_MALLOC
        /* GLPK forgets a block that it cannot grow (env/alloc.c takes it off its list first) */
        if (n_live != n_before && !(has_failed_to_grow && n_live == n_before + 1))
            fail_msg("allocation %ld: %ld blocks kept", n, n_live - n_before);
#endif
    }
    solver_instance_release(&inst);
}

static void t_any_allocation_of_a_search_may_fail(void **state)
{
    (void)state;
    for (int k = 0; k < 4; k++) {
        has_threads = k & 1;
        fail_each(TWO_PARTS, k & 2);
    }
    fail_each(ONE_PART, false);
    fail_each(ONE_PART, true);
    fail_each(CONFLICT, true);
}

/* Rooms to repair: what is claimed to be proven is what it is with enough memory. */
static void t_any_allocation_of_a_repairs_plan_may_fail(void **state)
{
    (void)state;
    static const int64_t costs[] = {0, 700, -1, 500, 900, 400};
    const struct solver_repairs_ask ask = {costs, 1300, INT64_MAX};
    const struct solver_limits limits = {0};
    struct solver_instance inst = {0};
    struct solver_repairs_plan whole, plan;
    parse(&inst, ONE_PART);
    for (int r = 1; r < inst.n_rooms; r++)
        inst.rooms[r].is_usable = false;
    assert_int_equal(solver_repairs_plan(&inst, &ask, &limits, &whole), SOLVER_OK);
    assert_true(solver_repairs_plan_is_proven(&whole) && whole.n_rooms > 0);
    has_failed = true;
    for (long n = 1, step = 1; has_failed; n += step) {
        step = n < ALL ? 1 : 97; /* a prime: all kinds of allocations come up */
        has_failed = false;
        n_until_failure = n;
        int rc = solver_repairs_plan(&inst, &ask, &limits, &plan);
        n_until_failure = 0;
        assert_true(rc == SOLVER_OK || rc == SOLVER_NOMEM);
        for (int j = 0; j < plan.n_levels && plan.levels[j].is_proven; j++)
            assert_int_equal(plan.levels[j].value, whole.levels[j].value);
        assert_true(rc == SOLVER_NOMEM || plan.cost <= ask.budget);
        solver_repairs_plan_release(&plan);
    }
    solver_repairs_plan_release(&whole);
    solver_instance_release(&inst);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_any_allocation_of_a_repairs_plan_may_fail),
        cmocka_unit_test(t_without_threads_the_plan_is_the_same),
        cmocka_unit_test(t_any_allocation_of_a_search_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
