/* Private to the handlers of results: objects that stand in more than one answer. */
#ifndef API_RESULTS_H
#define API_RESULTS_H

#include "base/buf.h"
#include "store/appeal.h"
#include "store/offer.h"
#include "store/result.h"

void api_write_offer(struct buf *out, const struct store_offer *o);
void api_write_appeal(struct buf *out, const struct store_appeal *a);

/* Puts the receipts of a list in the order of their codes, each once: the order of the names would
 * tell them. */
void api_sort_receipts(struct store_listed_people *people);

#endif
