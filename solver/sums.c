/* Sums of room counts as integer columns (9): how many rooms of a mode, of a mode at a site, of a
 * mode with so many beds. To branch on them closes in tens of nodes what branching on single counts
 * leaves open after tens of thousands: alike rooms no longer stand in for one another. */
#include "model.h"

/* Of the sums of a slot, those of rooms that may be opened. */
enum { N_OPENED_SUMS = 3 };

struct key {
    int mode, site_ix, beds; /* -1 = any */
    int opened;              /* -1 = any room; of those that may be opened, all or of one class */
};

enum { NO_SUM = -2, ALL_OPENED = -3 };

/* The sums that slot s belongs to, coarse ones first; rooms of several sites are in no site's.
 * Those of rooms that may be opened come before all others. */
static struct key key_of(const struct sv_model *mo, const struct sv_run *run, int s, int which)
{
    const struct sv_class *cl = &mo->classes[mo->slots[s].class_ix];
    int beds = run->rules.beds[cl->room], mode = mo->slots[s].mode;
    if (which < N_OPENED_SUMS && !sv_may_open(run->repairs, cl->room))
        return (struct key){.opened = NO_SUM};
    switch (which) {
    case 0:
        return (struct key){-1, -1, -1, ALL_OPENED};
    case 1:
        return (struct key){-1, -1, beds, ALL_OPENED};
    case 2:
        return (struct key){-1, -1, -1, mo->slots[s].class_ix};
    case 3:
        return (struct key){mode, -1, -1, -1};
    case 4:
        return (struct key){mode, cl->site_ix, -1, -1};
    case 5:
        return (struct key){mode, -1, beds, -1};
    default:
        return (struct key){mode, cl->site_ix, beds, -1};
    }
}

struct key_ctx {
    const struct key *keys;
};

static bool same_key(const void *ctx, int a, int b)
{
    const struct key *k = ((const struct key_ctx *)ctx)->keys;
    return k[a].mode == k[b].mode && k[a].site_ix == k[b].site_ix && k[a].beds == k[b].beds &&
           k[a].opened == k[b].opened;
}

void sv_sums_rows(struct sv_model *mo, const struct sv_run *run, int *rows_of)
{
    struct sv_arena *mem = mo->milp.mem;
    int n = SV_N_SUMS * mo->n_slots; /* item i = which × n_slots + slot */
    struct key *keys = SV_NEW(mem, struct key, n);
    uint64_t *hash = SV_NEW(mem, uint64_t, n), *members = SV_NEW(mem, uint64_t, n);
    int *group_of = SV_NEW(mem, int, n), *first = SV_NEW(mem, int, n), *size = SV_NEW(mem, int, n);
    for (int i = 0; i < n; i++) {
        keys[i] = key_of(mo, run, i % mo->n_slots, i / mo->n_slots);
        hash[i] = sv_mix(sv_mix((uint64_t)keys[i].mode, (uint64_t)keys[i].site_ix),
                         (uint64_t)keys[i].beds);
        hash[i] = sv_mix(hash[i], (uint64_t)keys[i].opened);
    }
    struct key_ctx ctx = {keys};
    int n_groups = sv_group(mem, n, hash, same_key, &ctx, group_of, first);
    bool *is_in = SV_NEW(mem, bool, (size_t)n_groups *(size_t)mo->n_slots);
    for (int i = 0; i < n; i++) {
        int s = i % mo->n_slots;
        size_t at = (size_t)group_of[i] * (size_t)mo->n_slots + (size_t)s;
        if (mo->slots[s].is_open || is_in[at] || keys[i].opened == NO_SUM)
            continue;
        is_in[at] = true;
        size[group_of[i]]++;
        members[group_of[i]] = sv_mix(members[group_of[i]], (uint64_t)s);
    }
    int *row = SV_NEW(mem, int, n_groups);
    mo->sum_row = SV_NEW(mem, int, n_groups);
    mo->sum_col = SV_NEW(mem, int, n_groups);
    mo->sum_most = SV_NEW(mem, int, n_groups);
    for (int g = 0; g < n_groups; g++) {
        bool is_double = size[g] < 2; /* of one y, or of the same as a coarser sum */
        for (int h = 0; h < g && !is_double; h++)
            is_double = row[h] >= 0 && size[h] == size[g] && members[h] == members[g];
        row[g] = is_double ? -1 : sv_milp_row(&mo->milp, 0, true);
        if (is_double)
            continue;
        for (int s = 0; s < mo->n_slots; s++)
            if (is_in[(size_t)g * (size_t)mo->n_slots + (size_t)s])
                mo->sum_most[mo->n_sums] += mo->classes[mo->slots[s].class_ix].n;
        mo->sum_row[mo->n_sums++] = row[g];
    }
    for (int i = 0; i < n; i++) {
        int s = i % mo->n_slots, which = i / mo->n_slots;
        int r = row[group_of[i]];
        for (int w = 0; w < which && r >= 0; w++) /* one group met twice: site -1 */
            if (rows_of[SV_N_SUMS * s + w] == r)
                r = -1;
        rows_of[SV_N_SUMS * s + which] = r;
    }
}

void sv_sums_columns(struct sv_model *mo)
{
    for (int k = 0; k < mo->n_sums; k++) {
        mo->sum_col[k] = sv_milp_col(&mo->milp, 0, 0, mo->sum_most[k], true);
        sv_milp_entry(&mo->milp, mo->sum_row[k], -1);
    }
}
