/* Separation of (10): for a set of slots, types are taken in the order of how few of their people
 * live elsewhere, and every prefix of that order is tried. Sets of slots grow from each slot by the
 * one that takes most of the same types' people. */
#include "cuts.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_GROWTH = 8, MAX_CUTS_A_ROUND = 200 };

static const double VIOLATED = 1e-3; /* people; smaller gains cost more pivots than they close */

struct entry {
    int at;      /* slot of a type, type of a slot */
    double flow; /* people */
};

/* The LP's flows that are not 0, by type and by slot. */
struct flows {
    int *start; /* [n + 1] */
    struct entry *entries;
};

struct inflow {
    int type;
    double here; /* people of the type in C */
    double away; /* people of the type not in C */
};

struct separator {
    struct sv_model *mo;
    const struct sv_run *run;
    const double *x;
    struct flows of_type, of_slot;
    int n_in;
    int *in;      /* [n_in] C */
    bool *is_in;  /* [n_slots] */
    double *here; /* [n_types] people in C */
    int n_list;
    struct inflow *list; /* [n_list] types with people in C, fewest away first */
    double *score;       /* [n_slots] scratch, 0 */
};

/* Best cut found for the present C. */
struct cut {
    double violation;
    int n_types; /* T: the first of the list */
    int divisor;
};

static int by_away(const void *a, const void *b)
{
    const struct inflow *x = a, *y = b;
    if (x->away != y->away)
        return x->away < y->away ? -1 : 1;
    return x->type - y->type;
}

static void put_in(struct separator *se, int s)
{
    const struct flows *f = &se->of_slot;
    se->is_in[s] = true;
    se->in[se->n_in++] = s;
    for (int e = f->start[s]; e < f->start[s + 1]; e++) {
        int t = f->entries[e].at;
        if (se->here[t] <= 0)
            se->list[se->n_list++].type = t;
        se->here[t] += f->entries[e].flow;
    }
    for (int k = 0; k < se->n_list; k++) {
        const struct sv_type *ty = &se->mo->types[se->list[k].type];
        se->list[k].here = se->here[se->list[k].type];
        se->list[k].away = ty->n * ty->size - se->list[k].here;
    }
    qsort(se->list, (size_t)se->n_list, sizeof *se->list, by_away);
}

static void empty(struct separator *se)
{
    for (int k = 0; k < se->n_list; k++)
        se->here[se->list[k].type] = 0;
    for (int i = 0; i < se->n_in; i++)
        se->is_in[se->in[i]] = false;
    se->n_in = se->n_list = 0;
}

static int64_t round_coef(int64_t r, int w, int divisor)
{
    int64_t rest = w % divisor;
    return r * (w / divisor) + (r < rest ? r : rest);
}

static void try_divisor(const struct separator *se, int divisor, struct cut *best)
{
    double sides[64] = {0}; /* Σ over C of g(W_s) y_s, by r: divisors are beds, at most 64 */
    int64_t n = 0;
    double here = 0;
    for (int r = 1; r < divisor; r++)
        for (int i = 0; i < se->n_in; i++) {
            const struct sv_slot *slot = &se->mo->slots[se->in[i]];
            sides[r] += (double)round_coef(r, slot->cap, divisor) * se->x[slot->y_col];
        }
    for (int k = 0; k < se->n_list; k++) {
        const struct sv_type *ty = &se->mo->types[se->list[k].type];
        n += (int64_t)ty->n * ty->size;
        here += se->list[k].here;
        int64_t r = n % divisor;
        if (!r)
            continue;
        double violation = here - (double)(n - r * (n / divisor + 1)) - sides[r];
        if (violation > best->violation)
            *best = (struct cut){violation, k + 1, divisor};
    }
}

static struct cut best_cut(const struct separator *se)
{
    struct cut best = {VIOLATED, 0, 0};
    bool is_tried[65] = {false};
    for (int i = 0; i < se->n_in; i++) {
        int w = se->mo->slots[se->in[i]].cap;
        if (!is_tried[w])
            try_divisor(se, w, &best);
        is_tried[w] = true;
    }
    return best;
}

