/* Laws of XLSX: what is written comes back, twice the same; what other programs write is
 * understood; damaged and hostile files cost an error, never more.
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <minizip/zip.h>

static char path[64];

static int make_temp(void **state)
{
    (void)state;
    (void)snprintf(path, sizeof path, "/tmp/quarters-xlsx-%ld", (long)getpid());
    return 0;
}

static int remove_temp(void **state)
{
    (void)state;
    (void)unlink(path);
    return 0;
}

/* ---- workbooks by hand */

struct part {
    const char *name;
    const char *text;
};

static void write_parts(const struct part *parts, size_t n, const char *password)
{
    (void)unlink(path);
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    for (size_t i = 0; i < n; i++) {
        const char *text = parts[i].text;
        unsigned len = (unsigned)strlen(text);
        assert_int_equal(zipOpenNewFileInZip3(zip, parts[i].name, NULL, NULL, 0, NULL, 0, NULL,
                                              Z_DEFLATED, 6, 0, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY,
                                              password, crc32(0, (const Bytef *)text, len)),
                         ZIP_OK);
        assert_int_equal(zipWriteInFileInZip(zip, text, len), ZIP_OK);
        assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    }
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
}

#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
static const char RELATIONS[] =
    "<Relationships><Relationship Id='a' Type='" TYPES "/worksheet' Target='worksheets/one.xml'/>"
    "<Relationship Id='b' Type='" TYPES "/worksheet' Target='/xl/worksheets/two.xml'/>"
    "<Relationship Id='k' Type='" TYPES "/chartsheet' Target='worksheets/one.xml'/>"
    "<Relationship Id='c' Type='" TYPES "/sharedStrings' Target='sharedStrings.xml'/>"
    "<Relationship Id='d' Type='" TYPES "/styles' Target='styles.xml'/></Relationships>";
static const char BOOK[] =
    "<x:workbook xmlns:x='m' xmlns:r='q'><x:workbookPr/><x:sheets>"
    "<x:sheet name='Hidden' sheetId='1' state='hidden' r:id='a'/>"
    "<x:sheet name='Chart' sheetId='3' r:id='k'/>"
    "<x:sheet name='Danh sách' sheetId='2' r:id='b'/></x:sheets></x:workbook>";
static const char STRINGS[] =
    "<sst><si><t>Họ và tên</t></si>"
    "<si><r><rPr><b/></rPr><t xml:space='preserve'>Nguyễn </t></r><r><t>An</t></r>"
    "<rPh sb='0' eb='1'><t>reading</t></rPh></si>"
    "<si><t>a_x000D_\nb _x005F_x0041_ _x00e9_</t></si><si/></sst>";
