/* Proofs written by the engine, over random small instances.
 *
 *     prove [COUNT [FIRST_SEED [PARTIES [ROOMS]]]]
 *
 * Laws: a proof does not change the plan; its file is of the format; the checker of proofs, which
 * reads the model by itself, finds nothing exactly where the plan calls every level before agencies
 * proven, and that it does for all but a few instances; a bound that is not the value is on the
 * right side of the optimum that the search knows.
 *
 * And the smallest instance known whose optimum rows R1 to R6 cannot prove. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../sanitized.h"
#include "random_instance.h"
#include "solver/proof.h"
#include "solver/solve.h"

enum { MAX_TOLD = 20 };

static long n_instances = FEWER(6000);
static long first_seed = 1;
static long max_parties = 6, max_rooms = 4;

static void blame(uint64_t seed, const struct random_text *json, const char *why, const char *where,
                  long *n_failed)
{
    char path[64];
    (void)snprintf(path, sizeof path, "build/prove-%llu.json", (unsigned long long)seed);
    FILE *f = fopen(path, "wb");
    if (f) {
        (void)fwrite(json->text, 1, json->len, f);
        (void)fclose(f);
    }
    print_error("%s: %s %s\n", path, why, where);
    ++*n_failed;
}

struct trial {
    struct solver_instance inst;
    struct solver_plan plan, plain;
    struct solver_proof *proof;
    struct solver_findings bad;
    char *text;
};

static void trial_release(struct trial *t)
{
    solver_proof_release(t->proof);
    free(t->text);
    solver_findings_release(&t->bad);
    solver_plan_release(&t->plan);
    solver_plan_release(&t->plain);
    solver_instance_release(&t->inst);
}

/* What is wrong, or NULL. */
static const char *judge(struct trial *t, bool *is_closed)
{
    const struct solver_limits limits = {0};
    size_t len = 0;
    assert_int_equal(solver_solve(&t->inst, &limits, &t->plain), SOLVER_OK);
    assert_int_equal(solver_solve_and_prove(&t->inst, &limits, &t->plan, &t->text, &len),
                     SOLVER_OK);
    if (memcmp(t->plan.room_of_party, t->plain.room_of_party,
               (size_t)t->plan.n_parties * sizeof *t->plan.room_of_party) != 0)
        return "another plan";
    for (int j = 0; j < t->plan.n_levels; j++) {
        const struct solver_level *level = &t->plan.levels[j];
        bool is_max = solver_objective_is_max(level->objective);
        if (level->is_proven != (level->value == level->bound) &&
            level->objective != SOLVER_AGENCIES)
            return "a level is proven though its bound is not its value, or not though it is";
        if (is_max ? level->bound < t->plain.levels[j].value
                   : level->bound > t->plain.levels[j].value)
            return "a bound that a plan beats";
    }
    if (solver_proof_parse(&t->proof, &t->inst, t->text, len, &t->bad) != SOLVER_OK)
        return "not the format";
    *is_closed = t->plan.status == SOLVER_OPTIMAL || t->plan.status == SOLVER_INFEASIBLE;
    if (t->plan.status == SOLVER_INFEASIBLE)
        return NULL;
    assert_int_equal(solver_check_proof(&t->inst, &t->plan, t->proof, &t->bad), SOLVER_OK);
    if (*is_closed != (t->bad.n == 0))
        return *is_closed ? "the checker does not believe it" : "the checker believes more";
    return NULL;
}

static void t_proofs_hold(void **state)
{
    (void)state;
    struct random_text *json = calloc(1, sizeof *json);
    assert_non_null(json);
    long n_failed = 0, n_open = 0;
    for (long i = 0; i < n_instances && n_failed < MAX_TOLD; i++) {
        struct trial t = {.proof = NULL};
        bool is_closed = false;
        random_instance(json, (uint64_t)(first_seed + i), (int)max_parties, (int)max_rooms);
        assert_int_equal(solver_instance_parse(&t.inst, json->text, json->len, &t.bad), SOLVER_OK);
        const char *why = judge(&t, &is_closed);
        if (why)
            blame((uint64_t)(first_seed + i), json, why, t.bad.n ? t.bad.items[0].where : "",
                  &n_failed);
        n_open += !is_closed;
        if (!is_closed && getenv("PROVE_TELL"))
            print_message("open: seed %ld\n", first_seed + i);
        trial_release(&t);
    }
    free(json);
    print_message("%ld of %ld proofs leave a level open\n", n_open, n_instances);
    assert_int_equal(n_failed, 0);
    assert_true(n_open * 50 <= n_instances);
}

