/* The checker of proofs against the enumeration of all plans.
 *
 *     proof_laws [COUNT [FIRST_SEED]]
 *
 * Laws: whatever tree and multipliers a proof has, the bound it shows for a level is never better
 * than the best plan that keeps the values before; and it is the bound of a naive twin. Multipliers
 * are changed by trial towards tighter bounds, and the law asked each time: a hole would be found
 * by the climb. Then a level that reached its value is accepted, and no level is that could be
 * better. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../sanitized.h"
#include "proof_twin.h"
#include "random_proof.h"

static long n_instances = FEWER(500), first_seed = 1;

struct trial {
    uint64_t seed;
    struct random_text *text;
    struct solver_instance inst;
    struct solver_plan plan;
    struct all_plans all;
    struct twin twin;
    int z; /* the plan */
    struct solver_proof *proof;
    struct sv_proof_shown shown[BRUTE_LEVELS];
    int64_t best[BRUTE_LEVELS];
    long n_asked, n_tight, n_levels;
};

static int64_t sign_of(const struct trial *t, int j)
{
    return is_max_level(&t->all, j) ? 1 : -1;
}

/* The naive twin shows the same of level j. */
static void ask_twin(struct trial *t, int j)
{
    const struct sv_proof_shown *shown = &t->shown[j];
    const int64_t *values = &t->all.values[t->z * t->all.brute.n_levels];
    assert_true(twin_level(&t->twin, values, t->proof, j));
    assert_false(t->twin.is_huge);
    if (t->twin.is_wrong == shown->is_closed || t->twin.has_bound == shown->is_empty ||
        (t->twin.has_bound && t->twin.bound * twin_sense(&t->twin, j) != shown->bound))
        fail_msg("seed %llu level %d: the bound %lld, the twin's %lld\n%s",
                 (unsigned long long)t->seed, j, (long long)shown->bound, (long long)t->twin.bound,
                 t->text->text);
}

/* Asks the law of every level; returns level j's bound, the smaller the tighter. */
static sv_i128 ask(struct trial *t, int j)
{
    struct solver_findings bad = {0};
    memset(t->shown, 0, sizeof t->shown);
    assert_int_equal(sv_check_proof(&t->inst, &t->plan, t->proof, &bad, t->shown), SOLVER_OK);
    bool is_all_shown = true;
    for (int i = 0; i < t->all.brute.n_levels; i++) {
        const struct sv_proof_shown *shown = &t->shown[i];
        is_all_shown = is_all_shown && shown->is_closed && !shown->is_empty &&
                       shown->bound == value_of_plan(&t->all, t->z, i);
        if (!shown->is_closed)
            continue;
        t->n_asked++;
        if (shown->is_empty || (shown->bound - t->best[i]) * sign_of(t, i) < 0)
            fail_msg("seed %llu level %d: the bound %lld, the best plan %lld\n%s",
                     (unsigned long long)t->seed, i, (long long)shown->bound, (long long)t->best[i],
                     t->text->text);
    }
    if (is_all_shown != (bad.n == 0))
        fail_msg("seed %llu: %zu findings, first %s %s", (unsigned long long)t->seed, bad.n,
                 bad.n ? bad.items[0].where : "", bad.n ? bad.items[0].en : "");
    solver_findings_release(&bad);
    if (t->n_asked % 3 == 0) /* it is slow */
        ask_twin(t, j);
    return t->shown[j].is_closed ? t->shown[j].bound * sign_of(t, j) : (sv_i128)1 << 100;
}

static int64_t changed(struct random_text *r, int64_t multiplier, int scale)
{
    int64_t unit = (int64_t)1 << pick(r, scale + 4);
    switch (pick(r, 6)) {
    case 0:
        return 0;
    case 1:
        return multiplier + unit;
    case 2:
        return multiplier > unit ? multiplier - unit : 0;
    case 3:
        return ((int64_t)1 << scale) * pick(r, 12);
    case 4: /* sums beyond 64 bits */
        return ((int64_t)1 << (40 + pick(r, 23))) + pick(r, 1000);
    default:
        return multiplier + pick(r, (int)(unit < 1000 ? unit : 1000));
    }
}

/* Changes multipliers of level j, one at a time, and keeps what does not loosen its bound. */
static void climb(struct trial *t, int j, int n_steps)
{
    struct solver_proof *proof = t->proof;
    const struct sv_proof_level *level = &proof->levels[j];
    int first = proof->n_rows, end = 0;
    for (int i = level->first_node; i < level->first_node + level->n_nodes; i++) {
        const struct sv_proof_node *node = &proof->nodes[i];
        if (!node->n_rows)
            continue;
        first = node->first_row < first ? node->first_row : first;
        end = node->first_row + node->n_rows > end ? node->first_row + node->n_rows : end;
    }
    sv_i128 bound = ask(t, j);
    for (int i = 0; i < n_steps && first < end; i++) {
        int64_t *multiplier = &proof->rows[first + pick(t->text, end - first)].multiplier;
        int64_t kept = *multiplier;
        *multiplier = changed(t->text, kept, proof->scale);
        sv_i128 next = ask(t, j);
        if (next <= bound)
            bound = next;
        else
            *multiplier = kept;
    }
    t->n_levels++;
    t->n_tight += ask(t, j) == t->best[j] * sign_of(t, j);
}

