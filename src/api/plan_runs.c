/* The run of a plan: how far it is, its events as a stream, ending it, and the plan itself. */
#include "routes.h"

#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "service/plan.h"
#include "service/run.h"
#include "store/readers.h"

int api_get_plan_run(struct api_call *c, struct store *s, struct err *e)
{
    struct store_plan p = {0};
    struct run_progress progress;
    struct buf *out = &c->reply->body;
    int64_t n_ahead = 0;
    int rc = plan_get(s, &c->who, c->path[0], &p, e);
    if (rc == ERR_OK && strcmp(p.state, "queued") == 0)
        rc = store_plan_ahead(s, p.id, &n_ahead, e);
    if (rc == ERR_OK) {
        buf_fmt(out, "{\"state\":\"%s\",\"ahead\":%lld,\"progress\":", p.state, (long long)n_ahead);
        if (run_look(c->api->config.runs, p.id, &progress)) {
            buf_char(out, '{');
            run_progress_write(&progress, out);
            buf_str(out, "}}\n");
        } else {
            buf_str(out, "null}\n");
        }
    }
    store_plan_release(&p);
    return rc;
}

struct cancelling {
    struct api_call *call;
    int64_t id;
};

static int cancel_job(void *ctx, struct store *s, struct err *e)
{
    struct cancelling *k = ctx;
    return plan_cancel(s, &k->call->who, k->call->path[0], 0, &k->id, e);
}

static int discard_job(void *ctx, struct store *s, struct err *e)
{
    struct cancelling *k = ctx;
    return plan_discard(s, &k->call->who, k->call->path[0], k->call->if_match, &k->id, e);
}

/* Both after the commit: who listens is told what is so. */
int api_delete_plan(struct api_call *c, struct store *s, struct err *e)
{
    struct cancelling k = {.call = c};
    (void)s;
    int rc = api_write(c, discard_job, &k, e);
    if (rc == ERR_OK)
        run_cancel(c->api->config.runs, k.id);
    return rc;
}

int api_delete_plan_run(struct api_call *c, struct store *s, struct err *e)
{
    struct cancelling k = {.call = c};
    (void)s;
    int rc = api_write(c, cancel_job, &k, e);
    if (rc == ERR_OK)
        run_cancel(c->api->config.runs, k.id);
    return rc;
}

/* ---- the stream ---- */

static int tell(void *stream, const char *id, const char *event, const char *data)
{
    return http_stream_send(stream, id, event, data);
}

static void end(void *stream)
{
    http_stream_end(stream);
}

/* The last event that the client has seen; 0 = none. */
static int64_t last_seen(const struct api_call *c)
{
    const char *text = c->request->field[HTTP_LAST_EVENT_ID];
    char *rest;
    const long long seq = text == NULL ? 0 : strtoll(text, &rest, 10);
    return text != NULL && *rest == '\0' && seq > 0 ? seq : 0;
}

/* The plan, and whether there is something to tell that the client has not seen. */
static int find(struct api_call *c, int64_t *id, bool *has_news, struct err *e)
{
    struct store_plan p = {0};
    struct store_plan_events events = {0};
    struct store *s = store_readers_take(c->api->config.readers, 0, e);
    int rc = s != NULL ? plan_get(s, &c->who, c->path[0], &p, e) : e->code;
    if (rc == ERR_OK)
        rc = store_plan_event_list(s, p.id, &events, e);
    store_readers_give(c->api->config.readers, s);
    *id = p.id;
    *has_news =
        rc == ERR_OK && (strcmp(p.state, "queued") == 0 || strcmp(p.state, "solving") == 0 ||
                         (events.n > 0 && events.items[events.n - 1].seq > last_seen(c)));
    store_plan_events_release(&events);
    store_plan_release(&p);
    return rc;
}

/* 204 ends a client that comes back after all was told (an EventSource would come for ever). */
int api_get_plan_events(struct api_call *c, struct store *s, struct err *e)
{
    int64_t id;
    bool has_news;
    (void)s;
    int rc = find(c, &id, &has_news, e);
    if (rc != ERR_OK || !has_news) {
        c->reply->status = 204;
        return rc;
    }
    struct http_stream *stream = http_stream_new(c->request);
    if (stream == NULL)
        return err_set(e, ERR_BUSY, "có quá nhiều người đang theo dõi; hãy thử lại sau",
                       "too many follow already; try again later");
    const struct run_listener listener = {tell, end, stream};
    rc = run_listen(c->api->config.runs, id, last_seen(c), &listener, e);
    c->reply->stream = stream;
    if (rc != ERR_OK)
        http_stream_end(stream);
    return rc;
}
