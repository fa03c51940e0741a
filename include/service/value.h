/* Which repair helps most those who wait: the engine's `value` of the plan published last, asked
 * for by a planner and answered in the background (slot.h).
 *
 *     rc = value_ask(s, &who, now, &e);
 *     …
 *     rc = value_prepare(s, &a, &e), value_answer(&a, &options, &rooms, &e);
 *
 * Closed rooms are those of that plan's data; repairs are listed in the order of their rooms.
 */
#ifndef SERVICE_VALUE_H
#define SERVICE_VALUE_H

#include "service/allocate.h"
#include "service/principal.h"
#include "store/value.h"

struct store;

/* Planners and the Office; in the caller's transaction, with an audit row. ERR_DATA where no plan
 * has been published. Asked again while it waits, it waits on. */
int value_ask(struct store *s, const struct principal *by, int64_t now, struct err *e);

/* The data of the question. */
int value_prepare(struct store *s, struct allocation *a, struct err *e);

/* Has the engine answer: rooms best first. ERR_INTERNAL where it cannot. */
int value_answer(struct allocation *a, const struct allocate_options *o,
                 struct store_room_values *out, struct err *e);

/* Frees what value_answer made. */
void value_release(struct store_room_values *l);

#endif
