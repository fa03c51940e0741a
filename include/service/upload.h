/* Uploads: a list judged row by row before anything is written, then applied as a whole, and taken
 * back as a whole. The importer (import.h) is the judge.
 *
 *     rc = upload_read(program, bytes, n, &csv, &e);                   // no store: a worker
 *     rc = upload_judge(s, by, IMPORT_REQUESTS, csv.data, &report, &e);   // a read handle
 *     rc = upload_add(s, by, &u, csv.data, &report, today, now, &bad, &e); // a job: kept, with
 *     …                                                                // the verdict on each row
 *     rc = upload_try(s, by, code, version, fixes, n, &tried, &bad, &e);   // a read handle
 *     rc = upload_correct(s, by, &tried, now, &e);                     // a job: judged anew
 *     rc = upload_apply(s, by, code, version, skips_bad, today, now, &e);
 *     rc = upload_undo(s, by, code, version, now, &e);
 *
 * A registrar sends lists of officials and requests of the account's agencies, one of all agencies
 * also those of agencies, rooms, what stands in them and their surveys, the planner the latter
 * three, crews the latter two. Others' rows are not there for a list (see import_options.scope).
 * Applying judges again: where the register has changed so that the verdicts are others, nothing is
 * written (ERR_DATA). Each change adds a row to the audit, in the caller's transaction.
 *
 * A cell can be put right, and a row left out, without another file: the list stays as it came in
 * (its hash tells which), and each correction stands beside it, by whom and when; all of it is
 * judged anew then. A list whose heading lacks a needed column is kept, too, all rows bad: a
 * heading is a cell like others.
 *
 * A list of people may come with a paper (công văn: number and date), by which the agency says that
 * all in it is so: what its rows state is confirmed by it, and their requests are confirmed, but
 * for those in which somebody has not agreed or another agency's official is not confirmed. Without
 * a paper they are submitted. A request that the list changes waits for its confirmation anew.
 */
#ifndef SERVICE_UPLOAD_H
#define SERVICE_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "service/import.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/upload.h"

struct store;

/* Reads a file's bytes into CSV with the sheet's row numbers kept. An XLSX is read by a child, the
 * hidden command `read-table -` of `program`, under limits. ERR_INPUT saying what is wrong. */
int upload_read(const char *program, const char *bytes, size_t n, struct buf *csv, struct err *e);

/* ERR_DENIED where `by` may not send lists of that kind. */
int upload_may(const struct principal *by, enum import_kind kind, struct err *e);

/* The verdicts. ERR_INPUT where it is no list of that kind: the report's findings say what is
 * missing. */
int upload_judge(struct store *s, const struct principal *by, enum import_kind kind,
                 const char *csv, struct import_report *out, struct err *e);

/* A list as it stands: the cells as they were sent, but for those put right. */
struct upload_list {
    bool is_there; /* not once it is applied, nor for those who may not change it */
    struct table table;
    struct import_columns columns;
    size_t n_left_out;
    int *left_out; /* [n_left_out] ascending rows */
};

/* Of one just read, which is all there. */
int upload_list_read(enum import_kind kind, const char *csv, struct upload_list *out,
                     struct err *e);

/* Of a kept one. ERR_OK also where it is not there. */
int upload_list_get(struct store *s, const struct principal *by, const struct store_upload *u,
                    struct upload_list *out, struct err *e);

/* "A", "Z", "AA", …: a column as the sheet names it; and back, -1 = none is named so. */
const char *upload_column_name(int column_ix, char out[4]);
int upload_column_ix(const char *name);

/* The place in the table of a row as the sheet counts it; table.n_rows = there is none. */
size_t upload_list_row(const struct upload_list *l, int number);

void upload_list_release(struct upload_list *l);

/* Keeps a judged list. `u` names kind, file_name, file_sha256, document, document_day; sets the
 * rest. */
int upload_add(struct store *s, const struct principal *by, struct store_upload *u, const char *csv,
               const struct import_report *report, const char *today, int64_t now,
               struct solver_findings *bad, struct err *e);

/* ERR_ABSENT where it is not one's to see. */
int upload_get(struct store *s, const struct principal *by, const char *code,
               struct store_upload *out, struct err *e);

/* Whether `by` may correct it, apply it and take it back: one's own, or for a registrar of all
 * agencies anybody's. */
bool upload_may_change(const struct principal *by, const struct store_upload *u);

/* One cell put right (column_ix from 0 = A), or a row left out (STORE_WHOLE_ROW, any text). */
struct upload_fix {
    int row; /* as the sheet counts it */
    int column_ix;
    const char *text; /* NULL = as in the file again */
};

enum { UPLOAD_MAX_FIXED = 1000 }; /* in one list; beyond that the file is to be corrected */

/* A list judged with further corrections, nothing of which is kept yet. */
struct upload_tried {
    struct store_upload upload; /* with the new counts */
    struct upload_list list;
    struct import_report report;
    struct store_upload_cells fixes; /* text NULL: taken back */
};

/* Findings at /cells/i or /rows/i: which of the fixes of its kind is wrong. */
int upload_try(struct store *s, const struct principal *by, const char *code, int64_t version,
               const struct upload_fix *fixes, size_t n, struct upload_tried *out,
               struct solver_findings *bad, struct err *e);
void upload_tried_release(struct upload_tried *t);

/* Keeps it. ERR_CHANGED where the list was corrected by another call meanwhile. */
int upload_correct(struct store *s, const struct principal *by, struct upload_tried *t, int64_t now,
                   struct err *e);

/* Writes the good rows; with bad rows nothing, unless skips_bad. */
int upload_apply(struct store *s, const struct principal *by, const char *code, int64_t version,
                 bool skips_bad, const char *today, int64_t now, struct err *e);

/* Takes back all that applying it changed; ERR_DATA where something rests on it (changes.h),
 * and always for a list of surveys: those that are done stay, as its preview says. */
int upload_undo(struct store *s, const struct principal *by, const char *code, int64_t version,
                int64_t now, struct err *e);

#endif
