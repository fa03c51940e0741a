/* Targets of requests, see the header. RFC 3986's characters and no others. */
#include "uri.h"

#include <stdint.h>
#include <string.h>

/* pchar of RFC 3986 without '%', and '/' */
static bool is_plain(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && strchr("-._~!$&'()*+,;=:@/", c) != NULL);
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Length of the UTF-8 character at `p`, 0 where there is none (RFC 3629: no surrogates, nothing
 * longer than need be, nothing beyond U+10FFFF). */
static size_t utf8_length(const unsigned char *p, size_t n)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (p[0] < 0x80)
        return 1;
    const size_t len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc0 || p[0] > 0xf7 || len > n)
        return 0;
    uint32_t c = p[0] & (0x7fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3fu);
    }
    return c < least[len] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ? 0 : len;
}

static bool is_utf8(const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;
    while (n > 0) {
        const size_t len = utf8_length(p, n);
        if (len == 0)
            return false;
        p += len;
        n -= len;
    }
    return true;
}

/* Decodes [text, text + n) in place and ends it with a NUL, for which there is room behind it.
 * NULL where all is well, else what is wrong. */
static const char *decode(char *text, size_t n, bool is_query)
{
    char *out = text;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '%') {
            const int high = n - i > 2 ? hex(text[i + 1]) : -1;
            const int low = high >= 0 ? hex(text[i + 2]) : -1;
            if (low < 0)
                return "escape";
            c = (unsigned char)(high * 16 + low);
            i += 2;
            if (c < 0x20 || c == 0x7f)
                return "control character";
            if (!is_query && (c == '/' || c == '\\'))
                return "escaped slash";
        } else if (is_query && c == '+') {
            c = ' ';
        } else if (!is_plain(c) && !(is_query && c == '?')) {
            return "character";
        }
        *out++ = (char)c;
    }
    *out = '\0';
    return is_utf8(text, (size_t)(out - text)) ? NULL : "not UTF-8";
}

/* After decoding: what hides behind %2e is a dot too. */
static const char *check_segments(const char *path)
{
    if (strcmp(path, "/") == 0)
        return NULL;
    for (const char *p = path; *p == '/';) {
        p++;
        const size_t n = strcspn(p, "/");
        if (n == 0)
            return "empty segment";
        if ((n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.'))
            return "dot segment";
        p += n;
    }
    return NULL;
}

static const char *split_query(char *query, struct http_param *params, size_t *n_params)
{
    for (char *p = query; *p != '\0';) {
        const size_t n = strcspn(p, "&");
        char *const next = p + n + (p[n] == '&');
        if (*n_params == URI_MAX_PARAMS)
            return "too many parameters";
        char *equals = memchr(p, '=', n);
        const size_t n_name = equals ? (size_t)(equals - p) : n;
        if (n_name == 0)
            return "parameter without name";
        const char *wrong = NULL;
        char *value = p + n; /* without '=': the empty text at the end, once that is a NUL */
        if (equals) {
            value = equals + 1;
            wrong = decode(value, n - n_name - 1, true);
        }
        if (!wrong)
            wrong = decode(p, n_name, true);
        if (wrong)
            return wrong;
        if (!equals)
            p[n] = '\0';
        for (size_t i = 0; i < *n_params; i++)
            if (strcmp(params[i].name, p) == 0)
                return "parameter twice";
        params[(*n_params)++] = (struct http_param){p, value};
        p = next;
    }
    return NULL;
}

int uri_split(char *raw, const char **path, struct http_param params[URI_MAX_PARAMS],
              size_t *n_params, const char **why)
{
    *n_params = 0;
    if (strlen(raw) > URI_MAX_BYTES) {
        *why = "target too long";
        return 414;
    }
    const size_t n_path = strcspn(raw, "?");
    char *const query = raw[n_path] == '?' ? raw + n_path + 1 : NULL;
    *why = raw[0] == '/' ? decode(raw, n_path, false) : "not a path";
    if (!*why)
        *why = check_segments(raw);
    if (!*why && query)
        *why = split_query(query, params, n_params);
    *path = raw;
    return *why ? 400 : 0;
}
