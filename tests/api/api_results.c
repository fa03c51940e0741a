/* Results over HTTP: what everybody may read, the page of truth, offers and appeals. In a published
 * round HS-0001 was given SV-A-101, HS-0002 SV-A-102, and HS-0003 waits.
 */
#include "asked.h"

#include "../unit/house.h"

static int publish(struct store *s, struct err *err)
{
    struct policy p = {0};
    struct solver_findings bad = {0};
    struct offer_counts counts;
    struct draft d = {
        .n = 2, .requests = {"HS-0001", "HS-0002"}, .rooms = {"SV-A-101", "SV-A-102"}};
    int rc = people_fill(s, err);
    store = s;
    now = clock_now_s();
    ok(rc);
    house_round();
    ok(policy_load(&p, NULL, &bad, &e));
    ok(snapshot_load(&d.snapshot, s, "2025-07-10", &e));
    snapshot_score(&d.snapshot, &p, p.as_of);
    snapshot_draw(&d.snapshot, &p, "1");
    const int64_t plan_id = put_plan(&d, &p);
    ok(store_plan_tell_requests(s, plan_id, &e));
    run_sql("UPDATE round SET state = 'published', closed_at = 1, n_requests = 3, n_eligible = 3,"
            " list_sha256 = '%064d'",
            0);
    ok(offer_publish(s, round_id, plan_id, now, &counts, &e));
    assert_int_equal(counts.n_offered, 2);
    assert_int_equal(counts.n_waiting, 1);
    snapshot_release(&d.snapshot);
    policy_release(&p);
    return ERR_OK;
}

static int get(enum who who, const char *path)
{
    return people_ask(&server, who, "GET", path, "", NULL, &in);
}

/* Sends what comes of a read: If-Match with the version just read. */
static int post(enum who who, const char *path, int version, const char *body)
{
    char head[64] = "";
    if (version > 0)
        snprintf(head, sizeof head, "If-Match: \"v%d\"\r\n", version);
    return people_ask(&server, who, "POST", path, head, body, &in);
}

/* From a page of another site: with the cookie, without the header. */
static int post_from_elsewhere(enum who who, const char *path, const char *body)
{
    char head[160];
    snprintf(head, sizeof head, "Cookie: sid=%s\r\nIf-Match: \"v1\"\r\n", people_session[who]);
    return api_ask(&server, "POST", path, head, body, &in);
}

/* What is no JSON. */
static int post_text(enum who who, const char *path)
{
    return people_ask_text(&server, who, "POST", path, "If-Match: \"v1\"\r\n", &in);
}

/* The code behind `"code":"` of the answer at hand. */
static const char *code_in_answer(void)
{
    static char code[33];
    const char *at = strstr(api_body(&in), "\"code\":\"");
    assert_non_null(at);
    snprintf(code, sizeof code, "%.32s", at + 8);
    return code;
}

/* ---- what everybody may read ---- */

static void t_published_rounds_are_public(void **state)
{
    (void)state;
    assert_int_equal(get(WHO_NOBODY, "/api/v1/results"), 200);
    assert_true(says("\"round\":\"2025-07\""));
    assert_true(says("\"n_people\":2"));
    assert_int_equal(get(WHO_NOBODY, "/api/v1/results?format=csv"), 200);
    assert_true(says("\"/api/v1/rounds/2025-07/results?format=csv\""));
}

static void t_the_list_says_name_agency_and_site_and_nothing_else(void **state)
{
    static const char *const secrets[] = {"HS-0001",    "SV-A-101", "034183002329",
                                          "0353925014", "Ba",       "HS-0003"};
    (void)state;
    assert_int_equal(get(WHO_NOBODY, "/api/v1/rounds/2025-07/results"), 200);
    assert_true(says("{\"name\":\"Nguyễn Minh Hai\",\"agency_name\":\"Sở Nội vụ\","
                     "\"site_name\":\"Khu thử\"}"));
    assert_true(says("Vũ Thị Một"));
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_false(says(secrets[i]));
    assert_int_equal(get(WHO_NOBODY, "/api/v1/rounds/2026-01/results"), 404);
}

static void t_the_list_comes_as_csv_and_xlsx(void **state)
{
    (void)state;
    assert_int_equal(people_ask(&server, WHO_NOBODY, "GET", "/api/v1/rounds/2025-07/results",
                                "Accept: text/csv\r\n", NULL, &in),
                     200);
    assert_true(says("\"Vũ Thị Một\",\"Sở Nội vụ\",\"Khu thử\""));
    char *name = api_header(&in, "Content-Disposition");
    assert_string_equal(name, "attachment; filename=\"2025-07.csv\"");
    free(name);
    assert_int_equal(get(WHO_NOBODY, "/api/v1/rounds/2025-07/results?format=xlsx"), 200);
    assert_memory_equal(api_body(&in), "PK", 2);
    assert_int_equal(people_ask(&server, WHO_NOBODY, "GET", "/api/v1/rounds/2025-07/results",
                                "Accept: image/png\r\n", NULL, &in),
                     406);
    assert_int_equal(get(WHO_NOBODY, "/api/v1/rounds/2025-07/results?limit=3"), 422);
}

