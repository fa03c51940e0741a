/* The search: an optimal plan for an instance, level by level (solver/README.md has the
 * mathematics).
 *
 *     struct solver_plan plan = {0};
 *     struct solver_limits limits = {.time_limit_s = 60};
 *     int rc = solver_solve(&inst, &limits, &plan);
 *
 * Deterministic: same instance, same plan, unless a limit or a signal ended the run.
 * Several threads may run it, each an instance of its own: GLPK's environment is the thread's. A
 * run of a large instance in parts makes up to 16 threads; `is_stopped` is polled from all of them,
 * `progress` comes from the caller's alone.
 */
#ifndef SOLVER_SOLVE_H
#define SOLVER_SOLVE_H

#include <signal.h>

#include "solver/plan.h"

/* One step of a run, for a progress line. */
struct solver_progress {
    double elapsed_s;
    int level_ix; /* -1 before the first level */
    int n_levels;
    const struct solver_level *level; /* NULL before the first */
    const char *phase; /* "parts", "relaxation", "plunge", "prove", "agencies", "done", "proof",
                        * "end" */
    int64_t n_nodes;
};

struct solver_limits {
    double time_limit_s;                     /* wall seconds; 0 = none */
    const volatile sig_atomic_t *is_stopped; /* polled; NULL = none; non-zero ends the run */
    void (*progress)(void *ctx, const struct solver_progress *);
    void *progress_ctx;
    int64_t max_moves; /* if more than the least: the levels after `moves` may use so many. `moves`
                        * then keeps the least as its bound, the levels after it are proven given
                        * its value, and status is `feasible` (curve.h) */
};

/* Solves. The plan always exists on SOLVER_OK (a limit gives the best so far as `stopped`;
 * status `infeasible` carries the conflict). SOLVER_NOMEM: out of memory before any plan stood.
 * The caller releases `plan`. */
int solver_solve(const struct solver_instance *inst, const struct solver_limits *limits,
                 struct solver_plan *plan);

/* The same with a proof `quarters.proof/1` (ALLOCATION.md section 6) of the levels before
 * `agencies`: text for the file, malloc'ed for the caller. Bounds and `proven` of those levels are
 * then what the proof shows, so that a level which only the search could close is not proven, and
 * status is `feasible`. A level for which no time or memory was left is not proven and keeps the
 * search's bound. Takes part of the time limit. `*proof` is NULL where memory
 * had no room even for a proof that claims nothing; the plan stands. */
int solver_solve_and_prove(const struct solver_instance *inst, const struct solver_limits *limits,
                           struct solver_plan *plan, char **proof, size_t *len);

#endif
