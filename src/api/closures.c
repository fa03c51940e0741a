/* Closures: rooms out of allocation for a time. */
#include "routes.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "service/closure.h"

static const struct api_field FIELDS[] = {
    {"code", FIELD_TEXT, offsetof(struct store_closure, code)},
    {"room", FIELD_TEXT, offsetof(struct store_closure, room)},
    {"site", FIELD_TEXT, offsetof(struct store_closure, site)},
    {"from_day", FIELD_TEXT, offsetof(struct store_closure, from_day)},
    {"to_day", FIELD_KNOWN, offsetof(struct store_closure, to_day)},
    {"reason", FIELD_TEXT, offsetof(struct store_closure, reason)},
    {"note", FIELD_TEXT, offsetof(struct store_closure, note)},
    {"may_stay", FIELD_ANSWER, offsetof(struct store_closure, may_stay)},
    {"rehousing", FIELD_KNOWN, offsetof(struct store_closure, rehousing)},
    {"created_at", FIELD_INSTANT, offsetof(struct store_closure, created_at)},
    {"version", FIELD_COUNT, offsetof(struct store_closure, version)},
};

static void write_closure(struct buf *out, const struct store_closure *c)
{
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, c);
    if (c->repair_id != 0)
        buf_fmt(out, ",\"repair\":\"SC-%lld\"}", (long long)c->repair_id);
    else
        buf_str(out, ",\"repair\":null}");
}

/* Whether ?after names a closure, or is not there. */
static int check_after(struct api_call *c, struct store *s, struct err *e)
{
    struct store_closure last = {0};
    int rc = api_after(c)[0] != '\0' ? store_closure_get(s, api_after(c), &last, e) : ERR_OK;
    if (rc == ERR_OK && api_after(c)[0] != '\0' && last.id == 0)
        rc = api_no_after(c, e);
    store_closure_release(&last);
    return rc;
}

int api_list_closures(struct api_call *c, struct store *s, struct err *e)
{
    const int limit = api_limit(c);
    const struct store_closure_query q = {.room = api_asked(c, "room"),
                                          .on_day = api_asked(c, "on_day"),
                                          .since_day = api_asked(c, "since_day"),
                                          .after = api_after(c),
                                          .limit = limit + 1};
    struct store_closures all = {0};
    struct buf *out = &c->reply->body;
    int64_t n = 0;
    int rc = closure_sees(&c->who) ? check_after(c, s, e) : ERR_ABSENT;
    rc = rc != ERR_OK ? rc : store_closure_list(s, &q, &all, &n, e);
    const size_t n_shown = all.n > (size_t)limit ? (size_t)limit : all.n;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < n_shown; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_closure(out, &all.items[i]);
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (all.n > n_shown)
        api_next(c, all.items[n_shown - 1].code);
    store_closures_release(&all);
    return rc;
}

static int show(struct api_call *c, struct store *s, const char *code, struct err *e)
{
    struct store_closure closure = {0};
    int rc = closure_sees(&c->who) ? store_closure_get(s, code, &closure, e) : ERR_ABSENT;
    if (rc == ERR_OK && closure.id == 0)
        rc = ERR_ABSENT;
    if (rc == ERR_OK) {
        api_etag(c, closure.version);
        write_closure(&c->reply->body, &closure);
        buf_char(&c->reply->body, '\n');
    }
    store_closure_release(&closure);
    return rc;
}

int api_get_closure(struct api_call *c, struct store *s, struct err *e)
{
    return show(c, s, c->path[0], e);
}

int api_post_closure(struct api_call *c, struct store *s, struct err *e)
{
    const char *repair = json_text(json_get(c->body, "repair"));
    const struct closure_plan plan = {.room = json_text(json_get(c->body, "room")),
                                      .from_day = json_text(json_get(c->body, "from_day")),
                                      .to_day = json_text(json_get(c->body, "to_day")),
                                      .reason = json_text(json_get(c->body, "reason")),
                                      .note = json_text(json_get(c->body, "note")),
                                      .repair = repair[0] != '\0' ? atoll(repair + 3) : 0,
                                      .may_stay = json_bool(json_get(c->body, "may_stay"))};
    char code[33];
    int rc = closure_add(s, &c->who, &plan, clock_now_s(), code, &c->bad, e);
    if (rc != ERR_OK)
        return rc;
    api_location(c, "/api/v1/closures/%s", code);
    return show(c, s, code, e);
}

/* A text that the body has (null: ""), or NULL. */
static const char *changed(const struct json *body, const char *key)
{
    const struct json *j = json_get(body, key);
    return j != NULL ? json_text(j) : NULL;
}

int api_patch_closure(struct api_call *c, struct store *s, struct err *e)
{
    const struct json *may_stay = json_get(c->body, "may_stay");
    const struct closure_change change = {.to_day = changed(c->body, "to_day"),
                                          .reason = changed(c->body, "reason"),
                                          .note = changed(c->body, "note"),
                                          .may_stay = may_stay != NULL ? json_bool(may_stay) : -1};
    int rc =
        closure_change(s, &c->who, c->path[0], c->if_match, &change, clock_now_s(), &c->bad, e);
    return rc == ERR_OK ? show(c, s, c->path[0], e) : rc;
}
