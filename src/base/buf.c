/* A growing string, see the header. */
#include "base/buf.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `n` more bytes and the NUL. */
static void reserve(struct buf *b, size_t n)
{
    size_t need = 0;
    if (__builtin_add_overflow(b->len, n, &need) || __builtin_add_overflow(need, 1, &need))
        need = SIZE_MAX; /* more than there is: mem_grow aborts */
    if (need <= b->cap)
        return;
    size_t cap = b->cap < 32 ? 64 : b->cap;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : 2 * cap;
    b->data = mem_grow(b->data, cap, 1);
    b->cap = cap;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    reserve(b, n);
    if (n > 0)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_str(struct buf *b, const char *text)
{
    if (text != NULL)
        buf_add(b, text, strlen(text));
}

void buf_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_fmt(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    reserve(b, 64); /* most are shorter: written at once */
    size_t room = b->cap - b->len;
    int n = vsnprintf(b->data + b->len, room, format, args);
    if (n >= 0 && (size_t)n >= room) {
        reserve(b, (size_t)n);
        n = vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
    }
    if (n > 0)
        b->len += (size_t)n;
    b->data[b->len] = '\0';
    va_end(again);
    va_end(args);
}

/* Whether a spreadsheet would compute the text instead of showing it. */
static int is_formula(const char *text)
{
    /* the second line: full-width = + - @, which some spreadsheets take for the plain ones */
    static const char *const starts[] = {"=",
                                         "+",
                                         "-",
                                         "@",
                                         "\t",
                                         "\r",
                                         "\n",
                                         "\xEF\xBC\x9D",
                                         "\xEF\xBC\x8B",
                                         "\xEF\xBC\x8D",
                                         "\xEF\xBC\xA0"};
    for (;;) {
        if (*text == ' ')
            text++;
        else if (strncmp(text, "\xC2\xA0", 2) == 0) /* no-break blank */
            text += 2;
        else
            break;
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return 1;
    return 0;
}

void buf_csv(struct buf *b, const char *field)
{
    const char *text = field == NULL ? "" : field;
    buf_char(b, '"');
    if (is_formula(text))
        buf_char(b, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buf_char(b, '"');
        buf_char(b, *text);
    }
    buf_char(b, '"');
}

void buf_html(struct buf *b, const char *text)
{
    for (const char *at = text; *at != '\0';) {
        const size_t n = strcspn(at, "&<>\"'");
        buf_add(b, at, n);
        at += n;
        if (*at != '\0')
            buf_fmt(b, "&#%d;", *at++);
    }
}

/* Bytes from here on that JSON takes as they are; 0xE2 may begin a line end of old JavaScript. */
static size_t plain_run(const char *text)
{
    for (size_t n = 0;; n++) {
        const unsigned char c = (unsigned char)text[n];
        if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F || c == 0xE2)
            return n;
    }
}

void buf_json(struct buf *b, const char *text)
{
    static const char escaped[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    buf_char(b, '"');
    for (const char *p = text == NULL ? "" : text;; p++) {
        const size_t n = plain_run(p);
        buf_add(b, p, n);
        p += n;
        if (*p == '\0')
            break;
        unsigned char c = (unsigned char)*p;
        const char *special = strchr(escaped, *p);
        if (special != NULL) {
            buf_char(b, '\\');
            buf_char(b, names[special - escaped]);
        } else if (c < 0x20 || c == 0x7F) {
            buf_fmt(b, "\\u%04x", (unsigned)c);
        } else if (strncmp(p, "\xE2\x80\xA8", 3) == 0 || strncmp(p, "\xE2\x80\xA9", 3) == 0) {
            buf_str(b, p[2] == '\xA8' ? "\\u2028" : "\\u2029");
            p += 2;
        } else {
            buf_char(b, *p);
        }
    }
    buf_char(b, '"');
}

void buf_urlarg(struct buf *b, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
        if (isalnum(*p) || strchr("-._~", *p) != NULL)
            buf_char(b, (char)*p);
        else
            buf_fmt(b, "%%%02X", *p);
}

void buf_release(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}

char *buf_take(struct buf *b)
{
    char *text = b->data == NULL ? mem_dup("") : b->data;
    *b = (struct buf){0};
    return text;
}
