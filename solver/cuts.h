/* Cuts: what whole rooms mean for parties that want the same few of them.
 *
 * Let C be slots of one mode, slot s of W_s people a room, and T types of the mode with N people in
 * all. All people of T in C are at most N, and at most Σ_C W_s y_s. For any divisor W and
 * r = N mod W > 0, mixed-integer rounding gives
 *
 *     (10)  Σ_{T,C} size_t x[t,c]  <=  N - r ⌈N/W⌉ + Σ_{s in C} g(W_s) y_s,
 *           g(w) = r ⌊w/W⌋ + min(r, w mod W)
 *
 * (H. Marchand, L. A. Wolsey, Aggregation and mixed integer rounding to solve MIPs, Operations
 * Research 49, 2001.) With T one type and C one slot it is strong linking, x <= n y. Every number
 * is an integer, so bounds with cuts stay exact.
 */
#ifndef SV_CUTS_H
#define SV_CUTS_H

#include "model.h"

/* Adds to the milp cuts that x [n_cols] violates; returns how many. `is_wide` also grows sets of
 * several slots (for the root), else single slots are looked at. */
int sv_cuts_separate(struct sv_model *, const struct sv_run *, const double *x, bool is_wide);

#endif
