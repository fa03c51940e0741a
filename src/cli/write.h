/* How commands that change a database open it. Private to the command line.
 *
 *     rc = write_open(&s, db, key_option, &e);
 *     rc = rc ? rc : store_begin(s, &e);
 *     … the change; audit_add(s, 0, "score", …) …
 *     rc = rc ? rc : store_commit(s, &e);
 *     store_close(s);                              // without the commit nothing lasts
 */
#ifndef CLI_WRITE_H
#define CLI_WRITE_H

#include "base/err.h"

struct store;

/* Finds the key (key.h) and opens for writing. ERR_INPUT without a key: each change leaves a row in
 * the audit, which is chained under it. */
int write_open(struct store **s, const char *db, const char *key_option, struct err *e);

#endif
