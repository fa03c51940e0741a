/* Needs over the API: officials and requests with their steps, what another agency sees of them
 * (nothing), lists sent in, written and taken back. */
#include "asked.h"

#include "store/register.h"

static int ask(enum who who, const char *method, const char *path, const char *body)
{
    return people_ask(&server, who, method, path, "", body, &in);
}

/* A change of what was read: If-Match with the ETag of the last answer, or "*". */
static int change(enum who who, const char *method, const char *path, const char *etag,
                  const char *body)
{
    char head[128];
    snprintf(head, sizeof head, "If-Match: %s\r\n", etag);
    return people_ask(&server, who, method, path, head, body, &in);
}

/* A text or number of the last answer, by the names on the way to it. */
static const char *value(const char *a, const char *b)
{
    static char text[256];
    struct json *root = json_parse(api_body(&in), strlen(api_body(&in)), NULL);
    const struct json *j = json_get(root, a);
    j = b != NULL ? json_get(json_is_array(j) ? json_at(j, 0) : j, b) : j;
    if (json_is_int(j))
        snprintf(text, sizeof text, "%lld", (long long)json_int(j));
    else
        snprintf(text, sizeof text, "%s", json_is_null(j) ? "null" : json_text(j));
    json_free(root);
    return text;
}

static bool has(const char *text)
{
    return strstr(api_body(&in), text) != NULL;
}

/* begin, code, end: the path of a thing. */
static void path_of(char out[128], const char *begin, const char *code, const char *end)
{
    snprintf(out, 128, "%s%s%s", begin, code, end);
}

/* ---- officials ---- */

static void t_officials_come_by_given_name_and_agency(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/officials?limit=2", NULL), 200);
    assert_string_equal(value("n", NULL), "3");
    assert_string_equal(value("items", "name"), "Trần Văn Ba");
    char *link = api_header(&in, "Link");
    char next[128] = "";
    assert_int_equal(sscanf(link, "<%127[^>]>; rel=\"next\"", next), 1);
    free(link);
    assert_int_equal(ask(WHO_OFFICE, "GET", next, NULL), 200);
    assert_string_equal(value("items", "name"), "Vũ Thị Một");
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/officials?q=TRAN%20van", NULL), 200);
    assert_string_equal(value("n", NULL), "1");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/officials", NULL), 200);
    assert_string_equal(value("n", NULL), "2");
    assert_false(has("Ba"));
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/officials?agency=STP", NULL), 200);
    assert_string_equal(value("n", NULL), "0");
    assert_int_equal(ask(WHO_OFFICIAL, "GET", "/api/v1/officials", NULL), 200);
    assert_string_equal(value("n", NULL), "1");
    char path[128];
    snprintf(path, sizeof path, "/api/v1/officials?after=%s", people_official_code[2]);
    assert_int_equal(ask(WHO_REGISTRAR, "GET", path, NULL), 422);
}

static void t_a_sheet_has_all_and_no_citizen_id(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/officials?format=csv&limit=1", NULL), 200);
    assert_true(has("Nguyễn Minh Hai") && has("Vũ Thị Một"));
    assert_false(has("Ba") || has("034183002329"));
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?format=csv", NULL), 200);
    assert_true(has("HS-0001") && has("HS-0002"));
    assert_false(has("HS-0003"));
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rooms?format=csv&site=SV", NULL), 200);
    assert_true(has("SV-A-101"));
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/requests?format=xlsx", NULL), 200);
    assert_int_equal(memcmp(api_body(&in), "PK\3\4", 4), 0);
    /* what left the house is known */
    assert_int_equal(ask(WHO_AUDITOR, "GET", "/api/v1/audit?object=officials", NULL), 200);
    assert_string_equal(value("n", NULL), "1");
    assert_string_equal(value("items", "action"), "register.export");
    assert_string_equal(value("items", "fields"), "n=2");
    assert_int_equal(ask(WHO_AUDITOR, "GET", "/api/v1/audit?object=requests", NULL), 200);
    assert_string_equal(value("n", NULL), "2");
}

