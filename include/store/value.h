/* The value of closed rooms: the one question to the engine about it, and the last answer.
 *
 *     rc = store_value_ask(s, plan_id, now, &e);
 *     rc = store_value_get(s, &question, &e);              // question.plan_id == 0: never asked
 *     rc = store_value_keep(s, "done", now, rooms, n, &e); // instead of the last answer
 *
 * See store.h for errors and ownership.
 */
#ifndef STORE_VALUE_H
#define STORE_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_value_question {
    int64_t plan_id; /* on whose data */
    char *plan;      /* its code */
    char *state;     /* asked | done | failed */
    int64_t asked_at;
    int64_t answered_at; /* 0 = not yet */
};

struct store_room_value {
    char *room; /* code */
    char *site; /* read only: code */
    int rank;   /* 1 = its repair helps most */
    int is_proven;
    char *gains;   /* JSON: levels with their gain */
    int n_repairs; /* read only: open ones of the room */
};

struct store_room_values {
    size_t n;
    struct store_room_value *items; /* [n] by rank */
};

/* Asks anew; the last answer stands until the next. */
int store_value_ask(struct store *s, int64_t plan_id, int64_t now, struct err *e);
int store_value_get(struct store *s, struct store_value_question *out, struct err *e);

/* Answers: `done` with the rooms, which take the place of the last ones; `failed` leaves those. */
int store_value_keep(struct store *s, const char *state, int64_t now,
                     const struct store_room_value *rooms, size_t n, struct err *e);

int store_value_list(struct store *s, struct store_room_values *out, struct err *e);

void store_value_question_release(struct store_value_question *q);
void store_room_values_release(struct store_room_values *l);

#endif
