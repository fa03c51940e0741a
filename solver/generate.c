/* A made-up instance: towns with sites, rooms in floors, parties with wishes.
 *
 * The shares follow the list of one provincial capital (297 rooms, 1,058 parties). People apply
 * where they work, so a large instance is a country of towns: each has sites, agencies and
 * parties of its own, and no party accepts a room of another town. Integers only. */
#include "solver/generate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "generate_country.h"

/* The model list's size; 100 towns at 30,000 rooms. */
enum { ROOMS_A_TOWN = 300, MAX_SHARES = 16 };

static const struct {
    int percent; /* of floors that have it */
    int wished;  /* share among wishes */
} FEATURES[] = {
    [AIR_CON] = {68, 25},    [BALCONY] = {36, 9}, [GROUND_FLOOR] = {0, 7},   [KITCHEN] = {9, 7},
    [PRIVATE_WC] = {79, 30}, [QUIET] = {20, 9},   [WATER_HEATER] = {42, 13}, [WHEELCHAIR] = {0, 0},
};
static const struct {
    int share;           /* of a town's rooms */
    int beds, more_beds; /* more_beds in a quarter of the floors */
    int first_pool, last_pool;
} SITES[] = {
    [STUDENTS] = {150, 3, 4, 2, 2},
    [CENTRE] = {28, 2, 2, 0, 1},
    [COLLEGE] = {70, 3, 3, 2, 2},
    [SCHOOL] = {49, 2, 2, 1, 2},
};

static const int OCCUPANCY[] = {1, 2, 64}; /* of the pools A, B, C */

