/* Hand-over records; see the header. */
#include "store/handover.h"

#include "handle.h"

#include <stdlib.h>

#define FIELD(name, kind, flags)                                                                   \
    {                                                                                              \
        offsetof(struct store_handover, name), kind, flags                                         \
    }
static const struct store_field FIELDS[] = {
    FIELD(id, STORE_KEY, 0),
    FIELD(code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(stay_id, STORE_INT64, 0),
    FIELD(stay, STORE_TEXT, STORE_READ_ONLY),
    FIELD(kind, STORE_TEXT, 0),
    FIELD(day, STORE_TEXT, 0),
    FIELD(electricity_kwh, STORE_INT, 0),
    FIELD(water_m3, STORE_INT, 0),
    FIELD(n_keys, STORE_INT, 0),
    FIELD(note, STORE_TEXT, 0),
    FIELD(house_id, STORE_INT64, STORE_READ_ONLY),
    FIELD(house, STORE_TEXT, STORE_READ_ONLY),
    FIELD(house_at, STORE_INT64, STORE_READ_ONLY),
    FIELD(resident_id, STORE_INT64, STORE_READ_ONLY),
    FIELD(resident, STORE_TEXT, STORE_READ_ONLY),
    FIELD(resident_at, STORE_INT64, STORE_READ_ONLY),
    FIELD(is_on_paper, STORE_INT, STORE_READ_ONLY),
    FIELD(version, STORE_INT64, STORE_READ_ONLY),
};
static const struct store_shape RECORD = {
    .row_size = sizeof(struct store_handover),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

#define ITEM(name) offsetof(struct store_handover_item, name)
static const struct store_field ITEM_FIELDS[] = {
    {ITEM(kind), STORE_TEXT, 0},
    {ITEM(ix), STORE_INT, 0},
    {ITEM(condition), STORE_TEXT, 0},
    {ITEM(note), STORE_TEXT, 0},
};
static const struct store_shape ITEMS = {
    .row_size = sizeof(struct store_handover_item),
    .n_fields = sizeof ITEM_FIELDS / sizeof *ITEM_FIELDS,
    .fields = ITEM_FIELDS,
};

#define COLUMNS                                                                                    \
    "SELECT h.id, h.code, h.stay_id, t.code, h.kind, h.day, h.electricity_kwh, h.water_m3,\n"      \
    "  h.n_keys, h.note, h.house_id, a.name, h.house_at, h.resident_id, b.name, h.resident_at,\n"  \
    "  h.is_on_paper, h.version\n"                                                                 \
    "FROM handover h JOIN stay t ON t.id = h.stay_id\n"                                            \
    "  LEFT JOIN account a ON a.id = h.house_id LEFT JOIN account b ON b.id = h.resident_id\n"

static const char GET[] = COLUMNS "WHERE h.stay_id = ?1 AND h.kind = ?2";
static const char LIST[] = COLUMNS "WHERE t.request_id = ?1 ORDER BY t.id, h.kind";
static const char GET_ITEMS[] = "SELECT kind, ix, condition, note FROM handover_item\n"
                                "WHERE handover_id = ?1 ORDER BY kind, ix";

static const char ADD[] =
    "INSERT INTO handover (id, code, stay_id, kind, day, electricity_kwh, water_m3, n_keys, note,\n"
    "  is_on_paper, version)\n"
    "VALUES (?1, lower(hex(randomblob(16))), ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 1)\n"
    "RETURNING id, code";
static const char SAY[] =
    "UPDATE handover SET day = ?4, electricity_kwh = ?5, water_m3 = ?6, n_keys = ?7, note = ?8,\n"
    "  house_id = NULL, house_at = NULL, resident_id = NULL, resident_at = NULL,\n"
    "  is_on_paper = 0, version = version + 1\n"
    "WHERE id = ?1 AND stay_id = ?2 AND kind = ?3";
static const char CLEAR[] = "DELETE FROM handover_item WHERE handover_id = ?1";
static const char ADD_ITEM[] =
    "INSERT INTO handover_item (handover_id, kind, ix, condition, note)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5)";
static const char CONFIRM[] =
    "UPDATE handover SET house_id = ?2, house_at = ?3, resident_id = ?4, resident_at = ?5,\n"
    "  is_on_paper = ?6, version = version + 1\n"
    "WHERE id = ?1";

void store_handover_release(struct store_handover *h)
{
    store_release_row(&RECORD, h);
    store_release_rows(&ITEMS, h->items, h->n_items);
    *h = (struct store_handover){0};
}

void store_handovers_release(struct store_handovers *l)
{
    store_release_rows(&RECORD, l->items, l->n);
    *l = (struct store_handovers){0};
}

int store_handover_get(struct store *s, int64_t stay_id, const char *kind,
                       struct store_handover *out, struct err *e)
{
    void *rows = NULL, *items = NULL;
    size_t n = 0;
    *out = (struct store_handover){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, stay_id);
    store_bind_text(st, 2, kind);
    int rc = store_read_bound(s, st, &RECORD, &rows, &n, e);
    if (rc == ERR_OK && n == 1) {
        *out = *(struct store_handover *)rows;
        rc = store_read_of(s, GET_ITEMS, out->id, &ITEMS, &items, &out->n_items, e);
        out->items = items;
    }
    free(rows);
    return rc;
}

int store_handover_list(struct store *s, int64_t request_id, struct store_handovers *out,
                        struct err *e)
{
    void *rows = NULL;
    *out = (struct store_handovers){0};
    int rc = store_read_of(s, LIST, request_id, &RECORD, &rows, &out->n, e);
    out->items = rows;
    return rc;
}

static int put_items(struct store *s, const struct store_handover *h, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CLEAR, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, h->id);
    int rc = store_run(s, st, e);
    for (size_t i = 0; i < h->n_items && rc == ERR_OK; i++) {
        st = store_statement(s, ADD_ITEM, e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, h->id);
        store_bind_text(st, 2, h->items[i].kind);
        sqlite3_bind_int(st, 3, h->items[i].ix);
        store_bind_text(st, 4, h->items[i].condition);
        store_bind_text(st, 5, h->items[i].note);
        rc = store_run(s, st, e);
    }
    return rc;
}

static int add(struct store *s, struct store_handover *h, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_row(st, &RECORD, h);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        h->id = sqlite3_column_int64(st, 0);
        h->code = store_column_text(st, 1);
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_handover_put(struct store *s, struct store_handover *h, struct err *e)
{
    int rc;
    if (h->id == 0) {
        rc = add(s, h, e);
    } else {
        sqlite3_stmt *st = store_statement(s, SAY, e);
        if (st == NULL)
            return store_fail(s, e);
        store_bind_row(st, &RECORD, h);
        rc = store_run(s, st, e);
    }
    return rc != ERR_OK ? rc : put_items(s, h, e);
}

int store_handover_confirm(struct store *s, const struct store_handover *h, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CONFIRM, e);
    if (st == NULL)
        return store_fail(s, e);
    const int64_t values[] = {h->house_id, h->house_at, h->resident_id, h->resident_at};
    sqlite3_bind_int64(st, 1, h->id);
    for (int i = 0; i < 4; i++)
        store_bind_id(st, 2 + i, values[i]);
    sqlite3_bind_int(st, 6, h->is_on_paper);
    return store_run(s, st, e);
}
