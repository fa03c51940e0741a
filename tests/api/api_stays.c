/* Stays over HTTP: moving in and out, changing rooms, a room for a while; who sees them; what a
 * rule forbids. The small house of people.h, each of whose parties has accepted a room. */
#include "people.h"

#include "../unit/house.h"
#include "../unit/printed.h"
#include "base/date.h"
#include "base/json.h"

static struct server server;
static struct buf in;
static char today[11], day[4][11]; /* [k]: k weeks ago */

static int settle(void *ctx, struct store *s, struct err *err)
{
    (void)ctx, (void)err;
    store = s;
    run_sql("UPDATE request SET state = 'accepted', current_beds = 1, current_room_id ="
            " (SELECT id FROM room WHERE code = CASE request.code WHEN 'HS-0001' THEN 'SV-A-101'"
            "   ELSE 'SV-A-102' END)");
    run_sql("UPDATE official SET sex = 'M' WHERE name LIKE '%%Ba'");
    return ERR_OK;
}

static int fill(struct store *s, struct err *err)
{
    const int rc = people_fill(s, err);
    return rc != ERR_OK ? rc : store_do(s, settle, NULL, err);
}

static int set_up(void **state)
{
    (void)state;
    clock_today(today);
    for (int k = 0; k < 4; k++)
        date_add(today, -7 * k, day[k]);
    api_make(&server, fill);
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

static int get(enum who who, const char *path)
{
    return people_ask(&server, who, "GET", path, "", NULL, &in);
}

static bool says(const char *text)
{
    return strstr(api_body(&in), text) != NULL;
}

/* An act on a request with the version that it has now; `body` is a printf. */
__attribute__((format(printf, 4, 5))) static int act(enum who who, const char *request,
                                                     const char *what, const char *body, ...)
{
    struct buf path = {0}, head = {0};
    char sent[256];
    va_list args;
    va_start(args, body);
    vsnprintf(sent, sizeof sent, body, args);
    va_end(args);
    buf_fmt(&path, "/api/v1/requests/%s", request);
    assert_int_equal(get(WHO_OFFICE, path.data), 200);
    char *etag = api_header(&in, "ETag");
    etag[strcspn(etag, "-")] = '\0';
    buf_fmt(&head, "If-Match: %s%s\r\n", etag, etag[strlen(etag) - 1] == '"' ? "" : "\"");
    buf_fmt(&path, "/%s", what);
    const int status = people_ask(&server, who, "POST", path.data, head.data, sent, &in);
    free(etag);
    buf_release(&path);
    buf_release(&head);
    return status;
}

static void t_one_moves_in_by_the_planner_alone(void **state)
{
    (void)state;
    assert_int_equal(act(WHO_REGISTRAR, "HS-0001", "move-in", "{\"from_day\":\"%s\"}", day[3]),
                     403);
    assert_int_equal(act(WHO_REGISTRAR, "HS-0003", "move-in", "{\"from_day\":\"%s\"}", day[3]),
                     404);
    assert_int_equal(act(WHO_PLANNER, "HS-0001", "move-in", "{\"from_day\":\"2999-01-01\"}"), 422);
    assert_true(says("\"pointer\":\"/from_day\""));
    assert_int_equal(act(WHO_PLANNER, "HS-0001", "move-in", "{\"from_day\":\"%s\"}", day[3]), 201);
    assert_true(says("\"room\":\"SV-A-101\"") && says("\"to_day\":null") &&
                says("\"beds\":[{\"member\":0,\"bed\":1}]"));
    char *place = api_header(&in, "Location");
    assert_int_equal(get(WHO_OFFICIAL, place), 200);
    assert_true(says("\"name\":\"Vũ Thị Một\""));
    free(place);
    assert_int_equal(act(WHO_PLANNER, "HS-0001", "move-in", "{\"from_day\":\"%s\"}", day[3]), 409);
    assert_int_equal(act(WHO_OFFICE, "HS-0002", "move-in", "{\"from_day\":\"%s\"}", day[3]), 201);
    assert_int_equal(act(WHO_OFFICE, "HS-0003", "move-in", "{\"from_day\":\"%s\"}", day[2]), 201);
    assert_true(says("\"bed\":2"));
}

static void t_an_act_wants_the_version_that_was_read(void **state)
{
    char body[64];
    (void)state;
    snprintf(body, sizeof body, "{\"to_day\":\"%s\"}", day[1]);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", "/api/v1/requests/HS-0001/move-out",
                                "", body, &in),
                     428);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", "/api/v1/requests/HS-0001/move-out",
                                "If-Match: \"v1\"\r\n", body, &in),
                     412);
}

