/* What plans of a wing's cost may use: complementary slackness, by paths instead of an LP.
 *
 * Counted in people, placing a wing is a transport problem. For any prices v[k] <= 0 of a bed in
 * kind k, with u[t] = min over fitting k of (cost of a person of t in k) - v[k],
 *
 *     (1)  cost of any plan = LB + Σ (people of t in k)(cost - v[k] - u[t])
 *                                + Σ (free beds in k)(-v[k]),
 *          LB = Σ people of t × u[t] + Σ beds of k × v[k],
 *
 * so a plan of the cost at hand has nothing of either sum that is more than gap = cost - LB. The
 * prices are shortest paths: from kind to kind as somebody could move. Where the plan is the
 * cheapest, the gap is 0, and more holds: a plan of the same cost comes from this one by closed
 * walks of no cost, so that nobody leaves the strongly connected kinds of the walks. */
#include "agencies.h"

#include <string.h>

static const int64_t FAR = INT64_MAX / 4;

struct graph {
    const struct sv_wing *w;
    int n;        /* kinds, and one node more: where free beds come from and go to */
    int *people;  /* [n_types * n_kinds] as the plan is */
    int *beds;    /* [n_kinds] */
    int *n_free;  /* [n_kinds] beds */
    int64_t *v;   /* [n_kinds] */
    int64_t *u;   /* [n_types] */
    bool *is_arc; /* [n * n] moves that cost nothing */
};

static size_t at(const struct sv_wing *w, int t, int k)
{
    return (size_t)t * (size_t)w->n_kinds + (size_t)k;
}

/* Of one person. */
static int64_t cost(const struct sv_wing *w, int t, int k)
{
    return w->cost[at(w, t, k)] / w->size[w->type_party[t]];
}

static void graph_init(struct graph *g, const struct sv_wing *w)
{
    *g = (struct graph){.w = w, .n = w->n_kinds + 1};
    g->people = SV_NEW(w->mem, int, (size_t)w->n_types *(size_t)w->n_kinds);
    g->beds = SV_NEW(w->mem, int, w->n_kinds);
    g->n_free = SV_NEW(w->mem, int, w->n_kinds);
    g->v = SV_NEW(w->mem, int64_t, w->n_kinds);
    g->u = SV_NEW(w->mem, int64_t, w->n_types);
    g->is_arc = SV_NEW(w->mem, bool, (size_t)g->n *(size_t)g->n);
    for (int r = 0; r < w->n_rooms; r++)
        g->beds[w->kind_of[r]] += w->cap[r];
    for (int k = 0; k < w->n_kinds; k++)
        g->n_free[k] = g->beds[k];
    for (int i = 0; i < w->n_parties; i++) {
        int k = w->kind_of[w->room_of[i]];
        g->people[at(w, w->type_of[i], k)] += w->size[i];
        g->n_free[k] -= w->size[i];
    }
}

/* Prices from shortest paths; where the plan is not the cheapest in people, from as many rounds as
 * paths can have arcs. Any prices are valid. */
static void price(struct graph *g)
{
    const struct sv_wing *w = g->w;
    int n = w->n_kinds;
    int64_t *step = SV_NEW(w->mem, int64_t, (size_t)n * (size_t)n); /* least change from k to q */
    for (size_t e = 0; e < (size_t)n * (size_t)n; e++)
        step[e] = FAR;
    for (int t = 0; t < w->n_types; t++)
        for (int k = 0; k < n; k++)
            for (int q = 0; q < n && g->people[at(w, t, k)]; q++) {
                int64_t *s = &step[(size_t)k * (size_t)n + (size_t)q];
                int64_t change = cost(w, t, q) - cost(w, t, k);
                if (w->fits[at(w, t, q)] && change < *s)
                    *s = change;
            }
    bool has_changed = true;
    for (int round = 0; round < n && has_changed; round++) {
        has_changed = false;
        for (int k = 0; k < n; k++)
            for (int q = 0; q < n; q++) {
                int64_t s = step[(size_t)k * (size_t)n + (size_t)q];
                if (s < FAR && g->v[k] + s < g->v[q]) {
                    g->v[q] = g->v[k] + s;
                    has_changed = true;
                }
            }
    }
    for (int t = 0; t < w->n_types; t++) {
        g->u[t] = FAR;
        for (int k = 0; k < n; k++)
            if (w->fits[at(w, t, k)] && cost(w, t, k) - g->v[k] < g->u[t])
                g->u[t] = cost(w, t, k) - g->v[k];
    }
}

