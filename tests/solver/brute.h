/* Every plan of a small instance: the truth that the engine is compared with.
 *
 *     struct brute b;
 *     brute_solve(&inst, &b);       // at most BRUTE_PARTIES parties, BRUTE_ROOMS rooms
 *     if (!b.is_infeasible) … b.best[level] …
 *
 * Rules (1) to (6) and levels of ALLOCATION.md sections 3 and 4, written from that text alone: no
 * line comes from the search or the checker. Party by party, each room is judged as a set of
 * parties; a set that breaks a rule has no lawful superset, so the enumeration stops there.
 */
#ifndef TESTS_BRUTE_H
#define TESTS_BRUTE_H

#include <assert.h>
#include <string.h>

#include "solver/plan.h"

enum { BRUTE_PARTIES = 8, BRUTE_ROOMS = 6, BRUTE_LEVELS = 112 };

struct brute {
    bool is_infeasible;
    int n_levels; /* before agencies */
    struct solver_level levels[BRUTE_LEVELS];
    int64_t best[BRUTE_LEVELS]; /* [n_levels] */
    int room_of[BRUTE_PARTIES]; /* one plan that has them */
    long n_plans;
    int64_t max_moves; /* so many of `moves` are as good as the least: 0 = the contract's order */
    /* the state of the enumeration */
    const struct solver_instance *inst;
    int bound_to[BRUTE_PARTIES]; /* by rule (5); -1 free */
    bool is_stay[BRUTE_PARTIES];
    int current[BRUTE_PARTIES]; /* room under enumeration; -1 none */
    bool has_best;
};

static inline bool brute_lists(const int *list, int n, int what)
{
    bool found = false;
    for (int i = 0; i < n; i++)
        found = found || list[i] == what;
    return found;
}

/* 'F', 'M', or 'B' for both */
static inline char brute_sex(const struct solver_party *p)
{
    int n_women = 0;
    for (int k = 0; k < p->n_members; k++)
        n_women += p->members[k].sex == SOLVER_F;
    return n_women == 0 ? 'M' : n_women == p->n_members ? 'F' : 'B';
}

static inline int brute_cap(const struct solver_instance *inst, const struct solver_party *p,
                            const struct solver_room *r)
{
    int cap = r->beds;
    while (r->area_c && inst->policy.min_area_c && cap * inst->policy.min_area_c > r->area_c)
        cap--;
    int limit = inst->policy.pools[p->pool_ix].occupancy;
    if (!p->is_private && limit && cap > limit)
        cap = limit;
    return cap;
}

/* Rule (2): may the parties in room r be there together? `set` is a mask of parties. */
static inline bool brute_is_one_mode(const struct solver_instance *inst, int r, unsigned set)
{
    bool is_open = inst->rooms[r].sex == SOLVER_ROOM_UNRESTRICTED;
    int n = 0, n_private = 0, pool = -1;
    char sex = 0;
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        if (!(set >> p & 1))
            continue;
        n++;
        n_private += party->is_private;
        if (party->is_private)
            continue;
        if (pool >= 0 && pool != party->pool_ix)
            return false;
        pool = party->pool_ix;
        if (is_open)
            continue;
        if (brute_sex(party) == 'B' || (sex && sex != brute_sex(party)))
            return false;
        sex = brute_sex(party);
    }
    return n_private == 0 || n == 1;
}

/* Rule (3), but that stays alone may exceed it. */
static inline bool brute_is_within_cap(const struct brute *b, int r, unsigned set)
{
    int people = 0, cap = 1 << 20;
    bool is_all_stays = true;
    for (int p = 0; p < b->inst->n_parties; p++) {
        if (!(set >> p & 1))
            continue;
        int own = brute_cap(b->inst, &b->inst->parties[p], &b->inst->rooms[r]);
        people += b->inst->parties[p].n_members;
        cap = own < cap ? own : cap;
        is_all_stays = is_all_stays && b->is_stay[p];
    }
    return is_all_stays || people <= cap;
}

/* Rules (4), (6) for a party that rule (5) leaves free. */
static inline bool brute_fits(const struct solver_instance *inst, int p, int r)
{
    const struct solver_party *party = &inst->parties[p];
    const struct solver_room *room = &inst->rooms[r];
    if (!room->is_usable)
        return false;
    if (inst->policy.incumbents == SOLVER_MAY_MOVE && party->current_room_ix == r)
        return true;
    for (int i = 0; i < party->n_needs; i++)
        if (!brute_lists(room->feature_ixs, room->n_features, party->need_ixs[i]))
            return false;
    if ((room->sex == SOLVER_ROOM_F && brute_sex(party) != 'F') ||
        (room->sex == SOLVER_ROOM_M && brute_sex(party) != 'M'))
        return false;
    if (room->n_pools && !brute_lists(room->pool_ixs, room->n_pools, party->pool_ix))
        return false;
    bool is_listed = false;
    for (int i = 0; i < party->n_sites; i++)
        is_listed = is_listed || party->sites[i].site_ix == room->site_ix;
    return (is_listed || party->other_sites_penalty != -1) &&
           !brute_lists(party->banned_room_ixs, party->n_banned, r);
}

