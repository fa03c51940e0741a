/* Stays: a party in a room from a day to a day, and which bed each of its people sleeps in.
 *
 *     struct store_stay stay = {.request_id = id, .room_id = room, .kind = "own",
 *                               .from_day = "2025-08-01", .n_beds = 2, .beds = beds};
 *     rc = store_stay_add(s, &stay, &e);                        // sets id, code, the beds
 *     rc = store_stay_end(s, stay.id, "2025-09-15", "moved_out", &e);
 *
 * Days are half open: the night of from_day is slept there, that of to_day is not; a stay of no
 * night takes no bed. The schema holds the law: no bed has two people on one night, nobody sleeps
 * beside a party that has its room alone, a party has one room of a kind. What breaks it is
 * ERR_DATA, also where days are moved. Stays are never deleted. See store.h for errors and
 * ownership.
 */
#ifndef STORE_STAY_H
#define STORE_STAY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_stay_bed {
    int member_ix; /* of the request: 0 = the applicant */
    int bed;       /* 1 = the first of the room; add: 0 = the first that is free */
};

struct store_stay {
    int64_t id;
    char *code; /* id outside, 32 hex digits; made by add */
    int64_t request_id;
    char *request;     /* read only: its code */
    char *person;      /* read only: the name of its applicant */
    char *agency;      /* read only: code of the request's agency */
    char *agency_name; /* read only */
    int64_t room_id;
    char *room;      /* read only: its code */
    char *site;      /* read only: code of the room's site */
    char *site_name; /* read only */
    char *kind;      /* own | temporary */
    int whole_room;  /* 1 = nobody else while it lasts */
    char *from_day;
    char *to_day;     /* "" = has not left */
    char *return_day; /* temporary: when it is meant to end; "" not known */
    char *why_ended;  /* "" | moved_out | transferred | returned */
    int64_t version;

    size_t n_beds;
    struct store_stay_bed *beds; /* [n_beds] by member */
};

struct store_stays {
    size_t n;
    struct store_stay *items; /* [n] */
};

/* What is asked for; NULL or 0 = all. */
struct store_stay_query {
    struct store_scope scope;
    const char *request; /* code */
    const char *room;    /* code */
    const char *site;    /* code */
    const char *agency;  /* code */
    const char *kind;
    const char *on_day; /* stays with that night */
    const char *after;  /* code of the last row of the page before; "" = from the start */
    int limit;          /* rows; 0 = all */
};

/* The stays under a scope, in the order they were begun, with their beds; `n` = how many there are
 * in all. Officials see those of the parties they stand in. */
int store_stay_list(struct store *s, const struct store_stay_query *q, struct store_stays *out,
                    int64_t *n, struct err *e);

/* The stay of that code under a scope; id 0 where there is none. */
int store_stay_get(struct store *s, const struct store_scope *scope, const char *code,
                   struct store_stay *out, struct err *e);

/* The open stay of a request of a kind; id 0 where there is none. */
int store_stay_open(struct store *s, int64_t request_id, const char *kind, struct store_stay *out,
                    struct err *e);

/* The stay of a request of a kind that is open, else the one begun last; id 0 where there is
 * none. */
int store_stay_last(struct store *s, const char *request, const char *kind, struct store_stay *out,
                    struct err *e);

/* Begins a stay, or writes one that is over (to_day and why_ended are set). Sets id, code (which
 * the caller frees) and every bed that was 0. ERR_DATA where the law above, the room's beds or an
 * open offer forbid it, or an own stay begins in a room where the party holds no place. */
int store_stay_add(struct store *s, struct store_stay *stay, struct err *e);

/* Ends an open stay, or moves the day on which one ended. */
int store_stay_end(struct store *s, int64_t id, const char *to_day, const char *why, struct err *e);

/* The beds that a party holds by an offer or a list (0 = not counted), and the room of a code with
 * all of its beds (id 0 = there is none). */
int store_party_beds(struct store *s, int64_t request_id, int *beds, struct err *e);
int store_room_beds(struct store *s, const char *code, int64_t *id, int *beds, struct err *e);

void store_stay_release(struct store_stay *stay);
void store_stays_release(struct store_stays *l);

#endif
