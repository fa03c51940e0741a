/* The audit, the last row first; and whether its chain holds. */
#include "routes.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "fields.h"
#include "store/audit.h"

static const struct api_field FIELDS[] = {
    {"seq", FIELD_COUNT, offsetof(struct store_audit, seq)},
    {"at", FIELD_INSTANT, offsetof(struct store_audit, at)},
    {"actor", FIELD_KNOWN, offsetof(struct store_audit, actor_code)},
    {"actor_login", FIELD_KNOWN, offsetof(struct store_audit, actor_login)},
    {"action", FIELD_TEXT, offsetof(struct store_audit, action)},
    {"object", FIELD_TEXT, offsetof(struct store_audit, object)},
    {"fields", FIELD_TEXT, offsetof(struct store_audit, fields)},
};

/* Where a day begins, `days` later; 0 where none is given. */
static int64_t begin_of(const char *day, int days)
{
    return day[0] == '\0' ? 0 : clock_midnight(day, days);
}

int api_list_audit(struct api_call *c, struct store *s, struct err *e)
{
    const size_t limit = (size_t)api_limit(c);
    const struct store_audit_query q = {.object = api_query(c, "object"),
                                        .action = api_query(c, "action"),
                                        .actor = api_query(c, "actor"),
                                        .from = begin_of(api_query(c, "from"), 0),
                                        .until = begin_of(api_query(c, "until"), 1),
                                        .before = strtoll(api_after(c), NULL, 10),
                                        .limit = (int)limit + 1};
    struct buf *out = &c->reply->body;
    struct store_audits all;
    int64_t n = 0;
    int rc = store_audit_page(s, &q, &all, &n, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n && i < limit; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, &all.items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (all.n > limit) {
        char last[24];
        snprintf(last, sizeof last, "%lld", (long long)all.items[limit - 1].seq);
        api_next(c, last);
    }
    store_audits_release(&all);
    return rc;
}

int api_get_audit_verification(struct api_call *c, struct store *s, struct err *e)
{
    struct store_audit_report r;
    struct buf *out = &c->reply->body;
    int rc = store_audit_verify(s, NULL, 0, &r, e);
    const bool is_broken = rc == ERR_DATA;
    if (rc != ERR_OK && !is_broken)
        return rc;
    buf_fmt(out, "{\"n_rows\":%lld,\"seq\":%lld,\"h\":\"", (long long)r.n_rows,
            (long long)r.head.seq);
    for (size_t i = 0; i < sizeof r.head.h; i++)
        buf_fmt(out, "%02x", r.head.h[i]);
    buf_str(out, "\",\"fault\":");
    if (is_broken) {
        buf_fmt(out, "{\"seq\":%lld,\"detail\":", (long long)r.seq);
        buf_json(out, err_text(e, c->lang));
        buf_char(out, '}');
    } else {
        buf_str(out, "null");
    }
    buf_str(out, "}\n");
    *e = (struct err){0};
    return ERR_OK;
}
