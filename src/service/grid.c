/* A grid, see the header. */
#include "service/grid.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

void grid_init(struct grid *g, const char *title, size_t n_cols, const char *const *headings)
{
    *g = (struct grid){.title = mem_dup(title)};
    for (size_t c = 0; c < n_cols; c++)
        grid_column(g, headings[c]);
}

void grid_column(struct grid *g, const char *heading)
{
    g->headings = mem_grow(g->headings, g->n_cols + 1, sizeof *g->headings);
    g->headings[g->n_cols++] = mem_dup(heading);
}

static void add_cell(struct grid *g, enum cell_kind kind, char *text)
{
    /* doubling: the array is at capacity exactly where the count is a power of two */
    if ((g->n_cells & (g->n_cells - 1)) == 0)
        g->cells = mem_grow(g->cells, g->n_cells == 0 ? 1 : 2 * g->n_cells, sizeof *g->cells);
    g->cells[g->n_cells++] = (struct sheet_cell){.kind = kind, .text = text};
}

void grid_text(struct grid *g, const char *text)
{
    add_cell(g, CELL_TEXT, mem_dup(text));
}

void grid_int(struct grid *g, int64_t n)
{
    struct buf b = {0};
    buf_fmt(&b, "%lld", (long long)n);
    add_cell(g, CELL_INT, buf_take(&b));
}

void grid_decimal(struct grid *g, int64_t digits, int places)
{
    int64_t unit = 1;
    struct buf b = {0};
    for (int i = 0; i < places; i++)
        unit *= 10;
    buf_fmt(&b, "%s%lld.%0*lld", digits < 0 ? "-" : "", (long long)(llabs(digits) / unit), places,
            (long long)(llabs(digits) % unit));
    add_cell(g, CELL_DECIMAL, buf_take(&b));
}

size_t grid_n_rows(const struct grid *g)
{
    return g->n_cols == 0 ? 0 : g->n_cells / g->n_cols;
}

struct sheet grid_sheet(const struct grid *g)
{
    return (struct sheet){.title = g->title,
                          .n_cols = g->n_cols,
                          .headings = (const char **)g->headings,
                          .n_rows = grid_n_rows(g),
                          .cells = g->cells};
}

void grid_release(struct grid *g)
{
    for (size_t i = 0; i < g->n_cells; i++)
        free(g->cells[i].text);
    for (size_t c = 0; c < g->n_cols; c++)
        free(g->headings[c]);
    free(g->title);
    free(g->headings);
    free(g->cells);
    *g = (struct grid){0};
}
