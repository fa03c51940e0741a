/* Bounds by weak duality, (1) of check_proof.h.
 *
 * What rows add up to for one variable is kept within SUM_LIMIT: a row that would leave it spoils
 * the tally, and the level is refused. So the two sums that are taken without a test, d y and the
 * variables of one party, stay below 2^127: there are fewer than 2^30 rooms and classes. Every
 * other sum is tested at each step. */
#include <stdlib.h>
#include <string.h>

#include "check_proof.h"

#define SUM_LIMIT ((sv_i128)1 << 94)

/* *sum += a × b */
static void add(struct sv_tally *t, sv_i128 *sum, int64_t a, int64_t b)
{
    sv_i128 product = (sv_i128)a * b; /* at most 2^126 in size, as all products of such */
    if (product > SUM_LIMIT || product < -SUM_LIMIT || *sum + product > SUM_LIMIT ||
        *sum + product < -SUM_LIMIT)
        t->is_too_large = true;
    else
        *sum += product;
}

/* *total += part, where nothing bounds their number */
static void add_part(struct sv_tally *t, sv_i128 *total, sv_i128 part)
{
    if (__builtin_add_overflow(*total, part, total))
        t->is_too_large = true;
}

static void add_rhs(struct sv_tally *t, int64_t change, int64_t b)
{
    add_part(t, &t->rhs, (sv_i128)change * b);
}

static void change_y(struct sv_tally *t, int slot, int64_t change, int64_t coefficient)
{
    add(t, &t->y_price[slot], change, coefficient);
}

static void change_prices(struct sv_tally *t, const struct sv_key *key, int64_t change)
{
    const struct sv_proof_row *row = &key->row;
    const int64_t *weights = t->names->proof->weights + row->first_weight;
    sv_i128 *price = t->price + (size_t)key->slot * SV_SIZES;
    for (int n = 1; n <= SV_MAX_PEOPLE; n++) {
        int64_t weight = row->mode == SV_MODE_PRIVATE ? 1 : n;
        if (row->kind == SV_PROOF_R6)
            weight = n <= row->n_weights ? weights[n - 1] : 0;
        add(t, &price[n], change, weight);
    }
    int64_t capacity = row->mode == SV_MODE_PRIVATE ? 1 : t->m->slots[key->slot].w;
    change_y(t, key->slot, change, row->kind == SV_PROOF_R6 ? row->v : capacity);
}

void sv_tally_row(struct sv_tally *t, const struct sv_key *key, int64_t change)
{
    const struct sv_proof_row *row = &key->row;
    const struct sv_proof_model *m = t->m;
    switch (row->kind) {
    case SV_PROOF_R1:
        add(t, &t->r1[row->party], change, 1);
        add_rhs(t, change, 1);
        break;
    case SV_PROOF_R2:
    case SV_PROOF_R6:
        change_prices(t, key, change);
        break;
    case SV_PROOF_R3:
        for (int s = m->first_slot[row->class_no]; s >= 0; s = m->slots[s].next)
            change_y(t, s, change, -1);
        add_rhs(t, change, m->n_rooms[row->class_no]);
        break;
    case SV_PROOF_R4:
        t->names->pairs[key->pair].r4 += change;
        change_y(t, m->fits[t->names->pairs[key->pair].fit].slot, change, 1);
        break;
    case SV_PROOF_R5: {
        const struct solver_level *level = &t->levels[row->number];
        t->r5[row->number] += change;
        bool is_max = solver_objective_is_max(level->objective);
        add_rhs(t, change, is_max ? -level->value : level->value);
        break;
    }
    case SV_PROOF_B:
        break; /* sv_tally_branch */
    }
}

/* low: sum <= at; high: -sum <= -(at + 1) */
void sv_tally_branch(struct sv_tally *t, const struct sv_proof_node *node, bool is_high,
                     int64_t change)
{
    for (int i = 0; i < node->n_terms; i++)
        change_y(t, t->names->slot_of_term[node->first_term + i], change, is_high ? 1 : -1);
    add_rhs(t, change, is_high ? -((int64_t)node->at + 1) : node->at);
}

/* What counts when a party is housed, where it lives, or how many rooms are used: each level's
 * objective with its sign, 2^scale for level j itself, the price of (R5) for those before it. */
