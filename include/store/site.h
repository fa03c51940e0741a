/* Places: sites, rooms, communes. Reading returns everything, ascending by code.
 *
 *     struct store_rooms rooms = {0};
 *     int rc = store_room_list(s, &rooms, &e);
 *     for (size_t i = 0; i < rooms.n; i++) … rooms.items[i].code …
 *     store_rooms_release(&rooms);
 *
 * put: an `id` of 0 inserts and sets the new id; another one updates that row. Release functions
 * accept zeroed lists. See store.h for errors and ownership.
 */
#ifndef STORE_SITE_H
#define STORE_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_site {
    int64_t id;
    char *code; /* SV */
    char *name;
    char *owner;
    char *address;
    char *requisition_from; /* YYYY-MM-DD */
    char *requisition_to;
    int64_t version; /* counts changes */
};

struct store_room {
    int64_t id;
    int64_t site_id;
    char *site_code; /* read only */
    char *code;      /* SV-A-305 */
    char *block;     /* A */
    int floor;       /* 1 = ground floor (tầng 1); -1 unknown */
    int beds;
    int area_c;     /* hundredths of m²; -1 unknown */
    char *features; /* codes: "air_con ground_floor" */
    char *sex;      /* any | M | F | unrestricted */
    char *pools;    /* "A B"; "" = all */
    char *state;    /* usable | repair | reserved | closed */
    char *note;
    int64_t version; /* counts changes of the room and of what stands in it */
};

struct store_commune {
    char *code; /* 11953 */
    char *name; /* without "xã" or "phường" */
    char *kind; /* xã | phường */
    char *former_province;
    int straight_km_t; /* tenths of a km, centroid to centroid of Phố Hiến */
};

struct store_sites {
    size_t n;
    struct store_site *items; /* [n] */
};

struct store_rooms {
    size_t n;
    struct store_room *items; /* [n] */
};

struct store_communes {
    size_t n;
    struct store_commune *items; /* [n] */
};

int store_site_list(struct store *s, struct store_sites *out, struct err *e);
int store_site_put(struct store *s, struct store_site *site, struct err *e);
void store_sites_release(struct store_sites *l);

int store_room_list(struct store *s, struct store_rooms *out, struct err *e);
int store_room_put(struct store *s, struct store_room *room, struct err *e);
void store_rooms_release(struct store_rooms *l);

int store_commune_list(struct store *s, struct store_communes *out, struct err *e);
int store_commune_find(struct store *s, const char *code, bool *is_there, struct err *e);
/* Inserts or replaces by code. */
int store_commune_put(struct store *s, const struct store_commune *c, struct err *e);
void store_communes_release(struct store_communes *l);

#endif
