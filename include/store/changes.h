/* What a piece of work did to the register, so that it can be taken back as a whole.
 *
 *     struct store_changes *c = NULL;
 *     rc = store_changes_begin(s, &c, &e);             // within a transaction
 *     … the work: puts of agencies, places, officials, requests …
 *     rc = store_changes_end(c, &bytes, &e);           // the values before and after, packed
 *     …
 *     rc = store_changes_undo(s, bytes.data, bytes.len, &e);
 *
 * The bytes are a changeset of SQLite's session extension over the tables of the register, and hold
 * what the tables hold: names in plain, citizen ids sealed. Undoing puts back every value and takes
 * out every row, all or nothing. It is refused where something rests on what would go: a row that
 * has been changed since by anybody (its version says so), or that a plan, an offer or an account
 * names. Rows that come back get a new version, so that no ETag of the time between fits (an undo
 * is a change, too: what came before it on the same rows can be undone no more). The history of a
 * request that comes back goes on; of one that goes, it goes too.
 */
#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct store;
struct store_changes;

/* One at a time per handle. */
int store_changes_begin(struct store *s, struct store_changes **out, struct err *e);

/* Appends the bytes (none where nothing changed); `out` NULL = they are not wanted. Frees. */
int store_changes_end(struct store_changes *c, struct buf *out, struct err *e);

/* In the caller's transaction, which must be rolled back where this fails. ERR_DATA where something
 * rests on it, saying what. */
int store_changes_undo(struct store *s, const void *bytes, size_t n, struct err *e);

#endif
