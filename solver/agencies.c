/* Level `agencies`: colleagues share rooms (ALLOCATION.md section 4).
 *
 * Parties of one site and mode change places, or one takes a free bed, as long as every other level
 * keeps its value. A step is taken when the number of (room, agency) pairs falls, or stays while
 * colleagues come closer together (Σ of squares of colleagues per room rises): both are bounded, so
 * the search ends. Its bound is its own: an agency with k people at a site needs at least as many
 * rooms of the mode as the largest of them take to hold k. */
#include <stdlib.h>
#include <string.h>

#include "run.h"

struct desk {
    struct sv_run *run;
    int n_agencies; /* "no agency" is the last */
    int *n_in;      /* [n_rooms] parties in the room */
    int *people_in; /* [n_rooms] */
    int *first;     /* [n_rooms] into members: beds(r) or what is there, if more */
    int *members;   /* parties by room */
};

static int agency_of(const struct desk *d, int p)
{
    int a = d->run->inst->parties[p].agency_ix;
    return a < 0 ? d->n_agencies - 1 : a;
}

static int count_agency(const struct desk *d, int r, int agency)
{
    int n = 0;
    for (int i = 0; i < d->n_in[r]; i++)
        n += agency_of(d, d->members[d->first[r] + i]) == agency;
    return n;
}

static bool same_pool_of_rooms(const struct desk *d, int r, int q, int p)
{
    const struct solver_room *rooms = d->run->inst->rooms;
    return rooms[r].site_ix == rooms[q].site_ix &&
           sv_mode(&d->run->rules, p, r) == sv_mode(&d->run->rules, p, q);
}

/* What party p costs the levels `moves` and `preferences` in room r. */
static void place_cost(const struct desk *d, int p, int r, int64_t sign, int64_t cost[2])
{
    for (int j = 0; j < d->run->n_levels; j++) {
        enum solver_objective o = d->run->levels[j].objective;
        if (o == SOLVER_MOVES || o == SOLVER_PREFERENCES)
            cost[o == SOLVER_MOVES] += sign * sv_place_value(d->run, j, p, r);
    }
}

/* Gain of moving people of agency `out` away from room r and `in` into it: pairs saved, and the
 * change of Σ squares. `in` -1 = nobody comes, `out` -1 = nobody leaves. */
static void gain(const struct desk *d, int r, int out, int in, int *pairs, int *squares)
{
    if (out == in)
        return;
    if (out >= 0) {
        int n = count_agency(d, r, out);
        *pairs += n == 1;
        *squares += 1 - 2 * n;
    }
    if (in >= 0) {
        int n = count_agency(d, r, in);
        *pairs -= n == 0;
        *squares += 1 + 2 * n;
    }
}

static void take_out(struct desk *d, int r, int p)
{
    int *m = d->members + d->first[r], i = 0;
    while (m[i] != p)
        i++;
    m[i] = m[--d->n_in[r]];
    d->people_in[r] -= d->run->inst->parties[p].n_members;
}

static void put_in(struct desk *d, int r, int p)
{
    d->members[d->first[r] + d->n_in[r]++] = p;
    d->people_in[r] += d->run->inst->parties[p].n_members;
    d->run->room_of[p] = r;
}

static bool is_better(int pairs, int squares)
{
    return pairs > 0 || (pairs == 0 && squares > 0);
}

