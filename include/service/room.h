/* A room with its people and its past, for those who plan the house and those who look after them.
 *
 *     struct room_view v;
 *     rc = room_get(s, &who, "SV-A-101", &v, &e);     // ERR_ABSENT: none that they may see
 *     room_view_release(&v);
 */
#ifndef SERVICE_ROOM_H
#define SERVICE_ROOM_H

#include "service/principal.h"
#include "store/room.h"

struct room_view {
    struct store_room room;
    struct store_room_people people;
    struct store_room_events history;
};

int room_get(struct store *s, const struct principal *by, const char *code, struct room_view *out,
             struct err *e);

/* Frees everything and zeroes; accepts a zeroed one. */
void room_view_release(struct room_view *v);

#endif