static void t_each_sees_what_is_for_it(void **state)
{
    char path[128];
    (void)state;
    path_of(path, "/api/v1/officials/", people_official_code[0], "");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", path, NULL), 200);
    assert_string_equal(value("citizen_id_masked", NULL), "034*****2329");
    assert_string_equal(value("phone", NULL), "0353925014");
    assert_int_equal(ask(WHO_OFFICIAL, "GET", path, NULL), 200);
    assert_string_equal(value("citizen_id_masked", NULL), "034*****2329");
    assert_int_equal(ask(WHO_PLANNER, "GET", path, NULL), 200);
    assert_string_equal(value("citizen_id_masked", NULL), "null");
    assert_string_equal(value("phone", NULL), "null");
}

static void t_an_official_is_added_and_changed(void **state)
{
    char path[128];
    (void)state;
    assert_int_equal(ask(WHO_REGISTRAR, "POST", "/api/v1/officials",
                         "{\"name\":\"Hoàng Văn Bốn\",\"sex\":\"M\",\"citizen_id\":"
                         "\"034085000009\",\"agency\":\"SNV\",\"road_km\":45.5}"),
                     201);
    char *place = api_header(&in, "Location");
    char *etag = api_header(&in, "ETag");
    assert_string_equal(etag, "\"v1\"");
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", place, etag, "{\"road_km\":60.25}"), 422);
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", place, etag,
                            "{\"facts\":[{\"fact\":\"road_km\",\"document\":\"1/GXN\","
                            "\"document_day\":\"2025-07-01\"}]}"),
                     200);
    assert_string_equal(value("facts", "document"), "1/GXN");
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", place, etag, "{\"road_km\":60}"), 412);
    free(etag);
    etag = api_header(&in, "ETag");
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", place, "\"v2\"",
                            "{\"road_km\":60,\"born\":null,\"groups\":[\"disabled\"]}"),
                     200);
    assert_true(has("\"facts\":[]") && has("\"road_km\":60,"));
    path_of(path, "/api/v1/officials/", people_official_code[0], "");
    assert_int_equal(change(WHO_OFFICIAL, "PATCH", path, "*", "{\"phone\":\"0987654321\"}"), 200);
    assert_int_equal(change(WHO_OFFICIAL, "PATCH", path, "*", "{\"agency\":\"STP\"}"), 422);
    assert_true(has("\"pointer\":\"/agency\""));
    assert_int_equal(ask(WHO_REGISTRAR, "POST", "/api/v1/officials",
                         "{\"name\":\"A\",\"sex\":\"M\",\"citizen_id\":\"034084024133\","
                         "\"agency\":\"SNV\"}"),
                     422);
    assert_true(has("/citizen_id"));
    assert_false(has("Ba") || has("STP"));
    free(etag);
    free(place);
}

static void t_a_citizen_id_is_shown_for_a_reason(void **state)
{
    char path[128];
    (void)state;
    path_of(path, "/api/v1/officials/", people_official_code[0], "/citizen-id");
    assert_int_equal(ask(WHO_REGISTRAR, "POST", path, "{\"reason\":\"ngắn\"}"), 422);
    assert_int_equal(ask(WHO_REGISTRAR, "POST", path, "{\"reason\":\"đối chiếu giấy tờ gốc\"}"),
                     200);
    assert_string_equal(value("citizen_id", NULL), "034183002329");
    assert_int_equal(ask(WHO_AUDITOR, "GET", "/api/v1/audit?limit=1", NULL), 200);
    assert_true(has("official.unmask") && has("đối chiếu giấy tờ gốc"));
    /* and the person is told */
    assert_int_equal(ask(WHO_OFFICIAL, "GET", "/api/v1/officials/current/export", NULL), 200);
    assert_true(has("official.unmask") && has("034183002329") && has("HS-0001"));
    assert_int_equal(ask(WHO_AUDITOR, "GET", "/api/v1/audit?limit=1", NULL), 200);
    assert_true(has("official.export"));
}

/* ---- requests ---- */

static const char PAPER[] = "{\"document\":\"12/GXN\",\"document_day\":\"2025-07-08\"}";

