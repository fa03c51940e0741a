/* The program of one level of a proof: rows R1, R2 and R6 (as patterns), R3, R5 over parties and
 * classes that this level cannot tell apart; R4 comes as it is violated.
 *
 *     Σ_c x[t,c] - Σ_g u[g] = 0               u[g] <= parties of g: R1 of each
 *     Σ x[t,c] <= ⌊W / size⌋ y                slots of one size
 *     Σ_size x <= Σ_k slots[k,size] z[k], Σ z <= y      mixed sizes; z is continuous: its duals are
 *                                             the weights of one R6, its last row that R6's V
 *     Σ_m y[c,m] <= n_c                       R3; with equality where no level counts rooms
 *     f_i >= z_i or f_i <= z_i                R5
 *     S = Σ y                                 to branch on
 */
#include "prove.h"

enum { MAX_PATTERNS = 512 };

static bool fits(const struct sv_prove_level *lv, int t, int c)
{
    const struct sv_prove_model *pm = lv->model;
    return pm->is_free[(size_t)lv->types[t].profile * (size_t)pm->n_classes +
                       (size_t)lv->merged_class[c]];
}

static void find_slots(struct sv_prove_level *lv)
{
    const struct sv_prove_model *pm = lv->model;
    const struct sv_rules *ru = &pm->run->rules;
    struct sv_arena *mem = lv->milp.mem;
    int n = lv->n_classes * ru->n_modes;
    lv->slot_of = SV_NEW(mem, int, n);
    lv->slots = SV_NEW(mem, struct sv_prove_slot, n);
    for (int i = 0; i < n; i++)
        lv->slot_of[i] = -1;
    for (int t = 0; t < lv->n_types; t++)
        for (int c = 0; c < lv->n_classes; c++) {
            if (!fits(lv, t, c))
                continue;
            int r = pm->class_room[lv->merged_class[c]], size = lv->types[t].size;
            int mode = sv_mode(ru, pm->profile_party[lv->types[t].profile], r);
            int *s = &lv->slot_of[c * ru->n_modes + mode];
            bool is_open = pm->class_fixed[lv->merged_class[c]] >= 0;
            if (*s < 0) {
                *s = lv->n_slots;
                lv->slots[lv->n_slots++] = (struct sv_prove_slot){
                    .class_ix = c,
                    .mode = mode,
                    .w = is_open ? ru->room_left[r] : sv_cap(ru, mode, ru->beds[r]),
                    .is_open = is_open,
                    .y_col = -1,
                    .sizes = SV_NEW(mem, int, 16)};
            }
            struct sv_prove_slot *sl = &lv->slots[*s];
            int k = sl->n_sizes;
            while (k > 0 && sl->sizes[k - 1] > size)
                k--;
            if (k > 0 && sl->sizes[k - 1] == size)
                continue;
            for (int i = sl->n_sizes++; i > k; i--)
                sl->sizes[i] = sl->sizes[i - 1];
            sl->sizes[k] = size;
        }
}

struct enumeration {
    const struct sv_prove_slot *slot;
    int *out; /* [MAX_PATTERNS * n_sizes] */
    int n;
    int now[16];
};

/* Patterns that hold no further party of the smallest size. */
static void enumerate(struct enumeration *en, int at, int left)
{
    const struct sv_prove_slot *s = en->slot;
    if (en->n > MAX_PATTERNS)
        return;
    if (at == 0) {
        en->now[0] = left / s->sizes[0];
        for (int k = 0; k < s->n_sizes && en->n < MAX_PATTERNS; k++)
            en->out[en->n * s->n_sizes + k] = en->now[k];
        en->n++;
        return;
    }
    for (int k = left / s->sizes[at]; k >= 0; k--) {
        en->now[at] = k;
        enumerate(en, at - 1, left - k * s->sizes[at]);
    }
}

