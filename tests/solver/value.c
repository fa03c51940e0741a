/* The value of repairs and of one bed more against the enumeration of the changed instance's plans.
 *
 *     value [COUNT [FIRST_SEED]]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "brute.h"
#include "random_instance.h"
#include "solver/value.h"

enum { MAX_ROOMS = BRUTE_ROOMS - 1 };

static long n_instances = 400, first_seed = 1;
static int n_better_rooms, n_better_beds, n_infeasible, n_idle; /* so that none is absent */

/* The instance with the room repaired, or with one bed more; its lists are the caller's. */
static struct solver_instance changed_of(const struct solver_instance *inst,
                                         const struct solver_worth *w, struct solver_room *rooms,
                                         int *features)
{
    struct solver_instance changed = *inst;
    for (int r = 0; r < inst->n_rooms; r++)
        rooms[r] = inst->rooms[r];
    changed.rooms = rooms;
    if (w->room_ix >= 0) {
        rooms[w->room_ix].is_usable = true;
        return changed;
    }
    struct solver_room *bed = &rooms[changed.n_rooms++];
    *bed = (struct solver_room){.site_ix = w->site_ix, .beds = 1, .is_usable = true};
    bed->id = inst->sites[0].id; /* of no account in the enumeration */
    bed->feature_ixs = features;
    for (int f = 0; f < inst->n_features; f++) {
        int n_lacking = 0;
        for (int r = 0; r < inst->n_rooms; r++)
            n_lacking += inst->rooms[r].site_ix == w->site_ix && inst->rooms[r].is_usable &&
                         !brute_lists(inst->rooms[r].feature_ixs, inst->rooms[r].n_features, f);
        if (!n_lacking)
            features[bed->n_features++] = f;
    }
    switch (w->mode) {
    case SOLVER_BED_F:
        bed->sex = SOLVER_ROOM_F;
        break;
    case SOLVER_BED_M:
        bed->sex = SOLVER_ROOM_M;
        break;
    case SOLVER_BED_UNRESTRICTED:
        bed->sex = SOLVER_ROOM_UNRESTRICTED;
        break;
    case SOLVER_BED_PRIVATE:
        bed->sex = SOLVER_ROOM_ANY;
        return changed;
    }
    static int pool;
    pool = w->pool_ix;
    bed->pool_ixs = &pool;
    bed->n_pools = 1;
    return changed;
}

/* One answer: its levels and gains are those of the enumeration, all of them proven. */
static void worth_equals_enumeration(const struct solver_instance *inst, const struct brute *base,
                                     const struct solver_worth *w, int *n_better)
{
    struct solver_room rooms[BRUTE_ROOMS];
    int features[64];
    static struct brute b;
    struct solver_instance changed = changed_of(inst, w, rooms, features);
    int64_t first = 0;
    brute_solve(&changed, &b);
    assert_true(w->is_proven);
    assert_int_equal(w->is_infeasible, b.is_infeasible);
    assert_int_equal(w->n_gains, b.is_infeasible ? 0 : base->n_levels);
    n_infeasible += b.is_infeasible;
    for (int j = 0; j < w->n_gains; j++) {
        int64_t more = b.best[j] - base->best[j];
        int64_t gain = solver_objective_is_max(b.levels[j].objective) ? more : -more;
        assert_int_equal(w->gains[j].value, b.best[j]);
        assert_int_equal(w->gains[j].gain, gain);
        first = first ? first : gain;
    }
    *n_better += first > 0;
    n_idle += !first && !b.is_infeasible;
}

/* Where each stands in the order of the instance. */
static long rank_of(const struct solver_worth *w)
{
    if (w->room_ix >= 0)
        return w->room_ix;
    bool is_private = w->mode == SOLVER_BED_PRIVATE;
    return w->site_ix * 1000L + (is_private ? 999 : w->pool_ix * 4 + (int)w->mode);
}

static void is_sorted(const struct solver_worth *items, int n)
{
    for (int i = 1; i < n; i++) {
        const struct solver_worth *a = &items[i - 1], *b = &items[i];
        int64_t diff = b->is_infeasible - a->is_infeasible;
        for (int j = 0; j < a->n_gains && j < b->n_gains && !diff; j++)
            diff = a->gains[j].gain - b->gains[j].gain;
        assert_true(diff > 0 || (diff == 0 && rank_of(a) < rank_of(b)));
    }
}

