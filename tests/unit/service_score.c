/* Scoring against cases worked out by hand from the two policies that come with the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "service/score.h"

static struct policy temporary;
static struct policy official;

static int load_policies(void **state)
{
    (void)state;
    struct solver_findings bad = {0};
    struct err e = {0};
    if (policy_load(&temporary, "tam-thoi-2025-07", &bad, &e) != 0 ||
        policy_load(&official, "qd45-2025-12", &bad, &e) != 0)
        return -1;
    return 0;
}

static int release_policies(void **state)
{
    (void)state;
    policy_release(&temporary);
    policy_release(&official);
    return 0;
}

/* An official who moved, owns a house 0 km away and has no other claim: 0 points. */
static struct score_person plain(void)
{
    return (struct score_person){.relation = SCORE_SELF,
                                 .is_official = true,
                                 .sex = 'M',
                                 .born = "1980-01-01",
                                 .moved = SCORE_YES,
                                 .owns_house = SCORE_YES,
                                 .road_km_t = 0,
                                 .coefficient_c = -1,
                                 .agency = "SXD",
                                 .agency_name = "Sở Xây dựng"};
}

static struct score score_people(const struct policy *p, const struct score_person *people,
                                 size_t n)
{
    struct score s;
    struct score_request r = {.n_people = n, .people = people};
    score_request(p, "2025-07-10", &r, &s);
    return s;
}

static struct score score_one(const struct policy *p, struct score_person person)
{
    return score_people(p, &person, 1);
}

static void t_road_km_steps_at_their_edges(void **state)
{
    (void)state;
    static const struct {
        int km_t;
        int road;
        int housing;
    } cases[] = {{-1, 0, 0},    {0, 0, 0},     {299, 0, 0},   {300, 8, 20},
                 {399, 8, 20},  {400, 14, 20}, {499, 14, 20}, {500, 20, 20},
                 {599, 20, 20}, {600, 25, 20}, {2000, 25, 20}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct score_person person = plain();
        person.road_km_t = cases[i].km_t;
        struct score s = score_one(&temporary, person);
        assert_true(s.is_eligible);
        assert_int_equal(s.parts.road_km, cases[i].road);
        assert_int_equal(s.parts.housing, cases[i].housing);
        assert_int_equal(s.points, cases[i].road + cases[i].housing);
    }
}

static void t_no_house_gives_forty_at_any_distance(void **state)
{
    (void)state;
    struct score_person person = plain();
    person.owns_house = SCORE_NO;
    person.road_km_t = 45;
    assert_int_equal(score_one(&temporary, person).points, 40);
    person.road_km_t = 600;
    assert_int_equal(score_one(&temporary, person).points, 65);
}

static void t_house_unknown_counts_as_owned(void **state)
{
    (void)state;
    struct score_person person = plain();
    person.owns_house = SCORE_UNKNOWN;
    person.road_km_t = 300;
    assert_int_equal(score_one(&temporary, person).parts.housing, 20);
    person.road_km_t = 299;
    assert_int_equal(score_one(&temporary, person).parts.housing, 0);
}

static void t_each_family_item_and_only_the_highest(void **state)
{
    (void)state;
    static const int points[POLICY_N_FAMILY] = {20, 20, 20, 15, 15, 12, 8};
    for (int g = 0; g < POLICY_N_FAMILY; g++) {
        struct score_person person = plain();
        person.groups = 1u << g;
        struct score s = score_one(&temporary, person);
        assert_int_equal(s.points, points[g]);
        assert_int_equal(s.family_group, g);
    }
    struct score_person person = plain();
    person.groups =
        1u << POLICY_SINGLE_PARENT | 1u << POLICY_PREGNANT | 1u << POLICY_BOTH_SPOUSES_ASSIGNED;
    assert_int_equal(score_one(&temporary, person).points, 15);
}

static void t_urgency_is_capped_and_waiting_counts_once(void **state)
{
    (void)state;
    struct score_person person = plain();
    struct score s;
    person.unit_urgency = 25;
    struct score_request r = {.n_people = 1, .people = &person, .n_rounds_waited = 3};
    score_request(&temporary, "2025-07-10", &r, &s);
    assert_int_equal(s.parts.urgency, 10);
    assert_int_equal(s.parts.waiting, 5);
    assert_int_equal(s.points, 15);
}

static void t_the_greatest_total_is_one_hundred(void **state)
{
    (void)state;
    struct score_person person = plain();
    struct score s;
    person.owns_house = SCORE_NO;
    person.road_km_t = 700;
    person.groups = 1u << POLICY_DISABLED;
    person.unit_urgency = 10;
    struct score_request r = {.n_people = 1, .people = &person, .n_rounds_waited = 1};
    score_request(&temporary, "2025-07-10", &r, &s);
    assert_int_equal(s.points, 100);
    assert_int_equal(s.band, 1);
}

