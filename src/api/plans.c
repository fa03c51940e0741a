/* Plans: asked for, listed, read, noted, submitted, decided, published, discarded. */
#include "routes.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "inside.h"
#include "plans.h"
#include "service/run.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct api_field HEAD[] = {
    {"code", FIELD_TEXT, offsetof(struct store_plan, code)},
    {"number", FIELD_COUNT, offsetof(struct store_plan, id)},
    {"round", FIELD_KNOWN, offsetof(struct store_plan, round)},
    {"policy", FIELD_TEXT, offsetof(struct store_plan, policy_code)},
    {"policy_version", FIELD_INT, offsetof(struct store_plan, policy_version)},
    {"seed", FIELD_TEXT, offsetof(struct store_plan, seed)},
    {"as_of", FIELD_TEXT, offsetof(struct store_plan, as_of)},
    {"note", FIELD_TEXT, offsetof(struct store_plan, note)},
    {"maker", FIELD_KNOWN, offsetof(struct store_plan, maker)},
    {"created_at", FIELD_INSTANT, offsetof(struct store_plan, created_at)},
    {"state", FIELD_TEXT, offsetof(struct store_plan, state)},
    {"status", FIELD_KNOWN, offsetof(struct store_plan, status)},
    {"elapsed_ms", FIELD_INT, offsetof(struct store_plan, elapsed_ms)},
    {"n_requests", FIELD_INT, offsetof(struct store_plan, n_requests)},
    {"n_eligible", FIELD_INT, offsetof(struct store_plan, n_eligible)},
    {"n_housed", FIELD_INT, offsetof(struct store_plan, n_housed)},
    {"list_sha256", FIELD_KNOWN, offsetof(struct store_plan, list_sha256)},
    {"instance_sha256", FIELD_KNOWN, offsetof(struct store_plan, instance_sha256)},
    {"stale_reason", FIELD_KNOWN, offsetof(struct store_plan, stale_reason)},
    {"version", FIELD_COUNT, offsetof(struct store_plan, version)},
};

static const struct api_field LEVEL[] = {
    {"objective", FIELD_TEXT, offsetof(struct store_plan_level, objective)},
    {"band", FIELD_INT, offsetof(struct store_plan_level, band)},
    {"value", FIELD_COUNT, offsetof(struct store_plan_level, value)},
    {"bound", FIELD_COUNT, offsetof(struct store_plan_level, bound)},
    {"proven", FIELD_ANSWER, offsetof(struct store_plan_level, is_proven)},
};

static const struct api_field EVENT[] = {
    {"seq", FIELD_COUNT, offsetof(struct store_plan_event, seq)},
    {"at", FIELD_INSTANT, offsetof(struct store_plan_event, at)},
    {"state", FIELD_TEXT, offsetof(struct store_plan_event, state)},
    {"account", FIELD_KNOWN, offsetof(struct store_plan_event, account)},
};

static void write_paper(struct buf *out, const char *name, const char *number, const char *date,
                        const char *signer)
{
    buf_fmt(out, ",\"%s\":", name);
    if (date[0] == '\0') {
        buf_str(out, "null");
        return;
    }
    buf_str(out, "{\"number\":");
    buf_json(out, number);
    buf_fmt(out, ",\"date\":\"%s\",\"signer\":", date);
    buf_json(out, signer);
    buf_char(out, '}');
}

/* What it changes; of facts what they say, not whose they are. */
static void write_options(struct buf *out, const char *text)
{
    struct plan_options o = {0};
    struct err ignored = {0};
    struct json *json = json_parse(text, strlen(text), &ignored);
    plan_options_read(&o, json);
    json_free(json);
    for (size_t i = 0; i < o.n_facts; i++)
        o.facts[i].official_id = 0;
    plan_options_write(&o, out);
    plan_options_release(&o);
}

void api_write_plan(struct buf *out, const struct store_plan *p, const char *lang)
{
    const char *failure = strcmp(lang, "en") == 0 ? p->failure_en : p->failure_vi;
    api_write_fields(out, HEAD, COUNT(HEAD), p);
    buf_fmt(out, ",\"scenario\":%s,\"has_proof\":%s,\"cancelled\":%s,\"failure\":",
            p->is_scenario == 1 ? "true" : "false", p->has_proof == 1 ? "true" : "false",
            p->is_cancelled == 1 ? "true" : "false");
    if (failure[0] != '\0')
        buf_json(out, failure);
    else
        buf_str(out, "null");
    write_paper(out, "submission", p->submission_number, p->submission_date, p->submission_signer);
    write_paper(out, "decision", p->decision_number, p->decision_date, p->decision_signer);
    buf_str(out, ",\"options\":");
    write_options(out, p->options);
}

