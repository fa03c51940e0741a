/* Wings: the parties and rooms of one site and mode, as arrays (agencies.h). */
#include <stdlib.h>
#include <string.h>

#include "agencies.h"

struct cell {
    int key, ix;
};

static int by_key(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key ? -1 : 1) : (x->ix > y->ix) - (x->ix < y->ix);
}

/* Wings are numbered by their first key; `cells` of parties and of rooms have the same keys. */
static int split(struct cell *cells, int n, int *start, int *items)
{
    int n_wings = 0;
    qsort(cells, (size_t)n, sizeof *cells, by_key);
    for (int i = 0; i < n; i++) {
        if (!i || cells[i].key != cells[i - 1].key)
            start[n_wings++] = i;
        items[i] = cells[i].ix;
    }
    start[n_wings] = n;
    return n_wings;
}

void sv_wings(struct sv_wing_list *l, struct sv_run *run)
{
    const struct solver_instance *inst = run->inst;
    struct sv_arena *mem = run->level_mem;
    struct cell *parties = SV_NEW(mem, struct cell, inst->n_parties);
    struct cell *rooms = SV_NEW(mem, struct cell, inst->n_rooms);
    bool *is_seen = SV_NEW(mem, bool, inst->n_rooms);
    int n_parties = 0, n_rooms = 0;
    for (int p = 0; p < inst->n_parties; p++) {
        int r = run->room_of[p];
        if (r < 0 || inst->parties[p].is_private) /* private parties meet nobody */
            continue;
        int key = inst->rooms[r].site_ix * run->rules.n_modes + sv_mode(&run->rules, p, r);
        parties[n_parties++] = (struct cell){key, p};
        if (!is_seen[r])
            rooms[n_rooms++] = (struct cell){key, r};
        is_seen[r] = true;
    }
    l->party_start = SV_NEW(mem, int, n_rooms + 1);
    l->room_start = SV_NEW(mem, int, n_rooms + 1);
    l->parties = SV_NEW(mem, int, n_parties);
    l->rooms = SV_NEW(mem, int, n_rooms);
    l->n_wings = split(parties, n_parties, l->party_start, l->parties);
    (void)split(rooms, n_rooms, l->room_start, l->rooms);
}

struct room_ctx {
    const struct sv_wing *w;
    bool *is_named; /* [n_rooms] alone */
};

/* Of one site, usable, and in one mode: only beds and features are left to tell rooms apart. */
static bool same_kind(const void *ctx, int i, int j)
{
    const struct room_ctx *c = ctx;
    const struct sv_run *run = c->w->run;
    const struct solver_room *r = &run->inst->rooms[c->w->rooms[i]];
    const struct solver_room *q = &run->inst->rooms[c->w->rooms[j]];
    return !c->is_named[i] && !c->is_named[j] && c->w->cap[i] == c->w->cap[j] &&
           r->n_features == q->n_features &&
           (!r->n_features || !memcmp(r->feature_ixs, q->feature_ixs,
                                      (size_t)r->n_features * sizeof *r->feature_ixs));
}

/* Rooms with fixed parties, and those which a party of the wing bans or calls home. */
static void name_rooms(const struct sv_wing *w, bool *is_named)
{
    const struct sv_run *run = w->run;
    bool *is_meant = SV_NEW(w->mem, bool, run->inst->n_rooms);
    for (int i = 0; i < w->n_parties; i++) {
        const struct solver_party *party = &run->inst->parties[w->parties[i]];
        int home = run->rules.own_room[w->parties[i]];
        if (w->is_fixed[i])
            continue;
        for (int k = 0; k < party->n_banned; k++)
            is_meant[party->banned_room_ixs[k]] = true;
        if (home >= 0)
            is_meant[home] = true;
    }
    for (int k = 0; k < w->n_rooms; k++)
        is_named[k] = is_meant[w->rooms[k]] || run->rules.room_mode[w->rooms[k]] >= 0;
}

static bool same_type(const void *ctx, int i, int j)
{
    const struct sv_wing *w = ctx;
    int p = w->parties[i], q = w->parties[j];
    return w->agency[i] == w->agency[j] && w->run->rules.own_room[p] == w->run->rules.own_room[q] &&
           w->run->kinds.profile_of[p] == w->run->kinds.profile_of[q];
}

static void group(struct sv_wing *w)
{
    const struct sv_run *run = w->run;
    int n = w->n_rooms > w->n_parties ? w->n_rooms : w->n_parties;
    uint64_t *hash = SV_NEW(w->mem, uint64_t, n);
    struct room_ctx ctx = {w, SV_NEW(w->mem, bool, w->n_rooms)};
    w->kind_of = SV_NEW(w->mem, int, w->n_rooms);
    w->kind_room = SV_NEW(w->mem, int, w->n_rooms);
    w->type_of = SV_NEW(w->mem, int, w->n_parties);
    w->type_party = SV_NEW(w->mem, int, w->n_parties);
    name_rooms(w, ctx.is_named);
    for (int k = 0; k < w->n_rooms; k++) {
        const struct solver_room *room = &run->inst->rooms[w->rooms[k]];
        hash[k] = sv_mix(ctx.is_named[k] ? (uint64_t)k + 1 : 0, (uint64_t)w->cap[k]);
        for (int i = 0; i < room->n_features; i++)
            hash[k] = sv_mix(hash[k], (uint64_t)room->feature_ixs[i]);
    }
    w->n_kinds = sv_group(w->mem, w->n_rooms, hash, same_kind, &ctx, w->kind_of, w->kind_room);
    for (int i = 0; i < w->n_parties; i++) {
        int p = w->parties[i];
        hash[i] = sv_mix(sv_mix((uint64_t)w->agency[i], (uint64_t)run->kinds.profile_of[p]),
                         (uint64_t)(run->rules.own_room[p] + 1));
    }
    w->n_types = sv_group(w->mem, w->n_parties, hash, same_type, w, w->type_of, w->type_party);
}

