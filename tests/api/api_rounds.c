/* Rounds over the API: the whole way from opening to the draw, what each step refuses, what each
 * reader sees; and the published draw, checked by the code that `quarters draw verify` runs. */
#include "asked.h"

#include "service/draw.h"
#include "service/round.h"
#include "store/request.h"

/* 10 and 12 July 2025, eight o'clock in Vietnam: a round closed then can be drawn today. */
static const int64_t DAY_10 = 1752109200;

/* Half a km more on the road of the applicant of HS-0002. */
static int move_house(struct store *s, struct err *e)
{
    struct store_officials all = {0};
    int rc = store_official_list(s, &all, e);
    if (rc == ERR_OK) {
        all.items[1].road_km_t += 5;
        rc = store_official_put(s, &all.items[1], e);
    }
    store_officials_release(&all);
    return rc;
}

/* HS-0001 and HS-0003 confirmed by their agencies, HS-0002 not; round A closed in July 2025, after
 * which a fact of HS-0002 changed; round B open. */
static int hold_rounds(void *ctx, struct store *s, struct err *e)
{
    const struct principal by = {.account_id = people_account[WHO_PLANNER],
                                 .role = PRINCIPAL_PLANNER};
    struct round_terms t = {.code = "A",
                            .name = "Đợt \"A\"",
                            .policy = "tam-thoi-2025-07",
                            .draw_source = "Xổ số miền Bắc",
                            .draw_day = "2025-07-12"};
    struct solver_findings bad = {0};
    struct store_requests all = {0};
    (void)ctx;
    int rc = store_request_list(s, &all, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++)
        if (i != 1)
            rc = store_request_move(s, all.items[i].id, "confirmed", NULL, NULL, e);
    store_requests_release(&all);
    rc = rc != ERR_OK ? rc : round_open(s, &by, &t, DAY_10, &bad, e);
    rc = rc != ERR_OK ? rc : round_close(s, &by, "A", 0, DAY_10, e);
    t.code = "B";
    rc = rc != ERR_OK ? rc : move_house(s, e);
    return rc != ERR_OK ? rc : round_open(s, &by, &t, DAY_10, &bad, e);
}

static int fill(struct store *s, struct err *e)
{
    int rc = people_fill(s, e);
    return rc != ERR_OK ? rc : store_do(s, hold_rounds, NULL, e);
}

static int ask(enum who who, const char *method, const char *path, const char *body)
{
    return people_ask(&server, who, method, path, "Accept-Language: en\r\n", body, &in);
}

/* A change with the version that is expected. */
static int change(enum who who, const char *method, const char *path, int version, const char *body)
{
    char head[96];
    snprintf(head, sizeof head, "If-Match: \"v%d\"\r\nAccept-Language: en\r\n", version);
    return people_ask(&server, who, method, path, head, body, &in);
}

static void assert_has(const char *text)
{
    if (strstr(api_body(&in), text) == NULL)
        fail_msg("no %s in %s", text, api_body(&in));
}

static void assert_has_not(const char *text)
{
    if (strstr(api_body(&in), text) != NULL)
        fail_msg("%s in %s", text, api_body(&in));
}

static void assert_header(const char *name, const char *value)
{
    char *is = api_header(&in, name);
    assert_string_equal(is, value);
    free(is);
}

static const char NEW[] = "{\"code\":\"2199-1\",\"name\":\"Đợt 1\",\"policy\":\"qd45-2025-12\","
                          "\"draw_source\":\"Xổ số miền Bắc\",\"draw_day\":\"2199-01-02\","
                          "\"names_public\":false}";

