/* What a plan changes of the data of its round: pins, bans, closed rooms, facts, another policy or
 * seed, what is held by those who have been offered a place.
 *
 *     struct plan_options o = {0};
 *     plan_options_read(&o, body);                      // an object of the API, or as stored
 *     struct buf json = {0};
 *     plan_options_write(&o, &json);                    // {} where nothing is changed
 *     …
 *     rc = plan_options_apply(&o, &snapshot, &e);       // facts, rooms, pins, bans: before scoring
 *     rc = plan_options_hold(&o, &snapshot, &policy, &held, &e);     // refill: after the draw
 *     plan_options_release(&o);
 *
 * An override makes a new plan and never edits one. Lots and the place of everybody else stay as
 * they were drawn.
 */
#ifndef SERVICE_PLAN_OPTIONS_H
#define SERVICE_PLAN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/json.h"
#include "service/snapshot.h"
#include "store/plan.h"

struct plan_place {
    char *request, *room; /* codes */
};

/* A fact about an official that this plan takes to be otherwise (an appeal that was granted). */
struct plan_fact {
    int64_t official_id;
    char *field; /* has_moved, owns_house (yes no unknown) | road_km "45.5" | coefficient "0.7" |
                  * groups "disabled pregnant"; what is unknown is "" */
    char *value;
};

struct plan_options {
    char *policy;   /* code; NULL = the round's */
    char *seed;     /* digits; NULL = that of the round's draw */
    bool is_today;  /* the facts of today instead of the frozen ones: the re-run of a stale plan */
    bool is_refill; /* who has been offered a place of the published plan keeps it, who declined or
                     * let it expire is out, freed beds go to the next in order */
    size_t n_closed;
    char **closed; /* [n_closed] rooms */
    size_t n_pins;
    struct plan_place *pins; /* [n_pins] */
    size_t n_bans;
    struct plan_place *bans; /* [n_bans] */
    size_t n_facts;
    struct plan_fact *facts; /* [n_facts] */
};

/* Reads the members named above (policy, seed, today, refill, closed_rooms, pins, bans, facts) of
 * an object whose shape is known to be right; all others are passed over. */
void plan_options_read(struct plan_options *o, const struct json *object);

/* Add one closed room, one fact; copy the texts. */
void plan_options_close(struct plan_options *o, const char *room);
void plan_options_fact(struct plan_options *o, int64_t official_id, const char *field,
                       const char *value);

/* Whether a fact can be read at all. */
bool plan_fact_is_valid(const struct plan_fact *fact);

/* Appends them as an object; of a fact whose official_id is 0 without it. */
void plan_options_write(const struct plan_options *o, struct buf *out);

/* Facts, closed rooms, pins and bans, on a snapshot that is not yet scored. ERR_DATA where a
 * request, a room or an official is not in it. */
int plan_options_apply(const struct plan_options *o, struct snapshot *s, struct err *e);

/* Pins and holds that need to know who takes part: on a snapshot that is drawn. `held` are the
 * parties of the plan published last, for a refill. ERR_DATA where one who is pinned takes no part,
 * or nothing has been published to refill. */
int plan_options_hold(const struct plan_options *o, struct snapshot *s, const struct policy *policy,
                      const struct store_plan_helds *held, struct err *e);

/* Frees everything and zeroes; accepts zeroed ones. */
void plan_options_release(struct plan_options *o);

#endif
