/* The linear programs of the search, solved by GLPK 5.0. */
#include "lp.h"

#include <float.h>
#include <glpk.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sv_lp {
    const struct sv_milp *m;
    glp_prob *p;
    double penalty;
    int n_cuts;   /* cuts of the milp that are rows here: the first n_cuts */
    int *glp_col; /* [cap] GLPK's number of a column of the milp, 0 = not in it */
    int *status;  /* [n_status + 1] scratch for a basis */
    int n_status;
    double *tableau; /* [n_tableau] scratch for a row of the tableau */
    int n_tableau;
    int n_kept_rows, n_kept_cols; /* of the basis kept; 0 = none */
    int *kept;                    /* [n_kept_rows + n_kept_cols + 1] */
};

static _Thread_local jmp_buf *guard; /* GLPK's environment is the thread's; so is the way out */

static void on_abort(void *info)
{
    (void)info;
    jmp_buf *jump = guard;
    glp_error_hook(NULL, NULL);
    glp_free_env();
    longjmp(*jump, 2);
}

/* GLPK says why it aborts on standard error; the plan says what came of it. */
static int mute(void *info, const char *text)
{
    (void)info;
    (void)text;
    return 1;
}

void sv_glpk_guard(jmp_buf *jump)
{
    guard = jump;
    if (jump) {
        if (glp_init_env() >
            1) /* out of memory: any other call would make GLPK abort the process */
            longjmp(*jump, 1);
        glp_term_out(GLP_OFF);
        glp_term_hook(mute, NULL);
        glp_error_hook(on_abort, NULL);
    } else {
        glp_free_env(); /* its hooks go with it */
    }
}

jmp_buf *sv_glpk_guarded(void)
{
    return guard;
}

static void set_box(glp_prob *p, int j, double lo, double hi)
{
    glp_set_col_bnds(p, j, lo < hi ? GLP_DB : GLP_FX, lo, hi);
}

/* GLPK wants 1-based arrays and at most one entry per row. */
static int load_column(glp_prob *p, const struct sv_milp *m, int col, int *ind, double *val)
{
    int n = 0;
    int j = glp_add_cols(p, 1);
    glp_set_obj_coef(p, j, (double)m->obj[col]);
    set_box(p, j, (double)m->lo[col], (double)m->hi[col]);
    for (int e = m->start[col]; e < m->start[col + 1]; e++) {
        n++;
        ind[n] = m->row[e] + 1;
        val[n] = (double)m->coef[e];
    }
    glp_set_mat_col(p, j, n, ind, val);
    return j;
}

static glp_prob *load_rows(const struct sv_milp *m)
{
    glp_prob *p = glp_create_prob();
    glp_set_obj_dir(p, GLP_MAX);
    if (m->n_rows)
        glp_add_rows(p, m->n_rows);
    for (int i = 0; i < m->n_rows; i++)
        glp_set_row_bnds(p, i + 1, m->is_eq[i] ? GLP_FX : GLP_UP, (double)m->rhs[i],
                         (double)m->rhs[i]);
    return p;
}

static void load_columns(glp_prob *p, const struct sv_milp *m, const int *cols, int n, int *glp_col)
{
    int longest = 1;
    for (int k = 0; k < n; k++) {
        int len = m->start[cols[k] + 1] - m->start[cols[k]];
        longest = len > longest ? len : longest;
    }
    int *ind = SV_NEW(m->mem, int, longest + 1);
    double *val = SV_NEW(m->mem, double, longest + 1);
    for (int k = 0; k < n; k++)
        if (!glp_col[cols[k]])
            glp_col[cols[k]] = load_column(p, m, cols[k], ind, val);
}