static inline unsigned brute_set(const struct brute *b, const int *room_of, int r)
{
    unsigned set = 0;
    for (int p = 0; p < b->inst->n_parties; p++)
        if (room_of[p] == r)
            set |= 1u << p;
    return set;
}

static inline bool brute_is_incumbent(const struct solver_instance *inst, int p)
{
    return inst->policy.incumbents != SOLVER_COMPETE && inst->parties[p].current_room_ix != -1;
}

static inline int64_t brute_preference(const struct solver_instance *inst, int p, int r)
{
    const struct solver_party *party = &inst->parties[p];
    const struct solver_room *room = &inst->rooms[r];
    int64_t penalty = party->other_sites_penalty == -1 ? 0 : party->other_sites_penalty;
    for (int i = 0; i < party->n_sites; i++)
        if (party->sites[i].site_ix == room->site_ix)
            penalty = party->sites[i].penalty;
    for (int i = 0; i < party->n_wishes; i++)
        if (!brute_lists(room->feature_ixs, room->n_features, party->wishes[i].feature_ix))
            penalty += party->wishes[i].weight;
    return party->n_members * penalty;
}

/* The value of a level, in the words of the table of section 4. */
static inline int64_t brute_value(const struct solver_instance *inst,
                                  const struct solver_level *level, const int *room_of)
{
    int64_t value = 0;
    unsigned used = 0;
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        int n = party->n_members, r = room_of[p];
        if (r < 0)
            continue;
        used |= 1u << r;
        switch (level->objective) {
        case SOLVER_KEEP_HOUSED:
            value += brute_is_incumbent(inst, p) ? n : 0;
            break;
        case SOLVER_HOUSED_BY_BAND:
            value += party->band == level->band ? n : 0;
            break;
        case SOLVER_POINTS:
            value += n * party->points;
            break;
        case SOLVER_ORDER:
            value += inst->n_parties + 1 - party->order;
            break;
        case SOLVER_MOVES:
            value += brute_is_incumbent(inst, p) && r != party->current_room_ix ? n : 0;
            break;
        case SOLVER_PREFERENCES:
            value += brute_preference(inst, p, r);
            break;
        case SOLVER_ROOMS:
        case SOLVER_AGENCIES:
        case SOLVER_N_OBJECTIVES:
            break;
        }
    }
    for (; level->objective == SOLVER_ROOMS && used; used >>= 1)
        value += used & 1;
    return value;
}

static inline int64_t brute_agencies(const struct solver_instance *inst, const int *room_of)
{
    int64_t value = 0;
    for (int r = 0; r < inst->n_rooms; r++) {
        unsigned met = 0;
        for (int p = 0; p < inst->n_parties; p++)
            if (room_of[p] == r)
                met |= 1u << (inst->parties[p].agency_ix + 1); /* 0: those without one */
        value -= met != 0;
        for (; met; met >>= 1)
            value += met & 1;
    }
    return value;
}

static inline void brute_leaf(struct brute *b)
{
    int64_t value[BRUTE_LEVELS];
    b->n_plans++;
    bool is_better = !b->has_best;
    for (int j = 0; j < b->n_levels; j++) {
        value[j] = brute_value(b->inst, &b->levels[j], b->current);
        if (b->levels[j].objective == SOLVER_MOVES && value[j] < b->max_moves)
            value[j] = b->max_moves;
        if (is_better || value[j] == b->best[j])
            continue;
        bool is_max = b->levels[j].objective <= SOLVER_ORDER;
        if ((value[j] > b->best[j]) != is_max)
            return;
        is_better = true;
    }
    if (!is_better)
        return;
    b->has_best = true;
    memcpy(b->best, value, sizeof value[0] * (size_t)b->n_levels);
    memcpy(b->room_of, b->current, sizeof b->current);
}

static inline void brute_try(struct brute *b, int p)
{
    while (p < b->inst->n_parties && b->bound_to[p] >= 0)
        p++;
    if (p == b->inst->n_parties) {
        brute_leaf(b);
        return;
    }
    for (int r = 0; r < b->inst->n_rooms; r++) {
        if (!brute_fits(b->inst, p, r))
            continue;
        b->current[p] = r;
        unsigned set = brute_set(b, b->current, r);
        if (brute_is_one_mode(b->inst, r, set) && brute_is_within_cap(b, r, set))
            brute_try(b, p + 1);
        b->current[p] = -1;
    }
    brute_try(b, p + 1);
}

