/* Laws of results: the public list is who holds a place, by site and given name, and nothing else;
 * the page of truth tells one request and names no other; appeals are filed, answered once, and
 * change nothing by themselves.
 */
#include "house.h"

#include "base/text.h"
#include "service/appeal.h"
#include "service/result.h"

static struct principal official_of(int64_t official_id)
{
    return (struct principal){
        .account_id = office.account_id, .role = PRINCIPAL_OFFICIAL, .official_id = official_id};
}

static struct principal planner(void)
{
    return (struct principal){.account_id = office.account_id, .role = PRINCIPAL_PLANNER};
}

/* The applicant of a request; requests and officials were made in the same order. */
static struct principal applicant_of(const char *request)
{
    return official_of(number("SELECT m.official_id FROM request r JOIN request_member m\n"
                              "ON m.request_id = r.id AND m.ix = 0 WHERE r.code = '%s'",
                              request));
}

/* A code of a request in a state; "" = none. */
static const char *in_state(const char *state)
{
    static char code[16];
    struct store_parties all = {0};
    code[0] = '\0';
    ok(store_party_list(store, 0, &all, &e));
    for (size_t i = 0; i < all.n && code[0] == '\0'; i++)
        if (strcmp(all.items[i].state, state) == 0)
            snprintf(code, sizeof code, "%s", all.items[i].request);
    store_parties_release(&all);
    return code;
}

static struct store_offer open_offer(void)
{
    struct store_offer_query q = {
        .scope = principal_scope(&office), .answer = "", .after = "", .limit = 1};
    struct store_offers open = {0};
    int64_t n;
    ok(store_offer_list(store, &q, &open, &n, &e));
    assert_true(n > 1);
    assert_int_equal(open.n, 1);
    struct store_offer o = open.items[0];
    free(open.items);
    return o;
}

static size_t n_listed(void)
{
    struct store_listed_people people = {0};
    struct store_published round = {0};
    ok(store_listed_list(store, round_id, &people, &e));
    ok(store_published_get(store, "2025-07", &round, &e));
    assert_int_equal(round.n_people, people.n);
    size_t n = people.n;
    store_published_release(&round);
    store_listed_people_release(&people);
    return n;
}

/* ---- the list ---- */

static void t_nothing_is_published_before_a_plan_is(void **state)
{
    struct store_published_rounds rounds = {0};
    struct store_published round = {0};
    (void)state;
    ok(store_published_list(store, &rounds, &e));
    assert_int_equal(rounds.n, 0);
    ok(store_published_get(store, "2025-07", &round, &e));
    assert_int_equal(round.id, 0);
}

static void t_the_list_is_who_holds_a_place(void **state)
{
    (void)state;
    dice = 5;
    for (int i = 0; i < 12; i++) {
        house_publish(i % 2 == 1);
        house_answer_some();
        /* every party of the house has one official */
        assert_int_equal(n_listed(),
                         number("SELECT count(*) FROM request r WHERE\n"
                                "r.state IN ('allocated', 'offered', 'accepted')\n"
                                "OR r.state = 'living' AND coalesce((SELECT answer FROM offer o\n"
                                "WHERE o.request_id = r.id ORDER BY id DESC LIMIT 1), '') NOT IN\n"
                                "('declined', 'expired', 'void')"));
    }
}

static void t_the_list_goes_by_site_and_given_name(void **state)
{
    struct store_listed_people people = {0};
    (void)state;
    dice = 1;
    house_publish(false);
    ok(store_listed_list(store, round_id, &people, &e));
    assert_true(people.n > 5);
    for (size_t i = 1; i < people.n; i++) {
        int c = strcmp(people.items[i - 1].site, people.items[i].site);
        assert_true(c <= 0);
        assert_true(c < 0 ||
                    text_compare_names(people.items[i - 1].name, people.items[i].name) <= 0);
    }
    for (size_t i = 0; i < people.n; i++) {
        assert_string_equal(people.items[i].agency_name, "Cơ quan thử");
        assert_string_equal(people.items[i].site_name, "Khu sinh viên");
    }
    store_listed_people_release(&people);
}

/* ---- the page of truth ---- */

static void t_the_page_tells_the_offer_and_why(void **state)
{
    struct result r = {0};
    (void)state;
    dice = 2;
    house_publish(false);
    struct store_offer o = open_offer();
    struct principal who = applicant_of(o.request);
    ok(result_get(store, &who, o.request, "vi", "2025-07-20", &r, &e));
    assert_string_equal(r.standing.state, "offered");
    assert_string_equal(r.offer.code, o.code);
    assert_int_equal(r.offer.deadline, offer_deadline(now, 7));
    assert_int_equal(r.standing.published_at, now);
    assert_string_equal(r.standing.round, "2025-07");
    assert_true(r.standing.points > 0);
    assert_int_equal(r.standing.waiting_place, -1);
    struct buf wanted = {0};
    buf_fmt(&wanted, "[\"Vì [\\\"%s\\\"].\",\"Hết.\"]", o.request);
    assert_string_equal(r.explanation.data, wanted.data);
    assert_string_equal(r.history.items[0].state, "submitted");
    assert_string_equal(r.history.items[r.history.n - 1].state, "offered");
    buf_release(&wanted);
    result_release(&r);
    store_offer_release(&o);
}

