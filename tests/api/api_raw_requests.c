/* Raw requests to the whole server (T11): what is refused has no effect, ends where it should, and
 * nothing behind or inside it is taken for a request. The smuggled request is a real one, with a
 * real session: it would make an account. The layer's own rows: http_raw_requests.c. */
#include "people.h"

#include "base/mem.h"

static struct server server;

static int set_up(void **state)
{
    (void)state;
    api_make(&server, people_fill);
    api_begin(&server);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    api_end(&server);
    return 0;
}

#define ACCOUNT(login) "{\"login\":\"" login "\",\"name\":\"S\",\"role\":\"auditor\"}"

/* A text with marks: @H the field Host, @S the admin's session from our own pages, @J the type of
 * JSON, @W the whole request that must have no effect, @L the length of that. */
static void expand(const char *text, struct buf *out)
{
    static const char account[] = ACCOUNT("smuggled");
    struct buf write = {0};
    for (; *text != '\0'; text++) {
        if (*text != '@') {
            buf_char(out, *text);
            continue;
        }
        switch (*++text) {
        case 'H':
            buf_fmt(out, "Host: 127.0.0.1:%d\r\n", server.port);
            break;
        case 'S':
            buf_fmt(out, "Cookie: sid=%s\r\nX-Requested-With: test\r\n", people_session[WHO_ADMIN]);
            break;
        case 'J':
            buf_str(out, "Content-Type: application/json\r\n");
            break;
        case 'W':
        case 'L':
            buf_fmt(&write, "POST /api/v1/accounts HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n",
                    server.port);
            buf_fmt(&write,
                    "Cookie: sid=%s\r\nX-Requested-With: test\r\nContent-Type: "
                    "application/json\r\nContent-Length: %zu\r\n\r\n%s",
                    people_session[WHO_ADMIN], sizeof account - 1, account);
            if (*text == 'W')
                buf_add(out, write.data, write.len);
            else
                buf_fmt(out, "%zu", write.len);
            buf_release(&write);
            break;
        default:
            fail_msg("no such mark: @%c", *text);
        }
    }
}

/* Sends all of it and reads to the end of the stream. */
static void exchange(const char *text, struct buf *in)
{
    struct buf raw = {0};
    expand(text, &raw);
    const int fd = client_open(server.port);
    (void)client_send(fd, raw.data, raw.len); /* who is refused early may be cut off */
    buf_release(in);
    client_read_all(fd, in);
    close(fd);
    buf_release(&raw);
}

static int n_accounts(const char *login)
{
    struct buf in = {0};
    char path[96];
    int n = -1;
    snprintf(path, sizeof path, "/api/v1/accounts?login=%s", login);
    assert_int_equal(people_ask(&server, WHO_ADMIN, "GET", path, "", NULL, &in), 200);
    const char *at = strstr(api_body(&in), "\"n\":");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "\"n\":%d", &n), 1);
    buf_release(&in);
    return n;
}

/* The control: what is smuggled below does have its effect where it is let in. */
static void t_the_smuggled_request_is_a_real_one(void **state)
{
    struct buf in = {0}, raw = {0};
    (void)state;
    expand("@W", &raw);
    char *name = strstr(raw.data, "smuggled");
    memcpy(name, "straight", 8);
    buf_str(&raw, "GET /healthz HTTP/1.1\r\n");
    expand("@HConnection: close\r\n\r\n", &raw);
    const int fd = client_open(server.port);
    client_say(fd, raw.data);
    client_read_all(fd, &in);
    close(fd);
    assert_int_equal(client_status(&in), 201);
    assert_int_equal(client_count(&in, "HTTP/1.1 "), 2);
    assert_int_equal(n_accounts("straight"), 1);
    assert_int_equal(n_accounts("smuggled"), 0);
    buf_release(&raw);
    buf_release(&in);
}

/* Requests that two readers could understand differently: refused with the connection, whatever
 * follows. Each row is followed by the smuggled request. */
