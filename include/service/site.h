/* Sites (khu): whose they are, where they stand, and how long they are requisitioned.
 *
 *     const struct site_change change = {.owner = "Trường …", .requisition_to = "2027-06-30"};
 *     rc = site_change(s, &who, "SV", version, &change, &bad, &e);
 */
#ifndef SERVICE_SITE_H
#define SERVICE_SITE_H

#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"

struct store;

struct site_change { /* NULL = as it was */
    const char *owner;
    const char *address;
    const char *requisition_from; /* days; "" = not known */
    const char *requisition_to;   /* the last day; "" = open */
};

/* By planners and the Office (ERR_DENIED). `version` is the one the caller saw, 0 = any
 * (ERR_CHANGED). ERR_INPUT with findings: no day, an end before the beginning, a text too long.
 * Adds a row to the audit, in the caller's transaction. */
int site_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                const struct site_change *change, struct solver_findings *bad, struct err *e);

#endif
