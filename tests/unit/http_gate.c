/* The gate as pure functions: which heads lie plainly in their buffer, what their lines may say,
 * which cookies are found. */
#include "../../src/http/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A head as libmicrohttpd leaves it: separators are NULs, the rest stands where it stood. */
struct parsed {
    char text[8192];
    struct gate_head head;
};

/* `raw` has CR LF behind each line. */
static void parse(struct parsed *p, const char *raw)
{
    *p = (struct parsed){0};
    const size_t n = strlen(raw);
    assert_true(n < sizeof p->text);
    memcpy(p->text, raw, n);
    char *at = p->text;
    char *end = strstr(at, "\r\n");
    end[0] = end[1] = '\0';
    p->head.method = at;
    at = strchr(at, ' ');
    *at++ = '\0';
    p->head.target = at;
    at = strrchr(at, ' ');
    p->head.n_target = (size_t)(at - p->head.target);
    *at++ = '\0';
    p->head.version = at;
    for (at = end + 2; *at != '\r'; at = end + 2) {
        end = strstr(at, "\r\n");
        end[0] = end[1] = '\0';
        char *value = strchr(at, ':');
        *value++ = '\0';
        value += strspn(value, " \t");
        if (p->head.n_fields < GATE_MAX_FIELDS)
            p->head.fields[p->head.n_fields] =
                (struct gate_field){at, value, strlen(at), strlen(value)};
        p->head.n_fields++;
    }
    at[0] = at[1] = '\0';
    p->head.n_bytes = (size_t)(at + 2 - p->text);
}

static int status_of(const char *raw)
{
    static struct parsed p;
    struct gate_pass pass;
    const char *why = NULL;
    parse(&p, raw);
    assert_true(gate_is_plain(&p.head));
    const int status = gate_check(&p.head, &pass, &why);
    assert_true(status == 0 ? why == NULL : why != NULL);
    return status;
}

static int status_with(const char *method, const char *fields)
{
    char raw[8192];
    snprintf(raw, sizeof raw, "%s /a?b=c HTTP/1.1\r\nHost: a.vn\r\n%s\r\n", method, fields);
    return status_of(raw);
}

static void t_plain_requests_pass(void **state)
{
    (void)state;
    assert_int_equal(status_with("GET", ""), 0);
    assert_int_equal(status_with("HEAD", "Accept: */*\r\n"), 0);
    assert_int_equal(status_with("DELETE", "Content-Length: 0\r\n"), 0);
    assert_int_equal(status_with("POST", "Content-Length: 0\r\n"), 0);
    assert_int_equal(status_with("PUT", "content-length:12\r\nExpect: 100-Continue\r\n"), 0);
    assert_int_equal(status_with("PATCH", "Content-Length:\t12 \t\r\n"), 0);
    assert_int_equal(status_of("GET / HTTP/1.0\r\nHost: [::1]:8080\r\n\r\n"), 0);
}

static void t_methods(void **state)
{
    (void)state;
    assert_int_equal(status_with("OPTIONS", ""), 501);
    assert_int_equal(status_with("TRACE", ""), 501);
    assert_int_equal(status_with("CONNECT", ""), 501);
    assert_int_equal(status_with("get", ""), 501);
    assert_int_equal(status_with("GETS", ""), 501);
    assert_int_equal(status_with("FROB\x01", ""), 400);
    assert_int_equal(status_with("G\"T", ""), 400);
    assert_int_equal(status_with("", ""), 400);
}

