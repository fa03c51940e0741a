/* Text that grows. */
#include "text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and a NUL. */
static bool reserve(struct sv_text *t, size_t more)
{
    if (t->is_out_of_memory)
        return false;
    if (more < t->cap - t->len)
        return true;
    size_t cap = t->cap < 4096 ? 4096 : t->cap;
    while (cap - t->len <= more && cap <= SIZE_MAX / 2)
        cap *= 2;
    char *data = cap - t->len > more ? realloc(t->data, cap) : NULL;
    if (!data) {
        t->is_out_of_memory = true;
        return false;
    }
    t->data = data;
    t->cap = cap;
    return true;
}

void sv_text_add(struct sv_text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0 || !reserve(t, (size_t)len))
        return;
    va_start(args, format);
    (void)vsnprintf(t->data + t->len, (size_t)len + 1, format, args);
    va_end(args);
    t->len += (size_t)len;
}

void sv_text_json(struct sv_text *t, const char *utf8)
{
    if (!reserve(t, 6 * strlen(utf8) + 2)) /* "\u001f" is the longest for one byte */
        return;
    char *at = t->data + t->len;
    *at++ = '"';
    for (const char *c = utf8; *c; c++) {
        if (*c == '"' || *c == '\\')
            *at++ = '\\';
        if ((unsigned char)*c < 0x20)
            at += snprintf(at, 7, "\\u%04x", (unsigned)(unsigned char)*c);
        else
            *at++ = *c;
    }
    *at++ = '"';
    *at = '\0';
    t->len = (size_t)(at - t->data);
}
