/* Time, the one source of it.
 *
 *     double start_s = clock_monotonic_s();
 *     char today[11];
 *     clock_today(today);
 *
 * Durations and deadlines use the monotonic clock; instants that are stored are UTC seconds; days
 * are those of Vietnam, +07:00 all year, whatever the machine's zone. Any thread.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Seconds since some fixed point; never goes back. */
double clock_monotonic_s(void);

/* UTC, seconds since 1970. */
int64_t clock_now_s(void);

/* Today in Vietnam, "YYYY-MM-DD". */
void clock_today(char out[11]);

#endif
