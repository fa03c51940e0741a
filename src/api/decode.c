/* What was sent, against the document: query, body, If-Match. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 255 }; /* of an Idempotency-Key: schema.c of src/store has it, too */

/* Whether a field like "application/json; charset=utf-8" names the type. */
static bool is_type(const char *field, const char *type)
{
    const size_t n = strlen(type);
    return field != NULL && strncmp(field, type, n) == 0 &&
           (field[n] == '\0' || field[n] == ';' || field[n] == ' ');
}

/* "v12", or "v12-…" of a GET, of an If-Match with one strong tag: the version counts. */
static bool read_version(const char *field, int64_t *version)
{
    char *end;
    if (strncmp(field, "\"v", 2) != 0 || field[2] < '1' || field[2] > '9')
        return false;
    *version = strtoll(field + 2, &end, 10);
    if (*end == '-')
        end += 1 + strspn(end + 1, "0123456789abcdef");
    return strcmp(end, "\"") == 0;
}

static int decode_match(struct api_call *c)
{
    const char *field = c->request->field[HTTP_IF_MATCH];
    if (field == NULL)
        return (c->route->needs & API_IF_MATCH) != 0 ? 428 : 0;
    if (strcmp(field, "*") == 0 || read_version(field, &c->if_match))
        return 0;
    return 412; /* a tag that was never given */
}

/* Of any request: longer than what is kept, or nothing at all, is no key. */
static int decode_key(const struct api_call *c, struct err *e)
{
    const char *key = c->request->field[HTTP_IDEMPOTENCY_KEY];
    if (key == NULL || (key[0] != '\0' && strlen(key) <= KEY_MAX))
        return 0;
    err_set(e, ERR_INPUT, "Idempotency-Key phải có từ 1 đến %d ký tự",
            "an Idempotency-Key has 1 to %d characters", KEY_MAX);
    return 400;
}

static int decode_body(struct api_call *c, struct err *e)
{
    const struct http_request *r = c->request;
    if ((c->route->needs & API_UPLOAD) != 0)
        return 0;
    if (r->n_body > 0 && !is_type(r->field[HTTP_CONTENT_TYPE], "application/json"))
        return 415;
    if (r->n_body > 0) {
        c->body = json_parse(r->body, r->n_body, e);
        if (c->body == NULL)
            return 400;
    }
    return schema_body(c->operation, c->body, &c->bad) ? 0 : 422;
}

int api_decode(struct api_call *c, struct err *e)
{
    if (c->operation == NULL)
        return 0;
    if (!schema_params(c->operation, c->request->n_params, c->request->params, &c->bad))
        return 422;
    int status = decode_key(c, e);
    status = status != 0 ? status : decode_body(c, e);
    return status != 0 ? status : decode_match(c);
}
