/* What time alone brings about: offers whose deadline is over expire; repairs that
 * were completed two weeks ago, and nobody said they were not, are closed; sessions that ended and
 * answers that no retry asks for any more are forgotten, and so are lists that were judged and not
 * applied within 30 days.
 *
 *     struct housekeeping h = {.now = clock_now_s()};
 *     store_writer_run(w, housekeeping, STORE_UNAUDITED, &h, &e);        // each minute
 *
 * A job (store.h) in one transaction. What it decides about people leaves its own audit rows.
 */
#ifndef SERVICE_HOUSEKEEPING_H
#define SERVICE_HOUSEKEEPING_H

#include <stdint.h>

#include "base/err.h"

struct store;

struct housekeeping {
    int64_t now; /* instant */
};

int housekeeping(void *h, struct store *s, struct err *e);

#endif
