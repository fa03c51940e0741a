/* The plainest body that a schema of openapi.json takes: what is required, and of that the first
 * and least. An example of the document goes before; where a pattern stands without one, there is
 * no guessing and the test says so. */
#ifndef API_BODY_MAKER_H
#define API_BODY_MAKER_H

#include "client.h"

#include "base/json.h"

/* Writes a tree as text. */
static inline void json_write(struct buf *b, const struct json *j)
{
    struct json_member m = {0};
    const char *before = "";
    if (json_is_object(j)) {
        buf_char(b, '{');
        while (json_next(j, &m)) {
            buf_str(b, before);
            buf_json(b, m.key);
            buf_char(b, ':');
            json_write(b, m.value);
            before = ",";
        }
        buf_char(b, '}');
    } else if (json_is_array(j)) {
        buf_char(b, '[');
        for (size_t i = 0; i < json_len(j); i++) {
            buf_str(b, i > 0 ? "," : "");
            json_write(b, json_at(j, i));
        }
        buf_char(b, ']');
    } else if (json_is_string(j)) {
        buf_json(b, json_text(j));
    } else if (json_is_int(j)) {
        buf_fmt(b, "%lld", (long long)json_int(j));
    } else if (json_is_real(j)) {
        buf_fmt(b, "%.15g", json_num(j));
    } else {
        buf_str(b, json_is_null(j) ? "null" : json_bool(j) ? "true" : "false");
    }
}

/* What a {"$ref": "#/components/KIND/NAME"} means, or the thing itself. */
static inline const struct json *body_resolve(const struct json *document, const struct json *j)
{
    char kind[32], name[64];
    if (sscanf(json_text(json_get(j, "$ref")), "#/components/%31[^/]/%63s", kind, name) != 2)
        return j;
    return json_get(json_get(json_get(document, "components"), kind), name);
}

static inline void body_make(struct buf *b, const struct json *document, const struct json *schema);

static inline void body_make_string(struct buf *b, const struct json *schema)
{
    const char *format = json_text(json_get(schema, "format"));
    if (strcmp(format, "date") == 0) {
        buf_str(b, "\"2026-07-01\"");
    } else if (strcmp(format, "date-time") == 0) {
        buf_str(b, "\"2026-07-01T08:00:00+07:00\"");
    } else if (json_get(schema, "pattern") != NULL) {
        fail_msg("openapi.json: pattern %s has no example", json_text(json_get(schema, "pattern")));
    } else {
        buf_char(b, '"');
        for (int64_t i = json_int(json_get(schema, "minLength")); i > 0; i--)
            buf_char(b, 'a');
        buf_char(b, '"');
    }
}

static inline void body_make_object(struct buf *b, const struct json *document,
                                    const struct json *schema)
{
    const struct json *needed = json_get(schema, "required");
    size_t n = 0;
    buf_char(b, '{');
    for (; n < json_len(needed); n++) {
        const char *name = json_text(json_at(needed, n));
        buf_str(b, n > 0 ? "," : "");
        buf_json(b, name);
        buf_char(b, ':');
        body_make(b, document, json_get(json_get(schema, "properties"), name));
    }
    struct json_member m = {0};
    if (n == 0 && json_int(json_get(schema, "minProperties")) > 0 &&
        json_next(json_get(schema, "properties"), &m)) {
        buf_json(b, m.key);
        buf_char(b, ':');
        body_make(b, document, m.value);
    }
    buf_char(b, '}');
}

static inline void body_make(struct buf *b, const struct json *document, const struct json *schema)
{
    schema = body_resolve(document, schema);
    const struct json *type = json_get(schema, "type"), *given = json_get(schema, "example");
    const char *name = json_text(json_is_array(type) ? json_at(type, 0) : type);
    given = given != NULL ? given : json_at(json_get(schema, "examples"), 0);
    given = given != NULL ? given : json_get(schema, "const");
    given = given != NULL ? given : json_at(json_get(schema, "enum"), 0);
    const struct json *any = json_get(schema, "anyOf");
    if (given != NULL) {
        json_write(b, given);
    } else if (any != NULL) {
        const bool is_null = strcmp(json_text(json_get(json_at(any, 0), "type")), "null") == 0;
        body_make(b, document, json_at(any, is_null ? 1 : 0));
    } else if (strcmp(name, "object") == 0) {
        body_make_object(b, document, schema);
    } else if (strcmp(name, "array") == 0) {
        buf_char(b, '[');
        for (int64_t i = 0; i < json_int(json_get(schema, "minItems")); i++) {
            buf_str(b, i > 0 ? "," : "");
            body_make(b, document, json_get(schema, "items"));
        }
        buf_char(b, ']');
    } else if (strcmp(name, "string") == 0) {
        body_make_string(b, schema);
    } else if (strcmp(name, "boolean") == 0) {
        buf_str(b, "false");
    } else {
        buf_fmt(b, "%.15g", json_num(json_get(schema, "minimum")));
    }
}

#endif
