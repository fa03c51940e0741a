/* Private to rehousing: several parties moved at once, on one day. */
#ifndef SERVICE_REHOUSING_MOVES_H
#define SERVICE_REHOUSING_MOVES_H

#include "service/rehousing.h"

/* Carries out those of the moves that have a room, whatever ring they make: each party is out
 * before any is in. By their kind: own, the party holds its place in the other room from now on,
 * and its stay goes on there; temporary, it is there for a while, until `return_day` ("" not known)
 * or, where it was elsewhere for a while already, as long as it was to be; offer (which has no
 * room), what it was offered there falls. ERR_DATA, ERR_INPUT with findings: nothing may last. */
int rehousing_carry_out(struct store *s, const struct principal *by, const struct store_move *moves,
                        size_t n, const char *return_day, const char *day, const char *today,
                        int64_t now, struct solver_findings *bad, struct err *e);

#endif
