/* Explanations against the enumeration of all plans, over random small instances.
 *
 *     explain_brute [COUNT [FIRST_SEED [PARTIES [ROOMS]]]]
 *
 * Laws: the change is the first, in the order of solver/explain.h, after which every plan that is
 * best in who is housed places the party, and `none` where there is none; a better place in the
 * order never hurts; a later solve of the changed instance places it; the counts add up to the
 * rooms and agree with the plan's reasons. An instance that breaks one is written to
 * build/explain-SEED.json. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../sanitized.h"
#include "brute.h"
#include "random_instance.h"
#include "solver/explain.h"

static long n_instances = FEWER(4000); /* some seconds, under the sanitizer ten */
static long first_seed = 1;
static long max_parties = 6, max_rooms = 4;
static long n_met[SOLVER_CHANGE_OPEN + 1][SOLVER_CHANGE_ROOM + 1]; /* state, kind where found */

struct trial {
    uint64_t seed;
    struct solver_instance inst;
    struct solver_plan plan;
    char why[512];
};

__attribute__((format(printf, 2, 3))) static void blame(struct trial *t, const char *format, ...)
{
    if (t->why[0])
        return;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(t->why, sizeof t->why, format, args);
    va_end(args);
}

/* Levels before the first that asks where; 0 where a later one still asks who. */
static int n_who(const struct solver_policy *policy)
{
    int n = 0, n_late = 0;
    while (n < policy->n_objectives && policy->objectives[n] <= SOLVER_ORDER)
        n++;
    for (int i = n; i < policy->n_objectives; i++)
        n_late += policy->objectives[i] <= SOLVER_ORDER;
    return n_late ? 0 : n;
}

/* Is party p in every plan of the instance that is best on the levels that say who is housed? */
static bool is_always_housed(const struct solver_instance *inst, int p)
{
    struct brute with, without;
    struct solver_instance barred = *inst;
    struct solver_party parties[BRUTE_PARTIES];
    brute_solve(inst, &with);
    if (with.is_infeasible || with.bound_to[p] >= 0)
        return !with.is_infeasible;
    memcpy(parties, inst->parties, sizeof *parties * (size_t)inst->n_parties);
    parties[p].n_sites = 0; /* no site, no home: p cannot be anywhere */
    parties[p].other_sites_penalty = -1;
    parties[p].current_room_ix = -1;
    barred.parties = parties;
    brute_solve(&barred, &without);
    for (int j = 0; j < with.n_levels && with.levels[j].objective <= SOLVER_ORDER; j++)
        if (with.best[j] != without.best[j])
            return true;
    return false;
}

static bool does_house(struct trial *t, int p, const struct solver_change *c)
{
    struct solver_instance changed;
    int rc = solver_change_apply(&t->inst, p, c, &changed);
    assert_int_not_equal(rc, SOLVER_NOMEM);
    bool does = rc == SOLVER_OK && is_always_housed(&changed, p);
    solver_changed_release(&changed);
    return does;
}

/* The first place from its own upwards that houses p; 0 = none. All better ones must do so too. */
static int find_place(struct trial *t, int p)
{
    int found = 0;
    for (int k = t->inst.parties[p].order - 1; k >= 1; k--) {
        struct solver_change c = {.kind = SOLVER_CHANGE_ORDER, .order = k};
        bool does = does_house(t, p, &c);
        if (found && !does)
            blame(t, "%s: place %d houses it, place %d does not", t->inst.parties[p].id, found, k);
        found = !found && does ? k : found;
    }
    return found;
}

static bool find_room(struct trial *t, int p, struct solver_change *c)
{
    int home = t->inst.parties[p].current_room_ix;
    for (int i = -1; i < t->inst.n_rooms; i++) {
        *c = (struct solver_change){.kind = SOLVER_CHANGE_ROOM, .room_ix = i < 0 ? home : i};
        if (c->room_ix >= 0 && does_house(t, p, c))
            return true;
    }
    return false;
}

