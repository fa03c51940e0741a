/* Stopping (T24): with suspended requests, open streams, half heads and busy workers the server
 * ends, in time, every client told; never by an abort. Each case is a process of its own that gets
 * a SIGTERM, as in service. */
#include "client.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "base/clock.h"

#define H "Host: a.vn\r\n"

enum { N_WAITING = 50 };

static double work_s = 0.5, limit_s = 4.5;

static bool work(void *arg, struct http_request *request, struct http_reply *reply)
{
    (void)arg;
    (void)request;
    const struct timespec t = {(time_t)work_s, (long)((work_s - (double)(time_t)work_s) * 1e9)};
    nanosleep(&t, NULL);
    reply->status = 200;
    buf_str(&reply->body, "worked");
    return true;
}

/* Who was deferred by /keep; the store's writer would resume them, this one does so at the end. */
static struct http_request *kept[N_WAITING];
static size_t n_kept;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

static struct http_stream *endless; /* its publisher lets go of it after the server's end */

static struct http_server *_Atomic server; /* handlers run before http_start returns */

static void handler(void *ctx, struct http_request *request, struct http_reply *reply)
{
    (void)ctx;
    reply->status = 200;
    if (strcmp(request->path, "/keep") == 0) {
        pthread_mutex_lock(&kept_lock);
        if (http_defer(request, 0) == 0)
            kept[n_kept++] = request;
        pthread_mutex_unlock(&kept_lock);
    } else if (strcmp(request->path, "/job") == 0) {
        http_work(request, reply, work, NULL, NULL);
    } else if (strcmp(request->path, "/events") == 0) {
        struct http_stream *stream = http_stream_new(request);
        if (!stream) { /* it stops already */
            http_refuse(request, reply, 503, "Bận", "Busy");
            return;
        }
        reply->stream = stream;
        http_stream_send(stream, NULL, NULL, "begun");
        http_stream_end(stream);
    } else if (strcmp(request->path, "/endless") == 0) {
        endless = http_stream_new(request);
        reply->stream = endless;
        http_stream_send(endless, NULL, NULL, "begun");
    } else {
        struct http_stats stats;
        http_stats(server, &stats);
        buf_fmt(&reply->body, "waiting %u, connections %u", stats.n_waiting, stats.n_connections);
    }
}

static void *resume_all(void *unused)
{
    (void)unused;
    const struct timespec pause = {0, 300 * 1000 * 1000};
    nanosleep(&pause, NULL);
    pthread_mutex_lock(&kept_lock);
    const size_t n = n_kept;
    pthread_mutex_unlock(&kept_lock);
    for (size_t i = 0; i < n; i++) {
        struct http_reply reply = {.status = 200};
        buf_str(&reply.body, "committed");
        http_resume(kept[i], &reply);
    }
    return NULL;
}

/* The server's process: 0, or 1 where the stop says so, 2 where it took too long. */
static int serve(int port_fd, bool do_resume)
{
    sigset_t ends;
    int signal = 0;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    const struct http_config config = {.handler = handler, .n_workers = 1, .wait_s = 60};
    server = server_start(config);
    const int port = http_port(server);
    if (write(port_fd, &port, sizeof port) != (ssize_t)sizeof port)
        return 3;
    sigwait(&ends, &signal);
    pthread_t writer;
    if (do_resume && pthread_create(&writer, NULL, resume_all, NULL) != 0)
        return 3;
    const double begin_s = clock_monotonic_s();
    const int rc = http_stop(server, limit_s);
    const double took_s = clock_monotonic_s() - begin_s;
    if (do_resume)
        pthread_join(writer, NULL);
    if (endless)
        http_stream_end(endless);
    return rc != ERR_OK ? 1 : took_s > limit_s + 5 /* a busy machine */ ? 2 : 0;
}

static pid_t server_pid;

static int start(bool do_resume)
{
    int ends[2], port = 0;
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    server_pid = fork();
    assert_true(server_pid >= 0);
    if (server_pid == 0) {
        const int code = serve(ends[1], do_resume);
        if (code == 0)
            exit(0); /* sanitizers have their say */
        _exit(code);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &port, sizeof port), sizeof port);
    close(ends[0]);
    return port;
}

