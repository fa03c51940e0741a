/* Level `agencies` beside three simple constructions, which start from the plan of the levels
 * before it and keep to the same set: two parties of one size, site and mode change rooms, where
 * both fit and `moves` and `preferences` stay.
 *
 *     agencies_simple              the law, over made-up instances
 *     agencies_simple INSTANCE     a table for one
 *
 * Law: the engine is never worse than the best of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "brute.h"
#include "solver/check.h"
#include "solver/generate.h"
#include "solver/solve.h"

struct desk {
    const struct solver_instance *inst;
    int *room_of; /* [n_parties] */
    int n_agencies;
    int *count; /* [n_rooms * n_agencies] */
    bool *is_fixed;
};

static int agency(const struct desk *d, int p)
{
    return d->inst->parties[p].agency_ix + 1;
}

static int *count(const struct desk *d, int r, int p)
{
    return &d->count[(size_t)r * (size_t)d->n_agencies + (size_t)agency(d, p)];
}

static int64_t cost(const struct desk *d, int p, int r, bool is_moves)
{
    if (is_moves)
        return brute_is_incumbent(d->inst, p) && d->inst->parties[p].current_room_ix != r;
    return brute_preference(d->inst, p, r);
}

/* What changing p and q saves; a negative number where they may not. */
static int saving(const struct desk *d, int p, int q)
{
    const struct solver_party *a = &d->inst->parties[p], *b = &d->inst->parties[q];
    int r = d->room_of[p], s = d->room_of[q];
    if (r < 0 || s < 0 || r == s || a->n_members != b->n_members || agency(d, p) == agency(d, q) ||
        d->is_fixed[p] || d->is_fixed[q] || a->is_private || b->is_private ||
        d->inst->rooms[r].site_ix != d->inst->rooms[s].site_ix ||
        brute_mode(d->inst, p, r) != brute_mode(d->inst, q, s))
        return -9;
    int change =
        (*count(d, r, p) == 1) + (*count(d, s, q) == 1) - !*count(d, s, p) - !*count(d, r, q);
    if (change < 0 || !brute_fits(d->inst, p, s) || !brute_fits(d->inst, q, r))
        return -9;
    for (int k = 0; k < 2; k++)
        if (cost(d, p, r, k) + cost(d, q, s, k) != cost(d, p, s, k) + cost(d, q, r, k))
            return -9;
    return change;
}

static void swap(struct desk *d, int p, int q)
{
    int r = d->room_of[p], s = d->room_of[q];
    --*count(d, r, p);
    --*count(d, s, q);
    ++*count(d, s, p);
    ++*count(d, r, q);
    d->room_of[p] = s;
    d->room_of[q] = r;
}

/* In the order of the file, everybody with the first who makes it better. */
static void in_plan_order(struct desk *d)
{
    for (int p = 0; p < d->inst->n_parties; p++)
        for (int q = 0; q < d->inst->n_parties; q++)
            if (saving(d, p, q) > 0)
                swap(d, p, q);
}

/* Everybody with the one who makes it best, until nobody finds one. */
static void best_fit(struct desk *d)
{
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (int p = 0; p < d->inst->n_parties; p++) {
            int best = -1, most = 0;
            for (int q = 0; q < d->inst->n_parties; q++)
                if (saving(d, p, q) > most) {
                    most = saving(d, p, q);
                    best = q;
                }
            if (best >= 0)
                swap(d, p, best);
            has_changed |= best >= 0;
        }
    }
}

/* Agency by agency, the largest first: its people join the rooms where most of it are. */
static void largest_first(struct desk *d)
{
    const struct solver_instance *inst = d->inst;
    int *n = calloc((size_t)d->n_agencies, sizeof *n);
    assert_non_null(n);
    for (int p = 0; p < inst->n_parties; p++)
        n[agency(d, p)]++;
    for (int k = 0; k < d->n_agencies; k++) {
        int a = 0;
        for (int b = 0; b < d->n_agencies; b++)
            a = n[b] > n[a] ? b : a;
        n[a] = -1;
        for (int together = 16; together > 0; together--)
            for (int p = 0; p < inst->n_parties; p++)
                for (int q = 0; agency(d, p) == a && q < inst->n_parties; q++)
                    if (d->room_of[p] >= 0 && d->room_of[q] >= 0 &&
                        d->count[(size_t)d->room_of[q] * (size_t)d->n_agencies + (size_t)a] ==
                            together &&
                        *count(d, d->room_of[p], p) <= together && saving(d, p, q) >= 0)
                        swap(d, p, q);
    }
    free(n);
}

