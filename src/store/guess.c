/* Passwords that were tried, see the header. */
#include "store/guess.h"

#include "handle.h"

static const char GET[] = "SELECT n_tried, tried_at, retry_at FROM guess WHERE login_lookup = ?1";

static const char PUT[] = "INSERT INTO guess (login_lookup, n_tried, tried_at, retry_at)\n"
                          "VALUES (?1, ?2, ?3, ?4)\n"
                          "ON CONFLICT (login_lookup) DO UPDATE SET\n"
                          "  n_tried = ?2, tried_at = ?3, retry_at = ?4";

static const char END[] = "DELETE FROM guess WHERE login_lookup = ?1";

static const char FORGET[] = "DELETE FROM guess\n"
                             "WHERE login_lookup IN (\n"
                             "  SELECT login_lookup FROM guess\n"
                             "  WHERE tried_at < ?1\n"
                             "  ORDER BY tried_at\n"
                             "  LIMIT 4)";

/* A statement with the login's lookup value as ?1. */
static int prepare(struct store *s, const char *sql, const char *login, sqlite3_stmt **st,
                   struct err *e)
{
    char hex[65];
    struct buf text = {0};
    if (!s->has_key)
        return err_set(e, ERR_INPUT, "cần khóa: dùng --key TỆP hoặc QUARTERS_KEY",
                       "a key is needed: use --key FILE or QUARTERS_KEY");
    *st = store_statement(s, sql, e);
    if (*st == NULL)
        return store_fail(s, e);
    buf_fmt(&text, "login %s", login);
    crypto_lookup(&s->key, text.data, hex);
    store_bind_text(*st, 1, hex);
    buf_release(&text);
    return ERR_OK;
}

int store_guess_get(struct store *s, const char *login, struct store_guess *out, struct err *e)
{
    sqlite3_stmt *st;
    *out = (struct store_guess){0};
    int rc = prepare(s, GET, login, &st, e);
    if (rc != ERR_OK)
        return rc;
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = (struct store_guess){.n_tried = sqlite3_column_int(st, 0),
                                    .tried_at = sqlite3_column_int64(st, 1),
                                    .retry_at = sqlite3_column_int64(st, 2)};
    rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

static int forget(struct store *s, int64_t before, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, FORGET, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, before);
    return store_run(s, st, e);
}

int store_guess_put(struct store *s, const char *login, const struct store_guess *g,
                    int64_t forget_before, struct err *e)
{
    sqlite3_stmt *st;
    int rc = prepare(s, PUT, login, &st, e);
    if (rc != ERR_OK)
        return rc;
    sqlite3_bind_int(st, 2, g->n_tried);
    sqlite3_bind_int64(st, 3, g->tried_at);
    sqlite3_bind_int64(st, 4, g->retry_at);
    rc = store_run(s, st, e);
    return rc != ERR_OK ? rc : forget(s, forget_before, e);
}

int store_guess_end(struct store *s, const char *login, struct err *e)
{
    sqlite3_stmt *st;
    int rc = prepare(s, END, login, &st, e);
    return rc != ERR_OK ? rc : store_run(s, st, e);
}
