/* Results as they are read, see the header. Rows of plans are not touched: their later columns
 * stand behind megabytes of text.
 */
#include "store/result.h"

#include "shapes.h"

#include "base/mem.h"

#include <stdlib.h>

/* Where the plans published in a round put each request, the last of them first, but for those who
 * said no, or let the offer pass, in that round. */
#define PLACED(round)                                                                              \
    "(SELECT a.request_id, a.room_id, max(p.id)\n"                                                 \
    " FROM publication p JOIN assignment a ON a.plan_id = p.plan_id\n"                             \
    " WHERE p.round_id = " round "\n"                                                              \
    "   AND coalesce((SELECT o.answer FROM offer o JOIN publication f ON f.plan_id = o.plan_id\n"  \
    "     WHERE o.request_id = a.request_id AND f.round_id = p.round_id\n"                         \
    "     ORDER BY o.id DESC LIMIT 1), '') NOT IN ('declined', 'expired', 'void')\n"               \
    " GROUP BY a.request_id)\n"

/* The officials among them who have that place now: x a placed party, m its member. */
#define OFFICIALS                                                                                  \
    "JOIN request r ON r.id = x.request_id\n"                                                      \
    "  AND r.state IN ('allocated', 'offered', 'accepted', 'living')\n"                            \
    "JOIN request_member m ON m.request_id = r.id AND m.official_id IS NOT NULL\n"                 \
    "  AND (m.ix = 0 OR m.consent <> '')\n"

#define ROUNDS                                                                                     \
    "SELECT d.id, d.code, d.name, d.state, d.as_of, max(p.at), d.names_public,\n"                  \
    "  (SELECT count(*) FROM " PLACED(                                                             \
        "d.id") " x " OFFICIALS ")\n"                                                              \
                "FROM round d JOIN publication p ON p.round_id = d.id\n"

static const char ROUND_LIST[] = ROUNDS "GROUP BY d.id ORDER BY max(p.id) DESC";

static const char ROUND_GET[] = ROUNDS "WHERE d.code = ?1 GROUP BY d.id";

static const char LISTED[] =
    "SELECT r.code, o.name, g.name, t.code, t.name\n"
    "FROM " PLACED(
        "?1") " x " OFFICIALS
              "JOIN official o ON o.id = m.official_id JOIN agency g ON g.id = o.agency_id\n"
              "JOIN room c ON c.id = x.room_id JOIN site t ON t.id = c.site_id\n"
              "ORDER BY t.code, o.name COLLATE vietnamese_name, r.code, m.ix";

/* The place in the waiting list is asked of an index that holds those who wait alone. */
static const char STANDING[] =
    "SELECT r.id, r.code, r.state, r.version, r.points, r.band, r.list_order, r.breakdown,\n"
    "  r.submitted_on, r.confirmed_on, c.code, t.code, t.name,\n"
    "  CASE WHEN r.state = 'waiting' AND r.list_order IS NOT NULL THEN 1 + (SELECT count(*)\n"
    "    FROM request w WHERE w.state = 'waiting' AND w.list_order < r.list_order) END,\n"
    "  CASE r.state WHEN 'waiting' THEN\n"
    "    (SELECT count(*) FROM request w WHERE w.state = 'waiting') END,\n"
    "  p.plan_id, d.code, d.name, p.at,\n"
    "  (SELECT min(h.at) FROM request_history h WHERE h.request_id = r.id\n"
    "    AND h.state IN ('refused', 'allocated', 'waiting', 'living')),\n"
    "  p.round_id\n"
    "FROM request r LEFT JOIN room c ON c.id = r.current_room_id\n"
    "  LEFT JOIN site t ON t.id = c.site_id\n"
    "  LEFT JOIN publication p ON p.id = (SELECT max(f.id) FROM plan_request x\n"
    "    JOIN publication f ON f.plan_id = x.plan_id WHERE x.request_id = r.id)\n"
    "  LEFT JOIN round d ON d.id = p.round_id\n"
    "WHERE r.code = ?4 AND " STORE_SEES_REQUEST;

static const char STEPS[] =
    "SELECT at, state FROM request_history WHERE request_id = ?1 ORDER BY id";

static struct store_published read_published(sqlite3_stmt *st)
{
    return (struct store_published){
        .id = sqlite3_column_int64(st, 0),
        .round = store_column_text(st, 1),
        .name = store_column_text(st, 2),
        .state = store_column_text(st, 3),
        .as_of = store_column_text(st, 4),
        .published_at = sqlite3_column_int64(st, 5),
        .names_public = sqlite3_column_int(st, 6),
        .n_people = sqlite3_column_int(st, 7),
    };
}

