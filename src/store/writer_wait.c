/* Waiting for a job's outcome: for threads that may block. */
#include "store/writer.h"

#include <pthread.h>
#include <stdbool.h>

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_done;
    store_job *job;
    void *ctx;
    struct err *e;
    int rc;
};

static int run_waited(void *ctx, struct store *s, struct err *e)
{
    const struct waiter *x = ctx;
    return x->job(x->ctx, s, e);
}

static void wake_waiter(void *ctx, const struct err *e)
{
    struct waiter *x = ctx;
    pthread_mutex_lock(&x->lock);
    x->rc = e->code;
    if (e->code != ERR_OK && x->e != NULL && x->e->code == ERR_OK)
        *x->e = *e;
    x->is_done = true;
    pthread_cond_signal(&x->wake);
    pthread_mutex_unlock(&x->lock);
}

int store_writer_run(struct store_writer *w, store_job *job, unsigned flags, void *ctx,
                     struct err *e)
{
    struct waiter x = {.job = job, .ctx = ctx, .e = e};
    pthread_mutex_init(&x.lock, NULL);
    pthread_cond_init(&x.wake, NULL);
    int rc = store_writer_add(w, run_waited, flags, wake_waiter, &x, e);
    if (rc == ERR_OK) {
        pthread_mutex_lock(&x.lock);
        while (!x.is_done)
            pthread_cond_wait(&x.wake, &x.lock);
        rc = x.rc;
        pthread_mutex_unlock(&x.lock);
    }
    pthread_cond_destroy(&x.wake);
    pthread_mutex_destroy(&x.lock);
    return rc;
}
