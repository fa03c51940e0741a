/* Uploads, see the header. */
#include "store/upload.h"

#include "shapes.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(member, kind, flags)                                                                 \
    {                                                                                              \
        offsetof(struct store_upload, member), kind, flags                                         \
    }

static const struct store_field FIELDS[] = {
    FIELD(id, STORE_KEY, 0),
    FIELD(code, STORE_TEXT, 0),
    FIELD(version, STORE_INT64, STORE_READ_ONLY),
    FIELD(account_id, STORE_INT64, 0),
    FIELD(account, STORE_TEXT, STORE_READ_ONLY),
    FIELD(kind, STORE_TEXT, 0),
    FIELD(file_name, STORE_TEXT, 0),
    FIELD(file_sha256, STORE_TEXT, 0),
    FIELD(document, STORE_TEXT, 0),
    FIELD(document_day, STORE_TEXT, 0),
    FIELD(state, STORE_TEXT, STORE_READ_ONLY),
    FIELD(made_at, STORE_INT64, 0),
    FIELD(applied_at, STORE_INT64, STORE_READ_ONLY),
    FIELD(undone_at, STORE_INT64, STORE_READ_ONLY),
    FIELD(n_new, STORE_INT, 0),
    FIELD(n_changed, STORE_INT, 0),
    FIELD(n_same, STORE_INT, 0),
    FIELD(n_bad, STORE_INT, 0),
    FIELD(n_skipped, STORE_INT, 0),
    FIELD(n_corrected, STORE_INT, STORE_READ_ONLY),
};

#define COLUMNS                                                                                    \
    "SELECT u.id, u.code, u.version, u.account_id, x.name, u.kind, u.file_name, u.file_sha256,\n"  \
    "  u.document, u.document_day, u.state, u.made_at, u.applied_at, u.undone_at, u.n_new,\n"      \
    "  u.n_changed, u.n_same, u.n_bad, u.n_skipped,\n"                                             \
    "  (SELECT count(*) FROM upload_cell c WHERE c.upload_id = u.id)\n"                            \
    "FROM upload u JOIN account x ON x.id = u.account_id\n"

#define SEEN "(?1 = 1 OR u.account_id = ?2)\n"

