/* Clean and folded text, see the header. The order of Vietnamese stands in text_order.c, the old
 * encodings in text_decode.c.
 *
 * Costs: linear, but for text_distance.
 */
#include "base/text.h"
#include "base/buf.h"
#include "base/mem.h"

#include <utf8proc.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_COMPARED = 1000 }; /* characters; names have 60 at most */

/* One scalar value at `*p`, moving it; -1 for a byte that is no UTF-8. */
static utf8proc_int32_t take(const char **p)
{
    utf8proc_int32_t c = -1;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*p, -1, &c);
    *p += n > 0 ? n : 1;
    return n > 0 ? c : -1;
}

static bool is_blank(utf8proc_int32_t c)
{
    if ((c >= '\t' && c <= '\r') || c == 0x85)
        return true;
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

/* Control, format (bidirectional, zero-width), private, unassigned; and what Unicode lists as
 * "default ignorable", such as fillers and variation selectors. */
static bool is_invisible(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
        return true;
    default: /* the library's enum, not ours */
        return utf8proc_get_property(c)->ignorable;
    }
}

static void add_scalar(struct buf *b, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char(c, bytes);
    buf_add(b, bytes, n > 0 ? (size_t)n : 0);
}

/* One blank where white space was, but none in front. */
static void close_gap(struct buf *b, bool *has_gap)
{
    if (*has_gap && b->len > 0)
        buf_char(b, ' ');
    *has_gap = false;
}

char *text_nfc(const char *utf8)
{
    struct buf clean = {0};
    bool has_gap = false;
    for (const char *p = utf8; *p != '\0';) {
        utf8proc_int32_t c = take(&p);
        if (c < 0 || (!is_blank(c) && is_invisible(c))) {
            buf_release(&clean);
            return NULL;
        }
        if (is_blank(c)) {
            has_gap = true;
            continue;
        }
        close_gap(&clean, &has_gap);
        add_scalar(&clean, c);
    }
    char *text = buf_take(&clean);
    char *composed = (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
    free(text);
    return composed == NULL ? mem_dup("") : composed; /* valid UTF-8 by now */
}

bool text_is_clean(const char *utf8)
{
    for (const char *p = utf8; *p != '\0';) {
        const utf8proc_int32_t c = take(&p);
        if (c < 0 || (!is_blank(c) && is_invisible(c)))
            return false;
    }
    char *composed = (char *)utf8proc_NFC((const utf8proc_uint8_t *)utf8);
    const bool is_same = composed != NULL && strcmp(composed, utf8) == 0;
    free(composed);
    return is_same;
}

static void fold_one(struct buf *b, utf8proc_int32_t c, bool *has_gap)
{
    enum { D_WITH_STROKE = 0x111 };
    const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                      UTF8PROC_IGNORE | UTF8PROC_STRIPMARK;
    utf8proc_int32_t parts[32]; /* the longest decomposition of Unicode has 18 */
    int last_class = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, 32, options, &last_class);
    for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
        utf8proc_int32_t part = utf8proc_tolower(parts[i]);
        if (is_blank(part)) {
            *has_gap = true;
        } else if (!is_invisible(part)) {
            close_gap(b, has_gap);
            add_scalar(b, part == D_WITH_STROKE ? 'd' : part);
        }
    }
}

char *text_fold(const char *text)
{
    struct buf key = {0};
    bool has_gap = false;
    for (const char *p = text; *p != '\0';) {
        utf8proc_int32_t c = take(&p);
        if (c >= 0 && is_blank(c))
            has_gap = true;
        else if (c >= 0)
            fold_one(&key, c, &has_gap);
    }
    return buf_take(&key);
}

size_t text_width(const char *text)
{
    size_t n = 0;
    for (const char *p = text; *p != '\0'; n++)
        (void)take(&p);
    return n;
}

/* The folded key as scalar values, at most LONGEST_COMPARED of them. */
static utf8proc_int32_t *scalars_of(const char *text, size_t *n)
{
    char *key = text_fold(text);
    utf8proc_int32_t *scalars = mem_array(text_width(key), sizeof *scalars);
    *n = 0;
    for (const char *p = key; *p != '\0' && *n < LONGEST_COMPARED; (*n)++)
        scalars[*n] = take(&p);
    free(key);
    return scalars;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t two = a < b ? a : b;
    return two < c ? two : c;
}

size_t text_distance(const char *a, const char *b)
{
    size_t n_a, n_b;
    utf8proc_int32_t *from = scalars_of(a, &n_a);
    utf8proc_int32_t *to = scalars_of(b, &n_b);
    size_t *row = mem_array(n_b + 1, sizeof *row); /* distances of a's first i to b's first j */
    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + (from[i - 1] != to[j - 1]));
            diagonal = above;
        }
    }
    size_t distance = row[n_b];
    free(row);
    free(to);
    free(from);
    return distance;
}
