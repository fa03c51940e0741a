/* Cuts from the simplex tableau, in exact integers.
 *
 * Every column of the milp is integral in the plan looked for, so that the slack s_i of row i is,
 * too. For any integers λ_i (of either sign) and D > 0 all plans obey Σ_i λ_i (a_i x + s_i) = λ b.
 * With each column counted from the bound it is near (t >= 0), c_j = its coefficient mod D and
 * r = right side mod D > 0,
 *
 *     (15)  Σ_j min(c_j (D - r), (D - c_j) r) t_j  >=  r (D - r)
 *
 * over columns and slacks alike (R. E. Gomory, An algorithm for the mixed integer problem, RAND,
 * 1960). λ / D is a row of the LP's inverse basis, rounded; a bad one makes a weak cut, never a
 * false one. */
#ifndef SV_GOMORY_H
#define SV_GOMORY_H

#include "lp.h"
#include "model.h"

/* Adds to the milp cuts that x [n_cols], the optimum of `lp`, violates; returns how many. */
int sv_gomory_separate(struct sv_milp *, struct sv_lp *lp, const double *x, struct sv_arena *mem);

#endif
