/* Requests as somebody may see them: pages in several orders, one by one. */
#include "store/register.h"

#include "shapes.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEEN                                                                                       \
    "(" STORE_SEES_AGENCY("r.agency_id") " OR (?1 = 3 AND EXISTS (SELECT 1 FROM request_member q"  \
                                         " WHERE q.request_id = r.id AND q.official_id = ?3)))\n"

/* ?4 and ?13 part of name or code, folded and as typed; ?5 agency, ?7 and ?8 days that waiting
 * began before */
#define FILTER_BUT_STATE                                                                           \
    "WHERE " SEEN "  AND (?4 = '' OR " STORE_IS_NAMED(                                             \
        "?13") " OR instr(lower(r.code), ?4) > 0)\n"                                               \
               "  AND (?5 = '' OR a.code = ?5) AND (?14 = 0 OR r.band = ?14)\n"                    \
               "  AND (?7 = ''\n"                                                                  \
               "    OR (r.state = 'submitted' AND r.submitted_on <> '' AND r.submitted_on < ?7)\n" \
               "    OR (r.state IN ('confirmed', 'eligible') AND r.confirmed_on <> ''\n"           \
               "      AND r.confirmed_on < ?8))\n"
#define FILTER FILTER_BUT_STATE "  AND (?6 = '' OR r.state = ?6)\n"

#define BESIDE                                                                                     \
    "  LEFT JOIN room c ON c.id = r.current_room_id\n"                                             \
    "  LEFT JOIN request_member m ON m.request_id = r.id AND m.ix = 0\n"                           \
    "  LEFT JOIN official o ON o.id = m.official_id\n"

static const char COUNT[] =
    "SELECT r.state, count(*)\n"
    "FROM request r JOIN agency a ON a.id = r.agency_id\n" BESIDE FILTER_BUT_STATE
    "GROUP BY r.state";

#define BY(key)                                                                                    \
    STORE_REQUEST_COLUMNS                                                                          \
    "FROM request r JOIN agency a ON a.id = r.agency_id\n" BESIDE FILTER                           \
    "  AND (?9 = '' OR (" key("r") ", r.code)\n"                                                   \
                                   "    > (SELECT " key(                                           \
                                       "l") ", l.code FROM request l WHERE l.code = ?9))\n"        \
                                            "ORDER BY " key("r") ", r.code\n"                      \
                                                                 "LIMIT ?11"

/* Most points first, then those that have none. */
#define POINTS(r) "-coalesce(" r ".points, -1)"

/* What waits, by the day that its time ends, ?15 and ?16 after it began; then the others. */
#define DEADLINE(r)                                                                                \
    "coalesce(CASE " r ".state WHEN 'submitted' THEN date(" r ".submitted_on, ?15)\n"              \
    "  WHEN 'confirmed' THEN date(" r ".confirmed_on, ?16)\n"                                      \
    "  WHEN 'eligible' THEN date(" r ".confirmed_on, ?16) END, '9999')"

static const char BY_POINTS[] = BY(POINTS);
static const char BY_DEADLINES[] = BY(DEADLINE);

static const char BY_CODES[] = STORE_REQUEST_COLUMNS
    "FROM request r JOIN agency a ON a.id = r.agency_id\n" BESIDE FILTER "  AND r.code > ?9\n"
    "ORDER BY r.code\n"
    "LIMIT ?11";

/* After the name ?9 and the row ?10 of the request. Along official_name, then to the request of
 * each applicant: CROSS JOIN keeps that order. */
static const char BY_NAMES[] = STORE_REQUEST_COLUMNS
    "FROM official o CROSS JOIN request_member m ON m.official_id = o.id AND m.ix = 0\n"
    "  CROSS JOIN request r ON r.id = m.request_id JOIN agency a ON a.id = r.agency_id\n"
    "  LEFT JOIN room c ON c.id = r.current_room_id\n" FILTER
    "  AND o.name COLLATE vietnamese_name >= ?9\n"
    "  AND (o.name COLLATE vietnamese_name > ?9 OR (o.id, r.id) > (?12, ?10))\n"
    "ORDER BY o.name COLLATE vietnamese_name, o.id, r.id\n"
    "LIMIT ?11";

static const char ONE[] =
    STORE_REQUEST_COLUMNS "FROM request r JOIN agency a ON a.id = r.agency_id\n"
                          "  LEFT JOIN room c ON c.id = r.current_room_id\n"
                          "WHERE r.code = ?4 AND " SEEN;

static const char OF_OFFICIAL[] = STORE_REQUEST_COLUMNS
    "FROM request_member m JOIN request r ON r.id = m.request_id\n"
    "  JOIN agency a ON a.id = r.agency_id LEFT JOIN room c ON c.id = r.current_room_id\n"
    "WHERE m.official_id = ?1 AND (m.ix = 0 OR m.consent <> '')\n"
    "  AND r.state NOT IN ('refused', 'declined', 'expired', 'ended', 'withdrawn')";

/* Reads the one request of a bound statement; id 0 = none. */
static int read_one(struct store *s, sqlite3_stmt *st, struct store_request *out, struct err *e)
{
    int rc = store_read_one(s, st, &STORE_REQUEST, out, e);
    return rc == ERR_OK && out->id != 0 ? store_request_details(s, out, e) : rc;
}

int store_request_by_code(struct store *s, const struct store_scope *scope, const char *code,
                          struct store_request *out, struct err *e)
{
    *out = (struct store_request){0};
    sqlite3_stmt *st = store_statement(s, ONE, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, code);
    return read_one(s, st, out, e);
}