static int hide_names(void *ctx, struct store *s, struct err *err)
{
    struct store_round r = {0};
    int rc = store_round_get(s, "2025-07", &r, err);
    r.names_public = *(const int *)ctx;
    rc = rc != ERR_OK ? rc : store_round_put(s, &r, err);
    store_round_release(&r);
    return rc;
}

static void set_names_public(int names_public)
{
    struct err err = {0};
    assert_int_equal(
        store_writer_run(server.writer, hide_names, STORE_UNAUDITED, &names_public, &err), ERR_OK);
}

static void t_receipts_stand_for_names_where_the_round_says_so(void **state)
{
    (void)state;
    set_names_public(0);
    assert_int_equal(get(WHO_NOBODY, "/api/v1/rounds/2025-07/results"), 200);
    assert_true(says("{\"request\":\"HS-0001\",\"site_name\":\"Khu thử\"}"));
    assert_false(says("Một"));
    assert_false(says("Nội vụ"));
    assert_int_equal(get(WHO_NOBODY, "/api/v1/rounds/2025-07/results?format=csv"), 200);
    assert_false(says("Một"));
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/rounds/2025-07/results"), 200);
    assert_true(says("Một"));
    set_names_public(1);
}

/* ---- the page of truth ---- */

static void t_the_page_of_truth_is_for_whom_it_concerns(void **state)
{
    (void)state;
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0001/result"), 200);
    assert_true(says("\"state\":\"offered\""));
    assert_true(says("\"room\":\"SV-A-101\""));
    assert_true(says("Vì [\\\"HS-0001\\\"]."));
    assert_true(says("\"breakdown\":{\"policy\":\"tam-thoi-2025-07\"") ||
                says("\"breakdown\":null"));
    assert_false(says("HS-0002"));
    assert_false(says("SV-A-102"));
    assert_false(says("Hai"));
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0002/result"), 404);
    assert_int_equal(get(WHO_REGISTRAR, "/api/v1/requests/HS-0002/result"), 200);
    assert_int_equal(get(WHO_REGISTRAR, "/api/v1/requests/HS-0003/result"), 404);
    assert_int_equal(get(WHO_OFFICE, "/api/v1/requests/HS-0003/result"), 200);
    assert_true(says("\"waiting_place\":1,\"n_waiting\":1"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/requests/HS-0009/result"), 404);
    assert_int_equal(get(WHO_ADMIN, "/api/v1/requests/HS-0001/result"), 404);
    assert_int_equal(get(WHO_NOBODY, "/api/v1/requests/HS-0001/result"), 401);
}

static void t_why_comes_in_the_readers_language(void **state)
{
    (void)state;
    assert_int_equal(people_ask(&server, WHO_OFFICIAL, "GET", "/api/v1/requests/HS-0001/result",
                                "Accept-Language: en\r\n", NULL, &in),
                     200);
    assert_true(says("Because [\\\"HS-0001\\\"]."));
}

/* ---- offers ---- */

static void t_offers_are_listed_in_the_scope(void **state)
{
    (void)state;
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/offers"), 200);
    assert_true(says("\"n\":1"));
    assert_int_equal(get(WHO_REGISTRAR, "/api/v1/offers?limit=1"), 200);
    assert_true(says("\"n\":2"));
    char *next = api_header(&in, "Link");
    assert_non_null(strstr(next, "rel=\"next\""));
    next[strcspn(next, ">")] = '\0';
    assert_int_equal(get(WHO_REGISTRAR, next + 1), 200);
    assert_true(says("\"request\":\"HS-0002\""));
    assert_false(says("\"request\":\"HS-0001\""));
    free(next);
    assert_int_equal(get(WHO_REGISTRAR, "/api/v1/offers?answer=accepted&request=HS-0002"), 200);
    assert_true(says("\"n\":0"));
    assert_int_equal(get(WHO_REGISTRAR, "/api/v1/offers?answer=maybe"), 422);
    assert_int_equal(get(WHO_NOBODY, "/api/v1/offers"), 401);
    assert_int_equal(get(WHO_MAINTENANCE, "/api/v1/offers"), 404);
}

static void t_an_offer_is_accepted_by_whom_it_was_made_to(void **state)
{
    static const char yes[] = "{\"answer\":\"accepted\"}";
    char path[80], answer[96], key[200];
    (void)state;
    assert_int_equal(get(WHO_OFFICE, "/api/v1/offers?request=HS-0001"), 200);
    snprintf(path, sizeof path, "/api/v1/offers/%s", code_in_answer());
    snprintf(answer, sizeof answer, "%s/answer", path);
    assert_int_equal(get(WHO_OFFICIAL, path), 200);
    char *etag = api_header(&in, "ETag");
    assert_memory_equal(etag, "\"v1-", 4);
    free(etag);
    assert_int_equal(get(WHO_ADMIN, path), 404);
    assert_int_equal(get(WHO_NOBODY, path), 401);
    assert_int_equal(post(WHO_OFFICIAL, answer, 0, yes), 428);
    assert_int_equal(post(WHO_OFFICIAL, answer, 7, yes), 412);
    assert_int_equal(post(WHO_OFFICIAL, answer, 1, "{\"answer\":\"maybe\"}"), 422);
    assert_true(says("\"pointer\":\"/answer\""));
    assert_int_equal(post(WHO_NOBODY, answer, 1, yes), 401);
    assert_int_equal(post(WHO_PLANNER, answer, 1, yes), 404);
    assert_int_equal(post_from_elsewhere(WHO_OFFICIAL, answer, yes), 403);
    snprintf(key, sizeof key, "If-Match: \"v1\"\r\nIdempotency-Key: mot-lan\r\n");
    assert_int_equal(people_ask(&server, WHO_OFFICIAL, "POST", answer, key, yes, &in), 200);
    assert_true(says("\"answer\":\"accepted\""));
    etag = api_header(&in, "ETag");
    assert_string_equal(etag, "\"v2\"");
    free(etag);
    /* the same again, as after a lost answer; and once more by somebody else */
    assert_int_equal(people_ask(&server, WHO_OFFICIAL, "POST", answer, key, yes, &in), 200);
    assert_int_equal(post(WHO_REGISTRAR, answer, 2, "{\"answer\":\"declined\"}"), 409);
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0001/result"), 200);
    assert_true(says("\"state\":\"accepted\""));
    assert_true(says("\"living_in\":{\"room\":\"SV-A-101\""));
}

static void t_what_one_may_not_see_is_not_there(void **state)
{
    char path[96];
    (void)state;
    assert_int_equal(get(WHO_OFFICE, "/api/v1/offers?request=HS-0002"), 200);
    snprintf(path, sizeof path, "/api/v1/offers/%s", code_in_answer());
    assert_int_equal(get(WHO_OFFICIAL, path), 404);
    snprintf(path + strlen(path), sizeof path - strlen(path), "/answer");
    assert_int_equal(post(WHO_OFFICIAL, path, 1, "{\"answer\":\"accepted\"}"), 404);
    assert_int_equal(post_text(WHO_OFFICE, path), 415);
}

/* ---- appeals ---- */

static const char APPEALS[] = "/api/v1/requests/HS-0001/appeals";

static void t_an_appeal_goes_its_way(void **state)
{
    static const char claim[] =
        "{\"statement\":\"Đường xa hơn.\",\"fact\":\"road_km\",\"value\":\"62.5\"}";
    static const char reply[] = "{\"outcome\":\"rejected\",\"answer\":\"Đã đo lại: 56,7 km.\"}";
    char path[80], answer[96];
    (void)state;
    assert_int_equal(post(WHO_NOBODY, APPEALS, 0, claim), 401);
    assert_int_equal(post(WHO_PLANNER, APPEALS, 0, claim), 404);
    assert_int_equal(post_from_elsewhere(WHO_OFFICIAL, APPEALS, claim), 403);
    assert_int_equal(post(WHO_OFFICIAL, "/api/v1/requests/HS-0002/appeals", 0, claim), 404);
    assert_int_equal(post(WHO_OFFICIAL, APPEALS, 0, "{\"statement\":\"\",\"fact\":\"x\"}"), 422);
    assert_int_equal(post(WHO_OFFICIAL, APPEALS, 0,
                          "{\"statement\":\"x\",\"fact\":\"road_km\",\"value\":\"xa\"}"),
                     422);
    assert_true(says("\"pointer\":\"/value\""));
    assert_int_equal(post_text(WHO_OFFICIAL, APPEALS), 415);
    assert_int_equal(post(WHO_OFFICIAL, APPEALS, 0, claim), 201);
    assert_true(says("\"outcome\":null"));
    char *place = api_header(&in, "Location");
    snprintf(path, sizeof path, "%s", place);
    free(place);
    snprintf(answer, sizeof answer, "%s/answer", path);
    assert_int_equal(post(WHO_OFFICIAL, APPEALS, 0, claim), 409);
    assert_int_equal(get(WHO_OFFICIAL, path), 200);
    assert_int_equal(get(WHO_NOBODY, path), 401);
    assert_int_equal(get(WHO_ADMIN, path), 404);
    assert_int_equal(get(WHO_AUDITOR, "/api/v1/appeals/00000000000000000000000000000000"), 404);
    assert_int_equal(get(WHO_PLANNER, "/api/v1/appeals?outcome=open"), 200);
    assert_true(says("\"n\":1"));
    assert_int_equal(get(WHO_PLANNER, "/api/v1/appeals?outcome=lost"), 422);
    assert_int_equal(get(WHO_NOBODY, "/api/v1/appeals"), 401);
    assert_int_equal(get(WHO_ADMIN, "/api/v1/appeals"), 404);
    assert_int_equal(post(WHO_NOBODY, answer, 1, reply), 401);
    assert_int_equal(post(WHO_OFFICIAL, answer, 1, reply), 404);
    assert_int_equal(post(WHO_REGISTRAR, answer, 1, reply), 403); /* of one agency */
    assert_int_equal(post(WHO_PLANNER, answer, 0, reply), 428);
    assert_int_equal(post(WHO_PLANNER, answer, 3, reply), 412);
    assert_int_equal(post(WHO_PLANNER, answer, 1, "{\"outcome\":\"rejected\"}"), 422);
    assert_int_equal(post(WHO_PLANNER, "/api/v1/appeals/0/answer", 1, reply), 404);
    assert_int_equal(post_text(WHO_PLANNER, answer), 415);
    assert_int_equal(post(WHO_PLANNER, answer, 1, reply), 200);
    assert_true(says("\"outcome\":\"rejected\",\"answer\":\"Đã đo lại: 56,7 km.\""));
    assert_int_equal(post(WHO_OFFICE, answer, 2, reply), 409);
    assert_int_equal(get(WHO_OFFICIAL, "/api/v1/requests/HS-0001/result"), 200);
    assert_true(says("\"statement\":\"Đường xa hơn.\""));
}

static void t_the_round_is_solved_again_for_an_appeal(void **state)
{
    static const char claim[] =
        "{\"statement\":\"Tôi đã chuyển cơ quan.\",\"fact\":\"has_moved\",\"value\":\"yes\"}";
    static const char ask[] = "{\"refill\":true}";
    char path[80], plans[96];
    (void)state;
    assert_int_equal(post(WHO_REGISTRAR, "/api/v1/requests/HS-0002/appeals", 0, claim), 201);
    snprintf(path, sizeof path, "/api/v1/appeals/%s", code_in_answer());
    snprintf(plans, sizeof plans, "%s/plans", path);
    assert_int_equal(post(WHO_NOBODY, plans, 1, ask), 401);
    assert_int_equal(post(WHO_REGISTRAR, plans, 1, ask), 404);
    assert_int_equal(post_from_elsewhere(WHO_PLANNER, plans, ask), 403);
    assert_int_equal(post_text(WHO_PLANNER, plans), 415);
    assert_int_equal(post(WHO_PLANNER, plans, 0, ask), 428);
    assert_int_equal(post(WHO_PLANNER, plans, 5, ask), 412);
    assert_int_equal(post(WHO_PLANNER, plans, 1, "{\"refill\":3}"), 422);
    assert_int_equal(post(WHO_PLANNER, plans, 1, ask), 202);
    char *plan = api_header(&in, "Location");
    assert_int_equal(get(WHO_PLANNER, plan), 200);
    assert_true(says("Kiến nghị HS-0002: has_moved = yes"));
    assert_int_equal(get(WHO_REGISTRAR, path), 200);
    assert_true(says(plan + strlen("/api/v1/plans/")));
    free(plan);
    /* words alone cannot be solved */
    assert_int_equal(
        post(WHO_OFFICE, "/api/v1/requests/HS-0003/appeals", 0, "{\"statement\":\"Xin xét lại.\"}"),
        201);
    snprintf(plans, sizeof plans, "/api/v1/appeals/%s/plans", code_in_answer());
    assert_int_equal(post(WHO_PLANNER, plans, 1, "{}"), 409);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_published_rounds_are_public),
        cmocka_unit_test(t_the_list_says_name_agency_and_site_and_nothing_else),
        cmocka_unit_test(t_the_list_comes_as_csv_and_xlsx),
        cmocka_unit_test(t_receipts_stand_for_names_where_the_round_says_so),
        cmocka_unit_test(t_the_page_of_truth_is_for_whom_it_concerns),
        cmocka_unit_test(t_why_comes_in_the_readers_language),
        cmocka_unit_test(t_offers_are_listed_in_the_scope),
        cmocka_unit_test(t_an_offer_is_accepted_by_whom_it_was_made_to),
        cmocka_unit_test(t_what_one_may_not_see_is_not_there),
        cmocka_unit_test(t_an_appeal_goes_its_way),
        cmocka_unit_test(t_the_round_is_solved_again_for_an_appeal),
    };
    house = publish;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
