/* One room: who has a bed in it, what came before; see the header. */
#include "store/room.h"

#include <stddef.h>

#include "shapes.h"

#define PERSON(member) offsetof(struct store_room_person, member)
static const struct store_field PERSON_FIELDS[] = {
    {PERSON(request), STORE_TEXT, 0}, {PERSON(name), STORE_TEXT, 0},
    {PERSON(agency), STORE_TEXT, 0},  {PERSON(agency_name), STORE_TEXT, 0},
    {PERSON(sexes), STORE_TEXT, 0},   {PERSON(state), STORE_TEXT, 0},
    {PERSON(points), STORE_INT, 0},   {PERSON(band), STORE_INT, 0},
    {PERSON(beds), STORE_INT, 0},     {PERSON(deadline), STORE_INT64, 0},
    {PERSON(stay), STORE_TEXT, 0},    {PERSON(since), STORE_TEXT, 0},
};
static const struct store_shape PEOPLE = {NULL, NULL, sizeof(struct store_room_person),
                                          sizeof PERSON_FIELDS / sizeof *PERSON_FIELDS,
                                          PERSON_FIELDS};

#define EVENT(member) offsetof(struct store_room_event, member)
static const struct store_field EVENT_FIELDS[] = {
    {EVENT(at), STORE_INT64, 0},     {EVENT(event), STORE_TEXT, 0}, {EVENT(state), STORE_TEXT, 0},
    {EVENT(request), STORE_TEXT, 0}, {EVENT(name), STORE_TEXT, 0},  {EVENT(round), STORE_TEXT, 0},
};
static const struct store_shape EVENTS = {NULL, NULL, sizeof(struct store_room_event),
                                          sizeof EVENT_FIELDS / sizeof *EVENT_FIELDS, EVENT_FIELDS};

/* Room ?1. Who is allocated has it by the last published plan that says anything of the request. */
static const char HELD[] =
    "SELECT q.code, " STORE_APPLICANT ", g.code, g.name, " STORE_SEXES ", q.state, q.points,\n"
    "  q.band, max(h.beds), max(o.deadline), max(t.code), max(t.from_day)\n"
    "FROM (SELECT request_id, beds FROM bed_holder WHERE room_id = ?1\n"
    "    UNION ALL\n"
    "    SELECT a.request_id, CASE x.sharing WHEN 'private' THEN c.beds ELSE " STORE_MEMBERS(
        "x") " END\n"
             "    FROM assignment a JOIN publication p ON p.plan_id = a.plan_id\n"
             "      JOIN request x ON x.id = a.request_id JOIN room c ON c.id = a.room_id\n"
             "    WHERE a.room_id = ?1 AND x.state = 'allocated' AND p.id =\n"
             "      (SELECT max(l.id) FROM plan_request s JOIN publication l\n"
             "         ON l.plan_id = s.plan_id WHERE s.request_id = x.id)) h\n"
             "  JOIN request q ON q.id = h.request_id JOIN agency g ON g.id = q.agency_id\n"
             "  LEFT JOIN offer o ON o.request_id = q.id AND o.room_id = ?1 AND o.answer = ''\n"
             "  LEFT JOIN stay t ON t.request_id = q.id AND t.room_id = ?1 AND t.to_day = ''\n"
             "GROUP BY q.id ORDER BY q.code";

static const char PAST[] =
    "SELECT v.at, v.event, v.state, q.code, " STORE_APPLICANT ", d.code\n"
    "FROM (SELECT at, 'state' AS event, state, id AS seq, NULL AS request_id, NULL AS plan_id\n"
    "      FROM room_history WHERE room_id = ?1\n"
    "    UNION ALL\n"
    "    SELECT p.at, 'assigned', '', p.id, a.request_id, a.plan_id\n"
    "      FROM assignment a JOIN publication p ON p.plan_id = a.plan_id\n"
    "      WHERE a.room_id = ?1 AND NOT EXISTS (SELECT 1 FROM offer f\n"
    "        WHERE f.plan_id = a.plan_id AND f.request_id = a.request_id)\n"
    "    UNION ALL\n"
    "    SELECT made_at, 'offered', '', 2 * id, request_id, plan_id FROM offer\n"
    "      WHERE room_id = ?1\n"
    "    UNION ALL\n"
    "    SELECT answered_at, answer, '', 2 * id + 1, request_id, plan_id FROM offer\n"
    "      WHERE room_id = ?1 AND answer <> '') v\n"
    "  LEFT JOIN request q ON q.id = v.request_id\n"
    "  LEFT JOIN publication b ON b.plan_id = v.plan_id LEFT JOIN round d ON d.id = b.round_id\n"
    "ORDER BY v.at DESC, v.seq DESC, q.code";

int store_room_people(struct store *s, int64_t id, struct store_room_people *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_room_people){0};
    int rc = store_read_of(s, HELD, id, &PEOPLE, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_room_people_release(struct store_room_people *l)
{
    store_release_rows(&PEOPLE, l->items, l->n);
    *l = (struct store_room_people){0};
}

int store_room_events(struct store *s, int64_t id, struct store_room_events *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_room_events){0};
    int rc = store_read_of(s, PAST, id, &EVENTS, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_room_events_release(struct store_room_events *l)
{
    store_release_rows(&EVENTS, l->items, l->n);
    *l = (struct store_room_events){0};
}
