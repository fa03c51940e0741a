/* The plain page: two languages, the published rounds and their lists, nothing that runs, nothing
 * that the public list does not say.
 */
#include "asked.h"
#include "published.h"

/* A name that would be markup, if it were let through. */
static int fill(struct store *s, struct err *err)
{
    int rc = published_fill(s, err);
    run_sql("UPDATE round SET name = 'Đợt <b onclick=\"x\">1</b> & 2' WHERE id = %lld",
            (long long)round_id);
    return rc;
}

static int get(const char *path, const char *head)
{
    return api_ask(&server, "GET", path, head, NULL, &in);
}

static void t_it_speaks_the_readers_language(void **state)
{
    static const char english[] = "Accept-Language: en-GB,en;q=0.9\r\n";
    (void)state;
    assert_int_equal(get("/", ""), 200);
    assert_true(says("<html lang=\"vi\">"));
    assert_true(says("Các đợt đã công bố"));
    assert_int_equal(get("/", english), 200);
    assert_true(says("<html lang=\"en\">"));
    assert_true(says("Published rounds"));
    assert_int_equal(get("/?lang=vi", english), 200);
    assert_true(says("<html lang=\"vi\">"));
    assert_true(says("href=\"/?round=2025-07&amp;lang=vi\"")); /* the choice goes along */
    assert_int_equal(get("/?lang=en", ""), 200);
    assert_true(says("Published rounds"));
}

static void t_it_names_the_rounds_and_the_document(void **state)
{
    (void)state;
    assert_int_equal(get("/", ""), 200);
    assert_true(says("href=\"/?round=2025-07\""));
    assert_true(says("3 người có chỗ ở, chưa kể người nhà"));
    assert_true(says("href=\"/api/v1/openapi.json\""));
}

static void t_the_list_of_a_round_is_the_public_one(void **state)
{
    static const char *const secrets[] = {"HS-0001", "SV-A-101", "034183002329", "0353925014"};
    (void)state;
    assert_int_equal(get("/?round=2025-07", ""), 200);
    assert_true(says("Vũ Thị Một</th><td>Sở Nội vụ</td>"));
    assert_true(says("Trần Văn Ba</th><td>Sở Tư pháp</td>"));
    assert_true(says("Khu thử"));
    assert_true(says("href=\"/api/v1/rounds/2025-07/results?format=csv\""));
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_false(says(secrets[i]));
    assert_int_equal(get("/?round=2026-01", ""), 404);
    assert_true(says("Không có đợt này"));
    assert_int_equal(get("/?round=%3Cscript%3E&lang=en", ""), 404);
    assert_true(says("There is no such round"));
    assert_false(says("<script"));
}

static void t_nothing_in_it_runs(void **state)
{
    static const char *const pages[] = {"/", "/?round=2025-07", "/?round=x&lang=en"};
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        (void)get(pages[i], "");
        char *policy = api_header(&in, "Content-Security-Policy");
        assert_non_null(strstr(policy, "default-src 'none'"));
        assert_null(strstr(policy, "unsafe"));
        free(policy);
        assert_false(says("<script"));
        assert_false(says(" style="));
        assert_false(says("<b "));
        assert_false(says("onclick=\""));
    }
    (void)get("/", "");
    assert_true(says("Đợt &#60;b onclick=&#34;x&#34;&#62;1&#60;/b&#62; &#38; 2"));
}

static void t_the_style_comes_from_here_and_is_kept(void **state)
{
    struct buf head = {0};
    (void)state;
    assert_int_equal(get("/style.css", ""), 200);
    char *type = api_header(&in, "Content-Type");
    assert_string_equal(type, "text/css; charset=utf-8");
    assert_false(says("url("));
    char *etag = api_header(&in, "ETag");
    buf_fmt(&head, "If-None-Match: %s\r\n", etag);
    assert_int_equal(get("/style.css", head.data), 304);
    buf_release(&head);
    free(etag);
    free(type);
}

static int hide_names(void *ctx, struct store *s, struct err *err)
{
    struct store_round r = {0};
    int rc = store_round_get(s, "2025-07", &r, err);
    r.names_public = *(const int *)ctx;
    rc = rc != ERR_OK ? rc : store_round_put(s, &r, err);
    store_round_release(&r);
    return rc;
}

static void t_receipts_stand_for_names_where_the_round_says_so(void **state)
{
    struct err err = {0};
    int names = 0;
    (void)state;
    assert_int_equal(store_writer_run(server.writer, hide_names, STORE_UNAUDITED, &names, &err),
                     ERR_OK);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "GET", "/?round=2025-07", "", NULL, &in),
                     200);
    assert_true(says("HS-0001</th><td>Khu thử</td>"));
    assert_false(says("Một"));
    assert_false(says("Nội vụ"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_it_speaks_the_readers_language),
        cmocka_unit_test(t_it_names_the_rounds_and_the_document),
        cmocka_unit_test(t_the_list_of_a_round_is_the_public_one),
        cmocka_unit_test(t_nothing_in_it_runs),
        cmocka_unit_test(t_the_style_comes_from_here_and_is_kept),
        cmocka_unit_test(t_receipts_stand_for_names_where_the_round_says_so),
    };
    house = fill;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
