/* Works in the rooms of the demo: closed rooms, and where their people go. See demo_works.c. */
#ifndef TOOLS_DEMO_WORKS_H
#define TOOLS_DEMO_WORKS_H

#include "demo_life.h"

/* A day of the first lodging: now and then a room is closed for works. */
void works_day(struct life *l, struct repairs *r, struct lodging *g, int day);

/* Closes a room from a day, that many days from today, for a number of days; `repair` 0 = none. */
bool works_close(struct life *l, const char *room, int from, int days, const char *reason,
                 const char *note, int64_t repair, bool may_stay);

/* Asks the engine about every open case; with `kind` chooses that way out where it can be. */
void works_rehouse(struct life *l, const char *kind);

#endif