/* A woman does not come into the men's room, nor changes places with one of two. */
static void t_a_rule_that_is_broken_is_told(void **state)
{
    (void)state;
    assert_int_equal(
        act(WHO_PLANNER, "HS-0001", "transfer", "{\"room\":\"SV-A-102\",\"day\":\"%s\"}", day[1]),
        422);
    assert_true(says("\"pointer\":\"/room\""));
    assert_int_equal(
        act(WHO_PLANNER, "HS-0001", "exchange", "{\"request\":\"HS-0002\",\"day\":\"%s\"}", day[1]),
        422);
    assert_int_equal(act(WHO_PLANNER, "HS-0001", "temporary-room",
                         "{\"room\":\"SV-A-102\",\"from_day\":\"%s\"}", day[1]),
                     422);
    assert_int_equal(
        act(WHO_PLANNER, "HS-0001", "transfer", "{\"room\":\"SV-A-999\",\"day\":\"%s\"}", day[1]),
        404);
    assert_int_equal(act(WHO_PLANNER, "HS-0001", "return", "{\"to_day\":\"%s\"}", day[1]), 409);
}

static void t_the_official_reads_room_and_day(void **state)
{
    char since[32];
    (void)state;
    snprintf(since, sizeof since, "\"since\":\"%s\"", day[3]);
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0001/result"), 200);
    assert_true(says("\"living_in\":{\"room\":\"SV-A-101\"") && says(since));
    assert_true(says("\"lodging_in\":null"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/rooms/SV-A-101"), 200);
    assert_true(says(since));
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/officials/current/export"), 200);
    assert_true(says("\"stays\":[\n{\"code\":\""));
}

static void t_stays_are_listed_by_what_is_asked(void **state)
{
    char path[64];
    (void)state;
    assert_int_equal(get(WHO_PLANNER, "/api/v1/stays?room=SV-A-102&site=SV&kind=own"), 200);
    assert_true(says("\"n\":2"));
    snprintf(path, sizeof path, "/api/v1/stays?on=%s", day[3]);
    assert_int_equal(get(WHO_PLANNER, path), 200);
    assert_true(says("\"n\":2"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/stays?agency=STP"), 200);
    assert_true(says("\"n\":1") && says("HS-0003"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/stays?request=HS-0002"), 200);
    assert_true(says("\"n\":1") && says("HS-0002"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/stays?kind=temporary"), 200);
    assert_true(says("\"n\":0"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/stays?on=yesterday"), 422);
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/stays"), 200);
    assert_true(says("\"n\":1") && says("HS-0001"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/stays?format=csv"), 200);
    assert_true(says("HS-0001") && says("Vũ Thị Một") && says("phòng mình"));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/stays?format=xlsx"), 200);
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/audit?object=stays"), 200);
    assert_true(says("register.export"));
}

/* The right to a room ends: by the agency's word, for its own; told to the official. */
static void t_who_is_to_leave_is_told(void **state)
{
    static const char path[] = "/api/v1/requests/HS-0001/leave-notice";
    static const char notice[] =
        "{\"reason\":\"retired\",\"ended_on\":\"2025-01-01\",\"document\":\"12/QĐ-SNV\"}";
    static const char any[] = "If-Match: *\r\n";
    (void)state;
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0001/result"), 200);
    assert_true(says("\"leave_notice\":null"));
    assert_int_equal(people_ask(&server, WHO_REGISTRAR, "PUT", path, any, notice, &in), 200);
    assert_true(says("\"leave_by\":\"2025-04-01\"") && says("\"days_left\":-"));
    assert_int_equal(people_ask(&server, WHO_REGISTRAR, "PUT",
                                "/api/v1/requests/HS-0003/leave-notice", any, notice, &in),
                     404);
    assert_int_equal(people_ask(&server, WHO_REGISTRAR, "PUT", path, any,
                                "{\"reason\":\"tired\",\"ended_on\":\"2025-01-01\"}", &in),
                     422);
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0001/result"), 200);
    assert_true(says("\"reason\":\"retired\"") && says("12/QĐ-SNV"));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/leave-notices?overdue=true"), 200);
    assert_true(says("\"n\":1") && says("HS-0001"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/leave-notices?agency=STP"), 200);
    assert_true(says("\"n\":0"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/leave-notices?format=csv"), 200);
    assert_true(says("nghỉ hưu"));
    assert_int_equal(people_ask(&server, WHO_OFFICE, "DELETE", path, any, NULL, &in), 204);
    assert_int_equal(people_ask(&server, WHO_OFFICE, "DELETE", path, any, NULL, &in), 404);
    assert_int_equal(get(WHO_PLANNER, "/api/v1/leave-notices"), 200);
    assert_true(says("\"n\":0"));
}

/* The room is handed over: proposed, written, confirmed by both, printed. */
static void t_a_room_is_handed_over(void **state)
{
    char path[128], confirm[160], body[160];
    (void)state;
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/stays"), 200);
    const char *code = strstr(api_body(&in), "\"code\":\"");
    snprintf(path, sizeof path, "/api/v1/stays/%.32s/handovers/in", code + 8);
    snprintf(confirm, sizeof confirm, "%s/confirmation", path);
    snprintf(body, sizeof body,
             "{\"day\":\"%s\",\"n_keys\":2,\"electricity_kwh\":1204,\"items\":[{\"kind\":\"bed\","
             "\"number\":1,\"condition\":\"worn\"}]}",
             day[3]);
    assert_int_equal(get(WHO_OFFICIAL, path), 200);
    assert_true(says("\"version\":0") && says("\"code\":null") && says("\"items\":[]"));
    assert_int_equal(people_ask(&server, WHO_PLANNER, "PUT", path, "If-Match: *\r\n", body, &in),
                     404);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", path, "", body, &in), 201);
    assert_true(says("\"water_m3\":null") && says("\"condition\":\"worn\""));
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", path, "", body, &in), 409);
    assert_int_equal(
        people_ask(&server, WHO_PLANNER, "PUT", path, "If-Match: \"v1\"\r\n", body, &in), 200);
    assert_int_equal(
        people_ask(&server, WHO_OFFICIAL, "POST", confirm, "If-Match: *\r\n", "{}", &in), 409);
    assert_int_equal(
        people_ask(&server, WHO_PLANNER, "POST", confirm, "If-Match: \"v2\"\r\n", "{}", &in), 200);
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0001/result"), 200);
    assert_true(says("\"house\":\"planner\"") && says("\"resident_at\":null"));
    assert_int_equal(
        people_ask(&server, WHO_OFFICIAL, "POST", confirm, "If-Match: \"v3\"\r\n", "{}", &in), 200);
    assert_true(says("\"resident\":\"official\"") && says("\"version\":4"));
    assert_int_equal(people_ask(&server, WHO_PLANNER, "PUT", path, "If-Match: *\r\n", body, &in),
                     409);
    snprintf(path + strlen(path) - 2, 32, "out?format=pdf");
    assert_int_equal(get(WHO_OFFICIAL, path), 200);
    struct buf pdf = {.data = (char *)(uintptr_t)api_body(&in),
                      .len = in.len - (size_t)(api_body(&in) - in.data)};
    char *text = printed_text(&pdf, "-layout");
    assert_non_null(strstr(text, "Vũ Thị Một"));
    assert_non_null(strstr(text, "(khi nhận phòng: 1.204)"));
    assert_int_equal(count_of(text, "\f"), 1); /* one sheet of paper */
    free(text);
}

/* The woman leaves; a man goes to her room for a while, then for good, changes places with the
 * other one, who leaves at last. */
static void t_one_leaves_and_another_comes(void **state)
{
    (void)state;
    assert_int_equal(act(WHO_PLANNER, "HS-0001", "move-out", "{\"to_day\":\"%s\"}", day[1]), 200);
    assert_true(says("\"why_ended\":\"moved_out\""));
    assert_int_equal(act(WHO_PLANNER, "HS-0001", "move-out", "{\"to_day\":\"%s\"}", day[1]), 409);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "PUT",
                                "/api/v1/requests/HS-0001/leave-notice", "If-Match: *\r\n",
                                "{\"reason\":\"other\",\"ended_on\":\"2025-01-01\"}", &in),
                     409);
    assert_int_equal(act(WHO_PLANNER, "HS-0002", "temporary-room",
                         "{\"room\":\"SV-A-101\",\"from_day\":\"%s\",\"return_day\":null}", day[1]),
                     201);
    assert_true(says("\"kind\":\"temporary\"") && says("\"return_day\":null"));
    assert_int_equal(get(WHO_OFFICE, "/api/v1/requests/HS-0002/result"), 200);
    assert_true(says("\"living_in\":{\"room\":\"SV-A-102\"") && says("\"lodging_in\":{\"code\":"));
    assert_int_equal(act(WHO_PLANNER, "HS-0002", "return", "{\"to_day\":\"%s\"}", today), 200);
    assert_true(says("\"why_ended\":\"returned\""));
    assert_int_equal(
        act(WHO_PLANNER, "HS-0002", "transfer", "{\"room\":\"SV-A-101\",\"day\":\"%s\"}", today),
        201);
    assert_true(says("\"room\":\"SV-A-101\"") && says("\"kind\":\"own\""));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/stays?request=HS-0002"), 200);
    assert_true(says("\"n\":3"));
    assert_int_equal(
        act(WHO_PLANNER, "HS-0002", "exchange", "{\"request\":\"HS-0003\",\"day\":\"%s\"}", today),
        201);
    assert_true(says("\"request\":\"HS-0002\"") && says("\"room\":\"SV-A-102\""));
    assert_int_equal(act(WHO_PLANNER, "HS-0003", "move-out", "{\"to_day\":\"%s\"}", today), 200);
    assert_true(says("\"room\":\"SV-A-101\""));
}

/* Two of one room do not change places, and nobody moves to where he or she lives. */
static void t_who_lives_there_does_not_come(void **state)
{
    (void)state;
    assert_int_equal(
        act(WHO_PLANNER, "HS-0002", "transfer", "{\"room\":\"SV-A-102\",\"day\":\"%s\"}", today),
        409);
    assert_int_equal(act(WHO_PLANNER, "HS-0002", "temporary-room",
                         "{\"room\":\"SV-A-102\",\"from_day\":\"%s\"}", today),
                     409);
    assert_int_equal(
        act(WHO_PLANNER, "HS-0002", "exchange", "{\"request\":\"HS-0003\",\"day\":\"%s\"}", today),
        409);
}

/* For the Department of Finance, of people whom one sees. */
static void t_who_was_housed_is_told_by_month(void **state)
{
    char path[96], body[32];
    (void)state;
    snprintf(path, sizeof path, "/api/v1/reports/housed?from=%.7s&to=%.7s", day[3], today);
    assert_int_equal(get(WHO_PLANNER, path), 200);
    assert_true(says("Vũ Thị Một") && says("\"born\":\"1983-12-19\"") && says("\"n\":3"));
    snprintf(body, sizeof body, "\"from_day\":\"%s\"", day[3]);
    assert_true(says(body));
    assert_int_equal(get(WHO_REGISTRAR, path), 200);
    assert_true(says("\"n\":2") && !says("Ba"));
    snprintf(path + strlen(path), sizeof path - strlen(path), "&format=csv");
    assert_int_equal(get(WHO_AUDITOR, path), 200);
    assert_true(says("Thời gian ở"));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/reports/housed?from=2025-07&to=2025-06"), 422);
    assert_true(says("?to"));
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/reports/housed?from=2025-07&to=2025-08"), 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_one_moves_in_by_the_planner_alone),
        cmocka_unit_test(t_an_act_wants_the_version_that_was_read),
        cmocka_unit_test(t_a_rule_that_is_broken_is_told),
        cmocka_unit_test(t_the_official_reads_room_and_day),
        cmocka_unit_test(t_stays_are_listed_by_what_is_asked),
        cmocka_unit_test(t_a_room_is_handed_over),
        cmocka_unit_test(t_who_is_to_leave_is_told),
        cmocka_unit_test(t_who_lives_there_does_not_come),
        cmocka_unit_test(t_one_leaves_and_another_comes),
        cmocka_unit_test(t_who_was_housed_is_told_by_month),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
