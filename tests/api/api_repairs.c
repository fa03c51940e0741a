/* The story of a fault over HTTP: reported, looked for by a neighbour, worked on, held, completed,
 * reopened, confirmed; with what each may see of it, and the lists of the crew. */
#include "published.h"

static struct server server;
static struct buf reply;
static struct json *answer;
static char repair_no[24], path[160];

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
    buf_release(&reply);
    api_end(&server);
    return 0;
}

static int ask(enum who who, const char *method, const char *at, const char *head, const char *body)
{
    struct err why = {0};
    const int status = people_ask(&server, who, method, at, head, body, &reply);
    json_free(answer);
    answer = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
    return status;
}

static const char *text(const char *key)
{
    return json_text(json_get(answer, key));
}

/* Sends something to do to the repair in its present version. */
static int post(enum who who, const char *what, const char *body)
{
    snprintf(path, sizeof path, "/api/v1/repairs/%s%s", repair_no, what);
    return ask(who, what[0] != '\0' ? "POST" : "PATCH", path, "If-Match: *\r\n", body);
}

static void done(enum who who, const char *body, const char *state)
{
    if (post(who, "/events", body) != 200)
        fail_msg("%s: %s", body, api_body(&reply));
    assert_string_equal(text("state"), state);
}

static bool may_do(const char *action)
{
    const struct json *actions = json_get(answer, "actions");
    for (size_t i = 0; i < json_len(actions); i++)
        if (strcmp(json_text(json_at(actions, i)), action) == 0)
            return true;
    return false;
}

static void get(enum who who)
{
    snprintf(path, sizeof path, "/api/v1/repairs/%s", repair_no);
    assert_int_equal(ask(who, "GET", path, "", NULL), 200);
}

static void t_a_fault_from_report_to_confirmation(void **state)
{
    (void)state;
    /* the official's own, of the fixture: a free text, so routine */
    snprintf(repair_no, sizeof repair_no, "%s", published_repair);
    get(WHO_OFFICIAL);
    assert_string_equal(text("state"), "reported");
    assert_string_equal(text("severity"), "routine");
    assert_string_equal(text("source"), "card");
    assert_true(json_is_null(json_get(answer, "cost_dong")));
    assert_true(may_do("cancel") && may_do("note") && !may_do("start"));

    assert_int_equal(post(WHO_MAINTENANCE, "",
                          "{\"severity\":\"urgent\",\"may_stay\":true,\"planned_on\":"
                          "\"2190-01-02\",\"estimate_dong\":200000,\"note\":\"Mai đến\"}"),
                     200);
    assert_string_equal(text("state"), "triaged");
    assert_int_equal(json_int(json_get(answer, "estimate_dong")), 200000);
    assert_false(json_is_null(json_get(answer, "reacted_at")));
    assert_int_equal(
        post(WHO_MAINTENANCE, "", "{\"may_stay\":null,\"planned_on\":null,\"estimate_dong\":null}"),
        200);
    assert_true(json_is_null(json_get(answer, "may_stay")));
    assert_true(json_is_null(json_get(answer, "planned_on")));
    assert_true(json_is_null(json_get(answer, "estimate_dong")));

    assert_int_equal(post(WHO_MAINTENANCE, "/events", "{\"action\":\"complete\"}"), 409);
    assert_int_equal(post(WHO_OFFICIAL, "/events", "{\"action\":\"start\"}"), 403);
    done(WHO_MAINTENANCE, "{\"action\":\"start\"}", "in_progress");
    assert_int_equal(post(WHO_MAINTENANCE, "/events", "{\"action\":\"hold\"}"), 422);
    done(WHO_MAINTENANCE, "{\"action\":\"hold\",\"reason\":\"parts\"}", "on_hold");
    assert_string_equal(text("hold_reason"), "parts");
    done(WHO_PLANNER, "{\"action\":\"resume\"}", "in_progress");
    done(WHO_MAINTENANCE, "{\"action\":\"complete\",\"cause\":\"wear\"}", "completed");
    done(WHO_OFFICIAL, "{\"action\":\"reopen\",\"note\":\"Vẫn kêu\"}", "triaged");
    done(WHO_MAINTENANCE, "{\"action\":\"start\"}", "in_progress");
    done(WHO_MAINTENANCE, "{\"action\":\"complete\",\"cause\":\"wear\"}", "completed");

    assert_int_equal(post(WHO_MAINTENANCE, "/costs",
                          "{\"day\":\"2025-07-10\",\"kind\":\"labour\",\"amount_dong\":90000,"
                          "\"minutes\":30}"),
                     200);
    assert_int_equal(json_int(json_get(answer, "cost_dong")), 90000);
    assert_int_equal(json_int(json_get(answer, "minutes")), 30);
    assert_int_equal(post(WHO_MAINTENANCE, "/costs",
                          "{\"day\":\"2190-07-10\",\"kind\":\"material\",\"amount_dong\":1}"),
                     422);
    assert_int_equal(post(WHO_MAINTENANCE, "/events", "{\"action\":\"confirm\"}"), 403);
    done(WHO_OFFICIAL, "{\"action\":\"confirm\"}", "closed");
    assert_int_equal(post(WHO_MAINTENANCE, "", "{\"severity\":\"urgent\"}"), 409);
    get(WHO_AUDITOR);
    assert_int_equal(json_len(json_get(answer, "events")), 12);
    assert_int_equal(json_len(json_get(answer, "costs")), 1);
    assert_int_equal(json_len(json_get(answer, "actions")), 0);
}

