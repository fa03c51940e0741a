/* What the files of the XLSX reader share. All of it runs in the limited child.
 *
 *     zip (xlsx_zip.c)  ->  one part's XML  ->  book: sheets, strings, styles (xlsx_book.c)
 *                                           ->  the cells of one sheet        (xlsx_sheet.c)
 *     a cell's number as text: xlsx_number.c; the way through, and back to the parent: xlsx_read.c
 */
#ifndef BASE_XLSX_H
#define BASE_XLSX_H

#include "base/buf.h"
#include "base/err.h"

#include "table_build.h"

#include <stdbool.h>
#include <stddef.h>

/* Events of one part; names without their name space. A result other than ERR_OK ends the parse
 * and is what xlsx_zip_parse returns. */
struct xlsx_events {
    int (*open)(void *ctx, const char *name, const char **attributes, struct err *e);
    int (*close)(void *ctx, const char *name, struct err *e);
    void (*text)(void *ctx, const char *text, size_t len);
};

/* An attribute by its name without name space; NULL where there is none. */
const char *xlsx_attribute(const char **attributes, const char *name);

/* ---- xlsx_zip.c: parts, inflated under limits */
struct xlsx_zip;
/* Over bytes that must outlive it. NULL and ERR_INPUT where that is no ZIP or one we refuse. */
struct xlsx_zip *xlsx_zip_open(const char *bytes, size_t len, struct err *e);
void xlsx_zip_close(struct xlsx_zip *z);
bool xlsx_zip_has(struct xlsx_zip *z, const char *part);
int xlsx_zip_parse(struct xlsx_zip *z, const char *part, const struct xlsx_events *events,
                   void *ctx, struct err *e);

/* ---- xlsx_book.c: what cells refer to */
struct xlsx_book {
    bool is_1904;   /* days count from 1904-01-01 */
    char *sheet;    /* part of the first visible sheet */
    char **strings; /* [n_strings] shared texts */
    size_t n_strings, cap_strings;
    bool *is_date; /* [n_styles] */
    size_t n_styles, cap_styles;
};
int xlsx_book_load(struct xlsx_book *b, struct xlsx_zip *z, struct err *e);
void xlsx_book_release(struct xlsx_book *b);

/* ---- xlsx_text.c: runs of text, as <si> and <is> hold them */
struct xlsx_text {
    struct buf text;
    bool is_open;     /* between <t> and </t> */
    bool is_phonetic; /* between <rPh> and </rPh>: readings, not the text */
};
void xlsx_text_open(struct xlsx_text *t, const char *element);
void xlsx_text_close(struct xlsx_text *t, const char *element);
void xlsx_text_add(struct xlsx_text *t, const char *text, size_t len);
/* The text so far, escapes like _x000D_ resolved; the caller frees. Starts anew. */
char *xlsx_text_take(struct xlsx_text *t);

/* ---- xlsx_sheet.c */
int xlsx_sheet_load(struct xlsx_zip *z, const struct xlsx_book *b, struct table_builder *rows,
                    struct err *e);

/* ---- xlsx_number.c */
bool xlsx_format_is_date(const char *format_code);
/* The text of a stored number, as a date where its style says so; what is no number stays as it
 * is. The caller frees. */
char *xlsx_number_text(const char *stored, bool is_date, bool is_1904);
/* yyyy-mm-ddT… as dd/mm/yyyy. */
char *xlsx_iso_date_text(const char *stored);

#endif
