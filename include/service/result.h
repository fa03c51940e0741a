/* The page of truth: all that an official is told about one request, in one place.
 *
 *     struct result r = {0};
 *     rc = result_get(s, &who, "HS-0001", "vi", "2025-07-20", &r, &e);     // ERR_ABSENT, or
 *     … r.standing.state, r.standing.points, r.offer.deadline, r.explanation …
 *     result_release(&r);
 *
 * It names no other party: the explanation is the one for officials, and of others there are counts
 * alone. Whoever may see the request may read it: the official, agreed companions, the registrars
 * of the agency, the planner, the auditor.
 */
#ifndef SERVICE_RESULT_H
#define SERVICE_RESULT_H

#include "base/buf.h"
#include "base/err.h"
#include "service/life.h"
#include "service/principal.h"
#include "store/appeal.h"
#include "store/closure.h"
#include "store/handover.h"
#include "store/leave.h"
#include "store/offer.h"
#include "store/result.h"
#include "store/stay.h"

struct store;

struct result {
    struct store_standing standing;
    struct store_steps history;
    struct store_offer offer; /* the last one; id 0 = none */
    struct store_stay own;    /* the open stays; id 0 = none */
    struct store_stay away;
    struct store_handovers handovers;
    struct store_closures closures; /* now or ahead, of the rooms it lives in or is offered */
    struct store_leave leave;       /* request_id 0 = its right to the room has not ended */
    struct store_appeals appeals;
    struct buf explanation;        /* JSON array of sentences; empty = nothing published yet */
    struct life_deadline deadline; /* that runs now */
};

/* `today`: the day deadlines are counted on. */
int result_get(struct store *s, const struct principal *by, const char *request, const char *lang,
               const char *today, struct result *out, struct err *e);

/* Frees everything and zeroes; accepts a zeroed one. */
void result_release(struct result *r);

#endif
