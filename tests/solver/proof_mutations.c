/* Thousands of changes to plans, values and proofs that hold.
 *
 *     proof_mutations [PROOFS [FIRST_SEED]]
 *
 * Proofs: of small instances, found by trial and written by the engine; of an instance as large as
 * a province's, written by the engine. Laws: a changed proof is refused, or the naive twin too says
 * that it still proves the plan; a changed plan passes both checks if and only if it obeys the
 * rules and is as good as the best, by the enumeration of all plans (of the large instance: only if
 * it is as good as the one proven). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../sanitized.h"
#include "mutate.h"
#include "proof_twin.h"
#include "random_proof.h"
#include "solver/generate.h"
#include "solver/solve.h"

enum { N_MUTANTS = 40, N_PLANS = 15, CLIMB = 250, N_LARGE = 60, LARGE_ROOMS = FEWER(300) };

static long n_proofs = FEWER(100), first_seed = 1;

struct count {
    long n_mutants, n_bad, n_refused, n_true, n_plans, n_good_plans;
};

struct proven {
    uint64_t seed;
    struct random_text *text; /* its generator is that of the mutations */
    struct solver_instance inst;
    struct solver_plan plan;
    struct all_plans all;
    const int64_t *values; /* [n_levels] of the best plan */
    struct twin twin;
    char *proof; /* text */
};

static int64_t changed(struct random_text *r, int64_t multiplier, int scale)
{
    int64_t unit = (int64_t)1 << pick(r, scale + 3);
    int kind = pick(r, 4);
    if (kind == 0)
        return 0;
    if (kind == 1)
        return ((int64_t)1 << scale) * pick(r, 12);
    return kind == 2 ? multiplier + unit : multiplier > unit ? multiplier - unit : 0;
}

/* How far level j is from proven; less than 0: not at all. */
static sv_i128 gap(const struct proven *t, const struct solver_proof *proof, int j)
{
    struct sv_proof_shown shown[BRUTE_LEVELS] = {0};
    struct solver_findings bad = {0};
    assert_int_equal(sv_check_proof(&t->inst, &t->plan, proof, &bad, shown), SOLVER_OK);
    solver_findings_release(&bad);
    sv_i128 distance = (shown[j].bound - t->values[j]) * (is_max_level(&t->all, j) ? 1 : -1);
    return shown[j].is_closed && !shown[j].is_empty ? distance : (sv_i128)1 << 100;
}

/* Multipliers by trial until each level is proven; false: not found. */
static bool climb(const struct proven *t, struct solver_proof *proof)
{
    for (int j = 0; j < t->all.brute.n_levels; j++) {
        const struct sv_proof_level *level = &proof->levels[j];
        sv_i128 now = gap(t, proof, j);
        for (int i = 0; i < CLIMB && now > 0; i++) {
            const struct sv_proof_node *node =
                &proof->nodes[level->first_node + pick(t->text, level->n_nodes)];
            if (!node->n_rows)
                continue;
            int64_t *mu = &proof->rows[node->first_row + pick(t->text, node->n_rows)].multiplier;
            int64_t kept = *mu;
            *mu = changed(t->text, kept, proof->scale);
            sv_i128 next = gap(t, proof, j);
            *mu = next <= now ? *mu : kept;
            now = next <= now ? next : now;
        }
        if (now != 0)
            return false;
    }
    return true;
}

/* 0: the checker accepts; 1: it finds something; 2: not the format. */
static int verdict(const struct proven *t, const char *text, bool *twin_proof_holds)
{
    struct solver_findings bad = {0};
    struct solver_proof *proof;
    int rc = solver_proof_parse(&proof, &t->inst, text, strlen(text), &bad);
    if (rc == SOLVER_OK) {
        struct twin twin = t->twin;
        assert_int_equal(solver_check_proof(&t->inst, &t->plan, proof, &bad), SOLVER_OK);
        *twin_proof_holds = twin_proves(&twin, t->values, proof);
        if (twin.is_huge) /* beyond the twin: what the checker says has to be no */
            *twin_proof_holds = false;
    }
    int code = rc == SOLVER_BAD ? 2 : bad.n > 0;
    if (code == 2)
        assert_true(bad.n > 0 && !proof);
    solver_proof_release(proof);
    solver_findings_release(&bad);
    return code;
}

