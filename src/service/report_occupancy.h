/* Private to src/service/report_*.c: what occupancy counts, by a night and over nights. */
#ifndef SERVICE_REPORT_OCCUPANCY_H
#define SERVICE_REPORT_OCCUPANCY_H

#include "report_house.h"
#include "report_parts.h"

/* The sets of the report. */
enum { NIGHTS, PARTIES, BED_NIGHTS, PARTY_NIGHTS, TURNAROUND };

enum {
    ROOMS,
    AVAILABLE_ROOMS,
    LONG_CLOSED_ROOMS,
    CLOSED_ROOMS,
    OCCUPIED_ROOMS,
    BEDS,
    USABLE_BEDS,
    AVAILABLE_BEDS,
    OCCUPIED_BEDS,
    UNRECORDED_BEDS,
    HELD_BEDS,
    RESERVED_BEDS,
    CLOSED_BEDS,
    VACANT_BEDS,
    CROWDED_BEDS,
    UNSLEPT_BEDS,
    LETTABLE_BEDS,
    OPEN_UNSLEPT_BEDS,
    OPEN_LETTABLE_BEDS,
    N_OF_PERIOD,
    AREA_C = N_OF_PERIOD,
    AREA_PEOPLE,
    NO_AREA_ROOMS,
    NO_AREA_PEOPLE,
    SMALL_ROOMS,
    SMALL_PEOPLE,
    N_OF_NIGHT,
};

_Static_assert((int)N_OF_NIGHT <= (int)REPORT_MAX_COUNTS, "a row has room for its counts");

/* Of a party. */
enum { P_OCCUPIED, P_UNRECORDED, P_HELD, P_RESERVED, N_OF_PARTY };

/* Of a bed taken again. */
enum { TURNS, GAP, DOWN, MAKE_READY, LEASE_UP, N_OF_TURN };

/* Site, block, pool and code of a room. */
void report_set_room(const struct report_house_room *room, const char *texts[REPORT_N_TEXTS]);

/* Adds what a night counts for, `nights` times: the counts before N_OF_PERIOD. */
void report_add_night(int64_t *n, const struct report_night *v, int64_t nights);

/* The same of a party. */
void report_add_share(int64_t *n, const struct report_share *share, int64_t nights);

/* A row for what a party has of a room, if anything. */
void report_add_party(struct report_set *set, const struct report_house_room *room,
                      const struct report_house_party *p, const int64_t n[N_OF_PARTY]);

/* Fills the sets of the period. */
int report_period(const struct report_source *from, struct report *r, struct err *e);

#endif
