/* What reports of occupancy count; see the header. */
#include "store/report.h"

#include <stddef.h>

#include "base/clock.h"
#include "shapes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FIELD(type, member, kind)                                                                  \
    {                                                                                              \
        offsetof(struct store_report_##type, member), kind, 0                                      \
    }
#define SHAPE(type, select, array)                                                                 \
    {                                                                                              \
        select, NULL, sizeof(struct store_report_##type), COUNT(array), array                      \
    }

/* Days of instants in Vietnam: of a room's state, of the offer f, of a later one, of a request's
 * state. */
#define IN_VIETNAM  ", 'unixepoch', '+7 hours')"
#define BEGAN_ON    "date(at" IN_VIETNAM
#define ENDED_ON    "date(next_at" IN_VIETNAM
#define MADE_ON     "date(f.made_at" IN_VIETNAM
#define ANSWERED_ON "date(f.answered_at" IN_VIETNAM
#define ACCEPTED_ON "date(g.answered_at" IN_VIETNAM
#define CAME_ON     "date(h.at" IN_VIETNAM
#define KNOWN_ON    "date(min(h.at)" IN_VIETNAM

/* People of the party r. */
#define PEOPLE STORE_MEMBERS("r")

static const struct store_field ROOM_FIELDS[] = {
    FIELD(room, id, STORE_KEY),     FIELD(room, code, STORE_TEXT),  FIELD(room, site, STORE_TEXT),
    FIELD(room, block, STORE_TEXT), FIELD(room, sex, STORE_TEXT),   FIELD(room, pools, STORE_TEXT),
    FIELD(room, beds, STORE_INT),   FIELD(room, area_c, STORE_INT), FIELD(room, from, STORE_TEXT),
    FIELD(room, to, STORE_TEXT),
};
static const struct store_shape ROOM = SHAPE(
    room,
    "SELECT c.id, c.code, k.code, c.block, c.sex, c.pools, c.beds, c.area_c, k.requisition_from,\n"
    "  k.requisition_to FROM room c JOIN site k ON k.id = c.site_id ORDER BY c.code",
    ROOM_FIELDS);

static const struct store_field CLOSED_FIELDS[] = {
    FIELD(closed, room_id, STORE_INT64),
    FIELD(closed, from_day, STORE_TEXT),
    FIELD(closed, to_day, STORE_TEXT),
    FIELD(closed, reason, STORE_TEXT),
};
static const char CLOSURES[] =
    "SELECT room_id, from_day, to_day, reason FROM (\n"
    "  SELECT room_id, from_day, to_day, reason, 0 AS source, id FROM room_closure\n"
    "  UNION ALL\n"
    "  SELECT room_id, CASE ix WHEN 1 THEN '' ELSE " BEGAN_ON " END,\n"
    "    coalesce(" ENDED_ON ", ''), state, 1, id FROM (\n"
    "      SELECT id, room_id, at, state, row_number() OVER w AS ix, lead(at) OVER w AS next_at\n"
    "      FROM room_history WINDOW w AS (PARTITION BY room_id ORDER BY id))\n"
    "  WHERE state <> 'usable')\n"
    "WHERE to_day = '' OR from_day < to_day\n"
    "ORDER BY room_id, source, from_day, id";
static const struct store_shape CLOSED = SHAPE(closed, CLOSURES, CLOSED_FIELDS);

static const struct store_field PARTY_FIELDS[] = {
    FIELD(party, room_id, STORE_INT64),  FIELD(party, request_id, STORE_INT64),
    FIELD(party, request, STORE_TEXT),   FIELD(party, agency, STORE_TEXT),
    FIELD(party, sexes, STORE_TEXT),     FIELD(party, kind, STORE_TEXT),
    FIELD(party, whole_room, STORE_INT), FIELD(party, beds, STORE_INT),
    FIELD(party, from_day, STORE_TEXT),  FIELD(party, to_day, STORE_TEXT),
};
static const struct store_shape PARTY = SHAPE(party, NULL, PARTY_FIELDS);

/* Until when an accepted offer f keeps its beds: the earliest of moving in there, moving elsewhere,
 * the end of the request, another room accepted. Where none of these is and the register knows
 * another place, its answer is all there ever was. */
#define KEPT_UNTIL                                                                                 \
    "coalesce((SELECT min(day) FROM (\n"                                                           \
    "    SELECT t.from_day AS day FROM stay t\n"                                                   \
    "    WHERE t.request_id = f.request_id AND t.kind = 'own' AND CASE t.room_id\n"                \
    "      WHEN f.room_id THEN t.to_day = '' OR t.to_day > " MADE_ON "\n"                          \
    "      ELSE t.from_day >= " ANSWERED_ON " END\n"                                               \
    "    UNION ALL\n"                                                                              \
    "    SELECT " CAME_ON " FROM request_history h WHERE h.request_id = f.request_id\n"            \
    "      AND h.at >= f.answered_at AND h.state IN ('ended', 'withdrawn')\n"                      \
    "    UNION ALL\n"                                                                              \
    "    SELECT " ACCEPTED_ON " FROM offer g WHERE g.request_id = f.request_id\n"                  \
    "      AND g.id > f.id AND g.answer = 'accepted')),\n"                                         \
    "  CASE WHEN r.current_room_id = f.room_id THEN '' ELSE " ANSWERED_ON " END)"

/* Parties with nights of ?1 to ?2. */
#define STAYS                                                                                      \
    "SELECT t.room_id, t.request_id, t.kind, t.whole_room,\n"                                      \
    "  (SELECT count(*) FROM stay_bed b WHERE b.stay_id = t.id) AS beds, t.from_day, t.to_day\n"   \
    "FROM stay t\n"                                                                                \
    "WHERE t.from_day <= ?2 AND (t.to_day = '' OR (t.to_day > ?1 AND t.to_day > t.from_day))\n"

/* Offers from the instant ?3 to before ?4. Who has moved in by ?1 keeps none: most are told off by
 * that alone. */
#define OFFERS                                                                                     \
    "SELECT f.room_id, f.request_id, 'offer', r.sharing = 'private', f.beds, " MADE_ON ",\n"       \
    "  CASE f.answer WHEN '' THEN '' WHEN 'accepted' THEN " KEPT_UNTIL "\n"                        \
    "    ELSE " ANSWERED_ON " END\n"                                                               \
    "FROM offer f JOIN request r ON r.id = f.request_id\n"                                         \
    "WHERE f.made_at < ?4 AND CASE f.answer\n"                                                     \
    "  WHEN '' THEN 1\n"                                                                           \
    "  WHEN 'accepted' THEN NOT EXISTS (SELECT 1 FROM stay t\n"                                    \
    "    WHERE t.request_id = f.request_id AND t.kind = 'own' AND t.room_id = f.room_id\n"         \
    "      AND t.from_day <= ?1 AND (t.to_day = '' OR t.to_day > " MADE_ON "))\n"                  \
    "  ELSE f.answered_at >= ?3 END\n"

#define UNRECORDED                                                                                 \
    "SELECT r.current_room_id, r.id, 'unrecorded', r.sharing = 'private',\n"                       \
    "  CASE r.sharing WHEN 'private' THEN min(c.beds, " PEOPLE ")\n"                               \
    "    ELSE coalesce(r.current_beds, " PEOPLE ") END,\n"                                         \
    "  (SELECT " KNOWN_ON " FROM request_history h WHERE h.request_id = r.id), ''\n"               \
    "FROM request r JOIN room c ON c.id = r.current_room_id\n"                                     \
    "WHERE r.state NOT IN ('ended', 'withdrawn')\n"                                                \
    "  AND NOT EXISTS (SELECT 1 FROM stay t WHERE t.request_id = r.id AND t.kind = 'own')\n"       \
    "  AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.request_id = r.id AND f.room_id = c.id\n"     \
    "    AND f.answer = 'accepted')\n"

static const char PARTIES[] =
    "SELECT v.room_id, v.request_id, q.code, g.code, " STORE_SEXES ", v.kind, v.whole_room,\n"
    "  v.beds, v.from_day, v.to_day\n"
    "FROM (" STAYS "UNION ALL\n" OFFERS "UNION ALL\n" UNRECORDED ") v\n"
    "  JOIN request q ON q.id = v.request_id JOIN agency g ON g.id = q.agency_id\n"
    "WHERE v.from_day <= ?2 AND (v.to_day = '' OR (v.to_day > ?1 AND v.to_day > v.from_day))\n"
    "ORDER BY v.room_id, v.kind, q.code";

static const struct store_field TURN_FIELDS[] = {
    FIELD(turn, room_id, STORE_INT64), FIELD(turn, bed, STORE_INT),
    FIELD(turn, request, STORE_TEXT),  FIELD(turn, vacated, STORE_TEXT),
    FIELD(turn, taken, STORE_TEXT),
};
static const struct store_shape TURN = SHAPE(turn, NULL, TURN_FIELDS);

/* On one bed no two stays share a night, so that the one before is the one that left last. Of a
 * party that has its room alone every bed is taken; those that nobody sleeps in are not counted. */
static const char TURNS[] =
    "WITH RECURSIVE bed (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM bed WHERE n < 64),\n"
    "  taken (room_id, bed, request_id, from_day, to_day, is_slept_in) AS (\n"
    "    SELECT t.room_id, b.bed, t.request_id, t.from_day, t.to_day, 1\n"
    "    FROM stay t JOIN stay_bed b ON b.stay_id = t.id\n"
    "    WHERE t.from_day <= ?2 AND (t.to_day = '' OR t.from_day < t.to_day)\n"
    "    UNION ALL\n"
    "    SELECT t.room_id, bed.n, t.request_id, t.from_day, t.to_day, 0\n"
    "    FROM stay t JOIN room c ON c.id = t.room_id JOIN bed ON bed.n <= c.beds\n"
    "    WHERE t.whole_room = 1 AND t.from_day <= ?2\n"
    "      AND (t.to_day = '' OR t.from_day < t.to_day)\n"
    "      AND NOT EXISTS (SELECT 1 FROM stay_bed b WHERE b.stay_id = t.id AND b.bed = bed.n))\n"
    "SELECT w.room_id, w.bed, q.code, w.vacated, w.from_day FROM (\n"
    "    SELECT *, lag(to_day) OVER (PARTITION BY room_id, bed ORDER BY from_day) AS vacated\n"
    "    FROM taken) w JOIN request q ON q.id = w.request_id\n"
    "WHERE w.is_slept_in = 1 AND w.vacated <> '' AND w.from_day >= ?1\n"
    "ORDER BY w.room_id, w.from_day, w.bed";

/* Rows of a statement that takes a first and a last day. */
static int read_days(struct store *s, const char *sql, const char *from, const char *to,
                     const struct store_shape *shape, void **items, size_t *n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    *items = NULL;
    *n = 0;
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, from);
    store_bind_text(st, 2, to);
    if (sqlite3_bind_parameter_count(st) == 4) {
        sqlite3_bind_int64(st, 3, clock_midnight(from, 0));
        sqlite3_bind_int64(st, 4, clock_midnight(to, 1));
    }
    return store_read_bound(s, st, shape, items, n, e);
}

int store_report_rooms(struct store *s, struct store_report_rooms *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &ROOM, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_rooms_release(struct store_report_rooms *l)
{
    store_release_rows(&ROOM, l->items, l->n);
    *l = (struct store_report_rooms){0};
}

int store_report_closures(struct store *s, struct store_report_closures *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &CLOSED, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_closures_release(struct store_report_closures *l)
{
    store_release_rows(&CLOSED, l->items, l->n);
    *l = (struct store_report_closures){0};
}

int store_report_parties(struct store *s, const char *from, const char *to,
                         struct store_report_parties *out, struct err *e)
{
    void *items;
    int rc = read_days(s, PARTIES, from, to, &PARTY, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_parties_release(struct store_report_parties *l)
{
    store_release_rows(&PARTY, l->items, l->n);
    *l = (struct store_report_parties){0};
}

int store_report_turns(struct store *s, const char *from, const char *to,
                       struct store_report_turns *out, struct err *e)
{
    void *items;
    int rc = read_days(s, TURNS, from, to, &TURN, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_report_turns_release(struct store_report_turns *l)
{
    store_release_rows(&TURN, l->items, l->n);
    *l = (struct store_report_turns){0};
}
