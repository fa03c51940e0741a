/* Private to surveys.
 *
 *   survey.c         begun, filled in, completed
 *   survey_repair.c  what they found becomes repairs
 */
#ifndef SERVICE_SURVEY_PARTS_H
#define SERVICE_SURVEY_PARTS_H

#include "service/survey.h"

/* survey_get, the right to change it, the version, the state. */
int survey_open(struct store *s, const struct principal *by, const char *code, int64_t version,
                const char *state, struct survey_view *out, struct err *e);

#endif
