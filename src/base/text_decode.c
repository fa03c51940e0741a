/* Bytes of unknown encoding to UTF-8, see text_to_utf8 in the header.
 *
 * Windows-1258 and TCVN3 use the same bytes for different letters and neither says which it is. So
 * both are tried, and every word that has a letter beyond ASCII is looked up in the phonology of
 * Vietnamese (text_syllable.h): the right reading makes syllables, the wrong one nonsense such as
 * "NguyÔn".
 *
 * It does not know VNI (nor does iconv) and does not repair text that was read wrongly before.
 */
#include "base/text.h"
#include "base/buf.h"
#include "base/mem.h"
#include "text_syllable.h"

#include <utf8proc.h>

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static char *compose(const char *utf8, size_t len)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)utf8, (utf8proc_ssize_t)len, &out,
                                      UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n >= 0 && memchr(out, '\0', (size_t)n) == NULL)
        return (char *)out;
    if (n >= 0)
        free(out);
    return NULL;
}

static uint32_t unit_at(const char *raw, size_t at, bool is_big)
{
    uint32_t first = (unsigned char)raw[at], second = (unsigned char)raw[at + 1];
    return is_big ? first << 8 | second : second << 8 | first;
}

/* NULL where a surrogate stands alone or a byte is left over. */
static char *from_utf16(const char *raw, size_t len, bool is_big)
{
    struct buf utf8 = {0};
    bool is_good = len % 2 == 0;
    for (size_t i = 0; is_good && i < len; i += 2) {
        uint32_t c = unit_at(raw, i, is_big);
        if (c >= 0xD800 && c <= 0xDBFF && i + 4 <= len) {
            uint32_t low = unit_at(raw, i + 2, is_big);
            is_good = low >= 0xDC00 && low <= 0xDFFF;
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        } else if (c >= 0xD800 && c <= 0xDFFF) {
            is_good = false;
        }
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t n = is_good ? utf8proc_encode_char((utf8proc_int32_t)c, bytes) : 0;
        buf_add(&utf8, bytes, n > 0 ? (size_t)n : 0);
    }
    char *text = is_good ? compose(utf8.data == NULL ? "" : utf8.data, utf8.len) : NULL;
    buf_release(&utf8);
    return text;
}

/* Whether every other byte, from `from`, is mostly zero, and the others hardly ever: Latin text
 * with Vietnamese letters has a zero high byte in half its units or more. */
static bool is_every_other_zero(const char *raw, size_t len, size_t from)
{
    size_t n_zero[2] = {0};
    for (size_t i = 0; i < len; i++)
        n_zero[i % 2] += raw[i] == '\0';
    return len >= 4 && len % 2 == 0 && n_zero[from] * 5 >= len && n_zero[1 - from] * 100 <= len;
}

/* How much is UTF-8: `*n_good` sequences of several bytes, `*n_bad` bytes that fit nowhere. */
static void count_utf8(const char *raw, size_t len, size_t *n_good, size_t *n_bad)
{
    *n_good = *n_bad = 0;
    for (size_t i = 0; i < len;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)raw + i, (utf8proc_ssize_t)(len - i), &c);
        *n_good += n > 1;
        *n_bad += n <= 0;
        i += n > 0 ? (size_t)n : 1;
    }
}

/* NFC text, or NULL where glibc finds a byte that the encoding does not have. */
static char *from_8bit(const char *raw, size_t len, const char *encoding)
{
    iconv_t how = iconv_open("UTF-8", encoding);
    if (how == (iconv_t)-1)
        return NULL;
    size_t cap = 3 * len + 16; /* a byte becomes at most one character of three bytes */
    char *utf8 = mem_array(cap, 1);
    char *in = (char *)raw; /* iconv takes no const but does not write */
    char *out = utf8;
    size_t in_left = len, out_left = cap;
    bool is_good = iconv(how, &in, &in_left, &out, &out_left) != (size_t)-1 &&
                   iconv(how, NULL, NULL, &out, &out_left) != (size_t)-1; /* what it held back */
    iconv_close(how);
    char *text = is_good ? compose(utf8, (size_t)(out - utf8)) : NULL;
    free(utf8);
    return text;
}

static bool is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
           category == UTF8PROC_CATEGORY_MN;
}

/* Good words add, words that are no Vietnamese and signs of neither language take away. */
static long plausibility(const char *utf8)
{
    long score = 0;
    const char *p = utf8;
    while (*p != '\0') {
        const char *word = p;
        bool has_high = false;
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t n = 0;
        for (;; p += n) {
            n = utf8proc_iterate((const utf8proc_uint8_t *)p, -1, &c);
            if (n <= 0 || c == 0 || !is_letter(c))
                break;
            has_high |= c >= 0x80;
        }
        if (has_high)
            score += text_is_syllable(word, (size_t)(p - word)) ? 2 : -2;
        if (*p == '\0')
            break;
        score -= c >= 0x80;
        p += n > 0 ? n : 1;
    }
    return score;
}

static char *from_old(const char *raw, size_t len, const char **name)
{
    char *cp1258 = from_8bit(raw, len, "CP1258");
    char *tcvn = from_8bit(raw, len, "TCVN5712-1");
    long of_cp1258 = cp1258 == NULL ? -1 : plausibility(cp1258);
    long of_tcvn = tcvn == NULL ? -1 : plausibility(tcvn);
    bool is_tcvn = of_tcvn > of_cp1258;
    char *best = is_tcvn ? tcvn : cp1258;
    free(is_tcvn ? cp1258 : tcvn);
    *name = is_tcvn ? "TCVN3" : "CP1258";
    if ((is_tcvn ? of_tcvn : of_cp1258) >= 0)
        return best;
    free(best); /* words of neither */
    return NULL;
}

char *text_to_utf8(const char *raw, size_t len, const char **encoding_name)
{
    const char *name = "UTF-8";
    char *text = NULL;
    size_t n_good, n_bad;
    if (len >= 2 && memcmp(raw, "\xFF\xFE", 2) == 0) {
        name = "UTF-16LE";
        text = from_utf16(raw + 2, len - 2, false);
    } else if (len >= 2 && memcmp(raw, "\xFE\xFF", 2) == 0) {
        name = "UTF-16BE";
        text = from_utf16(raw + 2, len - 2, true);
    } else if (is_every_other_zero(raw, len, 1)) {
        name = "UTF-16LE";
        text = from_utf16(raw, len, false);
    } else if (is_every_other_zero(raw, len, 0)) {
        name = "UTF-16BE";
        text = from_utf16(raw, len, true);
    } else {
        size_t mark = len >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        count_utf8(raw + mark, len - mark, &n_good, &n_bad);
        if (n_bad == 0)
            text = compose(len == 0 ? "" : raw + mark, len - mark);
        /* a long UTF-8 text with a few broken bytes is damaged, not old: guessing would turn all
         * its letters into others */
        else if (mark == 0 && !(n_good >= 8 && n_good > 20 * n_bad))
            text = from_old(raw, len, &name);
    }
    if (encoding_name != NULL)
        *encoding_name = name;
    return text;
}
