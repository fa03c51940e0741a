/* Rows between structs and statements, by description (handle.h). Statements are prepared once per
 * handle and found again by the address of their text: a dozen, so a walk is enough.
 */
#include "handle.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Failures of the machine; those of a statement or a rule leave the handle as good as before. */
static bool is_fault(int code)
{
    static const int faults[] = {
        SQLITE_FULL,     SQLITE_IOERR,    SQLITE_CORRUPT,  SQLITE_NOTADB, SQLITE_NOMEM,
        SQLITE_CANTOPEN, SQLITE_PROTOCOL, SQLITE_READONLY, SQLITE_NOLFS,
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i] == code)
            return true;
    return false;
}

bool store_is_broken(const struct store *s)
{
    return s->fault != SQLITE_OK && s->fault != SQLITE_FULL;
}

int store_need_key(const struct store *s, struct err *e)
{
    return s->has_key ? ERR_OK
                      : err_set(e, ERR_INPUT, "cần khóa: dùng --key TỆP hoặc QUARTERS_KEY",
                                "a key is needed: use --key FILE or QUARTERS_KEY");
}

/* A trigger says what is wrong in words for people; other constraints are our own fault, and say
 * which. */
static int refuse(const char *text, struct err *e)
{
    const char *vi = store_refusal_vi(text);
    return vi != NULL ? err_set(e, ERR_DATA, "%s%.0s", "%.0s%s", vi, text)
                      : err_set(e, ERR_DATA, "cơ sở dữ liệu không nhận thay đổi: %s",
                                "the database refuses the change: %s", text);
}

int store_fail(struct store *s, struct err *e)
{
    int code = s->db == NULL ? SQLITE_NOMEM : sqlite3_errcode(s->db) & 0xff;
    const char *text = s->db == NULL ? "" : sqlite3_errmsg(s->db);
    if (is_fault(code) && !store_is_broken(s))
        s->fault = code;
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(e, ERR_BUSY, "cơ sở dữ liệu đang bận", "the database is busy");
    case SQLITE_INTERRUPT:
        return err_set(e, ERR_BUSY, "truy vấn kéo dài quá lâu nên đã bị dừng",
                       "the query took too long and was stopped");
    case SQLITE_CONSTRAINT:
        return refuse(text, e);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return err_set(e, ERR_IO, "tệp hỏng hoặc không phải cơ sở dữ liệu: %s",
                       "the file is damaged or no database: %s", text);
    case SQLITE_FULL:
        return err_set(e, ERR_FULL, "hết chỗ trên đĩa; chưa ghi gì cả",
                       "the disk is full; nothing was written");
    default:
        return err_set(e, ERR_IO, "lỗi cơ sở dữ liệu: %s", "database failure: %s", text);
    }
}

sqlite3_stmt *store_statement(struct store *s, const char *sql, struct err *e)
{
    for (size_t i = 0; i < s->n_kept; i++)
        if (s->kept[i].sql == sql) {
            sqlite3_reset(s->kept[i].statement);
            sqlite3_clear_bindings(s->kept[i].statement);
            return s->kept[i].statement;
        }
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) != SQLITE_OK) {
        store_fail(s, e);
        return NULL;
    }
    s->kept = mem_grow(s->kept, s->n_kept + 1, sizeof *s->kept);
    s->kept[s->n_kept++] = (struct store_kept){.sql = sql, .statement = st};
    return st;
}

