/* How far the surveys of each site are; see survey.h. */
#include "store/survey.h"

#include "handle.h"

#define PROGRESS(name) offsetof(struct store_survey_progress, name)
static const struct store_field PROGRESS_FIELDS[] = {
    {PROGRESS(site), STORE_TEXT, 0},       {PROGRESS(site_name), STORE_TEXT, 0},
    {PROGRESS(n_rooms), STORE_INT64, 0},   {PROGRESS(n_done), STORE_INT64, 0},
    {PROGRESS(n_open), STORE_INT64, 0},    {PROGRESS(n_faults), STORE_INT64, 0},
    {PROGRESS(n_repairs), STORE_INT64, 0}, {PROGRESS(first_day), STORE_TEXT, 0},
    {PROGRESS(last_day), STORE_TEXT, 0},
};
static const struct store_shape SITES = {
    "WITH last (room_id, survey_id) AS (\n"
    "    SELECT c.id, (SELECT v.id FROM survey v WHERE v.room_id = c.id AND v.state = 'done'\n"
    "      ORDER BY v.day DESC, v.id DESC LIMIT 1) FROM room c),\n"
    "  found (room_id, survey_id, day, n_faults, n_repairs) AS (\n"
    "    SELECT l.room_id, l.survey_id, v.day,\n"
    "      (SELECT count(*) FROM survey_check x WHERE x.survey_id = v.id\n"
    "         AND x.condition IN ('broken', 'missing')),\n"
    "      (SELECT count(*) FROM survey_check x WHERE x.survey_id = v.id\n"
    "         AND x.repair_id IS NOT NULL)\n"
    "    FROM last l LEFT JOIN survey v ON v.id = l.survey_id)\n"
    "SELECT k.code, k.name, count(c.id), count(f.survey_id),\n"
    "  sum(EXISTS (SELECT 1 FROM survey o WHERE o.room_id = c.id AND o.state = 'open')),\n"
    "  total(f.n_faults), total(f.n_repairs), min(f.day), max(f.day)\n"
    "FROM site k LEFT JOIN room c ON c.site_id = k.id LEFT JOIN found f ON f.room_id = c.id\n"
    "GROUP BY k.id ORDER BY k.code",
    NULL, sizeof(struct store_survey_progress), sizeof PROGRESS_FIELDS / sizeof *PROGRESS_FIELDS,
    PROGRESS_FIELDS};

static const struct store_field ROOM_FIELDS[] = {
    {offsetof(struct store_survey_room, room), STORE_TEXT, 0},
    {offsetof(struct store_survey_room, site), STORE_TEXT, 0},
};
static const struct store_shape ROOMS = {
    "SELECT c.code, k.code FROM room c JOIN site k ON k.id = c.site_id\n"
    "WHERE NOT EXISTS (SELECT 1 FROM survey v WHERE v.room_id = c.id AND v.state = 'done')\n"
    "ORDER BY c.code",
    NULL, sizeof(struct store_survey_room), sizeof ROOM_FIELDS / sizeof *ROOM_FIELDS, ROOM_FIELDS};

int store_survey_progress(struct store *s, struct store_survey_progresses *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &SITES, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_survey_progresses_release(struct store_survey_progresses *l)
{
    store_release_rows(&SITES, l->items, l->n);
    *l = (struct store_survey_progresses){0};
}

int store_survey_never(struct store *s, struct store_survey_rooms *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &ROOMS, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_survey_rooms_release(struct store_survey_rooms *l)
{
    store_release_rows(&ROOMS, l->items, l->n);
    *l = (struct store_survey_rooms){0};
}
