/* Private to the handlers of plans: the plan as an object. */
#ifndef API_PLANS_H
#define API_PLANS_H

#include "service/plan.h"

/* The members of a plan that lists have, too. */
void api_write_plan(struct buf *out, const struct store_plan *p, const char *lang);

#endif
