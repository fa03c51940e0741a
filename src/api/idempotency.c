/* Answers under an Idempotency-Key: a request sent again gets the first answer, and no second
 * effect. Who has no account, at a door or by Open311, shares a name with all others that have
 * none: there the key counts for the very same request alone, so that nobody meets another's
 * answer, or is refused for another's key. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/mem.h"
#include "store/idempotency.h"

/* The request as one text: another body under the same key is another request. */
static void hash_request(const struct api_call *c, char hex[65])
{
    struct buf text = {0};
    buf_fmt(&text, "%d %s\n", (int)c->request->method, c->request->path);
    for (size_t i = 0; i < c->request->n_params; i++)
        buf_fmt(&text, "%s=%s\n", c->request->params[i].name, c->request->params[i].value);
    const char *match = c->request->field[HTTP_IF_MATCH];
    buf_fmt(&text, "%s\n", match != NULL ? match : "");
    buf_add(&text, c->request->body, c->request->n_body);
    crypto_sha256(text.data, text.len, hex);
    buf_release(&text);
}

/* The key under which this call's answer is kept, in `own` where it is made here; NULL = it is not.
 */
static const char *key_of(const struct api_call *c, const char *hash, char own[65])
{
    const bool is_kept = c->request->method == HTTP_POST && (c->route->needs & API_SECRET) == 0;
    const char *key = is_kept ? c->request->field[HTTP_IDEMPOTENCY_KEY] : NULL;
    struct buf text = {0};
    if (key == NULL || c->who.account_id != 0)
        return key;
    buf_fmt(&text, "%s\n%s", hash, key);
    crypto_sha256(text.data, text.len, own);
    buf_release(&text);
    return own;
}

/* "Location: …\nETag: …\n" and back. */
static char *write_head(const struct http_reply *reply)
{
    struct buf head = {0};
    for (size_t i = 0; i < reply->n_headers; i++)
        if (strcmp(reply->headers[i].name, "Location") == 0)
            buf_fmt(&head, "Location: %s\n", reply->headers[i].value);
    if (reply->etag[0] != '\0')
        buf_fmt(&head, "ETag: %s\n", reply->etag);
    return buf_take(&head);
}

static void read_head(const char *head, struct http_reply *reply)
{
    for (const char *line = head; *line != '\0';) {
        const size_t n = strcspn(line, "\n");
        char *text = mem_ndup(line, n);
        if (strncmp(text, "Location: ", 10) == 0)
            http_reply_header(reply, "Location", text + 10);
        else if (strncmp(text, "ETag: ", 6) == 0 && n - 6 < sizeof reply->etag)
            memcpy(reply->etag, text + 6, n - 5);
        free(text);
        line += n + (line[n] == '\n');
    }
}

static int keep(struct api_call *c, struct store *s, const char *key, const char *hash,
                struct err *e)
{
    struct store_reply row = {.status = c->route->ok,
                              .head = write_head(c->reply),
                              .body = c->reply->body.len > 0 ? c->reply->body.data : "",
                              .body_len = c->reply->body.len};
    memcpy(row.request_sha256, hash, sizeof row.request_sha256);
    int rc = store_idempotency_add(s, c->who.account_id, key, &row, e);
    free(row.head);
    return rc;
}

int api_kept(struct api_call *c, struct store *s,
             int (*job)(void *ctx, struct store *s, struct err *e), void *ctx, struct err *e)
{
    char hash[65], own[65];
    if (c->request->field[HTTP_IDEMPOTENCY_KEY] == NULL)
        return job(ctx, s, e);
    hash_request(c, hash);
    const char *key = key_of(c, hash, own);
    if (key == NULL)
        return job(ctx, s, e);
    struct store_reply row = {0};
    int rc = store_idempotency_find(s, c->who.account_id, key, hash, &row, e);
    if (rc == ERR_OK && row.status != 0) {
        c->is_replayed = true;
        read_head(row.head, c->reply);
        buf_add(&c->reply->body, row.body, row.body_len);
    } else if (rc == ERR_OK) {
        rc = job(ctx, s, e);
        rc = rc != ERR_OK ? rc : keep(c, s, key, hash, e);
    }
    store_reply_release(&row);
    return rc;
}
