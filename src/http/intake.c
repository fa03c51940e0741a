/* Requests as libmicrohttpd hands them in, piece by piece; see inside.h for their way. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

static void make_id(char id[17])
{
    unsigned char bytes[8] = {0};
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
        const double now_s = clock_monotonic_s(); /* an id only names a line of the log */
        memcpy(bytes, &now_s, sizeof bytes);
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        id[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        id[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
}

void *intake_uri(void *server, const char *uri, struct MHD_Connection *mhd)
{
    struct exchange *x = mem_alloc(sizeof *x);
    x->server = server;
    x->mhd = mhd;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    x->connection = info ? info->socket_context : NULL;
    x->n_refs = 1;
    x->begin_s = clock_monotonic_s();
    x->target = uri;
    if (uri) {
        x->n_raw = strlen(uri);
        x->raw = mem_ndup(uri, x->n_raw);
    }
    make_id(x->id);
    x->request.id = x->id;
    x->request.path = "";
    x->request.remote = x->remote;
    x->request.body = "";
    return x;
}

static enum MHD_Result take_head(struct exchange *x, const char *method, const char *version)
{
    const int status = admit(x, method, version, &x->refusal);
    if (status == 0) {
        x->state = EXCHANGE_BODY;
        return MHD_YES;
    }
    pthread_mutex_lock(&x->server->lock);
    x->server->stats.n_refused++;
    pthread_mutex_unlock(&x->server->lock);
    reply_refuse(x, status);
    return reply_send(x);
}

/* A piece of the body. It may last head_s and then as long as the least rate says for what has
 * come so far. */
static void take_body(struct exchange *x, const char *data, size_t n)
{
    const struct http_config *config = &x->server->config;
    buf_add(&x->body, data, n);
    connection_deadline(x->server, x->connection,
                        x->body_begin_s + config->head_s +
                            (double)x->body.len / (double)config->min_bytes_per_s);
}

static enum MHD_Result handle(struct exchange *x)
{
    struct http_server *s = x->server;
    x->request.body = x->body.data ? x->body.data : "";
    x->request.n_body = x->body.len;
    connection_deadline(s, x->connection, 0);
    x->state = EXCHANGE_HANDLING;
    struct http_reply reply = {0};
    s->config.handler(s->config.ctx, &x->request, &reply);
    pthread_mutex_lock(&s->lock);
    const bool is_done = x->state == EXCHANGE_HANDLING;
    pthread_mutex_unlock(&s->lock);
    if (!is_done) { /* deferred: another thread may have given its reply already */
        http_reply_release(&reply);
        return MHD_YES;
    }
    x->reply = reply;
    return reply_send(x);
}

enum MHD_Result intake_access(void *server, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **exchange)
{
    struct exchange *x = *exchange;
    (void)server;
    (void)mhd;
    (void)url; /* the raw target was kept */
    if (!x || !x->connection)
        return MHD_NO;
    pthread_mutex_lock(&x->server->lock);
    const enum exchange_state state = x->state;
    pthread_mutex_unlock(&x->server->lock);
    switch (state) {
    case EXCHANGE_HEAD:
        return take_head(x, method, version);
    case EXCHANGE_BODY:
        if (*n_data == 0)
            return handle(x);
        take_body(x, data, *n_data);
        *n_data = 0;
        return MHD_YES;
    case EXCHANGE_READY:
        return reply_send(x);
    case EXCHANGE_HANDLING:
    case EXCHANGE_WAITING:
    case EXCHANGE_SENT:
        break;
    }
    *n_data = 0;
    return MHD_YES;
}

static const char *method_name(const struct exchange *x)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    return x->state == EXCHANGE_HEAD || x->refusal ? "-" : names[x->request.method];
}

static void log_done(const struct exchange *x, bool is_whole)
{
    struct log_field f[8] = {
        {"id", x->id, 0},
        {"method", method_name(x), 0},
        {"route", x->reply.route ? x->reply.route : "-", 0},
        {"status", NULL, x->status},
        {"bytes", NULL, (int64_t)x->n_sent},
        {"us", NULL, (int64_t)((clock_monotonic_s() - x->begin_s) * 1e6)},
    };
    size_t n = 6;
    if (x->refusal)
        f[n++] = (struct log_field){"refused", x->refusal, 0};
    if (!is_whole)
        f[n++] = (struct log_field){"cut", NULL, 1};
    log_event("request", f, n);
}

void exchange_unref(struct exchange *x)
{
    pthread_mutex_lock(&x->server->lock);
    const bool is_last = --x->n_refs == 0;
    if (is_last)
        x->server->body_bytes -= x->n_promised;
    pthread_mutex_unlock(&x->server->lock);
    if (!is_last)
        return;
    http_reply_release(&x->reply);
    buf_release(&x->body);
    free(x->values);
    free(x->raw);
    free(x);
}

void intake_done(void *server, struct MHD_Connection *mhd, void **exchange,
                 enum MHD_RequestTerminationCode how)
{
    struct http_server *s = server;
    struct exchange *x = *exchange;
    (void)mhd;
    if (!x)
        return;
    *exchange = NULL;
    if (x->status == 0 && how == MHD_REQUEST_TERMINATED_COMPLETED_OK)
        x->refusal = "by libmicrohttpd"; /* with words of its own, before we were asked */
    log_done(x, how == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    pthread_mutex_lock(&s->lock);
    s->n_open -= x->is_open;
    if (x->connection)
        x->connection->deadline_s = clock_monotonic_s() + s->config.idle_s;
    if (s->is_stopping)
        pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    exchange_unref(x);
}
