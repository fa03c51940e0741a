/* Old encodings to UTF-8, see base/text.h.
 *
 * UTF-8 and UTF-16 show themselves. Two 8-bit code pages do not: any bytes are some text in both.
 * So a text is decoded as each and its words with a foreign letter are held against the shape of
 * a Vietnamese syllable; nonsense in a wrong code page rarely has it:
 *
 *     [initial consonants] vowels, at most one tone [final consonants]
 *
 * A text of which less than half such words pass is refused: it may be in VNI or another code, and
 * a wrong name is worse than an error. The tables are those of glibc's iconv.
 */
#include "base/text.h"

#include "base/buf.h"

#include "nfc.h"
#include "utf8.h"

#include <utf8proc.h>

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Decodes all of raw; false where some of it has no meaning. */
static bool decode(const char *raw, size_t len, const char *from, struct buf *out)
{
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1)
        return false;
    struct buf copy = {0};
    buf_add(&copy, raw, len);
    char *in = copy.data;
    size_t left = len;
    size_t rc = 0;
    do {
        char chunk[4096];
        char *to = chunk;
        size_t room = sizeof chunk;
        /* iconv holds a letter back while a tone may follow: the last call brings it out */
        rc = left > 0 ? iconv(cd, &in, &left, &to, &room) : iconv(cd, NULL, NULL, &to, &room);
        buf_add(out, chunk, sizeof chunk - room);
        if (rc == (size_t)-1 && room >= 16) /* not for want of room */
            break;
        if (rc != (size_t)-1 && in == NULL)
            break;
        if (left == 0 && rc != (size_t)-1) {
            to = chunk;
            room = sizeof chunk;
            rc = iconv(cd, NULL, NULL, &to, &room);
            buf_add(out, chunk, sizeof chunk - room);
            break;
        }
    } while (true);
    iconv_close(cd);
    buf_release(&copy);
    return rc != (size_t)-1;
}

static bool is_one_of(const char *part, size_t len, const char *list)
{
    char padded[8];
    if (len + 3 > sizeof padded)
        return false;
    padded[0] = '|';
    memcpy(padded + 1, part, len);
    memcpy(padded + 1 + len, "|", 2);
    return strstr(list, padded) != NULL;
}

/* A word, taken apart: bare lower-case letters (đ as d), tones, foreign marks, order of case. */
struct word {
    char letters[16];
    size_t n;
    int n_tones;
    bool is_odd; /* too long, a letter of no Vietnamese word, a capital behind a small letter */
    bool has_mark;
    bool has_small;
};

static bool is_vowel(char c)
{
    return strchr("aeiouy", c) != NULL && c != '\0';
}

static bool is_syllable(const struct word *w)
{
    size_t v = 0;
    if (w->is_odd || w->n_tones > 1)
        return false;
    while (v < w->n && !is_vowel(w->letters[v]))
        v++;
    if (v > 0 && w->letters[v - 1] == 'q' && w->letters[v] == 'u')
        v++;
    size_t end = v;
    while (end < w->n && is_vowel(w->letters[end]))
        end++;
    return end > v && end - v <= 4 &&
           is_one_of(w->letters, v,
                     "||b|c|ch|d|g|gh|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x|") &&
           is_one_of(w->letters + end, w->n - end, "||c|ch|m|n|ng|nh|p|t|");
}

static bool is_mark(uint32_t s)
{
    return utf8proc_category((utf8proc_int32_t)s) == UTF8PROC_CATEGORY_MN;
}

/* A tone must stand on a vowel; ^ on a e o, breve on a, horn on o u. */
static void add_mark(struct word *w, uint32_t s)
{
    char last = w->n > 0 ? w->letters[w->n - 1] : '\0';
    w->has_mark = true;
    if (s == 0x300 || s == 0x301 || s == 0x303 || s == 0x309 || s == 0x323)
        w->n_tones++;
    else if (!(s == 0x302 && is_one_of(&last, 1, "|a|e|o|")) && !(s == 0x306 && last == 'a') &&
             !(s == 0x31B && is_one_of(&last, 1, "|o|u|")))
        w->is_odd = true;
    if (!is_vowel(last))
        w->is_odd = true;
}

