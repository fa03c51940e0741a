/* Repairs: reported, and what is done to them. */
#include "repairs.h"

#include "routes.h"

#include "base/clock.h"

static int show(struct api_call *c, const struct repair_view *v)
{
    api_etag(c, v->repair.version);
    api_write_repair_view(&c->reply->body, v);
    return ERR_OK;
}

/* The repair after what was done to it. */
static int show_after(struct api_call *c, struct store *s, struct err *e)
{
    struct repair_view v = {0};
    int rc = repair_get(s, &c->who, c->path[0], clock_now_s(), &v, e);
    rc = rc != ERR_OK ? rc : show(c, &v);
    repair_view_release(&v);
    return rc;
}

int api_post_repair(struct api_call *c, struct store *s, struct err *e)
{
    const struct repair_new n = {.room = json_text(json_get(c->body, "room")),
                                 .category = json_text(json_get(c->body, "category")),
                                 .answers = json_get(c->body, "answers"),
                                 .description = json_text(json_get(c->body, "description")),
                                 .contact = json_text(json_get(c->body, "contact")),
                                 .severity = json_text(json_get(c->body, "severity"))};
    struct repair_view v = {0};
    int rc = repair_report(s, &c->who, &n, clock_now_s(), &v, &c->bad, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/repairs/%s", v.repair.number);
        rc = show(c, &v);
    }
    repair_view_release(&v);
    return rc;
}

/* A text that the body has (null: ""), or NULL. */
static const char *changed(const struct json *body, const char *key)
{
    const struct json *j = json_get(body, key);
    return j != NULL ? json_text(j) : NULL;
}

int api_patch_repair(struct api_call *c, struct store *s, struct err *e)
{
    const struct json *may_stay = json_get(c->body, "may_stay");
    const struct json *estimate = json_get(c->body, "estimate_dong");
    const struct repair_triage t = {.severity = changed(c->body, "severity"),
                                    .may_stay = may_stay == NULL         ? REPAIR_AS_IS
                                                : json_is_bool(may_stay) ? json_bool(may_stay)
                                                                         : -1,
                                    .planned_on = changed(c->body, "planned_on"),
                                    .estimate_dong =
                                        estimate == NULL ? REPAIR_AS_IS : json_int(estimate),
                                    .note = json_text(json_get(c->body, "note"))};
    int rc = repair_triage(s, &c->who, c->path[0], c->if_match, &t, clock_now_s(), &c->bad, e);
    return rc != ERR_OK ? rc : show_after(c, s, e);
}

int api_post_repair_event(struct api_call *c, struct store *s, struct err *e)
{
    const struct repair_act act = {.action = json_text(json_get(c->body, "action")),
                                   .reason = json_text(json_get(c->body, "reason")),
                                   .note = json_text(json_get(c->body, "note")),
                                   .cause = json_text(json_get(c->body, "cause")),
                                   .duplicate_of = json_text(json_get(c->body, "duplicate_of"))};
    int rc = repair_do(s, &c->who, c->path[0], c->if_match, &act, clock_now_s(), &c->bad, e);
    return rc != ERR_OK ? rc : show_after(c, s, e);
}

int api_post_repair_cost(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_repair_cost cost = {
        .day = (char *)(uintptr_t)json_text(json_get(c->body, "day")),
        .kind = (char *)(uintptr_t)json_text(json_get(c->body, "kind")),
        .amount_dong = json_int(json_get(c->body, "amount_dong")),
        .minutes = json_int(json_get(c->body, "minutes")),
        .note = (char *)(uintptr_t)json_text(json_get(c->body, "note"))};
    int rc = repair_spend(s, &c->who, c->path[0], c->if_match, &cost, clock_now_s(), &c->bad, e);
    return rc != ERR_OK ? rc : show_after(c, s, e);
}
