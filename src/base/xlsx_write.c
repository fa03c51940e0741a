/* Workbooks for offices, by libxlsxwriter.
 *
 * The same sheets give the same bytes: the library dates the entries of the archive 1980-01-01, and
 * the date of creation, otherwise the clock's, is fixed here. The library writes by path, so it
 * fills a file of ours beside the target (file_replace), which then takes the target's name.
 */
#include "base/table.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <xlsxwriter.h>

enum {
    MAX_ROWS = 1048576, /* Excel's own */
    MAX_COLUMNS = 16384,
    MAX_TEXT = 32767, /* characters in a cell */
    MAX_TITLE = 31,
    MAX_PRECISE = 15, /* digits that a number keeps; longer ones are codes and stay text */
    MIN_WIDTH = 6,
    MAX_WIDTH = 60,       /* a remark must not push all else off the screen */
    CREATED = 1751302800, /* 2025-07-01 00:00 +07:00, the founding of the province */
};

/* ---- titles: 1..31 characters, none of []:*?/\, no apostrophe at the ends, no two alike */

static char *clean_title(const char *title, size_t max)
{
    struct buf out = {0};
    size_t n = 0;
    for (const char *s = title == NULL ? "" : title; *s != '\0'; s++) {
        if (((unsigned char)*s & 0xC0) != 0x80 && ++n > max)
            break;
        bool is_bad = strchr("[]:*?/\\", *s) != NULL || (unsigned char)*s < ' ' ||
                      (*s == '\'' && (n == 1 || n == max || s[1] == '\0'));
        buf_char(&out, is_bad ? '-' : *s);
    }
    return buf_take(&out);
}

static bool is_taken(char *const *titles, size_t n, const char *title)
{
    char *key = text_fold(title);
    bool found = strcmp(key, "history") == 0; /* Excel's own */
    for (size_t i = 0; i < n && !found; i++) {
        char *other = text_fold(titles[i]);
        found = strcmp(key, other) == 0;
        free(other);
    }
    free(key);
    return found;
}

/* A title that the first `n` do not have. */
static char *free_title(char *const *titles, size_t n, const char *wanted)
{
    char *title = clean_title(wanted, MAX_TITLE);
    for (size_t i = 2; title[0] == '\0' || is_taken(titles, n, title); i++) {
        struct buf out = {0};
        char number[24];
        free(title);
        (void)snprintf(number, sizeof number, " (%zu)", i);
        title = clean_title(wanted == NULL || wanted[0] == '\0' ? "Sheet" : wanted,
                            MAX_TITLE - strlen(number));
        buf_str(&out, title);
        buf_str(&out, number);
        free(title);
        title = buf_take(&out);
    }
    return title;
}

/* ---- cells */

static int check(const struct sheet *s, struct err *e)
{
    if (s->n_cols == 0 || s->n_cols > MAX_COLUMNS || s->n_rows >= MAX_ROWS)
        return err_set(e, ERR_INPUT, "trang tính không thể có %zu dòng, %zu cột",
                       "a sheet cannot have %zu rows, %zu columns", s->n_rows, s->n_cols);
    for (size_t i = 0; i < s->n_rows * s->n_cols; i++) {
        const char *text = s->cells[i].text;
        if (text != NULL && strlen(text) > MAX_TEXT && text_width(text) > MAX_TEXT)
            return err_set(e, ERR_INPUT, "ô ở dòng %zu dài hơn %d ký tự",
                           "a cell of row %zu is longer than %d characters", i / s->n_cols + 2,
                           (int)MAX_TEXT);
    }
    return ERR_OK;
}

static bool parse_number(const struct sheet_cell *cell, double *x)
{
    char *end;
    if (cell->kind == CELL_TEXT || strspn(cell->text, "-.0123456789") != strlen(cell->text) ||
        strlen(cell->text) > MAX_PRECISE)
        return false;
    *x = strtod(cell->text, &end);
    return end != cell->text && *end == '\0' && isfinite(*x);
}

/* Whether a spreadsheet would take what stands at `s` for an escape: _xHHHH_. */
static bool is_escape(const char *s)
{
    return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") == 4 &&
           s[6] == '_';
}

/* A text as text; the library escapes control characters, but not what only looks like it. */
static lxw_error put_text(lxw_worksheet *w, size_t row, size_t col, const char *text)
{
    struct buf escaped = {0};
    for (const char *s = text; *s != '\0'; s++) {
        if (is_escape(s))
            buf_str(&escaped, "_x005F");
        buf_char(&escaped, *s);
    }
    lxw_error rc = worksheet_write_string(w, (lxw_row_t)row, (lxw_col_t)col, escaped.data, NULL);
    buf_release(&escaped);
    return rc;
}

