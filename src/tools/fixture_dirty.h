/* Lists as offices really send them, each with what an import must say of it.
 *
 * Contents in fixture_dirty_lists.c; text encodings in fixture_encode.c, workbooks in
 * fixture_xlsx.c; fixture_dirty.c puts them together.
 */
#ifndef TOOLS_FIXTURE_DIRTY_H
#define TOOLS_FIXTURE_DIRTY_H

#include "fixture.h"

enum fixture_dress {
    FIXTURE_COMMAS,     /* UTF-8 with a byte order mark, commas, CRLF */
    FIXTURE_SEMICOLONS, /* the same with semicolons, as Excel writes in Vietnamese Windows */
    FIXTURE_DECOMPOSED, /* UTF-8 without a mark, NFD, commas, LF: from a Mac */
    FIXTURE_CP1258,     /* letters with the tone behind them, commas */
    FIXTURE_UTF16,      /* "Unicode Text": little-endian with a mark, tabs */
    FIXTURE_XLSX,
};

struct fixture_dirty_row {
    const char *cells;  /* between bars; in a workbook #45.5 is a number, @28500 a date; "" blank */
    const char *expect; /* "new", "skipped", "error COLUMN", "warning COLUMN", ";" between; NULL =
                           no row of the list: title, heading, blank */
};

struct fixture_dirty {
    const char *name;
    const char *kind; /* officials | requests */
    enum fixture_dress dress;
    bool is_inline;                       /* workbook: texts in their cells */
    const char *const *merges;            /* workbook: "A1:K1", …, NULL; or NULL */
    const struct fixture_dirty_row *rows; /* ends with cells NULL */
};

extern const struct fixture_dirty FIXTURE_DIRTY[]; /* ends with name NULL */

/* UTF-8 (NFC) into another dress; one that is UTF-8 too stays as it is. */
void fixture_encode(enum fixture_dress dress, const char *utf8, struct fixture_text *out);

void fixture_store_xlsx(const char *folder, const char *name, const struct fixture_dirty *d);

#endif
