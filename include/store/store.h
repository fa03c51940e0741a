/* The database: one SQLite file, and the only way to it. All SQL of the program stands under
 * src/store; what crosses this folder are plain row structs (site.h, person.h, request.h, plan.h).
 *
 *     struct store *s = NULL;
 *     int rc = store_open(&s, "demo.db", STORE_WRITE, &key, &e);
 *     rc = rc ? rc : store_begin(s, &e);
 *     rc = rc ? rc : store_room_put(s, &room, &e);
 *     rc = rc ? rc : store_commit(s, &e);
 *     store_close(s);                     // rolls back what was not committed
 *
 * Every function that can fail returns ERR_OK or an err code and says why in `e`: ERR_BUSY where
 * another process writes, ERR_IO where the disk or the file fails, ERR_FULL where the disk is
 * full, ERR_DATA where a rule of the
 * schema forbids the change, ERR_INPUT where the caller named something wrong.
 *
 * Texts in row structs are owned by the struct and never NULL after a read; "" = nothing known. An
 * int that may be unknown is -1. Lists of codes are one text, ascending, with one blank between.
 *
 * A handle and its statements serve one thread at a time. One process writes: STORE_WRITE and
 * STORE_CREATE take an flock on PATH.lock and hold it until store_close.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>

#include "base/crypto.h"
#include "base/err.h"

struct store;

enum store_mode {
    STORE_READ,   /* read-only handle; any number of them, beside one writer */
    STORE_WRITE,  /* the one writable handle; brings the schema up to date */
    STORE_CREATE, /* the same, for a file that must not exist yet */
};

/* Opens a database. `key` (copied; NULL = none) opens and seals citizen ids; without it whatever
 * needs one fails with ERR_INPUT, and so does a key that is not the database's own. ERR_BUSY where
 * another process writes. */
int store_open(struct store **out, const char *path, enum store_mode mode,
               const struct crypto_key *key, struct err *e);

/* Rolls back an open transaction, closes, frees. Accepts NULL. */
void store_close(struct store *s);

/* A transaction, which keeps other writers away from its first moment. Within another one it is a
 * part of that: it can fail alone, and lasts when the outer one is committed. On a read handle it
 * is one state of the data for all that is read in it. */
int store_begin(struct store *s, struct err *e);
int store_commit(struct store *s, struct err *e);

/* Ends the innermost transaction without effect; does nothing where none is open. */
void store_rollback(struct store *s);

/* A piece of work on the data: reads, checks and changes. Returns ERR_OK, or an err code with `e`
 * set, and then nothing of it lasts. It may begin and
 * end transactions inside, but not end the one it runs in. The same function serves a command, by
 * store_do, and the server, by the writer thread (writer.h). */
typedef int store_job(void *ctx, struct store *s, struct err *e);

/* Runs a job in a transaction of its own on the caller's handle. */
int store_do(struct store *s, store_job *job, void *ctx, struct err *e);

/* Whether the handle was opened with a key. */
bool store_has_key(const struct store *s);

#endif
