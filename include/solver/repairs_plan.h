/* Which closed rooms to repair: the set, of so many rooms or within a budget, whose repair makes
 * the levels of the instance best.
 *
 *     struct solver_repairs_ask ask = {.costs = costs, .budget = 150000000, .max_rooms =
 * INT64_MAX}; struct solver_repairs_plan plan; int rc = solver_repairs_plan(&inst, &ask, &limits,
 * &plan); … plan.rooms[i].room_ix, plan.levels[j].value … solver_repairs_plan_release(&plan);
 *
 * Of all sets within the limits it is the one whose instance, with these rooms usable, has the best
 * levels, compared in their order, `agencies` left out; of sets that are equal in all of them the
 * cheapest; of these the one of fewest rooms; then always the same one. It is one program with the
 * rooms' use as unknowns (solver/repairs.h), not a search over sets, so that values, bounds and
 * `is_proven` mean what they mean in a plan.
 *
 * A closed room that somebody is pinned to must be repaired. Where `incumbents` is `stay`, whoever
 * lives in a repaired room stays there; a room whose people may not be together is left closed.
 * One run at a time per process, as solver_solve.
 */
#ifndef SOLVER_REPAIRS_PLAN_H
#define SOLVER_REPAIRS_PLAN_H

#include "solver/value.h"

/* Of one room, đồng: a thousand billion. */
#define SOLVER_MAX_COST ((int64_t)1000000000000)

struct solver_repairs_ask {
    const int64_t *costs; /* [n_rooms] đồng, at most SOLVER_MAX_COST; -1: not to be repaired. NULL:
                           * all closed rooms, at no cost. Those of usable rooms mean nothing. */
    int64_t budget;       /* đồng; INT64_MAX: any */
    int64_t max_rooms;    /* INT64_MAX: any */
};

/* A room to be repaired, and what it adds: the plan against the best without this room, the others
 * repaired. `value` is the level's without it, `gain` positive where the room makes it better. */
struct solver_repair {
    int room_ix;
    int64_t cost;
    bool is_needed;            /* without it there is no plan at all; no gains */
    bool is_proven;            /* all levels are compared, or needed */
    int n_gains;               /* levels compared: up to the first that is not proven */
    struct solver_gain *gains; /* [n_gains] */
};

struct solver_repairs_plan {
    char instance_sha256[65];
    bool is_infeasible; /* no set within the limits leaves a plan (ALLOCATION.md rule (5)) */
    bool is_complete;   /* no limit or signal ended it */
    int n_candidates;   /* closed rooms that the set may have */
    int n_levels;
    struct solver_level *levels; /* [n_levels] with the rooms repaired, agencies aside */
    struct solver_level *base;   /* [n_levels] of the instance as it is; NULL: it has no plan, or
                                  * there was no time */
    int64_t cost, cost_bound;    /* đồng, of all rooms: no set with these levels costs less */
    bool is_cost_proven;
    int n_rooms_bound; /* no set with these levels and this cost has fewer rooms */
    int n_rooms;
    struct solver_repair *rooms; /* [n_rooms] needed ones first, then by what they add, the most
                                  * first (not known = 0); ties in the order of the instance */
};

/* SOLVER_OK or SOLVER_NOMEM. `limits` as for solver_solve, its time for everything, max_moves
 * aside. */
int solver_repairs_plan(const struct solver_instance *inst, const struct solver_repairs_ask *ask,
                        const struct solver_limits *limits, struct solver_repairs_plan *plan);

/* The levels, the cost, the number of rooms, and what each room adds are all proven. */
bool solver_repairs_plan_is_proven(const struct solver_repairs_plan *);

/* Frees everything and zeroes; accepts a zeroed one. */
void solver_repairs_plan_release(struct solver_repairs_plan *);

/* Reads `quarters.repair-costs/1` (README.md) into costs [n_rooms]; rooms not in it get -1. What
 * is wrong goes to `bad` with its JSON path (SOLVER_BAD); SOLVER_NOMEM. */
int solver_repair_costs_parse(const struct solver_instance *inst, const char *text, size_t len,
                              int64_t *costs, struct solver_findings *bad);

/* `quarters.repairs-plan/1` as JSON (README.md), malloc'ed into *text. SOLVER_OK or _NOMEM. */
int solver_repairs_plan_format(const struct solver_repairs_plan *, const struct solver_instance *,
                               const struct solver_repairs_ask *, char **text, size_t *len);

/* The same as lines for reading, in "vi" or "en". */
int solver_repairs_plan_table(const struct solver_repairs_plan *, const struct solver_instance *,
                              const char *lang, char **text, size_t *len);

#endif
