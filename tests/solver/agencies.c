/* Level `agencies` against the enumeration of its set, over instances made for it: one site, rooms
 * of one to four beds, parties of one to three whom they all hold, few agencies.
 *
 *     agencies [COUNT [FIRST_SEED]]
 *
 * Laws: value >= least >= bound; proven only where all are equal; and mostly proven, or the bound
 * is not worth its name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../sanitized.h"
#include "brute.h"
#include "random_instance.h"
#include "solver/solve.h"

static long n_instances = FEWER(1500), first_seed = 1;

static void put_wing_rooms(struct random_text *t, int n)
{
    put(t, "\"rooms\":[");
    for (int r = 0; r < n; r++) {
        put(t, "%s{\"id\":\"R%d\",\"site\":\"S\",\"beds\":%d,\"sex\":\"any\",\"usable\":true",
            r ? "," : "", r, 1 + pick(t, 4));
        put_some(t, "features", "f", 2, 50);
        put(t, "}");
    }
    put(t, "],");
}

static void put_wing_parties(struct random_text *t, int n, int n_rooms)
{
    bool has_homes = !pick(t, 3), has_pins = !pick(t, 4);
    int n_agencies = 2 + pick(t, 3), percent = 25 * pick(t, 4), most = 1 + pick(t, 3);
    put(t, "\"parties\":[");
    for (int p = 0; p < n; p++) {
        put(t, "%s{\"id\":\"P%d\",\"members\":[", p ? "," : "", p);
        for (int k = 0, size = 1 + pick(t, most); k < size; k++)
            put(t, "%s{\"id\":\"O%d.%d\",\"sex\":\"F\"}", k ? "," : "", p, k);
        put(t, "],\"sharing\":\"shared\",\"pool\":\"X\",\"band\":1,\"points\":9,\"order\":%d",
            p + 1);
        if (pick(t, 8))
            put(t, ",\"agency\":\"A%d\"", pick(t, n_agencies));
        if (chance(t, percent))
            put(t, ",\"wishes\":[{\"feature\":\"f%d\",\"weight\":%d}]", pick(t, 2), 1 + pick(t, 2));
        if (chance(t, percent / 3))
            put(t, ",\"needs\":[\"f%d\"]", pick(t, 2));
        if (has_homes && pick(t, 2))
            put(t, ",\"current_room\":\"R%d\"", pick(t, n_rooms));
        if (has_pins && !pick(t, 5))
            put(t, ",\"pinned_room\":\"R%d\"", pick(t, n_rooms));
        put(t, "}");
    }
    put(t, "],");
}

static void put_wing(struct random_text *t, uint64_t seed)
{
    static const char *const incumbents[] = {"stay", "may_move", "compete"};
    static const char *const levels[] = {"",
                                         "\"moves\",",
                                         "\"preferences\",",
                                         "\"moves\",\"preferences\",",
                                         "\"preferences\",\"moves\",\"rooms\",",
                                         "\"rooms\",\"preferences\","};
    t->len = 0;
    t->state = seed;
    int n_rooms = 2 + pick(t, 4);
    put(t, "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S\"}],");
    put_wing_rooms(t, n_rooms);
    put_wing_parties(t, 4 + pick(t, 5), n_rooms);
    put(t, "\"policy\":{\"pools\":[{\"id\":\"X\"}],\"incumbents\":\"%s\",\"objectives\":[",
        incumbents[pick(t, 3)]);
    put(t, "\"keep_housed\",\"housed_by_band\",%s\"agencies\"]}}\n", levels[pick(t, 6)]);
}

/* Adds to the counts: instances with a plan, those proven, those mixed at all. */
static void try_seed(uint64_t seed, struct random_text *json, long count[3])
{
    struct solver_instance inst;
    struct solver_plan plan;
    struct solver_limits limits = {0};
    struct solver_findings bad = {0};
    struct brute truth;
    put_wing(json, seed);
    if (solver_instance_parse(&inst, json->text, json->len, &bad) != SOLVER_OK)
        fail_msg("%llu: %s: %s", (unsigned long long)seed, bad.items[0].where, bad.items[0].en);
    brute_solve(&inst, &truth);
    assert_int_equal(solver_solve(&inst, &limits, &plan), SOLVER_OK);
    if (!truth.is_infeasible) {
        const struct solver_level *level = &plan.levels[plan.n_levels - 1];
        int64_t least = brute_least_agencies(&truth, plan.room_of_party);
        if (level->value < least || level->bound > least || least < 0 ||
            level->is_proven != (level->value == level->bound))
            fail_msg("%llu: value %lld, bound %lld, proven %d, least %lld",
                     (unsigned long long)seed, (long long)level->value, (long long)level->bound,
                     level->is_proven, (long long)least);
        if (brute_agencies(&inst, plan.room_of_party) != level->value)
            fail_msg("%llu: value %lld is not the plan's", (unsigned long long)seed,
                     (long long)level->value);
        count[0]++;
        count[1] += level->is_proven;
        count[2] += level->value > 0;
    }
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

static void t_bound_and_value_meet_the_enumeration(void **state)
{
    (void)state;
    long count[3] = {0};
    struct random_text *json = calloc(1, sizeof *json);
    assert_non_null(json);
    for (long i = 0; i < n_instances; i++)
        try_seed((uint64_t)(first_seed + i), json, count);
    free(json);
    print_message("%ld plans, %ld of them mixed, %ld proven\n", count[0], count[2], count[1]);
    assert_true(count[2] * 2 > count[0]);
    assert_true(count[1] * 10 >= count[0] * 9);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        n_instances = strtol(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtol(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_bound_and_value_meet_the_enumeration)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
