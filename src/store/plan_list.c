/* Lists of plans: levels, events, who is placed, who waits, what differs between two. */
#include "store/plan.h"

#include <stddef.h>
#include <stdlib.h>

#include "shapes.h"

#define LEVEL(member) offsetof(struct store_plan_level, member)
static const struct store_field LEVEL_FIELDS[] = {
    {LEVEL(objective), STORE_TEXT, 0}, {LEVEL(band), STORE_INT, 0},
    {LEVEL(value), STORE_INT64, 0},    {LEVEL(bound), STORE_INT64, 0},
    {LEVEL(is_proven), STORE_INT, 0},
};
static const struct store_shape LEVELS = {NULL, NULL, sizeof(struct store_plan_level),
                                          sizeof LEVEL_FIELDS / sizeof *LEVEL_FIELDS, LEVEL_FIELDS};

#define EVENT(member) offsetof(struct store_plan_event, member)
static const struct store_field EVENT_FIELDS[] = {
    {EVENT(seq), STORE_INT64, 0},
    {EVENT(at), STORE_INT64, 0},
    {EVENT(state), STORE_TEXT, 0},
    {EVENT(account), STORE_TEXT, 0},
};
static const struct store_shape EVENTS = {NULL, NULL, sizeof(struct store_plan_event),
                                          sizeof EVENT_FIELDS / sizeof *EVENT_FIELDS, EVENT_FIELDS};

#define ROW(member) offsetof(struct store_plan_row, member)
static const struct store_field ROW_FIELDS[] = {
    {ROW(request), STORE_TEXT, 0},     {ROW(name), STORE_TEXT, 0},  {ROW(agency), STORE_TEXT, 0},
    {ROW(agency_name), STORE_TEXT, 0}, {ROW(sexes), STORE_TEXT, 0}, {ROW(list_order), STORE_INT, 0},
    {ROW(band), STORE_INT, 0},         {ROW(points), STORE_INT, 0}, {ROW(n_people), STORE_INT, 0},
    {ROW(reasons), STORE_TEXT, 0},     {ROW(room), STORE_TEXT, 0},  {ROW(site), STORE_TEXT, 0},
};
static const struct store_shape ROWS = {NULL, NULL, sizeof(struct store_plan_row),
                                        sizeof ROW_FIELDS / sizeof *ROW_FIELDS, ROW_FIELDS};

#define CHANGE(member) offsetof(struct store_plan_change, member)
static const struct store_field CHANGE_FIELDS[] = {
    {CHANGE(request), STORE_TEXT, 0}, {CHANGE(name), STORE_TEXT, 0},
    {CHANGE(agency), STORE_TEXT, 0},  {CHANGE(n_people), STORE_INT, 0},
    {CHANGE(room_a), STORE_TEXT, 0},  {CHANGE(site_a), STORE_TEXT, 0},
    {CHANGE(room_b), STORE_TEXT, 0},  {CHANGE(site_b), STORE_TEXT, 0},
};
static const struct store_shape CHANGES = {NULL, NULL, sizeof(struct store_plan_change),
                                           sizeof CHANGE_FIELDS / sizeof *CHANGE_FIELDS,
                                           CHANGE_FIELDS};

#define HELD(member) offsetof(struct store_plan_held, member)
static const struct store_field HELD_FIELDS[] = {
    {HELD(request), STORE_TEXT, 0}, {HELD(state), STORE_TEXT, 0}, {HELD(room), STORE_TEXT, 0}};
static const struct store_shape HELDS = {NULL, NULL, sizeof(struct store_plan_held),
                                         sizeof HELD_FIELDS / sizeof *HELD_FIELDS, HELD_FIELDS};

