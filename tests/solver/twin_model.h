/* The model of a proof as its naive twin has it: every variable written out (proof_twin.h). */
#ifndef TESTS_TWIN_MODEL_H
#define TESTS_TWIN_MODEL_H

#include <stdlib.h>

#include "../../solver/proof_read.h"
#include "brute.h"

__extension__ typedef __int128 twin_wide;

struct twin_y {
    int class_no, mode, n_rooms;
    int64_t w;
};

struct twin_x {
    int party, class_no, y;
};

struct twin_box {
    int64_t *low, *high; /* [n_y + n_x] y first */
};

struct twin {
    const struct solver_instance *inst;
    int n_levels;
    struct solver_level levels[BRUTE_LEVELS];
    int n_classes;
    int *class_of, *first_room, *n_rooms;
    int *bound_to; /* by rule (5) */
    bool *is_stay;
    int n_y;
    struct twin_y *y;
    int n_x;
    struct twin_x *x;
    int *first_x; /* [parties + 1] */
    int *x_of;    /* [parties × classes] -1 none */
    /* of a proof */
    const struct solver_proof *proof;
    int level;
    bool is_wrong, is_huge;
    bool has_bound;
    twin_wide bound; /* of max sense × value, rounded down */
    twin_wide *d;    /* [n_y + n_x] */
};

static inline bool twin_same_list(const int *a, int n_a, const int *b, int n_b)
{
    bool same = n_a == n_b;
    for (int i = 0; i < n_a; i++)
        same = same && brute_lists(b, n_b, a[i]);
    return same;
}

static inline int twin_beds(const struct solver_instance *inst, const struct solver_room *r)
{
    int beds = r->beds;
    while (r->area_c && inst->policy.min_area_c && beds * inst->policy.min_area_c > r->area_c)
        beds--;
    return beds;
}

static inline bool twin_alike(const struct solver_instance *inst, int q, int r)
{
    const struct solver_room *a = &inst->rooms[q], *b = &inst->rooms[r];
    if (a->site_ix != b->site_ix || twin_beds(inst, a) != twin_beds(inst, b) || a->sex != b->sex ||
        !twin_same_list(a->feature_ixs, a->n_features, b->feature_ixs, b->n_features) ||
        !twin_same_list(a->pool_ixs, a->n_pools, b->pool_ixs, b->n_pools))
        return false;
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        if (party->pinned_room_ix == q || party->pinned_room_ix == r ||
            party->current_room_ix == q || party->current_room_ix == r ||
            brute_lists(party->banned_room_ixs, party->n_banned, q) ||
            brute_lists(party->banned_room_ixs, party->n_banned, r))
            return false;
    }
    return true;
}

static inline void *twin_new(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    assert(p);
    return p;
}

/* Rule (5): whom it binds; the same words as brute_bind, for any number of parties. */
static inline void twin_bind(struct twin *t)
{
    for (int p = 0; p < t->inst->n_parties; p++) {
        const struct solver_party *party = &t->inst->parties[p];
        int home = party->current_room_ix;
        t->bound_to[p] = party->pinned_room_ix;
        if (t->inst->policy.incumbents == SOLVER_STAY && party->pinned_room_ix == -1 &&
            home != -1 && t->inst->rooms[home].is_usable) {
            t->bound_to[p] = home;
            t->is_stay[p] = true;
        }
    }
}

/* -1: people of both sexes who would share a room that is for one sex at a time */
static inline int twin_mode(const struct twin *t, int p, int r)
{
    const struct solver_party *party = &t->inst->parties[p];
    if (party->is_private)
        return 0;
    if (t->inst->rooms[r].sex == SOLVER_ROOM_UNRESTRICTED)
        return 1 + 3 * party->pool_ix + 2;
    return brute_sex(party) == 'B' ? -1 : 1 + 3 * party->pool_ix + (brute_sex(party) == 'M');
}

static inline int twin_find_y(const struct twin *t, int class_no, int mode)
{
    for (int i = 0; i < t->n_y; i++)
        if (t->y[i].class_no == class_no && t->y[i].mode == mode)
            return i;
    return -1;
}

