/* The thread of the runs, see the header. */
#include "service/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "run_parts.h"
#include "service/allocate.h"
#include "service/round.h"
#include "store/audit.h"
#include "store/plan.h"
#include "store/readers.h"
#include "store/writer.h"

enum {
    READ_MS = 5000, /* a snapshot of some thousand requests takes a tenth of a second */
    PIECE = 100,    /* parties stored by one job: others wait no longer than milliseconds */
};

/* Explanations hold a plan up no longer than this: what is not found by then is told to be open. A
 * cancelled run is explained, too, but with next to no search for changes. */
static const double EXPLAIN_S = 120;
static const double SHORT_S = 0.5;

/* The job of a run, for the writer. */
struct step {
    const struct allocation *a;
    struct store_plan plan;
    int from;        /* of a piece */
    struct err *why; /* of a failure */
};

static int note(struct store *s, const struct store_plan *p, const char *action, const char *fields,
                struct err *e)
{
    char object[64];
    snprintf(object, sizeof object, "plan/%s", p->code);
    struct store_audit row = {
        .action = (char *)(uintptr_t)action, .object = object, .fields = (char *)(uintptr_t)fields};
    return store_audit_add(s, &row, e);
}

/* ---- what an earlier server left behind ---- */

static int put_back(void *ctx, struct store *s, struct err *e)
{
    int rc = ERR_OK;
    int64_t id = 0;
    (void)ctx;
    while ((rc = store_plan_oldest(s, "solving", &id, e)) == ERR_OK && id != 0) {
        struct store_plan p = {0};
        rc = store_plan_get(s, id, &p, e);
        if (rc == ERR_OK && p.is_cancelled == 1)
            rc = store_plan_fail(s, id, "máy chủ dừng trước khi giữ được phương án đã có",
                                 "the server stopped before the plan at hand could be kept", e);
        else if (rc == ERR_OK)
            rc = store_plan_move(s, id, "queued", 0, e);
        store_plan_release(&p);
        if (rc != ERR_OK)
            break;
    }
    return rc;
}

/* ---- the steps of one run, as jobs ---- */

/* ERR_DATA where it no longer waits: it was discarded meanwhile. */
static int begin_plan(void *ctx, struct store *s, struct err *e)
{
    struct step *step = ctx;
    int64_t id = step->plan.id;
    store_plan_release(&step->plan);
    int rc = store_plan_get(s, id, &step->plan, e);
    if (rc == ERR_OK && strcmp(step->plan.state, "queued") != 0)
        rc = err_set(e, ERR_DATA, "phương án không còn chờ", "the plan waits no more");
    if (rc == ERR_OK)
        rc = store_plan_move(s, id, "solving", 0, e);
    return rc == ERR_OK ? store_plan_clear(s, id, e) : rc;
}

static int keep_piece(void *ctx, struct store *s, struct err *e)
{
    const struct step *step = ctx;
    return allocation_store_requests(step->a, s, step->plan.id, step->from, PIECE, e);
}

static int finish_plan(void *ctx, struct store *s, struct err *e)
{
    const struct step *step = ctx;
    int rc = allocation_finish(step->a, s, step->plan.id, e);
    if (rc == ERR_OK && step->plan.is_scenario == 0)
        rc = round_advance(s, step->plan.round_id, "planned", e);
    return rc == ERR_OK ? note(s, &step->plan, "plan.solve", "", e) : rc;
}

static int fail_plan(void *ctx, struct store *s, struct err *e)
{
    const struct step *step = ctx;
    int rc = store_plan_fail(s, step->plan.id, step->why->vi, step->why->en, e);
    return rc == ERR_OK ? note(s, &step->plan, "plan.fail", "", e) : rc;
}

/* Waits for news, at most so long; false at the end. */
static bool wait_for_news(struct run_manager *m, double limit_s)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(limit_s * 1e9);
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&m->lock);
    int rc = 0;
    while (rc != ETIMEDOUT && !m->is_awake && !atomic_load(&m->is_ending))
        rc = pthread_cond_timedwait(&m->news, &m->lock, &until);
    m->is_awake = false;
    pthread_mutex_unlock(&m->lock);
    return !atomic_load(&m->is_ending);
}