static void t_places_in_the_waiting_list_are_one_two_three(void **state)
{
    struct store_parties all = {0};
    bool is_taken[N_PARTIES + 1] = {false};
    int n_waiting = 0;
    (void)state;
    dice = 3;
    house_publish(false);
    ok(store_party_list(store, 0, &all, &e));
    for (size_t i = 0; i < all.n; i++) {
        struct result r = {0};
        if (strcmp(all.items[i].state, "waiting") != 0)
            continue;
        ok(result_get(store, &office, all.items[i].request, "en", "2025-07-20", &r, &e));
        n_waiting++;
        assert_in_range(r.standing.waiting_place, 1, N_PARTIES);
        assert_false(is_taken[r.standing.waiting_place]);
        is_taken[r.standing.waiting_place] = true;
        assert_int_equal(r.standing.n_waiting,
                         number("SELECT count(*) FROM request WHERE state = 'waiting'"));
        assert_int_equal(r.offer.id, 0);
        result_release(&r);
    }
    assert_true(n_waiting > 3);
    for (int place = 1; place <= n_waiting; place++)
        assert_true(is_taken[place]);
    store_parties_release(&all);
}

static void t_a_request_of_another_does_not_exist(void **state)
{
    struct result r = {0};
    (void)state;
    dice = 2;
    house_publish(false);
    struct store_offer o = open_offer();
    struct principal other =
        applicant_of(strcmp(o.request, "HS-0001") == 0 ? "HS-0002" : "HS-0001");
    refused(result_get(store, &other, o.request, "vi", "2025-07-20", &r, &e), ERR_ABSENT);
    result_release(&r);
    refused(offer_answer(store, &other, o.code, 0, OFFER_ACCEPT, now, &e), ERR_ABSENT);
    struct principal maker = planner();
    refused(offer_answer(store, &maker, o.code, 0, OFFER_ACCEPT, now, &e), ERR_DENIED);
    struct principal own = applicant_of(o.request);
    ok(offer_answer(store, &own, o.code, o.version, OFFER_ACCEPT, now, &e));
    store_offer_release(&o);
}

static void t_the_offer_ends_with_its_last_day(void **state)
{
    (void)state;
    /* 2025-07-10 07:00 local and the last second of that day: the same last day, the 17th */
    assert_int_equal(offer_deadline(START, 7), START - 7 * 3600 + 8 * DAY_S);
    assert_int_equal(offer_deadline(START + 17 * 3600 - 1, 7), offer_deadline(START, 7));
    assert_int_equal(offer_deadline(START + 17 * 3600, 7), offer_deadline(START, 7) + DAY_S);
    dice = 2;
    house_publish(false);
    struct store_offer o = open_offer();
    refused(offer_answer(store, &office, o.code, 0, OFFER_ACCEPT, o.deadline, &e), ERR_DATA);
    ok(offer_tick(store, o.deadline - 1, &e));
    assert_int_equal(number("SELECT count(*) FROM offer WHERE answer = 'expired'"), 0);
    ok(offer_tick(store, o.deadline, &e));
    assert_int_equal(number("SELECT count(*) FROM offer WHERE answer = ''"), 0);
    assert_true(number("SELECT count(*) FROM audit WHERE action = 'offer.expire'") ==
                number("SELECT count(*) FROM offer WHERE answer = 'expired'"));
    store_offer_release(&o);
}

/* ---- appeals ---- */

static const struct appeal_claim KM = {.statement = "Từ nhà tôi đến cơ quan là 62 km.",
                                       .official = "",
                                       .fact = "road_km",
                                       .value = "62"};

static void t_an_appeal_is_filed_and_answered_once(void **state)
{
    struct solver_findings bad = {0};
    struct store_appeal a = {0};
    char code[33], again[33];
    (void)state;
    dice = 3;
    house_publish(false);
    const char *request = in_state("waiting");
    struct principal who = applicant_of(request), answerer = planner();
    ok(appeal_file(store, &who, request, &KM, now, code, &bad, &e));
    refused(appeal_file(store, &who, request, &KM, now, again, &bad, &e), ERR_DATA);
    refused(appeal_answer(store, &who, code, 0, APPEAL_UPHELD, "x", now, &e), ERR_DENIED);
    refused(appeal_answer(store, &answerer, code, 7, APPEAL_UPHELD, "x", now, &e), ERR_CHANGED);
    ok(appeal_answer(store, &answerer, code, 1, APPEAL_REJECTED, "Bản đồ cho thấy 25 km.", now,
                     &e));
    refused(appeal_answer(store, &answerer, code, 0, APPEAL_UPHELD, "x", now, &e), ERR_DATA);
    ok(appeal_get(store, &who, code, &a, &e));
    assert_string_equal(a.outcome, "rejected");
    assert_string_equal(a.answer, "Bản đồ cho thấy 25 km.");
    assert_string_equal(a.fact, "road_km");
    assert_int_equal(a.version, 2);
    store_appeal_release(&a);
    ok(appeal_file(store, &who, request, &KM, now, again, &bad, &e));
    assert_string_equal(in_state("waiting"), request); /* nothing moved by itself */
    assert_int_equal(number("SELECT count(*) FROM audit WHERE action LIKE 'appeal.%%'"), 3);
}

