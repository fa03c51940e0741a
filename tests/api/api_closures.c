/* A room that is closed and opened again, over the API: who is told, what is refused, the case that
 * opens with it, and a way out chosen. */
#include "people.h"

#include "../unit/house.h"
#include "base/json.h"
#include "service/stay.h"
#include "store/rehousing.h"
#include "store/value.h"

static struct server server;
static struct buf in;
static char closure[33], rehousing[33];

/* A published plan, which places nobody. */
static void publish(struct store *s, struct err *err)
{
    struct draft d = {0};
    struct policy p = {0};
    struct solver_findings bad = {0};
    office = (struct principal){.account_id = people_account[WHO_OFFICE],
                                .role = PRINCIPAL_REGISTRAR,
                                .all_agencies = true};
    house_round();
    ok(policy_load(&p, NULL, &bad, err));
    ok(snapshot_load(&d.snapshot, s, "2025-07-10", err));
    snapshot_score(&d.snapshot, &p, p.as_of);
    snapshot_draw(&d.snapshot, &p, "1");
    put_papers(put_plan(&d, &p));
    snapshot_release(&d.snapshot);
    policy_release(&p);
}

/* HS-0001 lives in SV-A-101. */
static int fill_do(void *ctx, struct store *s, struct err *err)
{
    const struct principal by = {.account_id = people_account[WHO_PLANNER],
                                 .role = PRINCIPAL_PLANNER};
    struct solver_findings bad = {0};
    (void)ctx;
    store = s;
    const int64_t room = number("SELECT id FROM room WHERE code = 'SV-A-101'");
    const int64_t request = number("SELECT id FROM request WHERE code = 'HS-0001'");
    ok(store_party_settle(s, request, room, 1, err));
    ok(store_request_move(s, request, "accepted", NULL, NULL, err));
    publish(s, err);
    ok(stay_move_in(s, &by, "HS-0001", 0, "2025-08-01", "2025-08-01", &bad, err));
    return ERR_OK;
}

static int fill(struct store *s, struct err *err)
{
    const int rc = people_fill(s, err);
    return rc != ERR_OK ? rc : store_do(s, fill_do, NULL, err);
}

static int ask(enum who who, const char *method, const char *path, const char *head,
               const char *body)
{
    return people_ask(&server, who, method, path, head, body, &in);
}

/* A text of the answer by its member, "" where there is none. */
static void text_of(const char *key, char *out, size_t cap)
{
    struct err why = {0};
    struct json *j = json_parse(api_body(&in), strlen(api_body(&in)), &why);
    snprintf(out, cap, "%s", json_text(json_get(j, key)));
    json_free(j);
}

static bool says(const char *text)
{
    return strstr(api_body(&in), text) != NULL;
}

static void t_a_day_that_is_none_is_told(void **state)
{
    (void)state;
    assert_int_equal(
        ask(WHO_PLANNER, "POST", "/api/v1/closures", "",
            "{\"room\":\"SV-A-101\",\"from_day\":\"2025-08-10\",\"to_day\":\"2025-08-10\","
            "\"reason\":\"repair\"}"),
        422);
    assert_true(says("\"/to_day\""));
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/closures", "",
                         "{\"room\":\"XX-1\",\"from_day\":\"2025-08-10\",\"reason\":\"repair\","
                         "\"repair\":\"SC-77\"}"),
                     422);
    assert_true(says("\"/room\"") && says("\"/repair\""));
    assert_int_equal(
        ask(WHO_MAINTENANCE, "POST", "/api/v1/closures", "",
            "{\"room\":\"SV-A-101\",\"from_day\":\"2025-08-10\",\"reason\":\"reserved\"}"),
        403);
}

