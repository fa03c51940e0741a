/* Photos of repairs, see the header. */
#include "store/photo.h"

#include <stddef.h>

#include "base/mem.h"
#include "handle.h"

#define FIELD(name, kind)                                                                          \
    {                                                                                              \
        offsetof(struct store_photo, name), kind, 0                                                \
    }
static const struct store_field FIELDS[] = {
    FIELD(code, STORE_TEXT),  FIELD(repair_id, STORE_INT64),  FIELD(kind, STORE_TEXT),
    FIELD(at, STORE_INT64),   FIELD(account_id, STORE_INT64), FIELD(width, STORE_INT),
    FIELD(height, STORE_INT),
};
static const struct store_shape PHOTO = {NULL, NULL, sizeof(struct store_photo),
                                         sizeof FIELDS / sizeof *FIELDS, FIELDS};

static const char KEEP[] = "INSERT INTO photo (sha256, width, height, jpeg, n_bytes)\n"
                           "VALUES (?1, ?2, ?3, ?4, length(?4))\n"
                           "ON CONFLICT (sha256) DO NOTHING";

static const char THERE[] = "SELECT x.code FROM repair_photo x JOIN photo p ON p.id = x.photo_id\n"
                            "WHERE x.repair_id = ?1 AND x.kind = ?2 AND p.sha256 = ?3";

static const char ADD[] =
    "INSERT INTO repair_photo (code, repair_id, photo_id, kind, at, account_id)\n"
    "SELECT lower(hex(randomblob(16))), ?1, id, ?2, ?4, ?5 FROM photo WHERE sha256 = ?3\n"
    "RETURNING code";

static const char LIST[] =
    "SELECT x.code, x.repair_id, x.kind, x.at, x.account_id, p.width, p.height\n"
    "FROM repair_photo x JOIN photo p ON p.id = x.photo_id\n"
    "WHERE x.repair_id = ?1 ORDER BY x.id";

static const char BYTES[] = "SELECT p.jpeg FROM repair_photo x JOIN photo p ON p.id = x.photo_id\n"
                            "WHERE x.repair_id = ?1 AND x.code = ?2";

static const char USE[] =
    "SELECT (SELECT count(*) FROM repair_photo x JOIN repair r ON r.id = x.repair_id\n"
    "    WHERE x.at >= ?3 AND (x.account_id = ?1 OR\n"
    "      (?1 IS NULL AND x.account_id IS NULL AND r.room_id = ?2))),\n"
    "  (SELECT coalesce(sum(n_bytes), 0) FROM photo)";

static int keep(struct store *s, const struct store_photo *p, const char *sha256, const char *jpeg,
                size_t n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, KEEP, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, sha256);
    store_bind_int(st, 2, p->width);
    store_bind_int(st, 3, p->height);
    sqlite3_bind_blob64(st, 4, jpeg, n, SQLITE_STATIC);
    return store_run(s, st, e);
}

/* The code that a statement answers; "" where it answers nothing. */
static int run_for_code(struct store *s, const char *sql, const struct store_photo *p,
                        const char *sha256, char **code, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, p->repair_id);
    store_bind_text(st, 2, p->kind);
    store_bind_text(st, 3, sha256);
    if (sql == ADD) {
        sqlite3_bind_int64(st, 4, p->at);
        store_bind_id(st, 5, p->account_id);
    }
    const int step = sqlite3_step(st);
    *code = step == SQLITE_ROW ? store_column_text(st, 0) : NULL;
    const int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_photo_add(struct store *s, struct store_photo *p, const char *jpeg, size_t n,
                    struct err *e)
{
    char sha256[65];
    crypto_sha256(jpeg, n, sha256);
    int rc = run_for_code(s, THERE, p, sha256, &p->code, e);
    if (rc != ERR_OK || p->code != NULL)
        return rc;
    rc = keep(s, p, sha256, jpeg, n, e);
    return rc != ERR_OK ? rc : run_for_code(s, ADD, p, sha256, &p->code, e);
}

int store_photo_list(struct store *s, int64_t repair_id, struct store_photos *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_photos){0};
    int rc = store_read_of(s, LIST, repair_id, &PHOTO, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_photo_bytes(struct store *s, int64_t repair_id, const char *code, struct buf *jpeg,
                      struct err *e)
{
    sqlite3_stmt *st = store_statement(s, BYTES, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, repair_id);
    store_bind_text(st, 2, code);
    const int step = sqlite3_step(st);
    int rc = ERR_OK;
    if (step == SQLITE_ROW)
        buf_add(jpeg, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
    else if (step == SQLITE_DONE)
        rc = err_set(e, ERR_ABSENT, "không có ảnh này", "there is no such photo");
    else
        rc = store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_photo_use(struct store *s, int64_t account_id, int64_t room_id, int64_t since, int *n,
                    int64_t *bytes, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, USE, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_id(st, 1, account_id);
    store_bind_id(st, 2, room_id);
    sqlite3_bind_int64(st, 3, since);
    const int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        *n = sqlite3_column_int(st, 0);
        *bytes = sqlite3_column_int64(st, 1);
    }
    const int rc = step == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_photo_release(struct store_photo *p)
{
    store_release_row(&PHOTO, p);
    *p = (struct store_photo){0};
}

void store_photos_release(struct store_photos *l)
{
    store_release_rows(&PHOTO, l->items, l->n);
    *l = (struct store_photos){0};
}
