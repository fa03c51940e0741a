/* The relaxation of a level: its LP over few columns, more of them priced in from the exact duals,
 * cuts added where violated. */
#include "cuts.h"
#include "gomory.h"
#include "search.h"

/* Below this many flows all are loaded; beyond, the cheapest of each type and what pricing asks. */
enum { LOAD_ALL = 3000, FIRST_PER_TYPE = 4, PRICED_PER_TYPE = 4 };

/* Rounds of tableau cuts at most, and those without gain after which they end. */
enum { MAX_ROUNDS = 20, MAX_IDLE = 3 };

static void mark_plan(const struct sv_model *mo, const struct sv_run *run, bool *is_in)
{
    for (int p = 0; p < run->inst->n_parties; p++) {
        int j =
            run->room_of[p] >= 0 && mo->type_of[p] >= 0 ? sv_model_x(mo, p, run->room_of[p]) : -1;
        if (j >= 0)
            is_in[j] = true;
    }
}

/* The flows of one type with the best `score`, at most `n`, not yet in. */
static void mark_best(const struct sv_type *t, const sv_wide *score, sv_wide least, int n,
                      bool *is_in, int *added, int *n_added)
{
    for (; n > 0; n--) {
        int best = -1;
        for (int i = 0; i < t->n_x; i++) {
            int j = t->x_col[i];
            if (!is_in[j] && score[j] >= least && (best < 0 || score[j] > score[best]))
                best = j;
        }
        if (best < 0)
            return;
        is_in[best] = true;
        added[(*n_added)++] = best;
    }
}

/* A triangular basis to start from: of each type its best flow in row (4), of each slot y in its
 * first row, of each sum S in its row (9). */
static void start_near(const struct sv_model *mo, struct sv_lp *lp)
{
    const struct sv_milp *m = &mo->milp;
    for (int t = 0; t < mo->n_types; t++) {
        int best = -1;
        for (int i = 0; i < mo->types[t].n_x; i++) {
            int j = mo->types[t].x_col[i];
            if (sv_lp_has(lp, j) && (best < 0 || m->obj[j] > m->obj[best]))
                best = j;
        }
        if (best >= 0)
            sv_lp_exchange(lp, best, t);
    }
    for (int s = 0; s < mo->n_slots; s++)
        if (mo->slots[s].y_col >= 0)
            sv_lp_exchange(lp, mo->slots[s].y_col, m->row[m->start[mo->slots[s].y_col]]);
    for (int k = 0; k < mo->n_sums; k++)
        sv_lp_exchange(lp, mo->sum_col[k], mo->sum_row[k]);
}

static struct sv_lp *first_lp(const struct sv_model *mo, const struct sv_run *run, bool *is_in)
{
    const struct sv_milp *m = &mo->milp;
    int n_flows = 0, n_cols = 0;
    int *cols = SV_NEW(m->mem, int, m->n_cols);
    sv_wide *score = SV_NEW(m->mem, sv_wide, m->n_cols);
    for (int j = 0; j < m->n_cols; j++) {
        is_in[j] = true;
        score[j] = m->obj[j];
    }
    for (int t = 0; t < mo->n_types; t++)
        n_flows += mo->types[t].n_x;
    for (int t = 0; t < mo->n_types && n_flows > LOAD_ALL; t++)
        for (int i = 0; i < mo->types[t].n_x; i++)
            is_in[mo->types[t].x_col[i]] = false;
    mark_plan(mo, run, is_in);
    for (int t = 0; t < mo->n_types; t++)
        mark_best(&mo->types[t], score, INT64_MIN, FIRST_PER_TYPE, is_in, cols, &n_cols);
    n_cols = 0;
    for (int j = 0; j < m->n_cols; j++)
        if (is_in[j])
            cols[n_cols++] = j;
    struct sv_lp *lp = sv_lp_new(m, cols, n_cols, 0);
    /* with homes the tree then takes two to three times as long; of the towns of a country one in
     * forty did not end, and time was no less */
    if (!mo->n_stays && !run->n_elsewhere)
        start_near(mo, lp);
    return lp;
}

/* Tableau cuts as long as they gain. */
struct rounds {
    int left, idle;
    sv_wide last; /* bound before */
};

static bool wants_round(struct rounds *r, sv_wide bound)
{
    r->idle = r->last - bound > SV_ONE / 1000 ? 0 : r->idle + 1;
    r->last = bound;
    return r->left-- > 0 && r->idle <= MAX_IDLE;
}