void store_published_release(struct store_published *p)
{
    free(p->round);
    free(p->name);
    free(p->state);
    free(p->as_of);
    *p = (struct store_published){0};
}

void store_published_rounds_release(struct store_published_rounds *l)
{
    for (size_t i = 0; i < l->n; i++)
        store_published_release(&l->items[i]);
    free(l->items);
    *l = (struct store_published_rounds){0};
}

int store_published_list(struct store *s, struct store_published_rounds *out, struct err *e)
{
    *out = (struct store_published_rounds){0};
    sqlite3_stmt *st = store_statement(s, ROUND_LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = read_published(st);
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_published_get(struct store *s, const char *round, struct store_published *out,
                        struct err *e)
{
    *out = (struct store_published){0};
    sqlite3_stmt *st = store_statement(s, ROUND_GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, round);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = read_published(st);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_listed_list(struct store *s, int64_t round_id, struct store_listed_people *out,
                      struct err *e)
{
    *out = (struct store_listed_people){0};
    sqlite3_stmt *st = store_statement(s, LISTED, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, round_id);
    size_t cap = 0;
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        if (out->n == cap) {
            cap = cap == 0 ? 64 : cap * 2;
            out->items = mem_grow(out->items, cap, sizeof *out->items);
        }
        out->items[out->n++] = (struct store_listed){.request = store_column_text(st, 0),
                                                     .name = store_column_text(st, 1),
                                                     .agency_name = store_column_text(st, 2),
                                                     .site = store_column_text(st, 3),
                                                     .site_name = store_column_text(st, 4)};
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_listed_people_release(struct store_listed_people *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].request);
        free(l->items[i].name);
        free(l->items[i].agency_name);
        free(l->items[i].site);
        free(l->items[i].site_name);
    }
    free(l->items);
    *l = (struct store_listed_people){0};
}

static int column_int(sqlite3_stmt *st, int at)
{
    return sqlite3_column_type(st, at) == SQLITE_NULL ? -1 : sqlite3_column_int(st, at);
}

static struct store_standing read_standing(sqlite3_stmt *st)
{
    return (struct store_standing){
        .id = sqlite3_column_int64(st, 0),
        .request = store_column_text(st, 1),
        .state = store_column_text(st, 2),
        .version = sqlite3_column_int64(st, 3),
        .points = column_int(st, 4),
        .band = column_int(st, 5),
        .list_order = column_int(st, 6),
        .breakdown = store_column_text(st, 7),
        .submitted_on = store_column_text(st, 8),
        .confirmed_on = store_column_text(st, 9),
        .room = store_column_text(st, 10),
        .site = store_column_text(st, 11),
        .site_name = store_column_text(st, 12),
        .waiting_place = column_int(st, 13),
        .n_waiting = sqlite3_column_int(st, 14),
        .plan_id = sqlite3_column_int64(st, 15),
        .round = store_column_text(st, 16),
        .round_name = store_column_text(st, 17),
        .published_at = sqlite3_column_int64(st, 18),
        .decided_at = sqlite3_column_int64(st, 19),
        .round_id = sqlite3_column_int64(st, 20),
    };
}

int store_standing_get(struct store *s, const struct store_scope *scope, const char *request,
                       struct store_standing *out, struct err *e)
{
    *out = (struct store_standing){0};
    sqlite3_stmt *st = store_statement(s, STANDING, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, request);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = read_standing(st);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_standing_release(struct store_standing *st)
{
    free(st->request);
    free(st->state);
    free(st->breakdown);
    free(st->submitted_on);
    free(st->confirmed_on);
    free(st->room);
    free(st->site);
    free(st->site_name);
    free(st->round);
    free(st->round_name);
    *st = (struct store_standing){0};
}

int store_step_list(struct store *s, int64_t request_id, struct store_steps *out, struct err *e)
{
    *out = (struct store_steps){0};
    sqlite3_stmt *st = store_statement(s, STEPS, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, request_id);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct store_step){.at = sqlite3_column_int64(st, 0),
                                                   .state = store_column_text(st, 1)};
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_steps_release(struct store_steps *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->items[i].state);
    free(l->items);
    *l = (struct store_steps){0};
}
