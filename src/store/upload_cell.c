/* Cells of an upload put right, and verdicts judged anew: see upload.h. The list itself is never
 * rewritten: a correction that is taken back leaves what came in. */
#include "store/upload.h"

#include "shapes.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void seal_context(const char *code, int number, int column_ix, char out[96])
{
    snprintf(out, 96, "upload|%s|%d|%d", code, number, column_ix);
}

int store_upload_cell_put(struct store *s, const struct store_upload *u,
                          const struct store_upload_cell *cell, struct err *e)
{
    char context[96];
    struct buf sealed = {0};
    if (cell->column_ix != STORE_WHOLE_ROW && !s->has_key)
        return err_set(e, ERR_INPUT, "cần khóa: dùng --key TỆP hoặc QUARTERS_KEY",
                       "a key is needed: use --key FILE or QUARTERS_KEY");
    sqlite3_stmt *st =
        store_statement(s,
                        "INSERT INTO upload_cell (upload_id, number, column_ix, before, after,\n"
                        "  sealed, account_id, made_at)\n"
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)\n"
                        "ON CONFLICT DO UPDATE SET before = ?4, after = ?5, sealed = ?6,\n"
                        "  account_id = ?7, made_at = ?8",
                        e);
    if (st == NULL)
        return store_fail(s, e);
    seal_context(u->code, cell->number, cell->column_ix, context);
    if (cell->column_ix != STORE_WHOLE_ROW)
        crypto_seal(&s->key, context, cell->text, &sealed);
    sqlite3_bind_int64(st, 1, u->id);
    sqlite3_bind_int(st, 2, cell->number);
    sqlite3_bind_int(st, 3, cell->column_ix);
    store_bind_text(st, 4, cell->before);
    store_bind_text(st, 5, cell->after);
    sqlite3_bind_blob64(st, 6, sealed.len == 0 ? "" : sealed.data, sealed.len, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 7, cell->account_id);
    sqlite3_bind_int64(st, 8, cell->made_at);
    buf_release(&sealed);
    return store_run(s, st, e);
}

int store_upload_cell_drop(struct store *s, const struct store_upload *u, int number, int column_ix,
                           struct err *e)
{
    sqlite3_stmt *st = store_statement(s,
                                       "DELETE FROM upload_cell\n"
                                       "WHERE upload_id = ?1 AND number = ?2 AND column_ix = ?3",
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, u->id);
    sqlite3_bind_int(st, 2, number);
    sqlite3_bind_int(st, 3, column_ix);
    return store_run(s, st, e);
}

/* The text of the cell in the current row of `st`. */
static int open_text(struct store *s, const struct store_upload *u, sqlite3_stmt *st, char **out,
                     struct err *e)
{
    char context[96];
    struct buf plain = {0};
    const size_t n = (size_t)sqlite3_column_bytes(st, 4);
    int rc = ERR_OK;
    if (n > 0 && !s->has_key)
        rc = err_set(e, ERR_INPUT, "cần khóa: dùng --key TỆP hoặc QUARTERS_KEY",
                     "a key is needed: use --key FILE or QUARTERS_KEY");
    seal_context(u->code, sqlite3_column_int(st, 0), sqlite3_column_int(st, 1), context);
    if (rc == ERR_OK && n > 0)
        rc = crypto_open(&s->key, context, sqlite3_column_blob(st, 4), n, &plain, e);
    if (rc == ERR_OK)
        *out = plain.data == NULL ? mem_dup("") : mem_ndup(plain.data, plain.len);
    if (plain.data != NULL)
        explicit_bzero(plain.data, plain.len);
    buf_release(&plain);
    return rc;
}

int store_upload_cell_list(struct store *s, const struct store_upload *u, bool opens,
                           struct store_upload_cells *out, struct err *e)
{
    int step = SQLITE_ERROR;
    int rc = ERR_OK;
    *out = (struct store_upload_cells){0};
    sqlite3_stmt *st =
        store_statement(s,
                        "SELECT c.number, c.column_ix, c.before, c.after, c.sealed, x.name,\n"
                        "  c.account_id, c.made_at\n"
                        "FROM upload_cell c JOIN account x ON x.id = c.account_id\n"
                        "WHERE c.upload_id = ?1\n"
                        "ORDER BY c.number, c.column_ix",
                        e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, u->id);
    while (rc == ERR_OK && (step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        struct store_upload_cell *cell = &out->items[out->n++];
        *cell = (struct store_upload_cell){
            .number = sqlite3_column_int(st, 0),
            .column_ix = sqlite3_column_int(st, 1),
            .before = store_column_text(st, 2),
            .after = store_column_text(st, 3),
            .account = store_column_text(st, 5),
            .account_id = sqlite3_column_int64(st, 6),
            .made_at = sqlite3_column_int64(st, 7),
        };
        if (opens)
            rc = open_text(s, u, st, &cell->text, e);
        else
            cell->text = mem_dup("");
    }
    if (rc == ERR_OK && step != SQLITE_DONE)
        rc = store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_upload_cells_release(struct store_upload_cells *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct store_upload_cell *cell = &l->items[i];
        if (cell->text != NULL)
            explicit_bzero(cell->text, strlen(cell->text));
        free(cell->text);
        free(cell->before);
        free(cell->after);
        free(cell->account);
    }
    free(l->items);
    *l = (struct store_upload_cells){0};
}

int store_upload_rejudge(struct store *s, struct store_upload *u, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, "DELETE FROM upload_row WHERE upload_id = ?1", e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, u->id);
    int rc = store_run(s, st, e);
    if (rc != ERR_OK)
        return rc;
    st = store_statement(s,
                         "UPDATE upload\n"
                         "SET n_new = ?2, n_changed = ?3, n_same = ?4, n_bad = ?5,\n"
                         "  n_skipped = ?6, version = version + 1\n"
                         "WHERE id = ?1",
                         e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, u->id);
    sqlite3_bind_int(st, 2, u->n_new);
    sqlite3_bind_int(st, 3, u->n_changed);
    sqlite3_bind_int(st, 4, u->n_same);
    sqlite3_bind_int(st, 5, u->n_bad);
    sqlite3_bind_int(st, 6, u->n_skipped);
    u->version += 1;
    return store_run(s, st, e);
}
