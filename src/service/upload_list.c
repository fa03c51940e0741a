/* The list of an upload as it stands: what was sent, with what was put right in its place. It is
 * opened for each look and wiped behind it, for it holds citizen ids. */
#include "upload_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- columns by name ---- */

const char *upload_column_name(int column_ix, char out[4])
{
    enum { LETTERS = 26 };
    size_t n = 0;
    if (column_ix >= LETTERS)
        out[n++] = (char)('A' + column_ix / LETTERS - 1);
    out[n++] = (char)('A' + column_ix % LETTERS);
    out[n] = '\0';
    return out;
}

int upload_column_ix(const char *name)
{
    char is[4];
    for (int c = 0; c < TABLE_MAX_COLUMNS; c++)
        if (strcmp(upload_column_name(c, is), name) == 0)
            return c;
    return -1;
}

/* ---- cells in their places ---- */

size_t upload_list_row(const struct upload_list *l, int number)
{
    size_t low = 0, high = l->table.n_rows;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (l->table.rows[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->table.n_rows && l->table.rows[low].number == number ? low : l->table.n_rows;
}

static void put(struct upload_list *l, const struct store_upload_cell *cell)
{
    const size_t r = upload_list_row(l, cell->number), c = (size_t)cell->column_ix;
    if (r == l->table.n_rows)
        return;
    struct table_row *row = &l->table.rows[r];
    while (row->n_cells <= c) {
        row->cells = mem_grow(row->cells, row->n_cells + 1, sizeof *row->cells);
        row->cells[row->n_cells++] = mem_dup("");
    }
    free(row->cells[c]);
    row->cells[c] = mem_dup(cell->text);
}

/* The cell of `cells` at a place; NULL = none. */
static const struct store_upload_cell *find(const struct store_upload_cells *cells, int number,
                                            int column_ix)
{
    for (size_t i = 0; cells != NULL && i < cells->n; i++)
        if (cells->items[i].number == number && cells->items[i].column_ix == column_ix)
            return &cells->items[i];
    return NULL;
}

static int compare_rows(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

/* Puts the kept cells, then those of `fixes` that stand in their place. */
static size_t put_all(struct upload_list *l, const struct store_upload_cells *kept,
                      const struct store_upload_cells *fixes)
{
    const struct store_upload_cells none = {0};
    const struct store_upload_cells *both[] = {kept, fixes == NULL ? &none : fixes};
    size_t n = 0;
    l->left_out = mem_array(both[0]->n + both[1]->n, sizeof *l->left_out);
    for (size_t b = 0; b < 2; b++)
        for (size_t i = 0; i < both[b]->n; i++) {
            const struct store_upload_cell *cell = &both[b]->items[i];
            const bool is_replaced = b == 0 && find(fixes, cell->number, cell->column_ix) != NULL;
            if (is_replaced || cell->text == NULL)
                continue;
            n++;
            if (cell->column_ix == STORE_WHOLE_ROW)
                l->left_out[l->n_left_out++] = cell->number;
            else
                put(l, cell);
        }
    if (l->n_left_out > 0)
        qsort(l->left_out, l->n_left_out, sizeof *l->left_out, compare_rows);
    return n;
}

/* ---- reading ---- */

static void find_columns(enum import_kind kind, struct upload_list *l)
{
    import_columns_find(kind, &l->table, &l->columns);
    l->is_there = true;
}

int upload_list_read(enum import_kind kind, const char *csv, struct upload_list *out, struct err *e)
{
    int rc = csv_parse(csv, strlen(csv), ',', &out->table, e);
    if (rc == ERR_OK)
        find_columns(kind, out);
    return rc;
}

int upload_list_fixed(struct store *s, const struct store_upload *u,
                      const struct store_upload_cells *fixes, struct upload_list *out,
                      struct err *e)
{
    enum import_kind kind = IMPORT_ROOMS;
    struct store_upload_cells kept = {0};
    struct buf csv = {0};
    int rc = store_upload_list(s, u, &csv, e);
    rc = rc != ERR_OK ? rc : store_upload_cell_list(s, u, true, &kept, e);
    rc = rc != ERR_OK ? rc
                      : csv_parse(csv.data == NULL ? "" : csv.data, csv.len, ',', &out->table, e);
    if (rc == ERR_OK && put_all(out, &kept, fixes) > UPLOAD_MAX_FIXED)
        rc = err_set(e, ERR_INPUT, "đã sửa hơn %d ô: hãy sửa trong tệp rồi gửi lại",
                     "more than %d cells are put right: correct the file and send it again",
                     UPLOAD_MAX_FIXED);
    (void)import_kind_of(u->kind, &kind);
    if (rc == ERR_OK)
        find_columns(kind, out);
    store_upload_cells_release(&kept);
    if (csv.len > 0)
        explicit_bzero(csv.data, csv.len);
    buf_release(&csv);
    return rc;
}

int upload_list_get(struct store *s, const struct principal *by, const struct store_upload *u,
                    struct upload_list *out, struct err *e)
{
    const bool is_there = strcmp(u->state, "judged") == 0 && upload_may_change(by, u);
    return is_there ? upload_list_fixed(s, u, NULL, out, e) : ERR_OK;
}

void upload_list_release(struct upload_list *l)
{
    for (size_t r = 0; r < l->table.n_rows; r++)
        for (size_t c = 0; c < l->table.rows[r].n_cells; c++)
            explicit_bzero(l->table.rows[r].cells[c], strlen(l->table.rows[r].cells[c]));
    table_release(&l->table);
    import_columns_release(&l->columns);
    free(l->left_out);
    *l = (struct upload_list){0};
}

int upload_import(struct store *s, enum import_kind kind, const struct upload_list *l,
                  const struct import_options *o, struct import_report *out, struct err *e)
{
    struct import_options with = *o;
    with.n_left_out = l->n_left_out;
    with.left_out = l->left_out;
    return import_table(s, kind, &l->table, "", "", &with, out, e);
}
