/* The smallest change on instances of the shape of a capital's list, by the real search: applied,
 * it houses the party whatever the ties; the next smaller one, and every earlier kind, does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/explain.h"
#include "solver/generate.h"

enum { N_SAMPLES = 6 };

static int n_who(const struct solver_policy *policy)
{
    int n = 0;
    while (n < policy->n_objectives && solver_objective_is_max(policy->objectives[n]))
        n++;
    return n;
}

/* Solves for who is housed alone: the instance's own levels, up to the first that asks where. */
static void solve(const struct solver_instance *inst, struct solver_plan *plan)
{
    struct solver_instance who = *inst;
    struct solver_limits limits = {0};
    who.policy.n_objectives = n_who(&inst->policy);
    assert_int_equal(solver_solve(&who, &limits, plan), SOLVER_OK);
}

/* Is party p in every best plan? Then barring it from every site costs something. */
static bool is_always_housed(const struct solver_instance *inst, int p)
{
    struct solver_plan with = {0}, without = {0};
    struct solver_party own = inst->parties[p];
    solve(inst, &with);
    inst->parties[p].n_sites = 0;
    inst->parties[p].other_sites_penalty = -1;
    inst->parties[p].current_room_ix = -1;
    solve(inst, &without);
    inst->parties[p] = own;
    assert_int_equal(with.status, SOLVER_OPTIMAL);
    assert_int_equal(without.status, SOLVER_OPTIMAL);
    bool differs = false;
    for (int j = 0; j < with.n_levels; j++)
        differs |= with.levels[j].value != without.levels[j].value;
    assert_true(!differs || with.room_of_party[p] >= 0);
    solver_plan_release(&with);
    solver_plan_release(&without);
    return differs;
}

/* A change that says nothing new houses nobody. */
static bool does_house(const struct solver_instance *inst, int p, const struct solver_change *c)
{
    struct solver_instance changed;
    int rc = solver_change_apply(inst, p, c, &changed);
    assert_int_not_equal(rc, SOLVER_NOMEM);
    bool does = rc == SOLVER_OK && is_always_housed(&changed, p);
    solver_changed_release(&changed);
    return does;
}

static void check_sites_before(const struct solver_instance *inst, int p, int end)
{
    for (int s = 0; s < end; s++) {
        struct solver_change c = {.kind = SOLVER_CHANGE_SITE, .site_ix = s};
        assert_false(does_house(inst, p, &c));
    }
}

/* Place 1 stands for all of them: a better place never hurts. */
static void check_no_place(const struct solver_instance *inst, int p)
{
    struct solver_change first = {.kind = SOLVER_CHANGE_ORDER, .order = 1};
    assert_false(does_house(inst, p, &first));
}

static void check_change(const struct solver_instance *inst, const struct solver_explanation *e)
{
    struct solver_change c = e->change;
    int p = e->party_ix;
    if (e->state == SOLVER_CHANGE_FOUND)
        assert_true(does_house(inst, p, &c));
    else
        assert_int_equal(e->state, SOLVER_CHANGE_NONE);
    bool is_site = e->state == SOLVER_CHANGE_FOUND && c.kind == SOLVER_CHANGE_SITE;
    bool is_order = e->state == SOLVER_CHANGE_FOUND && c.kind == SOLVER_CHANGE_ORDER;
    check_sites_before(inst, p, is_site ? c.site_ix : inst->n_sites);
    if (is_order) {
        struct solver_change less = {.kind = SOLVER_CHANGE_ORDER, .order = c.order + 1};
        assert_false(does_house(inst, p, &less));
    } else if (!is_site) {
        check_no_place(inst, p);
    }
}

/* The same answer for one party as among all. */
static void check_alone(const struct solver_instance *inst, const struct solver_plan *plan,
                        const struct solver_explanation *e)
{
    struct solver_explanations one = {0};
    assert_int_equal(solver_explain(inst, plan, e->party_ix, NULL, &one), SOLVER_OK);
    assert_int_equal(one.n, 1);
    assert_int_equal(one.items[0].state, e->state);
    assert_memory_equal(&one.items[0].change, &e->change, sizeof e->change);
    solver_explanations_release(&one);
}

static void check_instance(int n_rooms, uint64_t seed)
{
    struct solver_instance inst = {0};
    struct solver_findings bad = {0};
    struct solver_plan plan = {0};
    struct solver_explanations ex = {0};
    struct solver_limits limits = {0};
    char *text = NULL;
    size_t len = 0;
    int n_unplaced = 0, n_seen = 0;
    assert_int_equal(solver_generate(n_rooms, seed, &text, &len), SOLVER_OK);
    assert_int_equal(solver_instance_parse(&inst, text, len, &bad), SOLVER_OK);
    free(text);
    assert_int_equal(solver_solve(&inst, &limits, &plan), SOLVER_OK);
    assert_int_equal(solver_explain(&inst, &plan, SOLVER_ALL, NULL, &ex), SOLVER_OK);
    assert_int_equal(ex.n, inst.n_parties);
    for (int i = 0; i < ex.n; i++)
        n_unplaced += ex.items[i].room_ix < 0;
    assert_true(n_unplaced >= N_SAMPLES);
    for (int i = 0; i < ex.n; i++) {
        const struct solver_explanation *e = &ex.items[i];
        bool is_rare = e->room_ix < 0 &&
                       (e->state != SOLVER_CHANGE_FOUND || e->change.kind != SOLVER_CHANGE_ORDER);
        if (e->room_ix >= 0 || (n_seen++ % (n_unplaced / N_SAMPLES) != 0 && !is_rare))
            continue;
        check_change(&inst, e);
        check_alone(&inst, &plan, e);
    }
    solver_explanations_release(&ex);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

static void t_it_houses_and_nothing_smaller_does(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++)
        check_instance(20 + 10 * (int)seed, seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_it_houses_and_nothing_smaller_does)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