int store_plan_level_list(struct store *s, int64_t id, struct store_plan_levels *out, struct err *e)
{
    static const char sql[] = "SELECT objective, band, value, bound, is_proven FROM plan_level\n"
                              "WHERE plan_id = ?1 ORDER BY ix";
    void *items = NULL;
    int rc = store_read_of(s, sql, id, &LEVELS, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_plan_event_list(struct store *s, int64_t id, struct store_plan_events *out, struct err *e)
{
    static const char sql[] = "SELECT p.seq, p.at, p.state, a.name FROM plan_event p\n"
                              "  LEFT JOIN account a ON a.id = p.account_id\n"
                              "WHERE p.plan_id = ?1 ORDER BY p.seq";
    void *items = NULL;
    int rc = store_read_of(s, sql, id, &EVENTS, &items, &out->n, e);
    out->items = items;
    return rc;
}

/* ?1 the plan, ?2 the row before, ?3 how many, ?4 band, ?5 agency, ?6 site */
static void bind_filter(sqlite3_stmt *st, int64_t id, const struct store_plan_filter *f)
{
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int(st, 4, f->band);
    store_bind_text(st, 5, f->agency);
    store_bind_text(st, 6, f->site);
}

static int count_of(struct store *s, const char *sql, int64_t id, const struct store_plan_filter *f,
                    int64_t *total, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_filter(st, id, f);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *total = rc == ERR_OK ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return rc;
}

static int read_page(struct store *s, const char *sql, int64_t id,
                     const struct store_plan_filter *f, struct store_plan_rows *out, struct err *e)
{
    *out = (struct store_plan_rows){0};
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_filter(st, id, f);
    store_bind_text(st, 2, f->after);
    sqlite3_bind_int(st, 3, f->limit);
    void *items = NULL;
    int rc = store_read_bound(s, st, &ROWS, &items, &out->n, e);
    out->items = items;
    return rc;
}

#define COLUMNS                                                                                    \
    "SELECT q.code, " STORE_APPLICANT ", g.code, g.name, " STORE_SEXES ", p.list_order, p.band,\n" \
    "  p.points, p.n_people, p.reasons, "

#define PLACED                                                                                     \
    "FROM assignment a JOIN request q ON q.id = a.request_id JOIN room r ON r.id = a.room_id\n"    \
    "  JOIN site t ON t.id = r.site_id JOIN agency g ON g.id = q.agency_id\n"                      \
    "  LEFT JOIN plan_request p ON p.plan_id = a.plan_id AND p.request_id = a.request_id\n"        \
    "WHERE a.plan_id = ?1 AND (?4 = 0 OR p.band = ?4) AND (?5 = '' OR g.code = ?5)\n"              \
    "  AND (?6 = '' OR t.code = ?6)\n"

#define WAITING                                                                                    \
    "FROM plan_request p JOIN request q ON q.id = p.request_id\n"                                  \
    "  JOIN agency g ON g.id = q.agency_id\n"                                                      \
    "WHERE p.plan_id = ?1 AND p.reasons <> '' AND (?4 = 0 OR p.band = ?4)\n"                       \
    "  AND (?5 = '' OR g.code = ?5)\n"

int store_plan_placed(struct store *s, int64_t id, const struct store_plan_filter *f,
                      struct store_plan_rows *out, int64_t *total, struct err *e)
{
    static const char count[] = "SELECT count(*)\n" PLACED;
    static const char sql[] =
        COLUMNS "r.code, t.code\n" PLACED "  AND q.code > ?2\nORDER BY q.code LIMIT ?3";
    int rc = count_of(s, count, id, f, total, e);
    return rc == ERR_OK ? read_page(s, sql, id, f, out, e) : rc;
}

int store_plan_waiting(struct store *s, int64_t id, const struct store_plan_filter *f,
                       struct store_plan_rows *out, int64_t *total, struct err *e)
{
    static const char count[] = "SELECT count(*)\n" WAITING;
    static const char sql[] = COLUMNS
        "'', ''\n" WAITING "  AND p.list_order > coalesce(\n"
        "    (SELECT f.list_order FROM plan_request f JOIN request fq ON fq.id = f.request_id\n"
        "     WHERE f.plan_id = ?1 AND fq.code = ?2), 0)\n"
        "ORDER BY p.list_order LIMIT ?3";
    int rc = count_of(s, count, id, f, total, e);
    return rc == ERR_OK ? read_page(s, sql, id, f, out, e) : rc;
}

int store_plan_changes(struct store *s, int64_t a, int64_t b, struct store_plan_changes *out,
                       struct err *e)
{
    static const char sql[] =
        "SELECT q.code, " STORE_APPLICANT ", g.code,\n"
        "  (SELECT max(n_people) FROM plan_request p WHERE p.request_id = q.id\n"
        "     AND p.plan_id IN (?1, ?2)), ra.code, ta.code, rb.code, tb.code\n"
        "FROM (SELECT request_id, max(CASE plan_id WHEN ?1 THEN room_id END) AS a,\n"
        "        max(CASE plan_id WHEN ?2 THEN room_id END) AS b\n"
        "      FROM assignment WHERE plan_id IN (?1, ?2) GROUP BY request_id) x\n"
        "  JOIN request q ON q.id = x.request_id JOIN agency g ON g.id = q.agency_id\n"
        "  LEFT JOIN room ra ON ra.id = x.a LEFT JOIN site ta ON ta.id = ra.site_id\n"
        "  LEFT JOIN room rb ON rb.id = x.b LEFT JOIN site tb ON tb.id = rb.site_id\n"
        "WHERE x.a IS NOT x.b ORDER BY q.code";
    *out = (struct store_plan_changes){0};
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, a);
    sqlite3_bind_int64(st, 2, b);
    void *items = NULL;
    int rc = store_read_bound(s, st, &CHANGES, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_plan_published(struct store *s, int64_t round_id, struct store_plan_helds *out,
                         struct err *e)
{
    static const char sql[] =
        "SELECT q.code, q.state, r.code FROM plan_request p\n"
        "  JOIN request q ON q.id = p.request_id\n"
        "  LEFT JOIN assignment a ON a.plan_id = p.plan_id AND a.request_id = p.request_id\n"
        "  LEFT JOIN room r ON r.id = CASE WHEN q.state IN ('accepted', 'living')\n"
        "    THEN q.current_room_id ELSE a.room_id END\n"
        "WHERE p.plan_id = (SELECT l.id FROM plan l JOIN plan_event v ON v.plan_id = l.id\n"
        "  WHERE l.round_id = ?1 AND v.state = 'published' ORDER BY v.at DESC, l.id DESC LIMIT 1)\n"
        "ORDER BY q.code";
    void *items = NULL;
    int rc = store_read_of(s, sql, round_id, &HELDS, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_plan_knows(struct store *s, const char *request, const char *room, bool *has_request,
                     bool *has_room, struct err *e)
{
    static const char sql[] = "SELECT EXISTS (SELECT 1 FROM request WHERE code = ?1),\n"
                              "  EXISTS (SELECT 1 FROM room WHERE code = ?2)";
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, request);
    store_bind_text(st, 2, room);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *has_request = rc == ERR_OK && sqlite3_column_int(st, 0) != 0;
    *has_room = rc == ERR_OK && sqlite3_column_int(st, 1) != 0;
    sqlite3_reset(st);
    return rc;
}

int store_plan_tell_requests(struct store *s, int64_t id, struct err *e)
{
    static const char sql[] =
        "UPDATE request SET points = p.points, band = p.band, list_order = p.list_order\n"
        "FROM plan_request p WHERE p.plan_id = ?1 AND p.request_id = request.id";
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_run(s, st, e);
}

void store_plan_levels_release(struct store_plan_levels *l)
{
    store_release_rows(&LEVELS, l->items, l->n);
    *l = (struct store_plan_levels){0};
}

void store_plan_events_release(struct store_plan_events *l)
{
    store_release_rows(&EVENTS, l->items, l->n);
    *l = (struct store_plan_events){0};
}

void store_plan_rows_release(struct store_plan_rows *l)
{
    store_release_rows(&ROWS, l->items, l->n);
    *l = (struct store_plan_rows){0};
}

void store_plan_changes_release(struct store_plan_changes *l)
{
    store_release_rows(&CHANGES, l->items, l->n);
    *l = (struct store_plan_changes){0};
}

void store_plan_helds_release(struct store_plan_helds *l)
{
    store_release_rows(&HELDS, l->items, l->n);
    *l = (struct store_plan_helds){0};
}
