/* Private to the handlers of stays: a stay where it stands in more than one answer. */
#ifndef API_STAYS_H
#define API_STAYS_H

#include "base/buf.h"
#include "store/stay.h"

void api_write_stay(struct buf *out, const struct store_stay *stay);

#endif
