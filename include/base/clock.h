/* The only place that asks the machine what time it is.
 *
 *     double begin_s = clock_monotonic_s();
 *     char today[11];
 *     clock_today(today);                       // "2025-07-01"
 *
 * Any thread.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Seconds since some moment of the past; never goes back. For durations. */
double clock_monotonic_s(void);

/* Seconds since 1970 UTC. */
int64_t clock_now_s(void);

/* The day of an instant (seconds since 1970 UTC) in Vietnam (+07:00, no summer time since 1975) as
 * "YYYY-MM-DD", whatever TZ says; and today's. */
void clock_day(int64_t instant, char out[11]);
void clock_today(char out[11]);

/* The instant at which the day `days` after (or before) a day begins there. The day must be valid
 * (date.h). */
int64_t clock_midnight(const char *day, int days);

/* Seconds by which the clocks of Vietnam are ahead of UTC. */
enum { CLOCK_VIETNAM_S = 7 * 3600 };

#endif
