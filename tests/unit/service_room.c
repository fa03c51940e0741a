/* Laws of a room's page: it tells who holds its beds, each party once, and all that ever happened
 * to it, the last first; it is for those who see all people.
 */
#include "house.h"

#include "service/room.h"

static struct room_view view_of(int room)
{
    struct room_view v;
    char code[16];
    snprintf(code, sizeof code, "SV-10%d", room);
    ok(room_get(store, &office, code, &v, &e));
    assert_string_equal(v.room.code, code);
    assert_int_equal(v.room.beds, BEDS[room]);
    return v;
}

static size_t n_held, n_allocated;

static void holds_its_beds(const struct room_view *v)
{
    int64_t n_beds = 0;
    for (size_t i = 0; i < v->people.n; i++) {
        const struct store_room_person *p = &v->people.items[i];
        const bool is_allocated = strcmp(p->state, "allocated") == 0;
        assert_true(i == 0 || strcmp(v->people.items[i - 1].request, p->request) < 0);
        assert_int_equal(p->deadline != 0, strcmp(p->state, "offered") == 0 && p->deadline > now);
        assert_string_equal(p->agency_name, "Cơ quan thử");
        n_beds += is_allocated ? 0 : p->beds;
        n_allocated += is_allocated;
        n_held++;
    }
    assert_int_equal(n_beds, number("SELECT coalesce(sum(beds), 0) FROM bed_holder h\n"
                                    "WHERE room_id = %lld AND NOT EXISTS (SELECT 1 FROM request r\n"
                                    "  WHERE r.id = h.request_id AND r.state = 'allocated')",
                                    (long long)v->room.id));
}

static void tells_all(const struct room_view *v)
{
    size_t n[2] = {0};
    for (size_t i = 0; i < v->history.n; i++) {
        const struct store_room_event *x = &v->history.items[i];
        const bool is_of_room = strcmp(x->event, "state") == 0;
        assert_true(i == 0 || v->history.items[i - 1].at >= x->at);
        assert_true(is_of_room == (x->request[0] == '\0') && is_of_room == (x->name[0] == '\0') &&
                    is_of_room == (x->state[0] != '\0'));
        assert_string_equal(x->round, is_of_room ? "" : "2025-07");
        n[0] += !is_of_room && strcmp(x->event, "assigned") != 0;
        n[1] += strcmp(x->event, "offered") == 0 || strcmp(x->event, "assigned") == 0;
    }
    const long long id = (long long)v->room.id;
    assert_int_equal(
        n[0], number("SELECT count(*) + count(answered_at) FROM offer WHERE room_id = %lld", id));
    assert_int_equal(n[1], number("SELECT count(*) FROM assignment a JOIN publication p\n"
                                  "ON p.plan_id = a.plan_id WHERE a.room_id = %lld",
                                  id));
}

static void t_a_room_tells_who_has_its_beds_and_what_was(void **state)
{
    (void)state;
    size_t n_waited = 0;
    dice = 1;
    for (int k = 0; k < 4; k++, now += DAY_S) {
        house_publish(k % 2 == 1);
        house_answer_some();
        n_held = n_allocated = 0;
        for (int room = 0; room < N_ROOMS; room++) {
            struct room_view v = view_of(room);
            holds_its_beds(&v);
            tells_all(&v);
            room_view_release(&v);
        }
        assert_true(n_held > 3);
        assert_int_equal(n_allocated,
                         number("SELECT count(*) FROM request WHERE state = 'allocated'"));
        n_waited += n_allocated;
    }
    assert_true(n_waited > 0); /* somebody did wait for an offer */
}

static void t_a_state_that_changes_is_noted_with_its_day(void **state)
{
    (void)state;
    struct room_view v = view_of(1);
    const size_t n = v.history.n;
    assert_string_equal(v.history.items[n - 1].state, "usable");
    room_view_release(&v);
    run_sql("UPDATE room SET state = 'usable', note = 'x' WHERE code = 'SV-101'");
    run_sql("UPDATE room SET state = 'repair' WHERE code = 'SV-101'");
    v = view_of(1);
    assert_int_equal(v.history.n, n + 1);
    assert_string_equal(v.history.items[0].event, "state");
    assert_string_equal(v.history.items[0].state, "repair");
    assert_true(v.history.items[0].at >= v.history.items[1].at);
    room_view_release(&v);
}

static void t_sexes_are_those_of_all_of_the_party(void **state)
{
    (void)state;
    struct room_view v = view_of(2); /* a family lives in it */
    assert_string_equal(v.people.items[0].request, "HS-0004");
    assert_string_equal(v.people.items[0].sexes, "F");
    assert_string_equal(v.people.items[0].name, "Nguyễn Thị Ae");
    assert_int_equal(v.people.items[0].beds, BEDS[2]);
    room_view_release(&v);
    run_sql("UPDATE official SET sex = 'M' WHERE name = 'Nguyễn Thị Ae'");
    v = view_of(2);
    assert_string_equal(v.people.items[0].sexes, "F M");
    room_view_release(&v);
}

static void t_a_room_is_for_those_who_see_all(void **state)
{
    struct room_view v;
    (void)state;
    for (int role = PRINCIPAL_NOBODY; role < PRINCIPAL_N_ROLES; role++) {
        const struct principal who = {.account_id = office.account_id,
                                      .role = (enum principal_role)role};
        const bool is_let_in = role == PRINCIPAL_PLANNER || role == PRINCIPAL_AUDITOR;
        if (is_let_in)
            ok(room_get(store, &who, "SV-101", &v, &e));
        else
            refused(room_get(store, &who, "SV-101", &v, &e), ERR_ABSENT);
        room_view_release(&v);
    }
    refused(room_get(store, &office, "SV-999", &v, &e), ERR_ABSENT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, house_open, house_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_a_room_tells_who_has_its_beds_and_what_was),
        TEST(t_a_state_that_changes_is_noted_with_its_day),
        TEST(t_sexes_are_those_of_all_of_the_party),
        TEST(t_a_room_is_for_those_who_see_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
