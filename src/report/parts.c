/* Head, title, paragraphs, signature, slips: see the header. Sizes, bold and italic are those of
 * Decree 30/2020, annex I.
 */
#include "parts.h"

#include <stdlib.h>

enum { INDENT = 36, GAP = 6 }; /* first line 1.27 cm; 6 pt between paragraphs */

/* A rule under a text in the middle of x … x + width. */
static void rule_under(struct flow *f, double x, double y, double width, double length)
{
    canvas_line(f->c, 0.75, x + (width - length) / 2, y, x + (width + length) / 2, y);
}

static double longest_line(struct flow *f, enum canvas_font font, double size, double width,
                           const char *text)
{
    double longest = 0;
    struct flow_lines l = flow_cut(f->c, font, size, text, width, 0);
    for (size_t i = 0; i < l.n; i++)
        longest = l.items[i].width > longest ? l.items[i].width : longest;
    free(l.items);
    return longest;
}

/* Left: superior, issuer with a rule of a third to half of it, number, "V/v". */
static double head_left(struct flow *f, const struct paper_block *b, double x, double width)
{
    const double size = 13;
    double y = f->y;
    y += flow_block(f->c, CANVAS_REGULAR, size, x, y, width, 1, b->texts[0]);
    y += flow_block(f->c, CANVAS_BOLD, size, x, y, width, 1, b->texts[1]);
    rule_under(f, x, y + 2, width, longest_line(f, CANVAS_BOLD, size, width, b->texts[1]) * 0.45);
    y += 10;
    y += flow_block(f->c, CANVAS_REGULAR, size, x, y, width, 1, b->texts[2]);
    if (b->texts[3][0] != '\0')
        y += GAP + flow_block(f->c, CANVAS_REGULAR, 12, x, y + GAP, width, 1, b->texts[3]);
    return y;
}