static void t_a_request_goes_its_way(void **state)
{
    (void)state;
    assert_int_equal(change(WHO_OFFICIAL, "POST", "/api/v1/requests/HS-0001/withdrawal", "*", NULL),
                     200);
    assert_string_equal(value("state", NULL), "withdrawn");
    assert_int_equal(change(WHO_OFFICIAL, "POST", "/api/v1/requests/HS-0001/withdrawal", "*", NULL),
                     409);
    assert_int_equal(
        change(WHO_OFFICIAL, "PATCH", "/api/v1/requests/HS-0001", "*", "{\"note\":\"a\"}"), 409);
    assert_int_equal(ask(WHO_OFFICIAL, "POST", "/api/v1/requests",
                         "{\"sharing\":\"private\",\"needs\":[\"ground_floor\"],\"sites\":[\"SV\"],"
                         "\"wishes\":[{\"feature\":\"quiet\",\"weight\":2}],\"members\":"
                         "[{\"relation\":\"child\",\"name\":\"Bé\",\"born\":\"2020\",\"sex\":"
                         "\"F\"}]}"),
                     201);
    char *place = api_header(&in, "Location");
    char path[128];
    assert_string_equal(value("state", NULL), "draft");
    assert_true(has("\"sites\":[\"SV\"]") && has("\"weight\":2") && has("\"relation\":\"child\""));
    assert_int_equal(ask(WHO_OFFICIAL, "POST", "/api/v1/requests", "{}"), 409); /* one at a time */
    assert_int_equal(change(WHO_OFFICIAL, "PATCH", place, "\"v1\"", "{\"filed\":\"2025-07-01\"}"),
                     422);
    assert_int_equal(change(WHO_OFFICIAL, "PATCH", place, "\"v1\"",
                            "{\"members\":[],\"to_day\":\"2026-01-31\"}"),
                     200);
    assert_false(has("child"));
    path_of(path, "", place, "/submission");
    assert_int_equal(change(WHO_OFFICIAL, "POST", path, "\"v2\"", NULL), 200);
    assert_string_equal(value("deadline", "step"), "agency");
    assert_string_equal(value("deadline", "days_left"), "10");
    assert_int_equal(change(WHO_OFFICIAL, "POST", path, "\"v3\"", NULL), 409);
    path_of(path, "", place, "/confirmation");
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "\"v3\"", "{}"), 422);
    assert_true(has("\"pointer\":\"/facts\""));
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "\"v3\"", PAPER), 200);
    assert_string_equal(value("deadline", "step"), "decision");
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "*", PAPER), 409);
    free(place);
}

static void t_friends_agree_before_they_are_a_party(void **state)
{
    char body[256], path[128];
    (void)state;
    assert_int_equal(change(WHO_OFFICIAL, "POST", "/api/v1/requests/HS-0001/withdrawal", "*", NULL),
                     200);
    snprintf(body, sizeof body,
             "{\"official\":\"%s\",\"members\":[{\"relation\":\"companion\",\"official\":\"%s\"}]}",
             people_official_code[2], people_official_code[0]);
    assert_int_equal(ask(WHO_OFFICE, "POST", "/api/v1/requests", body), 409); /* HS-0003 lives */
    assert_int_equal(change(WHO_OFFICE, "POST", "/api/v1/requests/HS-0003/withdrawal", "*", NULL),
                     200);
    /* the Office sees both, and so speaks for both */
    assert_int_equal(ask(WHO_OFFICE, "POST", "/api/v1/requests", body), 201);
    assert_true(has("\"consent\":\"agency\""));
    char *place = api_header(&in, "Location");
    path_of(path, "", place, "/sharing-consent");
    /* who is named sees the request, but not the others' affairs, and may say no */
    assert_int_equal(ask(WHO_OFFICIAL, "GET", place, NULL), 200);
    assert_string_equal(value("points", NULL), "null");
    assert_int_equal(change(WHO_OFFICIAL, "PATCH", place, "*", "{\"note\":\"a\"}"), 403);
    assert_int_equal(change(WHO_OFFICIAL, "POST", path, "*", "{\"agrees\":false}"), 204);
    assert_int_equal(ask(WHO_OFFICIAL, "GET", place, NULL), 404);
    assert_int_equal(change(WHO_OFFICIAL, "POST", path, "*", "{\"agrees\":true}"), 404);
    free(place);
}

