/* Accounts with their agencies, see the header. */
#include "store/account.h"

#include "handle.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                                    \
    "SELECT a.id, a.code, a.login, a.name, a.role, a.official_id, a.all_agencies,\n"               \
    "  a.is_disabled, a.password, a.created_at, a.version,\n"                                      \
    "  (SELECT group_concat(code, ' ') FROM (\n"                                                   \
    "    SELECT g.code\n"                                                                          \
    "    FROM account_agency x JOIN agency g ON g.id = x.agency_id\n"                              \
    "    WHERE x.account_id = a.id\n"                                                              \
    "    ORDER BY g.code)),\n"                                                                     \
    "  coalesce((SELECT code FROM official WHERE id = a.official_id), '')\n"                       \
    "FROM account a\n"

/* ?1 role and ?2 beginning of the login, '' = any */
#define FILTER "WHERE (?1 = '' OR a.role = ?1) AND substr(a.login, 1, length(?2)) = ?2\n"

static const char LIST[] =
    COLUMNS FILTER "  AND a.login > coalesce((SELECT login FROM account WHERE code = ?3), '')\n"
                   "ORDER BY a.login\n"
                   "LIMIT ?4";
static const char COUNT[] = "SELECT count(*) FROM account a\n" FILTER;
static const char GET[] = COLUMNS "WHERE a.id = ?1";
static const char BY_CODE[] = COLUMNS "WHERE a.code = ?1";
static const char BY_LOGIN[] = COLUMNS "WHERE a.login = ?1";

static const char ADD[] =
    "INSERT INTO account (code, login, name, role, official_id, all_agencies, is_disabled,\n"
    "  created_at, password, version)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', 1)";

static const char CHANGE[] =
    "UPDATE account SET login = ?2, name = ?3, role = ?4, official_id = ?5, all_agencies = ?6,\n"
    "  is_disabled = ?7, version = version + 1\n"
    "WHERE id = ?1";

static const char CLEAR_AGENCIES[] = "DELETE FROM account_agency WHERE account_id = ?1";

static const char ADD_AGENCY[] = "INSERT INTO account_agency (account_id, agency_id)\n"
                                 "SELECT ?1, id FROM agency WHERE code = ?2";

static const char SET_PASSWORD[] = "UPDATE account SET password = ?2 WHERE id = ?1";

void store_account_release(struct store_account *a)
{
    free(a->code);
    free(a->login);
    free(a->name);
    free(a->role);
    free(a->password);
    free(a->agencies);
    free(a->official);
    *a = (struct store_account){0};
}

void store_accounts_release(struct store_accounts *l)
{
    for (size_t i = 0; i < l->n; i++)
        store_account_release(&l->items[i]);
    free(l->items);
    *l = (struct store_accounts){0};
}

static struct store_account read_account(sqlite3_stmt *st)
{
    return (struct store_account){
        .id = sqlite3_column_int64(st, 0),
        .code = store_column_text(st, 1),
        .login = store_column_text(st, 2),
        .name = store_column_text(st, 3),
        .role = store_column_text(st, 4),
        .official_id = sqlite3_column_int64(st, 5),
        .all_agencies = sqlite3_column_int(st, 6) != 0,
        .is_disabled = sqlite3_column_int(st, 7) != 0,
        .password = store_column_text(st, 8),
        .created_at = sqlite3_column_int64(st, 9),
        .version = sqlite3_column_int64(st, 10),
        .agencies = store_column_text(st, 11),
        .official = store_column_text(st, 12),
    };
}

static int count_accounts(struct store *s, const struct store_account_filter *f, int64_t *n,
                          struct err *e)
{
    sqlite3_stmt *st = store_statement(s, COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, f->role);
    store_bind_text(st, 2, f->login);
    return store_read_number(s, st, n, e);
}

