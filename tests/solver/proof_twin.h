/* A naive twin of the checker of proofs: every variable and every row written out, each leaf added
 * up anew. Written from ALLOCATION.md section 6 with the rules of brute.h; of the engine it uses
 * the reader alone.
 *
 *     twin_init(&twin, &inst);                        // an instance without clashes
 *     if (twin_proves(&twin, room_of, proof)) …       // twin.is_huge: no verdict, numbers too
 * large
 */
#ifndef TESTS_PROOF_TWIN_H
#define TESTS_PROOF_TWIN_H

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
    int *x_of; /* [parties × classes] -1 none */
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
    for (int p = 0; p < t->inst->n_parties; p++)
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
    free(t->x_of);
    free(t->d);
}

/* What x = 1 adds to a level. */
static inline int64_t twin_value(const struct twin *t, const struct twin_x *x, int j)
{
    const struct solver_party *party = &t->inst->parties[x->party];
    int64_t n = party->n_members;
    switch (t->levels[j].objective) {
    case SOLVER_KEEP_HOUSED:
        return brute_is_incumbent(t->inst, x->party) ? n : 0;
    case SOLVER_HOUSED_BY_BAND:
        return party->band == t->levels[j].band ? n : 0;
    case SOLVER_POINTS:
        return n * party->points;
    case SOLVER_ORDER:
        return t->inst->n_parties + 1 - party->order;
    case SOLVER_MOVES:
        return brute_is_incumbent(t->inst, x->party) &&
                       (party->current_room_ix < 0 ||
                        t->class_of[party->current_room_ix] != x->class_no)
                   ? n
                   : 0;
    case SOLVER_PREFERENCES:
        return brute_preference(t->inst, x->party, t->first_room[x->class_no]);
    case SOLVER_ROOMS:
    case SOLVER_AGENCIES:
    case SOLVER_N_OBJECTIVES:
        break;
    }
    return 0;
}

static inline int64_t twin_sense(const struct twin *t, int j)
{
    return t->levels[j].objective <= SOLVER_ORDER ? 1 : -1;
}

static inline void twin_add(struct twin *t, twin_wide *to, int64_t a, int64_t b)
{
    const twin_wide huge = (twin_wide)1 << 88;
    *to += (twin_wide)a * b;
    if (*to > huge || *to < -huge || (twin_wide)a * b > huge || (twin_wide)a * b < -huge) {
        t->is_huge = true;
        *to = 0;
    }
}

/* The sum branch number `number` on the way down to a node: its node, and the side taken. */
static inline int twin_branch_above(const struct twin *t, int node, int number, bool *is_high)
{
    const struct sv_proof_node *nodes = t->proof->nodes;
    int n_sums = 0;
    for (int at = node; nodes[at].parent >= 0; at = nodes[at].parent)
        n_sums += !nodes[nodes[at].parent].is_pair;
    for (int at = node; nodes[at].parent >= 0; at = nodes[at].parent) {
        if (nodes[nodes[at].parent].is_pair)
            continue;
        if (--n_sums == number) {
            *is_high = nodes[at].is_high;
            return nodes[at].parent;
        }
    }
    return -1;
}

static inline int64_t twin_weight(const struct twin *t, const struct sv_proof_row *row, int n)
{
    return n <= row->n_weights ? t->proof->weights[row->first_weight + n - 1] : 0;
}

/* What people of one room can weigh, over all multisets. */
static inline twin_wide twin_heaviest(const struct twin *t, const struct sv_proof_row *row,
                                      int64_t w, int size)
{
    twin_wide best = 0;
    for (int n = size; n <= w && n <= row->n_weights; n++) {
        twin_wide weight = twin_weight(t, row, n) + twin_heaviest(t, row, w - n, n);
        best = weight > best ? weight : best;
    }
    return best;
}

/* Is the row one of the model's? */
static inline bool twin_is_row(const struct twin *t, int node, const struct sv_proof_row *row)
{
    bool is_high;
    int y = row->class_no < t->n_classes ? twin_find_y(t, row->class_no, row->mode) : -1;
    switch (row->kind) {
    case SV_R1:
        return true;
    case SV_R2:
        return y >= 0;
    case SV_R3:
        return row->class_no < t->n_classes;
    case SV_R4:
        return row->class_no < t->n_classes &&
               t->x_of[row->party * t->n_classes + row->class_no] >= 0;
    case SV_R5:
        return row->number < t->level;
    case SV_R6:
        return y >= 0 && row->mode != 0 && row->n_weights <= t->y[y].w &&
               twin_heaviest(t, row, t->y[y].w, 1) <= row->v;
    case SV_RB:
        return twin_branch_above(t, node, row->number, &is_high) >= 0;
    }
    return false;
}

