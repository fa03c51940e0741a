/* Rendering of sheets, see the header. */
#include "report/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

bool report_format_of(const char *name, enum report_format *out)
{
    static const char *const names[] = {"text", "csv", "xlsx"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum report_format)i;
            return true;
        }
    return false;
}

static void add_blanks(struct buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(out, ' ');
}

/* Text in a field of `width`; the last field of a line gets no blanks after it. */
static void add_field(struct buf *out, const char *text, size_t width, bool to_right, bool is_last)
{
    size_t own = text_width(text);
    size_t pad = width > own ? width - own : 0;
    if (to_right)
        add_blanks(out, pad);
    buf_str(out, text);
    if (!to_right && !is_last)
        add_blanks(out, pad);
    buf_str(out, is_last ? "\n" : "  ");
}

/* A column stands to the right where all its cells are numbers or empty. */
static bool is_number_column(const struct sheet *s, size_t c)
{
    for (size_t r = 0; r < s->n_rows; r++)
        if (s->cells[r * s->n_cols + c].kind == CELL_TEXT &&
            s->cells[r * s->n_cols + c].text[0] != '\0')
            return false;
    return s->n_rows > 0;
}

void report_text(const struct sheet *s, struct buf *out)
{
    size_t *widths = mem_array(s->n_cols, sizeof *widths);
    bool *to_right = mem_array(s->n_cols, sizeof *to_right);
    for (size_t c = 0; c < s->n_cols; c++) {
        widths[c] = text_width(s->headings[c]);
        to_right[c] = is_number_column(s, c);
        for (size_t r = 0; r < s->n_rows; r++) {
            size_t w = text_width(s->cells[r * s->n_cols + c].text);
            widths[c] = w > widths[c] ? w : widths[c];
        }
    }
    if (s->title != NULL && s->title[0] != '\0')
        buf_fmt(out, "%s\n", s->title);
    for (size_t c = 0; c < s->n_cols; c++)
        add_field(out, s->headings[c], widths[c], to_right[c], c + 1 == s->n_cols);
    for (size_t c = 0; c < s->n_cols; c++) {
        for (size_t i = 0; i < widths[c]; i++)
            buf_char(out, '-');
        buf_str(out, c + 1 == s->n_cols ? "\n" : "  ");
    }
    for (size_t r = 0; r < s->n_rows; r++)
        for (size_t c = 0; c < s->n_cols; c++)
            add_field(out, s->cells[r * s->n_cols + c].text, widths[c], to_right[c],
                      c + 1 == s->n_cols);
    free(widths);
    free(to_right);
}

void report_csv(const struct sheet *sheets, size_t n_sheets, struct buf *out)
{
    static const char bom[] = "\xEF\xBB\xBF";
    for (size_t i = 0; i < n_sheets; i++) {
        struct buf one = {0};
        csv_format(&sheets[i], &one);
        size_t skip = 0;
        if (i > 0) {
            buf_str(out, "\r\n");
            buf_csv(out, sheets[i].title);
            buf_str(out, "\r\n");
            if (one.len >= 3 && memcmp(one.data, bom, 3) == 0)
                skip = 3;
        }
        if (one.len > skip)
            buf_add(out, one.data + skip, one.len - skip);
        buf_release(&one);
    }
}

int report_write(const struct sheet *sheets, size_t n_sheets, enum report_format format,
                 const char *path, struct err *e)
{
    struct buf out = {0};
    int rc = ERR_OK;
    if (format == REPORT_XLSX) {
        if (path == NULL)
            return err_set(e, ERR_INPUT, "XLSX cần tên tệp: thêm -o TỆP",
                           "XLSX needs a file: add -o FILE");
        return xlsx_write(path, sheets, n_sheets, e);
    }
    if (format == REPORT_CSV)
        report_csv(sheets, n_sheets, &out);
    for (size_t i = 0; format == REPORT_TEXT && i < n_sheets; i++) {
        buf_str(&out, i == 0 ? "" : "\n");
        report_text(&sheets[i], &out);
    }
    const char *data = out.data == NULL ? "" : out.data;
    if (path != NULL)
        rc = file_write(path, data, out.len, 0600, e);
    else if (fwrite(data, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
        rc = err_set(e, ERR_IO, "không ghi được ra đầu ra chuẩn", "cannot write standard output");
    buf_release(&out);
    return rc;
}