static void t_no_second_request_is_seen(void **state)
{
    static const struct {
        int status;
        const char *raw;
    } rows[] = {
        {411, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length: 4\r\n"
              "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {411, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JTransfer-Encoding: chunked\r\n"
              "Content-Length: 4\r\n\r\n0\r\n\r\n"},
        {411, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JTransfer-Encoding: xchunked\r\n\r\n"},
        {411, "GET /api/v1/accounts HTTP/1.1\r\n@H@STransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JTransfer-Encoding : chunked\r\n\r\n0\r\n"
              "\r\n"},
        {400, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length: 2\r\nContent-Length: 0\r\n"
              "\r\n{}"},
        {400, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length: 2\r\nContent-Length: 2\r\n"
              "\r\n{}"},
        {400, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length : 2\r\n\r\n{}"},
        {400, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length:\r\n 2\r\n\r\n{}"},
        {400, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length: +2\r\n\r\n{}"},
        {400, "GET /api/v1/accounts HTTP/1.1\r\n@H@SContent-Length: @L\r\n\r\n"},
        {400, "DELETE /api/v1/sessions/current HTTP/1.1\r\n@H@SContent-Length: @L\r\n\r\n"},
        {400, "GET /api/v1/accounts HTTP/1.1\r\n@H@SX: a\nContent-Length: 0\r\n\r\n"},
        {400, "GET /api/v1/accounts HTTP/1.1\r\n@H@S X: folded\r\n\r\n"},
        {400, "GET /api/v1/accounts HTTP/1.1\r\n@H@H@S\r\n"},
        {400, "GET http://127.0.0.1/api/v1/accounts HTTP/1.1\r\n@H@S\r\n"},
        {400, "GET /api/v1//accounts HTTP/1.1\r\n@H@S\r\n"},
        {400, "GET /api/v1/tokens/../accounts HTTP/1.1\r\n@H@S\r\n"},
        {400, "GET /api/v1/tokens/%2e%2e/accounts HTTP/1.1\r\n@H@S\r\n"},
        {400, "GET /api/v1%2Faccounts HTTP/1.1\r\n@H@S\r\n"},
        {400, "GET /api/v1/accounts%00 HTTP/1.1\r\n@H@S\r\n"},
        {400, "GET /api/v1/accounts?login=a%00 HTTP/1.1\r\n@H@S\r\n"},
        {400, "GET /api/v1/accounts?role=admin&role=auditor HTTP/1.1\r\n@H@S\r\n"},
        {501, "OPTIONS /api/v1/accounts HTTP/1.1\r\n@H@S\r\n"},
        {501, "TRACE /api/v1/accounts HTTP/1.1\r\n@H@S\r\n"},
        {417,
         "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JExpect: 200-ok\r\nContent-Length: 2\r\n\r\n"},
        {505, "GET /api/v1/accounts HTTP/3.0\r\n@H@S\r\n"},
        {413, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length: 65537\r\n\r\n"},
        {413, "POST /api/v1/accounts HTTP/1.1\r\n@H@S@JContent-Length: 99999999999999999999\r\n"
              "\r\n"},
    };
    struct buf in = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s@W", rows[i].raw);
        exchange(text, &in);
        /* http_raw_requests.c: why a page of the library's own says its head twice */
        const int n = in.data != NULL && strstr(in.data, "<html>") != NULL ? 2 : 1;
        if (client_status(&in) != rows[i].status || client_count(&in, "HTTP/1.1 ") > n)
            fail_msg("row %zu: %s\n-> %s", i, rows[i].raw, in.data != NULL ? in.data : "");
    }
    assert_int_equal(n_accounts("smuggled"), 0);
    buf_release(&in);
}

/* A refusal does not end the body: a request inside one is a body, whatever the answer was, and
 * what follows is answered as what it is (or the connection is closed). */
static void t_a_body_is_never_a_request(void **state)
{
    static const struct {
        int status;
        const char *head;
    } rows[] = {
        {401, "POST /api/v1/accounts HTTP/1.1\r\n@H@J"},
        {401, "POST /api/v1/accounts HTTP/1.1\r\n@H@JCookie: sid=0000\r\n"},
        {403, "POST /api/v1/accounts HTTP/1.1\r\n@H@J@SSec-Fetch-Site: cross-site\r\n"},
        {403, "POST /api/v1/accounts HTTP/1.1\r\n@H@J@SOrigin: https://else.where\r\n"},
        {403, "POST /api/v1/accounts HTTP/1.1\r\n@H@J@SOrigin: null\r\n"},
        {404, "POST /api/v1/nothing HTTP/1.1\r\n@H@J@S"},
        {405, "PUT /api/v1/accounts HTTP/1.1\r\n@H@J@S"},
        {415, "POST /api/v1/accounts HTTP/1.1\r\n@H@SContent-Type: text/plain\r\n"},
        {415, "POST /api/v1/accounts HTTP/1.1\r\n@H@SContent-Type: application/jsonx\r\n"},
        {415, "POST /api/v1/accounts HTTP/1.1\r\n@H@S"},
        {400, "POST /api/v1/accounts HTTP/1.1\r\n@H@J@S"},
        {400, "POST /api/v1/accounts HTTP/1.0\r\n@H@J@SConnection: keep-alive\r\n"},
    };
    struct buf in = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024];
        snprintf(text, sizeof text,
                 "%sContent-Length: @L\r\n\r\n@WGET /healthz HTTP/1.1\r\n@HConnection: "
                 "close\r\n\r\n",
                 rows[i].head);
        exchange(text, &in);
        const int n = client_count(&in, "\r\nX-Request-Id: ");
        const bool is_healthy = in.data != NULL && strstr(in.data, "{\"status\":\"alive\"}\n");
        int status = 0;
        if (in.data != NULL)
            (void)sscanf(in.data, "HTTP/1.%*1[01] %3d", &status);
        if (status != rows[i].status || n > 2 || (n == 2) != is_healthy)
            fail_msg("row %zu: %s\n-> %s", i, rows[i].head, in.data != NULL ? in.data : "");
    }
    assert_int_equal(n_accounts("smuggled"), 0);
    buf_release(&in);
}

/* A field that decides something comes once, or the request is refused as a whole. */
static void t_no_field_that_counts_comes_twice(void **state)
{
    static const char *const lines[] = {
        "Idempotency-Key: a\r\nIdempotency-Key: a\r\n",
        "If-Match: *\r\nIf-Match: \"v1\"\r\n",
        "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n",
        "Content-Type: text/plain\r\n",
        "Cookie: sid=b\r\n",
        "Cookie: other=b\r\n",
        "Origin: null\r\nOrigin: null\r\n",
        "X-Requested-With: b\r\n",
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
        "Host: else.where\r\n",
    };
    struct buf in = {0};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "POST /api/v1/accounts HTTP/1.1\r\n@H@S@J%sContent-Length: %zu\r\n\r\n%s",
                 lines[i], sizeof ACCOUNT("smuggled") - 1, ACCOUNT("smuggled"));
        exchange(text, &in);
        if (client_status(&in) != 400)
            fail_msg("%s-> %s", lines[i], in.data != NULL ? in.data : "");
    }
    assert_int_equal(n_accounts("smuggled"), 0);
    buf_release(&in);
}

