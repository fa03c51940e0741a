/* Private to src/store: the handle, its kept statements, and rows moved by description.
 *
 * A `store_shape` says once how a row struct and a table's columns correspond; reading, writing and
 * freeing walk over it:
 *
 *     static const struct store_field FIELDS[] = {
 *         {offsetof(struct store_site, id), STORE_KEY, 0}, …
 *     };
 *
 * The SELECT names the columns in the order of the fields. The upsert takes the fields that are not
 * read only as ?1, ?2, … in the same order, the key first.
 */
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "store/store.h"

struct store_kept {
    const char *sql; /* a static text: its address is the key */
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *db;
    int lock_fd; /* -1 on read handles */
    bool is_writer;
    bool has_key;
    struct crypto_key key;
    struct crypto_key audit_key; /* derived from it */
    struct crypto_key field_key; /* derived from it */
    size_t n_kept;
    struct store_kept *kept; /* [n_kept] */

    int depth;         /* open transactions, one in another */
    int floor;         /* those of them that a job may not end; 0 outside the writer thread */
    int fault;         /* primary SQLite code after which nothing goes on as before, or SQLITE_OK */
    int n_wal;         /* frames in the write-ahead log after the last commit */
    int64_t n_audit;   /* rows of the audit written by this handle */
    double deadline_s; /* monotonic; a statement that runs beyond it is stopped; 0 = none */
};

enum store_kind {
    STORE_KEY,   /* int64_t; 0 is bound as NULL: SQLite makes the id */
    STORE_INT64, /* int64_t; 0 <-> NULL */
    STORE_INT,   /* int; -1 <-> NULL */
    STORE_TEXT,  /* char *, owned; NULL is bound as '' */
};

enum { STORE_READ_ONLY = 1 << 0 };

struct store_field {
    size_t offset;
    enum store_kind kind;
    unsigned flags;
};

struct store_shape {
    const char *select;
    const char *upsert;
    size_t row_size;
    size_t n_fields;
    const struct store_field *fields; /* [n_fields] */
};

/* Lets SQL sort by `COLLATE vietnamese_name` (text_compare_names). Every handle needs it. */
int store_add_collation(sqlite3 *db);

/* vietnamese_holds(text, typed) in its SQL: text_holds. */
int store_add_search(sqlite3 *db);

/* The kept statement for a static SQL text, reset and without bindings; NULL on failure. */
sqlite3_stmt *store_statement(struct store *s, const char *sql, struct err *e);

/* Runs a statement that returns no rows, and resets it. */
int store_run(struct store *s, sqlite3_stmt *st, struct err *e);

/* Turns the handle's last failure into an err code. Where it says that the file, the disk or memory
 * failed, the handle keeps that in `fault`: the writer thread looks there after every job. */
int store_fail(struct store *s, struct err *e);

/* ERR_INPUT, saying how to give it, where the handle has no key. */
int store_need_key(const struct store *s, struct err *e);

/* What a trigger refuses (refusal.c), in Vietnamese; NULL where no trigger says so. */
const char *store_refusal_vi(const char *en);

/* Whether a fault means that the handle must not be used any more (all but a full disk). */
bool store_is_broken(const struct store *s);

void store_bind_text(sqlite3_stmt *st, int at, const char *text); /* NULL counts as "" */
void store_bind_id(sqlite3_stmt *st, int at, int64_t id);         /* 0 = NULL */
void store_bind_int(sqlite3_stmt *st, int at, int value);         /* -1 = NULL */
char *store_column_text(sqlite3_stmt *st, int at);                /* a copy, never NULL */

/* Reads all rows: *items gets an array of *n rows. */
int store_read_rows(struct store *s, const struct store_shape *shape, void **items, size_t *n,
                    struct err *e);

/* The same for a statement with its parameters bound, whose columns are those of the shape. */
int store_read_bound(struct store *s, sqlite3_stmt *st, const struct store_shape *shape,
                     void **items, size_t *n, struct err *e);

/* The same for a statement with one parameter, an id. */
int store_read_of(struct store *s, const char *sql, int64_t id, const struct store_shape *shape,
                  void **items, size_t *n, struct err *e);

/* The first row of such a statement into one struct; zeroed where there is none. */
int store_read_one(struct store *s, sqlite3_stmt *st, const struct store_shape *shape, void *row,
                   struct err *e);

/* The one number that a bound statement answers: how many there are. */
int store_read_number(struct store *s, sqlite3_stmt *st, int64_t *n, struct err *e);

/* Binds the writable fields of a row to a statement; returns the next free parameter. */
int store_bind_row(sqlite3_stmt *st, const struct store_shape *shape, const void *row);

/* Writes one row by the shape's upsert; `*id` is its key, set where it was 0. */
int store_put_row(struct store *s, const struct store_shape *shape, void *row, int64_t *id,
                  struct err *e);

/* Frees the texts of one row, or of all and the array. */
void store_release_row(const struct store_shape *shape, void *row);
void store_release_rows(const struct store_shape *shape, void *items, size_t n);

#endif