/* d -= mu a, returns mu b; c times 2^scale stands in d */
static inline twin_wide twin_apply(struct twin *t, int node, const struct sv_proof_row *row,
                                   const int64_t *values)
{
    int64_t mu = row->multiplier;
    twin_wide *y = t->d, *x = t->d + t->n_y, b = 0;
    bool is_high = false;
    for (int i = 0; i < t->n_x; i++) {
        const struct twin_x *v = &t->x[i];
        const struct twin_y *slot = &t->y[v->y];
        int n = t->inst->parties[v->party].n_members;
        bool is_slot = slot->class_no == row->class_no && slot->mode == row->mode;
        if (row->kind == SV_R1 && v->party == row->party)
            twin_add(t, &x[i], -mu, 1);
        if (row->kind == SV_R2 && is_slot)
            twin_add(t, &x[i], -mu, slot->mode ? n : 1);
        if (row->kind == SV_R4 && v->party == row->party && v->class_no == row->class_no) {
            twin_add(t, &x[i], -mu, 1);
            twin_add(t, &y[v->y], mu, 1);
        }
        if (row->kind == SV_R5)
            twin_add(t, &x[i], mu * twin_sense(t, row->number), twin_value(t, v, row->number));
        if (row->kind == SV_R6 && is_slot)
            twin_add(t, &x[i], -mu, twin_weight(t, row, n));
    }
    for (int i = 0; i < t->n_y; i++) {
        const struct twin_y *slot = &t->y[i];
        bool is_slot = slot->class_no == row->class_no && slot->mode == row->mode;
        if (row->kind == SV_R2 && is_slot)
            twin_add(t, &y[i], mu, slot->mode ? slot->w : 1);
        if (row->kind == SV_R3 && slot->class_no == row->class_no)
            twin_add(t, &y[i], -mu, 1);
        if (row->kind == SV_R5 && t->levels[row->number].objective == SOLVER_ROOMS)
            twin_add(t, &y[i], -mu, 1);
        if (row->kind == SV_R6 && is_slot)
            twin_add(t, &y[i], mu, row->v);
    }
    if (row->kind == SV_R1)
        twin_add(t, &b, mu, 1);
    if (row->kind == SV_R3)
        twin_add(t, &b, mu, t->n_rooms[row->class_no]);
    if (row->kind == SV_R5)
        twin_add(t, &b, -mu * twin_sense(t, row->number), values[row->number]);
    if (row->kind == SV_RB) {
        int above = twin_branch_above(t, node, row->number, &is_high);
        const struct sv_proof_node *branch = &t->proof->nodes[above];
        for (int i = branch->first_term; i < branch->first_term + branch->n_terms; i++)
            twin_add(t, &y[twin_find_y(t, t->proof->terms[i].class_no, t->proof->terms[i].mode)],
                     is_high ? mu : -mu, 1);
        twin_add(t, &b, is_high ? -mu : mu, branch->at + (is_high ? 1 : 0));
    }
    return b;
}

/* The box at a node; false: nothing is in it. `box` [n_y + n_x] is filled from nothing. */
static inline bool twin_box(const struct twin *t, int node, struct twin_box box)
{
    const struct sv_proof_node *nodes = t->proof->nodes;
    for (int i = 0; i < t->n_y; i++) {
        box.low[i] = 0;
        box.high[i] = t->y[i].n_rooms;
    }
    for (int i = 0; i < t->n_x; i++) {
        const struct twin_x *x = &t->x[i];
        bool is_fixed = t->bound_to[x->party] >= 0;
        bool is_large = t->inst->parties[x->party].n_members > t->y[x->y].w;
        box.low[t->n_y + i] = is_fixed;
        box.high[t->n_y + i] = is_fixed || !is_large;
    }
    for (int at = node; nodes[at].parent >= 0; at = nodes[at].parent) {
        const struct sv_proof_node *above = &nodes[nodes[at].parent];
        const struct sv_proof_term *term = &t->proof->terms[above->first_term];
        if (!above->is_pair && above->n_terms != 1)
            continue;
        int v = above->is_pair ? t->n_y + t->x_of[above->party * t->n_classes + above->class_no]
                               : twin_find_y(t, term->class_no, term->mode);
        int64_t k = above->is_pair ? 0 : above->at;
        if (nodes[at].is_high && box.low[v] < k + 1)
            box.low[v] = k + 1;
        if (!nodes[at].is_high && box.high[v] > k)
            box.high[v] = k;
    }
    for (int i = 0; i < t->n_y + t->n_x; i++)
        if (box.low[i] > box.high[i])
            return false;
    return true;
}

static inline bool twin_same_key(const struct twin *t, const struct sv_proof_row *a,
                                 const struct sv_proof_row *b)
{
    bool same = a->kind == b->kind && a->party == b->party && a->class_no == b->class_no &&
                a->mode == b->mode && a->number == b->number && a->v == b->v;
    for (int n = 1; same && n <= SV_MAX_WEIGHTS; n++)
        same = twin_weight(t, a, n) == twin_weight(t, b, n);
    return same;
}

