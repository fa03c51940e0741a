/* Reports over HTTP: whatever line of whatever table is opened gives the rows it counts, page by
 * page, and in each form; what is wrong in a question is told; who has no need of a report has
 * none.
 */
#include "published.h"

static struct server server;
static struct buf in;
static struct json *answer;

static int set_up(void **state)
{
    (void)state;
    api_make(&server, published_fill);
    api_begin(&server);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    json_free(answer);
    answer = NULL;
    buf_release(&in);
    api_end(&server);
    return 0;
}

static int ask(enum who who, const char *path)
{
    struct err why = {0};
    const int status = people_ask(&server, who, "GET", path, "", NULL, &in);
    json_free(answer);
    answer = json_parse(api_body(&in), strlen(api_body(&in)), &why);
    return status;
}

static bool is_called(const struct json *word, const char *key)
{
    return strcmp(json_text(json_get(word, "key")), key) == 0;
}

/* The sum of a count over the rows at an address, read three at a time. */
static int64_t add_up(const char *href, const char *count)
{
    char next[512];
    int64_t sum = 0;
    snprintf(next, sizeof next, "%s&count=%s&limit=3", href, count);
    while (next[0] != '\0') {
        assert_int_equal(ask(WHO_AUDITOR, next), 200);
        const struct json *counts = json_get(answer, "counts"), *items = json_get(answer, "items");
        size_t c = 0;
        while (c < json_len(counts) && !is_called(json_at(counts, c), count))
            c++;
        for (size_t i = 0; i < json_len(items); i++) {
            int64_t n = json_int(json_at(json_get(json_at(items, i), "counts"), c));
            assert_int_not_equal(n, 0);
            sum += n;
        }
        assert_true(json_len(items) <= 3);
        char *link = api_header(&in, "Link");
        if (link == NULL || sscanf(link, "<%511[^>]>; rel=\"next\"", next) != 1)
            next[0] = '\0';
        free(link);
    }
    return sum;
}

static void open_line(const struct json *table, const struct json *line)
{
    const struct json *figures = json_get(table, "figures"), *values = json_get(line, "figures");
    assert_int_equal(json_len(figures), json_len(values));
    for (size_t i = 0; i < json_len(figures); i++)
        assert_int_equal(add_up(json_text(json_get(line, "href")),
                                json_text(json_get(json_at(figures, i), "count"))),
                         json_int(json_get(json_at(values, i), "n")));
}

static void t_each_figure_opens_its_rows(void **state)
{
    (void)state;
    static const char *const reports[] = {"occupancy", "occupancy?from=2025-01-01", "waiting",
                                          "repairs", "costs"};
    int64_t n_beds = 0, n_requests = 0;
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        char path[128];
        struct err why = {0};
        snprintf(path, sizeof path, "/api/v1/reports/%s", reports[i]);
        assert_int_equal(ask(WHO_AUDITOR, path), 200);
        struct json *report = json_parse(api_body(&in), strlen(api_body(&in)), &why);
        const struct json *tables = json_get(report, "tables");
        assert_true(json_len(tables) >= 3);
        for (size_t t = 0; t < json_len(tables); t++) {
            const struct json *lines = json_get(json_at(tables, t), "lines");
            for (size_t l = 0; l < json_len(lines); l++)
                open_line(json_at(tables, t), json_at(lines, l));
        }
        const struct json *total = json_get(json_get(json_at(tables, 0), "total"), "figures");
        n_beds += i == 0 ? json_int(json_get(json_at(total, 5), "n")) : 0;
        n_requests += i == 2 ? json_int(json_get(json_at(total, 0), "n")) : 0;
        json_free(report);
    }
    assert_true(n_beds > 0 && n_requests > 0);
}

