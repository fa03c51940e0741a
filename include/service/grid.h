/* A grid: a sheet that grows cell by cell, row after row, and owns its texts. What the services
 * hand to whoever prints (text, CSV, XLSX): they decide what stands in it, never how it looks.
 *
 *     static const char *const headings[] = {"Phòng", "Số chỗ"};
 *     struct grid g;
 *     grid_init(&g, "Các phòng", 2, headings);
 *     grid_text(&g, "SV-A-101");
 *     grid_int(&g, 4);
 *     struct sheet view = grid_sheet(&g);      // borrows; valid until the grid changes
 *     grid_release(&g);
 */
#ifndef SERVICE_GRID_H
#define SERVICE_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "base/table.h"

struct grid {
    char *title;
    size_t n_cols;
    char **headings; /* [n_cols] */
    size_t n_cells;
    struct sheet_cell *cells; /* [n_cells] owned */
};

/* Starts an empty grid; copies title and headings [n_cols]. */
void grid_init(struct grid *g, const char *title, size_t n_cols, const char *const *headings);

/* Adds one more column; only before the first cell. */
void grid_column(struct grid *g, const char *heading);

/* Appends one cell. */
void grid_text(struct grid *g, const char *text);
void grid_int(struct grid *g, int64_t n);

/* A decimal number by its digits: 1234 with two places is 12.34. */
void grid_decimal(struct grid *g, int64_t digits, int places);

size_t grid_n_rows(const struct grid *g);

/* The grid as a sheet. */
struct sheet grid_sheet(const struct grid *g);

/* Frees everything and zeroes; accepts a zeroed grid. */
void grid_release(struct grid *g);

#endif