static void weigh_levels(struct sv_tally *t, int j, bool is_zero)
{
    for (int i = 0; i < t->n_levels; i++) {
        int64_t weight = i < j ? t->r5[i] : 0;
        if (i == j && !is_zero)
            weight = (int64_t)1 << t->names->proof->scale;
        bool is_max = solver_objective_is_max(t->levels[i].objective);
        t->weights[i] = is_max ? weight : -weight;
        t->weight_of[t->levels[i].objective] = t->weights[i];
    }
}

/* d of x[p,c] is party_gain(p) - fit_price(fit) - (R4) */
static sv_i128 party_gain(struct sv_tally *t, int party)
{
    sv_i128 gain = -t->r1[party];
    for (int i = 0; i < t->n_levels; i++)
        if (t->weights[i])
            add(t, &gain, t->weights[i],
                t->values[(size_t)i * (size_t)t->m->inst->n_parties + (size_t)party]);
    return gain;
}

/* Never below 0: multipliers, weights and what levels to be minimised count are not. */
static sv_i128 fit_price(struct sv_tally *t, const struct sv_proof_fit *fit, int n_people)
{
    sv_i128 price = t->price[(size_t)fit->slot * SV_SIZES + (size_t)n_people];
    if (t->weight_of[SOLVER_MOVES])
        add(t, &price, -t->weight_of[SOLVER_MOVES], fit->moves);
    if (t->weight_of[SOLVER_PREFERENCES])
        add(t, &price, -t->weight_of[SOLVER_PREFERENCES], fit->preferences);
    return price;
}

/* Above any gain: x = 0. */
#define SHUT (4 * SUM_LIMIT)

/* Gains up to this are compared in 64 bits, prices above it being as good as it: the sum over up to
 * NARROW_FITS stays below 2^62. Most time goes here, and it halves it. */
#define NARROW ((int64_t)1 << 46)
enum { NARROW_FITS = 1 << 16 };

static void price_fits(struct sv_tally *t, const struct sv_proof_type *type)
{
    const struct sv_proof_fit *fits = t->m->fits + type->first_fit;
    const sv_i128 *plain = t->price + type->n_people;
    bool is_plain = !t->weight_of[SOLVER_MOVES] && !t->weight_of[SOLVER_PREFERENCES];
    for (int k = 0; k < type->n_fits; k++) {
        sv_i128 price = is_plain ? plain[(size_t)fits[k].slot * SV_SIZES]
                                 : fit_price(t, &fits[k], type->n_people);
        price = fits[k].is_too_large ? SHUT : price;
        t->fit_price[k] = price;
        t->narrow_price[k] = price < NARROW ? (int64_t)price : NARROW;
    }
}

/* The sum of max(0, gain - price) over n fits. */
static sv_i128 sum_above(const struct sv_tally *t, sv_i128 gain, int n)
{
    sv_i128 sum = 0;
    if (gain <= 0)
        return 0;
    if (gain > NARROW || n > NARROW_FITS) {
        for (int k = 0; k < n; k++)
            sum += gain > t->fit_price[k] ? gain - t->fit_price[k] : 0;
        return sum;
    }
    int64_t narrow_gain = (int64_t)gain, narrow_sum = 0;
    for (int k = 0; k < n; k++) {
        int64_t d = narrow_gain - t->narrow_price[k];
        narrow_sum += d > 0 ? d : 0;
    }
    return narrow_sum;
}

/* The parts of all parties of a type, named pairs as if nothing named them. */
static sv_i128 type_part(struct sv_tally *t, const struct sv_proof_type *type)
{
    sv_i128 part = 0;
    price_fits(t, type);
    for (int i = 0; i < type->n_parties; i++) {
        sv_i128 gain = party_gain(t, t->m->by_type[type->first_party + i]);
        add_part(t, &part,
                 type->is_fixed ? gain - t->fit_price[0] : sum_above(t, gain, type->n_fits));
    }
    return part;
}

/* What (R4) and pair branches change of that. */
static sv_i128 pair_part(struct sv_tally *t, const struct sv_named_pair *pair)
{
    const struct sv_proof_type *type = &t->m->types[t->m->type_of[pair->party]];
    const struct sv_proof_fit *fit = &t->m->fits[pair->fit];
    if (fit->is_too_large || !(pair->r4 || pair->is_zero || pair->is_one))
        return 0;
    sv_i128 d = party_gain(t, pair->party) - fit_price(t, fit, type->n_people);
    sv_i128 left = d - pair->r4, before = type->is_fixed || d > 0 ? d : 0;
    if (pair->is_zero)
        return -before;
    return (type->is_fixed || pair->is_one || left > 0 ? left : 0) - before;
}

