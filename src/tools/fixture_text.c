/* Bytes of a file in the making, CSV cells, and writing them out.
 *
 * CSV as Excel saves "CSV UTF-8": byte order mark, CRLF, commas, quotes where needed.
 */
#include "fixture.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fixture_bytes(struct fixture_text *t, const void *data, size_t len)
{
    if (t->len + len + 1 > t->cap) {
        t->cap = (t->len + len + 1) * 2;
        t->data = realloc(t->data, t->cap);
        if (t->data == NULL)
            abort();
    }
    memcpy(t->data + t->len, data, len);
    t->len += len;
    t->data[t->len] = '\0';
}

void fixture_add(struct fixture_text *t, const char *text)
{
    fixture_bytes(t, text, strlen(text));
}

void fixture_format(struct fixture_text *t, const char *format, ...)
{
    char line[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof line)
        abort();
    fixture_bytes(t, line, (size_t)n);
}

void fixture_start_csv(struct fixture_text *t, const char *const *headings)
{
    fixture_add(t, "\xEF\xBB\xBF");
    fixture_start_plain(t, headings);
}

void fixture_start_plain(struct fixture_text *t, const char *const *headings)
{
    t->row_start = t->len;
    for (; *headings != NULL; headings++)
        fixture_cell(t, *headings);
    fixture_end_row(t);
}

void fixture_cell(struct fixture_text *t, const char *text)
{
    if (t->len > t->row_start)
        fixture_add(t, ",");
    else if (*text == '\0')
        fixture_add(t, "\"\""); /* so that the row is seen to have begun */
    if (strpbrk(text, ",;\"\r\n") == NULL) {
        fixture_add(t, text);
        return;
    }
    fixture_add(t, "\"");
    for (; *text != '\0'; text++)
        fixture_bytes(t, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    fixture_add(t, "\"");
}

void fixture_cell_int(struct fixture_text *t, int value)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", value);
    fixture_cell(t, text);
}

void fixture_cell_tenths(struct fixture_text *t, int value)
{
    char text[16] = "";
    if (value >= 0 && value % 10 == 0)
        (void)snprintf(text, sizeof text, "%d", value / 10);
    else if (value >= 0)
        (void)snprintf(text, sizeof text, "%d,%d", value / 10, value % 10);
    fixture_cell(t, text);
}

void fixture_end_row(struct fixture_text *t)
{
    fixture_add(t, "\r\n");
    t->row_start = t->len;
}

void fixture_store(const char *folder, const char *name, struct fixture_text *t)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(t->data, 1, t->len, f) != t->len || fclose(f) != 0) {
        perror(path);
        exit(3);
    }
    fixture_text_release(t);
}

void fixture_text_release(struct fixture_text *t)
{
    free(t->data);
    *t = (struct fixture_text){0};
}
