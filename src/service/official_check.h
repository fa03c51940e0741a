/* Private to the registration of needs: what an official's row may say, and what differs. */
#ifndef SERVICE_OFFICIAL_CHECK_H
#define SERVICE_OFFICIAL_CHECK_H

#include "base/buf.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/person.h"

/* Judges a row against what stood there (id 0 = nothing); resolves the agency's code. */
int official_check(struct store *s, const struct principal *by, struct store_official *o,
                   const struct store_official *before, const char *today,
                   struct solver_findings *bad, struct err *e);

/* Adds the fields that differ, hashed, to an audit text. */
void official_differences(const struct store *s, const struct store_official *a,
                          const struct store_official *b, struct buf *out);

/* Whether a fact that must be confirmed differs. */
bool official_facts_differ(const struct store_official *a, const struct store_official *b);

#endif
