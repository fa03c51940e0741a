/* What the engine made of a plan: texts, levels, rooms, what is said of each request. */
#include "store/plan.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handle.h"

static const char LEVEL_ADD[] =
    "INSERT INTO plan_level (plan_id, ix, objective, band, value, bound, is_proven)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/* A code that names nothing adds no row: the caller counts. */
static const char ASSIGNMENT_ADD[] =
    "INSERT INTO assignment (plan_id, request_id, room_id)\n"
    "SELECT ?1, q.id, r.id FROM request q, room r WHERE q.code = ?2 AND r.code = ?3";

static const char REQUEST_ADD[] =
    "INSERT INTO plan_request (plan_id, request_id, list_order, band, points, n_people, reasons,\n"
    "  official_vi, official_en, planner_vi, planner_en)\n"
    "SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM request WHERE code = ?2";

static const char FINISH[] =
    "UPDATE plan SET instance_sha256 = ?2, n_requests = ?3, n_eligible = ?4, list_sha256 = ?5,\n"
    "  status = ?6, elapsed_ms = ?7, instance_json = ?8, plan_json = ?9, proof_json = ?10\n"
    "WHERE id = ?1";

static void bind_blob(sqlite3_stmt *st, int at, const struct buf *b)
{
    if (b == NULL || b->len == 0)
        sqlite3_bind_null(st, at);
    else
        sqlite3_bind_blob64(st, at, b->data, b->len, SQLITE_STATIC);
}

/* Runs an insert that must add exactly one row. */
static int add_one(struct store *s, sqlite3_stmt *st, const char *code, struct err *e)
{
    int rc = store_run(s, st, e);
    if (rc == ERR_OK && sqlite3_changes(s->db) != 1)
        rc =
            err_set(e, ERR_DATA, "%s không còn trong dữ liệu", "%s is no longer in the data", code);
    return rc;
}

int store_plan_add_requests(struct store *s, int64_t id, const struct store_plan_request *requests,
                            size_t n, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < n && rc == ERR_OK; i++) {
        const struct store_plan_request *r = &requests[i];
        sqlite3_stmt *st = store_statement(s, REQUEST_ADD, e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, id);
        store_bind_text(st, 2, r->request);
        sqlite3_bind_int(st, 3, r->list_order);
        sqlite3_bind_int(st, 4, r->band);
        sqlite3_bind_int(st, 5, r->points);
        sqlite3_bind_int(st, 6, r->n_people);
        store_bind_text(st, 7, r->reasons);
        for (int k = 0; k < 4; k++)
            store_bind_text(st, 8 + k, r->explanation[k]);
        rc = add_one(s, st, r->request, e);
    }
    return rc;
}

int store_plan_clear(struct store *s, int64_t id, struct err *e)
{
    static const char sql[] = "DELETE FROM plan_request WHERE plan_id = ?1";
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_run(s, st, e);
}

static int add_head(struct store *s, int64_t id, const struct store_plan_made *made, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, FINISH, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, made->instance_sha256);
    sqlite3_bind_int64(st, 3, made->n_requests);
    sqlite3_bind_int64(st, 4, made->n_eligible);
    store_bind_text(st, 5, made->list_sha256);
    store_bind_text(st, 6, made->status);
    sqlite3_bind_int64(st, 7, made->elapsed_ms);
    bind_blob(st, 8, made->instance);
    bind_blob(st, 9, made->plan);
    bind_blob(st, 10, made->proof);
    int rc = store_run(s, st, e);
    sqlite3_clear_bindings(st); /* the texts are the caller's */
    return rc;
}

static int add_levels(struct store *s, int64_t id, const struct store_plan_made *made,
                      struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < made->n_levels && rc == ERR_OK; i++) {
        const struct store_plan_level *l = &made->levels[i];
        sqlite3_stmt *st = store_statement(s, LEVEL_ADD, e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, id);
        sqlite3_bind_int64(st, 2, (int64_t)i);
        store_bind_text(st, 3, l->objective);
        store_bind_int(st, 4, l->band);
        sqlite3_bind_int64(st, 5, l->value);
        sqlite3_bind_int64(st, 6, l->bound);
        sqlite3_bind_int(st, 7, l->is_proven);
        rc = store_run(s, st, e);
    }
    return rc;
}

static int add_assignments(struct store *s, int64_t id, const struct store_plan_made *made,
                           struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < made->n_assignments && rc == ERR_OK; i++) {
        sqlite3_stmt *st = store_statement(s, ASSIGNMENT_ADD, e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, id);
        store_bind_text(st, 2, made->requests[i]);
        store_bind_text(st, 3, made->rooms[i]);
        rc = add_one(s, st, made->requests[i], e);
    }
    return rc;
}

int store_plan_finish(struct store *s, int64_t id, const struct store_plan_made *made,
                      struct err *e)
{
    int rc = add_head(s, id, made, e);
    if (rc == ERR_OK)
        rc = add_levels(s, id, made, e);
    if (rc == ERR_OK)
        rc = add_assignments(s, id, made, e);
    return rc == ERR_OK ? store_plan_move(s, id, "solved", 0, e) : rc;
}

/* Appends the one column of the one row; nothing where there is none. */
static int read_text(struct store *s, sqlite3_stmt *st, struct buf *out, struct err *e)
{
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        const void *bytes = sqlite3_column_blob(st, 0);
        buf_add(out, bytes == NULL ? "" : bytes, (size_t)sqlite3_column_bytes(st, 0));
    }
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_plan_text(struct store *s, int64_t id, enum store_plan_text which, struct buf *out,
                    struct err *e)
{
    static const char instance[] = "SELECT instance_json FROM plan WHERE id = ?1";
    static const char plan[] = "SELECT plan_json FROM plan WHERE id = ?1";
    static const char proof[] = "SELECT proof_json FROM plan WHERE id = ?1";
    static const char *const sql[] = {
        [STORE_PLAN_INSTANCE] = instance, [STORE_PLAN_PLAN] = plan, [STORE_PLAN_PROOF] = proof};
    sqlite3_stmt *st = store_statement(s, sql[which], e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return read_text(s, st, out, e);
}

int store_plan_explanation(struct store *s, int64_t id, const char *request,
                           enum store_plan_reader reader, struct buf *out, struct err *e)
{
    static const char sql[] =
        "SELECT CASE ?3 WHEN 0 THEN official_vi WHEN 1 THEN official_en WHEN 2 THEN planner_vi\n"
        "  ELSE planner_en END FROM plan_request p JOIN request q ON q.id = p.request_id\n"
        "WHERE p.plan_id = ?1 AND q.code = ?2";
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, request);
    sqlite3_bind_int(st, 3, (int)reader);
    return read_text(s, st, out, e);
}
