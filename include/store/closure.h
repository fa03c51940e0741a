/* Closures: a room out of allocation from a day to a day, and why.
 *
 *     struct store_closure c = {.room_id = id, .from_day = "2025-09-01", .to_day = "2025-09-15",
 *                               .reason = "repair", .note = ""};
 *     rc = store_closure_add(s, &c, &e);                            // sets id, code, version
 *     struct store_closure_query q = {.since_day = today};         // now or ahead
 *     rc = store_closure_list(s, &q, &closures, &n, &e);
 *
 * Days are half open: the night of from_day is closed, that of to_day is not. A closure ends; it is
 * never deleted. Closures of a room may overlap. See store.h for errors and ownership.
 */
#ifndef STORE_CLOSURE_H
#define STORE_CLOSURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_closure {
    int64_t id;
    char *code; /* id outside, 32 hex digits; made by add */
    int64_t room_id;
    char *room; /* read only: its code */
    char *site; /* read only: code of the room's site */
    char *from_day;
    char *to_day;      /* day from which it is open again; "" not known */
    char *reason;      /* repair | safety | reserved | handed_back | other */
    char *note;        /* "" none */
    int64_t repair_id; /* 0 = none */
    int may_stay;      /* 1: whoever lives there may stay; nobody moves in */
    int64_t created_at;
    int64_t version;
    int keeps_home;  /* read only: 1 = who lives there goes on holding the place: may stay, or is
                      * elsewhere for a while */
    char *rehousing; /* read only: code of its open or chosen case; "" none */
};

struct store_closures {
    size_t n;
    struct store_closure *items; /* [n] */
};

/* What is asked for; NULL or 0 = all. */
struct store_closure_query {
    const char *room;      /* code */
    const char *on_day;    /* closed that night */
    const char *since_day; /* closed that night, or a later one */
    const char *after;     /* code of the last row of the page before; "" = from the start */
    int limit;             /* rows; 0 = all */
};

/* Closures in the order they were made; `n` = how many there are in all. */
int store_closure_list(struct store *s, const struct store_closure_query *q,
                       struct store_closures *out, int64_t *n, struct err *e);

/* The closure of that code; id 0 where there is none. */
int store_closure_get(struct store *s, const char *code, struct store_closure *out, struct err *e);

/* The closure that keeps a room closed on a night the longest; id 0 where it is open. */
int store_closure_on(struct store *s, int64_t room_id, const char *day, struct store_closure *out,
                     struct err *e);

/* Adds one made at the instant created_at; sets id, version and code, which the caller frees. */
int store_closure_add(struct store *s, struct store_closure *c, struct err *e);

/* Writes to_day, reason, note and may_stay of the closure of that id. */
int store_closure_change(struct store *s, const struct store_closure *c, struct err *e);

/* The room of a repair and whether it may stay lived in (-1 not said); room 0 where there is no
 * such repair. */
int store_closure_repair(struct store *s, int64_t repair_id, int64_t *room_id, int *may_stay,
                         struct err *e);

void store_closure_release(struct store_closure *c);
void store_closures_release(struct store_closures *l);

#endif
