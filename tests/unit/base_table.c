/* Laws of CSV: what is written comes back, whatever the encoding or the delimiter; rows keep the
 * numbers a spreadsheet gives them; no bytes whatever break the reader.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static uint32_t seed = 1;

static uint32_t next_random(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static char temp_path[64];

static int make_temp(void **state)
{
    (void)state;
    (void)snprintf(temp_path, sizeof temp_path, "/tmp/quarters-table-%ld", (long)getpid());
    return 0;
}

static int remove_temp(void **state)
{
    (void)state;
    (void)unlink(temp_path);
    return 0;
}

/* table_read of these bytes. */
static int read_bytes(const void *bytes, size_t len, struct table *t, struct err *e)
{
    struct err io = {0};
    assert_int_equal(file_write(temp_path, bytes, len, 0600, &io), ERR_OK);
    return table_read(temp_path, t, e);
}

static struct table read_good(const void *bytes, size_t len)
{
    struct table t;
    struct err e = {0};
    if (read_bytes(bytes, len, &t, &e) != ERR_OK)
        fail_msg("%s", e.en);
    return t;
}

static struct table parse(const char *text, char delimiter)
{
    struct table t;
    struct err e = {0};
    assert_int_equal(csv_parse(text, strlen(text), delimiter, &t, &e), ERR_OK);
    return t;
}

/* A text of pieces that are trouble somewhere; none that the guard would mark. */
static char *random_text(void)
{
    static const char *const pieces[] = {"a",  "\"", ",", ";", "\t", "\r\n", "\n",
                                         "\r", "ễ",  "đ", " ", "''", "0",    "😀"};
    struct buf out = {0};
    buf_str(&out, next_random(4) == 0 ? "" : "x");
    for (uint32_t n = out.len > 0 ? next_random(8) : 0; n > 0; n--)
        buf_str(&out, pieces[next_random(sizeof pieces / sizeof *pieces)]);
    return buf_take(&out);
}

static void t_a_written_sheet_reads_back(void **state)
{
    (void)state;
    for (int round = 0; round < 300; round++) {
        enum { COLS = 5, ROWS = 6 };
        const char *headings[COLS] = {"Họ và tên", "b", "c", "d", "e"};
        struct sheet_cell cells[ROWS * COLS] = {0};
        struct sheet s = {
            .title = "", .n_cols = COLS, .headings = headings, .n_rows = ROWS, .cells = cells};
        struct buf out = {0};
        for (size_t i = 0; i < ROWS * COLS; i++)
            cells[i].text = random_text();
        csv_format(&s, &out);
        struct table t = parse(out.data, ',');
        assert_string_equal(table_cell(&t, 0, 0), "Họ và tên");
        for (size_t r = 0, at = 1; r < ROWS; r++) {
            bool is_there = at < t.n_rows && t.rows[at].number == (int)r + 2;
            for (size_t c = 0; c < COLS; c++)
                assert_string_equal(is_there ? table_cell(&t, at, c) : "",
                                    cells[r * COLS + c].text);
            at += is_there ? 1 : 0;
        }
        for (size_t i = 0; i < ROWS * COLS; i++)
            free(cells[i].text);
        table_release(&t);
        buf_release(&out);
    }
}

static void t_formulas_are_guarded_and_numbers_stay(void **state)
{
    const char *headings[] = {"a", "b", "c", "d"};
    struct sheet_cell cells[] = {
        {CELL_TEXT, "=1+1"}, {CELL_INT, "-12"},   {CELL_DECIMAL, "4.5"}, {CELL_INT, "-cmd()"},
        {CELL_TEXT, NULL},   {CELL_TEXT, " +84"}, {CELL_INT, ""},        {CELL_TEXT, "say \"a\""}};
    struct sheet s = {.n_cols = 4, .headings = headings, .n_rows = 2, .cells = cells};
    struct buf out = {0};
    (void)state;
    csv_format(&s, &out);
    assert_string_equal(out.data, "\xEF\xBB\xBF\"a\",\"b\",\"c\",\"d\"\r\n"
                                  "\"'=1+1\",\"-12\",\"4.5\",\"'-cmd()\"\r\n"
                                  "\"\",\"' +84\",\"\",\"say \"\"a\"\"\"\r\n");
    buf_release(&out);
}

