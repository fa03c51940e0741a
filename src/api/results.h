/* Private to the handlers of results: objects that stand in more than one answer. */
#ifndef API_RESULTS_H
#define API_RESULTS_H

#include "base/buf.h"
#include "store/appeal.h"
#include "store/offer.h"
#include "store/result.h"

void api_write_offer(struct buf *out, const struct store_offer *o);
void api_write_appeal(struct buf *out, const struct store_appeal *a);

#endif
