/* What is wrong with a body or a query, told by pointers, whichever the operation: all fields that
 * are missing at once, every text that holds what nobody can see, values that are none. And an id
 * that is longer than any. */
#include "matrix_walk.h"

static size_t n_told;

static const struct json *schema_of(const struct proper *p)
{
    return body_resolve(document,
                        json_get(json_get(body_content(p->route), "application/json"), "schema"));
}

static void nothing_but_brackets(struct proper *p)
{
    const struct json *needed = p->is_json ? json_get(schema_of(p), "required") : NULL;
    if (json_len(needed) == 0)
        return;
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, "{}"), 422, NULL);
    for (size_t i = 0; i < json_len(needed); i++, n_told++) {
        struct buf pointer = {0};
        buf_fmt(&pointer, "\"pointer\":\"/%s\"", json_text(json_at(needed, i)));
        if (strstr(api_body(&reply), pointer.data) == NULL)
            buf_fmt(&wrong, "\n%s: {}: no %s", p->route->operation, pointer.data);
        buf_release(&pointer);
    }
}

static void t_all_missing_fields_are_told_at_once(void **state)
{
    (void)state;
    n_told = 0;
    walk("an empty body", nothing_but_brackets);
    assert_true(n_told > 20);
}

static bool is_text(const struct json *schema)
{
    const struct json *type = json_get(schema, "type");
    return strcmp(json_text(json_is_array(type) ? json_at(type, 0) : type), "string") == 0;
}

/* A right-to-left override, as a name that reads otherwise than it is. */
static void unseen_text(struct proper *p)
{
    struct json_member f = {0};
    while (p->is_json && json_next(json_get(schema_of(p), "properties"), &f)) {
        if (!is_text(body_resolve(document, f.value)))
            continue;
        struct buf body = {0}, pointer = {0};
        buf_fmt(&body, "{\"%s\":\"Nguy\\u202Eễn\"}", f.key);
        buf_fmt(&pointer, "\"pointer\":\"/%s\"", f.key);
        expect(p->route, call(p->route, p->who, p->path.data, p->head.data, body.data), 422,
               pointer.data);
        buf_release(&body);
        buf_release(&pointer);
        n_told++;
    }
}

static void t_no_text_holds_what_nobody_sees(void **state)
{
    (void)state;
    n_told = 0;
    walk("a text with an override", unseen_text);
    assert_true(n_told > 20);
}

/* No number, no date, no word that a list names. */
static void bad_value(struct proper *p)
{
    const struct json *list = json_get(json_of(p->route), "parameters");
    for (size_t i = 0; i < json_len(list); i++) {
        const struct json *param = body_resolve(document, json_at(list, i));
        const struct json *schema = body_resolve(document, json_get(param, "schema"));
        const char *name = json_text(json_get(param, "name"));
        const bool is_free = is_text(schema) && json_get(schema, "enum") == NULL &&
                             json_get(schema, "format") == NULL &&
                             json_get(schema, "pattern") == NULL;
        if (strcmp(json_text(json_get(param, "in")), "query") != 0 || is_free ||
            json_bool(json_get(param, "required")))
            continue;
        struct buf path = {0}, pointer = {0};
        buf_fmt(&path, "%s%s%s=~", p->path.data, strchr(p->path.data, '?') != NULL ? "&" : "?",
                name);
        buf_fmt(&pointer, "\"pointer\":\"?%s\"", name);
        expect(p->route, call(p->route, p->who, path.data, p->head.data, p->body.data), 422,
               pointer.data);
        buf_release(&path);
        buf_release(&pointer);
        n_told++;
    }
}

static void t_parameters_are_what_the_document_says(void **state)
{
    (void)state;
    n_told = 0;
    walk("~ as a value", bad_value);
    assert_true(n_told > 20);
}

static void long_id(struct proper *p)
{
    const char *at = strchr(p->route->pattern, '{');
    if (at == NULL)
        return;
    for (size_t n = 100; n <= 800; n *= 2) { /* beyond it is 414 */
        struct buf path = {0};
        buf_add(&path, p->route->pattern, (size_t)(at - p->route->pattern));
        for (size_t i = 0; i < n; i++)
            buf_char(&path, 'a');
        for (const char *rest = strchr(at, '}') + 1; *rest != '\0'; rest++) {
            buf_char(&path, *rest == '{' ? 'a' : *rest);
            rest += *rest == '{' ? strcspn(rest, "}") : 0;
        }
        path_add_query(json_of(p->route), &path);
        expect(p->route, call(p->route, p->who, path.data, p->head.data, p->body.data), 404, NULL);
        buf_release(&path);
    }
}

static void t_an_id_longer_than_any_is_not_there(void **state)
{
    (void)state;
    walk("a long id", long_id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(t_all_missing_fields_are_told_at_once, clear),
        cmocka_unit_test_setup(t_no_text_holds_what_nobody_sees, clear),
        cmocka_unit_test_setup(t_parameters_are_what_the_document_says, clear),
        cmocka_unit_test_setup(t_an_id_longer_than_any_is_not_there, clear),
    };
    house_begin();
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&wrong);
    house_end();
    return rc;
}
