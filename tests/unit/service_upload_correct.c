/* Cells of a list put right without another file: judged anew, told, and gone with the list. */
#include "upload_bed.h"

/* a sex that is none, an id one digit short, and a road that is no number */
#define FAULTY                                                                                     \
    HEAD "Nguyễn Văn An,09/05/1980,Nan,034080000001,SXD,Không,60,Có,,Có\n"                   \
         "Đỗ Thị Em,01/02/1990,Nữ,03419000005,SXD,Không,\"45,5\",Có,,Có\n"               \
         "Trần Văn Bình,09/05/1980,Nam,034080000002,SXD,Không,xa,Có,,Không\n"

/* Fixes as one person sends them; the counts are in `u` then. */
static int fix(const struct principal *by, const char *code, int64_t version,
               const struct upload_fix *fixes, size_t n, struct store_upload *u)
{
    struct upload_tried t = {0};
    int rc = upload_try(store, by, code, version, fixes, n, &t, &bad, &e);
    if (rc == ERR_OK)
        rc = upload_correct(store, by, &t, NOW, &e);
    upload_tried_release(&t);
    store_upload_release(u);
    if (rc == ERR_OK)
        ok(upload_get(store, by, code, u, &e));
    return rc;
}

static void t_cells_put_right_are_judged_written_and_taken_back(void **state)
{
    const struct upload_fix first[] = {{2, 2, "Nam"}, {3, 3, " 034190000005 "}};
    const struct upload_fix second[] = {{4, 6, "12"}, {2, 9, "Có"}};
    const struct store_scope scope = principal_scope(&lan);
    struct store_upload u = {0};
    struct store_upload_cells cells = {0};
    struct buf csv = {0};
    (void)state;
    char *before = picture();
    char *code = send(&lan, FAULTY, NULL);
    ok(store_upload_by_code(store, &scope, code, &u, &e));
    assert_int_equal(u.n_bad, 3);
    ok(fix(&lan, code, 1, first, 2, &u));
    assert_int_equal(u.version, 2);
    assert_int_equal(u.n_bad, 1);
    assert_int_equal(u.n_corrected, 2);
    ok(fix(&lan, code, 2, second, 2, &u)); /* what the file says already is no correction */
    assert_int_equal(u.n_bad, 0);
    assert_int_equal(u.n_corrected, 3);
    ok(store_upload_list(store, &u, &csv, &e)); /* what came in stays what came in */
    assert_string_equal(csv.data, FAULTY);
    ok(store_upload_cell_list(store, &u, true, &cells, &e));
    assert_string_equal(cells.items[1].text, "034190000005");
    assert_string_equal(cells.items[1].before, "034****0005");
    assert_string_equal(cells.items[1].after, "034*****0005");
    store_upload_cells_release(&cells);
    char *judged = picture();
    assert_string_equal(before, judged);
    ok(apply(&lan, code, false));
    expect_state(&an, "submitted");
    ok(store_upload_cell_list(store, &u, true, &cells, &e));
    assert_int_equal(cells.n, 3); /* that it was so stays; the numbers go */
    assert_string_equal(cells.items[1].text, "");
    assert_string_equal(cells.items[1].after, "034*****0005");
    store_upload_cells_release(&cells);
    ok(undo(&lan, code));
    char *undone = picture();
    assert_string_equal(before, undone);
    buf_release(&csv);
    store_upload_release(&u);
    free(undone);
    free(judged);
    free(before);
    free(code);
}

static void t_a_correction_is_taken_back_and_said_last_counts(void **state)
{
    const struct upload_fix right[] = {{2, 2, "Nữ"}, {2, 2, "Nam"}, {2, 9, "Không"}};
    const struct upload_fix back[] = {{2, 2, "Nam"}, {2, 2, NULL}, {2, 9, NULL}, {3, 1, NULL}};
    struct store_upload u = {0};
    (void)state;
    char *code = send(&lan, FAULTY, NULL);
    ok(fix(&lan, code, 0, right, 3, &u));
    assert_int_equal(u.n_bad, 2);
    assert_int_equal(u.n_corrected, 2);
    ok(fix(&lan, code, 0, back, 4, &u));
    assert_int_equal(u.n_bad, 3);
    assert_int_equal(u.n_corrected, 0);
    store_upload_release(&u);
    free(code);
}

