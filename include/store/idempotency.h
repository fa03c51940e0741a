/* Answers kept under an Idempotency-Key, so that a request sent again has no second effect.
 *
 *     rc = store_idempotency_find(s, account, key, request_sha256, &kept, &e);  // first in the job
 *     if (rc == ERR_OK && kept.status != 0) → answer `kept`, change nothing
 *     … the change, its audit row …
 *     rc = store_idempotency_add(s, account, key, &kept, &e);                   // last in the job
 *
 * Both stand in the transaction of the effect: the answer is kept exactly if the effect lasts. See
 * store.h for errors and ownership.
 */
#ifndef STORE_IDEMPOTENCY_H
#define STORE_IDEMPOTENCY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_reply {
    char request_sha256[65]; /* of method, path and body */
    int status;              /* HTTP; 0 = nothing kept */
    char *head;              /* header lines: Location, ETag */
    char *body;              /* [body_len], and a NUL behind it */
    size_t body_len;
    int64_t made_at; /* set by add */
};

/* The answer kept under that key of that account (0 = nobody); status 0 where there is none.
 * ERR_DATA where it belongs to another request. */
int store_idempotency_find(struct store *s, int64_t account_id, const char *key,
                           const char *request_sha256, struct store_reply *out, struct err *e);

/* Keeps an answer; the caller keeps the texts. */
int store_idempotency_add(struct store *s, int64_t account_id, const char *key,
                          struct store_reply *reply, struct err *e);

/* Forgets what was made before an instant, at most `limit` answers: a retry comes within a day. */
int store_idempotency_purge(struct store *s, int64_t before, int limit, struct err *e);

/* Frees what a find filled, and zeroes. */
void store_reply_release(struct store_reply *r);

#endif
