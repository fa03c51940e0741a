/* Profiles of parties and kinds of rooms: who and what the rules cannot tell apart. */
#include "run.h"

#include <string.h>

int sv_group(struct sv_arena *mem, int n, const uint64_t *hash,
             bool (*is_same)(const void *ctx, int a, int b), const void *ctx, int *group_of,
             int *first)
{
    size_t n_slots = 16;
    while (n_slots < 2 * (size_t)n)
        n_slots *= 2;
    int *slot = SV_NEW(mem, int, n_slots); /* group + 1 */
    int n_groups = 0;
    for (int i = 0; i < n; i++) {
        size_t s = (size_t)hash[i] & (n_slots - 1);
        while (slot[s] &&
               (hash[first[slot[s] - 1]] != hash[i] || !is_same(ctx, first[slot[s] - 1], i)))
            s = (s + 1) & (n_slots - 1);
        if (!slot[s]) {
            first[n_groups] = i;
            slot[s] = ++n_groups;
        }
        group_of[i] = slot[s] - 1;
    }
    return n_groups;
}

static uint64_t mix_list(uint64_t h, const int *list, int n)
{
    h = sv_mix(h, (uint64_t)n);
    for (int k = 0; k < n; k++)
        h = sv_mix(h, (uint64_t)list[k]);
    return h;
}

static bool same_list(const int *a, int n_a, const int *b, int n_b)
{
    return n_a == n_b && (!n_a || !memcmp(a, b, (size_t)n_a * sizeof *a));
}

/* A room that a free party bans or that fixed parties are in is alone; so is a hall that a free
 * party lives in: of smaller rooms the model tells homes apart by itself (homes.c). */
struct room_ctx {
    const struct sv_run *run;
    const bool *is_named;
};

static bool same_room(const void *ctx, int a, int b)
{
    const struct room_ctx *c = ctx;
    const struct solver_room *ra = &c->run->inst->rooms[a], *rb = &c->run->inst->rooms[b];
    return !c->is_named[a] && !c->is_named[b] && ra->site_ix == rb->site_ix &&
           c->run->rules.beds[a] == c->run->rules.beds[b] && ra->sex == rb->sex &&
           sv_is_same_repair(c->run->repairs, a, b) && ra->is_usable == rb->is_usable &&
           same_list(ra->feature_ixs, ra->n_features, rb->feature_ixs, rb->n_features) &&
           same_list(ra->pool_ixs, ra->n_pools, rb->pool_ixs, rb->n_pools);
}

static void group_rooms(struct sv_run *run)
{
    const struct solver_instance *inst = run->inst;
    struct sv_kinds *k = &run->kinds;
    bool *is_named = SV_NEW(run->mem, bool, inst->n_rooms);
    uint64_t *hash = SV_NEW(run->mem, uint64_t, inst->n_rooms);
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        if (run->rules.fixed_room[p] >= 0)
            continue;
        for (int b = 0; b < party->n_banned; b++)
            is_named[party->banned_room_ixs[b]] = true;
        if (run->rules.own_room[p] >= 0 && run->rules.beds[run->rules.own_room[p]] > SV_HOME_BEDS)
            is_named[run->rules.own_room[p]] = true;
    }
    for (int r = 0; r < inst->n_rooms; r++) {
        const struct solver_room *room = &inst->rooms[r];
        is_named[r] |= run->rules.room_mode[r] >= 0;
        uint64_t h = sv_mix(is_named[r] ? (uint64_t)r + 1 : 0, (uint64_t)room->site_ix);
        h = sv_mix(h, (uint64_t)run->rules.beds[r] * 8 + room->sex * 2 + room->is_usable);
        h = mix_list(h, room->feature_ixs, room->n_features);
        hash[r] = mix_list(h, room->pool_ixs, room->n_pools);
    }
    struct room_ctx ctx = {run, is_named};
    k->kind_of = SV_NEW(run->mem, int, inst->n_rooms);
    k->kind_room = SV_NEW(run->mem, int, inst->n_rooms);
    k->n_kinds = sv_group(run->mem, inst->n_rooms, hash, same_room, &ctx, k->kind_of, k->kind_room);
}

static bool same_wishes(const struct solver_party *a, const struct solver_party *b)
{
    if (a->n_wishes != b->n_wishes)
        return false;
    for (int k = 0; k < a->n_wishes; k++)
        if (a->wishes[k].feature_ix != b->wishes[k].feature_ix ||
            a->wishes[k].weight != b->wishes[k].weight)
            return false;
    return true;
}

