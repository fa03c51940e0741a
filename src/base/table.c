/* Tables: what holds for every kind of list.
 *
 * Limits are kept here and in no reader, so that CSV and XLSX refuse alike. A file beyond a limit
 * is refused as a whole: half a list imported without a word would be worse than none.
 */
#include "base/table.h"

#include "table_build.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void table_release(struct table *t)
{
    for (size_t r = 0; r < t->n_rows; r++) {
        for (size_t c = 0; c < t->rows[r].n_cells; c++)
            free(t->rows[r].cells[c]);
        free(t->rows[r].cells);
    }
    free(t->rows);
    *t = (struct table){0};
}

const char *table_cell(const struct table *t, size_t row, size_t col)
{
    return row < t->n_rows && col < t->rows[row].n_cells ? t->rows[row].cells[col] : "";
}

/* Bytes of the blank at `s`, or 0: ASCII white space, the no-break blank. */
static size_t blank_at(const char *s)
{
    if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
        return 1;
    return s[0] == '\xC2' && s[1] == '\xA0' ? 2 : 0;
}

static void trim(char *text)
{
    size_t start = 0;
    size_t len = strlen(text);
    while (blank_at(text + start) > 0)
        start += blank_at(text + start);
    while (len > start) {
        if (blank_at(text + len - 1) == 1)
            len -= 1;
        else if (len - start >= 2 && blank_at(text + len - 2) == 2)
            len -= 2;
        else
            break;
    }
    memmove(text, text + start, len - start);
    text[len - start] = '\0';
}

static int check_limits(const struct table_builder *b, int number, size_t n_cells, struct err *e)
{
    if (n_cells > TABLE_MAX_COLUMNS)
        return err_set(
            e, ERR_INPUT, "dòng %d có %zu cột, tối đa là %d: hãy xóa các cột thừa ở bên phải",
            "row %d has %zu columns, at most %d may be: delete what stands too far right", number,
            n_cells, TABLE_MAX_COLUMNS);
    if (n_cells > 0 && b->table->n_rows == TABLE_MAX_ROWS)
        return err_set(e, ERR_INPUT, "danh sách có hơn %d dòng: hãy chia thành nhiều tệp",
                       "the list has more than %d rows: split it into several files",
                       TABLE_MAX_ROWS);
    if (b->n_text > TABLE_MAX_TEXT)
        return err_set(e, ERR_INPUT, "danh sách có hơn %u MB chữ: hãy chia thành nhiều tệp",
                       "the list has more than %u MB of text: split it into several files",
                       TABLE_MAX_TEXT >> 20);
    return ERR_OK;
}

int table_build_row(struct table_builder *b, int number, char **cells, size_t n_cells,
                    struct err *e)
{
    size_t n = 0;
    for (size_t c = 0; c < n_cells; c++) {
        if (cells[c] != NULL && b->trims)
            trim(cells[c]);
        if (cells[c] == NULL || cells[c][0] == '\0')
            continue;
        b->n_text += strlen(cells[c]);
        n = c + 1;
    }
    int rc = check_limits(b, number, n, e);
    size_t n_kept = rc == ERR_OK ? n : 0;
    for (size_t c = n_kept; c < n_cells; c++)
        free(cells[c]);
    if (n_kept == 0)
        return rc;
    struct table *t = b->table;
    if (t->n_rows == b->cap) {
        b->cap = 2 * b->cap + 64;
        t->rows = mem_grow(t->rows, b->cap, sizeof *t->rows);
    }
    struct table_row *row = &t->rows[t->n_rows++];
    *row = (struct table_row){number, n, mem_array(n, sizeof *row->cells)};
    for (size_t c = 0; c < n; c++)
        row->cells[c] = cells[c] != NULL ? cells[c] : mem_dup("");
    return ERR_OK;
}

/* Files that people take for lists. */
static const struct {
    const char *magic;
    const char *vi, *en;
} FOREIGN[] = {
    {"\xD0\xCF\x11\xE0", "là tệp Excel cũ (.xls) hoặc có mật khẩu: hãy mở và lưu lại thành .xlsx",
     "is an old Excel file (.xls) or has a password: open it and save it as .xlsx"},
    {"%PDF", "là tệp PDF: hãy xin bản gốc dạng .xlsx hoặc .csv",
     "is a PDF: ask for the original as .xlsx or .csv"},
    {"{\\rtf", "là văn bản RTF: hãy lưu bảng thành .xlsx hoặc .csv",
     "is an RTF text: save the table as .xlsx or .csv"},
};

static int read_text(const char *bytes, size_t n, struct table_builder *b, struct err *e)
{
    for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++)
        if (n >= strlen(FOREIGN[i].magic) &&
            memcmp(bytes, FOREIGN[i].magic, strlen(FOREIGN[i].magic)) == 0)
            return err_set(e, ERR_INPUT, "%s%.0s", "%.0s%s", FOREIGN[i].vi, FOREIGN[i].en);
    char *text = text_to_utf8(bytes, n, NULL);
    if (text == NULL)
        return err_set(e, ERR_INPUT, "không nhận ra bảng mã: hãy lưu lại bằng UTF-8 hoặc .xlsx",
                       "the encoding is unknown: save it as UTF-8 or .xlsx");
    size_t len = strlen(text);
    int rc = csv_read(text, len, csv_delimiter(text, len), b, e);
    free(text);
    return rc;
}

int table_parse(const char *bytes, size_t n, struct table *out, struct err *e)
{
    struct table_builder b = {.table = out, .trims = true};
    int rc;
    *out = (struct table){0};
    if (n == 0)
        rc = err_set(e, ERR_INPUT, "tệp rỗng", "the file is empty");
    else if (n > TABLE_MAX_BYTES)
        rc = err_set(e, ERR_INPUT, "tệp lớn hơn %u MB", "the file is larger than %u MB",
                     TABLE_MAX_BYTES >> 20);
    else if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        rc = xlsx_read(bytes, n, &b, e);
    else
        rc = read_text(bytes, n, &b, e);
    if (rc != ERR_OK)
        table_release(out);
    return rc;
}

int table_read(const char *path, struct table *out, struct err *e)
{
    struct buf bytes = {0};
    struct err inner = {0};
    *out = (struct table){0};
    int rc = file_read(path, TABLE_MAX_BYTES, &bytes, e);
    if (rc != ERR_OK)
        return rc;
    rc = table_parse(bytes.data == NULL ? "" : bytes.data, bytes.len, out, &inner);
    if (rc != ERR_OK)
        (void)err_set(e, rc, "%s: %s%.0s", "%s: %.0s%s", path, inner.vi, inner.en);
    buf_release(&bytes);
    return rc;
}
