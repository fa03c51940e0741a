/* Proofs for small instances, without an engine: random trees over rows that exist, whose
 * multipliers are then improved by trial, and all plans of the instance to judge them by.
 *
 *     all_plans(&inst, &all);                          // values of every lawful plan
 *     random_proof(&t, &inst, &model, …);              // JSON text in t->text
 */
#ifndef TESTS_RANDOM_PROOF_H
#define TESTS_RANDOM_PROOF_H

#include <stdlib.h>

#include "../../solver/check_proof.h"
#include "brute.h"
#include "random_instance.h"

/* Every lawful plan of an instance. */
struct all_plans {
    struct brute brute;
    int n, cap;
    int (*rooms)[BRUTE_PARTIES]; /* [n] */
    int64_t *values;             /* [n × n_levels] */
};

static inline void plans_add(struct all_plans *all)
{
    struct brute *b = &all->brute;
    if (all->n == all->cap) {
        all->cap = all->cap ? 2 * all->cap : 1024;
        all->rooms = realloc(all->rooms, (size_t)all->cap * sizeof *all->rooms);
        all->values =
            realloc(all->values, (size_t)(all->cap * (b->n_levels + 1)) * sizeof *all->values);
        assert(all->rooms && all->values);
    }
    memcpy(all->rooms[all->n], b->current, sizeof b->current);
    for (int j = 0; j < b->n_levels; j++)
        all->values[all->n * b->n_levels + j] = brute_value(b->inst, &b->levels[j], b->current);
    all->n++;
}

static inline void plans_try(struct all_plans *all, int p)
{
    struct brute *b = &all->brute;
    while (p < b->inst->n_parties && b->bound_to[p] >= 0)
        p++;
    if (p == b->inst->n_parties) {
        plans_add(all);
        return;
    }
    plans_try(all, p + 1);
    for (int r = 0; r < b->inst->n_rooms; r++) {
        if (!brute_fits(b->inst, p, r))
            continue;
        b->current[p] = r;
        unsigned set = brute_set(b, b->current, r);
        if (brute_is_one_mode(b->inst, r, set) && brute_is_within_cap(b, r, set))
            plans_try(all, p + 1);
        b->current[p] = -1;
    }
}

/* Nothing is there where the instance is infeasible. */
static inline void all_plans(const struct solver_instance *inst, struct all_plans *all)
{
    *all = (struct all_plans){0};
    brute_solve(inst, &all->brute);
    if (all->brute.is_infeasible)
        return;
    memcpy(all->brute.current, all->brute.bound_to, sizeof all->brute.current);
    plans_try(all, 0);
}

static inline void all_plans_release(struct all_plans *all)
{
    free(all->rooms);
    free(all->values);
    *all = (struct all_plans){0};
}

static inline int64_t value_of_plan(const struct all_plans *all, int plan, int j)
{
    return all->values[plan * all->brute.n_levels + j];
}

static inline bool is_max_level(const struct all_plans *all, int j)
{
    return all->brute.levels[j].objective <= SOLVER_ORDER;
}

/* The best value of level j over all plans that keep the values of plan `z` before it. */
static inline int64_t best_value(const struct all_plans *all, int z, int j)
{
    int64_t best = value_of_plan(all, z, j);
    for (int i = 0; i < all->n; i++) {
        bool keeps = true;
        for (int k = 0; k < j && keeps; k++) {
            int64_t gain = value_of_plan(all, i, k) - value_of_plan(all, z, k);
            keeps = is_max_level(all, k) ? gain >= 0 : gain <= 0;
        }
        int64_t value = value_of_plan(all, i, j);
        if (keeps && (is_max_level(all, j) ? value > best : value < best))
            best = value;
    }
    return best;
}

/* What the most people of one room can weigh, by trying all multisets. */
static inline int64_t brute_heaviest(const int64_t *weights, int n_weights, int64_t w, int size)
{
    int64_t best = 0;
    for (int n = size; n <= n_weights && n <= w; n++) {
        int64_t weight = weights[n - 1] + brute_heaviest(weights, n_weights, w - n, n);
        best = weight > best ? weight : best;
    }
    return best;
}

struct proof_maker {
    struct random_text *t;
    const struct sv_proof_model *m;
    int scale, level;
    int n_sums; /* sum branches above */
    int max_depth;
};

static inline void put_mode(struct random_text *t, const struct solver_instance *inst, int mode)
{
    if (mode == SV_MODE_PRIVATE)
        put(t, "\"private\"");
    else
        put(t, "\"%c/%s\"", "FM*"[(mode - 1) % 3], inst -> policy.pools[(mode - 1) / 3].id);
}

/* 0, small, or about a unit of the objective */
static inline long long some_multiplier(struct proof_maker *k)
{
    long long unit = 1LL << k->scale;
    int kind = pick(k->t, 6);
    return kind < 2 ? 0 : kind < 4 ? unit * pick(k->t, 20) : (unit * pick(k->t, 60) + 7) / 8;
}