static void t_an_appeal_says_what_it_disputes_in_a_readable_way(void **state)
{
    static const struct {
        struct appeal_claim claim;
        const char *where;
    } wrong[] = {
        {{.statement = "x", .official = "", .fact = "road_km", .value = "far"}, "/value"},
        {{.statement = "x", .official = "", .fact = "has_moved", .value = ""}, "/value"},
        {{.statement = "x", .official = "", .fact = "", .value = "yes"}, "/fact"},
        {{.statement = "x", .official = "ffff", .fact = "has_moved", .value = "yes"}, "/official"},
    };
    (void)state;
    dice = 3;
    house_publish(false);
    const char *request = in_state("waiting");
    struct principal who = applicant_of(request);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct solver_findings bad = {0};
        char code[33];
        refused(appeal_file(store, &who, request, &wrong[i].claim, now, code, &bad, &e), ERR_INPUT);
        assert_int_equal(bad.n, 1);
        assert_string_equal(bad.items[0].where, wrong[i].where);
        solver_findings_release(&bad);
    }
}

static void t_the_round_is_solved_again_as_the_official_says(void **state)
{
    struct solver_findings bad = {0};
    struct store_plan plan = {0};
    struct store_appeal a = {0};
    char code[33], plan_code[33] = "";
    (void)state;
    dice = 3;
    house_publish(false);
    run_sql("UPDATE round SET state = 'published', closed_at = 1, n_requests = 3, n_eligible = 3,"
            " list_sha256 = '%064d'",
            0);
    const char *request = in_state("waiting");
    struct principal who = applicant_of(request), maker = planner();
    ok(appeal_file(store, &who, request, &KM, now, code, &bad, &e));
    refused(appeal_plan(store, &maker, code, 9, true, plan_code, &bad, &e), ERR_CHANGED);
    ok(appeal_plan(store, &maker, code, 1, true, plan_code, &bad, &e));
    ok(appeal_get(store, &maker, code, &a, &e));
    assert_string_equal(a.plan, plan_code);
    assert_int_equal(a.version, 2);
    ok(store_plan_find(store, plan_code, &plan, &e));
    assert_string_equal(plan.state, "queued");
    struct buf wanted = {0};
    buf_fmt(&wanted,
            "{\"refill\":true,\"facts\":[{\"official_id\":%lld,\"field\":\"road_km\","
            "\"value\":\"62\"}]}",
            (long long)who.official_id);
    assert_string_equal(plan.options, wanted.data);
    buf_release(&wanted);
    store_plan_release(&plan);
    store_appeal_release(&a);
}

static void t_no_plan_for_an_appeal_without_a_fact(void **state)
{
    static const struct appeal_claim words = {
        .statement = "Xin xem lại.", .official = "", .fact = "", .value = ""};
    struct solver_findings bad = {0};
    char code[33], plan_code[33];
    (void)state;
    dice = 3;
    house_publish(false);
    const char *request = in_state("waiting");
    struct principal who = applicant_of(request), maker = planner();
    ok(appeal_file(store, &who, request, &words, now, code, &bad, &e));
    refused(appeal_plan(store, &maker, code, 0, false, plan_code, &bad, &e), ERR_DATA);
}

static void t_no_appeal_before_a_result(void **state)
{
    struct solver_findings bad = {0};
    char code[33];
    (void)state;
    struct principal who = applicant_of("HS-0007"), other = applicant_of("HS-0008");
    refused(appeal_file(store, &who, "HS-0007", &KM, now, code, &bad, &e), ERR_DATA);
    refused(appeal_file(store, &other, "HS-0007", &KM, now, code, &bad, &e), ERR_ABSENT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, house_open, house_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_nothing_is_published_before_a_plan_is),
        TEST(t_the_list_is_who_holds_a_place),
        TEST(t_the_list_goes_by_site_and_given_name),
        TEST(t_the_page_tells_the_offer_and_why),
        TEST(t_places_in_the_waiting_list_are_one_two_three),
        TEST(t_a_request_of_another_does_not_exist),
        TEST(t_the_offer_ends_with_its_last_day),
        TEST(t_an_appeal_is_filed_and_answered_once),
        TEST(t_an_appeal_says_what_it_disputes_in_a_readable_way),
        TEST(t_the_round_is_solved_again_as_the_official_says),
        TEST(t_no_plan_for_an_appeal_without_a_fact),
        TEST(t_no_appeal_before_a_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
