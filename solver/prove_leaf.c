/* From the duals of a level's program to multipliers of R1 to R6 and B, and the bound they prove,
 * in integers. R2 to R6 take the LP's prices; R1 and R3 are then the best there are for them. */
#include <stdlib.h>

#include "prove_leaf.h"

static void add_row(struct sv_leaf *lf, struct sv_prove_row row)
{
    if (lf->n_rows == lf->cap_rows) {
        int cap = lf->cap_rows ? 2 * lf->cap_rows : 256;
        lf->rows = sv_regrow(lf->mem, lf->rows, (size_t)lf->n_rows, (size_t)cap, sizeof *lf->rows);
        lf->cap_rows = cap;
    }
    lf->rows[lf->n_rows++] = row;
}

int64_t sv_leaf_narrow(struct sv_leaf *lf, sv_wide v)
{
    if (v < SV_WILD && v > -SV_WILD)
        return (int64_t)v;
    lf->is_wild = true;
    return 0;
}

/* Party values in the objective and in R5; what R5 adds to the bound. */
static void level_prices(struct sv_leaf *lf)
{
    const struct sv_prove_level *lv = lf->lv;
    lf->level_mu = SV_NEW(lf->mem, sv_wide, lv->level_ix + 1);
    lf->level_mu[lv->level_ix] = SV_ONE * lv->sense;
    for (int j = 0; j < lv->level_ix; j++) {
        int64_t mu = lf->dual->u[lv->level_row[j]];
        int sign = solver_objective_is_max(lf->run->levels[j].objective) ? 1 : -1;
        lf->level_mu[j] = (sv_wide)mu * sign;
        lf->bound -= lf->level_mu[j] * lf->run->levels[j].value;
        if (mu)
            add_row(lf, (struct sv_prove_row){.kind = SV_R5, .a = j, .mu = mu});
    }
}

sv_wide sv_leaf_party(const struct sv_leaf *lf, int p)
{
    sv_wide sum = 0;
    for (int j = 0; j <= lf->lv->level_ix; j++)
        if (lf->level_mu[j])
            sum += lf->level_mu[j] * sv_party_value(lf->run, j, p);
    return sum;
}

sv_wide sv_leaf_place(const struct sv_leaf *lf, int f, int c)
{
    const struct sv_prove_model *pm = lf->pm;
    sv_wide sum = 0;
    for (int j = 0; j <= lf->lv->level_ix; j++) {
        if (!lf->level_mu[j])
            continue;
        if (lf->run->levels[j].objective == SOLVER_PREFERENCES)
            sum += lf->level_mu[j] * pm->preference[(size_t)f * (size_t)pm->n_classes + (size_t)c];
        else if (lf->run->levels[j].objective == SOLVER_MOVES)
            sum += lf->level_mu[j] *
                   sv_place_value(lf->run, j, pm->profile_party[f], pm->class_room[c]);
    }
    return sum;
}

/* Prices of the program's slots, for every slot of the model in them. */
static void slot_prices(struct sv_leaf *lf)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct sv_prove_level *lv = lf->lv;
    int n_modes = lf->run->rules.n_modes;
    lf->w = sv_alloc(lf->mem, (size_t)pm->n_slots, sizeof *lf->w);
    lf->is_people = SV_NEW(lf->mem, bool, pm->n_slots);
    for (int i = 0; i < pm->n_slots; i++) {
        int merged = lv->merged_of[pm->slot_class[i]];
        int s = merged < 0 ? -1 : lv->slot_of[merged * n_modes + pm->slot_mode[i]];
        if (s < 0)
            continue;
        const struct sv_prove_slot *slot = &lv->slots[s];
        int64_t u = lf->dual->u[slot->first_row];
        lf->is_people[i] = slot->is_people;
        if (slot->is_people || pm->slot_mode[i] == lf->run->rules.private_mode)
            for (int n = 1; n <= SV_SIZES; n++)
                lf->w[i][n] = sv_leaf_narrow(lf, slot->is_people ? (sv_wide)u * n : u);
        for (int k = 0; k < slot->n_sizes && !slot->is_people; k++)
            lf->w[i][slot->sizes[k]] =
                sv_leaf_narrow(lf, slot->n_patterns ? lf->dual->u[slot->first_row + 1 + k] : u);
    }
}

