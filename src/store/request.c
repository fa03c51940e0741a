/* Requests with their members, wishes and sites; the journal of imports.
 *
 * Reading merges four ordered statements: requests, and three kinds of details, all by request
 * code, so the whole costs one walk over each.
 */
#include "store/request.h"

#include "shapes.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define FIELD(type, member, kind, flags)                                                           \
    {                                                                                              \
        offsetof(struct type, member), kind, flags                                                 \
    }

static const struct store_field REQUEST_FIELDS[] = {
    FIELD(store_request, id, STORE_KEY, 0),
    FIELD(store_request, code, STORE_TEXT, 0),
    FIELD(store_request, agency_id, STORE_INT64, 0),
    FIELD(store_request, agency_code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_request, sharing, STORE_TEXT, 0),
    FIELD(store_request, needs, STORE_TEXT, 0),
    FIELD(store_request, filed, STORE_TEXT, 0),
    FIELD(store_request, current_room, STORE_TEXT, 0),
    FIELD(store_request, other_sites, STORE_INT, 0),
    FIELD(store_request, scheme, STORE_TEXT, 0),
    FIELD(store_request, note, STORE_TEXT, 0),
    FIELD(store_request, from_day, STORE_TEXT, 0),
    FIELD(store_request, to_day, STORE_TEXT, 0),
    FIELD(store_request, state, STORE_TEXT, 0),
    FIELD(store_request, n_rounds_waited, STORE_INT, STORE_READ_ONLY),
    FIELD(store_request, points, STORE_INT, STORE_READ_ONLY),
    FIELD(store_request, band, STORE_INT, STORE_READ_ONLY),
    FIELD(store_request, list_order, STORE_INT, STORE_READ_ONLY),
    FIELD(store_request, breakdown, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_request, submitted_on, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_request, confirmed_on, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_request, version, STORE_INT64, STORE_READ_ONLY),
};

/* A new request is submitted at once unless its state says draft; an update leaves the state. */
const struct store_shape STORE_REQUEST = {
    .select = STORE_REQUEST_COLUMNS "FROM request r JOIN agency a ON a.id = r.agency_id\n"
                                    "  LEFT JOIN room c ON c.id = r.current_room_id\n"
                                    "ORDER BY r.code",
    .upsert = "INSERT INTO request (id, code, agency_id, sharing, needs, filed, current_room_id,\n"
              "  other_sites, scheme, note, from_day, to_day, state, submitted_on,\n"
              "  n_rounds_waited, breakdown)\n"
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT id FROM room WHERE code = ?7), ?8, ?9,\n"
              "  ?10, ?11, ?12, iif(?13 = 'draft', 'draft', 'submitted'),\n"
              "  iif(?13 = 'draft', '', ?6), 0, '')\n"
              "ON CONFLICT (id) DO UPDATE SET code = excluded.code,\n"
              "  agency_id = excluded.agency_id, sharing = excluded.sharing,\n"
              "  needs = excluded.needs, filed = excluded.filed,\n"
              "  current_room_id = excluded.current_room_id,\n"
              "  other_sites = excluded.other_sites, scheme = excluded.scheme,\n"
              "  note = excluded.note, from_day = excluded.from_day, to_day = excluded.to_day,\n"
              "  version = version + 1",
    .row_size = sizeof(struct store_request),
    .n_fields = sizeof REQUEST_FIELDS / sizeof *REQUEST_FIELDS,
    .fields = REQUEST_FIELDS,
};

static void add_member(struct store_request *r, sqlite3_stmt *st)
{
    r->members = mem_grow(r->members, r->n_members + 1, sizeof *r->members);
    r->members[r->n_members++] = (struct store_member){
        .relation = store_column_text(st, 1),
        .official_id = sqlite3_column_int64(st, 2),
        .name = store_column_text(st, 3),
        .born = store_column_text(st, 4),
        .sex = store_column_text(st, 5),
        .consent = store_column_text(st, 6),
        .official_code = store_column_text(st, 7),
        .official_name = store_column_text(st, 8),
    };
}

static void add_wish(struct store_request *r, sqlite3_stmt *st)
{
    r->wishes = mem_grow(r->wishes, r->n_wishes + 1, sizeof *r->wishes);
    r->wishes[r->n_wishes++] = (struct store_wish){
        .feature = store_column_text(st, 1),
        .weight = sqlite3_column_int(st, 2),
    };
}

static void add_choice(struct store_request *r, sqlite3_stmt *st)
{
    r->choices = mem_grow(r->choices, r->n_choices + 1, sizeof *r->choices);
    r->choices[r->n_choices++] = (struct store_choice){
        .site_id = sqlite3_column_int64(st, 1),
        .site_code = store_column_text(st, 2),
    };
}

