/* The value of a bed: what would improve if one room more were there.
 *
 *     struct solver_value value;
 *     int rc = solver_value_solve(&inst, &plan, &limits, &value);
 *     … value.rooms[i].gains[j].gain …
 *     solver_value_release(&value);
 *
 * Asked of every unusable room, as if it were usable, and for every site of one bed more in each
 * mode in which the plan uses the site. One bed more is a further usable room there with one bed
 * and no area, with the features that all usable rooms of the site have, and women, men, pool for
 * that sex and pool unrestricted, pool  for that pool, sex `unrestricted` (where an unrestricted
 * room is shared) private             sex `any`, every pool: a single room
 *
 * Each is answered by solving that instance, levels before `agencies`; a room that nobody could
 * live in is not solved, since it changes nothing, and rooms alike in all that the rules see are
 * solved once. Gains are those of lexicographic optima: after the first level that differs, later
 * ones may fall. Even the first may: where `incumbents` is `stay`, whoever lives in a repaired room
 * stays there. One run at a time per process, as solver_solve.
 */
#ifndef SOLVER_VALUE_H
#define SOLVER_VALUE_H

#include "solver/solve.h"

enum solver_bed_mode { SOLVER_BED_F, SOLVER_BED_M, SOLVER_BED_UNRESTRICTED, SOLVER_BED_PRIVATE };

struct solver_gain {
    int64_t value; /* of the level, in the changed instance */
    int64_t gain;  /* positive = better: more of a level to be maximised, less of the others */
};

/* Which of two lists of gains [n_a], [n_b] is better on the first level on which they differ: 1 the
 * first, -1 the second, 0 neither. A level that a list does not have counts as no gain. */
int solver_gains_compare(const struct solver_gain *a, int n_a, const struct solver_gain *b,
                         int n_b);

/* One room repaired, or one bed more. */
struct solver_worth {
    int room_ix; /* -1: a bed */
    int site_ix;
    enum solver_bed_mode mode; /* of a bed */
    int pool_ix;               /* of a bed; -1 private */
    bool is_infeasible;        /* people who must live in the repaired room cannot; no gains */
    bool is_proven;            /* all levels are compared, or infeasible */
    int n_gains;               /* levels compared: up to the first that is not proven */
    struct solver_gain *gains; /* [n_gains] */
};

struct solver_value {
    char instance_sha256[65];
    bool is_complete; /* no limit or signal ended it */
    int n_levels;
    struct solver_level *base; /* [n_levels] of the instance as it is, agencies aside */
    int n_rooms;
    struct solver_worth *rooms; /* [n_rooms] best first by gains (not known = 0), infeasible last;
                                 * ties in the order of the instance */
    int n_beds;
    struct solver_worth *beds; /* [n_beds] the same; ties by site, pool, mode, private last */
};

/* SOLVER_OK; SOLVER_BAD: the plan does not claim to be optimal, or is not; SOLVER_NOMEM. The plan
 * must pass solver_check. `limits` as for solver_solve, its time for everything, max_moves aside.
 */
int solver_value_solve(const struct solver_instance *inst, const struct solver_plan *plan,
                       const struct solver_limits *limits, struct solver_value *value);

/* Every question is answered on every level. */
bool solver_value_is_proven(const struct solver_value *);

/* Frees everything and zeroes; accepts a zeroed one. */
void solver_value_release(struct solver_value *);

/* `quarters.value/1` as JSON (README.md), malloc'ed into *text. SOLVER_OK or _NOMEM. */
int solver_value_format(const struct solver_value *, const struct solver_instance *, char **text,
                        size_t *len);

/* The same as lines for reading, in "vi" or "en". */
int solver_value_table(const struct solver_value *, const struct solver_instance *,
                       const char *lang, char **text, size_t *len);

#endif
