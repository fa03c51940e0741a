/* The words of `quarters.plan/1` that its reader and its writer share. */
#ifndef SOLVER_PLAN_NAMES_H
#define SOLVER_PLAN_NAMES_H

#include "solver/plan.h"

enum { SV_N_STATUSES = SOLVER_INFEASIBLE + 1 };

extern const char *const sv_status_names[SV_N_STATUSES];    /* by enum solver_status */
extern const char *const sv_reason_names[SOLVER_N_REASONS]; /* by enum solver_reason_code */

#endif
