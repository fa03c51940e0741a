/* Replies: what handlers build, and how it leaves. Every reply carries the security headers; what
 * may be cached says so itself. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

/* Nothing from elsewhere, no inline script, no frame around it, nothing guessed about types. blob:
 * is a photo that the page itself has taken, shown before it is sent. */
static const char *const security[][2] = {
    {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src "
                                "'self' blob:; connect-src 'self'; "
                                "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

static bool is_clean(const char *value)
{
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
        if (*p < 0x20 || *p == 0x7f)
            return false;
    return true;
}

void http_reply_header(struct http_reply *reply, const char *name, const char *value)
{
    if (reply->n_headers == HTTP_MAX_HEADERS || !is_clean(value)) {
        const char *const route = reply->route;
        http_reply_release(reply);
        reply->status = 500;
        reply->route = route;
        return;
    }
    reply->headers[reply->n_headers++] = (struct http_header){name, mem_dup(value)};
}

void http_reply_release(struct http_reply *reply)
{
    for (size_t i = 0; i < reply->n_headers; i++)
        free(reply->headers[i].value);
    buf_release(&reply->body);
    if (reply->stream)
        stream_unref(reply->stream);
    *reply = (struct http_reply){0};
}

void http_refuse(const struct http_request *request, struct http_reply *reply, int status,
                 const char *vi, const char *en)
{
    const char *const route = reply->route;
    http_reply_release(reply);
    reply->route = route;
    reply->status = status;
    reply->type = "application/problem+json";
    const char *const language = http_language(request);
    buf_str(&reply->body, "{\"type\":\"about:blank\",\"title\":");
    buf_json(&reply->body, strcmp(language, "en") == 0 ? en : vi);
    buf_fmt(&reply->body, ",\"status\":%d,\"request_id\":", status);
    buf_json(&reply->body, request->id);
    buf_str(&reply->body, "}\n");
    http_reply_header(reply, "Content-Language", language);
    if (status == 429 || status == 503)
        http_reply_header(reply, "Retry-After", "2");
}

void reply_refuse(struct exchange *x, int status)
{
    static const struct {
        int status;
        const char *vi, *en;
    } words[] = {
        {400, "Yêu cầu không hợp lệ.", "The request is malformed."},
        {411, "Yêu cầu phải có Content-Length (0 nếu không có nội dung).",
         "The request needs a Content-Length (0 without a body)."},
        {413, "Nội dung gửi lên quá lớn.", "The body is too large."},
        {414, "Địa chỉ quá dài.", "The address is too long."},
        {417, "Máy chủ không đáp ứng được trường Expect.", "The expectation cannot be met."},
        {431, "Yêu cầu có quá nhiều trường tiêu đề.", "The request has too many header fields."},
        {500, "Máy chủ gặp lỗi.", "The server failed."},
        {501, "Máy chủ không hỗ trợ phương thức này.", "The method is not supported."},
        {503, "Máy chủ đang bận, xin thử lại sau giây lát.",
         "The server is busy, please try again in a moment."},
        {505, "Phiên bản HTTP không được hỗ trợ.", "The HTTP version is not supported."},
    };
    size_t w = 0;
    while (words[w].status != status && words[w].status != 500)
        w++;
    for (size_t i = w; i < sizeof words / sizeof words[0]; i++)
        if (words[i].status == status)
            w = i;
    http_refuse(&x->request, &x->reply, words[w].status, words[w].vi, words[w].en);
    x->reply.must_close = true;
}

static void add_headers(struct MHD_Response *response, const struct exchange *x, bool is_stream)
{
    const struct http_reply *reply = &x->reply;
    for (size_t i = 0; i < sizeof security / sizeof security[0]; i++)
        MHD_add_response_header(response, security[i][0], security[i][1]);
    if (x->server->config.behind_proxy)
        MHD_add_response_header(response, "Strict-Transport-Security", "max-age=63072000");
    MHD_add_response_header(response, "X-Request-Id", x->id);
    if (is_stream)
        MHD_add_response_header(response, "X-Accel-Buffering", "no"); /* nginx would hold it back */
    bool has_cache = false;
    for (size_t i = 0; i < reply->n_headers; i++) {
        MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
        has_cache = has_cache || strcmp(reply->headers[i].name, "Cache-Control") == 0;
    }
    if (!has_cache)
        MHD_add_response_header(response, "Cache-Control", "no-store");
    if (reply->type && reply->status != 204 && reply->status != 304)
        MHD_add_response_header(response, "Content-Type", reply->type);
    if (reply->etag[0])
        MHD_add_response_header(response, "ETag", reply->etag);
    if (reply->must_close)
        MHD_add_response_header(response, "Connection", "close");
}

static bool is_unchanged(const struct exchange *x)
{
    const char *const list = x->request.field[HTTP_IF_NONE_MATCH];
    return list && x->reply.etag[0] && x->reply.status == 200 &&
           (x->request.method == HTTP_GET || x->request.method == HTTP_HEAD) &&
           http_etag_in(list, x->reply.etag, true);
}

static ssize_t no_bytes(void *ctx, uint64_t at, char *out, size_t max)
{
    (void)ctx;
    (void)at;
    (void)out;
    (void)max;
    return MHD_CONTENT_READER_END_OF_STREAM;
}

/* The head of a stream alone. libmicrohttpd 0.9.75 ends even the answer to HEAD with a last chunk
 * of no bytes, which the client would take for the next answer: so no chunks, and the connection
 * ends. */
static struct MHD_Response *head_of_stream(struct http_reply *reply)
{
    stream_unref(reply->stream);
    reply->stream = NULL;
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 64, no_bytes, NULL, NULL);
    if (response)
        MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return response;
}

/* For HEAD and 304 libmicrohttpd leaves the body away, and says the length that it would have. */
static struct MHD_Response *make_response(struct exchange *x)
{
    struct http_reply *reply = &x->reply;
    if (reply->stream) {
        reply->type = "text/event-stream";
        return x->request.method == HTTP_HEAD ? head_of_stream(reply) : stream_response(x);
    }
    if (reply->status == 204)
        return MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
    if (reply->fixed) {
        x->n_sent = reply->n_fixed;
        return MHD_create_response_from_buffer(reply->n_fixed, (void *)(uintptr_t)reply->fixed,
                                               MHD_RESPMEM_PERSISTENT);
    }
    x->n_sent = reply->body.len;
    return MHD_create_response_from_buffer(x->n_sent, buf_take(&reply->body),
                                           MHD_RESPMEM_MUST_FREE);
}

enum MHD_Result reply_send(struct exchange *x)
{
    struct http_reply *reply = &x->reply;
    struct http_server *s = x->server;
    if (reply->status < 200 || reply->status > 599 || (reply->status == 500 && !reply->type))
        reply_refuse(x, 500);
    if (is_unchanged(x))
        reply->status = 304;
    const bool is_stream = reply->stream != NULL && x->request.method != HTTP_HEAD;
    struct MHD_Response *response = make_response(x);
    if (!response)
        return MHD_NO;
    pthread_mutex_lock(&s->lock);
    reply->must_close = reply->must_close || s->is_stopping;
    x->state = EXCHANGE_SENT;
    x->connection->deadline_s = 0;
    if (!is_stream)
        x->connection->deadline_s = clock_monotonic_s() + s->config.head_s +
                                    (double)x->n_sent / (double)s->config.min_bytes_per_s;
    pthread_mutex_unlock(&s->lock);
    add_headers(response, x, is_stream);
    x->status = reply->status;
    const enum MHD_Result rc = MHD_queue_response(x->mhd, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return rc;
}