/* Has the writer do a job; again and again while the disk is full or the queue is. */
static int insist(struct run_manager *m, store_job *job, struct step *step, unsigned flags,
                  struct err *e)
{
    for (;;) {
        struct err now = {0};
        int rc = store_writer_run(m->writer, job, flags, step, &now);
        if ((rc != ERR_BUSY && rc != ERR_FULL) || !wait_for_news(m, 1)) {
            if (rc != ERR_OK)
                *e = now;
            return rc;
        }
    }
}

/* ---- one run ---- */

static int prepare(struct run_manager *m, struct allocation *a, const struct store_plan *plan,
                   struct err *e)
{
    struct store *s = store_readers_take(m->readers, READ_MS, e);
    int rc = s != NULL ? allocation_prepare_plan(a, s, plan, e) : e->code;
    store_readers_give(m->readers, s);
    return rc;
}

static int solve(struct run_manager *m, struct allocation *a, struct err *e)
{
    const struct allocate_options o = {.engine = m->options.engine,
                                       .time_limit_s = m->options.time_limit_s,
                                       .cpu_limit_s = m->options.cpu_limit_s,
                                       .memory_limit = m->options.memory_limit,
                                       .is_cancelled = &m->is_cancelled,
                                       .progress = run_take_line,
                                       .progress_ctx = m};
    int rc = allocation_solve(a, &o, e);
    /* stopped by nobody here: by the terminal's Ctrl-C, which ends the server, too */
    if (rc == ERR_OK && a->plan.status == SOLVER_STOPPED && !atomic_load(&m->is_cancelled) &&
        (o.time_limit_s <= 0 || a->elapsed_s < o.time_limit_s))
        (void)wait_for_news(m, 1);
    if (rc == ERR_OK && a->faults.n > 0)
        rc = err_set(e, ERR_INTERNAL, "phương án không qua được kiểm tra: %s",
                     "the plan fails the check: %s", a->faults.items[0].where);
    return rc;
}

static void explain(struct run_manager *m, struct allocation *a)
{
    struct err e = {0};
    const bool is_short = atomic_load(&m->is_cancelled);
    const double limit_s = m->options.time_limit_s;
    const struct allocate_options o = {.engine = m->options.engine,
                                       .time_limit_s = is_short ? SHORT_S
                                                       : limit_s > 0 && limit_s < EXPLAIN_S
                                                           ? limit_s
                                                           : EXPLAIN_S,
                                       .cpu_limit_s = m->options.cpu_limit_s,
                                       .memory_limit = m->options.memory_limit,
                                       .is_cancelled = is_short ? &m->is_ending : &m->is_cancelled};
    run_take_phase(m, "explain");
    if (allocation_explain(a, &o, &e) != ERR_OK && !atomic_load(&m->is_ending)) {
        const struct log_field why[] = {{"why", e.en, 0}};
        log_event("plan not explained", why, 1); /* it stands without */
    }
}

static int keep(struct run_manager *m, struct step *step, struct err *e)
{
    int rc = ERR_OK;
    for (step->from = 0; rc == ERR_OK && step->from < step->a->instance.n_parties;
         step->from += PIECE)
        rc = insist(m, keep_piece, step, STORE_UNAUDITED, e);
    return rc == ERR_OK ? insist(m, finish_plan, step, 0, e) : rc;
}

/* What the end of the server interrupts stays as it is: the next one queues it again. */
static void run_plan(struct run_manager *m, const struct store_plan *plan)
{
    struct allocation a = {0};
    struct err e = {0};
    struct step step = {.a = &a, .plan = *plan, .why = &e};
    int rc = prepare(m, &a, plan, &e);
    if (rc == ERR_OK)
        rc = solve(m, &a, &e);
    if (rc == ERR_OK && !atomic_load(&m->is_ending))
        explain(m, &a);
    if (rc == ERR_OK && !atomic_load(&m->is_ending))
        rc = keep(m, &step, &e);
    if (rc != ERR_OK && rc != ERR_IO && !atomic_load(&m->is_ending)) {
        struct err ignored = {0};
        (void)insist(m, fail_plan, &step, 0, &ignored);
    }
    allocation_release(&a);
}

