/* The rules as the search sees them. The checker has a reading of its own (check_rules.c). */
#include "rules.h"

bool sv_has(const int *ixs, int n, int ix)
{
    int lo = 0, hi = n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (ixs[mid] < ix)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && ixs[lo] == ix;
}

static int beds_of(const struct solver_instance *inst, const struct solver_room *r)
{
    if (!r->area_c || !inst->policy.min_area_c)
        return r->beds;
    return sv_min(r->beds, r->area_c / inst->policy.min_area_c);
}

static int sex_of(const struct solver_party *p)
{
    for (int k = 1; k < p->n_members; k++)
        if (p->members[k].sex != p->members[0].sex)
            return SV_MIXED;
    return (int)p->members[0].sex;
}

int sv_mode(const struct sv_rules *ru, int p, int r)
{
    const struct solver_party *party = &ru->inst->parties[p];
    if (party->is_private)
        return ru->private_mode;
    if (ru->inst->rooms[r].sex == SOLVER_ROOM_UNRESTRICTED)
        return 3 * party->pool_ix + 2;
    return ru->sex[p] == SV_MIXED ? -1 : 3 * party->pool_ix + ru->sex[p];
}

int sv_cap(const struct sv_rules *ru, int mode, int beds)
{
    if (mode == ru->private_mode)
        return beds;
    int occupancy = ru->inst->policy.pools[mode / 3].occupancy;
    return occupancy ? sv_min(beds, occupancy) : beds;
}

int sv_site_penalty(const struct sv_rules *ru, int p, int site_ix)
{
    const struct solver_party *party = &ru->inst->parties[p];
    for (int k = 0; k < party->n_sites; k++)
        if (party->sites[k].site_ix == site_ix)
            return party->sites[k].penalty;
    return party->other_sites_penalty;
}

int64_t sv_preference(const struct sv_rules *ru, int p, int r)
{
    const struct solver_party *party = &ru->inst->parties[p];
    const struct solver_room *room = &ru->inst->rooms[r];
    int penalty = sv_site_penalty(ru, p, room->site_ix);
    int64_t sum = penalty > 0 ? penalty : 0;
    for (int k = 0; k < party->n_wishes; k++)
        if (!sv_has(room->feature_ixs, room->n_features, party->wishes[k].feature_ix))
            sum += party->wishes[k].weight;
    return sum * party->n_members;
}

/* Rule (4) but for `usable`. */
static bool room_suits(const struct sv_rules *ru, int p, int r)
{
    const struct solver_party *party = &ru->inst->parties[p];
    const struct solver_room *room = &ru->inst->rooms[r];
    if (room->sex == SOLVER_ROOM_F && ru->sex[p] != SOLVER_F)
        return false;
    if (room->sex == SOLVER_ROOM_M && ru->sex[p] != SOLVER_M)
        return false;
    if (room->n_pools && !sv_has(room->pool_ixs, room->n_pools, party->pool_ix))
        return false;
    if (sv_has(party->banned_room_ixs, party->n_banned, r))
        return false;
    if (sv_site_penalty(ru, p, room->site_ix) < 0)
        return false;
    for (int k = 0; k < party->n_needs; k++)
        if (!sv_has(room->feature_ixs, room->n_features, party->need_ixs[k]))
            return false;
    return true;
}

/* Rules (2), (3), (5) beside r's fixed parties, and `usable`. The sexes of a private party of both
 * sexes are nobody's business: rule (4) asks only M/F rooms. */
static bool room_takes(const struct sv_rules *ru, int p, int r)
{
    const struct solver_party *party = &ru->inst->parties[p];
    if (!ru->inst->rooms[r].is_usable)
        return false;
    int mode = sv_mode(ru, p, r);
    if (mode < 0 || party->n_members > sv_cap(ru, mode, ru->beds[r]))
        return false;
    if (ru->room_mode[r] >= 0 && (ru->room_mode[r] != mode || mode == ru->private_mode ||
                                  party->n_members > ru->room_left[r]))
        return false;
    return true;
}

bool sv_suits(const struct sv_rules *ru, int p, int r)
{
    return room_takes(ru, p, r) && room_suits(ru, p, r);
}

bool sv_fits(const struct sv_rules *ru, int p, int r)
{
    return room_takes(ru, p, r) && (ru->own_room[p] == r || room_suits(ru, p, r));
}