static void t_closing_opens_a_case(void **state)
{
    char path[96];
    (void)state;
    assert_int_equal(ask(WHO_MAINTENANCE, "POST", "/api/v1/closures", "",
                         "{\"room\":\"SV-A-101\",\"from_day\":\"2025-08-10\",\"to_day\":null,"
                         "\"reason\":\"safety\",\"note\":\"Trần nứt\"}"),
                     201);
    text_of("code", closure, sizeof closure);
    text_of("rehousing", rehousing, sizeof rehousing);
    assert_int_equal(strlen(rehousing), 32);
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/rooms?state=closed", "", NULL), 200);
    assert_true(says("\"code\":\"SV-A-101\"") && says(closure) && says("\"n\":1}"));
    assert_int_equal(ask(WHO_OFFICIAL, "GET", "/api/v1/requests/HS-0001/result", "", NULL), 200);
    assert_true(says("\"from_day\":\"2025-08-10\",\"to_day\":null,\"reason\":\"safety\""));
    snprintf(path, sizeof path, "/api/v1/rehousings/%s", rehousing);
    assert_int_equal(ask(WHO_PLANNER, "GET", path, "", NULL), 200);
    assert_true(says("\"request\":\"HS-0001\"") && says("\"sleeps\":true"));
    assert_int_equal(ask(WHO_REGISTRAR, "GET", path, "", NULL), 404);
    assert_int_equal(ask(WHO_OFFICE, "GET", "/api/v1/rehousings?state=open", "", NULL), 200);
    assert_true(says(rehousing));
    assert_int_equal(ask(WHO_AUDITOR, "GET", "/api/v1/closures?room=SV-A-101", "", NULL), 200);
    assert_true(says(closure));
}

static void t_nothing_is_chosen_before_it_is_proposed(void **state)
{
    char path[96];
    (void)state;
    snprintf(path, sizeof path, "/api/v1/rehousings/%s/choice", rehousing);
    assert_int_equal(
        ask(WHO_PLANNER, "POST", path, "If-Match: \"v1\"\r\n", "{\"kind\":\"temporary\"}"), 409);
}

/* As the engine would say. */
static int propose_job(void *ctx, struct store *s, struct err *err)
{
    const struct store_move move = {.request = (char[]){"HS-0001"},
                                    .from_room = (char[]){"SV-A-101"},
                                    .to_room = (char[]){"SV-A-102"},
                                    .kind = (char[]){"temporary"}};
    const struct store_proposal p = {.kind = (char[]){"temporary"}, .n_moves = 1, .is_proven = 1};
    struct store_rehousing c = {0};
    (void)ctx;
    ok(store_rehousing_get(s, rehousing, &c, err));
    ok(store_proposal_add(s, c.id, &p, &move, 1, err));
    ok(store_rehousing_proposed(s, c.id, 1754800000, err));
    store_rehousing_release(&c);
    return ERR_OK;
}

static void t_what_is_chosen_is_carried_out(void **state)
{
    char path[96];
    struct err why = {0};
    (void)state;
    assert_int_equal(store_writer_run(server.writer, propose_job, STORE_UNAUDITED, NULL, &why),
                     ERR_OK);
    snprintf(path, sizeof path, "/api/v1/rehousings/%s/choice", rehousing);
    assert_int_equal(ask(WHO_OFFICE, "POST", path, "If-Match: \"v2\"\r\n", "{\"kind\":\"move\"}"),
                     422);
    assert_int_equal(ask(WHO_OFFICE, "POST", path, "If-Match: \"v2\"\r\n",
                         "{\"kind\":\"temporary\",\"day\":\"2025-08-10\"}"),
                     200);
    assert_true(says("\"state\":\"chosen\"") && says("\"is_away\":true") && says("\"n_away\":1"));
    assert_int_equal(ask(WHO_OFFICIAL, "GET", "/api/v1/requests/HS-0001/result", "", NULL), 200);
    assert_true(says("\"lodging_in\":{") && says("\"room\":\"SV-A-102\""));
}

