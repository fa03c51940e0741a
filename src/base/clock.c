/* The clocks, see the header. */
#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "base/date.h"

double clock_monotonic_s(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail on Linux */
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int64_t clock_now_s(void)
{
    return (int64_t)time(NULL);
}

void clock_day(int64_t instant, char out[11])
{
    time_t there = (time_t)(instant + CLOCK_VIETNAM_S);
    struct tm day = {0};
    gmtime_r(&there, &day);
    if (strftime(out, 11, "%Y-%m-%d", &day) != 10)
        memcpy(out, "1970-01-01", 11);
}

void clock_today(char out[11])
{
    clock_day(clock_now_s(), out);
}

int64_t clock_midnight(const char *day, int days)
{
    enum { DAY_S = 24 * 3600 };
    return ((int64_t)date_days(day) + days) * DAY_S - CLOCK_VIETNAM_S;
}
