/* What reports of work orders, costs and the waiting list count; see store/report.h. */
#include "store/report.h"

#include <stddef.h>

#include "shapes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FIELD(type, member, kind)                                                                  \
    {                                                                                              \
        offsetof(struct store_report_##type, member), kind, 0                                      \
    }
#define SHAPE(type, array)                                                                         \
    {                                                                                              \
        NULL, NULL, sizeof(struct store_report_##type), COUNT(array), array                        \
    }

static const struct store_field REPAIR_FIELDS[] = {
    FIELD(repair, id, STORE_KEY),
    FIELD(repair, number, STORE_TEXT),
    FIELD(repair, room, STORE_TEXT),
    FIELD(repair, site, STORE_TEXT),
    FIELD(repair, block, STORE_TEXT),
    FIELD(repair, category, STORE_TEXT),
    FIELD(repair, severity, STORE_TEXT),
    FIELD(repair, cause, STORE_TEXT),
    FIELD(repair, reported_at, STORE_INT64),
    FIELD(repair, reacted_at, STORE_INT64),
    FIELD(repair, react_by, STORE_INT64),
    FIELD(repair, resolve_by, STORE_INT64),
    FIELD(repair, paused_s, STORE_INT64),
    FIELD(repair, minutes, STORE_INT64),
};
static const struct store_shape REPAIR = SHAPE(repair, REPAIR_FIELDS);
static const char REPAIRS[] =
    "SELECT p.id, 'SC-' || p.id, c.code, k.code, c.block, p.category, p.severity, p.cause,\n"
    "  p.reported_at, p.reacted_at, p.react_by, p.resolve_by, p.paused_s,\n"
    "  (SELECT sum(o.minutes) FROM repair_cost o WHERE o.repair_id = p.id AND o.day <= ?2)\n"
    "FROM repair p JOIN room c ON c.id = p.room_id JOIN site k ON k.id = c.site_id\n"
    "WHERE p.reported_at < ?1 ORDER BY p.id";

static const struct store_field STEP_FIELDS[] = {
    FIELD(step, repair_id, STORE_INT64),
    FIELD(step, at, STORE_INT64),
    FIELD(step, state, STORE_TEXT),
};
static const struct store_shape STEP = SHAPE(step, STEP_FIELDS);
static const char STEPS[] =
    "SELECT v.repair_id, v.at, v.state FROM repair_event v JOIN repair p ON p.id = v.repair_id\n"
    "WHERE v.at < ?1 AND p.reported_at < ?1 ORDER BY v.repair_id, v.id";

static const struct store_field COST_FIELDS[] = {
    FIELD(cost, number, STORE_TEXT),   FIELD(cost, room, STORE_TEXT),
    FIELD(cost, site, STORE_TEXT),     FIELD(cost, category, STORE_TEXT),
    FIELD(cost, cause, STORE_TEXT),    FIELD(cost, day, STORE_TEXT),
    FIELD(cost, kind, STORE_TEXT),     FIELD(cost, amount_dong, STORE_INT64),
    FIELD(cost, minutes, STORE_INT64),
};
static const struct store_shape COST = SHAPE(cost, COST_FIELDS);
static const char COSTS[] =
    "SELECT 'SC-' || p.id, c.code, k.code, p.category, p.cause, o.day, o.kind, o.amount_dong,\n"
    "  o.minutes FROM repair_cost o JOIN repair p ON p.id = o.repair_id\n"
    "  JOIN room c ON c.id = p.room_id JOIN site k ON k.id = c.site_id\n"
    "WHERE o.day BETWEEN ?1 AND ?2 ORDER BY o.id";

static const struct store_field REQUEST_FIELDS[] = {
    FIELD(request, code, STORE_TEXT),  FIELD(request, agency, STORE_TEXT),
    FIELD(request, state, STORE_TEXT), FIELD(request, band, STORE_TEXT),
    FIELD(request, filed, STORE_TEXT), FIELD(request, people, STORE_INT),
};
static const struct store_shape REQUEST = SHAPE(request, REQUEST_FIELDS);
#define PEOPLE  STORE_MEMBERS("r")
#define IS_SEEN STORE_SEES_AGENCY("r.agency_id")
static const char REQUESTS[] =
    "SELECT r.code, g.code, h.state, coalesce(r.band, ''), r.filed, " PEOPLE "\n"
    "FROM request r JOIN agency g ON g.id = r.agency_id JOIN request_history h ON h.id =\n"
    "  (SELECT max(id) FROM request_history WHERE request_id = r.id AND at < ?4)\n"
    "WHERE h.state IN ('submitted', 'confirmed', 'eligible', 'waiting', 'allocated',\n"
    "    'offered', 'accepted') AND " IS_SEEN "\n"
    "ORDER BY r.code";

int store_report_repairs(struct store *s, int64_t at, const char *day,
                         struct store_report_repairs *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_report_repairs){0};
    sqlite3_stmt *st = store_statement(s, REPAIRS, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, at);
    store_bind_text(st, 2, day);
    int rc = store_read_bound(s, st, &REPAIR, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_repairs_release(struct store_report_repairs *l)
{
    store_release_rows(&REPAIR, l->items, l->n);
    *l = (struct store_report_repairs){0};
}

int store_report_steps(struct store *s, int64_t at, struct store_report_steps *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_report_steps){0};
    int rc = store_read_of(s, STEPS, at, &STEP, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_steps_release(struct store_report_steps *l)
{
    store_release_rows(&STEP, l->items, l->n);
    *l = (struct store_report_steps){0};
}

int store_report_costs(struct store *s, const char *from, const char *to,
                       struct store_report_costs *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_report_costs){0};
    sqlite3_stmt *st = store_statement(s, COSTS, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, from);
    store_bind_text(st, 2, to);
    int rc = store_read_bound(s, st, &COST, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_costs_release(struct store_report_costs *l)
{
    store_release_rows(&COST, l->items, l->n);
    *l = (struct store_report_costs){0};
}

int store_report_requests(struct store *s, const struct store_scope *scope, int64_t at,
                          struct store_report_requests *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_report_requests){0};
    sqlite3_stmt *st = store_statement(s, REQUESTS, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    sqlite3_bind_int64(st, 4, at);
    int rc = store_read_bound(s, st, &REQUEST, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_requests_release(struct store_report_requests *l)
{
    store_release_rows(&REQUEST, l->items, l->n);
    *l = (struct store_report_requests){0};
}
