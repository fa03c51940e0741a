/* Appeals: an official objects to a published result; the planner or the Office answers, and may
 * have the round solved again with the disputed fact changed.
 *
 *     struct appeal_claim claim = {.statement = "…", .fact = "road_km", .value = "45.5"};
 *     rc = appeal_file(s, &who, "HS-0001", &claim, now, code, &bad, &e);
 *     rc = appeal_answer(s, &planner, code, version, APPEAL_UPHELD, "…", now, &e);
 *
 * The official who filed the request appeals, or a registrar of its agency for one who did so on
 * paper; once at a time, and only about a round that was published. Whether the fact is so, papers
 * decide: an appeal changes no data. Upheld, the register is corrected like any other mistake.
 *
 * All run within the caller's transaction and leave one audit row.
 */
#ifndef SERVICE_APPEAL_H
#define SERVICE_APPEAL_H

#include <stdbool.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/appeal.h"

struct store;

enum appeal_outcome { APPEAL_UPHELD, APPEAL_REJECTED };

struct appeal_claim {
    const char *statement;
    const char *official; /* code: whose fact; "" = the applicant's */
    const char *fact;     /* has_moved, owns_house, road_km, coefficient, groups; "" = none */
    const char *value;    /* what it should be, as in plan_options.h: "yes", "45.5"; "" = no fact */
};

/* Files an appeal; `code` gets its id outside. ERR_INPUT with findings (JSON pointers), ERR_ABSENT,
 * ERR_DENIED (a companion); ERR_DATA where nothing was published of it, or an appeal is open. */
int appeal_file(struct store *s, const struct principal *by, const char *request,
                const struct appeal_claim *claim, int64_t now, char code[33],
                struct solver_findings *bad, struct err *e);

/* `version` 0 = any. ERR_ABSENT, ERR_CHANGED; ERR_DATA where it has an answer. Only the planner and
 * the Office (a registrar of all agencies) may: ERR_DENIED. */
int appeal_answer(struct store *s, const struct principal *by, const char *code, int64_t version,
                  enum appeal_outcome outcome, const char *answer, int64_t now, struct err *e);

/* Asks for the round to be solved again with the disputed fact as the official says (plan.h);
 * `plan` gets the code of the plan. With `is_refill` nobody who holds a place loses it, so that it
 * can be published; without, it shows what the round would have come to. ERR_DATA where the appeal
 * disputes no single fact; else as plan_ask. */
int appeal_plan(struct store *s, const struct principal *by, const char *code, int64_t version,
                bool is_refill, char plan[33], struct solver_findings *bad, struct err *e);

/* The appeal, or ERR_ABSENT. */
int appeal_get(struct store *s, const struct principal *by, const char *code,
               struct store_appeal *out, struct err *e);

#endif