static void t_a_settled_party_stays(void **state)
{
    char body[256], path[128];
    (void)state;
    snprintf(body, sizeof body, "{\"members\":[{\"relation\":\"companion\",\"official\":\"%s\"}]}",
             people_official_code[0]);
    /* HS-0002 names the official, whom the registrar speaks for: but HS-0001 lives */
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", "/api/v1/requests/HS-0002", "*", body), 409);
    assert_int_equal(change(WHO_OFFICIAL, "POST", "/api/v1/requests/HS-0001/withdrawal", "*", NULL),
                     200);
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", "/api/v1/requests/HS-0002", "*", body), 200);
    path_of(path, "/api/v1/requests/", "HS-0002", "/confirmation");
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "*", PAPER), 200);
    path_of(path, "/api/v1/requests/", "HS-0002", "/sharing-consent");
    assert_int_equal(change(WHO_OFFICIAL, "POST", path, "*", "{\"agrees\":false}"), 409);
}

static void t_another_agencys_request_does_not_exist(void **state)
{
    static const char *const steps[] = {"submission", "confirmation", "withdrawal"};
    char path[128], nothing[1024];
    (void)state;
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests/HS-9999", NULL), 404);
    snprintf(nothing, sizeof nothing, "%.80s", api_body(&in));
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests/HS-0003", NULL), 404);
    assert_int_equal(strncmp(api_body(&in), nothing, 80), 0);
    assert_int_equal(
        change(WHO_REGISTRAR, "PATCH", "/api/v1/requests/HS-0003", "*", "{\"note\":\"a\"}"), 404);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "/api/v1/requests/HS-0003/%s", steps[i]);
        assert_int_equal(change(WHO_REGISTRAR, "POST", path, "*", i == 1 ? PAPER : NULL), 404);
    }
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?sort=name", NULL), 200);
    assert_string_equal(value("n", NULL), "2");
    assert_string_equal(value("items", "code"), "HS-0002"); /* Hai before Một */
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?sort=deadline", NULL), 200);
    assert_string_equal(value("items", "code"), "HS-0001");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?sort=points&band=1", NULL), 200);
    assert_string_equal(value("n", NULL), "0"); /* nobody was scored */
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?band=0", NULL), 422);
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?q=hs-0003", NULL), 200);
    assert_string_equal(value("n", NULL), "0");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?overdue=true", NULL), 200);
    assert_string_equal(value("n", NULL), "2"); /* filed in July 2025 */
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?state=draft", NULL), 200);
    assert_string_equal(value("n", NULL), "0");
    assert_string_equal(value("by_state", "submitted"), "2");
    assert_string_equal(value("by_state", "draft"), "0");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/requests?overdue=true&format=csv", NULL),
                     200);
    assert_true(has("\"Hạn xử lý\""));
    assert_true(has("\"2025-07-18\"\r\n")); /* 10 days after */
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/reports/needs", NULL), 200);
    assert_true(has("Sở Nội vụ"));
    assert_false(has("Sở Tư pháp"));
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/reports/needs?format=csv", NULL), 200);
    assert_false(has("Sở Tư pháp"));
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/reports/needs", NULL), 200);
    assert_true(has("Sở Tư pháp"));
}

/* Its steps of road are those of the policy that the newest round is decided by. */
static void t_needs_are_counted_by_the_newest_rounds_rules(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/reports/needs", NULL), 200);
    assert_true(has("50–<60 km"));
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/policies/tam-thoi-2025-07", NULL), 200);
    char *text = strdup(strstr(api_body(&in), "\"document\":") + 11);
    text[strlen(text) - 2] = '\0'; /* the object's own brace */
    memcpy(strstr(text, "\"from\": 50"), "\"from\": 51", 10);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/policies", text), 201);
    free(text);
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/reports/needs", NULL), 200);
    assert_true(has("51–<60 km")); /* no round yet: the newest version */
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds",
                         "{\"code\":\"2199-1\",\"name\":\"Đợt "
                         "1\",\"policy\":\"tam-thoi-2025-07\",\"policy_version\":1,"
                         "\"draw_source\":\"Xổ số\",\"draw_day\":\"2199-01-02\","
                         "\"names_public\":false}"),
                     201);
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/reports/needs", NULL), 200);
    assert_true(has("50–<60 km"));
}

