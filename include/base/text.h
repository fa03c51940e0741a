/* Vietnamese text: normal form, search key, order, old encodings.
 *
 *     char *name = text_nfc(cell);              // NULL: refused
 *     char *key = text_fold(name);              // "Nguyễn Thuý Đào" -> "nguyen thuy dao"
 *     if (text_compare_names(a, b) < 0) …       // by given name, as Vietnamese lists are
 *     char *utf8 = text_to_utf8(raw, len, &encoding);
 *
 * Everything stored, compared or hashed has passed text_nfc. Strings that are returned belong to
 * the caller. No locale, no state: any thread.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>

/* NFC, blanks at both ends removed, each inner run of white space (TAB, line ends, no-break and
 * typographic spaces) one blank. NULL when it is not UTF-8 or has control, bidi, zero-width,
 * private-use characters or noncharacters: such a name looks like another one. A byte order mark
 * at the very front is dropped. */
char *text_nfc(const char *utf8);

/* Key for search and for finding duplicates: lower case, no diacritics, đ as d, single blanks,
 * compatibility forms (ｆｕｌｌ width) made plain. "Hoà", "hòa" and "HOA" have one key. Idempotent.
 * NULL when it is not UTF-8. */
char *text_fold(const char *utf8);

/* Order of CLDR `vi`, syllable by syllable: the first syllable that differs decides. In a syllable
 * letters come first (a < ă < â < … d < đ < e < ê < … o < ô < ơ < … u < ư), then tones (none <
 * huyền < hỏi < ngã < sắc < nặng), wherever in it they are written. Only when all syllables tie,
 * lower case comes before upper case, then bytes: a total order, 0 only for equal strings.
 * Digits come before letters, blanks and punctuation separate syllables. Not UTF-8: by bytes,
 * behind all text. */
int text_compare_vn(const char *a, const char *b);

/* Full names by given name (the last word), then family name (the first), then the words between;
 * each by text_compare_vn. Total order. */
int text_compare_names(const char *full_a, const char *full_b);

/* Edit distance of the folded keys, in scalars: insert, delete, replace, each 1. Texts longer than
 * 256 scalars are cut there. */
size_t text_distance(const char *a, const char *b);

/* Bytes of a list to NFC UTF-8. *encoding_name (may be NULL) becomes "UTF-8", "UTF-16LE",
 * "UTF-16BE", "CP1258" or "TCVN3" (a constant).
 *
 *     UTF-8 with or without mark; UTF-16 with a mark, or little-endian without one where the zero
 *     bytes show it; else an old code page: whichever of CP1258 and TCVN3 (TCVN 5712, "ABC" fonts)
 *     reads as Vietnamese words.
 *
 * TCVN3 keeps capitals by font, so that they come out as small letters. NULL when nothing fits or
 * the text holds NUL. Does not trim and keeps line ends. */
char *text_to_utf8(const char *raw, size_t len, const char **encoding_name);

/* Number of scalars that take a column: combining marks and zero-width characters count 0. A byte
 * that is no UTF-8 counts 1. */
size_t text_width(const char *utf8);

#endif
