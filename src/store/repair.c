/* Repairs as they are read; see the header. */
#include "store/repair.h"

#include "handle.h"
#include "shapes.h"

#include <stdlib.h>
#include <string.h>

#define FIELD(name, kind, flags)                                                                   \
    {                                                                                              \
        offsetof(struct store_repair, name), kind, flags                                           \
    }
static const struct store_field FIELDS[] = {
    FIELD(id, STORE_KEY, 0),
    FIELD(number, STORE_TEXT, STORE_READ_ONLY),
    FIELD(code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(room_id, STORE_INT64, 0),
    FIELD(room, STORE_TEXT, STORE_READ_ONLY),
    FIELD(site, STORE_TEXT, STORE_READ_ONLY),
    FIELD(block, STORE_TEXT, STORE_READ_ONLY),
    FIELD(floor, STORE_INT, STORE_READ_ONLY),
    FIELD(category, STORE_TEXT, 0),
    FIELD(answers, STORE_TEXT, 0),
    FIELD(description, STORE_TEXT, 0),
    FIELD(source, STORE_TEXT, 0),
    FIELD(reporter_id, STORE_INT64, 0),
    FIELD(contact, STORE_TEXT, 0),
    FIELD(severity, STORE_TEXT, 0),
    FIELD(state, STORE_TEXT, 0),
    FIELD(duplicate_of_id, STORE_INT64, 0),
    FIELD(duplicate_of, STORE_TEXT, STORE_READ_ONLY),
    FIELD(may_stay, STORE_INT, 0),
    FIELD(planned_on, STORE_TEXT, 0),
    FIELD(estimate_dong, STORE_INT64, 0),
    FIELD(cause, STORE_TEXT, 0),
    FIELD(reported_at, STORE_INT64, 0),
    FIELD(reacted_at, STORE_INT64, 0),
    FIELD(started_at, STORE_INT64, 0),
    FIELD(completed_at, STORE_INT64, 0),
    FIELD(closed_at, STORE_INT64, 0),
    FIELD(react_by, STORE_INT64, 0),
    FIELD(resolve_by, STORE_INT64, 0),
    FIELD(paused_s, STORE_INT64, STORE_READ_ONLY), /* 0 is no NULL: bound by hand */
    FIELD(version, STORE_INT64, STORE_READ_ONLY),
    FIELD(held_since, STORE_INT64, STORE_READ_ONLY),
    FIELD(hold_reason, STORE_TEXT, STORE_READ_ONLY),
    FIELD(due_at, STORE_INT64, STORE_READ_ONLY),
    FIELD(react_is_overdue, STORE_INT, STORE_READ_ONLY),
    FIELD(is_overdue, STORE_INT, STORE_READ_ONLY),
    FIELD(elapsed_s, STORE_INT64, STORE_READ_ONLY),
    FIELD(minutes, STORE_INT64, STORE_READ_ONLY),
    FIELD(cost_dong, STORE_INT64, STORE_READ_ONLY),
    FIELD(n_photos, STORE_INT, STORE_READ_ONLY),
    FIELD(updated_at, STORE_INT64, STORE_READ_ONLY),
    FIELD(is_own, STORE_INT, STORE_READ_ONLY),
};

static const struct store_shape REPAIR = {
    .row_size = sizeof(struct store_repair),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

/* ?4 is now. A hold that stands moves what is due second by second. */
#define REACT_LATE "(coalesce(p.reacted_at, p.closed_at, ?4) > p.react_by)"
#define LATE       "(coalesce(p.completed_at, p.closed_at, h.from_at, ?4) > p.resolve_by)"

#define COLUMNS                                                                                    \
    "SELECT p.id, 'SC-' || p.id, p.code, p.room_id, c.code, k.code, c.block, c.floor,\n"           \
    "  p.category, p.answers, p.description, p.source, p.reporter_id, p.contact, p.severity,\n"    \
    "  p.state, p.duplicate_of, 'SC-' || p.duplicate_of,\n"                                        \
    "  p.may_stay, p.planned_on, p.estimate_dong, p.cause, p.reported_at, p.reacted_at,\n"         \
    "  p.started_at, p.completed_at, p.closed_at, p.react_by, p.resolve_by, p.paused_s,\n"         \
    "  p.version, h.from_at, h.reason,\n"                                                          \
    "  p.resolve_by + coalesce(max(?4 - h.from_at, 0), 0), " REACT_LATE ", " LATE ",\n"            \
    "  coalesce(p.completed_at, p.closed_at, ?4) - p.reported_at,\n"                               \
    "  (SELECT coalesce(sum(x.minutes), 0) FROM repair_cost x WHERE x.repair_id = p.id),\n"        \
    "  (SELECT coalesce(sum(x.amount_dong), 0) FROM repair_cost x WHERE x.repair_id = p.id),\n"    \
    "  (SELECT count(*) FROM repair_photo f WHERE f.repair_id = p.id),\n"                          \
    "  (SELECT max(v.at) FROM repair_event v WHERE v.repair_id = p.id),\n"                         \
    "  coalesce(p.reporter_id = ?2, 0)\n"

#define TABLES                                                                                     \
    "FROM repair p JOIN room c ON c.id = p.room_id JOIN site k ON k.id = c.site_id\n"              \
    "  LEFT JOIN repair_hold h ON h.repair_id = p.id AND h.to_at IS NULL\n"

/* The rooms where official `o` lives: stands in a party that does. */
#define ROOMS_OF(o)                                                                                \
    "(SELECT r.current_room_id FROM request_member m JOIN request r ON r.id = m.request_id\n"      \
    "    WHERE m.official_id = " o " AND (m.ix = 0 OR m.consent <> '')\n"                          \
    "      AND r.current_room_id IS NOT NULL\n"                                                    \
    "  UNION SELECT t.room_id FROM request_member m JOIN stay t ON t.request_id = m.request_id\n"  \
    "    WHERE m.official_id = " o " AND (m.ix = 0 OR m.consent <> '') AND t.to_day = '')"

#define SEES "(?1 = 1 OR (?1 = 3 AND (p.reporter_id = ?2 OR p.room_id IN " ROOMS_OF("?3") ")))\n"

#define FILTERS                                                                                    \
    "  AND (?6 IS NULL OR k.code = ?6)\n"                                                          \
    "  AND (?7 IS NULL OR p.state = ?7) AND (?8 IS NULL OR p.severity = ?8)\n"                     \
    "  AND (?9 IS NULL OR p.category = ?9)\n"                                                      \
    "  AND (?10 IS NULL OR p.reported_at >= ?10) AND (?11 IS NULL OR p.reported_at < ?11)\n"       \
    "  AND (?12 = 0 OR p.closed_at IS NULL)\n"                                                     \
    "  AND (?13 = 0 OR p.closed_at IS NULL OR p.completed_at > ?4 - ?14)\n"                        \
    "  AND (?15 = 0 OR " REACT_LATE " OR " LATE ")\n"                                              \
    "  AND (?16 = 0 OR p.reporter_id = ?2)\n"                                                      \
    "  AND " SEES
#define MATCH "WHERE (?5 IS NULL OR c.code = ?5)\n" FILTERS

/* Of one room, by its index: anybody at a door asks for that. */
#define MATCH_ROOM "WHERE p.room_id = (SELECT id FROM room WHERE code = ?5)\n" FILTERS

#define QUEUE_ORDER "p.severity <> 'emergency', k.code, c.code, p.resolve_by, p.id"

static const char BY_QUEUE[] =
    COLUMNS TABLES MATCH "AND (?17 IS NULL OR (" QUEUE_ORDER ") > (SELECT " QUEUE_ORDER "\n"
                         "  FROM repair p JOIN room c ON c.id = p.room_id\n"
                         "    JOIN site k ON k.id = c.site_id WHERE p.id = ?17))\n"
                         "ORDER BY " QUEUE_ORDER " LIMIT ?18";
/* By what the repair of its room is worth to those who wait; a room that nobody asked about last.
 */
#define VALUE_ORDER                                                                                \
    "coalesce((SELECT v.rank FROM room_value v WHERE v.room_id = p.room_id), "                     \
    "1000000), " QUEUE_ORDER
static const char BY_VALUE[] =
    COLUMNS TABLES MATCH "AND (?17 IS NULL OR (" VALUE_ORDER ") > (SELECT " VALUE_ORDER "\n"
                         "  FROM repair p JOIN room c ON c.id = p.room_id\n"
                         "    JOIN site k ON k.id = c.site_id WHERE p.id = ?17))\n"
                         "ORDER BY " VALUE_ORDER " LIMIT ?18";
#define REPORT_ORDER "AND (?17 IS NULL OR p.id < ?17) ORDER BY p.id DESC LIMIT ?18"
static const char BY_REPORT[] = COLUMNS TABLES MATCH REPORT_ORDER;
static const char BY_REPORT_OF_ROOM[] = COLUMNS TABLES MATCH_ROOM REPORT_ORDER;
static const char COUNT[] = "SELECT count(*)\n" TABLES MATCH;
static const char COUNT_OF_ROOM[] = "SELECT count(*)\n" TABLES MATCH_ROOM;
static const char GET[] = COLUMNS TABLES "WHERE (p.code = ?5 OR p.id = ?6) AND " SEES;

static const char UNANSWERED[] = "SELECT 'SC-' || id FROM repair\n"
                                 "WHERE state = 'completed' AND completed_at < ?1\n"
                                 "ORDER BY completed_at, id LIMIT ?2";

static const char ADD[] =
    "INSERT INTO repair (id, code, room_id, category, answers, description, source, reporter_id,\n"
    "  contact, severity, state, duplicate_of, may_stay, planned_on, estimate_dong, cause,\n"
    "  reported_at, reacted_at, started_at, completed_at, closed_at, react_by, resolve_by,\n"
    "  paused_s, version)\n"
    "VALUES (?1, lower(hex(randomblob(16))), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,\n"
    "  ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, 1)\n"
    "RETURNING id, code";

/* The same parameters; where it is and what was said stay. */
static const char SAVE[] =
    "UPDATE repair SET contact = ?8, severity = ?9, state = ?10, duplicate_of = ?11,\n"
    "  may_stay = ?12, planned_on = ?13, estimate_dong = ?14, cause = ?15, reacted_at = ?17,\n"
    "  started_at = ?18, completed_at = ?19, closed_at = ?20, react_by = ?21, resolve_by = ?22,\n"
    "  paused_s = ?23, version = version + 1\n"
    "WHERE id = ?1";

static const char LIVES[] = "SELECT ?2 IN " ROOMS_OF("?1");

void store_repair_release(struct store_repair *r)
{
    store_release_row(&REPAIR, r);
    *r = (struct store_repair){0};
}

void store_repairs_release(struct store_repairs *l)
{
    store_release_rows(&REPAIR, l->items, l->n);
    *l = (struct store_repairs){0};
}

int64_t store_repair_id(const char *number)
{
    enum { DIGITS_MAX = 18 };
    int64_t id = 0;
    const size_t n = strncmp(number, "SC-", 3) == 0 ? strspn(number + 3, "0123456789") : 0;
    if (n == 0 || n > DIGITS_MAX || number[3] == '0' || number[3 + n] != '\0')
        return 0;
    for (size_t i = 0; i < n; i++)
        id = id * 10 + (number[3 + i] - '0');
    return id;
}

/* NULL stays NULL: no filter. */
static void bind_query(sqlite3_stmt *st, const struct store_repair_query *q)
{
    const char *const filters[] = {q->room, q->site, q->state, q->severity, q->category};
    store_bind_scope(st, &q->scope);
    sqlite3_bind_int64(st, 4, q->now);
    for (int i = 0; i < 5; i++)
        if (filters[i] != NULL)
            store_bind_text(st, 5 + i, filters[i]);
    store_bind_id(st, 10, q->from);
    store_bind_id(st, 11, q->until);
    sqlite3_bind_int(st, 12, q->is_open);
    sqlite3_bind_int(st, 13, q->is_recent);
    sqlite3_bind_int64(st, 14, STORE_REPAIR_REOPEN_DAYS * INT64_C(86400));
    sqlite3_bind_int(st, 15, q->is_overdue);
    sqlite3_bind_int(st, 16, q->is_own);
}

static int count(struct store *s, const struct store_repair_query *q, int64_t *n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, q->room != NULL ? COUNT_OF_ROOM : COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    return store_read_number(s, st, n, e);
}

int store_repair_list(struct store *s, const struct store_repair_query *q,
                      struct store_repairs *out, int64_t *n, struct err *e)
{
    void *items = NULL;
    *out = (struct store_repairs){0};
    int rc = count(s, q, n, e);
    if (rc != ERR_OK)
        return rc;
    sqlite3_stmt *st = store_statement(s,
                                       q->by_value       ? BY_VALUE
                                       : q->by_queue     ? BY_QUEUE
                                       : q->room != NULL ? BY_REPORT_OF_ROOM
                                                         : BY_REPORT,
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    store_bind_id(st, 17, store_repair_id(q->after));
    sqlite3_bind_int(st, 18, q->limit == 0 ? -1 : q->limit);
    rc = store_read_bound(s, st, &REPAIR, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_repair_get(struct store *s, const struct store_scope *scope, const char *code,
                     int64_t now, struct store_repair *out, struct err *e)
{
    void *items = NULL;
    size_t n = 0;
    *out = (struct store_repair){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    sqlite3_bind_int64(st, 4, now);
    store_bind_text(st, 5, code);
    store_bind_id(st, 6, store_repair_id(code));
    int rc = store_read_bound(s, st, &REPAIR, &items, &n, e);
    if (rc == ERR_OK && n == 1)
        *out = *(struct store_repair *)items;
    else
        store_release_rows(&REPAIR, items, n);
    if (rc == ERR_OK && n == 1)
        free(items);
    return rc;
}

int store_repair_unanswered(struct store *s, int64_t before, int limit, struct store_repairs *out,
                            struct err *e)
{
    static const struct store_field field = FIELD(number, STORE_TEXT, 0);
    static const struct store_shape shape = {NULL, NULL, sizeof(struct store_repair), 1, &field};
    void *items = NULL;
    *out = (struct store_repairs){0};
    sqlite3_stmt *st = store_statement(s, UNANSWERED, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, before);
    sqlite3_bind_int(st, 2, limit);
    int rc = store_read_bound(s, st, &shape, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_repair_add(struct store *s, struct store_repair *r, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, store_bind_row(st, &REPAIR, r), r->paused_s);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        r->id = sqlite3_column_int64(st, 0);
        r->code = store_column_text(st, 1);
        r->version = 1;
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_repair_save(struct store *s, struct store_repair *r, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, SAVE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, store_bind_row(st, &REPAIR, r), r->paused_s);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK)
        r->version++;
    return rc;
}

int store_lives_in(struct store *s, int64_t official_id, int64_t room_id, bool *lives_there,
                   struct err *e)
{
    sqlite3_stmt *st = store_statement(s, LIVES, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, official_id);
    sqlite3_bind_int64(st, 2, room_id);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *lives_there = rc == ERR_OK && sqlite3_column_int(st, 0) == 1;
    sqlite3_reset(st);
    return rc;
}
