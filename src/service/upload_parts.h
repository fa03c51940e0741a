/* Private to uploads.
 *
 *   upload.c          reading, judging, keeping, applying, undoing
 *   upload_list.c     the list as it stands, and what was put right in it
 *   upload_correct.c  putting cells right, judged anew
 *   upload_settle.c   what follows from an applied list for the people in it
 */
#ifndef SERVICE_UPLOAD_PARTS_H
#define SERVICE_UPLOAD_PARTS_H

#include "service/upload.h"

/* --- upload.c */

/* upload_get, the version, the state and the right to change it. */
int upload_open(struct store *s, const struct principal *by, const char *code, int64_t version,
                const char *state, struct store_upload *u, struct err *e);

/* Adds the verdicts; takes the counts over. */
int upload_add_rows(struct store *s, int64_t id, const struct import_report *report, struct err *e);
void upload_count(struct store_upload *u, const struct import_report *report);

/* --- upload_list.c */

/* The list with the cells that `fixes` has in place of those kept (text NULL: the file's).
 * ERR_INPUT where more than UPLOAD_MAX_FIXED stand then. */
int upload_list_fixed(struct store *s, const struct store_upload *u,
                      const struct store_upload_cells *fixes, struct upload_list *out,
                      struct err *e);

/* Judges it, or writes it. */
int upload_import(struct store *s, enum import_kind kind, const struct upload_list *l,
                  const struct import_options *o, struct import_report *out, struct err *e);

/* --- upload_settle.c */

/* Confirms facts and requests by the upload's paper; submits the rest; a confirmed request that the
 * list changed, or a fact of it, waits for its agency again. */
int upload_settle(struct store *s, const struct principal *by, const struct store_upload *u,
                  const struct import_report *report, const char *today, int64_t now,
                  struct err *e);

#endif
