/* The tree of a level's proof: branch and bound on sums of room counts, depth first, after a value
 * that is known. A node is a leaf when its certificate, exact in the model's own terms, says so.
 * Branching looks far ahead: nodes are written down and read by others, so few count more than
 * fast. */
#include <math.h>
#include <stdlib.h>

#include "prove.h"

/* Below LOAD_ALL flows all are loaded, beyond only some, the rest are priced in. A tree of more
 * than MAX_NODES is not worth writing. */
enum { LOAD_ALL = 3000, PER_TYPE = 4, MAX_PROBES = 64, PROBE_STEPS = 400, MAX_NODES = 1000 };

/* Pairs in a chain: each is a level of nested JSON, of which a proof has a thousand. */
enum { MAX_PAIRS = 800 };

/* So many branches in a row that gain nothing: what is fractional then is how sizes share rooms,
 * and no sum of room counts closes that. */
enum { MAX_STALL = 12 };

/* iterations × rows, the share of one level */
static const int64_t MAX_WORK = 4000000000;

static const double FRACTIONAL = 1e-6;

struct tree {
    struct sv_prove_level *lv;
    struct sv_run *run;
    struct sv_lp *lp;
    struct sv_dual dual;
    double *x, *pi, *pi_cut;
    int64_t *cut_u;
    int cap_cuts;
    bool *is_in; /* [n_cols] in the LP */
    int *added;  /* [n_cols] scratch */
    struct sv_prove_branch *path;
    int64_t *lo, *hi; /* [n_cols] boxes of the node at work */
    int cap_nodes, n_open, *open;
    sv_wide target; /* closed: below it */
    int64_t work_end;
    struct sv_prove_tree out;
};

static void grow_nodes(struct tree *t)
{
    struct sv_arena *mem = t->lv->milp.mem;
    size_t n = (size_t)t->out.n_nodes;
    if (t->out.n_nodes + 2 <= t->cap_nodes)
        return;
    t->cap_nodes = t->cap_nodes ? 2 * t->cap_nodes : 64;
    t->out.nodes = sv_regrow(mem, t->out.nodes, n, (size_t)t->cap_nodes, sizeof *t->out.nodes);
    t->open = sv_regrow(mem, t->open, (size_t)t->n_open, (size_t)t->cap_nodes, sizeof *t->open);
    t->path = SV_NEW(mem, struct sv_prove_branch, t->cap_nodes);
}

static int push(struct tree *t, int parent, struct sv_prove_branch branch, int step)
{
    grow_nodes(t);
    t->out.nodes[t->out.n_nodes] = (struct sv_prove_node){.parent = parent,
                                                          .branch = branch,
                                                          .step = step,
                                                          .low = -1,
                                                          .high = -1,
                                                          .leaf = {.is_empty = true}};
    t->open[t->n_open++] = t->out.n_nodes;
    return t->out.n_nodes++;
}

/* Flows of each type whose reduced cost is at least `least`, the best PER_TYPE not yet in. */
static int price(struct tree *t, const sv_wide *d, sv_wide least)
{
    int n = 0;
    for (int ty = 0; ty < t->lv->n_types; ty++) {
        const struct sv_prove_type *type = &t->lv->types[ty];
        for (int k = 0; k < PER_TYPE; k++) {
            int best = -1;
            for (int i = 0; i < type->n_x; i++) {
                int j = type->x_col[i];
                if (!t->is_in[j] && d[j] >= least && (best < 0 || d[j] > d[best]))
                    best = j;
            }
            if (best < 0)
                break;
            t->is_in[best] = true;
            t->added[n++] = best;
        }
    }
    return n;
}

/* The columns of the plan that is to be proved, so that R5 can be kept. */
static void mark_plan(struct tree *t)
{
    const struct sv_prove_model *pm = t->lv->model;
    for (int p = 0; p < t->run->inst->n_parties; p++) {
        int f = pm->profile_of[p], r = t->run->room_of[p];
        if (f < 0 || r < 0)
            continue;
        const struct sv_prove_type *ty = &t->lv->types[t->lv->type_of[f]];
        for (int i = 0; i < ty->n_x; i++)
            if (t->lv->slots[ty->x_slot[i]].class_ix == t->lv->merged_of[pm->class_of[r]])
                t->is_in[ty->x_col[i]] = true;
    }
}

static void first_lp(struct tree *t)
{
    struct sv_milp *m = &t->lv->milp;
    int n_flows = 0, n = 0;
    sv_wide *score = SV_NEW(m->mem, sv_wide, m->n_cols);
    for (int j = 0; j < m->n_cols; j++) {
        t->is_in[j] = true;
        score[j] = m->obj[j];
    }
    for (int k = 0; k < t->lv->n_types; k++)
        n_flows += t->lv->types[k].n_x;
    for (int k = 0; k < t->lv->n_types && n_flows > LOAD_ALL; k++)
        for (int i = 0; i < t->lv->types[k].n_x; i++)
            t->is_in[t->lv->types[k].x_col[i]] = false;
    mark_plan(t);
    (void)price(t, score, INT64_MIN);
    for (int j = 0; j < m->n_cols; j++)
        if (t->is_in[j])
            t->added[n++] = j;
    t->lp = sv_lp_new(m, t->added, n, 0);
}

