/* What rounds say to requests and ask of them, see store/round.h. */
#include "store/round.h"

#include "shapes.h"

#include "base/mem.h"

#include <stdlib.h>

static const char PLACE[] = "UPDATE request SET list_order = ?2 WHERE id = ?1";

static const char WAITED[] = "UPDATE request\n"
                             "SET n_rounds_waited = n_rounds_waited + 1, version = version + 1\n"
                             "WHERE state = 'waiting'";

static const char SEES[] =
    "SELECT r.code FROM request r\n"
    "WHERE " STORE_SEES_AGENCY("r.agency_id") "\n"
                                              "  OR (?1 = 3 AND r.id IN (SELECT request_id FROM "
                                              "request_member WHERE official_id = ?3))\n"
                                              "ORDER BY r.code";

int store_round_place(struct store *s, int64_t request_id, int list_order, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, PLACE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    store_bind_id(st, 2, list_order);
    return store_run(s, st, e);
}

int store_round_waited(struct store *s, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, WAITED, e);
    return st == NULL ? store_fail(s, e) : store_run(s, st, e);
}

int store_round_sees(struct store *s, const struct store_scope *scope, struct store_codes *out,
                     struct err *e)
{
    *out = (struct store_codes){0};
    sqlite3_stmt *st = store_statement(s, SEES, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = store_column_text(st, 0);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_codes_release(struct store_codes *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->items[i]);
    free(l->items);
    *l = (struct store_codes){0};
}
