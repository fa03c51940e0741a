/* The importer on small lists: every row judged, nothing written unless all is good, and the same
 * file again changes nothing.
 */
#include "imported.h"
#include "store/person.h"
#include "store/request.h"
#include "store/site.h"

#define OFFICIALS                                                                                                \
    "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại,Đơn vị công tác,Hệ số PCCV," \
    "Nhà ở riêng,Khoảng cách (km),Chuyển nơi làm việc,Nhu cầu\n"
#define AN                                                                                         \
    "Nguyễn Văn An,05/09/1980,Nam,034080123456,0912 345 678,SXD,\"0,7\",Không,\"45,5\",Có,Có\n"
#define BINH "Trần Thị Bình,1985,Nữ,034185123457,0912345679,Sở Xây dựng,,Có,35,Có,Không\n"
#define BAD  "Lê Chi,01/01/1990,Nữ,034190123458,0912345670,Sở Xây dụg,,,,,Có\n"

#define REQUESTS                                                                                                     \
    "Mã hồ sơ,Quan hệ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị công tác,Hình thức ở," \
    "Nhu cầu thiết yếu,Nguyện vọng,Khu đăng ký,Ngày nộp,Phòng đang ở\n"
#define FAMILY                                                                                     \
    "HS1,bản thân,Đỗ Văn Em,1/1/1980,Nam,034080999999,SXD,ở riêng,tầng trệt,"        \
    "vệ sinh khép kín:2; ban công,SV*,05/07/2025,SV-A-101\n"                                  \
    "HS1,vợ/chồng,Vũ Thị Gái,1982,Nữ,,,,,,,,\n"                                          \
    "HS1,con,Đỗ Bé,2022,Nữ,,,,,,,,\n"
#define PAIR                                                                                       \
    "HS2,bản thân,Hà Văn Giang,1/1/1981,Nam,034081999999,Sở Xây dựng,,,,,05/07/2025,\n"  \
    "HS2,ở cùng,Hà Văn Hùng,1/1/1983,Nam,034083999999,Sở Xây dựng,,,,,,\n"

static int take(enum import_kind kind, const char *text)
{
    return run(kind, text, &(struct import_options){0});
}

static void rooms(void)
{
    assert_int_equal(take(IMPORT_ROOMS, "Mã khu,Tên khu,Mã phòng,Số chỗ,Diện tích (m²),Tiện ích\n"
                                        "SV,Khu sinh viên,SV-A-101,4,\"20,5\",tầng trệt; điều hòa\n"
                                        "SV,Khu sinh viên,SV-A-302,3,,\n"),
                     ERR_OK);
}

static size_t n_officials(void)
{
    struct store_officials all = {0};
    assert_int_equal(store_official_list(store, &all, &e), ERR_OK);
    size_t n = all.n;
    store_officials_release(&all);
    return n;
}

static size_t n_requests(void)
{
    struct store_requests all = {0};
    assert_int_equal(store_request_list(store, &all, &e), ERR_OK);
    size_t n = all.n;
    store_requests_release(&all);
    return n;
}

static void t_rooms_are_read(void **state)
{
    struct store_rooms all = {0};
    (void)state;
    rooms();
    expect(2, 0, 0, 0);
    assert_int_equal(store_room_list(store, &all, &e), ERR_OK);
    assert_string_equal(all.items[0].features, "air_con ground_floor");
    assert_int_equal(all.items[0].area_c, 2050);
    assert_string_equal(all.items[1].block, "A");
    assert_int_equal(all.items[1].floor, 3);
    assert_string_equal(all.items[1].sex, "any");
    store_rooms_release(&all);
    rooms();
    expect(0, 0, 2, 0);
}

static void t_a_room_has_whole_beds(void **state)
{
    (void)state;
    assert_int_equal(take(IMPORT_ROOMS, "Mã khu,Mã phòng,Số chỗ\nSV,SV-A-101,\"3,5\"\n"
                                        "SV,SV-A-102,0\nSV,SV-A-103,4.0\nSV,SV-A-103,3\n"),
                     ERR_OK);
    assert_true(says(2, IMPORT_ERROR, "whole number"));
    assert_true(says(3, IMPORT_ERROR, "1 to 64"));
    assert_true(says(5, IMPORT_ERROR, "stands in row 4 already"));
    expect(1, 0, 0, 3);
}

static void t_who_needs_a_room_files_a_request(void **state)
{
    (void)state;
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS AN BINH), ERR_OK);
    expect(2, 0, 0, 0);
    assert_true(report.is_written);
    assert_int_equal(n_officials(), 2);
    assert_int_equal(n_requests(), 1); /* the other said Không */
}

