/* Branch and bound over warm-started LPs, depth first.
 *
 * Branches on the coarsest sum of room counts that is fractional, then on single counts, patterns,
 * flows. A node is closed only by its exact bound (milp.h (3)): what GLPK says of a node decides
 * where the search goes, never what it claims. Rows are elastic (glpk.h), so an infeasible node
 * shows itself by a bound below the target, too. */
#include <math.h>
#include <stdlib.h>

#include "search.h"

struct node {
    int parent; /* -1 = root */
    int col;    /* -1 at the root */
    int64_t lo, hi;
    int64_t bound; /* of its parent: an upper bound for it */
};

struct tree {
    struct sv_model *mo;
    struct sv_run *run;
    struct sv_boxes box;
    struct sv_lp *lp;
    struct sv_dual dual;
    double *x, *pi, *pi_link;
    int64_t *lo, *hi; /* [n_cols] boxes of the node at work */
    int n_nodes, cap_nodes;
    struct node *nodes;
    int n_open, cap_open;
    int *open; /* [n_open] a stack */
    int64_t best;      /* milp value of run->room_of */
    int64_t left_open; /* best bound among nodes given up */
};

static void push(struct tree *t, struct node n)
{
    struct sv_arena *mem = t->mo->milp.mem;
    if (t->n_nodes == t->cap_nodes) {
        t->cap_nodes = t->cap_nodes ? 2 * t->cap_nodes : 256;
        t->nodes = sv_regrow(mem, t->nodes, (size_t)t->n_nodes, (size_t)t->cap_nodes,
                             sizeof *t->nodes);
    }
    if (t->n_open == t->cap_open) {
        t->cap_open = t->cap_open ? 2 * t->cap_open : 256;
        t->open = sv_regrow(mem, t->open, (size_t)t->n_open, (size_t)t->cap_open, sizeof *t->open);
    }
    t->nodes[t->n_nodes] = n;
    t->open[t->n_open++] = t->n_nodes++;
}

/* Boxes of node i: those of the root, then of the path to it (each branch is inside the last). */
static void enter(struct tree *t, int i)
{
    for (int k = 0; k < t->box.n_cols; k++) {
        int j = t->box.cols[k];
        t->lo[j] = t->box.lo[j];
        t->hi[j] = t->box.hi[j];
    }
    for (; t->nodes[i].col >= 0; i = t->nodes[i].parent) {
        const struct node *n = &t->nodes[i];
        t->lo[n->col] = n->lo > t->lo[n->col] ? n->lo : t->lo[n->col];
        t->hi[n->col] = n->hi < t->hi[n->col] ? n->hi : t->hi[n->col];
    }
    for (int k = 0; k < t->box.n_cols; k++) {
        int j = t->box.cols[k];
        sv_lp_box(t->lp, j, t->lo[j], t->hi[j]);
    }
}

static double fraction(double v)
{
    return fabs(v - round(v));
}

/* The column to branch on, -1 = all are integral: sums from coarse to fine, then the other integer
 * columns, then flows; within each the most fractional. */
static int branch_column(const struct tree *t)
{
    const struct sv_model *mo = t->mo;
    const double EPS = 1e-6;
    int best = -1;
    double worst = EPS;
    for (int k = 0; k < mo->n_sums; k++)
        if (fraction(t->x[mo->sum_col[k]]) > EPS)
            return mo->sum_col[k];
    for (int pass = 0; pass < 2 && best < 0; pass++)
        for (int k = 0; k < t->box.n_cols; k++) {
            int j = t->box.cols[k];
            if (mo->milp.is_int[j] == !pass && fraction(t->x[j]) > worst) {
                worst = fraction(t->x[j]);
                best = j;
            }
        }
    return best;
}

static void give_up(struct tree *t, int64_t bound)
{
    if (bound > t->left_open)
        t->left_open = bound;
}

static void branch(struct tree *t, int i, int64_t bound)
{
    int j = branch_column(t);
    if (j < 0) {
        if (!sv_accept(t->mo, t->run, t->x) ||
            (t->best = sv_milp_value(t->mo, t->run, t->run->room_of)) < bound)
            give_up(t, bound); /* elastic rows in use, or packing not described (cut patterns) */
        return;
    }
    int64_t at = (int64_t)floor(t->x[j]);
    struct node low = {i, j, t->lo[j], at, bound}, high = {i, j, at + 1, t->hi[j], bound};
    bool is_low_first = t->x[j] - (double)at <= 0.5;
    push(t, is_low_first ? high : low);
    push(t, is_low_first ? low : high);
}

static void visit(struct tree *t, int i)
{
    int64_t bound = t->nodes[i].bound;
    enter(t, i);
    enum sv_lp_status status = sv_lp_solve(t->lp, true, &t->run->effort);
    t->run->effort.n_nodes++;
    if (status != SV_LP_OPTIMAL) {
        give_up(t, bound);
        return;
    }
    sv_lp_result(t->lp, t->x, t->pi, t->pi_link);
    sv_milp_bound(&t->mo->milp, t->pi, t->pi_link, t->lo, t->hi, &t->dual);
    if (sv_floor(t->dual.bound) < bound)
        bound = sv_floor(t->dual.bound);
    if (bound > t->best)
        branch(t, i, bound);
}

int64_t sv_tree(struct sv_model *mo, struct sv_run *run, const struct sv_root *root,
                int64_t max_work)
{
    const struct sv_milp *m = &mo->milp;
    struct tree t = {.mo = mo, .run = run, .best = sv_milp_value(mo, run, run->room_of)};
    int64_t largest = 1, work_end = run->effort.work_left - max_work;
    t.left_open = t.best;
    t.dual = sv_dual_new(m);
    t.x = SV_NEW(m->mem, double, m->n_cols);
    t.pi = SV_NEW(m->mem, double, m->n_rows);
    t.pi_link = SV_NEW(m->mem, double, m->n_links + 1);
    t.lo = SV_NEW(m->mem, int64_t, m->n_cols);
    t.hi = SV_NEW(m->mem, int64_t, m->n_cols);
    sv_boxes_init(&t.box, mo, root, t.best + 1);
    for (int j = 0; j < m->n_cols; j++)
        largest = llabs(m->obj[j]) > largest ? llabs(m->obj[j]) : largest;
    t.lp = sv_lp_new(m, t.box.cols, t.box.n_cols, 64.0 * (double)largest);
    push(&t, (struct node){-1, -1, 0, 0, root->bound});
    while (t.n_open) {
        int i = t.open[--t.n_open];
        if (run->effort.work_left <= work_end || run->effort.is_over(run->effort.ctx))
            give_up(&t, t.nodes[i].bound);
        else if (t.nodes[i].bound > t.best)
            visit(&t, i);
    }
    sv_lp_free(t.lp);
    return t.left_open > t.best ? t.left_open : t.best;
}