/* Its exit code, -1 where a signal ended it. */
static int end(void)
{
    int status = 0;
    assert_int_equal(kill(server_pid, SIGTERM), 0);
    assert_int_equal(waitpid(server_pid, &status, 0), server_pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int say(int port, const char *raw)
{
    const int fd = client_open(port);
    client_say(fd, raw);
    return fd;
}

/* Returns once so many requests wait and so many connections are held beside the one that asks. */
static void settle(int port, unsigned n_waiting, unsigned n_connections)
{
    char expected[64];
    snprintf(expected, sizeof expected, "waiting %u, connections %u", n_waiting, n_connections + 1);
    for (int i = 0; i < 1000; i++) {
        struct buf in = {0};
        client_ask(port, "GET / HTTP/1.1\r\n" H "Connection: close\r\n\r\n", &in);
        const bool is_settled = in.data && strstr(in.data, expected);
        buf_release(&in);
        if (is_settled)
            return;
        const struct timespec pause = {0, 10 * 1000 * 1000};
        nanosleep(&pause, NULL);
    }
    fail_msg("never saw: %s", expected);
}

static void stop_with_waiting(bool do_resume, const char *expected)
{
    const int port = start(do_resume);
    int fds[N_WAITING];
    for (int i = 0; i < N_WAITING; i++)
        fds[i] = say(port, "POST /keep HTTP/1.1\r\nContent-Length: 0\r\n" H "\r\n");
    settle(port, N_WAITING, N_WAITING);
    const int code = end();
    assert_int_equal(code, do_resume ? 0 : 1);
    for (int i = 0; i < N_WAITING; i++) {
        struct buf in = {0};
        client_read_all(fds[i], &in);
        assert_non_null(in.data);
        assert_non_null(strstr(in.data, expected));
        assert_int_equal(client_count(&in, "HTTP/1.1 "), 1);
        buf_release(&in);
        close(fds[i]);
    }
}

/* The writer commits while the server stops: an answer for each. */
static void t_waiting_requests_get_their_answers(void **state)
{
    (void)state;
    stop_with_waiting(true, "\r\n\r\ncommitted");
}

/* Nobody resumes: each is told 503, and the caller that it must not free what they use. */
static void t_waiting_requests_are_told(void **state)
{
    (void)state;
    limit_s = 1;
    stop_with_waiting(false, "HTTP/1.1 503");
    limit_s = 4.5;
}

static void t_streams_and_half_requests_end(void **state)
{
    (void)state;
    limit_s = 1;
    const int port = start(false);
    struct buf in = {0};
    const int stream = say(port, "GET /endless HTTP/1.1\r\n" H "\r\n");
    client_await(stream, &in, "data: begun\n\n");
    const int ended = say(port, "GET /events HTTP/1.1\r\n" H "\r\n");
    const int head = say(port, "GET / HTTP/1.1\r\nHos");
    const int body = say(port, "POST / HTTP/1.1\r\nContent-Length: 9\r\n" H "\r\nx");
    const int idle = say(port, "GET / HTTP/1.1\r\n" H "\r\n");
    settle(port, 0, 5);
    assert_int_equal(end(), 0);
    client_read_all(stream, &in);
    assert_non_null(strstr(in.data, "\r\n0\r\n\r\n"));
    buf_release(&in);
    const int others[] = {ended, head, body, idle};
    for (size_t i = 0; i < 4; i++) {
        client_read_all(others[i], &in);
        buf_release(&in);
        close(others[i]);
    }
    close(stream);
    limit_s = 4.5;
}

static void t_a_busy_worker_finishes(void **state)
{
    (void)state;
    const int port = start(false);
    const int fd = say(port, "GET /job HTTP/1.1\r\n" H "\r\n");
    settle(port, 1, 1);
    assert_int_equal(end(), 0);
    struct buf in = {0};
    client_read_all(fd, &in);
    assert_non_null(strstr(in.data, "\r\n\r\nworked"));
    assert_non_null(strstr(in.data, "\r\nConnection: close\r\n"));
    buf_release(&in);
    close(fd);
}

/* A worker that does not end: its client is told, the process may go. */
static void t_a_stuck_worker_is_left_behind(void **state)
{
    (void)state;
    work_s = 600;
    limit_s = 1;
    const int port = start(false);
    const int fd = say(port, "GET /job HTTP/1.1\r\n" H "\r\n");
    settle(port, 1, 1);
    assert_int_equal(end(), 1);
    struct buf in = {0};
    client_read_all(fd, &in);
    assert_int_equal(client_status(&in), 503);
    buf_release(&in);
    close(fd);
    work_s = 0.5;
    limit_s = 4.5;
}

/* Stops in the middle of all kinds of traffic. */
static void t_stops_under_load(void **state)
{
    (void)state;
    static const char *const raw[] = {"GET / HTTP/1.1\r\n" H "\r\n",
                                      "GET /job HTTP/1.1\r\n" H "\r\n",
                                      "GET /events HTTP/1.1\r\n" H "\r\n"};
    work_s = 0.001;
    for (int round = 0; round < 8; round++) {
        const int port = start(false);
        int fds[24], status = 0;
        for (int i = 0; i < 24; i++)
            fds[i] = client_open(port);
        for (int r = 0; r <= round; r++)
            for (int i = 0; i < 24; i++)
                client_say(fds[i], raw[(i + r) % 3]);
        assert_int_equal(kill(server_pid, SIGTERM), 0); /* while those are on their way */
        assert_int_equal(waitpid(server_pid, &status, 0), server_pid);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        for (int i = 0; i < 24; i++)
            close(fds[i]);
    }
    work_s = 0.5;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_waiting_requests_get_their_answers),
        cmocka_unit_test(t_waiting_requests_are_told),
        cmocka_unit_test(t_streams_and_half_requests_end),
        cmocka_unit_test(t_a_busy_worker_finishes),
        cmocka_unit_test(t_a_stuck_worker_is_left_behind),
        cmocka_unit_test(t_stops_under_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
