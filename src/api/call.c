/* The life of a call: found, admitted, decoded, run where its route says, answered. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_files.h"
#include "base/mem.h"
#include "http/server.h"
#include "service/throttle.h"
#include "store/readers.h"
#include "store/writer.h"

enum { SLOW_MS = 2000 };

/* A call with what only the core knows of it. */
struct call {
    struct api_call call;  /* first: a handler's pointer is the core's */
    char path[512];        /* the parts in the places of {…} */
    struct http_reply own; /* of a deferred call */
};

static void call_free(void *arg)
{
    struct call *k = arg;
    json_free(k->call.body);
    solver_findings_release(&k->call.bad);
    http_reply_release(&k->own);
    free(k);
}

/* The ETag of a GET: of its bytes, behind the version where there is one. A version alone would
 * call an answer unchanged when only a deadline, the page asked for or what rests on other rows
 * moved. */
static void complete_etag(struct http_reply *reply)
{
    const size_t n = strlen(reply->etag);
    char bytes[40];
    http_etag(reply->body.data, reply->body.len, bytes);
    if (n == 0)
        memcpy(reply->etag, bytes, sizeof bytes);
    else
        snprintf(reply->etag + n - 1, sizeof reply->etag - n + 1, "-%.16s\"", bytes + 1);
}

/* The answer for what a handler returned. */
static void conclude(struct api_call *c, int rc, const struct err *e)
{
    struct http_reply *reply = c->reply;
    reply->route = c->route->pattern;
    if (rc != ERR_OK)
        api_problem(c, c->status != 0 ? c->status : api_status_of(rc), e);
    else if (reply->status == 0)
        reply->status = c->route->ok;
    if (reply->type == NULL && reply->body.len > 0)
        reply->type = "application/json";
    if (c->route->method == HTTP_GET && reply->status == 200 && reply->body.len > 0 &&
        c->route->kind != API_PLAIN)
        complete_etag(reply);
    api_count(c, reply->status);
}

static void refuse(struct api_call *c, int status, const struct err *e)
{
    c->reply->route = c->route != NULL ? c->route->pattern : "";
    api_problem(c, status, e);
    api_count(c, status);
}

/* ---- the kinds ---- */

static int run_handler(void *ctx, struct store *s, struct err *e)
{
    struct api_call *c = ctx;
    return c->route->handler(c, s, e);
}

static void run_read(struct api_call *c, struct store *s)
{
    struct err e = {0};
    conclude(c, c->route->handler(c, s, &e), &e);
}

static bool run_slow(void *arg, struct http_request *request, struct http_reply *reply)
{
    struct api_call *c = arg;
    struct err e = {0};
    (void)request;
    c->reply = reply;
    struct store *s = store_readers_take(c->api->config.readers, SLOW_MS, &e);
    const int rc = s != NULL ? c->route->handler(c, s, &e) : e.code;
    store_readers_give(c->api->config.readers, s);
    conclude(c, rc, &e);
    return true;
}

static bool run_work(void *arg, struct http_request *request, struct http_reply *reply)
{
    struct api_call *c = arg;
    struct err e = {0};
    (void)request;
    c->reply = reply;
    conclude(c, c->route->handler(c, NULL, &e), &e);
    return true;
}

static int write_job(void *ctx, struct store *s, struct err *e)
{
    struct api_call *c = ctx;
    return api_kept(c, s, run_handler, c, e);
}

/* In the writer thread, after the commit. */
static void write_done(void *ctx, const struct err *e)
{
    struct api_call *c = ctx;
    conclude(c, e->code, e);
    http_resume(c->request, c->reply);
    call_free(c);
}

static unsigned write_flags(const struct api_call *c)
{
    return (c->route->needs & API_UNAUDITED) != 0 ? STORE_UNAUDITED : 0;
}

static void run_write(struct call *k, struct http_reply *reply)
{
    struct api_call *c = &k->call;
    struct err e = {0};
    if (http_defer(c->request, 0) != 0) {
        c->reply = reply;
        refuse(c, 503, NULL);
        call_free(k);
        return;
    }
    c->reply = &k->own;
    if (store_writer_add(c->api->config.writer, write_job, write_flags(c), write_done, c, &e) !=
        ERR_OK)
        write_done(c, &e);
}

/* ---- for handlers on workers ---- */

int api_read(struct api_call *c, int (*job)(void *, struct store *, struct err *), void *ctx,
             struct err *e)
{
    struct store *s = store_readers_take(c->api->config.readers, SLOW_MS, e);
    const int rc = s != NULL ? job(ctx, s, e) : e->code;
    store_readers_give(c->api->config.readers, s);
    return rc;
}

struct kept_job {
    struct api_call *call;
    int (*job)(void *ctx, struct store *s, struct err *e);
    void *ctx;
};

static int run_kept(void *ctx, struct store *s, struct err *e)
{
    struct kept_job *k = ctx;
    return api_kept(k->call, s, k->job, k->ctx, e);
}

