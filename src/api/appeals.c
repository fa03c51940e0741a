/* Appeals: filed, listed, read, answered. */
#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "inside.h"
#include "results.h"
#include "service/appeal.h"
#include "service/run.h"

static const struct api_field FIELDS[] = {
    {"code", FIELD_TEXT, offsetof(struct store_appeal, code)},
    {"request", FIELD_TEXT, offsetof(struct store_appeal, request)},
    {"name", FIELD_TEXT, offsetof(struct store_appeal, name)},
    {"agency", FIELD_TEXT, offsetof(struct store_appeal, agency)},
    {"round", FIELD_TEXT, offsetof(struct store_appeal, round)},
    {"filed_at", FIELD_INSTANT, offsetof(struct store_appeal, filed_at)},
    {"statement", FIELD_TEXT, offsetof(struct store_appeal, statement)},
    {"official", FIELD_KNOWN, offsetof(struct store_appeal, official)},
    {"fact", FIELD_KNOWN, offsetof(struct store_appeal, fact)},
    {"value", FIELD_KNOWN, offsetof(struct store_appeal, value)},
    {"outcome", FIELD_KNOWN, offsetof(struct store_appeal, outcome)},
    {"answer", FIELD_KNOWN, offsetof(struct store_appeal, answer)},
    {"answered_at", FIELD_INSTANT, offsetof(struct store_appeal, answered_at)},
    {"plan", FIELD_KNOWN, offsetof(struct store_appeal, plan)},
    {"version", FIELD_COUNT, offsetof(struct store_appeal, version)},
};

void api_write_appeal(struct buf *out, const struct store_appeal *a)
{
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, a);
    buf_char(out, '}');
}

/* Whether ?after names an appeal that one sees, or is not there. */
static int check_after(struct api_call *c, struct store *s, struct err *e)
{
    struct store_appeal last = {0};
    struct err why = {0};
    int rc = api_after(c)[0] != '\0' ? appeal_get(s, &c->who, api_after(c), &last, &why) : ERR_OK;
    store_appeal_release(&last);
    if (rc == ERR_ABSENT)
        return api_no_after(c, e);
    return rc == ERR_OK ? rc : err_set(e, rc, "%s%.0s", "%.0s%s", why.vi, why.en);
}

int api_list_appeals(struct api_call *c, struct store *s, struct err *e)
{
    const char *outcome = api_query(c, "outcome");
    const int limit = api_limit(c);
    const struct store_appeal_query q = {.scope = principal_scope(&c->who),
                                         .outcome = strcmp(outcome, "open") == 0 ? ""
                                                    : outcome[0] != '\0'         ? outcome
                                                                                 : NULL,
                                         .after = api_after(c),
                                         .limit = limit + 1};
    struct store_appeals appeals = {0};
    int64_t n = 0;
    int rc = check_after(c, s, e);
    rc = rc != ERR_OK ? rc : store_appeal_list(s, &q, &appeals, &n, e);
    const size_t n_shown = appeals.n > (size_t)limit ? (size_t)limit : appeals.n;
    buf_str(&c->reply->body, "{\"items\":[");
    for (size_t i = 0; i < n_shown; i++) {
        buf_str(&c->reply->body, i > 0 ? ",\n" : "\n");
        api_write_appeal(&c->reply->body, &appeals.items[i]);
    }
    buf_fmt(&c->reply->body, "],\"n\":%lld}\n", (long long)n);
    if (appeals.n > n_shown)
        api_next(c, appeals.items[n_shown - 1].code);
    store_appeals_release(&appeals);
    return rc;
}

static int show(struct api_call *c, struct store *s, const char *code, struct err *e)
{
    struct store_appeal a = {0};
    int rc = appeal_get(s, &c->who, code, &a, e);
    if (rc == ERR_OK) {
        api_etag(c, a.version);
        api_write_appeal(&c->reply->body, &a);
        buf_char(&c->reply->body, '\n');
    }
    store_appeal_release(&a);
    return rc;
}

int api_get_appeal(struct api_call *c, struct store *s, struct err *e)
{
    return show(c, s, c->path[0], e);
}

int api_post_appeal(struct api_call *c, struct store *s, struct err *e)
{
    const struct appeal_claim claim = {.statement = json_text(json_get(c->body, "statement")),
                                       .official = json_text(json_get(c->body, "official")),
                                       .fact = json_text(json_get(c->body, "fact")),
                                       .value = json_text(json_get(c->body, "value"))};
    char code[33];
    int rc = appeal_file(s, &c->who, c->path[0], &claim, clock_now_s(), code, &c->bad, e);
    if (rc != ERR_OK)
        return rc;
    api_location(c, "/api/v1/appeals/%s", code);
    return show(c, s, code, e);
}

int api_post_appeal_answer(struct api_call *c, struct store *s, struct err *e)
{
    const char *outcome = json_text(json_get(c->body, "outcome"));
    int rc = appeal_answer(s, &c->who, c->path[0], c->if_match,
                           strcmp(outcome, "upheld") == 0 ? APPEAL_UPHELD : APPEAL_REJECTED,
                           json_text(json_get(c->body, "answer")), clock_now_s(), e);
    return rc == ERR_OK ? show(c, s, c->path[0], e) : rc;
}

static int plan_job(void *ctx, struct store *s, struct err *e)
{
    struct api_call *c = ctx;
    char plan[33];
    int rc = appeal_plan(s, &c->who, c->path[0], c->if_match,
                         json_bool(json_get(c->body, "refill")), plan, &c->bad, e);
    if (rc != ERR_OK)
        return rc;
    api_location(c, "/api/v1/plans/%s", plan);
    return show(c, s, c->path[0], e);
}

int api_post_appeal_plan(struct api_call *c, struct store *s, struct err *e)
{
    (void)s;
    int rc = api_write(c, plan_job, c, e);
    if (rc == ERR_OK)
        run_wake(c->api->config.runs);
    return rc;
}
