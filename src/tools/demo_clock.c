/* The clock of the process: these take the place of the C library's, for SQLite's unixepoch() too.
 * So histories, the audit and whatever asks the machine for the time hold the instant lived
 * through, and neither the schema nor the services know of demos.
 */
#include <sys/time.h>
#include <time.h>

#include "demo_life.h"

static int64_t lived; /* 0 = the machine's */

int64_t demo_clock_real(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec;
}

void demo_clock_set(int64_t instant)
{
    lived = instant;
}

__attribute__((visibility("default"))) time_t time(time_t *out)
{
    const time_t now = (time_t)(lived != 0 ? lived : demo_clock_real());
    if (out != NULL)
        *out = now;
    return now;
}

__attribute__((visibility("default"))) int gettimeofday(struct timeval *restrict out,
                                                        void *restrict zone)
{
    (void)zone;
    *out = (struct timeval){.tv_sec = time(NULL), .tv_usec = 0};
    return 0;
}
