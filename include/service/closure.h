/* Closing rooms, and opening them again.
 *
 *     struct closure_plan plan = {.room = "SV-A-101", .from_day = "2025-09-01",
 *                                 .to_day = "2025-09-15", .reason = "repair"};
 *     rc = closure_add(s, &who, &plan, now, code, &bad, &e);
 *     rc = closure_change(s, &who, code, version, &change, now, &bad, &e);    // the date slips
 *
 * A closure takes the beds of its room out of allocation for its days and gives them back: no
 * snapshot of such a day has the room, nobody moves into it, nothing in it is offered. It says
 * nothing of who lives there: that is the rehousing case, which is opened with it.
 *
 * Planners and the Office close for any reason; maintenance for a repair or for safety. All run in
 * the caller's transaction and add one audit row. ERR_INPUT with findings where a day, a room or a
 * repair is wrong.
 */
#ifndef SERVICE_CLOSURE_H
#define SERVICE_CLOSURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/closure.h"

struct store;

/* Crews, planners, the Office and auditors see closures; for all others there are none. */
bool closure_sees(const struct principal *who);

struct closure_plan {
    const char *room; /* code */
    const char *from_day;
    const char *to_day; /* the day from which it is open again; "" not known */
    const char *reason; /* repair | safety | reserved | handed_back | other */
    const char *note;
    int64_t repair; /* its number, SC-12; 0 none */
    bool may_stay;  /* whoever lives there may stay */
};

/* Closes a room; `code` gets the closure's. */
int closure_add(struct store *s, const struct principal *by, const struct closure_plan *plan,
                int64_t now, char code[33], struct solver_findings *bad, struct err *e);

struct closure_change {
    const char *to_day; /* NULL = as it is; from_day = it is not closed after all */
    const char *reason; /* NULL = as it is */
    const char *note;   /* NULL = as it is */
    int may_stay;       /* -1 = as it is */
};

/* Ends it earlier or later. `version` 0 = any. ERR_ABSENT, ERR_CHANGED. */
int closure_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                   const struct closure_change *change, int64_t now, struct solver_findings *bad,
                   struct err *e);

/* The repair of that number is done: closures for it that go on end that day, by whoever completed
 * it, and the beds are given back. */
int closure_repair_done(struct store *s, const struct principal *by, int64_t repair, int64_t now,
                        struct err *e);

/* ERR_INPUT with a finding at `where`, which says until when, if the room is closed that night. */
int closure_refuse(struct store *s, int64_t room_id, const char *day, const char *where,
                   struct solver_findings *bad, struct err *e);

/* Whether it is. */
int closure_is_on(struct store *s, int64_t room_id, const char *day, bool *is_on, struct err *e);

#endif
