/* Kept answers, see the header. */
#include "store/idempotency.h"

#include "handle.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char FIND[] = "SELECT request_sha256, status, head, reply, made_at\n"
                           "FROM idempotency\n"
                           "WHERE account_id = ?1 AND key = ?2";

static const char ADD[] =
    "INSERT INTO idempotency (account_id, key, request_sha256, status, head, reply, made_at)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

static const char PURGE[] = "DELETE FROM idempotency\n"
                            "WHERE (account_id, key) IN (\n"
                            "  SELECT account_id, key FROM idempotency\n"
                            "  WHERE made_at < ?1\n"
                            "  ORDER BY made_at\n"
                            "  LIMIT ?2)";

void store_reply_release(struct store_reply *r)
{
    free(r->head);
    free(r->body);
    *r = (struct store_reply){0};
}

static int read_reply(sqlite3_stmt *st, const char *request_sha256, struct store_reply *out,
                      struct err *e)
{
    if (strcmp((const char *)sqlite3_column_text(st, 0), request_sha256) != 0)
        return err_set(e, ERR_DATA, "Idempotency-Key này đã dùng cho một yêu cầu khác",
                       "this Idempotency-Key was used for another request");
    const void *body = sqlite3_column_blob(st, 3);
    memcpy(out->request_sha256, request_sha256, sizeof out->request_sha256);
    out->status = sqlite3_column_int(st, 1);
    out->head = store_column_text(st, 2);
    out->body_len = (size_t)sqlite3_column_bytes(st, 3);
    out->body = mem_ndup(body == NULL ? "" : body, out->body_len);
    out->made_at = sqlite3_column_int64(st, 4);
    return ERR_OK;
}

int store_idempotency_find(struct store *s, int64_t account_id, const char *key,
                           const char *request_sha256, struct store_reply *out, struct err *e)
{
    *out = (struct store_reply){0};
    sqlite3_stmt *st = store_statement(s, FIND, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, account_id);
    store_bind_text(st, 2, key);
    int rc = ERR_OK;
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        rc = read_reply(st, request_sha256, out, e);
    else if (step != SQLITE_DONE)
        rc = store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_idempotency_add(struct store *s, int64_t account_id, const char *key,
                          struct store_reply *reply, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    reply->made_at = clock_now_s();
    sqlite3_bind_int64(st, 1, account_id);
    store_bind_text(st, 2, key);
    store_bind_text(st, 3, reply->request_sha256);
    sqlite3_bind_int(st, 4, reply->status);
    store_bind_text(st, 5, reply->head);
    sqlite3_bind_blob64(st, 6, reply->body == NULL ? "" : reply->body, reply->body_len,
                        SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 7, reply->made_at);
    return store_run(s, st, e);
}

int store_idempotency_purge(struct store *s, int64_t before, int limit, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, PURGE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, before);
    sqlite3_bind_int(st, 2, limit);
    return store_run(s, st, e);
}
