/* Closures of rooms, see the header. */
#include "store/closure.h"

#include <stdlib.h>
#include <string.h>

#include "shapes.h"

#define FIELD(member, kind, flags)                                                                 \
    {                                                                                              \
        offsetof(struct store_closure, member), kind, flags                                        \
    }
static const struct store_field FIELDS[] = {
    FIELD(id, STORE_KEY, 0),
    FIELD(code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(room_id, STORE_INT64, 0),
    FIELD(room, STORE_TEXT, STORE_READ_ONLY),
    FIELD(site, STORE_TEXT, STORE_READ_ONLY),
    FIELD(from_day, STORE_TEXT, 0),
    FIELD(to_day, STORE_TEXT, 0),
    FIELD(reason, STORE_TEXT, 0),
    FIELD(note, STORE_TEXT, 0),
    FIELD(repair_id, STORE_INT64, 0),
    FIELD(may_stay, STORE_INT, 0),
    FIELD(created_at, STORE_INT64, 0),
    FIELD(version, STORE_INT64, STORE_READ_ONLY),
    FIELD(keeps_home, STORE_INT, STORE_READ_ONLY),
    FIELD(rehousing, STORE_TEXT, STORE_READ_ONLY),
};

static const struct store_shape CLOSURE = {
    .row_size = sizeof(struct store_closure),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

#define COLUMNS                                                                                    \
    "SELECT x.id, x.code, x.room_id, c.code, k.code, x.from_day, x.to_day, x.reason, x.note,\n"    \
    "  x.repair_id, x.may_stay, x.created_at, x.version,\n"                                        \
    "  x.may_stay = 1 OR EXISTS (SELECT 1 FROM rehousing h WHERE h.closure_id = x.id\n"            \
    "    AND h.chosen IN ('stay', 'temporary')),\n"                                                \
    "  (SELECT h.code FROM rehousing h WHERE h.closure_id = x.id\n"                                \
    "    AND h.state IN ('open', 'chosen'))\n"
#define TABLES                                                                                     \
    "FROM room_closure x JOIN room c ON c.id = x.room_id JOIN site k ON k.id = c.site_id\n"
#define COVERS(day) "x.from_day <= " day " AND (x.to_day = '' OR x.to_day > " day ")\n"
#define MATCH                                                                                      \
    "WHERE (?1 IS NULL OR c.code = ?1) AND (?2 IS NULL OR (" COVERS(                               \
        "?2") "))\n"                                                                               \
              "  AND (?3 IS NULL OR ((x.to_day = '' OR x.to_day > ?3)\n"                           \
              "    AND x.from_day IS NOT x.to_day))\n"

static const char LIST[] =
    COLUMNS TABLES MATCH "AND x.id > coalesce((SELECT id FROM room_closure WHERE code = ?4), 0)\n"
                         "ORDER BY x.id LIMIT ?5";
static const char COUNT[] = "SELECT count(*)\n" TABLES MATCH;
static const char GET[] = COLUMNS TABLES "WHERE x.code = ?1";
static const char ON_DAY[] =
    COLUMNS TABLES "WHERE x.room_id = ?1 AND " COVERS("?2") "ORDER BY x.to_day = '' DESC,\n"
                                                            "  x.to_day DESC, x.id LIMIT 1";
static const char ADD[] =
    "INSERT INTO room_closure (id, code, room_id, from_day, to_day, reason, note, repair_id,\n"
    "  may_stay, created_at, version)\n"
    "VALUES (?1, lower(hex(randomblob(16))), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)\n"
    "RETURNING id, code";
static const char CHANGE[] =
    "UPDATE room_closure SET to_day = ?2, reason = ?3, note = ?4, may_stay = ?5,\n"
    "  version = version + 1 WHERE id = ?1";
static const char REPAIR[] = "SELECT room_id, coalesce(may_stay, -1) FROM repair WHERE id = ?1";

void store_closure_release(struct store_closure *c)
{
    store_release_row(&CLOSURE, c);
    *c = (struct store_closure){0};
}

void store_closures_release(struct store_closures *l)
{
    store_release_rows(&CLOSURE, l->items, l->n);
    *l = (struct store_closures){0};
}

/* NULL stays NULL: no filter. */
static void bind_query(sqlite3_stmt *st, const struct store_closure_query *q)
{
    const char *const filters[] = {q->room, q->on_day, q->since_day};
    for (int i = 0; i < 3; i++)
        if (filters[i] != NULL)
            store_bind_text(st, 1 + i, filters[i]);
}

int store_closure_list(struct store *s, const struct store_closure_query *q,
                       struct store_closures *out, int64_t *n, struct err *e)
{
    void *items = NULL;
    *out = (struct store_closures){0};
    sqlite3_stmt *st = store_statement(s, COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    int rc = store_read_number(s, st, n, e);
    if (rc != ERR_OK)
        return rc;
    st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    store_bind_text(st, 4, q->after);
    sqlite3_bind_int(st, 5, q->limit == 0 ? -1 : q->limit);
    rc = store_read_bound(s, st, &CLOSURE, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_closure_get(struct store *s, const char *code, struct store_closure *out, struct err *e)
{
    *out = (struct store_closure){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    return store_read_one(s, st, &CLOSURE, out, e);
}

int store_closure_on(struct store *s, int64_t room_id, const char *day, struct store_closure *out,
                     struct err *e)
{
    *out = (struct store_closure){0};
    sqlite3_stmt *st = store_statement(s, ON_DAY, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, room_id);
    store_bind_text(st, 2, day);
    return store_read_one(s, st, &CLOSURE, out, e);
}

int store_closure_add(struct store *s, struct store_closure *c, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_row(st, &CLOSURE, c);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        c->id = sqlite3_column_int64(st, 0);
        c->code = store_column_text(st, 1);
        c->version = 1;
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_closure_change(struct store *s, const struct store_closure *c, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CHANGE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, c->id);
    store_bind_text(st, 2, c->to_day);
    store_bind_text(st, 3, c->reason);
    store_bind_text(st, 4, c->note);
    sqlite3_bind_int(st, 5, c->may_stay);
    return store_run(s, st, e);
}

int store_closure_repair(struct store *s, int64_t repair_id, int64_t *room_id, int *may_stay,
                         struct err *e)
{
    sqlite3_stmt *st = store_statement(s, REPAIR, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, repair_id);
    int step = sqlite3_step(st);
    *room_id = step == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    *may_stay = step == SQLITE_ROW ? sqlite3_column_int(st, 1) : -1;
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}