/* Bodies that JSON readers disagree about. */
static void t_no_body_means_two_things(void **state)
{
    static const char *const bodies[] = {
        "{\"login\":\"smuggled\",\"login\":\"b\",\"name\":\"S\",\"role\":\"auditor\"}",
        "\xef\xbb\xbf" ACCOUNT("smuggled"),
        ACCOUNT("smuggled") ACCOUNT("b"),
        ACCOUNT("smuggled") "\n// c",
        "{\"login\":\"smuggled\\u0000\",\"name\":\"S\",\"role\":\"auditor\"}",
        "{\"login\":\"smuggled\",\"name\":\"\\ud800\",\"role\":\"auditor\"}",
        "{\"login\":\"smuggled\",\"name\":\"\xc0\xaf\",\"role\":\"auditor\"}",
        "{\"login\":\"smuggled\",\"name\":\"S\",\"role\":\"auditor\",}",
        "{\"login\":\"smuggled\",\"name\":NaN,\"role\":\"auditor\"}",
        "{\"login\":\"smuggled\",\"name\":1e400,\"role\":\"auditor\"}",
        ("{\"login\":\"smuggled\",\"name\":"
         "[[[[[[[[[[[[[[[[[[\"S\"]]]]]]]]]]]]]]]]]],\"role\":\"auditor\"}"),
    };
    struct buf in = {0};
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (people_ask(&server, WHO_ADMIN, "POST", "/api/v1/accounts", "", bodies[i], &in) != 400)
            fail_msg("%s\n-> %s", bodies[i], in.data != NULL ? in.data : "");
    assert_int_equal(n_accounts("smuggled"), 0);
    buf_release(&in);
}

