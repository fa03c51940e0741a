/* A plan from a node of the tree by diving: the integer columns nearest to integers are fixed, some
 * at a time, and the LP solved again, until all are integral. A batch that makes the target
 * unreachable is taken back and halved; a single column that does is kept off that value instead.
 */
#include <math.h>
#include <stdlib.h>

#include "search.h"

/* A dive that has to turn this often has lost its way. */
enum { MAX_TURNS = 20 };

struct candidate {
    int col;
    double distance; /* to the nearest integer */
};

struct dive {
    struct sv_model *mo;
    struct sv_run *run;
    struct sv_boxes box;
    struct sv_lp *lp;
    double *x, *pi, *pi_cut;
    int cap_cuts; /* room in pi_cut */
    struct sv_dual dual;
    double target;
    int n_list;
    struct candidate *list; /* [n_list] fractional integer columns, nearest first */
};

static int by_distance(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return x->col - y->col;
}

static void add_candidate(struct dive *d, int col)
{
    double distance = fabs(d->x[col] - round(d->x[col]));
    if (distance > 1e-6)
        d->list[d->n_list++] = (struct candidate){col, distance};
}

/* The LP with all columns it needs. False: the target is out of reach. */
static bool solve(struct dive *d)
{
    const struct sv_milp *m = &d->mo->milp;
    for (bool is_dual = true;; is_dual = false) {
        if (sv_lp_solve(d->lp, is_dual, &d->run->effort) != SV_LP_OPTIMAL)
            return false;
        if (m->cap_cuts > d->cap_cuts) {
            d->cap_cuts = m->cap_cuts;
            d->pi_cut = SV_NEW(m->mem, double, d->cap_cuts);
        }
        double value = sv_lp_result(d->lp, d->x, d->pi, d->pi_cut);
        sv_milp_bound(m, d->pi, d->pi_cut, d->box.lo, d->box.hi, &d->dual);
        if (!sv_price(d->lp, m, &d->box, &d->dual))
            return value >= d->target - 1e-6;
    }
}

/* Solves, and lists what is fractional: the coarsest sum alone, where one is, else the
 * other integer columns. False: the target is out of reach. */
static bool look(struct dive *d)
{
    const struct sv_model *mo = d->mo;
    if (!solve(d))
        return false;
    d->n_list = 0;
    for (int k = 0; k < mo->n_sums && !d->n_list; k++)
        add_candidate(d, mo->sum_col[k]);
    for (int k = 0; k < d->box.n_cols && (!d->n_list || !mo->is_sum[d->list[0].col]); k++)
        if (mo->milp.is_int[d->box.cols[k]] && !mo->is_sum[d->box.cols[k]])
            add_candidate(d, d->box.cols[k]);
    qsort(d->list, (size_t)d->n_list, sizeof *d->list, by_distance);
    return true;
}

static void set(struct dive *d, int col, int64_t lo, int64_t hi)
{
    d->box.lo[col] = lo;
    d->box.hi[col] = hi;
    if (sv_lp_has(d->lp, col))
        sv_lp_box(d->lp, col, lo, hi);
}

/* Fixes a batch from the list; true when the target is still in reach. */
static bool step(struct dive *d, int *n_turns)
{
    struct sv_arena *mem = d->mo->milp.mem;
    int most = d->n_list / 4 + 1;
    int *col = SV_NEW(mem, int, most);
    int64_t *at = SV_NEW(mem, int64_t, most), *lo = SV_NEW(mem, int64_t, most);
    int64_t *hi = SV_NEW(mem, int64_t, most);
    for (int k = 0; k < most; k++) {
        col[k] = d->list[k].col;
        at[k] = (int64_t)round(d->x[col[k]]);
        lo[k] = d->box.lo[col[k]];
        hi[k] = d->box.hi[col[k]];
    }
    bool is_above = (double)at[0] > d->x[col[0]];
    for (int n = most; n > 0; n /= 2) {
        for (int k = 0; k < n; k++)
            set(d, col[k], at[k], at[k]);
        if (look(d))
            return true;
        for (int k = 0; k < n; k++)
            set(d, col[k], lo[k], hi[k]);
        if (++*n_turns > MAX_TURNS)
            return false;
    }
    set(d, col[0], is_above ? lo[0] : at[0] + 1, is_above ? at[0] - 1 : hi[0]);
    return look(d);
}

bool sv_dive(struct sv_model *mo, struct sv_run *run, struct sv_lp *lp, const struct sv_boxes *box,
             int64_t target, double *x)
{
    struct sv_arena *mem = mo->milp.mem;
    struct dive d = {.mo = mo, .run = run, .lp = lp, .x = x, .target = (double)target};
    int n_turns = 0;
    size_t n = (size_t)mo->milp.n_cols;
    d.box = *box;
    d.box.lo = sv_regrow(mem, box->lo, n, n, sizeof *box->lo);
    d.box.hi = sv_regrow(mem, box->hi, n, n, sizeof *box->hi);
    d.pi = SV_NEW(mem, double, mo->milp.n_rows);
    d.pi_cut = SV_NEW(mem, double, mo->milp.cap_cuts + 1);
    d.cap_cuts = mo->milp.cap_cuts;
    d.dual = sv_dual_new(&mo->milp);
    d.list = SV_NEW(mem, struct candidate, n);
    bool is_alive = look(&d);
    while (is_alive && d.n_list)
        is_alive = step(&d, &n_turns);
    return is_alive;
}
