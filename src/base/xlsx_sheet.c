/* The cells of one sheet, row by row, as they come.
 *
 * A cell says where it stands ("C7") or stands beside the one before. Of a merged range only the
 * first cell counts, whatever the file hides beneath it. Formulas are never looked at, only the
 * value that the spreadsheet stored beside them.
 */
#include "xlsx.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_ROW = 1048576, /* Excel's own limits */
    MAX_COLUMN = 16384,
};

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_BOOL, TYPE_ISO_DATE };

struct sheet_reader {
    const struct xlsx_book *book;
    struct table_builder *rows;
    int number; /* of the row at hand or the last one */
    bool is_in_row, is_in_cell, is_in_value, is_in_inline;
    char *cells[TABLE_MAX_COLUMNS]; /* of the row at hand; NULL = empty */
    size_t col;                     /* of the cell at hand, from 0 */
    size_t next_col;                /* where a cell without a place stands */
    enum cell_type type;
    bool is_date;
    struct buf value;
    struct xlsx_text text;
};

static int broken(struct err *e, int number)
{
    return err_set(e, ERR_INPUT, "trang tính bị hỏng ở dòng %d: hãy mở bằng Excel và lưu lại",
                   "the sheet is broken at row %d: open it in Excel and save it again", number);
}

/* "C7": column 2, row 7; behind it in `end`. */
static bool parse_place(const char *ref, size_t *col, long *row, const char **end)
{
    size_t c = 0;
    const char *s = ref;
    for (; (*s | 0x20) >= 'a' && (*s | 0x20) <= 'z' && c <= MAX_COLUMN; s++)
        c = 26 * c + (size_t)((*s | 0x20) - 'a' + 1);
    if (c == 0 || c > MAX_COLUMN || *s < '1' || *s > '9')
        return false;
    char *behind;
    *row = strtol(s, &behind, 10);
    *end = behind;
    *col = c - 1;
    return *row <= MAX_ROW;
}

static int row_open(struct sheet_reader *s, const char **attributes, struct err *e)
{
    const char *r = xlsx_attribute(attributes, "r");
    long number = r == NULL ? s->number + 1L : strtol(r, NULL, 10);
    if (s->is_in_row || number <= s->number || number > MAX_ROW)
        return broken(e, s->number);
    s->number = (int)number;
    s->is_in_row = true;
    s->next_col = 0;
    return ERR_OK;
}

static int row_close(struct sheet_reader *s, struct err *e)
{
    s->is_in_row = false;
    int rc = table_build_row(s->rows, s->number, s->cells, TABLE_MAX_COLUMNS, e);
    memset(s->cells, 0, sizeof s->cells);
    return rc;
}

static enum cell_type type_of(const char *t)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"s", TYPE_SHARED},       {"str", TYPE_TEXT}, {"e", TYPE_TEXT},
                 {"inlineStr", TYPE_TEXT}, {"b", TYPE_BOOL},   {"d", TYPE_ISO_DATE}};
    for (size_t i = 0; t != NULL && i < sizeof types / sizeof *types; i++)
        if (strcmp(t, types[i].name) == 0)
            return types[i].type;
    return TYPE_NUMBER;
}

static int cell_open(struct sheet_reader *s, const char **attributes, struct err *e)
{
    const char *place = xlsx_attribute(attributes, "r");
    const char *style = xlsx_attribute(attributes, "s");
    long row = s->number;
    if (!s->is_in_row || s->is_in_cell)
        return broken(e, s->number);
    s->col = s->next_col;
    if (place != NULL && (!parse_place(place, &s->col, &row, &place) || *place != '\0'))
        return broken(e, s->number);
    if (row != s->number || s->col >= MAX_COLUMN)
        return broken(e, s->number);
    unsigned long style_ix = style == NULL ? 0 : strtoul(style, NULL, 10);
    s->is_date = style_ix < s->book->n_styles && s->book->is_date[style_ix];
    s->type = type_of(xlsx_attribute(attributes, "t"));
    s->next_col = s->col + 1;
    s->is_in_cell = true;
    return ERR_OK;
}

/* A shared text by its number; NULL where there is none. */
static char *shared_text(const struct xlsx_book *b, const char *ix_text)
{
    char *end;
    unsigned long ix = strtoul(ix_text, &end, 10);
    if (end == ix_text || *end != '\0' || ix >= b->n_strings)
        return NULL;
    return mem_dup(b->strings[ix]);
}

