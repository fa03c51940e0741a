/* Officials of an agency and their accounts, see account.h. */
#include "store/account.h"

#include "handle.h"

#include "base/mem.h"

#include <stdlib.h>

static const char AGENCY[] = "SELECT id, name\n"
                             "FROM agency g\n"
                             "WHERE code = ?1 AND (?2 = 1 OR (?2 = 2 AND EXISTS (\n"
                             "  SELECT 1 FROM account_agency x\n"
                             "  WHERE x.account_id = ?3 AND x.agency_id = g.id)))";

static const char PEOPLE[] =
    "SELECT o.id, o.name, o.position, a.id, a.code, a.login, a.role, a.is_disabled,\n"
    "  a.password <> ''\n"
    "FROM official o LEFT JOIN account a ON a.official_id = o.id\n"
    "WHERE o.agency_id = ?1\n"
    "ORDER BY o.id";

static const char OFFICIAL[] = "SELECT id FROM official WHERE code = ?1";

void store_account_people_release(struct store_account_people *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct store_account_person *p = &l->items[i];
        free(p->name);
        free(p->position);
        free(p->account_code);
        free(p->login);
        free(p->role);
    }
    free(l->items);
    free(l->agency);
    *l = (struct store_account_people){0};
}

static int find_agency(struct store *s, const char *code, const struct store_scope *scope,
                       struct store_account_people *out, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, AGENCY, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    sqlite3_bind_int(st, 2, (int)scope->sees);
    sqlite3_bind_int64(st, 3, scope->account_id);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        out->agency_id = sqlite3_column_int64(st, 0);
        out->agency = store_column_text(st, 1);
    }
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_account_people(struct store *s, const char *agency, const struct store_scope *scope,
                         struct store_account_people *out, struct err *e)
{
    *out = (struct store_account_people){0};
    int rc = find_agency(s, agency, scope, out, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, PEOPLE, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    sqlite3_bind_int64(st, 1, out->agency_id);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct store_account_person){
            .official_id = sqlite3_column_int64(st, 0),
            .name = store_column_text(st, 1),
            .position = store_column_text(st, 2),
            .account_id = sqlite3_column_int64(st, 3),
            .account_code = store_column_text(st, 4),
            .login = store_column_text(st, 5),
            .role = store_column_text(st, 6),
            .is_disabled = sqlite3_column_int(st, 7) != 0,
            .has_password = sqlite3_column_int(st, 8) != 0,
        };
    }
    rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_account_official(struct store *s, const char *code, int64_t *id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, OFFICIAL, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    int step = sqlite3_step(st);
    *id = step == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}