static void t_the_whole_way(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds", NEW), 201);
    assert_header("Location", "/api/v1/rounds/2199-1");
    assert_header("ETag", "\"v1\"");
    assert_has("\"as_of\":\"2025-12-");
    assert_has("\"names_public\":false,\"offer_days\":7");
    assert_has("\"closed_at\":null,\"n_requests\":null,\"n_eligible\":null,\"list_sha256\":null,"
               "\"seed\":null,\"drawn_at\":null");
    assert_int_equal(change(WHO_PLANNER, "PATCH", "/api/v1/rounds/2199-1", 1,
                            "{\"policy\":\"tam-thoi-2025-07\",\"as_of\":\"2025-07-10\","
                            "\"offer_days\":5}"),
                     200);
    assert_header("ETag", "\"v2\"");
    assert_has("\"policy\":\"tam-thoi-2025-07\",\"policy_version\":1,\"state\":\"open\","
               "\"as_of\":\"2025-07-10\"");

    /* A stands between: it is drawn, and ends */
    assert_int_equal(change(WHO_PLANNER, "POST", "/api/v1/rounds/2199-1/closing", 2, NULL), 409);
    assert_int_equal(
        change(WHO_PLANNER, "POST", "/api/v1/rounds/A/draw", 2, "{\"seed\":\"048213\"}"), 200);
    assert_has("\"seed\":\"048213\",\"drawn_at\":null,\"is_seed_own\":true");
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/rounds/A", NULL), 200);
    assert_has("\"is_seed_own\":false");
    assert_int_equal(change(WHO_OFFICE, "POST", "/api/v1/rounds/A/draw/confirmation", 3,
                            "{\"seed\":\"048213\"}"),
                     200);
    assert_has_not("\"drawn_at\":null");
    assert_int_equal(change(WHO_PLANNER, "PATCH", "/api/v1/rounds/A", 4, "{\"state\":\"done\"}"),
                     200);
    assert_has("\"state\":\"done\"");

    assert_int_equal(change(WHO_PLANNER, "POST", "/api/v1/rounds/2199-1/closing", 2, NULL), 200);
    assert_has("\"state\":\"closed\"");
    assert_has("\"n_requests\":3,\"n_eligible\":2");
    assert_header("ETag", "\"v3\"");
    assert_int_equal(ask(WHO_OFFICIAL, "GET", "/api/v1/rounds/2199-1", NULL), 200);
    assert_int_equal(ask(WHO_OFFICIAL, "GET", "/api/v1/rounds", NULL), 200);
    assert_has("\"n\":3}");
}

/* What the state, the calendar or the body forbid. */
static void t_each_step_is_refused_where_it_must(void **state)
{
    (void)state;
    static const struct {
        enum who who;
        const char *method, *path;
        int version;
        const char *body;
        int status;
        const char *text;
    } rows[] = {
        {WHO_PLANNER, "PATCH", "/api/v1/rounds/A", 2, "{\"name\":\"X\"}", 409, "closed"},
        {WHO_PLANNER, "PATCH", "/api/v1/rounds/B", 1, "{\"state\":\"done\"}", 409, "open"},
        {WHO_PLANNER, "PATCH", "/api/v1/rounds/B", 1, "{\"state\":\"done\",\"name\":\"X\"}", 422,
         "\"/state\""},
        {WHO_PLANNER, "PATCH", "/api/v1/rounds/B", 1, "{\"draw_day\":\"2025-07-12\"}", 422,
         "\"/draw_day\""},
        {WHO_PLANNER, "PATCH", "/api/v1/rounds/B", 1, "{\"policy\":\"none\"}", 422, "\"/policy\""},
        {WHO_PLANNER, "PATCH", "/api/v1/rounds/B", 7, "{\"name\":\"X\"}", 412, ""},
        {WHO_PLANNER, "PATCH", "/api/v1/rounds/Z", 1, "{\"name\":\"X\"}", 404, ""},
        {WHO_PLANNER, "POST", "/api/v1/rounds/B/closing", 1, NULL, 409, "later"},
        {WHO_PLANNER, "POST", "/api/v1/rounds/A/closing", 1, NULL, 412, ""},
        {WHO_PLANNER, "POST", "/api/v1/rounds/Z/closing", 1, NULL, 404, ""},
        {WHO_PLANNER, "POST", "/api/v1/rounds/B/draw", 1, "{\"seed\":\"1\"}", 409, "close it"},
        {WHO_PLANNER, "POST", "/api/v1/rounds/A/draw", 1, "{\"seed\":\"1\"}", 412, ""},
        {WHO_PLANNER, "POST", "/api/v1/rounds/A/draw", 2, "{\"seed\":\"1a\"}", 422, "\"/seed\""},
        {WHO_PLANNER, "POST", "/api/v1/rounds/Z/draw", 2, "{\"seed\":\"1\"}", 404, ""},
        {WHO_OFFICE, "POST", "/api/v1/rounds/A/draw", 2, "{\"seed\":\"1\"}", 404, ""},
        {WHO_OFFICE, "POST", "/api/v1/rounds/A/draw/confirmation", 2, "{\"seed\":\"1\"}", 409,
         "nobody"},
        {WHO_PLANNER, "POST", "/api/v1/rounds/A/draw", 2, "{\"seed\":\"1\"}", 200, ""},
        {WHO_PLANNER, "POST", "/api/v1/rounds/A/draw/confirmation", 3, "{\"seed\":\"1\"}", 403,
         "second person"},
        {WHO_REGISTRAR, "POST", "/api/v1/rounds/A/draw/confirmation", 3, "{\"seed\":\"1\"}", 403,
         "all agencies"},
        {WHO_OFFICE, "POST", "/api/v1/rounds/A/draw/confirmation", 3, "{\"seed\":\"2\"}", 422,
         "\"/seed\""},
        {WHO_OFFICE, "POST", "/api/v1/rounds/A/draw/confirmation", 2, "{\"seed\":\"1\"}", 412, ""},
        {WHO_OFFICE, "POST", "/api/v1/rounds/Z/draw/confirmation", 2, "{\"seed\":\"1\"}", 404, ""},
        {WHO_OFFICE, "POST", "/api/v1/rounds/A/draw/confirmation", 3, "{\"seed\":\"1\"}", 200, ""},
        {WHO_PLANNER, "POST", "/api/v1/rounds/A/draw", 4, "{\"seed\":\"2\"}", 409, "stands"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int status =
            change(rows[i].who, rows[i].method, rows[i].path, rows[i].version, rows[i].body);
        if (status != rows[i].status)
            fail_msg("%s %s %s: %d, %s", rows[i].method, rows[i].path,
                     rows[i].body == NULL ? "" : rows[i].body, status, api_body(&in));
        assert_has(rows[i].text);
    }
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/Z", NULL), 404);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds", "{\"code\":\"-\"}"), 422);
    assert_has("\"/code\"");
    assert_has("\"/draw_day\""); /* all of them, at once */
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds", NEW), 201);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds", NEW), 422);
    assert_has("\"/code\"");
}

