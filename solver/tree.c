/* Branch and bound over warm-started LPs, depth first.
 *
 * Branches on sums of room counts and on single counts, whichever a look ahead promises more of;
 * plunging, on the coarsest sum. A node is closed only by its exact bound (milp.h (3)): what GLPK
 * says of a node decides where the search goes, never what it claims. Rows are elastic (lp.h), so
 * an infeasible node shows itself by a bound below the target, too. */
#include <math.h>
#include <stdlib.h>

#include "cuts.h"
#include "search.h"

/* Of a branching decision: how many columns are looked at, how many dual steps a look ahead makes,
 * and after how many looks its history is believed. */
enum { MAX_PROBES = 16, PROBE_STEPS = 40, RELIABLE = 4, DIVES_A_PLUNGE = 2 };

static const double FRACTIONAL = 1e-6;

/* What branches on a column took off the bound, per unit of its fraction. */
struct history {
    double sum;
    int n;
};

struct node {
    int parent; /* -1 = root */
    int col;    /* -1 at the root */
    int64_t lo, hi;
    int64_t bound;     /* of its parent: an upper bound for it */
    bool is_sum_child; /* its parent branched on a sum, or it is the root */
};

struct tree {
    struct sv_model *mo;
    struct sv_run *run;
    struct sv_boxes box;
    struct sv_lp *lp;
    struct history *history; /* [2 * n_cols] down, up */
    struct sv_dual dual;
    double *x, *pi, *pi_cut;
    int cap_cuts;           /* room in pi_cut */
    struct sv_boxes at;     /* those of the node at work */
    int n_dives, next_dive; /* done while plunging; else the number of nodes before the next */
    int *priced;            /* [box.n_cols] scratch */
    int last;               /* node visited last; -2 none */
    int n_nodes, cap_nodes;
    struct node *nodes;
    int n_open, cap_open;
    int *open;         /* [n_open] a stack */
    int64_t grain;     /* values are multiples of it */
    int64_t target;    /* the least value that is still news */
    bool is_plunge;    /* after a plan: sums from coarse to fine, a dive where all are integral */
    int64_t left_open; /* best bound among nodes given up */
};

static void push(struct tree *t, struct node n)
{
    struct sv_arena *mem = t->mo->milp.mem;
    if (t->n_nodes == t->cap_nodes) {
        t->cap_nodes = t->cap_nodes ? 2 * t->cap_nodes : 256;
        t->nodes =
            sv_regrow(mem, t->nodes, (size_t)t->n_nodes, (size_t)t->cap_nodes, sizeof *t->nodes);
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
        t->at.lo[j] = t->box.lo[j];
        t->at.hi[j] = t->box.hi[j];
    }
    for (; t->nodes[i].col >= 0; i = t->nodes[i].parent) {
        const struct node *n = &t->nodes[i];
        t->at.lo[n->col] = n->lo > t->at.lo[n->col] ? n->lo : t->at.lo[n->col];
        t->at.hi[n->col] = n->hi < t->at.hi[n->col] ? n->hi : t->at.hi[n->col];
    }
    for (int k = 0; k < t->box.n_cols; k++) {
        int j = t->box.cols[k];
        if (sv_lp_has(t->lp, j))
            sv_lp_box(t->lp, j, t->at.lo[j], t->at.hi[j]);
    }
}

static double fraction(double v)
{
    return fabs(v - round(v));
}

static bool is_v(const struct sv_model *mo, int j)
{
    return j >= mo->first_v && j < mo->first_v + mo->n_v;
}

/* Candidates for a branch, at most MAX_PROBES. Plunging: the coarsest fractional sum alone. Else
 * all fractional sums, then the most fractional of room counts and of groups housed: what moves a
 * bound is often that half a party is in. Flows only when nothing else is fractional. */
static int candidates(const struct tree *t, int *out)
{
    const struct sv_model *mo = t->mo;
    int n = 0, n_sums;
    for (int k = 0; k < mo->n_sums && n < MAX_PROBES; k++) {
        if (fraction(t->x[mo->sum_col[k]]) > FRACTIONAL)
            out[n++] = mo->sum_col[k];
        if (n && t->is_plunge)
            return n;
    }
    n_sums = n;
    for (int pass = 0; pass < 2 && (pass == 0 || !n); pass++)
        for (int k = 0; k < t->box.n_cols; k++) {
            int j = t->box.cols[k], at;
            double f = fraction(t->x[j]);
            bool is_count = mo->milp.is_int[j] || j < mo->n_u;
            if (is_count == (pass == 1) || mo->is_sum[j] || is_v(mo, j) || f <= FRACTIONAL ||
                (n == MAX_PROBES && (n == n_sums || f <= fraction(t->x[out[n - 1]]))))
                continue;
            n += n < MAX_PROBES;
            for (at = n - 1; at > n_sums && fraction(t->x[out[at - 1]]) < f; at--)
                out[at] = out[at - 1];
            out[at] = j;
        }
    return n;
}

