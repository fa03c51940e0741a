/* Tables in from spreadsheets and out to them.
 *
 *     struct table t = {0};
 *     if (table_read("danh-sach.xlsx", &t, &e) != ERR_OK) …
 *     for (size_t r = 0; r < t.n_rows; r++)
 *         use(t.rows[r].number, table_cell(&t, r, 1));
 *     table_release(&t);
 *
 * In: at most 5 MiB, 20,000 rows, 64 columns; a file beyond is refused, never cut. XLSX is read in
 * a child process with little memory and time: a broken or hostile file costs an error message.
 * Out: the same sheet gives the same bytes. One thread at a time per table; no state.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define TABLE_MAX_BYTES   (5u << 20)
#define TABLE_MAX_ROWS    20000
#define TABLE_MAX_COLUMNS 64

struct table_row {
    int number; /* as the sheet counts it, from 1; empty lines count, line ends in quotes do not */
    size_t n_cells;
    char **cells; /* [n_cells] UTF-8 NFC, "" for empty; never NULL */
};

struct table {
    size_t n_rows;
    struct table_row *rows; /* [n_rows] by number; rows with nothing in any cell are left out */
};

void table_release(struct table *t);

/* A cell, "" beyond the row's end or the table's. Lives as long as the table. */
const char *table_cell(const struct table *t, size_t row, size_t col);

/* Reads a list, deciding by its content, not by its name: XLSX (the first visible sheet; dates as
 * dd/mm/yyyy; numbers as the shortest digits that mean the same, never with an exponent; the
 * stored value of formulas; a merged cell's value in its first cell), else CSV of any encoding that
 * text_to_utf8 knows with , ; or TAB between (found by counting). Cells are trimmed of blanks.
 * ERR_INPUT with what to do about it, ERR_IO. On error `out` is empty. */
int table_read(const char *path, struct table *out, struct err *e);

/* The same for bytes in memory, beyond TABLE_MAX_BYTES refused. XLSX forks (child_call): only in a
 * process without other threads. */
int table_parse(const char *bytes, size_t n, struct table *out, struct err *e);

/* Appends a table as CSV that csv_parse reads back as the same table, row numbers and all. Not for
 * spreadsheets: no cell is guarded. */
void csv_copy(const struct table *t, struct buf *out);

/* CSV (RFC 4180) from UTF-8, a byte order mark skipped. Line ends CRLF, LF or CR. Lenient: a quote
 * inside an unquoted field is itself, text behind a closing quote is kept, an open quote at the
 * end closes. Cells are kept as they are but for NFC. ERR_INPUT. */
int csv_parse(const char *utf8, size_t len, char delimiter, struct table *out, struct err *e);

enum cell_kind {
    CELL_TEXT,
    CELL_INT,     /* text of an integer, written as a number */
    CELL_DECIMAL, /* text of a number with a decimal point, written as a number */
};

struct sheet_cell {
    enum cell_kind kind;
    char *text; /* NULL or "" = empty */
};

struct sheet {
    const char *title;
    size_t n_cols;
    const char **headings; /* [n_cols] */
    const int *widths;     /* [n_cols] in characters; NULL = from the content */
    size_t n_rows;
    struct sheet_cell *cells; /* [n_rows * n_cols] row by row */
};

/* Appends a sheet as CSV for a spreadsheet: byte order mark, heading line, CRLF, all fields quoted
 * and guarded (buf_csv); numbers too, but a minus sign of a number needs no guard. */
void csv_format(const struct sheet *s, struct buf *out);

/* Writes a workbook, mode 0600, whole or not at all: bold frozen headings with a filter, numbers
 * as numbers, all else as text and never as a formula. ERR_IO; ERR_INPUT for a sheet beyond Excel's
 * own limits. */
int xlsx_write(const char *path, const struct sheet *sheets, size_t n_sheets, struct err *e);

#endif