static void read_duals(struct tree *t)
{
    const struct sv_milp *m = &t->lv->milp;
    if (m->cap_cuts > t->cap_cuts || !t->pi_cut) {
        t->cap_cuts = m->cap_cuts;
        t->pi_cut = SV_NEW(m->mem, double, t->cap_cuts + 1);
        t->cut_u = SV_NEW(m->mem, int64_t, t->cap_cuts + 1);
    }
    sv_lp_result(t->lp, t->x, t->pi, t->pi_cut);
    sv_milp_bound(m, t->pi, t->pi_cut, t->lo, t->hi, &t->dual);
    for (int k = 0; k < m->n_cuts; k++)
        t->cut_u[k] = sv_milp_dual(t->pi_cut[k], false);
}

/* The LP with all columns that pay and all R4 that are violated. False: no answer. */
static bool solve(struct tree *t, bool is_dual)
{
    const sv_wide worth = (sv_wide)1 << (SV_SCALE - 20);
    for (;;) {
        if (t->run->effort.work_left <= t->work_end ||
            sv_lp_solve(t->lp, is_dual, &t->run->effort) != SV_LP_OPTIMAL)
            return false;
        read_duals(t);
        int n = price(t, t->dual.d, worth);
        is_dual = n == 0;
        if (n)
            sv_lp_add(t->lp, t->added, n);
        else if (sv_prove_links(t->lv, t->x))
            sv_lp_add_cuts(t->lp);
        else
            return true;
    }
}

/* Fills path and boxes of node i; returns its depth. */
static int enter(struct tree *t, int i)
{
    const struct sv_milp *m = &t->lv->milp;
    int depth = 0;
    for (int j = 0; j < m->n_cols; j++) {
        t->lo[j] = m->lo[j];
        t->hi[j] = m->hi[j];
    }
    for (int k = i; t->out.nodes[k].parent >= 0; k = t->out.nodes[k].parent)
        depth++;
    int d = depth;
    for (int k = i; t->out.nodes[k].parent >= 0; k = t->out.nodes[k].parent) {
        struct sv_prove_branch b = t->out.nodes[k].branch;
        t->path[--d] = b;
        if (b.is_high && b.at + 1 > t->lo[b.col])
            t->lo[b.col] = b.at + 1;
        if (!b.is_high && b.at < t->hi[b.col])
            t->hi[b.col] = b.at;
    }
    for (int j = 0; j < m->n_cols; j++)
        if (m->is_int[j])
            sv_lp_box(t->lp, j, t->lo[j], t->hi[j]);
    return depth;
}

static bool is_fractional(const struct tree *t, int col)
{
    return fabs(t->x[col] - round(t->x[col])) > FRACTIONAL;
}

/* The column whose two children promise most; -1: all are integral. */
static int branch_column(struct tree *t)
{
    const struct sv_milp *m = &t->lv->milp;
    double value = sv_lp_result(t->lp, NULL, NULL, NULL), best_score = -1;
    int best = -1, n = 0;
    for (int j = 0; j < m->n_cols && n < MAX_PROBES; j++) {
        if (!m->is_int[j] || !is_fractional(t, j))
            continue;
        n++;
        double score = 1;
        for (int up = 0; up < 2; up++) {
            int64_t at = (int64_t)floor(t->x[j]);
            double probed = sv_lp_probe(t->lp, j, up ? at + 1 : t->lo[j], up ? t->hi[j] : at,
                                        PROBE_STEPS, &t->run->effort);
            double drop = value - probed;
            score *= drop > 1e-3 ? drop : 1e-3;
        }
        if (score > best_score * 1.0001) {
            best_score = score;
            best = j;
        }
    }
    return best;
}

/* Has nothing been gained since MAX_STALL branches above node i? */
static bool has_stalled(const struct tree *t, int i)
{
    sv_wide bound = t->out.nodes[i].leaf.bound;
    for (int k = 0; k < MAX_STALL; k++) {
        if (i == 0)
            return false;
        i = t->out.nodes[i].parent;
    }
    return bound >= t->out.nodes[i].leaf.bound;
}

/* The node becomes a chain of branches on pairs that R2 and R3 refute at once, and a leaf where all
 * of them are 0. */
static bool close_by_pairs(struct tree *t, int i, int depth)
{
    struct sv_prove_node *node = &t->out.nodes[i];
    struct sv_prove_pairs pairs;
    struct sv_certificate leaf =
        sv_prove_leaf(t->lv, &t->dual, t->cut_u, t->path, depth, t->target, &pairs);
    if (leaf.is_empty || leaf.bound >= t->target || pairs.n > MAX_PAIRS)
        return false;
    node->leaf = leaf;
    node->pairs = pairs;
    return true;
}