static void t_doubles_are_shown(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/duplicates", NULL), 200);
    assert_string_equal(value("n", NULL), "0");
    assert_int_equal(ask(WHO_REGISTRAR, "POST", "/api/v1/officials",
                         "{\"name\":\"Vu Thị Mốt\",\"sex\":\"F\",\"born\":\"1983-12-19\","
                         "\"citizen_id\":\"034183002330\",\"agency\":\"SNV\"}"),
                     201);
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/duplicates", NULL), 200);
    assert_string_equal(value("n", NULL), "1");
    assert_true(has("Vũ Thị Một") && has("Vu Thị Mốt"));
}

static void t_the_office_sets_the_urgency(void **state)
{
    (void)state;
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", "/api/v1/agencies/SNV", "*", "{\"urgency\":7}"),
                     403);
    assert_int_equal(change(WHO_OFFICE, "PATCH", "/api/v1/agencies/SNV", "*", "{\"urgency\":11}"),
                     422);
    assert_int_equal(
        change(WHO_OFFICE, "PATCH", "/api/v1/agencies/SNV", "\"v1\"", "{\"urgency\":7}"), 200);
    assert_string_equal(value("urgency", NULL), "7");
    char *etag = api_header(&in, "ETag");
    assert_string_equal(etag, "\"v2\"");
    free(etag);
}

/* ---- uploads ---- */

#define HEAD "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị công tác,Khoảng cách (km),Nhu cầu\n"
#define LIST                                                                                       \
    HEAD "Vũ Thị Một,19/12/1983,Nữ,034183002329,Sở Nội vụ,80,Có\n"                   \
         "Đinh Văn Năm,01/02/1990,Nam,034090000015,Sở Nội vụ,40,Có\n"
#define BAD LIST "Trần Văn Ba,30/12/1984,Nam,034084024133,Sở Tư pháp,40,Có\n"

static int send_list(enum who who, const char *query, const char *list)
{
    char path[256];
    snprintf(path, sizeof path, "/api/v1/uploads?%s", query);
    return people_ask(&server, who, "POST", path, "Content-Type: text/csv\r\n", list, &in);
}

/* All that the lists say, as the Office sees it: but for versions, which are no part of it. */
static char *picture(void)
{
    struct buf all = {0};
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/officials", NULL), 200);
    buf_str(&all, api_body(&in));
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/requests", NULL), 200);
    buf_str(&all, api_body(&in));
    return buf_take(&all);
}

static void t_a_list_is_judged_written_and_taken_back(void **state)
{
    char path[128];
    (void)state;
    char *before = picture();
    assert_int_equal(
        send_list(WHO_REGISTRAR,
                  "kind=officials&file_name=ds.csv&document=7/SNV&document_day=2025-07-08", LIST),
        201);
    assert_string_equal(value("n_new", NULL), "1");
    assert_string_equal(value("n_changed", NULL), "1");
    assert_string_equal(value("items", "verdict"), "changed");
    char *place = api_header(&in, "Location");
    char *judged = picture();
    assert_string_equal(before, judged);
    path_of(path, "", place, "/application");
    assert_int_equal(change(WHO_REGISTRAR, "DELETE", path, "\"v1\"", NULL), 409);
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "\"v1\"", "{}"), 200);
    assert_string_equal(value("state", NULL), "applied");
    char *applied = picture();
    assert_non_null(strstr(applied, "Đinh Văn Năm"));
    assert_non_null(strstr(applied, "\"road_km\":80"));
    assert_non_null(strstr(applied, "\"state\":\"confirmed\""));
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "\"v2\"", "{}"), 409);
    assert_int_equal(change(WHO_REGISTRAR, "DELETE", path, "\"v2\"", NULL), 200);
    assert_string_equal(value("state", NULL), "undone");
    char *after = picture();
    assert_string_equal(before, after);
    free(place);
    free(before);
    free(judged);
    free(applied);
    free(after);
}

static void t_bad_rows_are_told_and_left_out(void **state)
{
    char path[128];
    (void)state;
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=officials", BAD), 201);
    assert_string_equal(value("n_bad", NULL), "1");
    assert_false(has("HS-0003"));
    char *place = api_header(&in, "Location");
    path_of(path, "", place, "?verdict=bad");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", path, NULL), 200);
    assert_string_equal(value("n", NULL), "1");
    assert_string_equal(value("items", "row"), "4");
    path_of(path, "", place, "?limit=1&after=2");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", path, NULL), 200);
    assert_string_equal(value("items", "row"), "3");
    path_of(path, "", place, "?format=csv");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", path, NULL), 200);
    assert_true(has("\"4\",\"bad\""));
    path_of(path, "", place, "/application");
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "*", "{}"), 409);
    assert_int_equal(change(WHO_REGISTRAR, "POST", path, "*", "{\"skips_bad\":true}"), 200);
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/officials?q=nam", NULL), 200);
    assert_string_equal(value("n", NULL), "1");
    free(place);
}