static void t_bands_at_their_edges(void **state)
{
    (void)state;
    assert_int_equal(policy_band_of(&temporary, 100), 1);
    assert_int_equal(policy_band_of(&temporary, 75), 1);
    assert_int_equal(policy_band_of(&temporary, 74), 2);
    assert_int_equal(policy_band_of(&temporary, 60), 2);
    assert_int_equal(policy_band_of(&temporary, 59), 3);
    assert_int_equal(policy_band_of(&temporary, 45), 3);
    assert_int_equal(policy_band_of(&temporary, 44), 4);
    assert_int_equal(policy_band_of(&temporary, 0), 4);
}

static void t_pools_at_their_edges(void **state)
{
    (void)state;
    assert_string_equal(temporary.pools[policy_pool_of(&temporary, 130)].id, "A");
    assert_string_equal(temporary.pools[policy_pool_of(&temporary, 90)].id, "A");
    assert_string_equal(temporary.pools[policy_pool_of(&temporary, 89)].id, "B");
    assert_string_equal(temporary.pools[policy_pool_of(&temporary, 70)].id, "B");
    assert_string_equal(temporary.pools[policy_pool_of(&temporary, 69)].id, "C");
    assert_string_equal(temporary.pools[policy_pool_of(&temporary, -1)].id, "C");
    assert_int_equal(temporary.pools[0].occupancy, 1);
    assert_int_equal(temporary.pools[1].occupancy, 2);
    assert_int_equal(temporary.pools[2].occupancy, 0);
}

static void t_moved_decides_and_unknown_is_not_yes(void **state)
{
    (void)state;
    const struct policy *both[] = {&temporary, &official};
    for (size_t i = 0; i < 2; i++) {
        struct score_person person = plain();
        person.owns_house = SCORE_NO;
        assert_true(score_one(both[i], person).is_eligible);
        person.moved = SCORE_NO;
        struct score s = score_one(both[i], person);
        assert_false(s.is_eligible);
        assert_int_equal(s.faults[0].code, SCORE_NOT_MOVED);
        person.moved = SCORE_UNKNOWN;
        s = score_one(both[i], person);
        assert_false(s.is_eligible);
        assert_int_equal(s.n_faults, 1);
        assert_int_equal(s.faults[0].code, SCORE_MOVED_UNKNOWN);
    }
}

static void t_qd45_wants_no_house_or_thirty_km(void **state)
{
    (void)state;
    struct score_person person = plain();
    person.road_km_t = 299;
    assert_true(score_one(&temporary, person).is_eligible);
    assert_int_equal(score_one(&official, person).faults[0].code, SCORE_HOUSE_NEAR);
    person.road_km_t = 300;
    assert_true(score_one(&official, person).is_eligible);
    person.road_km_t = -1;
    assert_int_equal(score_one(&official, person).faults[0].code, SCORE_KM_UNKNOWN);
    person.owns_house = SCORE_NO;
    assert_true(score_one(&official, person).is_eligible);
    person.owns_house = SCORE_UNKNOWN;
    assert_int_equal(score_one(&official, person).faults[0].code, SCORE_HOUSE_UNKNOWN);
    person.road_km_t = 300; /* far enough whichever the answer */
    assert_true(score_one(&official, person).is_eligible);
}

static void t_hard_areas_want_ten_km(void **state)
{
    (void)state;
    char *agencies[] = {"SXD"};
    struct policy p = official;
    struct score_person person = plain();
    p.hard_area_agencies = agencies;
    p.n_hard_area_agencies = 1;
    person.road_km_t = 100;
    assert_true(score_one(&p, person).is_eligible);
    person.road_km_t = 99;
    assert_false(score_one(&p, person).is_eligible);
    person.agency = "STC";
    person.road_km_t = 100;
    assert_false(score_one(&p, person).is_eligible);
}

static void t_a_party_takes_its_best_official_and_highest_pool(void **state)
{
    (void)state;
    struct score_person people[2] = {plain(), plain()};
    people[1].relation = SCORE_COMPANION;
    people[1].owns_house = SCORE_NO;
    people[1].coefficient_c = 70;
    struct score s = score_people(&temporary, people, 2);
    assert_true(s.is_eligible);
    assert_int_equal(s.points, 40);
    assert_int_equal(s.scored_ix, 1);
    assert_string_equal(temporary.pools[s.pool_ix].id, "B");
    assert_int_equal(s.n_members, 2);
    assert_false(s.is_private);
}

