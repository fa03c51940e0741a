/* The model of ALLOCATION.md section 6: classes, fitting pairs, slots. */
#include <string.h>

#include "prove.h"

static bool same_list(const int *a, int n_a, const int *b, int n_b)
{
    return n_a == n_b && (!n_a || !memcmp(a, b, (size_t)n_a * sizeof *a));
}

struct room_ctx {
    const struct sv_rules *rules;
    const bool *is_named;
    const int *rooms; /* the usable ones */
};

static bool same_room(const void *ctx, int a, int b)
{
    const struct room_ctx *c = ctx;
    int r = c->rooms[a], q = c->rooms[b];
    const struct solver_room *x = &c->rules->inst->rooms[r], *y = &c->rules->inst->rooms[q];
    return !c->is_named[r] && !c->is_named[q] && x->site_ix == y->site_ix &&
           c->rules->beds[r] == c->rules->beds[q] && x->sex == y->sex &&
           same_list(x->feature_ixs, x->n_features, y->feature_ixs, y->n_features) &&
           same_list(x->pool_ixs, x->n_pools, y->pool_ixs, y->n_pools);
}

static uint64_t room_hash(const struct room_ctx *c, int r)
{
    const struct solver_room *room = &c->rules->inst->rooms[r];
    uint64_t h = sv_mix(c->is_named[r] ? (uint64_t)r + 1 : 0, (uint64_t)room->site_ix);
    h = sv_mix(h, (uint64_t)c->rules->beds[r] * 8 + room->sex);
    for (int k = 0; k < room->n_features; k++)
        h = sv_mix(h, (uint64_t)room->feature_ixs[k]);
    h = sv_mix(h, UINT64_MAX);
    for (int k = 0; k < room->n_pools; k++)
        h = sv_mix(h, (uint64_t)room->pool_ixs[k]);
    return h;
}

static void find_classes(struct sv_prove_model *pm, struct sv_arena *mem)
{
    const struct solver_instance *inst = pm->run->inst;
    bool *is_named = SV_NEW(mem, bool, inst->n_rooms);
    int *rooms = SV_NEW(mem, int, inst->n_rooms), *group = SV_NEW(mem, int, inst->n_rooms);
    int *first = SV_NEW(mem, int, inst->n_rooms), n = 0;
    uint64_t *hash = SV_NEW(mem, uint64_t, inst->n_rooms);
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        for (int b = 0; b < party->n_banned; b++)
            is_named[party->banned_room_ixs[b]] = true;
        if (party->pinned_room_ix >= 0)
            is_named[party->pinned_room_ix] = true;
        if (party->current_room_ix >= 0)
            is_named[party->current_room_ix] = true;
    }
    struct room_ctx ctx = {&pm->run->rules, is_named, rooms};
    for (int r = 0; r < inst->n_rooms; r++)
        if (inst->rooms[r].is_usable) {
            hash[n] = room_hash(&ctx, r);
            rooms[n++] = r;
        }
    pm->n_classes = sv_group(mem, n, hash, same_room, &ctx, group, first);
    pm->class_of = SV_NEW(mem, int, inst->n_rooms);
    pm->class_room = SV_NEW(mem, int, pm->n_classes);
    pm->class_n = SV_NEW(mem, int, pm->n_classes);
    pm->class_fixed = SV_NEW(mem, int, pm->n_classes);
    for (int r = 0; r < inst->n_rooms; r++)
        pm->class_of[r] = -1;
    for (int c = 0; c < pm->n_classes; c++) {
        pm->class_room[c] = rooms[first[c]];
        pm->class_fixed[c] = -1;
    }
    for (int i = 0; i < n; i++) {
        pm->class_of[rooms[i]] = group[i];
        pm->class_n[group[i]]++;
    }
    for (int p = inst->n_parties - 1; p >= 0; p--)
        if (pm->run->rules.fixed_room[p] >= 0)
            pm->class_fixed[pm->class_of[pm->run->rules.fixed_room[p]]] = p;
}

static bool same_profile(const void *ctx, int p, int q)
{
    const struct sv_run *run = ctx;
    return run->kinds.profile_of[p] == run->kinds.profile_of[q] &&
           run->rules.own_room[p] == run->rules.own_room[q] &&
           (run->rules.fixed_room[p] < 0) == (run->rules.fixed_room[q] < 0);
}