#define FAULTY                                                                                     \
    HEAD "Vũ Thị Một,19/12/1983,Nan,034183002329,Sở Nội vụ,80,Có\n"                    \
         "Đinh Văn Năm,01/02/1990,Nam,03409000015,Sở Nội vụ,xa,Có\n"

static void t_cells_are_put_right_without_another_file(void **state)
{
    char path[128], application[128];
    (void)state;
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=officials", FAULTY), 201);
    assert_string_equal(value("n_bad", NULL), "2");
    assert_string_equal(value("heading_row", NULL), "1");
    assert_true(has("{\"column\":\"D\",\"heading\":\"Số CCCD\",\"field\":\"Số CCCD\"}"));
    assert_true(has("\"column\":\"Số CCCD\",\"cell\":\"D\""));
    assert_true(has("\"Vũ Thị Một\",\"19/12/1983\",\"Nan\",\"034*****2329\""));
    assert_true(has("\"may_change\":true"));
    char *place = api_header(&in, "Location");
    path_of(path, "", place, "");
    path_of(application, "", place, "/application");
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", path, "\"v1\"",
                            "{\"cells\":[{\"row\":2,\"column\":\"C\",\"text\":\"Nữ\"},"
                            "{\"row\":3,\"column\":\"D\",\"text\":\"034*****0015\"}]}"),
                     422); /* one is wrong: none is taken */
    assert_true(has("\"/cells/1\""));
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", path, "\"v1\"",
                            "{\"cells\":[{\"row\":2,\"column\":\"ZZ\",\"text\":\"Nữ\"}]}"),
                     422);
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", path, "\"v1\"",
                            "{\"cells\":[{\"row\":2,\"column\":\"C\",\"text\":\"Nữ\"}],"
                            "\"rows\":[{\"row\":3,\"is_left_out\":true}]}"),
                     200);
    assert_string_equal(value("n_bad", NULL), "0");
    assert_string_equal(value("n_skipped", NULL), "1");
    assert_string_equal(value("n_corrected", NULL), "2");
    char *etag = api_header(&in, "ETag");
    assert_string_equal(etag, "\"v2\"");
    free(etag);
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", path, "\"v1\"", "{}"), 412);
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", path, "\"v2\"",
                            "{\"rows\":[{\"row\":3,\"is_left_out\":false}],\"cells\":["
                            "{\"row\":3,\"column\":\"D\",\"text\":\"034090000015\"},"
                            "{\"row\":3,\"column\":\"F\",\"text\":\"40\"}]}"),
                     200);
    assert_string_equal(value("n_new", NULL), "1");
    assert_int_equal(change(WHO_OFFICE, "PATCH", path, "*", "{}"), 200); /* of all agencies */
    assert_int_equal(change(WHO_PLANNER, "PATCH", path, "*", "{}"), 403);
    assert_int_equal(change(WHO_REGISTRAR, "POST", application, "*", "{}"), 200);
    assert_true(has("\"columns\":[]"));
    assert_true(has("\"cells\":null"));
    assert_int_equal(change(WHO_REGISTRAR, "PATCH", path, "*", "{}"), 409);
    /* the auditor sees which cells, and no number */
    assert_int_equal(ask(WHO_AUDITOR, "GET", path, NULL), 200);
    assert_true(has("\"row\":3,\"column\":\"D\",\"before\":\"034****0015\","
                    "\"after\":\"034*****0015\",\"account\":"));
    assert_true(has("\"may_change\":false"));
    snprintf(path, sizeof path, "/api/v1/audit?object=upload%s", strrchr(place, '/'));
    assert_int_equal(ask(WHO_AUDITOR, "GET", path, NULL), 200);
    assert_true(has("cells=D3,F3,-3"));
    assert_int_equal(change(WHO_REGISTRAR, "DELETE", application, "*", NULL), 200);
    free(place);
}

