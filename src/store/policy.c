/* Policies in the store, see the header. */
#include "store/policy.h"

#include "handle.h"

#include <stdlib.h>

#define FIELD(member, kind, flags)                                                                 \
    {                                                                                              \
        offsetof(struct store_policy, member), kind, flags                                         \
    }

static const struct store_field FIELDS[] = {
    FIELD(id, STORE_KEY, 0),
    FIELD(code, STORE_TEXT, 0),
    FIELD(version, STORE_INT, STORE_READ_ONLY),
    FIELD(name, STORE_TEXT, 0),
    FIELD(json, STORE_TEXT, 0),
    FIELD(sha256, STORE_TEXT, 0),
    FIELD(is_used, STORE_INT, STORE_READ_ONLY),
};

#define COLUMNS "SELECT id, code, version, name, json, sha256, used FROM policy"

static const struct store_shape POLICY = {
    .select = COLUMNS " ORDER BY code, version DESC",
    .upsert =
        "INSERT INTO policy (id, code, version, name, json, sha256, used)\n"
        "VALUES (?1, ?2, (SELECT coalesce(max(version), 0) + 1 FROM policy WHERE code = ?2),\n"
        "  ?3, ?4, ?5, 0)\n"
        "ON CONFLICT (sha256) DO NOTHING",
    .row_size = sizeof(struct store_policy),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

static const char BY_CODE[] =
    COLUMNS " WHERE code = ?1 AND (?2 = 0 OR version = ?2) ORDER BY version DESC LIMIT 1";

static const char BY_ID[] = COLUMNS " WHERE id = ?1";

static const char KEY_OF[] = "SELECT id, version FROM policy WHERE sha256 = ?1";

static const char USE[] = "UPDATE policy SET used = 1 WHERE id = ?1 AND used = 0";

int store_policy_list(struct store *s, struct store_policies *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &POLICY, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_policy_get(struct store *s, const char *code, int version, struct store_policy *out,
                     struct err *e)
{
    *out = (struct store_policy){0};
    sqlite3_stmt *st = store_statement(s, BY_CODE, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    sqlite3_bind_int(st, 2, version);
    return store_read_one(s, st, &POLICY, out, e);
}

int store_policy_of(struct store *s, int64_t id, struct store_policy *out, struct err *e)
{
    *out = (struct store_policy){0};
    sqlite3_stmt *st = store_statement(s, BY_ID, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_read_one(s, st, &POLICY, out, e);
}

int store_policy_add(struct store *s, struct store_policy *p, struct err *e)
{
    p->id = 0;
    int rc = store_put_row(s, &POLICY, p, &p->id, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, KEY_OF, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    store_bind_text(st, 1, p->sha256);
    if (sqlite3_step(st) == SQLITE_ROW) {
        p->id = sqlite3_column_int64(st, 0);
        p->version = sqlite3_column_int(st, 1);
    } else {
        rc = store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_policy_use(struct store *s, int64_t id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, USE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_run(s, st, e);
}

void store_policy_release(struct store_policy *p)
{
    store_release_row(&POLICY, p);
    *p = (struct store_policy){0};
}

void store_policies_release(struct store_policies *l)
{
    store_release_rows(&POLICY, l->items, l->n);
    *l = (struct store_policies){0};
}
