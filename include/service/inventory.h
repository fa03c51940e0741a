/* What stands in the rooms, as those who keep the house write it down.
 *
 *     struct inventory_room v;
 *     rc = inventory_get(s, &who, "SV-A-101", &v, &e);              // ERR_ABSENT: none they may
 * see rc = inventory_set(s, &who, "SV-A-101", v.room.version, lines, n, today, &bad, &e);
 *     inventory_room_release(&v);
 *
 * Crews, planners and the Office keep the house; auditors look on; for all others there is nothing
 * here (ERR_ABSENT). Changes run in the caller's transaction and add one audit row.
 */
#ifndef SERVICE_INVENTORY_H
#define SERVICE_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/inventory.h"
#include "store/room.h"

struct store;

/* Whether one keeps the house, or at least sees how it stands. */
bool inventory_is_keeper(const struct principal *by);
bool inventory_is_seen(const struct principal *by);

/* The room of a code, for whoever sees how it stands, or keeps it (`to_keep`): else ERR_ABSENT. */
int inventory_room_find(struct store *s, const struct principal *by, const char *code, bool to_keep,
                        struct store_room *out, struct err *e);

struct inventory_room {
    struct store_room room;
    struct store_items items;
};

int inventory_get(struct store *s, const struct principal *by, const char *room,
                  struct inventory_room *out, struct err *e);
void inventory_room_release(struct inventory_room *v);

/* A piece as it is written down; texts are borrowed. */
struct inventory_line {
    const char *kind;
    int ix;
    const char *condition;
    const char *note;    /* NULL = "" */
    const char *seen_on; /* NULL = today where the condition is another than before, else as it was
                          */
};

/* The whole list of a room: what is not in it was taken away. `version` is that of the room, 0 =
 * any (ERR_CHANGED). ERR_INPUT with findings at /items/i/…: no such kind, a number twice, a day
 * that is none or lies ahead. The same list again changes nothing. */
int inventory_set(struct store *s, const struct principal *by, const char *room, int64_t version,
                  const struct inventory_line *lines, size_t n, const char *today,
                  struct solver_findings *bad, struct err *e);

/* All of the house: counted by site and kind, and piece by piece. */
int inventory_counts(struct store *s, const struct principal *by, struct store_item_counts *out,
                     struct err *e);
int inventory_rows(struct store *s, const struct principal *by, const struct store_item_query *q,
                   struct store_items *out, int64_t *n, struct err *e);

/* A condition in Vietnamese; NULL where there is no such one. */
const char *inventory_condition_vi(const char *condition);

#endif
