/* Tries per address: a burst, a steady rate, and never a lock; time is an argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "service/throttle.h"

static struct throttle *t;

static int set_up(void **state)
{
    (void)state;
    t = throttle_new(THROTTLE_BURST, THROTTLE_PER_S);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    throttle_free(t);
    return 0;
}

/* Whoever tries as fast as may be gets the burst, and then the rate. */
static void t_no_more_than_the_burst_and_the_rate(void **state)
{
    int n = 0;
    (void)state;
    for (double now = 1000; now < 1000 + 3600; now += 0.25)
        n += throttle_take(t, "10.0.0.1", now) == 0;
    assert_in_range(n, 10 + 599, 10 + 600);
}

/* After the wait that was told the next try is taken: nobody is locked out. */
static void t_the_wait_that_is_told_is_enough(void **state)
{
    double now = 1000;
    (void)state;
    for (int i = 0; i < 200; i++) {
        int wait = throttle_take(t, "10.0.0.1", now);
        if (wait == 0)
            continue;
        assert_in_range(wait, 1, 6);
        assert_int_not_equal(throttle_take(t, "10.0.0.1", now + wait - 1.01), 0);
        now += wait;
        assert_int_equal(throttle_take(t, "10.0.0.1", now), 0);
    }
}

static void t_right_ones_do_not_count(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(throttle_take(t, "10.0.0.1", 1000), 0);
        throttle_give(t, "10.0.0.1");
    }
    throttle_give(t, "10.0.0.1");
    throttle_give(t, "10.0.0.9"); /* never seen: nothing to give back */
    int n = 0;
    for (int i = 0; i < 100; i++)
        n += throttle_take(t, "10.0.0.1", 1000) == 0;
    assert_int_equal(n, THROTTLE_BURST);
}

static void exhaust(const char *address)
{
    while (throttle_take(t, address, 1000) == 0)
        ;
}

static void t_addresses_do_not_pay_for_one_another(void **state)
{
    (void)state;
    exhaust("10.0.0.1");
    assert_int_equal(throttle_take(t, "10.0.0.2", 1000), 0);
    exhaust("2001:db8:1:2::1");
    assert_int_not_equal(throttle_take(t, "2001:db8:1:2:ffff::9", 1000), 0); /* the same network */
    assert_int_equal(throttle_take(t, "2001:db8:1:3::1", 1000), 0);
    assert_int_not_equal(throttle_take(t, "::ffff:10.0.0.1", 1000), 0); /* the same in disguise */
    exhaust("no address");
    assert_int_not_equal(throttle_take(t, "another", 1000), 0);
}

/* Many more addresses than it holds: the memory stays, and the limit of a busy one holds. */
static void t_many_addresses_do_no_harm(void **state)
{
    int n = 0;
    (void)state;
    for (int i = 0; i < 50000; i++) {
        char address[32];
        snprintf(address, sizeof address, "10.%d.%d.%d", 1 + i / 65536, i / 256 % 256, i % 256);
        double now = 1000 + i * 0.01;
        assert_int_equal(throttle_take(t, address, now), 0);
        n += throttle_take(t, "192.0.2.1", now) == 0;
    }
    assert_in_range(n, 10, 10 + 84);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_no_more_than_the_burst_and_the_rate),
        TEST(t_the_wait_that_is_told_is_enough),
        TEST(t_right_ones_do_not_count),
        TEST(t_addresses_do_not_pay_for_one_another),
        TEST(t_many_addresses_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