int store_run(struct store *s, sqlite3_stmt *st, struct err *e)
{
    int rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_bind_text(sqlite3_stmt *st, int at, const char *text)
{
    sqlite3_bind_text(st, at, text == NULL ? "" : text, -1, SQLITE_TRANSIENT);
}

void store_bind_id(sqlite3_stmt *st, int at, int64_t id)
{
    if (id == 0)
        sqlite3_bind_null(st, at);
    else
        sqlite3_bind_int64(st, at, id);
}

void store_bind_int(sqlite3_stmt *st, int at, int value)
{
    if (value == -1)
        sqlite3_bind_null(st, at);
    else
        sqlite3_bind_int(st, at, value);
}

char *store_column_text(sqlite3_stmt *st, int at)
{
    const char *text = (const char *)sqlite3_column_text(st, at);
    return mem_dup(text == NULL ? "" : text);
}

static void read_field(sqlite3_stmt *st, int at, const struct store_field *f, char *row)
{
    bool is_null = sqlite3_column_type(st, at) == SQLITE_NULL;
    switch (f->kind) {
    case STORE_KEY:
    case STORE_INT64: {
        int64_t id = sqlite3_column_int64(st, at);
        memcpy(row + f->offset, &id, sizeof id);
        break;
    }
    case STORE_INT: {
        int value = is_null ? -1 : sqlite3_column_int(st, at);
        memcpy(row + f->offset, &value, sizeof value);
        break;
    }
    case STORE_TEXT: {
        char *text = store_column_text(st, at);
        memcpy(row + f->offset, &text, sizeof text);
        break;
    }
    }
}

int store_read_rows(struct store *s, const struct store_shape *shape, void **items, size_t *n,
                    struct err *e)
{
    *items = NULL;
    *n = 0;
    sqlite3_stmt *st = store_statement(s, shape->select, e);
    return st == NULL ? store_fail(s, e) : store_read_bound(s, st, shape, items, n, e);
}

int store_read_bound(struct store *s, sqlite3_stmt *st, const struct store_shape *shape,
                     void **items, size_t *n, struct err *e)
{
    char *rows = NULL;
    size_t n_rows = 0;
    size_t cap = 0;
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        if (n_rows == cap) {
            cap = cap == 0 ? 64 : cap * 2;
            rows = mem_grow(rows, cap, shape->row_size);
        }
        char *row = rows + n_rows++ * shape->row_size;
        memset(row, 0, shape->row_size);
        for (size_t i = 0; i < shape->n_fields; i++)
            read_field(st, (int)i, &shape->fields[i], row);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    *items = rows;
    *n = n_rows;
    return rc;
}

int store_read_one(struct store *s, sqlite3_stmt *st, const struct store_shape *shape, void *row,
                   struct err *e)
{
    void *items = NULL;
    size_t n = 0;
    memset(row, 0, shape->row_size);
    int rc = store_read_bound(s, st, shape, &items, &n, e);
    if (rc == ERR_OK && n > 0) {
        memcpy(row, items, shape->row_size);
        memset(items, 0, shape->row_size); /* its texts went with it */
    }
    store_release_rows(shape, items, n);
    return rc;
}

int store_read_number(struct store *s, sqlite3_stmt *st, int64_t *n, struct err *e)
{
    const int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *n = rc == ERR_OK ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return rc;
}

int store_read_of(struct store *s, const char *sql, int64_t id, const struct store_shape *shape,
                  void **items, size_t *n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_read_bound(s, st, shape, items, n, e);
}

int store_bind_row(sqlite3_stmt *st, const struct store_shape *shape, const void *row)
{
    int at = 1;
    for (size_t i = 0; i < shape->n_fields; i++) {
        const struct store_field *f = &shape->fields[i];
        const char *member = (const char *)row + f->offset;
        if ((f->flags & STORE_READ_ONLY) != 0)
            continue;
        switch (f->kind) {
        case STORE_KEY:
        case STORE_INT64: {
            int64_t id;
            memcpy(&id, member, sizeof id);
            store_bind_id(st, at++, id);
            break;
        }
        case STORE_INT: {
            int value;
            memcpy(&value, member, sizeof value);
            store_bind_int(st, at++, value);
            break;
        }
        case STORE_TEXT: {
            const char *text;
            memcpy(&text, member, sizeof text);
            store_bind_text(st, at++, text);
            break;
        }
        }
    }
    return at;
}

int store_put_row(struct store *s, const struct store_shape *shape, void *row, int64_t *id,
                  struct err *e)
{
    sqlite3_stmt *st = store_statement(s, shape->upsert, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_row(st, shape, row);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK && *id == 0)
        *id = sqlite3_last_insert_rowid(s->db);
    return rc;
}

void store_release_row(const struct store_shape *shape, void *row)
{
    for (size_t i = 0; i < shape->n_fields; i++) {
        if (shape->fields[i].kind != STORE_TEXT)
            continue;
        char *text;
        memcpy(&text, (char *)row + shape->fields[i].offset, sizeof text);
        free(text);
    }
}

void store_release_rows(const struct store_shape *shape, void *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        store_release_row(shape, (char *)items + i * shape->row_size);
    free(items);
}