static const struct store_shape UPLOAD = {
    .row_size = sizeof(struct store_upload),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

/* ?1 … ?15 the writable fields, ?16 the list */
static const char ADD[] =
    "INSERT INTO upload (id, code, account_id, kind, file_name, file_sha256, document,\n"
    "  document_day, made_at, n_new, n_changed, n_same, n_bad, n_skipped, list, version, state,\n"
    "  changes)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1, 'judged', x'')";

static void seal_context(const char *code, char out[64])
{
    snprintf(out, 64, "upload|%s|list", code);
}

static char *random_code(void)
{
    unsigned char bytes[16];
    struct buf hex = {0};
    crypto_random(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        buf_fmt(&hex, "%02x", bytes[i]);
    return buf_take(&hex);
}

int store_upload_add(struct store *s, struct store_upload *u, const char *csv, int64_t now,
                     struct err *e)
{
    char context[64];
    struct buf sealed = {0};
    int rc = store_need_key(s, e);
    if (rc != ERR_OK)
        return rc;
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    u->code = random_code();
    u->version = 1;
    u->made_at = now;
    seal_context(u->code, context);
    crypto_seal(&s->key, context, csv, &sealed);
    sqlite3_bind_blob64(st, store_bind_row(st, &UPLOAD, u), sealed.data, sealed.len,
                        SQLITE_TRANSIENT);
    buf_release(&sealed);
    rc = store_run(s, st, e);
    u->id = rc == ERR_OK ? sqlite3_last_insert_rowid(s->db) : 0;
    return rc;
}

int store_upload_row_add(struct store *s, int64_t id, int number, const char *verdict,
                         const char *findings, struct err *e)
{
    sqlite3_stmt *st = store_statement(s,
                                       "INSERT INTO upload_row (upload_id, number, verdict,"
                                       " findings)\nVALUES (?1, ?2, ?3, ?4)",
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int(st, 2, number);
    store_bind_text(st, 3, verdict);
    store_bind_text(st, 4, findings);
    return store_run(s, st, e);
}

int store_upload_by_code(struct store *s, const struct store_scope *scope, const char *code,
                         struct store_upload *out, struct err *e)
{
    *out = (struct store_upload){0};
    sqlite3_stmt *st = store_statement(s, COLUMNS "WHERE u.code = ?4 AND " SEEN, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, code);
    return store_read_one(s, st, &UPLOAD, out, e);
}

void store_upload_release(struct store_upload *u)
{
    store_release_row(&UPLOAD, u);
    *u = (struct store_upload){0};
}

int store_upload_page(struct store *s, const struct store_scope *scope, const char *after,
                      int limit, struct store_uploads *out, int64_t *n, struct err *e)
{
    struct store_upload last = {.id = INT64_MAX};
    void *items = NULL;
    *out = (struct store_uploads){0};
    sqlite3_stmt *st = store_statement(s, "SELECT count(*) FROM upload u WHERE " SEEN, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    int rc = store_read_number(s, st, n, e);
    if (rc == ERR_OK && after[0] != '\0')
        rc = store_upload_by_code(s, scope, after, &last, e);
    if (rc == ERR_OK && last.id == 0)
        rc = store_no_such_row(e);
    st = rc == ERR_OK
             ? store_statement(
                   s, COLUMNS "WHERE u.id < ?4 AND " SEEN "ORDER BY u.id DESC\nLIMIT ?5", e)
             : NULL;
    if (st != NULL) {
        store_bind_scope(st, scope);
        sqlite3_bind_int64(st, 4, last.id);
        sqlite3_bind_int(st, 5, limit);
        rc = store_read_bound(s, st, &UPLOAD, &items, &out->n, e);
        out->items = items;
    } else if (rc == ERR_OK) {
        rc = store_fail(s, e);
    }
    store_upload_release(&last);
    return rc;
}

void store_uploads_release(struct store_uploads *l)
{
    store_release_rows(&UPLOAD, l->items, l->n);
    *l = (struct store_uploads){0};
}

/* ?1 the upload, ?2 the verdict, ?3 the level: findings are written by service/upload.c alone */
#define ROWS_LIKE                                                                                  \
    "FROM upload_row\n"                                                                            \
    "WHERE upload_id = ?1 AND (?2 = '' OR verdict = ?2)\n"                                         \
    "  AND (?3 = '' OR instr(findings, '\"level\":\"' || ?3 || '\"') > 0)\n"

int store_upload_row_page(struct store *s, int64_t id, const char *verdict, const char *level,
                          int after, int limit, struct store_upload_rows *out, int64_t *n,
                          struct err *e)
{
    static const char count[] = "SELECT count(*) " ROWS_LIKE;
    static const char page[] = "SELECT number, verdict, findings " ROWS_LIKE "  AND number > ?4\n"
                               "ORDER BY number\n"
                               "LIMIT ?5";
    static const char is_there[] =
        "SELECT ?2 = -1 OR EXISTS (SELECT 1 FROM upload_row WHERE upload_id = ?1 AND number = ?2)";
    *out = (struct store_upload_rows){0};
    sqlite3_stmt *st = store_statement(s, is_there, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int(st, 2, after);
    const int begin = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int(st, 0) : -1;
    sqlite3_reset(st);
    if (begin <= 0)
        return begin < 0 ? store_fail(s, e) : store_no_such_row(e);
    st = store_statement(s, count, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, verdict);
    store_bind_text(st, 3, level);
    int rc = store_read_number(s, st, n, e);
    st = rc == ERR_OK ? store_statement(s, page, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, verdict);
    store_bind_text(st, 3, level);
    sqlite3_bind_int(st, 4, after);
    sqlite3_bind_int(st, 5, limit);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct store_upload_row){
            .number = sqlite3_column_int(st, 0),
            .verdict = store_column_text(st, 1),
            .findings = store_column_text(st, 2),
        };
    }
    rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_upload_rows_release(struct store_upload_rows *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].verdict);
        free(l->items[i].findings);
    }
    free(l->items);
    *l = (struct store_upload_rows){0};
}

/* One blob of an upload; borrowed until the statement is reset. */
static sqlite3_stmt *blob_of(struct store *s, const char *sql, int64_t id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st != NULL)
        sqlite3_bind_int64(st, 1, id);
    if (st != NULL && sqlite3_step(st) == SQLITE_ROW)
        return st;
    (void)store_fail(s, e);
    if (st != NULL)
        sqlite3_reset(st);
    return NULL;
}

