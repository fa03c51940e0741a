/* Helpers of handlers: languages, ETags, parameters, reply headers; and the addresses of clients.
 */
#include "http/exchange.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/http/inside.h"

static void t_languages(void **state)
{
    (void)state;
    static const struct {
        const char *accept, *language;
    } rows[] = {
        {NULL, "vi"},
        {"", "vi"},
        {"en", "en"},
        {"en-GB,en;q=0.9", "en"},
        {"vi-VN", "vi"},
        {"fr", "vi"},
        {"en;q=0.5, vi;q=0.4", "en"},
        {"en;q=0.5,vi", "vi"},
        {"en,vi", "vi"},
        {"english", "vi"},
        {"*", "vi"},
        {"en;q=0", "vi"},
        {"EN-us;q=1.000", "en"},
        {"en;q=x", "vi"},
        {"fr, en;q=0.001", "en"},
        {",,en", "en"},
        {"en;level=1", "vi"},
        {"e", "vi"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct http_request request = {0};
        request.field[HTTP_ACCEPT_LANGUAGE] = rows[i].accept;
        assert_string_equal(http_language(&request), rows[i].language);
    }
}

static void t_etags(void **state)
{
    (void)state;
    char a[40], b[40];
    http_etag("abc", 3, a);
    http_etag("abd", 3, b);
    assert_string_equal(a, "\"cf4ab791c62b8d2b2109c90275287816\""); /* BLAKE2b-128, RFC 7693 */
    assert_string_not_equal(a, b);
    assert_true(http_etag_in(a, a, true));
    assert_true(http_etag_in(a, a, false));
    assert_false(http_etag_in(b, a, true));
    assert_true(http_etag_in("*", a, false));
    assert_true(http_etag_in("\"x\" , W/\"y\",\"z\"", "\"z\"", false));
    assert_true(http_etag_in("\"x\",W/\"y\"", "\"y\"", true));
    assert_false(http_etag_in("\"x\",W/\"y\"", "\"y\"", false));
    static const char *const none[] = {"", "z", "\"z", "z\"", "\"zz\"", "W/z", "w/\"z\"", ","};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(http_etag_in(none[i], "\"z\"", true));
}

static void t_parameters(void **state)
{
    (void)state;
    const struct http_param params[] = {{"a", "1"}, {"b", ""}};
    const struct http_request request = {.n_params = 2, .params = params};
    assert_string_equal(http_param(&request, "a"), "1");
    assert_string_equal(http_param(&request, "b"), "");
    assert_null(http_param(&request, "A"));
}

/* A value that could split the reply never leaves. */
static void t_reply_headers_are_clean(void **state)
{
    (void)state;
    struct http_reply reply = {.status = 200};
    buf_str(&reply.body, "x");
    http_reply_header(&reply, "Location", "/a");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.headers[0].value, "/a");
    http_reply_header(&reply, "Location", "/a\r\nSet-Cookie: sid=1");
    assert_int_equal(reply.status, 500);
    assert_int_equal(reply.n_headers, 0);
    assert_int_equal(reply.body.len, 0);
    for (int i = 0; i < HTTP_MAX_HEADERS; i++)
        http_reply_header(&reply, "Link", "<a>");
    assert_int_equal(reply.n_headers, HTTP_MAX_HEADERS);
    http_reply_header(&reply, "Link", "<a>");
    assert_int_equal(reply.n_headers, 0);
    http_reply_release(&reply);
}

static void t_refusals(void **state)
{
    (void)state;
    struct http_request request = {.id = "0123456789abcdef"};
    struct http_reply reply = {.status = 200, .route = "/a"};
    http_refuse(&request, &reply, 503, "B\xe1\xba\xadn \"x\"", "Busy");
    assert_int_equal(reply.status, 503);
    assert_string_equal(reply.route, "/a");
    assert_string_equal(reply.body.data,
                        "{\"type\":\"about:blank\",\"title\":\"B\xe1\xba\xadn \\\"x\\\"\","
                        "\"status\":503,\"request_id\":\"0123456789abcdef\"}\n");
    request.field[HTTP_ACCEPT_LANGUAGE] = "en";
    http_refuse(&request, &reply, 404, "Không có", "Not here");
    assert_non_null(strstr(reply.body.data, "\"title\":\"Not here\",\"status\":404"));
    http_reply_release(&reply);
}

static void t_addresses(void **state)
{
    (void)state;
    char out[46];
    struct sockaddr_in in = {.sin_family = AF_INET};
    inet_pton(AF_INET, "10.1.2.3", &in.sin_addr);
    address_text((struct sockaddr *)&in, out);
    assert_string_equal(out, "10.1.2.3");
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    inet_pton(AF_INET6, "2001:db8::1", &in6.sin6_addr);
    address_text((struct sockaddr *)&in6, out);
    assert_string_equal(out, "2001:db8::1");
    inet_pton(AF_INET6, "::ffff:10.1.2.3", &in6.sin6_addr);
    address_text((struct sockaddr *)&in6, out);
    assert_string_equal(out, "10.1.2.3");
    assert_true(address_forwarded("1.1.1.1, 2.2.2.2", out));
    assert_string_equal(out, "2.2.2.2"); /* the others were written by whoever asked the proxy */
    assert_true(address_forwarded("::1", out));
    assert_string_equal(out, "::1");
    assert_false(address_forwarded("1.1.1.1, unknown", out));
    assert_false(address_forwarded("", out));
    assert_false(address_forwarded("1.1.1.1:80", out));
    assert_string_equal(out, "::1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_languages),  cmocka_unit_test(t_etags),
        cmocka_unit_test(t_parameters), cmocka_unit_test(t_reply_headers_are_clean),
        cmocka_unit_test(t_refusals),   cmocka_unit_test(t_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