/* splitmix64 (G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, 2014) */
static uint64_t draw(struct made_country *c)
{
    uint64_t z = c->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 .. n - 1 */
static int below(struct made_country *c, int n)
{
    return (int)(((draw(c) >> 32) * (uint64_t)n) >> 32);
}

/* True n times of a thousand. */
static bool one_of(struct made_country *c, int n)
{
    return below(c, 1000) < n;
}

/* The first k with a draw below Σ of share[0..k]. */
static int pick(struct made_country *c, const int *share, int n)
{
    int sum = 0, k = 0;
    for (int i = 0; i < n; i++)
        sum += share[i];
    for (int at = below(c, sum); at >= share[k]; k++)
        at -= share[k];
    return k;
}

/* One floor: its rooms are alike but for a few. */
static void make_floor(struct made_country *c, int site, int first, int n, bool is_ground)
{
    int kind = c->site_kind[site], sex_share[] = {72, 17, 10, 1};
    struct made_room like = {.site = site, .is_usable = true};
    like.beds = one_of(c, 250) ? SITES[kind].more_beds : SITES[kind].beds;
    like.area_dm = (like.beds == 2 ? 160 : like.beds == 3 ? 144 : 195) + below(c, 6) * 6;
    like.sex = (enum solver_room_sex[]){SOLVER_ROOM_ANY, SOLVER_ROOM_F, SOLVER_ROOM_M,
                                        SOLVER_ROOM_UNRESTRICTED}[pick(c, sex_share, 4)];
    for (int f = 0; f < N_FEATURES; f++)
        if (one_of(c, 10 * FEATURES[f].percent))
            like.features |= 1u << f;
    like.features |= is_ground ? 1u << GROUND_FLOOR : 0;
    for (int i = 0; i < n; i++) {
        struct made_room *r = &c->rooms[first + i];
        *r = like;
        if (one_of(c, 250))
            r->features ^= 1u << (one_of(c, 500) ? QUIET : WATER_HEATER);
        if (is_ground && one_of(c, 120))
            r->features |= 1u << WHEELCHAIR;
        if (one_of(c, 15)) /* too small for its beds, or never measured */
            r->area_dm = one_of(c, 500) ? 40 * r->beds - 20 : 0;
        r->is_usable = !one_of(c, 30);
        r->left = r->area_dm && r->area_dm / 40 < r->beds ? r->area_dm / 40 : r->beds;
    }
}

static void make_town(struct made_country *c, struct made_town *t)
{
    int share[MAX_SHARES], sum = 0, at = 0;
    for (int s = 0; s < t->n_sites; s++) {
        c->site_kind[t->first_site + s] = s % N_SITE_KINDS;
        share[s] = SITES[s % N_SITE_KINDS].share * (80 + below(c, 41));
        sum += share[s];
    }
    for (int s = 0, from = 0; s < t->n_sites; s++) {
        at += share[s];
        int end = (int)((int64_t)t->n_rooms * at / sum), floor = 0;
        for (int n; from < end; from += n, floor++) {
            n = 4 + below(c, 9);
            n = n < end - from ? n : end - from;
            make_floor(c, t->first_site + s, t->first_room + from, n, floor % 4 == 0);
        }
    }
}

/* 93 of 100 between 30 and 78 with most in the middle; a few urgent, a few with hardly a need. */
static int draw_points(struct made_country *c)
{
    switch (pick(c, (const int[]){72, 20, 908}, 3)) {
    case 0:
        return 75 + below(c, 19);
    case 1:
        return 5 + below(c, 20);
    default:
        return 30 + below(c, 25) + below(c, 25);
    }
}

static void make_wishes(struct made_country *c, struct made_party *p)
{
    int n = pick(c, (const int[]){37, 36, 19, 8}, 4), share[N_FEATURES];
    for (int f = 0; f < N_FEATURES; f++)
        share[f] = p->needs & 1u << f ? 0 : FEATURES[f].wished;
    while (n-- > 0)
        p->weight[pick(c, share, N_FEATURES)] = 1 + pick(c, (const int[]){66, 23, 11}, 3);
}

static void make_party(struct made_country *c, int town, struct made_party *p)
{
    /* people, women, private (1), share of a thousand */
    static const struct {
        int n, n_women, is_private, share;
    } KINDS[] = {{1, 0, 0, 518}, {1, 1, 0, 394}, {2, 1, 1, 39}, {1, 0, 1, 11}, {2, 0, 0, 9},
                 {1, 1, 1, 7},   {2, 2, 1, 7},   {2, 2, 0, 6},  {3, 1, 1, 4},  {3, 2, 1, 2},
                 {3, 0, 0, 1},   {3, 3, 0, 1},   {4, 2, 1, 1}};
    static const unsigned NEEDS[] = {0, 1u << PRIVATE_WC, 1u << GROUND_FLOOR,
                                     1u << GROUND_FLOOR | 1u << WHEELCHAIR};
    enum { N_KINDS = sizeof KINDS / sizeof *KINDS };
    const struct made_town *t = &c->towns[town];
    int share[MAX_SHARES];
    for (int k = 0; k < N_KINDS; k++)
        share[k] = KINDS[k].share;
    int kind = pick(c, share, N_KINDS);
    *p = (struct made_party){.town = town,
                             .n = KINDS[kind].n,
                             .n_women = KINDS[kind].n_women,
                             .is_private = KINDS[kind].is_private,
                             .pool = pick(c, (const int[]){10, 47, 943}, 3),
                             .points = draw_points(c),
                             .needs = NEEDS[pick(c, (const int[]){968, 19, 11, 2}, 4)],
                             .current = -1,
                             .pinned = -1,
                             .banned = -1};
    make_wishes(c, p);
    for (int s = 0; s < t->n_sites; s++) { /* sites that do not admit its pool are seldom named */
        int k = s % N_SITE_KINDS;
        bool is_his = p->pool >= SITES[k].first_pool && p->pool <= SITES[k].last_pool;
        share[s] = SITES[k].share * (is_his ? 20 : 1);
    }
    p->site = pick(c, share, t->n_sites);
    int sites = pick(c, (const int[]){42, 25, 23, 10}, 4); /* named; 0: any site of the town */
    p->n_sites = sites < t->n_sites ? sites : t->n_sites;
    p->has_rest = !sites || one_of(c, 290);
    p->is_rest_free = !sites;
    int a = below(c, t->n_agencies), b = below(c, t->n_agencies);
    p->agency = one_of(c, 10) ? -1 : a < b ? a : b; /* a few agencies are large */
    p->lot = draw(c);
}

static int mode_of(const struct made_party *p)
{
    return 4 * p->pool + 2 * p->is_private + (p->n_women > 0) + 1;
}

/* Room r for p, who lives there or is pinned to it: no rule is broken that rule (5) knows. */
static bool takes(const struct made_country *c, const struct made_party *p, int r)
{
    const struct made_room *room = &c->rooms[r];
    int kind = c->site_kind[room->site], cap = room->left;
    bool is_mixed = p->n_women > 0 && p->n_women < p->n;
    if (!room->mode && !p->is_private && OCCUPANCY[p->pool] < cap)
        cap = OCCUPANCY[p->pool];
    if (room->sex == SOLVER_ROOM_UNRESTRICTED || (is_mixed && room->sex != SOLVER_ROOM_ANY) ||
        (room->sex == SOLVER_ROOM_F && p->n_women != p->n) ||
        (room->sex == SOLVER_ROOM_M && p->n_women > 0) || p->pool < SITES[kind].first_pool ||
        p->pool > SITES[kind].last_pool || (p->needs & ~room->features))
        return false;
    return p->n <= cap && (!room->mode || (room->mode == mode_of(p) && !p->is_private));
}

static void put(struct made_country *c, const struct made_party *p, int r)
{
    struct made_room *room = &c->rooms[r];
    int occupancy = p->is_private ? p->n : OCCUPANCY[p->pool];
    if (!room->mode && occupancy < room->left)
        room->left = occupancy;
    room->mode = mode_of(p);
    room->left -= p->n;
}

/* Some who live there already, some who must get one certain room, some who must not. */
static void make_bonds(struct made_country *c)
{
    for (int i = 0; i < c->n_parties; i++) {
        struct made_party *p = &c->parties[i];
        const struct made_town *t = &c->towns[p->town];
        int r = t->first_room + below(c, t->n_rooms);
        int bond = pick(c, (const int[]){30, 2, 4, 964}, 4);
        if (bond == 2)
            p->banned = r;
        if (bond > 1 || p->current >= 0 || !takes(c, p, r) || (bond == 1 && !c->rooms[r].is_usable))
            continue;
        if (bond == 0)
            p->current = r;
        else
            p->pinned = r;
        put(c, p, r);
        for (int k = i + 1; k < c->n_parties && k < i + 12; k++) { /* who shares with the first */
            struct made_party *q = &c->parties[k];
            if (bond == 0 && q->town == p->town && one_of(c, 400) && takes(c, q, r)) {
                q->current = r;
                put(c, q, r);
                k = c->n_parties;
            }
        }
    }
}

struct entry {
    int party, points;
    uint64_t lot;
};

static int by_order(const void *a, const void *b)
{
    const struct entry *p = a, *q = b;
    if (p->points != q->points)
        return p->points > q->points ? -1 : 1;
    return p->lot != q->lot ? (p->lot < q->lot ? -1 : 1) : p->party - q->party;
}

/* The order of all: points, then a drawn lot. False: out of memory. */
static bool make_order(struct made_country *c)
{
    struct entry *list = calloc((size_t)c->n_parties + 1, sizeof *list);
    if (!list)
        return false;
    for (int p = 0; p < c->n_parties; p++)
        list[p] = (struct entry){p, c->parties[p].points, c->parties[p].lot};
    qsort(list, (size_t)c->n_parties, sizeof *list, by_order);
    for (int i = 0; i < c->n_parties; i++)
        c->parties[list[i].party].order = i + 1;
    free(list);
    return true;
}

/* How many rooms, sites and agencies each town has. */
static void make_towns(struct made_country *c)
{
    for (int t = 0; t < c->n_towns; t++) {
        struct made_town *town = &c->towns[t];
        town->first_room = (int)((int64_t)c->n_rooms * t / c->n_towns);
        town->n_rooms = (int)((int64_t)c->n_rooms * (t + 1) / c->n_towns) - town->first_room;
        town->first_site = c->n_sites;
        town->n_sites = 1 + town->n_rooms / 90;
        town->n_agencies = 9 + town->n_rooms / 20;
        c->n_sites += town->n_sites;
    }
}

static void make_all(struct made_country *c)
{
    for (int t = 0; t < c->n_towns; t++)
        make_town(c, &c->towns[t]);
    for (int p = 0; p < c->n_parties; p++)
        make_party(c, (int)((int64_t)p * c->n_towns / c->n_parties), &c->parties[p]);
    make_bonds(c);
}

int solver_generate(int n_rooms, uint64_t seed, char **text, size_t *len)
{
    struct made_country c = {.state = seed, .n_rooms = n_rooms};
    struct sv_text out = {0};
    c.n_towns = (n_rooms + ROOMS_A_TOWN - 1) / ROOMS_A_TOWN;
    c.n_parties = (int)((int64_t)n_rooms * 10 / 3);
    c.towns = calloc((size_t)c.n_towns, sizeof *c.towns);
    if (c.towns)
        make_towns(&c);
    c.site_kind = calloc((size_t)c.n_sites + 1, sizeof *c.site_kind);
    c.rooms = calloc((size_t)n_rooms, sizeof *c.rooms);
    c.parties = calloc((size_t)c.n_parties, sizeof *c.parties);
    out.is_out_of_memory = !c.towns || !c.site_kind || !c.rooms || !c.parties;
    if (!out.is_out_of_memory) {
        make_all(&c);
        out.is_out_of_memory = !make_order(&c);
    }
    sv_generate_write(&out, &c, seed);
    free(c.towns);
    free(c.site_kind);
    free(c.rooms);
    free(c.parties);
    if (out.is_out_of_memory) {
        free(out.data);
        return SOLVER_NOMEM;
    }
    *text = out.data;
    *len = out.len;
    return SOLVER_OK;
}
