/* What stands in the rooms and surveys of them over HTTP: who may, what comes back, what is
 * refused; a site's requisition. */
#include "people.h"

#include "base/clock.h"
#include "base/mem.h"

static struct server server;
static struct buf in;

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

/* A change of what a GET of `read` tells, with the version that it has now. */
static int change(enum who who, const char *method, const char *read, const char *path,
                  const char *body)
{
    struct buf head = {0};
    assert_int_equal(get(WHO_OFFICE, read), 200);
    char *etag = api_header(&in, "ETag");
    etag[strcspn(etag, "-")] = '\0';
    buf_fmt(&head, "If-Match: %s%s\r\n", etag, etag[strlen(etag) - 1] == '"' ? "" : "\"");
    const int status = people_ask(&server, who, method, path, head.data, body, &in);
    free(etag);
    buf_release(&head);
    return status;
}

static const char ITEMS[] = "/api/v1/rooms/SV-A-101/items";

#define BED(condition) "{\"kind\":\"bed\",\"number\":1,\"condition\":\"" condition "\"}"
#define FAN                                                                                        \
    "{\"kind\":\"fan\",\"number\":2,\"condition\":\"worn\",\"note\":\"Panasonic\",\"seen_on\":"    \
    "\"2025-07-01\"}"

static int put(enum who who, const char *items)
{
    struct buf body = {0};
    buf_fmt(&body, "{\"items\":[%s]}", items);
    const int status = change(who, "PUT", ITEMS, ITEMS, body.data);
    buf_release(&body);
    return status;
}

static void t_a_rooms_list_is_written_as_a_whole(void **state)
{
    (void)state;
    assert_int_equal(put(WHO_MAINTENANCE, BED("good") "," FAN), 200);
    assert_true(says("\"n\":2") && says("\"note\":\"Panasonic\",\"seen_on\":\"2025-07-01\""));
    char *before = mem_dup(api_body(&in));
    assert_int_equal(get(WHO_AUDITOR, ITEMS), 200);
    assert_string_equal(api_body(&in), before);
    free(before);
    assert_int_equal(put(WHO_OFFICE, BED("broken")), 200);
    assert_true(says("\"n\":1") && says("\"condition\":\"broken\"") && !says("fan"));
    assert_int_equal(put(WHO_REGISTRAR, BED("good")), 404);
    assert_int_equal(put(WHO_AUDITOR, BED("good")), 403);
    assert_int_equal(put(WHO_PLANNER, BED("good") "," BED("good")), 422);
    assert_true(says("\"pointer\":\"/items/1/number\""));
    assert_int_equal(
        put(WHO_PLANNER,
            "{\"kind\":\"bed\",\"number\":1,\"condition\":\"good\",\"seen_on\":\"2199-01-01\"}"),
        422);
    assert_true(says("\"pointer\":\"/items/0/seen_on\""));
    assert_int_equal(people_ask(&server, WHO_PLANNER, "PUT", ITEMS, "If-Match: \"v1\"\r\n",
                                "{\"items\":[]}", &in),
                     412);
}

static void t_the_house_is_counted_and_each_figure_opens_its_rows(void **state)
{
    (void)state;
    assert_int_equal(put(WHO_PLANNER, BED("good") "," FAN), 200);
    assert_int_equal(get(WHO_MAINTENANCE, "/api/v1/inventory"), 200);
    assert_true(says("{\"site\":\"SV\",\"kind\":\"bed\",\"rooms\":1,\"pieces\":1,\"good\":1,"
                     "\"worn\":0,\"broken\":0,\"missing\":0}") &&
                says("\"n\":2"));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/inventory/items?kind=fan&condition=worn&site=SV"),
                     200);
    assert_true(says("{\"room\":\"SV-A-101\",\"site\":\"SV\",\"kind\":\"fan\",\"number\":2") &&
                says("\"n\":1"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/inventory/items?limit=1"), 200);
    char *link = api_header(&in, "Link");
    assert_non_null(strstr(link, "after=SV-A-101%2Fbed%2F1"));
    free(link);
    assert_int_equal(get(WHO_PLANNER, "/api/v1/inventory/items?after=SV-A-101/bed/7"), 422);
    assert_int_equal(get(WHO_PLANNER, "/api/v1/inventory/items?format=csv"), 200);
    assert_true(says("\"Mã phòng\",\"Loại thiết bị\"") &&
                says("\"SV-A-101\",\"Quạt\",\"2\",\"đã cũ\""));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/inventory?format=csv"), 200);
    assert_true(says("\"SV\",\"Giường\",\"1\",\"1\",\"1\",\"0\",\"0\",\"0\""));
}

/* The sheet of all pieces is a list that can be sent in: as it came out it says what is known. */
static void t_the_sheet_of_pieces_reads_back_in(void **state)
{
    (void)state;
    assert_int_equal(put(WHO_PLANNER, BED("good") "," FAN), 200);
    assert_int_equal(get(WHO_PLANNER, "/api/v1/inventory/items?format=csv"), 200);
    char *sheet = mem_dup(api_body(&in));
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", "/api/v1/uploads?kind=items",
                                "Content-Type: text/csv\r\n", sheet, &in),
                     201);
    assert_true(says("\"n_new\":0") && says("\"n_changed\":0") && says("\"n_same\":2") &&
                says("\"n_bad\":0"));
    assert_int_equal(people_ask(&server, WHO_REGISTRAR, "POST", "/api/v1/uploads?kind=items",
                                "Content-Type: text/csv\r\n", sheet, &in),
                     403);
    free(sheet);
}

