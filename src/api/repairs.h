/* Private to src/api: repairs as JSON, for those who answer with one. */
#ifndef API_REPAIRS_H
#define API_REPAIRS_H

#include "api.h"
#include "service/repair.h"

/* An object; with its past where it is a view. */
void api_write_repair(struct buf *out, const struct store_repair *r);
void api_write_repair_view(struct buf *out, const struct repair_view *v);

#endif