static void mutate_proof(struct proven *t, struct count *count)
{
    for (int i = 0; i < N_MUTANTS; i++) {
        char *mutant = mutate(t->text, t->proof);
        while (chance(t->text, 25)) {
            char *next = mutate(t->text, mutant);
            free(mutant);
            mutant = next;
        }
        bool holds = false;
        int code = verdict(t, mutant, &holds);
        if (code != 2 && holds != (code == 0))
            fail_msg("seed %llu: the checker says %d, the twin %d\n%s\n%s",
                     (unsigned long long)t->seed, code, holds, t->proof, mutant);
        count->n_mutants++;
        count->n_bad += code == 2;
        count->n_refused += code == 1;
        count->n_true += code == 0;
        free(mutant);
    }
}

/* Any value but the true one is refused. */
static void mutate_values(struct proven *t, struct count *count)
{
    const char *at = t->proof;
    for (int j = 0; j < t->all.brute.n_levels; j++) {
        char by[32];
        bool holds;
        at = strstr(at + 1, "\"value\":");
        assert_non_null(at);
        size_t from = (size_t)(at - t->proof) + 8, n = strspn(t->proof + from, "-0123456789");
        (void)snprintf(by, sizeof by, "%lld",
                       (long long)t->values[j] + (chance(t->text, 50) ? 1 : -1));
        char *mutant = replaced(t->proof, from, from + n, by);
        assert_int_equal(verdict(t, mutant, &holds), 1);
        count->n_mutants++;
        count->n_refused++;
        free(mutant);
    }
}

/* Is it lawful, and has it the best value at every level? */
static bool is_best(const struct proven *t, const int *rooms)
{
    size_t size = (size_t)t->inst.n_parties * sizeof *rooms;
    for (int i = 0; i < t->all.n; i++)
        if (!memcmp(t->all.rooms[i], rooms, size))
            return !memcmp(&t->all.values[i * t->all.brute.n_levels], t->values,
                           (size_t)t->all.brute.n_levels * sizeof *t->values);
    return false;
}

static bool is_accepted(const struct proven *t, const struct solver_plan *plan,
                        const struct solver_proof *proof)
{
    struct solver_findings bad = {0};
    assert_int_equal(solver_check(&t->inst, plan, &bad), SOLVER_OK);
    assert_int_equal(solver_check_proof(&t->inst, plan, proof, &bad), SOLVER_OK);
    bool is_good = bad.n == 0;
    solver_findings_release(&bad);
    return is_good;
}

/* Plans that claim to be optimal, their values told truly, with the proof of the best. */
static void mutate_plan(struct proven *t, struct count *count)
{
    struct solver_findings bad = {0};
    struct solver_proof *proof;
    struct solver_level levels[BRUTE_LEVELS];
    struct solver_unplaced unplaced[BRUTE_PARTIES] = {0};
    int rooms[BRUTE_PARTIES];
    assert_int_equal(solver_proof_parse(&proof, &t->inst, t->proof, strlen(t->proof), &bad),
                     SOLVER_OK);
    struct solver_plan plan = {.status = SOLVER_OPTIMAL,
                               .n_levels = solver_levels_of(&t->inst, levels),
                               .levels = levels,
                               .n_parties = t->inst.n_parties,
                               .room_of_party = rooms,
                               .unplaced = unplaced};
    memcpy(plan.instance_sha256, t->inst.sha256, sizeof plan.instance_sha256);
    for (int i = 0; i < N_PLANS; i++) {
        memcpy(rooms, t->plan.room_of_party, (size_t)t->inst.n_parties * sizeof *rooms);
        for (int k = pick(t->text, 3); i > 0 && k >= 0; k--)
            rooms[pick(t->text, t->inst.n_parties)] = pick(t->text, t->inst.n_rooms + 1) - 1;
        for (int j = 0; j < plan.n_levels; j++) {
            levels[j].value = levels[j].bound =
                solver_check_value(&t->inst, rooms, levels[j].objective, levels[j].band);
            levels[j].is_proven = true;
        }
        bool best = is_best(t, rooms), accepted = is_accepted(t, &plan, proof);
        if (best != accepted)
            fail_msg("seed %llu: a plan is accepted %d, is best %d", (unsigned long long)t->seed,
                     accepted, best);
        count->n_plans++;
        count->n_good_plans += best;
    }
    solver_proof_release(proof);
}