/* Right: the national motto with a rule as long as itself, place and day. */
static double head_right(struct flow *f, const struct paper_block *b, double x, double width)
{
    static const char motto[] = "Độc lập - Tự do - Hạnh phúc";
    double y = f->y;
    y += flow_block(f->c, CANVAS_BOLD, 12, x, y, width, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    y += flow_block(f->c, CANVAS_BOLD, 13, x, y, width, 1, motto);
    rule_under(f, x, y + 2, width, longest_line(f, CANVAS_BOLD, 13, width, motto));
    y += 11;
    y += flow_block(f->c, CANVAS_ITALIC, 13, x, y, width, 1, b->texts[4]);
    return y;
}

void parts_head(struct flow *f, const struct paper_block *b)
{
    double split = flow_width(f) * 0.42;
    double left = head_left(f, b, f->left - FLOW_MM(5), split);
    double right = head_right(f, b, f->left + split, flow_width(f) - split);
    f->y = (left > right ? left : right) + 14;
}

void parts_title(struct flow *f, const struct paper_block *b)
{
    double width = flow_width(f);
    f->y += 4;
    f->y += flow_block(f->c, CANVAS_BOLD, 14, f->left, f->y, width, 1, b->texts[0]);
    f->y += flow_block(f->c, CANVAS_BOLD, 14, f->left + 30, f->y, width - 60, 1, b->texts[1]);
    rule_under(f, f->left, f->y + 3, width,
               longest_line(f, CANVAS_BOLD, 14, width - 60, b->texts[1]) * 0.4);
    f->y += 18;
}

void parts_annex(struct flow *f, const struct paper_block *b)
{
    double width = flow_width(f);
    f->y += flow_block(f->c, CANVAS_BOLD, 14, f->left, f->y, width, 1, b->texts[0]);
    f->y += flow_block(f->c, CANVAS_BOLD, 14, f->left, f->y, width, 1, b->texts[1]);
    f->y += flow_block(f->c, CANVAS_ITALIC, 13, f->left, f->y, width, 1, b->texts[2]);
    rule_under(f, f->left, f->y + 4, width,
               longest_line(f, CANVAS_ITALIC, 13, width, b->texts[2]) * 0.4);
    f->y += 16;
}

void parts_to(struct flow *f, const struct paper_block *b)
{
    f->y += flow_block(f->c, CANVAS_REGULAR, PARTS_BODY_SIZE, f->left, f->y, flow_width(f), 1,
                       b->texts[0]);
    f->y += 12;
}

void parts_heading(struct flow *f, const struct paper_block *b, double height_of_next)
{
    double height =
        flow_block_height(f->c, CANVAS_BOLD, PARTS_BODY_SIZE, flow_width(f), b->texts[0]);
    flow_need(f, GAP + height + GAP + height_of_next);
    f->y += GAP;
    f->y += flow_block(f->c, CANVAS_BOLD, PARTS_BODY_SIZE, f->left, f->y, flow_width(f), 0,
                       b->texts[0]);
    f->y += GAP;
}

/* How many of the lines from `i` on go on this page: never one alone, here or on the next. */
static size_t lines_here(const struct flow *f, size_t i, size_t n, double line)
{
    double room = (f->bottom - f->y) / line;
    size_t fit = room < 0 ? 0 : (size_t)room;
    if (fit >= n - i)
        return n - i;
    size_t all_but_two = n - i < 4 ? 0 : n - i - 2;
    fit = fit < all_but_two ? fit : all_but_two;
    return fit < 2 ? 0 : fit;
}

void parts_text(struct flow *f, const struct paper_block *b, double keep)
{
    const double size = PARTS_BODY_SIZE, line = size * FLOW_LEADING;
    double indent = INDENT;
    size_t lead_len = 0;
    while (b->texts[0][lead_len] != '\0')
        lead_len++;
    double lead = canvas_measure(f->c, CANVAS_BOLD, size, b->texts[0], lead_len);
    if (lead_len > 0)
        indent += lead + 4;
    struct flow_lines l = flow_cut(f->c, CANVAS_REGULAR, size, b->texts[1], flow_width(f), indent);
    if (keep > 0 && l.n <= 6)
        flow_need(f, (double)l.n * line + GAP + keep);
    for (size_t i = 0; i < l.n;) {
        size_t here = lines_here(f, i, l.n, line);
        if (here == 0 && f->y > f->top) {
            flow_break(f);
            continue;
        }
        here = here == 0 ? 1 : here;
        for (size_t end = i + here; i < end; i++, f->y += line) {
            double shift = i == 0 ? indent : 0;
            if (i == 0 && lead_len > 0)
                flow_block(f->c, CANVAS_BOLD, size, f->left + INDENT, f->y, lead + 1, 0,
                           b->texts[0]);
            flow_stretched(f->c, CANVAS_REGULAR, size, f->left + shift, f->y, flow_width(f) - shift,
                           &l.items[i]);
        }
    }
    f->y += GAP;
    free(l.items);
}

static const double SIGN_ROOM = 70; /* for signature and seal */

static double receivers_height(struct flow *f, const struct paper_block *b)
{
    return 12 * FLOW_LEADING +
           flow_block_height(f->c, CANVAS_REGULAR, 11, flow_width(f) * 0.48, b->texts[0]);
}

double parts_end_height(struct flow *f, const struct paper_block *b)
{
    double width = flow_width(f) * 0.5;
    double left = receivers_height(f, b);
    double right = SIGN_ROOM + flow_block_height(f->c, CANVAS_BOLD, 14, width, b->texts[1]) +
                   flow_block_height(f->c, CANVAS_BOLD, 14, width, b->texts[2]);
    return 10 + (left > right ? left : right);
}

void parts_end(struct flow *f, const struct paper_block *b)
{
    double height = parts_end_height(f, b);
    flow_need(f, height);
    double half = flow_width(f) * 0.5, x = f->left + half;
    double y = f->y + 10;
    y += flow_block(f->c, CANVAS_BOLD_ITALIC, 12, f->left, y, half, 0, "Nơi nhận:");
    flow_block(f->c, CANVAS_REGULAR, 11, f->left, y, flow_width(f) * 0.48, 0, b->texts[0]);
    y = f->y + 10;
    y += flow_block(f->c, CANVAS_BOLD, 14, x, y, half, 1, b->texts[1]);
    flow_block(f->c, CANVAS_BOLD, 14, x, y + SIGN_ROOM, half, 1, b->texts[2]);
    f->y += height;
}

double parts_parties_height(struct flow *f, const struct paper_block *b)
{
    double highest = 0;
    for (int k = 0; k < 4; k += 2) {
        double height =
            flow_block_height(f->c, CANVAS_BOLD, 14, flow_width(f) * 0.5, b->texts[k]) +
            flow_block_height(f->c, CANVAS_BOLD, 14, flow_width(f) * 0.5, b->texts[k + 1]);
        highest = height > highest ? height : highest;
    }
    return 10 + 13 * FLOW_LEADING + SIGN_ROOM + highest;
}

void parts_parties(struct flow *f, const struct paper_block *b)
{
    const double height = parts_parties_height(f, b), half = flow_width(f) * 0.5;
    flow_need(f, height);
    for (int k = 0; k < 4; k += 2) {
        double x = f->left + (k == 0 ? 0 : half), y = f->y + 10;
        y += flow_block(f->c, CANVAS_BOLD, 14, x, y, half, 1, b->texts[k]);
        y += flow_block(f->c, CANVAS_ITALIC, 13, x, y, half, 1, "(Ký, ghi rõ họ tên)");
        flow_block(f->c, CANVAS_BOLD, 14, x, y + SIGN_ROOM, half, 1, b->texts[k + 1]);
    }
    f->y += height;
}

/* Two side by side, four below each other, in margins of 15 mm: scissors need no more. */
enum { SLIP_COLUMNS = 2, SLIP_ROWS = 4, SLIPS_A_PAGE = SLIP_COLUMNS * SLIP_ROWS };

void parts_slip(struct flow *f, const struct paper_block *b, size_t ix)
{
    const double edge = FLOW_MM(15), pad = 10;
    if (ix % SLIPS_A_PAGE == 0 && ix > 0)
        flow_break(f);
    double width = (canvas_width(f->c) - 2 * edge) / SLIP_COLUMNS;
    double height = FLOW_MM(64);
    double x = edge + (double)(ix % SLIP_COLUMNS) * width;
    double y = edge + (double)(ix % SLIPS_A_PAGE / SLIP_COLUMNS) * height;
    canvas_dashes(f->c, x, y, width, height);
    x += pad;
    y += pad;
    width -= 2 * pad;
    y += flow_block(f->c, CANVAS_BOLD, 12, x, y, width, 1, b->texts[0]) + 4;
    y += flow_block(f->c, CANVAS_REGULAR, 11, x, y, width, 0, b->texts[1]) + 4;
    y += flow_block(f->c, CANVAS_BOLD, 17, x, y, width, 1, b->texts[2]) + 4;
    flow_block(f->c, CANVAS_ITALIC, 9.5, x, y, width, 0, b->texts[3]);
    f->y = f->bottom;
}
