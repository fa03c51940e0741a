/* What a round gives before it gives anything: who is eligible, with how many points and which
 * parts of them, and what is missing where somebody is not.
 *
 *     struct preview v = {0};
 *     rc = preview_load(s, &who, "2025-07", &v, &e);
 *     scoring_grid(&v.snapshot, &v.policy, "vi", &grid);      // or its JSON: src/api
 *     preview_release(&v);
 *
 * Of an open round it judges the register as it stands now; of a closed one what was frozen, in the
 * order of the draw once there is one. It holds the requests that `who` may see, and their places
 * among all.
 */
#ifndef SERVICE_PREVIEW_H
#define SERVICE_PREVIEW_H

#include "service/principal.h"
#include "service/snapshot.h"
#include "store/round.h"

struct store;

struct preview {
    struct store_round round;
    struct policy policy;
    struct snapshot snapshot; /* scored and drawn */
};

/* ERR_ABSENT where there is no such round. */
int preview_load(struct store *s, const struct principal *who, const char *code,
                 struct preview *out, struct err *e);

/* Frees and zeroes; accepts a zeroed one. */
void preview_release(struct preview *v);

#endif
