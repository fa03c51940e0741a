/* Plans over HTTP, the whole way: asked for, followed, read in every form, cancelled, submitted,
 * decided by another, published. The test program is its own engine; with SLOW_ENGINE it goes on
 * until it is told to end.
 */
#include "drawn.h"

static void t_a_plan_is_followed_and_read(void **state)
{
    (void)state;
    char *code = new_plan("{\"note\":\"phương án 1\"}");
    /* the stream ends with the run; each state once */
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/events"), "", NULL), 200);
    const char *last = api_body(&in);
    static const char *const states[] = {"queued", "solving", "solved"};
    for (size_t i = 0; i < 3; i++) {
        char event[96];
        snprintf(event, sizeof event, "id: %zu\nevent: state\ndata: {\"state\":\"%s\"}", i + 1,
                 states[i]);
        last = strstr(last, event);
        if (last == NULL)
            fail_msg("%s is not in %s", event, api_body(&in));
    }
    assert_int_equal(
        ask(WHO_PLANNER, "GET", path_of(code, "/events"), "Last-Event-ID: 2\r\n", NULL), 200);
    assert_true(says("solved") && !says("queued"));
    assert_int_equal(
        ask(WHO_PLANNER, "GET", path_of(code, "/events"), "Last-Event-ID: 3\r\n", NULL), 204);

    assert_int_equal(ask(WHO_AUDITOR, "GET", path_of(code, ""), "", NULL), 200);
    assert_true(says("\"status\":\"optimal\"") && says("\"scenario\":false"));
    assert_true(says("\"has_proof\":true") && says("\"moved\":[]") && says("phương án 1"));
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/rounds/2025-07/plans", "", NULL), 200);
    assert_true(says(code) && says("\"n\":1}"));
    assert_true(says("\"n_housed\":3") && says("\"options\":{}"));
    free(code);
}

static void t_lists_in_every_form(void **state)
{
    (void)state;
    char *code = solved_plan("{\"closed_rooms\":[\"SV-A-101\"]}");
    assert_int_equal(ask(WHO_OFFICE, "GET", path_of(code, "/assignments?limit=1"), "", NULL), 200);
    char *link = api_header(&in, "Link");
    assert_true(says("\"room\":\"SV-A-102\"") && !says("SV-A-101"));
    free(link);
    assert_int_equal(ask(WHO_OFFICE, "GET", path_of(code, "/waiting"), "", NULL), 200);
    assert_true(says("\"reasons\":[\""));
    static const char *const lists[] = {"/assignments?format=csv", "/waiting?format=csv"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ask(WHO_OFFICE, "GET", path_of(code, lists[i]), "", NULL), 200);
        assert_true(says("HS-000") && says("Điểm"));
    }
    assert_true(says("Lý do") && says("hết chỗ") && !says("no_bed_for_mode")); /* in words */
    assert_int_equal(ask(WHO_OFFICE, "GET", path_of(code, "/waiting"),
                         "Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                         "\r\n",
                         NULL),
                     200);
    assert_memory_equal(api_body(&in), "PK", 2);
    assert_int_equal(
        ask(WHO_OFFICE, "GET", path_of(code, "/waiting"), "Accept: image/png\r\n", NULL), 406);
    free(code);
}

/* The number of rows that a list counts. */
static int n_of(const char *code, const char *list)
{
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, list), "", NULL), 200);
    const char *n = strstr(api_body(&in), "],\"n\":");
    assert_non_null(n);
    return atoi(n + strlen("],\"n\":"));
}

static void t_lists_of_a_part(void **state)
{
    static const char *const lists[] = {"/assignments", "/waiting"};
    (void)state;
    char *code = solved_plan("{\"closed_rooms\":[\"SV-A-101\"]}"), path[64];
    for (size_t i = 0; i < 2; i++) {
        int n_by_band = 0, n_by_agency = 0;
        const int n = n_of(code, lists[i]);
        for (int band = 1; band <= 9; band++) {
            snprintf(path, sizeof path, "%s?band=%d", lists[i], band);
            n_by_band += n_of(code, path);
        }
        for (int k = 0; k < 3; k++) {
            static const char *const agencies[] = {"SNV", "STP", "KHONG"};
            snprintf(path, sizeof path, "%s?agency=%s&limit=1", lists[i], agencies[k]);
            n_by_agency += n_of(code, path);
        }
        assert_true(n > 0);
        assert_int_equal(n_by_band, n);
        assert_int_equal(n_by_agency, n);
    }
    assert_int_equal(n_of(code, "/assignments?site=SV"), n_of(code, "/assignments"));
    assert_int_equal(n_of(code, "/assignments?site=KHONG"), 0);
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/assignments"), "", NULL), 200);
    assert_true(says("\"sexes\":[\"M\"]") || says("\"sexes\":[\"F\"]"));
    free(code);
}