static void room_columns(struct sv_prove_level *lv, int s, const int *class_row)
{
    struct sv_milp *m = &lv->milp;
    struct sv_prove_slot *slot = &lv->slots[s];
    const struct sv_run *run = lv->model->run;
    int n_rooms = lv->merged_n[slot->class_ix];
    bool is_private = slot->mode == run->rules.private_mode;
    struct enumeration en = {.slot = slot};
    if (!is_private && slot->n_sizes > 1) {
        en.out = SV_NEW(m->mem, int, MAX_PATTERNS * slot->n_sizes);
        enumerate(&en, slot->n_sizes - 1, slot->w);
        slot->is_people = en.n > MAX_PATTERNS;
        slot->n_patterns = slot->is_people ? 0 : en.n;
    }
    int per_room = is_private         ? 1
                   : slot->n_patterns ? 1
                   : slot->is_people  ? slot->w
                                      : slot->w / slot->sizes[0];
    slot->first_row = sv_milp_row(m, 0, false);
    for (int k = 0; k < slot->n_sizes && slot->n_patterns; k++)
        (void)sv_milp_row(m, 0, false);
    if (slot->is_open) {
        m->rhs[slot->first_row] = per_room;
    } else {
        bool is_level = run->levels[lv->level_ix].objective == SOLVER_ROOMS;
        slot->y_col = sv_milp_col(m, is_level ? lv->sense : 0, 0, n_rooms, true);
        sv_milp_entry(m, slot->first_row, -per_room);
        sv_milp_entry(m, class_row[slot->class_ix], 1);
        for (int j = 0; j < lv->level_ix; j++)
            if (run->levels[j].objective == SOLVER_ROOMS)
                sv_milp_entry(m, lv->level_row[j], 1);
        for (int k = 0; k < lv->n_sums; k++)
            if (sv_prove_in_sum(lv, k, s))
                sv_milp_entry(m, lv->sum_row[k], 1);
    }
    for (int k = 0; k < slot->n_patterns; k++) {
        (void)sv_milp_col(m, 0, 0, n_rooms, false);
        sv_milp_entry(m, slot->first_row, 1);
        for (int i = 0; i < slot->n_sizes; i++)
            sv_milp_entry(m, slot->first_row + 1 + i, -en.out[k * slot->n_sizes + i]);
    }
}

static void flow_columns(struct sv_prove_level *lv)
{
    const struct sv_prove_model *pm = lv->model;
    const struct sv_run *run = pm->run;
    struct sv_milp *m = &lv->milp;
    for (int t = 0; t < lv->n_types; t++) {
        struct sv_prove_type *ty = &lv->types[t];
        int p = pm->profile_party[ty->profile];
        ty->x_col = SV_NEW(m->mem, int, lv->n_classes);
        ty->x_slot = SV_NEW(m->mem, int, lv->n_classes);
        for (int c = 0; c < lv->n_classes; c++) {
            if (!fits(lv, t, c))
                continue;
            int r = pm->class_room[lv->merged_class[c]];
            int s = lv->slot_of[c * run->rules.n_modes + sv_mode(&run->rules, p, r)];
            const struct sv_prove_slot *slot = &lv->slots[s];
            int k = 0;
            while (slot->sizes[k] != ty->size)
                k++;
            ty->x_slot[ty->n_x] = s;
            ty->x_col[ty->n_x++] = sv_milp_col(
                m, lv->sense * sv_place_value(run, lv->level_ix, p, r), 0, ty->n, false);
            sv_milp_entry(m, t, 1);
            sv_milp_entry(m, slot->first_row + (slot->n_patterns ? 1 + k : 0),
                          slot->is_people ? ty->size : 1);
            for (int j = 0; j < lv->level_ix; j++) {
                int sign = solver_objective_is_max(run->levels[j].objective) ? -1 : 1;
                sv_milp_entry(m, lv->level_row[j], sign * sv_place_value(run, j, p, r));
            }
        }
    }
}

static void group_columns(struct sv_prove_level *lv)
{
    const struct sv_run *run = lv->model->run;
    struct sv_milp *m = &lv->milp;
    for (int t = 0; t < lv->n_types; t++)
        for (int g = 0; g < lv->types[t].n_groups; g++) {
            struct sv_prove_group *gr = &lv->types[t].groups[g];
            int64_t value = sv_party_value(run, lv->level_ix, gr->party);
            gr->col = sv_milp_col(m, lv->sense * value, 0, gr->n, false);
            sv_milp_entry(m, t, -1);
            for (int j = 0; j < lv->level_ix; j++) {
                int sign = solver_objective_is_max(run->levels[j].objective) ? -1 : 1;
                sv_milp_entry(m, lv->level_row[j], sign * sv_party_value(run, j, gr->party));
            }
        }
}

