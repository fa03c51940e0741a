/* Start and stop. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum {
    CONNECTION_MEMORY = 24 << 10, /* heads beyond half of it get 431 or 414 */
    N_SPARE_FILES = 256,          /* descriptors for all that is not a connection */
};

static void fill_in(struct http_config *c)
{
    const struct http_config usual = {
        .n_threads = 2,
        .n_workers = 2,
        .work_queue = 50,
        .soft_limit = 800,
        .hard_limit = 1000,
        .per_address = 64,
        .max_waiting = 2000,
        .max_streams = 200,
        .body_budget = (size_t)64 << 20,
        .head_s = 8,
        .idle_s = 15,
        .wait_s = 30,
        .heartbeat_s = 15,
        .min_bytes_per_s = 16 << 10,
    };
#define USUAL(member) c->member = c->member > 0 ? c->member : usual.member
    USUAL(n_threads);
    USUAL(n_workers);
    USUAL(work_queue);
    USUAL(soft_limit);
    USUAL(hard_limit);
    USUAL(per_address);
    USUAL(max_waiting);
    USUAL(max_streams);
    USUAL(body_budget);
    USUAL(head_s);
    USUAL(idle_s);
    USUAL(wait_s);
    USUAL(heartbeat_s);
    USUAL(min_bytes_per_s);
#undef USUAL
    if (c->behind_proxy)
        c->per_address = 0; /* all come from the proxy's */
}

/* Debian starts processes with 1,024 descriptors, fewer than the connections may need. */
static void raise_file_limit(unsigned n_connections)
{
    struct rlimit limit = {0};
    const rlim_t want = (rlim_t)n_connections * 2 + N_SPARE_FILES;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= want)
        return;
    limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
    (void)setrlimit(RLIMIT_NOFILE, &limit); /* fewer is not wrong, only fewer */
}

/* The gate decodes, once; libmicrohttpd must not touch a thing. */
static size_t keep_escapes(void *unused, struct MHD_Connection *mhd, char *text)
{
    size_t n = 0;
    (void)unused;
    (void)mhd;
    while (text[n] != '\0')
        n++;
    return n;
}

static void panic(void *unused, const char *file, unsigned line, const char *reason)
{
    (void)unused;
    const struct log_field f[] = {
        {"file", file, 0}, {"line", NULL, line}, {"reason", reason ? reason : "", 0}};
    log_event("panic", f, 3);
    log_close();
    abort();
}

static struct MHD_Daemon *start_daemon(struct http_server *s)
{
    const struct http_config *c = &s->config;
    /* the array has one type for all values: no size_t read as an int */
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_THREAD_POOL_SIZE, c->n_threads, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)c->hard_limit * 2, NULL}, /* ours comes first */
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, c->per_address, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, (intptr_t)ceil(c->idle_s), NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)intake_uri, s},
        {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)keep_escapes, NULL},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)intake_done, s},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)connection_notify, s},
        {MHD_OPTION_END, 0, NULL},
    };
    MHD_set_panic_func(panic, NULL);
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0,
        NULL, NULL, intake_access, s, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

static void prepare(struct http_server *s, const struct http_config *config)
{
    s->config = *config;
    fill_in(&s->config);
    raise_file_limit(s->config.hard_limit);
    pthread_mutex_init(&s->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->changed, &monotonic);
    pthread_cond_init(&s->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static void release(struct http_server *s)
{
    if (s->listen_fd >= 0)
        close(s->listen_fd);
    if (s->stop_fd >= 0)
        close(s->stop_fd);
    pthread_cond_destroy(&s->changed);
    pthread_cond_destroy(&s->wake);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static void stop_watch(struct http_server *s)
{
    pthread_mutex_lock(&s->lock);
    s->is_watch_over = true;
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->watch, NULL);
}

/* Threads last to first need each other; nothing is accepted before all stand. */
static int start_threads(struct http_server *s)
{
    s->work = work_start(&s->config);
    if (!s->work)
        return -1;
    if (pthread_create(&s->watch, NULL, watch_run, s) != 0)
        goto no_watch;
    s->daemon = start_daemon(s);
    if (!s->daemon)
        goto no_daemon;
    if (pthread_create(&s->listener, NULL, listen_run, s) == 0)
        return 0;
    MHD_stop_daemon(s->daemon);
no_daemon:
    stop_watch(s);
no_watch:
    work_quit(s->work);
    (void)work_join(s->work, INFINITY);
    return -1;
}

struct http_server *http_start(const struct http_config *config, struct err *e)
{
    struct http_server *s = mem_alloc(sizeof *s);
    s->listen_fd = -1;
    s->stop_fd = eventfd(0, EFD_CLOEXEC);
    prepare(s, config);
    int rc = listen_open(&s->config, &s->listen_fd, &s->port, e);
    if (rc == ERR_OK && (s->stop_fd < 0 || start_threads(s) != 0))
        rc = err_set(e, ERR_IO, "không khởi động được máy chủ", "the server cannot start");
    if (rc == ERR_OK)
        return s;
    release(s);
    return NULL;
}

int http_port(const struct http_server *server)
{
    return server->port;
}

void http_stats(struct http_server *server, struct http_stats *out)
{
    pthread_mutex_lock(&server->lock);
    *out = server->stats;
    pthread_mutex_unlock(&server->lock);
}

/* With the lock: waits until the count is 0 or it is late. */
static bool wait_for(struct http_server *s, const unsigned *count, double until_s)
{
    struct timespec until = {(time_t)until_s, (long)((until_s - floor(until_s)) * 1e9)};
    while (*count > 0)
        if (pthread_cond_timedwait(&s->changed, &s->lock, &until) != 0)
            return *count == 0;
    return true;
}

static void stop_listening(struct http_server *s)
{
    const uint64_t one = 1;
    while (write(s->stop_fd, &one, sizeof one) != (ssize_t)sizeof one)
        ; /* an eventfd takes it, unless a signal came between */
    pthread_join(s->listener, NULL);
    close(s->listen_fd);
    s->listen_fd = -1;
}

int http_stop(struct http_server *s, double limit_s)
{
    const double end_s = clock_monotonic_s() + limit_s;
    pthread_mutex_lock(&s->lock);
    s->is_stopping = true;
    streams_wake(s, 0, true);
    pthread_mutex_unlock(&s->lock);
    stop_listening(s);

    pthread_mutex_lock(&s->lock);
    (void)wait_for(s, &s->n_open, end_s - limit_s / 3);
    s->is_ending = true; /* what waits now is answered, and nothing waits any more */
    wait_expire(s, INFINITY);
    (void)wait_for(s, &s->n_open, end_s - limit_s / 6);
    pthread_mutex_unlock(&s->lock);

    work_quit(s->work);
    MHD_stop_daemon(s->daemon);
    stop_watch(s);
    const bool is_joined = work_join(s->work, end_s) == 0;
    pthread_mutex_lock(&s->lock);
    const bool is_free = wait_for(s, &s->n_deferred, end_s);
    pthread_mutex_unlock(&s->lock);
    if (!is_joined || !is_free)
        return ERR_BUSY;
    release(s);
    return ERR_OK;
}
