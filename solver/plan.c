/* A plan as such: its words, its levels, the life of its memory. */
#include "solver/plan.h"

#include <stdlib.h>

#include "plan_names.h"

const char *const sv_status_names[SV_N_STATUSES] = {
    [SOLVER_OPTIMAL] = "optimal",
    [SOLVER_STOPPED] = "stopped",
    [SOLVER_FEASIBLE] = "feasible",
    [SOLVER_INFEASIBLE] = "infeasible",
};

const char *const sv_reason_names[SOLVER_N_REASONS] = {
    [SOLVER_NO_FITTING_ROOM] = "no_fitting_room",
    [SOLVER_NO_BED_FOR_MODE] = "no_bed_for_mode",
    [SOLVER_SITE_NOT_ACCEPTED] = "site_not_accepted",
    [SOLVER_POOL_NOT_ADMITTED] = "pool_not_admitted",
    [SOLVER_ROOMS_CLOSED] = "rooms_closed",
    [SOLVER_NEEDS_UNMET] = "needs_unmet",
    [SOLVER_TOO_LARGE] = "too_large",
    [SOLVER_BANNED] = "banned",
};

int solver_levels_of(const struct solver_instance *inst, struct solver_level *levels)
{
    enum { N_BANDS = 100 }; /* bands are 1..99 */
    bool is_present[N_BANDS] = {false};
    int n = 0;
    for (int p = 0; p < inst->n_parties; p++)
        is_present[inst->parties[p].band] = true;
    for (int i = 0; i < inst->policy.n_objectives; i++) {
        enum solver_objective objective = inst->policy.objectives[i];
        bool is_by_band = objective == SOLVER_HOUSED_BY_BAND;
        for (int band = is_by_band ? 1 : 0; band < (is_by_band ? N_BANDS : 1); band++) {
            if (is_by_band && !is_present[band])
                continue;
            if (levels)
                levels[n] = (struct solver_level){.objective = objective, .band = band};
            n++;
        }
    }
    return n;
}

void solver_plan_release(struct solver_plan *plan)
{
    free(plan->levels);
    free(plan->room_of_party);
    free(plan->unplaced);
    free(plan->conflict_parties);
    free(plan->conflict_rooms);
    solver_findings_release(&plan->doubts);
    *plan = (struct solver_plan){0};
}
