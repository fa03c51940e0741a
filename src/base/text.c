/* Normal form, key, width, distance of Vietnamese text, see the header. Order is in text_order.c,
 * old encodings in text_encoding.c. */
#include "base/text.h"

#include "base/buf.h"
#include "base/mem.h"

#include "nfc.h"
#include "utf8.h"

#include <utf8proc.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DISTANCE_SCALARS = 1000 };

static bool is_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* utf8proc_map, NULL for what is no UTF-8. */
static char *map(const char *text, size_t len, utf8proc_option_t options)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &out, options);
    if (n == UTF8PROC_ERROR_NOMEM)
        abort(); /* as mem.h promises */
    return n < 0 ? NULL : (char *)out;
}

char *nfc_of(const char *text, size_t len)
{
    if (len > 0 && memchr(text, '\0', len) != NULL)
        return NULL;
    if (is_ascii(text, len))
        return mem_ndup(text, len);
    return map(text, len, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static bool is_space(uint32_t s)
{
    if (s >= 0x09 && s <= 0x0D)
        return true;
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)s);
    return c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL || c == UTF8PROC_CATEGORY_ZP;
}

/* Characters that make two names look alike or a line look other than it is: controls, formats
 * (bidi, zero-width, soft hyphen), private use, the invisible joiner and selectors,
 * noncharacters. */
static bool is_refused(uint32_t s)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)s);
    return c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_CF || c == UTF8PROC_CATEGORY_CO ||
           c == UTF8PROC_CATEGORY_CN || s == 0x034F || (s >= 0xFE00 && s <= 0xFE0F) ||
           (s >= 0xE0000 && s <= 0xE0FFF) || (s & 0xFFFE) == 0xFFFE || (s >= 0xFDD0 && s <= 0xFDEF);
}

char *text_nfc(const char *utf8)
{
    struct buf clean = {0};
    bool is_gap = false;
    size_t len = strlen(utf8);
    size_t i = len >= 3 && memcmp(utf8, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < len) {
        uint32_t s;
        size_t n = utf8_next(utf8 + i, len - i, &s);
        if (n == 0 || (!is_space(s) && is_refused(s))) {
            buf_release(&clean);
            return NULL;
        }
        if (!is_space(s)) {
            if (is_gap && clean.len > 0)
                buf_char(&clean, ' ');
            buf_add(&clean, utf8 + i, n);
        }
        is_gap = is_space(s);
        i += n;
    }
    char *out = nfc_of(clean.data == NULL ? "" : clean.data, clean.len);
    buf_release(&clean);
    return out;
}

/* One pass of folding: case, marks, đ, blanks. The text is UTF-8. */
static char *fold_once(const char *utf8, size_t utf8_len)
{
    char *bare = map(utf8, utf8_len,
                     UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                         UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
    struct buf key = {0};
    bool is_gap = false;
    for (size_t i = 0, n, len = bare == NULL ? 0 : strlen(bare); i < len; i += n) {
        uint32_t s;
        n = utf8_next(bare + i, len - i, &s);
        n = n == 0 ? 1 : n;
        if (s == 0x111 || s == 0xF0) /* đ, and ð that old files have in its place */
            s = 'd';
        if (is_space(s)) {
            is_gap = true;
        } else if (!is_refused(s)) {
            if (is_gap && key.len > 0)
                buf_char(&key, ' ');
            is_gap = false;
            utf8_add(&key, s);
        }
    }
    free(bare);
    return buf_take(&key);
}

char *text_fold(const char *text)
{
    struct buf clean = {0};
    for (size_t i = 0, n, len = strlen(text); i < len; i += n == 0 ? 1 : n) {
        uint32_t s;
        n = utf8_next(text + i, len - i, &s);
        buf_add(&clean, text + i, n);
    }
    char *key = fold_once(clean.data == NULL ? "" : clean.data, clean.len);
    buf_release(&clean);
    /* Folding a fold changes a handful of letters (Greek, Cherokee): then once more. */
    if (!is_ascii(key, strlen(key))) {
        char *again = fold_once(key, strlen(key));
        free(key);
        key = again;
    }
    return key;
}

size_t text_width(const char *text)
{
    size_t width = 0;
    for (size_t i = 0, n, len = strlen(text); i < len; i += n == 0 ? 1 : n) {
        uint32_t s;
        n = utf8_next(text + i, len - i, &s);
        width++;
    }
    return width;
}

/* Scalars of a folded key, at most MAX_DISTANCE_SCALARS. */
static size_t scalars_of(const char *text, uint32_t *out)
{
    char *key = text_fold(text);
    size_t n_scalars = 0;
    for (size_t i = 0, n, len = strlen(key); i < len && n_scalars < MAX_DISTANCE_SCALARS; i += n) {
        n = utf8_next(key + i, len - i, &out[n_scalars++]);
        n = n == 0 ? 1 : n;
    }
    free(key);
    return n_scalars;
}

size_t text_distance(const char *a, const char *b)
{
    uint32_t sa[MAX_DISTANCE_SCALARS], sb[MAX_DISTANCE_SCALARS];
    size_t row[MAX_DISTANCE_SCALARS + 1]; /* distances of a[0..i) to each b[0..j) */
    size_t na = scalars_of(a, sa), nb = scalars_of(b, sb);
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t replace = diagonal + (sa[i - 1] != sb[j - 1]);
            size_t best = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            diagonal = row[j];
            row[j] = replace < best ? replace : best;
        }
    }
    return row[nb];
}
