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

/* A work order, with what happened to it before an instant. */
struct store_report_repair {
    int64_t id;
    char *number; /* SC-12 */
    char *room, *site, *block;
    char *category, *severity, *cause;
    int64_t reported_at, reacted_at; /* 0 = not */
    int64_t react_by, resolve_by;    /* 0 = no target */
    int64_t paused_s;                /* by which resolve_by was moved up to today */
    int64_t minutes;                 /* hands-on, of its costs up to the day */
};

struct store_report_repairs {
    size_t n;
    struct store_report_repair *items; /* [n] by id */
};

struct store_report_step {
    int64_t repair_id, at;
    char *state; /* from then on */
};

struct store_report_steps {
    size_t n;
    struct store_report_step *items; /* [n] by repair, as they happened */
};

/* Work orders reported before the instant `at`, costs up to `day`; their steps before `at`. */
int store_report_repairs(struct store *s, int64_t at, const char *day,
                         struct store_report_repairs *out, struct err *e);
int store_report_steps(struct store *s, int64_t at, struct store_report_steps *out, struct err *e);
void store_report_repairs_release(struct store_report_repairs *l);
void store_report_steps_release(struct store_report_steps *l);

struct store_report_cost {
    char *number, *room, *site, *category, *cause; /* of its work order */
    char *day, *kind;
    int64_t amount_dong, minutes;
};

struct store_report_costs {
    size_t n;
    struct store_report_cost *items; /* [n] as they were written down */
};

/* Costs of the days `from` to `to`, both included. */
int store_report_costs(struct store *s, const char *from, const char *to,
                       struct store_report_costs *out, struct err *e);
void store_report_costs_release(struct store_report_costs *l);

/* A request that asks for a place, in the state of an instant. */
struct store_report_request {
    char *code, *agency;
    char *state; /* submitted … accepted */
    char *band;  /* of the last scoring; "" = never scored */
    char *filed; /* "" not known */
    int people;
};

struct store_report_requests {
    size_t n;
    struct store_report_request *items; /* [n] by code */
};

/* Requests under a scope that were submitted, confirmed, eligible, waiting, allocated, offered or
 * accepted just before the instant `at`. */
int store_report_requests(struct store *s, const struct store_scope *scope, int64_t at,
                          struct store_report_requests *out, struct err *e);
void store_report_requests_release(struct store_report_requests *l);

#endif