static void add_letter(struct word *w, uint32_t s)
{
    uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)s);
    w->has_mark = w->has_mark || s >= 0x80;
    if ((lower != s && w->has_small) || w->n + 1 >= sizeof w->letters)
        w->is_odd = true;
    else if (lower == 0x111 || (lower >= 'a' && lower <= 'z'))
        w->letters[w->n++] = lower == 0x111 ? 'd' : (char)lower;
    else
        w->is_odd = true;
    w->has_small = w->has_small || lower == s;
}

/* Words with letters beyond ASCII: how many are syllables, how many not. A sign beyond ASCII that
 * is no letter counts as a bad word when it touches one. */
static void judge(const char *text, int *n_good, int *n_bad)
{
    utf8proc_uint8_t *nfd = NULL;
    struct word w = {0};
    *n_good = *n_bad = 0;
    if (utf8proc_map((const utf8proc_uint8_t *)text, 0, &nfd,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE) < 0)
        return;
    const char *c = (const char *)nfd;
    for (size_t i = 0, n = 1, len = strlen(c); i <= len; i += n) {
        uint32_t s = 0;
        n = i < len ? utf8_next(c + i, len - i, &s) : 1;
        n = n == 0 ? 1 : n;
        utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)s);
        if (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) {
            add_letter(&w, s);
        } else if (is_mark(s)) {
            add_mark(&w, s);
        } else if (s >= 0x80 && w.n > 0) {
            w.has_mark = w.is_odd = true;
        } else {
            *n_good += w.has_mark && is_syllable(&w);
            *n_bad += w.has_mark && !is_syllable(&w);
            w = (struct word){0};
        }
    }
    free(nfd);
}

static char *from_code_page(const char *raw, size_t len, const char **name)
{
    static const struct {
        const char *iconv_name;
        const char *name;
    } pages[] = {{"CP1258", "CP1258"}, {"TCVN5712-1", "TCVN3"}};
    char *best = NULL;
    int best_score = -1;
    for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
        struct buf text = {0};
        int n_good = 0, n_bad = 0;
        char *nfc = NULL;
        if (decode(raw, len, pages[p].iconv_name, &text))
            nfc = nfc_of(text.data, text.len);
        if (nfc != NULL)
            judge(nfc, &n_good, &n_bad);
        buf_release(&text);
        if (nfc != NULL && n_good >= n_bad && n_good - n_bad > best_score) {
            best_score = n_good - n_bad;
            free(best);
            best = nfc;
            *name = pages[p].name;
        } else {
            free(nfc);
        }
    }
    return best;
}

/* UTF-16LE without a mark: high bytes of Vietnamese text are 00, 01, 03 (tones), 1E, 20 (quotes),
 * and most are 00. */
static bool looks_like_utf16le(const char *raw, size_t len)
{
    size_t n_known = 0, n_zero = 0, n = len / 2;
    if (len < 4 || len % 2 != 0)
        return false;
    for (size_t i = 1; i < len; i += 2) {
        n_zero += raw[i] == 0;
        n_known += raw[i] != 0 && strchr("\1\3\x1E\x20", raw[i]) != NULL;
    }
    return n_zero * 2 > n && (n_zero + n_known) * 100 >= n * 95 && memchr(raw, 0, len) != NULL;
}

static char *from_utf16(const char *raw, size_t len, const char *iconv_name)
{
    struct buf text = {0};
    char *out = NULL;
    if (decode(raw, len, iconv_name, &text))
        out = nfc_of(text.data, text.len);
    buf_release(&text);
    return out;
}

char *text_to_utf8(const char *raw, size_t len, const char **encoding_name)
{
    const char *unused;
    const char **name = encoding_name != NULL ? encoding_name : &unused;
    *name = "UTF-8";
    if (len >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0)
        return nfc_of(raw + 3, len - 3);
    if (len >= 2 && memcmp(raw, "\xFF\xFE", 2) == 0) {
        *name = "UTF-16LE";
        return from_utf16(raw + 2, len - 2, "UTF-16LE");
    }
    if (len >= 2 && memcmp(raw, "\xFE\xFF", 2) == 0) {
        *name = "UTF-16BE";
        return from_utf16(raw + 2, len - 2, "UTF-16BE");
    }
    if (looks_like_utf16le(raw, len)) {
        *name = "UTF-16LE";
        return from_utf16(raw, len, "UTF-16LE");
    }
    if (len > 0 && memchr(raw, '\0', len) != NULL)
        return NULL;
    if (utf8_is_valid(raw, len))
        return nfc_of(raw, len);
    return from_code_page(raw, len, name);
}
