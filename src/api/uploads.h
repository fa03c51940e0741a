/* Private to src/api: an upload in an answer. */
#ifndef API_UPLOADS_H
#define API_UPLOADS_H

#include "api.h"
#include "service/upload.h"

/* Its members, without braces. */
void api_write_upload(struct buf *out, const struct store_upload *u);

/* The whole answer, where `rc` is ERR_OK; returns it else. `list` where it is at hand, NULL =
 * opened again, which the writer should not have to do. */
int api_answer_upload(struct api_call *c, struct store *s, const char *code,
                      const struct upload_list *list, int rc, struct err *e);

#endif