/* Rule (5): sets bound_to and current; is_infeasible where pins and stays cannot be. */
static inline void brute_bind(struct brute *b)
{
    for (int p = 0; p < b->inst->n_parties; p++) {
        const struct solver_party *party = &b->inst->parties[p];
        int home = party->current_room_ix;
        b->bound_to[p] = party->pinned_room_ix;
        if (b->inst->policy.incumbents == SOLVER_STAY && party->pinned_room_ix == -1 &&
            home != -1 && b->inst->rooms[home].is_usable) {
            b->bound_to[p] = home;
            b->is_stay[p] = true;
        }
        b->current[p] = b->bound_to[p];
    }
    for (int r = 0; r < b->inst->n_rooms; r++) {
        unsigned set = brute_set(b, b->bound_to, r);
        if (set && (!b->inst->rooms[r].is_usable || !brute_is_one_mode(b->inst, r, set) ||
                    !brute_is_within_cap(b, r, set)))
            b->is_infeasible = true;
    }
}

static inline void brute_solve_with_moves(const struct solver_instance *inst, struct brute *b,
                                          int64_t max_moves)
{
    assert(inst->n_parties <= BRUTE_PARTIES && inst->n_rooms <= BRUTE_ROOMS);
    *b = (struct brute){.inst = inst, .max_moves = max_moves};
    b->n_levels = solver_levels_of(inst, NULL);
    assert(b->n_levels <= BRUTE_LEVELS);
    (void)solver_levels_of(inst, b->levels);
    if (b->n_levels && b->levels[b->n_levels - 1].objective == SOLVER_AGENCIES)
        b->n_levels--;
    brute_bind(b);
    if (!b->is_infeasible)
        brute_try(b, 0);
}

static inline void brute_solve(const struct solver_instance *inst, struct brute *b)
{
    brute_solve_with_moves(inst, b, 0);
}

/* The set over which `agencies` is least: plans that place the same parties as `plan_of`, give each
 * the same site and mode, use for each (site, mode) only the rooms which that plan uses for it,
 * obey the rules and keep every earlier value. */
struct brute_agencies {
    struct brute *b;
    const int *plan_of;
    int64_t least;
};

/* The mode that party p gives room r, as a number. */
static inline int brute_mode(const struct solver_instance *inst, int p, int r)
{
    const struct solver_party *party = &inst->parties[p];
    if (party->is_private)
        return -1;
    if (inst->rooms[r].sex == SOLVER_ROOM_UNRESTRICTED)
        return 4 * party->pool_ix;
    return 4 * party->pool_ix + (brute_sex(party) == 'F' ? 1 : 2);
}

static inline bool brute_same_use(const struct brute_agencies *a, int p, int r)
{
    const struct solver_instance *inst = a->b->inst;
    int was = a->plan_of[p];
    if (inst->rooms[was].site_ix != inst->rooms[r].site_ix ||
        brute_mode(inst, p, was) != brute_mode(inst, p, r))
        return false;
    for (int q = 0; q < inst->n_parties; q++)
        if (a->plan_of[q] == r)
            return brute_mode(inst, q, r) == brute_mode(inst, p, r);
    return false;
}

static inline void brute_agencies_try(struct brute_agencies *a, int p)
{
    struct brute *b = a->b;
    while (p < b->inst->n_parties && (b->bound_to[p] >= 0 || a->plan_of[p] < 0))
        p++;
    if (p == b->inst->n_parties) {
        for (int j = 0; j < b->n_levels; j++)
            if (brute_value(b->inst, &b->levels[j], b->current) !=
                brute_value(b->inst, &b->levels[j], a->plan_of))
                return;
        int64_t value = brute_agencies(b->inst, b->current);
        a->least = a->least < 0 || value < a->least ? value : a->least;
        return;
    }
    for (int r = 0; r < b->inst->n_rooms; r++) {
        if (!brute_fits(b->inst, p, r) || !brute_same_use(a, p, r))
            continue;
        b->current[p] = r;
        unsigned set = brute_set(b, b->current, r);
        if (brute_is_one_mode(b->inst, r, set) && brute_is_within_cap(b, r, set))
            brute_agencies_try(a, p + 1);
        b->current[p] = -1;
    }
}

/* The least value of `agencies` over that set; `b` after brute_solve. */
static inline int64_t brute_least_agencies(struct brute *b, const int *plan_of)
{
    struct brute_agencies a = {.b = b, .plan_of = plan_of, .least = -1};
    memcpy(b->current, b->bound_to, sizeof b->current);
    brute_agencies_try(&a, 0);
    return a.least;
}

#endif
