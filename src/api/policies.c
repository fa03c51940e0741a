/* Policies: documents that are added, never changed. */
#include "routes.h"

#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "service/policies.h"

static const struct api_field FIELDS[] = {
    {"code", FIELD_TEXT, offsetof(struct store_policy, code)},
    {"version", FIELD_INT, offsetof(struct store_policy, version)},
    {"name", FIELD_TEXT, offsetof(struct store_policy, name)},
    {"sha256", FIELD_TEXT, offsetof(struct store_policy, sha256)},
    {"is_used", FIELD_ANSWER, offsetof(struct store_policy, is_used)},
};

int api_list_policies(struct api_call *c, struct store *s, struct err *e)
{
    struct store_policies all = {0};
    struct buf *out = &c->reply->body;
    int rc = store_policy_list(s, &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, &all.items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\"n\":%zu}\n", all.n);
    store_policies_release(&all);
    return rc;
}

/* With the document itself, byte for byte as it was hashed. */
static void answer(struct api_call *c, const struct store_policy *p)
{
    struct buf *out = &c->reply->body;
    api_etag(c, p->version);
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, p);
    buf_str(out, ",\"document\":");
    buf_str(out, p->json);
    buf_str(out, "}\n");
}

int api_get_policy(struct api_call *c, struct store *s, struct err *e)
{
    struct store_policy p = {0};
    const int version = (int)strtol(api_query(c, "version"), NULL, 10);
    int rc = policies_get(s, c->path[0], version, &p, e);
    if (rc == ERR_OK)
        answer(c, &p);
    store_policy_release(&p);
    return rc;
}

int api_post_policy(struct api_call *c, struct store *s, struct err *e)
{
    struct store_policy p = {0};
    int rc = policies_add(s, &c->who, c->request->body, c->request->n_body, &p, &c->bad, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/policies/%s?version=%d", p.code, p.version);
        answer(c, &p);
    }
    store_policy_release(&p);
    return rc;
}
