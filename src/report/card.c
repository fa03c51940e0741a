/* Cards for doors: four a page, each of A6, to be cut out. */
#include "parts.h"
#include "qr.h"

enum { CARD_COLUMNS = 2, CARD_ROWS = 2, CARDS_A_PAGE = CARD_COLUMNS * CARD_ROWS };

void parts_card(struct flow *f, const struct paper_block *b, size_t ix)
{
    const double pad = FLOW_MM(8), code = FLOW_MM(80);
    const double cell = canvas_width(f->c) / CARD_COLUMNS;
    const double height = canvas_height(f->c) / CARD_ROWS;
    if (ix % CARDS_A_PAGE == 0 && ix > 0)
        flow_break(f);
    double x = (double)(ix % CARD_COLUMNS) * cell;
    double y = (double)(ix % CARDS_A_PAGE / CARD_COLUMNS) * height;
    canvas_dashes(f->c, x, y, cell, height);
    const double width = cell - 2 * pad;
    x += pad;
    y += pad;
    y += flow_block(f->c, CANVAS_BOLD, 13, x, y, width, 1, b->texts[0]) + 3;
    y += flow_block(f->c, CANVAS_BOLD, 26, x, y, width, 1, b->texts[1]);
    qr_draw(f->c, x + (width - code) / 2, y, code, b->texts[2]);
    y += code;
    y += flow_block(f->c, CANVAS_REGULAR, 11, x, y, width, 1, b->texts[3]) + 4;
    flow_block(f->c, CANVAS_REGULAR, 7, x, y, width, 1, b->texts[2]);
    f->y = f->bottom;
}
