/* Scoring runs over the whole house: what `quarters score` shows and stores.
 *
 *     struct grid g;
 *     scoring_grid(&snapshot, &policy, "vi", &g);
 *     rc = scoring_store(store, &policy, &snapshot, &e);
 */
#ifndef SERVICE_SCORING_H
#define SERVICE_SCORING_H

#include "service/grid.h"
#include "service/life.h"
#include "service/snapshot.h"

/* One row per request in the order of need: points with their parts, pool, band, and what is
 * missing where it is not eligible. Needs snapshot_score and snapshot_draw. */
void scoring_grid(const struct snapshot *s, const struct policy *p, const char *lang,
                  struct grid *g);

/* The parts of the points, or the reasons of a refusal, as JSON. */
void scoring_breakdown(const struct policy *p, const struct snapshot_request *r, struct buf *out);

/* Stores points, band, order and breakdown on one request, and the state that `verdict` leads to:
 * LIFE_ALLOCATE or LIFE_WAIT where a plan has decided; with LIFE_QUALIFY what follows from the
 * score: refused where the policy says no, submitted where the agency has yet to confirm something;
 * an eligible one keeps the place or the wait that it had, or becomes eligible. The state moves as
 * life.h allows and not otherwise: a request that no agency has confirmed stays submitted, and from
 * an offer on nothing moves. */
int scoring_store_one(struct store *store, const struct policy *p, const struct snapshot_request *r,
                      enum life_action verdict, struct err *e);

/* Stores all, in one transaction. */
int scoring_store(struct store *store, const struct policy *p, const struct snapshot *s,
                  struct err *e);

#endif
