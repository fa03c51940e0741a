/* The places of doubled keys and of numbers out of range.
 *
 * Keys are compared after their escapes are undone ("a" and "\u0061" are the same key). Recursion
 * is bounded by max_depth, the cost of an object with k keys is k log k. */
#include "json_scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

struct scan {
    char *at;
    char *end;
    int depth, max_depth;
    bool is_out_of_memory;
    struct solver_findings *bad;
};

struct keys {
    char **texts; /* [n] decoded, owned */
    size_t n, cap;
};

static bool scan_value(struct scan *s, const struct sj_place *place);

static void skip_blanks(struct scan *s)
{
    while (s->at < s->end && strchr(" \t\r\n", *s->at) && *s->at)
        s->at++;
}

static bool take(struct scan *s, char c)
{
    skip_blanks(s);
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* Steps over a string; *first and *last enclose its inside. */
static bool scan_string(struct scan *s, const char **first, const char **last)
{
    if (!take(s, '"'))
        return false;
    *first = s->at;
    for (; s->at < s->end && *s->at != '"'; s->at++)
        if (*s->at == '\\' && ++s->at == s->end)
            return false;
    *last = s->at;
    return take(s, '"');
}

static int hex4(const char *at, const char *last)
{
    int value = 0;
    if (last - at < 4)
        return -1;
    for (int k = 0; k < 4; k++) {
        static const char digits[] = "0123456789abcdef";
        const char *d = at[k] ? strchr(digits, at[k] | 0x20) : NULL;
        if (!d)
            return -1;
        value = 16 * value + (int)(d - digits);
    }
    return value;
}

static size_t put_utf8(char *out, unsigned c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    size_t n = c < 0x10000 ? 3 : 4;
    out[0] = (char)((n == 3 ? 0xe0 : 0xf0) | c >> (6 * (n - 1)));
    for (size_t k = 1; k < n; k++)
        out[k] = (char)(0x80 | (c >> (6 * (n - 1 - k)) & 0x3f));
    return n;
}

/* Undoes the escape that starts at *at (a backslash); moves *at behind it. */
static size_t unescape(const char **at, const char *last, char *out)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    char c = (*at)[1];
    *at += 2;
    const char *plain = c ? strchr(from, c) : NULL;
    if (c != 'u') {
        out[0] = plain ? to[plain - from] : c;
        return 1;
    }
    int high = hex4(*at, last);
    if (high < 0)
        return 0;
    *at += 4;
    unsigned code = (unsigned)high;
    if (high >= 0xd800 && high < 0xdc00 && last - *at >= 6 && (*at)[0] == '\\') {
        int low = hex4(*at + 2, last);
        if (low >= 0xdc00 && low < 0xe000) {
            code = 0x10000u + (((unsigned)high & 0x3ff) << 10) + ((unsigned)low & 0x3ff);
            *at += 6;
        }
    }
    return put_utf8(out, code);
}

/* The string between first and last without escapes; decoding never lengthens. NULL: memory. */
static char *decode(const char *first, const char *last)
{
    char *text = malloc((size_t)(last - first) + 1);
    size_t n = 0;
    while (text && first < last) {
        if (*first == '\\')
            n += unescape(&first, last, text + n);
        else
            text[n++] = *first++;
    }
    if (text)
        text[n] = '\0';
    return text;
}

