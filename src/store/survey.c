/* Surveys: begun, filled in, done; see the header. What is counted over them stands in
 * survey_progress.c. */
#include "store/survey.h"

#include <stdlib.h>
#include <string.h>

#include "shapes.h"

#define SURVEY(name) offsetof(struct store_survey, name)
static const struct store_field FIELDS[] = {
    {SURVEY(id), STORE_KEY, 0},           {SURVEY(code), STORE_TEXT, 0},
    {SURVEY(room_id), STORE_INT64, 0},    {SURVEY(room), STORE_TEXT, 0},
    {SURVEY(site), STORE_TEXT, 0},        {SURVEY(day), STORE_TEXT, 0},
    {SURVEY(account_id), STORE_INT64, 0}, {SURVEY(surveyor), STORE_TEXT, 0},
    {SURVEY(note), STORE_TEXT, 0},        {SURVEY(state), STORE_TEXT, 0},
    {SURVEY(version), STORE_INT64, 0},    {SURVEY(n_lines), STORE_INT64, 0},
    {SURVEY(n_looked), STORE_INT64, 0},   {SURVEY(n_faults), STORE_INT64, 0},
    {SURVEY(n_repairs), STORE_INT64, 0},
};
static const struct store_shape SHAPE = {NULL, NULL, sizeof(struct store_survey),
                                         sizeof FIELDS / sizeof *FIELDS, FIELDS};

#define LINE(name) offsetof(struct store_survey_line, name)
static const struct store_field LINE_FIELDS[] = {
    {LINE(subject), STORE_TEXT, 0},    {LINE(was), STORE_TEXT, 0},
    {LINE(condition), STORE_TEXT, 0},  {LINE(note), STORE_TEXT, 0},
    {LINE(repair), STORE_TEXT, 0},     {LINE(repair_number), STORE_TEXT, 0},
    {LINE(repair_id), STORE_INT64, 0},
};
static const struct store_shape LINES = {NULL, NULL, sizeof(struct store_survey_line),
                                         sizeof LINE_FIELDS / sizeof *LINE_FIELDS, LINE_FIELDS};

#define COUNT_LINES(which) "(SELECT count(*) FROM survey_check l WHERE l.survey_id = v.id" which ")"
#define COLUMNS                                                                                    \
    "SELECT v.id, v.code, v.room_id, c.code, k.code, v.day, v.account_id, a.name, v.note,\n"       \
    "  v.state, v.version, " COUNT_LINES("") ",\n  " COUNT_LINES(                                  \
        " AND l.condition <> ''") ",\n"                                                            \
                                  "  " COUNT_LINES(                                                \
                                      " AND l.condition IN ('broken', "                            \
                                      "'missing')") ",\n"                                          \
                                                    "  " COUNT_LINES(" AND "                       \
                                                                     "l.repair_id IS "             \
                                                                     "NOT NULL") "\n"
#define TABLES                                                                                     \
    "FROM survey v JOIN room c ON c.id = v.room_id JOIN site k ON k.id = c.site_id\n"              \
    "  LEFT JOIN account a ON a.id = v.account_id\n"
#define MATCH                                                                                      \
    "WHERE (?1 IS NULL OR c.code = ?1) AND (?2 IS NULL OR k.code = ?2)\n"                          \
    "  AND (?3 IS NULL OR v.state = ?3)\n"

static const char LIST[] =
    COLUMNS TABLES MATCH "  AND (?4 = '' OR v.id < (SELECT id FROM survey WHERE code = ?4))\n"
                         "ORDER BY v.id DESC LIMIT ?5";
static const char COUNT[] = "SELECT count(*)\n" TABLES MATCH;
static const char GET[] = COLUMNS TABLES "WHERE v.code = ?1";

/* Parts of the room in the order in which they were asked come first: rowids there are none, so the
 * order is that of what they are. */
static const char READ_LINES[] =
    "SELECT l.subject, l.was, l.condition, l.note, r.code,\n"
    "  'SC-' || r.id, l.repair_id\n"
    "FROM survey_check l LEFT JOIN repair r ON r.id = l.repair_id\n"
    "WHERE l.survey_id = ?1 ORDER BY instr(l.subject, ' ') > 0, l.subject";

static const char ADD[] =
    "INSERT INTO survey (code, room_id, day, account_id, note, state, version)\n"
    "VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, '', 'open', 1)\n"
    "RETURNING id, code";

static const char ASK[] =
    "INSERT INTO survey_check (survey_id, subject, condition, was, note, repair_id)\n"
    "SELECT v.id, ?2, '', coalesce(\n"
    "    (SELECT i.condition FROM room_item i WHERE i.room_id = v.room_id AND i.removed_on = ''\n"
    "       AND i.kind || ' ' || i.ix = ?2),\n"
    "    (SELECT l.condition FROM survey o JOIN survey_check l ON l.survey_id = o.id\n"
    "     WHERE o.room_id = v.room_id AND o.state = 'done' AND l.subject = ?2\n"
    "     ORDER BY o.day DESC, o.id DESC LIMIT 1), ''), '', NULL\n"
    "FROM survey v WHERE v.id = ?1\n"
    "ON CONFLICT DO NOTHING";

static const char SET_LINE[] = "UPDATE survey_check SET condition = ?3, note = ?4\n"
                               "WHERE survey_id = ?1 AND subject = ?2";
static const char SET[] =
    "UPDATE survey SET day = ?2, note = ?3, version = version + 1 WHERE id = ?1";

static const char DROP_GONE[] =
    "DELETE FROM survey_check\n"
    "WHERE survey_id = ?1 AND condition = '' AND instr(subject, ' ') > 0 AND NOT EXISTS (\n"
    "  SELECT 1 FROM survey v JOIN room_item i ON i.room_id = v.room_id\n"
    "  WHERE v.id = ?1 AND i.removed_on = '' AND i.kind || ' ' || i.ix = subject)";
