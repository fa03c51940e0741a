/* What has moved between two snapshots of the register: which requests, rooms and facts.
 *
 *     struct stale moved = {0};
 *     rc = stale_round(s, "2025-07", today, &moved, &e); // since the round closed
 *     … moved.n == 0: nothing; a plan on that data still fits …
 *     stale_write(&moved, &json);                        // [{"object":"request","id":"HS-0001",
 *     stale_release(&moved);                             //   "change":"changed","fields":[…]}]
 *
 * Everything that points, eligibility or a plan depends on is compared; names, notes and states are
 * not. Requests that were filed later belong to the next round and are no change of this one.
 */
#ifndef SERVICE_STALE_H
#define SERVICE_STALE_H

#include <stddef.h>

#include "base/buf.h"
#include "service/snapshot.h"

struct store;

enum stale_object { STALE_REQUEST, STALE_ROOM };

enum stale_change { STALE_CHANGED, STALE_GONE, STALE_NEW };

enum { STALE_MAX_FIELDS = 16 };

struct stale_item {
    enum stale_object object;
    char *code;
    enum stale_change change;
    size_t n_fields;
    const char *fields[STALE_MAX_FIELDS]; /* [n_fields] of a changed one, as the API names them */
};

struct stale {
    size_t n;
    struct stale_item *items; /* [n] requests, then rooms, ascending by code */
};

/* Adds what differs between two snapshots of one register. A new request is none. */
void stale_compare(const struct snapshot *then, const struct snapshot *now, struct stale *out);

/* Adds what has moved from when a round was closed to a day: a room closed by then (`state`), or
 * announced to be (`closes_on`), is told. ERR_ABSENT, ERR_DATA where the round is open. */
int stale_round(struct store *s, const char *code, const char *today, struct stale *out,
                struct err *e);

/* Appends it as a JSON list. */
void stale_write(const struct stale *m, struct buf *out);

/* Frees and zeroes; accepts a zeroed one. */
void stale_release(struct stale *m);

#endif