/* Cut k into row i; columns that are not in the LP are 0 there and fall out. */
static void load_cut(glp_prob *p, const struct sv_milp *m, int k, int i, const int *glp_col)
{
    int most = m->cut_start[k + 1] - m->cut_start[k], n = 0;
    int *ind = SV_NEW(m->mem, int, most + 1);
    double *val = SV_NEW(m->mem, double, most + 1);
    for (int e = m->cut_start[k]; e < m->cut_start[k + 1]; e++)
        if (glp_col[m->cut_col[e]]) {
            ind[++n] = glp_col[m->cut_col[e]];
            val[n] = (double)m->cut_coef[e];
        }
    glp_set_row_bnds(p, i, GLP_UP, 0, (double)m->cut_rhs[k]);
    glp_set_mat_row(p, i, n, ind, val);
}

/* A column e >= 0 at cost -penalty that lets row i be broken. */
static void add_elastic(glp_prob *p, int i, int sign, double penalty)
{
    int ind[2] = {0, i};
    double val[2] = {0, sign};
    int j = glp_add_cols(p, 1);
    glp_set_obj_coef(p, j, -penalty);
    glp_set_col_bnds(p, j, GLP_LO, 0, 0);
    glp_set_mat_col(p, j, 1, ind, val);
}

/* Every row, equalities both ways: whatever boxes a node sets, its LP then has an optimum with
 * finite duals. */
static void load_elastic(glp_prob *p, const struct sv_milp *m, double penalty)
{
    for (int i = 0; i < m->n_rows; i++) {
        add_elastic(p, i + 1, -1, penalty);
        if (m->is_eq[i])
            add_elastic(p, i + 1, 1, penalty);
    }
}

struct sv_lp *sv_lp_new(const struct sv_milp *m, const int *cols, int n_cols, double penalty)
{
    struct sv_lp *lp = SV_NEW(m->mem, struct sv_lp, 1);
    lp->m = m;
    lp->penalty = penalty;
    lp->glp_col = SV_NEW(m->mem, int, m->n_cols);
    lp->p = load_rows(m);
    load_columns(lp->p, m, cols, n_cols, lp->glp_col);
    if (penalty > 0)
        load_elastic(lp->p, m, penalty);
    sv_lp_add_cuts(lp);
    glp_std_basis(lp->p);
    return lp;
}

void sv_lp_elastic(struct sv_lp *lp, double penalty)
{
    if (lp->penalty > 0)
        return;
    lp->penalty = penalty;
    load_elastic(lp->p, lp->m, penalty);
    for (int k = 0; k < lp->n_cuts; k++)
        add_elastic(lp->p, lp->m->n_rows + k + 1, -1, penalty);
}

void sv_lp_drop_cuts(struct sv_lp *lp, struct sv_milp *m)
{
    int n = 0, *rows = SV_NEW(m->mem, int, lp->n_cuts + 1);
    bool *is_kept = SV_NEW(m->mem, bool, m->n_cuts);
    for (int k = 0; k < lp->n_cuts; k++) {
        int i = m->n_rows + k + 1;
        is_kept[k] = glp_get_row_stat(lp->p, i) != GLP_BS;
        if (!is_kept[k])
            rows[++n] = i;
    }
    if (n)
        glp_del_rows(lp->p, n, rows);
    sv_milp_drop_cuts(m, m->n_cuts, is_kept);
    lp->n_cuts = m->n_cuts;
}

void sv_lp_free(struct sv_lp *lp)
{
    if (lp)
        glp_delete_prob(lp->p);
}

void sv_lp_add(struct sv_lp *lp, const int *cols, int n)
{
    const struct sv_milp *m = lp->m;
    int n_before = glp_get_num_cols(lp->p);
    load_columns(lp->p, m, cols, n, lp->glp_col);
    for (int k = 0; k < lp->n_cuts; k++) {
        bool has_new = false;
        for (int e = m->cut_start[k]; e < m->cut_start[k + 1] && !has_new; e++)
            has_new = lp->glp_col[m->cut_col[e]] > n_before;
        if (has_new)
            load_cut(lp->p, m, k, m->n_rows + k + 1, lp->glp_col);
    }
}