int store_upload_list(struct store *s, const struct store_upload *u, struct buf *csv, struct err *e)
{
    char context[64];
    int rc = store_need_key(s, e);
    sqlite3_stmt *st =
        rc == ERR_OK ? blob_of(s, "SELECT list FROM upload WHERE id = ?1", u->id, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : ERR_IO;
    seal_context(u->code, context);
    rc = crypto_open(&s->key, context, sqlite3_column_blob(st, 0),
                     (size_t)sqlite3_column_bytes(st, 0), csv, e);
    sqlite3_reset(st);
    return rc;
}

int store_upload_changes(struct store *s, int64_t id, struct buf *out, struct err *e)
{
    sqlite3_stmt *st = blob_of(s, "SELECT changes FROM upload WHERE id = ?1", id, e);
    if (st == NULL)
        return ERR_IO;
    if (sqlite3_column_bytes(st, 0) > 0)
        buf_add(out, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
    sqlite3_reset(st);
    return ERR_OK;
}

static int wipe_cells(struct store *s, int64_t id, struct err *e)
{
    sqlite3_stmt *st =
        store_statement(s, "UPDATE upload_cell SET sealed = x'' WHERE upload_id = ?1", e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_run(s, st, e);
}

int store_upload_apply(struct store *s, int64_t id, const void *changes, size_t n, int64_t now,
                       struct err *e)
{
    int rc = wipe_cells(s, id, e);
    if (rc != ERR_OK)
        return rc;
    sqlite3_stmt *st =
        store_statement(s,
                        "UPDATE upload\n"
                        "SET state = 'applied', list = x'', changes = ?2, applied_at = ?3,\n"
                        "  version = version + 1\n"
                        "WHERE id = ?1",
                        e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_blob64(st, 2, n == 0 ? "" : changes, n, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 3, now);
    return store_run(s, st, e);
}

int store_upload_undo(struct store *s, int64_t id, int64_t now, struct err *e)
{
    sqlite3_stmt *st = store_statement(s,
                                       "UPDATE upload\n"
                                       "SET state = 'undone', changes = x'', undone_at = ?2,\n"
                                       "  version = version + 1\n"
                                       "WHERE id = ?1",
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, now);
    return store_run(s, st, e);
}

int store_upload_purge(struct store *s, int64_t before, int limit, struct err *e)
{
#define OLD "(SELECT id FROM upload WHERE state = 'judged' AND made_at < ?1 ORDER BY id LIMIT ?2)"
    static const char *const sql[] = {
        "DELETE FROM upload_row WHERE upload_id IN " OLD,
        "DELETE FROM upload_cell WHERE upload_id IN " OLD,
        "DELETE FROM upload WHERE id IN " OLD,
    };
    int rc = ERR_OK;
    for (size_t i = 0; i < sizeof sql / sizeof *sql && rc == ERR_OK; i++) {
        sqlite3_stmt *st = store_statement(s, sql[i], e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, before);
        sqlite3_bind_int(st, 2, limit);
        rc = store_run(s, st, e);
    }
    return rc;
}
