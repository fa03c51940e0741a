/* The independent checker (ALLOCATION.md sections 3, 4): own reading of the rules, own recount of
 * every level, the envy audit. Shares with the search nothing but the reader of the files; links no
 * GLPK.
 *
 *     struct solver_findings bad = {0};
 *     int rc = solver_check(&inst, &plan, &bad);     // SOLVER_OK: bad.n == 0 means all holds
 */
#ifndef SOLVER_CHECK_H
#define SOLVER_CHECK_H

#include "solver/plan.h"

/* Adds to `bad` every rule broken, every claim that a recount refutes, every envious pair (where
 * the plan claims to be optimal). SOLVER_OK whether or not something was found; SOLVER_NOMEM. */
int solver_check(const struct solver_instance *, const struct solver_plan *,
                 struct solver_findings *bad);

/* Rules (1) to (6) alone, on who is in which room whatever led there: `room_of_party` [n_parties],
 * -1 = nowhere. A finding's `where` is the id of the party or of the room. */
int solver_check_rooms(const struct solver_instance *, const int *room_of_party,
                       struct solver_findings *bad);

/* Recounts one level of a plan from scratch: `room_of_party` [n_parties], -1 = unplaced.
 * (agencies: the plain sum over rooms.) Used by `check`; independent of the search. -1: out of
 * memory (only levels over rooms take any). */
int64_t solver_check_value(const struct solver_instance *, const int *room_of_party,
                           enum solver_objective, int band);

#endif
