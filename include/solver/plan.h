/* The plan `quarters.plan/1` (ALLOCATION.md section 5) as plain structs, its reader and writer.
 *
 * A plan refers to its instance by dense indices and is meaningless without it. Which members mean
 * anything depends on the status:
 *
 *     status        levels   room_of_party / reasons   conflict
 *     optimal       all      yes                       no
 *     stopped       all      yes                       no
 *     feasible      all      yes                       no
 *     infeasible    none     everybody unplaced        yes
 */
#ifndef SOLVER_PLAN_H
#define SOLVER_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "solver/instance.h"

enum solver_status { SOLVER_OPTIMAL, SOLVER_STOPPED, SOLVER_FEASIBLE, SOLVER_INFEASIBLE };

struct solver_level {
    enum solver_objective objective;
    int band; /* of housed_by_band; else 0 */
    int64_t value;
    int64_t bound; /* max level: value <= bound; min level: bound <= value */
    bool is_proven;
};

enum solver_reason_code {
    SOLVER_NO_FITTING_ROOM,
    SOLVER_NO_BED_FOR_MODE,
    SOLVER_SITE_NOT_ACCEPTED,
    SOLVER_POOL_NOT_ADMITTED,
    SOLVER_ROOMS_CLOSED,
    SOLVER_NEEDS_UNMET,
    SOLVER_TOO_LARGE,
    SOLVER_BANNED,
    SOLVER_N_REASONS,
};

struct solver_reason {
    enum solver_reason_code code;
    int n_rooms; /* the count that stands in the detail: rooms shut out by this reason */
};

struct solver_unplaced {
    int n_reasons;
    struct solver_reason reasons[SOLVER_N_REASONS]; /* [n_reasons] by code; at least one */
};

struct solver_plan {
    char instance_sha256[65];
    enum solver_status status;
    int n_levels;
    struct solver_level *levels; /* [n_levels] in objective order, bands most urgent first */
    int n_parties;
    int *room_of_party;               /* [n_parties] room index or -1 */
    struct solver_unplaced *unplaced; /* [n_parties] used where room_of_party is -1 */
    int n_conflict_parties;
    int *conflict_parties; /* [n_conflict_parties] ascending */
    int n_conflict_rooms;
    int *conflict_rooms;           /* [n_conflict_rooms] ascending */
    struct solver_findings doubts; /* of a plan read from a file: what its lists say wrongly though
                                    * readably (a party twice, missing, out of order); the checker
                                    * reports them. Empty in a plan of the search. */
};

/* Frees everything and zeroes; accepts a zeroed plan. */
void solver_plan_release(struct solver_plan *);

/* Number of levels of an instance: one per objective, housed_by_band counting one per band present
 * in the parties. Fills `levels` (objective, band; the rest zeroed) when it is not NULL. */
int solver_levels_of(const struct solver_instance *, struct solver_level *levels);

/* Writes the plan as JSON, one assignment a line, a final newline; same plan, same bytes.
 * `*text` is malloc'ed for the caller, `*len` its length. SOLVER_OK or SOLVER_NOMEM. */
int solver_plan_format(const struct solver_plan *, const struct solver_instance *, char **text,
                       size_t *len);

/* Reads a plan for `inst`: wrong shapes and unknown parties or rooms are findings with their JSON
 * path (SOLVER_BAD). It judges the file's form alone: whether the plan is right or fits this
 * instance's sha256 is the checker's affair. What the struct cannot say (a party twice, on both
 * lists or on none, out of order) goes to plan->doubts, for the checker. */
int solver_plan_parse(struct solver_plan *, const struct solver_instance *, const char *text,
                      size_t len, struct solver_findings *bad);

#endif
