/* The HTTP server: libmicrohttpd behind a gate, and nothing of what the program is about.
 *
 *     struct http_config config = {.listen = "127.0.0.1:8080", .cookie = "sid", .handler = hello};
 *     struct http_server *server = http_start(&config, &e);
 *     if (!server) …
 *     sigwait(&set, &sig);               // SIGTERM, SIGINT: blocked before the first thread began
 *     rc = http_stop(server, 4.5);
 *
 * Two threads read requests and run the handler, which must not wait (wait.h says how to); a few
 * workers do what takes time; one thread watches: it cuts connections that are slower than fair,
 * answers what nobody answered, and keeps streams awake. Everything has a limit; beyond it clients
 * get 413, 431 or 503 or are closed, never left hanging. Plain HTTP only: TLS is a proxy's work.
 * Each request is one line in the log (base/log.h): id, method, route, status, bytes, time.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "http/exchange.h"

struct http_server;

enum {
    HTTP_BODY_JSON = 64 << 10,
    HTTP_BODY_CSV = 1 << 20,
    HTTP_BODY_UPLOAD = 5 << 20,
};

/* Members that are 0 take the default. */
struct http_config {
    const char *listen; /* numeric address and port: "127.0.0.1:8080", "[::1]:0" (0 = any) */
    bool behind_proxy;  /* a TLS proxy stands in front: its X-Forwarded-For is believed, HSTS is
                           sent, addresses beyond loopback may be listened on, and no limit per
                           address holds */
    const char *cookie; /* name of the session's cookie; NULL = none is read */

    /* Called once per request, in a thread of the server. */
    void (*handler)(void *ctx, struct http_request *request, struct http_reply *reply);
    /* How long a body may be, asked when the head is there and nothing else (body empty); NULL =
     * HTTP_BODY_JSON for all. */
    size_t (*body_limit)(void *ctx, const struct http_request *request);
    void *ctx;

    unsigned n_threads;     /* 2: more gave nothing on two cores */
    unsigned n_workers;     /* 2: password hashing must not take the machine */
    unsigned work_queue;    /* 50 */
    unsigned soft_limit;    /* 800 connections; beyond them 503 at once */
    unsigned hard_limit;    /* 1,000; beyond them closed unread */
    unsigned per_address;   /* 64 connections */
    unsigned max_waiting;   /* 2,000 deferred requests */
    unsigned max_streams;   /* 200 */
    size_t body_budget;     /* 64 MiB of bodies on their way in; beyond 503 */
    double head_s;          /* 8: a first head must be whole by then */
    double idle_s;          /* 15 between requests, and without any progress */
    double wait_s;          /* 30 for deferred requests */
    double heartbeat_s;     /* 15 between signs of life of a stream */
    size_t min_bytes_per_s; /* 16 KiB: slower bodies and readers are cut after head_s */
};

/* Starts to listen; the handler may be called before this returns. NULL: ERR_INPUT where the
 * address is none or lies beyond loopback without a proxy, ERR_BUSY where it is in use, ERR_IO. The
 * config may go, what it points to may not. */
struct http_server *http_start(const struct http_config *config, struct err *e);

/* The port that it listens on. */
int http_port(const struct http_server *server);

/* Stops within about `limit_s`: listens no more, lets requests finish for the better part of it,
 * answers the rest 503, ends streams, frees the server. ERR_BUSY where a worker did not end: its
 * request is answered, but the server is not freed, and the process should end without more ado.
 * What deferred requests must be resumed by (the store's writer) has to run until this returns. */
int http_stop(struct http_server *server, double limit_s);

struct http_stats {
    uint64_t n_requests, n_refused /* by the gate and the limits */, n_reaped;
    unsigned n_connections, n_waiting, n_streams;
};
void http_stats(struct http_server *server, struct http_stats *out);

#endif