/* What p costs in r at the earlier and the later of the two levels that ask where. */
static void place_costs(const struct sv_run *run, int p, int r, int64_t cost[2])
{
    int n = 0;
    cost[0] = cost[1] = 0;
    for (int j = 0; j < run->n_levels; j++) {
        enum solver_objective o = run->levels[j].objective;
        if (o == SOLVER_MOVES || o == SOLVER_PREFERENCES)
            cost[n++] = sv_place_value(run, j, p, r);
    }
}

static void fill_tables(struct sv_wing *w)
{
    const struct sv_run *run = w->run;
    size_t n = (size_t)w->n_types * (size_t)w->n_kinds;
    int64_t *late = SV_NEW(w->mem, int64_t, n), *most = SV_NEW(w->mem, int64_t, w->n_types);
    int64_t more = 1; /* than the later level can be here */
    w->fits = SV_NEW(w->mem, bool, n);
    w->cost = SV_NEW(w->mem, int64_t, n);
    for (int t = 0; t < w->n_types; t++) {
        int i = w->type_party[t], p = w->parties[i], home = w->kind_of[w->room_of[i]];
        for (int k = 0; k < w->n_kinds; k++) {
            size_t at = (size_t)t * (size_t)w->n_kinds + (size_t)k;
            int r = w->rooms[w->kind_room[k]];
            int64_t cost[2];
            w->fits[at] = w->is_fixed[i] ? k == home : sv_fits(&run->rules, p, r);
            place_costs(run, p, r, cost);
            w->cost[at] = cost[0];
            late[at] = cost[1];
            most[t] = cost[1] > most[t] ? cost[1] : most[t];
        }
    }
    for (int i = 0; i < w->n_parties; i++)
        more += most[w->type_of[i]];
    for (size_t at = 0; at < n; at++)
        w->cost[at] = w->cost[at] * more + late[at];
}

static void read_levels(struct sv_wing *w)
{
    w->is_closed = true;
    for (int j = 0; j < w->run->n_levels; j++) {
        const struct solver_level *level = &w->run->levels[j];
        if (level->objective == SOLVER_MOVES || level->objective == SOLVER_PREFERENCES)
            w->is_closed &=
                level->is_proven && level->value == sv_level_value(w->run, j, w->run->room_of);
        w->keeps_rooms |= level->objective == SOLVER_ROOMS;
    }
}

void sv_wing_init(struct sv_wing *w, struct sv_run *run, const struct sv_wing_list *l, int ix)
{
    struct sv_arena *mem = run->scratch;
    int n_rooms = l->room_start[ix + 1] - l->room_start[ix];
    int n_parties = l->party_start[ix + 1] - l->party_start[ix];
    *w = (struct sv_wing){.run = run,
                          .mem = mem,
                          .n_rooms = n_rooms,
                          .rooms = l->rooms + l->room_start[ix],
                          .cap = SV_NEW(mem, int, n_rooms),
                          .n_parties = n_parties,
                          .parties = l->parties + l->party_start[ix],
                          .room_of = SV_NEW(mem, int, n_parties),
                          .size = SV_NEW(mem, int, n_parties),
                          .agency = SV_NEW(mem, int, n_parties),
                          .is_fixed = SV_NEW(mem, bool, n_parties)};
    int *number = SV_NEW(mem, int, run->inst->n_agencies + 1); /* of an agency, + 1 */
    int *room_ix = SV_NEW(mem, int, run->inst->n_rooms), *people = SV_NEW(mem, int, n_rooms);
    for (int k = 0; k < n_rooms; k++)
        room_ix[w->rooms[k]] = k;
    for (int i = 0; i < n_parties; i++) {
        int p = w->parties[i], k = room_ix[run->room_of[p]];
        int *a = &number[run->inst->parties[p].agency_ix + 1];
        if (!*a)
            *a = ++w->n_agencies;
        w->agency[i] = *a - 1;
        w->room_of[i] = k;
        w->size[i] = run->inst->parties[p].n_members;
        w->is_fixed[i] = run->rules.fixed_room[p] >= 0;
        w->cap[k] =
            sv_cap(&run->rules, sv_mode(&run->rules, p, w->rooms[k]), run->rules.beds[w->rooms[k]]);
        people[k] += w->size[i];
    }
    for (int k = 0; k < n_rooms; k++) /* stays may be more than cap */
        w->cap[k] = people[k] > w->cap[k] ? people[k] : w->cap[k];
    read_levels(w);
}

void sv_wing_tables(struct sv_wing *w)
{
    group(w);
    fill_tables(w);
}

int64_t sv_wing_value(const struct sv_wing *w)
{
    size_t n_agencies = (size_t)w->n_agencies;
    bool *is_in = SV_NEW(w->mem, bool, (size_t)w->n_rooms *n_agencies);
    bool *is_used = SV_NEW(w->mem, bool, w->n_rooms);
    int64_t value = 0;
    for (int i = 0; i < w->n_parties; i++) {
        int r = w->room_of[i];
        bool *in = &is_in[(size_t)r * n_agencies + (size_t)w->agency[i]];
        value += !*in;
        value -= !is_used[r];
        *in = is_used[r] = true;
    }
    return value;
}