/* Takes what the cell says; NULL where it refers to nothing. */
static char *cell_text(struct sheet_reader *s)
{
    char *inline_text = xlsx_text_take(&s->text);
    char *value = buf_take(&s->value);
    char *text = NULL;
    if (inline_text[0] != '\0' || value[0] == '\0') {
        free(value);
        return inline_text;
    }
    free(inline_text);
    switch (s->type) {
    case TYPE_NUMBER:
        text = xlsx_number_text(value, s->is_date, s->book->is_1904);
        break;
    case TYPE_SHARED:
        text = shared_text(s->book, value);
        break;
    case TYPE_TEXT: {
        struct xlsx_text escaped = {.is_open = true};
        xlsx_text_add(&escaped, value, strlen(value));
        text = xlsx_text_take(&escaped);
        break;
    }
    case TYPE_BOOL:
        text = mem_dup(strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ? "TRUE" : "FALSE");
        break;
    case TYPE_ISO_DATE:
        text = xlsx_iso_date_text(value);
        break;
    }
    free(value);
    return text;
}

static int cell_close(struct sheet_reader *s, struct err *e)
{
    char *text = cell_text(s);
    s->is_in_cell = false;
    s->is_in_value = false;
    s->is_in_inline = false;
    if (text == NULL)
        return broken(e, s->number);
    if (text[0] == '\0') {
        free(text);
        return ERR_OK;
    }
    if (s->col >= TABLE_MAX_COLUMNS) {
        free(text);
        return err_set(e, ERR_INPUT,
                       "dòng %d có dữ liệu ở cột thứ %zu, tối đa là %d: hãy xóa các cột thừa",
                       "row %d has something in column %zu, at most %d may be: delete the rest",
                       s->number, s->col + 1, TABLE_MAX_COLUMNS);
    }
    free(s->cells[s->col]);
    s->cells[s->col] = text;
    return ERR_OK;
}

/* Empties all cells of a range but the first. */
static int merge(struct sheet_reader *s, const char *range, struct err *e)
{
    struct table *t = s->rows->table;
    size_t col_a, col_b;
    long row_a, row_b;
    const char *end;
    if (range == NULL || !parse_place(range, &col_a, &row_a, &end) || *end != ':' ||
        !parse_place(end + 1, &col_b, &row_b, &end) || *end != '\0')
        return broken(e, s->number);
    size_t low = 0;
    size_t high = t->n_rows;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (t->rows[mid].number < row_a)
            low = mid + 1;
        else
            high = mid;
    }
    for (size_t r = low; r < t->n_rows && t->rows[r].number <= row_b; r++)
        for (size_t c = col_a; c <= col_b && c < t->rows[r].n_cells; c++)
            if (t->rows[r].number != row_a || c != col_a)
                t->rows[r].cells[c][0] = '\0';
    return ERR_OK;
}

static int on_open(void *ctx, const char *name, const char **attributes, struct err *e)
{
    struct sheet_reader *s = ctx;
    if (strcmp(name, "row") == 0)
        return row_open(s, attributes, e);
    if (strcmp(name, "c") == 0)
        return cell_open(s, attributes, e);
    if (strcmp(name, "mergeCell") == 0)
        return merge(s, xlsx_attribute(attributes, "ref"), e);
    if (s->is_in_cell && strcmp(name, "v") == 0)
        s->is_in_value = true;
    else if (s->is_in_cell && strcmp(name, "is") == 0)
        s->is_in_inline = true;
    else if (s->is_in_inline)
        xlsx_text_open(&s->text, name);
    return ERR_OK;
}

static int on_close(void *ctx, const char *name, struct err *e)
{
    struct sheet_reader *s = ctx;
    if (s->is_in_row && strcmp(name, "row") == 0)
        return row_close(s, e);
    if (s->is_in_cell && strcmp(name, "c") == 0)
        return cell_close(s, e);
    if (strcmp(name, "v") == 0)
        s->is_in_value = false;
    else if (strcmp(name, "is") == 0)
        s->is_in_inline = false;
    else if (s->is_in_inline)
        xlsx_text_close(&s->text, name);
    return ERR_OK;
}

static void on_text(void *ctx, const char *text, size_t len)
{
    struct sheet_reader *s = ctx;
    if (s->is_in_value)
        buf_add(&s->value, text, len);
    else if (s->is_in_inline)
        xlsx_text_add(&s->text, text, len);
}

int xlsx_sheet_load(struct xlsx_zip *z, const struct xlsx_book *b, struct table_builder *rows,
                    struct err *e)
{
    static const struct xlsx_events events = {on_open, on_close, on_text};
    struct sheet_reader *s = mem_alloc(sizeof *s);
    s->book = b;
    s->rows = rows;
    int rc = xlsx_zip_parse(z, b->sheet, &events, s, e);
    for (size_t c = 0; c < TABLE_MAX_COLUMNS; c++)
        free(s->cells[c]);
    buf_release(&s->value);
    buf_release(&s->text.text);
    free(s);
    return rc;
}