static void find_profiles(struct sv_prove_model *pm, struct sv_arena *mem)
{
    const struct sv_run *run = pm->run;
    int n = run->inst->n_parties, *group = SV_NEW(mem, int, n), *first = SV_NEW(mem, int, n);
    uint64_t *hash = SV_NEW(mem, uint64_t, n);
    for (int p = 0; p < n; p++) {
        hash[p] = sv_mix((uint64_t)run->kinds.profile_of[p], (uint64_t)run->rules.own_room[p] + 1);
        hash[p] = sv_mix(hash[p], run->rules.fixed_room[p] >= 0);
    }
    int n_groups = sv_group(mem, n, hash, same_profile, run, group, first);
    int *number = SV_NEW(mem, int, n_groups);
    pm->profile_of = SV_NEW(mem, int, n);
    pm->profile_party = SV_NEW(mem, int, n_groups);
    pm->profile_n = SV_NEW(mem, int, n_groups);
    for (int g = 0; g < n_groups; g++) {
        number[g] = run->rules.fixed_room[first[g]] >= 0 ? -1 : pm->n_profiles++;
        if (number[g] >= 0)
            pm->profile_party[number[g]] = first[g];
    }
    for (int p = 0; p < n; p++) {
        pm->profile_of[p] = number[group[p]];
        if (pm->profile_of[p] >= 0)
            pm->profile_n[pm->profile_of[p]]++;
    }
}

/* y[c,m] for the mode that party p gives class c, `n_fixed` people of which are fixed there. */
static void add_slot(struct sv_prove_model *pm, int p, int c, int n_fixed)
{
    const struct sv_rules *ru = &pm->run->rules;
    int r = pm->class_room[c], mode = sv_mode(ru, p, r);
    int *slot = &pm->slot_of[c * ru->n_modes + mode];
    if (*slot >= 0)
        return;
    *slot = pm->n_slots;
    int w = sv_cap(ru, mode, ru->beds[r]);
    w = n_fixed > w ? n_fixed : w;
    pm->slot_class[pm->n_slots] = c;
    pm->slot_mode[pm->n_slots] = mode;
    pm->slot_w[pm->n_slots++] = w;
}

static void find_pairs(struct sv_prove_model *pm, struct sv_arena *mem)
{
    const struct sv_rules *ru = &pm->run->rules;
    size_t n = (size_t)pm->n_profiles * (size_t)pm->n_classes;
    int n_slots = pm->n_classes * ru->n_modes;
    pm->fits = SV_NEW(mem, bool, n);
    pm->is_free = SV_NEW(mem, bool, n);
    pm->preference = SV_NEW(mem, int64_t, n);
    pm->slot_of = SV_NEW(mem, int, n_slots);
    pm->slot_class = SV_NEW(mem, int, n_slots);
    pm->slot_mode = SV_NEW(mem, int, n_slots);
    pm->slot_w = SV_NEW(mem, int, n_slots);
    for (int i = 0; i < n_slots; i++)
        pm->slot_of[i] = -1;
    int *n_fixed = SV_NEW(mem, int, pm->n_classes);
    for (int p = 0; p < ru->inst->n_parties; p++)
        if (ru->fixed_room[p] >= 0)
            n_fixed[pm->class_of[ru->fixed_room[p]]] += ru->inst->parties[p].n_members;
    for (int c = 0; c < pm->n_classes; c++)
        if (pm->class_fixed[c] >= 0)
            add_slot(pm, pm->class_fixed[c], c, n_fixed[c]);
    for (int f = 0; f < pm->n_profiles; f++)
        for (int c = 0; c < pm->n_classes; c++) {
            int p = pm->profile_party[f], r = pm->class_room[c];
            size_t at = (size_t)f * (size_t)pm->n_classes + (size_t)c;
            if (!sv_fits_alone(ru, p, r))
                continue;
            add_slot(pm, p, c, 0);
            pm->fits[at] = ru->inst->parties[p].n_members <=
                           pm->slot_w[pm->slot_of[c * ru->n_modes + sv_mode(ru, p, r)]];
            pm->is_free[at] = sv_fits(ru, p, r);
            pm->preference[at] = sv_preference(ru, p, r);
        }
}

void sv_prove_model_init(struct sv_prove_model *pm, const struct sv_run *run, struct sv_arena *mem)
{
    *pm = (struct sv_prove_model){.run = run};
    find_classes(pm, mem);
    find_profiles(pm, mem);
    find_pairs(pm, mem);
}
