/* Leaving: a party's right to its room ends (retired, posted elsewhere, no longer eligible), and
 * it hands the room back within 90 days of that (Law on Housing 2023, article 47.2).
 *
 *     struct leave_notice n = {.reason = "retired", .ended_on = "2025-10-01", .document = "12/QĐ"};
 *     rc = leave_put(s, &who, "HS-0001", version, &n, &bad, &e);        // leaves by 2025-12-30
 *     rc = leave_list(s, &who, &query, today, &due, &e);                // the most overdue first
 *
 * The clock takes no bed away: a person decides, and enters the day on which the party has left
 * (stay.h). Until then it stands in the list, with those whose site is to be given back.
 *
 * Planners, and registrars for those they see; others get ERR_ABSENT, or ERR_DENIED where they see
 * the request. leave_put and leave_take_back run in the caller's transaction and add one audit row.
 * `version`: of the request, as it was read; 0 = any.
 */
#ifndef SERVICE_LEAVE_H
#define SERVICE_LEAVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/leave.h"

struct store;

enum { LEAVE_DAYS = 90 };

struct leave_notice {
    const char *reason;   /* retired | transferred | not_eligible | handed_back | other */
    const char *ended_on; /* day on which the right ended; it may lie ahead */
    const char *document; /* number of the paper that says so; "" none */
};

/* Notes the end, or corrects what was noted. ERR_DATA where the party has no room; ERR_INPUT with a
 * finding where the day is none. */
int leave_put(struct store *s, const struct principal *by, const char *request, int64_t version,
              const struct leave_notice *n, struct solver_findings *bad, struct err *e);

/* The party keeps its right after all. ERR_ABSENT where there is no notice. */
int leave_take_back(struct store *s, const struct principal *by, const char *request,
                    int64_t version, struct err *e);

/* Who is to leave; "" = all of the codes. The requisition of a site counts from 90 days before its
 * end on. */
struct leave_query {
    const char *site;
    const char *agency;
    bool is_overdue; /* only whose day has passed */
};
int leave_list(struct store *s, const struct principal *by, const struct leave_query *q,
               const char *today, struct store_leaves *out, struct err *e);

/* Days until the last one to leave: 0 on that day, negative after it. */
int leave_days_left(const struct store_leave *n, const char *today);

/* A reason for people. */
const char *leave_reason_text(const char *reason, const char *lang);

#endif
