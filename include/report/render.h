/* Rendering: sheets as aligned text for a terminal, as CSV, as an XLSX workbook.
 *
 *     enum report_format f;
 *     if (report_format_of("xlsx", &f)) …
 *     report_write(sheets, n_sheets, f, "danh-sach.xlsx", &e);   // NULL path: standard output
 *
 * CSV and XLSX go to people's spreadsheets: BOM and CRLF in the one, numbers as numbers in the
 * other, no cell that a spreadsheet would run as a formula. Same sheets, same bytes.
 */
#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/table.h"

enum report_format { REPORT_TEXT, REPORT_CSV, REPORT_XLSX };

/* Format by its name ("text", "csv", "xlsx"); false where there is none of that name. */
bool report_format_of(const char *name, enum report_format *out);

/* One sheet as text: its title, underlined headings, columns aligned by display width, numbers to
 * the right. */
void report_text(const struct sheet *sheet, struct buf *out);

/* Sheets as one CSV: the first as it is; each further one after an empty line and a line with its
 * title. */
void report_csv(const struct sheet *sheets, size_t n_sheets, struct buf *out);

/* Writes to a file (mode 0600: lists hold names) or, with path NULL, to standard output; XLSX needs
 * a file. 0 or an err code. */
int report_write(const struct sheet *sheets, size_t n_sheets, enum report_format format,
                 const char *path, struct err *e);

#endif
