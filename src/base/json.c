/* The JSON reader over Jansson, see the header. A `struct json` is a `json_t`.
 *
 * Jansson itself allows 2048 levels; the depth is counted before it parses, so neither its
 * recursion nor ours goes deeper than LEVELS.
 */
#include "base/json.h"

#include <jansson.h>
#include <string.h>

/* Jansson has macros of these names. */
#undef json_is_object
#undef json_is_array
#undef json_is_string
#undef json_is_real
#undef json_is_real
#undef json_is_null

enum { LEVELS = 16 }; /* policies have 5 */

static const json_t *node(const struct json *j)
{
    return (const json_t *)j;
}

static bool is_type(const struct json *j, json_type type)
{
    return j != NULL && json_typeof(node(j)) == type;
}

/* Deepest level of brackets outside strings. */
static int depth_of(const char *text, size_t len)
{
    int depth = 0, deepest = 0;
    bool is_in_string = false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (is_in_string && c == '\\') {
            i++;
        } else if (c == '"') {
            is_in_string = !is_in_string;
        } else if (!is_in_string && (c == '[' || c == '{')) {
            depth++;
            deepest = depth > deepest ? depth : deepest;
        } else if (!is_in_string && (c == ']' || c == '}')) {
            depth--;
        }
    }
    return deepest;
}

struct json *json_parse(const char *text, size_t len, struct err *e)
{
    if (depth_of(text, len) > LEVELS) {
        err_set(e, ERR_INPUT, "JSON lồng quá %d tầng", "JSON nested deeper than %d levels", LEVELS);
        return NULL;
    }
    json_error_t why = {0};
    json_t *root =
        json_loadb(text == NULL ? "" : text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    if (root == NULL) {
        char *quote = strstr(why.text, " near "); /* bytes of the text, which may be anything */
        if (quote != NULL)
            *quote = '\0';
        err_set(e, ERR_INPUT, "JSON sai ở dòng %d, cột %d: %s",
                "invalid JSON at line %d, column %d: %s", why.line, why.column, why.text);
    }
    return (struct json *)root;
}

void json_free(struct json *root)
{
    json_decref((json_t *)root);
}

bool json_is_object(const struct json *j)
{
    return is_type(j, JSON_OBJECT);
}

bool json_is_array(const struct json *j)
{
    return is_type(j, JSON_ARRAY);
}

bool json_is_string(const struct json *j)
{
    return is_type(j, JSON_STRING);
}

bool json_is_int(const struct json *j)
{
    return is_type(j, JSON_INTEGER);
}

bool json_is_real(const struct json *j)
{
    return is_type(j, JSON_REAL);
}

bool json_is_bool(const struct json *j)
{
    return is_type(j, JSON_TRUE) || is_type(j, JSON_FALSE);
}

bool json_is_null(const struct json *j)
{
    return is_type(j, JSON_NULL);
}

const struct json *json_get(const struct json *object, const char *key)
{
    return (const struct json *)json_object_get(node(object), key);
}

size_t json_len(const struct json *j)
{
    return json_is_object(j) ? json_object_size(node(j)) : json_array_size(node(j));
}

/* Member `i` of an object, in Jansson's terms. Jansson takes no const but changes nothing. */
static void *member_at(const struct json *object, size_t i)
{
    json_t *o = (json_t *)node(object);
    void *at = json_object_iter(o);
    while (at != NULL && i-- > 0)
        at = json_object_iter_next(o, at);
    return at;
}

const struct json *json_at(const struct json *j, size_t i)
{
    if (!json_is_object(j))
        return (const struct json *)json_array_get(node(j), i);
    void *at = member_at(j, i);
    return at == NULL ? NULL : (const struct json *)json_object_iter_value(at);
}

const char *json_key_at(const struct json *object, size_t i)
{
    void *at = json_is_object(object) ? member_at(object, i) : NULL;
    return at == NULL ? NULL : json_object_iter_key(at);
}

bool json_next(const struct json *object, struct json_member *m)
{
    if (!json_is_object(object))
        return false;
    json_t *o = (json_t *)node(object);
    m->at = m->at == NULL ? json_object_iter(o) : json_object_iter_next(o, m->at);
    m->key = m->at == NULL ? NULL : json_object_iter_key(m->at);
    m->value = m->at == NULL ? NULL : (const struct json *)json_object_iter_value(m->at);
    return m->at != NULL;
}

bool json_is_equal(const struct json *a, const struct json *b)
{
    return json_equal(node(a), node(b)) != 0;
}

const char *json_text(const struct json *j)
{
    return json_is_string(j) ? json_string_value(node(j)) : "";
}

int64_t json_int(const struct json *j)
{
    return json_is_int(j) ? (int64_t)json_integer_value(node(j)) : 0;
}

double json_num(const struct json *j)
{
    return json_number_value(node(j));
}

bool json_bool(const struct json *j)
{
    return is_type(j, JSON_TRUE);
}
