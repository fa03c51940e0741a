/* The clock of a run and its limits (clock.h). */
#include "clock.h"

#include <time.h>

double sv_now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool sv_limits_are_over(const struct solver_limits *l, double start_s)
{
    return (l->is_stopped && *l->is_stopped) ||
           (l->time_limit_s > 0 && sv_now_s() - start_s >= l->time_limit_s);
}

bool sv_limits_share(struct solver_limits *next, double time_limit_s, double start_s)
{
    if (time_limit_s > 0)
        next->time_limit_s = time_limit_s - (sv_now_s() - start_s);
    return time_limit_s <= 0 || next->time_limit_s > 0;
}
