/* The linear programs of the search, solved by GLPK; the only file of the project that knows it.
 *
 *     struct sv_lp *lp = sv_lp_new(&milp, columns, n, penalty);
 *     if (sv_lp_solve(lp, is_dual, effort) == SV_LP_OPTIMAL)
 *         value = sv_lp_result(lp, x, pi, pi_cut);
 *     sv_lp_free(lp);
 *
 * An sv_lp holds some of the columns of its milp and all of its cuts; more are added as pricing
 * and separation ask. GLPK calls abort() on misuse and out of memory: sv_glpk_guard turns that into
 * a jump, after which every sv_lp is gone. One thread.
 */
#ifndef SV_LP_H
#define SV_LP_H

#include <setjmp.h>

#include "milp.h"

enum sv_lp_status {
    SV_LP_OPTIMAL,
    SV_LP_INFEASIBLE,
    SV_LP_LIMIT,  /* the effort is used up, or the run is to stop */
    SV_LP_ENOUGH, /* sv_lp_descend: the optimum is below that */
    SV_LP_FAILED, /* GLPK gave no answer (numbers): treat as unknown */
};

/* What a run may still spend; work is counted in simplex iterations × rows, never in time, so that
 * a run which no limit ends is the same on every machine. */
struct sv_effort {
    bool (*is_over)(void *ctx); /* time limit or signal; polled about every 0.1 s */
    void *ctx;
    int64_t work_left;
    int64_t n_nodes; /* branch-and-bound nodes so far, for the progress lines */
};

struct sv_lp;

/* On GLPK's abort: frees its environment and jumps to `jump` with value 2; NULL takes it back. */
void sv_glpk_guard(jmp_buf *jump);

/* The thread's present guard; NULL none. */
jmp_buf *sv_glpk_guarded(void);

/* An LP over the columns `cols` [n_cols] of `m`. `penalty` > 0 makes every row elastic at
 * that cost, so that a node's LP always has duals. Frees with sv_lp_free. */
struct sv_lp *sv_lp_new(const struct sv_milp *m, const int *cols, int n_cols, double penalty);
void sv_lp_free(struct sv_lp *);

/* Makes every row elastic from now on, those of cuts to come too; the basis stays. */
void sv_lp_elastic(struct sv_lp *, double penalty);

/* Drops the cuts whose dual is 0 from the LP and from its milp; the basis stays. After a solve. */
void sv_lp_drop_cuts(struct sv_lp *, struct sv_milp *);

/* Adds columns not yet in it (`cols` [n]), or all cuts of the milp not yet in it. */
void sv_lp_add(struct sv_lp *, const int *cols, int n);
void sv_lp_add_cuts(struct sv_lp *);
bool sv_lp_has(const struct sv_lp *, int col);

/* Puts a column into the basis in place of a row's slack, to start from a better basis than that of
 * all slacks; the caller sees to it that it is one. */
void sv_lp_exchange(struct sv_lp *, int col, int row);

/* Sets a column's box (it must be in the LP). */
void sv_lp_box(struct sv_lp *, int col, int64_t lo, int64_t hi);

/* Solves from the last basis: `is_dual` after rows or boxes changed, else primal. */
enum sv_lp_status sv_lp_solve(struct sv_lp *, bool is_dual, struct sv_effort *);

/* The same by dual simplex, which stops as soon as the objective is below `enough`: its duals then
 * stand, and show it (SV_LP_ENOUGH). */
enum sv_lp_status sv_lp_descend(struct sv_lp *, double enough, struct sv_effort *);

/* Keeps the basis for later; goes back to it, columns and rows added since then apart. Dual simplex
 * from the relaxation's basis needs few steps where the last node's basis, after a dive or from
 * another branch, needs thousands. */
void sv_lp_keep_basis(struct sv_lp *);
void sv_lp_back_to_basis(struct sv_lp *);

/* A look ahead: the objective after at most `n_iterations` dual steps in column `col`'s box
 * [lo, hi]. Leaves the LP as it was, its last results gone until the next solve. */
double sv_lp_probe(struct sv_lp *, int col, int64_t lo, int64_t hi, int n_iterations,
                   struct sv_effort *);

/* After an optimal solve: the row of the tableau for a column in the basis, as multipliers `mult`
 * of rows (a cut k counts as row n_rows + k). Returns how many; 0 = the column is not in the basis.
 */
int sv_lp_tableau(struct sv_lp *, int col, int *row, double *mult);

/* Results of the last optimal solve: value of the objective (penalties included), of every column
 * of the milp (0 where not in the LP) into x [n_cols], duals into pi [n_rows], pi_cut [n_cuts];
 * each may be NULL. */
double sv_lp_result(const struct sv_lp *, double *x, double *pi, double *pi_cut);

#endif
