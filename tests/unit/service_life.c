/* The life of a request: every cell of state × action, and the days that deadlines end on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "service/life.h"

/* The drawing of DESIGN.md, section 4, as a matrix: a letter is the state an action leads to, a dot
 * none. d(raft) s(ubmitted) c(onfirmed) e(ligible) r(efused) a(llocated) w(aiting) o(ffered)
 * A(ccepted) D(eclined) X (expired) L(iving) E(nded) W(ithdrawn). */
static const char LETTERS[] = "dscerawoADXLEW";
static const char *const CELLS[LIFE_N_STATES] = {
    /* correct submit confirm withdraw | qualify refuse allocate wait | offer accept decline
       expire | move in, end */
    "ds.W"
    "...."
    "...."
    "..", /* draft */
    "s.cW"
    "...."
    "...."
    "..", /* submitted */
    "s..W"
    "er.."
    "...."
    "..", /* confirmed */
    "s..W"
    "eraw"
    "...."
    "..", /* eligible */
    "s..W"
    "er.."
    "...."
    "..", /* refused */
    "...W"
    "..aw"
    "o..."
    "..", /* allocated */
    "s..W"
    "eraw"
    "...."
    "..", /* waiting */
    "...W"
    "...."
    ".ADX"
    "..", /* offered */
    "...W"
    "...."
    "...."
    "L.", /* accepted */
    "...."
    "...."
    "...."
    "..", /* declined */
    "...."
    "...."
    "...."
    "..", /* expired */
    "...."
    "...."
    "...."
    ".E", /* living */
    "...."
    "...."
    "...."
    "..", /* ended */
    "...."
    "...."
    "...."
    "..", /* withdrawn */
};

static void t_every_state_knows_its_actions_and_no_other(void **state)
{
    (void)state;
    for (int from = 0; from < LIFE_N_STATES; from++) {
        assert_int_equal(strlen(CELLS[from]), LIFE_N_ACTIONS);
        for (int action = 0; action < LIFE_N_ACTIONS; action++) {
            enum life_state to = LIFE_N_STATES;
            char letter = '.';
            if (life_next((enum life_state)from, (enum life_action)action, &to))
                letter = LETTERS[to];
            if (letter != CELLS[from][action])
                fail_msg("%s, action %d: %c", life_state_name((enum life_state)from), action,
                         letter);
        }
    }
}

static void t_names_lead_back_to_states(void **state)
{
    (void)state;
    for (int s = 0; s < LIFE_N_STATES; s++) {
        const char *name = life_state_name((enum life_state)s);
        assert_int_equal(life_state_of(name), s);
        assert_true(life_state_text((enum life_state)s, "vi")[0] != '\0');
        assert_true(life_state_text((enum life_state)s, "en")[0] != '\0');
    }
    assert_int_equal(life_state_of("lost"), LIFE_N_STATES);
}

static void t_the_agency_has_ten_days_and_the_decision_twenty(void **state)
{
    (void)state;
    struct life_deadline d = life_deadline(LIFE_SUBMITTED, "2025-07-25", "", "2025-08-04");
    assert_string_equal(d.step, "agency");
    assert_string_equal(d.due, "2025-08-04");
    assert_int_equal(d.days_left, 0);
    d = life_deadline(LIFE_SUBMITTED, "2025-07-25", "", "2025-08-05");
    assert_int_equal(d.days_left, -1);
    d = life_deadline(LIFE_CONFIRMED, "2025-07-25", "2025-12-20", "2025-12-31");
    assert_string_equal(d.step, "decision");
    assert_string_equal(d.due, "2026-01-09");
    assert_int_equal(d.days_left, 9);
    assert_null(life_deadline(LIFE_SUBMITTED, "", "", "2025-08-05").step);
    assert_null(life_deadline(LIFE_DRAFT, "2025-07-25", "", "2025-08-05").step);
    assert_null(life_deadline(LIFE_LIVING, "2025-07-25", "2025-07-26", "2025-08-05").step);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_every_state_knows_its_actions_and_no_other),
        cmocka_unit_test(t_names_lead_back_to_states),
        cmocka_unit_test(t_the_agency_has_ten_days_and_the_decision_twenty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
