/* Offers: publishing a plan offers each housed party its room; it accepts, declines or lets the
 * deadline pass.
 *
 *     rc = offer_publish(s, round_id, plan_id, now, &counts, &e);    // with the plan's publication
 *     rc = offer_answer(s, &who, code, version, OFFER_ACCEPT, now, &e);
 *     rc = offer_tick(s, now, &e);                                   // each minute, by the server
 *
 * What becomes of a request:
 *     published, lives in the room already        living (accepted stays accepted); no offer
 *     published, housed elsewhere                 allocated, and offered when the offer is made
 *     published, not housed                       waiting; who lives somewhere stays there
 *     accepts                                     accepted; lives in the room from now on
 *     declines, or the deadline passes            declined, expired; who lives somewhere stays
 * there A bed declined or expired is free again: a refill plan gives it to the next in order.
 *
 * An offer is made when its beds are free. Where the plan moves people, a bed may still be that of
 * somebody who has yet to accept another room: such a party stays `allocated` and gets its offer
 * when the bed falls free, or waits on when it does not (the mover stays, or two would have to
 * change places at once). Nothing is offered in a room that is closed that day. No bed is ever
 * offered to two, or while another lives in it; the schema refuses it, whatever this code does.
 *
 * A later plan takes the place of an earlier one: an open offer that it does not repeat falls; who
 * has answered with no, or withdrew, is passed over.
 *
 * All run within the caller's transaction. The deadline is the end of a day (+07:00): the round's
 * `offer_days` after the day of the offer.
 */
#ifndef SERVICE_OFFER_H
#define SERVICE_OFFER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "store/offer.h"

struct store;

enum offer_reply { OFFER_ACCEPT, OFFER_DECLINE };

struct offer_counts {
    size_t n_offered; /* offers made now */
    size_t n_owed;    /* housed by the plan, but somebody still lives in the bed */
    size_t n_living;  /* live where the plan puts them */
    size_t n_waiting;
};

/* Notes the publication, makes the offers of a plan of a round and moves its requests on. Whoever
 * publishes writes the audit row. */
int offer_publish(struct store *s, int64_t round_id, int64_t plan_id, int64_t now,
                  struct offer_counts *counts, struct err *e);

/* The answer of the official who filed the request, or of a registrar of its agency for one who
 * gave it on paper. `version` 0 = any. ERR_ABSENT, ERR_DENIED (a companion), ERR_CHANGED; ERR_DATA
 * where it was answered before or the deadline is over. */
int offer_answer(struct store *s, const struct principal *by, const char *code, int64_t version,
                 enum offer_reply reply, int64_t now, struct err *e);

/* Lets every offer whose deadline is over expire. */
int offer_tick(struct store *s, int64_t now, struct err *e);

/* Beds have fallen free: makes the offers that are owed for them. */
int offer_go_on(struct store *s, int64_t now, struct err *e);

/* The deadline of an offer made now. */
int64_t offer_deadline(int64_t now, int days);

#endif
