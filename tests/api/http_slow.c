/* Clients slower than fair are cut, and nobody else notices (T9 in small): heads and bodies byte by
 * byte, replies that nobody reads, idle connections. How fast others are served meanwhile is the
 * benches' matter. */
#include "client.h"

#include <pthread.h>
#include <time.h>

#define H "Host: a.vn\r\n"

enum { N_EACH = 25, REPLY_BYTES = 16 << 20 };

static void handler(void *ctx, struct http_request *request, struct http_reply *reply)
{
    (void)ctx;
    static char wide[REPLY_BYTES];
    reply->status = 200;
    if (strcmp(request->path, "/wide") == 0) {
        reply->fixed = wide;
        reply->n_fixed = sizeof wide;
    } else {
        buf_str(&reply->body, "seen");
    }
}

/* Sends the text one byte at a time for ever; true once the server has cut it. */
static bool drip(int fd, const char *text, size_t *at)
{
    const char c = text[*at] != '\0' ? text[(*at)++] : 'x';
    char unused[256];
    if (send(fd, &c, 1, MSG_NOSIGNAL) != 1)
        return true;
    return recv(fd, unused, sizeof unused, MSG_DONTWAIT) == 0; /* its end of the stream */
}

static void t_slow_clients_are_cut(void **state)
{
    (void)state;
    static const char *const slow[] = {
        "GET / HTTP/1.1\r\nHost: a.vn\r\nX: ",
        "POST / HTTP/1.1\r\nContent-Length: 60000\r\nHost: a.vn\r\n\r\n",
    };
    const struct http_config config = {
        .handler = handler, .head_s = 1, .idle_s = 20, .min_bytes_per_s = 16 << 20};
    struct http_server *server = server_start(config);
    const int port = http_port(server);
    int fds[2 * N_EACH], readers[5];
    size_t at[2 * N_EACH] = {0};
    bool is_cut[2 * N_EACH] = {false};
    for (int i = 0; i < 2 * N_EACH; i++)
        fds[i] = client_open(port);
    for (int i = 0; i < 5; i++) {
        readers[i] = client_open(port);
        client_say(readers[i], "GET /wide HTTP/1.1\r\n" H "\r\n");
    }
    const int idle = client_open(port);
    int n_cut = 0;
    for (int round = 0; round < 400 && n_cut < 2 * N_EACH; round++) {
        for (int i = 0; i < 2 * N_EACH; i++) {
            if (is_cut[i] || !drip(fds[i], slow[i % 2], &at[i]))
                continue;
            is_cut[i] = true;
            n_cut++;
        }
        struct buf in = {0};
        assert_int_equal(client_ask(port, "GET / HTTP/1.1\r\n" H "Connection: close\r\n\r\n", &in),
                         200);
        buf_release(&in);
        const struct timespec pause = {0, 50 * 1000 * 1000};
        nanosleep(&pause, NULL);
    }
    assert_int_equal(n_cut, 2 * N_EACH);
    struct http_stats stats;
    for (int i = 0; i < 400; i++) {
        http_stats(server, &stats);
        if (stats.n_reaped >= 2 * N_EACH + 6)
            break;
        const struct timespec pause = {0, 50 * 1000 * 1000};
        nanosleep(&pause, NULL);
    }
    assert_int_equal(stats.n_reaped, 2 * N_EACH + 6);
    struct buf in = {0};
    client_read_all(idle, &in); /* ends without our help */
    assert_int_equal(in.len, 0);
    close(idle);
    for (int i = 0; i < 5; i++) {
        client_read_all(readers[i], &in); /* what was on its way, but not all */
        assert_true(in.len < REPLY_BYTES);
        buf_release(&in);
        close(readers[i]);
    }
    for (int i = 0; i < 2 * N_EACH; i++)
        close(fds[i]);
    assert_int_equal(http_stop(server, 5), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_slow_clients_are_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