/* The document of round A, to whoever asks, holds as the program checks it. */
static void t_the_draw_is_public_and_holds(void **state)
{
    struct draw_report report;
    struct err e = {0};
    (void)state;
    assert_int_equal(ask(WHO_NOBODY, "GET", "/api/v1/rounds/B/frozen-list", NULL), 404);
    assert_int_equal(ask(WHO_NOBODY, "GET", "/api/v1/rounds/Z/frozen-list", NULL), 404);
    assert_int_equal(ask(WHO_NOBODY, "GET", "/api/v1/rounds/A/frozen-list", NULL), 200);
    assert_has("\"seed\":null");
    assert_int_equal(change(WHO_PLANNER, "POST", "/api/v1/rounds/A/draw", 2, "{\"seed\":\"7\"}"),
                     200);
    assert_int_equal(
        change(WHO_OFFICE, "POST", "/api/v1/rounds/A/draw/confirmation", 3, "{\"seed\":\"7\"}"),
        200);
    assert_int_equal(ask(WHO_NOBODY, "GET", "/api/v1/rounds/A/frozen-list", NULL), 200);
    const char *body = api_body(&in);
    assert_int_equal(draw_verify(body, strlen(body), NULL, "7", &report, &e), ERR_OK);
    assert_int_equal(report.faults.n, 0);
    assert_int_equal(report.n, 2);
    assert_true(report.is_drawn);
    draw_report_release(&report);
    assert_has_not("Vũ Thị Một");
}

/* Who sees whose points: the planner all, the registrar of SNV two, the official nothing. */
static void t_the_preview_shows_what_one_may_see(void **state)
{
    (void)state;
    for (const char *const *round = (const char *const[]){"A", "B", NULL}; *round; round++) {
        char path[64];
        snprintf(path, sizeof path, "/api/v1/rounds/%s/preview", *round);
        assert_int_equal(ask(WHO_PLANNER, "GET", path, NULL), 200);
        assert_has("\"n\":3}");
        assert_has("HS-0003");
        assert_has("\"order\":null"); /* nothing is drawn */
        assert_has("\"parts\":{\"housing\":40,");
        assert_has("{\"code\":\"not_confirmed\",\"text\":\"the agency must confirm the request\"}");
        assert_int_equal(ask(WHO_REGISTRAR, "GET", path, NULL), 200);
        assert_has("\"n\":2}");
        assert_has("HS-0002");
        assert_has_not("HS-0003");
        assert_has_not("Trần Văn Ba");
        assert_int_equal(ask(WHO_OFFICIAL, "GET", path, NULL), 404);
    }
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/Z/preview", NULL), 404);
}