/* Puts a text in each place of a pattern; false where it has none. */
static bool fill_in(const char *pattern, const char *value, struct buf *path)
{
    const bool has_place = strchr(pattern, '{') != NULL;
    for (; *pattern != '\0'; pattern++) {
        if (*pattern != '{') {
            buf_char(path, *pattern);
            continue;
        }
        buf_str(path, value);
        pattern += strcspn(pattern, "}");
    }
    return has_place;
}

/* Each path of the table with ids that are none: the client's mistake, never ours. */
static void t_wild_ids_are_the_clients_mistake(void **state)
{
    static char wide[1100];
    memset(wide, 'a', sizeof wide - 1);
    static const char *const ids[] = {
        "%00",
        "a%00b",
        "%2F",
        "..",
        "%2e%2e",
        "%5C",
        "%ff",
        "%E1%BB%87",
        "%F0%9F%8F%A0",
        "-1",
        "0",
        "9223372036854775808",
        "1%20OR%201=1--",
        "%25s%25n",
        "{x}",
        "%0d%0aX:%201",
        "'\"",
        "*",
        "%e2%80%ae",
        wide,
    };
    struct buf in = {0};
    (void)state;
    for (size_t r = 0; r < API_N_ROUTES; r++) {
        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
            struct buf raw = {0};
            buf_str(&raw, "GET ");
            if (API_ROUTES[r].method == HTTP_GET && fill_in(API_ROUTES[r].pattern, ids[i], &raw)) {
                buf_str(&raw, " HTTP/1.1\r\n@H@SConnection: close\r\n\r\n");
                exchange(raw.data, &in);
                if (client_status(&in) < 400 || client_status(&in) > 499)
                    fail_msg("%s\n-> %s", raw.data, in.data != NULL ? in.data : "");
            }
            buf_release(&raw);
        }
    }
    buf_release(&in);
}

/* A good request with a few bytes changed: any answer but a failure of the server. */
static void t_changed_writes_are_no_failure(void **state)
{
    static const char bytes[] = "\r\n \t:\0aX/.%{}[]\",0";
    struct buf in = {0}, plain = {0};
    unsigned seed = 5;
    (void)state;
    /* behind it so much of no meaning that any length is reached and any head ends */
    static char rest[70000];
    memset(rest, 'x', sizeof rest);
    memcpy(rest, "\r\n\r\n", 4);
    expand("@W", &plain);
    for (int round = 0; round < 400; round++) {
        char *raw = mem_ndup(plain.data, plain.len);
        for (int k = 0; k < 1 + round % 3; k++) {
            seed = seed * 1103515245u + 12345u;
            raw[(seed >> 8) % plain.len] = bytes[(seed >> 4) % (sizeof bytes - 1)];
        }
        const int fd = client_open(server.port);
        if (client_send(fd, raw, plain.len))
            (void)client_send(fd, rest, sizeof rest);
        client_read_all(fd, &in);
        const int status = client_status(&in);
        if (status >= 500 && status != 501 && status != 505)
            fail_msg("%s\n-> %s", raw, in.data);
        close(fd);
        buf_release(&in);
        free(raw);
    }
    buf_release(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_smuggled_request_is_a_real_one),
        cmocka_unit_test(t_no_second_request_is_seen),
        cmocka_unit_test(t_a_body_is_never_a_request),
        cmocka_unit_test(t_no_field_that_counts_comes_twice),
        cmocka_unit_test(t_no_body_means_two_things),
        cmocka_unit_test(t_wild_ids_are_the_clients_mistake),
        cmocka_unit_test(t_changed_writes_are_no_failure),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