/* ---- surveys ---- */

static const char *const PARTS[] = {"electricity", "lights",      "water",   "wc",
                                    "door_lock",   "window",      "ceiling", "wall",
                                    "floor",       "fire_safety", "internet"};

/* All parts but one found good. */
static void look_at_parts(const char *path, const char *but)
{
    struct buf body = {0};
    buf_str(&body, "{\"lines\":[");
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (strcmp(PARTS[i], but) != 0)
            buf_fmt(&body, "%s{\"subject\":\"%s\",\"condition\":\"good\"}",
                    body.data[body.len - 1] == '[' ? "" : ",", PARTS[i]);
    buf_str(&body, "]}");
    assert_int_equal(change(WHO_MAINTENANCE, "PATCH", path, path, body.data), 200);
    buf_release(&body);
}

static void t_a_survey_is_filled_in_bit_by_bit_and_done_once(void **state)
{
    char completion[96], repairs[96];
    (void)state;
    assert_int_equal(put(WHO_PLANNER, BED("good")), 200);
    assert_int_equal(people_ask(&server, WHO_MAINTENANCE, "POST", "/api/v1/surveys", "",
                                "{\"room\":\"SV-A-101\"}", &in),
                     201);
    assert_true(says("\"n_lines\":12,\"n_looked\":0") && says("\"surveyor\":\"maintenance\"") &&
                says("{\"subject\":\"bed 1\",\"was\":\"good\",\"condition\":null"));
    char *path = api_header(&in, "Location");
    snprintf(completion, sizeof completion, "%s/completion", path);
    snprintf(repairs, sizeof repairs, "%s/repairs", path);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", "/api/v1/surveys", "",
                                "{\"room\":\"SV-A-101\"}", &in),
                     409);
    look_at_parts(path, "door_lock");
    assert_int_equal(change(WHO_OFFICE, "PATCH", path, path,
                            "{\"lines\":[{\"subject\":\"bed 1\",\"condition\":\"broken\",\"note\":"
                            "\"gãy chân\"},{\"subject\":\"bed 2\",\"condition\":\"good\"}]}"),
                     422);
    assert_true(says("\"pointer\":\"/lines/1/subject\""));
    assert_int_equal(change(WHO_OFFICE, "PATCH", path, path,
                            "{\"note\":\"Phòng ẩm\",\"lines\":[{\"subject\":\"bed 1\","
                            "\"condition\":\"broken\",\"note\":\"gãy chân\"}]}"),
                     200);
    assert_int_equal(change(WHO_PLANNER, "POST", path, completion, NULL), 422);
    assert_true(says("not looked at: door_lock") || says("chưa xem: door_lock"));
    assert_int_equal(change(WHO_PLANNER, "PATCH", path, path,
                            "{\"lines\":[{\"subject\":\"door_lock\",\"condition\":\"missing\"}]}"),
                     200);
    assert_int_equal(change(WHO_PLANNER, "POST", path, repairs, NULL), 409);
    assert_int_equal(change(WHO_PLANNER, "POST", path, completion, NULL), 200);
    assert_true(says("\"state\":\"done\"") && says("\"n_faults\":2"));
    assert_int_equal(change(WHO_PLANNER, "POST", path, completion, NULL), 409);
    assert_int_equal(change(WHO_PLANNER, "PATCH", path, path, "{\"note\":\"\"}"), 409);
    assert_int_equal(get(WHO_PLANNER, ITEMS), 200);
    assert_true(says("\"condition\":\"broken\""));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/survey-progress"), 200);
    assert_true(says("\"rooms\":2,\"done\":1,\"open\":0,\"faults\":2,\"repairs\":0") &&
                says("\"never\":[\"SV-A-102\"]"));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/surveys?state=done&room=SV-A-101&site=SV"), 200);
    assert_true(says("\"note\":\"Phòng ẩm\"") && says("\"n\":1"));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/surveys?format=csv"), 200);
    assert_true(says("\"Giường\",\"1\",\"tốt\",\"hỏng\",\"gãy chân\""));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(change(WHO_MAINTENANCE, "POST", path, repairs, NULL), 200);
        assert_true(says("\"n_faults\":2,\"n_repairs\":2") && says("\"repair_number\":\"SC-1\"") &&
                    says("\"repair_number\":\"SC-2\"") && !says("SC-3"));
    }
    free(path);
}

/* Sends the sheet of all surveys that are done in as a list, in either language, the day on it
 * another one where `day` says so. */