static const char FINISH[] =
    "UPDATE survey SET state = 'done', version = version + 1 WHERE id = ?1";
static const char SEEN[] =
    "UPDATE room_item SET condition = l.condition, seen_on = v.day\n"
    "FROM survey v JOIN survey_check l ON l.survey_id = v.id\n"
    "WHERE v.id = ?1 AND room_item.room_id = v.room_id AND room_item.removed_on = ''\n"
    "  AND room_item.kind || ' ' || room_item.ix = l.subject AND room_item.seen_on <= v.day";

static const char UNDER_WAY[] =
    "SELECT r.id FROM survey v JOIN survey o ON o.room_id = v.room_id\n"
    "  JOIN survey_check l ON l.survey_id = o.id AND l.subject = ?2\n"
    "  JOIN repair r ON r.id = l.repair_id\n"
    "WHERE v.id = ?1 AND r.state IN ('reported', 'triaged', 'in_progress', 'on_hold')\n"
    "ORDER BY r.id DESC LIMIT 1";
static const char SET_REPAIR[] = "UPDATE survey_check SET repair_id = ?3\n"
                                 "WHERE survey_id = ?1 AND subject = ?2";
static const char COUNT_UP[] = "UPDATE survey SET version = version + 1 WHERE id = ?1";

void store_survey_release(struct store_survey *v)
{
    store_release_row(&SHAPE, v);
    *v = (struct store_survey){0};
}

void store_surveys_release(struct store_surveys *l)
{
    store_release_rows(&SHAPE, l->items, l->n);
    *l = (struct store_surveys){0};
}

/* NULL stays NULL: no filter. */
static void bind_query(sqlite3_stmt *st, const struct store_survey_query *q)
{
    const char *const filters[] = {q->room, q->site, q->state};
    for (int i = 0; i < 3; i++)
        if (filters[i] != NULL)
            store_bind_text(st, 1 + i, filters[i]);
}

int store_survey_list(struct store *s, const struct store_survey_query *q,
                      struct store_surveys *out, int64_t *n, struct err *e)
{
    void *items = NULL;
    *out = (struct store_surveys){0};
    sqlite3_stmt *st = store_statement(s, COUNT, e);
    if (st == NULL)
        return store_fail(s, e);
    bind_query(st, q);
    int rc = store_read_number(s, st, n, e);
    st = rc != ERR_OK ? NULL : store_statement(s, LIST, e);
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    bind_query(st, q);
    store_bind_text(st, 4, q->after);
    sqlite3_bind_int(st, 5, q->limit == 0 ? -1 : q->limit);
    rc = store_read_bound(s, st, &SHAPE, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_survey_get(struct store *s, const char *code, struct store_survey *out, struct err *e)
{
    *out = (struct store_survey){0};
    sqlite3_stmt *st = store_statement(s, GET, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    return store_read_one(s, st, &SHAPE, out, e);
}

int store_survey_lines(struct store *s, int64_t id, struct store_survey_lines *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_survey_lines){0};
    int rc = store_read_of(s, READ_LINES, id, &LINES, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_survey_lines_release(struct store_survey_lines *l)
{
    store_release_rows(&LINES, l->items, l->n);
    *l = (struct store_survey_lines){0};
}

int store_survey_add(struct store *s, struct store_survey *v, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, v->room_id);
    store_bind_text(st, 2, v->day);
    store_bind_id(st, 3, v->account_id);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    if (rc == ERR_OK) {
        v->id = sqlite3_column_int64(st, 0);
        v->code = store_column_text(st, 1);
        v->version = 1;
        rc = sqlite3_step(st) == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc;
}

/* A statement of a survey's id and up to three texts behind it (NULL = no more). */
static int run(struct store *s, const char *sql, int64_t id, const char *const *texts,
               struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    for (int i = 0; texts != NULL && texts[i] != NULL; i++)
        store_bind_text(st, 2 + i, texts[i]);
    return store_run(s, st, e);
}

int store_survey_ask(struct store *s, int64_t id, const char *subject, struct err *e)
{
    return run(s, ASK, id, (const char *const[]){subject, NULL}, e);
}

int store_survey_line_set(struct store *s, int64_t id, const char *subject, const char *condition,
                          const char *note, struct err *e)
{
    return run(s, SET_LINE, id, (const char *const[]){subject, condition, note, NULL}, e);
}

int store_survey_set(struct store *s, int64_t id, const char *day, const char *note, struct err *e)
{
    return run(s, SET, id, (const char *const[]){day, note, NULL}, e);
}

int store_survey_finish(struct store *s, int64_t id, struct err *e)
{
    int rc = run(s, DROP_GONE, id, NULL, e);
    rc = rc != ERR_OK ? rc : run(s, FINISH, id, NULL, e);
    return rc != ERR_OK ? rc : run(s, SEEN, id, NULL, e);
}

int store_survey_repair_find(struct store *s, int64_t id, const char *subject, int64_t *repair_id,
                             struct err *e)
{
    *repair_id = 0;
    sqlite3_stmt *st = store_statement(s, UNDER_WAY, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, subject);
    const int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *repair_id = sqlite3_column_int64(st, 0);
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_survey_repair_set(struct store *s, int64_t id, const char *subject, int64_t repair_id,
                            struct err *e)
{
    sqlite3_stmt *st = store_statement(s, SET_REPAIR, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, subject);
    sqlite3_bind_int64(st, 3, repair_id);
    int rc = store_run(s, st, e);
    return rc != ERR_OK ? rc : run(s, COUNT_UP, id, NULL, e);
}
