/* What happens to a repair, the times it stood still, its costs: added, and read again. */
#include "store/repair.h"

#include "handle.h"

#define EVENT(member) offsetof(struct store_repair_event, member)
static const struct store_field EVENT_FIELDS[] = {
    {EVENT(at), STORE_INT64, 0},   {EVENT(account_id), STORE_INT64, 0},
    {EVENT(role), STORE_TEXT, 0},  {EVENT(action), STORE_TEXT, 0},
    {EVENT(state), STORE_TEXT, 0}, {EVENT(reason), STORE_TEXT, 0},
    {EVENT(note), STORE_TEXT, 0},
};
static const struct store_shape EVENTS = {NULL, NULL, sizeof(struct store_repair_event),
                                          sizeof EVENT_FIELDS / sizeof *EVENT_FIELDS, EVENT_FIELDS};

#define COST(member) offsetof(struct store_repair_cost, member)
static const struct store_field COST_FIELDS[] = {
    {COST(day), STORE_TEXT, 0},          {COST(kind), STORE_TEXT, 0},
    {COST(amount_dong), STORE_INT64, 0}, {COST(minutes), STORE_INT64, 0},
    {COST(note), STORE_TEXT, 0},         {COST(account_id), STORE_INT64, 0},
};
static const struct store_shape COSTS = {NULL, NULL, sizeof(struct store_repair_cost),
                                         sizeof COST_FIELDS / sizeof *COST_FIELDS, COST_FIELDS};

static const char ADD_EVENT[] =
    "INSERT INTO repair_event (repair_id, at, account_id, action, state, reason, note)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
static const char LIST_EVENTS[] =
    "SELECT v.at, v.account_id, a.role, v.action, v.state, v.reason, v.note\n"
    "FROM repair_event v LEFT JOIN account a ON a.id = v.account_id\n"
    "WHERE v.repair_id = ?1 ORDER BY v.id";

static const char REACTED[] = "SELECT min(at) FROM repair_event WHERE repair_id = ?1\n"
                              "  AND (action IN ('start', 'resume', 'complete')\n"
                              "    OR (?2 = 1 AND action IN ('triage', 'hold')))";

static const char BEGIN_HOLD[] =
    "INSERT INTO repair_hold (repair_id, from_at, reason) VALUES (?1, ?2, ?3)";
static const char END_HOLD[] =
    "UPDATE repair_hold SET to_at = ?2 WHERE repair_id = ?1 AND to_at IS NULL";

static const char ADD_COST[] =
    "INSERT INTO repair_cost (repair_id, day, kind, amount_dong, minutes, note, account_id)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
static const char LIST_COSTS[] = "SELECT day, kind, amount_dong, minutes, note, account_id\n"
                                 "FROM repair_cost WHERE repair_id = ?1 ORDER BY id";

int store_repair_event_add(struct store *s, int64_t repair_id, const struct store_repair_event *ev,
                           struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD_EVENT, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, repair_id);
    sqlite3_bind_int64(st, 2, ev->at);
    store_bind_id(st, 3, ev->account_id);
    store_bind_text(st, 4, ev->action);
    store_bind_text(st, 5, ev->state);
    store_bind_text(st, 6, ev->reason);
    store_bind_text(st, 7, ev->note);
    return store_run(s, st, e);
}

int store_repair_events(struct store *s, int64_t repair_id, struct store_repair_events *out,
                        struct err *e)
{
    void *items = NULL;
    *out = (struct store_repair_events){0};
    int rc = store_read_of(s, LIST_EVENTS, repair_id, &EVENTS, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_repair_events_release(struct store_repair_events *l)
{
    store_release_rows(&EVENTS, l->items, l->n);
    *l = (struct store_repair_events){0};
}

int store_repair_reacted(struct store *s, int64_t repair_id, bool with_triage, int64_t *at,
                         struct err *e)
{
    sqlite3_stmt *st = store_statement(s, REACTED, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, repair_id);
    sqlite3_bind_int(st, 2, with_triage);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *at = rc == ERR_OK ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return rc;
}

int store_repair_hold_begin(struct store *s, int64_t repair_id, int64_t at, const char *reason,
                            struct err *e)
{
    sqlite3_stmt *st = store_statement(s, BEGIN_HOLD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, repair_id);
    sqlite3_bind_int64(st, 2, at);
    store_bind_text(st, 3, reason);
    return store_run(s, st, e);
}

int store_repair_hold_end(struct store *s, int64_t repair_id, int64_t at, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, END_HOLD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, repair_id);
    sqlite3_bind_int64(st, 2, at);
    return store_run(s, st, e);
}

int store_repair_cost_add(struct store *s, int64_t repair_id, const struct store_repair_cost *c,
                          struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD_COST, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, repair_id);
    store_bind_text(st, 2, c->day);
    store_bind_text(st, 3, c->kind);
    sqlite3_bind_int64(st, 4, c->amount_dong);
    sqlite3_bind_int64(st, 5, c->minutes);
    store_bind_text(st, 6, c->note);
    store_bind_id(st, 7, c->account_id);
    return store_run(s, st, e);
}

int store_repair_costs(struct store *s, int64_t repair_id, struct store_repair_costs *out,
                       struct err *e)
{
    void *items = NULL;
    *out = (struct store_repair_costs){0};
    int rc = store_read_of(s, LIST_COSTS, repair_id, &COSTS, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_repair_costs_release(struct store_repair_costs *l)
{
    store_release_rows(&COSTS, l->items, l->n);
    *l = (struct store_repair_costs){0};
}
