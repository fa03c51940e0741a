/* Requests that wait: suspended connections, each resumed exactly once.
 *
 * libmicrohttpd aborts when it is stopped with a suspended connection, and a suspended one neither
 * times out nor notices that its client has gone. So each stands in the server's list from
 * http_defer until the first of http_resume, the watchdog and the stop takes it out; that one gives
 * the reply and resumes, all under the lock. */
#include "inside.h"

#include <stdlib.h>

#include "base/clock.h"

int http_defer(struct http_request *request, double limit_s)
{
    struct exchange *x = (struct exchange *)request;
    struct http_server *s = x->server;
    const double now_s = clock_monotonic_s();
    int rc = -1;
    pthread_mutex_lock(&s->lock);
    if (!s->is_ending && x->state == EXCHANGE_HANDLING &&
        s->stats.n_waiting < s->config.max_waiting) {
        x->state = EXCHANGE_WAITING;
        x->n_refs++;
        x->limit_s = now_s + (limit_s > 0 ? limit_s : s->config.wait_s);
        x->previous = NULL;
        x->next = s->waiting;
        if (x->next)
            x->next->previous = x;
        s->waiting = x;
        s->stats.n_waiting++;
        s->n_deferred++;
        MHD_suspend_connection(x->mhd);
        rc = 0;
    }
    pthread_mutex_unlock(&s->lock);
    return rc;
}

/* With the lock: out of the list, and on. */
static void wake(struct exchange *x)
{
    struct http_server *s = x->server;
    if (x->next)
        x->next->previous = x->previous;
    if (x->previous)
        x->previous->next = x->next;
    else
        s->waiting = x->next;
    s->stats.n_waiting--;
    x->state = EXCHANGE_READY;
    MHD_resume_connection(x->mhd);
}

void http_resume(struct http_request *request, struct http_reply *reply)
{
    struct exchange *x = (struct exchange *)request;
    struct http_server *s = x->server;
    struct http_reply dropped = {0};
    pthread_mutex_lock(&s->lock);
    if (x->state == EXCHANGE_WAITING) {
        dropped = x->reply;
        x->reply = *reply;
        wake(x);
    } else {
        dropped = *reply;
    }
    pthread_mutex_unlock(&s->lock);
    http_reply_release(&dropped);
    *reply = (struct http_reply){0};
    exchange_unref(x);
    pthread_mutex_lock(&s->lock);
    s->n_deferred--; /* last: from here on the server may go */
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

bool exchange_is_waiting(struct exchange *x)
{
    pthread_mutex_lock(&x->server->lock);
    const bool is_waiting = x->state == EXCHANGE_WAITING;
    pthread_mutex_unlock(&x->server->lock);
    return is_waiting;
}

void wait_expire(struct http_server *server, double now_s)
{
    for (struct exchange *x = server->waiting, *next = NULL; x; x = next) {
        next = x->next;
        if (x->limit_s > now_s)
            continue;
        x->refusal = server->is_stopping ? "stopping" : "not answered in time";
        reply_refuse(x, 503);
        server->stats.n_refused++;
        wake(x);
    }
}
