/* Rendering: columns align by display width, numbers to the right; a CSV of several sheets has one
 * BOM.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/render.h"

static const char *headings[] = {"Họ và tên", "Điểm", "Ghi chú"};
static struct sheet_cell cells[] = {
    {CELL_TEXT, (char[]){"Nguyễn Thị Ánh"}},
    {CELL_INT, (char[]){"7"}},
    {CELL_TEXT, (char[]){""}},
    {CELL_TEXT, (char[]){"Đỗ Hà"}},
    {CELL_INT, (char[]){"100"}},
    {CELL_TEXT, (char[]){"x"}},
};
static const struct sheet SHEET = {
    .title = "Bảng", .n_cols = 3, .headings = headings, .n_rows = 2, .cells = cells};

static void t_columns_align_by_display_width(void **state)
{
    (void)state;
    struct buf out = {0};
    report_text(&SHEET, &out);
    assert_string_equal(out.data, "Bảng\n"
                                  "Họ và tên       Điểm  Ghi chú\n"
                                  "--------------  ----  -------\n"
                                  "Nguyễn Thị Ánh     7  \n"
                                  "Đỗ Hà            100  x\n");
    buf_release(&out);
}

static void t_several_sheets_share_one_mark(void **state)
{
    (void)state;
    struct sheet two[2] = {SHEET, SHEET};
    struct buf out = {0};
    report_csv(two, 2, &out);
    assert_memory_equal(out.data, "\xEF\xBB\xBF", 3);
    assert_null(strstr(out.data + 3, "\xEF\xBB\xBF"));
    assert_non_null(strstr(out.data, "\r\n\r\n\"Bảng\"\r\n"));
    buf_release(&out);
}

static void t_formats_go_by_their_names(void **state)
{
    (void)state;
    enum report_format f;
    assert_true(report_format_of("xlsx", &f));
    assert_int_equal(f, REPORT_XLSX);
    assert_false(report_format_of("pdf", &f));
}

static void t_xlsx_needs_a_file(void **state)
{
    (void)state;
    struct err e = {0};
    assert_int_equal(report_write(&SHEET, 1, REPORT_XLSX, NULL, &e), ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_columns_align_by_display_width),
        cmocka_unit_test(t_several_sheets_share_one_mark),
        cmocka_unit_test(t_formats_go_by_their_names),
        cmocka_unit_test(t_xlsx_needs_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
