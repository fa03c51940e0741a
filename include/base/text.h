/* Vietnamese text: clean, fold, order, measure, decode. utf8proc does the Unicode work, glibc's
 * iconv the old encodings; both are known here only.
 *
 *     char *name = text_nfc(cell);            // NULL: not fit to be stored
 *     char *key = text_fold(name);            // "nguyen thi hoa"
 *     qsort with text_compare_names(a, b)
 *
 * Strings returned belong to the caller, who frees them. Texts are NUL-terminated UTF-8. Nothing
 * depends on the locale. Any thread.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* The text as it is stored: NFC, every run of white space (no-break and ideographic blanks, tabs,
 * line breaks included) one blank, none at the ends. NULL where it is no UTF-8, or holds what
 * nobody can see and nobody typed: control, bidirectional, zero-width, private-use, unassigned
 * characters.
 */
char *text_nfc(const char *utf8);

/* Whether a text that a program sent may be taken: NFC already, and nothing in it but white space
 * for which text_nfc gives NULL. What white space means, text_nfc still has to tidy. */
bool text_is_clean(const char *utf8);

/* The key under which a text is searched and doubles are found: lower case, no diacritics, đ as d,
 * full-width forms as plain ones, single blanks. Hence "HOÀ", "hòa" and "hoa" are equal. Never
 * NULL; bytes that are no UTF-8 and invisible characters are left out. */
char *text_fold(const char *text);

/* Whether `text` holds what somebody typed, in upper or lower case. Marks that were typed must be
 * there, on the letter (ă â ê ô ơ ư đ) or in the syllable (tones); those left out need not: "duong"
 * is in Dương and Đường, "đường" and "đuong" in Đường alone, "hoà" in "Hòa". */
bool text_holds(const char *text, const char *typed);

/* Order of Vietnamese words as CLDR "vi" has it, syllable by syllable: <0, 0, >0. The first
 * syllable that differs decides: by its letters (a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư), those
 * being equal by its tone (none < huyền < hỏi < ngã < sắc < nặng), on whichever letter it is
 * written: hoà and hòa tie. Texts that agree so far: lower case before upper, then bytes. The order
 * is total and 0 means the same bytes. Blanks part syllables; signs, digits and other scripts come
 * before Latin letters. */
int text_compare_vn(const char *a, const char *b);

/* Order of people in a list: by given name (the last word), then family name (the first), then what
 * stands between, each as text_compare_vn has it; finally bytes. A name of one word is a given name
 * and comes before longer ones. */
int text_compare_names(const char *full_a, const char *full_b);

/* Least number of characters to insert, delete or change that turns one text's folded key into the
 * other's. O(length²); beyond 1,000 characters only the first 1,000 count. */
size_t text_distance(const char *a, const char *b);

/* Bytes of a file of unknown encoding as UTF-8 in NFC, without byte order mark. Decides in this
 * order: byte order mark (UTF-8, UTF-16LE, UTF-16BE); UTF-16 without one where every other byte is
 * mostly zero; valid UTF-8; else Windows-1258 or TCVN3 (ABC), whichever gives the more plausible
 * Vietnamese. TCVN3 keeps capitals in a font, so they come out lower case. `*encoding_name` (may be
 * NULL) becomes a constant: "UTF-8", "UTF-16LE", "UTF-16BE", "CP1258", "TCVN3". NULL where no
 * encoding fits, the text holds a NUL, or neither old encoding gives Vietnamese words (VNI, or a
 * damaged UTF-8 file): a refused file is better than wrong names. */
char *text_to_utf8(const char *raw, size_t len, const char **encoding_name);

/* Number of characters (scalar values); of bytes that are no UTF-8 each counts as one. */
size_t text_width(const char *text);

#endif