bool sv_fits_alone(const struct sv_rules *ru, int p, int r)
{
    return ru->inst->rooms[r].is_usable && sv_mode(ru, p, r) >= 0 &&
           (ru->own_room[p] == r || room_suits(ru, p, r));
}

static void conflict(struct sv_rules *ru, int r)
{
    for (int p = 0; p < ru->inst->n_parties; p++)
        if (ru->fixed_room[p] == r)
            ru->is_conflict_party[p] = true;
    if (!ru->is_conflict_room[r]) {
        ru->is_conflict_room[r] = true;
        ru->n_conflicts++;
    }
}

/* Where rule (5) wants the party; -1 nowhere. */
static int room_by_rule_5(const struct solver_instance *inst, const struct solver_party *party)
{
    if (party->pinned_room_ix < 0 && inst->policy.incumbents == SOLVER_STAY &&
        party->current_room_ix >= 0 && inst->rooms[party->current_room_ix].is_usable)
        return party->current_room_ix;
    return party->pinned_room_ix;
}

/* Rule (5): where pinned and staying parties are, and whether that can be. */
static void place_fixed(struct sv_rules *ru, const bool *may_open, struct sv_arena *arena)
{
    const struct solver_instance *inst = ru->inst;
    int *people = SV_NEW(arena, int, inst->n_rooms);
    bool *has_pin = SV_NEW(arena, bool, inst->n_rooms);
    bool *is_bad = SV_NEW(arena, bool, inst->n_rooms);
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        int r = room_by_rule_5(inst, party);
        bool is_bound = r >= 0 && may_open && may_open[r];
        ru->fixed_room[p] = is_bound ? -1 : r;
        if (r < 0)
            continue;
        ru->n_bound[r] += is_bound;
        int mode = sv_mode(ru, p, r);
        if (mode < 0 || !inst->rooms[r].is_usable ||
            (people[r] && (ru->room_mode[r] != mode || mode == ru->private_mode)))
            is_bad[r] = true;
        ru->room_mode[r] = mode;
        people[r] += party->n_members;
        has_pin[r] |= party->pinned_room_ix >= 0;
    }
    for (int r = 0; r < inst->n_rooms; r++) {
        ru->room_left[r] = ru->beds[r];
        if (!people[r])
            continue;
        int cap = is_bad[r] ? 0 : sv_cap(ru, ru->room_mode[r], ru->beds[r]);
        if (is_bad[r] || (has_pin[r] && people[r] > cap))
            conflict(ru, r);
        bool is_full = people[r] >= cap || ru->room_mode[r] == ru->private_mode;
        ru->room_left[r] = is_full ? 0 : cap - people[r];
    }
}

void sv_rules_init(struct sv_rules *ru, const struct solver_instance *inst, const bool *may_open,
                   struct sv_arena *arena)
{
    *ru = (struct sv_rules){
        .inst = inst,
        .n_modes = 3 * inst->policy.n_pools + 1,
        .private_mode = 3 * inst->policy.n_pools,
        .beds = SV_NEW(arena, int, inst->n_rooms),
        .sex = SV_NEW(arena, int, inst->n_parties),
        .own_room = SV_NEW(arena, int, inst->n_parties),
        .fixed_room = SV_NEW(arena, int, inst->n_parties),
        .room_mode = SV_NEW(arena, int, inst->n_rooms),
        .room_left = SV_NEW(arena, int, inst->n_rooms),
        .n_bound = SV_NEW(arena, int, inst->n_rooms),
        .is_conflict_party = SV_NEW(arena, bool, inst->n_parties),
        .is_conflict_room = SV_NEW(arena, bool, inst->n_rooms),
    };
    for (int r = 0; r < inst->n_rooms; r++) {
        ru->beds[r] = beds_of(inst, &inst->rooms[r]);
        ru->room_mode[r] = -1;
    }
    for (int p = 0; p < inst->n_parties; p++) {
        bool is_incumbent = inst->policy.incumbents != SOLVER_COMPETE;
        ru->sex[p] = sex_of(&inst->parties[p]);
        ru->own_room[p] = is_incumbent ? inst->parties[p].current_room_ix : -1;
    }
    place_fixed(ru, may_open, arena);
}