static const char STYLES[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[$-42A]dd/mm/yyyy;@'/>"
    "<numFmt numFmtId='165' formatCode='#,##0\\ \"đồng mỗi ngày d\"_);[Red]0'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"
    "</cellXfs></styleSheet>";

/* A workbook whose first visible sheet is `sheet`. */
static void write_book(const char *sheet)
{
    const struct part parts[] = {
        {"xl/_rels/workbook.xml.rels", RELATIONS},
        {"xl/workbook.xml", BOOK},
        {"xl/sharedStrings.xml", STRINGS},
        {"xl/styles.xml", STYLES},
        {"xl/worksheets/one.xml", "<worksheet><sheetData/></worksheet>"},
        {"xl/worksheets/two.xml", sheet},
    };
    write_parts(parts, sizeof parts / sizeof *parts, NULL);
}

static struct table read_good(void)
{
    struct table t;
    struct err e = {0};
    if (table_read(path, &t, &e) != ERR_OK)
        fail_msg("%s", e.en);
    return t;
}

static struct table read_sheet(const char *rows)
{
    struct buf sheet = {0};
    buf_fmt(&sheet, "<?xml version='1.0'?><worksheet><sheetData>%s</worksheet>", rows);
    write_book(sheet.data);
    buf_release(&sheet);
    return read_good();
}

static void assert_refused(const char *word)
{
    struct table t;
    struct err e = {0};
    int rc = table_read(path, &t, &e);
    if (rc != ERR_INPUT || strstr(e.en, word) == NULL)
        fail_msg("%d, not for \"%s\": %s", rc, word, e.en);
    assert_int_equal(t.n_rows, 0);
}

static void t_texts_of_all_kinds_are_read(void **state)
{
    (void)state;
    struct table t = read_sheet("<row r='2'><c r='B2' t='s'><v>0</v></c><c t='s'><v>1</v></c>"
                                "<c r='D2' t='s'><v>2</v></c><c t='s'><v>3</v></c></row>"
                                "<row><c t='inlineStr'><is><r><t> Đỗ </t></r><r><t>Bé</t></r>"
                                "</is></c><c t='str'><f>A1&amp;\"x\"</f><v>e&#x302;</v></c>"
                                "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>"
                                "<c t='d'><v>1990-05-25T00:00:00</v></c></row>"
                                "<row r='9'><c r='A9' s='1'/></row></sheetData>");
    assert_int_equal(t.n_rows, 2);
    assert_int_equal(t.rows[0].number, 2);
    assert_int_equal(t.rows[0].n_cells, 4);
    assert_string_equal(table_cell(&t, 0, 0), "");
    assert_string_equal(table_cell(&t, 0, 1), "Họ và tên");
    assert_string_equal(table_cell(&t, 0, 2), "Nguyễn An");
    assert_string_equal(table_cell(&t, 0, 3), "a\r\nb _x0041_ é");
    assert_int_equal(t.rows[1].number, 3);
    assert_string_equal(table_cell(&t, 1, 0), "Đỗ Bé");
    assert_string_equal(table_cell(&t, 1, 1), "ê");
    assert_string_equal(table_cell(&t, 1, 2), "TRUE");
    assert_string_equal(table_cell(&t, 1, 3), "#N/A");
    assert_string_equal(table_cell(&t, 1, 4), "25/05/1990");
    table_release(&t);
}

static void t_numbers_come_as_typed(void **state)
{
    static const struct {
        const char *style;
        const char *stored;
        const char *text;
    } cases[] = {
        {"0", "45.299999999999997", "45.3"},
        {"0", "34191000123", "34191000123"},
        {"0", "3.4191000123E+10", "34191000123"},
        {"0", "3.3E+10", "33000000000"},
        {"0", "001085012345", "1085012345"},
        {"0", "-0.05", "-0.05"},
        {"0", "1.5E-3", "0.0015"},
        {"0", "0.30000000000000004", "0.30000000000000004"},
        {"0", "100", "100"},
        {"0", "-0", "0"},
        {"0", "1E+400", "1E+400"},
        {"0", "0x10", "0x10"},
        {"1", "33018", "25/05/1990"},
        {"2", "33018.75", "25/05/1990"},
        {"2", "1", "01/01/1900"},
        {"2", "59", "28/02/1900"},
        {"2", "61", "01/03/1900"},
        {"2", "2958465", "31/12/9999"},
        {"2", "2958466", "2958466"},
        {"2", "0.5", "0.5"},
        {"2", "-3", "-3"},
        {"3", "33018", "33018"},
        {"99", "33018", "33018"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char row[128];
        (void)snprintf(row, sizeof row, "<row><c s='%s'><v>%s</v></c></row></sheetData>",
                       cases[i].style, cases[i].stored);
        struct table t = read_sheet(row);
        assert_string_equal(table_cell(&t, 0, 0), cases[i].text);
        table_release(&t);
    }
}

static void t_a_merged_cell_counts_once(void **state)
{
    (void)state;
    struct table t =
        read_sheet("<row r='1'><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"
                   "<row r='2'><c><v>4</v></c><c><v>5</v></c></row>"
                   "<row r='3'><c><v>6</v></c></row></sheetData>"
                   "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='A9:XFD9'/></mergeCells>");
    assert_int_equal(t.n_rows, 2);
    assert_string_equal(table_cell(&t, 0, 0), "1");
    assert_string_equal(table_cell(&t, 0, 1), "");
    assert_string_equal(table_cell(&t, 0, 2), "3");
    assert_int_equal(t.rows[1].number, 3);
    table_release(&t);
}

/* ---- what we write */

static void write_sample(void)
{
    const char *headings[] = {"Họ và tên", "Số chỗ", "Điểm"};
    const char *other[] = {"x"};
    const int widths[] = {30, 8, 8};
    struct sheet_cell cells[] = {
        {CELL_TEXT, "=HYPERLINK(\"x\")"}, {CELL_INT, "-12"}, {CELL_DECIMAL, "45.3"},
        {CELL_TEXT, "034191000123"},      {CELL_INT, NULL},  {CELL_DECIMAL, "không"},
        {CELL_TEXT, "Đỗ <Bé> & \"x\""},   {CELL_INT, "1/2"}, {CELL_DECIMAL, ""},
        {CELL_TEXT, "a_x0041_b\x01"},     {CELL_INT, "1e5"}, {CELL_DECIMAL, "0.1"},
    };
    const struct sheet sheets[] = {
        {"Phân bổ: đợt 1/2025 [Sở Xây dựng, Sở Nội vụ]", 3, headings, widths, 4, cells},
        {"phân bổ- đợt 1-2025 -sở xây dựng, sở nội vụ-", 1, other, NULL, 0, NULL},
        {"", 1, other, NULL, 1, cells},
        {"History", 1, other, NULL, 1, cells},
    };
    struct err e = {0};
    if (xlsx_write(path, sheets, 4, &e) != ERR_OK)
        fail_msg("%s", e.en);
}

static void t_a_written_workbook_reads_back(void **state)
{
    static const char *const expect[5][3] = {{"Họ và tên", "Số chỗ", "Điểm"},
                                             {"=HYPERLINK(\"x\")", "-12", "45.3"},
                                             {"034191000123", "", "không"},
                                             {"Đỗ <Bé> & \"x\"", "1/2", ""},
                                             {"a_x0041_b\x01", "1e5", "0.1"}};
    (void)state;
    write_sample();
    struct table t = read_good();
    assert_int_equal(t.n_rows, 5);
    for (size_t r = 0; r < 5; r++)
        for (size_t c = 0; c < 3; c++)
            assert_string_equal(table_cell(&t, r, c), expect[r][c]);
    table_release(&t);
}

static void t_the_same_sheets_give_the_same_bytes(void **state)
{
    struct buf first = {0};
    struct buf second = {0};
    struct err e = {0};
    (void)state;
    write_sample();
    assert_int_equal(file_read(path, 1 << 20, &first, &e), ERR_OK);
    (void)usleep(2100000); /* ZIP counts two seconds */
    write_sample();
    assert_int_equal(file_read(path, 1 << 20, &second, &e), ERR_OK);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    buf_release(&first);
    buf_release(&second);
}

static void t_a_failed_write_leaves_nothing(void **state)
{
    const char *headings[] = {"x"};
    const struct sheet s = {"a", 1, headings, NULL, 0, NULL};
    struct err e = {0};
    (void)state;
    assert_int_equal(xlsx_write("/nowhere/list.xlsx", &s, 1, &e), ERR_IO);
    assert_non_null(strstr(e.vi, "/nowhere/list.xlsx"));
}

/* ---- damage and malice */

static void read_any(const char *bytes, size_t len)
{
    struct table t;
    struct err e = {0};
    FILE *f = fopen(path, "wb"); /* not file_write: a thousand fsyncs take seconds */
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
    int rc = table_read(path, &t, &e);
    assert_true(rc == ERR_OK || (rc == ERR_INPUT && e.en[0] != '\0' && t.n_rows == 0));
    if (strstr(e.en, "nonsense") != NULL || strstr(e.en, "cannot be read") != NULL)
        fail_msg("the child broke down: %s", e.en);
    table_release(&t);
}

static void t_truncated_files_cost_an_error(void **state)
{
    struct buf good = {0};
    struct err e = {0};
    (void)state;
    write_sample();
    assert_int_equal(file_read(path, 1 << 20, &good, &e), ERR_OK);
    for (size_t len = 1; len < good.len; len += 37)
        read_any(good.data, len);
    buf_release(&good);
}

static void t_flipped_bytes_cost_an_error(void **state)
{
    struct buf good = {0};
    struct err e = {0};
    uint32_t seed = 7;
    (void)state;
    write_sample();
    assert_int_equal(file_read(path, 1 << 20, &good, &e), ERR_OK);
    char *bytes = malloc(good.len);
    assert_non_null(bytes);
    for (int round = 0; round < 300; round++) {
        memcpy(bytes, good.data, good.len);
        for (int i = 0; i < 1 + round % 8; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[(seed >> 8) % good.len] ^= (char)(1 << (seed >> 29));
        }
        read_any(bytes, good.len);
    }
    free(bytes);
    buf_release(&good);
}

static void t_bombs_are_refused(void **state)
{
    struct buf bomb = {0};
    (void)state;
    buf_str(&bomb, "<worksheet><sheetData>");
    for (int i = 0; i < 1 << 20; i++)
        buf_str(&bomb, "                ");
    buf_str(&bomb, "</sheetData></worksheet>");
    write_book(bomb.data);
    assert_refused("holds too much"); /* 1:1000 */
    buf_release(&bomb);

    struct part many[65];
    for (size_t i = 0; i < 65; i++)
        many[i] = (struct part){"x", ""};
    write_parts(many, 65, NULL);
    assert_refused("holds too much");
}

/* A short text that a million cells share. */
static void t_repeated_strings_are_counted(void **state)
{
    struct buf text = {0};
    struct buf sheet = {0};
    (void)state;
    for (int i = 0; i < 3000; i++)
        buf_fmt(&text, "%d ", i * 7919 % 10007);
    buf_str(&sheet, "<worksheet><sheetData><row>");
    buf_fmt(&sheet, "<c t='inlineStr'><is><t>%s</t></is></c></row>", text.data);
    for (int i = 0; i < 2500; i++)
        buf_fmt(&sheet, "<row><c t='str'><v>%d%s</v></c></row>", i, text.data);
    buf_str(&sheet, "</sheetData></worksheet>");
    write_book(sheet.data);
    assert_refused("MB");
    buf_release(&text);
    buf_release(&sheet);
}

static void t_what_excel_never_writes_is_refused(void **state)
{
    static const struct {
        const char *sheet;
        const char *word;
    } cases[] = {
        {"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>", "DOCTYPE"},
        {"<worksheet><sheetData><row r='5'/><row r='5'/></sheetData></worksheet>", "broken"},
        {"<worksheet><sheetData><row r='-1'/></sheetData></worksheet>", "broken"},
        {"<worksheet><row><c r='A2'><v>1</v></c></row></worksheet>", "broken"},
        {"<worksheet><row><c r='ZZZZ1'><v>1</v></c></row></worksheet>", "broken"},
        {"<worksheet><row><c t='s'><v>4</v></c></row></worksheet>", "broken"},
        {"<worksheet><row><c t='s'><v>-1</v></c></row></worksheet>", "broken"},
        {"<worksheet><row><row/></row></worksheet>", "broken"},
        {"<worksheet><c><v>1</v></c></worksheet>", "broken"},
        {"<worksheet><mergeCell ref='A1'/></worksheet>", "broken"},
        {"<worksheet>", "broken"},
        {"<worksheet><row><c r='BM1'><v>1</v></c></row></worksheet>", "column 65"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_book(cases[i].sheet);
        assert_refused(cases[i].word);
    }
}

static void t_what_is_no_workbook_says_so(void **state)
{
    const struct part odt = {"content.xml", "<a/>"};
    const struct part hidden[] = {
        {"xl/_rels/workbook.xml.rels", RELATIONS},
        {"xl/workbook.xml", "<workbook><sheet id='a' state='veryHidden'/></workbook>"},
    };
    (void)state;
    write_parts(&odt, 1, NULL);
    assert_refused("no .xlsx workbook");
    write_parts(hidden, 2, NULL);
    assert_refused("no visible sheet");
    write_parts(hidden, 2, "secret");
    assert_refused("password");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_texts_of_all_kinds_are_read),
        cmocka_unit_test(t_numbers_come_as_typed),
        cmocka_unit_test(t_a_merged_cell_counts_once),
        cmocka_unit_test(t_a_written_workbook_reads_back),
        cmocka_unit_test(t_the_same_sheets_give_the_same_bytes),
        cmocka_unit_test(t_a_failed_write_leaves_nothing),
        cmocka_unit_test(t_truncated_files_cost_an_error),
        cmocka_unit_test(t_flipped_bytes_cost_an_error),
        cmocka_unit_test(t_bombs_are_refused),
        cmocka_unit_test(t_repeated_strings_are_counted),
        cmocka_unit_test(t_what_excel_never_writes_is_refused),
        cmocka_unit_test(t_what_is_no_workbook_says_so),
    };
    return cmocka_run_group_tests(tests, make_temp, remove_temp);
}
