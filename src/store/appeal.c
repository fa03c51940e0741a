/* Appeals, see the header. */
#include "store/appeal.h"

#include "shapes.h"

#include "base/mem.h"

#include <stdlib.h>

#define COLUMNS                                                                                    \
    "SELECT a.id, a.code, a.request_id, r.code, a.round_id, d.code, a.filed_at, a.filed_by,\n"     \
    "  a.statement, a.member, a.fact, a.value, a.outcome, a.answer, a.answered_at,\n"              \
    "  (SELECT p.code FROM plan p WHERE p.id = a.plan_id), a.version,\n"                           \
    "  (SELECT f.code FROM request_member m JOIN official f ON f.id = m.official_id\n"             \
    "    WHERE m.request_id = a.request_id AND m.ix = a.member),\n"                                \
    "  (SELECT m.official_id FROM request_member m\n"                                              \
    "    WHERE m.request_id = a.request_id AND m.ix = a.member),\n"                                \
    "  (SELECT f.name FROM request_member m JOIN official f ON f.id = m.official_id\n"             \
    "    WHERE m.request_id = a.request_id AND m.ix = 0),\n"                                       \
    "  (SELECT g.code FROM agency g WHERE g.id = r.agency_id)\n"

#define TABLES                                                                                     \
    "FROM appeal a JOIN request r ON r.id = a.request_id JOIN round d ON d.id = a.round_id\n"

#define MATCH                                                                                      \
    "WHERE (?4 IS NULL OR r.code = ?4) AND (?5 IS NULL OR a.outcome = ?5)\n"                       \
    "  AND " STORE_SEES_REQUEST

static const char LIST[] =
    COLUMNS TABLES MATCH "AND a.id > coalesce((SELECT id FROM appeal WHERE code = ?6), 0)\n"
                         "ORDER BY a.id LIMIT ?7";

static const char COUNT[] = "SELECT count(*)\n" TABLES MATCH;

static const char GET[] = COLUMNS TABLES "WHERE a.code = ?4 AND " STORE_SEES_REQUEST;

static const char ADD[] =
    "INSERT INTO appeal (code, request_id, round_id, filed_at, filed_by, statement, member, fact,\n"
    "  value, outcome, answer, version)\n"
    "VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', '', 1)\n"
    "RETURNING id, code";

static const char ANSWER[] =
    "UPDATE appeal\n"
    "SET outcome = ?2, answer = ?3, answered_by = ?4, answered_at = ?5, version = version + 1\n"
    "WHERE id = ?1";

static const char SET_PLAN[] =
    "UPDATE appeal SET plan_id = ?2, version = version + 1 WHERE id = ?1";

static struct store_appeal read_appeal(sqlite3_stmt *st)
{
    return (struct store_appeal){
        .id = sqlite3_column_int64(st, 0),
        .code = store_column_text(st, 1),
        .request_id = sqlite3_column_int64(st, 2),
        .request = store_column_text(st, 3),
        .round_id = sqlite3_column_int64(st, 4),
        .round = store_column_text(st, 5),
        .filed_at = sqlite3_column_int64(st, 6),
        .filed_by = sqlite3_column_int64(st, 7),
        .statement = store_column_text(st, 8),
        .member = sqlite3_column_int(st, 9),
        .fact = store_column_text(st, 10),
        .value = store_column_text(st, 11),
        .outcome = store_column_text(st, 12),
        .answer = store_column_text(st, 13),
        .answered_at = sqlite3_column_int64(st, 14),
        .plan = store_column_text(st, 15),
        .version = sqlite3_column_int64(st, 16),
        .official = store_column_text(st, 17),
        .official_id = sqlite3_column_int64(st, 18),
        .name = store_column_text(st, 19),
        .agency = store_column_text(st, 20),
    };
}

void store_appeal_release(struct store_appeal *a)
{
    free(a->code);
    free(a->request);
    free(a->round);
    free(a->statement);
    free(a->fact);
    free(a->value);
    free(a->outcome);
    free(a->answer);
    free(a->plan);
    free(a->official);
    free(a->name);
    free(a->agency);
    *a = (struct store_appeal){0};
}

void store_appeals_release(struct store_appeals *l)
{
    for (size_t i = 0; i < l->n; i++)
        store_appeal_release(&l->items[i]);
    free(l->items);
    *l = (struct store_appeals){0};
}

/* What both statements of a list share; NULL stays NULL: no filter. */
static void bind_query(sqlite3_stmt *st, const struct store_appeal_query *q)
{
    store_bind_scope(st, &q->scope);
    if (q->request != NULL)
        store_bind_text(st, 4, q->request);
    if (q->outcome != NULL)
        store_bind_text(st, 5, q->outcome);
}

static int count_appeals(struct store *s, const struct store_appeal_query *q, int64_t *n,
                         struct err *e)
{
    sqlite3_stmt *st = store_statement(s, COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    return store_read_number(s, st, n, e);
}

int store_appeal_list(struct store *s, const struct store_appeal_query *q,
                      struct store_appeals *out, int64_t *n, struct err *e)
{
    *out = (struct store_appeals){0};
    sqlite3_stmt *st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    store_bind_text(st, 6, q->after);
    sqlite3_bind_int(st, 7, q->limit);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = read_appeal(st);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc == ERR_OK ? count_appeals(s, q, n, e) : rc;
}

int store_appeal_get(struct store *s, const struct store_scope *scope, const char *code,
                     struct store_appeal *out, struct err *e)
{
    *out = (struct store_appeal){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, code);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = read_appeal(st);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_appeal_add(struct store *s, struct store_appeal *a, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, a->request_id);
    sqlite3_bind_int64(st, 2, a->round_id);
    sqlite3_bind_int64(st, 3, a->filed_at);
    sqlite3_bind_int64(st, 4, a->filed_by);
    store_bind_text(st, 5, a->statement);
    sqlite3_bind_int(st, 6, a->member);
    store_bind_text(st, 7, a->fact);
    store_bind_text(st, 8, a->value);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        a->id = sqlite3_column_int64(st, 0);
        a->code = store_column_text(st, 1);
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_appeal_answer(struct store *s, int64_t id, const char *outcome, const char *answer,
                        int64_t account_id, int64_t now, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ANSWER, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, outcome);
    store_bind_text(st, 3, answer);
    sqlite3_bind_int64(st, 4, account_id);
    sqlite3_bind_int64(st, 5, now);
    return store_run(s, st, e);
}

int store_appeal_plan(struct store *s, int64_t id, int64_t plan_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, SET_PLAN, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, plan_id);
    return store_run(s, st, e);
}
