/* Offers, and the requests as publishing a plan sees them; see the header. */
#include "store/offer.h"

#include "handle.h"
#include "shapes.h"

#include "base/mem.h"

#include <stdlib.h>

#define COLUMNS                                                                                    \
    "SELECT o.id, o.code, o.plan_id, o.request_id, r.code, o.room_id, c.code, t.code, t.name,\n"   \
    "  o.beds, o.made_at, o.deadline, o.answer, o.answered_at, o.version,\n"                       \
    "  (SELECT m.official_id FROM request_member m WHERE m.request_id = r.id AND m.ix = 0),\n"     \
    "  r.current_room_id,\n"                                                                       \
    "  (SELECT f.name FROM request_member m JOIN official f ON f.id = m.official_id\n"             \
    "    WHERE m.request_id = r.id AND m.ix = 0),\n"                                               \
    "  (SELECT g.code FROM agency g WHERE g.id = r.agency_id)\n"

#define TABLES                                                                                     \
    "FROM offer o JOIN request r ON r.id = o.request_id JOIN room c ON c.id = o.room_id\n"         \
    "  JOIN site t ON t.id = c.site_id\n"

#define MATCH                                                                                      \
    "WHERE (?4 IS NULL OR r.code = ?4) AND (?5 IS NULL OR o.answer = ?5)\n"                        \
    "  AND " STORE_SEES_REQUEST

static const char LIST[] =
    COLUMNS TABLES MATCH "AND o.id > coalesce((SELECT id FROM offer WHERE code = ?6), 0)\n"
                         "ORDER BY o.id LIMIT ?7";

static const char COUNT[] = "SELECT count(*)\n" TABLES MATCH;

static const char GET[] = COLUMNS TABLES "WHERE o.code = ?4 AND " STORE_SEES_REQUEST;

static const char LAST[] = COLUMNS TABLES "WHERE o.request_id = ?1 ORDER BY o.id DESC LIMIT 1";

static const char DUE[] =
    COLUMNS TABLES "WHERE o.answer = '' AND o.deadline <= ?1 ORDER BY o.deadline, o.id";

static const char ADD[] =
    "INSERT INTO offer (code, plan_id, request_id, room_id, beds, made_at, deadline, answer,\n"
    "  answered_at, version)\n"
    "SELECT lower(hex(randomblob(16))), ?1, ?2, c.id, CASE ?4 WHEN 0 THEN c.beds ELSE ?4 END,\n"
    "  ?5, ?6, '', NULL, 1\n"
    "FROM room c WHERE c.id = ?3\n"
    "RETURNING id, code";

static const char ANSWER[] = "UPDATE offer\n"
                             "SET answer = ?2, answered_at = ?3, version = version + 1\n"
                             "WHERE id = ?1";

static const char HAS_FREE[] =
    "SELECT CASE ?2 WHEN 0 THEN c.beds ELSE ?2 END\n"
    "  <= c.beds - (SELECT coalesce(sum(h.beds), 0) FROM bed_holder h WHERE h.room_id = ?1)\n"
    "FROM room c WHERE c.id = ?1";

/* A plan has no say any more over whom a later one places. */
static const char PARTIES[] =
    "SELECT r.id, r.code, r.state, r.current_room_id, a.room_id, o.id, o.room_id\n"
    "FROM request r LEFT JOIN assignment a ON a.plan_id = ?1 AND a.request_id = r.id\n"
    "    AND NOT EXISTS (SELECT 1 FROM publication p JOIN publication n ON n.id > p.id\n"
    "      JOIN assignment b ON b.plan_id = n.plan_id AND b.request_id = r.id\n"
    "      WHERE p.plan_id = ?1)\n"
    "  LEFT JOIN offer o ON o.request_id = r.id AND o.answer = ''\n"
    "ORDER BY r.code";

static const char SETTLE[] =
    "UPDATE request SET current_room_id = ?2, version = version + 1,\n"
    "  current_beds = CASE ?3 WHEN 0 THEN (SELECT beds FROM room WHERE id = ?2) ELSE ?3 END\n"
    "WHERE id = ?1";

