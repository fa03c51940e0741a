/* Officials as somebody may see them: pages by given name, one by one, facts, doubles. */
#include "store/register.h"

#include "shapes.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static void holds(sqlite3_context *context, int n, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    const char *typed = (const char *)sqlite3_value_text(values[1]);
    (void)n;
    sqlite3_result_int(context, text != NULL && typed != NULL && text_holds(text, typed));
}

int store_add_search(sqlite3 *db)
{
    return sqlite3_create_function_v2(db, "vietnamese_holds", 2,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                      holds, NULL, NULL, NULL);
}

void store_bind_scope(sqlite3_stmt *st, const struct store_scope *scope)
{
    sqlite3_bind_int(st, 1, (int)scope->sees);
    sqlite3_bind_int64(st, 2, scope->account_id);
    sqlite3_bind_int64(st, 3, scope->official_id);
}

#define SEEN "(" STORE_SEES_AGENCY("o.agency_id") " OR (?1 = 3 AND o.id = ?3))\n"

/* ?4 and ?9 part of the name, folded and as typed; ?5 agency */
#define FROM                                                                                       \
    "FROM official o JOIN agency a ON a.id = o.agency_id\n"                                        \
    "WHERE " SEEN "  AND (?4 = '' OR " STORE_IS_NAMED("?9") ")\n"                                  \
                                                            "  AND (?5 = '' OR a.code = ?5)\n"

static const char COUNT[] = "SELECT count(*)\n" FROM;

/* From the name and the row ?6, ?7 on. The walk is along official_name: CROSS JOIN keeps it so. */
static const char PAGE[] =
    STORE_OFFICIAL_COLUMNS "FROM official o CROSS JOIN agency a ON a.id = o.agency_id\n"
                           "WHERE " SEEN "  AND (?4 = '' OR " STORE_IS_NAMED(
                               "?9") ")\n"
                                     "  AND (?5 = '' OR a.code = ?5)\n"
                                     "  AND o.name COLLATE vietnamese_name >= ?6\n"
                                     "  AND (o.name COLLATE vietnamese_name > ?6 OR o.id > ?7)\n"
                                     "ORDER BY o.name COLLATE vietnamese_name, o.id\n"
                                     "LIMIT ?8";

static const char BY_CODE[] =
    STORE_OFFICIAL_COLUMNS "FROM official o JOIN agency a ON a.id = o.agency_id\n"
                           "WHERE o.code = ?4 AND " SEEN;

/* A statement with the scope bound, and a text as ?4. */
static sqlite3_stmt *scoped(struct store *s, const char *sql, const struct store_scope *scope,
                            const char *text, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL) {
        (void)store_fail(s, e);
        return NULL;
    }
    store_bind_scope(st, scope);
    if (text != NULL)
        store_bind_text(st, 4, text);
    return st;
}

static const char BY_ID[] =
    STORE_OFFICIAL_COLUMNS "FROM official o JOIN agency a ON a.id = o.agency_id\n"
                           "WHERE o.id = ?4 AND " SEEN;

int store_official_by_code(struct store *s, const struct store_scope *scope, const char *code,
                           struct store_official *out, struct err *e)
{
    *out = (struct store_official){0};
    sqlite3_stmt *st = scoped(s, BY_CODE, scope, code, e);
    return st == NULL ? store_fail(s, e) : store_read_one(s, st, &STORE_OFFICIAL, out, e);
}

int store_official_get(struct store *s, const struct store_scope *scope, int64_t id,
                       struct store_official *out, struct err *e)
{
    *out = (struct store_official){0};
    sqlite3_stmt *st = scoped(s, BY_ID, scope, NULL, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 4, id);
    return store_read_one(s, st, &STORE_OFFICIAL, out, e);
}

void store_official_release(struct store_official *o)
{
    store_release_row(&STORE_OFFICIAL, o);
    *o = (struct store_official){0};
}

static int count(struct store *s, sqlite3_stmt *st, int64_t *n, struct err *e)
{
    return store_read_number(s, st, n, e);
}

int store_no_such_row(struct err *e)
{
    return err_set(e, ERR_ABSENT, "không còn dòng mà trang này nối tiếp; hãy xem lại từ đầu",
                   "the row this page goes on from is gone; begin from the start");
}

int store_official_page(struct store *s, const struct store_scope *scope,
                        const struct store_official_filter *f, struct store_officials *out,
                        int64_t *n, struct err *e)
{
    bool begins = f->after == NULL || f->after[0] == '\0';
    struct store_official last = {0};
    void *items = NULL;
    *out = (struct store_officials){0};
    char *key = text_fold(f->q == NULL ? "" : f->q);
    sqlite3_stmt *st = scoped(s, COUNT, scope, key, e);
    if (st == NULL) {
        free(key);
        return store_fail(s, e);
    }
    store_bind_text(st, 5, f->agency);
    store_bind_text(st, 9, f->q);
    int rc = count(s, st, n, e);
    if (rc == ERR_OK && !begins)
        rc = store_official_by_code(s, scope, f->after, &last, e);
    if (rc == ERR_OK && !begins && last.id == 0)
        rc = store_no_such_row(e);
    st = rc == ERR_OK ? scoped(s, PAGE, scope, key, e) : NULL;
    if (st != NULL) {
        store_bind_text(st, 5, f->agency);
        store_bind_text(st, 6, last.name);
        sqlite3_bind_int64(st, 7, last.id);
        sqlite3_bind_int(st, 8, f->limit);
        store_bind_text(st, 9, f->q);
        rc = store_read_bound(s, st, &STORE_OFFICIAL, &items, &out->n, e);
        out->items = items;
    } else if (rc == ERR_OK) {
        rc = store_fail(s, e);
    }
    store_official_release(&last);
    free(key);
    return rc;
}