static void link_prices(struct sv_leaf *lf, const int64_t *cut_u)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct sv_prove_level *lv = lf->lv;
    lf->link = SV_NEW(lf->mem, int64_t, (size_t)pm->n_profiles * (size_t)pm->n_classes);
    for (int k = 0; k < lv->milp.n_cuts; k++) {
        const struct sv_prove_slot *slot = &lv->slots[lv->links[k].slot];
        for (int f = 0; f < pm->n_profiles && cut_u[k]; f++) {
            if (lv->type_of[f] != lv->links[k].type)
                continue;
            for (int c = 0; c < pm->n_classes; c++)
                if (lv->merged_of[c] == slot->class_ix)
                    lf->link[(size_t)f * (size_t)pm->n_classes + (size_t)c] += cut_u[k];
        }
    }
}

int sv_leaf_slot(const struct sv_leaf *lf, int f, int c)
{
    const struct sv_rules *ru = &lf->run->rules;
    int mode = sv_mode(ru, lf->pm->profile_party[f], lf->pm->class_room[c]);
    return lf->pm->slot_of[c * ru->n_modes + mode];
}

static void party_prices(struct sv_leaf *lf)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct solver_instance *inst = lf->run->inst;
    lf->best = SV_NEW(lf->mem, sv_wide, pm->n_profiles);
    lf->r1 = SV_NEW(lf->mem, sv_wide, inst->n_parties);
    for (int f = 0; f < pm->n_profiles; f++) {
        int size = inst->parties[pm->profile_party[f]].n_members;
        lf->best[f] = -SV_NO_BOUND;
        for (int c = 0; c < pm->n_classes; c++) {
            size_t at = (size_t)f * (size_t)pm->n_classes + (size_t)c;
            if (!pm->is_free[at])
                continue;
            sv_wide worth =
                sv_leaf_place(lf, f, c) - lf->w[sv_leaf_slot(lf, f, c)][size] - lf->link[at];
            if (worth > lf->best[f])
                lf->best[f] = worth;
        }
    }
    for (int p = 0; p < inst->n_parties; p++) {
        int f = pm->profile_of[p];
        if (f < 0 || lf->best[f] == -SV_NO_BOUND)
            continue;
        sv_wide worth = sv_leaf_party(lf, p) + lf->best[f];
        lf->r1[p] = worth > 0 ? worth : 0;
        lf->bound += lf->r1[p];
    }
}

static sv_wide most_of_room(struct sv_leaf *lf, int s)
{
    if (lf->pm->slot_mode[s] == lf->run->rules.private_mode)
        return lf->w[s][1];
    if (lf->is_people[s])
        return (sv_wide)lf->w[s][1] * lf->pm->slot_w[s];
    if (lf->pm->slot_w[s] > SV_BEDS) { /* more stay than there are beds: full, and nobody pays but
                                        * by the head */
        for (int n = 1; n <= SV_SIZES; n++)
            lf->is_wild |= lf->w[s][n] != 0;
        return 0;
    }
    return sv_leaf_most(lf->w[s], lf->pm->slot_w[s], 0);
}

static void room_prices(struct sv_leaf *lf)
{
    const struct sv_prove_model *pm = lf->pm;
    int private_mode = lf->run->rules.private_mode;
    lf->y = SV_NEW(lf->mem, sv_wide, pm->n_slots);
    for (int s = 0; s < pm->n_slots; s++) {
        int n = 0;
        int64_t v = sv_leaf_narrow(lf, most_of_room(lf, s));
        struct sv_prove_row row = {.a = pm->slot_class[s], .b = pm->slot_mode[s], .v = v, .mu = 1};
        for (int j = 0; j <= lf->lv->level_ix; j++)
            if (lf->run->levels[j].objective == SOLVER_ROOMS)
                lf->y[s] += lf->level_mu[j];
        lf->y[s] += v;
        for (int k = 1; k <= SV_SIZES; k++)
            n = lf->w[s][k] ? k : n;
        if (!v)
            continue;
        row.kind = SV_R6;
        row.w = lf->w[s] + 1;
        row.n_w = n < pm->slot_w[s] ? n : pm->slot_w[s];
        bool is_single = n == 1 || lf->is_people[s] || row.b == private_mode;
        if (is_single)
            row = (struct sv_prove_row){.kind = SV_R2, .a = row.a, .b = row.b, .mu = lf->w[s][1]};
        add_row(lf, row);
    }
}

static void add_links(struct sv_leaf *lf)
{
    const struct sv_prove_model *pm = lf->pm;
    for (int p = 0; p < lf->run->inst->n_parties; p++) {
        int f = pm->profile_of[p];
        for (int c = 0; f >= 0 && c < pm->n_classes; c++) {
            int64_t mu = lf->link[(size_t)f * (size_t)pm->n_classes + (size_t)c];
            if (!mu)
                continue;
            lf->y[sv_leaf_slot(lf, f, c)] += mu;
            add_row(lf, (struct sv_prove_row){.kind = SV_R4, .a = p, .b = c, .mu = mu});
        }
    }
}