static inline void twin_classes(struct twin *t)
{
    for (int r = 0; r < t->inst->n_rooms; r++) {
        t->class_of[r] = -1;
        if (!t->inst->rooms[r].is_usable)
            continue;
        for (int c = 0; c < t->n_classes && t->class_of[r] < 0; c++)
            if (twin_alike(t->inst, t->first_room[c], r))
                t->class_of[r] = c;
        if (t->class_of[r] < 0) {
            t->first_room[t->n_classes] = r;
            t->class_of[r] = t->n_classes++;
        }
        t->n_rooms[t->class_of[r]]++;
    }
}

static inline void twin_variables(struct twin *t)
{
    for (int p = 0; p < t->inst->n_parties; p++) {
        t->first_x[p + 1] = t->n_x;
        for (int c = 0; c < t->n_classes; c++) {
            int r = t->first_room[c], mode = twin_mode(t, p, r);
            bool fits =
                t->bound_to[p] >= 0 ? t->class_of[t->bound_to[p]] == c : brute_fits(t->inst, p, r);
            t->x_of[p * t->n_classes + c] = -1;
            if (!fits || mode < 0)
                continue;
            int y = twin_find_y(t, c, mode);
            if (y < 0) {
                y = t->n_y++;
                t->y[y] = (struct twin_y){
                    .class_no = c,
                    .mode = mode,
                    .n_rooms = t->n_rooms[c],
                    .w = brute_cap(t->inst, &t->inst->parties[p], &t->inst->rooms[r])};
            }
            t->x_of[p * t->n_classes + c] = t->n_x;
            t->x[t->n_x++] = (struct twin_x){p, c, y};
            t->first_x[p + 1] = t->n_x;
        }
    }
    for (int i = 0; i < t->n_y; i++) {
        int64_t n_staying = 0;
        for (int p = 0; p < t->inst->n_parties; p++)
            if (t->is_stay[p] && t->class_of[t->bound_to[p]] == t->y[i].class_no &&
                twin_mode(t, p, t->bound_to[p]) == t->y[i].mode)
                n_staying += t->inst->parties[p].n_members;
        t->y[i].w = n_staying > t->y[i].w ? n_staying : t->y[i].w;
    }
}

static inline void twin_init(struct twin *t, const struct solver_instance *inst)
{
    size_t n_rooms = (size_t)inst->n_rooms, n_parties = (size_t)inst->n_parties;
    *t = (struct twin){.inst = inst, .n_levels = solver_levels_of(inst, NULL)};
    assert(t->n_levels <= BRUTE_LEVELS);
    (void)solver_levels_of(inst, t->levels);
    t->n_levels -= t->levels[t->n_levels - 1].objective == SOLVER_AGENCIES;
    t->class_of = twin_new(n_rooms, sizeof *t->class_of);
    t->first_room = twin_new(n_rooms, sizeof *t->first_room);
    t->n_rooms = twin_new(n_rooms, sizeof *t->n_rooms);
    t->bound_to = twin_new(n_parties, sizeof *t->bound_to);
    t->is_stay = twin_new(n_parties, sizeof *t->is_stay);
    twin_bind(t);
    twin_classes(t);
    size_t n_pairs = n_parties * (size_t)t->n_classes;
    size_t n_modes = 1 + 3 * (size_t)inst->policy.n_pools;
    t->y = twin_new((size_t)t->n_classes * n_modes, sizeof *t->y);
    t->x = twin_new(n_pairs, sizeof *t->x);
    t->first_x = twin_new(n_parties + 1, sizeof *t->first_x);
    t->x_of = twin_new(n_pairs, sizeof *t->x_of);
    twin_variables(t);
    t->d = twin_new((size_t)(t->n_x + t->n_y), sizeof *t->d);
}

static inline void twin_release(struct twin *t)
{
    free(t->class_of);
    free(t->first_room);
    free(t->n_rooms);
    free(t->bound_to);
    free(t->is_stay);
    free(t->y);
    free(t->x);
    free(t->first_x);
    free(t->x_of);
    free(t->d);
}

#endif
