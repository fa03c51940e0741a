/* Agencies (cơ quan): the urgency of a unit, which the Office of the People's Committee sets. */
#ifndef SERVICE_AGENCY_H
#define SERVICE_AGENCY_H

#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "store/person.h"

struct store;

/* 0..10; a registrar of all agencies alone may (ERR_DENIED), and for a registrar of some the others
 * are not there (ERR_ABSENT). `version` is the one the caller saw, 0 = any (ERR_CHANGED). `out` is
 * the agency after it. Adds a row to the audit, in the caller's transaction. */
int agency_set_urgency(struct store *s, const struct principal *by, const char *code,
                       int64_t version, int urgency, struct store_agency *out, struct err *e);

#endif