/* What is a code in the sheet's row is a word beside it, in the reader's language. */
static void t_codes_are_said_in_words(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_PLANNER, "/api/v1/reports/waiting?rows=requests&limit=1"), 200);
    const struct json *texts = json_get(answer, "texts");
    const struct json *item = json_at(json_get(answer, "items"), 0);
    size_t n_said = 0;
    assert_int_equal(json_len(json_get(item, "texts")), json_len(texts));
    assert_int_equal(json_len(json_get(item, "said")), json_len(texts));
    for (size_t i = 0; i < json_len(texts); i++) {
        const char *key = json_text(json_get(json_at(texts, i), "key"));
        const char *code = json_text(json_at(json_get(item, "texts"), i));
        const char *said = json_text(json_at(json_get(item, "said"), i));
        const bool is_code = strcmp(key, "state") == 0;
        assert_true(is_code == (strcmp(code, said) != 0) || strcmp(key, "band") == 0);
        n_said += is_code;
    }
    assert_int_equal(n_said, 1);
    assert_int_equal(ask(WHO_PLANNER, "/api/v1/reports/occupancy"), 200);
    const struct json *lines = json_get(json_at(json_get(answer, "tables"), 0), "lines"),
                      *line = json_at(lines, 0);
    assert_int_equal(json_len(json_get(line, "said")), json_len(json_get(line, "texts")));
}

static void t_reports_come_in_each_form(void **state)
{
    (void)state;
    static const char *const kinds[] = {"occupancy", "waiting", "repairs", "costs"};
    static const struct {
        const char *format, *begins;
    } forms[] = {{"csv", "\xef\xbb\xbf"}, {"xlsx", "PK"}, {"pdf", "%PDF"}};
    char path[128];
    for (size_t k = 0; k < 4; k++)
        for (size_t f = 0; f < 3; f++) {
            snprintf(path, sizeof path, "/api/v1/reports/%s?format=%s", kinds[k], forms[f].format);
            assert_int_equal(ask(WHO_PLANNER, path), 200);
            assert_memory_equal(api_body(&in), forms[f].begins, strlen(forms[f].begins));
        }
    assert_int_equal(ask(WHO_PLANNER, "/api/v1/reports/occupancy?rows=nights&format=csv"), 200);
    assert_non_null(strstr(api_body(&in), "\"SV-A-101\""));
    assert_int_equal(ask(WHO_PLANNER, "/api/v1/reports/occupancy?rows=nights&format=pdf"), 406);
}

static void t_what_is_wrong_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *path, *where;
    } wrong[] = {
        {"occupancy?as_of=2999-01-01", "?as_of"},
        {"occupancy?from=2025-08-02&to=2025-08-01", "?from"},
        {"occupancy?rows=turnaround", "?rows"}, /* of a period */
        {"occupancy?rows=nights&count=nothing", "?count"},
        {"waiting?from=2025-08-01", "?from"},
        {"costs?rows=repairs", "?rows"},
        {"repairs?rows=repairs&severity=grave&count=amount_dong", "?count"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char path[128];
        snprintf(path, sizeof path, "/api/v1/reports/%s", wrong[i].path);
        assert_int_equal(ask(WHO_PLANNER, path), 422);
        assert_string_equal(json_text(json_get(json_at(json_get(answer, "errors"), 0), "pointer")),
                            wrong[i].where);
    }
}

static void t_a_registrar_sees_the_own_agencies_wait(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_REGISTRAR, "/api/v1/reports/waiting?rows=requests"), 200);
    const int64_t own = json_int(json_get(answer, "n"));
    assert_null(strstr(api_body(&in), "\"STP\""));
    assert_int_equal(ask(WHO_OFFICE, "/api/v1/reports/waiting?rows=requests"), 200);
    assert_true(own < json_int(json_get(answer, "n")));
    assert_int_equal(ask(WHO_REGISTRAR, "/api/v1/reports/occupancy"), 404);
    assert_int_equal(ask(WHO_MAINTENANCE, "/api/v1/reports/costs"), 200);
    assert_int_equal(ask(WHO_MAINTENANCE, "/api/v1/reports/waiting"), 404);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_each_figure_opens_its_rows),
        TEST(t_codes_are_said_in_words),
        TEST(t_reports_come_in_each_form),
        TEST(t_what_is_wrong_is_told),
        TEST(t_a_registrar_sees_the_own_agencies_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
