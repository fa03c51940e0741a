/* The core of the API: routes found and refused, problems, the document, conditional requests. */
#include "asked.h"

static void t_what_is_not_there_is_404_with_a_problem(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/api/v1/nothing", "", NULL, &in), 404);
    assert_non_null(strstr(in.data, "application/problem+json"));
    assert_non_null(strstr(in.data, "Không có mục này."));
    assert_int_equal(
        api_ask(&server, "GET", "/api/v1/nothing", "Accept-Language: en\r\n", NULL, &in), 404);
    assert_non_null(strstr(in.data, "There is no such thing."));
}

static void t_another_method_is_405_and_says_which(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "DELETE", "/healthz", "", NULL, &in), 405);
    char *allow = api_header(&in, "Allow");
    assert_string_equal(allow, "GET, HEAD");
    free(allow);
}

static void t_who_is_logged_out_hears_how_programs_log_in(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/api/v1/rounds", "", NULL, &in), 401);
    char *how = api_header(&in, "WWW-Authenticate");
    assert_string_equal(how, "Bearer");
    free(how);
}

static void t_the_document_is_given_once_and_then_304(void **state)
{
    struct buf head = {0};
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/api/v1/openapi.json", "", NULL, &in), 200);
    assert_non_null(strstr(api_body(&in), "\"openapi\": \"3.1.0\""));
    char *etag = api_header(&in, "ETag");
    assert_true(strlen(etag) > 2);
    buf_fmt(&head, "If-None-Match: %s\r\n", etag);
    assert_int_equal(api_ask(&server, "GET", "/api/v1/openapi.json", head.data, NULL, &in), 304);
    free(etag);
    buf_release(&head);
}

static void t_a_query_that_nobody_reads_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/healthz?x=1", "", NULL, &in), 422);
    assert_non_null(strstr(api_body(&in), "\"pointer\":\"?x\""));
}

static void t_it_is_alive_and_ready(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/healthz", "", NULL, &in), 200);
    assert_string_equal(api_body(&in), "{\"status\":\"alive\"}\n");
    assert_int_equal(api_ask(&server, "GET", "/readyz", "", NULL, &in), 200);
    assert_string_equal(api_body(&in), "{\"status\":\"ready\"}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_what_is_not_there_is_404_with_a_problem),
        cmocka_unit_test(t_another_method_is_405_and_says_which),
        cmocka_unit_test(t_who_is_logged_out_hears_how_programs_log_in),
        cmocka_unit_test(t_the_document_is_given_once_and_then_304),
        cmocka_unit_test(t_a_query_that_nobody_reads_is_an_error),
        cmocka_unit_test(t_it_is_alive_and_ready),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
