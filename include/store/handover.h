/* Hand-over records of stays (biên bản bàn giao): one as the room is given to the party, one as it
 * comes back.
 *
 *     struct store_handover h = {0};
 *     rc = store_handover_get(s, stay_id, "in", &h, &e);        // h.id == 0: there is none yet
 *     rc = store_handover_put(s, &h, &e);                       // what it says, with its items
 *     rc = store_handover_confirm(s, &h, &e);                   // who has confirmed it
 *
 * Once both have confirmed a record it is not changed any more: ERR_DATA, by the schema. See
 * store.h for errors and ownership.
 */
#ifndef STORE_HANDOVER_H
#define STORE_HANDOVER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_handover_item {
    char *kind; /* as in room_item */
    int ix;
    char *condition; /* good | worn | broken | missing */
    char *note;
};

struct store_handover {
    int64_t id;
    char *code; /* id outside; made by put */
    int64_t stay_id;
    char *stay; /* read only: its code */
    char *kind; /* in | out */
    char *day;
    int electricity_kwh; /* readings, -1 = none */
    int water_m3;
    int n_keys; /* -1 = not counted */
    char *note;
    int64_t house_id; /* account that confirmed for the house; 0 = not yet */
    char *house;      /* read only: its name */
    int64_t house_at;
    int64_t resident_id; /* account that confirmed for the party; 0 = not yet */
    char *resident;      /* read only: its name */
    int64_t resident_at;
    int is_on_paper; /* 1: the party signed the printed form */
    int64_t version;

    size_t n_items;
    struct store_handover_item *items; /* [n_items] by kind, ix */
};

struct store_handovers {
    size_t n;
    struct store_handover *items; /* [n] */
};

/* The record of a stay; id 0 where there is none. */
int store_handover_get(struct store *s, int64_t stay_id, const char *kind,
                       struct store_handover *out, struct err *e);

/* The records of all stays of a request, without their items. */
int store_handover_list(struct store *s, int64_t request_id, struct store_handovers *out,
                        struct err *e);

/* Writes what a record says: a new one where `id` is 0 (sets id and code), else in place of what it
 * said; nobody has confirmed it then. */
int store_handover_put(struct store *s, struct store_handover *h, struct err *e);

/* Writes who has confirmed a record: house_id to is_on_paper. */
int store_handover_confirm(struct store *s, const struct store_handover *h, struct err *e);

void store_handover_release(struct store_handover *h);
void store_handovers_release(struct store_handovers *l);

#endif
