/* Living there: moving in and out, changing rooms, a bed for a while.
 *
 *     rc = stay_move_in(s, &who, "HS-0001", version, "2025-08-01", today, &bad, &e);
 *     rc = stay_transfer(s, &who, "HS-0001", 0, "SV-A-102", "2025-09-01", today, now, &bad, &e);
 *     rc = stay_move_out(s, &who, "HS-0001", 0, "2025-12-31", today, now, &bad, &e);
 *
 * A day is the one on which it happened: today or before it, never ahead; of a move out, the day
 * whose night is not slept there any more. What changes a room is judged by the rules of allocation
 * first (placement.h), and nobody moves into a closed one (closure.h); no bed has two people on one
 * night whatever this code does (store/stay.h).
 *
 * Planners and the Office alone: others get ERR_ABSENT, or ERR_DENIED where they see the request.
 * All run in the caller's transaction and add one audit row. `version`: of the request, as it was
 * read; 0 = any; ERR_CHANGED where it has another by now. ERR_DATA where the state of the
 * request, or the beds, forbid it; ERR_INPUT with findings where a day or a rule does.
 */
#ifndef SERVICE_STAY_H
#define SERVICE_STAY_H

#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/stay.h"

struct store;

/* The party takes the room where it holds a place: an accepted offer, or one that it has lived in
 * since before stays were kept. Beds are the first free ones; children too young for a bed of their
 * own have none. */
int stay_move_in(struct store *s, const struct principal *by, const char *request, int64_t version,
                 const char *from_day, const char *today, struct solver_findings *bad,
                 struct err *e);

/* The party leaves for good: the request ends, its beds are free at once, and those who are owed an
 * offer get it. Also ends a stay for a while. */
int stay_move_out(struct store *s, const struct principal *by, const char *request, int64_t version,
                  const char *to_day, const char *today, int64_t now, struct solver_findings *bad,
                  struct err *e);

/* The party moves to another room, for good; a stay for a while ends that day. */
int stay_transfer(struct store *s, const struct principal *by, const char *request, int64_t version,
                  const char *room, const char *day, const char *today, int64_t now,
                  struct solver_findings *bad, struct err *e);

/* Two parties change places, in the same way. */
int stay_exchange(struct store *s, const struct principal *by, const char *request, int64_t version,
                  const char *other, const char *day, const char *today,
                  struct solver_findings *bad, struct err *e);

/* A room for a while: the own one is kept. `return_day`: when it is meant to end; "" not known. */
int stay_lodge(struct store *s, const struct principal *by, const char *request, int64_t version,
               const char *room, const char *from_day, const char *return_day, const char *today,
               struct solver_findings *bad, struct err *e);

/* Back from there. */
int stay_return(struct store *s, const struct principal *by, const char *request, int64_t version,
                const char *to_day, const char *today, int64_t now, struct solver_findings *bad,
                struct err *e);

#endif
