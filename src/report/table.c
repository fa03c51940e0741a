/* A table over as many pages as it takes: widths from the content, headings on every page, rows
 * whole wherever they fit on one.
 *
 * Widths. A column is at least as wide as its longest word, or an equal share of the page where
 * that is less, and wants to be as wide as its longest cell. What is left beyond the least is
 * shared by what each still wants, so that the long texts take it; a table is always as wide as the
 * page.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parts.h"

enum { PAD = 4, SHORT = 56 }; /* beside a text; a heading as short as a code or a date */

static const double SIZE = 11, LINE = 11 * FLOW_LEADING, PAD_Y = 2.5;

struct layout {
    struct flow *f;
    const struct paper_table *t;
    double *widths; /* [t->n_cols] */
};

static double longest_word(struct canvas *c, enum canvas_font font, const char *text)
{
    double longest = 0;
    for (size_t i = 0; text[i] != '\0';) {
        size_t len = strcspn(text + i, " \n");
        double w = canvas_measure(c, font, SIZE, text + i, len);
        longest = w > longest ? w : longest;
        i += len;
        i += strspn(text + i, " \n");
    }
    return longest;
}

static void grow(double *to, double value)
{
    if (value > *to)
        *to = value;
}

/* Least and wanted widths of the columns, padding included. */
static void measure(const struct layout *l, double *least, double *wanted)
{
    struct canvas *c = l->f->c;
    const struct paper_table *t = l->t;
    for (size_t k = 0; k < t->n_cols; k++) {
        /* a short heading wants one line, a longer one no more than its longest word */
        double whole = canvas_measure(c, CANVAS_BOLD, SIZE, t->headings[k], strlen(t->headings[k]));
        least[k] = longest_word(c, CANVAS_BOLD, t->headings[k]);
        wanted[k] = whole < SHORT ? whole : least[k];
    }
    for (size_t r = 0; r < t->n_rows; r++) {
        enum canvas_font font = t->rows[r].kind == PAPER_SUM ? CANVAS_BOLD : CANVAS_REGULAR;
        for (size_t k = 0; k < t->n_cols && t->rows[r].kind != PAPER_GROUP; k++) {
            const char *text = t->cells[t->rows[r].first + k];
            grow(&least[k], longest_word(c, font, text));
            grow(&wanted[k], canvas_measure(c, font, SIZE, text, strlen(text)));
        }
    }
    double share = flow_width(l->f) / (double)t->n_cols;
    for (size_t k = 0; k < t->n_cols; k++) {
        least[k] += 2 * PAD + 0.5;
        wanted[k] += 2 * PAD + 0.5;
        grow(&wanted[k], least[k]);
        least[k] = least[k] < share ? least[k] : share;
    }
}

/* Shares `spare` among columns that want more: equal parts, but none more than it wants. */
static void share_out(size_t n, double *widths, const double *wanted, double spare)
{
    for (size_t n_open = n; n_open > 0 && spare > 0.01;) {
        double part = spare / (double)n_open;
        n_open = 0;
        for (size_t k = 0; k < n; k++) {
            double more = wanted[k] - widths[k] < part ? wanted[k] - widths[k] : part;
            widths[k] += more;
            spare -= more;
            n_open += wanted[k] - widths[k] > 0.01;
        }
    }
}

static void set_widths(struct layout *l)
{
    size_t n = l->t->n_cols;
    double *wanted = mem_array(n, sizeof *wanted);
    double sum_least = 0, sum_wanted = 0, total = flow_width(l->f);
    measure(l, l->widths, wanted);
    for (size_t k = 0; k < n; k++) {
        sum_least += l->widths[k];
        sum_wanted += wanted[k];
    }
    if (sum_wanted > total)
        share_out(n, l->widths, wanted, total - sum_least);
    for (size_t k = 0; k < n && sum_wanted <= total; k++)
        l->widths[k] = wanted[k] * total / sum_wanted;
    free(wanted);
}

/* Cells of one row, cut into lines. */
struct row {
    enum canvas_font font;
    size_t n; /* cells: n_cols, or one for a group */
    size_t n_lines;
    struct flow_lines *cells; /* [n] */
};

static struct row cut_row(const struct layout *l, enum canvas_font font, char *const *texts,
                          bool is_group)
{
    struct row row = {.font = font, .n = is_group ? 1 : l->t->n_cols, .n_lines = 1};
    row.cells = mem_array(row.n, sizeof *row.cells);
    for (size_t k = 0; k < row.n; k++) {
        double width = (is_group ? flow_width(l->f) : l->widths[k]) - 2 * PAD;
        row.cells[k] = flow_cut(l->f->c, font, SIZE, texts[k], width, 0);
        if (row.cells[k].n > row.n_lines)
            row.n_lines = row.cells[k].n;
    }
    return row;
}

