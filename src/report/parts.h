/* Private to src/report: the parts of an official document as Decree 30/2020, annex I, sets them.
 * Each draws at the flow's place and moves it on.
 */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "base/paper.h"
#include "flow.h"

/* Size of the body: 13 to 14. */
enum { PARTS_BODY_SIZE = 14 };

void parts_head(struct flow *f, const struct paper_block *b);
void parts_title(struct flow *f, const struct paper_block *b);
void parts_annex(struct flow *f, const struct paper_block *b);
void parts_to(struct flow *f, const struct paper_block *b);
void parts_heading(struct flow *f, const struct paper_block *b, double height_of_next);

/* A paragraph that keeps `keep` points on its page behind it: for the signature. */
void parts_text(struct flow *f, const struct paper_block *b, double keep);

void parts_end(struct flow *f, const struct paper_block *b);
double parts_end_height(struct flow *f, const struct paper_block *b);

/* Two that sign side by side. */
void parts_parties(struct flow *f, const struct paper_block *b);
double parts_parties_height(struct flow *f, const struct paper_block *b);

/* The ix-th of slips that follow each other. */
void parts_slip(struct flow *f, const struct paper_block *b, size_t ix);

/* The ix-th of cards that follow each other; in card.c. */
void parts_card(struct flow *f, const struct paper_block *b, size_t ix);

/* A table; in table.c. */
void parts_table(struct flow *f, const struct paper_table *t);

#endif
