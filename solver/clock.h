/* The clock of a run, and whether its limits end it. */
#ifndef SV_CLOCK_H
#define SV_CLOCK_H

#include <stdbool.h>

#include "solver/solve.h"

/* Seconds of a clock that never goes back. */
double sv_now_s(void);

/* Is a run that began at start_s stopped, or its time used up? */
bool sv_limits_are_over(const struct solver_limits *, double start_s);

/* Of several runs that began at start_s and share time_limit_s (0 = none): gives the next one what
 * is left. False: nothing is. */
bool sv_limits_share(struct solver_limits *next, double time_limit_s, double start_s);

#endif
