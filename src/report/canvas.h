/* Private to src/report: pages to draw on, by libhpdf, which is known in canvas.c alone.
 *
 *     struct canvas *c = canvas_new("Tờ trình", "2025-07-10");
 *     canvas_page(c, false);
 *     canvas_text(c, CANVAS_BOLD, 14, 85, 100, "Điều 1.", 9);
 *     int rc = canvas_finish(c, &pdf, &e);               // frees it
 *
 * A4. Lengths are points (1/72 inch); x from the left edge, y from the upper one down to the base
 * line of a text. Errors wait for canvas_finish: the first one stays.
 */
#ifndef REPORT_CANVAS_H
#define REPORT_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum canvas_font { CANVAS_REGULAR, CANVAS_BOLD, CANVAS_ITALIC, CANVAS_BOLD_ITALIC, CANVAS_N_FONTS };

struct canvas;

/* Starts a file; `date` (YYYY-MM-DD, "" = none) is all the time that goes into it. */
struct canvas *canvas_new(const char *title, const char *date);

void canvas_page(struct canvas *c, bool is_landscape);

double canvas_width(const struct canvas *c);
double canvas_height(const struct canvas *c);

/* Width of the first `len` bytes of a text. */
double canvas_measure(struct canvas *c, enum canvas_font font, double size, const char *text,
                      size_t len);

void canvas_text(struct canvas *c, enum canvas_font font, double size, double x, double y,
                 const char *text, size_t len);

void canvas_line(struct canvas *c, double width, double x0, double y0, double x1, double y1);

/* A black rectangle; x and y are its upper left corner. */
void canvas_bar(struct canvas *c, double x, double y, double width, double height);

/* A frame to cut along. */
void canvas_dashes(struct canvas *c, double x, double y, double width, double height);

/* Appends the file, and frees the canvas. ERR_IO where a font is missing, ERR_INTERNAL where the
 * library refuses. */
int canvas_finish(struct canvas *c, struct buf *pdf, struct err *e);

#endif