static inline void put_r6(struct proof_maker *k, const struct sv_proof_slot *slot,
                          const int64_t *weights, int n, int64_t v)
{
    put(k->t, "\"R6\",%d,", slot->class_no);
    put_mode(k->t, k->m->inst, slot->mode);
    for (int i = 0; i < n; i++)
        put(k->t, "%s%d", i ? "," : ",[", (int)weights[i]);
    put(k->t, "],%d", (int)v);
}

/* Two rows that differ in their last weight alone: keys of their own. */
static inline void put_r6_twins(struct proof_maker *k, const struct sv_proof_slot *slot,
                                const char *comma)
{
    int64_t weights[4];
    int n = 1 + pick(k->t, slot->w < 4 ? (int)slot->w : 4);
    for (int i = 0; i < n; i++)
        weights[i] = pick(k->t, 5) + (i == n - 1);
    int64_t v = brute_heaviest(weights, n, slot->w, 1) + pick(k->t, 2);
    put(k->t, "%s[", comma);
    put_r6(k, slot, weights, n, v);
    put(k->t, ",%lld]", some_multiplier(k));
    if (n > 1 && chance(k->t, 50)) {
        put(k->t, ",[");
        put_r6(k, slot, weights, n - 1, v);
        put(k->t, ",%lld]", some_multiplier(k));
    }
}

/* Every row that the model has, each by chance. */
static inline void put_rows(struct proof_maker *k, int percent)
{
    const struct sv_proof_model *m = k->m;
    const char *comma = "";
    put(k->t, "\"rows\":[");
#define ROW(...) (put(k->t, "%s[", comma), comma = ",", put(k->t, __VA_ARGS__))
#define END      put(k->t, ",%lld]", some_multiplier(k))
    for (int p = 0; p < m->inst->n_parties; p++) {
        if (chance(k->t, percent))
            ROW("\"R1\",\"%s\"", m->inst->parties[p].id), END;
        const struct sv_proof_type *type = &m->types[m->type_of[p]];
        for (int f = type->first_fit; f < type->first_fit + type->n_fits; f++)
            if (chance(k->t, percent))
                ROW("\"R4\",\"%s\",%d", m->inst->parties[p].id, m->fits[f].class_no), END;
    }
    for (int c = 0; c < m->n_classes; c++)
        if (chance(k->t, percent))
            ROW("\"R3\",%d", c), END;
    for (int s = 0; s < m->n_slots; s++) {
        const struct sv_proof_slot *slot = &m->slots[s];
        if (chance(k->t, percent))
            ROW("\"R2\",%d,", slot->class_no), put_mode(k->t, k->m->inst, slot->mode), END;
        if (slot->mode != SV_MODE_PRIVATE && slot->w > 0 && chance(k->t, percent))
            put_r6_twins(k, slot, comma), comma = ",";
    }
    for (int j = 0; j < k->level; j++)
        if (chance(k->t, percent))
            ROW("\"R5\",%d", j), END;
    for (int d = 0; d < k->n_sums; d++)
        if (chance(k->t, 80))
            ROW("\"B\",%d", d), END;
#undef ROW
#undef END
    put(k->t, "]");
}

/* A sum that names something; false where there is nothing to name. */
static inline bool put_sum(struct proof_maker *k)
{
    const struct sv_proof_model *m = k->m;
    bool is_single = chance(k->t, 40), is_first = true;
    int must = m->n_slots ? pick(k->t, m->n_slots) : 0;
    if (!m->n_slots)
        return false;
    put(k->t, "{\"sum\":[");
    for (int s = 0; s < m->n_slots; s++) {
        if (s != must && (is_single || chance(k->t, 50)))
            continue;
        put(k->t, "%s[%d,", is_first ? "" : ",", m->slots[s].class_no);
        put_mode(k->t, k->m->inst, m->slots[s].mode);
        put(k->t, "]");
        is_first = false;
    }
    put(k->t, "],\"at\":%d}", pick(k->t, 3));
    return true;
}

static inline bool put_pair(struct proof_maker *k)
{
    const struct sv_proof_model *m = k->m;
    int p = m->inst->n_parties ? pick(k->t, m->inst->n_parties) : -1;
    const struct sv_proof_type *type = p < 0 ? NULL : &m->types[m->type_of[p]];
    if (!type || !type->n_fits)
        return false;
    put(k->t, "{\"party\":\"%s\",\"class\":%d}", m->inst->parties[p].id,
        m->fits[type->first_fit + pick(k->t, type->n_fits)].class_no);
    return true;
}

static inline void put_node(struct proof_maker *k, int depth)
{
    size_t start = k->t->len;
    bool is_sum = chance(k->t, 70);
    if (depth < k->max_depth && chance(k->t, 75)) {
        put(k->t, "{");
        if (chance(k->t, 50)) {
            put_rows(k, 40);
            put(k->t, ",");
        }
        put(k->t, "\"branch\":");
        if (is_sum ? put_sum(k) : put_pair(k)) {
            k->n_sums += is_sum;
            put(k->t, ",\"low\":");
            put_node(k, depth + 1);
            put(k->t, ",\"high\":");
            put_node(k, depth + 1);
            put(k->t, "}");
            k->n_sums -= is_sum;
            return;
        }
        k->t->len = start;
    }
    put(k->t, "{\"leaf\":{");
    if (depth && chance(k->t, 25))
        put(k->t, "\"infeasible\":true,");
    put_rows(k, 70);
    put(k->t, "}}");
}

