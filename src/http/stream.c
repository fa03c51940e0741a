/* Streams of events (text/event-stream). A stream belongs to two: to the one who publishes and to
 * the reply that carries it; each may go first. libmicrohttpd asks for bytes; where there are none
 * the connection is suspended, and the next event resumes it, both under the stream's lock, so that
 * none is lost between. The server's list holds a stream as long as the reply has it. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

enum { STREAM_MAX_BYTES = 256 << 10 };

struct http_stream {
    struct http_stream *previous, *next; /* under the server's lock */
    struct http_server *server;          /* for the reply's side only */
    pthread_mutex_t lock;                /* for all below */
    int n_refs;
    struct MHD_Connection *mhd; /* NULL before the reply and after it */
    struct buf bytes;
    size_t n_taken; /* of the bytes */
    double last_s;  /* when bytes were last queued */
    bool is_suspended, is_ended;
};

struct http_stream *http_stream_new(struct http_request *request)
{
    struct http_server *s = ((struct exchange *)request)->server;
    struct http_stream *stream = mem_alloc(sizeof *stream);
    stream->server = s;
    stream->n_refs = 2;
    stream->last_s = clock_monotonic_s();
    pthread_mutex_init(&stream->lock, NULL);
    pthread_mutex_lock(&s->lock);
    const bool has_room = !s->is_stopping && s->stats.n_streams < s->config.max_streams;
    if (has_room) {
        stream->next = s->streams;
        if (stream->next)
            stream->next->previous = stream;
        s->streams = stream;
        s->stats.n_streams++;
    }
    pthread_mutex_unlock(&s->lock);
    if (has_room)
        return stream;
    pthread_mutex_destroy(&stream->lock);
    free(stream);
    return NULL;
}

static void unref(struct http_stream *stream)
{
    pthread_mutex_lock(&stream->lock);
    const bool is_last = --stream->n_refs == 0;
    pthread_mutex_unlock(&stream->lock);
    if (!is_last)
        return;
    pthread_mutex_destroy(&stream->lock);
    buf_release(&stream->bytes);
    free(stream);
}

void stream_unref(struct http_stream *stream)
{
    struct http_server *s = stream->server;
    pthread_mutex_lock(&s->lock);
    if (stream->next)
        stream->next->previous = stream->previous;
    if (stream->previous)
        stream->previous->next = stream->next;
    else
        s->streams = stream->next;
    s->stats.n_streams--;
    pthread_mutex_unlock(&s->lock);
    pthread_mutex_lock(&stream->lock);
    stream->mhd = NULL;
    stream->is_ended = true;
    pthread_mutex_unlock(&stream->lock);
    unref(stream);
}

/* With the stream's lock. */
static void wake(struct http_stream *stream)
{
    if (!stream->is_suspended)
        return;
    stream->is_suspended = false;
    MHD_resume_connection(stream->mhd);
}

static void put_line(struct buf *out, const char *name, const char *text, size_t n)
{
    buf_str(out, name);
    buf_add(out, text, n);
    buf_char(out, '\n');
}

/* A line break would end the field and begin another: such an id or name is left out. */
static void put_name(struct buf *out, const char *name, const char *text)
{
    if (text && !strpbrk(text, "\r\n"))
        put_line(out, name, text, strlen(text));
}

int http_stream_send(struct http_stream *stream, const char *id, const char *event,
                     const char *data)
{
    pthread_mutex_lock(&stream->lock);
    if (!stream->is_ended && stream->bytes.len - stream->n_taken > STREAM_MAX_BYTES)
        stream->is_ended = true;
    const int rc = stream->is_ended ? -1 : 0;
    if (rc == 0) {
        put_name(&stream->bytes, "id: ", id);
        put_name(&stream->bytes, "event: ", event);
        for (const char *p = data;; p++) {
            const size_t n = strcspn(p, "\r\n");
            put_line(&stream->bytes, "data: ", p, n);
            p += n;
            if (*p == '\0')
                break;
            if (p[0] == '\r' && p[1] == '\n')
                p++;
        }
        buf_char(&stream->bytes, '\n');
        stream->last_s = clock_monotonic_s();
    }
    wake(stream);
    pthread_mutex_unlock(&stream->lock);
    return rc;
}

void http_stream_end(struct http_stream *stream)
{
    pthread_mutex_lock(&stream->lock);
    stream->is_ended = true;
    wake(stream);
    pthread_mutex_unlock(&stream->lock);
    unref(stream);
}

void streams_wake(struct http_server *server, double now_s, bool end)
{
    for (struct http_stream *stream = server->streams; stream; stream = stream->next) {
        pthread_mutex_lock(&stream->lock);
        stream->is_ended = stream->is_ended || end;
        if (stream->is_suspended && now_s - stream->last_s >= server->config.heartbeat_s) {
            buf_str(&stream->bytes, ":\n\n"); /* a comment: shows whether the client still is */
            stream->last_s = now_s;
        }
        if (stream->is_ended || stream->bytes.len > 0)
            wake(stream);
        pthread_mutex_unlock(&stream->lock);
    }
}

static ssize_t take_bytes(void *ctx, uint64_t position, char *out, size_t max)
{
    struct http_stream *stream = ctx;
    (void)position;
    pthread_mutex_lock(&stream->lock);
    ssize_t taken = 0;
    if (stream->bytes.len > stream->n_taken) {
        const size_t n = stream->bytes.len - stream->n_taken;
        taken = (ssize_t)(n < max ? n : max);
        memcpy(out, stream->bytes.data + stream->n_taken, (size_t)taken);
        stream->n_taken += (size_t)taken;
        if (stream->n_taken == stream->bytes.len)
            stream->bytes.len = stream->n_taken = 0;
    } else if (stream->is_ended) {
        taken = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        stream->is_suspended = true;
        MHD_suspend_connection(stream->mhd);
    }
    pthread_mutex_unlock(&stream->lock);
    return taken;
}

static void drop(void *ctx)
{
    stream_unref(ctx);
}

struct MHD_Response *stream_response(struct exchange *x)
{
    struct http_stream *stream = x->reply.stream;
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, take_bytes, stream, drop);
    if (!response)
        return NULL;
    x->reply.stream = NULL;
    pthread_mutex_lock(&stream->lock);
    stream->mhd = x->mhd;
    pthread_mutex_unlock(&stream->lock);
    return response;
}