static const char LIST[] =
    STORE_OFFICIAL_COLUMNS "FROM official o JOIN agency a ON a.id = o.agency_id\n"
                           "WHERE " SEEN "ORDER BY o.id";

int store_official_list_seen(struct store *s, const struct store_scope *scope,
                             struct store_officials *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_officials){0};
    sqlite3_stmt *st = scoped(s, LIST, scope, NULL, e);
    if (st == NULL)
        return store_fail(s, e);
    int rc = store_read_bound(s, st, &STORE_OFFICIAL, &items, &out->n, e);
    out->items = items;
    return rc;
}

static int id_of(struct store *s, const char *sql, const char *text, int64_t *id, struct err *e)
{
    *id = 0;
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, text);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *id = sqlite3_column_int64(st, 0);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_official_id_of(struct store *s, const char *code, int64_t *id, struct err *e)
{
    return id_of(s, "SELECT id FROM official WHERE code = ?1", code, id, e);
}

int store_official_id_of_lookup(struct store *s, const char *lookup, int64_t *id, struct err *e)
{
    return id_of(s, "SELECT id FROM official WHERE citizen_id_lookup = ?1", lookup, id, e);
}

int store_request_id_of(struct store *s, const char *code, int64_t *id, struct err *e)
{
    return id_of(s, "SELECT id FROM request WHERE code = ?1", code, id, e);
}

int store_fact_list(struct store *s, int64_t official_id, struct store_facts *out, struct err *e)
{
    *out = (struct store_facts){0};
    sqlite3_stmt *st =
        store_statement(s,
                        "SELECT fact, document, document_day, confirmed_at, account_id\n"
                        "FROM official_fact\n"
                        "WHERE official_id = ?1\n"
                        "ORDER BY fact",
                        e);
    if (st == NULL)
        return store_fail(s, e);
    int step;
    sqlite3_bind_int64(st, 1, official_id);
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct store_fact){
            .fact = store_column_text(st, 0),
            .document = store_column_text(st, 1),
            .document_day = store_column_text(st, 2),
            .confirmed_at = sqlite3_column_int64(st, 3),
            .account_id = sqlite3_column_int64(st, 4),
        };
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_fact_put(struct store *s, int64_t official_id, const struct store_fact *fact,
                   struct err *e)
{
    sqlite3_stmt *st = store_statement(
        s,
        "INSERT OR REPLACE INTO official_fact (official_id, fact, document, document_day,\n"
        "  confirmed_at, account_id)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, official_id);
    store_bind_text(st, 2, fact->fact);
    store_bind_text(st, 3, fact->document);
    store_bind_text(st, 4, fact->document_day);
    sqlite3_bind_int64(st, 5, fact->confirmed_at);
    store_bind_id(st, 6, fact->account_id);
    return store_run(s, st, e);
}

void store_facts_release(struct store_facts *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].fact);
        free(l->items[i].document);
        free(l->items[i].document_day);
    }
    free(l->items);
    *l = (struct store_facts){0};
}

/* Both of a pair must be seen: who stands outside the scope is not there. */
static const char DOUBLES[] =
    "SELECT o.code, o.name, o.born, a.code, o.name_key\n"
    "FROM official o JOIN agency a ON a.id = o.agency_id\n"
    "WHERE length(o.born) = 10 AND " SEEN "  AND EXISTS (\n"
    "  SELECT 1 FROM official x\n"
    "  WHERE x.name_key = o.name_key AND x.born = o.born AND x.id <> o.id\n"
    "    AND " STORE_SEES_AGENCY("x.agency_id") ")\n"
                                                "ORDER BY o.name_key, o.born, o.id\n"
                                                "LIMIT 1000";

int store_double_list(struct store *s, const struct store_scope *scope, struct store_doubles *out,
                      struct err *e)
{
    *out = (struct store_doubles){0};
    sqlite3_stmt *st = scoped(s, DOUBLES, scope, NULL, e);
    if (st == NULL)
        return store_fail(s, e);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct store_double){
            .code = store_column_text(st, 0),
            .name = store_column_text(st, 1),
            .born = store_column_text(st, 2),
            .agency_code = store_column_text(st, 3),
            .name_key = store_column_text(st, 4),
        };
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_doubles_release(struct store_doubles *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].code);
        free(l->items[i].name);
        free(l->items[i].born);
        free(l->items[i].agency_code);
        free(l->items[i].name_key);
    }
    free(l->items);
    *l = (struct store_doubles){0};
}
