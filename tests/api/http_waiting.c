/* Replies that take time: each deferred request is answered exactly once, by whoever comes first;
 * workers, streams, and the limits of the server. */
#include "client.h"

#include <pthread.h>
#include <time.h>

#define H     "Host: a.vn\r\n"
#define CLOSE H "Connection: close\r\n\r\n"

/* What the handlers leave for the tests, and the tests for the handlers. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct http_request *kept[64]; /* deferred, in the order they came */
    size_t n_kept;
    struct http_stream *streams[8];
    size_t n_streams;
    int n_run, n_freed;
    bool may_run;
} shared = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void pause_ms(long ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static void wait_until(const size_t *count, size_t n)
{
    pthread_mutex_lock(&shared.lock);
    while (*count < n)
        pthread_cond_wait(&shared.changed, &shared.lock);
    pthread_mutex_unlock(&shared.lock);
}

static void answer(struct http_request *request, const char *text)
{
    struct http_reply reply = {.status = 200, .route = "/test"};
    buf_str(&reply.body, text);
    http_resume(request, &reply);
    assert_null(reply.body.data);
}

static void *answer_at_once(void *request)
{
    answer(request, "at once");
    return NULL;
}

static bool job(void *arg, struct http_request *request, struct http_reply *reply)
{
    pthread_mutex_lock(&shared.lock);
    shared.n_run++;
    pthread_cond_broadcast(&shared.changed);
    while (!shared.may_run)
        pthread_cond_wait(&shared.changed, &shared.lock);
    pthread_mutex_unlock(&shared.lock);
    reply->status = 200;
    buf_fmt(&reply->body, "%s %s", (const char *)arg, request->body);
    return true;
}

/* Hands the request on, and the other is faster than the return. */
static bool job_handed_on(void *arg, struct http_request *request, struct http_reply *reply)
{
    pthread_t thread;
    (void)arg;
    buf_str(&reply->body, "this one counts no more");
    assert_int_equal(pthread_create(&thread, NULL, answer_at_once, request), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    return false;
}

static void free_job(void *arg)
{
    free(arg);
    pthread_mutex_lock(&shared.lock);
    shared.n_freed++;
    pthread_cond_broadcast(&shared.changed);
    pthread_mutex_unlock(&shared.lock);
}

static void keep(struct http_request *request, struct http_reply *reply)
{
    pthread_mutex_lock(&shared.lock);
    if (http_defer(request, strcmp(request->path, "/short") == 0 ? 0.1 : 0) == 0) {
        shared.kept[shared.n_kept++] = request;
        pthread_cond_broadcast(&shared.changed);
    } else {
        http_refuse(request, reply, 503, "Bận", "Busy");
    }
    pthread_mutex_unlock(&shared.lock);
}

static void publish(struct http_request *request, struct http_reply *reply)
{
    struct http_stream *stream = http_stream_new(request);
    if (!stream) {
        http_refuse(request, reply, 503, "Bận", "Busy");
        return;
    }
    reply->status = 200;
    reply->stream = stream;
    pthread_mutex_lock(&shared.lock);
    shared.streams[shared.n_streams++] = stream;
    pthread_cond_broadcast(&shared.changed);
    pthread_mutex_unlock(&shared.lock);
}

static void handler(void *ctx, struct http_request *request, struct http_reply *reply)
{
    (void)ctx;
    if (strcmp(request->path, "/keep") == 0 || strcmp(request->path, "/short") == 0) {
        keep(request, reply);
    } else if (strcmp(request->path, "/thread") == 0) {
        pthread_t thread;
        assert_int_equal(http_defer(request, 0), 0);
        assert_int_equal(http_defer(request, 0), -1); /* not twice */
        assert_int_equal(pthread_create(&thread, NULL, answer_at_once, request), 0);
        assert_int_equal(pthread_join(thread, NULL), 0); /* resumed before the handler returns */
        buf_str(&reply->body, "this one counts no more");
    } else if (strcmp(request->path, "/job") == 0) {
        http_work(request, reply, job, strdup("worked on"), free_job);
    } else if (strcmp(request->path, "/hand-on") == 0) {
        http_work(request, reply, job_handed_on, NULL, NULL);
    } else if (strcmp(request->path, "/events") == 0) {
        publish(request, reply);
    } else if (strcmp(request->path, "/forgotten") != 0) {
        reply->status = 200;
        reply->type = "text/plain";
        http_etag("seen", 4, reply->etag);
        buf_str(&reply->body, "seen\n");
    }
}

static struct http_server *server;
static struct http_config config = {.handler = handler};

static int start(void **state)
{
    (void)state;
    shared.n_kept = shared.n_streams = 0;
    shared.n_run = shared.n_freed = 0;
    shared.may_run = false;
    server = server_start(config);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    config = (struct http_config){.handler = handler};
    return http_stop(server, 5);
}

static int ask(const char *raw, struct buf *in)
{
    return client_ask(http_port(server), raw, in);
}

static void t_deferred_requests_are_answered_once(void **state)
{
    (void)state;
    enum { N = 40 };
    int fds[N];
    for (int i = 0; i < N; i++) {
        fds[i] = client_open(http_port(server));
        client_say(fds[i], "POST /keep HTTP/1.1\r\nContent-Length: 1\r\n" H "\r\nx");
    }
    wait_until(&shared.n_kept, N);
    struct http_stats stats;
    http_stats(server, &stats);
    assert_int_equal(stats.n_waiting, N);
    for (int i = N - 1; i >= 0; i--)
        answer(shared.kept[i], "late");
    for (int i = 0; i < N; i++) {
        struct buf in = {0};
        client_await(fds[i], &in, "\r\n\r\nlate");
        assert_int_equal(client_count(&in, "HTTP/1.1 200"), 1);
        client_say(fds[i], "GET / HTTP/1.1\r\n" CLOSE); /* the connection goes on */
        client_read_all(fds[i], &in);
        assert_int_equal(client_count(&in, "HTTP/1.1 200"), 2);
        buf_release(&in);
        close(fds[i]);
    }
    http_stats(server, &stats);
    assert_int_equal(stats.n_waiting, 0);
    assert_int_equal(stats.n_requests, 2 * N);
}

static void t_resuming_before_the_handler_returns(void **state)
{
    (void)state;
    struct buf in = {0};
    assert_int_equal(ask("GET /thread HTTP/1.1\r\n" CLOSE, &in), 200);
    assert_non_null(strstr(in.data, "\r\n\r\nat once"));
    buf_release(&in);
    assert_int_equal(ask("GET /hand-on HTTP/1.1\r\n" CLOSE, &in), 200);
    assert_non_null(strstr(in.data, "\r\n\r\nat once"));
    buf_release(&in);
}

static void t_the_watchdog_answers_what_nobody_does(void **state)
{
    (void)state;
    struct buf in = {0};
    assert_int_equal(ask("GET /short HTTP/1.1\r\n" CLOSE, &in), 503);
    assert_non_null(strstr(in.data, "\r\nRetry-After: "));
    buf_release(&in);
    answer(shared.kept[0], "too late"); /* only frees */
    assert_int_equal(ask("GET / HTTP/1.1\r\n" CLOSE, &in), 200);
    buf_release(&in);
}

static void t_a_client_that_left_does_no_harm(void **state)
{
    (void)state;
    const int fd = client_open(http_port(server));
    client_say(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
    wait_until(&shared.n_kept, 1);
    const struct linger hard = {1, 0}; /* a reset */
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard), 0);
    close(fd);
    answer(shared.kept[0], "to nobody");
    struct buf in = {0};
    assert_int_equal(ask("GET / HTTP/1.1\r\n" CLOSE, &in), 200);
    buf_release(&in);
}

static void t_too_many_wait(void **state)
{
    (void)state;
    const int fd = client_open(http_port(server));
    client_say(fd, "GET /keep HTTP/1.1\r\n" H "\r\n");
    wait_until(&shared.n_kept, 1);
    struct buf in = {0};
    assert_int_equal(ask("GET /keep HTTP/1.1\r\n" CLOSE, &in), 503);
    answer(shared.kept[0], "x");
    buf_release(&in);
    close(fd);
}

static int start_one_waits(void **state)
{
    config.max_waiting = 1;
    return start(state);
}

static void t_workers_and_their_queue(void **state)
{
    (void)state;
    int fds[3];
    for (int i = 0; i < 3; i++) { /* one runs, two wait */
        fds[i] = client_open(http_port(server));
        client_say(fds[i], "POST /job HTTP/1.1\r\nContent-Length: 1\r\n" H "\r\nx");
        struct http_stats stats;
        do
            http_stats(server, &stats);
        while (stats.n_waiting < (unsigned)i + 1);
        pthread_mutex_lock(&shared.lock);
        while (shared.n_run == 0)
            pthread_cond_wait(&shared.changed, &shared.lock);
        pthread_mutex_unlock(&shared.lock);
    }
    struct buf in = {0};
    assert_int_equal(ask("GET /job HTTP/1.1\r\n" CLOSE, &in), 503);
    buf_release(&in);
    assert_int_equal(ask("GET / HTTP/1.1\r\n" CLOSE, &in), 200); /* others are not held up */
    buf_release(&in);
    pthread_mutex_lock(&shared.lock);
    shared.may_run = true;
    pthread_cond_broadcast(&shared.changed);
    pthread_mutex_unlock(&shared.lock);
    for (int i = 0; i < 3; i++) {
        client_await(fds[i], &in, "\r\n\r\nworked on x");
        buf_release(&in);
        close(fds[i]);
    }
    pthread_mutex_lock(&shared.lock);
    while (shared.n_freed < 4)
        pthread_cond_wait(&shared.changed, &shared.lock);
    assert_int_equal(shared.n_run, 3);
    pthread_mutex_unlock(&shared.lock);
}

static int start_one_worker(void **state)
{
    config.n_workers = 1;
    config.work_queue = 2;
    return start(state);
}

static void t_streams(void **state)
{
    (void)state;
    const int fd = client_open(http_port(server));
    struct buf in = {0};
    client_say(fd, "GET /events HTTP/1.1\r\n" H "\r\n");
    wait_until(&shared.n_streams, 1);
    client_await(fd, &in, "\r\n\r\n");
    assert_non_null(strstr(in.data, "\r\nContent-Type: text/event-stream\r\n"));
    struct http_stream *stream = shared.streams[0];
    assert_int_equal(http_stream_send(stream, "1", "progress", "{\"gap\":0.5}"), 0);
    client_await(fd, &in, "id: 1\nevent: progress\ndata: {\"gap\":0.5}\n\n");
    assert_int_equal(http_stream_send(stream, "a\nb", NULL, "one\ntwo\r\nthree\rfour"), 0);
    client_await(fd, &in, "\ndata: one\ndata: two\ndata: three\ndata: four\n\n");
    assert_null(strstr(in.data, "id: a"));
    http_stream_end(stream);
    client_await(fd, &in, "\r\n0\r\n\r\n");
    client_say(fd, "GET / HTTP/1.1\r\n" H "\r\n"); /* the connection goes on */
    client_await(fd, &in, "\r\n\r\nseen");
    buf_release(&in);
    close(fd);
}

/* HEAD of a stream is a head: not one byte more that the client could take for the next answer. The
 * stream's publisher is told that nobody listens. */
static void t_the_head_of_a_stream_has_no_body(void **state)
{
    (void)state;
    const int fd = client_open(http_port(server));
    struct buf in = {0};
    client_say(fd, "HEAD /events HTTP/1.1\r\n" H "\r\n");
    client_read_all(fd, &in);
    assert_int_equal(client_status(&in), 200);
    assert_non_null(strstr(in.data, "\r\nContent-Type: text/event-stream\r\n"));
    assert_null(strstr(in.data, "chunked"));
    assert_string_equal(strstr(in.data, "\r\n\r\n"), "\r\n\r\n");
    wait_until(&shared.n_streams, 1);
    assert_int_equal(http_stream_send(shared.streams[0], NULL, NULL, "to nobody"), -1);
    http_stream_end(shared.streams[0]);
    buf_release(&in);
    close(fd);
}

/* A stream shows signs of life, and so it is found out that its client has gone. */
static void t_streams_of_clients_that_left(void **state)
{
    (void)state;
    const int fd = client_open(http_port(server));
    struct buf in = {0};
    client_say(fd, "GET /events HTTP/1.1\r\n" H "\r\n");
    client_await(fd, &in, ":\n\n");
    client_await(fd, &in, ":\n\n");
    close(fd);
    buf_release(&in);
    struct http_stats stats;
    for (int i = 0; i < 1000; i++, pause_ms(20)) {
        http_stats(server, &stats);
        if (stats.n_streams == 0)
            break;
    }
    assert_int_equal(stats.n_streams, 0);
    assert_int_equal(http_stream_send(shared.streams[0], NULL, NULL, "to nobody"), -1);
    http_stream_end(shared.streams[0]);
}

static int start_lively(void **state)
{
    config.heartbeat_s = 0.2;
    return start(state);
}

static void t_streams_of_clients_that_do_not_read(void **state)
{
    (void)state;
    const int fd = client_open(http_port(server));
    client_say(fd, "GET /events HTTP/1.1\r\n" H "\r\n");
    wait_until(&shared.n_streams, 1);
    static char wide[16 << 10];
    memset(wide, 'x', sizeof wide - 1);
    int n = 0;
    while (http_stream_send(shared.streams[0], NULL, NULL, wide) == 0 && n < 100000)
        n++;
    assert_in_range(n, 16, 99999); /* what the sockets hold, and 256 KiB */
    http_stream_end(shared.streams[0]);
    close(fd);
}

static void t_too_many_streams(void **state)
{
    (void)state;
    const int fd = client_open(http_port(server));
    client_say(fd, "GET /events HTTP/1.1\r\n" H "\r\n");
    wait_until(&shared.n_streams, 1);
    struct buf in = {0};
    assert_int_equal(ask("GET /events HTTP/1.1\r\n" CLOSE, &in), 503);
    http_stream_end(shared.streams[0]);
    buf_release(&in);
    close(fd);
}

static int start_one_stream(void **state)
{
    config.max_streams = 1;
    return start(state);
}

static void t_a_forgotten_reply_is_500(void **state)
{
    (void)state;
    struct buf in = {0};
    assert_int_equal(ask("GET /forgotten HTTP/1.1\r\n" CLOSE, &in), 500);
    assert_non_null(strstr(in.data, "application/problem+json"));
    buf_release(&in);
}

static void t_unchanged_is_304(void **state)
{
    (void)state;
    char etag[40], raw[256];
    http_etag("seen", 4, etag);
    struct buf in = {0};
    snprintf(raw, sizeof raw, "GET / HTTP/1.1\r\nIf-None-Match: \"x\", W/%s\r\n" CLOSE, etag);
    assert_int_equal(ask(raw, &in), 304);
    assert_non_null(strstr(in.data, etag));
    assert_null(strstr(in.data, "seen"));
    assert_non_null(strstr(in.data, "\r\nContent-Length: 5\r\n")); /* as the 200 would have */
    buf_release(&in);
    assert_int_equal(ask("GET / HTTP/1.1\r\nIf-None-Match: \"x\"\r\n" CLOSE, &in), 200);
    buf_release(&in);
    snprintf(raw, sizeof raw, "POST / HTTP/1.1\r\nContent-Length: 0\r\nIf-None-Match: *\r\n" CLOSE);
    assert_int_equal(ask(raw, &in), 200);
    buf_release(&in);
}

/* Beyond the soft limit clients hear so, beyond the hard one they are closed. */
static void t_connections_are_limited(void **state)
{
    (void)state;
    int fds[10];
    struct http_stats stats;
    for (int i = 0; i < 10; i++)
        fds[i] = client_open(http_port(server));
    for (int i = 0; i < 1000; i++, pause_ms(10)) {
        http_stats(server, &stats);
        if (stats.n_connections == 10)
            break;
    }
    assert_int_equal(stats.n_connections, 10);
    struct buf in = {0};
    const int more = client_open(http_port(server));
    (void)client_send(more, "GET / ", 6);
    client_read_all(more, &in);
    assert_int_equal(in.len, 0);
    close(more);
    client_say(fds[0], "GET / HTTP/1.1\r\n" H "\r\n");
    client_read_all(fds[0], &in); /* ends without our help */
    assert_int_equal(client_status(&in), 503);
    assert_non_null(strstr(in.data, "\r\nRetry-After: "));
    buf_release(&in);
    for (int i = 0; i < 10; i++)
        close(fds[i]);
    for (int i = 0; i < 1000; i++, pause_ms(10)) {
        http_stats(server, &stats);
        if (stats.n_connections == 0)
            break;
    }
    assert_int_equal(ask("GET / HTTP/1.1\r\n" CLOSE, &in), 200);
    buf_release(&in);
}

static int start_narrow(void **state)
{
    config.soft_limit = 5;
    config.hard_limit = 10;
    return start(state);
}

static void t_one_address_has_its_share(void **state)
{
    (void)state;
    int fds[3];
    struct buf in = {0};
    for (int i = 0; i < 3; i++) {
        fds[i] = client_open(http_port(server));
        client_say(fds[i], "GET / HTTP/1.1\r\n" H "\r\n");
        client_await(fds[i], &in, "seen");
        buf_release(&in);
    }
    const int more = client_open(http_port(server));
    (void)client_send(more, "GET / ", 6);
    client_read_all(more, &in);
    assert_int_equal(in.len, 0);
    close(more);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}

static int start_one_address(void **state)
{
    config.per_address = 3;
    return start(state);
}

/* All bodies on their way together are limited, and what they took comes back. */
static void t_bodies_have_a_budget(void **state)
{
    (void)state;
    struct buf in = {0};
    const int fd = client_open(http_port(server));
    client_say(fd, "POST / HTTP/1.1\r\n" H "Content-Length: 600\r\n\r\n");
    struct http_stats stats;
    do
        http_stats(server, &stats);
    while (stats.n_requests == 0);
    assert_int_equal(ask("POST / HTTP/1.1\r\n" H "Content-Length: 500\r\n\r\n", &in), 503);
    buf_release(&in);
    for (int i = 0; i < 60; i++)
        client_say(fd, "0123456789");
    client_await(fd, &in, "seen");
    buf_release(&in);
    close(fd);
    do
        http_stats(server, &stats);
    while (stats.n_connections > 0); /* the reply comes before what it took is given back */
    const int other = client_open(http_port(server));
    client_say(other, "POST / HTTP/1.1\r\n" H "Content-Length: 1000\r\n\r\n");
    for (int i = 0; i < 100; i++)
        client_say(other, "0123456789");
    client_await(other, &in, "seen");
    buf_release(&in);
    close(other);
}

static int start_poor(void **state)
{
    config.body_budget = 1000;
    return start(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_deferred_requests_are_answered_once, start, stop),
        cmocka_unit_test_setup_teardown(t_resuming_before_the_handler_returns, start, stop),
        cmocka_unit_test_setup_teardown(t_the_watchdog_answers_what_nobody_does, start, stop),
        cmocka_unit_test_setup_teardown(t_a_client_that_left_does_no_harm, start, stop),
        cmocka_unit_test_setup_teardown(t_too_many_wait, start_one_waits, stop),
        cmocka_unit_test_setup_teardown(t_workers_and_their_queue, start_one_worker, stop),
        cmocka_unit_test_setup_teardown(t_streams, start, stop),
        cmocka_unit_test_setup_teardown(t_the_head_of_a_stream_has_no_body, start, stop),
        cmocka_unit_test_setup_teardown(t_streams_of_clients_that_left, start_lively, stop),
        cmocka_unit_test_setup_teardown(t_streams_of_clients_that_do_not_read, start, stop),
        cmocka_unit_test_setup_teardown(t_too_many_streams, start_one_stream, stop),
        cmocka_unit_test_setup_teardown(t_a_forgotten_reply_is_500, start, stop),
        cmocka_unit_test_setup_teardown(t_unchanged_is_304, start, stop),
        cmocka_unit_test_setup_teardown(t_connections_are_limited, start_narrow, stop),
        cmocka_unit_test_setup_teardown(t_one_address_has_its_share, start_one_address, stop),
        cmocka_unit_test_setup_teardown(t_bodies_have_a_budget, start_poor, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
