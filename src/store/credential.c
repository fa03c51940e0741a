/* Tokens of programs and activation codes, see session.h. */
#include "store/session.h"

#include "bearer.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

static const char TOKEN_ADD[] =
    "INSERT INTO token (token_sha256, account_id, name, scope, created_at, expires_at)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

static const char TOKEN_FIND[] =
    "SELECT t.account_id, a.role, a.all_agencies, a.official_id, t.scope\n"
    "FROM token t JOIN account a ON a.id = t.account_id\n"
    "WHERE t.token_sha256 = ?1 AND t.expires_at > ?2 AND t.revoked_at IS NULL\n"
    "  AND a.is_disabled = 0";

static const char TOKEN_LIST[] =
    "SELECT id, account_id, name, scope, created_at, expires_at, revoked_at,\n"
    "  substr(token_sha256, 1, 32)\n"
    "FROM token\n"
    "WHERE account_id = ?1\n"
    "ORDER BY id";

static const char TOKEN_REVOKE[] =
    "UPDATE token SET revoked_at = ?3\n"
    "WHERE substr(token_sha256, 1, 32) = ?1 AND account_id = ?2 AND revoked_at IS NULL\n"
    "  AND expires_at > ?3";

static const char CODE_END[] = STORE_END_CODES;

static const char CODE_ADD[] =
    "INSERT INTO activation (code_sha256, account_id, made_at, expires_at)\n"
    "VALUES (?1, ?2, ?3, ?3 + ?4)";

static const char CODE_FIND[] =
    "SELECT x.account_id\n"
    "FROM activation x JOIN account a ON a.id = x.account_id\n"
    "WHERE x.code_sha256 = ?1 AND x.used_at IS NULL AND x.expires_at > ?2 AND a.is_disabled = 0";

static const char CODE_USE[] =
    "UPDATE activation SET used_at = ?2\n"
    "WHERE code_sha256 = ?1 AND used_at IS NULL AND expires_at > ?2\n"
    "  AND (SELECT is_disabled FROM account WHERE id = activation.account_id) = 0\n"
    "RETURNING account_id";

void store_token_release(struct store_token *t)
{
    free(t->name);
    free(t->scope);
    *t = (struct store_token){0};
}

void store_tokens_release(struct store_tokens *l)
{
    for (size_t i = 0; i < l->n; i++)
        store_token_release(&l->items[i]);
    free(l->items);
    *l = (struct store_tokens){0};
}

static struct store_token read_token(sqlite3_stmt *st)
{
    struct store_token t = {
        .id = sqlite3_column_int64(st, 0),
        .account_id = sqlite3_column_int64(st, 1),
        .name = store_column_text(st, 2),
        .scope = store_column_text(st, 3),
        .created_at = sqlite3_column_int64(st, 4),
        .expires_at = sqlite3_column_int64(st, 5),
        .revoked_at = sqlite3_column_int64(st, 6),
    };
    snprintf(t.code, sizeof t.code, "%s", (const char *)sqlite3_column_text(st, 7));
    return t;
}

int store_token_add(struct store *s, struct store_token *t, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, TOKEN_ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, t->token_sha256);
    sqlite3_bind_int64(st, 2, t->account_id);
    store_bind_text(st, 3, t->name);
    store_bind_text(st, 4, t->scope);
    sqlite3_bind_int64(st, 5, t->created_at);
    sqlite3_bind_int64(st, 6, t->expires_at);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK)
        t->id = sqlite3_last_insert_rowid(s->db);
    snprintf(t->code, sizeof t->code, "%.32s", t->token_sha256);
    return rc;
}

int store_token_find(struct store *s, const char *token_sha256, int64_t now,
                     struct store_bearer *out, struct err *e)
{
    *out = (struct store_bearer){0};
    sqlite3_stmt *st = store_statement(s, TOKEN_FIND, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, token_sha256);
    sqlite3_bind_int64(st, 2, now);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        store_read_bearer(st, out);
        snprintf(out->scope, sizeof out->scope, "%s", (const char *)sqlite3_column_text(st, 4));
    }
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_token_list(struct store *s, int64_t account_id, struct store_tokens *out, struct err *e)
{
    *out = (struct store_tokens){0};
    sqlite3_stmt *st = store_statement(s, TOKEN_LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, account_id);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = read_token(st);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_token_revoke(struct store *s, int64_t account_id, const char *code, int64_t now,
                       struct err *e)
{
    sqlite3_stmt *st = store_statement(s, TOKEN_REVOKE, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    sqlite3_bind_int64(st, 2, account_id);
    sqlite3_bind_int64(st, 3, now);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK && sqlite3_changes(s->db) == 0)
        rc = err_set(e, ERR_ABSENT, "không có mã truy cập này", "there is no such token");
    return rc;
}

static int end_codes(struct store *s, int64_t account_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CODE_END, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, account_id);
    return store_run(s, st, e);
}

int store_activation_add(struct store *s, int64_t account_id, const char *code_sha256, int64_t now,
                         struct err *e)
{
    int rc = end_codes(s, account_id, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, CODE_ADD, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    store_bind_text(st, 1, code_sha256);
    sqlite3_bind_int64(st, 2, account_id);
    sqlite3_bind_int64(st, 3, now);
    sqlite3_bind_int64(st, 4, STORE_ACTIVATION_S);
    return store_run(s, st, e);
}

/* The account that a statement answers, which then is at its end; 0 = none. */
static int run_code(struct store *s, sqlite3_stmt *st, const char *code_sha256, int64_t now,
                    int64_t *account_id, struct err *e)
{
    *account_id = 0;
    store_bind_text(st, 1, code_sha256);
    sqlite3_bind_int64(st, 2, now);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        *account_id = sqlite3_column_int64(st, 0);
        step = sqlite3_step(st);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_activation_find(struct store *s, const char *code_sha256, int64_t now,
                          int64_t *account_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CODE_FIND, e);
    return st == NULL ? store_fail(s, e) : run_code(s, st, code_sha256, now, account_id, e);
}

int store_activation_use(struct store *s, const char *code_sha256, int64_t now, int64_t *account_id,
                         struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CODE_USE, e);
    return st == NULL ? store_fail(s, e) : run_code(s, st, code_sha256, now, account_id, e);
}