void sv_lp_add_cuts(struct sv_lp *lp)
{
    for (; lp->n_cuts < lp->m->n_cuts; lp->n_cuts++) {
        int i = glp_add_rows(lp->p, 1);
        load_cut(lp->p, lp->m, lp->n_cuts, i, lp->glp_col);
        if (lp->penalty > 0)
            add_elastic(lp->p, i, -1, lp->penalty);
    }
}

bool sv_lp_has(const struct sv_lp *lp, int col)
{
    return lp->glp_col[col] != 0;
}

void sv_lp_exchange(struct sv_lp *lp, int col, int row)
{
    glp_set_col_stat(lp->p, lp->glp_col[col], GLP_BS);
    glp_set_row_stat(lp->p, row + 1, GLP_NU); /* of an equality GLPK makes it fixed */
}

void sv_lp_box(struct sv_lp *lp, int col, int64_t lo, int64_t hi)
{
    set_box(lp->p, lp->glp_col[col], (double)lo, (double)hi);
}

static enum sv_lp_status simplex(struct sv_lp *lp, int method, double enough,
                                 struct sv_effort *effort)
{
    glp_smcp parm;
    glp_init_smcp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    parm.meth = method;
    parm.obj_ll = enough;
    parm.it_lim = 500; /* a slice, after which the run's limits are asked; not by time: that would
                        * make the path depend on the machine */
    for (;;) {
        if (effort->work_left <= 0 || effort->is_over(effort->ctx))
            return SV_LP_LIMIT;
        int before = glp_get_it_cnt(lp->p);
        int rc = glp_simplex(lp->p, &parm);
        int64_t n_iterations = glp_get_it_cnt(lp->p) - before;
        effort->work_left -= (n_iterations + 1) * (glp_get_num_rows(lp->p) + 1);
        if (rc == GLP_EITLIM)
            continue;
        if (rc == GLP_EOBJLL)
            return SV_LP_ENOUGH;
        if (rc)
            return SV_LP_FAILED;
        break;
    }
    switch (glp_get_status(lp->p)) {
    case GLP_OPT:
        return SV_LP_OPTIMAL;
    case GLP_NOFEAS:
    case GLP_INFEAS:
        return SV_LP_INFEASIBLE;
    default:
        return SV_LP_FAILED;
    }
}

enum sv_lp_status sv_lp_descend(struct sv_lp *lp, double enough, struct sv_effort *effort)
{
    enum sv_lp_status status = simplex(lp, GLP_DUAL, enough, effort);
    return status == SV_LP_FAILED ? sv_lp_solve(lp, false, effort) : status;
}

enum sv_lp_status sv_lp_solve(struct sv_lp *lp, bool is_dual, struct sv_effort *effort)
{
    enum sv_lp_status status = simplex(lp, is_dual ? GLP_DUALP : GLP_PRIMAL, -DBL_MAX, effort);
    if (status != SV_LP_FAILED)
        return status;
    glp_scale_prob(lp->p, GLP_SF_AUTO); /* once more, other numbers from another start */
    glp_adv_basis(lp->p, 0);
    return simplex(lp, GLP_PRIMAL, -DBL_MAX, effort);
}

/* Basis statuses of the first rows, then columns, out of the problem or (is_back) into it. */
static void copy_basis(glp_prob *p, int *status, int n_rows, int n_cols, bool is_back)
{
    for (int i = 1; i <= n_rows; i++) {
        if (is_back)
            glp_set_row_stat(p, i, status[i]);
        else
            status[i] = glp_get_row_stat(p, i);
    }
    for (int j = 1; j <= n_cols; j++) {
        if (is_back)
            glp_set_col_stat(p, j, status[n_rows + j]);
        else
            status[n_rows + j] = glp_get_col_stat(p, j);
    }
}

