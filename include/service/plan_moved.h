/* What has moved under a plan: its question asked again on the data of today.
 *
 *     struct stale moved = {0};
 *     rc = plan_moved(s, &plan, now, &moved, &e);
 *     … moved.n == 0: the same plan would come out …
 *     stale_release(&moved);
 *
 * The instance is made anew, with the same options, policy and lots, from the register as it is; a
 * request or a room that differs in it has moved. What does not reach the instance (a name, a
 * phone, points of somebody that stay the same) moves nothing; nor does the place in the order,
 * which changes with those of others. A fact that the plan took to be otherwise, and that the
 * register has by now, has not moved either. Takes a tenth of a second.
 */
#ifndef SERVICE_PLAN_MOVED_H
#define SERVICE_PLAN_MOVED_H

#include "service/stale.h"
#include "store/plan.h"

struct store;

/* Adds what has moved; nothing for a plan that has not been solved. */
int plan_moved(struct store *s, const struct store_plan *plan, int64_t now, struct stale *out,
               struct err *e);

#endif
