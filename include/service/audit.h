/* The audit as services use it: one row per change, and the list for those who read it.
 *
 *     rc = audit_add(s, by->account_id, "account.add", fields.data, &e, "account/%s", code);
 *
 * See store/audit.h for the chain, and for fields: names with keyed hashes, never values of people.
 */
#ifndef SERVICE_AUDIT_H
#define SERVICE_AUDIT_H

#include <stdint.h>

#include "base/err.h"

struct store;

/* Adds a row in the transaction of the change. `actor` 0 = the program, or nobody logged in;
 * `fields` may be NULL; the object is a printf. */
int audit_add(struct store *s, int64_t actor, const char *action, const char *fields, struct err *e,
              const char *object_format, ...) __attribute__((format(printf, 6, 7)));

#endif