static bool keys_add(struct keys *keys, char *text)
{
    if (text && keys->n == keys->cap) {
        size_t cap = keys->cap ? 2 * keys->cap : 32;
        char **texts = realloc(keys->texts, cap * sizeof *texts);
        if (texts) {
            keys->texts = texts;
            keys->cap = cap;
        }
    }
    if (!text || keys->n == keys->cap) {
        free(text);
        return false;
    }
    keys->texts[keys->n++] = text;
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* One finding for each key that stands there more than once. */
static void report_doubled(struct scan *s, struct keys *keys, const struct sj_place *place)
{
    if (keys->n > 1)
        qsort(keys->texts, keys->n, sizeof *keys->texts, compare_keys);
    for (size_t i = 1; i < keys->n; i++) {
        const char *key = keys->texts[i];
        if (strcmp(key, keys->texts[i - 1]) != 0 || (i > 1 && strcmp(key, keys->texts[i - 2]) == 0))
            continue;
        char path[SJ_PATH_SIZE];
        sj_path(&(struct sj_place){.up = place, .key = key}, path);
        solver_findings_add(s->bad, path, "khóa \"%s\" ghi hai lần: chỉ giữ một",
                            "key \"%s\" stands there twice: keep one", key);
    }
}

static bool scan_members(struct scan *s, const struct sj_place *place, struct keys *keys)
{
    if (take(s, '}'))
        return true;
    do {
        const char *first, *last;
        skip_blanks(s);
        if (!scan_string(s, &first, &last))
            return false;
        if (!keys_add(keys, decode(first, last))) {
            s->is_out_of_memory = true;
            return false;
        }
        struct sj_place inside = {.up = place, .key = keys->texts[keys->n - 1]};
        if (!take(s, ':') || !scan_value(s, &inside))
            return false;
    } while (take(s, ','));
    return take(s, '}');
}

static bool scan_object(struct scan *s, const struct sj_place *place)
{
    struct keys keys = {0};
    bool is_ok = scan_members(s, place, &keys);
    report_doubled(s, &keys, place);
    for (size_t i = 0; i < keys.n; i++)
        free(keys.texts[i]);
    free(keys.texts);
    return is_ok;
}

static bool scan_array(struct scan *s, const struct sj_place *place)
{
    struct sj_place inside = {.up = place};
    if (take(s, ']'))
        return true;
    do {
        if (!scan_value(s, &inside))
            return false;
        inside.ix++;
    } while (take(s, ','));
    return take(s, ']');
}

/* Is the number in [first, last) beyond a 64-bit integer, or a double where it has a point or an
 * exponent? The text is followed by another character, so that strto… stops inside it. */
static bool is_too_large(const char *first, const char *last)
{
    bool is_real = false;
    for (const char *c = first; c < last; c++)
        is_real |= *c == '.' || *c == 'e' || *c == 'E';
    errno = 0;
    if (!is_real) {
        (void)strtoll(first, NULL, 10);
        return errno == ERANGE;
    }
    double value = strtod(first, NULL);
    return errno == ERANGE && (value > 1 || value < -1);
}

static bool scan_scalar(struct scan *s, const struct sj_place *place)
{
    char *first = s->at;
    while (s->at < s->end && *s->at && !strchr(" \t\r\n,:[]{}\"", *s->at))
        s->at++;
    if (s->at == first)
        return false;
    bool is_number = *first == '-' || (*first >= '0' && *first <= '9');
    if (!is_number || s->at - first < 5 || !is_too_large(first, s->at))
        return true;
    char path[SJ_PATH_SIZE];
    sj_path(place, path);
    solver_findings_add(s->bad, path, "số quá lớn", "number too large");
    memset(first, ' ', (size_t)(s->at - first));
    memcpy(first, "null", 4);
    return true;
}

static bool scan_value(struct scan *s, const struct sj_place *place)
{
    skip_blanks(s);
    const char *first, *last;
    if (s->at == s->end)
        return false;
    if (*s->at == '"')
        return scan_string(s, &first, &last);
    if (*s->at != '{' && *s->at != '[')
        return scan_scalar(s, place);
    if (s->depth == s->max_depth)
        return false;
    bool is_object = *s->at++ == '{';
    s->depth++;
    bool is_ok = is_object ? scan_object(s, place) : scan_array(s, place);
    s->depth--;
    return is_ok;
}

bool sj_scan(char *text, size_t len, int max_depth, struct solver_findings *bad)
{
    struct scan s = {.at = text, .end = text + len, .max_depth = max_depth, .bad = bad};
    struct sj_place root = {0};
    (void)scan_value(&s, &root);
    return !s.is_out_of_memory && !bad->is_out_of_memory;
}
