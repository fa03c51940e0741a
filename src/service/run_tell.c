/* What a run tells: the engine's progress, read as if a stranger wrote it, and the plan's states.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "run_parts.h"
#include "solver/instance.h"
#include "store/plan.h"
#include "store/readers.h"

enum { MAX_LINE = 1024 };

static const double TELL_EVERY_S = 0.1;

static int64_t number(const struct json *line, const char *key, int64_t otherwise)
{
    const struct json *j = json_get(line, key);
    return json_is_int(j) ? json_int(j) : otherwise;
}

/* A word that is one of the engine's: small letters. */
static bool take_word(const struct json *j, char *out, size_t cap)
{
    const char *text = json_text(j);
    if (strlen(text) >= cap || strspn(text, "abcdefghijklmnopqrstuvwxyz_") != strlen(text))
        return false;
    memcpy(out, text, strlen(text) + 1);
    return true;
}

static bool read_progress(const struct json *line, struct run_progress *p)
{
    const struct json *elapsed = json_get(line, "elapsed_s");
    *p = (struct run_progress){.elapsed_s = json_is_real(elapsed) ? json_num(elapsed) : 0,
                               .level_ix = (int)number(line, "level", -1),
                               .n_levels = (int)number(line, "levels", 0),
                               .band = (int)number(line, "band", -1),
                               .n_nodes = number(line, "nodes", 0),
                               .value = number(line, "value", 0),
                               .bound = number(line, "bound", 0),
                               .is_proven = json_bool(json_get(line, "proven"))};
    if (!json_is_string(json_get(line, "phase")) ||
        !take_word(json_get(line, "phase"), p->phase, sizeof p->phase) ||
        !take_word(json_get(line, "objective"), p->objective, sizeof p->objective))
        return false;
    p->is_done = strcmp(p->phase, "done") == 0;
    return p->elapsed_s >= 0 && p->elapsed_s < 1e9 && p->level_ix >= -1 && p->level_ix < 1000 &&
           p->n_levels >= 0 && p->n_levels < 1000;
}

void run_progress_write(const struct run_progress *p, struct buf *out)
{
    buf_fmt(out, "\"phase\":\"%s\",\"elapsed_s\":%.1f,\"nodes\":%lld", p->phase, p->elapsed_s,
            (long long)p->n_nodes);
    if (p->level_ix >= 0)
        buf_fmt(out, ",\"level\":%d", p->level_ix + 1);
    if (p->n_levels > 0)
        buf_fmt(out, ",\"levels\":%d", p->n_levels);
    if (p->objective[0] != '\0')
        buf_fmt(out, ",\"objective\":\"%s\"", p->objective);
    if (p->band > 0)
        buf_fmt(out, ",\"band\":%d", p->band);
    if (p->is_done)
        buf_fmt(out, ",\"value\":%lld,\"bound\":%lld,\"proven\":%s", (long long)p->value,
                (long long)p->bound, p->is_proven ? "true" : "false");
}

/* Takes listener `i` out; the lock is held. */
static void drop(struct run_manager *m, size_t i)
{
    m->listening[i].listener.end(m->listening[i].listener.ctx);
    m->listening[i] = m->listening[--m->n_listening];
}

/* Tells the progress at hand; the lock is held. */
static void tell_progress(struct run_manager *m)
{
    struct buf data = {0};
    buf_char(&data, '{');
    run_progress_write(&m->progress, &data);
    buf_char(&data, '}');
    for (size_t i = m->n_listening; i-- > 0;) {
        const struct listening *l = &m->listening[i];
        if (l->plan_id == m->plan_id &&
            l->listener.tell(l->listener.ctx, NULL, "progress", data.data) != 0)
            drop(m, i);
    }
    buf_release(&data);
}

void run_take_line(void *manager, const char *line)
{
    struct run_manager *m = manager;
    struct run_progress p;
    size_t len = strlen(line);
    struct json *json = len > 0 && len <= MAX_LINE ? json_parse(line, len, NULL) : NULL;
    bool is_progress = json_is_object(json) && read_progress(json, &p);
    json_free(json);
    if (!is_progress)
        return;
    pthread_mutex_lock(&m->lock);
    double now_s = clock_monotonic_s();
    m->progress = p;
    if (p.is_done || now_s - m->told_s >= TELL_EVERY_S) {
        m->told_s = now_s;
        tell_progress(m);
    }
    pthread_mutex_unlock(&m->lock);
}