static void t_a_row_left_out_is_there_again_when_taken_in(void **state)
{
    const struct upload_fix out[] = {{3, STORE_WHOLE_ROW, ""}, {4, STORE_WHOLE_ROW, ""}};
    const struct upload_fix in[] = {{4, STORE_WHOLE_ROW, NULL}};
    struct store_upload u = {0};
    struct upload_list list = {0};
    (void)state;
    char *code = send(&lan, FAULTY, NULL);
    ok(fix(&lan, code, 0, out, 2, &u));
    assert_int_equal(u.n_bad, 1);
    assert_int_equal(u.n_skipped, 2);
    ok(upload_list_get(store, &lan, &u, &list, &e)); /* it can be read still */
    assert_string_equal(table_cell(&list.table, upload_list_row(&list, 3), 0), "Đỗ Thị Em");
    assert_int_equal(upload_list_row(&list, 9), list.table.n_rows);
    upload_list_release(&list);
    ok(fix(&lan, code, 0, in, 1, &u));
    assert_int_equal(u.n_bad, 2);
    assert_int_equal(u.n_skipped, 1);
    ok(upload_list_get(store, &planner, &u, &list, &e)); /* not for whom may not change it */
    assert_false(list.is_there);
    store_upload_release(&u);
    free(code);
}

static void t_a_heading_is_a_cell(void **state)
{
    static const char csv[] = "DANH SÁCH\nHọ và tên,Ngày sinh,Giới tính,Giấy tờ,Đơn vị\n"
                              "Đỗ Thị Em,01/02/1990,Nữ,034190000005,SXD\n"
                              "Trần Văn Bình,09/05/1980,Nam,034080000002,SXD,,thừa\n";
    const struct upload_fix heading[] = {{2, 3, "CCCD"}};
    const struct upload_fix other[] = {{2, 3, "(không dùng)"}};
    struct store_upload u = {0};
    struct upload_list list = {0};
    (void)state;
    char *code = send(&lan, csv, NULL);
    ok(upload_get(store, &lan, code, &u, &e));
    assert_int_equal(u.n_bad, 2);
    refused(apply(&lan, code, true), ERR_DATA);
    ok(upload_list_get(store, &lan, &u, &list, &e));
    assert_int_equal(list.columns.row, 2);
    assert_int_equal(list.columns.n, 7);
    assert_string_equal(list.columns.items[0].field, "Họ và tên");
    assert_string_equal(list.columns.items[3].heading, "Giấy tờ");
    assert_null(list.columns.items[3].field);
    assert_string_equal(list.columns.items[4].field, "Đơn vị công tác");
    upload_list_release(&list);
    ok(fix(&lan, code, 0, heading, 1, &u));
    assert_int_equal(u.n_bad, 0);
    assert_int_equal(u.n_new, 2); /* one of them has no request yet */
    ok(upload_list_get(store, &lan, &u, &list, &e));
    assert_string_equal(list.columns.items[3].field, "Số CCCD");
    upload_list_release(&list);
    ok(fix(&lan, code, 0, other, 1, &u));
    assert_int_equal(u.n_bad, 2);
    store_upload_release(&u);
    free(code);
}