static const char PUBLISH[] = "INSERT INTO publication (plan_id, round_id, at) VALUES (?1, ?2, ?3)";

static const char DAYS[] = "SELECT t.offer_days\n"
                           "FROM publication p JOIN round t ON t.id = p.round_id\n"
                           "WHERE p.plan_id = ?1";

static const char OWING[] = "SELECT DISTINCT (SELECT p.plan_id FROM publication p\n"
                            "  JOIN assignment a ON a.plan_id = p.plan_id AND a.request_id = r.id\n"
                            "  ORDER BY p.id DESC LIMIT 1) AS plan_id\n"
                            "FROM request r WHERE r.state = 'allocated' AND plan_id IS NOT NULL";

static struct store_offer read_offer(sqlite3_stmt *st)
{
    return (struct store_offer){
        .id = sqlite3_column_int64(st, 0),
        .code = store_column_text(st, 1),
        .plan_id = sqlite3_column_int64(st, 2),
        .request_id = sqlite3_column_int64(st, 3),
        .request = store_column_text(st, 4),
        .room_id = sqlite3_column_int64(st, 5),
        .room = store_column_text(st, 6),
        .site = store_column_text(st, 7),
        .site_name = store_column_text(st, 8),
        .beds = sqlite3_column_int(st, 9),
        .made_at = sqlite3_column_int64(st, 10),
        .deadline = sqlite3_column_int64(st, 11),
        .answer = store_column_text(st, 12),
        .answered_at = sqlite3_column_int64(st, 13),
        .version = sqlite3_column_int64(st, 14),
        .applicant_id = sqlite3_column_int64(st, 15),
        .current_room_id = sqlite3_column_int64(st, 16),
        .name = store_column_text(st, 17),
        .agency = store_column_text(st, 18),
    };
}

void store_offer_release(struct store_offer *o)
{
    free(o->code);
    free(o->request);
    free(o->room);
    free(o->site);
    free(o->site_name);
    free(o->answer);
    free(o->name);
    free(o->agency);
    *o = (struct store_offer){0};
}

void store_offers_release(struct store_offers *l)
{
    for (size_t i = 0; i < l->n; i++)
        store_offer_release(&l->items[i]);
    free(l->items);
    *l = (struct store_offers){0};
}

/* All rows of a statement that is bound already. */
static int read_offers(struct store *s, sqlite3_stmt *st, struct store_offers *out, struct err *e)
{
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = read_offer(st);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

/* NULL stays NULL: no filter. */
static void bind_filter(sqlite3_stmt *st, int at, const char *text)
{
    if (text != NULL)
        store_bind_text(st, at, text);
}

static int count_offers(struct store *s, const struct store_offer_query *q, int64_t *n,
                        struct err *e)
{
    sqlite3_stmt *st = store_statement(s, COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, &q->scope);
    bind_filter(st, 4, q->request);
    bind_filter(st, 5, q->answer);
    return store_read_number(s, st, n, e);
}

int store_offer_list(struct store *s, const struct store_offer_query *q, struct store_offers *out,
                     int64_t *n, struct err *e)
{
    *out = (struct store_offers){0};
    sqlite3_stmt *st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, &q->scope);
    bind_filter(st, 4, q->request);
    bind_filter(st, 5, q->answer);
    store_bind_text(st, 6, q->after);
    sqlite3_bind_int(st, 7, q->limit);
    int rc = read_offers(s, st, out, e);
    return rc == ERR_OK ? count_offers(s, q, n, e) : rc;
}