static const struct {
    const char *name;
    void (*run)(struct desk *);
} constructions[] = {
    {"largest agency first", largest_first},
    {"in plan order", in_plan_order},
    {"best fit", best_fit},
};

/* From the plan without the level; the value it ends with. */
static int64_t construct(const struct solver_instance *inst, const int *room_of,
                         void (*run)(struct desk *))
{
    struct desk d = {.inst = inst, .n_agencies = inst->n_agencies + 1};
    d.room_of = calloc((size_t)inst->n_parties + 1, sizeof *d.room_of);
    d.is_fixed = calloc((size_t)inst->n_parties + 1, sizeof *d.is_fixed);
    d.count = calloc((size_t)inst->n_rooms * (size_t)d.n_agencies + 1, sizeof *d.count);
    assert_non_null(d.room_of);
    assert_non_null(d.is_fixed);
    assert_non_null(d.count);
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        d.room_of[p] = room_of[p];
        d.is_fixed[p] = party->pinned_room_ix >= 0 ||
                        (inst->policy.incumbents == SOLVER_STAY && party->current_room_ix >= 0);
        if (room_of[p] >= 0)
            ++*count(&d, room_of[p], p);
    }
    run(&d);
    int64_t value = solver_check_value(inst, d.room_of, SOLVER_AGENCIES, 0);
    free(d.room_of);
    free(d.is_fixed);
    free(d.count);
    return value;
}

/* Returns how much worse the engine is than the best of them. */
static int64_t compare(struct solver_instance *inst, bool is_told)
{
    struct solver_limits limits = {0};
    struct solver_plan plan, before;
    int64_t least = INT64_MAX;
    assert_int_equal(solver_solve(inst, &limits, &plan), SOLVER_OK);
    inst->policy.n_objectives--;
    assert_int_equal(solver_solve(inst, &limits, &before), SOLVER_OK);
    inst->policy.n_objectives++;
    const struct solver_level *level = &plan.levels[plan.n_levels - 1];
    for (int k = 0; k < 3; k++) {
        int64_t value = construct(inst, before.room_of_party, constructions[k].run);
        least = value < least ? value : least;
        if (is_told)
            printf("%-40s %14lld\n", constructions[k].name, (long long)value);
    }
    if (is_told)
        printf("%-40s %14lld  bound %lld\n", "quarters", (long long)level->value,
               (long long)level->bound);
    int64_t worse = level->value - least;
    solver_plan_release(&plan);
    solver_plan_release(&before);
    return worse;
}

static void parse(struct solver_instance *inst, const char *text, size_t len)
{
    struct solver_findings bad = {0};
    if (solver_instance_parse(inst, text, len, &bad) != SOLVER_OK)
        fail_msg("%s: %s", bad.n ? bad.items[0].where : "", bad.n ? bad.items[0].en : "no memory");
}

static void t_never_worse_than_simple_constructions(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct solver_instance inst;
        char *text;
        size_t len;
        assert_int_equal(solver_generate(10 + 5 * (int)seed, seed, &text, &len), SOLVER_OK);
        parse(&inst, text, len);
        free(text);
        int64_t worse = compare(&inst, false);
        if (worse > 0)
            fail_msg("seed %llu: %lld worse", (unsigned long long)seed, (long long)worse);
        solver_instance_release(&inst);
    }
}

/* 1 = worse than the best of them, or the file cannot be read */
static int tell(const char *path)
{
    struct solver_instance inst;
    FILE *f = fopen(path, "rb");
    long size = f && !fseek(f, 0, SEEK_END) ? ftell(f) : -1;
    char *text = size > 0 ? malloc((size_t)size) : NULL;
    bool is_read =
        text && !fseek(f, 0, SEEK_SET) && fread(text, 1, (size_t)size, f) == (size_t)size;
    int rc = 1;
    if (is_read) {
        parse(&inst, text, (size_t)size);
        rc = compare(&inst, true) > 0;
        solver_instance_release(&inst);
    }
    free(text);
    if (f)
        (void)fclose(f);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return tell(argv[1]);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_never_worse_than_simple_constructions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
