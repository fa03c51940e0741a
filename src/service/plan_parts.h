/* Private to the services of plans. */
#ifndef SERVICE_PLAN_PARTS_H
#define SERVICE_PLAN_PARTS_H

#include "service/plan.h"

/* The plan, for a change by a planner who saw this version: ERR_ABSENT, ERR_DENIED, ERR_CHANGED. */
int plan_take(struct store *s, const struct principal *by, const char *code, int64_t version,
              struct store_plan *out, struct err *e);

/* ERR_CHANGED where the plan is at another version than this; 0 = any. */
int plan_must_be_at(const struct store_plan *p, int64_t version, struct err *e);

/* The audit row of a change; `fields` NULL = none. */
int plan_write_audit(struct store *s, const struct principal *by, const char *action,
                     const struct store_plan *p, const char *fields, struct err *e);

/* ERR_DATA where its state is not the one wanted. */
int plan_must_be(const struct store_plan *p, const char *state, struct err *e);

#endif