/* Pages put together are the whole list. */
static void t_pages_lead_through_the_list(void **state)
{
    (void)state;
    char *code = solved_plan("{}");
    char *next = strdup(path_of(code, "/assignments?limit=1"));
    int n = 0;
    while (next[0] != '\0') {
        assert_int_equal(ask(WHO_PLANNER, "GET", next, "", NULL), 200);
        assert_true(says("\"room\":\"SV-A-10"));
        n++;
        char *link = api_header(&in, "Link");
        free(next);
        next = link[0] == '<' ? strndup(link + 1, strcspn(link, ">") - 1) : strdup("");
        free(link);
    }
    assert_int_equal(n, 3);
    free(next);
    free(code);
}

/* Anybody can check a plan with its files. */
static void t_the_files_are_what_was_checked(void **state)
{
    (void)state;
    char *code = solved_plan("{}"), hash[65], said[96];
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/files/instance"), "", NULL), 200);
    crypto_sha256(api_body(&in), strlen(api_body(&in)), hash);
    snprintf(said, sizeof said, "\"instance_sha256\":\"%s\"", hash);
    static const char *const others[] = {"/files/plan", "/files/proof", ""};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, others[i]), "", NULL), 200);
        assert_true(says(said));
    }
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/files/other"), "", NULL), 404);
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/explanations/HS-0001"), "", NULL),
                     200);
    assert_true(says("\"sentences\":[\"") && says("phòng"));
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/explanations/HS-0001"),
                         "Accept-Language: en\r\n", NULL),
                     200);
    assert_true(says("\"sentences\":[\"") && !says("phòng"));
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/explanations/HS-0009"), "", NULL),
                     404);
    free(code);
}

static void t_two_plans_side_by_side(void **state)
{
    (void)state;
    char tail[96];
    char *a = solved_plan("{}"), *b = solved_plan("{\"closed_rooms\":[\"SV-A-101\",\"SV-A-102\"]}");
    snprintf(tail, sizeof tail, "/comparison?with=%s", b);
    assert_int_equal(ask(WHO_AUDITOR, "GET", path_of(a, tail), "", NULL), 200);
    assert_true(says("\"same_instance\":false,\"gains\":0,\"loses\":3,\"moves\":0"));
    assert_true(says("{\"kind\":\"loses\",\"request\":\"HS-0001\"") && says("\"better\":\"this\""));
    char *etag = api_header(&in, "ETag"), head[128];
    snprintf(head, sizeof head, "If-None-Match: %s\r\n", etag);
    free(etag);
    assert_int_equal(ask(WHO_AUDITOR, "GET", path_of(a, tail), head, NULL), 304);
    assert_int_equal(ask(WHO_AUDITOR, "GET", path_of(a, "/comparison"), "", NULL), 422);
    setenv("SLOW_ENGINE", "1", 1);
    char *c = new_plan("{}");
    wait_until(c, "solving");
    snprintf(tail, sizeof tail, "/comparison?with=%s", c);
    assert_int_equal(ask(WHO_AUDITOR, "GET", path_of(a, tail), "", NULL), 409);
    free(a);
    free(b);
    free(c);
}

static void t_a_run_is_cancelled_and_keeps_what_it_has(void **state)
{
    (void)state;
    setenv("SLOW_ENGINE", "1", 1);
    char *code = new_plan("{}"), *waiting = new_plan("{}");
    wait_until(code, "solving");
    for (int i = 0; i < 500 && !says("\"phase\":\"prove\""); i++, usleep(10000))
        assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, "/run"), "", NULL), 200);
    assert_true(says("\"progress\":{\"phase\":\"prove\",\"elapsed_s\":"));
    assert_true(says("\"ahead\":0"));
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(waiting, "/run"), "", NULL), 200);
    assert_true(says("\"state\":\"queued\",\"ahead\":1,\"progress\":null"));
    assert_int_equal(ask(WHO_OFFICE, "DELETE", path_of(code, "/run"), "", NULL), 403);
    assert_int_equal(ask(WHO_PLANNER, "DELETE", path_of(waiting, "/run"), "", NULL), 204);
    wait_until(waiting, "discarded");
    assert_int_equal(ask(WHO_PLANNER, "DELETE", path_of(code, "/run"), "", NULL), 204);
    wait_until(code, "solved");
    assert_int_equal(ask(WHO_PLANNER, "DELETE", path_of(code, "/run"), "", NULL), 409);
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, ""), "", NULL), 200);
    assert_true(says("\"cancelled\":true"));
    free(code);
    free(waiting);
}

struct following {
    const char *code;
    struct buf in;
    int status;
};