/* The details of a request: how to read those of all requests, of one, and how to add one. */
static const struct detail {
    const char *select; /* first column: request id; ordered by request code */
    const char *of_one; /* the same of request ?1 */
    void (*add)(struct store_request *r, sqlite3_stmt *st);
} DETAILS[] = {
    {"SELECT r.id, m.relation, m.official_id, m.name, m.born, m.sex, m.consent,\n"
     "  '', ''\n"
     "FROM request_member m JOIN request r ON r.id = m.request_id\n"
     "ORDER BY r.code, m.ix",
     "SELECT m.request_id, m.relation, m.official_id, m.name, m.born, m.sex, m.consent, o.code,\n"
     "  o.name\n"
     "FROM request_member m LEFT JOIN official o ON o.id = m.official_id\n"
     "WHERE m.request_id = ?1\n"
     "ORDER BY m.ix",
     add_member},
    {"SELECT r.id, w.feature, w.weight\n"
     "FROM request_wish w JOIN request r ON r.id = w.request_id\n"
     "ORDER BY r.code, w.feature",
     "SELECT request_id, feature, weight FROM request_wish WHERE request_id = ?1\n"
     "ORDER BY feature",
     add_wish},
    {"SELECT r.id, t.site_id, s.code\n"
     "FROM request_site t JOIN request r ON r.id = t.request_id JOIN site s ON s.id = t.site_id\n"
     "ORDER BY r.code, t.ix",
     "SELECT t.request_id, t.site_id, s.code\n"
     "FROM request_site t JOIN site s ON s.id = t.site_id\n"
     "WHERE t.request_id = ?1\n"
     "ORDER BY t.ix",
     add_choice},
};

static int read_details(struct store *s, const struct detail *d, struct store_requests *all,
                        struct err *e)
{
    sqlite3_stmt *st = store_statement(s, d->select, e);
    if (st == NULL)
        return store_fail(s, e);
    int step;
    size_t r = 0;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(st, 0);
        while (r < all->n && all->items[r].id != id)
            r++;
        if (r < all->n)
            d->add(&all->items[r], st);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_request_details(struct store *s, struct store_request *r, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; rc == ERR_OK && i < sizeof DETAILS / sizeof *DETAILS; i++) {
        sqlite3_stmt *st = store_statement(s, DETAILS[i].of_one, e);
        if (st == NULL)
            return store_fail(s, e);
        int step;
        sqlite3_bind_int64(st, 1, r->id);
        while ((step = sqlite3_step(st)) == SQLITE_ROW)
            DETAILS[i].add(r, st);
        rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
        sqlite3_reset(st);
    }
    return rc;
}

int store_request_list(struct store *s, struct store_requests *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &STORE_REQUEST, &items, &out->n, e);
    out->items = items;
    for (size_t i = 0; rc == ERR_OK && i < sizeof DETAILS / sizeof *DETAILS; i++)
        rc = read_details(s, &DETAILS[i], out, e);
    return rc;
}

static void release_details(struct store_request *r)
{
    for (size_t m = 0; m < r->n_members; m++) {
        free(r->members[m].relation);
        free(r->members[m].name);
        free(r->members[m].born);
        free(r->members[m].sex);
        free(r->members[m].consent);
        free(r->members[m].official_code);
        free(r->members[m].official_name);
    }
    for (size_t w = 0; w < r->n_wishes; w++)
        free(r->wishes[w].feature);
    for (size_t c = 0; c < r->n_choices; c++)
        free(r->choices[c].site_code);
    free(r->members);
    free(r->wishes);
    free(r->choices);
}

void store_request_release(struct store_request *r)
{
    release_details(r);
    store_release_row(&STORE_REQUEST, r);
    *r = (struct store_request){0};
}

void store_requests_release(struct store_requests *l)
{
    for (size_t i = 0; i < l->n; i++)
        release_details(&l->items[i]);
    store_release_rows(&STORE_REQUEST, l->items, l->n);
    *l = (struct store_requests){0};
}

static int delete_details(struct store *s, int64_t id, struct err *e)
{
    static const char *const sql[] = {
        "DELETE FROM request_member WHERE request_id = ?1",
        "DELETE FROM request_wish WHERE request_id = ?1",
        "DELETE FROM request_site WHERE request_id = ?1",
    };
    int rc = ERR_OK;
    for (size_t i = 0; rc == ERR_OK && i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = store_statement(s, sql[i], e);
        if (st == NULL)
            return store_fail(s, e);
        sqlite3_bind_int64(st, 1, id);
        rc = store_run(s, st, e);
    }
    return rc;
}

