/* Sessions, see the header. */
#include "store/session.h"

#include "bearer.h"

#include <stdio.h>

static const char ADD[] =
    "INSERT INTO session (id_sha256, account_id, created_at, proved_at, idle_until, expires_at)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

static const char TRIM[] = "DELETE FROM session\n"
                           "WHERE account_id = ?1 AND id_sha256 NOT IN (\n"
                           "  SELECT id_sha256 FROM session\n"
                           "  WHERE account_id = ?1\n"
                           "  ORDER BY id_sha256 <> ?3, created_at DESC, id_sha256\n"
                           "  LIMIT ?2)";

static const char FIND[] =
    "SELECT x.account_id, a.role, a.all_agencies, a.official_id, x.proved_at, x.idle_until,\n"
    "  x.expires_at\n"
    "FROM session x JOIN account a ON a.id = x.account_id\n"
    "WHERE x.id_sha256 = ?1 AND x.idle_until > ?2 AND x.expires_at > ?2 AND a.is_disabled = 0";

static const char TOUCH[] =
    "UPDATE session SET idle_until = min(?2, expires_at) WHERE id_sha256 = ?1";

static const char END[] = "DELETE FROM session WHERE id_sha256 = ?1";

/* each with the account as ?1 */
static const char *const END_ALL[] = {
    "DELETE FROM session WHERE account_id = ?1",
    "UPDATE token SET revoked_at = unixepoch() WHERE account_id = ?1 AND revoked_at IS NULL",
    STORE_END_CODES,
};

static const char PURGE[] = "DELETE FROM session WHERE idle_until <= ?1";

void store_read_bearer(sqlite3_stmt *st, struct store_bearer *out)
{
    out->account_id = sqlite3_column_int64(st, 0);
    snprintf(out->role, sizeof out->role, "%s", (const char *)sqlite3_column_text(st, 1));
    out->all_agencies = sqlite3_column_int(st, 2) != 0;
    out->official_id = sqlite3_column_int64(st, 3);
}

/* Ends the sessions of an account beyond `keep`; the new one is never among them. */
static int trim(struct store *s, const struct store_session *session, int keep, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, TRIM, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, session->account_id);
    sqlite3_bind_int(st, 2, keep < 1 ? 1 : keep);
    store_bind_text(st, 3, session->id_sha256);
    return store_run(s, st, e);
}

int store_session_add(struct store *s, const struct store_session *session, int keep, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, session->id_sha256);
    sqlite3_bind_int64(st, 2, session->account_id);
    sqlite3_bind_int64(st, 3, session->created_at);
    sqlite3_bind_int64(st, 4, session->proved_at);
    sqlite3_bind_int64(st, 5, session->idle_until);
    sqlite3_bind_int64(st, 6, session->expires_at);
    int rc = store_run(s, st, e);
    return rc != ERR_OK ? rc : trim(s, session, keep, e);
}

int store_session_find(struct store *s, const char *id_sha256, int64_t now,
                       struct store_bearer *out, struct err *e)
{
    *out = (struct store_bearer){0};
    sqlite3_stmt *st = store_statement(s, FIND, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, id_sha256);
    sqlite3_bind_int64(st, 2, now);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        store_read_bearer(st, out);
        out->proved_at = sqlite3_column_int64(st, 4);
        out->idle_until = sqlite3_column_int64(st, 5);
        out->expires_at = sqlite3_column_int64(st, 6);
    }
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_session_touch(struct store *s, const char *id_sha256, int64_t idle_until, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, TOUCH, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, id_sha256);
    sqlite3_bind_int64(st, 2, idle_until);
    return store_run(s, st, e);
}

int store_session_end(struct store *s, const char *id_sha256, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, END, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, id_sha256);
    return store_run(s, st, e);
}

int store_session_end_all(struct store *s, int64_t account_id, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < sizeof END_ALL / sizeof *END_ALL && rc == ERR_OK; i++) {
        sqlite3_stmt *st = store_statement(s, END_ALL[i], e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, account_id);
        rc = store_run(s, st, e);
    }
    return rc;
}

int store_session_purge(struct store *s, int64_t now, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, PURGE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, now);
    return store_run(s, st, e);
}
