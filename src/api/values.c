/* The value of closed rooms: asked for, and read. */
#include "routes.h"

#include <stddef.h>

#include "base/clock.h"
#include "fields.h"
#include "service/closure.h"
#include "service/value.h"

static const struct api_field QUESTION[] = {
    {"plan", FIELD_KNOWN, offsetof(struct store_value_question, plan)},
    {"state", FIELD_KNOWN, offsetof(struct store_value_question, state)},
    {"asked_at", FIELD_INSTANT, offsetof(struct store_value_question, asked_at)},
    {"answered_at", FIELD_INSTANT, offsetof(struct store_value_question, answered_at)},
};

static const struct api_field VALUE[] = {
    {"room", FIELD_TEXT, offsetof(struct store_room_value, room)},
    {"site", FIELD_TEXT, offsetof(struct store_room_value, site)},
    {"rank", FIELD_INT, offsetof(struct store_room_value, rank)},
    {"is_proven", FIELD_ANSWER, offsetof(struct store_room_value, is_proven)},
    {"n_repairs", FIELD_INT, offsetof(struct store_room_value, n_repairs)},
};

#define WRITE(out, fields, row)                                                                    \
    api_write_fields(out, fields, sizeof(fields) / sizeof *(fields), row)

/* Never asked: every member null. */
int api_list_room_values(struct api_call *c, struct store *s, struct err *e)
{
    if (!closure_sees(&c->who))
        return ERR_ABSENT;
    struct store_value_question q = {0};
    struct store_room_values all = {0};
    struct buf *out = &c->reply->body;
    int rc = store_value_get(s, &q, e);
    rc = rc != ERR_OK ? rc : store_value_list(s, &all, e);
    if (rc == ERR_OK && q.plan_id == 0)
        buf_str(out, "{\"plan\":null,\"state\":null,\"asked_at\":null,\"answered_at\":null");
    else if (rc == ERR_OK) {
        buf_char(out, '{');
        WRITE(out, QUESTION, &q);
    }
    buf_str(out, ",\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, VALUE, &all.items[i]);
        buf_fmt(out, ",\"gains\":%s}", all.items[i].gains);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", all.n);
    store_value_question_release(&q);
    store_room_values_release(&all);
    return rc;
}

int api_post_room_values(struct api_call *c, struct store *s, struct err *e)
{
    int rc = value_ask(s, &c->who, clock_now_s(), e);
    if (rc != ERR_OK)
        return rc;
    api_location(c, "/api/v1/room-values");
    return api_list_room_values(c, s, e);
}
