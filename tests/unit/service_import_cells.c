/* Cells and rows as spreadsheets leave them: citizen ids, numbers, answers, dates, sections. */
#include "imported.h"
#include "store/person.h"

static void t_citizen_ids_are_mended_or_refused(void **state)
{
    static const struct {
        const char *cell;
        enum import_level level;
        const char *text;
    } cases[] = {
        {"34080123456", IMPORT_NOTICE, "taken as 034*****3456"},
        {"3.4080E+10", IMPORT_ERROR, "scientific"},
        {"34085123456", IMPORT_ERROR, "only 11 digits"},
        {"034085123456", IMPORT_WARNING, "birth year"},
        {"034180123456", IMPORT_WARNING, "sex"},
        {"151234567", IMPORT_ERROR, "obsolete"},
        {"abc", IMPORT_ERROR, "12 digits"},
        {"", IMPORT_ERROR, "missing"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "Họ và tên,Năm sinh,Giới tính,CCCD/CMND/Số định danh,Cơ quan/Đơn vị\n"
                 "Nguyễn Văn An,1980,Nam,%s,SXD\n",
                 cases[i].cell);
        assert_int_equal(run(IMPORT_OFFICIALS, text, &(struct import_options){.is_dry_run = true}),
                         ERR_OK);
        if (!says(2, cases[i].level, cases[i].text))
            fail_msg("%s: no finding \"%s\"", cases[i].cell, cases[i].text);
    }
}

static void t_sections_totals_and_signatures_are_skipped(void **state)
{
    (void)state;
    assert_int_equal(run(IMPORT_OFFICIALS,
                         "ỦY BAN NHÂN DÂN TỈNH\n\n"
                         "STT,HỌ VÀ TÊN,Ngày sinh,,CCCD,Đơn vị\n"
                         ",,Nam,Nữ,,\n"
                         "(1),(2),(3),(4),(5),(6)\n"
                         "I,Sở Xây dựng,,,,\n"
                         "1,Nguyễn Văn An,05/09/1980,,034080123456,\n"
                         "II. Sở Tài chính,,,,,\n"
                         "2,Trần Thị Bình,,1985,034185123457,\n"
                         "Tổng cộng: 2,,,,,\n"
                         ",,,,\"Hưng Yên, ngày 3 tháng 7 năm 2025\",\n"
                         ",NGƯỜI LẬP BIỂU,,,THỦ TRƯỞNG,\n"
                         ",Lê Văn Ký,,,,\n",
                         &(struct import_options){0}),
                     ERR_OK);
    expect(2, 0, 0, 0);
    assert_int_equal(report.n_of[IMPORT_SKIPPED], 6);
    struct store_officials all = {0};
    assert_int_equal(store_official_list(store, &all, &e), ERR_OK);
    assert_string_equal(all.items[0].agency_code, "SXD");
    assert_string_equal(all.items[1].agency_code, "STC");
    assert_string_equal(all.items[1].sex, "F");
    assert_string_equal(all.items[1].born, "1985");
    store_officials_release(&all);
}

static void t_a_bad_row_of_a_section_can_be_mended_alone(void **state)
{
    char path[128];
    struct buf bad = {0};
    (void)state;
    assert_int_equal(run(IMPORT_OFFICIALS,
                         "STT,Họ và tên,Ngày sinh,,CCCD\n,,Nam,Nữ,\n"
                         "I,Sở Thanh niên,,,\n"
                         "1,Tống Công Minh,05/09/1980,,034080123456\n",
                         &(struct import_options){.skips_bad = true}),
                     ERR_OK);
    expect(0, 0, 0, 1);
    assert_true(says(4, IMPORT_ERROR, "no agency \"Sở Thanh niên\"; nearest"));
    snprintf(path, sizeof path, "%s/list.bad.csv", folder);
    assert_int_equal(file_read(path, 1 << 20, &bad, &e), ERR_OK);
    assert_non_null(strstr(bad.data, "\"Nam\",\"Nữ\",\"CCCD\",\"Đơn vị công tác\",\"Lỗi\""));
    char *agency = strstr(bad.data, "\"Sở Thanh niên\"");
    assert_non_null(agency);
    memcpy(agency, "\"SXD\"             ", strlen("\"Sở Thanh niên\""));
    assert_int_equal(run(IMPORT_OFFICIALS, bad.data, &(struct import_options){0}), ERR_OK);
    expect(1, 0, 0, 0);
    buf_release(&bad);
}

