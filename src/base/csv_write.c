/* CSV for spreadsheets: everything that keeps Excel from guessing wrong about the encoding, and
 * from running a cell as a formula.
 */
#include "base/table.h"

#include <stdbool.h>
#include <string.h>

/* -12, 3.5: nothing a spreadsheet could run. */
static bool is_plain_number(const char *text)
{
    const char *digits = text + (text[0] == '-' ? 1 : 0);
    size_t whole = strspn(digits, "0123456789");
    const char *rest = digits + whole;
    if (whole > 0 && *rest == '.')
        rest += 1 + strspn(rest + 1, "0123456789");
    return whole > 0 && *rest == '\0';
}

static void add_cell(const struct sheet_cell *cell, struct buf *out)
{
    const char *text = cell->text == NULL ? "" : cell->text;
    if (cell->kind != CELL_TEXT && is_plain_number(text))
        buf_fmt(out, "\"%s\"", text);
    else
        buf_csv(out, text);
}

void csv_format(const struct sheet *s, struct buf *out)
{
    buf_str(out, "\xEF\xBB\xBF");
    for (size_t c = 0; c < s->n_cols; c++) {
        if (c > 0)
            buf_char(out, ',');
        buf_csv(out, s->headings[c] == NULL ? "" : s->headings[c]);
    }
    buf_str(out, "\r\n");
    for (size_t r = 0; r < s->n_rows; r++) {
        for (size_t c = 0; c < s->n_cols; c++) {
            if (c > 0)
                buf_char(out, ',');
            add_cell(&s->cells[r * s->n_cols + c], out);
        }
        buf_str(out, "\r\n");
    }
}

void csv_copy(const struct table *t, struct buf *out)
{
    int line = 1;
    for (size_t r = 0; r < t->n_rows; r++) {
        for (; line < t->rows[r].number; line++)
            buf_char(out, '\n');
        for (size_t c = 0; c < t->rows[r].n_cells; c++) {
            buf_str(out, c > 0 ? ",\"" : "\"");
            for (const char *p = t->rows[r].cells[c]; *p != '\0'; p++) {
                if (*p == '"')
                    buf_char(out, '"');
                buf_char(out, *p);
            }
            buf_char(out, '"');
        }
    }
}
