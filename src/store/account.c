/* Accounts with their agencies, see the header. */
#include "store/account.h"

#include "handle.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                                    \
    "SELECT id, code, login, name, role, official_id, all_agencies, is_disabled, password,\n"      \
    "  created_at, version\n"                                                                      \
    "FROM account\n"

static const char LIST[] = COLUMNS "ORDER BY login";
static const char GET[] = COLUMNS "WHERE id = ?1";
static const char BY_CODE[] = COLUMNS "WHERE code = ?1";
static const char BY_LOGIN[] = COLUMNS "WHERE login = ?1";

static const char AGENCIES[] = "SELECT agency_id\n"
                               "FROM account_agency\n"
                               "WHERE account_id = ?1\n"
                               "ORDER BY agency_id";

static const char ADD[] =
    "INSERT INTO account (code, login, name, role, official_id, all_agencies, is_disabled,\n"
    "  created_at, password, version)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', 1)";

static const char CHANGE[] =
    "UPDATE account SET login = ?2, name = ?3, role = ?4, official_id = ?5, all_agencies = ?6,\n"
    "  is_disabled = ?7, version = version + 1\n"
    "WHERE id = ?1";

static const char CLEAR_AGENCIES[] = "DELETE FROM account_agency WHERE account_id = ?1";

static const char ADD_AGENCY[] =
    "INSERT INTO account_agency (account_id, agency_id) VALUES (?1, ?2)";

static const char SET_PASSWORD[] = "UPDATE account SET password = ?2 WHERE id = ?1";

void store_account_release(struct store_account *a)
{
    free(a->code);
    free(a->login);
    free(a->name);
    free(a->role);
    free(a->password);
    free(a->agency_ids);
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
    };
}

static int read_agencies(struct store *s, struct store_account *a, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, AGENCIES, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, a->id);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        a->agency_ids = mem_grow(a->agency_ids, a->n_agencies + 1, sizeof *a->agency_ids);
        a->agency_ids[a->n_agencies++] = sqlite3_column_int64(st, 0);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_account_list(struct store *s, struct store_accounts *out, struct err *e)
{
    *out = (struct store_accounts){0};
    sqlite3_stmt *st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = read_account(st);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    for (size_t i = 0; i < out->n && rc == ERR_OK; i++)
        rc = read_agencies(s, &out->items[i], e);
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
    return rc == ERR_OK && step == SQLITE_ROW ? read_agencies(s, out, e) : rc;
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

static int put_agencies(struct store *s, const struct store_account *a, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CLEAR_AGENCIES, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, a->id);
    int rc = store_run(s, st, e);
    for (size_t i = 0; i < a->n_agencies && rc == ERR_OK; i++) {
        st = store_statement(s, ADD_AGENCY, e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, a->id);
        sqlite3_bind_int64(st, 2, a->agency_ids[i]);
        rc = store_run(s, st, e);
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
