/* Plans of a round: asked for, looked at, submitted, decided, published.
 *
 *     rc = plan_ask(s, &who, "2025-07", &options, "giữ phòng cho đoàn 2", &plan, &bad, &e);
 *     …  run.h solves it …
 *     rc = plan_submit(s, &who, code, version, &paper, now, &bad, &e);     // tờ trình
 *     rc = plan_decide(s, &another, code, version, &paper, now, &bad, &e); // quyết định
 *     rc = plan_publish(s, &who, code, version, NULL, now, &counts, &bad, &e);
 *
 * queued → solving → solved | failed → submitted → decided → published; discarded from any state
 * but solving and published. Whoever made a plan does not record its decision. A scenario (another
 * seed than the round's confirmed draw, or another policy than the round's) goes no further than
 * solved. A plan whose data have moved since they were taken is stale: its publication needs a
 * reason in words, or another plan made on the data of today. What is published after the first
 * publication of a round is a refill: nobody who holds a place loses it.
 *
 * All see them who see everything (planner, auditor, the Office); others get ERR_ABSENT. Those that
 * change run in the caller's transaction, add one audit row, and take the version that the caller
 * saw (0 = any): ERR_CHANGED where it is another by now. ERR_DATA where the state forbids it,
 * ERR_INPUT with findings.
 */
#ifndef SERVICE_PLAN_H
#define SERVICE_PLAN_H

#include "service/offer.h"
#include "service/plan_options.h"
#include "service/principal.h"
#include "service/stale.h"
#include "solver/findings.h"
#include "store/plan.h"

struct store;

/* Adds a plan to the queue: `out` gets it (store_plan_release). ERR_BUSY where RUN_QUEUE wait. */
int plan_ask(struct store *s, const struct principal *by, const char *round,
             const struct plan_options *o, const char *note, struct store_plan *out,
             struct solver_findings *bad, struct err *e);

/* The plan, or ERR_ABSENT. */
int plan_get(struct store *s, const struct principal *by, const char *code, struct store_plan *out,
             struct err *e);

/* All that there is to say of one plan. */
struct plan_view {
    struct store_plan plan;
    struct store_plan_levels levels;
    struct store_plan_events events;
    bool has_moved;
    struct stale moved; /* of one that is solved and not published: what has moved since */
};

/* `moved_by` other than 0: also what has moved by that instant, which takes a tenth of a second. */
int plan_view(struct store *s, const struct principal *by, const char *code, int64_t moved_by,
              struct plan_view *out, struct err *e);
void plan_view_release(struct plan_view *v);

/* The plans of a round, the newest first; ERR_ABSENT where there is no such round. */
int plan_list(struct store *s, const struct principal *by, const char *round,
              struct store_plans *out, struct err *e);

/* Appends "instance", "plan" or "proof"; ERR_ABSENT where it has none. */
int plan_file(struct store *s, const struct principal *by, const char *code, const char *file,
              struct buf *out, struct err *e);

/* Appends why a request has its room or none, for the staff: a JSON object. ERR_ABSENT where it is
 * no party of the plan, or was not explained. */
int plan_explanation(struct store *s, const struct principal *by, const char *code,
                     const char *request, const char *lang, struct buf *out, struct err *e);

/* Pages of who has a room, and of who waits (store/plan.h). */
int plan_placed(struct store *s, const struct principal *by, const char *code,
                const struct store_plan_filter *f, struct store_plan_rows *out, int64_t *total,
                struct err *e);
int plan_waiting(struct store *s, const struct principal *by, const char *code,
                 const struct store_plan_filter *f, struct store_plan_rows *out, int64_t *total,
                 struct err *e);

int plan_note(struct store *s, const struct principal *by, const char *code, int64_t version,
              const char *note, struct err *e);

/* Ends its run: a plan that waits is discarded, one that is being solved keeps what it has. `id`:
 * for run_cancel, after the commit. */
int plan_cancel(struct store *s, const struct principal *by, const char *code, int64_t version,
                int64_t *id, struct err *e);

/* `id`: for run_cancel, after the commit: somebody may listen to one that waited. */
int plan_discard(struct store *s, const struct principal *by, const char *code, int64_t version,
                 int64_t *id, struct err *e);

/* A paper: number, day, who signed it. */
struct plan_paper {
    const char *number, *date, *signer;
};

int plan_submit(struct store *s, const struct principal *by, const char *code, int64_t version,
                const struct plan_paper *paper, int64_t now, struct solver_findings *bad,
                struct err *e);

/* By a planner or the Office (a registrar of all agencies) who did not make it: ERR_DENIED. */
int plan_decide(struct store *s, const struct principal *by, const char *code, int64_t version,
                const struct plan_paper *paper, int64_t now, struct solver_findings *bad,
                struct err *e);

struct plan_publication {
    const char *stale_reason; /* NULL or "" = none */
    int64_t n_moved;          /* what has moved, counted just before (plan_view); -1 = count it now,
                               * in the transaction, which takes a tenth of a second */
};

/* Publishes it and makes its offers. `how` NULL = no reason, and count now. */
int plan_publish(struct store *s, const struct principal *by, const char *code, int64_t version,
                 const struct plan_publication *how, int64_t now, struct offer_counts *counts,
                 struct solver_findings *bad, struct err *e);

#endif
