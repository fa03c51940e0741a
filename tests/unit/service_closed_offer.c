/* Offers, repairs and closed rooms: nothing is offered where a room is closed, a closing concerns
 * who is offered a bed there, with a move for good the offer falls and the party waits on, and a
 * repair that is done gives its room back. */
#include "house.h"

#include "base/clock.h"
#include "service/closure.h"
#include "service/rehousing.h"
#include "service/repair.h"
#include "store/offer.h"

static struct solver_findings bad;

static int64_t room_id(int i)
{
    return number("SELECT id FROM room WHERE code = 'SV-10%d'", i);
}

static void close_room(int i)
{
    char room[16], today[11], code[33];
    snprintf(room, sizeof room, "SV-10%d", i);
    clock_day(now, today);
    const struct closure_plan plan = {
        .room = room, .from_day = today, .to_day = "", .reason = "safety", .note = ""};
    ok(closure_add(store, &office, &plan, now, code, &bad, &e));
}

static int64_t n_open(int64_t room)
{
    return number("SELECT count(*) FROM offer WHERE room_id = %lld AND answer = ''",
                  (long long)room);
}

static void t_nothing_is_offered_in_a_closed_room(void **state)
{
    (void)state;
    dice = 5;
    close_room(4);
    house_publish(false);
    assert_int_equal(n_open(room_id(4)), 0);
    assert_in_range(number("SELECT count(*) FROM offer WHERE answer = ''"), 1, N_PARTIES);
}

/* Somebody is offered a bed. */
static int64_t some_offer(void)
{
    return number("SELECT o.id FROM offer o JOIN request q ON q.id = o.request_id\n"
                  "WHERE o.answer = '' AND q.sharing = 'shared' AND o.beds = 1 LIMIT 1");
}

static void t_an_offer_falls_with_a_move_for_good(void **state)
{
    struct rehousing_view v = {0};
    struct store_rehousings cases = {0};
    struct store_move moves[N_PARTIES] = {0};
    const struct store_rehousing_query open = {.state = "open"};
    const struct store_proposal p = {.kind = lit("move"), .is_proven = 1};
    char today[11];
    int64_t n;
    (void)state;
    dice = 7;
    clock_day(now, today);
    house_publish(false);
    const int64_t room =
        number("SELECT room_id FROM offer WHERE id = %lld", (long long)some_offer());
    const int64_t n_offered = n_open(room);
    const int64_t n_waiting = number("SELECT count(*) FROM request WHERE state = 'waiting'");
    run_sql("UPDATE request SET current_room_id = NULL WHERE current_room_id = %lld",
            (long long)room);
    close_room((int)number("SELECT substr(code, 6) FROM room WHERE id = %lld", (long long)room));
    ok(store_rehousing_list(store, &open, &cases, &n, &e));
    assert_int_equal(n, 1);
    ok(rehousing_get(store, &office, cases.items[0].code, &v, &e));
    assert_int_equal(v.people.n, n_offered);
    for (size_t i = 0; i < v.people.n; i++) {
        assert_string_equal(v.people.items[i].kind, "offer");
        moves[i] = (struct store_move){.request = v.people.items[i].request,
                                       .from_room = v.it.room,
                                       .to_room = lit(""),
                                       .kind = lit("offer")};
    }
    ok(store_proposal_add(store, v.it.id, &p, moves, v.people.n, &e));
    ok(store_rehousing_proposed(store, v.it.id, now, &e));
    ok(rehousing_choose(store, &office, v.it.code, 0, "move", today, today, now, &bad, &e));
    assert_int_equal(n_open(room), 0);
    assert_int_equal(number("SELECT count(*) FROM request WHERE state = 'waiting'"),
                     n_waiting + n_offered);
    assert_int_equal(number("SELECT count(*) FROM rehousing WHERE state IN ('open', 'chosen')"), 0);
    rehousing_view_release(&v);
    store_rehousings_release(&cases);
}

/* Closes a room for a repair, or for another reason, from some days on. */
static void close_for(int64_t repair, const char *reason, int from, int to)
{
    char first[11], end[11], code[33];
    clock_day(now + (int64_t)from * 86400, first);
    clock_day(now + (int64_t)to * 86400, end);
    const struct closure_plan plan = {.room = "SV-104",
                                      .from_day = first,
                                      .to_day = end,
                                      .reason = reason,
                                      .note = "",
                                      .repair = repair};
    ok(closure_add(store, &office, &plan, now, code, &bad, &e));
}

static int64_t n_closed(const char *reason)
{
    char today[11];
    clock_day(now, today);
    return number("SELECT count(*) FROM room_closure WHERE reason = '%s' AND to_day > '%s'\n"
                  "  AND to_day > from_day",
                  reason, today);
}

static void t_a_repair_that_is_done_gives_its_room_back(void **state)
{
    static const char SAID[] = "{\"what\":\"sàn lún\"}";
    struct json *answers = json_parse(SAID, sizeof SAID - 1, &e);
    const struct repair_new n = {.room = "SV-104", .category = "other", .answers = answers};
    struct repair_act act = {.action = "start"};
    struct repair_view v = {0};
    (void)state;
    ok(repair_report(store, &office, &n, now, &v, &bad, &e));
    close_for(v.repair.id, "repair", 0, 9);
    close_for(v.repair.id, "repair", 5, 20); /* meant for later: it is not closed after all */
    close_for(v.repair.id, "safety", 0, 9);  /* somebody else looks at that first */
    close_for(0, "repair", 0, 9);            /* of another work */
    ok(repair_do(store, &office, v.repair.number, 0, &act, now + 60, &bad, &e));
    assert_int_equal(n_closed("repair"), 3);
    act = (struct repair_act){.action = "complete", .cause = "wear"};
    ok(repair_do(store, &office, v.repair.number, 0, &act, now + 120, &bad, &e));
    assert_int_equal(n_closed("repair"), 1);
    assert_int_equal(n_closed("safety"), 1);
    json_free(answers);
    repair_view_release(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_nothing_is_offered_in_a_closed_room, house_open,
                                        house_close),
        cmocka_unit_test_setup_teardown(t_an_offer_falls_with_a_move_for_good, house_open,
                                        house_close),
        cmocka_unit_test_setup_teardown(t_a_repair_that_is_done_gives_its_room_back, house_open,
                                        house_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
