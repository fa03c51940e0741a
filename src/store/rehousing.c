/* Rehousing cases, and whom a closing concerns; see the header. */
#include "store/rehousing.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "shapes.h"

#define FIELD(type, member, kind)                                                                  \
    {                                                                                              \
        offsetof(struct type, member), kind, STORE_READ_ONLY                                       \
    }
static const struct store_field FIELDS[] = {
    FIELD(store_rehousing, id, STORE_KEY),
    FIELD(store_rehousing, code, STORE_TEXT),
    FIELD(store_rehousing, closure_id, STORE_INT64),
    FIELD(store_rehousing, closure, STORE_TEXT),
    FIELD(store_rehousing, room_id, STORE_INT64),
    FIELD(store_rehousing, room, STORE_TEXT),
    FIELD(store_rehousing, site, STORE_TEXT),
    FIELD(store_rehousing, from_day, STORE_TEXT),
    FIELD(store_rehousing, to_day, STORE_TEXT),
    FIELD(store_rehousing, reason, STORE_TEXT),
    FIELD(store_rehousing, repair_id, STORE_INT64),
    FIELD(store_rehousing, state, STORE_TEXT),
    FIELD(store_rehousing, chosen, STORE_TEXT),
    FIELD(store_rehousing, is_stale, STORE_INT),
    FIELD(store_rehousing, opened_at, STORE_INT64),
    FIELD(store_rehousing, proposed_at, STORE_INT64),
    FIELD(store_rehousing, version, STORE_INT64),
    FIELD(store_rehousing, may_stay, STORE_INT),
};
static const struct store_shape CASE = {NULL, NULL, sizeof(struct store_rehousing),
                                        sizeof FIELDS / sizeof *FIELDS, FIELDS};

static const struct store_field REHOUSED_FIELDS[] = {
    FIELD(store_rehoused, request_id, STORE_INT64), FIELD(store_rehoused, request, STORE_TEXT),
    FIELD(store_rehoused, name, STORE_TEXT),        FIELD(store_rehoused, agency, STORE_TEXT),
    FIELD(store_rehoused, kind, STORE_TEXT),        FIELD(store_rehoused, sleeps, STORE_INT),
};
static const struct store_shape REHOUSED = {NULL, NULL, sizeof(struct store_rehoused),
                                            sizeof REHOUSED_FIELDS / sizeof *REHOUSED_FIELDS,
                                            REHOUSED_FIELDS};

static const struct store_field HOLDING_FIELDS[] = {
    FIELD(store_holding, request, STORE_TEXT),
    FIELD(store_holding, room, STORE_TEXT),
    FIELD(store_holding, kind, STORE_TEXT),
    FIELD(store_holding, sleeps, STORE_INT),
};
static const struct store_shape HOLDING = {NULL, NULL, sizeof(struct store_holding),
                                           sizeof HOLDING_FIELDS / sizeof *HOLDING_FIELDS,
                                           HOLDING_FIELDS};

#define CASES                                                                                      \
    "SELECT h.id, h.code, h.closure_id, x.code, x.room_id, c.code, k.code, x.from_day,\n"          \
    "  x.to_day, x.reason, x.repair_id, h.state, h.chosen, h.is_stale, h.opened_at,\n"             \
    "  h.proposed_at, h.version, x.may_stay\n"                                                     \
    "FROM rehousing h JOIN room_closure x ON x.id = h.closure_id\n"                                \
    "  JOIN room c ON c.id = x.room_id JOIN site k ON k.id = c.site_id\n"

static const char LIST[] =
    CASES "WHERE (?1 IS NULL OR h.state = ?1)\n"
          "  AND h.id > coalesce((SELECT id FROM rehousing WHERE code = ?2), 0)\n"
          "ORDER BY h.id LIMIT ?3";
static const char COUNT[] = "SELECT count(*) FROM rehousing WHERE ?1 IS NULL OR state = ?1";
static const char GET[] = CASES "WHERE h.code = ?1";
static const char LIVE[] = CASES "WHERE h.closure_id = ?1 AND h.state IN ('open', 'chosen')";
static const char OPEN[] =
    "INSERT INTO rehousing (code, closure_id, state, chosen, is_stale, opened_at, version)\n"
    "VALUES (lower(hex(randomblob(16))), ?1, 'open', '', 0, ?2, 1) RETURNING code";
static const char MOVE[] =
    "UPDATE rehousing SET state = ?2, chosen = ?3, is_stale = ?4, version = version + 1\n"
    "WHERE id = ?1";

/* The kinds of holding a place, of requests that stand. */
#define HOLDINGS                                                                                   \
    "(SELECT q.id AS request_id, q.current_room_id AS room_id, 'own' AS kind,\n"                   \
    "   q.state <> 'accepted' AS sleeps FROM request q\n"                                          \
    "   WHERE q.current_room_id IS NOT NULL AND q.state NOT IN ('ended', 'withdrawn')\n"           \
    " UNION ALL\n"                                                                                 \
    " SELECT t.request_id, t.room_id, 'temporary', 1 FROM stay t\n"                                \
    "   WHERE t.kind = 'temporary' AND t.to_day = ''\n"                                            \
    " UNION ALL\n"                                                                                 \
    " SELECT o.request_id, o.room_id, 'offer', 0 FROM offer o WHERE o.answer = '')"

