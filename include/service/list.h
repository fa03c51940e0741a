/* Lists of a plan for people: who is housed where, and for the staff who waits and why.
 *
 *     struct grid parts[LIST_MAX_PARTS];
 *     size_t n = list_build(&allocation, LIST_PUBLIC, parts);
 *     … report_write(…) …
 *     list_release(parts, n);
 *
 * The public list carries name, agency and site of the officials housed, and nothing else: no room,
 * no id, no phone, no reason, no family member (Law 91/2025/QH15 on personal data).
 * The staff list adds room, request and everybody who moves in, and a second part: who waits, in
 * order of need, with the reason. Who does not qualify is no matter of a plan: see scoring.h.
 * Sorted by site, then by given name as Vietnamese lists are. Headings are Vietnamese: the lists
 * are annexes of Vietnamese documents.
 */
#ifndef SERVICE_LIST_H
#define SERVICE_LIST_H

#include "service/allocate.h"
#include "service/grid.h"

enum list_audience { LIST_PUBLIC, LIST_STAFF };

enum { LIST_MAX_PARTS = 2 };

/* Builds the parts and returns how many: 1 for the public, 2 for the staff. */
size_t list_build(const struct allocation *a, enum list_audience audience,
                  struct grid parts[LIST_MAX_PARTS]);

void list_release(struct grid *parts, size_t n_parts);

/* A reason of the engine as a sentence with its count of rooms. The caller frees. */
char *list_reason_text(const struct solver_reason *reason, const char *lang);

#endif
