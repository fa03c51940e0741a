/* Rounds in the store, see the header. */
#include "store/round.h"

#include "handle.h"

#include "base/mem.h"

#include <stdlib.h>

#define FIELD(member, kind, flags)                                                                 \
    {                                                                                              \
        offsetof(struct store_round, member), kind, flags                                          \
    }

static const struct store_field FIELDS[] = {
    FIELD(id, STORE_KEY, 0),
    FIELD(code, STORE_TEXT, 0),
    FIELD(name, STORE_TEXT, 0),
    FIELD(policy_id, STORE_INT64, 0),
    FIELD(policy, STORE_TEXT, STORE_READ_ONLY),
    FIELD(policy_version, STORE_INT, STORE_READ_ONLY),
    FIELD(state, STORE_TEXT, 0),
    FIELD(as_of, STORE_TEXT, 0),
    FIELD(draw_source, STORE_TEXT, 0),
    FIELD(draw_day, STORE_TEXT, 0),
    FIELD(names_public, STORE_INT, 0),
    FIELD(offer_days, STORE_INT, 0),
    FIELD(opened_at, STORE_INT64, 0),
    FIELD(closed_at, STORE_INT64, 0),
    FIELD(n_requests, STORE_INT, 0),
    FIELD(n_eligible, STORE_INT, 0),
    FIELD(list_sha256, STORE_TEXT, 0),
    FIELD(seed, STORE_TEXT, 0),
    FIELD(seed_by, STORE_INT64, 0),
    FIELD(confirmed_by, STORE_INT64, 0),
    FIELD(confirmed_at, STORE_INT64, 0),
    FIELD(version, STORE_INT64, 0),
};

#define COLUMNS                                                                                    \
    "SELECT r.id, r.code, r.name, r.policy_id, p.code, p.version, r.state, r.as_of,"               \
    " r.draw_source, r.draw_day, r.names_public, r.offer_days, r.opened_at, r.closed_at,"          \
    " r.n_requests, r.n_eligible, r.list_sha256, r.seed, r.seed_by, r.confirmed_by,"               \
    " r.confirmed_at, r.version FROM round r JOIN policy p ON p.id = r.policy_id"

static const struct store_shape ROUND = {
    .select = COLUMNS " ORDER BY r.id DESC",
    .upsert = "INSERT INTO round (id, code, name, policy_id, state, as_of, draw_source, draw_day,\n"
              "  names_public, offer_days, opened_at, closed_at, n_requests, n_eligible,\n"
              "  list_sha256, seed, seed_by, confirmed_by, confirmed_at, version)\n"
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,\n"
              "  ?17, ?18, ?19, ?20)\n"
              "ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name,\n"
              "  policy_id = excluded.policy_id, state = excluded.state,\n"
              "  as_of = excluded.as_of, draw_source = excluded.draw_source,\n"
              "  draw_day = excluded.draw_day, names_public = excluded.names_public,\n"
              "  offer_days = excluded.offer_days, opened_at = excluded.opened_at,\n"
              "  closed_at = excluded.closed_at, n_requests = excluded.n_requests,\n"
              "  n_eligible = excluded.n_eligible, list_sha256 = excluded.list_sha256,\n"
              "  seed = excluded.seed, seed_by = excluded.seed_by,\n"
              "  confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at,\n"
              "  version = excluded.version",
    .row_size = sizeof(struct store_round),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

static const char GET[] = COLUMNS " WHERE r.code = ?1";

static const char BY_ID[] = COLUMNS " WHERE r.id = ?1";

static const char FREEZE[] =
    "INSERT INTO round_frozen (round_id, snapshot, list) VALUES (?1, ?2, ?3)";

static const char FROZEN[] = "SELECT snapshot, list FROM round_frozen WHERE round_id = ?1";

int store_round_get(struct store *s, const char *code, struct store_round *out, struct err *e)
{
    *out = (struct store_round){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    return store_read_one(s, st, &ROUND, out, e);
}

int store_round_of(struct store *s, int64_t id, struct store_round *out, struct err *e)
{
    *out = (struct store_round){0};
    sqlite3_stmt *st = store_statement(s, BY_ID, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_read_one(s, st, &ROUND, out, e);
}

int store_round_list(struct store *s, struct store_rounds *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &ROUND, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_round_put(struct store *s, struct store_round *r, struct err *e)
{
    r->version++;
    return store_put_row(s, &ROUND, r, &r->id, e);
}

int store_round_freeze(struct store *s, int64_t round_id, const char *snapshot, const char *list,
                       struct err *e)
{
    sqlite3_stmt *st = store_statement(s, FREEZE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, round_id);
    store_bind_text(st, 2, snapshot);
    store_bind_text(st, 3, list);
    return store_run(s, st, e);
}

int store_round_frozen(struct store *s, int64_t round_id, char **snapshot, char **list,
                       struct err *e)
{
    *snapshot = *list = NULL;
    sqlite3_stmt *st = store_statement(s, FROZEN, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, round_id);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        *snapshot = store_column_text(st, 0);
        *list = store_column_text(st, 1);
    }
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    if (*snapshot == NULL) {
        *snapshot = mem_dup("");
        *list = mem_dup("");
    }
    return rc;
}

void store_round_release(struct store_round *r)
{
    store_release_row(&ROUND, r);
    *r = (struct store_round){0};
}

void store_rounds_release(struct store_rounds *l)
{
    store_release_rows(&ROUND, l->items, l->n);
    *l = (struct store_rounds){0};
}