/* The truth: false = no change houses p. */
static bool find_change(struct trial *t, int p, struct solver_change *c)
{
    for (int s = 0; s < t->inst.n_sites; s++) {
        *c = (struct solver_change){.kind = SOLVER_CHANGE_SITE, .site_ix = s};
        if (does_house(t, p, c))
            return true;
    }
    *c = (struct solver_change){.kind = SOLVER_CHANGE_ORDER, .order = find_place(t, p)};
    if (c->order) {
        solver_change_fill(&t->inst, p, c);
        return true;
    }
    *c = (struct solver_change){.kind = SOLVER_CHANGE_SHARING};
    return does_house(t, p, c) || find_room(t, p, c);
}

static void solve_changed(struct trial *t, int p, const struct solver_change *c)
{
    struct solver_instance changed;
    struct solver_plan plan = {0};
    struct solver_limits limits = {0};
    assert_int_equal(solver_change_apply(&t->inst, p, c, &changed), SOLVER_OK);
    assert_int_equal(solver_solve(&changed, &limits, &plan), SOLVER_OK);
    if (plan.status == SOLVER_INFEASIBLE || plan.room_of_party[p] < 0)
        blame(t, "%s: a solve of the changed instance does not place it", t->inst.parties[p].id);
    solver_plan_release(&plan);
    solver_changed_release(&changed);
}

static void compare_change(struct trial *t, const struct solver_explanation *e)
{
    struct solver_change truth;
    int p = e->party_ix;
    const char *id = t->inst.parties[p].id;
    if (!n_who(&t->inst.policy)) {
        if (e->state != SOLVER_CHANGE_NO_LEVELS)
            blame(t, "%s: state %d for a policy that does not say who is housed", id, e->state);
        return;
    }
    bool is_there = find_change(t, p, &truth);
    if (e->state != (is_there ? SOLVER_CHANGE_FOUND : SOLVER_CHANGE_NONE))
        blame(t, "%s: state %d, the truth is %s (kind %d)", id, e->state,
              is_there ? "found" : "none", is_there ? (int)truth.kind : -1);
    else if (is_there && memcmp(&e->change, &truth, sizeof truth) != 0)
        blame(t, "%s: kind %d %d %d %d, the truth is %d %d %d %d", id, e->change.kind,
              e->change.site_ix, e->change.order, e->change.room_ix, truth.kind, truth.site_ix,
              truth.order, truth.room_ix);
    else if (is_there)
        solve_changed(t, p, &e->change);
}

/* Counts against rooms and against the plan's own reasons. These know less: a home keeps its rule
 * (4) there, and a room that a pin holds is taken before its sex is asked. */
static void compare_counts(struct trial *t, const struct solver_explanation *e)
{
    static const enum solver_shut SAME[] = {[SOLVER_SITE_NOT_ACCEPTED] = SOLVER_SHUT_SITE,
                                            [SOLVER_POOL_NOT_ADMITTED] = SOLVER_SHUT_POOL,
                                            [SOLVER_ROOMS_CLOSED] = SOLVER_SHUT_CLOSED,
                                            [SOLVER_NEEDS_UNMET] = SOLVER_SHUT_NEEDS,
                                            [SOLVER_TOO_LARGE] = SOLVER_SHUT_TOO_LARGE,
                                            [SOLVER_BANNED] = SOLVER_SHUT_BANNED};
    int sum = 0, told[SOLVER_N_REASONS] = {0}, n_people = 0;
    const char *id = t->inst.parties[e->party_ix].id;
    const struct solver_unplaced *reasons = &t->plan.unplaced[e->party_ix];
    for (int i = 0; i < reasons->n_reasons; i++)
        told[reasons->reasons[i].code] = reasons->reasons[i].n_rooms;
    for (int code = 0; code < SOLVER_N_SHUTS; code++) {
        sum += e->n_rooms[code];
        n_people += code >= SOLVER_SHUT_HELD ? e->n_rooms[code] : 0;
    }
    if (sum != t->inst.n_rooms)
        blame(t, "%s: counts add up to %d of %d rooms", id, sum, t->inst.n_rooms);
    bool has_home = t->inst.policy.incumbents == SOLVER_MAY_MOVE &&
                    t->inst.parties[e->party_ix].current_room_ix != -1;
    for (int code = SOLVER_SITE_NOT_ACCEPTED; !has_home && code < SOLVER_N_REASONS; code++)
        if (e->n_rooms[SAME[code]] != told[code])
            blame(t, "%s: reason %d has %d rooms, the explanation %d", id, code, told[code],
                  e->n_rooms[SAME[code]]);
    int taken = told[SOLVER_NO_BED_FOR_MODE];
    if (!has_home && (n_people > taken || n_people + e->n_rooms[SOLVER_SHUT_SEX] < taken))
        blame(t, "%s: %d rooms taken, the plan says %d", id, n_people, taken);
}

