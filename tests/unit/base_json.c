/* Laws of the JSON reader. */
#include "base/buf.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct json *parse(const char *text)
{
    struct err e = {0};
    struct json *root = json_parse(text, strlen(text), &e);
    assert_true((root == NULL) == (e.code == ERR_INPUT));
    assert_true(root != NULL || (e.vi[0] != '\0' && e.en[0] != '\0'));
    return root;
}

static void t_values_read_as_written(void **state)
{
    (void)state;
    struct json *root = parse("{\"s\":\"Nguyễn\",\"i\":-6,\"r\":6.0,\"t\":true,\"f\":false,"
                              "\"n\":null,\"a\":[1,[2]],\"o\":{\"x\":1}}");
    assert_true(json_is_object(root));
    assert_int_equal(json_len(root), 8);
    assert_string_equal(json_text(json_get(root, "s")), "Nguyễn");
    assert_true(json_is_int(json_get(root, "i")) && json_int(json_get(root, "i")) == -6);
    assert_true(json_is_real(json_get(root, "r")) && !json_is_int(json_get(root, "r")));
    assert_true(json_num(json_get(root, "r")) > 5.9 && json_num(json_get(root, "i")) < -5.9);
    assert_true(json_is_bool(json_get(root, "t")) && json_bool(json_get(root, "t")));
    assert_true(json_is_bool(json_get(root, "f")) && !json_bool(json_get(root, "f")));
    assert_true(json_is_null(json_get(root, "n")));
    assert_int_equal(json_int(json_at(json_at(json_get(root, "a"), 1), 0)), 2);
    json_free(root);
}

static void t_members_keep_their_order(void **state)
{
    (void)state;
    struct json *root = parse("{\"z\":1,\"a\":2,\"m\":3}");
    static const char *const keys[] = {"z", "a", "m"};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(json_key_at(root, i), keys[i]);
        assert_int_equal(json_int(json_at(root, i)), (int)i + 1);
    }
    assert_null(json_key_at(root, 3));
    assert_null(json_at(root, 3));
    json_free(root);
}

static void t_walking_members_is_as_counting_them(void **state)
{
    (void)state;
    struct json *root = parse("{\"z\":1,\"a\":[2],\"m\":null}");
    struct json_member m = {0};
    size_t n = 0;
    for (; json_next(root, &m); n++) {
        assert_string_equal(m.key, json_key_at(root, n));
        assert_ptr_equal(m.value, json_at(root, n));
    }
    assert_int_equal(n, json_len(root));
    m = (struct json_member){0};
    assert_false(json_next(json_get(root, "a"), &m));
    assert_false(json_next(NULL, &m));
    json_free(root);
}

static void t_equal_is_what_says_the_same(void **state)
{
    (void)state;
    struct json *root = parse("[{\"a\":1,\"b\":[null]},{\"b\":[null],\"a\":1},{\"a\":1.0,"
                              "\"b\":[null]},{\"a\":1}]");
    assert_true(json_is_equal(json_at(root, 0), json_at(root, 1)));
    assert_false(json_is_equal(json_at(root, 0), json_at(root, 2)));
    assert_false(json_is_equal(json_at(root, 0), json_at(root, 3)));
    assert_false(json_is_equal(json_at(root, 0), NULL));
    json_free(root);
}

static void t_missing_nodes_are_nothing(void **state)
{
    (void)state;
    assert_null(json_get(NULL, "x"));
    assert_null(json_at(NULL, 0));
    assert_null(json_key_at(NULL, 0));
    assert_int_equal(json_len(NULL), 0);
    assert_false(json_is_object(NULL) || json_is_array(NULL) || json_is_string(NULL) ||
                 json_is_int(NULL) || json_is_real(NULL) || json_is_bool(NULL) ||
                 json_is_null(NULL) || json_bool(NULL));
    assert_string_equal(json_text(NULL), "");
    assert_int_equal(json_int(NULL), 0);
    json_free(NULL);
}

static void t_what_is_no_document(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",         "{",    "{\"a\":1,\"a\":2}", "[1] x", "[1,]",        "'a'",
        "\"\xFF\"", "[01]", "{\"a\":}",          "nul",   "\"\\u0000\"", "[99999999999999999999]"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(parse(bad[i]));
}

static void t_sixteen_levels(void **state)
{
    (void)state;
    for (int depth = 15; depth <= 18; depth++) {
        struct buf text = {0};
        for (int i = 0; i < depth; i++)
            buf_char(&text, '[');
        buf_str(&text, "\"[[[\\\"[[\"");
        for (int i = 0; i < depth; i++)
            buf_char(&text, ']');
        struct json *root = parse(text.data);
        assert_true((root != NULL) == (depth <= 16));
        json_free(root);
        buf_release(&text);
    }
}

static void t_what_is_escaped_reads_back(void **state)
{
    (void)state;
    char text[256];
    for (int c = 1; c < 128; c++)
        text[c - 1] = (char)c;
    text[127] = '\0';
    struct buf b = {0};
    buf_json(&b, text);
    struct json *root = parse(b.data);
    assert_string_equal(json_text(root), text);
    json_free(root);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_values_read_as_written),
        cmocka_unit_test(t_members_keep_their_order),
        cmocka_unit_test(t_walking_members_is_as_counting_them),
        cmocka_unit_test(t_equal_is_what_says_the_same),
        cmocka_unit_test(t_missing_nodes_are_nothing),
        cmocka_unit_test(t_what_is_no_document),
        cmocka_unit_test(t_sixteen_levels),
        cmocka_unit_test(t_what_is_escaped_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
