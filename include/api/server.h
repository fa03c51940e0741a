/* The API of the program as one handler for the HTTP layer: routes, rights, shapes, answers.
 *
 *     struct api_config config = {.writer = writer, .readers = readers};
 *     struct api *api = api_open(&config, &e);
 *     struct http_config http = {.handler = api_handle, .body_limit = api_body_limit, .ctx = api,
 *                                .cookie = api_cookie(api), …};
 *     api_serve(api, server = http_start(&http, &e));
 *     …  http_stop(server, …), then
 *     api_close(api);
 *
 * What a route is and how a call runs: src/api/api.h. All routes: src/api/routes.c; all shapes:
 * src/api/openapi.json.
 */
#ifndef API_SERVER_H
#define API_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "http/exchange.h"

struct api;
struct http_server;
struct run_manager;
struct store_readers;
struct store_writer;

struct api_config {
    struct store_writer *writer;
    struct store_readers *readers; /* one per thread and worker of the server, or more */
    struct run_manager *runs;      /* of plans (service/run.h) */
    const char *program;    /* path of quarters itself: its children read files from outside */
    const char *public_url; /* "https://…" of the proxy; NULL = loopback without TLS */
    bool is_demo;           /* the people in it are made up: every page says so */
};

/* Reads openapi.json and ties each route to its operation. NULL and ERR_INTERNAL where they do not
 * fit. The config's pointers must outlive it. */
struct api *api_open(const struct api_config *config, struct err *e);

/* Tells it which server it answers through, whose figures /metrics shows. */
void api_serve(struct api *api, struct http_server *server);

/* After the HTTP server stopped. Accepts NULL. */
void api_close(struct api *api);

/* For http_config; `ctx` is the struct api. */
void api_handle(void *ctx, struct http_request *request, struct http_reply *reply);
size_t api_body_limit(void *ctx, const struct http_request *request);

/* Name of the session's cookie: __Host-sid behind TLS, else sid. */
const char *api_cookie(const struct api *api);

#endif