/* What a branch on j takes off the bound, down and up: from its history, else by a look ahead. */
static void expected_drop(struct tree *t, int j, double value, double drop[2])
{
    double f = t->x[j] - floor(t->x[j]);
    int64_t at = (int64_t)floor(t->x[j]);
    for (int up = 0; up < 2; up++) {
        struct history *h = &t->history[2 * j + up];
        double step = up ? 1 - f : f;
        if (h->n < RELIABLE) {
            double probed = sv_lp_probe(t->lp, j, up ? at + 1 : t->at.lo[j], up ? t->at.hi[j] : at,
                                        PROBE_STEPS, &t->run->effort);
            h->sum += (value > probed ? value - probed : 0) / step;
            h->n++;
            drop[up] = value - probed;
        } else {
            drop[up] = h->sum / h->n * step;
        }
    }
}

/* The column to branch on: the one whose two children promise most; -1 = all are integral. */
static int branch_column(struct tree *t)
{
    int list[MAX_PROBES], n = candidates(t, list), best = n ? list[0] : -1;
    double value = sv_lp_result(t->lp, NULL, NULL, NULL), best_score = -1;
    for (int k = 0; k < n && n > 1; k++) {
        double drop[2], score = 1;
        expected_drop(t, list[k], value, drop);
        for (int up = 0; up < 2; up++)
            score *= drop[up] > 1e-3 ? drop[up] : 1e-3;
        if (score > best_score * 1.0001) {
            best_score = score;
            best = list[k];
        }
    }
    return best;
}

static void give_up(struct tree *t, int64_t bound)
{
    if (bound > t->left_open)
        t->left_open = bound;
}

/* Takes the plan in t->x, if it is one and better; raises the target. */
static void accept(struct tree *t)
{
    if (!sv_accept(t->mo, t->run, t->x))
        return;
    int64_t value = sv_milp_value(t->mo, t->run, t->run->room_of);
    if (value >= t->target)
        t->target = value + t->grain;
}

/* A dive costs as much as some dozen nodes. Plunging, the first few nodes that end a chain of sums
 * have one; else one now and then, ever more seldom. */
static bool wants_dive(struct tree *t, int i, int branched)
{
    if (t->is_plunge) {
        if (i == 0)
            return true;
        bool ends_sums = !t->mo->is_sum[branched] && t->nodes[i].is_sum_child;
        return ends_sums && t->n_dives++ < DIVES_A_PLUNGE;
    }
    if (t->n_nodes < t->next_dive)
        return false;
    t->next_dive *= 4;
    return true;
}

/* The end of the lower branch on column j: below its value where that is whole and not the least.
 */
static int64_t below(const struct tree *t, int j)
{
    int64_t at = (int64_t)floor(t->x[j] + FRACTIONAL);
    if (fraction(t->x[j]) > FRACTIONAL)
        return at;
    return at > t->at.lo[j] ? at - 1 : t->at.lo[j];
}

static void branch(struct tree *t, int i, int64_t bound)
{
    int j = branch_column(t);
    if (j < 0) {
        accept(t);
        if (bound < t->target)
            return;
        j = sv_repair_undecided(t->mo, t->run, t->at.lo, t->at.hi);
        if (j < 0) {
            give_up(t, bound); /* elastic rows in use, or packing not described (cut patterns) */
            return;
        }
    }
    int64_t at = below(t, j);
    struct node low = {i, j, t->at.lo[j], at, bound, t->mo->is_sum[j]};
    struct node high = {i, j, at + 1, t->at.hi[j], bound, t->mo->is_sum[j]};
    bool is_low_first = t->x[j] - (double)at <= 0.5;
    push(t, is_low_first ? high : low);
    push(t, is_low_first ? low : high);
    if (!wants_dive(t, i, j))
        return;
    t->last = -2; /* the dive leaves a basis of its own */
    if (sv_dive(t->mo, t->run, t->lp, &t->at, t->target, t->x))
        accept(t);
}

