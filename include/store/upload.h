/* Uploads: lists sent in over the API, each with the verdict on its rows, the list itself until it
 * is applied, and what applying it changed.
 *
 *     struct store_upload u = {.account_id = by->account_id, .kind = "requests", …};
 *     rc = store_upload_add(s, &u, csv, now, &e);          // u.code; needs the key
 *     rc = store_upload_row_add(s, u.id, 7, "bad", "[…]", &e);
 *     …
 *     rc = store_upload_by_code(s, &scope, code, &u, &e);  // u.id = 0: there is none
 *     rc = store_upload_list(s, &u, &csv, &e);
 *
 * A list holds citizen ids, so it is sealed, bound to its upload, and wiped when it is applied: the
 * register has it then. It stays as it came in: what was put right in it stands beside it, cell by
 * cell, sealed too; what is left of that once it is applied is masked. One sees one's own uploads;
 * who sees all people sees all. See store.h for errors and ownership.
 */
#ifndef STORE_UPLOAD_H
#define STORE_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_upload {
    int64_t id;
    char *code; /* id outside, 32 hex digits; made by add */
    int64_t version;
    int64_t account_id;
    char *account; /* read only: who sent it */
    char *kind;    /* rooms | agencies | officials | requests */
    char *file_name;
    char *file_sha256;
    char *document; /* number of the paper it came with; "" none */
    char *document_day;
    char *state; /* judged | applied | undone */
    int64_t made_at;
    int64_t applied_at; /* 0 = not */
    int64_t undone_at;  /* 0 = not */
    int n_new, n_changed, n_same, n_bad, n_skipped;
    int n_corrected; /* read only: cells put right and rows left out */
};

struct store_uploads {
    size_t n;
    struct store_upload *items; /* [n] the latest first */
};

struct store_upload_row {
    int number;     /* as the sheet counts it; 0 = the file as a whole */
    char *verdict;  /* new | changed | same | bad | skipped */
    char *findings; /* JSON */
};

struct store_upload_rows {
    size_t n;
    struct store_upload_row *items; /* [n] by number */
};

enum { STORE_WHOLE_ROW = -1 };

/* One cell put right, or a row left out. */
struct store_upload_cell {
    int number;    /* of the row */
    int column_ix; /* 0 = A; STORE_WHOLE_ROW */
    char *before;  /* in the file; masked */
    char *after;   /* masked */
    char *text;    /* what stands in the cell now; "" of a row, and once applied */
    char *account; /* read only: by whom */
    int64_t account_id;
    int64_t made_at;
};

struct store_upload_cells {
    size_t n;
    struct store_upload_cell *items; /* [n] by row and column */
};

/* Adds one in state judged; sets id, code and version. The caller keeps the other texts. */
int store_upload_add(struct store *s, struct store_upload *u, const char *csv, int64_t now,
                     struct err *e);
int store_upload_row_add(struct store *s, int64_t id, int number, const char *verdict,
                         const char *findings, struct err *e);

int store_upload_by_code(struct store *s, const struct store_scope *scope, const char *code,
                         struct store_upload *out, struct err *e);
void store_upload_release(struct store_upload *u);

/* A page behind the upload of code `after` ("" = from the latest; ERR_ABSENT where there is none),
 * and how many there are. */
int store_upload_page(struct store *s, const struct store_scope *scope, const char *after,
                      int limit, struct store_uploads *out, int64_t *n, struct err *e);
void store_uploads_release(struct store_uploads *l);

/* Rows of a verdict ("" = any) with a finding of a level ("" = any, and none) behind a number (-1 =
 * from the first; ERR_ABSENT where no row has it), and how many there are. */
int store_upload_row_page(struct store *s, int64_t id, const char *verdict, const char *level,
                          int after, int limit, struct store_upload_rows *out, int64_t *n,
                          struct err *e);
void store_upload_rows_release(struct store_upload_rows *l);

/* The list, opened. ERR_INPUT without the key. */
int store_upload_list(struct store *s, const struct store_upload *u, struct buf *csv,
                      struct err *e);

/* Puts a cell in place of what stood for it, or takes it away again: then the file's counts. */
int store_upload_cell_put(struct store *s, const struct store_upload *u,
                          const struct store_upload_cell *cell, struct err *e);
int store_upload_cell_drop(struct store *s, const struct store_upload *u, int number, int column_ix,
                           struct err *e);

/* All of an upload; the texts where `opens`, which needs the key. */
int store_upload_cell_list(struct store *s, const struct store_upload *u, bool opens,
                           struct store_upload_cells *out, struct err *e);
void store_upload_cells_release(struct store_upload_cells *l);

/* Takes new counts over and forgets the verdicts, for rows to be added anew; sets the version. */
int store_upload_rejudge(struct store *s, struct store_upload *u, struct err *e);

/* Judged → applied: the list is wiped, the changes are kept. */
int store_upload_apply(struct store *s, int64_t id, const void *changes, size_t n, int64_t now,
                       struct err *e);

/* The changes of an upload that was applied. */
int store_upload_changes(struct store *s, int64_t id, struct buf *out, struct err *e);

/* Applied → undone: the changes are wiped, for they hold names. */
int store_upload_undo(struct store *s, int64_t id, int64_t now, struct err *e);

/* Forgets the lists that were judged before an instant and never applied: nothing rests on them. At
 * most `limit`. */
int store_upload_purge(struct store *s, int64_t before, int limit, struct err *e);

#endif
