/* Separation of (6), agency by agency. C: single classes and pairs of them where the agency has
 * people, and all classes that one type or two may use. T: of the types with people in C, those
 * with the fewest elsewhere; every number of them is tried. */
#include <stdlib.h>
#include <string.h>

#include "agencies_bound.h"

enum { CUTS_AN_AGENCY = 3, MAX_SETS = 400 };

static const double BROKEN = 0.1; /* of a room; less costs more pivots than it closes */

struct inflow {
    int type;
    double here, away; /* people in C, and not */
};

/* A cut found: C is in `sets`, T the first n_types of what C sorts to. */
struct found {
    double violation; /* rooms */
    int set, size, n_types, divisor;
};

struct finder {
    struct sv_share *sh;
    const double *x;
    int agency;
    int n_sets;
    bool *sets; /* [MAX_SETS * n_classes] */
    int n_list;
    struct inflow *list; /* [n_types] */
    int most;            /* greatest w in C */
    double *rooms;       /* [most + 1] Σ n by w */
    int n_found;
    struct found *found; /* [MAX_SETS] */
};

static double people(const struct finder *f, int t, int c)
{
    const struct sv_share *sh = f->sh;
    int j = sh->x_col[t * sh->n_classes + c], n = sh->n_col[f->agency * sh->n_classes + c];
    double sum = 0;
    if (j >= 0 || !sh->may[t * sh->n_classes + c])
        return j < 0 ? 0 : f->x[j];
    for (int k = 0; k < sv_share_n(sh, f->agency, c); k++)
        sum += sv_share_width(sh, f->agency, c, k) * f->x[n + k];
    return sum;
}

static int by_away(const void *a, const void *b)
{
    const struct inflow *x = a, *y = b;
    if (x->away != y->away)
        return x->away < y->away ? -1 : 1;
    return x->type - y->type;
}

/* Lists T's order, of all types or (size > 1) those of one size, and sums n over C. */
static void look_at(struct finder *f, const bool *set, int size)
{
    const struct sv_share *sh = f->sh;
    int a = f->agency;
    f->n_list = 0;
    for (int t = sh->type_start[a]; t < sh->type_start[a + 1]; t++) {
        struct inflow in = {.type = t};
        if (size > 1 && sh->types[t].size != size)
            continue;
        for (int c = 0; c < sh->n_classes; c++)
            if (set[c])
                in.here += people(f, t, c);
            else
                in.away += people(f, t, c);
        if (in.here > 1e-6)
            f->list[f->n_list++] = in;
    }
    qsort(f->list, (size_t)f->n_list, sizeof *f->list, by_away);
    memset(f->rooms, 0, ((size_t)f->most + 1) * sizeof *f->rooms);
    for (int c = 0; c < sh->n_classes; c++)
        for (int k = 0; set[c] && k < sv_share_n(sh, a, c); k++)
            f->rooms[sv_share_width(sh, a, c, k)] += f->x[sh->n_col[a * sh->n_classes + c] + k];
}

/* F of (6), of v people or parties. */
static int weight(int v, int n, int d)
{
    int r = n % d;
    v = sv_min(v, n);
    return r * (v / d) + sv_min(r, v % d);
}

static int ceiling(int n, int d)
{
    return (n + d - 1) / d;
}

/* The most broken cut of set s in units of `size`, if any. */
static void find(struct finder *f, int s, int size)
{
    struct found best = {.violation = BROKEN};
    double away = 0;
    int n = 0;
    look_at(f, &f->sets[(size_t)s * (size_t)f->sh->n_classes], size);
    for (int i = 0; i < f->n_list; i++) {
        away += f->list[i].away / size;
        n += f->sh->types[f->list[i].type].n_people / size;
        for (int d = 2; d <= sv_min(f->most, n + 1); d++) {
            int r = n % d;
            if (!r)
                continue;
            double lhs = away;
            for (int w = 1; w <= f->most; w++)
                lhs += f->rooms[w] > 0 ? weight(w / size, n, d) * f->rooms[w] : 0;
            double violation = ceiling(n, d) - lhs / r;
            if (violation > best.violation)
                best = (struct found){violation, s, size, i + 1, d};
        }
    }
    if (best.divisor)
        f->found[f->n_found++] = best;
}

static bool *next_set(struct finder *f)
{
    bool *set = &f->sets[(size_t)f->n_sets * (size_t)f->sh->n_classes];
    memset(set, 0, (size_t)f->sh->n_classes * sizeof *set);
    f->n_sets += f->n_sets < MAX_SETS; /* the last place is written over */
    return set;
}

