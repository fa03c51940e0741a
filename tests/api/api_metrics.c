/* Laws of GET /metrics: it is what Prometheus reads, counters count, and nobody else sees it. */
#include "people.h"

#include <ctype.h>
#include <math.h>

static struct server server;

/* ---- a reader of the text format 0.0.4 ---- */

enum { N_SAMPLES = 500 };

struct sample {
    char name[128]; /* with its labels */
    double value;
    bool is_counter;
};

struct scrape {
    size_t n;
    struct sample samples[N_SAMPLES];
};

static size_t name_length(const char *p)
{
    size_t n = isalpha((unsigned char)*p) || *p == '_' ? 1 : 0;
    while (n > 0 && (isalnum((unsigned char)p[n]) || p[n] == '_'))
        n++;
    return n;
}

/* Length of {name="value",…}; 0 where it is none. Values here have nothing to escape. */
static size_t labels_length(const char *p)
{
    const char *at = p;
    if (*at != '{')
        return 0;
    do {
        at++;
        const size_t n = name_length(at);
        if (n == 0 || strncmp(at + n, "=\"", 2) != 0)
            return 0;
        at += n + 2;
        at += strcspn(at, "\"\\\n");
        if (*at++ != '"')
            return 0;
    } while (*at == ',');
    return *at == '}' ? (size_t)(at - p) + 1 : 0;
}

/* Every line is HELP, then TYPE, then samples of that one metric, which has not come before. */
static void read_metrics(struct scrape *out, const char *text)
{
    char metric[128] = "", type[16] = "", seen[8192] = " ";
    *out = (struct scrape){0};
    for (const char *p = text; *p != '\0';) {
        const size_t line = strcspn(p, "\n");
        char help[128] = "";
        if (p[line] != '\n')
            fail_msg("no end of line: %s", p);
        if (sscanf(p, "# HELP %127s", help) == 1) {
            struct buf word = {0};
            buf_fmt(&word, " %s ", help);
            if (strstr(seen, word.data) != NULL)
                fail_msg("%s comes twice", help);
            buf_release(&word);
            strncat(seen, help, sizeof seen - strlen(seen) - 2);
            strcat(seen, " ");
            snprintf(metric, sizeof metric, "%s", help);
            type[0] = '\0';
        } else if (*p == '#') {
            assert_int_equal(sscanf(p, "# TYPE %127s %15s", help, type), 2);
            assert_string_equal(help, metric);
            assert_true(strcmp(type, "counter") == 0 || strcmp(type, "gauge") == 0);
            const size_t n = strlen(metric);
            assert_int_equal(strcmp(type, "counter") == 0,
                             n > 6 && strcmp(metric + n - 6, "_total") == 0);
        } else {
            const size_t n_name = name_length(p), n = n_name + labels_length(p + n_name);
            char *end = NULL;
            assert_true(n_name == strlen(metric) && strncmp(p, metric, n_name) == 0 && p[n] == ' ');
            assert_true(type[0] != '\0' && out->n < N_SAMPLES);
            struct sample *s = &out->samples[out->n++];
            snprintf(s->name, sizeof s->name, "%.*s", (int)n, p);
            s->value = strtod(p + n + 1, &end);
            s->is_counter = strcmp(type, "counter") == 0;
            assert_ptr_equal(end, p + line);
            assert_true(isfinite(s->value) && s->value >= 0);
        }
        p += line + 1;
    }
}

/* The value of a sample; -1 where it is not there. */
static double value_of(const struct scrape *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->samples[i].name, name) == 0)
            return s->samples[i].value;
    return -1;
}

static void scrape(struct scrape *out)
{
    struct buf in = {0};
    assert_int_equal(people_ask(&server, WHO_AUDITOR, "GET", "/metrics", "", NULL, &in), 200);
    char *type = api_header(&in, "Content-Type");
    assert_string_equal(type, "text/plain; version=0.0.4; charset=utf-8");
    free(type);
    read_metrics(out, api_body(&in));
    buf_release(&in);
}

/* ---- the laws ---- */