/* Is this row of node `at` still in force at `leaf` below it? */
static inline bool twin_in_force(const struct twin *t, int leaf, int at,
                                 const struct sv_proof_row *row)
{
    for (int below = leaf; below != at; below = t->proof->nodes[below].parent) {
        const struct sv_proof_node *node = &t->proof->nodes[below];
        for (int i = node->first_row; i < node->first_row + node->n_rows; i++)
            if (twin_same_key(t, &t->proof->rows[i], row))
                return false;
    }
    return true;
}

static inline void twin_leaf(struct twin *t, int leaf, struct twin_box box, const int64_t *values)
{
    const struct sv_proof_node *nodes = t->proof->nodes;
    int64_t unit = nodes[leaf].is_infeasible ? 0 : (int64_t)1 << t->proof->scale;
    twin_wide total = 0;
    for (int i = 0; i < t->n_y; i++)
        t->d[i] = t->levels[t->level].objective == SOLVER_ROOMS ? -unit : 0;
    for (int i = 0; i < t->n_x; i++)
        t->d[t->n_y + i] =
            (twin_wide)(unit * twin_sense(t, t->level)) * twin_value(t, &t->x[i], t->level);
    if (!twin_box(t, leaf, box))
        return;
    for (int at = leaf; at >= 0; at = nodes[at].parent)
        for (int i = nodes[at].first_row; i < nodes[at].first_row + nodes[at].n_rows; i++)
            if (twin_in_force(t, leaf, at, &t->proof->rows[i]))
                total += twin_apply(t, leaf, &t->proof->rows[i], values);
    for (int i = 0; i < t->n_y + t->n_x; i++)
        total += t->d[i] * (t->d[i] > 0 ? box.high[i] : box.low[i]);
    if (nodes[leaf].is_infeasible) {
        t->is_wrong = t->is_wrong || total >= 0;
        return;
    }
    twin_wide bound =
        total >= 0 ? total >> t->proof->scale : -((-total + unit - 1) >> t->proof->scale);
    if (!t->has_bound || bound > t->bound)
        t->bound = bound;
    t->has_bound = true;
}

/* All that a tree names exists, once in each list. */
static inline bool twin_names_exist(const struct twin *t, int ix)
{
    const struct sv_proof_node *node = &t->proof->nodes[ix];
    const struct sv_proof_row *rows = t->proof->rows + node->first_row;
    const struct sv_proof_term *terms = t->proof->terms + node->first_term;
    for (int i = 0; i < node->n_rows; i++) {
        if (!twin_is_row(t, ix, &rows[i]))
            return false;
        for (int k = 0; k < i; k++)
            if (twin_same_key(t, &rows[k], &rows[i]))
                return false;
    }
    for (int i = 0; i < node->n_terms; i++) {
        if (twin_find_y(t, terms[i].class_no, terms[i].mode) < 0)
            return false;
        for (int k = 0; k < i; k++)
            if (terms[k].class_no == terms[i].class_no && terms[k].mode == terms[i].mode)
                return false;
    }
    return node->is_leaf || !node->is_pair ||
           (node->class_no < t->n_classes &&
            t->x_of[node->party * t->n_classes + node->class_no] >= 0);
}

/* Fills has_bound, bound, is_wrong of level j; false where a name does not exist. */
static inline bool twin_level(struct twin *t, const int64_t *values,
                              const struct solver_proof *proof, int j)
{
    const struct sv_proof_level *level = &proof->levels[j];
    size_t n = (size_t)(t->n_y + t->n_x);
    t->proof = proof;
    t->level = j;
    t->is_wrong = t->is_huge = t->has_bound = false;
    for (int i = level->first_node; i < level->first_node + level->n_nodes; i++)
        if (!twin_names_exist(t, i))
            return false;
    struct twin_box box = {twin_new(n, sizeof *box.low), twin_new(n, sizeof *box.high)};
    for (int i = level->first_node; i < level->first_node + level->n_nodes; i++)
        if (proof->nodes[i].is_leaf)
            twin_leaf(t, i, box, values);
    free(box.low);
    free(box.high);
    return true;
}

/* Does the proof show that `values` [n_levels] are the best? */
static inline bool twin_proves(struct twin *t, const int64_t *values,
                               const struct solver_proof *proof)
{
    bool proves =
             !strcmp(proof->instance_sha256, t->inst->sha256) && proof->n_levels == t->n_levels,
         is_huge = false;
    for (int j = 0; proves && j < t->n_levels; j++) {
        proves = proof->levels[j].objective == t->levels[j].objective &&
                 proof->levels[j].value == values[j] && twin_level(t, values, proof, j) &&
                 !t->is_wrong && t->has_bound && t->bound == values[j] * twin_sense(t, j);
        is_huge = is_huge || t->is_huge;
    }
    t->is_huge = is_huge;
    return proves;
}

#endif