/* One official with one cell of interest. */
static void judge(const char *heading, const char *cell)
{
    char text[1024];
    snprintf(text, sizeof text,
             "Họ và tên,Năm sinh,Giới tính,Số CCCD,Đơn vị công tác,%s\n"
             "Nguyễn Văn An,1980,Nam,034080123456,SXD,\"%s\"\n",
             heading, cell);
    assert_int_equal(run(IMPORT_OFFICIALS, text, &(struct import_options){0}), ERR_OK);
}

static void t_cells_are_read_or_refused(void **state)
{
    static const struct {
        const char *heading;
        const char *cell;
        size_t n_bad;
    } cases[] = {
        {"Khoảng cách", "45,5 km", 0},
        {"Khoảng cách", "xa", 1},
        {"Khoảng cách", "99999", 1},
        {"Hệ số phụ cấp chức vụ", "0.7", 0},
        {"PCCV", "Không", 0},
        {"PCCV", "7", 1},
        {"Nhà ở riêng", "Chưa có", 0},
        {"Nhà ở riêng", "có thể", 0},
        {"Nhà ở riêng", "abc", 1},
        {"Chuyển nơi làm việc", "x", 0},
        {"Nhu cầu", "Có (lâu dài)", 0},
        {"SĐT", "+84 912.345.678", 0},
        {"ĐT", "912345678", 0},
        {"SĐT", "12345", 1},
        {"SĐT", "0221 3862 345", 0},
        {"Đối tượng ưu tiên", "Mang thai; đơn thân", 0},
        {"Đối tượng ưu tiên", "vip", 1},
        {"Mã xã", "11953", 0},
        {"Mã xã", "99999", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        judge(cases[i].heading, cases[i].cell);
        if (report.n_of[IMPORT_BAD] != cases[i].n_bad)
            fail_msg("%s = %s", cases[i].heading, cases[i].cell);
    }
}

static void t_a_citizen_id_in_a_wrong_cell_is_masked(void **state)
{
    (void)state;
    judge("Khoảng cách", "034080123456");
    assert_int_equal(report.n_of[IMPORT_BAD], 1);
    assert_true(says(2, IMPORT_ERROR, "034*****3456"));
    assert_false(says(2, IMPORT_ERROR, "080123"));
}

static void t_odd_distances_warn(void **state)
{
    static const struct {
        const char *km;
        bool is_odd; /* Đông Hưng lies 33 km off in a straight line */
    } cases[] = {{"32,9", true}, {"33", false}, {"66", false}, {"66,1", true}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "Họ và tên,Giới tính,Số CCCD,Đơn vị công tác,Nơi ở hiện nay,Khoảng cách (km)\n"
                 "Nguyễn Văn An,Nam,034080123456,SXD,\"Thôn 2, xã Đông Hưng, tỉnh Hưng Yên\","
                 "\"%s\"\n",
                 cases[i].km);
        assert_int_equal(run(IMPORT_OFFICIALS, text, &(struct import_options){.is_dry_run = true}),
                         ERR_OK);
        assert_int_equal(says(2, IMPORT_WARNING, "straight line"), cases[i].is_odd);
    }
}

static void t_a_namesake_commune_elsewhere_is_not_ours(void **state)
{
    (void)state;
    judge("Nơi ở hiện nay", "xã Tiên Lữ, tỉnh Phú Thọ");
    assert_true(says(2, IMPORT_WARNING, "no commune recognised"));
    judge("Nơi ở hiện nay", "xã Tiên Lữ, Hưng Yên");
    assert_false(says(2, IMPORT_WARNING, "no commune recognised"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_citizen_ids_are_mended_or_refused),
        TEST(t_sections_totals_and_signatures_are_skipped),
        TEST(t_a_bad_row_of_a_section_can_be_mended_alone),
        TEST(t_cells_are_read_or_refused),
        TEST(t_a_citizen_id_in_a_wrong_cell_is_masked),
        TEST(t_odd_distances_warn),
        TEST(t_a_namesake_commune_elsewhere_is_not_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
