/* Leave notices, see the header. */
#include "store/leave.h"

#include "shapes.h"

#include <stdlib.h>

#define FIELD(name, kind)                                                                          \
    {                                                                                              \
        offsetof(struct store_leave, name), kind, 0                                                \
    }
static const struct store_field FIELDS[] = {
    FIELD(request_id, STORE_INT64), FIELD(request, STORE_TEXT),  FIELD(person, STORE_TEXT),
    FIELD(agency, STORE_TEXT),      FIELD(room, STORE_TEXT),     FIELD(site, STORE_TEXT),
    FIELD(site_name, STORE_TEXT),   FIELD(since, STORE_TEXT),    FIELD(reason, STORE_TEXT),
    FIELD(ended_on, STORE_TEXT),    FIELD(leave_by, STORE_TEXT), FIELD(document, STORE_TEXT),
};
static const struct store_shape LEAVE = {
    .row_size = sizeof(struct store_leave),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

#define COLUMNS                                                                                    \
    "SELECT q.id, q.code, " STORE_APPLICANT ", a.code, coalesce(c.code, ''),\n"                    \
    "  coalesce(k.code, ''), coalesce(k.name, ''), coalesce(t.from_day, ''), "

#define TABLES                                                                                     \
    "FROM request q JOIN agency a ON a.id = q.agency_id\n"                                         \
    "  LEFT JOIN room c ON c.id = q.current_room_id LEFT JOIN site k ON k.id = c.site_id\n"        \
    "  LEFT JOIN stay t ON t.request_id = q.id AND t.kind = 'own' AND t.to_day = ''\n"             \
    "  LEFT JOIN leave_notice n ON n.request_id = q.id\n"

/* The last day of the requisition of its site, where that is near; '' = it is not. */
#define SITE_ENDS "iif(k.requisition_to <= ?8, k.requisition_to, '')"

/* Whether the notice, if there is one, counts before that. */
#define BY_NOTICE "(n.leave_by IS NOT NULL AND (" SITE_ENDS " = '' OR n.leave_by <= " SITE_ENDS "))"

#define LEAVE_BY "iif(" BY_NOTICE ", n.leave_by, " SITE_ENDS ")"

static const char LIST[] =
    COLUMNS "iif(" BY_NOTICE ", n.reason, 'requisition_ended'),\n"
            "  iif(" BY_NOTICE ", n.ended_on, k.requisition_to), " LEAVE_BY " AS leave_by,\n"
            "  iif(" BY_NOTICE ", n.document, '')\n" TABLES
            "WHERE q.state IN ('accepted', 'living') AND c.id IS NOT NULL\n"
            "  AND (n.leave_by IS NOT NULL OR " SITE_ENDS " <> '')\n"
            "  AND (?4 IS NULL OR q.code = ?4) AND (?5 IS NULL OR k.code = ?5)\n"
            "  AND (?6 IS NULL OR a.code = ?6) AND (?7 IS NULL OR " LEAVE_BY " < ?7)\n"
            "  AND " STORE_SEES_AGENCY("q.agency_id") "\n"
                                                      "ORDER BY 11, q.code";

static const char GET[] = COLUMNS "n.reason, n.ended_on, n.leave_by, n.document\n" TABLES
                                  "WHERE q.id = ?1 AND n.request_id IS NOT NULL";

static const char PUT[] =
    "INSERT INTO leave_notice (request_id, reason, ended_on, leave_by, document, account_id)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)\n"
    "ON CONFLICT (request_id) DO UPDATE SET reason = excluded.reason,\n"
    "  ended_on = excluded.ended_on, leave_by = excluded.leave_by,\n"
    "  document = excluded.document, account_id = excluded.account_id";
static const char DELETE[] = "DELETE FROM leave_notice WHERE request_id = ?1";
static const char COUNT_CHANGE[] = "UPDATE request SET version = version + 1 WHERE id = ?1";

void store_leave_release(struct store_leave *n)
{
    store_release_row(&LEAVE, n);
    *n = (struct store_leave){0};
}

void store_leaves_release(struct store_leaves *l)
{
    store_release_rows(&LEAVE, l->items, l->n);
    *l = (struct store_leaves){0};
}

int store_leave_list(struct store *s, const struct store_leave_query *q, struct store_leaves *out,
                     struct err *e)
{
    const char *const filters[] = {q->request, q->site, q->agency, q->before};
    void *items = NULL;
    *out = (struct store_leaves){0};
    sqlite3_stmt *st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, &q->scope);
    for (int i = 0; i < 4; i++)
        if (filters[i] != NULL)
            store_bind_text(st, 4 + i, filters[i]);
    store_bind_text(st, 8, q->horizon);
    int rc = store_read_bound(s, st, &LEAVE, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_leave_get(struct store *s, int64_t request_id, struct store_leave *out, struct err *e)
{
    void *items = NULL;
    size_t n = 0;
    *out = (struct store_leave){0};
    int rc = store_read_of(s, GET, request_id, &LEAVE, &items, &n, e);
    if (rc == ERR_OK && n == 1)
        *out = *(struct store_leave *)items;
    free(items);
    return rc;
}

static int count_change(struct store *s, int64_t request_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, COUNT_CHANGE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    return store_run(s, st, e);
}

int store_leave_put(struct store *s, const struct store_leave *n, int64_t account_id, struct err *e)
{
    const char *const texts[] = {n->reason, n->ended_on, n->leave_by, n->document};
    sqlite3_stmt *st = store_statement(s, PUT, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, n->request_id);
    for (int i = 0; i < 4; i++)
        store_bind_text(st, 2 + i, texts[i]);
    store_bind_id(st, 6, account_id);
    int rc = store_run(s, st, e);
    return rc != ERR_OK ? rc : count_change(s, n->request_id, e);
}

int store_leave_delete(struct store *s, int64_t request_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, DELETE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    int rc = store_run(s, st, e);
    return rc != ERR_OK ? rc : count_change(s, request_id, e);
}
