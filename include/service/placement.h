/* Whether somebody may live in a room by the rules of an allocation, asked before it is done by
 * hand: the same independent checker that judges plans, on the house as it is today.
 *
 *     struct placement move = {.request = "HS-0001", .room = "SV-A-101"};
 *     rc = placement_check(s, &move, 1, "2025-09-01", &bad, &e);
 *
 * Everybody is where the register says (with an open offer: where it leads; there for a while: in
 * that room), but who moves. The policy is that of the round published last, else the default. What
 * breaks a rule in a room without anybody moving there is not told.
 */
#ifndef SERVICE_PLACEMENT_H
#define SERVICE_PLACEMENT_H

#include <stddef.h>

#include "base/err.h"
#include "service/policy.h"
#include "solver/findings.h"

struct store;

struct placement {
    const char *request; /* code of the party */
    const char *room;    /* code of the room it would be in */
};

/* All moves at once, so that two may change places. ERR_OK where the rules allow it; ERR_INPUT with
 * a finding for each rule broken, `where` "/room"; ERR_ABSENT where there is no such room, or the
 * request is no party. */
int placement_check(struct store *s, const struct placement *moves, size_t n, const char *today,
                    struct solver_findings *bad, struct err *e);

/* The policy that it is judged by. */
int placement_policy(struct store *s, struct policy *p, struct err *e);

#endif
