/* Accounts: who may log in as what. */
#include "accounts.h"

#include <stddef.h>

#include "fields.h"
#include "routes.h"
#include "service/account.h"

/* ---- accounts ---- */

static const struct api_field FIELDS[] = {
    {"code", FIELD_TEXT, offsetof(struct store_account, code)},
    {"login", FIELD_TEXT, offsetof(struct store_account, login)},
    {"name", FIELD_TEXT, offsetof(struct store_account, name)},
    {"role", FIELD_TEXT, offsetof(struct store_account, role)},
    {"official", FIELD_KNOWN, offsetof(struct store_account, official)},
    {"agencies", FIELD_CODES, offsetof(struct store_account, agencies)},
    {"all_agencies", FIELD_YES_NO, offsetof(struct store_account, all_agencies)},
    {"is_disabled", FIELD_YES_NO, offsetof(struct store_account, is_disabled)},
    {"created_at", FIELD_INSTANT, offsetof(struct store_account, created_at)},
};

void api_write_account(struct buf *out, const struct store_account *a)
{
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, a);
    buf_fmt(out, ",\"has_password\":%s}", a->password[0] != '\0' ? "true" : "false");
}

/* Whether ?after names an account, or is not there. */
static int check_after(struct api_call *c, struct store *s, struct err *e)
{
    struct store_account last = {0};
    int rc = api_after(c)[0] != '\0' ? store_account_by_code(s, api_after(c), &last, e) : ERR_OK;
    if (rc == ERR_OK && api_after(c)[0] != '\0' && last.id == 0)
        rc = api_no_after(c, e);
    store_account_release(&last);
    return rc;
}

int api_list_accounts(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_account_filter filter = {.role = api_query(c, "role"),
                                                .login = api_query(c, "login"),
                                                .after = api_after(c),
                                                .limit = api_limit(c) + 1};
    const size_t limit = (size_t)api_limit(c);
    struct store_accounts all = {0};
    int64_t n = 0;
    int rc = check_after(c, s, e);
    rc = rc != ERR_OK ? rc : store_account_list(s, &filter, &all, &n, e);
    buf_str(&c->reply->body, "{\"items\":[");
    for (size_t i = 0; i < all.n && i < limit; i++) {
        buf_str(&c->reply->body, i > 0 ? ",\n" : "\n");
        api_write_account(&c->reply->body, &all.items[i]);
    }
    buf_fmt(&c->reply->body, "],\n\"n\":%lld}\n", (long long)n);
    if (all.n > limit)
        api_next(c, all.items[limit - 1].code);
    store_accounts_release(&all);
    return rc;
}

static void answer(struct api_call *c, const struct store_account *a)
{
    api_etag(c, a->version);
    api_write_account(&c->reply->body, a);
    buf_char(&c->reply->body, '\n');
}

int api_get_account(struct api_call *c, struct store *s, struct err *e)
{
    struct store_account a;
    int rc = account_get(s, c->path[0], &a, e);
    if (rc == ERR_OK)
        answer(c, &a);
    store_account_release(&a);
    return rc;
}

static const char *text_or_null(const struct json *j)
{
    return json_is_string(j) ? json_text(j) : json_is_null(j) ? "" : NULL;
}

/* What the body wants; `codes` gets the list of agencies as one text. */
static struct account_change wanted(const struct json *body, struct buf *codes)
{
    const struct json *agencies = json_get(body, "agencies");
    const struct json *all = json_get(body, "all_agencies");
    const struct json *off = json_get(body, "is_disabled");
    for (size_t i = 0; i < json_len(agencies); i++)
        buf_fmt(codes, "%s%s", i > 0 ? " " : "", json_text(json_at(agencies, i)));
    if (agencies != NULL)
        buf_str(codes, "");
    return (struct account_change){.login = text_or_null(json_get(body, "login")),
                                   .name = text_or_null(json_get(body, "name")),
                                   .role = text_or_null(json_get(body, "role")),
                                   .official = text_or_null(json_get(body, "official")),
                                   .agencies = agencies == NULL      ? NULL
                                               : codes->data != NULL ? codes->data
                                                                     : "",
                                   .all_agencies = all == NULL ? -1 : json_bool(all),
                                   .is_disabled = off == NULL ? -1 : json_bool(off)};
}

int api_post_account(struct api_call *c, struct store *s, struct err *e)
{
    struct buf codes = {0};
    struct store_account a;
    const struct account_change in = wanted(c->body, &codes);
    int rc = account_add(s, &c->who, &in, &a, &c->bad, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/accounts/%s", a.code);
        answer(c, &a);
    }
    store_account_release(&a);
    buf_release(&codes);
    return rc;
}

int api_patch_account(struct api_call *c, struct store *s, struct err *e)
{
    struct buf codes = {0};
    struct store_account a;
    const struct account_change in = wanted(c->body, &codes);
    int rc = account_change(s, &c->who, c->path[0], c->if_match, &in, &a, &c->bad, e);
    if (rc == ERR_OK)
        answer(c, &a);
    store_account_release(&a);
    buf_release(&codes);
    return rc;
}
