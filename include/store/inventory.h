/* What stands in the rooms (trang thiết bị), piece by piece: bed 1, bed 2, air_con 1.
 *
 *     rc = store_item_list(s, &(struct store_item_query){.room = "SV-A-101"}, &items, NULL, &e);
 *     struct store_item bed = {.room_id = id, .kind = "bed", .ix = 1, .condition = "worn",
 *                              .note = "", .seen_on = "2025-08-01"};
 *     rc = store_item_put(s, &bed, &e);
 *     rc = store_item_remove(s, id, "bed", 2, "2025-08-01", &e);
 *
 * Kinds are those of service/item_kind.h; conditions good | worn | broken | missing: a piece that
 * is missing ought to be there, one that was removed ought not. Each change counts the room's
 * version up (store_room.version). See store.h for errors and ownership.
 */
#ifndef STORE_INVENTORY_H
#define STORE_INVENTORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_item {
    int64_t id;
    int64_t room_id;
    char *room; /* read only: its code */
    char *site; /* read only: code of the room's site */
    char *kind;
    int ix; /* 1 = the first of its kind in the room, up to 99 */
    char *condition;
    char *note;    /* make, number on its label */
    char *seen_on; /* day on which its condition was seen last */
};

struct store_items {
    size_t n;
    struct store_item *items; /* [n] by room, kind, ix */
};

/* What is asked for; NULL or 0 = all. */
struct store_item_query {
    const char *room; /* code */
    const char *site; /* code */
    const char *kind;
    const char *condition;
    const char *after_room; /* the last row of the page before: its room, kind and ix */
    const char *after_kind;
    int after_ix;
    int limit; /* rows; 0 = all */
};

/* What stands in the rooms now: all of a filter, and in `*n` (may be NULL) how many there are
 * whatever the page. */
int store_item_list(struct store *s, const struct store_item_query *q, struct store_items *out,
                    int64_t *n, struct err *e);
void store_items_release(struct store_items *l);

/* Writes a piece by room_id, kind and ix; one that was removed stands there again. */
int store_item_put(struct store *s, const struct store_item *item, struct err *e);

/* What was seen of a piece on seen_on: its note stays, and so does all of one that somebody has
 * looked at, or removed, after that day. */
int store_item_see(struct store *s, const struct store_item *item, struct err *e);

/* Takes a piece out of the room; nothing where it does not stand there. */
int store_item_remove(struct store *s, int64_t room_id, const char *kind, int ix,
                      const char *removed_on, struct err *e);

/* How many stand at a site, of a kind, in each condition. */
struct store_item_count {
    char *site; /* code */
    char *kind;
    int64_t n_rooms; /* rooms in which one stands */
    int64_t n, n_good, n_worn, n_broken, n_missing;
};

struct store_item_counts {
    size_t n;
    struct store_item_count *items; /* [n] by site, kind */
};

int store_item_count(struct store *s, struct store_item_counts *out, struct err *e);
void store_item_counts_release(struct store_item_counts *l);

#endif
