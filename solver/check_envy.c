/* No justified envy (ALLOCATION.md section 4), pair by pair.
 *
 * Parties are sorted into groups of equal (sharing, pool, sex, size); inside a group the placed
 * ones by looks of their room, then by the envy order. Whether an unplaced party could live in a
 * room is asked once for each looks, and each run of rooms that look alike gives its pairs from the
 * end. So the cost is (unplaced parties × looks in the group) + pairs found, not the product of a
 * group.
 */
#include <stdlib.h>
#include <string.h>

#include "check_parts.h"

enum { MAX_PAIRS = 100000 }; /* beyond that a plan is wrong enough; a pair takes 200 bytes */

struct one {
    int party;
    int room;     /* -1 unplaced */
    int looks;    /* of the room */
    int group[4]; /* sharing, pool, sex, size */
    int key[3];   /* the envy order, smaller first; the unused are 0 */
};

struct envy {
    const struct solver_instance *inst;
    int n_keys;
    enum solver_objective keys[3]; /* [n_keys] housed_by_band, points, order in objective order */
    int *looks;                    /* [n_rooms] equal numbers: equal for rule (4) but bans */
    struct one *ones;              /* [n] unpinned newcomers */
    int n;
    int64_t n_pairs;
    struct solver_findings *bad;
};

static int compare_lists(const int *a, int n_a, const int *b, int n_b)
{
    if (n_a != n_b)
        return n_a < n_b ? -1 : 1;
    for (int i = 0; i < n_a; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static int compare_looks(const struct solver_room *x, const struct solver_room *y)
{
    int a[] = {x->site_ix, (int)x->sex, x->is_usable},
        b[] = {y->site_ix, (int)y->sex, y->is_usable};
    int by_facts = compare_lists(a, 3, b, 3);
    int by_features = compare_lists(x->feature_ixs, x->n_features, y->feature_ixs, y->n_features);
    if (by_facts || by_features)
        return by_facts ? by_facts : by_features;
    return compare_lists(x->pool_ixs, x->n_pools, y->pool_ixs, y->n_pools);
}

static int compare_room_pointers(const void *a, const void *b)
{
    return compare_looks(*(const struct solver_room *const *)a,
                         *(const struct solver_room *const *)b);
}

static int number_looks(struct envy *e)
{
    size_t n = (size_t)e->inst->n_rooms;
    const struct solver_room **sorted = calloc(n + 1, sizeof *sorted);
    e->looks = calloc(n + 1, sizeof *e->looks);
    if (!sorted || !e->looks) {
        free(sorted);
        return SOLVER_NOMEM;
    }
    for (size_t r = 0; r < n; r++)
        sorted[r] = &e->inst->rooms[r];
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, compare_room_pointers);
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        number += i > 0 && compare_looks(sorted[i - 1], sorted[i]) != 0;
        e->looks[sorted[i] - e->inst->rooms] = number;
    }
    free(sorted);
    return SOLVER_OK;
}

/* band, points, order as far as they stand before the first level that asks where, not whether */
static void find_keys(struct envy *e)
{
    const struct solver_policy *policy = &e->inst->policy;
    for (int i = 0; i < policy->n_objectives; i++) {
        enum solver_objective objective = policy->objectives[i];
        if (!solver_objective_is_max(objective))
            return;
        if (objective != SOLVER_KEEP_HOUSED)
            e->keys[e->n_keys++] = objective;
    }
}

static int key_of(const struct solver_party *p, enum solver_objective objective)
{
    if (objective == SOLVER_HOUSED_BY_BAND)
        return p->band;
    return objective == SOLVER_POINTS ? -p->points : p->order;
}

/* Groups; in each first the unplaced, then the placed by looks; last the envy order. */
static int compare_ones(const void *a, const void *b)
{
    const struct one *x = a, *y = b;
    int by_group = compare_lists(x->group, 4, y->group, 4);
    if (by_group)
        return by_group;
    if (x->looks != y->looks)
        return x->looks < y->looks ? -1 : 1;
    int by_key = compare_lists(x->key, 3, y->key, 3);
    return by_key ? by_key : (x->party > y->party) - (x->party < y->party);
}

static int list_ones(struct envy *e, const int *room_of)
{
    e->ones = calloc((size_t)e->inst->n_parties + 1, sizeof *e->ones);
    if (!e->ones)
        return SOLVER_NOMEM;
    for (int p = 0; p < e->inst->n_parties; p++) {
        const struct solver_party *party = &e->inst->parties[p];
        if (sv_is_incumbent(e->inst, party) || party->pinned_room_ix >= 0)
            continue;
        struct one *one = &e->ones[e->n++];
        *one = (struct one){.party = p,
                            .room = room_of[p],
                            .looks = room_of[p] < 0 ? -1 : e->looks[room_of[p]],
                            .group = {party->is_private, party->pool_ix, (int)sv_sexes_of(party),
                                      party->n_members}};
        for (int k = 0; k < e->n_keys; k++)
            one->key[k] = key_of(party, e->keys[k]);
    }
    if (e->n > 1)
        qsort(e->ones, (size_t)e->n, sizeof *e->ones, compare_ones);
    return SOLVER_OK;
}

/* `run` [n] are placed in rooms that look alike, in the envy order: those after `without` have a
 * place that it could take. */
static void test_run(struct envy *e, const struct one *without, const struct one *run, int n)
{
    const struct solver_party *p = &e->inst->parties[without->party];
    if (compare_lists(run[n - 1].key, 3, without->key, 3) <= 0)
        return;
    const struct solver_room *room = &e->inst->rooms[run[0].room];
    if (!room->is_usable || sv_misfit_of(p, room) != SV_FITS)
        return;
    for (int i = n - 1; i >= 0 && compare_lists(run[i].key, 3, without->key, 3) > 0; i--) {
        if (sv_is_banned(p, run[i].room))
            continue;
        if (e->n_pairs++ < MAX_PAIRS)
            solver_findings_add(e->bad, p->id,
                                "xếp trước %s nhưng không có chỗ, dù ở được phòng %s của nhóm ấy",
                                "comes before %s and has no place, though it could have %s",
                                e->inst->parties[run[i].party].id, e->inst->rooms[run[i].room].id);
    }
}

/* `group` [n]: the first n_without of it have no room. */
static void test_group(struct envy *e, const struct one *group, int n)
{
    int n_without = 0;
    while (n_without < n && group[n_without].room < 0)
        n_without++;
    for (int u = 0; u < n_without; u++) {
        for (int i = n_without, end; i < n; i = end) {
            for (end = i + 1; end < n && group[end].looks == group[i].looks;)
                end++;
            test_run(e, &group[u], group + i, end - i);
        }
    }
}

int sv_check_envy(const struct solver_instance *inst, const struct solver_plan *plan,
                  struct solver_findings *bad)
{
    struct envy e = {.inst = inst, .bad = bad};
    find_keys(&e);
    int rc = e.n_keys ? number_looks(&e) : SOLVER_OK;
    if (rc == SOLVER_OK && e.n_keys)
        rc = list_ones(&e, plan->room_of_party);
    for (int i = 0, end; rc == SOLVER_OK && i < e.n; i = end) {
        for (end = i + 1; end < e.n && !compare_lists(e.ones[i].group, 4, e.ones[end].group, 4);)
            end++;
        test_group(&e, e.ones + i, end - i);
    }
    if (e.n_pairs > MAX_PAIRS)
        solver_findings_add(bad, "", "và %lld cặp nữa", "and %lld more pairs",
                            (long long)(e.n_pairs - MAX_PAIRS));
    free(e.looks);
    free(e.ones);
    return rc;
}