static void t_versions(void **state)
{
    (void)state;
    assert_int_equal(status_of("GET / HTTP/1.2\r\nHost: a\r\n\r\n"), 505);
    assert_int_equal(status_of("GET / HTTP/1.10\r\nHost: a\r\n\r\n"), 505);
    assert_int_equal(status_of("GET / http/1.1\r\nHost: a\r\n\r\n"), 505);
    assert_int_equal(status_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
}

/* Every octet, in a name and in a value. */
static void t_characters_of_fields(void **state)
{
    (void)state;
    for (int c = 1; c < 256; c++) {
        if (c == '\r' || c == '\n')
            continue;
        char fields[64];
        snprintf(fields, sizeof fields, "X%cY: 1\r\n", c);
        const bool is_token = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || strchr("!#$%&'*+-.^_`|~", c);
        assert_int_equal(status_with("GET", fields), is_token || c == ':' ? 0 : 400);
        snprintf(fields, sizeof fields, "X: 1%c2\r\n", c);
        assert_int_equal(status_with("GET", fields), c == '\t' || (c >= 32 && c != 127) ? 0 : 400);
    }
    assert_int_equal(status_with("GET", ": 1\r\n"), 400);
    assert_int_equal(status_with("GET", "Content-Length : 0\r\n"), 400);
    assert_int_equal(status_with("GET", " X: 1\r\n"), 400);
}

static void t_hosts(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        int status;
    } rows[] = {
        {"a", 0},         {"a.vn:80", 0},       {"127.0.0.1:8080", 0},
        {"[::1]", 0},     {"[fe80::1]:1", 0},   {"a_b-c", 0},
        {"", 400},        {"a:", 400},          {"a:b", 400},
        {":80", 400},     {"a:123456", 400},    {"a@b", 400},
        {"a/b", 400},     {"a b", 400},         {"[::1", 400},
        {"[]", 400},      {"[::1]x", 400},      {"a,b", 400},
        {"a:80:80", 400}, {"\xc4\x91.vn", 400},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char raw[512];
        snprintf(raw, sizeof raw, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", rows[i].host);
        assert_int_equal(status_of(raw), rows[i].status);
    }
    assert_int_equal(status_of("GET / HTTP/1.1\r\n\r\n"), 400);
    assert_int_equal(status_of("GET / HTTP/1.0\r\nAccept: a\r\n\r\n"), 400);
    assert_int_equal(status_with("GET", "host: a.vn\r\n"), 400);
}

static void t_one_body_length_and_no_transfer_encoding(void **state)
{
    (void)state;
    assert_int_equal(status_with("POST", ""), 0); /* RFC 9112, 6.3: no body */
    assert_int_equal(status_with("POST", "Transfer-Encoding: chunked\r\n"), 411);
    assert_int_equal(status_with("GET", "transfer-encoding: identity\r\n"), 411);
    assert_int_equal(status_with("POST", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
                     411);
    assert_int_equal(status_with("POST", "Transfer-Encoding: x\r\nContent-Length: 3\r\n"), 411);
    assert_int_equal(status_with("POST", "Content-Length: 3\r\nContent-Length: 3\r\n"), 400);
    assert_int_equal(status_with("POST", "Content-Length: 3\r\ncontent-length: 4\r\n"), 400);
    static const char *const bad[] = {"",    "+3",  "-3", "3,3", "3, 3",    "0x3",
                                      "3.0", "3 3", "a",  "3a",  "\xd9\xa3"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char fields[64];
        snprintf(fields, sizeof fields, "Content-Length: %s\r\n", bad[i]);
        assert_int_equal(status_with("POST", fields), 400);
    }
    assert_int_equal(status_with("POST", "Content-Length: 99999999999999999999\r\n"), 413);
    assert_int_equal(status_with("POST", "Content-Length: 9999999999999999999x\r\n"), 400);
    assert_int_equal(status_with("GET", "Content-Length: 1\r\n"), 400);
    assert_int_equal(status_with("DELETE", "Content-Length: 1\r\n"), 400);
}

static void t_what_the_program_reads_comes_once(void **state)
{
    (void)state;
    static const char *const single[] = {"Accept",       "Accept-Language",  "Authorization",
                                         "Content-Type", "Cookie",           "Idempotency-Key",
                                         "If-Match",     "If-None-Match",    "Last-Event-ID",
                                         "Origin",       "X-Requested-With", "Sec-Fetch-Site"};
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        char fields[128];
        snprintf(fields, sizeof fields, "%s: a\r\nX: y\r\n", single[i]);
        assert_int_equal(status_with("GET", fields), 0);
        snprintf(fields, sizeof fields, "%s: a\r\nX: y\r\n%s: a\r\n", single[i], single[i]);
        assert_int_equal(status_with("GET", fields), 400);
    }
    assert_int_equal(status_with("GET", "X: a\r\nX: b\r\n"), 0);
    assert_int_equal(status_with("GET", "X-Forwarded-For: a\r\nX-Forwarded-For: b\r\n"), 0);
    assert_int_equal(status_with("GET", "Expect: 200-ok\r\n"), 417);
}

static void t_number_of_fields(void **state)
{
    (void)state;
    char fields[1024] = "";
    for (size_t i = 0; i < GATE_MAX_FIELDS - 1; i++)
        memcpy(fields + i * 6, "X: y\r\n", 7);
    assert_int_equal(status_with("GET", fields), 0);
    memcpy(fields + (GATE_MAX_FIELDS - 1) * 6, "X: y\r\n", 7);
    assert_int_equal(status_with("GET", fields), 431);
}

static void t_values_are_trimmed(void **state)
{
    (void)state;
    static struct parsed p;
    struct gate_pass pass;
    const char *why = NULL;
    parse(
        &p,
        "PUT / HTTP/1.1\r\nHost: a\r\nOrigin: \t x y \t \r\nContent-Length: 07\r\nAccept:\r\n\r\n");
    assert_int_equal(gate_check(&p.head, &pass, &why), 0);
    assert_int_equal(pass.method, HTTP_PUT);
    assert_int_equal(pass.n_body, 7);
    assert_int_equal(pass.values[HTTP_ORIGIN].n, 3);
    assert_memory_equal(pass.values[HTTP_ORIGIN].text, "x y", 3);
    assert_non_null(pass.values[HTTP_ACCEPT].text);
    assert_int_equal(pass.values[HTTP_ACCEPT].n, 0);
    assert_null(pass.values[HTTP_COOKIE].text);
}

/* Whatever pointer or length is not where a plain head has it, it is seen. */
static void t_every_shift_is_seen(void **state)
{
    (void)state;
    static struct parsed p, q;
    parse(&p, "GET /a?b HTTP/1.1\r\nHost: a\r\nAccept: \t b\r\nX:\r\n\r\n");
    assert_true(gate_is_plain(&p.head));
    for (int by = -3; by <= 3; by++) {
        if (by == 0)
            continue;
        q = p;
        q.head.n_bytes = (size_t)((int)p.head.n_bytes + by);
        assert_false(gate_is_plain(&q.head));
        q = p;
        q.head.target = p.head.target + by;
        assert_false(gate_is_plain(&q.head));
        q = p;
        q.head.version = p.head.version + by;
        assert_false(gate_is_plain(&q.head));
        for (size_t i = 0; i < p.head.n_fields; i++) {
            q = p;
            q.head.fields[i].name += by;
            assert_false(gate_is_plain(&q.head));
        }
    }
    q = p; /* a folded field: its name is elsewhere, and longer */
    static const char elsewhere[] = "Accept-and-more";
    q.head.fields[1].name = elsewhere;
    q.head.fields[1].n_name = sizeof elsewhere - 1;
    assert_false(gate_is_plain(&q.head));
    q = p; /* one that grew in place, over its value */
    q.head.fields[1].n_name += 5;
    assert_false(gate_is_plain(&q.head));
    char *const colon = p.text + (p.head.fields[1].name - p.text) + p.head.fields[1].n_name;
    *colon = 'x';
    assert_false(gate_is_plain(&p.head));
    *colon = '\0';
    colon[1] = 'x';
    assert_false(gate_is_plain(&p.head));
    colon[1] = ' ';
    assert_true(gate_is_plain(&p.head));
    q = p; /* no target */
    q.head.n_target = 0;
    assert_false(gate_is_plain(&q.head));
}

static void t_cookies(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int found;
        const char *value;
    } rows[] = {
        {"sid=abc", 1, "abc"},
        {"a=b; sid=abc; c=d", 1, "abc"},
        {" \tsid=abc \t;", 1, "abc"},
        {"a=b;sid=a=b", 1, "a=b"},
        {"", 0, NULL},
        {"sidx=1; xsid=2; SID=3; sid", 0, NULL},
        {"a=\"; sid=x; b=\"", 1, "x"},
        {"a=\"b,c\"; \\; =; ;;; sid=x", 1, "x"},
        {"sid=abc; sid=abc", -1, NULL},
        {"sid=abc; x=y; sid=", -1, NULL},
        {"sid=", -1, NULL},
        {"sid=\"abc\"", -1, NULL},
        {"sid=a b", -1, NULL},
        {"sid=a,b", -1, NULL},
        {"sid=a\\b", -1, NULL},
        {"sid=\xc4\x91", -1, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *value = NULL;
        size_t n = 0;
        assert_int_equal(cookie_find(rows[i].header, "sid", &value, &n), rows[i].found);
        if (rows[i].found == 1) {
            assert_int_equal(n, strlen(rows[i].value));
            assert_memory_equal(value, rows[i].value, n);
        }
    }
    char wide[300] = "sid=";
    memset(wide + 4, 'x', 257);
    const char *value = NULL;
    size_t n = 0;
    assert_int_equal(cookie_find(wide, "sid", &value, &n), -1);
    wide[260] = '\0';
    assert_int_equal(cookie_find(wide, "sid", &value, &n), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_plain_requests_pass),
        cmocka_unit_test(t_methods),
        cmocka_unit_test(t_versions),
        cmocka_unit_test(t_characters_of_fields),
        cmocka_unit_test(t_hosts),
        cmocka_unit_test(t_one_body_length_and_no_transfer_encoding),
        cmocka_unit_test(t_what_the_program_reads_comes_once),
        cmocka_unit_test(t_number_of_fields),
        cmocka_unit_test(t_values_are_trimmed),
        cmocka_unit_test(t_every_shift_is_seen),
        cmocka_unit_test(t_cookies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
