/* The audit for people to read, see audit.h. */
#include "store/audit.h"

#include "handle.h"

#include "base/mem.h"

static const char PAGE[] = "SELECT x.seq, x.at, x.actor, x.action, x.object, x.fields,\n"
                           "  coalesce(a.code, ''), coalesce(a.login, '')\n"
                           "FROM audit x LEFT JOIN account a ON a.id = x.actor\n"
                           "WHERE x.seq < ?1\n"
                           "ORDER BY x.seq DESC\n"
                           "LIMIT ?2";

static const char PAGE_OF[] = "SELECT x.seq, x.at, x.actor, x.action, x.object, x.fields,\n"
                              "  coalesce(a.code, ''), coalesce(a.login, '')\n"
                              "FROM audit x LEFT JOIN account a ON a.id = x.actor\n"
                              "WHERE x.object = ?3 AND x.seq < ?1\n"
                              "ORDER BY x.seq DESC\n"
                              "LIMIT ?2";

/* the chain has no gaps: its end is its length */
static const char COUNT[] = "SELECT coalesce(max(seq), 0) FROM audit";

static const char COUNT_OF[] = "SELECT count(*) FROM audit WHERE object = ?1";

static int count_rows(struct store *s, const char *object, int64_t *n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, object == NULL ? COUNT : COUNT_OF, e);
    if (st == NULL)
        return store_fail(s, e);
    if (object != NULL)
        store_bind_text(st, 1, object);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *n = rc == ERR_OK ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return rc;
}

int store_audit_page(struct store *s, const char *object, int64_t before, int limit,
                     struct store_audits *out, int64_t *n_all, struct err *e)
{
    *out = (struct store_audits){0};
    int rc = count_rows(s, object, n_all, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, object == NULL ? PAGE : PAGE_OF, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    sqlite3_bind_int64(st, 1, before > 0 ? before : INT64_MAX);
    sqlite3_bind_int(st, 2, limit < 0 ? 0 : limit);
    if (object != NULL)
        store_bind_text(st, 3, object);
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