/* The one row of a bound statement, or none. */
static int read_one(struct store *s, sqlite3_stmt *st, struct store_offer *out, struct err *e)
{
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = read_offer(st);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_offer_get(struct store *s, const struct store_scope *scope, const char *code,
                    struct store_offer *out, struct err *e)
{
    *out = (struct store_offer){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, code);
    return read_one(s, st, out, e);
}

int store_offer_last(struct store *s, int64_t request_id, struct store_offer *out, struct err *e)
{
    *out = (struct store_offer){0};
    sqlite3_stmt *st = store_statement(s, LAST, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    return read_one(s, st, out, e);
}

int store_offer_due(struct store *s, int64_t now, struct store_offers *out, struct err *e)
{
    *out = (struct store_offers){0};
    sqlite3_stmt *st = store_statement(s, DUE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, now);
    return read_offers(s, st, out, e);
}

int store_offer_add(struct store *s, struct store_offer *o, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, o->plan_id);
    sqlite3_bind_int64(st, 2, o->request_id);
    sqlite3_bind_int64(st, 3, o->room_id);
    sqlite3_bind_int(st, 4, o->beds);
    sqlite3_bind_int64(st, 5, o->made_at);
    sqlite3_bind_int64(st, 6, o->deadline);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        o->id = sqlite3_column_int64(st, 0);
        o->code = store_column_text(st, 1);
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

int store_offer_answer(struct store *s, int64_t id, const char *answer, int64_t now, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ANSWER, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, answer);
    sqlite3_bind_int64(st, 3, now);
    return store_run(s, st, e);
}

int store_room_has_free(struct store *s, int64_t room_id, int beds, bool *has, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, HAS_FREE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, room_id);
    sqlite3_bind_int(st, 2, beds);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *has = rc == ERR_OK && sqlite3_column_int(st, 0) != 0;
    sqlite3_reset(st);
    return rc;
}

int store_party_list(struct store *s, int64_t plan_id, struct store_parties *out, struct err *e)
{
    *out = (struct store_parties){0};
    sqlite3_stmt *st = store_statement(s, PARTIES, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, plan_id);
    size_t cap = 0;
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        if (out->n == cap) {
            cap = cap == 0 ? 64 : cap * 2;
            out->items = mem_grow(out->items, cap, sizeof *out->items);
        }
        out->items[out->n++] = (struct store_party){
            .request_id = sqlite3_column_int64(st, 0),
            .request = store_column_text(st, 1),
            .state = store_column_text(st, 2),
            .current_room_id = sqlite3_column_int64(st, 3),
            .room_id = sqlite3_column_int64(st, 4),
            .offer_id = sqlite3_column_int64(st, 5),
            .offer_room_id = sqlite3_column_int64(st, 6),
        };
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_parties_release(struct store_parties *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].request);
        free(l->items[i].state);
    }
    free(l->items);
    *l = (struct store_parties){0};
}

int store_party_settle(struct store *s, int64_t request_id, int64_t room_id, int beds,
                       struct err *e)
{
    sqlite3_stmt *st = store_statement(s, SETTLE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    store_bind_id(st, 2, room_id);
    sqlite3_bind_int(st, 3, beds);
    return store_run(s, st, e);
}

int store_publication_add(struct store *s, int64_t plan_id, int64_t round_id, int64_t now,
                          struct err *e)
{
    sqlite3_stmt *st = store_statement(s, PUBLISH, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, plan_id);
    sqlite3_bind_int64(st, 2, round_id);
    sqlite3_bind_int64(st, 3, now);
    return store_run(s, st, e);
}

int store_offer_days(struct store *s, int64_t plan_id, int *days, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, DAYS, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, plan_id);
    int step = sqlite3_step(st);
    int rc = step == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *days = rc == ERR_OK ? sqlite3_column_int(st, 0) : 0;
    sqlite3_reset(st);
    return rc;
}

int store_offer_owing(struct store *s, int64_t **plan_ids, size_t *n, struct err *e)
{
    *plan_ids = NULL;
    *n = 0;
    sqlite3_stmt *st = store_statement(s, OWING, e);
    if (st == NULL)
        return store_fail(s, e);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        *plan_ids = mem_grow(*plan_ids, *n + 1, sizeof **plan_ids);
        (*plan_ids)[(*n)++] = sqlite3_column_int64(st, 0);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}