static void send_surveys(enum who who, const char *lang, const char *day, int expected)
{
    assert_int_equal(people_ask(&server, WHO_AUDITOR, "GET",
                                "/api/v1/surveys?state=done&format=csv", lang, NULL, &in),
                     200);
    char today[11];
    char *sheet = mem_dup(api_body(&in));
    clock_today(today);
    for (char *at = strstr(sheet, today); day != NULL && at != NULL; at = strstr(at, today))
        memcpy(at, day, strlen(day));
    assert_int_equal(people_ask(&server, who, "POST", "/api/v1/uploads?kind=surveys",
                                "Content-Type: text/csv\r\n", sheet, &in),
                     expected);
    free(sheet);
}

/* The sheet of surveys is a list of them; one that was written stays. */
static void t_the_sheet_of_surveys_reads_back_in(void **state)
{
    char path[96], application[128];
    (void)state;
    send_surveys(WHO_REGISTRAR, "", NULL, 403);
    send_surveys(WHO_OFFICIAL, "", NULL, 404);
    send_surveys(WHO_PLANNER, "", NULL, 201);
    assert_true(says("\"n_new\":0") && says("\"n_same\":12,\"n_bad\":0"));
    send_surveys(WHO_OFFICE, "Accept-Language: en\r\n", NULL, 201);
    assert_true(says("\"n_new\":0") && says("\"n_same\":12,\"n_bad\":0"));
    send_surveys(WHO_MAINTENANCE, "", "2025-07-15", 201);
    assert_true(says("\"n_new\":12,\"n_changed\":0,\"n_same\":0,\"n_bad\":0") &&
                says("nor can they be taken back"));
    char *location = api_header(&in, "Location");
    snprintf(path, sizeof path, "%s", location);
    snprintf(application, sizeof application, "%s/application", location);
    free(location);
    assert_int_equal(change(WHO_MAINTENANCE, "POST", path, application, "{}"), 200);
    assert_int_equal(change(WHO_MAINTENANCE, "DELETE", path, application, NULL), 409);
    assert_true(says("khảo sát lại phòng") || says("survey the room again"));
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/surveys?state=done"), 200);
    assert_true(says("\"n\":2") && says("\"day\":\"2025-07-15\",\"surveyor\":\"maintenance\""));
    send_surveys(WHO_MAINTENANCE, "", NULL, 201);
    assert_true(says("\"n_new\":0") && says("\"n_same\":24,\"n_bad\":0"));
    assert_int_equal(people_ask(&server, WHO_MAINTENANCE, "POST", "/api/v1/uploads?kind=rooms",
                                "Content-Type: text/csv\r\n", "Mã phòng,Số chỗ\nSV-A-103,2\n", &in),
                     403);
}

static void t_a_survey_is_not_of_a_day_to_come(void **state)
{
    (void)state;
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", "/api/v1/surveys", "",
                                "{\"room\":\"SV-A-102\",\"day\":\"2199-01-01\"}", &in),
                     422);
    assert_true(says("\"pointer\":\"/day\""));
    assert_int_equal(people_ask(&server, WHO_REGISTRAR, "POST", "/api/v1/surveys", "",
                                "{\"room\":\"SV-A-102\"}", &in),
                     404);
}

/* ---- sites ---- */

static void t_a_sites_requisition_is_written_down(void **state)
{
    (void)state;
    const char *const path = "/api/v1/sites/SV";
    const char *const head = "If-Match: \"v1\"\r\n";
    assert_int_equal(people_ask(&server, WHO_PLANNER, "PATCH", path, head,
                                "{\"requisition_from\":\"2025-07-01\",\"requisition_to\":"
                                "\"2025-06-30\"}",
                                &in),
                     422);
    assert_true(says("\"pointer\":\"/requisition_to\""));
    assert_int_equal(
        people_ask(&server, WHO_REGISTRAR, "PATCH", path, head, "{\"owner\":\"A\"}", &in), 403);
    assert_int_equal(people_ask(&server, WHO_OFFICE, "PATCH", path, head,
                                "{\"owner\":\"Trường Cao đẳng\",\"requisition_from\":"
                                "\"2025-07-01\",\"requisition_to\":\"2027-06-30\"}",
                                &in),
                     200);
    assert_true(says("\"version\":2"));
    assert_int_equal(
        people_ask(&server, WHO_PLANNER, "PATCH", path, head, "{\"owner\":\"A\"}", &in), 412);
    assert_int_equal(people_ask(&server, WHO_PLANNER, "PATCH", path, "If-Match: \"v2\"\r\n",
                                "{\"requisition_to\":null}", &in),
                     200);
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/sites"), 200);
    assert_true(says("\"owner\":\"Trường Cao đẳng\",\"address\":\"\",\"requisition_from\":"
                     "\"2025-07-01\",\"requisition_to\":null,\"version\":3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_rooms_list_is_written_as_a_whole),
        cmocka_unit_test(t_the_house_is_counted_and_each_figure_opens_its_rows),
        cmocka_unit_test(t_the_sheet_of_pieces_reads_back_in),
        cmocka_unit_test(t_a_survey_is_filled_in_bit_by_bit_and_done_once),
        cmocka_unit_test(t_the_sheet_of_surveys_reads_back_in),
        cmocka_unit_test(t_a_survey_is_not_of_a_day_to_come),
        cmocka_unit_test(t_a_sites_requisition_is_written_down),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