void sv_lp_keep_basis(struct sv_lp *lp)
{
    lp->n_kept_rows = glp_get_num_rows(lp->p);
    lp->n_kept_cols = glp_get_num_cols(lp->p);
    lp->kept = SV_NEW(lp->m->mem, int, lp->n_kept_rows + lp->n_kept_cols + 1);
    copy_basis(lp->p, lp->kept, lp->n_kept_rows, lp->n_kept_cols, false);
}

void sv_lp_back_to_basis(struct sv_lp *lp)
{
    if (!lp->kept)
        return;
    copy_basis(lp->p, lp->kept, lp->n_kept_rows, lp->n_kept_cols, true);
    for (int i = lp->n_kept_rows + 1; i <= glp_get_num_rows(lp->p); i++)
        glp_set_row_stat(lp->p, i, GLP_BS);
    for (int j = lp->n_kept_cols + 1; j <= glp_get_num_cols(lp->p); j++)
        glp_set_col_stat(lp->p, j, GLP_NL);
}

double sv_lp_probe(struct sv_lp *lp, int col, int64_t lo, int64_t hi, int n_iterations,
                   struct sv_effort *effort)
{
    int n_rows = glp_get_num_rows(lp->p), n_cols = glp_get_num_cols(lp->p), n = n_rows + n_cols;
    if (n > lp->n_status) {
        lp->n_status = n + n / 4;
        lp->status = SV_NEW(lp->m->mem, int, lp->n_status + 1);
    }
    int j = lp->glp_col[col];
    double old_lo = glp_get_col_lb(lp->p, j), old_hi = glp_get_col_ub(lp->p, j);
    glp_smcp parm;
    glp_init_smcp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    parm.meth = GLP_DUAL;
    parm.it_lim = n_iterations;
    copy_basis(lp->p, lp->status, n_rows, n_cols, false);
    set_box(lp->p, j, (double)lo, (double)hi);
    int before = glp_get_it_cnt(lp->p);
    (void)glp_simplex(lp->p, &parm);
    effort->work_left -= (int64_t)(glp_get_it_cnt(lp->p) - before + 1) * glp_get_num_rows(lp->p);
    double value = glp_get_obj_val(lp->p);
    set_box(lp->p, j, old_lo, old_hi);
    copy_basis(lp->p, lp->status, n_rows, n_cols, true);
    return value;
}

int sv_lp_tableau(struct sv_lp *lp, int col, int *row, double *mult)
{
    int j = lp->glp_col[col], n_rows = glp_get_num_rows(lp->p), n = 0;
    if (!j || glp_get_col_stat(lp->p, j) != GLP_BS ||
        (!glp_bf_exists(lp->p) && glp_factorize(lp->p)))
        return 0;
    if (n_rows >= lp->n_tableau) {
        lp->n_tableau = n_rows + n_rows / 4 + 1;
        lp->tableau = SV_NEW(lp->m->mem, double, lp->n_tableau);
    }
    memset(lp->tableau, 0, (size_t)lp->n_tableau * sizeof *lp->tableau);
    lp->tableau[glp_get_col_bind(lp->p, j)] =
        1; /* its row of the inverse: no column is looked at */
    glp_btran(lp->p, lp->tableau);
    for (int i = 1; i <= n_rows; i++)
        if (fabs(lp->tableau[i]) > 1e-9) {
            row[n] = i - 1;
            mult[n++] = -lp->tableau[i];
        }
    return n;
}

double sv_lp_result(const struct sv_lp *lp, double *x, double *pi, double *pi_cut)
{
    const struct sv_milp *m = lp->m;
    for (int j = 0; x && j < m->n_cols; j++)
        x[j] = lp->glp_col[j] ? glp_get_col_prim(lp->p, lp->glp_col[j]) : 0;
    for (int i = 0; pi && i < m->n_rows; i++)
        pi[i] = glp_get_row_dual(lp->p, i + 1);
    for (int k = 0; pi_cut && k < m->n_cuts; k++)
        pi_cut[k] = k < lp->n_cuts ? glp_get_row_dual(lp->p, m->n_rows + k + 1) : 0;
    return glp_get_obj_val(lp->p);
}
