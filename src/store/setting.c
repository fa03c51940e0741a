/* Settings, see the header. */
#include "store/setting.h"

#include "base/mem.h"
#include "handle.h"

int store_setting_get(struct store *s, const char *name, char **value, struct err *e)
{
    static const char sql[] = "SELECT value FROM setting WHERE name = ?1";
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return e->code;
    store_bind_text(st, 1, name);
    int step = sqlite3_step(st);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    *value = mem_dup(step == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : "");
    sqlite3_reset(st);
    return rc;
}

int store_setting_put(struct store *s, const char *name, const char *value, struct err *e)
{
    static const char sql[] = "INSERT INTO setting (name, value) VALUES (?1, ?2)\n"
                              "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return e->code;
    store_bind_text(st, 1, name);
    store_bind_text(st, 2, value);
    return store_run(s, st, e);
}