static void t_a_cost_sent_twice_is_one(void **state)
{
    static const char *const bodies[] = {
        "{\"day\":\"2025-07-11\",\"kind\":\"material\",\"amount_dong\":5}",
        "{\"day\":\"2025-07-11\",\"kind\":\"material\",\"amount_dong\":5}",
        "{\"day\":\"2025-07-11\",\"kind\":\"material\",\"amount_dong\":6}"};
    static const int statuses[] = {200, 200, 409};
    (void)state;
    get(WHO_PLANNER);
    const int64_t before = json_int(json_get(answer, "cost_dong"));
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "/api/v1/repairs/%s/costs", repair_no);
        assert_int_equal(ask(WHO_PLANNER, "POST", path,
                             "If-Match: *\r\nIdempotency-Key: bill-17\r\n", bodies[i]),
                         statuses[i]);
    }
    get(WHO_PLANNER);
    assert_int_equal(json_int(json_get(answer, "cost_dong")), before + 5);
}

static int report(enum who who, const char *body)
{
    const int status = ask(who, "POST", "/api/v1/repairs", "", body);
    if (status == 201)
        snprintf(repair_no, sizeof repair_no, "%s", text("number"));
    return status;
}

static void t_a_report_is_judged_by_its_category(void **state)
{
    (void)state;
    assert_int_equal(report(WHO_MAINTENANCE,
                            "{\"room\":\"SV-A-101\",\"category\":\"electricity\",\"answers\":"
                            "{\"symptom\":\"sparks\"},\"contact\":\"0912345678\"}"),
                     201);
    assert_string_equal(text("severity"), "emergency");
    assert_string_equal(text("source"), "staff");
    char *place = api_header(&reply, "Location");
    assert_non_null(strstr(place, repair_no));
    free(place);
    get(WHO_PLANNER);
    assert_string_equal(text("contact"), "0912345678");
    get(WHO_AUDITOR);
    assert_true(json_is_null(json_get(answer, "contact")));
    done(WHO_MAINTENANCE, "{\"action\":\"cancel\",\"reason\":\"not_found\"}", "cancelled");
    assert_true(json_is_null(json_get(answer, "contact")));
    assert_int_equal(
        report(WHO_PLANNER, "{\"room\":\"SV-A-101\",\"category\":\"electricity\",\"answers\":{}}"),
        422);
    assert_non_null(strstr(api_body(&reply), "\"pointer\":\"/answers/symptom\""));
    assert_int_equal(report(WHO_PLANNER, "{\"room\":\"SV-A-101\",\"category\":\"moon\"}"), 422);
    assert_int_equal(report(WHO_PLANNER, "{\"room\":\"SV-A-999\",\"category\":\"moon\"}"), 404);
    /* the official was offered a room and lives in none */
    assert_int_equal(report(WHO_OFFICIAL, "{\"room\":\"SV-A-101\",\"category\":\"pest\","
                                          "\"answers\":{\"kinds\":[\"rats\"]}}"),
                     404);
}

static size_t count(enum who who, const char *query)
{
    snprintf(path, sizeof path, "/api/v1/repairs?%s", query);
    assert_int_equal(ask(who, "GET", path, "", NULL), 200);
    assert_int_equal(json_len(json_get(answer, "items")), json_int(json_get(answer, "n")));
    return json_len(json_get(answer, "items"));
}

static void t_lists_are_filtered_and_taken_away(void **state)
{
    (void)state;
    assert_int_equal(report(WHO_MAINTENANCE,
                            "{\"room\":\"SV-A-102\",\"category\":\"pest\",\"answers\":"
                            "{\"kinds\":[\"ants\",\"snake\"]}}"),
                     201);
    char emergency[24];
    snprintf(emergency, sizeof emergency, "%s", repair_no);
    assert_int_equal(report(WHO_PLANNER,
                            "{\"room\":\"SV-A-101\",\"category\":\"air_con\",\"answers\":"
                            "{\"symptom\":\"noise\"},\"description\":\"=1+1\"}"),
                     201);
    assert_true(count(WHO_OFFICE, "open=true") == 2);
    assert_true(count(WHO_OFFICE, "recent=true") == 3); /* and the one that was mended just now */
    assert_true(count(WHO_OFFICE, "state=cancelled") == 1);
    assert_true(count(WHO_OFFICE, "room=SV-A-102&category=pest&severity=emergency&site=SV") == 1);
    assert_true(count(WHO_OFFICE, "overdue=true") == 0);
    assert_true(count(WHO_OFFICE, "from=2190-01-01") == 0);
    assert_true(count(WHO_OFFICE, "to=2000-01-01") == 0);
    assert_true(count(WHO_PLANNER, "mine=true") == 1);
    assert_true(count(WHO_OFFICIAL, "") == 1);
    assert_true(count(WHO_OFFICE, "sort=queue&open=true") == 2);
    assert_string_equal(json_text(json_get(json_at(json_get(answer, "items"), 0), "number")),
                        emergency);
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/repairs?after=SC-999", "", NULL), 422);
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/repairs?format=csv&open=true", "", NULL), 200);
    assert_non_null(strstr(api_body(&reply), emergency));
    assert_non_null(strstr(api_body(&reply), "'=1+1"));
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/repairs?format=xlsx", "", NULL), 200);
    assert_int_equal(ask(WHO_AUDITOR, "GET", "/api/v1/audit?object=repairs", "", NULL), 200);
    assert_non_null(strstr(api_body(&reply), "register.export"));
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/repairs", "Accept: application/pdf\r\n", NULL),
                     406);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_fault_from_report_to_confirmation),
        cmocka_unit_test(t_a_cost_sent_twice_is_one),
        cmocka_unit_test(t_a_report_is_judged_by_its_category),
        cmocka_unit_test(t_lists_are_filtered_and_taken_away),
    };
    return cmocka_run_group_tests_name("api_repairs", tests, set_up, tear_down);
}
