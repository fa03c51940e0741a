/* A naive twin of the checker of proofs: every variable and every row written out, each leaf added
 * up anew. Written from ALLOCATION.md section 6 with the rules of brute.h; of the engine it uses
 * the reader alone.
 *
 *     twin_init(&twin, &inst);                      // an instance without clashes
 *     if (twin_proves(&twin, values, proof)) …      // twin.is_huge: no verdict, numbers too large
 */
#ifndef TESTS_PROOF_TWIN_H
#define TESTS_PROOF_TWIN_H

#include "twin_model.h"

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
    case SV_PROOF_R1:
        return true;
    case SV_PROOF_R2:
        return y >= 0;
    case SV_PROOF_R3:
        return row->class_no < t->n_classes;
    case SV_PROOF_R4:
        return row->class_no < t->n_classes &&
               t->x_of[row->party * t->n_classes + row->class_no] >= 0;
    case SV_PROOF_R5:
        return row->number < t->level;
    case SV_PROOF_R6:
        return y >= 0 && row->mode != 0 && row->n_weights <= t->y[y].w &&
               twin_heaviest(t, row, t->y[y].w, 1) <= row->v;
    case SV_PROOF_B:
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
    bool is_party = row->kind == SV_PROOF_R1 || row->kind == SV_PROOF_R4;
    int first = is_party ? t->first_x[row->party] : 0;
    int end = is_party ? t->first_x[row->party + 1] : t->n_x;
    for (int i = first; i < end; i++) {
        const struct twin_x *v = &t->x[i];
        const struct twin_y *slot = &t->y[v->y];
        int n = t->inst->parties[v->party].n_members;
        bool is_slot = slot->class_no == row->class_no && slot->mode == row->mode;
        if (row->kind == SV_PROOF_R1 && v->party == row->party)
            twin_add(t, &x[i], -mu, 1);
        if (row->kind == SV_PROOF_R2 && is_slot)
            twin_add(t, &x[i], -mu, slot->mode ? n : 1);
        if (row->kind == SV_PROOF_R4 && v->party == row->party && v->class_no == row->class_no) {
            twin_add(t, &x[i], -mu, 1);
            twin_add(t, &y[v->y], mu, 1);
        }
        if (row->kind == SV_PROOF_R5)
            twin_add(t, &x[i], mu * twin_sense(t, row->number), twin_value(t, v, row->number));
        if (row->kind == SV_PROOF_R6 && is_slot)
            twin_add(t, &x[i], -mu, twin_weight(t, row, n));
    }
    for (int i = 0; i < t->n_y; i++) {
        const struct twin_y *slot = &t->y[i];
        bool is_slot = slot->class_no == row->class_no && slot->mode == row->mode;
        if (row->kind == SV_PROOF_R2 && is_slot)
            twin_add(t, &y[i], mu, slot->mode ? slot->w : 1);
        if (row->kind == SV_PROOF_R3 && slot->class_no == row->class_no)
            twin_add(t, &y[i], -mu, 1);
        if (row->kind == SV_PROOF_R5 && t->levels[row->number].objective == SOLVER_ROOMS)
            twin_add(t, &y[i], -mu, 1);
        if (row->kind == SV_PROOF_R6 && is_slot)
            twin_add(t, &y[i], mu, row->v);
    }
    if (row->kind == SV_PROOF_R1)
        twin_add(t, &b, mu, 1);
    if (row->kind == SV_PROOF_R3)
        twin_add(t, &b, mu, t->n_rooms[row->class_no]);
    if (row->kind == SV_PROOF_R5)
        twin_add(t, &b, -mu * twin_sense(t, row->number), values[row->number]);
    if (row->kind == SV_PROOF_B) {
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