static void try_proof(struct trial *t, const struct sv_proof_model *model)
{
    struct solver_findings bad = {0};
    t->z = pick(t->text, t->all.n);
    for (int i = 0; i < 3; i++) { /* mostly one of the better plans */
        int other = pick(t->text, t->all.n);
        if (value_of_plan(&t->all, other, 0) * sign_of(t, 0) >
            value_of_plan(&t->all, t->z, 0) * sign_of(t, 0))
            t->z = other;
    }
    t->plan =
        (struct solver_plan){.n_parties = t->inst.n_parties, .room_of_party = t->all.rooms[t->z]};
    for (int j = 0; j < t->all.brute.n_levels; j++)
        t->best[j] = best_value(&t->all, t->z, j);
    random_proof(t->text, model, &t->all, t->z, pick(t->text, 3));
    if (solver_proof_parse(&t->proof, &t->inst, t->text->text, t->text->len, &bad) != SOLVER_OK)
        fail_msg("refused: %s: %s\n%s", bad.items[0].where, bad.items[0].en, t->text->text);
    for (int j = 0; j < t->all.brute.n_levels; j++)
        climb(t, j, 60);
    solver_proof_release(t->proof);
}

/* Party q becomes like p but for one field: two parties are of one type only where all agree. */
static void blend(struct solver_instance *inst, struct random_text *r, int p, int q)
{
    struct solver_party *to = &inst->parties[q], was = *to, now = inst->parties[p];
    now.id = was.id;
    now.band = was.band;
    now.points = was.points;
    now.order = was.order;
    switch (pick(r, 10)) {
    case 0:
        now.members = was.members;
        now.n_members = was.n_members;
        break;
    case 1:
        now.is_private = was.is_private;
        break;
    case 2:
        now.pool_ix = was.pool_ix;
        break;
    case 3:
        now.need_ixs = was.need_ixs;
        now.n_needs = was.n_needs;
        break;
    case 4:
        now.wishes = was.wishes;
        now.n_wishes = was.n_wishes;
        break;
    case 5:
        now.sites = was.sites;
        now.n_sites = was.n_sites;
        break;
    case 6:
        now.other_sites_penalty = was.other_sites_penalty;
        break;
    case 7:
        now.current_room_ix = was.current_room_ix;
        break;
    case 8:
        now.pinned_room_ix = was.pinned_room_ix;
        break;
    case 9:
        now.banned_room_ixs = was.banned_room_ixs;
        now.n_banned = was.n_banned;
        break;
    }
    *to = now;
}

static void try_seed(uint64_t seed, struct random_text *text, long *n_asked, long *n_tight,
                     long *n_levels)
{
    struct trial t = {.seed = seed, .text = text};
    struct solver_findings bad = {0};
    random_instance(text, seed, 4, 4);
    assert_int_equal(solver_instance_parse(&t.inst, text->text, text->len, &bad), SOLVER_OK);
    int n = t.inst.n_parties, p = pick(text, n), q = pick(text, n);
    struct solver_party kept = t.inst.parties[q];
    if (chance(text, 60))
        blend(&t.inst, text, p, q);
    all_plans(&t.inst, &t.all);
    struct sv_bound bound;
    struct sv_proof_model model;
    assert_int_equal(sv_bound_init(&bound, &t.inst), SOLVER_OK);
    assert_int_equal(bound.n_clashes > 0, t.all.brute.is_infeasible);
    if (!bound.n_clashes && t.all.brute.n_levels) {
        assert_int_equal(sv_proof_model_init(&model, &t.inst, &bound), SOLVER_OK);
        twin_init(&t.twin, &t.inst);
        try_proof(&t, &model);
        twin_release(&t.twin);
        sv_proof_model_release(&model);
    }
    sv_bound_release(&bound);
    *n_asked += t.n_asked;
    *n_tight += t.n_tight;
    *n_levels += t.n_levels;
    all_plans_release(&t.all);
    t.inst.parties[q] = kept;
    solver_instance_release(&t.inst);
}

static void t_no_bound_is_better_than_the_best_plan(void **state)
{
    (void)state;
    long n_asked = 0, n_tight = 0, n_levels = 0;
    struct random_text *text = calloc(1, sizeof *text);
    assert_non_null(text);
    for (long i = 0; i < n_instances; i++)
        try_seed((uint64_t)(first_seed + i), text, &n_asked, &n_tight, &n_levels);
    free(text);
    print_message("%ld bounds asked, %ld of %ld levels tight\n", n_asked, n_tight, n_levels);
    assert_true(n_tight > n_levels / 4); /* else the law was asked of nothing */
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
    set_number(&n_instances, argc > 1 ? argv[1] : NULL);
    set_number(&first_seed, argc > 2 ? argv[2] : NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_no_bound_is_better_than_the_best_plan)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
