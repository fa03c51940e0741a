/* From the publication of a plan to the last bed, over HTTP and with the real engine: one declines,
 * one lets the time pass, and the bed goes to the next in order by a plan with its own proof; the
 * round is solved again for an appeal.
 */
#include "drawn.h"

#include "base/clock.h"
#include "service/offer.h"

static const char PAPER[] = "{\"number\":\"1/TTr\",\"date\":\"2025-07-12\",\"signer\":\"B\"}";
static const char DECISION[] = "{\"number\":\"1/QĐ\",\"date\":\"2025-07-13\",\"signer\":\"C\"}";

/* Through its papers to the public. */
static void publish(const char *code, const char *body)
{
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/submission", PAPER), 200);
    assert_int_equal(change(WHO_OFFICE, "POST", code, "/decision", DECISION), 200);
    assert_int_equal(change(WHO_PLANNER, "POST", code, "/publication", body), 200);
}

/* The path of the open offer to a request; "" = there is none. */
static const char *open_offer(const char *request)
{
    static char path[80];
    char query[80];
    snprintf(query, sizeof query, "/api/v1/offers?answer=open&request=%s", request);
    assert_int_equal(ask(WHO_OFFICE, "GET", query, "", NULL), 200);
    const char *at = strstr(api_body(&in), "\"code\":\"");
    path[0] = '\0';
    if (at != NULL)
        snprintf(path, sizeof path, "/api/v1/offers/%.32s", at + 8);
    return path;
}

static int answer(enum who who, const char *request, const char *body)
{
    char path[96];
    snprintf(path, sizeof path, "%s/answer", open_offer(request));
    return ask(who, "POST", path, "If-Match: \"v1\"\r\n", body);
}

static void is_in_state(const char *request, const char *state)
{
    char path[64], wanted[48];
    snprintf(path, sizeof path, "/api/v1/requests/%s/result", request);
    snprintf(wanted, sizeof wanted, "\"state\":\"%s\"", state);
    assert_int_equal(ask(WHO_OFFICE, "GET", path, "", NULL), 200);
    if (!says(wanted))
        fail_msg("%s is not %s: %s", request, state, api_body(&in));
}

static int tick(void *ctx, struct store *s, struct err *e)
{
    return offer_tick(s, *(const int64_t *)ctx, e);
}

/* What the server does each minute, but for the sessions: they would end, too. */
static void let_time_pass(int days)
{
    int64_t then = clock_now_s() + (int64_t)days * 86400;
    struct err e = {0};
    assert_int_equal(store_writer_run(server.writer, tick, STORE_UNAUDITED, &then, &e), ERR_OK);
}

/* Two beds in one room: the two men get them, the woman waits. */
static void publish_first(void)
{
    char *code = solved_plan("{\"closed_rooms\":[\"SV-A-101\"]}");
    publish(code, "{}");
    free(code);
    is_in_state("HS-0001", "waiting");
    assert_true(says("\"waiting_place\":1,\"n_waiting\":1") && says("\"explanation\":[\""));
    is_in_state("HS-0002", "offered");
    is_in_state("HS-0003", "offered");
}

static void t_beds_declined_and_expired_go_to_the_next(void **state)
{
    (void)state;
    publish_first();
    assert_int_equal(answer(WHO_REGISTRAR, "HS-0002", "{\"answer\":\"declined\"}"), 200);
    is_in_state("HS-0002", "declined");
    let_time_pass(1);
    is_in_state("HS-0003", "offered");
    let_time_pass(9); /* ROUND_OFFER_DAYS, and the rest of a day */
    is_in_state("HS-0003", "expired");
    assert_string_equal(open_offer("HS-0003"), "");

    char *code = solved_plan("{\"refill\":true,\"closed_rooms\":[\"SV-A-101\"]}");
    assert_int_equal(ask(WHO_AUDITOR, "GET", path_of(code, ""), "", NULL), 200);
    assert_true(says("\"status\":\"optimal\"") && says("\"has_proof\":true"));
    publish(code, "{\"stale_reason\":\"xếp tiếp\"}");
    free(code);
    is_in_state("HS-0001", "offered");
    is_in_state("HS-0002", "declined");
    is_in_state("HS-0003", "expired");
    assert_int_equal(answer(WHO_OFFICIAL, "HS-0001", "{\"answer\":\"accepted\"}"), 200);
    is_in_state("HS-0001", "accepted");
    assert_true(says("\"living_in\":{\"room\":\"SV-A-102\""));
    assert_int_equal(ask(WHO_NOBODY, "GET", "/api/v1/rounds/2025-07/results", "", NULL), 200);
    assert_true(says("Vũ Thị Một") && says("\"n\":1}"));
}

static void t_a_refill_takes_no_place_away(void **state)
{
    (void)state;
    publish_first();
    assert_int_equal(answer(WHO_OFFICE, "HS-0003", "{\"answer\":\"accepted\"}"), 200);
    char *code = solved_plan("{\"refill\":true,\"closed_rooms\":[\"SV-A-101\"]}");
    publish(code, "{\"stale_reason\":\"xếp tiếp\"}");
    free(code);
    is_in_state("HS-0001", "waiting");
    is_in_state("HS-0002", "offered");
    is_in_state("HS-0003", "accepted");
    assert_int_equal(answer(WHO_REGISTRAR, "HS-0002", "{\"answer\":\"accepted\"}"), 200);
    is_in_state("HS-0002", "accepted");
}

/* Without the refill the question is what the round would have come to. */
static void t_an_appeal_is_answered_by_a_plan(void **state)
{
    (void)state;
    char path[96];
    publish_first();
    assert_int_equal(ask(WHO_OFFICIAL, "POST", "/api/v1/requests/HS-0001/appeals", "",
                         "{\"statement\":\"Nhà xa hơn.\",\"fact\":\"road_km\",\"value\":\"80\"}"),
                     201);
    char *place = api_header(&in, "Location");
    snprintf(path, sizeof path, "%s/plans", place);
    assert_int_equal(ask(WHO_PLANNER, "POST", path, "If-Match: \"v1\"\r\n", "{}"), 202);
    char *plan = api_header(&in, "Location");
    wait_until(plan + strlen("/api/v1/plans/"), "solved");
    assert_int_equal(ask(WHO_PLANNER, "GET", plan, "", NULL), 200);
    assert_true(says("road_km = 80") && says("\"status\":\"optimal\""));
    is_in_state("HS-0001", "waiting"); /* asking moves nobody */
    free(plan);
    free(place);
}

#define LAW(t) cmocka_unit_test_setup_teardown(t, set_up_drawn, tear_down)

int main(int argc, char **argv)
{
    if (is_engine(argc, argv))
        return run_engine(argc, argv);
    const struct CMUnitTest tests[] = {
        LAW(t_beds_declined_and_expired_go_to_the_next),
        LAW(t_a_refill_takes_no_place_away),
        LAW(t_an_appeal_is_answered_by_a_plan),
    };
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
