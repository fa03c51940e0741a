/* Closed rooms that a run may open within a limit (include/solver/repairs_plan.h): every level is
 * then the best that any such choice of rooms allows.
 *
 * The instance has these rooms usable. One is opened when the plan uses it, so that its mode's y
 * says it. Like rooms are one class whatever they cost: of k of them the k cheapest are opened,
 * which is a convex cost of Σ y, and v[c,i], rooms of the i-th cost, is whole where y is.
 *
 *     (16)  Σ y of these rooms <= max_rooms
 *     (17)  Σ_m y[c,m] <= Σ_i v[c,i];  Σ ⌊c_i / U⌋ v[c,i] <= ⌊budget / U⌋
 *     (18)  n y[r] <= Σ s[t,r]              the n parties that stay in r where it is opened
 *
 * A room that somebody lives in is of a class with its equals in cost: who stays there opens this
 * one and no other.
 *
 * U is 1 while costs have five digits. Beyond, a row of đồng would ask for duals finer than 2^-32,
 * and GLPK would take a room opened by all but a hundredth of a millionth for one opened. (17) is
 * then a relaxation, and what it lets through is shut exactly: a plan that costs too much is not
 * accepted, and where all is integral the tree branches on rooms that are neither open nor shut
 * until the least that its node can cost (19) decides.
 *
 *     (19)  the cheapest Σ lo(y) rooms of each class cost <= budget; where the cost is to be
 *           lowered, < the best plan's
 *
 * After the levels of the instance come two of objective SV_OPENED, to be minimised: the cost, and
 * the number of rooms. The program of the first has ⌊c / U⌋ for its coefficients; in its terms a
 * plan of cost C counts as ⌈C / U⌉, which is one more than any better one can have.
 */
#ifndef SV_REPAIRS_H
#define SV_REPAIRS_H

#include <stdbool.h>
#include <stdint.h>

#include "solver/instance.h"

/* The objective of the levels beyond those of the format, and their `band`. */
#define SV_OPENED SOLVER_N_OBJECTIVES
enum { SV_OPENED_ROOMS, SV_OPENED_COST, SV_N_OPENED };

/* Beyond so many units a coefficient of (17) is rounded down. */
enum { SV_MAX_UNITS = 100000 };

struct sv_run;
struct sv_model;
struct solver_level;
struct solver_limits;
struct solver_plan;

struct sv_repairs {
    const bool *may_open; /* [n_rooms] */
    const int64_t *cost;  /* [n_rooms] of these */
    const bool *is_home;  /* [n_rooms] somebody lives there */
    int64_t budget;       /* INT64_MAX none */
    int64_t max_rooms;    /* INT64_MAX none */
    int64_t unit;         /* U: no cost is SV_MAX_UNITS of it or more */
};

/* As solver_solve; the plan has the levels SV_OPENED, too, the cost exact. `limits` without
 * max_moves; no level `agencies`. (solve.c) */
int sv_solve_repairs(const struct solver_instance *, const struct solver_limits *,
                     const struct sv_repairs *, struct solver_plan *);

static inline bool sv_may_open(const struct sv_repairs *re, int r)
{
    return re && re->may_open[r];
}

/* Do both rooms cost the same to open, or nothing at all? */
static inline bool sv_is_same_repair(const struct sv_repairs *re, int a, int b)
{
    return !re ||
           (re->may_open[a] == re->may_open[b] && (!re->may_open[a] || re->cost[a] == re->cost[b]));
}

/* Writes the levels SV_OPENED; how many. */
int sv_opened_levels(const struct sv_repairs *, struct solver_level *levels);

/* The value of such a level, by its `band`. */
int64_t sv_opened_value(const struct sv_run *, int band, const int *room_of);

/* Is the plan within (16) and the budget? */
bool sv_is_within(const struct sv_run *, const int *room_of);

/* Is this the level of the cost? */
bool sv_is_cost_level(const struct sv_run *, int level_ix);

/* Rows (16), (17), before the columns; the entries of the column y last added, of class c, and what
 * it adds to the level as a maximum, a room of the class being r; the columns v, and one of
 * objective 1 that is always 0: ⌈C / U⌉ is no multiple of what all others of a rounded cost may be.
 */
void sv_repair_rows(struct sv_model *, const struct sv_run *);
void sv_repair_entries(struct sv_model *, const struct sv_run *, int c);
int64_t sv_repair_objective(const struct sv_run *, int level_ix, int r);
void sv_repair_columns(struct sv_model *, const struct sv_run *);

/* (19) at a node whose columns are at least `lo`. */
bool sv_repairs_reach(const struct sv_model *, const struct sv_run *, const int64_t *lo);

/* The column y of rooms that the box leaves undecided; -1 none. */
int sv_repair_undecided(const struct sv_model *, const struct sv_run *, const int64_t *lo,
                        const int64_t *hi);

#endif
