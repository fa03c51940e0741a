/* The sums of room counts that a proof branches on: rooms of a mode, of a mode at a site, of a mode
 * with so many beds, of all three. A class that only one mode wants is in none: its rooms are there
 * for that mode anyway, unless a level counts rooms. */
#include "prove.h"

struct key {
    int mode, site_ix, beds; /* -1 = any */
};

/* Site of all rooms of a merged class; -1: of several. */
static int site_of(const struct sv_prove_level *lv, int c)
{
    const struct sv_prove_model *pm = lv->model;
    int site = -2;
    for (int k = 0; k < pm->n_classes; k++) {
        if (lv->merged_of[k] != c)
            continue;
        int here = pm->run->inst->rooms[pm->class_room[k]].site_ix;
        site = site == -2 || site == here ? here : -1;
    }
    return site;
}

static struct key key_of(const struct sv_prove_level *lv, int s, int site, int which)
{
    const struct sv_prove_slot *slot = &lv->slots[s];
    const struct sv_run *run = lv->model->run;
    int beds = run->rules.beds[lv->model->class_room[lv->merged_class[slot->class_ix]]];
    return (struct key){slot->mode, which % 2 ? site : -1, which / 2 ? beds : -1};
}

static bool same_key(const void *ctx, int a, int b)
{
    const struct key *k = ctx;
    return k[a].mode == k[b].mode && k[a].site_ix == k[b].site_ix && k[a].beds == k[b].beds;
}

static bool same_members(const bool *a, const bool *b, int n)
{
    for (int s = 0; s < n; s++)
        if (a[s] != b[s])
            return false;
    return true;
}

/* Adds the sum of the slots `is_in` unless it is of one slot or there already. Returns its number,
 * or -1 - slot for the one. */
static int add_sum(struct sv_prove_level *lv, const bool *is_in)
{
    int n = 0, most = 0, slot = 0;
    for (int s = 0; s < lv->n_slots; s++)
        if (is_in[s]) {
            n++;
            slot = s;
            most += lv->merged_n[lv->slots[s].class_ix];
        }
    for (int k = 0; k < lv->n_sums; k++)
        if (same_members(lv->is_in_sum + (size_t)k * (size_t)lv->n_slots, is_in, lv->n_slots))
            return k;
    if (n < 2)
        return -1 - slot;
    for (int s = 0; s < lv->n_slots; s++)
        lv->is_in_sum[(size_t)lv->n_sums * (size_t)lv->n_slots + (size_t)s] = is_in[s];
    lv->sum_most[lv->n_sums] = most;
    lv->sum_row[lv->n_sums] = sv_milp_row(&lv->milp, 0, true);
    return lv->n_sums++;
}

/* The sums of the script, in the slots of this level: classes only split from level to level. */
static void add_script(struct sv_prove_level *lv, bool *is_in)
{
    const struct sv_prove_model *pm = lv->model;
    lv->script_col = SV_NEW(lv->milp.mem, int, lv->script->n_nodes);
    for (int i = 0; i < lv->script->n_nodes; i++) {
        const bool *slots = lv->script->steps[i].slots;
        for (int s = 0; s < lv->n_slots; s++) {
            const struct sv_prove_slot *slot = &lv->slots[s];
            int c = lv->merged_class[slot->class_ix];
            is_in[s] = slots && slots[pm->slot_of[c * pm->run->rules.n_modes + slot->mode]];
        }
        if (slots)
            lv->script_col[i] = add_sum(lv, is_in);
    }
}

void sv_prove_sum_columns(struct sv_prove_level *lv)
{
    for (int k = 0; k < lv->n_sums; k++) {
        lv->sum_col[k] = sv_milp_col(&lv->milp, 0, 0, lv->sum_most[k], true);
        sv_milp_entry(&lv->milp, lv->sum_row[k], -1);
    }
    for (int i = 0; i < lv->script->n_nodes; i++) {
        int k = lv->script_col[i];
        lv->script_col[i] = k < 0 ? lv->slots[-1 - k].y_col : lv->sum_col[k];
    }
}

void sv_prove_sums(struct sv_prove_level *lv)
{
    struct sv_arena *mem = lv->milp.mem;
    int n = 4 * lv->n_slots, *group = SV_NEW(mem, int, n), *first = SV_NEW(mem, int, n);
    int *n_modes = SV_NEW(mem, int, lv->n_classes), *site = SV_NEW(mem, int, lv->n_classes);
    struct key *keys = SV_NEW(mem, struct key, n);
    uint64_t *hash = SV_NEW(mem, uint64_t, n);
    for (int s = 0; s < lv->n_slots; s++)
        n_modes[lv->slots[s].class_ix] += !lv->slots[s].is_open;
    for (int c = 0; c < lv->n_classes; c++)
        site[c] = site_of(lv, c);
    for (int i = 0; i < n; i++) {
        int s = i % lv->n_slots;
        keys[i] = key_of(lv, s, site[lv->slots[s].class_ix], i / lv->n_slots);
        hash[i] = sv_mix(sv_mix((uint64_t)keys[i].mode, (uint64_t)(keys[i].site_ix + 1)),
                         (uint64_t)(keys[i].beds + 1));
    }
    int n_groups = sv_group(mem, n, hash, same_key, keys, group, first);
    lv->is_in_sum =
        SV_NEW(mem, bool, ((size_t)n_groups + (size_t)lv->script->n_nodes) * (size_t)lv->n_slots);
    lv->sum_row = SV_NEW(mem, int, n_groups + lv->script->n_nodes);
    lv->sum_col = SV_NEW(mem, int, n_groups + lv->script->n_nodes);
    lv->sum_most = SV_NEW(mem, int, n_groups + lv->script->n_nodes);
    bool *is_in = SV_NEW(mem, bool, lv->n_slots);
    for (int g = 0; g < n_groups; g++) {
        for (int s = 0; s < lv->n_slots; s++)
            is_in[s] = false;
        for (int i = 0; i < n; i++) {
            const struct sv_prove_slot *slot = &lv->slots[i % lv->n_slots];
            if (group[i] == g && !slot->is_open &&
                (lv->counts_rooms || n_modes[slot->class_ix] > 1))
                is_in[i % lv->n_slots] = true;
        }
        (void)add_sum(lv, is_in);
    }
    add_script(lv, is_in);
}

bool sv_prove_in_sum(const struct sv_prove_level *lv, int k, int slot)
{
    return lv->is_in_sum[(size_t)k * (size_t)lv->n_slots + (size_t)slot];
}

bool sv_prove_has(const struct sv_prove_level *lv, int col, int slot)
{
    if (lv->slots[slot].y_col == col)
        return true;
    for (int k = 0; k < lv->n_sums; k++)
        if (lv->sum_col[k] == col)
            return sv_prove_in_sum(lv, k, slot);
    return false;
}