/* The text of a proof of every level before agencies, of random trees of that depth at most. */
static inline void random_proof(struct random_text *t, const struct sv_proof_model *m,
                                const struct all_plans *all, int plan, int max_depth)
{
    struct proof_maker k = {.t = t,
                            .m = m,
                            .scale = chance(t, 30) ? 30 + pick(t, 11) : pick(t, 12),
                            .max_depth = max_depth};
    t->len = 0;
    put(t, "{\"format\":\"quarters.proof/1\",\"instance_sha256\":\"%s\",\"scale\":%d,\"levels\":[",
        m->inst->sha256, k.scale);
    for (k.level = 0; k.level < all->brute.n_levels; k.level++) {
        put(t, "%s\n{\"objective\":\"%s\",\"value\":%lld,\"tree\":", k.level ? "," : "",
            solver_objective_name(all->brute.levels[k.level].objective),
            (long long)value_of_plan(all, plan, k.level));
        put_node(&k, 0);
        put(t, "}");
    }
    put(t, "]}\n");
}

static inline void put_row(struct random_text *t, const struct solver_instance *inst,
                           const struct solver_proof *proof, const struct sv_proof_row *row)
{
    static const char *const names[] = {"R1", "R2", "R3", "R4", "R5", "R6", "B"};
    put(t, "[\"%s\"", names[row->kind]);
    if (row->kind == SV_PROOF_R1 || row->kind == SV_PROOF_R4)
        put(t, ",\"%s\"", inst->parties[row->party].id);
    if (row->kind == SV_PROOF_R2 || row->kind == SV_PROOF_R3 || row->kind == SV_PROOF_R4 ||
        row->kind == SV_PROOF_R6)
        put(t, ",%d", row->class_no);
    if (row->kind == SV_PROOF_R5 || row->kind == SV_PROOF_B)
        put(t, ",%d", row->number);
    if (row->kind == SV_PROOF_R2 || row->kind == SV_PROOF_R6) {
        put(t, ",");
        put_mode(t, inst, row->mode);
    }
    if (row->kind == SV_PROOF_R6) {
        put(t, ",[");
        for (int i = 0; i < row->n_weights; i++)
            put(t, "%s%lld", i ? "," : "", (long long)proof->weights[row->first_weight + i]);
        put(t, "],%lld", (long long)row->v);
    }
    put(t, ",%lld]", (long long)row->multiplier);
}

static inline void put_proof_node(struct random_text *t, const struct solver_instance *inst,
                                  const struct solver_proof *proof, int ix)
{
    const struct sv_proof_node *node = &proof->nodes[ix];
    if (node->is_leaf)
        put(t, "{\"leaf\":{\"infeasible\":%s,", node->is_infeasible ? "true" : "false");
    put(t, node->is_leaf ? "\"rows\":[" : "{\"rows\":[");
    for (int i = node->first_row; i < node->first_row + node->n_rows; i++) {
        put(t, i > node->first_row ? "," : "");
        put_row(t, inst, proof, &proof->rows[i]);
    }
    if (node->is_leaf) {
        put(t, "]}}");
        return;
    }
    put(t, "],\"branch\":{");
    if (node->is_pair)
        put(t, "\"party\":\"%s\",\"class\":%d}", inst->parties[node->party].id, node->class_no);
    for (int i = 0; i < node->n_terms; i++) {
        const struct sv_proof_term *term = &proof->terms[node->first_term + i];
        put(t, "%s%d,", i ? ",[" : "\"sum\":[[", term->class_no);
        put_mode(t, inst, term->mode);
        put(t, "]");
    }
    if (!node->is_pair)
        put(t, "],\"at\":%d}", node->at);
    int high = ix + 1;
    while (proof->nodes[high].parent != ix || !proof->nodes[high].is_high)
        high++;
    put(t, ",\"low\":");
    put_proof_node(t, inst, proof, ix + 1);
    put(t, ",\"high\":");
    put_proof_node(t, inst, proof, high);
    put(t, "}");
}

/* The text of a proof as read. */
static inline void put_proof(struct random_text *t, const struct solver_instance *inst,
                             const struct solver_proof *proof)
{
    t->len = 0;
    put(t, "{\"format\":\"quarters.proof/1\",\"instance_sha256\":\"%s\",\"scale\":%d,\"levels\":[",
        proof->instance_sha256, proof->scale);
    for (int j = 0; j < proof->n_levels; j++) {
        put(t, "%s\n{\"objective\":\"%s\",\"value\":%lld,\"tree\":", j ? "," : "",
            solver_objective_name(proof->levels[j].objective), (long long)proof->levels[j].value);
        put_proof_node(t, inst, proof, proof->levels[j].first_node);
        put(t, "}");
    }
    put(t, "]}\n");
}

#endif
