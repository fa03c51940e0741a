/* Imports the lists that offices send: rooms, agencies, officials, requests, what stands in rooms,
 * surveys of rooms, as CSV or XLSX.
 *
 *     struct import_report r = {0};
 *     struct import_options o = {.is_dry_run = true};
 *     int rc = import_file(store, IMPORT_REQUESTS, "danh-sach.xlsx", &o, &r, &e);
 *     if (rc == ERR_OK) … r.n_of[IMPORT_BAD], r.findings, r.is_written …
 *     import_report_release(&r);
 *
 * Every row is judged before anything is written: new, changed, same, bad, or skipped (section,
 * total, signature). All bad rows are told, each with its row as the sheet counts it, its column,
 * what is wrong and what to do. Nothing is written unless all rows are good, or with skips_bad the
 * good ones; then in one transaction. The same file again changes nothing.
 *
 * A column that is not there says nothing: what is known stays. Of an official, an agency, a room
 * or a piece in one an empty cell says nothing either; a request is what its rows say, empty cells
 * and all. A bad row of a request refuses the whole request. Findings never hold a citizen id in
 * plain.
 *
 * A list of surveys has a row for each room and subject; the rows of a room and day are one survey,
 * written as one that is done, with what follows (survey.h), or refused as a whole. Its rows are
 * new or same, never changed, for a survey that is done does not change. It names each part of the
 * room and each piece that stands in it: what is not listed was not looked at, and the rows are
 * refused, naming what is missing. A row without a day is of the day that the file names above its
 * heading
 * ("Ngày khảo sát: 12/8/2025"), else of today; where all rows of a room name none and say what its
 * last survey says, they are the same.
 */
#ifndef SERVICE_IMPORT_H
#define SERVICE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/table.h"
#include "store/scope.h"

struct store;

enum import_kind {
    IMPORT_ROOMS,
    IMPORT_AGENCIES,
    IMPORT_OFFICIALS,
    IMPORT_REQUESTS,
    IMPORT_ITEMS,
    IMPORT_SURVEYS,
};

enum import_verdict {
    IMPORT_NEW,
    IMPORT_CHANGED,
    IMPORT_SAME,
    IMPORT_BAD,
    IMPORT_SKIPPED,
    IMPORT_N_VERDICTS,
};

enum import_level { IMPORT_ERROR, IMPORT_WARNING, IMPORT_NOTICE };

struct import_finding {
    int row;            /* as the sheet counts it; 0 = the file as a whole */
    const char *column; /* canonical heading, static; "" = the row as a whole */
    int column_ix;      /* the very cell: 0 = A; -1 = none */
    enum import_level level;
    char *vi; /* what is wrong, and what to do */
    char *en;
};

struct import_row {
    int number; /* as the sheet counts it */
    enum import_verdict verdict;
};

struct import_report {
    size_t n_rows;
    struct import_row *rows; /* [n_rows] all rows below the heading but blank ones */
    size_t n_findings;
    struct import_finding *findings; /* [n_findings] by row */
    size_t n_of[IMPORT_N_VERDICTS];  /* rows by verdict */
    size_t n_requests_new;           /* requests filed by this file */
    bool is_written;                 /* the good rows are in the store */
    char *bad_path;                  /* the file of the bad rows; NULL = none */

    /* once written: whom the good rows name, whether they changed anything or not */
    size_t n_officials;
    int64_t *official_ids; /* [n_officials] */
    size_t n_request_ids;
    struct import_request {
        int64_t id;
        bool is_changed; /* or new */
    } * request_ids;     /* [n_request_ids] */
};

struct import_options {
    bool is_dry_run;                 /* judge only; a read handle is enough */
    bool skips_bad;                  /* write the good rows, keep the bad ones in NAME.bad.csv */
    bool is_upload;                  /* it has a journal of its own (upload.h): none here */
    const struct store_scope *scope; /* whose list it is; NULL = of the whole house. What lies
                                        outside is not there, and cannot be written */
    size_t n_left_out;
    const int *left_out; /* [n_left_out] ascending: rows that count as skipped */
};

/* How a list was read: which column holds what. */
struct import_column {
    char *heading;     /* as the file has it; "" = none */
    const char *field; /* canonical heading, static; NULL = not used */
};

struct import_columns {
    int row; /* of the heading, as the sheet counts it; 0 = no heading found */
    size_t n;
    struct import_column *items; /* [n] from A on, as many as the widest row has */
};

/* What the importer looks for in a list. */
struct import_field_words {
    const char *heading; /* canonical, static */
    bool is_needed;
    bool is_other; /* another way to say a field that comes before: a template leaves it out */
    const char
        *words; /* between bars, lower case and without marks; * = whatever follows. Static */
};

/* ERR_OK: the file was judged, see the report. An upload whose heading lacks a needed column is
 * judged, too: all its rows are bad, and a finding of the file says what is missing. Else nothing
 * was written: ERR_INPUT where the file is no list of that kind (the report's findings say what is
 * missing), or the codes of the table reader and the store. */
int import_file(struct store *s, enum import_kind kind, const char *path,
                const struct import_options *o, struct import_report *out, struct err *e);

/* The same for a table in memory; `name` and `sha256` go into the journal. Used by the seed. */
int import_table(struct store *s, enum import_kind kind, const struct table *t, const char *name,
                 const char *sha256, const struct import_options *o, struct import_report *out,
                 struct err *e);

/* How a list of that kind is read. */
void import_columns_find(enum import_kind kind, const struct table *t, struct import_columns *out);
void import_columns_release(struct import_columns *c);

/* Field `i` of the kind; false beyond the last. */
bool import_field_at(enum import_kind kind, size_t i, struct import_field_words *out);

/* Masks what could be a citizen id or a phone: nine digits and more, also with blanks, dots,
 * hyphens or brackets between them. The first three and the last four stay. */
void import_mask_numbers(char *text);

/* Loads the communes and agencies that come with the program. */
int import_seed(struct store *s, struct err *e);

/* "rooms", … to a kind; false where there is none of that name. */
bool import_kind_of(const char *name, enum import_kind *kind);
const char *import_kind_name(enum import_kind kind);

/* "new", "changed", "same", "bad", "skipped". */
const char *import_verdict_name(enum import_verdict verdict);

/* Frees everything and zeroes; accepts a zeroed report. */
void import_report_release(struct import_report *r);

#endif
