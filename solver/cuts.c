/* Separation of (10): for a set of slots, types are taken in the order of how few of their people
 * live elsewhere, and every prefix of that order is tried. Sets of slots grow from each slot by the
 * one that takes most of the same types' people. */
#include "cuts.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_GROWTH = 8, MAX_CUTS_A_ROUND = 200 };

static const double VIOLATED = 1e-3; /* people; smaller gains cost more pivots than they close */

struct inflow {
    int type;
    double here; /* people of the type in C */
    double away; /* people of the type not in C */
};

struct separator {
    struct sv_model *mo;
    const struct sv_run *run;
    const double *x;
    double *flow;        /* [n_types * n_slots] people */
    int n_slots;
    bool *is_in;         /* [n_slots] C */
    struct inflow *list; /* [n_types] */
    int n_list;
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

static void list_types(struct separator *se, int mode)
{
    se->n_list = 0;
    for (int t = 0; t < se->mo->n_types; t++) {
        const struct sv_type *ty = &se->mo->types[t];
        double here = 0;
        for (int s = 0; s < se->n_slots; s++)
            if (se->is_in[s] && se->mo->slots[s].mode == mode)
                here += se->flow[(size_t)t * (size_t)se->n_slots + (size_t)s];
        if (here > 1e-7)
            se->list[se->n_list++] = (struct inflow){t, here, ty->n * ty->size - here};
    }
    qsort(se->list, (size_t)se->n_list, sizeof *se->list, by_away);
}

static int64_t round_coef(int64_t r, int w, int divisor)
{
    int64_t rest = w % divisor;
    return r * (w / divisor) + (r < rest ? r : rest);
}

/* Σ over C of g(W_s) y_s. */
static double rooms_side(const struct separator *se, int64_t r, int divisor)
{
    double sum = 0;
    for (int s = 0; s < se->n_slots; s++)
        if (se->is_in[s])
            sum += (double)round_coef(r, se->mo->slots[s].cap, divisor) *
                   se->x[se->mo->slots[s].y_col];
    return sum;
}

static void try_divisor(const struct separator *se, int divisor, struct cut *best)
{
    double sides[65]; /* by r: divisors are beds, at most 64 */
    for (int r = 1; r < divisor; r++)
        sides[r] = rooms_side(se, r, divisor);
    int64_t n = 0;
    double here = 0;
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

static struct cut best_cut(struct separator *se, int mode)
{
    struct cut best = {VIOLATED, 0, 0};
    bool is_tried[65] = {false};
    list_types(se, mode);
    for (int s = 0; s < se->n_slots; s++) {
        int w = se->mo->slots[s].cap;
        if (!se->is_in[s] || is_tried[w])
            continue;
        is_tried[w] = true;
        try_divisor(se, w, &best);
    }
    return best;
}

static void add_cut(struct separator *se, struct cut cut)
{
    struct sv_milp *m = &se->mo->milp;
    int n_modes = se->run->rules.n_modes;
    int64_t n = 0;
    for (int k = 0; k < cut.n_types; k++)
        n += (int64_t)se->mo->types[se->list[k].type].n * se->mo->types[se->list[k].type].size;
    int64_t r = n % cut.divisor;
    sv_milp_cut(m, n - r * (n / cut.divisor + 1));
    for (int s = 0; s < se->n_slots; s++)
        if (se->is_in[s])
            sv_milp_cut_entry(m, se->mo->slots[s].y_col,
                              -round_coef(r, se->mo->slots[s].cap, cut.divisor));
    for (int k = 0; k < cut.n_types; k++) {
        const struct sv_type *ty = &se->mo->types[se->list[k].type];
        for (int i = 0; i < ty->n_x; i++) {
            int c = ty->x_class[i];
            int mode = sv_mode(&se->run->rules, ty->party, se->mo->classes[c].room);
            if (se->is_in[se->mo->slot_of[c * n_modes + mode]])
                sv_milp_cut_entry(m, ty->x_col[i], ty->size);
        }
    }
}

/* The slot outside C, of its mode, that takes most people of the listed types; -1 = none. */
static int next_slot(const struct separator *se, int mode)
{
    int best = -1;
    double most = 1e-7;
    for (int s = 0; s < se->n_slots; s++) {
        double sum = 0;
        if (se->is_in[s] || se->mo->slots[s].mode != mode || se->mo->slots[s].y_col < 0)
            continue;
        for (int k = 0; k < se->n_list; k++)
            sum += se->flow[(size_t)se->list[k].type * (size_t)se->n_slots + (size_t)s];
        if (sum > most) {
            most = sum;
            best = s;
        }
    }
    return best;
}

static bool separate_from(struct separator *se, int start, int growth)
{
    int mode = se->mo->slots[start].mode;
    for (int s = 0; s < se->n_slots; s++)
        se->is_in[s] = s == start;
    for (int step = 0; step <= growth; step++) {
        struct cut cut = best_cut(se, mode);
        if (cut.n_types) {
            add_cut(se, cut);
            return true;
        }
        int s = step < growth ? next_slot(se, mode) : -1;
        if (s < 0)
            return false;
        se->is_in[s] = true;
    }
    return false;
}

int sv_cuts_separate(struct sv_model *mo, const struct sv_run *run, const double *x, bool is_wide)
{
    struct sv_arena *mem = mo->milp.mem;
    struct separator se = {.mo = mo, .run = run, .x = x, .n_slots = mo->n_slots};
    int n = 0;
    se.flow = SV_NEW(mem, double, (size_t)mo->n_types * (size_t)mo->n_slots);
    se.is_in = SV_NEW(mem, bool, mo->n_slots);
    se.list = SV_NEW(mem, struct inflow, mo->n_types);
    for (int t = 0; t < mo->n_types; t++) {
        const struct sv_type *ty = &mo->types[t];
        for (int i = 0; i < ty->n_x; i++) {
            int c = ty->x_class[i];
            int mode = sv_mode(&run->rules, ty->party, mo->classes[c].room);
            int s = mo->slot_of[c * run->rules.n_modes + mode];
            se.flow[(size_t)t * (size_t)mo->n_slots + (size_t)s] = x[ty->x_col[i]] * ty->size;
        }
    }
    for (int s = 0; s < mo->n_slots && n < MAX_CUTS_A_ROUND; s++) {
        const struct sv_slot *slot = &mo->slots[s];
        if (slot->y_col < 0 || slot->mode == run->rules.private_mode ||
            fabs(x[slot->y_col] - round(x[slot->y_col])) < 1e-6)
            continue;
        n += separate_from(&se, s, is_wide ? MAX_GROWTH : 0);
    }
    return n;
}
