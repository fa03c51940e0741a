/* The web UI as the program carries it: one page that asks for a script and a style by names of
 * their content, kept for ever; nothing inline, nothing from elsewhere. */
#include "api_server.h"

static struct server server;
static struct buf in;

static int set_up(void **state)
{
    (void)state;
    api_make(&server, NULL);
    api_begin(&server);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    buf_release(&in);
    api_end(&server);
    return 0;
}

/* The address behind `mark` in the page, up to the quote; the caller frees. */
static char *address_of(const char *mark)
{
    assert_int_equal(api_ask(&server, "GET", "/", "", NULL, &in), 200);
    const char *at = strstr(api_body(&in), mark);
    assert_non_null(at);
    at += strlen(mark);
    return strndup(at, strcspn(at, "\""));
}

static void t_the_page_has_nothing_inline(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/", "", NULL, &in), 200);
    assert_null(strstr(api_body(&in), "<style"));
    assert_null(strstr(api_body(&in), "style="));
    assert_null(strstr(api_body(&in), "http"));
    for (const char *at = api_body(&in); (at = strstr(at, "<script")) != NULL; at++)
        assert_int_equal(strncmp(strchr(at, '>'), "></script>", 10), 0);
    char *cache = api_header(&in, "Cache-Control");
    assert_string_equal(cache, "no-cache"); /* or nobody would see the next version */
    free(cache);
}

static void t_what_it_asks_for_is_there_and_kept(void **state)
{
    static const char *const marks[][2] = {{"src=\"", "text/javascript"},
                                           {"stylesheet\" href=\"", "text/css"},
                                           {"modulepreload\" href=\"", "text/javascript"},
                                           {"image/svg+xml\" href=\"", "image/svg+xml"}};
    (void)state;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        char *path = address_of(marks[m][0]);
        assert_int_equal(api_ask(&server, "GET", path, "", NULL, &in), 200);
        char *type = api_header(&in, "Content-Type"), *cache = api_header(&in, "Cache-Control");
        assert_int_equal(strncmp(type, marks[m][1], strlen(marks[m][1])), 0);
        assert_non_null(strstr(cache, "immutable"));
        const size_t whole = in.len;
        assert_int_equal(api_ask(&server, "GET", path, "Accept-Encoding: gzip, br\r\n", NULL, &in),
                         200);
        char *coding = api_header(&in, "Content-Encoding");
        assert_string_equal(coding, "gzip");
        assert_true(in.len < whole);
        free(coding);
        free(type);
        free(cache);
        free(path);
    }
}

/* Who runs no script learns where the published lists are. */
static void t_there_is_a_way_without_script(void **state)
{
    (void)state;
    char *path = address_of("<noscript>");
    free(path);
    path = address_of("<a href=\"");
    assert_int_equal(api_ask(&server, "GET", path, "", NULL, &in), 200);
    char *type = api_header(&in, "Content-Type");
    assert_int_equal(strncmp(type, "text/csv", 8), 0);
    free(type);
    free(path);
}

static void t_a_demo_says_so(void **state)
{
    struct server demo;
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/", "", NULL, &in), 200);
    assert_non_null(strstr(api_body(&in), "<html lang=\"vi\" data-demo=\"0\">"));
    api_make(&demo, NULL);
    api_is_demo = true;
    api_begin(&demo);
    assert_int_equal(api_ask(&demo, "GET", "/", "", NULL, &in), 200);
    assert_non_null(strstr(api_body(&in), "<html lang=\"vi\" data-demo=\"1\">"));
    api_end(&demo);
    api_is_demo = false;
}

static void t_another_version_is_not_there(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/assets/0000000000000000/app.js", "", NULL, &in),
                     404);
    assert_int_equal(api_ask(&server, "GET", "/assets/app.js", "", NULL, &in), 404);
}

/* Bytes packed of files of the version. */
static size_t packed(const char *const *files, size_t n_files)
{
    size_t n = 0;
    char *script = address_of("src=\"");
    for (size_t i = 0; i < n_files; i++) {
        char path[80];
        snprintf(path, sizeof path, "%.*s/%s", (int)(strrchr(script, '/') - script), script,
                 files[i]);
        assert_int_equal(api_ask(&server, "GET", path, "Accept-Encoding: gzip\r\n", NULL, &in),
                         200);
        n += in.len - (size_t)(api_body(&in) - in.data);
    }
    free(script);
    return n;
}

/* What an official's phone loads, and an office with its first page (src/web/files.txt). */
static void t_it_is_small(void **state)
{
    static const char *const files[] = {
        "app.js",           "app.css",    "words-vi-app.js",    "desk.js",
        "words-vi-desk.js", "planner.js", "words-vi-planner.js"};
    (void)state;
    assert_true(packed(files, 3) < 50 * 1024);
    assert_true(packed(files, 7) < 80 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_page_has_nothing_inline),
        cmocka_unit_test(t_what_it_asks_for_is_there_and_kept),
        cmocka_unit_test(t_there_is_a_way_without_script),
        cmocka_unit_test(t_a_demo_says_so),
        cmocka_unit_test(t_another_version_is_not_there),
        cmocka_unit_test(t_it_is_small),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
