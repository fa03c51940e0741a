/* Changes recorded and taken back, by SQLite's session extension; see the header. */
#define SQLITE_ENABLE_SESSION        1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include "store/changes.h"

#include "handle.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Parents first: what depends on a row follows it. */
static const struct {
    const char *name;
    const char *vi, *en; /* for people, where something rests on it */
    const char *bump;    /* counts the version of row ?1 up from ?2; NULL = has none */
} TABLES[] = {
    {"agency", "cơ quan", "an agency", "UPDATE agency SET version = ?2 + 1 WHERE id = ?1"},
    {"site", "khu", "a site", "UPDATE site SET version = ?2 + 1 WHERE id = ?1"},
    {"room", "phòng", "a room", "UPDATE room SET version = ?2 + 1 WHERE id = ?1"},
    {"official", "cán bộ", "an official", "UPDATE official SET version = ?2 + 1 WHERE id = ?1"},
    {"official_fact", "xác nhận của cơ quan", "a confirmation", NULL},
    {"request", "hồ sơ", "a request", "UPDATE request SET version = ?2 + 1 WHERE id = ?1"},
    {"request_member", "người trong hồ sơ", "a person in a request", NULL},
    {"request_wish", "nguyện vọng", "a wish", NULL},
    {"request_site", "khu đăng ký", "a site asked for", NULL},
    {"room_item", "trang thiết bị", "a piece of equipment", NULL},
};
enum { N_TABLES = sizeof TABLES / sizeof *TABLES };

struct store_changes {
    struct store *store;
    sqlite3_session *session;
};

static size_t table_ix(const char *name)
{
    size_t t = 0;
    while (t < N_TABLES && strcmp(TABLES[t].name, name) != 0)
        t++;
    return t;
}

int store_changes_begin(struct store *s, struct store_changes **out, struct err *e)
{
    struct store_changes *c = mem_alloc(sizeof *c);
    c->store = s;
    *out = c;
    if (sqlite3session_create(s->db, "main", &c->session) != SQLITE_OK)
        return store_fail(s, e);
    for (size_t t = 0; t < N_TABLES; t++)
        if (sqlite3session_attach(c->session, TABLES[t].name) != SQLITE_OK)
            return store_fail(s, e);
    return ERR_OK;
}

int store_changes_end(struct store_changes *c, struct buf *out, struct err *e)
{
    int n = 0;
    void *bytes = NULL;
    int rc = ERR_OK;
    if (out != NULL && sqlite3session_changeset(c->session, &n, &bytes) != SQLITE_OK)
        rc = store_fail(c->store, e);
    if (rc == ERR_OK && n > 0)
        buf_add(out, bytes, (size_t)n);
    sqlite3_free(bytes);
    sqlite3session_delete(c->session);
    free(c);
    return rc;
}

/* ---- undoing ---- */

/* A row that comes back, with the version that it has now. */
struct back {
    size_t table;
    int64_t id;
    int64_t version;
};

struct undo {
    struct store *store;
    size_t clash; /* table of the first row that something rests on; N_TABLES = none named */
    bool is_clash;
    size_t n;
    struct back *backs; /* [n] */
};

static int64_t version_now(struct store *s, size_t table, int64_t id)
{
    static const char *const sql[N_TABLES] = {
        [0] = "SELECT version FROM agency WHERE id = ?1",
        [1] = "SELECT version FROM site WHERE id = ?1",
        [2] = "SELECT version FROM room WHERE id = ?1",
        [3] = "SELECT version FROM official WHERE id = ?1",
        [5] = "SELECT version FROM request WHERE id = ?1",
    };
    struct err ignored = {0};
    sqlite3_stmt *st = sql[table] == NULL ? NULL : store_statement(s, sql[table], &ignored);
    if (st == NULL)
        return 0;
    sqlite3_bind_int64(st, 1, id);
    int64_t version = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return version;
}

/* The history of a request that goes: nothing else may name it. */
static int drop_history(struct store *s, int64_t id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, "DELETE FROM request_history WHERE request_id = ?1", e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_run(s, st, e);
}