bool sv_tally_bound(struct sv_tally *t, int j, bool is_zero, sv_i128 *bound)
{
    const struct sv_proof_model *m = t->m;
    sv_i128 total = t->rhs;
    weigh_levels(t, j, is_zero);
    for (int i = 0; i < m->n_types; i++)
        add_part(t, &total, type_part(t, &m->types[i]));
    for (int i = 0; i < t->names->n_pairs; i++)
        add_part(t, &total, pair_part(t, &t->names->pairs[i]));
    for (int s = 0; s < m->n_slots; s++) {
        sv_i128 d = t->y_price[s] + t->weight_of[SOLVER_ROOMS];
        add_part(t, &total, d * (d > 0 ? t->y_high[s] : t->y_low[s]));
    }
    *bound = total;
    return !t->is_too_large;
}

void sv_tally_clear(struct sv_tally *t)
{
    const struct sv_proof_model *m = t->m;
    size_t n_slots = (size_t)m->n_slots;
    t->rhs = 0;
    t->is_too_large = false;
    memset(t->r1, 0, (size_t)m->inst->n_parties * sizeof *t->r1);
    memset(t->price, 0, n_slots * SV_SIZES * sizeof *t->price);
    memset(t->y_price, 0, n_slots * sizeof *t->y_price);
    memset(t->r5, 0, (size_t)t->n_levels * sizeof *t->r5);
    for (size_t s = 0; s < n_slots; s++) {
        t->y_low[s] = 0;
        t->y_high[s] = m->slots[s].n_rooms;
    }
}

/* What a party adds to the levels that do not ask where it lives. */
static void count_values(struct sv_tally *t)
{
    int n_parties = t->m->inst->n_parties;
    for (int i = 0; i < t->n_levels; i++)
        for (int p = 0; p < n_parties && solver_objective_is_max(t->levels[i].objective); p++)
            t->values[(size_t)i * (size_t)n_parties + (size_t)p] =
                sv_check_party_value(t->m->inst, p, 0, t->levels[i].objective, t->levels[i].band);
}

int sv_tally_init(struct sv_tally *t, const struct sv_proof_model *m, struct sv_proof_names *names,
                  const struct solver_plan *plan)
{
    const struct solver_instance *inst = m->inst;
    size_t n_levels = (size_t)solver_levels_of(inst, NULL) + 1;
    size_t n_parties = (size_t)inst->n_parties + 1, n_slots = (size_t)m->n_slots + 1;
    *t = (struct sv_tally){
        .m = m,
        .names = names,
        .levels = calloc(n_levels, sizeof *t->levels),
        .values = calloc(n_levels * n_parties, sizeof *t->values),
        .r1 = calloc(n_parties, sizeof *t->r1),
        .price = calloc(n_slots * SV_SIZES, sizeof *t->price),
        .y_price = calloc(n_slots, sizeof *t->y_price),
        .r5 = calloc(n_levels, sizeof *t->r5),
        .y_low = calloc(n_slots, sizeof *t->y_low),
        .y_high = calloc(n_slots, sizeof *t->y_high),
        .fit_price = calloc((size_t)m->n_classes + 1, sizeof *t->fit_price),
        .narrow_price = calloc((size_t)m->n_classes + 1, sizeof *t->narrow_price),
        .weights = calloc(n_levels, sizeof *t->weights),
    };
    bool is_ok = t->levels && t->values && t->r1 && t->price && t->y_price && t->r5 && t->y_low &&
                 t->y_high && t->fit_price && t->narrow_price && t->weights;
    if (is_ok) {
        t->n_levels = solver_levels_of(inst, t->levels);
        t->n_levels -= t->n_levels && t->levels[t->n_levels - 1].objective == SOLVER_AGENCIES;
        count_values(t);
    }
    for (int j = 0; is_ok && j < t->n_levels; j++) {
        struct solver_level *level = &t->levels[j];
        level->value = solver_check_value(inst, plan->room_of_party, level->objective, level->band);
        is_ok = level->value >= 0; /* levels over rooms take memory */
    }
    if (is_ok)
        return SOLVER_OK;
    sv_tally_release(t);
    return SOLVER_NOMEM;
}

void sv_tally_release(struct sv_tally *t)
{
    free(t->levels);
    free(t->values);
    free(t->r1);
    free(t->price);
    free(t->y_price);
    free(t->r5);
    free(t->y_low);
    free(t->y_high);
    free(t->fit_price);
    free(t->narrow_price);
    free(t->weights);
    *t = (struct sv_tally){0};
}
