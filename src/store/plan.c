/* Plans in the store, see the header. The policy of a plan is kept once per content: the same code
 * with other content is a further version.
 */
#include "store/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "handle.h"
#include "store/policy.h"

static const char PLAN_ADD[] =
    "INSERT INTO plan (instance_sha256, policy_id, seed, as_of, status, state, created_at,"
    " instance_json, plan_json, n_requests, n_eligible, list_sha256)"
    " VALUES (?1, ?2, ?3, ?4, ?5, 'solved', ?6, ?7, ?8, ?9, ?10, ?11)";

static const char LEVEL_ADD[] =
    "INSERT INTO plan_level (plan_id, ix, objective, band, value, bound, is_proven)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

static const char ASSIGNMENT_ADD[] =
    "INSERT INTO assignment (plan_id, request_id, room_id) VALUES (?1, ?2, ?3)";

static const char PLAN_GET[] =
    "SELECT plan.id, policy.code, policy.name, policy.json, policy.sha256, instance_sha256, seed,"
    " as_of, status, state, created_at, instance_json, plan_json, n_requests,"
    " n_eligible, list_sha256 FROM plan JOIN policy ON policy.id = plan.policy_id"
    " WHERE ?1 = 0 OR plan.id = ?1 ORDER BY plan.id DESC LIMIT 1";

/* The key of the plan's policy, which it rests on from now. */
static int policy_id_of(struct store *s, const struct store_plan *p, int64_t *id, struct err *e)
{
    struct store_policy row = {.code = p->policy_code,
                               .name = p->policy_name,
                               .json = p->policy_json,
                               .sha256 = p->policy_sha256};
    int rc = store_policy_add(s, &row, e);
    *id = row.id;
    return rc == ERR_OK ? store_policy_use(s, row.id, e) : rc;
}

static int add_head(struct store *s, struct store_plan *p, int64_t policy_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, PLAN_ADD, e);
    if (st == NULL)
        return e->code;
    p->created_at = clock_now_s();
    store_bind_text(st, 1, p->instance_sha256);
    store_bind_id(st, 2, policy_id);
    store_bind_text(st, 3, p->seed);
    store_bind_text(st, 4, p->as_of);
    store_bind_text(st, 5, p->status);
    sqlite3_bind_int64(st, 6, p->created_at);
    sqlite3_bind_blob64(st, 7, p->instance_json, p->instance_len, SQLITE_TRANSIENT);
    sqlite3_bind_blob64(st, 8, p->plan_json, p->plan_len, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 9, p->n_requests);
    sqlite3_bind_int64(st, 10, p->n_eligible);
    store_bind_text(st, 11, p->list_sha256);
    int rc = store_run(s, st, e);
    p->id = sqlite3_last_insert_rowid(s->db);
    return rc;
}

static int add_levels(struct store *s, const struct store_plan *p, struct err *e)
{
    for (size_t i = 0; i < p->n_levels; i++) {
        const struct store_plan_level *l = &p->levels[i];
        sqlite3_stmt *st = store_statement(s, LEVEL_ADD, e);
        if (st == NULL)
            return e->code;
        store_bind_id(st, 1, p->id);
        sqlite3_bind_int64(st, 2, (int64_t)i);
        store_bind_text(st, 3, l->objective);
        store_bind_id(st, 4, l->band);
        sqlite3_bind_int64(st, 5, l->value);
        sqlite3_bind_int64(st, 6, l->bound);
        sqlite3_bind_int(st, 7, l->is_proven);
        int rc = store_run(s, st, e);
        if (rc != ERR_OK)
            return rc;
    }
    return ERR_OK;
}

static int add_assignments(struct store *s, const struct store_plan *p, struct err *e)
{
    for (size_t i = 0; i < p->n_assignments; i++) {
        sqlite3_stmt *st = store_statement(s, ASSIGNMENT_ADD, e);
        if (st == NULL)
            return e->code;
        store_bind_id(st, 1, p->id);
        store_bind_id(st, 2, p->assignments[i].request_id);
        store_bind_id(st, 3, p->assignments[i].room_id);
        int rc = store_run(s, st, e);
        if (rc != ERR_OK)
            return rc;
    }
    return ERR_OK;
}

int store_plan_add(struct store *s, struct store_plan *p, struct err *e)
{
    int64_t policy_id = 0;
    int rc = policy_id_of(s, p, &policy_id, e);
    if (rc == ERR_OK)
        rc = add_head(s, p, policy_id, e);
    if (rc == ERR_OK)
        rc = add_levels(s, p, e);
    return rc == ERR_OK ? add_assignments(s, p, e) : rc;
}

/* A copy of a blob with a NUL behind it. */
static char *column_blob(sqlite3_stmt *st, int at, size_t *len)
{
    const void *data = sqlite3_column_blob(st, at);
    *len = (size_t)sqlite3_column_bytes(st, at);
    return mem_ndup(data == NULL ? "" : data, *len);
}

int store_plan_get(struct store *s, int64_t id, struct store_plan *out, struct err *e)
{
    *out = (struct store_plan){0};
    sqlite3_stmt *st = store_statement(s, PLAN_GET, e);
    if (st == NULL)
        return e->code;
    sqlite3_bind_int64(st, 1, id);
    int rc = ERR_OK;
    switch (sqlite3_step(st)) {
    case SQLITE_ROW:
        out->id = sqlite3_column_int64(st, 0);
        out->policy_code = store_column_text(st, 1);
        out->policy_name = store_column_text(st, 2);
        out->policy_json = store_column_text(st, 3);
        out->policy_sha256 = store_column_text(st, 4);
        out->instance_sha256 = store_column_text(st, 5);
        out->seed = store_column_text(st, 6);
        out->as_of = store_column_text(st, 7);
        out->status = store_column_text(st, 8);
        out->state = store_column_text(st, 9);
        out->created_at = sqlite3_column_int64(st, 10);
        out->instance_json = column_blob(st, 11, &out->instance_len);
        out->plan_json = column_blob(st, 12, &out->plan_len);
        out->n_requests = sqlite3_column_int64(st, 13);
        out->n_eligible = sqlite3_column_int64(st, 14);
        out->list_sha256 = store_column_text(st, 15);
        break;
    case SQLITE_DONE:
        rc = id == 0 ? err_set(e, ERR_INPUT, "chưa có phương án nào; hãy chạy quarters allocate",
                               "there is no plan yet; run quarters allocate")
                     : err_set(e, ERR_INPUT, "không có phương án số %lld", "there is no plan %lld",
                               (long long)id);
        break;
    default:
        rc = store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

void store_plan_release(struct store_plan *p)
{
    free(p->policy_code);
    free(p->policy_name);
    free(p->policy_json);
    free(p->policy_sha256);
    free(p->instance_sha256);
    free(p->seed);
    free(p->as_of);
    free(p->list_sha256);
    free(p->status);
    free(p->state);
    free(p->instance_json);
    free(p->plan_json);
    *p = (struct store_plan){0};
}
