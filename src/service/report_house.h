/* Private to src/service/report_*.c: the house night by night, from what reports read of it.
 *
 *     struct report_house h;
 *     rc = report_house_load(&h, store, "2025-07-01", "2025-12-31", min_area_c, &e);
 *     report_night(&h, &h.rooms[i], day, shares, &night);
 *     report_house_release(&h);
 *
 * A night costs a walk over the parties and closures of its room within the days loaded.
 */
#ifndef SERVICE_REPORT_HOUSE_H
#define SERVICE_REPORT_HOUSE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/report.h"

enum { REPORT_LONG_DAYS = 183 }; /* half a year */

struct report_house_party {
    const struct store_report_party *row;
    int from, to;
    bool is_offer, is_unrecorded, is_temporary;
};

struct report_span {
    int from, to;
    const char *reason; /* of a run of several: none */
};

struct report_house_room {
    const struct store_report_room *row;
    int from, to; /* in the house: half open */
    size_t n_parties;
    const struct report_house_party *parties; /* [n_parties] */
    size_t n_closed;
    const struct report_span *closed; /* [n_closed] the one that began first before others */
    size_t n_runs;
    const struct report_span *runs; /* [n_runs] the same, those that meet made one */
};

struct report_house {
    int min_area_c;
    struct store_report_rooms room_rows;
    struct store_report_closures closed_rows;
    struct store_report_parties party_rows;
    size_t n_rooms;
    struct report_house_room *rooms;    /* [n_rooms] by code */
    struct report_house_party *parties; /* [party_rows.n] */
    struct report_span *closed;         /* [closed_rows.n] */
    struct report_span *runs;           /* [closed_rows.n] */
    size_t n_away;
    const struct report_house_party **away; /* [n_away] temporary stays by request */
    size_t max_parties;                     /* of a room */
};

int report_house_load(struct report_house *h, struct store *s, const char *from, const char *to,
                      int min_area_c, struct err *e);
void report_house_release(struct report_house *h);

/* What one party has of a room for a night. */
struct report_share {
    int occupied, unrecorded, held, reserved;
};

struct report_night {
    bool is_counted; /* the room is in the house that night; else all is 0 */
    bool is_closed, is_long;
    const char *reason; /* of the closure; "" */
    char sex[16];       /* any | M | F | F M */
    int beds, usable, occupied, unrecorded, held, reserved, closed, vacant, crowded;
};

/* A room's night; shares [room->n_parties] are set, too. */
void report_night(const struct report_house *h, const struct report_house_room *room, int day,
                  struct report_share *shares, struct report_night *out);

/* The days from `from` to before `to` on which a night may differ from the one before, `from`
 * first. The caller frees. */
int *report_changes(const struct report_house *h, const struct report_house_room *room, int from,
                    int to, size_t *n);

#endif
