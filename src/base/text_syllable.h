/* Whether a word can be a Vietnamese syllable: initial, vowels, final, one tone, sane capitals. */
#ifndef BASE_TEXT_SYLLABLE_H
#define BASE_TEXT_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

/* `len` bytes of UTF-8 in NFC. Any thread. */
bool text_is_syllable(const char *word, size_t len);

#endif