static bool relax_loop(struct sv_root *root, struct sv_model *mo, struct sv_run *run, bool *is_in,
                       struct rounds rounds)
{
    struct sv_milp *m = &mo->milp;
    struct sv_lp *lp = root->lp;
    bool is_dual = false;
    double *pi = SV_NEW(m->mem, double, m->n_rows), *pi_cut = NULL;
    int cap_cuts = 0, *added = SV_NEW(m->mem, int, m->n_cols);
    for (;;) {
        if (sv_lp_solve(lp, is_dual, &run->effort) != SV_LP_OPTIMAL)
            return false;
        if (m->cap_cuts > cap_cuts || !pi_cut) {
            cap_cuts = m->cap_cuts;
            pi_cut = SV_NEW(m->mem, double, cap_cuts + 1);
        }
        sv_lp_result(lp, root->x, pi, pi_cut);
        sv_milp_bound(m, pi, pi_cut, m->lo, m->hi, &root->dual);
        int n_added = 0;
        for (int t = 0; t < mo->n_types; t++)
            mark_best(&mo->types[t], root->dual.d, SV_WORTH, PRICED_PER_TYPE, is_in, added,
                      &n_added);
        is_dual = !n_added;
        if (n_added)
            sv_lp_add(lp, added, n_added);
        else if (sv_cuts_separate(mo, run, root->x, true))
            sv_lp_add_cuts(lp);
        else if (wants_round(&rounds, root->dual.bound) &&
                 sv_gomory_separate(m, lp, root->x, run->scratch))
            sv_lp_add_cuts(lp);
        else
            break;
    }
    sv_lp_drop_cuts(lp, m); /* cuts without a price only cost pivots */
    sv_lp_keep_basis(lp);
    return true;
}

void sv_relax(struct sv_root *root, struct sv_model *mo, struct sv_run *run)
{
    struct sv_milp *m = &mo->milp;
    bool *is_in = SV_NEW(m->mem, bool, m->n_cols);
    *root = (struct sv_root){.x = SV_NEW(m->mem, double, m->n_cols), .dual = sv_dual_new(m)};
    root->lp = first_lp(mo, run, is_in);
    root->has_dual = relax_loop(root, mo, run, is_in, (struct rounds){0});
    root->bound = root->has_dual ? sv_floor(root->dual.bound, sv_milp_grain(m)) : INT64_MAX;
}

void sv_relax_more(struct sv_root *root, struct sv_model *mo, struct sv_run *run)
{
    struct sv_milp *m = &mo->milp;
    bool *is_in = SV_NEW(m->mem, bool, m->n_cols);
    struct sv_root more = *root;
    for (int j = 0; j < m->n_cols; j++) {
        is_in[j] = sv_lp_has(root->lp, j);
        if (is_in[j])
            sv_lp_box(root->lp, j, m->lo[j], m->hi[j]);
    }
    sv_lp_back_to_basis(root->lp);
    more.dual = sv_dual_new(m);
    more.x = SV_NEW(m->mem, double, m->n_cols);
    if (relax_loop(&more, mo, run, is_in, (struct rounds){MAX_ROUNDS, 0, root->dual.bound}) &&
        more.dual.bound < root->dual.bound) {
        *root = more;
        root->bound = sv_floor(root->dual.bound, sv_milp_grain(m));
    }
}

int sv_price(struct sv_lp *lp, const struct sv_milp *m, const struct sv_boxes *box,
             const struct sv_dual *dual)
{
    int n = 0, *cols = NULL;
    for (int pass = 0; pass < 2; pass++) {
        n = 0;
        for (int k = 0; k < box->n_cols; k++) {
            int j = box->cols[k];
            if (sv_lp_has(lp, j) || box->hi[j] == 0 || dual->d[j] < SV_WORTH)
                continue;
            if (pass)
                cols[n] = j;
            n++;
        }
        if (!n)
            return 0;
        cols = pass ? cols : SV_NEW(m->mem, int, n);
    }
    sv_lp_add(lp, cols, n);
    for (int k = 0; k < n; k++)
        sv_lp_box(lp, cols[k], box->lo[cols[k]], box->hi[cols[k]]);
    return n;
}

void sv_boxes_init(struct sv_boxes *b, const struct sv_model *mo, const struct sv_root *root,
                   int64_t target)
{
    const struct sv_milp *m = &mo->milp;
    b->lo = SV_NEW(m->mem, int64_t, m->n_cols);
    b->hi = SV_NEW(m->mem, int64_t, m->n_cols);
    b->cols = SV_NEW(m->mem, int, m->n_cols);
    b->n_cols = 0;
    sv_wide slack = root->dual.bound - (sv_wide)target * SV_ONE;
    for (int j = 0; j < m->n_cols; j++) {
        sv_wide d = root->dual.d[j], range = m->hi[j] - m->lo[j];
        b->lo[j] = m->lo[j];
        b->hi[j] = m->hi[j];
        if (d < 0 && slack >= 0 && slack / -d < range)
            b->hi[j] = m->lo[j] + (int64_t)(slack / -d);
        if (d > 0 && slack >= 0 && slack / d < range)
            b->lo[j] = m->hi[j] - (int64_t)(slack / d);
        if (b->hi[j] > 0)
            b->cols[b->n_cols++] = j;
    }
}