/* What the fixed parties and their rooms add to level j. */
static int64_t fixed_value(const struct sv_prove_model *pm, int j)
{
    const struct sv_run *run = pm->run;
    int64_t sum = 0;
    for (int p = 0; p < run->inst->n_parties; p++) {
        int r = run->rules.fixed_room[p];
        if (r >= 0)
            sum += sv_party_value(run, j, p) + sv_place_value(run, j, p, r);
    }
    for (int c = 0; c < pm->n_classes && run->levels[j].objective == SOLVER_ROOMS; c++)
        sum += pm->class_fixed[c] >= 0;
    return sum;
}

static void add_rows(struct sv_prove_level *lv, int *class_row)
{
    const struct sv_prove_model *pm = lv->model;
    const struct sv_run *run = pm->run;
    struct sv_milp *m = &lv->milp;
    for (int t = 0; t < lv->n_types; t++)
        (void)sv_milp_row(m, 0, true);
    lv->level_row = SV_NEW(m->mem, int, lv->level_ix);
    for (int j = 0; j < lv->level_ix; j++) {
        int sign = solver_objective_is_max(run->levels[j].objective) ? -1 : 1;
        lv->level_row[j] =
            sv_milp_row(m, sign * (run->levels[j].value - fixed_value(pm, j)), false);
    }
    bool *is_used = SV_NEW(m->mem, bool, lv->n_classes);
    for (int s = 0; s < lv->n_slots; s++)
        is_used[lv->slots[s].class_ix] |= !lv->slots[s].is_open;
    for (int c = 0; c < lv->n_classes; c++)
        class_row[c] = sv_milp_row(m, lv->merged_n[c], !lv->counts_rooms && is_used[c]);
}

void sv_prove_level_init(struct sv_prove_level *lv, const struct sv_prove_model *pm, int level_ix,
                         const struct sv_prove_script *script, struct sv_arena *mem)
{
    const struct sv_run *run = pm->run;
    *lv = (struct sv_prove_level){.model = pm, .level_ix = level_ix, .script = script};
    for (int j = 0; j <= level_ix; j++)
        lv->counts_rooms |= run->levels[j].objective == SOLVER_ROOMS;
    lv->sense = solver_objective_is_max(run->levels[level_ix].objective) ? 1 : -1;
    lv->constant = lv->sense * fixed_value(pm, level_ix);
    sv_milp_init(&lv->milp, mem);
    sv_prove_types(lv);
    find_slots(lv);
    int *class_row = SV_NEW(mem, int, lv->n_classes);
    add_rows(lv, class_row);
    sv_prove_sums(lv);
    group_columns(lv);
    for (int s = 0; s < lv->n_slots; s++)
        room_columns(lv, s, class_row);
    sv_prove_sum_columns(lv);
    flow_columns(lv);
}

int sv_prove_links(struct sv_prove_level *lv, const double *x)
{
    struct sv_milp *m = &lv->milp;
    int n = 0;
    for (int t = 0; t < lv->n_types; t++) {
        const struct sv_prove_type *ty = &lv->types[t];
        for (int i = 0; i < ty->n_x; i++) {
            const struct sv_prove_slot *slot = &lv->slots[ty->x_slot[i]];
            if (slot->is_open || slot->w <= ty->n * ty->size ||
                x[ty->x_col[i]] <= ty->n * x[slot->y_col] + 1e-3)
                continue;
            int k = sv_milp_cut(m, 0);
            sv_milp_cut_entry(m, ty->x_col[i], 1);
            sv_milp_cut_entry(m, slot->y_col, -ty->n);
            if (k >= lv->cap_links) {
                int cap = lv->cap_links ? 2 * lv->cap_links : 64;
                lv->links = sv_regrow(m->mem, lv->links, (size_t)lv->cap_links, (size_t)cap,
                                      sizeof *lv->links);
                lv->cap_links = cap;
            }
            lv->links[k] = (struct sv_prove_link){t, ty->x_slot[i]};
            n++;
        }
    }
    return n;
}