static void release_row(struct row *row)
{
    for (size_t k = 0; k < row->n; k++)
        free(row->cells[k].items);
    free(row->cells);
}

static double height_of(size_t n_lines)
{
    return (double)n_lines * LINE + 2 * PAD_Y;
}

/* Lines begin … end - 1 of a row, with its frame. */
static void draw_row(const struct layout *l, const struct row *row, size_t begin, size_t end,
                     const enum paper_align *aligns)
{
    struct flow *f = l->f;
    double height = height_of(end - begin), x = f->left;
    canvas_line(f->c, 0.5, f->left, f->y, f->right, f->y);
    canvas_line(f->c, 0.5, f->left, f->y + height, f->right, f->y + height);
    canvas_line(f->c, 0.5, x, f->y, x, f->y + height);
    for (size_t k = 0; k < row->n; k++) {
        double width = row->n == 1 ? flow_width(f) : l->widths[k];
        int align = aligns == NULL ? PAPER_CENTRE : row->n == 1 ? PAPER_LEFT : (int)aligns[k];
        const struct flow_lines *cell = &row->cells[k];
        /* a short cell stands in the middle of a high row */
        double shift = cell->n < row->n_lines && begin == 0 && end == row->n_lines
                           ? (double)(row->n_lines - cell->n) * LINE / 2
                           : 0;
        for (size_t i = begin; i < end && i < cell->n; i++) {
            const struct flow_line *line = &cell->items[i];
            canvas_text(f->c, row->font, SIZE,
                        x + PAD + (width - 2 * PAD - line->width) * align / 2,
                        f->y + PAD_Y + shift + LINE * (double)(i - begin) + SIZE * 0.95, line->text,
                        line->len);
        }
        x += width;
        canvas_line(f->c, 0.5, x, f->y, x, f->y + height);
    }
    f->y += height;
}

static void draw_headings(const struct layout *l, const struct row *head)
{
    draw_row(l, head, 0, head->n_lines, NULL);
}

/* A row that a whole page cannot hold goes on over pages, as many lines on each as fit. */
static void draw_long(const struct layout *l, const struct row *row, const struct row *head)
{
    struct flow *f = l->f;
    for (size_t begin = 0; begin < row->n_lines;) {
        double room = (f->bottom - f->y - 2 * PAD_Y) / LINE;
        size_t fit = room < 1 ? 0 : (size_t)room;
        if (fit == 0) {
            flow_break(f);
            draw_headings(l, head);
            room = (f->bottom - f->y - 2 * PAD_Y) / LINE;
            fit = room < 1 ? 1 : (size_t)room;
        }
        size_t end = begin + fit < row->n_lines ? begin + fit : row->n_lines;
        draw_row(l, row, begin, end, l->t->aligns);
        begin = end;
    }
}

/* Draws a row; `keep` is what must follow it on its page. */
static void place_row(const struct layout *l, const struct row *row, const struct row *head,
                      double keep)
{
    struct flow *f = l->f;
    double height = height_of(row->n_lines);
    double page = f->bottom - f->top - height_of(head->n_lines);
    if (height > page) {
        draw_long(l, row, head);
        return;
    }
    if (height + keep > page)
        keep = 0;
    if (f->y + height + keep > f->bottom) {
        flow_break(f);
        draw_headings(l, head);
    }
    draw_row(l, row, 0, row->n_lines, l->t->aligns);
}

void parts_table(struct flow *f, const struct paper_table *t)
{
    struct layout l = {f, t, mem_array(t->n_cols, sizeof *l.widths)};
    set_widths(&l);
    struct row head = cut_row(&l, CANVAS_BOLD, t->headings, false);
    flow_need(f, height_of(head.n_lines) + height_of(2));
    draw_headings(&l, &head);
    for (size_t r = 0; r < t->n_rows; r++) {
        bool is_group = t->rows[r].kind == PAPER_GROUP;
        struct row row = cut_row(&l, t->rows[r].kind == PAPER_PLAIN ? CANVAS_REGULAR : CANVAS_BOLD,
                                 t->cells + t->rows[r].first, is_group);
        place_row(&l, &row, &head, is_group ? height_of(2) : 0);
        release_row(&row);
    }
    release_row(&head);
    free(l.widths);
    f->y += 10;
}
