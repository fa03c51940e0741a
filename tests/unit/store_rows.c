/* Rows go in and come out the same; citizen ids are sealed; the schema forbids doubles. */
#include "store_bed.h"

#include "base/file.h"
#include "store/request.h"
#include "store/setting.h"

static const char CITIZEN_ID[] = "034080123456";
static struct store *store;

static int set_up(void **state)
{
    (void)state;
    bed_make();
    return store_open(&store, path, STORE_CREATE, &KEY, &e);
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    bed_remove();
    return 0;
}

static struct store_official official(int64_t agency_id, const char *citizen_id)
{
    return (struct store_official){.name = lit("Nguyễn Văn Đông"),
                                   .born = lit("1980-05-09"),
                                   .sex = lit("M"),
                                   .citizen_id = lit(citizen_id),
                                   .phone = lit("0912345678"),
                                   .agency_id = agency_id,
                                   .coefficient_c = -1,
                                   .owns_house = 0,
                                   .road_km_t = 455,
                                   .has_moved = -1,
                                   .groups = lit("disabled pregnant"),
                                   .needs_housing = 1};
}

static void t_rooms_come_out_as_they_went_in(void **state)
{
    struct store_site site = {.code = lit("SV"), .name = lit("Khu nhà ở sinh viên")};
    struct store_room room = {.code = lit("SV-A-101"),
                              .block = lit("A"),
                              .floor = -1,
                              .beds = 4,
                              .area_c = 2050,
                              .features = lit("air_con private_wc"),
                              .sex = lit("any"),
                              .pools = lit("B C"),
                              .state = lit("usable")};
    struct store_rooms rooms = {0};
    (void)state;
    ok(store_site_put(store, &site, &e));
    room.site_id = site.id;
    ok(store_room_put(store, &room, &e));
    room.beds = 3;
    ok(store_room_put(store, &room, &e));
    ok(store_room_list(store, &rooms, &e));
    assert_int_equal(rooms.n, 1);
    assert_int_equal(rooms.items[0].id, room.id);
    assert_string_equal(rooms.items[0].site_code, "SV");
    assert_int_equal(rooms.items[0].floor, -1);
    assert_int_equal(rooms.items[0].beds, 3);
    assert_int_equal(rooms.items[0].area_c, 2050);
    assert_string_equal(rooms.items[0].features, "air_con private_wc");
    assert_string_equal(rooms.items[0].note, "");
    store_rooms_release(&rooms);
}

static void t_the_schema_judges_values(void **state)
{
    struct store_room room = {
        .code = lit("X"), .beds = 0, .sex = lit("any"), .state = lit("usable")};
    (void)state;
    assert_int_equal(store_room_put(store, &room, &e), ERR_DATA);
}

static void t_a_citizen_id_opens_with_the_key_only(void **state)
{
    struct store_official o = official(put_agency(store, "SXD"), CITIZEN_ID);
    struct store_officials all = {0};
    struct store *blind = NULL;
    struct buf plain = {0};
    (void)state;
    ok(store_official_put(store, &o, &e));
    ok(store_official_list(store, &all, &e));
    assert_int_equal(all.n, 1);
    assert_string_equal(all.items[0].citizen_id, "");
    assert_string_equal(all.items[0].agency_code, "SXD");
    assert_int_equal(all.items[0].has_moved, -1);
    assert_int_equal(all.items[0].owns_house, 0);
    assert_string_equal(all.items[0].commune_code, "");
    store_officials_release(&all);
    ok(store_official_citizen_id(store, o.id, &plain, &e));
    assert_string_equal(plain.data, CITIZEN_ID);
    buf_release(&plain);

    ok(store_open(&blind, path, STORE_READ, NULL, &e));
    assert_int_equal(store_official_citizen_id(blind, o.id, &plain, &e), ERR_INPUT);
    store_close(blind);
}

static void t_an_update_without_an_id_keeps_it(void **state)
{
    struct store_official o = official(put_agency(store, "SXD"), CITIZEN_ID);
    struct buf plain = {0};
    (void)state;
    ok(store_official_put(store, &o, &e));
    o.citizen_id = NULL;
    o.road_km_t = 500;
    ok(store_official_put(store, &o, &e));
    ok(store_official_citizen_id(store, o.id, &plain, &e));
    assert_string_equal(plain.data, CITIZEN_ID);
    buf_release(&plain);
}

