/* Replies that take time: the thread that reads requests must not wait, so a handler hands the
 * request on and returns.
 *
 * By a queue of its own (the writer of the store):
 *     if (http_defer(request, 0) != 0) { http_refuse(request, reply, 503, …); return; }
 *     queue_put(request);                        // from here on the request is the queue's
 *     …  in the other thread, exactly once:
 *     http_resume(request, &reply);              // takes the reply over; the request is gone
 *
 * On the server's workers (hashing, files, exports):
 *     http_work(request, reply, make_export, arg, free);   // make_export(arg, request, &reply)
 *
 * As a stream of events:
 *     struct http_stream *s = http_stream_new(request);         // NULL: too many
 *     reply->status = 200, reply->stream = s;
 *     …  in any thread, as often as there is news:
 *     http_stream_send(s, "17", "progress", "{\"gap\":0.5}");   // -1: nobody listens any more
 *     http_stream_end(s);                                        // exactly once
 *
 * A request that nobody resumes in time is answered 503 by the watchdog, as are all at a stop; the
 * late http_resume must still come (it only frees then). Any thread, but for http_defer, http_work
 * and http_stream_new: those belong to the handler.
 */
#ifndef HTTP_WAIT_H
#define HTTP_WAIT_H

#include "http/exchange.h"

/* Takes the request out of the handler's hands: its `reply` counts no more. `limit_s` is the time
 * until the watchdog answers, 0 = the server's. 0; -1 while the server stops or where
 * too many wait (answer 503 then). */
int http_defer(struct http_request *request, double limit_s);

/* Gives the reply of a deferred request, takes over what it holds, zeroes it, and drops the
 * request. */
void http_resume(struct http_request *request, struct http_reply *reply);

/* true: the reply stands. false: the request was handed on (to the store's writer, say), and
 * whoever has it now calls http_resume; it may be gone already. */
typedef bool (*http_worker)(void *arg, struct http_request *request, struct http_reply *reply);

/* Defers the request, runs work(arg, request, reply) on a worker, then resumes unless it was handed
 * on; free_arg(arg), where it is not NULL, follows in any case. `work` is not called where the
 * queue is full or the server stops (`reply` is 503 then) and where the watchdog was faster. */
void http_work(struct http_request *request, struct http_reply *reply, http_worker work, void *arg,
               void (*free_arg)(void *arg));

/* A stream for this request's reply, which must carry it; NULL where there are too many. */
struct http_stream *http_stream_new(struct http_request *request);

/* Queues one event. `id` and `event` may be NULL; `data` may have lines. -1 where the client is
 * gone or reads so slowly that 256 KiB wait (the stream is ended then; it comes back with
 * Last-Event-ID). */
int http_stream_send(struct http_stream *stream, const char *id, const char *event,
                     const char *data);

/* Ends the stream when all is sent; the handle is gone. */
void http_stream_end(struct http_stream *stream);

#endif