static void t_what_may_not_be_put_right_is_refused(void **state)
{
    const struct upload_fix good = {2, 2, "Nam"}, none = {9, 2, "Nam"}, beyond = {2, 10, "Nam"},
                            stars = {3, 3, "034*****0005"}, strange = {2, 2, "Nam\x01"},
                            row = {1000, STORE_WHOLE_ROW, ""},
                            mixed[] = {{2, 2, "Nam"}, {2, STORE_WHOLE_ROW, ""}, {9, 2, "Nam"}};
    struct store_upload u = {0};
    (void)state;
    char *code = send(&lan, FAULTY, NULL);
    wrong(fix(&lan, code, 0, &none, 1, &u), "/cells/0");
    wrong(fix(&lan, code, 0, &beyond, 1, &u), "/cells/0");
    wrong(fix(&lan, code, 0, &stars, 1, &u), "/cells/0");
    wrong(fix(&lan, code, 0, &strange, 1, &u), "/cells/0");
    wrong(fix(&lan, code, 0, &row, 1, &u), "/rows/0");
    wrong(fix(&lan, code, 0, mixed, 3, &u), "/cells/1");
    refused(fix(&mai, code, 0, &good, 1, &u), ERR_ABSENT);
    refused(fix(&planner, code, 0, &good, 1, &u), ERR_DENIED);
    refused(fix(&lan, code, 7, &good, 1, &u), ERR_CHANGED);
    ok(upload_get(store, &lan, code, &u, &e));
    assert_int_equal(u.version, 1);
    assert_int_equal(u.n_corrected, 0);
    ok(apply(&lan, code, true) == ERR_DATA ? ERR_OK : ERR_INTERNAL); /* no good row in it */
    e = (struct err){0};
    ok(fix(&lan, code, 1, &good, 1, &u));
    ok(apply(&lan, code, true));
    refused(fix(&lan, code, 0, &good, 1, &u), ERR_DATA);
    store_upload_release(&u);
    free(code);
}

/* Two who put right the same list: the later one is told. */
static void t_nobody_writes_over_anothers_correction(void **state)
{
    const struct upload_fix one = {2, 2, "Nam"}, two = {4, 6, "12"};
    struct upload_tried a = {0}, b = {0};
    (void)state;
    char *code = send(&lan, FAULTY, NULL);
    ok(upload_try(store, &lan, code, 0, &one, 1, &a, &bad, &e));
    ok(upload_try(store, &lan, code, 0, &two, 1, &b, &bad, &e));
    ok(upload_correct(store, &lan, &a, NOW, &e));
    refused(upload_correct(store, &lan, &b, NOW, &e), ERR_CHANGED);
    upload_tried_release(&a);
    upload_tried_release(&b);
    free(code);
}

/* What the register says now is judged by correcting nothing. */
static void t_a_list_is_judged_again_where_the_register_changed(void **state)
{
    static const char csv[] = HEAD "Đỗ Thị Em,01/02/1990,Nữ,034190000005,SXD,Không,50,Có,,Có\n";
    struct store_upload u = {0};
    (void)state;
    char *first = send(&lan, csv, NULL);
    char *second = send(&lan, csv, NULL);
    ok(apply(&lan, first, false));
    refused(apply(&lan, second, false), ERR_DATA);
    ok(fix(&lan, second, 0, NULL, 0, &u));
    assert_int_equal(u.n_same, 1);
    ok(apply(&lan, second, false));
    store_upload_release(&u);
    free(second);
    free(first);
}

static void t_there_is_an_end_to_correcting(void **state)
{
    struct upload_fix fixes[UPLOAD_MAX_FIXED + 1];
    struct buf csv = {0};
    struct store_upload u = {0};
    (void)state;
    buf_str(&csv, HEAD);
    for (int i = 0; i <= UPLOAD_MAX_FIXED; i++) {
        buf_fmt(&csv, "Người %d,,,,,,,,,\n", i);
        fixes[i] = (struct upload_fix){i + 2, 2, "Nam"};
    }
    char *code = send(&lan, csv.data, NULL);
    refused(fix(&lan, code, 0, fixes, UPLOAD_MAX_FIXED + 1, &u), ERR_INPUT);
    ok(fix(&lan, code, 0, fixes, UPLOAD_MAX_FIXED, &u));
    refused(fix(&lan, code, 0, fixes + UPLOAD_MAX_FIXED, 1, &u), ERR_INPUT);
    store_upload_release(&u);
    buf_release(&csv);
    free(code);
}

