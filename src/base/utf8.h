/* UTF-8, one scalar at a time (private to base).
 *
 *     for (size_t i = 0; i < len; i += n == 0 ? 1 : n)
 *         n = utf8_next(text + i, len - i, &scalar);
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Bytes of the first scalar of text[0..len), 0 where there is none: overlong forms, surrogates and
 * values beyond U+10FFFF are none. *scalar is set to 0xFFFD then. */
size_t utf8_next(const char *text, size_t len, uint32_t *scalar);

bool utf8_is_valid(const char *text, size_t len);

/* Appends a scalar; what is none becomes U+FFFD. */
void utf8_add(struct buf *out, uint32_t scalar);

#endif
