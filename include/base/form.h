/* A body of application/x-www-form-urlencoded (WHATWG URL, 5.1), strictly.
 *
 *     struct form f;
 *     if (form_parse(body, n, &f, &e) == ERR_OK)
 *         … form_get(&f, "service_code") …
 *     form_release(&f);
 *
 * Texts come out in NFC. Names may repeat; whatever is no UTF-8, holds NUL or control characters
 * other than tab and line breaks, or is badly escaped, is refused. Any thread.
 */
#ifndef BASE_FORM_H
#define BASE_FORM_H

#include <stddef.h>

#include "base/err.h"

enum { FORM_MAX_FIELDS = 200 };

struct form_field {
    const char *name, *value; /* decoded; within `text` */
};

struct form {
    size_t n;
    struct form_field *fields; /* [n] as they came; owned */
    char *text;                /* owned */
};

/* ERR_INPUT where it is no such body, or has more than FORM_MAX_FIELDS fields. `out` may be
 * released in any case. */
int form_parse(const char *body, size_t n, struct form *out, struct err *e);

/* The first value of a name; NULL where there is none. */
const char *form_get(const struct form *f, const char *name);

void form_release(struct form *f);

#endif