/* A proof of the best plan of a random instance; false: none was found. */
static bool find_proof(struct proven *t)
{
    struct solver_findings bad = {0};
    struct sv_bound bound;
    struct sv_proof_model model;
    struct solver_proof *proof;
    assert_int_equal(sv_bound_init(&bound, &t->inst), SOLVER_OK);
    assert_int_equal(sv_proof_model_init(&model, &t->inst, &bound), SOLVER_OK);
    int z = 0;
    while (memcmp(t->all.rooms[z], t->all.brute.room_of, sizeof t->all.rooms[z]) != 0)
        z++;
    t->values = &t->all.values[z * t->all.brute.n_levels];
    t->plan =
        (struct solver_plan){.n_parties = t->inst.n_parties, .room_of_party = t->all.rooms[z]};
    random_proof(t->text, &model, &t->all, z, pick(t->text, 3));
    assert_int_equal(solver_proof_parse(&proof, &t->inst, t->text->text, t->text->len, &bad),
                     SOLVER_OK);
    bool is_found = climb(t, proof);
    if (is_found) {
        put_proof(t->text, &t->inst, proof);
        t->proof = strdup(t->text->text);
    }
    solver_proof_release(proof);
    sv_proof_model_release(&model);
    sv_bound_release(&bound);
    return is_found;
}

/* The engine's plan and proof; false: it proves not all of it, or there is no plan. */
static bool write_proof(struct proven *t)
{
    const struct solver_limits limits = {0};
    size_t len;
    assert_int_equal(solver_solve_and_prove(&t->inst, &limits, &t->plan, &t->proof, &len),
                     SOLVER_OK);
    return t->plan.status == SOLVER_OPTIMAL;
}

static void change_all(struct proven *t, struct count *count)
{
    bool holds = false;
    twin_init(&t->twin, &t->inst);
    if (verdict(t, t->proof, &holds) != 0 || !holds)
        fail_msg("seed %llu: the proof does not hold\n%s", (unsigned long long)t->seed, t->proof);
    mutate_proof(t, count);
    mutate_values(t, count);
    mutate_plan(t, count);
    twin_release(&t->twin);
}

/* true: the seed gave a proof to change. */
static bool try_seed(uint64_t seed, struct random_text *text, bool by_engine, struct count *count)
{
    struct proven t = {.seed = seed, .text = text};
    struct solver_findings bad = {0};
    random_instance(text, seed, by_engine ? 6 : 4, 4);
    assert_int_equal(solver_instance_parse(&t.inst, text->text, text->len, &bad), SOLVER_OK);
    all_plans(&t.inst, &t.all);
    bool is_found = t.all.n > 0 && t.all.brute.n_levels > 0;
    if (is_found && by_engine) {
        is_found = write_proof(&t);
        t.values = t.all.brute.best;
    } else if (is_found) {
        is_found = find_proof(&t);
    }
    if (is_found)
        change_all(&t, count);
    free(t.proof);
    if (by_engine)
        solver_plan_release(&t.plan);
    all_plans_release(&t.all);
    solver_instance_release(&t.inst);
    return is_found;
}

static void tell(const struct count *count)
{
    print_message("%ld changes: %ld not the format, %ld do not prove, %ld still prove; %ld plans, "
                  "%ld of them best\n",
                  count->n_mutants, count->n_bad, count->n_refused, count->n_true, count->n_plans,
                  count->n_good_plans);
    assert_true(count->n_refused > count->n_mutants / 8 && count->n_true > 0);
    assert_true(count->n_plans - count->n_good_plans > count->n_plans / 5);
}

static void change_proofs(bool by_engine)
{
    struct count count = {0};
    struct random_text *text = calloc(1, sizeof *text);
    assert_non_null(text);
    long n_found = 0;
    for (uint64_t seed = (uint64_t)first_seed; n_found < n_proofs; seed++)
        n_found += try_seed(seed, text, by_engine, &count);
    free(text);
    tell(&count);
}