/* Page by page the same rows in the same order as all at once; and as sheets. */
static void t_the_preview_comes_in_pages_and_sheets(void **state)
{
    char path[128] = "/api/v1/rounds/A/preview?limit=1";
    char whole[4096];
    (void)state;
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/A/preview", NULL), 200);
    snprintf(whole, sizeof whole, "%s", api_body(&in));
    const char *at = whole;
    for (int page = 0; page < 3; page++) {
        assert_int_equal(ask(WHO_PLANNER, "GET", path, NULL), 200);
        char *row = strstr(api_body(&in), "\n{");
        char *end = strstr(row, "],\"n\":3}");
        assert_non_null(end);
        *end = '\0';
        at = strstr(at, row);
        assert_non_null(at);
        char *link = api_header(&in, "Link");
        assert_int_equal(link[0] == '\0', page == 2);
        if (page < 2)
            snprintf(path, sizeof path, "%.*s", (int)strcspn(link + 1, ">"), link + 1);
        free(link);
    }
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/A/preview?format=csv", NULL), 200);
    assert_has("Trần Văn Ba");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/rounds/A/preview?format=csv", NULL), 200);
    assert_has_not("Trần Văn Ba");
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/A/preview?format=xlsx", NULL), 200);
    assert_memory_equal(api_body(&in), "PK", 2);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "GET", "/api/v1/rounds/A/preview",
                                "Accept: application/pdf\r\n", NULL, &in),
                     406);
}

/* An agency's word that comes after the closing is told by its name. */
static void t_what_moved_since_the_closing_is_told(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/B/changes", NULL), 409);
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/Z/changes", NULL), 404);
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/A/changes", NULL), 200);
    assert_string_equal(api_body(&in),
                        "{\"items\":[{\"object\":\"request\",\"id\":\"HS-0002\","
                        "\"change\":\"changed\",\"fields\":[\"road_km\"]}],\"n\":1}\n");
}

/* The document that is stored is the document that was sent; a change of it is a further version.
 */
static void t_policies_are_added_and_kept(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/policies", NULL), 200);
    assert_has("\"code\":\"qd45-2025-12\",\"version\":1");
    assert_has("\"n\":2}");
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/policies/tam-thoi-2025-07", NULL), 200);
    assert_has("\"is_used\":true");
    char *text = strdup(strstr(api_body(&in), "\"document\":") + 11);
    text[strlen(text) - 2] = '\0'; /* the object's own brace */
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/policies", text), 201);
    assert_header("ETag", "\"v1\"");
    char *points = strstr(text, "\"no_own_house\": 40");
    memcpy(points, "\"no_own_house\": 39", 18);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/policies", text), 201);
    assert_header("ETag", "\"v2\"");
    assert_header("Location", "/api/v1/policies/tam-thoi-2025-07?version=2");
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/policies/tam-thoi-2025-07", NULL), 200);
    assert_has("\"version\":2");
    assert_has("\"no_own_house\": 39");
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/policies/tam-thoi-2025-07?version=1", NULL),
                     200);
    assert_has("\"no_own_house\": 40");
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/policies/tam-thoi-2025-07?version=3", NULL),
                     404);
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/policies/none", NULL), 404);
    /* the shape holds, but not what its parts are to each other */
    char *bands = strstr(text, "[75, 60, 45]");
    memcpy(bands, "[45, 60, 75]", 12);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/policies", text), 422);
    assert_has("\"/bands/1\"");
    assert_has("\"/bands/2\"");
    assert_int_equal(ask(WHO_AUDITOR, "POST", "/api/v1/policies", text), 403);
    free(text);
}

#define LAW(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAW(t_the_whole_way),
        LAW(t_each_step_is_refused_where_it_must),
        LAW(t_the_draw_is_public_and_holds),
        LAW(t_the_preview_shows_what_one_may_see),
        LAW(t_the_preview_comes_in_pages_and_sheets),
        LAW(t_what_moved_since_the_closing_is_told),
        LAW(t_policies_are_added_and_kept),
    };
    house = fill;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
