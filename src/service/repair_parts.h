/* Private to the files repair_*.c: who somebody is to a repair, and one act on one. */
#ifndef SERVICE_REPAIR_PARTS_H
#define SERVICE_REPAIR_PARTS_H

#include <stdbool.h>

#include "service/repair.h"
#include "service/repair_life.h"

/* Planners, the Office, the crews. */
bool repair_is_staff(const struct principal *by);
struct store_scope repair_scope(const struct principal *by);

/* REPAIR_STAFF, REPAIR_REPORTER, both or none. */
unsigned repair_parties(const struct principal *by, const struct store_repair *r);

/* Whether an action is possible now, and where it leads. */
bool repair_may(const struct principal *by, const struct store_repair *r, enum repair_action action,
                int64_t now, enum repair_state *to);

/* The event and the row of the audit of an act that has been done. */
int repair_note_down(struct store *s, const struct principal *by, const struct store_repair *r,
                     const char *action, const char *reason, const char *note, int64_t now,
                     struct err *e);

#endif
