/* Raw requests: what libmicrohttpd alone would take and two readers could understand differently is
 * refused, the connection ends, and no second request is seen (T11). */
#include "client.h"

#include <pthread.h>

#include "base/log.h"

static struct {
    pthread_mutex_t lock;
    unsigned n_seen, n_smuggled;
    size_t n_body;
    char path[2048], body[64], session[300], remote[64];
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void handler(void *ctx, struct http_request *request, struct http_reply *reply)
{
    (void)ctx;
    pthread_mutex_lock(&seen.lock);
    seen.n_seen++;
    seen.n_smuggled += strstr(request->path, "smuggled") != NULL;
    seen.n_body = request->n_body;
    snprintf(seen.path, sizeof seen.path, "%s", request->path);
    snprintf(seen.body, sizeof seen.body, "%s", request->body);
    snprintf(seen.session, sizeof seen.session, "%s", request->session ? request->session : "-");
    snprintf(seen.remote, sizeof seen.remote, "%s", request->remote);
    pthread_mutex_unlock(&seen.lock);
    reply->status = 200;
    reply->type = "text/plain";
    reply->route = "/test";
    buf_str(&reply->body, "seen\n");
}

static size_t body_limit(void *ctx, const struct http_request *request)
{
    (void)ctx;
    return strcmp(request->path, "/upload") == 0 ? HTTP_BODY_UPLOAD : HTTP_BODY_JSON;
}

static struct http_server *server;

static int start(void **state)
{
    (void)state;
    const struct http_config config = {
        .cookie = "sid", .handler = handler, .body_limit = body_limit};
    server = server_start(config);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    return http_stop(server, 5);
}

#define H        "Host: a.vn\r\n"
#define SMUGGLED "GET /smuggled HTTP/1.1\r\n" H "\r\n"
#define ROW(status, raw)                                                                           \
    {                                                                                              \
        status, sizeof(raw) - 1, raw                                                               \
    }

static const struct {
    int status; /* 200 = let in */
    size_t n;
    const char *raw; /* what follows it, if it is refused: SMUGGLED */
} rows[] = {
    /* plain ones */
    ROW(200, "GET / HTTP/1.1\r\n" H "\r\n"),
    ROW(200, "GET / HTTP/1.0\r\n" H "\r\n"),
    ROW(200, "\r\nGET / HTTP/1.1\r\n" H "\r\n"), /* RFC 9112, 2.2: one empty line before */
    ROW(200, "HEAD /a%20b?c=d HTTP/1.1\r\n" H "\r\n"),
    ROW(200, "DELETE /a HTTP/1.1\r\nhOST:a.vn\r\n\r\n"),
    ROW(200, "POST /a HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\nabc"),
    ROW(200, "POST /a HTTP/1.1\r\n" H "Content-Length: 0\r\n\r\n"),
    ROW(200, "POST /a HTTP/1.1\r\n" H "\r\n"), /* RFC 9112, 6.3: no body */
    ROW(200, "PUT /a HTTP/1.1\r\n" H "Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"),
    ROW(200, "GET /a HTTP/1.1\r\n" H "Cookie: x=1; sid=abc\r\n\r\n"),
    /* two ways to see where the body ends */
    ROW(411,
        "POST / HTTP/1.1\r\n" H "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ROW(411,
        "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"),
    ROW(411, "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
    ROW(411, "POST / HTTP/1.1\r\n" H "Transfer-Encoding: xchunked\r\n\r\n"),
    ROW(411, "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
    ROW(411, "POST / HTTP/1.1\r\n" H
             "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "Transfer-Encoding: \x0b"
             "chunked\r\n\r\n0\r\n\r\n"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length: 3, 3\r\n\r\nabc"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length: +3\r\n\r\nabc"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length: -3\r\n\r\nabc"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length: 0x3\r\n\r\nabc"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length:\r\n\r\nabc"),
    ROW(400, "POST / HTTP/1.1\r\n" H "Content-Length : 3\r\n\r\nabc"),
    ROW(413, "POST / HTTP/1.1\r\n" H "Content-Length: 99999999999999999999999\r\n\r\n"),
    ROW(413, "POST / HTTP/1.1\r\n" H "Content-Length: 65537\r\n\r\n"),
    ROW(413, "POST / HTTP/1.1\r\n" H "Expect: 100-continue\r\nContent-Length: 65537\r\n\r\n"),
    ROW(413, "POST /upload HTTP/1.1\r\n" H "Content-Length: 5242881\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\nabc"),
    ROW(400, "DELETE / HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\nabc"),
    ROW(417, "PUT / HTTP/1.1\r\n" H "Expect: 200-ok\r\nContent-Length: 3\r\n\r\nabc"),
    /* lines */
    ROW(400, "GET / HTTP/1.1\n" H "\r\n"),
    ROW(400, "GET / HTTP/1.1\r\nHost: a.vn\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "\n"),
    ROW(400, "GET / HTTP/1.1\r\nHost: a.vn\nX: y\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\nX-A: b\r\n c\r\n" H "\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "Transfer-Encod: b\r\n\ting: chunked\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H " \r\nX: y\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "X: y\r\n \r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n Host: a.vn\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "X\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "X y: z\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H ": z\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H ":\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "X: a\rb\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "X: a\0b\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "X\0Y: a\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "X: \x7f\r\n\r\n"),
    /* request lines */
    ROW(400, "GET  / HTTP/1.1\r\n" H "\r\n"),
    ROW(0, "GET /  HTTP/1.1\r\n" H "\r\n"),  /* these two the library ends */
    ROW(0, "GET / a HTTP/1.1\r\n" H "\r\n"), /* without a word */
    ROW(400, "GET / HTTP/1.1 \r\n" H "\r\n"),
    ROW(400, "GET\t/ HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /\r\n" H "\r\n"),
    ROW(400, "GET /\0a HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "FROB\x01 / HTTP/1.1\r\n" H "\r\n"),
    ROW(501, "FROB / HTTP/1.1\r\n" H "\r\n"),
    ROW(501, "CONNECT a.vn:443 HTTP/1.1\r\n" H "\r\n"),
    ROW(501, "OPTIONS * HTTP/1.1\r\n" H "\r\n"),
    ROW(505, "GET / HTTP/1.9\r\n" H "\r\n"),
    ROW(505, "GET / HTTP/2.0\r\n" H "\r\n"),
    ROW(505, "GET / HTTP/0.9\r\n" H "\r\n"),
    ROW(400, "GET / XTTP/1.1\r\n" H "\r\n"),
    /* hosts, cookies */
    ROW(400, "GET / HTTP/1.1\r\n\r\n"),
    ROW(400, "GET / HTTP/1.0\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H H "\r\n"),
    ROW(400, "GET / HTTP/1.1\r\nHost: a.vn/x\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "Cookie: a=b\r\nCookie: c=d\r\n\r\n"),
    ROW(400, "GET / HTTP/1.1\r\n" H "Cookie: sid=b; sid=d\r\n\r\n"),
    /* targets */
    ROW(400, "GET http://a.vn/ HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET //a HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a/../b HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a/%2e%2e/b HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /%2F..%2Fa HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a%5Cb HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a%00b HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a%zz HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a%c0%af HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a?b=1%00x HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a?b=1&b=2 HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /a#b HTTP/1.1\r\n" H "\r\n"),
    ROW(400, "GET /\xc4\x91 HTTP/1.1\r\n" H "\r\n"),
};

static void t_each_row_has_its_status(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const bool is_refused = rows[i].status != 200;
        const int fd = client_open(http_port(server));
        struct buf in = {0};
        (void)client_send(fd, rows[i].raw, rows[i].n);
        if (is_refused) {
            (void)client_send(fd, SMUGGLED, sizeof SMUGGLED - 1);
            client_read_all(fd, &in); /* it ends without our help */
        } else {
            client_await(fd, &in, "Content-Length: 5\r\n");
        }
        const char *first = in.data;
        if (first && strncmp(first, "HTTP/1.1 100", 12) == 0)
            first = strstr(first, "\r\n\r\n") + 4;
        int status = 0;
        if (first)
            (void)sscanf(first, "HTTP/1.%*1[01] %3d", &status);
        /* a length that is no number the library refuses itself, saying the head of that reply
         * twice (it ends the connection: nothing is read after it) */
        const int n_heads = is_refused && !strstr(in.data ? in.data : "", "<html>") ? 1 : 2;
        if (status != rows[i].status || client_count(&in, "HTTP/1.1 ") > n_heads)
            fail_msg("row %zu: %s\n-> %s", i, rows[i].raw, in.data ? in.data : "");
        buf_release(&in);
        close(fd);
    }
    assert_int_equal(seen.n_smuggled, 0);
    assert_int_equal(seen.n_seen, 10);
}

static void t_a_request_arrives_as_it_was_sent(void **state)
{
    (void)state;
    struct buf in = {0};
    assert_int_equal(
        client_ask(http_port(server),
                   "POST /c%C3%A1n%20b%E1%BB%99?x=1 HTTP/1.1\r\n" H
                   "Cookie: a=b; sid=0a1b\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
                   &in),
        200);
    assert_string_equal(seen.path, "/c\xc3\xa1n b\xe1\xbb\x99");
    assert_string_equal(seen.body, "hello");
    assert_string_equal(seen.session, "0a1b");
    buf_release(&in);
}

/* Three requests in one piece are three requests. */
static void t_pipelines_keep_their_order(void **state)
{
    (void)state;
    struct buf in = {0};
    client_ask(http_port(server),
               "GET /1 HTTP/1.1\r\n" H "\r\nPOST /2 HTTP/1.1\r\n" H
               "Content-Length: 2\r\n\r\nxyGET /3 HTTP/1.1\r\n" H "Connection: close\r\n\r\n",
               &in);
    assert_int_equal(client_count(&in, "HTTP/1.1 200"), 3);
    assert_string_equal(seen.path, "/3");
    buf_release(&in);
}

/* Heads that come byte by byte, or are long, lie in the library's buffer all the same: the gate
 * must not take its growing for an attack. */
static void t_heads_in_pieces_are_plain_too(void **state)
{
    (void)state;
    static char raw[16 << 10];
    int n = snprintf(raw, sizeof raw, "GET /slow?a=b&c=d HTTP/1.1\r\n" H);
    for (int i = 0; i < 50; i++) /* beyond the first buffer of 12 KiB */
        n += snprintf(raw + n, sizeof raw - (size_t)n, "X-%d: %0*d\r\n", i, 250, i);
    n += snprintf(raw + n, sizeof raw - (size_t)n, "\r\n");
    static const size_t steps[] = {1, 7, 1460, 13000};
    for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++) {
        const int fd = client_open(http_port(server));
        struct buf in = {0};
        for (int twice = 0; twice < 2; twice++) { /* a kept connection has another buffer */
            for (size_t at = 0; at < (size_t)n; at += steps[s]) {
                const size_t left = (size_t)n - at;
                assert_true(client_send(fd, raw + at, left < steps[s] ? left : steps[s]));
            }
            client_await(fd, &in, "\r\n\r\nseen");
            assert_int_equal(client_status(&in), 200);
            in.len = 0;
            in.data[0] = '\0';
        }
        buf_release(&in);
        close(fd);
    }
}

static void t_too_long_heads_are_refused(void **state)
{
    (void)state;
    static char raw[64 << 10];
    struct buf in = {0};
    int n = snprintf(raw, sizeof raw, "GET / HTTP/1.1\r\n" H "X: ");
    memset(raw + n, 'x', 40000);
    snprintf(raw + n + 40000, 10, "\r\n\r\n");
    int fd = client_open(http_port(server));
    (void)client_send(fd, raw, strlen(raw));
    client_read_all(fd, &in);
    const int status = client_status(&in);
    assert_true(status == 431 || status == 0); /* 0: the reset came before the reply was read */
    close(fd);
    buf_release(&in);
    memset(raw, 0, sizeof raw);
    n = snprintf(raw, sizeof raw, "GET /");
    memset(raw + n, 'x', 1200);
    snprintf(raw + n + 1200, 40, " HTTP/1.1\r\n" H "\r\n");
    assert_int_equal(client_ask(http_port(server), raw, &in), 414);
    buf_release(&in);
}

static void t_bodies_up_to_their_limit(void **state)
{
    (void)state;
    const size_t n = HTTP_BODY_UPLOAD;
    char *body = calloc(1, n);
    assert_non_null(body);
    memset(body, 'b', n);
    struct buf in = {0};
    const int fd = client_open(http_port(server));
    client_say(fd, "PUT /upload HTTP/1.1\r\n" H "Content-Length: 5242880\r\n\r\n");
    assert_true(client_send(fd, body, n));
    client_await(fd, &in, "\r\n\r\nseen");
    assert_int_equal(seen.n_body, n);
    free(body);
    buf_release(&in);
    close(fd);
}

static void t_replies_carry_their_headers(void **state)
{
    (void)state;
    static const char *const wanted[] = {"\r\nContent-Security-Policy: default-src 'none';",
                                         " script-src 'self';",
                                         " img-src 'self' blob:;", /* not yet sent photos */
                                         "\r\nX-Content-Type-Options: nosniff\r\n",
                                         "\r\nReferrer-Policy: no-referrer\r\n",
                                         "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
                                         "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
                                         "\r\nPermissions-Policy: ",
                                         "\r\nCache-Control: no-store\r\n",
                                         "\r\nDate: ",
                                         "\r\nX-Request-Id: "};
    struct buf good = {0}, bad = {0};
    client_ask(http_port(server), "GET / HTTP/1.1\r\n" H "Connection: close\r\n\r\n", &good);
    assert_int_equal(client_ask(http_port(server), "GET // HTTP/1.1\r\n" H "\r\n", &bad), 400);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        assert_non_null(strstr(good.data, wanted[i]));
        assert_non_null(strstr(bad.data, wanted[i]));
    }
    assert_null(strstr(good.data, "Server:"));
    assert_null(strstr(good.data, "Strict-Transport-Security"));
    assert_non_null(strstr(bad.data, "\r\nConnection: close\r\n"));
    assert_non_null(strstr(bad.data, "application/problem+json"));
    buf_release(&good);
    buf_release(&bad);
}

/* Independent of the gate: whether the bytes are one plain request for a path without escapes. NUL
 * LF passes for CR LF (gate.h says why); so
 * does colon LF for the empty line. */
static bool is_line_end(const char *at, size_t n)
{
    return n >= 2 && (at[0] == '\r' || at[0] == '\0') && at[1] == '\n';
}

static bool is_strict(const char *raw, size_t n)
{
    size_t i = 0;
    if (n < 4 || memcmp(raw, "GET ", 4) != 0)
        return false;
    for (i = 4; i < n && raw[i] > ' ' && raw[i] < 0x7f; i++)
        ;
    if (n - i < 11 || memcmp(raw + i, " HTTP/1.", 8) != 0 || !is_line_end(raw + i + 9, n - i - 9))
        return false;
    for (i += 11; n - i >= 2 && !is_line_end(raw + i, n - i);) {
        if (memcmp(raw + i, ":\n", 2) == 0)
            return true;
        const size_t begin = i;
        while (i < n && raw[i] > ' ' && raw[i] < 0x7f && raw[i] != ':')
            i++;
        if (i == begin || i == n || raw[i] != ':')
            return false;
        while (i < n && ((raw[i] & 0xe0) != 0 || raw[i] == '\t') && raw[i] != 0x7f)
            i++;
        if (!is_line_end(raw + i, n - i))
            return false;
        i += 2;
    }
    return is_line_end(raw + i, n - i);
}

/* Plain requests with a few bytes changed: what is let in is still plain for a strict reader. */
static void t_changed_requests_are_plain_or_refused(void **state)
{
    (void)state;
    static const char plain[] = "GET /a HTTP/1.1\r\n" H "Accept: b\r\nX-Y: \tz\r\n\r\n";
    static const char bytes[] = "\r\n \t:\0aX/.%";
    unsigned seed = 11, n_let_in = 0;
    for (int round = 0; round < 600; round++) {
        char raw[128];
        size_t n = sizeof plain - 1;
        memcpy(raw, plain, n);
        seed = seed * 1103515245u + 12345u;
        for (unsigned k = 0; k <= (seed >> 20) % 3; k++) {
            seed = seed * 1103515245u + 12345u;
            const size_t at = (seed >> 8) % n;
            const char byte = bytes[(seed >> 24) % (sizeof bytes - 1)];
            if ((seed >> 5) % 3 == 0) {
                raw[at] = byte;
            } else if ((seed >> 5) % 3 == 1) {
                memmove(raw + at + 1, raw + at, n++ - at);
                raw[at] = byte;
            } else {
                memmove(raw + at, raw + at + 1, n-- - at - 1);
            }
        }
        memcpy(raw + n, "\r\n\r\n", 4); /* so that half a head ends, too */
        n += 4;
        struct buf in = {0};
        const int fd = client_open(http_port(server));
        (void)client_send(fd, raw, n);
        while ((!in.data || !strstr(in.data, "seen")) && client_read(fd, &in))
            ;
        if (client_status(&in) == 200) {
            n_let_in++;
            size_t skip = 0; /* empty lines in front do no harm: nothing was said yet */
            while (skip < n && strchr("\r\n", raw[skip]) && raw[skip] != '\0')
                skip++;
            if (!is_strict(raw + skip, n - skip)) {
                for (size_t i = 0; i < n; i++)
                    print_error(raw[i] > ' ' ? "%c" : "\\%02x", (unsigned char)raw[i]);
                fail_msg("let in");
            }
        }
        buf_release(&in);
        close(fd);
    }
    assert_true(n_let_in > 50);
}

static void t_only_loopback_without_a_proxy(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "0.0.0.0:0",    "[::]:0",     "10.0.0.1:80",    "127.0.0.1",    "", ":80", "::1:80",
        "localhost:80", "127.0.0.1:", "127.0.0.1:http", "[127.0.0.1:80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct err e = {0};
        const struct http_config config = {.listen = bad[i], .handler = handler};
        assert_null(http_start(&config, &e));
        assert_int_equal(e.code, ERR_INPUT);
    }
    char same[64];
    struct err e = {0};
    snprintf(same, sizeof same, "127.0.0.1:%d", http_port(server));
    const struct http_config config = {.listen = same, .handler = handler};
    assert_null(http_start(&config, &e));
    assert_int_equal(e.code, ERR_BUSY);
}

static void t_behind_a_proxy(void **state)
{
    (void)state;
    const struct http_config config = {
        .listen = "0.0.0.0:0", .behind_proxy = true, .handler = handler};
    struct http_server *other = server_start(config);
    struct buf in = {0};
    const char *const raw = "GET / HTTP/1.1\r\n" H "X-Forwarded-For: 1.1.1.1, 192.0.2.7\r\n"
                            "Connection: close\r\n\r\n";
    client_ask(http_port(server), raw, &in); /* without a proxy anybody could write that */
    assert_string_equal(seen.remote, "127.0.0.1");
    buf_release(&in);
    client_ask(http_port(other), raw, &in);
    assert_string_equal(seen.remote, "192.0.2.7");
    assert_non_null(strstr(in.data, "\r\nStrict-Transport-Security: max-age=63072000\r\n"));
    buf_release(&in);
    assert_int_equal(http_stop(other, 5), 0);
}

/* Of a request the log has the route, never the path, the query, cookies, fields or the body. */
static void t_the_log_has_no_secrets(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(log_open(fileno(file)), 0);
    struct buf in = {0};
    assert_int_equal(client_ask(http_port(server),
                                "POST /s3cret?q=s3cret HTTP/1.1\r\n" H
                                "Cookie: sid=s3cret\r\nAuthorization: s3cret\r\n"
                                "Connection: close\r\nContent-Length: 6\r\n\r\ns3cret",
                                &in),
                     200);
    buf_release(&in);
    assert_int_equal(client_ask(http_port(server),
                                "GET /s3cret//x?q=s3cret HTTP/1.1\r\n" H
                                "Cookie: sid=s3cret; sid=s3cret\r\n\r\n",
                                &in),
                     400);
    buf_release(&in);
    struct http_stats stats;
    do
        http_stats(server, &stats);
    while (stats.n_connections > 0); /* a line is written when all is done */
    log_close();
    char text[4096] = "";
    rewind(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    assert_non_null(strstr(text, "\"method\":\"POST\",\"route\":\"/test\",\"status\":200"));
    assert_non_null(strstr(text, "\"status\":400"));
    assert_non_null(strstr(text, "\"refused\":\"empty segment\""));
    assert_null(strstr(text, "s3cret"));
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_each_row_has_its_status),
        cmocka_unit_test(t_a_request_arrives_as_it_was_sent),
        cmocka_unit_test(t_pipelines_keep_their_order),
        cmocka_unit_test(t_heads_in_pieces_are_plain_too),
        cmocka_unit_test(t_too_long_heads_are_refused),
        cmocka_unit_test(t_bodies_up_to_their_limit),
        cmocka_unit_test(t_replies_carry_their_headers),
        cmocka_unit_test(t_changed_requests_are_plain_or_refused),
        cmocka_unit_test(t_the_log_has_no_secrets),
        cmocka_unit_test(t_only_loopback_without_a_proxy),
        cmocka_unit_test(t_behind_a_proxy),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
