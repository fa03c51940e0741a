/* Stays; see the header. */
#include "store/stay.h"

#include "handle.h"
#include "shapes.h"

#include "base/mem.h"

#include <stdlib.h>

#define FIELD(name, kind, flags)                                                                   \
    {                                                                                              \
        offsetof(struct store_stay, name), kind, flags                                             \
    }
static const struct store_field FIELDS[] = {
    FIELD(id, STORE_KEY, 0),
    FIELD(code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(request_id, STORE_INT64, 0),
    FIELD(request, STORE_TEXT, STORE_READ_ONLY),
    FIELD(person, STORE_TEXT, STORE_READ_ONLY),
    FIELD(agency, STORE_TEXT, STORE_READ_ONLY),
    FIELD(agency_name, STORE_TEXT, STORE_READ_ONLY),
    FIELD(room_id, STORE_INT64, 0),
    FIELD(room, STORE_TEXT, STORE_READ_ONLY),
    FIELD(site, STORE_TEXT, STORE_READ_ONLY),
    FIELD(site_name, STORE_TEXT, STORE_READ_ONLY),
    FIELD(kind, STORE_TEXT, 0),
    FIELD(whole_room, STORE_INT, 0),
    FIELD(from_day, STORE_TEXT, 0),
    FIELD(to_day, STORE_TEXT, 0),
    FIELD(return_day, STORE_TEXT, 0),
    FIELD(why_ended, STORE_TEXT, 0),
    FIELD(version, STORE_INT64, STORE_READ_ONLY),
};

static const struct store_shape STAY = {
    .row_size = sizeof(struct store_stay),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

#define COLUMNS                                                                                    \
    "SELECT t.id, t.code, t.request_id, r.code, o.name, a.code, a.name, t.room_id, c.code, "       \
    "k.code,\n"                                                                                    \
    "  k.name, t.kind, t.whole_room, t.from_day, t.to_day, t.return_day, t.why_ended, t.version\n"

#define TABLES                                                                                     \
    "FROM stay t JOIN request r ON r.id = t.request_id JOIN agency a ON a.id = r.agency_id\n"      \
    "  JOIN room c ON c.id = t.room_id JOIN site k ON k.id = c.site_id\n"                          \
    "  JOIN request_member m ON m.request_id = r.id AND m.ix = 0\n"                                \
    "  JOIN official o ON o.id = m.official_id\n"

#define MATCH                                                                                      \
    "WHERE (?4 IS NULL OR r.code = ?4) AND (?5 IS NULL OR c.code = ?5)\n"                          \
    "  AND (?6 IS NULL OR (t.from_day <= ?6 AND (t.to_day = '' OR t.to_day > ?6)))\n"              \
    "  AND (?7 IS NULL OR k.code = ?7) AND (?8 IS NULL OR a.code = ?8)\n"                          \
    "  AND (?9 IS NULL OR t.kind = ?9)\n"                                                          \
    "  AND " STORE_SEES_REQUEST

static const char LIST[] =
    COLUMNS TABLES MATCH "AND t.id > coalesce((SELECT id FROM stay WHERE code = ?10), 0)\n"
                         "ORDER BY t.id LIMIT ?11";
static const char COUNT[] = "SELECT count(*)\n" TABLES MATCH;
static const char GET[] = COLUMNS TABLES "WHERE t.code = ?4 AND " STORE_SEES_REQUEST;
static const char OPEN[] =
    COLUMNS TABLES "WHERE t.request_id = ?1 AND t.kind = ?2 AND t.to_day = ''";

static const char LAST[] =
    COLUMNS TABLES "WHERE r.code = ?1 AND t.kind = ?2\n"
                   "ORDER BY t.to_day = '' DESC, t.from_day DESC, t.id DESC LIMIT 1";

static const char BEDS[] = "SELECT member_ix, bed FROM stay_bed WHERE stay_id = ?1 ORDER BY 1";

static const char ADD[] =
    "INSERT INTO stay (id, code, request_id, room_id, kind, whole_room, from_day, to_day,\n"
    "  return_day, why_ended, version)\n"
    "VALUES (?1, lower(hex(randomblob(16))), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)\n"
    "RETURNING id, code";

/* ?3 = 0: the first bed of the room that nobody has on a night of the stay. */
static const char ADD_BED[] =
    "INSERT INTO stay_bed (stay_id, member_ix, bed)\n"
    "SELECT ?1, ?2, CASE ?3 WHEN 0 THEN\n"
    "  (WITH RECURSIVE bed (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM bed\n"
    "    WHERE n <= (SELECT c.beds FROM stay t JOIN room c ON c.id = t.room_id WHERE t.id = ?1))\n"
    "   SELECT n FROM bed WHERE NOT EXISTS (\n"
    "     SELECT 1 FROM stay i JOIN stay t ON t.room_id = i.room_id\n"
    "       JOIN stay_bed b ON b.stay_id = t.id\n"
    "     WHERE i.id = ?1 AND b.bed = n AND (t.id = i.id OR (t.from_day <> t.to_day AND i.from_day "
    "<> i.to_day\n"
    "       AND (i.to_day = '' OR t.from_day < i.to_day)\n"
    "       AND (t.to_day = '' OR i.from_day < t.to_day)))) ORDER BY n LIMIT 1)\n"
    "  ELSE ?3 END\n"
    "RETURNING bed";

static const char END[] =
    "UPDATE stay SET to_day = ?2, why_ended = ?3, version = version + 1 WHERE id = ?1";
static const char PARTY_BEDS[] = "SELECT id, coalesce(current_beds, 0) FROM request WHERE id = ?1";
static const char ROOM_BEDS[] = "SELECT id, beds FROM room WHERE code = ?1";

void store_stay_release(struct store_stay *stay)
{
    store_release_row(&STAY, stay);
    free(stay->beds);
    *stay = (struct store_stay){0};
}

void store_stays_release(struct store_stays *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->items[i].beds);
    store_release_rows(&STAY, l->items, l->n);
    *l = (struct store_stays){0};
}

static int read_beds(struct store *s, struct store_stay *stay, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, BEDS, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, stay->id);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        stay->beds = mem_grow(stay->beds, stay->n_beds + 1, sizeof *stay->beds);
        stay->beds[stay->n_beds++] = (struct store_stay_bed){.member_ix = sqlite3_column_int(st, 0),
                                                             .bed = sqlite3_column_int(st, 1)};
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

/* All stays of a statement with its parameters bound, with their beds. */
static int read_stays(struct store *s, sqlite3_stmt *st, struct store_stays *out, struct err *e)
{
    void *items = NULL;
    int rc = store_read_bound(s, st, &STAY, &items, &out->n, e);
    out->items = items;
    for (size_t i = 0; i < out->n && rc == ERR_OK; i++)
        rc = read_beds(s, &out->items[i], e);
    return rc;
}

/* The only stay of a bound statement; zeroed where there is none. */
static int read_one(struct store *s, sqlite3_stmt *st, struct store_stay *out, struct err *e)
{
    struct store_stays all = {0};
    int rc = read_stays(s, st, &all, e);
    if (rc == ERR_OK && all.n == 1) {
        *out = all.items[0];
        free(all.items);
        return rc;
    }
    store_stays_release(&all);
    return rc;
}

/* NULL stays NULL: no filter. */
static void bind_query(sqlite3_stmt *st, const struct store_stay_query *q)
{
    const char *const filters[] = {q->request, q->room, q->on_day, q->site, q->agency, q->kind};
    store_bind_scope(st, &q->scope);
    for (int i = 0; i < 6; i++)
        if (filters[i] != NULL)
            store_bind_text(st, 4 + i, filters[i]);
}

int store_stay_list(struct store *s, const struct store_stay_query *q, struct store_stays *out,
                    int64_t *n, struct err *e)
{
    *out = (struct store_stays){0};
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
    store_bind_text(st, 10, q->after);
    sqlite3_bind_int(st, 11, q->limit == 0 ? -1 : q->limit);
    return read_stays(s, st, out, e);
}

int store_stay_get(struct store *s, const struct store_scope *scope, const char *code,
                   struct store_stay *out, struct err *e)
{
    *out = (struct store_stay){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, code);
    return read_one(s, st, out, e);
}

int store_stay_open(struct store *s, int64_t request_id, const char *kind, struct store_stay *out,
                    struct err *e)
{
    *out = (struct store_stay){0};
    sqlite3_stmt *st = store_statement(s, OPEN, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    store_bind_text(st, 2, kind);
    return read_one(s, st, out, e);
}

int store_stay_last(struct store *s, const char *request, const char *kind, struct store_stay *out,
                    struct err *e)
{
    *out = (struct store_stay){0};
    sqlite3_stmt *st = store_statement(s, LAST, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, request);
    store_bind_text(st, 2, kind);
    return read_one(s, st, out, e);
}

static int add_bed(struct store *s, int64_t stay_id, struct store_stay_bed *b, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD_BED, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, stay_id);
    sqlite3_bind_int(st, 2, b->member_ix);
    sqlite3_bind_int(st, 3, b->bed);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        b->bed = sqlite3_column_int(st, 0);
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_stay_add(struct store *s, struct store_stay *stay, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_row(st, &STAY, stay);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        stay->id = sqlite3_column_int64(st, 0);
        stay->code = store_column_text(st, 1);
        stay->version = 1;
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    for (size_t i = 0; i < stay->n_beds && rc == ERR_OK; i++)
        rc = add_bed(s, stay->id, &stay->beds[i], e);
    return rc;
}

int store_stay_end(struct store *s, int64_t id, const char *to_day, const char *why, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, END, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, to_day);
    store_bind_text(st, 3, why);
    return store_run(s, st, e);
}

/* The id and the number that a bound statement gives; zeros where it has no row. */
static int read_beds_of(struct store *s, sqlite3_stmt *st, int64_t *id, int *beds, struct err *e)
{
    int step = sqlite3_step(st);
    *id = step == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    *beds = step == SQLITE_ROW ? sqlite3_column_int(st, 1) : 0;
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_party_beds(struct store *s, int64_t request_id, int *beds, struct err *e)
{
    int64_t id;
    sqlite3_stmt *st = store_statement(s, PARTY_BEDS, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    return read_beds_of(s, st, &id, beds, e);
}

int store_room_beds(struct store *s, const char *code, int64_t *id, int *beds, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ROOM_BEDS, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    return read_beds_of(s, st, id, beds, e);
}
