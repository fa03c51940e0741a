/* Pieces of equipment; see the header. */
#include "store/inventory.h"

#include "handle.h"

#define ITEM(name) offsetof(struct store_item, name)
static const struct store_field ITEM_FIELDS[] = {
    {ITEM(id), STORE_KEY, 0},         {ITEM(room_id), STORE_INT64, 0},
    {ITEM(room), STORE_TEXT, 0},      {ITEM(site), STORE_TEXT, 0},
    {ITEM(kind), STORE_TEXT, 0},      {ITEM(ix), STORE_INT, 0},
    {ITEM(condition), STORE_TEXT, 0}, {ITEM(note), STORE_TEXT, 0},
    {ITEM(seen_on), STORE_TEXT, 0},
};
static const struct store_shape SHAPE = {NULL, NULL, sizeof(struct store_item),
                                         sizeof ITEM_FIELDS / sizeof *ITEM_FIELDS, ITEM_FIELDS};

#define COUNT(name) offsetof(struct store_item_count, name)
static const struct store_field COUNT_FIELDS[] = {
    {COUNT(site), STORE_TEXT, 0},      {COUNT(kind), STORE_TEXT, 0},
    {COUNT(n_rooms), STORE_INT64, 0},  {COUNT(n), STORE_INT64, 0},
    {COUNT(n_good), STORE_INT64, 0},   {COUNT(n_worn), STORE_INT64, 0},
    {COUNT(n_broken), STORE_INT64, 0}, {COUNT(n_missing), STORE_INT64, 0},
};
static const struct store_shape COUNTS = {NULL, NULL, sizeof(struct store_item_count),
                                          sizeof COUNT_FIELDS / sizeof *COUNT_FIELDS, COUNT_FIELDS};

/* Of one room by the index of codes: whoever hands a room over asks for that one alone. */
#define STANDING                                                                                   \
    "FROM room_item i JOIN room c ON c.id = i.room_id JOIN site k ON k.id = c.site_id\n"           \
    "WHERE i.removed_on = '' AND c.code BETWEEN coalesce(?1, '') AND coalesce(?1, "                \
    "char(1114111))\n"                                                                             \
    "  AND (?2 IS NULL OR k.code = ?2)\n"                                                          \
    "  AND (?3 IS NULL OR i.kind = ?3) AND (?4 IS NULL OR i.condition = ?4)\n"

static const char LIST[] =
    "SELECT i.id, i.room_id, c.code, k.code, i.kind, i.ix, i.condition, i.note, "
    "i.seen_on\n" STANDING "  AND (?5 IS NULL OR (c.code, i.kind, i.ix) > (?5, ?6, ?7))\n"
    "ORDER BY c.code, i.kind, i.ix LIMIT ?8";
static const char HOW_MANY[] = "SELECT count(*)\n" STANDING;

static const char PUT[] =
    "INSERT INTO room_item (room_id, kind, ix, condition, note, seen_on, removed_on)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, '')\n"
    "ON CONFLICT (room_id, kind, ix) DO UPDATE SET condition = excluded.condition,\n"
    "  note = excluded.note, seen_on = excluded.seen_on, removed_on = ''";
static const char SEE[] =
    "INSERT INTO room_item (room_id, kind, ix, condition, note, seen_on, removed_on)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, '')\n"
    "ON CONFLICT (room_id, kind, ix) DO UPDATE SET condition = excluded.condition,\n"
    "  seen_on = excluded.seen_on, removed_on = ''\n"
    "WHERE max(room_item.seen_on, room_item.removed_on) <= excluded.seen_on";
static const char REMOVE[] = "UPDATE room_item SET removed_on = ?4\n"
                             "WHERE room_id = ?1 AND kind = ?2 AND ix = ?3 AND removed_on = ''";

static const char BY_SITE[] =
    "SELECT k.code, i.kind, count(DISTINCT i.room_id), count(*),\n"
    "  sum(i.condition = 'good'), sum(i.condition = 'worn'),\n"
    "  sum(i.condition = 'broken'), sum(i.condition = 'missing')\n"
    "FROM room_item i JOIN room c ON c.id = i.room_id JOIN site k ON k.id = c.site_id\n"
    "WHERE i.removed_on = ''\n"
    "GROUP BY k.code, i.kind ORDER BY k.code, i.kind";

/* NULL stays NULL: no filter. */
static void bind_query(sqlite3_stmt *st, const struct store_item_query *q)
{
    const char *const filters[] = {q->room, q->site, q->kind, q->condition};
    for (int i = 0; i < 4; i++)
        if (filters[i] != NULL)
            store_bind_text(st, 1 + i, filters[i]);
}

static int how_many(struct store *s, const struct store_item_query *q, int64_t *n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, HOW_MANY, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    return store_read_number(s, st, n, e);
}

int store_item_list(struct store *s, const struct store_item_query *q, struct store_items *out,
                    int64_t *n, struct err *e)
{
    void *items = NULL;
    *out = (struct store_items){0};
    int rc = n == NULL ? ERR_OK : how_many(s, q, n, e);
    if (rc != ERR_OK)
        return rc;
    sqlite3_stmt *st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    if (q->after_room != NULL) {
        store_bind_text(st, 5, q->after_room);
        store_bind_text(st, 6, q->after_kind);
        sqlite3_bind_int(st, 7, q->after_ix);
    }
    sqlite3_bind_int(st, 8, q->limit == 0 ? -1 : q->limit);
    rc = store_read_bound(s, st, &SHAPE, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_items_release(struct store_items *l)
{
    store_release_rows(&SHAPE, l->items, l->n);
    *l = (struct store_items){0};
}

static int put(struct store *s, const char *sql, const struct store_item *item, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, item->room_id);
    store_bind_text(st, 2, item->kind);
    sqlite3_bind_int(st, 3, item->ix);
    store_bind_text(st, 4, item->condition);
    store_bind_text(st, 5, item->note);
    store_bind_text(st, 6, item->seen_on);
    return store_run(s, st, e);
}

int store_item_put(struct store *s, const struct store_item *item, struct err *e)
{
    return put(s, PUT, item, e);
}

int store_item_see(struct store *s, const struct store_item *item, struct err *e)
{
    return put(s, SEE, item, e);
}

int store_item_remove(struct store *s, int64_t room_id, const char *kind, int ix,
                      const char *removed_on, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, REMOVE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, room_id);
    store_bind_text(st, 2, kind);
    sqlite3_bind_int(st, 3, ix);
    store_bind_text(st, 4, removed_on);
    return store_run(s, st, e);
}

int store_item_count(struct store *s, struct store_item_counts *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_item_counts){0};
    sqlite3_stmt *st = store_statement(s, BY_SITE, e);
    if (st == NULL)
        return store_fail(s, e);
    int rc = store_read_bound(s, st, &COUNTS, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_item_counts_release(struct store_item_counts *l)
{
    store_release_rows(&COUNTS, l->items, l->n);
    *l = (struct store_item_counts){0};
}