static void add_cut(const struct separator *se, struct cut cut)
{
    struct sv_milp *m = &se->mo->milp;
    int64_t n = 0;
    for (int k = 0; k < cut.n_types; k++)
        n += (int64_t)se->mo->types[se->list[k].type].n * se->mo->types[se->list[k].type].size;
    int64_t r = n % cut.divisor;
    sv_milp_cut(m, n - r * (n / cut.divisor + 1));
    for (int i = 0; i < se->n_in; i++) {
        const struct sv_slot *slot = &se->mo->slots[se->in[i]];
        sv_milp_cut_entry(m, slot->y_col, -round_coef(r, slot->cap, cut.divisor));
    }
    for (int k = 0; k < cut.n_types; k++) {
        const struct sv_type *ty = &se->mo->types[se->list[k].type];
        for (int i = 0; i < ty->n_x; i++)
            if (se->is_in[ty->x_slot[i]])
                sv_milp_cut_entry(m, ty->x_col[i], ty->size);
    }
}

/* The slot outside C, with rooms to count, that takes most people of the listed types; -1 none. */
static int next_slot(struct separator *se)
{
    const struct flows *f = &se->of_type;
    int best = -1;
    double most = 1e-7;
    for (int pass = 0; pass < 2; pass++) /* scores, then zeroes again */
        for (int k = 0; k < se->n_list; k++)
            for (int e = f->start[se->list[k].type]; e < f->start[se->list[k].type + 1]; e++) {
                int s = f->entries[e].at;
                se->score[s] = pass ? 0 : se->score[s] + f->entries[e].flow;
                bool is_free = !se->is_in[s] && se->mo->slots[s].y_col >= 0 &&
                               se->mo->slots[s].mode == se->mo->slots[se->in[0]].mode;
                if (is_free && se->score[s] > most) {
                    most = se->score[s];
                    best = s;
                }
            }
    return best;
}

static bool separate_from(struct separator *se, int start, int growth)
{
    empty(se);
    put_in(se, start);
    for (int step = 0;; step++) {
        struct cut cut = best_cut(se);
        if (cut.n_types) {
            add_cut(se, cut);
            return true;
        }
        int s = step < growth ? next_slot(se) : -1;
        if (s < 0)
            return false;
        put_in(se, s);
    }
}

/* Lists the flows by slot (or by type): counting sort. */
static struct flows list_flows(const struct separator *se, bool is_by_slot)
{
    const struct sv_model *mo = se->mo;
    int n = is_by_slot ? mo->n_slots : mo->n_types;
    struct flows f = {SV_NEW(se->run->scratch, int, n + 2), NULL};
    for (int pass = 0; pass < 2; pass++) {
        for (int t = 0; t < mo->n_types; t++)
            for (int i = 0; i < mo->types[t].n_x; i++) {
                double people = se->x[mo->types[t].x_col[i]] * mo->types[t].size;
                int s = mo->types[t].x_slot[i], key = is_by_slot ? s : t;
                if (people < 1e-7)
                    continue;
                if (pass)
                    f.entries[f.start[key + 1]++] = (struct entry){is_by_slot ? t : s, people};
                else
                    f.start[key + 2]++;
            }
        for (int k = 0; k < n && !pass; k++)
            f.start[k + 2] += f.start[k + 1];
        if (!pass)
            f.entries = SV_NEW(se->run->scratch, struct entry, f.start[n + 1] + 1);
    }
    return f;
}

int sv_cuts_separate(struct sv_model *mo, const struct sv_run *run, const double *x, bool is_wide)
{
    struct sv_arena *mem = run->scratch;
    struct separator se = {.mo = mo, .run = run, .x = x};
    int n = 0;
    se.of_type = list_flows(&se, false);
    se.of_slot = list_flows(&se, true);
    se.in = SV_NEW(mem, int, mo->n_slots);
    se.is_in = SV_NEW(mem, bool, mo->n_slots);
    se.here = SV_NEW(mem, double, mo->n_types);
    se.list = SV_NEW(mem, struct inflow, mo->n_types);
    se.score = SV_NEW(mem, double, mo->n_slots);
    for (int s = 0; s < mo->n_slots && n < MAX_CUTS_A_ROUND; s++) {
        const struct sv_slot *slot = &mo->slots[s];
        if (slot->y_col < 0 || slot->mode == run->rules.private_mode ||
            fabs(x[slot->y_col] - round(x[slot->y_col])) < 1e-6)
            continue;
        n += separate_from(&se, s, is_wide ? MAX_GROWTH : 0);
    }
    sv_arena_release(mem);
    return n;
}
