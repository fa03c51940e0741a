/* What the server says of itself: alive, ready, the document of its API. */
#include "routes.h"

#include "api_files.h"
#include "inside.h"
#include "store/writer.h"

int api_get_health(struct api_call *c, struct store *s, struct err *e)
{
    (void)s;
    (void)e;
    buf_str(&c->reply->body, "{\"status\":\"alive\"}\n");
    return ERR_OK;
}

/* Ready: the disk takes writes and not too many wait. */
int api_get_ready(struct api_call *c, struct store *s, struct err *e)
{
    struct store_writer_stats stats;
    (void)s;
    store_writer_stats(c->api->config.writer, &stats);
    if (stats.state == STORE_WRITER_FULL)
        return err_set(e, ERR_FULL, "đĩa đầy", "the disk is full");
    if (stats.state == STORE_WRITER_FAILED)
        return err_set(e, ERR_BUSY, "đĩa hỏng: máy chủ đang dừng",
                       "the disk failed: the server is stopping");
    buf_str(&c->reply->body, "{\"status\":\"ready\"}\n");
    return ERR_OK;
}

int api_get_document(struct api_call *c, struct store *s, struct err *e)
{
    const struct embedded_file *f = embedded_in(api_files, n_api_files, "openapi.json");
    (void)s;
    (void)e;
    c->reply->fixed = f->data;
    c->reply->n_fixed = f->len;
    c->reply->type = "application/json";
    http_etag(f->data, f->len, c->reply->etag);
    http_reply_header(c->reply, "Cache-Control", "no-cache");
    return ERR_OK;
}