int store_request_get(struct store *s, int64_t id, struct store_request *out, struct err *e)
{
    *out = (struct store_request){0};
    sqlite3_stmt *st =
        store_statement(s,
                        STORE_REQUEST_COLUMNS "FROM request r JOIN agency a ON a.id = r.agency_id\n"
                                              "  LEFT JOIN room c ON c.id = r.current_room_id\n"
                                              "WHERE r.id = ?1",
                        e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return read_one(s, st, out, e);
}

int store_request_of_official(struct store *s, int64_t official_id, struct store_request *out,
                              struct err *e)
{
    *out = (struct store_request){0};
    sqlite3_stmt *st = store_statement(s, OF_OFFICIAL, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, official_id);
    return read_one(s, st, out, e);
}

static void bind_filter(sqlite3_stmt *st, const struct store_scope *scope,
                        const struct store_request_filter *f)
{
    store_bind_scope(st, scope);
    char *key = text_fold(f->q == NULL ? "" : f->q);
    store_bind_text(st, 4, key);
    store_bind_text(st, 13, f->q);
    free(key);
    store_bind_text(st, 5, f->agency);
    store_bind_text(st, 6, f->state);
    store_bind_text(st, 7, f->submitted_before);
    store_bind_text(st, 8, f->confirmed_before);
    sqlite3_bind_int(st, 14, f->band);
}

static int count(struct store *s, const struct store_scope *scope,
                 const struct store_request_filter *f, struct store_request_counts *out,
                 struct err *e)
{
    *out = (struct store_request_counts){0};
    sqlite3_stmt *st = store_statement(s, COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_filter(st, scope, f);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        char *state = store_column_text(st, 0);
        const int64_t n = sqlite3_column_int64(st, 1);
        if (f->state == NULL || f->state[0] == '\0' || strcmp(f->state, state) == 0)
            out->n += n;
        out->states = mem_grow(out->states, out->n_states + 1, sizeof *out->states);
        out->states[out->n_states++] = (struct store_state_count){state, n};
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_request_counts_release(struct store_request_counts *c)
{
    for (size_t i = 0; i < c->n_states; i++)
        free(c->states[i].state);
    free(c->states);
    *c = (struct store_request_counts){0};
}

/* Binds what a page goes on from: ?9 the code; or the name, ?10 the row, ?12 its applicant. */
static int bind_after(struct store *s, const struct store_scope *scope,
                      const struct store_request_filter *f, sqlite3_stmt *st, struct err *e)
{
    const char *code = f->after == NULL ? "" : f->after;
    struct store_request last = {0};
    int rc = code[0] == '\0' ? ERR_OK : store_request_by_code(s, scope, code, &last, e);
    const struct store_member *first = last.n_members > 0 ? &last.members[0] : NULL;
    if (rc == ERR_OK && code[0] != '\0' && last.id == 0)
        rc = store_no_such_row(e);
    if (f->order == STORE_BY_NAME) {
        store_bind_text(st, 9, first == NULL ? "" : first->official_name);
        sqlite3_bind_int64(st, 10, last.id);
        sqlite3_bind_int64(st, 12, first == NULL ? 0 : first->official_id);
    } else {
        store_bind_text(st, 9, code);
    }
    store_request_release(&last);
    return rc;
}

static void bind_days(sqlite3_stmt *st, const struct store_request_filter *f)
{
    char days[32];
    snprintf(days, sizeof days, "+%d days", f->agency_days);
    store_bind_text(st, 15, days);
    snprintf(days, sizeof days, "+%d days", f->decision_days);
    store_bind_text(st, 16, days);
}

int store_request_page(struct store *s, const struct store_scope *scope,
                       const struct store_request_filter *f, struct store_requests *out,
                       struct store_request_counts *counts, struct err *e)
{
    static const char *const by[] = {
        [STORE_BY_CODE] = BY_CODES,
        [STORE_BY_NAME] = BY_NAMES,
        [STORE_BY_POINTS] = BY_POINTS,
        [STORE_BY_DEADLINE] = BY_DEADLINES,
    };
    void *items = NULL;
    *out = (struct store_requests){0};
    int rc = counts == NULL ? ERR_OK : count(s, scope, f, counts, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, by[f->order], e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    bind_filter(st, scope, f);
    sqlite3_bind_int(st, 11, f->limit);
    if (f->order == STORE_BY_DEADLINE)
        bind_days(st, f);
    rc = bind_after(s, scope, f, st, e);
    if (rc == ERR_OK)
        rc = store_read_bound(s, st, &STORE_REQUEST, &items, &out->n, e);
    out->items = items;
    for (size_t i = 0; i < out->n && rc == ERR_OK; i++)
        rc = store_request_details(s, &out->items[i], e);
    return rc;
}

int store_request_list_seen(struct store *s, const struct store_scope *scope,
                            struct store_requests *out, struct err *e)
{
    const struct store_request_filter f = {.limit = -1}; /* no limit */
    return store_request_page(s, scope, &f, out, NULL, e);
}

int store_request_next_code(struct store *s, char out[STORE_REQUEST_CODE], struct err *e)
{
    sqlite3_stmt *st =
        store_statement(s,
                        "SELECT coalesce(max(CAST(substr(code, 4) AS INTEGER)), 0) + 1\n"
                        "FROM request\n"
                        "WHERE code GLOB 'YC-[0-9][0-9][0-9][0-9][0-9]*'",
                        e);
    if (st == NULL || sqlite3_step(st) != SQLITE_ROW)
        return store_fail(s, e);
    snprintf(out, STORE_REQUEST_CODE, "YC-%05lld", (long long)sqlite3_column_int64(st, 0));
    sqlite3_reset(st);
    return ERR_OK;
}

int store_request_file(struct store *s, int64_t id, const char *filed, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, "UPDATE request SET filed = ?2 WHERE id = ?1", e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, filed);
    return store_run(s, st, e);
}
