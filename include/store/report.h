/* What reports count: rooms with what became of them, parties with the nights they have beds for,
 * requests, work orders and costs, as they stood. Reports count; nothing here is summed up in SQL,
 * so that each figure can show its rows.
 *
 *     rc = store_report_rooms(s, &rooms, &e);
 *     rc = store_report_parties(s, "2025-08-01", "2025-08-31", &parties, &e);    // of these nights
 *
 * Days are half open, instants are told by their day in Vietnam: what happened on a day counts for
 * its night. "" = open, or not known. See store.h for errors and ownership.
 */
#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_report_room {
    int64_t id;
    char *code, *site, *block;
    char *sex;   /* its rule: any | M | F | unrestricted */
    char *pools; /* "" = all */
    int beds;    /* that stand in it today */
    int area_c;  /* hundredths of m²; -1 unknown */
    char *from;  /* first and last day of its site's requisition; both may be "" */
    char *to;
};

struct store_report_rooms {
    size_t n;
    struct store_report_room *items; /* [n] by code */
};

int store_report_rooms(struct store *s, struct store_report_rooms *out, struct err *e);
void store_report_rooms_release(struct store_report_rooms *l);

/* Days on which a room is closed: by a closure, or by its state in the register, whose first one
 * counts for all days before it. */
struct store_report_closed {
    int64_t room_id;
    char *from_day; /* "" = always before */
    char *to_day;   /* "" = not known */
    char *reason;   /* of the closure; of a state: repair | reserved | closed */
};

struct store_report_closures {
    size_t n;
    struct store_report_closed *items; /* [n] by room; closures first, each by its first day */
};

int store_report_closures(struct store *s, struct store_report_closures *out, struct err *e);
void store_report_closures_release(struct store_report_closures *l);

/* A party that has beds of a room on some nights, by one of:
 *   own, temporary  a stay
 *   unrecorded      it lives there by the register and never had a stay: from the day on which the
 *                   database knew of it
 *   offer           a room offered: from that day until it is answered or, once accepted, until it
 *                   moves in, ends, withdraws, or accepts or takes another room */
struct store_report_party {
    int64_t room_id, request_id;
    char *request, *agency; /* codes */
    char *sexes;            /* "F", "M", "F M" */
    char *kind;
    int whole_room; /* 1 = the room is its own */
    int beds;       /* slept in; of an offer and of who is unrecorded: that it has */
    char *from_day, *to_day;
};

struct store_report_parties {
    size_t n;
    struct store_report_party *items; /* [n] by room, kind, request */
};

/* Those with a night from `from` to `to`, both included. */
int store_report_parties(struct store *s, const char *from, const char *to,
                         struct store_report_parties *out, struct err *e);
void store_report_parties_release(struct store_report_parties *l);

/* A bed taken again: who slept there before left on `vacated`. */
struct store_report_turn {
    int64_t room_id;
    int bed;
    char *request; /* who takes it */
    char *vacated, *taken;
};

struct store_report_turns {
    size_t n;
    struct store_report_turn *items; /* [n] by room, day, bed */
};

/* Beds taken from `from` to `to`, both included, that somebody had before; who has a room alone has
 * all beds of it. */
int store_report_turns(struct store *s, const char *from, const char *to,
                       struct store_report_turns *out, struct err *e);
void store_report_turns_release(struct store_report_turns *l);

#endif
