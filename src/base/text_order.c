/* The order of Vietnamese text, see base/text.h.
 *
 * A text becomes a key of bytes such that memcmp of keys is the order:
 *
 *     per syllable:  letters, 3 bytes each | 0 0 0 | tones, 1 byte each | 0
 *     end of text:   0 0 0
 *     then           case, 1 byte a letter (1 lower, 2 upper) | 0 | the text itself
 *
 * A terminator is less than anything it can meet, so that the shorter comes first at every level;
 * the text at the end makes the order total. A tone counts for its syllable and not for the letter
 * it stands on: hoà and hòa tie until the last level. Source of the order: CLDR, collation `vi`.
 */
#include "base/text.h"

#include "base/buf.h"
#include "base/mem.h"

#include "utf8.h"

#include <utf8proc.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Weights of letters: digits, then a..z with 8 places each for ă â đ ê ô ơ ư, then all others by
 * code. */
enum { WEIGHT_DIGIT = 1, WEIGHT_A = 0x100, WEIGHT_OTHER = 0x1000, PLACES = 8 };

/* The place of a mark that makes another letter (a < ă < â, o < ô < ơ, u < ư), else 0. */
static uint32_t letter_mark(uint32_t s)
{
    return s == 0x306 ? 1 : s == 0x302 ? 2 : s == 0x31B ? 3 : 0;
}

/* huyền < hỏi < ngã < sắc < nặng; other marks behind; 0 = no mark. */
static char tone(uint32_t s)
{
    static const uint32_t tones[] = {0x300, 0x309, 0x303, 0x301, 0x323};
    for (size_t i = 0; i < sizeof tones / sizeof *tones; i++)
        if (tones[i] == s)
            return (char)(i + 1);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)s);
    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME ? 6 : 0;
}

static bool is_letter(uint32_t s)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)s);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
           (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

static uint32_t weight_of(uint32_t lower)
{
    if (lower >= '0' && lower <= '9')
        return WEIGHT_DIGIT + lower - '0';
    if (lower >= 'a' && lower <= 'z')
        return WEIGHT_A + (lower - 'a') * PLACES;
    if (lower == 0x111 || lower == 0xF0) /* đ behind d */
        return WEIGHT_A + ('d' - 'a') * PLACES + 1;
    return WEIGHT_OTHER + lower;
}

struct syllable {
    struct buf letters;
    struct buf tones;
    uint32_t weight; /* of the letter at hand, marks may follow; 0 = none */
};

static void end_letter(struct syllable *y)
{
    if (y->weight == 0)
        return;
    char bytes[3] = {(char)(y->weight >> 16), (char)(y->weight >> 8 & 0xFF),
                     (char)(y->weight & 0xFF)};
    buf_add(&y->letters, bytes, 3);
    y->weight = 0;
}

static void end_syllable(struct syllable *y, struct buf *key)
{
    end_letter(y);
    if (y->letters.len > 0) {
        buf_add(key, y->letters.data, y->letters.len);
        buf_add(key, "\0\0\0", 3);
        if (y->tones.len > 0)
            buf_add(key, y->tones.data, y->tones.len);
        buf_char(key, '\0');
    }
    y->letters.len = y->tones.len = 0;
}

/* NFD of text[0..len); the text is known to be UTF-8. */
static char *decompose(const char *text, size_t len)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &out,
                                      UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    if (n < 0)
        abort(); /* out of memory, as mem.h promises */
    return (char *)out;
}

/* Appends the letters and tones of text[0..len) to `key`, its case to `cases`. */
static void add_levels(const char *text, size_t len, struct buf *key, struct buf *cases)
{
    struct syllable y = {0};
    char *nfd = decompose(text, len);
    for (size_t i = 0, n, end = strlen(nfd); i < end; i += n) {
        uint32_t s;
        n = utf8_next(nfd + i, end - i, &s);
        n = n == 0 ? 1 : n;
        if (is_letter(s)) {
            end_letter(&y);
            uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)s);
            y.weight = weight_of(lower);
            buf_char(cases, lower == s ? 1 : 2);
        } else if (y.weight >= WEIGHT_A && y.weight < WEIGHT_OTHER && letter_mark(s) > 0) {
            y.weight = y.weight / PLACES * PLACES + letter_mark(s);
        } else if (tone(s) > 0 && (y.weight > 0 || y.letters.len > 0)) {
            buf_char(&y.tones, tone(s));
        } else {
            end_syllable(&y, key);
        }
    }
    end_syllable(&y, key);
    buf_add(key, "\0\0\0", 3);
    free(nfd);
    buf_release(&y.letters);
    buf_release(&y.tones);
}

static void add_last_levels(const char *text, struct buf *cases, struct buf *key)
{
    if (cases->len > 0)
        buf_add(key, cases->data, cases->len);
    buf_char(key, '\0');
    buf_str(key, text);
    buf_release(cases);
}

static void key_of_text(const char *text, struct buf *key)
{
    struct buf cases = {0};
    add_levels(text, strlen(text), key, &cases);
    add_last_levels(text, &cases, key);
}

static void key_of_name(const char *name, struct buf *key)
{
    struct buf cases = {0};
    while (*name == ' ')
        name++;
    size_t len = strlen(name);
    while (len > 0 && name[len - 1] == ' ')
        len--;
    size_t family = 0, given = len;
    while (family < len && name[family] != ' ')
        family++;
    while (given > 0 && name[given - 1] != ' ')
        given--;
    size_t middle = family < given ? given - family : 0;
    add_levels(name + given, len - given, key, &cases);
    add_levels(name, given == 0 ? 0 : family, key, &cases); /* one word: a given name */
    add_levels(name + family, middle, key, &cases);
    add_last_levels(name, &cases, key);
}

static int compare(const char *a, const char *b, void (*key_of)(const char *, struct buf *))
{
    bool is_text_a = utf8_is_valid(a, strlen(a)), is_text_b = utf8_is_valid(b, strlen(b));
    if (!is_text_a || !is_text_b)
        return is_text_a != is_text_b ? (is_text_a ? -1 : 1) : strcmp(a, b);
    struct buf ka = {0}, kb = {0};
    key_of(a, &ka);
    key_of(b, &kb);
    int order = memcmp(ka.data, kb.data, ka.len < kb.len ? ka.len : kb.len);
    if (order == 0)
        order = ka.len < kb.len ? -1 : ka.len > kb.len;
    buf_release(&ka);
    buf_release(&kb);
    return order != 0 ? order : strcmp(a, b);
}

int text_compare_vn(const char *a, const char *b)
{
    return compare(a, b, key_of_text);
}

int text_compare_names(const char *full_a, const char *full_b)
{
    return compare(full_a, full_b, key_of_name);
}