int api_write(struct api_call *c, int (*job)(void *, struct store *, struct err *), void *ctx,
              struct err *e)
{
    struct kept_job kept = {c, job, ctx};
    return store_writer_run(c->api->config.writer, run_kept, write_flags(c), &kept, e);
}

/* ---- the way in ---- */

/* Methods of a path as the field Allow has them. */
static void allow(struct http_reply *reply, unsigned methods)
{
    static const char *const names[] = {
        [HTTP_GET] = "GET", [HTTP_HEAD] = "HEAD",   [HTTP_POST] = "POST",
        [HTTP_PUT] = "PUT", [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE"};
    struct buf list = {0};
    for (size_t m = 0; m < sizeof names / sizeof *names; m++)
        if ((methods & 1u << m) != 0)
            buf_fmt(&list, "%s%s", list.len > 0 ? ", " : "", names[m]);
    http_reply_header(reply, "Allow", list.data);
    buf_release(&list);
}

/* Route, rights and shapes. 0, or a status; `*s` keeps the read handle for a handler that runs
 * here. */
static int enter(struct call *k, struct store **s, unsigned *methods, struct err *e)
{
    struct api_call *c = &k->call;
    c->route = api_route_find(c->request->method, c->request->path, k->path, sizeof k->path,
                              c->path, methods);
    if (c->route == NULL)
        return *methods != 0 ? 405 : 404;
    c->operation = c->api->operations[c->route - API_ROUTES];
    struct store *reader = store_readers_take(c->api->config.readers, 0, e);
    if (reader == NULL)
        return 503;
    int status = api_admit(c, reader, e);
    if (status == 0)
        status = api_decode(c, e);
    if (status == 0 && c->route->kind == API_READ)
        *s = reader;
    else
        store_readers_give(c->api->config.readers, reader);
    return status;
}

void api_handle(void *ctx, struct http_request *request, struct http_reply *reply)
{
    struct api *api = ctx;
    struct call *k = mem_alloc(sizeof *k);
    struct api_call *c = &k->call;
    struct store *s = NULL;
    struct err e = {0};
    unsigned methods = 0;
    c->request = request;
    c->reply = reply;
    c->api = api;
    c->lang = http_language(request);
    const int status = enter(k, &s, &methods, &e);
    if (status != 0) {
        refuse(c, status, &e);
        if (status == 405)
            allow(reply, methods | (methods & 1u << HTTP_GET) << HTTP_HEAD);
        call_free(k);
        return;
    }
    switch (c->route->kind) {
    case API_READ:
        run_read(c, s);
        store_readers_give(api->config.readers, s);
        call_free(k);
        return;
    case API_PLAIN:
        run_read(c, NULL);
        call_free(k);
        return;
    case API_SLOW:
        reply->route = c->route->pattern;
        http_work(request, reply, run_slow, k, call_free);
        return;
    case API_WORK:
        reply->route = c->route->pattern;
        http_work(request, reply, run_work, k, call_free);
        return;
    case API_WRITE:
        run_write(k, reply);
        return;
    }
}

size_t api_body_limit(void *ctx, const struct http_request *request)
{
    char storage[512];
    const char *args[4];
    unsigned methods;
    (void)ctx;
    const struct api_route *route =
        api_route_find(request->method, request->path, storage, sizeof storage, args, &methods);
    return route != NULL && (route->needs & API_UPLOAD) != 0 ? HTTP_BODY_UPLOAD : HTTP_BODY_JSON;
}

/* ---- open, close ---- */

struct api *api_open(const struct api_config *config, struct err *e)
{
    struct api *api = mem_alloc(sizeof *api);
    api->config = *config;
    web_open(&api->web, config->is_demo);
    api->operations = mem_array(API_N_ROUTES, sizeof *api->operations);
    api->answers = mem_array(API_N_ROUTES, sizeof *api->answers);
    api->tries = throttle_new(THROTTLE_BURST, THROTTLE_PER_S);
    api->denials = throttle_new(THROTTLE_BURST, THROTTLE_PER_S);
    const struct embedded_file *document = embedded_in(api_files, n_api_files, "openapi.json");
    int rc = schema_load(&api->schema, document->data, document->len, e);
    for (size_t r = 0; rc == ERR_OK && r < API_N_ROUTES; r++) {
        const char *id = API_ROUTES[r].operation;
        if (id == NULL)
            continue;
        api->operations[r] = schema_operation(api->schema, id);
        if (api->operations[r] == NULL)
            rc = err_set(e, ERR_INTERNAL, "openapi.json không có thao tác %s",
                         "openapi.json has no operation %s", id);
    }
    if (rc == ERR_OK)
        return api;
    api_close(api);
    return NULL;
}

void api_close(struct api *api)
{
    if (api == NULL)
        return;
    schema_free(api->schema);
    web_release(&api->web);
    free(api->operations);
    free(api->answers);
    throttle_free(api->tries);
    throttle_free(api->denials);
    free(api);
}

void api_serve(struct api *api, struct http_server *server)
{
    atomic_store(&api->server, server);
}

const char *api_cookie(const struct api *api)
{
    return api->config.public_url != NULL ? "__Host-sid" : "sid";
}
