/* The audit, the last row first. */
#include "routes.h"

#include <stdio.h>
#include <stdlib.h>

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

int api_list_audit(struct api_call *c, struct store *s, struct err *e)
{
    const char *object = api_query(c, "object");
    const size_t limit = (size_t)api_limit(c);
    struct buf *out = &c->reply->body;
    struct store_audits all;
    int64_t n = 0;
    int rc = store_audit_page(s, object[0] != '\0' ? object : NULL, strtoll(api_after(c), NULL, 10),
                              (int)limit + 1, &all, &n, e);
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