static bool same_sites(const struct solver_party *a, const struct solver_party *b)
{
    if (a->n_sites != b->n_sites || a->other_sites_penalty != b->other_sites_penalty)
        return false;
    for (int k = 0; k < a->n_sites; k++)
        if (a->sites[k].site_ix != b->sites[k].site_ix ||
            a->sites[k].penalty != b->sites[k].penalty)
            return false;
    return true;
}

static bool same_party(const void *ctx, int p, int q)
{
    const struct sv_run *run = ctx;
    const struct solver_party *a = &run->inst->parties[p], *b = &run->inst->parties[q];
    return a->n_members == b->n_members && a->is_private == b->is_private &&
           a->pool_ix == b->pool_ix && run->rules.sex[p] == run->rules.sex[q] &&
           run->rules.fixed_room[p] == run->rules.fixed_room[q] &&
           same_list(a->need_ixs, a->n_needs, b->need_ixs, b->n_needs) &&
           same_list(a->banned_room_ixs, a->n_banned, b->banned_room_ixs, b->n_banned) &&
           same_wishes(a, b) && same_sites(a, b);
}

static uint64_t party_hash(const struct sv_run *run, int p)
{
    const struct solver_party *a = &run->inst->parties[p];
    uint64_t h = sv_mix((uint64_t)a->n_members,
                        (uint64_t)a->pool_ix * 8 + (uint64_t)run->rules.sex[p] * 2 + a->is_private);
    h = mix_list(h, a->need_ixs, a->n_needs);
    h = mix_list(h, a->banned_room_ixs, a->n_banned);
    for (int k = 0; k < a->n_wishes; k++)
        h = sv_mix(h, (uint64_t)a->wishes[k].feature_ix * 16384 + (uint64_t)a->wishes[k].weight);
    for (int k = 0; k < a->n_sites; k++)
        h = sv_mix(h, (uint64_t)a->sites[k].site_ix * 16384 + (uint64_t)a->sites[k].penalty);
    return sv_mix(h, (uint64_t)(a->other_sites_penalty + 1));
}

static void group_parties(struct sv_run *run)
{
    const struct solver_instance *inst = run->inst;
    struct sv_kinds *k = &run->kinds;
    uint64_t *hash = SV_NEW(run->mem, uint64_t, inst->n_parties);
    for (int p = 0; p < inst->n_parties; p++)
        hash[p] = party_hash(run, p);
    k->profile_of = SV_NEW(run->mem, int, inst->n_parties);
    k->profile_party = SV_NEW(run->mem, int, inst->n_parties);
    k->n_profiles =
        sv_group(run->mem, inst->n_parties, hash, same_party, run, k->profile_of, k->profile_party);
}

void sv_kinds_init(struct sv_run *run)
{
    const struct solver_instance *inst = run->inst;
    struct sv_kinds *k = &run->kinds;
    group_rooms(run);
    group_parties(run);
    size_t n = (size_t)k->n_profiles * (size_t)k->n_kinds;
    bool is_asked = false, *is_live = SV_NEW(run->mem, bool, k->n_profiles);
    for (int j = 0; j < run->n_levels; j++)
        is_asked |= run->levels[j].objective == SOLVER_PREFERENCES;
    k->fits = SV_NEW(run->mem, bool, n);
    k->preference = is_asked ? SV_NEW(run->mem, int64_t, n) : NULL;
    bool *accepts = SV_NEW(run->level_mem, bool, inst->n_sites); /* most rooms are elsewhere */
    for (int f = 0; f < k->n_profiles; f++) {
        int p = k->profile_party[f];
        for (int s = 0; s < inst->n_sites; s++)
            accepts[s] = sv_site_penalty(&run->rules, p, s) >= 0;
        bool is_fixed = run->rules.fixed_room[p] >= 0, fits_any = false;
        for (int c = 0; c < k->n_kinds && !is_fixed; c++) {
            size_t at = (size_t)f * (size_t)k->n_kinds + (size_t)c;
            k->fits[at] = accepts[inst->rooms[k->kind_room[c]].site_ix] &&
                          sv_suits(&run->rules, p, k->kind_room[c]);
            fits_any |= k->fits[at];
            if (k->fits[at] && is_asked)
                k->preference[at] = sv_preference(&run->rules, p, k->kind_room[c]);
        }
        is_live[f] = fits_any;
    }
    k->may_stay = SV_NEW(run->mem, bool, inst->n_parties);
    for (int p = 0; p < inst->n_parties; p++) {
        int home = run->rules.own_room[p];
        k->may_stay[p] = run->rules.fixed_room[p] < 0 && home >= 0 &&
                         (sv_is_bound(&run->rules, p) || sv_fits(&run->rules, p, home));
        if (!is_live[k->profile_of[p]] && !k->may_stay[p])
            run->state[p] = SV_OUT;
    }
    sv_arena_release(run->level_mem);
}
