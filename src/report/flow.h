/* Private to src/report: the flow of a document down its pages, within the margins of Decree
 * 30/2020, and lines of text.
 *
 *     struct flow f = {.c = canvas, .footnote = ""};
 *     flow_pages(&f, false);                       // a run of pages, numbered from 1
 *     flow_need(&f, 40);                           // a new page where less than that is left
 *     f.y += …                                     // draws at f.y and moves on
 */
#ifndef REPORT_FLOW_H
#define REPORT_FLOW_H

#include "canvas.h"

/* Points of a length in mm. */
#define FLOW_MM(mm) ((mm)*72 / 25.4)

/* A line is that many times as high as its letters are large. */
#define FLOW_LEADING 1.2

struct flow {
    struct canvas *c;
    const char *footnote; /* at the foot of every page; "" = none */
    bool is_landscape;
    int page; /* of the run, from 1 */
    double left, right, top, bottom;
    double y; /* upper edge of what comes next */
};

/* Starts a run of pages. */
void flow_pages(struct flow *f, bool is_landscape);

/* A new page of the run, with its number and the footnote. */
void flow_break(struct flow *f);

/* Goes to a new page where less than `height` is left, unless nothing stands on this one. */
void flow_need(struct flow *f, double height);

double flow_width(const struct flow *f);

/* One line of a text. */
struct flow_line {
    const char *text; /* within the text it was cut from */
    size_t len;
    double width;
    bool is_last; /* of its paragraph: not stretched */
};

struct flow_lines {
    size_t n;
    struct flow_line *items; /* [n] the caller frees */
};

/* Cuts a text into lines of `width`, the first shorter by `indent`: at blanks, where a word is
 * longer at any character, and always at '\n'. An empty text has no lines. */
struct flow_lines flow_cut(struct canvas *c, enum canvas_font font, double size, const char *text,
                           double width, double indent);

/* Draws a line stretched to `width`; a last one as it is. `y` is its upper edge. */
void flow_stretched(struct canvas *c, enum canvas_font font, double size, double x, double y,
                    double width, const struct flow_line *line);

/* Draws a text cut into lines within x … x + width: 0 to the left, 1 centred, 2 to the right.
 * Returns the height. */
double flow_block(struct canvas *c, enum canvas_font font, double size, double x, double y,
                  double width, int align, const char *text);

/* Height of that block. */
double flow_block_height(struct canvas *c, enum canvas_font font, double size, double width,
                         const char *text);

#endif
