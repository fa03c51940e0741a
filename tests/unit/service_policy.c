/* The policy reader is strict: every offence is found, with its JSON path, all in one run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "service/policy.h"

static struct policy good;

static int load_default(void **state)
{
    (void)state;
    struct solver_findings bad = {0};
    struct err e = {0};
    return policy_load(&good, NULL, &bad, &e) == 0 ? 0 : -1;
}

static int release_default(void **state)
{
    (void)state;
    policy_release(&good);
    return 0;
}

/* The default policy with its first `old` replaced by `new`. */
static char *edited(const char *old, const char *new)
{
    struct buf b = {0};
    const char *at = strstr(good.text, old);
    assert_non_null(at);
    buf_add(&b, good.text, (size_t)(at - good.text));
    buf_str(&b, new);
    buf_str(&b, at + strlen(old));
    return buf_take(&b);
}

/* The edit makes exactly the offences named, in order. */
static void assert_offences(const char *old, const char *new, size_t n, const char *const *paths)
{
    struct policy p = {0};
    struct solver_findings bad = {0};
    char *text = edited(old, new);
    assert_false(policy_parse(&p, text, strlen(text), &bad));
    for (size_t i = 0; i < bad.n && i < n; i++)
        assert_string_equal(bad.items[i].where, paths[i]);
    assert_int_equal(bad.n, n);
    assert_null(p.id);
    solver_findings_release(&bad);
    free(text);
}

static void assert_offence(const char *old, const char *new, const char *path)
{
    assert_offences(old, new, 1, &path);
}

static void t_the_default_policy_reads_back(void **state)
{
    (void)state;
    assert_string_equal(good.id, POLICY_DEFAULT_ID);
    assert_string_equal(good.as_of, "2025-07-10");
    assert_true(good.must_have_moved);
    assert_int_equal(good.own_house_min_km_t, -1);
    assert_int_equal(good.n_pools, 3);
    assert_int_equal(good.pools[0].min_coefficient_c, 90);
    assert_int_equal(good.n_steps, 4);
    assert_int_equal(good.steps[3].from_km_t, 600);
    assert_int_equal(good.min_area_c, 400);
    assert_int_equal(good.child_bed_age, 6);
    assert_int_equal(good.n_objectives, 7);
    assert_int_equal(good.objectives[6], SOLVER_AGENCIES);
    assert_int_equal(good.n_legal_groups, 4);
    assert_int_equal(strlen(good.sha256), 64);
}

static void t_each_field_is_judged_at_its_path(void **state)
{
    (void)state;
    assert_offence("quarters.policy/1", "quarters.policy/2", "format");
    assert_offence("\"temporary\"", "\"both\"", "scheme");
    assert_offence("2025-07-10", "10/07/2025", "as_of");
    assert_offence("\"child_bed_age\": 6", "\"child_bed_age\": 6.0", "child_bed_age");
    assert_offence("\"child_bed_age\": 6", "\"child_bed_age\": 19", "child_bed_age");
    assert_offence("\"min_area_per_person\": 4.0", "\"min_area_per_person\": 4.005",
                   "min_area_per_person");
    assert_offence("\"moved_workplace\": true", "\"moved_workplace\": 1",
                   "eligibility.moved_workplace");
    assert_offence("\"own_house_min_road_km\": null", "\"own_house_min_road_km\": -3",
                   "eligibility.own_house_min_road_km");
    assert_offence("\"occupancy\": 2", "\"occupancy\": 0", "pools[1].occupancy");
    assert_offence("\"min_coefficient\": 0.7", "\"min_coefficient\": 0.9",
                   "pools[1].min_coefficient");
    assert_offence("\"min_coefficient\": 0,", "\"min_coefficient\": 0.1,",
                   "pools[2].min_coefficient");
    assert_offence("\"id\": \"B\"", "\"id\": \"A\"", "pools[1].id");
    assert_offence("{\"from\": 40, \"points\": 14}", "{\"from\": 30, \"points\": 14}",
                   "scoring.road_km[1].from");
    assert_offence("{\"from\": 40, \"points\": 14}", "{\"from\": 40, \"points\": 7}",
                   "scoring.road_km[1].points");
    assert_offence("\"disabled\": 20", "\"disabled\": 2000", "scoring.family.disabled");
    assert_offence("\"disabled\": 20,", "", "scoring.family.disabled");
    assert_offence("\"no_own_house\": 40", "\"no_own_house\": 960", "scoring");
    assert_offence("[75, 60, 45]", "[75, 75, 45]", "bands[1]");
    assert_offence("\"moves\",", "\"points\",", "objectives[4]");
    assert_offence("\"preferences\", \"agencies\"", "\"agencies\", \"preferences\"", "objectives");
    assert_offence("\"moves\",", "\"speed\",", "objectives[4]");
    assert_offence("\"stay\"", "\"leave\"", "incumbents");
    assert_offence("\"filed\", \"lot\"", "\"lot\", \"filed\"", "tie_order");
    assert_offence("\"female\"]", "\"tall\"]", "legal_groups[3]");
}

static void t_unknown_and_missing_fields_are_refused(void **state)
{
    (void)state;
    assert_offence("\"waiting\": 5", "\"waiting\": 5, \"luck\": 1", "scoring.luck");
    assert_offence("\"child_bed_age\": 6,", "", "child_bed_age");
    static const char *const paths[] = {"kids", "child_bed_age"};
    assert_offences("\"child_bed_age\"", "\"kids\"", 2, paths);
}

static void t_doubled_keys_and_broken_json_are_refused(void **state)
{
    (void)state;
    assert_offence("\"child_bed_age\": 6,", "\"child_bed_age\": 6, \"child_bed_age\": 7,", "");
    assert_offence("\"bands\"", "bands", "");
}

static void t_may_move_needs_keep_housed_first(void **state)
{
    (void)state;
    struct policy p = {0};
    struct solver_findings bad = {0};
    char *text = edited("\"stay\"", "\"may_move\"");
    assert_true(policy_parse(&p, text, strlen(text), &bad));
    char *at = strstr(text, "\"keep_housed\", ");
    assert_non_null(at);
    memset(at, ' ', strlen("\"keep_housed\", "));
    policy_release(&p);
    assert_false(policy_parse(&p, text, strlen(text), &bad));
    assert_string_equal(bad.items[0].where, "objectives");
    solver_findings_release(&bad);
    free(text);
}

static void t_a_policy_that_is_not_there_is_an_input_error(void **state)
{
    (void)state;
    struct policy p = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    assert_int_not_equal(policy_load(&p, "no-such-policy", &bad, &e), 0);
    assert_true(strlen(err_text(&e, "vi")) > 0);
    assert_true(strlen(err_text(&e, "en")) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_default_policy_reads_back),
        cmocka_unit_test(t_each_field_is_judged_at_its_path),
        cmocka_unit_test(t_unknown_and_missing_fields_are_refused),
        cmocka_unit_test(t_doubled_keys_and_broken_json_are_refused),
        cmocka_unit_test(t_may_move_needs_keep_housed_first),
        cmocka_unit_test(t_a_policy_that_is_not_there_is_an_input_error),
    };
    return cmocka_run_group_tests(tests, load_default, release_default);
}
