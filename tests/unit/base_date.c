/* Laws of dates and of the clock. */
#include "base/clock.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_date(const char *text, enum date_kind kind, const char *expected)
{
    char out[11] = "unset";
    enum date_kind got = date_parse_vn(text, out);
    if (got != kind || strcmp(out, expected) != 0)
        fail_msg("\"%s\": kind %d, \"%s\"; expected %d, \"%s\"", text, got, out, kind, expected);
}

static void t_day_comes_before_month(void **state)
{
    (void)state;
    static const char *const same[] = {"3/7/1978",
                                       "03/07/1978",
                                       "3-7-1978",
                                       "3.7.1978",
                                       " 3 / 7 / 1978 ",
                                       "3/7/78",
                                       "1978-07-03",
                                       "1978/7/3",
                                       "1978.07.03",
                                       "28674",
                                       "28674.5",
                                       "1978-07-03 00:00:00",
                                       "1978-07-03T10:30",
                                       "3/7/1978 10:30",
                                       "\u00A03/7/1978\u00A0"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_date(same[i], DATE_FULL, "1978-07-03");
}

static void t_month_never_comes_first(void **state)
{
    (void)state;
    assert_date("12/25/1978", DATE_BAD, "");
    assert_date("7/13/78", DATE_BAD, "");
    assert_date("1978-25-12", DATE_BAD, "");
}

static void t_two_digits_turn_at_30(void **state)
{
    (void)state;
    assert_date("1/1/30", DATE_FULL, "2030-01-01");
    assert_date("1/1/31", DATE_FULL, "1931-01-01");
    assert_date("1/1/00", DATE_FULL, "2000-01-01");
    assert_date("1/1/99", DATE_FULL, "1999-01-01");
}

static void t_only_a_year_is_known(void **state)
{
    (void)state;
    static const char *const same[] = {"1978",     " 1978 ", "00/00/1978",
                                       "0/0/1978", "0/0/78", "00-00-1978"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_date(same[i], DATE_YEAR, "1978");
}

static void t_days_that_do_not_exist(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",          "abc",       "30/2/2000", "29/2/1900",  "31/4/1990",      "1/13/1990",
        "5/0/1990",  "1/1/1899",  "1/1/2200",  "3/7-1978",   "3/7/1978x",      "3/7/197",
        "3//1978",   "1/2/3/4",   "9999",      "60001",      "9999999",        "123",
        "-3/7/1978", "3/7",       "1978-7",    "003/7/1978", "3/7/1978 chiều", "1978-07-03T",
        "1e5",       "3/7/19789", "28674x",    "28674.5.1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_date(bad[i], DATE_BAD, "");
    assert_date("29/2/2000", DATE_FULL, "2000-02-29");
}

static void t_days_count_up_by_one(void **state)
{
    (void)state;
    assert_int_equal(date_days("1970-01-01"), 0);
    assert_int_equal(date_days("1969-12-31"), -1);
    assert_int_equal(date_days("2000-03-01"), 11017);
    int last = date_days("1926-12-31");
    int n_days = 0;
    for (int y = 1927; y <= 2063; y++)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= 31; d++) {
                char iso[40], serial[16], back[11];
                snprintf(iso, sizeof iso, "%04d-%02d-%02d", y, m, d);
                if (!date_is_valid(iso))
                    continue;
                assert_int_equal(date_days(iso), ++last);
                n_days++;
                if (last + 25569 < 10000)
                    continue;
                snprintf(serial, sizeof serial, "%d", last + 25569);
                assert_int_equal(date_parse_vn(serial, back), DATE_FULL);
                assert_string_equal(back, iso);
            }
    assert_int_equal(n_days, 137 * 365 + 34); /* 34 leap years from 1928 to 2060 */
}

static void t_only_the_exact_form_is_valid(void **state)
{
    (void)state;
    assert_true(date_is_valid("2024-02-29"));
    static const char *const bad[] = {"2023-02-29", "2024-2-29",  "2024-02-29 ", "24-02-29",
                                      "2024/02/29", "2024-13-01", "2024-00-10",  "2024-01-00",
                                      "",           "+024-01-01", "2024-01-1x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(date_is_valid(bad[i]));
    assert_false(date_is_valid(NULL));
}

static void t_adding_days_is_counting_them(void **state)
{
    char day[11] = "1999-12-25";
    char back[11];
    (void)state;
    for (int n = 0; n < 3000; n += 7) {
        char then[11];
        date_add(day, n, then);
        assert_int_equal(date_days(then), date_days(day) + n);
        date_add(then, -n, back);
        assert_string_equal(back, day);
    }
    date_add("2199-12-31", 1, back);
    assert_string_equal(back, "");
}

static void t_age_changes_on_the_birthday(void **state)
{
    (void)state;
    assert_int_equal(date_age("1978-07-03", "2025-07-02"), 46);
    assert_int_equal(date_age("1978-07-03", "2025-07-03"), 47);
    assert_int_equal(date_age("2000-02-29", "2025-02-28"), 24);
    assert_int_equal(date_age("2000-02-29", "2025-03-01"), 25);
    assert_int_equal(date_age("2025-07-03", "2025-07-03"), 0);
    assert_true(date_age("2025-07-03", "2025-07-02") < 0);
}

static void t_today_is_a_day_in_vietnam(void **state)
{
    (void)state;
    char before[11], after[11];
    clock_today(before);
    int64_t now_s = clock_now_s();
    clock_today(after);
    assert_true(date_is_valid(before));
    int day = (int)((now_s + 7 * 3600) / 86400);
    assert_in_range(day, (uintmax_t)date_days(before), (uintmax_t)date_days(after));
    double a = clock_monotonic_s(), b = clock_monotonic_s();
    assert_true(b >= a);
}

static void t_a_day_lasts_from_midnight_to_midnight(void **state)
{
    char day[11], at[11];
    (void)state;
    for (int i = -800; i < 20000; i += 7) {
        date_add("1970-01-01", i, day);
        const int64_t begin = clock_midnight(day, 0), end = clock_midnight(day, 1);
        assert_int_equal(end - begin, 86400);
        clock_day(begin, at);
        assert_string_equal(at, day);
        clock_day(end - 1, at);
        assert_string_equal(at, day);
        clock_day(begin - 1, at);
        assert_int_equal(date_days(at), i - 1);
    }
    assert_int_equal(clock_midnight("2025-07-10", 0), 1752080400); /* 2025-07-09T17:00Z */
}

static void t_instants_come_back(void **state)
{
    static const struct {
        const char *text;
        int64_t instant;
    } KNOWN[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01", -7 * 3600},
        {"2025-07-10T00:00:00Z", 1752105600},
        {"2025-07-10T07:00:00+07:00", 1752105600},
        {"2025-07-09T19:30:00-04:30", 1752105600},
        {"2024-02-29T23:59:59+07:00", 1709225999},
    };
    static const char *const BAD[] = {"",
                                      "2025-02-29",
                                      "2025-07-10T",
                                      "2025-07-10 10:00:00Z",
                                      "2025-07-10T10:00:00",
                                      "2025-07-10T24:00:00Z",
                                      "2025-07-10T10:60:00Z",
                                      "2025-07-10T10:00:00+7:00",
                                      "2025-07-10T10:00:00+07:00x",
                                      "2025-07-10T10:00:00.5Z"};
    int64_t instant;
    (void)state;
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        assert_true(date_instant(KNOWN[i].text, &instant));
        assert_int_equal(instant, KNOWN[i].instant);
    }
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(date_instant(BAD[i], &instant));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_instants_come_back),
        cmocka_unit_test(t_day_comes_before_month),
        cmocka_unit_test(t_month_never_comes_first),
        cmocka_unit_test(t_two_digits_turn_at_30),
        cmocka_unit_test(t_only_a_year_is_known),
        cmocka_unit_test(t_days_that_do_not_exist),
        cmocka_unit_test(t_days_count_up_by_one),
        cmocka_unit_test(t_only_the_exact_form_is_valid),
        cmocka_unit_test(t_adding_days_is_counting_them),
        cmocka_unit_test(t_age_changes_on_the_birthday),
        cmocka_unit_test(t_today_is_a_day_in_vietnam),
        cmocka_unit_test(t_a_day_lasts_from_midnight_to_midnight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