static void t_rows_keep_their_numbers(void **state)
{
    (void)state;
    struct table t = parse("a,b\r\n\r\n\"one\ntwo\r\nthree\",x\n\n,,\r\ry,\"\"\n", ',');
    assert_int_equal(t.n_rows, 3);
    assert_int_equal(t.rows[0].number, 1);
    assert_int_equal(t.rows[1].number, 3);
    assert_string_equal(table_cell(&t, 1, 0), "one\ntwo\r\nthree");
    assert_int_equal(t.rows[2].number, 7);
    assert_int_equal(t.rows[2].n_cells, 1);
    assert_string_equal(table_cell(&t, 2, 9), "");
    assert_string_equal(table_cell(&t, 9, 0), "");
    table_release(&t);
}

static void t_stray_quotes_are_forgiven(void **state)
{
    (void)state;
    struct table t = parse("a \"b\" c,\"x\"y,\"z\n5\" x 6\",\"open\n,", ',');
    assert_string_equal(table_cell(&t, 0, 0), "a \"b\" c");
    assert_string_equal(table_cell(&t, 0, 1), "xy");
    assert_string_equal(table_cell(&t, 0, 2), "z\n5 x 6\"");
    assert_string_equal(table_cell(&t, 0, 3), "open\n,");
    table_release(&t);
}

static void t_cells_are_composed(void **state)
{
    (void)state;
    struct table t = parse("e\xCC\x82\xCC\x81", ',');
    assert_string_equal(table_cell(&t, 0, 0), "ế");
    table_release(&t);
}