/* False: the tree cannot be closed. */
static bool visit(struct tree *t, int i)
{
    int depth = enter(t, i);
    if (!solve(t, i > 0))
        return false;
    struct sv_certificate leaf =
        sv_prove_leaf(t->lv, &t->dual, t->cut_u, t->path, depth, t->target, NULL);
    t->out.nodes[i].leaf = leaf;
    if (i == 0)
        t->out.bound = leaf.bound;
    if (!leaf.is_empty && leaf.bound < t->target)
        return true;
    /* what is lost between the program and the certificate (rooms with fixed parties and beds left)
     * only pairs bring back */
    sv_wide program = t->dual.bound + (sv_wide)t->lv->constant * SV_ONE;
    if (program < t->target)
        return close_by_pairs(t, i, depth);
    if (has_stalled(t, i))
        return false;
    if (i == 0) {
        int64_t largest = 1;
        for (int j = 0; j < t->lv->milp.n_cols; j++)
            largest = llabs(t->lv->milp.obj[j]) > largest ? llabs(t->lv->milp.obj[j]) : largest;
        sv_lp_elastic(t->lp, 64.0 * (double)largest);
    }
    const struct sv_prove_step *step = NULL;
    if (t->out.nodes[i].step >= 0)
        step = &t->lv->script->steps[t->out.nodes[i].step];
    bool is_script = step && step->slots;
    int j = is_script ? t->lv->script_col[t->out.nodes[i].step] : branch_column(t);
    if (j < 0 || t->out.n_nodes >= MAX_NODES || t->run->effort.is_over(t->run->effort.ctx))
        return false;
    int64_t at = is_script ? step->at : (int64_t)floor(t->x[j]);
    int high = push(t, i, (struct sv_prove_branch){j, true, at}, is_script ? step->high : -1);
    int low = push(t, i, (struct sv_prove_branch){j, false, at}, is_script ? step->low : -1);
    t->out.nodes[i].low = low;
    t->out.nodes[i].high = high;
    return true;
}

/* Of a tree that did not close the root stays: its bound is true, if not enough. */
static void keep_root(struct tree *t)
{
    t->out.n_nodes = 1;
    t->out.nodes[0].low = t->out.nodes[0].high = -1;
    t->out.nodes[0].pairs = (struct sv_prove_pairs){0};
    t->out.is_closed = false;
}

struct sv_prove_tree sv_prove_tree(struct sv_prove_level *lv, struct sv_run *run, int64_t value)
{
    struct sv_milp *m = &lv->milp;
    struct tree t = {.lv = lv,
                     .run = run,
                     .dual = sv_dual_new(m),
                     .x = SV_NEW(m->mem, double, m->n_cols),
                     .pi = SV_NEW(m->mem, double, m->n_rows),
                     .is_in = SV_NEW(m->mem, bool, m->n_cols),
                     .added = SV_NEW(m->mem, int, m->n_cols),
                     .lo = SV_NEW(m->mem, int64_t, m->n_cols),
                     .hi = SV_NEW(m->mem, int64_t, m->n_cols),
                     .target = ((sv_wide)value + 1) * SV_ONE,
                     .work_end = run->effort.work_left - MAX_WORK,
                     .out = {.is_closed = true, .bound = SV_NO_BOUND}};
    first_lp(&t);
    (void)push(&t, -1, (struct sv_prove_branch){-1, false, 0}, lv->script->n_nodes ? 0 : -1);
    while (t.n_open) {
        int i = t.open[--t.n_open];
        run->effort.n_nodes++;
        if (!visit(&t, i)) {
            keep_root(&t);
            break;
        }
    }
    sv_lp_free(t.lp);
    if (t.out.is_closed && t.out.n_nodes > 1)
        t.out.bound = (sv_wide)value * SV_ONE;
    return t.out;
}

struct sv_prove_script sv_prove_script_of(const struct sv_prove_level *lv,
                                          const struct sv_prove_tree *tree, struct sv_arena *mem)
{
    const struct sv_prove_model *pm = lv->model;
    struct sv_prove_script out = {tree->n_nodes, SV_NEW(mem, struct sv_prove_step, tree->n_nodes)};
    for (int i = 0; i < tree->n_nodes; i++) {
        const struct sv_prove_node *n = &tree->nodes[i];
        out.steps[i] = (struct sv_prove_step){.low = n->low, .high = n->high};
        if (n->low < 0)
            continue;
        struct sv_prove_branch b = tree->nodes[n->low].branch;
        bool *slots = SV_NEW(mem, bool, pm->n_slots);
        for (int s = 0; s < pm->n_slots; s++) {
            int c = lv->merged_of[pm->slot_class[s]];
            int at = c < 0 ? -1 : lv->slot_of[c * pm->run->rules.n_modes + pm->slot_mode[s]];
            slots[s] = at >= 0 && sv_prove_has(lv, b.col, at);
        }
        out.steps[i].slots = slots;
        out.steps[i].at = b.at;
    }
    return out;
}