static void t_changes_of_proofs_by_trial(void **state)
{
    (void)state;
    change_proofs(false);
}

static void t_changes_of_proofs_by_the_engine(void **state)
{
    (void)state;
    change_proofs(true);
}

/* Too large for the enumeration. The twin is asked only where the checker accepts. */
static void mutate_large_proof(struct proven *t, struct count *count)
{
    for (int i = 0; i < N_LARGE; i++) {
        char *mutant = mutate(t->text, t->proof);
        struct solver_findings bad = {0};
        struct solver_proof *proof;
        int rc = solver_proof_parse(&proof, &t->inst, mutant, strlen(mutant), &bad);
        if (rc == SOLVER_OK)
            assert_int_equal(solver_check_proof(&t->inst, &t->plan, proof, &bad), SOLVER_OK);
        bool is_accepted = rc == SOLVER_OK && !bad.n;
        if (is_accepted && strcmp(mutant, t->proof) != 0 &&
            !(twin_proves(&t->twin, t->values, proof) && !t->twin.is_huge))
            fail_msg("the checker accepts, the twin does not: %s", mutant);
        count->n_mutants++;
        count->n_bad += rc == SOLVER_BAD;
        count->n_refused += rc == SOLVER_OK && bad.n > 0;
        count->n_true += is_accepted;
        solver_findings_release(&bad);
        solver_proof_release(proof);
        free(mutant);
    }
}

static void mutate_large_plan(struct proven *t, struct count *count)
{
    struct solver_findings bad = {0};
    struct solver_proof *proof;
    assert_int_equal(solver_proof_parse(&proof, &t->inst, t->proof, strlen(t->proof), &bad),
                     SOLVER_OK);
    for (int i = 0; i < N_LARGE; i++) {
        int p = pick(t->text, t->inst.n_parties), q = pick(t->text, t->inst.n_parties);
        int *rooms = t->plan.room_of_party, kept_p = rooms[p], kept_q = rooms[q];
        rooms[p] = chance(t->text, 50) ? kept_q : pick(t->text, t->inst.n_rooms + 1) - 1;
        rooms[q] = chance(t->text, 50) ? kept_p : kept_q;
        bool is_same = true;
        for (int j = 0; j < t->plan.n_levels; j++) {
            struct solver_level *level = &t->plan.levels[j];
            level->value = solver_check_value(&t->inst, rooms, level->objective, level->band);
            level->bound = level->value;
            is_same =
                is_same && (level->objective == SOLVER_AGENCIES || level->value == t->values[j]);
        }
        bool is_good = is_accepted(t, &t->plan, proof);
        assert_true(!is_good || is_same);
        count->n_plans++;
        count->n_good_plans += is_good;
        rooms[p] = kept_p;
        rooms[q] = kept_q;
    }
    solver_proof_release(proof);
}

static void t_changes_of_a_large_proof(void **state)
{
    (void)state;
    struct count count = {0};
    struct solver_findings bad = {0};
    struct random_text *text = calloc(1, sizeof *text);
    assert_non_null(text);
    struct proven t = {.seed = 1, .text = text};
    int64_t values[BRUTE_LEVELS];
    char *json;
    size_t len;
    assert_int_equal(solver_generate(LARGE_ROOMS, t.seed, &json, &len), SOLVER_OK);
    assert_int_equal(solver_instance_parse(&t.inst, json, len, &bad), SOLVER_OK);
    assert_true(write_proof(&t));
    for (int j = 0; j < t.plan.n_levels; j++)
        values[j] = t.plan.levels[j].value;
    t.values = values;
    twin_init(&t.twin, &t.inst);
    mutate_large_proof(&t, &count);
    mutate_large_plan(&t, &count);
    tell(&count);
    twin_release(&t.twin);
    solver_plan_release(&t.plan);
    solver_instance_release(&t.inst);
    free(t.proof);
    free(json);
    free(text);
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
    set_number(&n_proofs, argc > 1 ? argv[1] : NULL);
    set_number(&first_seed, argc > 2 ? argv[2] : NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_changes_of_proofs_by_trial),
                                       cmocka_unit_test(t_changes_of_proofs_by_the_engine),
                                       cmocka_unit_test(t_changes_of_a_large_proof)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
