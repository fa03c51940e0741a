/* Papers as PDF, set as Decree 30/2020 demands of official documents: A4, Times-like letters
 * (Liberation Serif, embedded), margins 20 mm above and below, 30 left, 15 right, the number of the
 * page in the middle of the upper margin from the second page on.
 *
 *     struct buf pdf = {0};
 *     int rc = report_pdf(&paper, &pdf, &e);      // paper: base/paper.h
 *
 * Paragraphs are justified, 14 points, never one line alone on a page; headings stay with what
 * follows, the signature with the last words. A table takes the width of the page, breaks between
 * rows and repeats its headings; a row longer than a page breaks within. Slips are eight a page.
 *
 * All Vietnamese letters come out, and can be searched and copied; of a character that the letters
 * lack there is an empty box, beyond U+FFFF a blank. The same paper gives the same bytes on the
 * same build. A page costs about 0.2 ms. Any thread.
 */
#ifndef REPORT_PDF_H
#define REPORT_PDF_H

#include "base/buf.h"
#include "base/err.h"
#include "base/paper.h"

/* Appends the file. ERR_IO where the letters (package fonts-liberation2) are missing. */
int report_pdf(const struct paper *p, struct buf *pdf, struct err *e);

#endif