static int put_member(struct store *s, const struct store_request *r, size_t m, struct err *e)
{
    sqlite3_stmt *st = store_statement(
        s,
        "INSERT INTO request_member (request_id, ix, relation, official_id, name, born, sex,\n"
        "  consent)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, r->id);
    sqlite3_bind_int64(st, 2, (sqlite3_int64)m);
    store_bind_text(st, 3, r->members[m].relation);
    store_bind_id(st, 4, r->members[m].official_id);
    store_bind_text(st, 5, r->members[m].name);
    store_bind_text(st, 6, r->members[m].born);
    store_bind_text(st, 7, r->members[m].sex);
    store_bind_text(st, 8, r->members[m].consent);
    return store_run(s, st, e);
}

static int put_wish(struct store *s, const struct store_request *r, size_t w, struct err *e)
{
    sqlite3_stmt *st = store_statement(s,
                                       "INSERT INTO request_wish (request_id, feature, weight)\n"
                                       "VALUES (?1, ?2, ?3)",
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, r->id);
    store_bind_text(st, 2, r->wishes[w].feature);
    sqlite3_bind_int(st, 3, r->wishes[w].weight);
    return store_run(s, st, e);
}

static int put_choice(struct store *s, const struct store_request *r, size_t c, struct err *e)
{
    sqlite3_stmt *st = store_statement(s,
                                       "INSERT INTO request_site (request_id, ix, site_id)\n"
                                       "VALUES (?1, ?2, ?3)",
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, r->id);
    sqlite3_bind_int64(st, 2, (sqlite3_int64)c);
    sqlite3_bind_int64(st, 3, r->choices[c].site_id);
    return store_run(s, st, e);
}

int store_request_put(struct store *s, struct store_request *r, struct err *e)
{
    bool is_new = r->id == 0;
    int rc = store_put_row(s, &STORE_REQUEST, r, &r->id, e);
    if (rc == ERR_OK && !is_new)
        rc = delete_details(s, r->id, e);
    for (size_t m = 0; rc == ERR_OK && m < r->n_members; m++)
        rc = put_member(s, r, m, e);
    for (size_t w = 0; rc == ERR_OK && w < r->n_wishes; w++)
        rc = put_wish(s, r, w, e);
    for (size_t c = 0; rc == ERR_OK && c < r->n_choices; c++)
        rc = put_choice(s, r, c, e);
    return rc;
}

int store_request_score(struct store *s, const struct store_score *score, struct err *e)
{
    sqlite3_stmt *st = store_statement(s,
                                       "UPDATE request\n"
                                       "SET state = coalesce(?2, state), points = ?3, band = ?4,\n"
                                       "  list_order = ?5, breakdown = ?6, version = version + 1\n"
                                       "WHERE id = ?1",
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, score->request_id);
    if (score->state != NULL)
        store_bind_text(st, 2, score->state);
    store_bind_int(st, 3, score->points);
    store_bind_int(st, 4, score->band);
    store_bind_int(st, 5, score->list_order);
    store_bind_text(st, 6, score->breakdown);
    return store_run(s, st, e);
}

int store_request_move(struct store *s, int64_t id, const char *state, const char *submitted_on,
                       const char *confirmed_on, struct err *e)
{
    sqlite3_stmt *st =
        store_statement(s,
                        "UPDATE request\n"
                        "SET state = ?2, submitted_on = coalesce(?3, submitted_on),\n"
                        "  confirmed_on = coalesce(?4, confirmed_on),\n"
                        "  version = version + 1\n"
                        "WHERE id = ?1",
                        e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, state);
    if (submitted_on != NULL)
        store_bind_text(st, 3, submitted_on);
    if (confirmed_on != NULL)
        store_bind_text(st, 4, confirmed_on);
    return store_run(s, st, e);
}

int store_request_consent(struct store *s, int64_t id, int64_t official_id, const char *consent,
                          struct err *e)
{
    static const char agrees[] = "UPDATE request_member SET consent = ?3\n"
                                 "WHERE request_id = ?1 AND official_id = ?2 AND ix > 0";
    static const char declines[] =
        "DELETE FROM request_member WHERE request_id = ?1 AND official_id = ?2 AND ix > 0";
    static const char counts[] = "UPDATE request SET version = version + 1 WHERE id = ?1";
    bool is_no = consent[0] == '\0';
    sqlite3_stmt *st = store_statement(s, is_no ? declines : agrees, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, official_id);
    if (!is_no)
        store_bind_text(st, 3, consent);
    int rc = store_run(s, st, e);
    st = rc == ERR_OK ? store_statement(s, counts, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_run(s, st, e);
}

int store_batch_add(struct store *s, struct store_batch *b, struct err *e)
{
    sqlite3_stmt *st = store_statement(
        s,
        "INSERT INTO import_batch (kind, file_name, file_sha256, imported_at, n_new, n_changed,\n"
        "  n_same, n_refused)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, b->kind);
    store_bind_text(st, 2, b->file_name);
    store_bind_text(st, 3, b->file_sha256);
    sqlite3_bind_int64(st, 4, clock_now_s());
    sqlite3_bind_int(st, 5, b->n_new);
    sqlite3_bind_int(st, 6, b->n_changed);
    sqlite3_bind_int(st, 7, b->n_same);
    sqlite3_bind_int(st, 8, b->n_refused);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK)
        b->id = sqlite3_last_insert_rowid(s->db);
    return rc;
}