/* (1): what one person of t in k adds. */
static int64_t excess(const struct graph *g, int t, int k)
{
    return cost(g->w, t, k) - g->v[k] - g->u[t];
}

static int64_t gap(const struct graph *g)
{
    const struct sv_wing *w = g->w;
    int64_t sum = 0;
    for (int k = 0; k < w->n_kinds; k++) {
        for (int t = 0; t < w->n_types; t++)
            sum += g->people[at(w, t, k)] ? g->people[at(w, t, k)] * excess(g, t, k) : 0;
        sum -= g->n_free[k] * g->v[k];
    }
    return sum;
}

/* Nodes reached from `from` along arcs, or against them. */
static void reach(const struct graph *g, int from, bool is_back, bool *is_in, int *queue)
{
    int n = 0;
    memset(is_in, 0, (size_t)g->n * sizeof *is_in);
    is_in[from] = true;
    queue[n++] = from;
    for (int i = 0; i < n; i++)
        for (int q = 0; q < g->n; q++) {
            int a = is_back ? q : queue[i], b = is_back ? queue[i] : q;
            if (!is_in[q] && g->is_arc[(size_t)a * (size_t)g->n + (size_t)b]) {
                is_in[q] = true;
                queue[n++] = q;
            }
        }
}

/* Strongly connected kinds get one number. */
static void connect(struct graph *g, int *part)
{
    const struct sv_wing *w = g->w;
    int n = w->n_kinds, n_parts = 0, *queue = SV_NEW(w->mem, int, g->n);
    bool *from = SV_NEW(w->mem, bool, g->n), *to = SV_NEW(w->mem, bool, g->n);
    for (int t = 0; t < w->n_types; t++)
        for (int k = 0; k < n; k++)
            for (int q = 0; q < n && g->people[at(w, t, k)]; q++)
                if (w->fits[at(w, t, q)] && !excess(g, t, q))
                    g->is_arc[(size_t)k * (size_t)g->n + (size_t)q] = true;
    for (int k = 0; k < n; k++) {
        g->is_arc[(size_t)k * (size_t)g->n + (size_t)n] = g->n_free[k] > 0;
        g->is_arc[(size_t)n * (size_t)g->n + (size_t)k] = !g->v[k];
        part[k] = -1;
    }
    for (int k = 0; k < n; k++) {
        if (part[k] >= 0)
            continue;
        reach(g, k, false, from, queue);
        reach(g, k, true, to, queue);
        for (int q = k; q < n; q++)
            if (from[q] && to[q])
                part[q] = n_parts;
        n_parts++;
    }
}

void sv_faces_init(struct sv_faces *f, const struct sv_wing *w)
{
    struct graph g;
    f->may = SV_NEW(w->mem, bool, (size_t)w->n_types *(size_t)w->n_kinds);
    f->least = SV_NEW(w->mem, int, w->n_kinds);
    if (!w->is_closed) { /* other wings may pay for what this one saves */
        memcpy(f->may, w->fits, (size_t)w->n_types * (size_t)w->n_kinds * sizeof *f->may);
        return;
    }
    graph_init(&g, w);
    price(&g);
    int64_t slack = gap(&g);
    int *part = SV_NEW(w->mem, int, w->n_kinds);
    if (!slack)
        connect(&g, part);
    bool *is_home = SV_NEW(w->mem, bool, w->n_kinds); /* part where some of the type are */
    for (int t = 0; t < w->n_types; t++) {
        memset(is_home, 0, (size_t)w->n_kinds * sizeof *is_home);
        for (int k = 0; k < w->n_kinds; k++)
            if (g.people[at(w, t, k)])
                is_home[part[k]] = true;
        for (int k = 0; k < w->n_kinds; k++)
            f->may[at(w, t, k)] = w->fits[at(w, t, k)] && is_home[part[k]] &&
                                  excess(&g, t, k) * w->size[w->type_party[t]] <= slack;
    }
    for (int k = 0; k < w->n_kinds; k++)
        if (g.v[k] < 0 && slack / -g.v[k] < g.beds[k])
            f->least[k] = g.beds[k] - (int)(slack / -g.v[k]);
}
