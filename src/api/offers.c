/* Offers: listed, read, answered. */
#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "results.h"
#include "service/offer.h"

static const struct api_field FIELDS[] = {
    {"code", FIELD_TEXT, offsetof(struct store_offer, code)},
    {"request", FIELD_TEXT, offsetof(struct store_offer, request)},
    {"name", FIELD_TEXT, offsetof(struct store_offer, name)},
    {"agency", FIELD_TEXT, offsetof(struct store_offer, agency)},
    {"room", FIELD_TEXT, offsetof(struct store_offer, room)},
    {"site", FIELD_TEXT, offsetof(struct store_offer, site)},
    {"site_name", FIELD_TEXT, offsetof(struct store_offer, site_name)},
    {"beds", FIELD_INT, offsetof(struct store_offer, beds)},
    {"made_at", FIELD_INSTANT, offsetof(struct store_offer, made_at)},
    {"deadline", FIELD_INSTANT, offsetof(struct store_offer, deadline)},
    {"answer", FIELD_KNOWN, offsetof(struct store_offer, answer)},
    {"answered_at", FIELD_INSTANT, offsetof(struct store_offer, answered_at)},
    {"version", FIELD_COUNT, offsetof(struct store_offer, version)},
};

void api_write_offer(struct buf *out, const struct store_offer *o)
{
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, o);
    buf_char(out, '}');
}

/* Whether ?after names an offer that one sees, or is not there. */
static int check_after(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    struct store_offer last = {0};
    int rc = api_after(c)[0] != '\0' ? store_offer_get(s, &scope, api_after(c), &last, e) : ERR_OK;
    if (rc == ERR_OK && api_after(c)[0] != '\0' && last.id == 0)
        rc = api_no_after(c, e);
    store_offer_release(&last);
    return rc;
}

int api_list_offers(struct api_call *c, struct store *s, struct err *e)
{
    const char *answer = api_query(c, "answer"), *request = api_query(c, "request");
    const int limit = api_limit(c);
    const struct store_offer_query q = {.scope = principal_scope(&c->who),
                                        .request = request[0] != '\0' ? request : NULL,
                                        .answer = strcmp(answer, "open") == 0 ? ""
                                                  : answer[0] != '\0'         ? answer
                                                                              : NULL,
                                        .after = api_after(c),
                                        .limit = limit + 1};
    struct store_offers offers = {0};
    int64_t n = 0;
    int rc = check_after(c, s, e);
    rc = rc != ERR_OK ? rc : store_offer_list(s, &q, &offers, &n, e);
    const size_t n_shown = offers.n > (size_t)limit ? (size_t)limit : offers.n;
    buf_str(&c->reply->body, "{\"items\":[");
    for (size_t i = 0; i < n_shown; i++) {
        buf_str(&c->reply->body, i > 0 ? ",\n" : "\n");
        api_write_offer(&c->reply->body, &offers.items[i]);
    }
    buf_fmt(&c->reply->body, "],\"n\":%lld}\n", (long long)n);
    if (offers.n > n_shown)
        api_next(c, offers.items[n_shown - 1].code);
    store_offers_release(&offers);
    return rc;
}

int api_get_offer(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    struct store_offer o = {0};
    int rc = store_offer_get(s, &scope, c->path[0], &o, e);
    if (rc == ERR_OK && o.id == 0)
        rc = ERR_ABSENT;
    if (rc == ERR_OK) {
        api_etag(c, o.version);
        api_write_offer(&c->reply->body, &o);
        buf_char(&c->reply->body, '\n');
    }
    store_offer_release(&o);
    return rc;
}

int api_post_offer_answer(struct api_call *c, struct store *s, struct err *e)
{
    const char *answer = json_text(json_get(c->body, "answer"));
    const enum offer_reply reply = strcmp(answer, "accepted") == 0 ? OFFER_ACCEPT : OFFER_DECLINE;
    int rc = offer_answer(s, &c->who, c->path[0], c->if_match, reply, clock_now_s(), e);
    return rc == ERR_OK ? api_get_offer(c, s, e) : rc;
}
