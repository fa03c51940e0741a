/* The audit for people to read, see audit.h. */
#include "store/audit.h"

#include "handle.h"

#include "base/mem.h"

/* ?1 object (its index is used), ?2 action or kind, ?3 login, ?4 and ?5 instants */
#define FITS                                                                                       \
    "WHERE (?2 = '' OR x.action = ?2\n"                                                            \
    "    OR (?2 LIKE '%.' AND substr(x.action, 1, length(?2)) = ?2))\n"                            \
    "  AND (?3 = '' OR a.login = ?3)\n"                                                            \
    "  AND x.at >= ?4 AND (?5 = 0 OR x.at < ?5)\n"
#define FROM "FROM audit x LEFT JOIN account a ON a.id = x.actor\n"
#define ROW                                                                                        \
    "SELECT x.seq, x.at, x.actor, x.action, x.object, x.fields,\n"                                 \
    "  coalesce(a.code, ''), coalesce(a.login, '')\n" FROM FITS
#define LAST_FIRST                                                                                 \
    "  AND x.seq < ?6\n"                                                                           \
    "ORDER BY x.seq DESC\n"                                                                        \
    "LIMIT ?7"
#define OF_IT "  AND x.object = ?1\n"

static const char PAGE[] = ROW "  AND ?1 = ''\n" LAST_FIRST;
static const char PAGE_OF[] = ROW OF_IT LAST_FIRST;
static const char COUNT[] = "SELECT count(*)\n" FROM FITS "  AND ?1 = ''";
static const char COUNT_OF[] = "SELECT count(*)\n" FROM FITS OF_IT;

static sqlite3_stmt *ask(struct store *s, const char *sql, const struct store_audit_query *q,
                         struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return NULL;
    store_bind_text(st, 1, q->object);
    store_bind_text(st, 2, q->action);
    store_bind_text(st, 3, q->actor);
    sqlite3_bind_int64(st, 4, q->from);
    sqlite3_bind_int64(st, 5, q->until);
    return st;
}

static int count_rows(struct store *s, const struct store_audit_query *q, int64_t *n, struct err *e)
{
    sqlite3_stmt *st = ask(s, q->object[0] == '\0' ? COUNT : COUNT_OF, q, e);
    if (st == NULL)
        return store_fail(s, e);
    return store_read_number(s, st, n, e);
}

int store_audit_page(struct store *s, const struct store_audit_query *q, struct store_audits *out,
                     int64_t *n_all, struct err *e)
{
    *out = (struct store_audits){0};
    int rc = count_rows(s, q, n_all, e);
    sqlite3_stmt *st = rc == ERR_OK ? ask(s, q->object[0] == '\0' ? PAGE : PAGE_OF, q, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    sqlite3_bind_int64(st, 6, q->before > 0 ? q->before : INT64_MAX);
    sqlite3_bind_int(st, 7, q->limit < 0 ? 0 : q->limit);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct store_audit){
            .seq = sqlite3_column_int64(st, 0),
            .at = sqlite3_column_int64(st, 1),
            .actor = sqlite3_column_int64(st, 2),
            .action = store_column_text(st, 3),
            .object = store_column_text(st, 4),
            .fields = store_column_text(st, 5),
            .actor_code = store_column_text(st, 6),
            .actor_login = store_column_text(st, 7),
        };
    }
    rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}
