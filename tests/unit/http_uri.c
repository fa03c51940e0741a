/* Targets: what is decoded, and that nothing ambiguous is. */
#include "../../src/http/uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char text[4096];
static struct http_param params[URI_MAX_PARAMS];
static size_t n_params;
static const char *path;

static int split(const char *raw)
{
    const char *why = NULL;
    snprintf(text, sizeof text, "%s", raw);
    const int status = uri_split(text, &path, params, &n_params, &why);
    assert_true(status == 0 ? why == NULL : why != NULL);
    return status;
}

static void t_paths(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *path;
    } rows[] = {
        {"/", "/"},
        {"/api/v1/sites", "/api/v1/sites"},
        {"/a%20b", "/a b"},
        {"/%E1%BA%BFch", "/\xe1\xba\xbf"
                         "ch"},
        {"/%41%7e", "/A~"},
        {"/%2525", "/%25"},
        {"/a+b;c,d:@!$&'()*=", "/a+b;c,d:@!$&'()*="},
        {"/...", "/..."},
        {"/.a/b.", "/.a/b."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(split(rows[i].raw), 0);
        assert_string_equal(path, rows[i].path);
        assert_int_equal(n_params, 0);
    }
}

static void t_ambiguous_paths_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "*",
                                      "a",
                                      "http://a/",
                                      "//",
                                      "//a",
                                      "/a//b",
                                      "/a/",
                                      "/.",
                                      "/..",
                                      "/a/../b",
                                      "/./a",
                                      "/a/..",
                                      "/%2e",
                                      "/%2E%2e/a",
                                      "/.%2e/a",
                                      "/%2f",
                                      "/a%2Fb",
                                      "/a%5cb",
                                      "/%00",
                                      "/a%0a",
                                      "/%7f",
                                      "/%zz",
                                      "/%",
                                      "/%4",
                                      "/%4g",
                                      "/%g4",
                                      "/a b",
                                      "/a\\b",
                                      "/a#b",
                                      "/a\"b",
                                      "/<a>",
                                      "/a^b",
                                      "/a`b",
                                      "/{a}",
                                      "/a|b",
                                      "/[a]",
                                      "/\xc4\x91",
                                      "/%c0%af",
                                      "/%c0%80",
                                      "/%ff",
                                      "/%e1%ba",
                                      "/%ed%a0%80",
                                      "/%f4%90%80%80",
                                      "/%f8%88%80%80%80",
                                      "/%80",
                                      "/%e0%80%af",
                                      "/a\tb",
                                      "/a\x7f"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(split(bad[i]), 400);
}

/* Every octet, plain and escaped, in a path and in a value. */
static void t_every_octet(void **state)
{
    (void)state;
    for (int c = 1; c < 256; c++) {
        char raw[32];
        const bool is_pchar = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || strchr("-._~!$&'()*+,;=:@", c);
        if (c != '?' && c != '/' && c != '%') {
            snprintf(raw, sizeof raw, "/x%cy", c);
            assert_int_equal(split(raw), is_pchar ? 0 : 400);
        }
        const bool is_text = c >= 0x20 && c < 0x7f;
        snprintf(raw, sizeof raw, "/x%%%02x", (unsigned)c);
        assert_int_equal(split(raw), is_text && c != '/' && c != '\\' ? 0 : 400);
        snprintf(raw, sizeof raw, "/x?k=%%%02X", (unsigned)c);
        assert_int_equal(split(raw), is_text ? 0 : 400);
        if (is_text) {
            assert_int_equal(params[0].value[0], c);
            assert_int_equal(params[0].value[1], 0);
        }
    }
    assert_int_equal(split("/x?k=%00"), 400);
}

static void t_queries(void **state)
{
    (void)state;
    assert_int_equal(split("/a?q=nguy%E1%BB%85n+thi&page=2&flag&e=&f&x=a=b?/"), 0);
    static const char *const expected[][2] = {{"q", "nguy\xe1\xbb\x85n thi"},
                                              {"page", "2"},
                                              {"flag", ""},
                                              {"e", ""},
                                              {"f", ""},
                                              {"x", "a=b?/"}};
    assert_int_equal(n_params, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(params[i].name, expected[i][0]);
        assert_string_equal(params[i].value, expected[i][1]);
    }
    assert_string_equal(path, "/a");
    assert_int_equal(split("/a?"), 0);
    assert_int_equal(n_params, 0);
    assert_int_equal(split("/a?%61b&c%64"), 0);
    assert_string_equal(params[0].name, "ab");
    assert_string_equal(params[0].value, "");
    assert_string_equal(params[1].name, "cd");
    static const char *const bad[] = {
        "/a?b=1&b=2", "/a?b=1&%62=2", "/a?&",     "/a?b&&c",  "/a?=1",    "/a?b=%zz", "/a?b=%c0%af",
        "/a?b=\xff",  "/a?b=#",       "/a?b=%0d", "/a?b=[1]", "/a?%0a=1", "/a?b%00=1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(split(bad[i]), 400);
}

static void t_limits(void **state)
{
    (void)state;
    char raw[2048] = "/";
    memset(raw + 1, 'a', URI_MAX_BYTES - 1);
    assert_int_equal(split(raw), 0);
    raw[URI_MAX_BYTES] = 'a';
    assert_int_equal(split(raw), 414);
    size_t n = (size_t)snprintf(raw, sizeof raw, "/?p=1");
    for (int i = 1; i < URI_MAX_PARAMS; i++)
        n += (size_t)snprintf(raw + n, sizeof raw - n, "&p%d", i);
    assert_int_equal(split(raw), 0);
    assert_int_equal(n_params, URI_MAX_PARAMS);
    snprintf(raw + n, sizeof raw - n, "&last");
    assert_int_equal(split(raw), 400);
}

/* Decoding twice would be an attack's way in: what comes out is what a naive decoder finds. */
static void t_agrees_with_a_naive_twin(void **state)
{
    (void)state;
    static const char *const pieces[] = {"/",   "a",   "%", "%2", "%25", "%2e", ".",   "%2f",
                                         "%c3", "%a9", "?", "&",  "=",   "+",   "%00", "b"};
    unsigned seed = 7;
    int n_good = 0;
    for (int round = 0; round < 20000; round++) {
        char raw[64] = "/";
        for (int i = 0; i < 6; i++) {
            seed = seed * 1103515245u + 12345u;
            strncat(raw, pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])], 8);
        }
        if (split(raw) != 0)
            continue;
        n_good++;
        char naive[64];
        size_t n = 0;
        for (const char *p = raw; *p != '\0' && *p != '?'; p++) {
            unsigned c = (unsigned char)*p;
            if (c == '%') {
                assert_int_equal(sscanf(p + 1, "%2x", &c), 1);
                p += 2;
            }
            naive[n++] = (char)c;
        }
        naive[n] = '\0';
        assert_string_equal(path, naive);
        assert_null(strstr(path, "//"));
        assert_null(strstr(path, "/./"));
        assert_null(strstr(path, "/../"));
    }
    assert_true(n_good > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_paths),       cmocka_unit_test(t_ambiguous_paths_are_refused),
        cmocka_unit_test(t_every_octet), cmocka_unit_test(t_queries),
        cmocka_unit_test(t_limits),      cmocka_unit_test(t_agrees_with_a_naive_twin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
