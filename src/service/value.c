/* The value of closed rooms, see the header. */
#include "service/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "service/audit.h"
#include "store/plan.h"

int value_ask(struct store *s, const struct principal *by, int64_t now, struct err *e)
{
    struct store_value_question q = {0};
    struct store_plan plan = {0};
    bool is_planner =
        by->role == PRINCIPAL_PLANNER || (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
    if (!is_planner)
        return err_set(e, ERR_DENIED, "việc này là của Sở Xây dựng",
                       "this is for the Department of Construction");
    int rc = store_plan_get(s, STORE_PLAN_PUBLISHED, &plan, e);
    if (rc == ERR_INPUT)
        rc = e->code = ERR_DATA; /* there is none */
    rc = rc != ERR_OK ? rc : store_value_get(s, &q, e);
    bool waits = q.plan_id == plan.id && q.plan_id != 0 && strcmp(q.state, "asked") == 0;
    if (rc == ERR_OK && !waits)
        rc = store_value_ask(s, plan.id, now, e);
    rc = rc != ERR_OK ? rc
                      : audit_add(s, by->account_id, "value.ask", NULL, e, "plan/%s", plan.code);
    store_value_question_release(&q);
    store_plan_release(&plan);
    return rc;
}

int value_prepare(struct store *s, struct allocation *a, struct err *e)
{
    struct store_value_question q = {0};
    *a = (struct allocation){0};
    int rc = store_value_get(s, &q, e);
    rc = rc != ERR_OK ? rc
                      : store_plan_text(s, q.plan_id, STORE_PLAN_INSTANCE, &a->instance_text, e);
    rc = rc != ERR_OK ? rc : store_plan_text(s, q.plan_id, STORE_PLAN_PLAN, &a->plan_text, e);
    store_value_question_release(&q);
    return rc;
}

/* The levels of a room that change, in their order. */
static char *read_gains(const struct json *levels)
{
    struct buf out = {0};
    const char *before = "[";
    for (size_t i = 0; i < json_len(levels); i++) {
        const struct json *level = json_at(levels, i), *band = json_get(level, "band");
        if (json_int(json_get(level, "gain")) == 0)
            continue;
        buf_fmt(&out, "%s{\"objective\":", before);
        buf_json(&out, json_text(json_get(level, "objective")));
        if (json_is_int(band))
            buf_fmt(&out, ",\"band\":%lld", (long long)json_int(band));
        else
            buf_str(&out, ",\"band\":null");
        buf_fmt(&out, ",\"gain\":%lld}", (long long)json_int(json_get(level, "gain")));
        before = ",";
    }
    buf_str(&out, out.len == 0 ? "[]" : "]");
    return buf_take(&out);
}

/* The answer as a stranger might have written it. */
static int read_rooms(const struct buf *text, struct store_room_values *out, struct err *e)
{
    struct json *root = json_parse(text->data == NULL ? "" : text->data, text->len, NULL);
    const struct json *rooms = json_get(root, "rooms");
    bool is_it = strcmp(json_text(json_get(root, "format")), "quarters.value/1") == 0 &&
                 json_is_array(rooms);
    for (size_t i = 0; i < json_len(rooms) && is_it; i++) {
        const struct json *one = json_at(rooms, i);
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] =
            (struct store_room_value){.room = mem_dup(json_text(json_get(one, "room"))),
                                      .rank = (int)i + 1,
                                      .is_proven = json_bool(json_get(one, "proven")),
                                      .gains = read_gains(json_get(one, "levels"))};
    }
    json_free(root);
    return is_it ? ERR_OK
                 : err_set(e, ERR_INTERNAL, "kết quả của bộ giải không đọc được",
                           "what the engine made cannot be read");
}

int value_answer(struct allocation *a, const struct allocate_options *o,
                 struct store_room_values *out, struct err *e)
{
    struct buf text = {0};
    *out = (struct store_room_values){0};
    int rc = allocation_value(a, o, &text, e);
    rc = rc != ERR_OK ? rc : read_rooms(&text, out, e);
    buf_release(&text);
    return rc;
}

void value_release(struct store_room_values *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].room);
        free(l->items[i].gains);
    }
    free(l->items);
    *l = (struct store_room_values){0};
}
