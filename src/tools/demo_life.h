/* Half a year of life in the demo house: what the files of demo_life share.
 *
 *     struct life l = {0};
 *     life_day(&l, -180);                           // it is that many days before today, 8 o'clock
 *     if (life_did(&l, stay_move_out(l.store, &l.planner, …)))   // false: a rule forbade it
 *     life_must(&l, store_room_list(l.store, …));   // anything else ends the program
 *
 * Days go by one after another; whatever happens on one goes through the services of the server,
 * which are told what time it is. The same fixtures and the same day give the same life. All people
 * are made up, and the database must say so (init --demo).
 */
#ifndef TOOLS_DEMO_LIFE_H
#define TOOLS_DEMO_LIFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "fixture.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/site.h"
#include "store/stay.h"

enum {
    LIFE_DAY_S = 24 * 3600,
    LIFE_HOUR_S = 3600,
    LIFE_FIRST_DAY = -184, /* of the first lodging, before today … */
    LIFE_LAST_DAY = -6,    /* … and its last: the round is opened on the next */
};

struct life {
    struct store *store;
    const char *engine; /* path of the program, for proposals */
    const char *list;   /* of the agencies, requests.csv */
    int64_t now;        /* the instant at which the demo is made */
    char today[11];     /* … its day */
    int64_t at;         /* the instant that is lived through */
    char day[11];       /* … its day */
    struct fixture_rng rng;
    struct principal planner, office, crew;
    struct store_rooms rooms;
    struct solver_findings bad;
    struct err e;
    size_t n_forbidden; /* acts that a rule forbade */
};

/* demo_clock.c: what everything in this process takes for now. */
void demo_clock_set(int64_t instant);
int64_t demo_clock_real(void);

/* demo_life.c */
void life_at(struct life *l, int64_t instant);
void life_day(struct life *l, int days); /* from today */
void life_must(struct life *l, int rc);
bool life_did(struct life *l, int rc);
/* Begins an act that may be forbidden; life_did ends it. */
void life_try(struct life *l);
const struct store_room *life_room(const struct life *l, const char *code);
bool life_has(const char *codes, const char *code); /* codes with blanks between */

/* demo_things.c: what stands in the rooms, and in what state they were found. */
void things_put(struct life *l);
void things_survey(struct life *l, size_t first, size_t n);

/* demo_handover.c */
enum handover_damage { HANDOVER_AS_IT_WAS, HANDOVER_WORN, HANDOVER_BROKEN };
/* Writes and confirms the record of the last stay of a request; what broke is told in `kind`. */
void handover_of(struct life *l, const char *request, const char *kind, enum handover_damage damage,
                 char broken[64]);

/* demo_lodging.c: the first lodging. */
struct lodging;
struct repairs;
struct lodging *lodging_open(struct life *l);
/* Where what broke is reported. */
void lodging_tell(struct lodging *g, struct repairs *r);
void lodging_day(struct lodging *g, int day);
/* Who lives in a room and has an account; NULL = nobody. */
const struct principal *lodging_resident(const struct lodging *g, const char *room);
/* A room that somebody lives in tonight; NULL = none. */
const struct store_room *lodging_lived_in(struct lodging *g);
/* A room that nobody lives in and that is open. */
const struct store_room *lodging_empty(struct lodging *g);
void lodging_close(struct lodging *g);

/* demo_repairs.c */
struct repairs *repairs_open(struct life *l);
void repairs_day(struct repairs *r, struct lodging *g, int n_new);
/* A fault found at handing back: the tenant's. */
void repairs_broken(struct repairs *r, const char *room, const char *item);
/* A fault that needs the room empty, mended in that many days: its number, for the closure. */
int64_t repairs_works(struct repairs *r, const char *room, int days);
/* What the surveys of today have reported goes the way of all faults. */
void repairs_surveyed(struct repairs *r);
void repairs_close(struct repairs *r);

/* demo_photos.c: pictures of what is broken now, and of what was mended lately. */
void photos_put(struct life *l);

/* demo_today.c */
void today_live(struct life *l);

#endif
