/* The count of needs, agency by agency: what the Office of the People's Committee was told to find
 * out.
 *
 *     struct grid parts[NEEDS_N_PARTS];
 *     int rc = needs_build(store, NULL, &policy, "2025-07-10", "vi", parts, &e);
 *     needs_release(parts);
 *
 * Counts officials, not requests. Registered = stands in a live request, or the list says "Có";
 * no need = the list says "Không"; the rest has not answered. Sex, pool, band and road km are those
 * of the registered; a band needs a request.
 */
#ifndef SERVICE_NEEDS_H
#define SERVICE_NEEDS_H

#include "base/err.h"
#include "service/grid.h"
#include "service/policy.h"
#include "store/scope.h"

struct store;

enum { NEEDS_AGENCIES, NEEDS_SILENT, NEEDS_N_PARTS };

/* `scope` NULL = all agencies; else those of the scope, and nothing of the others. */
int needs_build(struct store *store, const struct store_scope *scope, const struct policy *p,
                const char *as_of, const char *lang, struct grid parts[NEEDS_N_PARTS],
                struct err *e);

/* The rules to count by: those of the newest round and its day; before there is a round, the
 * newest version of the policy that the program brings. The caller releases *p. */
int needs_rules(struct store *store, struct policy *p, char as_of[11], struct err *e);

void needs_release(struct grid parts[NEEDS_N_PARTS]);

#endif