static void t_the_same_file_again_changes_nothing(void **state)
{
    struct buf before = {0};
    struct buf after = {0};
    (void)state;
    rooms();
    assert_int_equal(take(IMPORT_REQUESTS, REQUESTS FAMILY PAIR), ERR_OK);
    expect(5, 0, 0, 0);
    store_close(store);
    assert_int_equal(file_read(db, 1 << 24, &before, &e), ERR_OK);
    assert_int_equal(store_open(&store, db, STORE_WRITE, &KEY, &e), ERR_OK);
    assert_int_equal(take(IMPORT_REQUESTS, REQUESTS FAMILY PAIR), ERR_OK);
    expect(0, 0, 5, 0);
    store_close(store);
    store = NULL;
    assert_int_equal(file_read(db, 1 << 24, &after, &e), ERR_OK);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    buf_release(&before);
    buf_release(&after);
}

static void t_a_dry_run_writes_nothing(void **state)
{
    (void)state;
    assert_int_equal(
        run(IMPORT_OFFICIALS, OFFICIALS AN, &(struct import_options){.is_dry_run = true}), ERR_OK);
    expect(1, 0, 0, 0);
    assert_false(report.is_written);
    assert_int_equal(n_officials(), 0);
}

static void t_a_bad_row_last_leaves_nothing(void **state)
{
    (void)state;
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS AN BINH BAD), ERR_OK);
    expect(2, 0, 0, 1);
    assert_false(report.is_written);
    assert_int_equal(n_officials(), 0);
    assert_int_equal(n_requests(), 0);
}

static void t_an_unknown_agency_names_the_nearest(void **state)
{
    (void)state;
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS BAD), ERR_OK);
    assert_true(says(2, IMPORT_ERROR, "nearest is \"Sở Xây dựng\""));
}

static void t_skip_bad_writes_the_rest_and_keeps_the_bad(void **state)
{
    char path[128];
    struct buf bad = {0};
    (void)state;
    assert_int_equal(
        run(IMPORT_OFFICIALS, OFFICIALS AN BAD BINH, &(struct import_options){.skips_bad = true}),
        ERR_OK);
    assert_true(report.is_written);
    assert_int_equal(n_officials(), 2);
    snprintf(path, sizeof path, "%s/list.bad.csv", folder);
    assert_string_equal(report.bad_path, path);
    assert_int_equal(file_read(path, 1 << 20, &bad, &e), ERR_OK);
    assert_non_null(strstr(bad.data, "Lê Chi"));
    assert_null(strstr(bad.data, "Nguyễn Văn An"));
    buf_release(&bad);
}

static void t_a_change_changes_and_an_empty_cell_keeps(void **state)
{
    struct store_officials all = {0};
    (void)state;
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS AN), ERR_OK);
    assert_int_equal(take(IMPORT_OFFICIALS,
                          "Họ và tên,Số CCCD,Giới tính,Đơn vị công tác,Khoảng cách (km),Số điện "
                          "thoại\nNguyễn Văn An,034080123456,Nam,SXD,50,\n"),
                     ERR_OK);
    expect(0, 1, 0, 0);
    assert_int_equal(store_official_list(store, &all, &e), ERR_OK);
    assert_int_equal(all.items[0].road_km_t, 500);
    assert_int_equal(all.items[0].coefficient_c, 70);
    assert_string_equal(all.items[0].phone, "0912345678");
    assert_string_equal(all.items[0].born, "1980-09-05");
    store_officials_release(&all);
    assert_int_equal(n_requests(), 1);
}

static void t_a_party_is_one_request(void **state)
{
    struct store_requests all = {0};
    (void)state;
    rooms();
    assert_int_equal(take(IMPORT_REQUESTS, REQUESTS FAMILY PAIR), ERR_OK);
    assert_int_equal(store_request_list(store, &all, &e), ERR_OK);
    assert_int_equal(all.n, 2);
    const struct store_request *family = &all.items[0];
    assert_string_equal(family->code, "HS1");
    assert_string_equal(family->sharing, "private");
    assert_string_equal(family->needs, "ground_floor");
    assert_string_equal(family->current_room, "SV-A-101");
    assert_int_equal(family->other_sites, 1);
    assert_int_equal(family->n_choices, 1);
    assert_int_equal(family->n_wishes, 2);
    assert_int_equal(family->wishes[1].weight, 2);
    assert_int_equal(family->n_members, 3);
    assert_int_equal(family->members[1].official_id, 0);
    assert_string_equal(family->members[2].relation, "child");
    assert_string_equal(family->members[2].born, "2022");
    assert_int_not_equal(all.items[1].members[1].official_id, 0);
    store_requests_release(&all);
}

