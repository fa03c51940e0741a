/* Rehousing: where the people of a closed room go.
 *
 *     rc = rehousing_settle(s, today, &e);              // after whatever moves people or closures
 *     rc = rehousing_get(s, &who, code, &view, &e);
 *     rc = rehousing_choose(s, &who, code, version, "temporary", day, today, now, &bad, &e);
 *
 * A case is open exactly while a closure whose people may not stay is not over and concerns
 * somebody: who lives in the room, is there for a while, is to move in, or is offered it. The
 * engine proposes ways out in the background (rehousing_ask.h), each judged by the checker:
 *
 *     stay       the works allow it: the repair says so
 *     temporary  a bed for the time of the closure for each who lives there, in a vacant place;
 *                nobody else moves; back on the day the room opens
 *     move       for good, the fewest people moved, others too where that makes room; what was
 *                offered in the room falls, and the party waits for the next refill
 *
 * One is chosen, and carried out in the same transaction. What then becomes of the case:
 *
 *     stay       done; the closure lets its people stay from now on
 *     temporary  chosen until the last is back or gone, then done; where somebody is in the room
 *                again too early, open again
 *     move       done; for whom there was no bed, another case is open
 *
 * A case ends void where nobody is concerned any more, or the room is not closed. Another end of
 * the closure makes an open case stale: nothing is chosen until it is proposed anew; who is away
 * comes back on the new day. All run in the caller's transaction, and add one audit row for each
 * thing changed.
 */
#ifndef SERVICE_REHOUSING_H
#define SERVICE_REHOUSING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/closure.h"
#include "store/rehousing.h"

struct store;

/* Brings every case to where it belongs on a day. */
int rehousing_settle(struct store *s, const char *today, struct err *e);

/* A closure now ends on another day than `was`, or lets its people stay: what rests on it. */
int rehousing_slip(struct store *s, const struct store_closure *c, const char *was, struct err *e);

/* Planners, the Office and auditors see cases: they name people. */
bool rehousing_sees(const struct principal *who);

struct rehousing_view {
    struct store_rehousing it;
    struct store_rehoused_all people; /* concerned today */
    struct store_proposals proposals;
    struct store_moves moves; /* of all proposals */
    int n_away;               /* who hold a place in the room and are elsewhere for a while */
};

/* All there is to say of a case; ERR_ABSENT. */
int rehousing_get(struct store *s, const struct principal *by, const char *code,
                  struct rehousing_view *out, struct err *e);
void rehousing_view_release(struct rehousing_view *v);

/* Chooses a proposal by its kind and carries it out on a day, today or before. Planners and the
 * Office. ERR_DATA where the case is not open, or people or beds are not those of the proposal any
 * more; ERR_INPUT with findings where the kind, the day or a rule forbids it. */
int rehousing_choose(struct store *s, const struct principal *by, const char *code, int64_t version,
                     const char *kind, const char *day, const char *today, int64_t now,
                     struct solver_findings *bad, struct err *e);

#endif