static void compare_all(struct trial *t)
{
    struct solver_explanations ex = {0};
    assert_int_equal(solver_explain(&t->inst, &t->plan, SOLVER_ALL, NULL, &ex), SOLVER_OK);
    for (int i = 0; i < ex.n; i++) {
        const struct solver_explanation *e = &ex.items[i];
        if (e->party_ix != i || e->room_ix != t->plan.room_of_party[i])
            blame(t, "explanation %d is of another party or room", i);
        if (e->room_ix >= 0)
            continue;
        n_met[e->state][e->state == SOLVER_CHANGE_FOUND ? e->change.kind : 0]++;
        compare_counts(t, e);
        compare_change(t, e);
    }
    solver_explanations_release(&ex);
}

static void keep_failure(const struct trial *t, const struct random_text *json)
{
    char path[64];
    (void)snprintf(path, sizeof path, "build/explain-%llu.json", (unsigned long long)t->seed);
    FILE *f = fopen(path, "wb");
    if (f) {
        (void)fwrite(json->text, 1, json->len, f);
        (void)fclose(f);
    }
    print_error("%s: %s\n", path, t->why);
}

static bool try_seed(uint64_t seed, struct random_text *json)
{
    struct trial t = {.seed = seed};
    struct solver_limits limits = {0};
    struct solver_findings bad = {0};
    random_instance(json, seed, (int)max_parties, (int)max_rooms);
    assert_int_equal(solver_instance_parse(&t.inst, json->text, json->len, &bad), SOLVER_OK);
    assert_int_equal(solver_solve(&t.inst, &limits, &t.plan), SOLVER_OK);
    if (t.plan.status == SOLVER_OPTIMAL)
        compare_all(&t);
    if (t.why[0])
        keep_failure(&t, json);
    solver_findings_release(&bad);
    solver_plan_release(&t.plan);
    solver_instance_release(&t.inst);
    return !t.why[0];
}

static void t_change_is_the_first_that_houses(void **state)
{
    (void)state;
    struct random_text *json = calloc(1, sizeof *json);
    assert_non_null(json);
    long n_failed = 0;
    for (long i = 0; i < n_instances && n_failed < 20; i++)
        n_failed += !try_seed((uint64_t)(first_seed + i), json);
    free(json);
    assert_int_equal(n_failed, 0);
}

/* The trials above saw every kind of change, and none, or they say little. */
static void t_every_kind_was_met(void **state)
{
    (void)state;
    for (int kind = 0; kind <= SOLVER_CHANGE_ROOM; kind++)
        assert_true(n_met[SOLVER_CHANGE_FOUND][kind] > 0);
    assert_true(n_met[SOLVER_CHANGE_NONE][0] > 0);
    assert_int_equal(n_met[SOLVER_CHANGE_OPEN][0] + n_met[SOLVER_CHANGE_NOT_OPTIMAL][0], 0);
}

int main(int argc, char **argv)
{
    long *numbers[] = {&n_instances, &first_seed, &max_parties, &max_rooms};
    for (int i = 1; i < argc && i <= 4; i++)
        *numbers[i - 1] = strtol(argv[i], NULL, 10);
    max_parties = max_parties < BRUTE_PARTIES ? max_parties : BRUTE_PARTIES;
    max_rooms = max_rooms < BRUTE_ROOMS ? max_rooms : BRUTE_ROOMS;
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_change_is_the_first_that_houses),
                                       cmocka_unit_test(t_every_kind_was_met)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