static void t_two_officials_cannot_share_a_citizen_id(void **state)
{
    int64_t agency_id = put_agency(store, "SXD");
    struct store_official a = official(agency_id, CITIZEN_ID);
    struct store_official b = official(agency_id, CITIZEN_ID);
    (void)state;
    ok(store_official_put(store, &a, &e));
    assert_int_equal(store_official_put(store, &b, &e), ERR_DATA);
}

static void t_no_citizen_id_stands_in_the_file(void **state)
{
    static const char *const tails[] = {"", "-wal"};
    (void)state;
    struct store_official o = official(put_agency(store, "SXD"), CITIZEN_ID);
    ok(store_official_put(store, &o, &e));
    for (size_t i = 0; i < 2; i++) { /* before the checkpoint and after */
        char name[160];
        struct buf bytes = {0};
        snprintf(name, sizeof name, "%s%s", path, tails[1 - i]);
        ok(file_read(name, 1 << 24, &bytes, &e));
        assert_non_null(memmem(bytes.data, bytes.len, "0912345678", 10));
        assert_null(memmem(bytes.data, bytes.len, CITIZEN_ID, strlen(CITIZEN_ID)));
        assert_null(memmem(bytes.data, bytes.len, "*****", 5));
        buf_release(&bytes);
        store_close(store);
        store = NULL;
    }
}

static void t_requests_come_out_with_all_that_hangs_on_them(void **state)
{
    int64_t agency_id = put_agency(store, "SXD");
    struct store_site site = {.code = lit("SV"), .name = lit("Khu")};
    struct store_official o = official(agency_id, CITIZEN_ID);
    (void)state;
    ok(store_site_put(store, &site, &e));
    ok(store_official_put(store, &o, &e));
    struct store_member members[] = {
        {.relation = lit("self"), .official_id = o.id},
        {.relation = lit("child"), .name = lit("Nguyễn Bé"), .born = lit("2022"), .sex = lit("F")}};
    struct store_wish wish = {.feature = lit("balcony"), .weight = 2};
    struct store_choice choice = {.site_id = site.id};
    struct store_request r = {.code = lit("HS1"),
                              .agency_id = agency_id,
                              .sharing = lit("shared"),
                              .needs = lit("quiet"),
                              .filed = lit("2025-07-05"),
                              .scheme = lit("temporary"),
                              .other_sites = 1,
                              .n_members = 2,
                              .members = members,
                              .n_wishes = 1,
                              .wishes = &wish,
                              .n_choices = 1,
                              .choices = &choice};
    struct store_requests all = {0};
    ok(store_request_put(store, &r, &e));
    ok(store_request_put(store, &r, &e)); /* again: replaces, adds nothing */
    ok(store_request_list(store, &all, &e));
    assert_int_equal(all.n, 1);
    assert_string_equal(all.items[0].state, "submitted");
    assert_int_equal(all.items[0].points, -1);
    assert_int_equal(all.items[0].n_members, 2);
    assert_int_equal(all.items[0].members[0].official_id, o.id);
    assert_string_equal(all.items[0].members[1].name, "Nguyễn Bé");
    assert_int_equal(all.items[0].wishes[0].weight, 2);
    assert_string_equal(all.items[0].choices[0].site_code, "SV");
    store_requests_release(&all);

    struct store_request second = r;
    second.id = 0;
    second.code = lit("HS2");
    assert_int_equal(store_request_put(store, &second, &e), ERR_DATA); /* one live request each */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

static void t_a_setting_is_what_was_last_set(void **state)
{
    (void)state;
    static const char *const values[] = {"", "1", "2"};
    for (int i = 0; i < 3; i++) {
        char *value = NULL;
        if (i > 0)
            ok(store_setting_put(store, STORE_SETTING_DEMO, values[i], &e));
        ok(store_setting_get(store, STORE_SETTING_DEMO, &value, &e));
        assert_string_equal(value, values[i]);
        free(value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_rooms_come_out_as_they_went_in),
        TEST(t_the_schema_judges_values),
        TEST(t_a_citizen_id_opens_with_the_key_only),
        TEST(t_an_update_without_an_id_keeps_it),
        TEST(t_two_officials_cannot_share_a_citizen_id),
        TEST(t_no_citizen_id_stands_in_the_file),
        TEST(t_requests_come_out_with_all_that_hangs_on_them),
        TEST(t_a_setting_is_what_was_last_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