static void list_sets(struct finder *f)
{
    const struct sv_share *sh = f->sh;
    int a = f->agency, n = sh->n_classes, n_used = 0;
    int *used = SV_NEW(sh->milp.mem, int, n);
    f->n_sets = 0;
    for (int c = 0; c < n; c++) {
        double sum = 0;
        for (int k = 0; k < sv_share_n(sh, a, c); k++)
            sum += f->x[sh->n_col[a * n + c] + k];
        if (sum > 1e-6)
            used[n_used++] = c;
    }
    bool *all = next_set(f);
    for (int c = 0; c < n; c++)
        all[c] = true;
    for (int i = 0; i < n_used; i++)
        next_set(f)[used[i]] = true;
    for (int t = sh->type_start[a]; t < sh->type_start[a + 1]; t++)
        memcpy(next_set(f), &sh->may[t * n], (size_t)n * sizeof(bool));
    for (int t = sh->type_start[a]; t < sh->type_start[a + 1]; t++)
        for (int u = sh->type_start[a]; u < t; u++) {
            bool *set = next_set(f);
            for (int c = 0; c < n; c++)
                set[c] = sh->may[t * n + c] || sh->may[u * n + c];
        }
    for (int i = 0; i < n_used; i++)
        for (int k = 0; k < i; k++) {
            bool *set = next_set(f);
            set[used[i]] = set[used[k]] = true;
        }
}

static int by_violation(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->violation != y->violation)
        return x->violation > y->violation ? -1 : 1;
    return x->set != y->set ? x->set - y->set : x->size - y->size;
}

static void add(struct finder *f, const struct found *found)
{
    struct sv_share *sh = f->sh;
    const bool *set = &f->sets[(size_t)found->set * (size_t)sh->n_classes];
    int n = 0, size = found->size, d = found->divisor;
    look_at(f, set, size);
    for (int i = 0; i < found->n_types; i++)
        n += sh->types[f->list[i].type].n_people / size;
    (void)sv_milp_cut(&sh->milp, -(int64_t)size * (n % d) * ceiling(n, d));
    for (int c = 0; c < sh->n_classes; c++) {
        for (int k = 0; set[c] && k < sv_share_n(sh, f->agency, c); k++)
            sv_milp_cut_entry(&sh->milp, sh->n_col[f->agency * sh->n_classes + c] + k,
                              -size * weight(sv_share_width(sh, f->agency, c, k) / size, n, d));
        for (int i = 0; !set[c] && i < found->n_types; i++) {
            int t = f->list[i].type, j = sh->x_col[t * sh->n_classes + c];
            if (j >= 0)
                sv_milp_cut_entry(&sh->milp, j, -1);
            for (int k = 0;
                 j < 0 && sh->may[t * sh->n_classes + c] && k < sv_share_n(sh, f->agency, c); k++)
                sv_milp_cut_entry(&sh->milp, sh->n_col[f->agency * sh->n_classes + c] + k,
                                  -sv_share_width(sh, f->agency, c, k));
        }
    }
}

/* Any size counts people, that is 1. */
static bool has_size(const struct finder *f, int size)
{
    bool has = size == 1;
    for (int t = f->sh->type_start[f->agency]; t < f->sh->type_start[f->agency + 1]; t++)
        has |= f->sh->types[t].size == size;
    return has;
}

int sv_share_separate(struct sv_share *sh, const double *x)
{
    int n_added = 0;
    struct sv_arena *mem = sh->milp.mem;
    struct finder f = {.sh = sh, .x = x};
    for (int c = 0; c < sh->n_classes; c++)
        f.most = sh->classes[c].cap > f.most ? sh->classes[c].cap : f.most;
    f.sets = SV_NEW(mem, bool, (size_t)(MAX_SETS + 1) * (size_t)sh->n_classes);
    f.list = SV_NEW(mem, struct inflow, sh->n_types);
    f.rooms = SV_NEW(mem, double, f.most + 1);
    f.found = SV_NEW(mem, struct found, (size_t)MAX_SETS * (size_t)f.most);
    for (f.agency = 0; f.agency < sh->w->n_agencies; f.agency++) {
        f.n_found = 0;
        list_sets(&f);
        for (int size = 1; size <= f.most; size++)
            for (int s = 0; s < f.n_sets && has_size(&f, size); s++)
                find(&f, s, size);
        qsort(f.found, (size_t)f.n_found, sizeof *f.found, by_violation);
        double last = 0;
        for (int i = 0, n = 0; i < f.n_found && n < CUTS_AN_AGENCY; i++) {
            if (f.found[i].violation == last) /* mostly the same cut again */
                continue;
            last = f.found[i].violation;
            add(&f, &f.found[i]);
            n++;
            n_added++;
        }
    }
    return n_added;
}
