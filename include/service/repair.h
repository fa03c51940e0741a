/* Repairs: reported, worked on, completed, confirmed; who sees them and who may do what.
 *
 *     struct repair_new n = {.room = "SV-A-101", .category = "water", .answers = answers};
 *     rc = repair_report(s, &who, &n, now, &view, &bad, &e);
 *     struct repair_act act = {.action = "hold", .reason = "parts"};
 *     rc = repair_do(s, &crew, code, version, &act, now, &bad, &e);
 *
 * The crews (maintenance), planners and the Office see all and do all but confirm. Auditors see all
 * but how to reach the reporter. Officials report for the room where they live, see their reports
 * whole, and may confirm, reopen, cancel and comment on them; of the others of their room they see
 * the category, the state and when it is due, no more. Who has no account (a door card, Open311)
 * reports too: the caller has looked at what lets them. Others: ERR_ABSENT.
 *
 * Every act is one event and one row of the audit, in the caller's transaction; life and targets:
 * repair_life.h. A completion ends what closed its room for it (closure.h). What a reporter left to
 * be called by is forgotten when the repair ends. `code` is the number (SC-12) or the code.
 * ERR_INPUT with findings (JSON pointers), ERR_ABSENT, ERR_CHANGED (`version` 0 = any), ERR_DENIED;
 * ERR_DATA where the state forbids it.
 */
#ifndef SERVICE_REPAIR_H
#define SERVICE_REPAIR_H

#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/repair.h"

struct store;

/* Of a sum that the reader may not see. */
#define REPAIR_UNSEEN INT64_MIN

/* A repair with its past. What the reader may not see is empty, 0, -1 or REPAIR_UNSEEN. */
struct repair_view {
    struct store_repair repair;
    char *actions; /* what the reader may do now: codes with a blank between */
    struct store_repair_events events;
    struct store_repair_costs costs; /* staff and auditors */
};

/* Texts that are NULL count as "". */
struct repair_new {
    const char *room;           /* code */
    const char *category;       /* repair_category.h */
    const struct json *answers; /* object; NULL = none. A survey gives none */
    const char *description;
    const char *source;   /* card, open311, survey; "" = by who reports: resident or staff */
    const char *contact;  /* how the reporter agreed to be reached */
    const char *severity; /* of staff: "" = by category and answers */
};

/* Reports of an official within a day: more is a mistake, or a program. */
enum { REPAIR_DAY = 20 };

/* Adds a repair; `out` is it as its reporter sees it. `by` may be nobody, of a card or Open311.
 * ERR_DATA where an official has reported REPAIR_DAY within a day. */
int repair_report(struct store *s, const struct principal *by, const struct repair_new *n,
                  int64_t now, struct repair_view *out, struct solver_findings *bad, struct err *e);

int repair_get(struct store *s, const struct principal *by, const char *code, int64_t now,
               struct repair_view *out, struct err *e);

/* A page, without the past; the query's scope is set here. ERR_ABSENT for who has nothing to do
 * with repairs. */
int repair_list(struct store *s, const struct principal *by, struct store_repair_query *q,
                struct store_repairs *out, int64_t *n, struct err *e);

struct grid;

/* Repairs as a sheet, one row each. The caller releases the grid. */
void repair_sheet(const struct store_repairs *l, const char *lang, struct grid *out);

/* What a report without account might repeat: of that room and category ("" = any), open or
 * completed within STORE_REPAIR_REOPEN_DAYS, as a neighbour sees it. */
int repair_repeated(struct store *s, const char *room, const char *category, int64_t now,
                    struct store_repairs *out, struct err *e);

/* A repair by its code, which nobody can guess (a number is no code): as a neighbour sees it. */
int repair_follow(struct store *s, const char *code, int64_t now, struct repair_view *out,
                  struct err *e);

enum { REPAIR_AS_IS = -2 };

struct repair_triage {
    const char *severity;   /* NULL = as it is */
    int may_stay;           /* 1, 0, -1 = not said, or REPAIR_AS_IS */
    const char *planned_on; /* a day not gone by, "" = none, NULL = as it is */
    int64_t estimate_dong;  /* 0 = not estimated, or REPAIR_AS_IS */
    const char *note;       /* "" none */
};

int repair_triage(struct store *s, const struct principal *by, const char *code, int64_t version,
                  const struct repair_triage *t, int64_t now, struct solver_findings *bad,
                  struct err *e);

/* Any act but triage and cost. Texts that are NULL count as "". */
struct repair_act {
    const char *action;       /* start, hold, resume, complete, confirm, close, reopen, … */
    const char *reason;       /* of hold, cancel: repair_is_reason */
    const char *note;         /* must be there for reopen, note, and the reason "other" */
    const char *cause;        /* of complete: tenant, wear, other */
    const char *duplicate_of; /* of duplicate: number or code of a repair of the same room */
};

int repair_do(struct store *s, const struct principal *by, const char *code, int64_t version,
              const struct repair_act *act, int64_t now, struct solver_findings *bad,
              struct err *e);

/* Money or hands-on time; a correction is a row below zero. The day is today or before. */
int repair_spend(struct store *s, const struct principal *by, const char *code, int64_t version,
                 const struct store_repair_cost *cost, int64_t now, struct solver_findings *bad,
                 struct err *e);

/* Closes what was completed more than STORE_REPAIR_REOPEN_DAYS ago and that nobody said anything
 * about: from then on it could not be reopened anyhow. Some hundred at most: the next minute goes
 * on. In the program's name. */
int repair_tick(struct store *s, int64_t now, struct err *e);

void repair_view_release(struct repair_view *v);

#endif
