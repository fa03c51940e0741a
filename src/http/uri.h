/* Targets of requests: strict decoding. Pure.
 *
 * Decoded once and here; whatever another reader of the same bytes might see otherwise is refused:
 * "//", dot segments, %2F, %5C, %00, control characters, bytes that are no UTF-8, bad escapes, the
 * absolute form, a parameter that comes twice.
 */
#ifndef HTTP_URI_H
#define HTTP_URI_H

#include "http/exchange.h"

enum { URI_MAX_BYTES = 1024, URI_MAX_PARAMS = 32 };

/* Decodes `raw` in place (it is NUL-terminated): path and parameters point into it afterwards.
 * 0, or the status to refuse it with: 400, 414; `why` is a constant for the log. */
int uri_split(char *raw, const char **path, struct http_param params[URI_MAX_PARAMS],
              size_t *n_params, const char **why);

#endif