/* p and q change rooms, if they may and it helps. */
static bool try_swap(struct desk *d, int p, int q)
{
    const struct sv_rules *ru = &d->run->rules;
    int r = d->run->room_of[p], s = d->run->room_of[q], pairs = 0, squares = 0;
    int64_t cost[2] = {0, 0};
    if (r == s || d->run->inst->parties[p].n_members != d->run->inst->parties[q].n_members)
        return false;
    gain(d, r, agency_of(d, p), agency_of(d, q), &pairs, &squares);
    gain(d, s, agency_of(d, q), agency_of(d, p), &pairs, &squares);
    if (!is_better(pairs, squares) || !sv_fits(ru, p, s) || !sv_fits(ru, q, r))
        return false;
    place_cost(d, p, r, -1, cost);
    place_cost(d, p, s, 1, cost);
    place_cost(d, q, s, -1, cost);
    place_cost(d, q, r, 1, cost);
    if (cost[0] || cost[1])
        return false;
    take_out(d, r, p);
    take_out(d, s, q);
    put_in(d, s, p);
    put_in(d, r, q);
    return true;
}

/* p takes a free bed in room s. Its own room must stay in use: `rooms` may be a level. */
static bool try_move(struct desk *d, int p, int s)
{
    const struct sv_rules *ru = &d->run->rules;
    int r = d->run->room_of[p], n = d->run->inst->parties[p].n_members, pairs = 0, squares = 0;
    int64_t cost[2] = {0, 0};
    if (r == s || d->n_in[r] == 1 || !same_pool_of_rooms(d, r, s, p) || !sv_fits(ru, p, s) ||
        d->people_in[s] + n > sv_cap(ru, sv_mode(ru, p, s), ru->beds[s]))
        return false;
    gain(d, r, agency_of(d, p), -1, &pairs, &squares);
    gain(d, s, -1, agency_of(d, p), &pairs, &squares);
    place_cost(d, p, r, -1, cost);
    place_cost(d, p, s, 1, cost);
    if (!is_better(pairs, squares) || cost[0] || cost[1])
        return false;
    take_out(d, r, p);
    put_in(d, s, p);
    return true;
}

static bool is_movable(const struct sv_run *run, int p)
{
    return run->room_of[p] >= 0 && run->rules.fixed_room[p] < 0 &&
           !run->inst->parties[p].is_private;
}

/* Shared parties and used rooms by (site, mode), so that only those who could meet are compared. */
struct cell {
    int key, ix;
};

static int by_key(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    return x->key != y->key ? (x->key < y->key ? -1 : 1) : (x->ix > y->ix) - (x->ix < y->ix);
}

static int key_of(const struct sv_run *run, int p)
{
    int r = run->room_of[p];
    return run->inst->rooms[r].site_ix * run->rules.n_modes + sv_mode(&run->rules, p, r);
}

static void improve(struct desk *d, const struct cell *parties, int n_parties,
                    const struct cell *rooms, int n_rooms)
{
    struct sv_effort *effort = &d->run->effort;
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (int i = 0; i < n_parties; i++) {
            int p = parties[i].ix;
            if (effort->is_over(effort->ctx))
                return;
            for (int k = i + 1; k < n_parties && parties[k].key == parties[i].key; k++)
                has_changed |= try_swap(d, p, parties[k].ix);
            int lo = 0;
            while (lo < n_rooms && rooms[lo].key < parties[i].key)
                lo++;
            for (; lo < n_rooms && rooms[lo].key == parties[i].key; lo++)
                has_changed |= try_move(d, p, rooms[lo].ix);
        }
    }
}

