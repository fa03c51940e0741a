/* Tokens: programs that act for one's own account. */
#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "service/account.h"

static const struct api_field FIELDS[] = {
    {"name", FIELD_TEXT, offsetof(struct store_token, name)},
    {"scopes", FIELD_CODES, offsetof(struct store_token, scope)},
    {"created_at", FIELD_INSTANT, offsetof(struct store_token, created_at)},
    {"expires_at", FIELD_INSTANT, offsetof(struct store_token, expires_at)},
    {"revoked_at", FIELD_INSTANT, offsetof(struct store_token, revoked_at)},
};

static void write_token(struct buf *out, const struct store_token *t, const char *secret)
{
    buf_fmt(out, "{\"code\":\"%s\",", t->code);
    if (secret != NULL)
        buf_fmt(out, "\"token\":\"%s\",", secret);
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, t);
    buf_char(out, '}');
}

int api_list_tokens(struct api_call *c, struct store *s, struct err *e)
{
    struct buf *out = &c->reply->body;
    struct store_tokens all;
    int rc = store_token_list(s, c->who.account_id, &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_token(out, &all.items[i], NULL);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", all.n);
    store_tokens_release(&all);
    return rc;
}

int api_post_token(struct api_call *c, struct store *s, struct err *e)
{
    const struct json *scopes = json_get(c->body, "scopes");
    struct token_change in = {.name = json_text(json_get(c->body, "name")),
                              .days = (int)json_int(json_get(c->body, "days"))};
    struct store_token t;
    char secret[72];
    for (size_t i = 0; i < json_len(scopes); i++)
        in.writes = in.writes || strcmp(json_text(json_at(scopes, i)), "write") == 0;
    int rc = token_add(s, &c->who, &in, clock_now_s(), &t, secret, &c->bad, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/tokens/%s", t.code);
        write_token(&c->reply->body, &t, secret);
        buf_char(&c->reply->body, '\n');
    }
    explicit_bzero(secret, sizeof secret);
    store_token_release(&t);
    return rc;
}

int api_delete_token(struct api_call *c, struct store *s, struct err *e)
{
    return token_end(s, &c->who, c->path[0], clock_now_s(), e);
}
