/* Private to rounds: what their files share. */
#ifndef SERVICE_ROUND_PARTS_H
#define SERVICE_ROUND_PARTS_H

#include "service/round.h"

/* The round as the caller saw it: ERR_ABSENT, or ERR_CHANGED where its version is another. */
int round_take(struct store *s, const char *code, int64_t version, struct store_round *out,
               struct err *e);

/* The audit row of a change; fields NULL = none to name. */
int round_note(struct store *s, const struct principal *by, const char *action,
               const struct store_round *r, const char *fields, struct err *e);

/* ERR_INPUT where there are findings. */
int round_refuse(const struct solver_findings *bad, struct err *e);

#endif