/* Looks through the inverted changes: rows that come back, requests that go. */
static int prepare(struct undo *u, int n, void *bytes, struct err *e)
{
    sqlite3_changeset_iter *it = NULL;
    int rc = ERR_OK;
    if (sqlite3changeset_start(&it, n, bytes) != SQLITE_OK)
        return err_set(e, ERR_DATA, "nhật ký thay đổi bị hỏng", "the record of changes is damaged");
    while (rc == ERR_OK && sqlite3changeset_next(it) == SQLITE_ROW) {
        const char *name;
        int n_columns, op;
        sqlite3_value *key = NULL;
        sqlite3changeset_op(it, &name, &n_columns, &op, NULL);
        const size_t t = table_ix(name);
        if (t == N_TABLES || TABLES[t].bump == NULL || op == SQLITE_INSERT)
            continue;
        (void)sqlite3changeset_old(it, 0, &key);
        const int64_t id = sqlite3_value_int64(key);
        if (op == SQLITE_DELETE && strcmp(name, "request") == 0)
            rc = drop_history(u->store, id, e);
        if (op != SQLITE_UPDATE)
            continue;
        u->backs = mem_grow(u->backs, u->n + 1, sizeof *u->backs);
        u->backs[u->n++] = (struct back){t, id, version_now(u->store, t, id)};
    }
    sqlite3changeset_finalize(it);
    return rc;
}

static int on_clash(void *ctx, int kind, sqlite3_changeset_iter *it)
{
    struct undo *u = ctx;
    const char *name = "";
    int n_columns, op;
    if (kind != SQLITE_CHANGESET_FOREIGN_KEY)
        sqlite3changeset_op(it, &name, &n_columns, &op, NULL);
    u->clash = table_ix(name);
    u->is_clash = true;
    return SQLITE_CHANGESET_ABORT;
}

static int say_clash(const struct undo *u, struct err *e)
{
    if (u->clash == N_TABLES)
        return err_set(e, ERR_DATA,
                       "không hoàn tác được: phương án, lượt báo phòng hoặc tài khoản lập sau đó "
                       "đang dựa vào dữ liệu này",
                       "this cannot be undone: a plan, an offer or an account made since rests on "
                       "it");
    return err_set(e, ERR_DATA, "không hoàn tác được: %s%.0s đã được sửa sau đó; hãy sửa từng dòng",
                   "this cannot be undone: %.0s%s was changed since; correct row by row",
                   TABLES[u->clash].vi, TABLES[u->clash].en);
}

static int is_of_officials(const char *table)
{
    return strcmp(table, "official") == 0 || strcmp(table, "official_fact") == 0;
}

static int first_pass(void *ctx, const char *table)
{
    (void)ctx;
    return !is_of_officials(table);
}

static int second_pass(void *ctx, const char *table)
{
    (void)ctx;
    return is_of_officials(table);
}

static int pass(struct undo *u, int (*filter)(void *, const char *), int n, void *bytes,
                struct err *e)
{
    const int code = sqlite3changeset_apply(u->store->db, n, bytes, filter, on_clash, u);
    if (u->is_clash)
        return say_clash(u, e);
    return code == SQLITE_OK ? ERR_OK : store_fail(u->store, e);
}

/* Requests and places first, under all triggers. Then officials, without: values and confirmations
 * come back together, while a trigger drops the confirmation of every value that changes. */
static int apply(struct undo *u, int n, void *bytes, struct err *e)
{
    sqlite3 *db = u->store->db;
    int rc = pass(u, first_pass, n, bytes, e);
    if (rc != ERR_OK)
        return rc;
    if (sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL) != SQLITE_OK)
        return store_fail(u->store, e);
    rc = pass(u, second_pass, n, bytes, e);
    if (sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL) != SQLITE_OK)
        return store_fail(u->store, e);
    return rc;
}

static int bump_versions(const struct undo *u, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < u->n && rc == ERR_OK; i++) {
        sqlite3_stmt *st = store_statement(u->store, TABLES[u->backs[i].table].bump, e);
        if (st == NULL)
            return store_fail(u->store, e);
        sqlite3_bind_int64(st, 1, u->backs[i].id);
        sqlite3_bind_int64(st, 2, u->backs[i].version);
        rc = store_run(u->store, st, e);
    }
    return rc;
}

int store_changes_undo(struct store *s, const void *bytes, size_t n, struct err *e)
{
    struct undo u = {.store = s, .clash = N_TABLES};
    void *inverted = NULL;
    int n_inverted = 0;
    int rc = ERR_OK;
    if (n == 0)
        return ERR_OK;
    if (n > INT32_MAX ||
        sqlite3changeset_invert((int)n, bytes, &n_inverted, &inverted) != SQLITE_OK)
        return err_set(e, ERR_DATA, "nhật ký thay đổi bị hỏng", "the record of changes is damaged");
    rc = prepare(&u, n_inverted, inverted, e);
    rc = rc != ERR_OK ? rc : apply(&u, n_inverted, inverted, e);
    rc = rc != ERR_OK ? rc : bump_versions(&u, e);
    sqlite3_free(inverted);
    free(u.backs);
    return rc;
}
