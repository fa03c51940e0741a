/* The value of closed rooms, see the header. */
#include "store/value.h"

#include <stdlib.h>
#include <string.h>

#include "handle.h"

#define FIELD(type, member, kind)                                                                  \
    {                                                                                              \
        offsetof(struct type, member), kind, STORE_READ_ONLY                                       \
    }
static const struct store_field QUESTION_FIELDS[] = {
    FIELD(store_value_question, plan_id, STORE_INT64),
    FIELD(store_value_question, plan, STORE_TEXT),
    FIELD(store_value_question, state, STORE_TEXT),
    FIELD(store_value_question, asked_at, STORE_INT64),
    FIELD(store_value_question, answered_at, STORE_INT64),
};
static const struct store_shape QUESTION = {
    .select = "SELECT q.plan_id, p.code, q.state, q.asked_at, q.answered_at\n"
              "FROM value_question q JOIN plan p ON p.id = q.plan_id",
    .row_size = sizeof(struct store_value_question),
    .n_fields = sizeof QUESTION_FIELDS / sizeof *QUESTION_FIELDS,
    .fields = QUESTION_FIELDS,
};

static const struct store_field VALUE_FIELDS[] = {
    FIELD(store_room_value, room, STORE_TEXT),  FIELD(store_room_value, site, STORE_TEXT),
    FIELD(store_room_value, rank, STORE_INT),   FIELD(store_room_value, is_proven, STORE_INT),
    FIELD(store_room_value, gains, STORE_TEXT), FIELD(store_room_value, n_repairs, STORE_INT),
};
static const struct store_shape VALUE = {
    .select = "SELECT c.code, k.code, v.rank, v.is_proven, v.gains,\n"
              "  (SELECT count(*) FROM repair p WHERE p.room_id = c.id AND p.closed_at IS NULL)\n"
              "FROM room_value v JOIN room c ON c.id = v.room_id JOIN site k ON k.id = c.site_id\n"
              "ORDER BY v.rank, c.code",
    .row_size = sizeof(struct store_room_value),
    .n_fields = sizeof VALUE_FIELDS / sizeof *VALUE_FIELDS,
    .fields = VALUE_FIELDS,
};

static const char ASK[] =
    "INSERT INTO value_question (id, plan_id, state, asked_at) VALUES (1, ?1, 'asked', ?2)\n"
    "ON CONFLICT (id) DO UPDATE SET plan_id = excluded.plan_id, state = 'asked',\n"
    "  asked_at = excluded.asked_at, answered_at = NULL";
static const char ANSWER[] = "UPDATE value_question SET state = ?1, answered_at = ?2";
static const char CLEAR[] = "DELETE FROM room_value";
static const char ADD[] = "INSERT INTO room_value (room_id, rank, is_proven, gains)\n"
                          "SELECT id, ?2, ?3, ?4 FROM room WHERE code = ?1";

void store_value_question_release(struct store_value_question *q)
{
    store_release_row(&QUESTION, q);
    *q = (struct store_value_question){0};
}

void store_room_values_release(struct store_room_values *l)
{
    store_release_rows(&VALUE, l->items, l->n);
    *l = (struct store_room_values){0};
}

int store_value_ask(struct store *s, int64_t plan_id, int64_t now, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ASK, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, plan_id);
    sqlite3_bind_int64(st, 2, now);
    return store_run(s, st, e);
}

int store_value_get(struct store *s, struct store_value_question *out, struct err *e)
{
    void *items = NULL;
    size_t n = 0;
    *out = (struct store_value_question){0};
    int rc = store_read_rows(s, &QUESTION, &items, &n, e);
    if (rc == ERR_OK && n > 0)
        memcpy(out, items, sizeof *out);
    free(items);
    return rc;
}

static int clear(struct store *s, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, CLEAR, e);
    return st == NULL ? store_fail(s, e) : store_run(s, st, e);
}

static int add(struct store *s, const struct store_room_value *v, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, v->room);
    sqlite3_bind_int(st, 2, v->rank);
    sqlite3_bind_int(st, 3, v->is_proven);
    store_bind_text(st, 4, v->gains);
    return store_run(s, st, e);
}

int store_value_keep(struct store *s, const char *state, int64_t now,
                     const struct store_room_value *rooms, size_t n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ANSWER, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, state);
    sqlite3_bind_int64(st, 2, now);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK && strcmp(state, "done") == 0)
        rc = clear(s, e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = add(s, &rooms[i], e);
    return rc;
}

int store_value_list(struct store *s, struct store_room_values *out, struct err *e)
{
    void *items = NULL;
    int rc = store_read_rows(s, &VALUE, &items, &out->n, e);
    out->items = items;
    return rc;
}