static void *follow(void *arg)
{
    struct following *f = arg;
    struct buf raw = {0};
    buf_fmt(&raw,
            "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nCookie: sid=%s\r\n\r\n",
            f->code, server.port, people_session[WHO_PLANNER]);
    f->status = client_ask(server.port, raw.data, &f->in);
    buf_release(&raw);
    return NULL;
}

/* Who follows a plan that waits hears that it was thrown away, while another one is being solved.
 */
static void t_who_follows_a_discarded_plan_is_let_go(void **state)
{
    (void)state;
    pthread_t thread;
    setenv("SLOW_ENGINE", "1", 1);
    char *first = new_plan("{}"), *waiting = new_plan("{}");
    wait_until(first, "solving");
    char *path = strdup(path_of(waiting, "/events"));
    struct following f = {.code = path};
    assert_int_equal(pthread_create(&thread, NULL, follow, &f), 0);
    usleep(200000);
    assert_int_equal(change(WHO_PLANNER, "DELETE", waiting, "", NULL), 204);
    pthread_join(thread, NULL);
    assert_int_equal(f.status, 200);
    assert_non_null(strstr(f.in.data, "{\"state\":\"discarded\"}"));
    buf_release(&f.in);
    free(path);
    free(first);
    free(waiting);
}

static void t_the_queue_has_an_end(void **state)
{
    (void)state;
    setenv("SLOW_ENGINE", "1", 1);
    char *first = new_plan("{}");
    wait_until(first, "solving");
    for (int i = 0; i < 4; i++)
        free(new_plan("{}"));
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds/2025-07/plans", "", "{}"), 503);
    free(first);
}

static void t_a_plan_asked_for_twice_under_one_key_is_one(void **state)
{
    (void)state;
    static const char key[] = "Idempotency-Key: a1\r\n";
    char *places[2];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds/2025-07/plans", key, "{}"), 202);
        places[i] = api_header(&in, "Location");
    }
    assert_string_equal(places[0], places[1]);
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rounds/2025-07/plans", "", NULL), 200);
    assert_true(says("\"n\":1}"));
    free(places[0]);
    free(places[1]);
}

static void t_what_cannot_be_asked_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *body, *pointer;
    } cases[] = {
        {"{\"pins\":[{\"request\":\"HS-0001\",\"room\":\"XX\"}]}", "/pins/0/room"},
        {"{\"bans\":[{\"request\":\"HS-9\",\"room\":\"SV-A-101\"}]}", "/bans/0/request"},
        {"{\"closed_rooms\":[\"SV-A-101\",\"XX\"]}", "/closed_rooms/1"},
        {"{\"policy\":\"none\"}", "/policy"},
        {"{\"seed\":\"x\"}", "/seed"},
        {"{\"facts\":[]}", "/facts"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char pointer[64];
        snprintf(pointer, sizeof pointer, "\"pointer\":\"%s\"", cases[i].pointer);
        assert_int_equal(
            ask(WHO_PLANNER, "POST", "/api/v1/rounds/2025-07/plans", "", cases[i].body), 422);
        if (!says(pointer) && !says(cases[i].pointer))
            fail_msg("%s: %s", cases[i].body, api_body(&in));
    }
    assert_int_equal(ask(WHO_OFFICE, "POST", "/api/v1/rounds/2025-07/plans", "", "{}"), 403);
    assert_int_equal(ask(WHO_REGISTRAR, "POST", "/api/v1/rounds/2025-07/plans", "", "{}"), 404);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds/2025-08/plans", "", "{}"), 404);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds", "",
                         "{\"code\":\"2025-08\",\"name\":\"Đợt 2\",\"policy\":"
                         "\"tam-thoi-2025-07\",\"draw_source\":\"xổ số\",\"draw_day\":"
                         "\"2199-01-01\",\"names_public\":true}"),
                     201);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds/2025-08/plans", "", "{}"), 409);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds/2025-07/plans", "", "{"), 400);
}

static void t_submitted_decided_published(void **state)
{
    (void)state;
    static const char paper[] =
        "{\"number\":\"12/TTr-SXD\",\"date\":\"2025-07-12\",\"signer\":\"Trần Văn B\"}";
    static const char decision[] =
        "{\"number\":\"45/QĐ-UBND\",\"date\":\"2025-07-13\",\"signer\":\"Lê Thị C\"}";
    char *code = solved_plan("{}");
    assert_int_equal(ask(WHO_PLANNER, "POST", path_of(code, "/submission"), "", paper), 428);
    assert_int_equal(
        ask(WHO_PLANNER, "POST", path_of(code, "/submission"), "If-Match: \"v99\"\r\n", paper),
        412);
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/decision", decision), 403);
    assert_int_equal(change(WHO_OFFICE, "POST", code, "/decision", decision), 409);
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/submission",
                            "{\"number\":\"1\",\"date\":\"2999-01-01\",\"signer\":\"B\"}"),
                     422);
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/submission", paper), 200);
    assert_true(says("\"state\":\"submitted\"") && says("12/TTr-SXD"));
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/publication", "{}"), 409);
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/decision", decision), 403); /* the maker */
    assert_int_equal(change(WHO_OFFICE, "POST", code, "/decision", decision), 200);
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/publication", "{}"), 200);
    assert_true(says("\"state\":\"published\""));
    assert_int_equal(change(WHO_PLANNER, "DELETE", code, "", NULL), 409);
    assert_int_equal(ask(WHO_NOBODY, "GET", "/api/v1/rounds/2025-07/results", "", NULL), 200);
    assert_true(says("Vũ Thị Một") && !says("SV-A-10"));
    assert_int_equal(ask(WHO_OFFICIAL, "GET", "/api/v1/requests/HS-0001/result", "", NULL), 200);
    assert_true(says("\"room\":\"SV-A-10"));
    free(code);
}