static void write_view(struct buf *out, const struct plan_view *v, const char *lang)
{
    buf_char(out, '{');
    api_write_plan(out, &v->plan, lang);
    buf_str(out, ",\"levels\":[");
    for (size_t i = 0; i < v->levels.n; i++) {
        buf_str(out, i > 0 ? ",{" : "{");
        api_write_fields(out, LEVEL, COUNT(LEVEL), &v->levels.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "],\"events\":[");
    for (size_t i = 0; i < v->events.n; i++) {
        buf_str(out, i > 0 ? ",{" : "{");
        api_write_fields(out, EVENT, COUNT(EVENT), &v->events.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "],\"moved\":");
    if (v->has_moved)
        stale_write(&v->moved, out);
    else
        buf_str(out, "null");
    buf_str(out, "}\n");
}

static int show(struct api_call *c, struct store *s, const char *code, bool has_moved,
                struct err *e)
{
    struct plan_view v = {0};
    int rc = plan_view(s, &c->who, code, has_moved ? clock_now_s() : 0, &v, e);
    if (rc == ERR_OK) {
        api_etag(c, v.plan.version);
        write_view(&c->reply->body, &v, c->lang);
    }
    plan_view_release(&v);
    return rc;
}

/* The plan as it stands now, unless what came before failed. What has moved is not asked for in the
 * writer's time. */
static int answer(struct api_call *c, struct store *s, const char *code, int rc, struct err *e)
{
    return rc == ERR_OK ? show(c, s, code, false, e) : rc;
}

int api_list_plans(struct api_call *c, struct store *s, struct err *e)
{
    struct store_plans all = {0};
    struct buf *out = &c->reply->body;
    int rc = plan_list(s, &c->who, c->path[0], &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        api_write_plan(out, &all.items[i], c->lang);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\"n\":%zu}\n", all.n);
    store_plans_release(&all);
    return rc;
}

int api_get_plan(struct api_call *c, struct store *s, struct err *e)
{
    return show(c, s, c->path[0], true, e);
}

static int ask_job(void *ctx, struct store *s, struct err *e)
{
    struct api_call *c = ctx;
    struct plan_options o = {0};
    struct store_plan p = {0};
    plan_options_read(&o, c->body);
    int rc =
        plan_ask(s, &c->who, c->path[0], &o, json_text(json_get(c->body, "note")), &p, &c->bad, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/plans/%s", p.code);
        rc = answer(c, s, p.code, rc, e);
    }
    store_plan_release(&p);
    plan_options_release(&o);
    return rc;
}

int api_post_plan(struct api_call *c, struct store *s, struct err *e)
{
    (void)s;
    int rc = api_write(c, ask_job, c, e);
    if (rc == ERR_OK)
        run_wake(c->api->config.runs);
    return rc;
}

int api_patch_plan(struct api_call *c, struct store *s, struct err *e)
{
    int rc =
        plan_note(s, &c->who, c->path[0], c->if_match, json_text(json_get(c->body, "note")), e);
    return answer(c, s, c->path[0], rc, e);
}

static struct plan_paper paper_of(const struct api_call *c)
{
    return (struct plan_paper){.number = json_text(json_get(c->body, "number")),
                               .date = json_text(json_get(c->body, "date")),
                               .signer = json_text(json_get(c->body, "signer"))};
}

int api_post_plan_submission(struct api_call *c, struct store *s, struct err *e)
{
    const struct plan_paper paper = paper_of(c);
    int rc = plan_submit(s, &c->who, c->path[0], c->if_match, &paper, clock_now_s(), &c->bad, e);
    return answer(c, s, c->path[0], rc, e);
}

int api_post_plan_decision(struct api_call *c, struct store *s, struct err *e)
{
    const struct plan_paper paper = paper_of(c);
    int rc = plan_decide(s, &c->who, c->path[0], c->if_match, &paper, clock_now_s(), &c->bad, e);
    return answer(c, s, c->path[0], rc, e);
}

struct publishing {
    struct api_call *call;
    struct plan_publication how;
};

static int count_job(void *ctx, struct store *s, struct err *e)
{
    struct publishing *p = ctx;
    struct plan_view v = {0};
    int rc = plan_view(s, &p->call->who, p->call->path[0], clock_now_s(), &v, e);
    p->how.n_moved = (int64_t)v.moved.n;
    plan_view_release(&v);
    return rc;
}

static int publish_job(void *ctx, struct store *s, struct err *e)
{
    struct publishing *p = ctx;
    struct api_call *c = p->call;
    struct offer_counts counts;
    int rc = plan_publish(s, &c->who, c->path[0], c->if_match, &p->how, clock_now_s(), &counts,
                          &c->bad, e);
    return answer(c, s, c->path[0], rc, e);
}

/* What has moved is counted before, on a read handle: the writer has no time for it. */
int api_post_plan_publication(struct api_call *c, struct store *s, struct err *e)
{
    struct publishing p = {.call = c,
                           .how.stale_reason = json_text(json_get(c->body, "stale_reason"))};
    (void)s;
    int rc = api_read(c, count_job, &p, e);
    return rc == ERR_OK ? api_write(c, publish_job, &p, e) : rc;
}
