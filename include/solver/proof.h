/* Proofs `quarters.proof/1` (ALLOCATION.md section 6): their reader and their checker.
 *
 *     struct solver_proof *proof;
 *     struct solver_findings bad = {0};
 *     int rc = solver_proof_parse(&proof, &inst, text, len, &bad);   // SOLVER_BAD: not the format
 *     if (rc == SOLVER_OK)
 *         rc = solver_check_proof(&inst, &plan, proof, &bad);        // bad.n == 0: it proves
 *     solver_proof_release(proof);
 *
 * The checker reads the model out of the instance by itself, takes the values of levels from its
 * own recount of the plan, and computes in exact integers: a bound that would not fit into 128 bits
 * is refused, none wraps. It shares with the search nothing but the reader of the files; no GLPK.
 * Memory is malloc'ed; any number of threads may check at a time, each its own proof.
 */
#ifndef SOLVER_PROOF_H
#define SOLVER_PROOF_H

#include "solver/plan.h"

struct solver_proof;

/* Reads a proof for `inst`. What is not the format (fields, kinds, ranges, parties and pools that
 * the instance does not have) is found with its JSON path: SOLVER_BAD. Whether the variables named
 * exist, and what the proof proves, is the checker's affair. *proof is NULL but on SOLVER_OK. */
int solver_proof_parse(struct solver_proof **proof, const struct solver_instance *inst,
                       const char *text, size_t len, struct solver_findings *bad);

/* Accepts NULL. */
void solver_proof_release(struct solver_proof *);

/* Adds to `bad` everything that keeps the proof from showing that each level of the plan before
 * `agencies` is best: another instance, other levels, rows on variables that do not exist, leaves
 * whose bound is not the level's value. Found or not: SOLVER_OK; else SOLVER_NOMEM. That the plan
 * obeys the rules is solver_check's part: only both together say that the plan is optimal. */
int solver_check_proof(const struct solver_instance *, const struct solver_plan *,
                       const struct solver_proof *, struct solver_findings *bad);

#endif
