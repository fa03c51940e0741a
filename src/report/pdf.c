/* Papers as PDF, see the header: block after block down the pages. */
#include "report/pdf.h"

#include <assert.h>

#include "parts.h"

/* What has to stand on the page of a heading: the first lines of a text, or the headings of a table
 * and its first rows. */
static double start_height(const struct paper_block *next)
{
    enum { TEXT_START = 3 * 17, TABLE_START = 100 };
    if (next == NULL || next->kind == PAPER_PAGES)
        return 0;
    return next->kind == PAPER_TABLE ? TABLE_START : TEXT_START;
}

/* What signs a paper stays on the page of the last paragraph. */
static double height_of_end(struct flow *f, const struct paper_block *next)
{
    if (next != NULL && next->kind == PAPER_END)
        return parts_end_height(f, next);
    return next != NULL && next->kind == PAPER_PARTIES ? parts_parties_height(f, next) : 0;
}

static void place(struct flow *f, const struct paper_block *b, const struct paper_block *next,
                  size_t ix)
{
    switch (b->kind) {
    case PAPER_PAGES:
        flow_pages(f, b->is_landscape);
        break;
    case PAPER_HEAD:
        parts_head(f, b);
        break;
    case PAPER_TITLE:
        parts_title(f, b);
        break;
    case PAPER_ANNEX:
        parts_annex(f, b);
        break;
    case PAPER_TO:
        parts_to(f, b);
        break;
    case PAPER_HEADING:
        parts_heading(f, b, start_height(next));
        break;
    case PAPER_TEXT:
        parts_text(f, b, height_of_end(f, next));
        break;
    case PAPER_TABLE:
        parts_table(f, &b->table);
        break;
    case PAPER_END:
        parts_end(f, b);
        break;
    case PAPER_PARTIES:
        parts_parties(f, b);
        break;
    case PAPER_SLIP:
        parts_slip(f, b, ix);
        break;
    case PAPER_CARD:
        parts_card(f, b, ix);
        break;
    }
}

int report_pdf(const struct paper *p, struct buf *pdf, struct err *e)
{
    struct flow f = {.c = canvas_new(p->title == NULL ? "" : p->title, p->date),
                     .footnote = p->footnote == NULL ? "" : p->footnote};
    size_t ix = 0; /* among blocks of its kind that follow each other */
    assert(p->n_blocks > 0 && p->blocks[0].kind == PAPER_PAGES);
    for (size_t i = 0; i < p->n_blocks; i++) {
        const struct paper_block *b = &p->blocks[i];
        ix = i > 0 && b->kind == p->blocks[i - 1].kind ? ix + 1 : 0;
        place(&f, b, i + 1 < p->n_blocks ? b + 1 : NULL, ix);
    }
    return canvas_finish(f.c, pdf, e);
}
