/* Helpers of handlers: parameters, languages, ETags. Pure. */
#include "http/exchange.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"

const char *http_param(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->n_params; i++)
        if (strcmp(request->params[i].name, name) == 0)
            return request->params[i].value;
    return NULL;
}

/* The weight of one element of Accept-Language in thousandths: "en;q=0.8" is 800. */
static int weight(const char *element, size_t n)
{
    const char *const end = element + n;
    const char *p = memchr(element, ';', n);
    if (!p)
        return 1000;
    for (p++; p < end && (*p == ' ' || *p == '\t'); p++)
        ;
    if (end - p < 3 || (p[0] | 0x20) != 'q' || p[1] != '=' || (p[2] != '0' && p[2] != '1'))
        return 0;
    int q = (p[2] - '0') * 1000;
    if (end - p > 3 && p[3] == '.')
        for (int i = 4, unit = 100; unit > 0 && p + i < end && p[i] >= '0' && p[i] <= '9'; i++) {
            q += (p[i] - '0') * unit;
            unit /= 10;
        }
    return q > 1000 ? 1000 : q;
}

const char *http_language(const struct http_request *request)
{
    const char *p = request->field[HTTP_ACCEPT_LANGUAGE];
    int vi = 0, en = 0;
    while (p && *p != '\0') {
        p += strspn(p, ", \t");
        const size_t n = strcspn(p, ",");
        const bool is_tag = n >= 2 && (n == 2 || strchr("-; \t", p[2]) != NULL);
        const int q = is_tag ? weight(p, n) : 0;
        if (is_tag && strncasecmp(p, "vi", 2) == 0)
            vi = q > vi ? q : vi;
        if (is_tag && strncasecmp(p, "en", 2) == 0)
            en = q > en ? q : en;
        p += n;
    }
    return en > vi ? "en" : "vi";
}

void http_etag(const void *bytes, size_t n, char out[40])
{
    char digits[33];
    crypto_digest(bytes, n, digits);
    out[0] = '"';
    memcpy(out + 1, digits, 32);
    out[33] = '"';
    out[34] = '\0';
}

bool http_etag_in(const char *list, const char *etag, bool is_weak)
{
    const size_t n_etag = strlen(etag);
    for (const char *p = list; *p != '\0';) {
        p += strspn(p, ", \t");
        if (*p == '*')
            return true;
        const bool has_mark = p[0] == 'W' && p[1] == '/';
        p += has_mark ? 2 : 0;
        if (*p != '"')
            return false;
        const size_t n = strcspn(p + 1, "\"") + 2;
        if (p[n - 1] != '"')
            return false;
        if (n == n_etag && memcmp(p, etag, n) == 0 && (is_weak || !has_mark))
            return true;
        p += n;
    }
    return false;
}