static int move_someone(void *ctx, struct store *s, struct err *e)
{
    struct store_requests all = {0};
    (void)ctx;
    int rc = store_request_list(s, &all, e);
    if (rc == ERR_OK)
        rc = store_request_move(s, all.items[2].id, "withdrawn", NULL, NULL, e);
    store_requests_release(&all);
    return rc;
}

static void t_stale_plans_say_what_moved_and_want_a_reason(void **state)
{
    (void)state;
    static const char paper[] = "{\"number\":\"1\",\"date\":\"2025-07-12\",\"signer\":\"B\"}";
    struct err e = {0};
    char *code = solved_plan("{}"), head[96];
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, ""), "", NULL), 200);
    char *etag = api_header(&in, "ETag");
    snprintf(head, sizeof head, "If-None-Match: %s\r\n", etag);
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, ""), head, NULL), 304);
    assert_int_equal(store_writer_run(server.writer, move_someone, STORE_UNAUDITED, NULL, &e),
                     ERR_OK);
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, ""), head, NULL), 200);
    snprintf(head, sizeof head, "If-Match: %s\r\n", etag); /* the version is the same */
    assert_int_equal(ask(WHO_PLANNER, "PATCH", path_of(code, ""), head, "{\"note\":\"cũ\"}"), 200);
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, ""), "", NULL), 200);
    free(etag);
    assert_true(says("\"moved\":[{\"object\":\"request\",\"id\":\"HS-0003\",\"change\":\"gone\""));
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/submission", paper), 200);
    assert_int_equal(change(WHO_OFFICE, "POST", code, "/decision", paper), 200);
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/publication", "{}"), 422);
    assert_true(says("/stale_reason"));
    assert_int_equal(
        change(WHO_PLANNER, "POST", code, "/publication", "{\"stale_reason\":\"đã rút hồ sơ\"}"),
        200);
    assert_true(says("đã rút hồ sơ"));
    free(code);
}

static void t_notes_scenarios_and_the_bin(void **state)
{
    (void)state;
    static const char paper[] = "{\"number\":\"1\",\"date\":\"2025-07-12\",\"signer\":\"B\"}";
    char *code = solved_plan("{\"seed\":\"7\"}");
    assert_int_equal(change(WHO_PLANNER, "PATCH", code, "", "{\"note\":\"thử số 7\"}"), 200);
    assert_true(says("thử số 7") && says("\"scenario\":true") && says("{\"seed\":\"7\"}"));
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/submission", paper), 409);
    assert_int_equal(change(WHO_OFFICE, "DELETE", code, "", NULL), 403);
    assert_int_equal(change(WHO_PLANNER, "DELETE", code, "", NULL), 204);
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, ""), "", NULL), 200);
    assert_true(says("\"state\":\"discarded\""));
    free(code);
}

#define LAW(t) cmocka_unit_test_setup_teardown(t, set_up_drawn, tear_down)

int main(int argc, char **argv)
{
    if (is_engine(argc, argv))
        return run_engine(argc, argv);
    const struct CMUnitTest tests[] = {
        LAW(t_a_plan_is_followed_and_read),
        LAW(t_lists_in_every_form),
        LAW(t_lists_of_a_part),
        LAW(t_pages_lead_through_the_list),
        LAW(t_the_files_are_what_was_checked),
        LAW(t_two_plans_side_by_side),
        LAW(t_a_run_is_cancelled_and_keeps_what_it_has),
        LAW(t_who_follows_a_discarded_plan_is_let_go),
        LAW(t_the_queue_has_an_end),
        LAW(t_a_plan_asked_for_twice_under_one_key_is_one),
        LAW(t_what_cannot_be_asked_is_told),
        LAW(t_submitted_decided_published),
        LAW(t_stale_plans_say_what_moved_and_want_a_reason),
        LAW(t_notes_scenarios_and_the_bin),
    };
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
