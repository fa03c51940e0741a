/* Annealing of a wing (Kirkpatrick, Gelatt, Vecchi 1983): a party looks for a room where a
 * colleague is, or for any. It takes a free bed there, changes places with somebody of its size,
 * with several who are of its size together, or by way of a third room, as long as the wing's cost
 * stays. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "agencies.h"

/* A stage has one temperature, from FROM (a step that costs a pair is taken one time in 7) to TO
 * (in 4,000); after them a stage in which none is. Measured: from 0.35 or 0.9 ends higher. */
enum { N_STAGES = 40 };
static const double FROM = 0.5, TO = 0.12;

/* With fewer steps for a party there is no time for the hot half of the stages. */
enum { FEW = 2000 };

/* Steps between two looks at the limits: some 10 ms. */
enum { POLL = 1 << 17 };

/* Parties that one may change rooms with at once: as many as a party has members. */
enum { MAX_TRADE = 16 };

struct desk {
    struct sv_wing *w;
    uint64_t state;
    int *count;           /* [n_rooms * n_agencies] parties */
    int *n_in;            /* [n_rooms] parties */
    int *n_people;        /* [n_rooms] */
    int *n_kinds;         /* [n_rooms] distinct agencies */
    int *start;           /* [n_rooms] into members: as many as cap */
    int *members;         /* parties by room */
    int *at;              /* [n_parties] in members */
    int *colleague_start; /* [n_agencies + 1] into colleagues */
    int *colleagues;
    int n_movable;
    int *movable; /* [n_movable] parties that are not fixed */
    int64_t value;
    int *best; /* [n_parties] rooms of the best plan */
    int64_t best_value;
};

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t draw(struct desk *d)
{
    uint64_t z = d->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int below(uint64_t *bits, int n)
{
    uint64_t product = (*bits & 0xffffffff) * (uint64_t)n;
    *bits = *bits >> 32 | *bits << 32;
    return (int)(product >> 32);
}

static int *count_of(const struct desk *d, int r, int agency)
{
    return &d->count[(size_t)r * (size_t)d->w->n_agencies + (size_t)agency];
}

static int64_t room_value(int n_kinds)
{
    return n_kinds ? n_kinds - 1 : 0;
}

static void put_in(struct desk *d, int i, int r)
{
    int *n = count_of(d, r, d->w->agency[i]);
    d->value -= room_value(d->n_kinds[r]);
    d->n_kinds[r] += !*n;
    d->value += room_value(d->n_kinds[r]);
    ++*n;
    d->at[i] = d->start[r] + d->n_in[r]++;
    d->members[d->at[i]] = i;
    d->n_people[r] += d->w->size[i];
    d->w->room_of[i] = r;
}

static void take_out(struct desk *d, int i)
{
    int r = d->w->room_of[i], *n = count_of(d, r, d->w->agency[i]);
    int last = d->members[d->start[r] + --d->n_in[r]];
    --*n;
    d->value -= room_value(d->n_kinds[r]);
    d->n_kinds[r] -= !*n;
    d->value += room_value(d->n_kinds[r]);
    d->members[d->at[i]] = last;
    d->at[last] = d->at[i];
    d->n_people[r] -= d->w->size[i];
}

static bool fits(const struct desk *d, int i, int r)
{
    const struct sv_wing *w = d->w;
    return w->fits[(size_t)w->type_of[i] * (size_t)w->n_kinds + (size_t)w->kind_of[r]];
}

static int64_t cost(const struct desk *d, int i, int r)
{
    const struct sv_wing *w = d->w;
    return w->cost[(size_t)w->type_of[i] * (size_t)w->n_kinds + (size_t)w->kind_of[r]];
}

/* Change of the number of agencies in r when one of `out` leaves and one of `in` comes. */
static int swap_change(const struct desk *d, int r, int out, int in)
{
    return out == in ? 0 : !*count_of(d, r, in) - (*count_of(d, r, out) == 1);
}

/* Takes a change for the worse with the probability of its stage, out of 2^32. */
static bool takes(int change, const uint64_t *chance, uint64_t bits)
{
    return change <= 0 || (change < 4 && (bits >> 32) < chance[change]);
}

/* i changes rooms with so many of the parties in room s, from the one at `bed` on, as are together
 * of its size. Few parties are of more than one: done, then taken back if it does not pay. */
static void try_trade(struct desk *d, int i, int s, int bed, const uint64_t *chance, uint64_t bits)
{
    const struct sv_wing *w = d->w;
    int r = w->room_of[i], n = 0, people = 0, others[MAX_TRADE];
    int64_t change = cost(d, i, s) - cost(d, i, r), before = d->value;
    for (int k = 0; k < d->n_in[s] && n < MAX_TRADE; k++) {
        int j = d->members[d->start[s] + (bed + k) % d->n_in[s]];
        if (w->is_fixed[j] || people + w->size[j] > w->size[i] || !fits(d, j, r))
            continue;
        others[n++] = j;
        people += w->size[j];
        change += cost(d, j, r) - cost(d, j, s);
    }
    if (people != w->size[i] || change || !fits(d, i, s))
        return;
    take_out(d, i);
    for (int k = 0; k < n; k++) {
        take_out(d, others[k]);
        put_in(d, others[k], r);
    }
    put_in(d, i, s);
    if (takes((int)(d->value - before), chance, bits))
        return;
    take_out(d, i);
    for (int k = 0; k < n; k++) {
        take_out(d, others[k]);
        put_in(d, others[k], s);
    }
    put_in(d, i, r);
}

/* i, j, k go round: i into j's room, j into k's, k into i's. */
static void try_round(struct desk *d, int i, int j, int k, const uint64_t *chance, uint64_t bits)
{
    const struct sv_wing *w = d->w;
    int r = w->room_of[i], s = w->room_of[j], t = w->room_of[k];
    int a = w->agency[i], b = w->agency[j], c = w->agency[k];
    if (t == r || t == s || w->size[i] != w->size[k] || w->is_fixed[k] || !fits(d, j, t) ||
        !fits(d, k, r) ||
        cost(d, i, s) + cost(d, j, t) + cost(d, k, r) !=
            cost(d, i, r) + cost(d, j, s) + cost(d, k, t))
        return;
    int change = swap_change(d, r, a, c) + swap_change(d, s, b, a) + swap_change(d, t, c, b);
    if (!takes(change, chance, bits))
        return;
    take_out(d, i);
    take_out(d, j);
    take_out(d, k);
    put_in(d, i, s);
    put_in(d, j, t);
    put_in(d, k, r);
}

/* A colleague of i's; anybody where it has none. */
static int any_party(const struct desk *d, int i, uint64_t *bits)
{
    int a = d->w->agency[i], first = d->colleague_start[a], n = d->colleague_start[a + 1] - first;
    return n > 1 ? d->colleagues[first + below(bits, n)] : below(bits, d->w->n_parties);
}

static void try_swap(struct desk *d, int i, int j, const uint64_t *chance, uint64_t bits)
{
    const struct sv_wing *w = d->w;
    int r = w->room_of[i], s = w->room_of[j], a = w->agency[i], b = w->agency[j];
    if (w->is_fixed[j] || !fits(d, i, s))
        return;
    if (!fits(d, j, r) || cost(d, i, s) + cost(d, j, r) != cost(d, i, r) + cost(d, j, s)) {
        uint64_t more = draw(d);
        int t = w->room_of[any_party(d, j, &more)];
        try_round(d, i, j, d->members[d->start[t] + below(&more, d->n_in[t])], chance, bits);
        return;
    }
    int change = swap_change(d, r, a, b) + swap_change(d, s, b, a);
    if (!takes(change, chance, bits))
        return;
    take_out(d, i);
    take_out(d, j);
    put_in(d, i, s);
    put_in(d, j, r);
}

static void try_move(struct desk *d, int i, int s, const uint64_t *chance, uint64_t bits)
{
    const struct sv_wing *w = d->w;
    int r = w->room_of[i], a = w->agency[i];
    if ((d->n_in[r] == 1 && w->keeps_rooms) || !fits(d, i, s) || cost(d, i, s) != cost(d, i, r))
        return;
    int left = d->n_kinds[r] - (*count_of(d, r, a) == 1),
        come = d->n_kinds[s] + !*count_of(d, s, a);
    int64_t change =
        room_value(left) - room_value(d->n_kinds[r]) + room_value(come) - room_value(d->n_kinds[s]);
    if (!takes((int)change, chance, bits))
        return;
    take_out(d, i);
    put_in(d, i, s);
}

/* i and whoever is at `bed` in room s, as their sizes are. */
static void try_pair(struct desk *d, int i, int s, int bed, const uint64_t *chance, uint64_t bits)
{
    const struct sv_wing *w = d->w;
    int r = w->room_of[i], j = d->members[d->start[s] + bed];
    if (w->size[i] == w->size[j])
        try_swap(d, i, j, chance, bits);
    else if (w->size[i] > w->size[j])
        try_trade(d, i, s, bed, chance, bits);
    else if (!w->is_fixed[j])
        try_trade(d, j, r, d->at[i] - d->start[r], chance, bits);
}

static void step(struct desk *d, const uint64_t *chance)
{
    const struct sv_wing *w = d->w;
    uint64_t bits = draw(d), more = draw(d);
    int i = d->movable[below(&bits, d->n_movable)], r = w->room_of[i];
    if (d->n_kinds[r] == 1 && (more & 0x1c)) /* among colleagues already: one time in eight */
        return;
    int s = more & 3 ? w->room_of[any_party(d, i, &bits)] : below(&bits, w->n_rooms);
    if (s == r || (d->n_kinds[s] == 1 && *count_of(d, s, w->agency[i]) &&
                   d->n_people[s] == w->cap[s] && (more & 0xe0)))
        return;
    bits = draw(d);
    int bed = below(&bits, d->n_in[s] + (w->cap[s] - d->n_people[s] >= w->size[i]));
    if (bed == d->n_in[s])
        try_move(d, i, s, chance, more);
    else
        try_pair(d, i, s, bed, chance, more);
}

static void desk_init(struct desk *d, struct sv_wing *w)
{
    struct sv_arena *mem = w->mem;
    *d = (struct desk){.w = w, .state = (uint64_t)w->run->inst->policy.seed};
    d->count = SV_NEW(mem, int, (size_t)w->n_rooms *(size_t)w->n_agencies);
    d->n_in = SV_NEW(mem, int, w->n_rooms);
    d->n_people = SV_NEW(mem, int, w->n_rooms);
    d->n_kinds = SV_NEW(mem, int, w->n_rooms);
    d->start = SV_NEW(mem, int, w->n_rooms + 1);
    for (int r = 0; r < w->n_rooms; r++)
        d->start[r + 1] = d->start[r] + w->cap[r];
    d->members = SV_NEW(mem, int, d->start[w->n_rooms]);
    d->at = SV_NEW(mem, int, w->n_parties);
    d->colleague_start = SV_NEW(mem, int, w->n_agencies + 2);
    d->colleagues = SV_NEW(mem, int, w->n_parties);
    d->movable = SV_NEW(mem, int, w->n_parties);
    d->best = SV_NEW(mem, int, w->n_parties);
    for (int i = 0; i < w->n_parties; i++) {
        d->best[i] = w->room_of[i];
        put_in(d, i, w->room_of[i]);
        d->colleague_start[w->agency[i] + 2]++;
        if (!w->is_fixed[i])
            d->movable[d->n_movable++] = i;
    }
    for (int a = 1; a <= w->n_agencies; a++)
        d->colleague_start[a + 1] += d->colleague_start[a];
    for (int i = 0; i < w->n_parties; i++)
        d->colleagues[d->colleague_start[w->agency[i] + 1]++] = i;
    d->best_value = d->value;
}

static void keep_best(struct desk *d)
{
    if (d->value >= d->best_value)
        return;
    d->best_value = d->value;
    memcpy(d->best, d->w->room_of, (size_t)d->w->n_parties * sizeof *d->best);
}

/* One stage; false when the search is to end. */
static bool run_stage(struct desk *d, double temperature, int64_t n_steps, int64_t bound)
{
    const struct sv_effort *effort = &d->w->run->effort;
    uint64_t chance[4] = {0};
    for (int change = 1; change < 4 && temperature > 0; change++)
        chance[change] = (uint64_t)ldexp(exp(-change / temperature), 32);
    for (int64_t k = 0; k < n_steps; k++) {
        if (k % POLL == 0 && effort->is_over(effort->ctx))
            return false;
        step(d, chance);
    }
    keep_best(d);
    return d->best_value > bound;
}

int64_t sv_wing_search(struct sv_wing *w, int64_t bound, int64_t n_steps)
{
    struct desk d;
    desk_init(&d, w);
    bool goes_on = d.n_movable > 1 && w->n_rooms > 1 && d.value > bound;
    int first = n_steps / (w->n_parties + 1) < FEW ? N_STAGES / 2 : 0;
    for (int k = first; k < N_STAGES && goes_on; k++)
        goes_on = run_stage(&d, FROM * pow(TO / FROM, (double)k / (N_STAGES - 1)),
                            n_steps / (N_STAGES + 1 - first), bound);
    if (goes_on)
        (void)run_stage(&d, 0, n_steps / (N_STAGES + 1 - first), bound);
    memcpy(w->room_of, d.best, (size_t)w->n_parties * sizeof *d.best);
    assert(sv_wing_value(w) == d.best_value);
    return d.best_value;
}
