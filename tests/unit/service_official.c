/* Officials in the register: who may change what, and the citizen id that stays sealed. */
#include "needs_bed.h"

#include "store/audit.h"

static int set_up(void **state)
{
    (void)state;
    bed_fill();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

static void say(char **at, const char *text)
{
    free(*at);
    *at = mem_dup(text);
}

static int change(const struct principal *by, struct store_official *o)
{
    return official_change(store, by, o, 0, NULL, TODAY, NOW, &bad, &e);
}

static struct store_official fresh(const char *citizen_id, const char *agency)
{
    return (struct store_official){.name = mem_dup("Hoàng  Văn Em"),
                                   .born = mem_dup("1985"),
                                   .sex = mem_dup("M"),
                                   .citizen_id = mem_dup(citizen_id),
                                   .agency_code = mem_dup(agency),
                                   .coefficient_c = -1,
                                   .owns_house = -1,
                                   .road_km_t = -1,
                                   .has_moved = -1,
                                   .groups = mem_dup("pregnant disabled pregnant"),
                                   .needs_housing = -1};
}

static void t_an_agency_adds_its_own_people(void **state)
{
    (void)state;
    struct store_official o = fresh("034085000009", "SXD");
    ok(official_add(store, &lan, &o, TODAY, &bad, &e));
    assert_string_equal(o.name, "Hoàng Văn Em");
    assert_string_equal(o.groups, "disabled pregnant");
    assert_string_equal(o.citizen_id, "");
    assert_int_equal(strlen(o.code), 32);
    assert_int_equal(o.version, 1);
    store_official_release(&o);
    o = fresh("034085000010", "STC");
    wrong(official_add(store, &lan, &o, TODAY, &bad, &e), "/agency");
    refused(official_add(store, &planner, &o, TODAY, &bad, &e), ERR_DENIED);
    refused(official_add(store, &an_self, &o, TODAY, &bad, &e), ERR_DENIED);
    store_official_release(&o);
    /* somebody of another agency: that there is such a person cannot be hidden, who it is can */
    o = fresh("034080000003", "SXD");
    wrong(official_add(store, &lan, &o, TODAY, &bad, &e), "/citizen_id");
    store_official_release(&o);
}

static void t_faults_are_told_all_together(void **state)
{
    static const char *const where[] = {"/name",       "/born",   "/sex",    "/phone",
                                        "/citizen_id", "/groups", "/agency", "/commune"};
    struct store_official o = {.name = mem_dup("A1"),
                               .born = mem_dup("2020"),
                               .phone = mem_dup("12"),
                               .citizen_id = mem_dup("34085000009"),
                               .groups = mem_dup("rich"),
                               .agency_code = mem_dup("XXX"),
                               .commune_code = mem_dup("00000")};
    (void)state;
    refused(official_add(store, &lan, &o, TODAY, &bad, &e), ERR_INPUT);
    for (size_t i = 0; i < sizeof where / sizeof *where; i++)
        if (!is_bad(where[i]))
            fail_msg("no finding at %s", where[i]);
    assert_int_equal(bad.n, sizeof where / sizeof *where);
    store_official_release(&o);
}

static void t_oneself_changes_what_oneself_knows(void **state)
{
    (void)state;
    say(&an.phone, "0987654321");
    an.road_km_t = 310;
    ok(change(&an_self, &an));
    assert_int_equal(an.version, 2);
    an.has_moved = 0;
    an.coefficient_c = 90;
    say(&an.name, "Nguyễn Văn Ân");
    assert_int_equal(change(&an_self, &an), ERR_INPUT);
    assert_true(is_bad("/has_moved") && is_bad("/coefficient") && is_bad("/name"));
    assert_int_equal(bad.n, 3);
    solver_findings_release(&bad);
    e = (struct err){0};
    ok(change(&lan, &an));
    assert_int_equal(an.coefficient_c, 90);
}

static void t_for_others_an_official_is_not_there_or_not_theirs(void **state)
{
    struct store_official o = {0};
    struct buf out = {0};
    (void)state;
    refused(official_get(store, &lan, chi.code, &o, &e), ERR_ABSENT);
    refused(official_get(store, &an_self, binh.code, &o, &e), ERR_ABSENT);
    refused(change(&lan, &chi), ERR_ABSENT);
    refused(change(&an_self, &binh), ERR_ABSENT);
    refused(change(&planner, &an), ERR_DENIED);
    refused(official_unmask(store, &lan, chi.code, "cần để đối chiếu", &out, &bad, &e), ERR_ABSENT);
    refused(official_unmask(store, &planner, an.code, "cần để đối chiếu", &out, &bad, &e),
            ERR_DENIED);
    assert_int_equal(out.len, 0);
    refused(official_change(store, &lan, &an, 9, NULL, TODAY, NOW, &bad, &e), ERR_CHANGED);
}

static void t_unmasking_says_why_and_is_kept(void **state)
{
    struct buf out = {0};
    struct store_audits rows = {0};
    char object[64], mask[13];
    (void)state;
    wrong(official_unmask(store, &lan, an.code, "cần", &out, &bad, &e), "/reason");
    assert_int_equal(out.len, 0);
    ok(official_unmask(store, &lan, an.code, "đối chiếu với giấy tờ gốc", &out, &bad, &e));
    assert_string_equal(out.data, "034080000001");
    snprintf(object, sizeof object, "official/%s", an.code);
    ok(store_audit_list(store, object, 0, 10, &rows, &e));
    assert_int_equal(rows.n, 1);
    assert_string_equal(rows.items[0].action, "official.unmask");
    assert_string_equal(rows.items[0].fields, "reason=đối chiếu với giấy tờ gốc");
    assert_int_equal(rows.items[0].actor, lan.account_id);
    store_audits_release(&rows);
    buf_release(&out);
    ok(official_masked_id(store, &lan, &an, mask, &e));
    assert_string_equal(mask, "034*****0001");
    ok(official_masked_id(store, &planner, &an, mask, &e));
    assert_string_equal(mask, "");
}

static void t_the_own_data_are_exported_and_that_is_kept(void **state)
{
    struct store_official o = {0};
    struct store_audits rows = {0};
    struct buf id = {0};
    (void)state;
    ok(official_export(store, &an_self, &o, &id, &e));
    assert_string_equal(o.code, an.code);
    assert_string_equal(id.data, "034080000001");
    ok(store_audit_list(store, NULL, 0, 10, &rows, &e));
    assert_string_equal(rows.items[rows.n - 1].action, "official.export");
    store_audits_release(&rows);
    store_official_release(&o);
    buf_release(&id);
    refused(official_export(store, &lan, &o, &id, &e), ERR_ABSENT);
    buf_release(&id);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_an_agency_adds_its_own_people),
        TEST(t_faults_are_told_all_together),
        TEST(t_oneself_changes_what_oneself_knows),
        TEST(t_for_others_an_official_is_not_there_or_not_theirs),
        TEST(t_unmasking_says_why_and_is_kept),
        TEST(t_the_own_data_are_exported_and_that_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