static void t_a_bad_member_refuses_the_party(void **state)
{
    (void)state;
    rooms();
    assert_int_equal(run(IMPORT_REQUESTS,
                         REQUESTS FAMILY "HS1,con,Đỗ Lớn,không rõ,Nam,,,,,,,,\n" PAIR,
                         &(struct import_options){.skips_bad = true}),
                     ERR_OK);
    expect(2, 0, 0, 4);
    assert_true(says(2, IMPORT_ERROR, "held back by row 5"));
    assert_int_equal(n_requests(), 1);
}

static void t_doubles_name_each_other(void **state)
{
    (void)state;
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS AN BINH AN), ERR_OK);
    assert_true(says(2, IMPORT_ERROR, "034*****3456 stands in row 4"));
    assert_true(says(4, IMPORT_ERROR, "034*****3456 stands in row 2"));
}

static void t_namesakes_of_one_day_are_pointed_out(void **state)
{
    (void)state;
    assert_int_equal(take(IMPORT_OFFICIALS,
                          OFFICIALS AN "NGUYỄN VĂN AN,5/9/1980,Nam,034080123499,,SXD,,,,,Không\n"),
                     ERR_OK);
    expect(2, 0, 0, 0);
    assert_true(says(3, IMPORT_WARNING, "same name and birth date as row 2"));
}

static void t_a_person_in_another_request_is_refused(void **state)
{
    (void)state;
    rooms();
    assert_int_equal(take(IMPORT_REQUESTS, REQUESTS PAIR), ERR_OK);
    assert_int_equal(
        take(IMPORT_REQUESTS, REQUESTS
             "HS3,bản thân,Hà Văn Hùng,1/1/1983,Nam,034083999999,Sở Xây dựng,,,,,05/07/2025,\n"),
        ERR_OK);
    assert_true(says(2, IMPORT_ERROR, "in request HS2 already"));
    expect(0, 0, 0, 1);
}

static void t_no_citizen_id_is_told_or_stored_in_plain(void **state)
{
    static const char *const names[] = {"a.db", "a.db-wal"};
    (void)state;
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS AN BINH), ERR_OK);
    for (size_t i = 0; i < 2; i++) {
        char path[128];
        struct buf bytes = {0};
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        assert_int_equal(file_read(path, 1 << 24, &bytes, &e), ERR_OK);
        assert_null(memmem(bytes.data, bytes.len, "034080123456", 12));
        assert_null(memmem(bytes.data, bytes.len, "34080123456", 11));
        buf_release(&bytes);
    }
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS AN AN BAD), ERR_OK);
    for (size_t i = 0; i < report.n_findings; i++)
        assert_null(strstr(report.findings[i].vi, "080123456"));
}

static void t_a_list_of_another_kind_is_refused(void **state)
{
    (void)state;
    assert_int_equal(take(IMPORT_ROOMS, OFFICIALS AN), ERR_INPUT);
    assert_int_equal(take(IMPORT_OFFICIALS, "một,hai,ba\n1,2,3\n"), ERR_INPUT);
    assert_int_equal(n_officials(), 0);
}

static void t_without_the_key_people_are_refused(void **state)
{
    (void)state;
    store_close(store);
    assert_int_equal(store_open(&store, db, STORE_WRITE, NULL, &e), ERR_OK);
    assert_int_equal(take(IMPORT_OFFICIALS, OFFICIALS AN), ERR_INPUT);
    rooms(); /* no secrets in there */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_rooms_are_read),
        TEST(t_a_room_has_whole_beds),
        TEST(t_who_needs_a_room_files_a_request),
        TEST(t_the_same_file_again_changes_nothing),
        TEST(t_a_dry_run_writes_nothing),
        TEST(t_a_bad_row_last_leaves_nothing),
        TEST(t_an_unknown_agency_names_the_nearest),
        TEST(t_skip_bad_writes_the_rest_and_keeps_the_bad),
        TEST(t_a_change_changes_and_an_empty_cell_keeps),
        TEST(t_a_party_is_one_request),
        TEST(t_a_bad_member_refuses_the_party),
        TEST(t_doubles_name_each_other),
        TEST(t_namesakes_of_one_day_are_pointed_out),
        TEST(t_a_person_in_another_request_is_refused),
        TEST(t_no_citizen_id_is_told_or_stored_in_plain),
        TEST(t_a_list_of_another_kind_is_refused),
        TEST(t_without_the_key_people_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