int store_account_list(struct store *s, const struct store_account_filter *f,
                       struct store_accounts *out, int64_t *n_all, struct err *e)
{
    *out = (struct store_accounts){0};
    int rc = count_accounts(s, f, n_all, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, LIST, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    store_bind_text(st, 1, f->role);
    store_bind_text(st, 2, f->login);
    store_bind_text(st, 3, f->after);
    sqlite3_bind_int(st, 4, f->limit > 0 ? f->limit : -1);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = read_account(st);
    }
    rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

/* The one row of a statement that is bound already. */
static int get_one(struct store *s, sqlite3_stmt *st, struct store_account *out, struct err *e)
{
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = read_account(st);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_account_get(struct store *s, int64_t id, struct store_account *out, struct err *e)
{
    *out = (struct store_account){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return get_one(s, st, out, e);
}

static int get_by_text(struct store *s, const char *sql, const char *text,
                       struct store_account *out, struct err *e)
{
    *out = (struct store_account){0};
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, text);
    return get_one(s, st, out, e);
}

int store_account_by_code(struct store *s, const char *code, struct store_account *out,
                          struct err *e)
{
    return get_by_text(s, BY_CODE, code, out, e);
}

int store_account_by_login(struct store *s, const char *login, struct store_account *out,
                           struct err *e)
{
    return get_by_text(s, BY_LOGIN, login, out, e);
}

static void bind_account(sqlite3_stmt *st, const struct store_account *a)
{
    store_bind_text(st, 2, a->login);
    store_bind_text(st, 3, a->name);
    store_bind_text(st, 4, a->role);
    store_bind_id(st, 5, a->official_id);
    sqlite3_bind_int(st, 6, a->all_agencies);
    sqlite3_bind_int(st, 7, a->is_disabled);
}

static int add_account(struct store *s, struct store_account *a, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    char code[33];
    crypto_random_hex(code, 16);
    store_bind_text(st, 1, code);
    bind_account(st, a);
    sqlite3_bind_int64(st, 8, clock_now_s());
    int rc = store_run(s, st, e);
    if (rc == ERR_OK) {
        a->id = sqlite3_last_insert_rowid(s->db);
        a->code = mem_dup(code);
    }
    return rc;
}

/* A statement with the account's key as ?1; ERR_INPUT where it changes no row. */
static int run_for(struct store *s, sqlite3_stmt *st, int64_t id, struct err *e)
{
    sqlite3_bind_int64(st, 1, id);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK && sqlite3_changes(s->db) == 0)
        rc = err_set(e, ERR_INPUT, "không có tài khoản này", "there is no such account");
    return rc;
}

static int add_agency(struct store *s, int64_t id, const char *code, size_t len, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD_AGENCY, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_text(st, 2, code, (int)len, SQLITE_TRANSIENT);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK && sqlite3_changes(s->db) == 0)
        rc = err_set(e, ERR_INPUT, "không có cơ quan %.*s", "there is no agency %.*s", (int)len,
                     code);
    return rc;
}

static int put_agencies(struct store *s, const struct store_account *a, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CLEAR_AGENCIES, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, a->id);
    int rc = store_run(s, st, e);
    for (const char *code = a->agencies; code != NULL && *code != '\0' && rc == ERR_OK;) {
        size_t len = strcspn(code, " ");
        rc = add_agency(s, a->id, code, len, e);
        code += len + strspn(code + len, " ");
    }
    return rc;
}

int store_account_put(struct store *s, struct store_account *a, struct err *e)
{
    int rc = ERR_OK;
    if (a->id == 0) {
        rc = add_account(s, a, e);
    } else {
        sqlite3_stmt *st = store_statement(s, CHANGE, e);
        if (st == NULL)
            return store_fail(s, e);
        bind_account(st, a);
        rc = run_for(s, st, a->id, e);
    }
    return rc != ERR_OK ? rc : put_agencies(s, a, e);
}

int store_account_set_password(struct store *s, int64_t id, const char *password, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, SET_PASSWORD, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 2, password);
    return run_for(s, st, id, e);
}
