/* Two instances of one question compared, see the header. */
#include "service/plan_moved.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "service/allocate.h"

/* What of a party and of a room a plan depends on, but for its own pins and bans. */
enum { LIVES = 10 }; /* the last one: current_room */
static const char *const OF_PARTY[] = {"members",
                                       "sharing",
                                       "pool",
                                       "band",
                                       "points",
                                       "needs",
                                       "wishes",
                                       "sites",
                                       "other_sites_penalty",
                                       "agency",
                                       [LIVES] = "current_room",
                                       NULL};
static const char *const OF_ROOM[] = {"site", "beds",  "area_m2", "features",
                                      "sex",  "pools", "usable",  NULL};

static bool is_equal(const struct json *a, const struct json *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (json_is_object(a) != json_is_object(b) || json_is_array(a) != json_is_array(b) ||
        json_len(a) != json_len(b))
        return false;
    for (size_t i = 0; i < json_len(a); i++)
        if (!is_equal(json_at(a, i), json_at(b, i)))
            return false;
    bool is_same_number = json_num(a) >= json_num(b) && json_num(a) <= json_num(b);
    return strcmp(json_text(a), json_text(b)) == 0 && json_bool(a) == json_bool(b) &&
           json_is_null(a) == json_is_null(b) && is_same_number;
}

static struct stale_item *add(struct stale *out, enum stale_object object, const char *code,
                              enum stale_change change)
{
    out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
    out->items[out->n] =
        (struct stale_item){.object = object, .code = mem_dup(code), .change = change};
    return &out->items[out->n++];
}

/* Who was held in a room, or pinned to it, may live there by now: nothing new. */
static bool is_held(const struct json *then, const struct json *now, const char *member)
{
    const struct json *pinned = json_get(then, "pinned_room");
    return member == OF_PARTY[LIVES] && pinned != NULL &&
           is_equal(pinned, json_get(now, "current_room"));
}

static void compare_one(const struct json *then, const struct json *now, const char *const *members,
                        enum stale_object object, struct stale *out)
{
    struct stale_item *item = NULL;
    for (; *members != NULL; members++) {
        if (is_equal(json_get(then, *members), json_get(now, *members)) ||
            is_held(then, now, *members))
            continue;
        if (item == NULL)
            item = add(out, object, json_text(json_get(then, "id")), STALE_CHANGED);
        item->fields[item->n_fields++] = *members;
    }
}

/* Both lists ascend by id. */
static void compare_lists(const struct json *then, const struct json *now,
                          const char *const *members, enum stale_object object, struct stale *out)
{
    size_t i = 0, k = 0;
    while (i < json_len(then) || k < json_len(now)) {
        const struct json *a = json_at(then, i), *b = json_at(now, k);
        int c = a == NULL   ? 1
                : b == NULL ? -1
                            : strcmp(json_text(json_get(a, "id")), json_text(json_get(b, "id")));
        if (c == 0)
            compare_one(a, b, members, object, out);
        else
            add(out, object, json_text(json_get(c < 0 ? a : b, "id")),
                c < 0 ? STALE_GONE : STALE_NEW);
        i += c <= 0 ? 1 : 0;
        k += c >= 0 ? 1 : 0;
    }
}

/* The question of the plan on the data of today. Where it cannot be asked any more, what was pinned
 * is gone. */
static int ask_today(struct store *s, const struct store_plan *plan, int64_t now,
                     struct allocation *a, struct stale *out, struct err *e)
{
    struct plan_options o = {0};
    struct buf options = {0};
    struct err why = {0};
    struct json *json = json_parse(plan->options, strlen(plan->options), e);
    if (json == NULL)
        return e->code;
    plan_options_read(&o, json);
    json_free(json);
    o.is_today = true;
    plan_options_write(&o, &options);
    struct store_plan today = *plan;
    today.options = options.data;
    today.created_at = now;
    int rc = allocation_prepare_plan(a, s, &today, &why);
    if (rc == ERR_DATA)
        add(out, STALE_REQUEST, o.n_pins > 0 ? o.pins[0].request : "", STALE_GONE);
    else if (rc != ERR_OK)
        *e = why;
    buf_release(&options);
    plan_options_release(&o);
    return rc == ERR_DATA ? ERR_OK : rc;
}

int plan_moved(struct store *s, const struct store_plan *plan, int64_t now, struct stale *out,
               struct err *e)
{
    struct allocation a = {0};
    struct buf text = {0};
    if (plan->elapsed_ms < 0 || plan->round_id == 0)
        return ERR_OK;
    int rc = store_plan_text(s, plan->id, STORE_PLAN_INSTANCE, &text, e);
    if (rc == ERR_OK)
        rc = ask_today(s, plan, now, &a, out, e);
    if (rc == ERR_OK && a.instance_text.len > 0) {
        struct json *then = json_parse(text.data, text.len, e);
        struct json *here = json_parse(a.instance_text.data, a.instance_text.len, e);
        compare_lists(json_get(then, "parties"), json_get(here, "parties"), OF_PARTY, STALE_REQUEST,
                      out);
        compare_lists(json_get(then, "rooms"), json_get(here, "rooms"), OF_ROOM, STALE_ROOM, out);
        rc = then != NULL && here != NULL ? ERR_OK : e->code;
        json_free(then);
        json_free(here);
    }
    allocation_release(&a);
    buf_release(&text);
    return rc;
}
