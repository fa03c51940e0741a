/* Private to uploads: what follows from an applied list for the people in it. */
#ifndef SERVICE_UPLOAD_SETTLE_H
#define SERVICE_UPLOAD_SETTLE_H

#include "service/upload.h"

/* Confirms facts and requests by the upload's paper; submits the rest; a confirmed request that the
 * list changed, or a fact of it, waits for its agency again. */
int upload_settle(struct store *s, const struct principal *by, const struct store_upload *u,
                  const struct import_report *report, const char *today, int64_t now,
                  struct err *e);

#endif
