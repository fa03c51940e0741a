/* Generated instances are instances, the same ones everywhere, with all that the rules know of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/generate.h"
#include "solver/solve.h"

static void read_made(int n_rooms, uint64_t seed, struct solver_instance *inst)
{
    struct solver_findings bad = {0};
    char *text;
    size_t len;
    assert_int_equal(solver_generate(n_rooms, seed, &text, &len), SOLVER_OK);
    assert_int_equal(solver_instance_parse(inst, text, len, &bad), SOLVER_OK);
    assert_int_equal(bad.n, 0);
    solver_findings_release(&bad);
    free(text);
}

static void t_every_size_is_read_and_free_of_conflicts(void **state)
{
    (void)state;
    static const int SIZES[] = {1, 2, 3, 5, 8, 13, 30, 60};
    for (size_t k = 0; k < sizeof SIZES / sizeof *SIZES; k++)
        for (uint64_t seed = 0; seed < 12; seed++) {
            struct solver_instance inst = {0};
            struct solver_plan plan = {0};
            struct solver_limits limits = {0};
            read_made(SIZES[k], seed, &inst);
            assert_int_equal(inst.n_rooms, SIZES[k]);
            assert_int_equal(solver_solve(&inst, &limits, &plan), SOLVER_OK);
            assert_int_not_equal(plan.status, SOLVER_INFEASIBLE);
            solver_plan_release(&plan);
            solver_instance_release(&inst);
        }
}

/* Order, bands and points are those of one policy. */
static void t_order_follows_points(void **state)
{
    (void)state;
    struct solver_instance inst = {0};
    read_made(500, 3, &inst);
    const struct solver_party **at = calloc((size_t)inst.n_parties + 1, sizeof(void *));
    assert_non_null(at);
    for (int p = 0; p < inst.n_parties; p++)
        at[inst.parties[p].order - 1] = &inst.parties[p];
    for (int i = 0; i < inst.n_parties; i++) {
        int band = 1;
        while (band <= inst.policy.n_bands && at[i]->points < inst.policy.bands[band - 1])
            band++;
        assert_int_equal(at[i]->band, band);
        assert_true(i == 0 || at[i - 1]->points >= at[i]->points);
    }
    free(at);
    solver_instance_release(&inst);
}

/* A large one has sites and agencies in proportion, and something of everything. */
static void t_everything_occurs(void **state)
{
    (void)state;
    struct solver_instance inst = {0};
    enum { PRIVATE, NEEDY, WISHING, CHOOSY, INCUMBENT, PINNED, BANNED, MANY, CLOSED, WOMEN, FREE };
    int n[FREE + 1] = {0};
    read_made(2000, 9, &inst);
    for (int p = 0; p < inst.n_parties; p++) {
        const struct solver_party *a = &inst.parties[p];
        n[PRIVATE] += a->is_private;
        n[NEEDY] += a->n_needs > 0;
        n[WISHING] += a->n_wishes > 1;
        n[CHOOSY] += a->n_sites > 0;
        n[INCUMBENT] += a->current_room_ix >= 0;
        n[PINNED] += a->pinned_room_ix >= 0;
        n[BANNED] += a->n_banned > 0;
        n[MANY] += a->n_members > 2;
    }
    for (int r = 0; r < inst.n_rooms; r++) {
        n[CLOSED] += !inst.rooms[r].is_usable;
        n[WOMEN] += inst.rooms[r].sex == SOLVER_ROOM_F;
        n[FREE] += inst.rooms[r].sex == SOLVER_ROOM_UNRESTRICTED;
    }
    for (int k = 0; k <= FREE; k++)
        assert_true(n[k] > 0);
    assert_in_range(inst.n_parties, 6600, 7800);
    assert_in_range(inst.n_sites, 16, 40);
    assert_in_range(inst.n_agencies, 60, 200);
    assert_int_equal(inst.n_features, 8);
    solver_instance_release(&inst);
}

/* The bytes are pinned: a bench of one machine is about the same instance as that of another. */
static void t_the_same_on_every_machine(void **state)
{
    (void)state;
    struct solver_instance inst = {0};
    read_made(300, 7, &inst);
    assert_string_equal(inst.sha256,
                        "d174828f9c54c8ed58d6d438f2ae0f9da772040fe27e9a678c7f7d00d5c6cedd");
    solver_instance_release(&inst);
    read_made(300, 8, &inst);
    assert_string_not_equal(inst.sha256,
                            "d174828f9c54c8ed58d6d438f2ae0f9da772040fe27e9a678c7f7d00d5c6cedd");
    solver_instance_release(&inst);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_every_size_is_read_and_free_of_conflicts),
        cmocka_unit_test(t_order_follows_points),
        cmocka_unit_test(t_everything_occurs),
        cmocka_unit_test(t_the_same_on_every_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
