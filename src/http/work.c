/* Workers for handlers that take time. A bounded queue: what does not fit is refused at once. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"

struct job {
    struct http_request *request;
    http_worker run;
    void *arg;
    void (*free_arg)(void *);
};

struct work {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct job *jobs; /* [n_max] a ring */
    size_t n_max, first, n_jobs;
    pthread_t *threads; /* [n_threads] */
    size_t n_threads;
    bool is_quitting;
};

static void run_job(const struct job *job)
{
    struct http_reply reply = {0};
    bool is_ours = true;
    if (exchange_is_waiting((struct exchange *)job->request))
        is_ours = job->run(job->arg, job->request, &reply);
    if (is_ours)
        http_resume(job->request, &reply);
    else
        http_reply_release(&reply);
    if (job->free_arg)
        job->free_arg(job->arg);
}

static void *run_jobs(void *work)
{
    struct work *w = work;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (w->n_jobs == 0 && !w->is_quitting)
            pthread_cond_wait(&w->some, &w->lock);
        if (w->n_jobs == 0)
            break;
        const struct job job = w->jobs[w->first];
        w->first = (w->first + 1) % w->n_max;
        w->n_jobs--;
        pthread_mutex_unlock(&w->lock);
        run_job(&job);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct work *work_start(const struct http_config *config)
{
    struct work *w = mem_alloc(sizeof *w);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->some, NULL);
    w->n_max = config->work_queue;
    w->jobs = mem_array(w->n_max, sizeof *w->jobs);
    w->threads = mem_array(config->n_workers, sizeof *w->threads);
    while (w->n_threads < config->n_workers &&
           pthread_create(&w->threads[w->n_threads], NULL, run_jobs, w) == 0)
        w->n_threads++;
    if (w->n_threads == config->n_workers)
        return w;
    work_quit(w);
    (void)work_join(w, INFINITY);
    return NULL;
}

int work_put(struct work *w, struct http_request *request, http_worker run, void *arg,
             void (*free_arg)(void *))
{
    int rc = -1;
    pthread_mutex_lock(&w->lock);
    if (!w->is_quitting && w->n_jobs < w->n_max && http_defer(request, 0) == 0) {
        w->jobs[(w->first + w->n_jobs) % w->n_max] = (struct job){request, run, arg, free_arg};
        w->n_jobs++;
        pthread_cond_signal(&w->some);
        rc = 0;
    }
    pthread_mutex_unlock(&w->lock);
    return rc;
}

void http_work(struct http_request *request, struct http_reply *reply, http_worker work, void *arg,
               void (*free_arg)(void *arg))
{
    struct exchange *x = (struct exchange *)request;
    if (work_put(x->server->work, request, work, arg, free_arg) == 0)
        return;
    http_refuse(request, reply, 503, "Máy chủ đang bận, xin thử lại sau giây lát.",
                "The server is busy, please try again in a moment.");
    if (free_arg)
        free_arg(arg);
}

void work_quit(struct work *w)
{
    pthread_mutex_lock(&w->lock);
    w->is_quitting = true;
    pthread_cond_broadcast(&w->some);
    pthread_mutex_unlock(&w->lock);
}

static int join(pthread_t thread, double deadline_s)
{
    if (deadline_s == INFINITY)
        return pthread_join(thread, NULL);
    double left_s = deadline_s - clock_monotonic_s();
    struct timespec until = {0};
    clock_gettime(CLOCK_REALTIME, &until);
    left_s = left_s < 0 ? 0 : left_s;
    until.tv_sec += (time_t)left_s;
    until.tv_nsec += (long)((left_s - (double)(time_t)left_s) * 1e9);
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    return pthread_timedjoin_np(thread, NULL, &until);
}

int work_join(struct work *w, double deadline_s)
{
    while (w->n_threads > 0) {
        if (join(w->threads[w->n_threads - 1], deadline_s) != 0)
            return -1;
        w->n_threads--;
    }
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->some);
    free(w->jobs);
    free(w->threads);
    free(w);
    return 0;
}
