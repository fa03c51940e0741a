/* A thousand random acts (in, out, to another room, changing places, for a while and back, with
 * days forth and back) on a small house, after each of which: no bed has two people on one night,
 * nobody sleeps beside a party that lives alone, men and women share no room, who has an own stay
 * lives there by the register too, and what was refused has changed nothing.
 */
#include "stay_bed.h"

enum { N_STEPS = 1500 };
static int n_done[6];
static const int MIX[] = {0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 5, 5};

static int act(int what, int p, const char *day, const char *today)
{
    const char *room = room_codes[pick(N_ROOMS)];
    char back[11];
    switch (what) {
    case 0:
        return stay_move_in(store, &planner, codes[p], 0, day, today, &bad, &e);
    case 1:
        return stay_move_out(store, &planner, codes[p], 0, day, today, NOW, &bad, &e);
    case 2:
        return stay_transfer(store, &planner, codes[p], 0, room, day, today, NOW, &bad, &e);
    case 3:
        return stay_exchange(store, &planner, codes[p], 0, codes[pick(N_PARTIES)], day, today, &bad,
                             &e);
    case 4:
        date_add(day, 5, back);
        return stay_lodge(store, &planner, codes[p], 0, room, day, back, today, &bad, &e);
    default:
        return stay_return(store, &planner, codes[p], 0, day, today, NOW, &bad, &e);
    }
}

static void t_no_act_breaks_the_house(void **state)
{
    (void)state;
    seed = 9;
    for (int step = 0; step < N_STEPS; step++) {
        char day[11], today[11];
        int now = 1 + step * (N_DAYS - 1) / N_STEPS;
        snprintf(today, sizeof today, "2025-08-%02d", now);
        snprintf(day, sizeof day, "2025-08-%02d", pick(5) == 0 ? 1 + pick(N_DAYS) : now);
        int p = pick(N_PARTIES);
        if (pick(3) == 0)
            win_place(p);
        struct store_stays before = all_stays();
        int what = MIX[pick(sizeof MIX / sizeof *MIX)];
        ok(store_begin(store, &e));
        int rc = act(what, p, day, today);
        if (rc == ERR_OK) {
            ok(store_commit(store, &e));
            n_done[what]++;
        } else {
            assert_true(rc == ERR_DATA || rc == ERR_INPUT);
            assert_int_equal(rc == ERR_INPUT, bad.n > 0);
            assert_null(strstr(e.en, "UNIQUE")); /* told in words, not in names of columns */
            store_rollback(store);
            struct store_stays after = all_stays();
            assert_int_equal(after.n, before.n);
            store_stays_release(&after);
        }
        e = (struct err){0};
        solver_findings_release(&bad);
        store_stays_release(&before);
        check_house();
    }
    for (int i = 0; i < 6; i++) /* each act was done, not refused alone */
        assert_in_range(n_done[i], 3, N_STEPS);
}

static void t_others_may_not(void **state)
{
    (void)state;
    refused(stay_move_in(store, &lan, codes[0], 0, "2025-08-01", "2025-08-01", &bad, &e),
            ERR_ABSENT);
    refused(stay_move_in(store, &an_self, codes[0], 0, "2025-08-01", "2025-08-01", &bad, &e),
            ERR_ABSENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_no_act_breaks_the_house, set_up, tear_down),
        cmocka_unit_test_setup_teardown(t_others_may_not, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
