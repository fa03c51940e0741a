/* The plain party × room model of one level, or that of party × class of rooms, in CPLEX LP format,
 * so that any solver can be asked the same question (ALLOCATION.md section 7).
 *
 *     x_P_R  party P lives in room R (numbers from 0 in the order of the instance); fitting pairs
 * only u_R_M  room R is used in mode M: F2, M2, A2 (pool number 2; A: unrestricted room), P
 * (private)
 *
 *     (1,P)    Σ_R x ≤ 1, = 1 for pinned and staying parties
 *     (2,R,M)  Σ_P n_P x ≤ W u      W = cap, or the people who stay there, where more; P: Σ x ≤ u
 *     (3,R)    Σ_M u ≤ 1
 *     (5,j)    earlier level j keeps its value
 *
 * By class (ALLOCATION.md section 6): C in place of R, u_C_M an integer, (3,C) Σ_M u ≤ rooms of C.
 * It counts people, not how groups share rooms: where sizes mix, its optimum is a bound. (R4) is
 * left out, for with these tens of thousands of rows other solvers were slower.
 *
 * Written from the checker's reading of the rules, not the search's. Size: parties × rooms, or
 * classes.
 */
#ifndef SOLVER_LP_MODEL_H
#define SOLVER_LP_MODEL_H

#include "solver/plan.h"
#include "text.h"

/* Writes the model of level `level_ix` of solver_levels_of(), not `agencies`; `values` [level_ix]
 * are those of the earlier levels. SOLVER_BAD: rule (5) makes the instance infeasible. */
int sv_lp_model_format(const struct solver_instance *, bool is_by_class, int level_ix,
                       const int64_t *values, struct sv_text *out);

#endif
