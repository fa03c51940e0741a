/* Pages and lines, see the header. */
#include "flow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Decree 30/2020, annex I: 20-25 mm above and below, 30-35 left, 15-20 right; the number of the
 * page in the middle of the upper margin, not on the first. */
static const double TOP_MM = 20, BOTTOM_MM = 20, LEFT_MM = 30, RIGHT_MM = 15, NUMBER_MM = 13;

enum { FOOTNOTE_SIZE = 9, NUMBER_SIZE = 13 };

/* Share of a line's height above the base line: the ascent of Liberation Serif and half the
 * leading. */
static const double BASE_LINE = 0.95;

double flow_width(const struct flow *f)
{
    return f->right - f->left;
}

static void draw_footnote(struct flow *f)
{
    double y = canvas_height(f->c) - FLOW_MM(16);
    if (f->footnote[0] == '\0')
        return;
    canvas_line(f->c, 0.5, f->left, y, f->left + FLOW_MM(50), y);
    flow_block(f->c, CANVAS_ITALIC, FOOTNOTE_SIZE, f->left, y + 3, flow_width(f), 0, f->footnote);
}

static void start_page(struct flow *f)
{
    canvas_page(f->c, f->is_landscape);
    f->left = FLOW_MM(LEFT_MM);
    f->right = canvas_width(f->c) - FLOW_MM(RIGHT_MM);
    f->top = f->y = FLOW_MM(TOP_MM);
    f->bottom = canvas_height(f->c) - FLOW_MM(BOTTOM_MM);
    if (f->page > 1) {
        char number[16];
        snprintf(number, sizeof number, "%d", f->page);
        flow_block(f->c, CANVAS_REGULAR, NUMBER_SIZE, f->left, FLOW_MM(NUMBER_MM) - NUMBER_SIZE,
                   flow_width(f), 1, number);
    }
    draw_footnote(f);
}

void flow_pages(struct flow *f, bool is_landscape)
{
    f->is_landscape = is_landscape;
    f->page = 1;
    start_page(f);
}

void flow_break(struct flow *f)
{
    f->page++;
    start_page(f);
}

void flow_need(struct flow *f, double height)
{
    if (f->y + height > f->bottom && f->y > f->top)
        flow_break(f);
}

static void add_line(struct flow_lines *l, const char *text, size_t len, double width, bool is_last)
{
    l->items = mem_grow(l->items, l->n + 1, sizeof *l->items);
    l->items[l->n++] = (struct flow_line){text, len, width, is_last};
}

/* Bytes of `text` [len] that fit into `width`, at whole characters, at least one. */
static size_t fitting(struct canvas *c, enum canvas_font font, double size, const char *text,
                      size_t len, double width)
{
    size_t fits = 0;
    for (size_t i = 1; i <= len; i++) {
        if (i < len && ((unsigned char)text[i] & 0xc0) == 0x80)
            continue;
        if (fits > 0 && canvas_measure(c, font, size, text, i) > width)
            break;
        fits = i;
    }
    return fits;
}

/* Cuts one paragraph [len] without line breaks. */
static void cut_paragraph(struct flow_lines *l, struct canvas *c, enum canvas_font font,
                          double size, const char *text, size_t len, double width, double indent)
{
    double blank = canvas_measure(c, font, size, " ", 1);
    double room = width - indent, used = 0;
    size_t begin = 0, end = 0; /* of the line so far */
    for (size_t i = 0; i < len;) {
        size_t word = strcspn(text + i, " \n");
        word = word > len - i ? len - i : word;
        double w = canvas_measure(c, font, size, text + i, word);
        if (end > begin && used + blank + w > room) {
            add_line(l, text + begin, end - begin, used, false);
            begin = end = i;
            used = 0;
            room = width;
        }
        if (end == begin && w > room) {
            word = fitting(c, font, size, text + i, word, room);
            w = canvas_measure(c, font, size, text + i, word);
        }
        used += (end > begin ? blank : 0) + w;
        end = i + word;
        i = end + strspn(text + end, " ");
        if (i == end && i < len) { /* a word was cut */
            add_line(l, text + begin, end - begin, used, true);
            begin = end = i;
            used = 0;
            room = width;
        }
    }
    add_line(l, text + begin, end - begin, used, true);
}

struct flow_lines flow_cut(struct canvas *c, enum canvas_font font, double size, const char *text,
                           double width, double indent)
{
    struct flow_lines l = {0};
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        cut_paragraph(&l, c, font, size, text, len, width, indent);
        text += len + (text[len] == '\n');
        indent = 0;
    }
    return l;
}

void flow_stretched(struct canvas *c, enum canvas_font font, double size, double x, double y,
                    double width, const struct flow_line *line)
{
    size_t n_gaps = 0;
    for (size_t i = 0; i < line->len; i++)
        n_gaps += line->text[i] == ' ';
    double base = y + size * BASE_LINE;
    if (line->is_last || n_gaps == 0) {
        canvas_text(c, font, size, x, base, line->text, line->len);
        return;
    }
    double extra = (width - line->width) / (double)n_gaps;
    for (size_t i = 0; i < line->len;) {
        const char *blank = memchr(line->text + i, ' ', line->len - i);
        size_t end = blank == NULL ? line->len : (size_t)(blank - line->text) + 1;
        canvas_text(c, font, size, x, base, line->text + i, end - i);
        x += canvas_measure(c, font, size, line->text + i, end - i) + extra;
        i = end;
    }
}

double flow_block(struct canvas *c, enum canvas_font font, double size, double x, double y,
                  double width, int align, const char *text)
{
    struct flow_lines l = flow_cut(c, font, size, text, width, 0);
    for (size_t i = 0; i < l.n; i++)
        canvas_text(c, font, size, x + (width - l.items[i].width) * align / 2,
                    y + size * (FLOW_LEADING * (double)i + BASE_LINE), l.items[i].text,
                    l.items[i].len);
    free(l.items);
    return (double)l.n * size * FLOW_LEADING;
}

double flow_block_height(struct canvas *c, enum canvas_font font, double size, double width,
                         const char *text)
{
    struct flow_lines l = flow_cut(c, font, size, text, width, 0);
    free(l.items);
    return (double)l.n * size * FLOW_LEADING;
}
