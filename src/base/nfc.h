/* Plain NFC (private to base; utf8proc lives in text.c). */
#ifndef BASE_NFC_H
#define BASE_NFC_H

#include <stddef.h>

/* NFC of text[0..len), nothing trimmed or refused but what is no UTF-8 or holds NUL: NULL then.
 * The caller frees. */
char *nfc_of(const char *text, size_t len);

#endif
