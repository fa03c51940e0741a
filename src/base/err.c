/* Errors in two languages, see the header. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Takes an incomplete UTF-8 character off the end of a text that was cut. */
static void trim_cut(char *text, size_t cap, int wanted)
{
    if (wanted < 0 || (size_t)wanted < cap)
        return;
    size_t end = cap - 1;
    size_t start = end;
    while (start > 0 && end - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length > end - (start - 1))
        text[start - 1] = '\0';
}

int err_set(struct err *e, int code, const char *vi_format, const char *en_format, ...)
{
    if (e == NULL || e->code != ERR_OK)
        return code;
    va_list args, again;
    va_start(args, en_format);
    va_copy(again, args);
    e->code = code;
    trim_cut(e->vi, sizeof e->vi, vsnprintf(e->vi, sizeof e->vi, vi_format, args));
    trim_cut(e->en, sizeof e->en, vsnprintf(e->en, sizeof e->en, en_format, again));
    va_end(again);
    va_end(args);
    return code;
}

const char *err_text(const struct err *e, const char *lang)
{
    if (e == NULL)
        return "";
    return lang != NULL && strcmp(lang, "en") == 0 ? e->en : e->vi;
}
