/* Texts of a workbook: runs of rich text put together, readings (furigana and the like) left out,
 * Excel's own escapes resolved.
 */
#include "xlsx.h"

#include <stdlib.h>
#include <string.h>

void xlsx_text_open(struct xlsx_text *t, const char *element)
{
    if (strcmp(element, "rPh") == 0)
        t->is_phonetic = true;
    else if (strcmp(element, "t") == 0)
        t->is_open = true;
}

void xlsx_text_close(struct xlsx_text *t, const char *element)
{
    if (strcmp(element, "rPh") == 0)
        t->is_phonetic = false;
    else if (strcmp(element, "t") == 0)
        t->is_open = false;
}

void xlsx_text_add(struct xlsx_text *t, const char *text, size_t len)
{
    if (t->is_open && !t->is_phonetic)
        buf_add(&t->text, text, len);
}

/* The code of _xHHHH_ at `s`, or 0: nothing escaped, or what has no place in a text (NUL, halves of
 * surrogate pairs). */
static unsigned escape_at(const char *s)
{
    unsigned code = 0;
    if (s[0] != '_' || s[1] != 'x')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        const char *digits = "0123456789abcdef";
        const char *digit = s[i] == '\0' ? NULL : strchr(digits, s[i] | 0x20);
        if (digit == NULL || *digit == '\0')
            return 0;
        code = 16 * code + (unsigned)(digit - digits);
    }
    return s[6] != '_' || (code >= 0xD800 && code < 0xE000) ? 0 : code;
}

static size_t put_utf8(char *to, unsigned code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 0x3F));
    to[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

char *xlsx_text_take(struct xlsx_text *t)
{
    char *text = buf_take(&t->text);
    char *to = text;
    t->is_open = false;
    t->is_phonetic = false;
    for (const char *from = text; *from != '\0';) {
        unsigned code = escape_at(from);
        if (code != 0) {
            to += put_utf8(to, code); /* never longer than the escape */
            from += 7;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    return text;
}
