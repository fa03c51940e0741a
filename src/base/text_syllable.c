/* The shape of Vietnamese syllables, see the header.
 *
 * Tables of initials, vowel groups and finals; their combinations are not checked further (the
 * caller counts words over a whole file, so a few strays do not matter). The tone is taken off
 * first; the marks of ă â ê ô ơ ư đ are part of the letters.
 */
#include "text_syllable.h"

#include <utf8proc.h>

#include <string.h>

enum { LONGEST = 40 }; /* bytes; "nghiêng" has 8 */

static const char *const INITIALS[] = {"ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr",
                                       "ch",  "b",  "c",  "d",  "đ",  "g",  "h",  "k",  "l",  "m",
                                       "n",   "p",  "r",  "s",  "t",  "v",  "x",  ""};
static const char *const VOWELS[] = {
    "a",   "ă",   "â",   "e",   "ê",   "i",   "o",   "ô",   "ơ",   "u",   "ư",   "y",   "ai", "ao",
    "au",  "ay",  "âu",  "ây",  "eo",  "êu",  "ia",  "iê",  "iu",  "oa",  "oă",  "oe",  "oi", "oo",
    "ôi",  "ơi",  "ua",  "uâ",  "uê",  "ui",  "uô",  "uơ",  "uy",  "ưa",  "ưi",  "ươ",  "ưu", "yê",
    "iêu", "oai", "oao", "oay", "oeo", "uây", "uôi", "uya", "uyê", "uyu", "ươi", "ươu", "yêu"};
static const char *const FINALS[] = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};

static bool has(const char *const *list, size_t n, const char *text, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i]) == len && memcmp(list[i], text, len) == 0)
            return true;
    return false;
}

static bool is_rime(const char *text)
{
    size_t len = strlen(text);
    for (size_t n = 0; n <= 2 && n < len; n++)
        if (has(FINALS, sizeof FINALS / sizeof *FINALS, text + len - n, n) &&
            has(VOWELS, sizeof VOWELS / sizeof *VOWELS, text, len - n))
            return true;
    return false;
}

static bool is_tone(utf8proc_int32_t c)
{
    return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

/* Lower case without tone, composed; false where there are two tones or odd capitals. */
static bool normalise(const char *word, size_t len, char plain[LONGEST + 1])
{
    utf8proc_int32_t parts[LONGEST];
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)word, (utf8proc_ssize_t)len,
                                            parts, LONGEST, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    if (n <= 0 || n > LONGEST)
        return false;
    utf8proc_ssize_t kept = 0;
    int n_tones = 0, n_letters = 0, n_upper = 0;
    bool is_first_upper = false;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        utf8proc_int32_t lower = utf8proc_tolower(parts[i]);
        n_letters += utf8proc_category(parts[i]) != UTF8PROC_CATEGORY_MN;
        n_upper += lower != parts[i];
        is_first_upper |= i == 0 && lower != parts[i];
        if (is_tone(lower))
            n_tones++;
        else
            parts[kept++] = lower;
    }
    /* TCVN3 has no capitals with tones: NGUYễN is how it writes NGUYỄN */
    bool is_sane =
        n_upper == 0 || n_upper + n_tones >= n_letters || (n_upper == 1 && is_first_upper);
    if (n_tones > 1 || !is_sane)
        return false;
    /* in place: UTF-8 of a scalar is no longer than its four bytes */
    utf8proc_ssize_t n_bytes = utf8proc_reencode(parts, kept, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n_bytes <= 0 || n_bytes > LONGEST)
        return false;
    memcpy(plain, parts, (size_t)n_bytes);
    plain[n_bytes] = '\0';
    return true;
}

bool text_is_syllable(const char *word, size_t len)
{
    char plain[LONGEST + 1];
    if (len == 0 || len > LONGEST || !normalise(word, len, plain))
        return false;
    for (size_t i = 0; i < sizeof INITIALS / sizeof *INITIALS; i++) {
        size_t n = strlen(INITIALS[i]);
        if (strncmp(plain, INITIALS[i], n) == 0 && is_rime(plain + n))
            return true;
    }
    return false;
}