static const char CONCERNED[] =
    "SELECT q.id, q.code, " STORE_APPLICANT ", a.code, h.kind, h.sleeps\n"
    "FROM " HOLDINGS " h JOIN request q ON q.id = h.request_id\n"
    "  JOIN agency a ON a.id = q.agency_id\n"
    "WHERE h.room_id = ?1 AND NOT (h.kind = 'own' AND EXISTS (SELECT 1 FROM stay t\n"
    "  WHERE t.request_id = q.id AND t.kind = 'temporary' AND t.to_day = ''))\n"
    "ORDER BY q.code";

/* The stays for a while of those who hold a place in room ?1. */
#define AWAY                                                                                       \
    "kind = 'temporary' AND to_day = '' AND request_id IN (SELECT id FROM request\n"               \
    "  WHERE current_room_id = ?1 AND state NOT IN ('ended', 'withdrawn'))"
static const char COUNT_AWAY[] = "SELECT count(*) FROM stay WHERE " AWAY;
static const char RETURN_ON[] =
    "UPDATE stay SET return_day = CASE WHEN ?3 > from_day THEN ?3 ELSE '' END,\n"
    "  version = version + 1 WHERE return_day = ?2 AND " AWAY;

static const char ALL_HOLDINGS[] =
    "SELECT q.code, c.code, h.kind, h.sleeps FROM " HOLDINGS " h\n"
    "  JOIN request q ON q.id = h.request_id JOIN room c ON c.id = h.room_id ORDER BY 1, 2, 3";

void store_rehousing_release(struct store_rehousing *c)
{
    store_release_row(&CASE, c);
    *c = (struct store_rehousing){0};
}

void store_rehousings_release(struct store_rehousings *l)
{
    store_release_rows(&CASE, l->items, l->n);
    *l = (struct store_rehousings){0};
}

void store_rehoused_release(struct store_rehoused_all *l)
{
    store_release_rows(&REHOUSED, l->items, l->n);
    *l = (struct store_rehoused_all){0};
}

void store_holdings_release(struct store_holdings *l)
{
    store_release_rows(&HOLDING, l->items, l->n);
    *l = (struct store_holdings){0};
}

int store_rehousing_list(struct store *s, const struct store_rehousing_query *q,
                         struct store_rehousings *out, int64_t *n, struct err *e)
{
    void *items = NULL;
    *out = (struct store_rehousings){0};
    sqlite3_stmt *st = store_statement(s, COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    if (q->state != NULL)
        store_bind_text(st, 1, q->state);
    int rc = store_read_number(s, st, n, e);
    if (rc != ERR_OK)
        return rc;
    st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    if (q->state != NULL)
        store_bind_text(st, 1, q->state);
    store_bind_text(st, 2, q->after);
    sqlite3_bind_int(st, 3, q->limit == 0 ? -1 : q->limit);
    rc = store_read_bound(s, st, &CASE, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_rehousing_get(struct store *s, const char *code, struct store_rehousing *out,
                        struct err *e)
{
    *out = (struct store_rehousing){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    return store_read_one(s, st, &CASE, out, e);
}

int store_rehousing_live(struct store *s, int64_t closure_id, struct store_rehousing *out,
                         struct err *e)
{
    *out = (struct store_rehousing){0};
    sqlite3_stmt *st = store_statement(s, LIVE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, closure_id);
    return store_read_one(s, st, &CASE, out, e);
}

int store_rehousing_open(struct store *s, int64_t closure_id, char code[33], struct err *e)
{
    sqlite3_stmt *st = store_statement(s, OPEN, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, closure_id);
    sqlite3_bind_int64(st, 2, clock_now_s());
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        memcpy(code, sqlite3_column_text(st, 0), 33);
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_rehousing_move(struct store *s, int64_t id, const char *state, const char *chosen,
                         int is_stale, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, MOVE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, state);
    store_bind_text(st, 3, chosen);
    sqlite3_bind_int(st, 4, is_stale);
    return store_run(s, st, e);
}

int store_rehoused_list(struct store *s, int64_t room_id, struct store_rehoused_all *out,
                        struct err *e)
{
    void *items = NULL;
    *out = (struct store_rehoused_all){0};
    int rc = store_read_of(s, CONCERNED, room_id, &REHOUSED, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_holding_list(struct store *s, struct store_holdings *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_holdings){0};
    sqlite3_stmt *st = store_statement(s, ALL_HOLDINGS, e);
    if (st == NULL)
        return store_fail(s, e);
    int rc = store_read_bound(s, st, &HOLDING, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_rehoused_away(struct store *s, int64_t room_id, int *n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, COUNT_AWAY, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, room_id);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *n = rc == ERR_OK ? sqlite3_column_int(st, 0) : 0;
    sqlite3_reset(st);
    return rc;
}

int store_rehoused_return_on(struct store *s, int64_t room_id, const char *was, const char *day,
                             struct err *e)
{
    sqlite3_stmt *st = store_statement(s, RETURN_ON, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, room_id);
    store_bind_text(st, 2, was);
    store_bind_text(st, 3, day);
    return store_run(s, st, e);
}