/* Multipliers of the branches: the reduced cost of the column, for the last branch on each side of
 * it. */
static void branch_prices(struct sv_leaf *lf, const struct sv_prove_branch *path, int depth)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct sv_prove_level *lv = lf->lv;
    int n_modes = lf->run->rules.n_modes;
    for (int d = 0; d < depth; d++) {
        bool is_last = true;
        for (int e = d + 1; e < depth; e++)
            is_last &= path[e].col != path[d].col || path[e].is_high != path[d].is_high;
        sv_wide cost = path[d].is_high ? -lf->dual->d[path[d].col] : lf->dual->d[path[d].col];
        if (!is_last || cost <= 0)
            continue;
        int64_t mu = sv_leaf_narrow(lf, cost);
        sv_wide signed_mu = path[d].is_high ? mu : -(sv_wide)mu;
        lf->bound -= signed_mu * (path[d].is_high ? path[d].at + 1 : path[d].at);
        add_row(lf, (struct sv_prove_row){.kind = SV_B, .a = d, .mu = mu});
        for (int i = 0; i < pm->n_slots; i++) {
            int c = lv->merged_of[pm->slot_class[i]];
            int s = c < 0 ? -1 : lv->slot_of[c * n_modes + pm->slot_mode[i]];
            if (s >= 0 && sv_prove_has(lv, path[d].col, s))
                lf->y[i] += signed_mu;
        }
    }
}

/* R3; where fixed parties are, R4 of one of them first lets their mode be worth the best other. */
static void class_prices(struct sv_leaf *lf)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct sv_rules *ru = &lf->run->rules;
    for (int c = 0; c < pm->n_classes; c++) {
        int own = -1, p = pm->class_fixed[c];
        sv_wide most = 0;
        for (int m = 0; m < ru->n_modes; m++) {
            int s = pm->slot_of[c * ru->n_modes + m];
            if (s >= 0 && lf->y[s] > most)
                most = lf->y[s];
            if (s >= 0 && p >= 0 && m == ru->room_mode[pm->class_room[c]])
                own = s;
        }
        if (own >= 0 && lf->y[own] < most) {
            int64_t mu = sv_leaf_narrow(lf, most - lf->y[own]);
            add_row(lf, (struct sv_prove_row){.kind = SV_R4, .a = p, .b = c, .mu = mu});
            lf->bound -= mu;
        }
        if (most > 0)
            add_row(lf,
                    (struct sv_prove_row){.kind = SV_R3, .a = c, .mu = sv_leaf_narrow(lf, most)});
        lf->bound += most * pm->class_n[c];
    }
    for (int p = 0; p < ru->inst->n_parties; p++) {
        int r = ru->fixed_room[p];
        if (r < 0)
            continue;
        int s = pm->slot_of[pm->class_of[r] * ru->n_modes + ru->room_mode[r]];
        lf->bound += sv_leaf_party(lf, p) - lf->w[s][ru->inst->parties[p].n_members];
        for (int j = 0; j <= lf->lv->level_ix; j++)
            lf->bound += lf->level_mu[j] * sv_place_value(lf->run, j, p, r);
    }
}

static int by_key(const void *a, const void *b)
{
    const struct sv_prove_row *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

struct sv_certificate sv_prove_leaf(const struct sv_prove_level *lv, const struct sv_dual *dual,
                                    const int64_t *cut_u, const struct sv_prove_branch *path,
                                    int depth, sv_wide target, struct sv_prove_pairs *pairs)
{
    struct sv_leaf lf = {
        .lv = lv, .pm = lv->model, .run = lv->model->run, .mem = lv->milp.mem, .dual = dual};
    level_prices(&lf);
    slot_prices(&lf);
    link_prices(&lf, cut_u);
    party_prices(&lf);
    sv_leaf_fixed(&lf, pairs != NULL);
    room_prices(&lf);
    add_links(&lf);
    branch_prices(&lf, path, depth);
    class_prices(&lf);
    for (int p = 0; p < lf.run->inst->n_parties; p++)
        if (lf.r1[p] > 0)
            add_row(&lf, (struct sv_prove_row){
                             .kind = SV_R1, .a = p, .mu = sv_leaf_narrow(&lf, lf.r1[p])});
    if (pairs)
        sv_leaf_pairs(&lf, target, pairs);
    if (lf.is_wild)
        return (struct sv_certificate){.is_empty = true, .bound = SV_NO_BOUND};
    if (lf.n_rows)
        qsort(lf.rows, (size_t)lf.n_rows, sizeof *lf.rows, by_key);
    return (struct sv_certificate){.n_rows = lf.n_rows, .rows = lf.rows, .bound = lf.bound};
}