static void t_companions_must_be_eligible_but_a_spouse_need_not(void **state)
{
    (void)state;
    struct score_person people[2] = {plain(), plain()};
    people[1].relation = SCORE_COMPANION;
    people[1].moved = SCORE_UNKNOWN;
    struct score s = score_people(&temporary, people, 2);
    assert_false(s.is_eligible);
    assert_int_equal(s.faults[0].person_ix, 1);
    people[1].relation = SCORE_SPOUSE;
    people[1].sex = 'F';
    s = score_people(&temporary, people, 2);
    assert_true(s.is_eligible);
    assert_true(s.is_mixed);
    assert_true(s.is_private);
}

static void t_points_of_those_not_eligible_do_not_count(void **state)
{
    (void)state;
    struct score_person people[2] = {plain(), plain()};
    people[1].relation = SCORE_SPOUSE;
    people[1].moved = SCORE_NO;
    people[1].owns_house = SCORE_NO;
    people[1].groups = 1u << POLICY_DISABLED;
    struct score s = score_people(&temporary, people, 2);
    assert_int_equal(s.points, 0);
    assert_int_equal(s.scored_ix, 0);
}

static void t_children_take_a_bed_from_six(void **state)
{
    (void)state;
    static const struct {
        const char *born;
        bool needs_bed;
        int points; /* a child under 36 months gives its parent 15 */
    } cases[] = {{"2019-07-10", true, 0},   {"2019-07-11", false, 0},
                 {"2022-07-10", false, 0},  {"2022-07-11", false, 15},
                 {"2025-07-01", false, 15}, {"2019", true, 0},
                 {"2020", false, 0},        {"", true, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct score_person people[2] = {plain(), {.relation = SCORE_CHILD, .sex = 'M'}};
        people[1].born = cases[i].born;
        people[1].agency = "";
        struct score s = score_people(&temporary, people, 2);
        assert_int_equal(s.n_members, cases[i].needs_bed ? 2 : 1);
        assert_int_equal(s.points, cases[i].points);
    }
}

static void t_spouses_who_both_moved_count_as_both_assigned(void **state)
{
    (void)state;
    struct score_person people[2] = {plain(), plain()};
    people[1].relation = SCORE_SPOUSE;
    people[1].sex = 'F';
    struct score s = score_people(&temporary, people, 2);
    assert_int_equal(s.points, 8);
    assert_int_equal(s.family_group, POLICY_BOTH_SPOUSES_ASSIGNED);
}

static void t_tie_class_is_the_one_highest_group(void **state)
{
    (void)state;
    struct score_person person = plain();
    assert_int_equal(score_one(&temporary, person).tie_class, 4);
    person.sex = 'F';
    assert_int_equal(score_one(&temporary, person).tie_class, 3);
    person.groups = 1u << POLICY_DISABLED | 1u << POLICY_MARTYR_FAMILY;
    assert_int_equal(score_one(&temporary, person).tie_class, 1);
    person.groups = 1u << POLICY_PREGNANT; /* no legal group */
    assert_int_equal(score_one(&temporary, person).tie_class, 3);
}

static void t_a_request_without_an_official_is_refused(void **state)
{
    (void)state;
    struct score_person person = {.relation = SCORE_SELF, .sex = 'F', .born = "", .agency = ""};
    struct score s = score_one(&temporary, person);
    assert_false(s.is_eligible);
    assert_int_equal(s.faults[0].code, SCORE_NO_APPLICANT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_road_km_steps_at_their_edges),
        cmocka_unit_test(t_no_house_gives_forty_at_any_distance),
        cmocka_unit_test(t_house_unknown_counts_as_owned),
        cmocka_unit_test(t_each_family_item_and_only_the_highest),
        cmocka_unit_test(t_urgency_is_capped_and_waiting_counts_once),
        cmocka_unit_test(t_the_greatest_total_is_one_hundred),
        cmocka_unit_test(t_bands_at_their_edges),
        cmocka_unit_test(t_pools_at_their_edges),
        cmocka_unit_test(t_moved_decides_and_unknown_is_not_yes),
        cmocka_unit_test(t_qd45_wants_no_house_or_thirty_km),
        cmocka_unit_test(t_hard_areas_want_ten_km),
        cmocka_unit_test(t_a_party_takes_its_best_official_and_highest_pool),
        cmocka_unit_test(t_companions_must_be_eligible_but_a_spouse_need_not),
        cmocka_unit_test(t_points_of_those_not_eligible_do_not_count),
        cmocka_unit_test(t_children_take_a_bed_from_six),
        cmocka_unit_test(t_spouses_who_both_moved_count_as_both_assigned),
        cmocka_unit_test(t_tie_class_is_the_one_highest_group),
        cmocka_unit_test(t_a_request_without_an_official_is_refused),
    };
    return cmocka_run_group_tests(tests, load_policies, release_policies);
}
