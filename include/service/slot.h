/* The slot for short questions to the engine, beside that of the runs: the ways out of rehousing
 * cases, and the value of closed rooms.
 *
 *     struct run_options o = {.engine = "/usr/bin/quarters", .time_limit_s = 60, …};
 *     rc = slot_start(&slot, writer, readers, &o, &e);
 *     …  a case is opened, or moves; values are asked for; nothing needs to be called  …
 *     slot_end(slot);  …  slot_stop(slot);
 *
 * One thread looks into the store every second for what waits: cases without proposals or with
 * stale ones, the question of values; and each minute whether open cases still rest on today's
 * facts. What the engine says is kept only if the checker agrees. After a restart it goes on.
 */
#ifndef SERVICE_SLOT_H
#define SERVICE_SLOT_H

#include "base/err.h"
#include "service/run.h"

struct slot;
struct store_readers;
struct store_writer;

int slot_start(struct slot **out, struct store_writer *writer, struct store_readers *readers,
               const struct run_options *options, struct err *e);

/* Ends the engine at hand; takes no more. Does not wait. Accepts NULL. */
void slot_end(struct slot *slot);

/* Waits for the thread, about a second, and frees. The writer must still run. Accepts NULL. */
void slot_stop(struct slot *slot);

#endif
