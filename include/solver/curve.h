/* What moving more people would buy: for each number of moves allowed at which something gets
 * better, the best of the levels after `moves`.
 *
 *     struct solver_curve curve = {0};
 *     int rc = solver_curve_solve(&inst, &limits, &curve);
 *     … curve.points[i].moves, curve.points[i].after …
 *     solver_curve_release(&curve);
 *
 * The first point is the least `moves` that the levels before it leave; then come the numbers at
 * which the levels after it improve, in lexicographic order; the last has what they are without any
 * regard to moves. `agencies` is left out. Between two points nothing improves: points are found by
 * halving, since more moves never make anything worse. The plan of a point is what solver_solve
 * gives with max_moves. One run at a time per process, as solver_solve.
 */
#ifndef SOLVER_CURVE_H
#define SOLVER_CURVE_H

#include "solver/solve.h"

enum { SOLVER_CURVE_LEVELS = 106 }; /* 99 bands and the six others before `agencies` */

struct solver_curve_point {
    int64_t moves;
    bool is_proven; /* the levels after `moves` are, and that no fewer moves give them */
    struct solver_level after[SOLVER_CURVE_LEVELS]; /* [n_after] */
};

struct solver_curve {
    char instance_sha256[65];
    bool is_infeasible; /* no points: pins and stays cannot be (ALLOCATION.md rule (5)) */
    bool is_complete;   /* no limit or signal ended it */
    int n_after;        /* levels after `moves`, agencies aside */
    int n_points;
    struct solver_curve_point *points; /* [n_points] moves ascending */
};

/* SOLVER_OK; SOLVER_BAD: the instance has no level `moves`; SOLVER_NOMEM. `limits` as for
 * solver_solve, its time for the whole curve, max_moves aside. */
int solver_curve_solve(const struct solver_instance *inst, const struct solver_limits *limits,
                       struct solver_curve *curve);

/* Frees everything and zeroes; accepts a zeroed curve. */
void solver_curve_release(struct solver_curve *);

/* `quarters.moves-curve/1` as JSON (README.md), malloc'ed into *text. SOLVER_OK or _NOMEM. */
int solver_curve_format(const struct solver_curve *, char **text, size_t *len);

/* The same as a table for reading, in "vi" or "en". */
int solver_curve_table(const struct solver_curve *, const char *lang, char **text, size_t *len);

#endif
