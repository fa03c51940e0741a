/* A pool of read-only handles for the threads of a server.
 *
 *     struct store *s = store_readers_take(pool, 0, &e);
 *     if (s != NULL) {
 *         rc = store_request_list(s, &all, &e);
 *         store_readers_give(pool, s);
 *     }
 *
 * From take to give all reads see one state of the data: the last commit before the first of them.
 * Nothing can be written, attached or configured through these handles, and none of their
 * statements runs beyond the limit (ERR_BUSY then): a reader that stays keeps the log from being
 * cut. With as many handles as threads nobody ever waits for one. Take late, copy what is needed,
 * give back, and only then format or send.
 */
#ifndef STORE_READERS_H
#define STORE_READERS_H

#include <stddef.h>

#include "base/crypto.h"
#include "base/err.h"
#include "store/store.h"

struct store_readers;

/* Opens `n` handles; after the writer, which brings the schema up to date. */
int store_readers_open(struct store_readers **out, const char *path, const struct crypto_key *key,
                       size_t n, struct err *e);

/* A handle of the caller's own until it is given back; waits up to a second for one. `limit_ms`:
 * how long its statements may run, all together; 0 = 250. NULL where none came free (ERR_BUSY) or
 * none can be opened. Any thread. */
struct store *store_readers_take(struct store_readers *r, int limit_ms, struct err *e);

/* Gives a handle back; one that met a fault is replaced. Accepts NULL. */
void store_readers_give(struct store_readers *r, struct store *s);

/* Closes all; every handle must have been given back. Accepts NULL. */
void store_readers_close(struct store_readers *r);

#endif