static int falling(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

/* Least pairs minus rooms over the rooms of one (site, mode): `caps` their people at the most,
 * `people` per agency. */
static int64_t cell_bound(int *caps, int n_rooms, const int *people, int n_agencies)
{
    int64_t pairs = 0;
    qsort(caps, (size_t)n_rooms, sizeof *caps, falling);
    for (int a = 0; a < n_agencies; a++) {
        int left = people[a];
        for (int r = 0; r < n_rooms && left > 0; r++, pairs++)
            left -= caps[r];
    }
    return pairs > n_rooms ? pairs - n_rooms : 0;
}

static int64_t bound(const struct desk *d, const struct cell *rooms, int n_rooms)
{
    struct sv_arena *mem = d->run->level_mem;
    int *caps = SV_NEW(mem, int, n_rooms), *people = SV_NEW(mem, int, d->n_agencies);
    int64_t sum = 0;
    for (int i = 0, end; i < n_rooms; i = end) {
        memset(people, 0, (size_t)d->n_agencies * sizeof *people);
        for (end = i; end < n_rooms && rooms[end].key == rooms[i].key; end++) {
            int r = rooms[end].ix, p = d->members[d->first[r]];
            int cap = sv_cap(&d->run->rules, sv_mode(&d->run->rules, p, r), d->run->rules.beds[r]);
            caps[end - i] = d->people_in[r] > cap ? d->people_in[r] : cap;
            for (int k = 0; k < d->n_in[r]; k++) {
                int q = d->members[d->first[r] + k];
                people[agency_of(d, q)] += d->run->inst->parties[q].n_members;
            }
        }
        if (!d->run->inst->parties[d->members[d->first[rooms[i].ix]]].is_private)
            sum += cell_bound(caps, end - i, people, d->n_agencies);
    }
    return sum;
}

static int64_t value(const struct desk *d)
{
    int64_t sum = 0;
    for (int r = 0; r < d->run->inst->n_rooms; r++)
        for (int i = 1; i < d->n_in[r]; i++) {
            bool is_new = true;
            for (int k = 0; k < i && is_new; k++)
                is_new = agency_of(d, d->members[d->first[r] + i]) !=
                         agency_of(d, d->members[d->first[r] + k]);
            sum += is_new;
        }
    return sum;
}

static void desk_init(struct desk *d, struct sv_run *run)
{
    const struct solver_instance *inst = run->inst;
    *d = (struct desk){.run = run, .n_agencies = inst->n_agencies + 1};
    d->n_in = SV_NEW(run->level_mem, int, inst->n_rooms);
    d->people_in = SV_NEW(run->level_mem, int, inst->n_rooms);
    d->first = SV_NEW(run->level_mem, int, inst->n_rooms + 1);
    for (int p = 0; p < inst->n_parties; p++)
        if (run->room_of[p] >= 0)
            d->n_in[run->room_of[p]]++;
    for (int r = 0; r < inst->n_rooms; r++) {
        int most = d->n_in[r] > run->rules.beds[r] ? d->n_in[r] : run->rules.beds[r];
        d->first[r + 1] = d->first[r] + most;
        d->n_in[r] = 0;
    }
    d->members = SV_NEW(run->level_mem, int, d->first[inst->n_rooms]);
    for (int p = 0; p < inst->n_parties; p++)
        if (run->room_of[p] >= 0)
            put_in(d, run->room_of[p], p);
}

void sv_agencies(struct sv_run *run, int level_ix)
{
    const struct solver_instance *inst = run->inst;
    struct desk d;
    desk_init(&d, run);
    struct cell *parties = SV_NEW(run->level_mem, struct cell, inst->n_parties);
    struct cell *rooms = SV_NEW(run->level_mem, struct cell, inst->n_rooms);
    int n_parties = 0, n_rooms = 0;
    for (int p = 0; p < inst->n_parties; p++)
        if (is_movable(run, p))
            parties[n_parties++] = (struct cell){key_of(run, p), p};
    for (int r = 0; r < inst->n_rooms; r++)
        if (d.n_in[r])
            rooms[n_rooms++] = (struct cell){key_of(run, d.members[d.first[r]]), r};
    qsort(parties, (size_t)n_parties, sizeof *parties, by_key);
    qsort(rooms, (size_t)n_rooms, sizeof *rooms, by_key);
    run->report(run, "agencies", level_ix);
    improve(&d, parties, n_parties, rooms, n_rooms);
    struct solver_level *level = &run->levels[level_ix];
    level->value = value(&d);
    level->bound = bound(&d, rooms, n_rooms);
    level->is_proven = level->value == level->bound;
    run->report(run, "done", level_ix);
    sv_arena_release(run->level_mem);
}
