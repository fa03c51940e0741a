/* One room as the house knows it: who has a bed in it now, and what came before.
 *
 *     rc = store_room_get(s, &scope, "SV-A-101", &room, &e);     // room.id == 0: none is seen
 *     rc = store_room_people(s, room.id, &people, &e);
 *     rc = store_room_events(s, room.id, &events, &e);
 *
 * Rooms with their people are seen by who sees all people. See store.h for errors and ownership.
 */
#ifndef STORE_ROOM_H
#define STORE_ROOM_H

#include "store/scope.h"
#include "store/site.h"

int store_room_get(struct store *s, const struct store_scope *scope, const char *code,
                   struct store_room *out, struct err *e);
void store_room_release(struct store_room *r);

/* A party that holds beds: it lives there, is offered them, or has them by the plan published last
 * and waits for the offer. */
struct store_room_person {
    char *request; /* code */
    char *name;    /* of the applicant */
    char *agency;  /* code and name */
    char *agency_name;
    char *sexes;      /* of all of the party: "F", "M", "F M" */
    char *state;      /* of the request */
    int points, band; /* -1 = never scored */
    int beds;         /* that it takes */
    int64_t deadline; /* of its open offer; 0 = none */
    char *stay;       /* code of its stay there; "" = has not moved in, or before stays were kept */
    char *since;      /* its first day there; "" = none of it */
};

struct store_room_people {
    size_t n;
    struct store_room_person *items; /* [n] ascending by request */
};

int store_room_people(struct store *s, int64_t id, struct store_room_people *out, struct err *e);
void store_room_people_release(struct store_room_people *l);

struct store_room_event {
    int64_t at;
    char *event;   /* state | assigned | offered | accepted | declined | expired | void */
    char *state;   /* of the room; "" unless that changed */
    char *request; /* code; "" where the room's state changed */
    char *name;    /* of its applicant */
    char *round;   /* code, of the plan published in it */
};

struct store_room_events {
    size_t n;
    struct store_room_event *items; /* [n] the last first */
};

/* `assigned` stands for a published plan that made no offer of it: who lived there already. */
int store_room_events(struct store *s, int64_t id, struct store_room_events *out, struct err *e);
void store_room_events_release(struct store_room_events *l);

#endif
