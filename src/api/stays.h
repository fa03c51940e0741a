/* Private to the handlers of stays: objects that stand in more than one answer. */
#ifndef API_STAYS_H
#define API_STAYS_H

#include "base/buf.h"
#include "store/handover.h"
#include "store/leave.h"
#include "store/stay.h"

void api_write_stay(struct buf *out, const struct store_stay *stay);

/* `today` counts the days that are left. */
void api_write_leave(struct buf *out, const struct store_leave *n, const char *today);

/* Records without their items, as an array. */
void api_write_handovers(struct buf *out, const struct store_handovers *all);

#endif
