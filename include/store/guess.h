/* Passwords that were tried: how often for a login since the last right one, and from when on the
 * next may be judged. The law of the delays is the service's (service/login.h).
 *
 *     rc = store_guess_get(s, "lan.nt", &g, &e);        // n_tried = 0: none is counted
 *     rc = store_guess_put(s, "lan.nt", &g, now - 86400, &e);
 *     rc = store_guess_end(s, "lan.nt", &e);            // a right one
 *
 * By login, whether an account has it or not: both look alike from outside. Logins stand here as
 * keyed hashes. See store.h for errors; all need the key.
 */
#ifndef STORE_GUESS_H
#define STORE_GUESS_H

#include <stdint.h>

#include "base/err.h"

struct store;

struct store_guess {
    int n_tried;
    int64_t tried_at; /* of the last */
    int64_t retry_at;
};

int store_guess_get(struct store *s, const char *login, struct store_guess *out, struct err *e);

/* Counts for a login; forgets a few of those tried before `forget_before`, more than one call adds,
 * so the table holds little more than that time's. */
int store_guess_put(struct store *s, const char *login, const struct store_guess *g,
                    int64_t forget_before, struct err *e);

int store_guess_end(struct store *s, const char *login, struct err *e);

#endif