static void t_findings_name_the_very_cell(void **state)
{
    static const char csv[] = "STT,Họ đệm,Tên,Ngày sinh,,Số CCCD,Đơn vị\n,,,Nam,Nữ,,\n"
                              "1,,3,,31/02/1990,034190000005,SXD\n";
    struct import_report report = {0};
    (void)state;
    ok(upload_judge(store, &lan, IMPORT_OFFICIALS, csv, &report, &e));
    int seen = 0;
    for (size_t i = 0; i < report.n_findings; i++) {
        const struct import_finding *f = &report.findings[i];
        seen += strcmp(f->column, "Họ và tên") == 0 && f->column_ix == 2 ? 1 : 0;
        seen += strcmp(f->column, "Nữ") == 0 && f->column_ix == 4 ? 10 : 0;
        assert_true(f->row > 0 || f->column_ix == -1);
    }
    assert_int_equal(seen, 11);
    import_report_release(&report);
}

static void t_who_is_held_back_by_another_row_has_no_wrong_cell(void **state)
{
    static const char csv[] = "Mã hồ sơ,Quan hệ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị\n"
                              "G-1,bản thân,Đỗ Thị Em,01/02/1990,Nữ,034190000005,SXD\n"
                              "G-1,ở cùng,Vũ Thị Én,01/02/1990,Nữ,,SXD\n";
    struct import_report report = {0};
    (void)state;
    ok(upload_judge(store, &lan, IMPORT_REQUESTS, csv, &report, &e));
    assert_int_equal(report.n_of[IMPORT_BAD], 2);
    for (size_t i = 0; i < report.n_findings; i++)
        assert_int_equal(report.findings[i].column_ix, report.findings[i].row == 2 ? -1 : 5);
    import_report_release(&report);
}

static void t_what_could_be_a_citizen_id_is_masked(void **state)
{
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"034190000005", "034*****0005"},
        {"034 190 000 005", "034 *** **0 005"},
        {"số 034.190.000-005, cấp 2021", "số 034.***.**0-005, cấp 2021"},
        {"034\xC2\xA0"
         "190000005",
         "034\xC2\xA0"
         "*****0005"},
        {"034 - 190 - 000005", "034 - *** - **0005"},
        {"(034)  190.000 .005", "(034)  ***.**0 .005"},
        {"0912345678", "091***5678"},
        {"123456789", "123**6789"},
        {"12345678", "12345678"},
        {"09/05/1980", "09/05/1980"},
        {"2025-07-10", "2025-07-10"},
        {"45,5 km . - 3", "45,5 km . - 3"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = mem_dup(rows[i].text);
        import_mask_numbers(text);
        assert_string_equal(text, rows[i].wanted);
        free(text);
    }
}

static void t_columns_are_named_as_sheets_name_them(void **state)
{
    char name[4];
    (void)state;
    for (int c = 0; c < TABLE_MAX_COLUMNS; c++)
        assert_int_equal(upload_column_ix(upload_column_name(c, name)), c);
    assert_string_equal(upload_column_name(25, name), "Z");
    assert_string_equal(upload_column_name(26, name), "AA");
    assert_int_equal(upload_column_ix("BM"), -1);
    assert_int_equal(upload_column_ix(""), -1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_cells_put_right_are_judged_written_and_taken_back),
        TEST(t_a_correction_is_taken_back_and_said_last_counts),
        TEST(t_a_row_left_out_is_there_again_when_taken_in),
        TEST(t_a_heading_is_a_cell),
        TEST(t_what_may_not_be_put_right_is_refused),
        TEST(t_nobody_writes_over_anothers_correction),
        TEST(t_a_list_is_judged_again_where_the_register_changed),
        TEST(t_there_is_an_end_to_correcting),
        TEST(t_findings_name_the_very_cell),
        TEST(t_who_is_held_back_by_another_row_has_no_wrong_cell),
        TEST(t_what_could_be_a_citizen_id_is_masked),
        TEST(t_columns_are_named_as_sheets_name_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
