/* The frozen snapshot: what a round was closed on, as a text that is kept and read back.
 *
 *     freeze_write(&snapshot, &text);                       // quarters.snapshot/1
 *     freeze_read(&again, text.data, text.len, &e);         // scored and drawn alike, it writes
 * the
 *                                                           // same instance, byte for byte
 *
 * The facts stand in it that score and place people, under ids that name nobody: no names, no
 * citizen ids, no phones, and birth dates of children alone, for their age counts. So personal data
 * can be erased later, and what was decided can still be recomputed. Rooms, requests and people
 * stand one to a line.
 *
 * Who asks for a round's data takes them from here:
 *
 *     struct frozen f = {0};
 *     int rc = round_snapshot(store, "2025-07", NULL, &f, &e);
 *     snapshot_score(&f.snapshot, &f.policy, f.round.as_of);
 *     snapshot_draw(&f.snapshot, &f.policy, frozen_seed(&f));
 *     …
 *     frozen_release(&f);
 *
 * The lots of a round always come from the hash that was published when it closed, also where a
 * policy, a fact or the list of parties is another: snapshot.is_list_frozen.
 */
#ifndef SERVICE_FREEZE_H
#define SERVICE_FREEZE_H

#include "service/policy.h"
#include "service/snapshot.h"
#include "store/round.h"

struct store;

struct frozen {
    struct store_round round;
    struct policy policy;     /* the round's */
    struct snapshot snapshot; /* with today's names, not scored, not drawn */
};

/* The data of a closed round. `today` NULL: all as it was when the round closed; else the requests
 * of the frozen list, but what they say, who still stands and the rooms as of that day: the re-run
 * of a plan whose data have moved. ERR_ABSENT where there is no such round, ERR_DATA where it is
 * still open. */
int round_snapshot(struct store *store, const char *code, const char *today, struct frozen *out,
                   struct err *e);

/* The seed of the round's draw once it is confirmed, else "0" (ALLOCATE_NO_SEED): a scenario. */
const char *frozen_seed(const struct frozen *f);

/* Frees everything and zeroes; accepts a zeroed one. */
void frozen_release(struct frozen *f);

void freeze_write(const struct snapshot *s, struct buf *out);

/* Reads it back; row ids are 0 and names of people empty. ERR_DATA where it is no such text. */
int freeze_read(struct snapshot *s, const char *text, size_t len, struct err *e);

#endif