/* One stays in a room of four; a couple more fits, a second does not, but R2 sells it half a place:
 * Σ n x <= 4 y with the one who stays on the left leaves 3 people, 1.5 couples; and no weights of
 * R6 do better, for four people of weight a each must not outweigh V >= a + 2b. */
static const char SHARED_ROOM[] =
    "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S\"}],\"rooms\":[{\"id\":\"R\","
    "\"site\":\"S\",\"beds\":4,\"sex\":\"F\",\"usable\":true}],\"parties\":["
    "{\"id\":\"stays\",\"members\":[{\"id\":\"1\",\"sex\":\"F\"}],\"sharing\":\"shared\","
    "\"pool\":\"C\",\"band\":1,\"points\":0,\"order\":1,\"current_room\":\"R\"},"
    "{\"id\":\"two\",\"members\":[{\"id\":\"2\",\"sex\":\"F\"},{\"id\":\"3\",\"sex\":\"F\"}],"
    "\"sharing\":\"shared\",\"pool\":\"C\",\"band\":1,\"points\":0,\"order\":2},"
    "{\"id\":\"more\",\"members\":[{\"id\":\"4\",\"sex\":\"F\"},{\"id\":\"5\",\"sex\":\"F\"}],"
    "\"sharing\":\"shared\",\"pool\":\"C\",\"band\":1,\"points\":0,\"order\":3}],"
    "\"policy\":{\"pools\":[{\"id\":\"C\",\"occupancy\":null}],\"incumbents\":\"stay\","
    "\"objectives\":[\"housed_by_band\"]}}";

static void t_beds_left_are_not_in_the_rows(void **state)
{
    (void)state;
    struct trial t = {.proof = NULL};
    bool is_closed = true;
    assert_int_equal(solver_instance_parse(&t.inst, SHARED_ROOM, sizeof SHARED_ROOM - 1, &t.bad),
                     SOLVER_OK);
    assert_null(judge(&t, &is_closed));
    assert_false(is_closed);
    assert_true(t.plain.levels[0].is_proven);
    assert_int_equal(t.plan.status, SOLVER_FEASIBLE);
    assert_int_equal(t.plan.levels[0].value, 3);
    assert_int_equal(t.plan.levels[0].bound, 4);
    trial_release(&t);
}

/* Stays are not bound by beds: eighty parties of sixteen in a room of two. */
static void t_far_more_stay_than_there_are_beds(void **state)
{
    (void)state;
    struct trial t = {.proof = NULL};
    bool is_closed = false;
    size_t cap = 200000, n = 0;
    char *text = malloc(cap);
    assert_non_null(text);
    n += (size_t)snprintf(
        text + n, cap - n,
        "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S\"}],\"rooms\":[{"
        "\"id\":\"R\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":true}],"
        "\"parties\":[");
    for (int p = 0; p < 81; p++) { /* the last one is new */
        n +=
            (size_t)snprintf(text + n, cap - n, "%s{\"id\":\"p%d\",\"members\":[", p ? "," : "", p);
        for (int m = 0; m < (p < 80 ? 16 : 1); m++)
            n += (size_t)snprintf(text + n, cap - n, "%s{\"id\":\"m%d.%d\",\"sex\":\"F\"}",
                                  m ? "," : "", p, m);
        n += (size_t)snprintf(text + n, cap - n,
                              "],\"sharing\":\"shared\",\"pool\":\"C\",\"band\":1,\"points\":1,"
                              "\"order\":%d%s}",
                              p + 1, p < 80 ? ",\"current_room\":\"R\"" : "");
    }
    n += (size_t)snprintf(
        text + n, cap - n,
        "],\"policy\":{\"pools\":[{\"id\":\"C\",\"occupancy\":null}],"
        "\"incumbents\":\"stay\",\"objectives\":[\"keep_housed\",\"housed_by_band\","
        "\"order\"]}}");
    assert_int_equal(solver_instance_parse(&t.inst, text, n, &t.bad), SOLVER_OK);
    assert_null(judge(&t, &is_closed));
    assert_true(is_closed);
    assert_int_equal(t.plan.levels[0].value, 80 * 16);
    trial_release(&t);
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
    set_number(&n_instances, argc > 1 ? argv[1] : NULL);
    set_number(&first_seed, argc > 2 ? argv[2] : NULL);
    set_number(&max_parties, argc > 3 ? argv[3] : NULL);
    set_number(&max_rooms, argc > 4 ? argv[4] : NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_proofs_hold),
                                       cmocka_unit_test(t_beds_left_are_not_in_the_rows),
                                       cmocka_unit_test(t_far_more_stay_than_there_are_beds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