/* Is that the mode which party p gives the room where it lives? */
static bool is_mode_of(const struct solver_instance *inst, int p, int r,
                       const struct solver_worth *w)
{
    const struct solver_party *party = &inst->parties[p];
    if (r < 0 || inst->rooms[r].site_ix != w->site_ix)
        return false;
    if (party->is_private || w->mode == SOLVER_BED_PRIVATE)
        return party->is_private && w->mode == SOLVER_BED_PRIVATE && w->pool_ix == -1;
    if (party->pool_ix != w->pool_ix)
        return false;
    if (inst->rooms[r].sex == SOLVER_ROOM_UNRESTRICTED)
        return w->mode == SOLVER_BED_UNRESTRICTED;
    return w->mode == (brute_sex(party) == 'F' ? SOLVER_BED_F : SOLVER_BED_M);
}

/* Each party that lives somewhere has one bed's entry, and each entry a party; sorted and ranked
 * they cannot repeat. */
static void beds_are_modes(const struct solver_instance *inst, const struct solver_plan *plan,
                           const struct solver_value *value)
{
    for (int p = 0; p < inst->n_parties; p++) {
        int n = 0;
        for (int i = 0; i < value->n_beds; i++)
            n += is_mode_of(inst, p, plan->room_of_party[p], &value->beds[i]);
        assert_int_equal(n, plan->room_of_party[p] >= 0);
    }
    for (int i = 0; i < value->n_beds; i++) {
        int n = 0;
        for (int p = 0; p < inst->n_parties; p++)
            n += is_mode_of(inst, p, plan->room_of_party[p], &value->beds[i]);
        assert_true(n > 0);
    }
}

static void check_instance(const struct solver_instance *inst)
{
    const struct solver_limits limits = {0};
    struct solver_plan plan = {0};
    struct solver_value value = {0};
    static struct brute base;
    int n_closed = 0;
    assert_int_equal(solver_solve(inst, &limits, &plan), SOLVER_OK);
    int rc = solver_value_solve(inst, &plan, &limits, &value);
    assert_int_equal(rc, plan.status == SOLVER_OPTIMAL ? SOLVER_OK : SOLVER_BAD);
    if (rc == SOLVER_OK) {
        brute_solve(inst, &base);
        assert_true(value.is_complete && solver_value_is_proven(&value));
        assert_int_equal(value.n_levels, base.n_levels);
        for (int r = 0; r < inst->n_rooms; r++)
            n_closed += !inst->rooms[r].is_usable;
        assert_int_equal(value.n_rooms, n_closed);
        for (int i = 0; i < value.n_rooms; i++) {
            assert_false(inst->rooms[value.rooms[i].room_ix].is_usable);
            worth_equals_enumeration(inst, &base, &value.rooms[i], &n_better_rooms);
        }
        for (int i = 0; i < value.n_beds; i++)
            worth_equals_enumeration(inst, &base, &value.beds[i], &n_better_beds);
        is_sorted(value.rooms, value.n_rooms);
        is_sorted(value.beds, value.n_beds);
        beds_are_modes(inst, &plan, &value);
    }
    solver_value_release(&value);
    if (rc == SOLVER_OK && base.n_levels) { /* a plan that is not the best */
        plan.levels[base.n_levels - 1].value++;
        assert_int_equal(solver_value_solve(inst, &plan, &limits, &value), SOLVER_BAD);
    }
    solver_plan_release(&plan);
}

static void t_value_equals_enumeration(void **state)
{
    (void)state;
    struct random_text *t = calloc(1, sizeof *t);
    assert_non_null(t);
    for (long i = 0; i < n_instances; i++) {
        struct solver_instance inst = {0};
        struct solver_findings bad = {0};
        random_instance(t, (uint64_t)(first_seed + i), 5, MAX_ROOMS);
        assert_int_equal(solver_instance_parse(&inst, t->text, t->len, &bad), SOLVER_OK);
        for (int r = 0; r < inst.n_rooms; r++)
            inst.rooms[r].is_usable = inst.rooms[r].is_usable && !chance(t, 30);
        check_instance(&inst);
        solver_instance_release(&inst);
        solver_findings_release(&bad);
    }
    free(t);
    if (n_instances < 400)
        return;
    assert_true(n_better_rooms > 20);
    assert_true(n_better_beds > 20);
    assert_true(n_idle > 20);
    assert_true(n_infeasible > 0);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        n_instances = strtol(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtol(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_value_equals_enumeration)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