static void t_rows_with_a_warning_are_found(void **state)
{
    char path[128];
    (void)state;
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=officials",
                               "Họ và tên,Giới tính,Số CCCD,Số điện thoại,Đơn vị,Lạ\n"
                               "Đinh Văn Năm,Nam,034090000015,0112345678,Sở Nội vụ,\n"
                               "Đinh Văn Sáu,Nam,034090000016,0912345678,Sở Nội vụ,\n"),
                     201);
    assert_string_equal(value("n_warned", NULL), "1");
    assert_true(has("\"findings\":[{\"level\":\"notice\",\"column\":\"\",\"vi\":\"không dùng"));
    assert_true(has("{\"column\":\"F\",\"heading\":\"Lạ\",\"field\":null}"));
    char *place = api_header(&in, "Location");
    path_of(path, "", place, "?level=warning");
    assert_int_equal(ask(WHO_REGISTRAR, "GET", path, NULL), 200);
    assert_string_equal(value("n", NULL), "1");
    assert_string_equal(value("items", "row"), "2");
    free(place);
}

static void t_the_columns_known_are_told(void **state)
{
    (void)state;
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/upload-fields?kind=officials", NULL), 200);
    assert_true(has("{\"field\":\"Số CCCD\",\"is_needed\":true,\"words\":[\"so cccd\",\"cccd\","));
    assert_true(has("\"khoang cach*\""));
    assert_false(has("Mã hồ sơ"));
    assert_int_equal(
        ask(WHO_REGISTRAR, "GET", "/api/v1/upload-fields?kind=requests&format=csv", NULL), 200);
    assert_true(has("\"Họ và tên\",\"Ngày sinh\",\"Giới tính\",\"Số CCCD\""));
    assert_false(has("Họ đệm"));
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/upload-fields", NULL), 422);
}

static void t_what_is_no_list_is_refused(void **state)
{
    (void)state;
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=officials", "một,hai\nba,bốn\n"), 422);
    assert_true(has("\"errors\""));
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=officials", "%PDF-1.4"), 422);
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=people", LIST), 422);
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=officials&document=7", LIST), 422);
    assert_int_equal(send_list(WHO_REGISTRAR, "kind=rooms", LIST), 403);
    assert_int_equal(send_list(WHO_PLANNER, "kind=officials", LIST), 403);
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/uploads", NULL), 200);
    assert_string_equal(value("n", NULL), "1"); /* that of people.h */
}

static void t_a_list_sent_again_is_kept_once(void **state)
{
    static const char head[] = "Content-Type: text/csv\r\nIdempotency-Key: list-1\r\n";
    (void)state;
    for (int i = 0; i < 2; i++)
        assert_int_equal(people_ask(&server, WHO_REGISTRAR, "POST",
                                    "/api/v1/uploads?kind=officials", head, LIST, &in),
                         201);
    assert_int_equal(people_ask(&server, WHO_REGISTRAR, "POST", "/api/v1/uploads?kind=officials",
                                head, BAD, &in),
                     409); /* that key is another list's */
    assert_int_equal(ask(WHO_REGISTRAR, "GET", "/api/v1/uploads", NULL), 200);
    assert_string_equal(value("n", NULL), "2");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_officials_come_by_given_name_and_agency),
        TEST(t_a_sheet_has_all_and_no_citizen_id),
        TEST(t_each_sees_what_is_for_it),
        TEST(t_an_official_is_added_and_changed),
        TEST(t_a_citizen_id_is_shown_for_a_reason),
        TEST(t_a_request_goes_its_way),
        TEST(t_friends_agree_before_they_are_a_party),
        TEST(t_a_settled_party_stays),
        TEST(t_another_agencys_request_does_not_exist),
        TEST(t_needs_are_counted_by_the_newest_rounds_rules),
        TEST(t_doubles_are_shown),
        TEST(t_the_office_sets_the_urgency),
        TEST(t_a_list_is_judged_written_and_taken_back),
        TEST(t_bad_rows_are_told_and_left_out),
        TEST(t_cells_are_put_right_without_another_file),
        TEST(t_rows_with_a_warning_are_found),
        TEST(t_the_columns_known_are_told),
        TEST(t_what_is_no_list_is_refused),
        TEST(t_a_list_sent_again_is_kept_once),
    };
    house = people_fill;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
