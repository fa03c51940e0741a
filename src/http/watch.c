/* The watch: four times a second it cuts connections that are over their time, answers requests
 * that nobody answered, and gives silent streams a sign of life. */
#include "inside.h"

#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"

enum { TICK_NS = 250 * 1000 * 1000 };

/* With the lock, so no listed descriptor is closed meanwhile (connection.c). */
static void cut_late(struct http_server *s, double now_s)
{
    for (struct connection *c = s->connections; c; c = c->next) {
        if (c->deadline_s == 0 || c->deadline_s > now_s || c->fd < 0)
            continue;
        c->deadline_s = 0;
        s->stats.n_reaped++;
        (void)shutdown(c->fd, SHUT_RDWR); /* it may be gone already */
    }
}

void *watch_run(void *server)
{
    struct http_server *s = server;
    pthread_mutex_lock(&s->lock);
    while (!s->is_watch_over) {
        const double now_s = clock_monotonic_s();
        cut_late(s, now_s);
        wait_expire(s, now_s);
        streams_wake(s, now_s, false);
        struct timespec until = {0};
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += TICK_NS;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        pthread_cond_timedwait(&s->wake, &s->lock, &until); /* its clock is monotonic */
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}