static void set_plan(struct run_manager *m, int64_t plan_id)
{
    pthread_mutex_lock(&m->lock);
    m->plan_id = plan_id;
    m->progress = (struct run_progress){.level_ix = -1, .band = -1};
    m->told_s = 0;
    if (plan_id != 0)
        atomic_store(&m->is_cancelled, atomic_load(&m->is_ending));
    pthread_mutex_unlock(&m->lock);
}

static int64_t next_plan(struct run_manager *m)
{
    struct err e = {0};
    int64_t id = 0;
    struct store *s = store_readers_take(m->readers, 0, &e);
    if (s != NULL && store_plan_oldest(s, "queued", &id, &e) != ERR_OK)
        id = 0;
    store_readers_give(m->readers, s);
    return id;
}

/* Once the plan is begun in the store, a cancel finds it at hand: set before, committed after. */
static void take_next(struct run_manager *m, int64_t id)
{
    struct step step = {.plan.id = id};
    struct err e = {0};
    set_plan(m, id);
    if (insist(m, begin_plan, &step, STORE_UNAUDITED, &e) == ERR_OK) {
        run_tell_states(m, id);
        run_plan(m, &step.plan);
    } else {
        (void)wait_for_news(m, 1); /* the writer is ending: no hurry */
    }
    set_plan(m, 0);
    run_tell_states(m, id);
    store_plan_release(&step.plan);
}

static void *work(void *arg)
{
    struct run_manager *m = arg;
    while (!atomic_load(&m->is_ending)) {
        int64_t id = next_plan(m);
        if (id != 0)
            take_next(m, id);
        else
            (void)wait_for_news(m, 1);
    }
    return NULL;
}

/* ---- for others ---- */

static void release(struct run_manager *m)
{
    pthread_mutex_destroy(&m->lock);
    pthread_cond_destroy(&m->news);
    free(m->listening);
    free(m->engine);
    free(m);
}

int run_start(struct run_manager **out, struct store_writer *writer, struct store_readers *readers,
              const struct run_options *options, struct err *e)
{
    pthread_condattr_t monotonic;
    struct run_manager *m = mem_alloc(sizeof *m);
    *out = NULL;
    m->writer = writer;
    m->readers = readers;
    m->engine = mem_dup(options->engine);
    m->options = *options;
    m->options.engine = m->engine;
    pthread_mutex_init(&m->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&m->news, &monotonic);
    pthread_condattr_destroy(&monotonic);
    int rc = store_writer_run(writer, put_back, STORE_UNAUDITED, NULL, e);
    if (rc == ERR_OK && pthread_create(&m->thread, NULL, work, m) != 0)
        rc = err_set(e, ERR_BUSY, "không tạo được luồng", "no thread can be had");
    if (rc == ERR_OK)
        *out = m;
    else
        release(m);
    return rc;
}

void run_wake(struct run_manager *m)
{
    pthread_mutex_lock(&m->lock);
    m->is_awake = true;
    pthread_cond_signal(&m->news);
    pthread_mutex_unlock(&m->lock);
}

void run_cancel(struct run_manager *m, int64_t plan_id)
{
    pthread_mutex_lock(&m->lock);
    if (m->plan_id == plan_id)
        atomic_store(&m->is_cancelled, true);
    pthread_mutex_unlock(&m->lock);
    run_tell_states(m, plan_id);
}

void run_end(struct run_manager *m)
{
    pthread_mutex_lock(&m->lock); /* against set_plan, which takes a cancel back */
    atomic_store(&m->is_ending, true);
    atomic_store(&m->is_cancelled, true);
    pthread_mutex_unlock(&m->lock);
    run_wake(m);
}

void run_stop(struct run_manager *m)
{
    if (m == NULL)
        return;
    run_end(m);
    pthread_join(m->thread, NULL);
    run_drop_listeners(m);
    release(m);
}