/* The node's LP with all columns it needs and all cuts it violates; its exact bound. False: no
 * answer. */
static bool node_bound(struct tree *t, int64_t *bound)
{
    const struct sv_milp *m = &t->mo->milp;
    const double enough = (double)t->target - 0.01;
    bool is_dual = true, is_whole = false;
    for (;;) {
        enum sv_lp_status status = is_dual && !is_whole
                                       ? sv_lp_descend(t->lp, enough, &t->run->effort)
                                       : sv_lp_solve(t->lp, is_dual, &t->run->effort);
        if (status != SV_LP_OPTIMAL && status != SV_LP_ENOUGH)
            return false;
        if (m->cap_cuts > t->cap_cuts) {
            t->cap_cuts = m->cap_cuts;
            t->pi_cut = SV_NEW(m->mem, double, t->cap_cuts);
        }
        sv_lp_result(t->lp, t->x, t->pi, t->pi_cut);
        sv_milp_bound(m, t->pi, t->pi_cut, t->at.lo, t->at.hi, &t->dual);
        int64_t now = sv_floor(t->dual.bound, t->grain);
        *bound = now < *bound ? now : *bound;
        if (*bound < t->target)
            return true;
        is_whole = status == SV_LP_ENOUGH; /* columns not loaded keep the bound up */
        if (is_whole)
            continue;
        is_dual = !sv_price(t->lp, m, &t->at, &t->dual);
        if (!is_dual)
            continue;
        if (!sv_cuts_separate(t->mo, t->run, t->x, false))
            return true;
        sv_lp_add_cuts(t->lp);
    }
}

static void visit(struct tree *t, int i)
{
    int64_t bound = t->nodes[i].bound;
    enter(t, i);
    if (!sv_repairs_reach(t->mo, t->run, t->at.lo))
        return;
    if (t->nodes[i].parent != t->last)
        sv_lp_back_to_basis(t->lp);
    t->last = i;
    t->run->effort.n_nodes++;
    if (!node_bound(t, &bound))
        give_up(t, bound);
    else if (bound >= t->target)
        branch(t, i, bound);
}

static void tree_init(struct tree *t, struct sv_model *mo, struct sv_run *run,
                      const struct sv_root *root, int64_t target, bool is_plunge)
{
    const struct sv_milp *m = &mo->milp;
    int64_t largest = 1;
    *t = (struct tree){
        .mo = mo, .run = run, .target = target, .is_plunge = is_plunge, .left_open = INT64_MIN};
    t->grain = sv_milp_grain(m);
    t->last = -2;
    t->next_dive = 8;
    t->history = SV_NEW(m->mem, struct history, 2 * m->n_cols);
    t->dual = sv_dual_new(m);
    t->x = SV_NEW(m->mem, double, m->n_cols);
    t->pi = SV_NEW(m->mem, double, m->n_rows);
    t->cap_cuts = m->cap_cuts;
    t->pi_cut = SV_NEW(m->mem, double, t->cap_cuts + 1);
    sv_boxes_init(&t->box, mo, root, target);
    t->at = t->box;
    t->at.lo = SV_NEW(m->mem, int64_t, m->n_cols);
    t->at.hi = SV_NEW(m->mem, int64_t, m->n_cols);
    for (int j = 0; j < m->n_cols; j++)
        largest = llabs(m->obj[j]) > largest ? llabs(m->obj[j]) : largest;
    t->lp = root->lp;
    sv_lp_elastic(t->lp, 64.0 * (double)largest);
    for (int j = 0; j < m->n_cols; j++)
        if (sv_lp_has(t->lp, j))
            sv_lp_box(t->lp, j, t->box.lo[j], t->box.hi[j]);
    push(t, (struct node){-1, -1, 0, 0, root->bound, true});
}

int64_t sv_tree(struct sv_model *mo, struct sv_run *run, const struct sv_root *root, int64_t target,
                const struct sv_tree_options *o)
{
    struct tree t;
    int64_t work_end = run->effort.work_left - o->max_work;
    tree_init(&t, mo, run, root, target, o->is_plunge);
    while (t.n_open) {
        int i = t.open[--t.n_open];
        if (t.n_nodes > o->max_nodes || run->effort.work_left <= work_end ||
            run->effort.is_over(run->effort.ctx))
            give_up(&t, t.nodes[i].bound);
        else if (t.nodes[i].bound >= t.target)
            visit(&t, i);
    }
    return t.left_open >= t.target ? t.left_open : t.target - t.grain;
}