static void t_delimiter_is_found(void **state)
{
    static const struct {
        const char *text;
        const char *cell; /* row 1, column 1 */
    } cases[] = {
        {"a,b,c\n1,\"x;y;z\",3\n", "x;y;z"},
        {"a;b;c\n1;4,5;3,5\n2;1,5;0,5\n", "4,5"},
        {"a\tb\n1,5;2\tx, y; z\n", "x, y; z"},
        {"DANH SÁCH;;\na;b;c\n", "b"},
        {"phòng,tiện ích\nA1,quạt; tủ; bàn\nA2,tủ; bàn\nA3,\nA4,quạt; bàn; tủ\n", "quạt; tủ; bàn"},
        {"một cột\nNguyễn Văn An\n", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct table t = read_good(cases[i].text, strlen(cases[i].text));
        assert_string_equal(table_cell(&t, 1, 1), cases[i].cell);
        table_release(&t);
    }
}

static void t_encodings_are_found(void **state)
{
    static const char utf16[] = "\xFF\xFEH\0\xCD\x1E\t\0\x9F\x01\r\0\n\0a\0\t\0\x11\x01\r\0\n";
    /* "Nguyễn Thị Hằng;Đỗ Hữu Lộc" in Windows-1258: marks behind their letters */
    static const char cp1258[] = "T\xEAn;Ch\xFA\nNguy\xEA\xDEn Th\x69\xF2 H\xE3\xCCng;"
                                 "\xD0\xF4\xDE H\xFD\xDEu L\xF4\xF2\x63\n";
    (void)state;
    struct table t = read_good(utf16, sizeof utf16);
    assert_string_equal(table_cell(&t, 0, 0), "Họ");
    assert_string_equal(table_cell(&t, 1, 1), "đ");
    table_release(&t);
    t = read_good(cp1258, sizeof cp1258 - 1);
    assert_string_equal(table_cell(&t, 1, 0), "Nguyễn Thị Hằng");
    assert_string_equal(table_cell(&t, 1, 1), "Đỗ Hữu Lộc");
    table_release(&t);
}

static void t_lists_beyond_the_limits_are_refused(void **state)
{
    struct buf rows = {0};
    struct buf columns = {0};
    struct table t;
    struct err e = {0};
    (void)state;
    for (int i = 0; i <= TABLE_MAX_ROWS; i++)
        buf_str(&rows, "x,y\n");
    assert_int_equal(read_bytes(rows.data, rows.len, &t, &e), ERR_INPUT);
    assert_non_null(strstr(e.en, "20000"));
    assert_int_equal(t.n_rows, 0);
    table_release(&t);
    t = read_good(rows.data, rows.len - 4);
    assert_int_equal(t.n_rows, TABLE_MAX_ROWS);
    table_release(&t);

    for (int i = 0; i < TABLE_MAX_COLUMNS; i++)
        buf_str(&columns, "x,");
    t = read_good(columns.data, columns.len);
    assert_int_equal(t.rows[0].n_cells, TABLE_MAX_COLUMNS);
    table_release(&t);
    buf_str(&columns, ",,,y");
    e = (struct err){0};
    assert_int_equal(read_bytes(columns.data, columns.len, &t, &e), ERR_INPUT);
    table_release(&t);
    buf_release(&rows);
    buf_release(&columns);
}

static void t_what_is_no_list_says_what_to_do(void **state)
{
    struct table t;
    struct err e = {0};
    (void)state;
    assert_int_equal(read_bytes("\xD0\xCF\x11\xE0\xA1\xB1", 6, &t, &e), ERR_INPUT);
    assert_non_null(strstr(e.en, ".xlsx"));
    e = (struct err){0};
    assert_int_equal(read_bytes("", 0, &t, &e), ERR_INPUT);
    e = (struct err){0};
    assert_int_equal(table_read("/nowhere/list.csv", &t, &e), ERR_IO);
}

static void t_no_bytes_break_the_reader(void **state)
{
    static const char good[] =
        "STT;\"Họ và tên\";Ngày sinh\r\n1;\"Nguyễn \"\"Văn\"\" An\";1/2/1990\r\n"
        "2;Đỗ Thị Bé;\"x\ny\"\r\n";
    (void)state;
    for (int round = 0; round < 1500; round++) {
        char bytes[sizeof good];
        struct table t;
        struct err e = {0};
        memcpy(bytes, good, sizeof good);
        for (uint32_t n = next_random(6); n > 0; n--)
            bytes[next_random(sizeof bytes)] = (char)next_random(256);
        int rc = read_bytes(bytes, next_random(sizeof good), &t, &e);
        assert_true(rc == ERR_OK || (rc == ERR_INPUT && e.vi[0] != '\0' && t.n_rows == 0));
        table_release(&t);
    }
}

static void t_a_copy_reads_back_as_the_same_table(void **state)
{
    static const char text[] = "\n\na,\"b \"\"c\"\"\",\n\"two\r\nlines\",=1+1,\n\n\n;,\"\",x\n";
    struct table t = {0}, back = {0};
    struct buf copy = {0};
    struct err e = {0};
    (void)state;
    assert_int_equal(csv_parse(text, strlen(text), ',', &t, &e), ERR_OK);
    csv_copy(&t, &copy);
    assert_int_equal(csv_parse(copy.data, copy.len, ',', &back, &e), ERR_OK);
    assert_int_equal(t.n_rows, 3);
    assert_int_equal(back.n_rows, t.n_rows);
    for (size_t r = 0; r < t.n_rows; r++) {
        assert_int_equal(back.rows[r].number, t.rows[r].number);
        assert_int_equal(back.rows[r].n_cells, t.rows[r].n_cells);
        for (size_t c = 0; c < t.rows[r].n_cells; c++)
            assert_string_equal(table_cell(&back, r, c), table_cell(&t, r, c));
    }
    table_release(&t);
    table_release(&back);
    buf_release(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_written_sheet_reads_back),
        cmocka_unit_test(t_formulas_are_guarded_and_numbers_stay),
        cmocka_unit_test(t_rows_keep_their_numbers),
        cmocka_unit_test(t_stray_quotes_are_forgiven),
        cmocka_unit_test(t_cells_are_composed),
        cmocka_unit_test(t_delimiter_is_found),
        cmocka_unit_test(t_encodings_are_found),
        cmocka_unit_test(t_lists_beyond_the_limits_are_refused),
        cmocka_unit_test(t_what_is_no_list_says_what_to_do),
        cmocka_unit_test(t_no_bytes_break_the_reader),
        cmocka_unit_test(t_a_copy_reads_back_as_the_same_table),
    };
    return cmocka_run_group_tests(tests, make_temp, remove_temp);
}