static void t_it_ends_another_day(void **state)
{
    char path[96];
    (void)state;
    snprintf(path, sizeof path, "/api/v1/closures/%s", closure);
    assert_int_equal(
        ask(WHO_PLANNER, "PATCH", path, "If-Match: \"v1\"\r\n", "{\"to_day\":\"2025-08-09\"}"),
        422);
    assert_int_equal(
        ask(WHO_PLANNER, "PATCH", path, "If-Match: \"v1\"\r\n", "{\"to_day\":\"2025-08-20\"}"),
        200);
    assert_true(says("\"to_day\":\"2025-08-20\"") && says(rehousing)); /* they are due */
    assert_int_equal(ask(WHO_PLANNER, "GET", path, "", NULL), 200);
    snprintf(path, sizeof path, "/api/v1/rehousings/%s", rehousing);
    assert_int_equal(ask(WHO_PLANNER, "GET", path, "", NULL), 200);
    assert_true(says("\"is_due\":true") && says("\"return_day\":\"2025-08-20\""));
}

/* As the engine would answer: the later room first. */
static int answer_job(void *ctx, struct store *s, struct err *err)
{
    const struct store_room_value rooms[] = {
        {.room = (char[]){"SV-A-102"},
         .rank = 1,
         .is_proven = 1,
         .gains = (char[]){"[{\"objective\":\"housed_by_band\",\"band\":1,\"gain\":2}]"}},
        {.room = (char[]){"SV-A-101"}, .rank = 2, .is_proven = 1, .gains = (char[]){"[]"}},
    };
    (void)ctx;
    return store_value_keep(s, "done", 1754800000, rooms, 2, err);
}

static const char *place_of(const char *text)
{
    const char *at = strstr(api_body(&in), text);
    assert_non_null(at);
    return at;
}

static void t_repairs_go_by_what_they_are_worth(void **state)
{
    struct err why = {0};
    (void)state;
    assert_int_equal(ask(WHO_AUDITOR, "GET", "/api/v1/room-values", "", NULL), 200);
    assert_true(says("\"state\":null"));
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/room-values", "", NULL), 202);
    assert_true(says("\"state\":\"asked\""));
    assert_int_equal(store_writer_run(server.writer, answer_job, STORE_UNAUDITED, NULL, &why),
                     ERR_OK);
    assert_int_equal(ask(WHO_MAINTENANCE, "GET", "/api/v1/room-values", "", NULL), 200);
    assert_true(says("\"state\":\"done\"") && says("\"band\":1,\"gain\":2}]"));
    static const char *const rooms[] = {"SV-A-101", "SV-A-102"};
    for (int i = 0; i < 2; i++) {
        char body[200];
        snprintf(body, sizeof body,
                 "{\"room\":\"%s\",\"category\":\"electricity\",\"answers\":{\"symptom\":\"light\"}"
                 ",\"description\":\"Hỏng\"}",
                 rooms[i]);
        assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/repairs", "", body), 201);
    }
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/repairs?sort=queue", "", NULL), 200);
    assert_true(place_of("\"room\":\"SV-A-101\"") < place_of("\"room\":\"SV-A-102\""));
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/repairs?sort=value", "", NULL), 200);
    assert_true(place_of("\"room\":\"SV-A-102\"") < place_of("\"room\":\"SV-A-101\""));
    assert_int_equal(ask(WHO_PLANNER, "GET", "/api/v1/repairs?sort=value&after=SC-2", "", NULL),
                     200);
    assert_true(says("SV-A-101") && !says("SV-A-102"));
}

static int set_up(void **state)
{
    (void)state;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_day_that_is_none_is_told),
        cmocka_unit_test(t_closing_opens_a_case),
        cmocka_unit_test(t_nothing_is_chosen_before_it_is_proposed),
        cmocka_unit_test(t_what_is_chosen_is_carried_out),
        cmocka_unit_test(t_it_ends_another_day),
        cmocka_unit_test(t_repairs_go_by_what_they_are_worth),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
