/* The thread of short questions, see the header. */
#include "service/slot.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "service/rehousing_ask.h"
#include "service/value.h"
#include "store/readers.h"
#include "store/writer.h"

enum {
    READ_MS = 2000,
    COMPARE_S = 60, /* how old a proposal may be without anybody noticing what moved */
};

struct slot {
    struct store_writer *writer;
    struct store_readers *readers;
    char *engine;
    struct run_options options; /* engine points to the copy */
    pthread_t thread;
    atomic_bool is_ending;
    pthread_mutex_t lock; /* for the condition alone */
    pthread_cond_t news;
    double compared_s; /* monotonic; when open cases were last compared */
};

/* About a second, or the end. */
static void rest(struct slot *m)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += 1;
    pthread_mutex_lock(&m->lock);
    int rc = 0;
    while (rc != ETIMEDOUT && !atomic_load(&m->is_ending))
        rc = pthread_cond_timedwait(&m->news, &m->lock, &until);
    pthread_mutex_unlock(&m->lock);
}

static void tell(const char *what, const struct err *why)
{
    const struct log_field fields[] = {{"why", why->en, 0}};
    log_event(what, fields, 1);
}

struct keeping {
    const struct rehousing_answer *answer;
    int64_t now;
};

static int keep_job(void *ctx, struct store *s, struct err *e)
{
    const struct keeping *k = ctx;
    return rehousing_keep(s, k->answer, k->now, e);
}

static struct allocate_options options_of(struct slot *m)
{
    return (struct allocate_options){.engine = m->options.engine,
                                     .time_limit_s = m->options.time_limit_s,
                                     .cpu_limit_s = m->options.cpu_limit_s,
                                     .memory_limit = m->options.memory_limit,
                                     .is_cancelled = &m->is_ending};
}

/* Answers the question of a case. What cannot be kept now is asked again later. */
static void propose(struct slot *m, const struct rehousing_question *q)
{
    const struct allocate_options o = options_of(m);
    struct rehousing_answer answer;
    struct err e = {0};
    rehousing_answer(q, &o, &answer);
    struct keeping k = {.answer = &answer, .now = clock_now_s()};
    if (!atomic_load(&m->is_ending) && store_writer_run(m->writer, keep_job, 0, &k, &e) != ERR_OK &&
        e.code != ERR_CHANGED)
        tell("proposals not kept", &e);
    rehousing_answer_release(&answer);
}

/* One case: asked where it was never proposed, is stale, or rests on other facts. */
static void look_at(struct slot *m, const struct store_rehousing *c, bool is_comparing)
{
    const bool is_due = c->proposed_at == 0 || c->is_stale != 0;
    struct rehousing_question q = {0};
    struct err e = {0};
    if (!is_due && !is_comparing)
        return;
    struct store *s = store_readers_take(m->readers, READ_MS, &e);
    int rc = s != NULL ? rehousing_prepare(s, c->code, &q, &e) : e.code;
    store_readers_give(m->readers, s);
    if (rc != ERR_OK)
        tell("rehousing not asked", &e);
    else if (is_due || rehousing_has_moved(&q))
        propose(m, &q);
    rehousing_question_release(&q);
}

static void look_at_cases(struct slot *m)
{
    const struct store_rehousing_query open = {.state = "open"};
    const double now_s = clock_monotonic_s();
    const bool is_comparing = now_s - m->compared_s >= COMPARE_S;
    struct store_rehousings all = {0};
    struct err e = {0};
    int64_t n;
    struct store *s = store_readers_take(m->readers, 0, &e);
    if (s == NULL)
        return;
    int rc = store_rehousing_list(s, &open, &all, &n, &e);
    store_readers_give(m->readers, s);
    m->compared_s = is_comparing ? now_s : m->compared_s;
    for (size_t i = 0; i < all.n && rc == ERR_OK && !atomic_load(&m->is_ending); i++)
        look_at(m, &all.items[i], is_comparing);
    store_rehousings_release(&all);
}

/* ---- values ---- */

struct answer {
    const char *state;
    int64_t now;
    struct store_room_values rooms;
};

static int answer_job(void *ctx, struct store *s, struct err *e)
{
    const struct answer *a = ctx;
    return store_value_keep(s, a->state, a->now, a->rooms.items, a->rooms.n, e);
}

static void answer_values(struct slot *m, struct allocation *house)
{
    const struct allocate_options o = options_of(m);
    struct answer a = {.state = "done"};
    struct err e = {0};
    if (value_answer(house, &o, &a.rooms, &e) != ERR_OK) {
        a.state = "failed";
        tell("values not found", &e);
    }
    a.now = clock_now_s();
    if (!atomic_load(&m->is_ending) &&
        store_writer_run(m->writer, answer_job, STORE_UNAUDITED, &a, &e) != ERR_OK)
        tell("values not kept", &e);
    value_release(&a.rooms);
}

static void look_at_values(struct slot *m)
{
    struct store_value_question q = {0};
    struct allocation house = {0};
    struct err e = {0};
    struct store *s = store_readers_take(m->readers, 0, &e);
    int rc = s != NULL ? store_value_get(s, &q, &e) : e.code;
    const bool is_asked = rc == ERR_OK && q.plan_id != 0 && strcmp(q.state, "asked") == 0;
    if (is_asked)
        rc = value_prepare(s, &house, &e);
    store_readers_give(m->readers, s);
    if (is_asked && rc == ERR_OK)
        answer_values(m, &house);
    allocation_release(&house);
    store_value_question_release(&q);
}

static void *work(void *arg)
{
    struct slot *m = arg;
    while (!atomic_load(&m->is_ending)) {
        look_at_cases(m);
        look_at_values(m);
        rest(m);
    }
    return NULL;
}

static void release(struct slot *m)
{
    pthread_mutex_destroy(&m->lock);
    pthread_cond_destroy(&m->news);
    free(m->engine);
    free(m);
}

int slot_start(struct slot **out, struct store_writer *writer, struct store_readers *readers,
               const struct run_options *options, struct err *e)
{
    pthread_condattr_t monotonic;
    struct slot *m = mem_alloc(sizeof *m);
    m->writer = writer;
    m->readers = readers;
    m->engine = mem_dup(options->engine);
    m->options = *options;
    m->options.engine = m->engine;
    m->compared_s = clock_monotonic_s();
    pthread_mutex_init(&m->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&m->news, &monotonic);
    pthread_condattr_destroy(&monotonic);
    *out = NULL;
    if (pthread_create(&m->thread, NULL, work, m) != 0) {
        release(m);
        return err_set(e, ERR_BUSY, "không tạo được luồng", "no thread can be had");
    }
    *out = m;
    return ERR_OK;
}

void slot_end(struct slot *m)
{
    if (m == NULL)
        return;
    pthread_mutex_lock(&m->lock);
    atomic_store(&m->is_ending, true);
    pthread_cond_signal(&m->news);
    pthread_mutex_unlock(&m->lock);
}

void slot_stop(struct slot *m)
{
    if (m == NULL)
        return;
    slot_end(m);
    pthread_join(m->thread, NULL);
    release(m);
}