static lxw_error put_cell(lxw_worksheet *w, size_t row, size_t col, const struct sheet_cell *cell)
{
    double x;
    if (cell->text == NULL || cell->text[0] == '\0')
        return LXW_NO_ERROR;
    if (parse_number(cell, &x))
        return worksheet_write_number(w, (lxw_row_t)row, (lxw_col_t)col, x, NULL);
    return put_text(w, row, col, cell->text);
}

static double width_of(const struct sheet *s, size_t col)
{
    if (s->widths != NULL && s->widths[col] > 0)
        return s->widths[col];
    size_t width = text_width(s->headings[col]) + 2; /* the filter's arrow */
    for (size_t r = 0; r < s->n_rows; r++) {
        const char *text = s->cells[r * s->n_cols + col].text;
        size_t w = text == NULL ? 0 : text_width(text);
        width = w > width ? w : width;
    }
    width = width < MIN_WIDTH ? MIN_WIDTH : width > MAX_WIDTH ? MAX_WIDTH : width;
    return (double)width + 1;
}

static lxw_error put_sheet(lxw_worksheet *w, lxw_format *bold, const struct sheet *s)
{
    lxw_error rc = LXW_NO_ERROR;
    for (size_t c = 0; c < s->n_cols && rc == LXW_NO_ERROR; c++) {
        rc = worksheet_set_column(w, (lxw_col_t)c, (lxw_col_t)c, width_of(s, c), NULL);
        if (rc == LXW_NO_ERROR)
            rc = worksheet_write_string(w, 0, (lxw_col_t)c, s->headings[c], bold);
    }
    for (size_t i = 0; i < s->n_rows * s->n_cols && rc == LXW_NO_ERROR; i++)
        rc = put_cell(w, i / s->n_cols + 1, i % s->n_cols, &s->cells[i]);
    worksheet_freeze_panes(w, 1, 0);
    /* on paper: A4 across, as wide as the page, the heading on every page */
    worksheet_set_paper(w, 9);
    worksheet_set_landscape(w);
    worksheet_fit_to_pages(w, 1, 0);
    if (rc == LXW_NO_ERROR)
        rc = worksheet_repeat_rows(w, 0, 0);
    if (rc == LXW_NO_ERROR)
        rc = worksheet_autofilter(w, 0, 0, (lxw_row_t)s->n_rows, (lxw_col_t)(s->n_cols - 1));
    return rc;
}

static lxw_error put_book(const char *path, const struct sheet *sheets, size_t n_sheets)
{
    lxw_workbook *book = workbook_new(path);
    if (book == NULL)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    lxw_doc_properties properties = {.created = CREATED};
    char **titles = mem_array(n_sheets, sizeof *titles);
    lxw_format *bold = workbook_add_format(book);
    lxw_error rc = workbook_set_properties(book, &properties);
    format_set_bold(bold);
    format_set_text_wrap(bold);
    for (size_t i = 0; i < n_sheets && rc == LXW_NO_ERROR; i++) {
        titles[i] = free_title(titles, i, sheets[i].title);
        lxw_worksheet *w = workbook_add_worksheet(book, titles[i]);
        rc = w == NULL ? LXW_ERROR_PARAMETER_VALIDATION : put_sheet(w, bold, &sheets[i]);
    }
    lxw_error closed = workbook_close(book); /* writes, and frees in any case */
    for (size_t i = 0; i < n_sheets; i++)
        free(titles[i]);
    free(titles);
    return rc != LXW_NO_ERROR ? rc : closed;
}

struct book {
    const char *path;
    const struct sheet *sheets; /* [n_sheets] */
    size_t n_sheets;
};

/* The library writes by name, to the file that `fd` is open on. */
static int fill_with_book(void *ctx, int fd, const char *name, struct err *e)
{
    const struct book *b = ctx;
    (void)fd;
    lxw_error rc = put_book(name, b->sheets, b->n_sheets);
    return rc == LXW_NO_ERROR ? ERR_OK
                              : err_set(e, ERR_IO, "không ghi được %s: %s", "cannot write %s: %s",
                                        b->path, lxw_strerror(rc));
}

int xlsx_write(const char *path, const struct sheet *sheets, size_t n_sheets, struct err *e)
{
    for (size_t i = 0; i < n_sheets; i++)
        if (check(&sheets[i], e) != ERR_OK)
            return ERR_INPUT;
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) /* root could rename over /dev/null */
        return err_set(e, ERR_IO, "%s không phải là tệp thường", "%s is no regular file", path);
    struct book book = {.path = path, .sheets = sheets, .n_sheets = n_sheets};
    return file_replace(path, 0600, fill_with_book, &book, e);
}
