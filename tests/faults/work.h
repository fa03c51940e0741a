/* The business that fault tests do: pieces of work with a number, each with rows in four tables,
 * and the question afterwards whether every piece is wholly there or wholly not.
 *
 * Piece n is a site, two rooms, a row of the audit and a kept answer, in one job; doing it again
 * finds the answer and changes nothing.
 */
#ifndef WORK_H
#define WORK_H

#include "../unit/store_bed.h"

#include "../../src/store/handle.h"
#include "store/idempotency.h"
#include "store/writer.h"

enum { WORK_MAX = 4096 };

struct work {
    int64_t n;
    bool fails; /* at its end */
};

static inline int put_room(struct store *s, int64_t site_id, const char *code, struct err *err)
{
    struct store_room room = {.site_id = site_id,
                              .code = lit(code),
                              .block = lit("A"),
                              .floor = 1,
                              .beds = 4,
                              .area_c = -1,
                              .features = lit("private_wc"),
                              .sex = lit("any"),
                              .pools = lit(""),
                              .state = lit("usable"),
                              .note = lit("")};
    return store_room_put(s, &room, err);
}

static inline int put_piece(struct store *s, int64_t n, struct err *err)
{
    char code[32], first[40], second[40];
    snprintf(code, sizeof code, "S%lld", (long long)n);
    snprintf(first, sizeof first, "%s-1", code);
    snprintf(second, sizeof second, "%s-2", code);
    struct store_site site = {.code = code, .name = lit("Khu")};
    struct store_audit a = {.actor = 1, .action = lit("site.add"), .object = code};
    int rc = store_site_put(s, &site, err);
    rc = rc != ERR_OK ? rc : put_room(s, site.id, first, err);
    rc = rc != ERR_OK ? rc : put_room(s, site.id, second, err);
    return rc != ERR_OK ? rc : store_audit_add(s, &a, err);
}

static inline int do_work(void *ctx, struct store *s, struct err *err)
{
    const struct work *w = ctx;
    struct store_reply kept, reply = {.status = 201, .body = lit("{}"), .body_len = 2};
    char key[32];
    snprintf(key, sizeof key, "k%lld", (long long)w->n);
    crypto_sha256(key, strlen(key), reply.request_sha256);
    int rc = store_idempotency_find(s, 1, key, reply.request_sha256, &kept, err);
    bool is_done = kept.status != 0;
    store_reply_release(&kept);
    if (rc != ERR_OK || is_done)
        return rc;
    rc = put_piece(s, w->n, err);
    rc = rc != ERR_OK ? rc : store_idempotency_add(s, 1, key, &reply, err);
    return rc == ERR_OK && w->fails ? err_set(err, ERR_DATA, "thôi", "no") : rc;
}

/* The one number that a query answers. */
static inline int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return value;
}

/* Pieces of work with other rows than all or none; every table is asked from its own side. */
static const char HALVES[] =
    "WITH piece (code, n) AS (\n"
    "  SELECT code, 1 FROM site\n"
    "  UNION ALL SELECT substr(code, 1, instr(code, '-') - 1), 100 FROM room\n"
    "  UNION ALL SELECT object, 10000 FROM audit\n"
    "  UNION ALL SELECT 'S' || substr(key, 2), 1000000 FROM idempotency)\n"
    "SELECT count(*) FROM (SELECT sum(n) AS n FROM piece GROUP BY code) WHERE n <> 1010201";

/* The database is whole: integrity, foreign keys, the audit; every piece wholly there or not; and
 * every acknowledged one there. Returns how many acknowledged ones are lost (for the control). */
static inline int check_whole(struct store *s, const bool is_acked[WORK_MAX])
{
    struct store_audit_report report;
    sqlite3_stmt *st = NULL;
    bool is_there[WORK_MAX] = {false};
    int n_lost = 0;
    assert_int_equal(sqlite3_prepare_v2(s->db, "PRAGMA integrity_check", -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
    sqlite3_finalize(st);
    assert_int_equal(number(s->db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(number(s->db, HALVES), 0);
    ok(store_audit_verify(s, NULL, 0, &report, &e));
    assert_int_equal(sqlite3_prepare_v2(s->db, "SELECT substr(code, 2) FROM site", -1, &st, NULL),
                     SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW)
        is_there[sqlite3_column_int(st, 0)] = true;
    sqlite3_finalize(st);
    for (int i = 0; i < WORK_MAX; i++)
        n_lost += is_acked[i] && !is_there[i];
    return n_lost;
}

/* A database with an account (id 1) and no work yet. */
static inline void make_template(void)
{
    struct store *s = NULL;
    ok(store_open(&s, path, STORE_CREATE, &KEY, &e));
    assert_int_equal(put_account(s, "lan", "planner"), 1);
    store_close(s);
}

#endif