void run_take_phase(struct run_manager *m, const char *phase)
{
    pthread_mutex_lock(&m->lock);
    m->progress.is_done = false;
    m->progress.objective[0] = '\0';
    m->progress.band = -1;
    snprintf(m->progress.phase, sizeof m->progress.phase, "%s", phase);
    tell_progress(m);
    pthread_mutex_unlock(&m->lock);
}

bool run_look(struct run_manager *m, int64_t plan_id, struct run_progress *out)
{
    pthread_mutex_lock(&m->lock);
    bool is_it = plan_id != 0 && m->plan_id == plan_id;
    if (is_it)
        *out = m->progress;
    pthread_mutex_unlock(&m->lock);
    return is_it;
}

/* Whether nothing more comes of the run of a plan in this state. */
static bool is_over(const char *state)
{
    return strcmp(state, "queued") != 0 && strcmp(state, "solving") != 0;
}

/* Tells one listener the states that are new to it. -1: it is to be dropped. */
static int tell_new(struct listening *l, const struct store_plan_events *events)
{
    for (size_t i = 0; i < events->n; i++) {
        const struct store_plan_event *event = &events->items[i];
        char id[24], data[64];
        if (event->seq <= l->seq)
            continue;
        l->seq = event->seq;
        snprintf(id, sizeof id, "%lld", (long long)event->seq);
        snprintf(data, sizeof data, "{\"state\":\"%s\"}", event->state);
        if (l->listener.tell(l->listener.ctx, id, "state", data) != 0)
            return -1;
    }
    return events->n > 0 && is_over(events->items[events->n - 1].state) ? -1 : 0;
}

/* Reads the states as they are by now: a handle taken now sees the last commit. */
static int read_states(struct run_manager *m, int64_t plan_id, struct store_plan_events *out,
                       struct err *e)
{
    struct store *s = store_readers_take(m->readers, 0, e);
    int rc = s != NULL ? store_plan_event_list(s, plan_id, out, e) : e->code;
    store_readers_give(m->readers, s);
    return rc;
}

void run_tell_states(struct run_manager *m, int64_t plan_id)
{
    struct store_plan_events events = {0};
    struct err e = {0};
    pthread_mutex_lock(&m->lock);
    bool is_heard = false;
    for (size_t i = 0; i < m->n_listening; i++)
        is_heard |= m->listening[i].plan_id == plan_id;
    if (is_heard && read_states(m, plan_id, &events, &e) == ERR_OK)
        for (size_t i = m->n_listening; i-- > 0;)
            if (m->listening[i].plan_id == plan_id && tell_new(&m->listening[i], &events) != 0)
                drop(m, i);
    pthread_mutex_unlock(&m->lock);
    store_plan_events_release(&events);
}

int run_listen(struct run_manager *m, int64_t plan_id, int64_t after,
               const struct run_listener *listener, struct err *e)
{
    struct store_plan_events events = {0};
    struct listening l = {plan_id, after, *listener};
    /* under the lock: a state that comes now is either read here or told after */
    pthread_mutex_lock(&m->lock);
    int rc = read_states(m, plan_id, &events, e);
    if (rc == ERR_OK && tell_new(&l, &events) != 0) {
        listener->end(listener->ctx);
    } else if (rc == ERR_OK) {
        m->listening = mem_grow(m->listening, m->n_listening + 1, sizeof *m->listening);
        m->listening[m->n_listening++] = l;
    }
    pthread_mutex_unlock(&m->lock);
    store_plan_events_release(&events);
    return rc;
}

void run_drop_listeners(struct run_manager *m)
{
    pthread_mutex_lock(&m->lock);
    while (m->n_listening > 0)
        drop(m, m->n_listening - 1);
    pthread_mutex_unlock(&m->lock);
}
