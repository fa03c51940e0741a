/* Uploads: a list judged row by row before anything is written, then applied as a whole, and taken
 * back as a whole. The importer (import.h) is the judge.
 *
 *     rc = upload_read(program, bytes, n, &csv, &e);                   // no store: a worker
 *     rc = upload_judge(s, by, IMPORT_REQUESTS, csv.data, &report, &e);   // a read handle
 *     rc = upload_add(s, by, &u, csv.data, &report, today, now, &bad, &e); // a job: kept, with
 *     …                                                                // the verdict on each row
 *     rc = upload_apply(s, by, code, version, skips_bad, today, now, &e);
 *     rc = upload_undo(s, by, code, version, now, &e);
 *
 * A registrar sends lists of officials and requests of the account's agencies, one of all agencies
 * also those of agencies and rooms, the planner rooms. Others' rows are not there for a list (see
 * import_options.scope). Applying judges again: where the register has changed so that the verdicts
 * are others, nothing is written (ERR_DATA). Each change adds a row to the audit, in the caller's
 * transaction.
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

/* Keeps a judged list. `u` names kind, file_name, file_sha256, document, document_day; sets the
 * rest. */
int upload_add(struct store *s, const struct principal *by, struct store_upload *u, const char *csv,
               const struct import_report *report, const char *today, int64_t now,
               struct solver_findings *bad, struct err *e);

/* ERR_ABSENT where it is not one's to see. */
int upload_get(struct store *s, const struct principal *by, const char *code,
               struct store_upload *out, struct err *e);

/* Writes the good rows; with bad rows nothing, unless skips_bad. */
int upload_apply(struct store *s, const struct principal *by, const char *code, int64_t version,
                 bool skips_bad, const char *today, int64_t now, struct err *e);

/* Takes back all that applying it changed; ERR_DATA where something rests on it (changes.h). */
int upload_undo(struct store *s, const struct principal *by, const char *code, int64_t version,
                int64_t now, struct err *e);

#endif
