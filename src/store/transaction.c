/* Transactions and savepoints, one within the other, see the header. */
#include "handle.h"

static int run_text(struct store *s, const char *sql, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    return st == NULL ? store_fail(s, e) : store_run(s, st, e);
}

int store_begin(struct store *s, struct err *e)
{
    const char *outer = s->is_writer ? "BEGIN IMMEDIATE" : "BEGIN";
    int rc = run_text(s, s->depth == 0 ? outer : "SAVEPOINT inner_one", e);
    if (rc == ERR_OK)
        s->depth++;
    return rc;
}

int store_commit(struct store *s, struct err *e)
{
    if (s->depth <= s->floor)
        return err_set(e, ERR_INTERNAL, "không có giao dịch nào để kết thúc",
                       "there is no transaction to end");
    int rc = run_text(s, s->depth == 1 ? "COMMIT" : "RELEASE inner_one", e);
    if (rc == ERR_OK)
        s->depth--;
    return rc;
}

void store_rollback(struct store *s)
{
    if (s->db == NULL || s->depth <= s->floor)
        return;
    s->depth--;
    /* SQLite itself ends the whole transaction after some faults: nothing is left to do then */
    if (sqlite3_get_autocommit(s->db) != 0)
        return;
    if (s->depth == 0) { /* each reader ends so: a kept statement, not a text to be read again */
        sqlite3_stmt *st = store_statement(s, "ROLLBACK", NULL);
        if (st != NULL) {
            (void)sqlite3_step(st);
            (void)sqlite3_reset(st);
        }
    } else {
        (void)sqlite3_exec(s->db, "ROLLBACK TO inner_one; RELEASE inner_one", NULL, NULL, NULL);
    }
}

int store_do(struct store *s, store_job *job, void *ctx, struct err *e)
{
    int floor = s->floor;
    int rc = store_begin(s, e);
    if (rc != ERR_OK)
        return rc;
    s->floor = s->depth;
    rc = job(ctx, s, e);
    while (s->depth > s->floor) /* left open by a job that failed */
        store_rollback(s);
    s->floor = floor;
    rc = rc != ERR_OK ? rc : store_commit(s, e);
    if (rc != ERR_OK)
        store_rollback(s);
    return rc;
}