static void t_answers_are_counted_by_operation_and_class(void **state)
{
    static struct scrape before, after;
    struct buf in = {0};
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/healthz", "", NULL, &in), 200);
    scrape(&before);
    for (int i = 0; i < 7; i++)
        assert_int_equal(api_ask(&server, "GET", "/healthz", "", NULL, &in), 200);
    for (int i = 0; i < 3; i++)
        assert_int_equal(api_ask(&server, "GET", "/healthz?x=1", "", NULL, &in), 422);
    scrape(&after);
    const char *good = "quarters_http_answers_total{operation=\"getHealth\",class=\"2xx\"}";
    const char *bad = "quarters_http_answers_total{operation=\"getHealth\",class=\"4xx\"}";
    assert_true(value_of(&before, good) == 1 && value_of(&after, good) == 8);
    assert_true(value_of(&before, bad) == -1 && value_of(&after, bad) == 3);
    assert_true(value_of(&after, "quarters_http_requests_total") -
                    value_of(&before, "quarters_http_requests_total") ==
                11);
    buf_release(&in);
}

static int touch(void *ctx, struct store *s, struct err *e)
{
    (void)ctx;
    return store_session_end(s, "none", e);
}

static void t_writes_are_counted(void **state)
{
    static struct scrape before, after;
    struct err e = {0};
    (void)state;
    scrape(&before);
    for (int i = 0; i < 5; i++)
        assert_int_equal(store_writer_run(server.writer, touch, STORE_UNAUDITED, NULL, &e), ERR_OK);
    scrape(&after);
    assert_true(value_of(&after, "quarters_writer_committed_total") -
                    value_of(&before, "quarters_writer_committed_total") >=
                5);
    assert_true(value_of(&after, "quarters_writer_full") == 0);
    assert_true(value_of(&after, "quarters_writer_failed") == 0);
}

static void t_counters_never_fall(void **state)
{
    static struct scrape before, after;
    (void)state;
    scrape(&before);
    scrape(&after);
    size_t n = 0;
    for (size_t i = 0; i < before.n; i++) {
        if (!before.samples[i].is_counter)
            continue;
        n++;
        if (value_of(&after, before.samples[i].name) < before.samples[i].value)
            fail_msg("%s fell", before.samples[i].name);
    }
    assert_true(n > 5);
    assert_true(value_of(&after, "process_resident_memory_bytes") > 1e6);
    assert_true(value_of(&after, "process_cpu_seconds_total") > 0);
    assert_true(value_of(&after, "quarters_http_connections") >= 1); /* the one that asks */
}

static void t_only_admins_and_auditors_see_them(void **state)
{
    static const int expected[N_WHO] = {
        [WHO_NOBODY] = 401, [WHO_ADMIN] = 200,    [WHO_PLANNER] = 404,     [WHO_REGISTRAR] = 404,
        [WHO_OFFICE] = 404, [WHO_OFFICIAL] = 404, [WHO_MAINTENANCE] = 404, [WHO_AUDITOR] = 200};
    struct buf in = {0};
    (void)state;
    for (int w = 0; w < N_WHO; w++)
        assert_int_equal(people_ask(&server, (enum who)w, "GET", "/metrics", "", NULL, &in),
                         expected[w]);
    buf_release(&in);
}

/* Prometheus has no cookie: it shows the token of an auditor. */
static void t_a_token_reads_them(void **state)
{
    struct buf in = {0}, head = {0};
    (void)state;
    assert_int_equal(people_ask(&server, WHO_AUDITOR, "POST", "/api/v1/tokens", "",
                                "{\"name\":\"prometheus\",\"scopes\":[\"read\"],\"days\":366}",
                                &in),
                     201);
    const char *token = strstr(api_body(&in), "\"token\":\"");
    assert_non_null(token);
    token += 9;
    buf_fmt(&head, "Authorization: Bearer %.*s\r\n", (int)strcspn(token, "\""), token);
    assert_int_equal(api_ask(&server, "GET", "/metrics", head.data, NULL, &in), 200);
    buf_release(&head);
    buf_release(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_answers_are_counted_by_operation_and_class),
        cmocka_unit_test(t_writes_are_counted),
        cmocka_unit_test(t_counters_never_fall),
        cmocka_unit_test(t_only_admins_and_auditors_see_them),
        cmocka_unit_test(t_a_token_reads_them),
    };
    api_make(&server, people_fill);
    api_begin(&server);
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    api_end(&server);
    return rc;
}
