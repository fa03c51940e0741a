/* Bodies of forms, see the header. */
#include "base/form.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Texts are kept in NFC; one that comes otherwise, as from some keyboards, is brought to it. False
 * where it is no text that may be kept. */
static bool tidy_up(char *text)
{
    if (text_is_clean(text))
        return true;
    char *tidy = text_nfc(text);
    const bool fits = tidy != NULL && strlen(tidy) <= strlen(text);
    if (fits)
        memcpy(text, tidy, strlen(tidy) + 1);
    free(tidy);
    return fits;
}

/* Decodes a text in place. */
static bool decode(char *text)
{
    char *out = text;
    for (const char *p = text; *p != '\0'; p++) {
        const bool is_escape = *p == '%';
        const int high = is_escape ? hex(p[1]) : 0;
        const int low = is_escape && high >= 0 ? hex(p[2]) : 0;
        if (high < 0 || low < 0 || (is_escape && high == 0 && low == 0))
            return false;
        *out++ = (char)(is_escape ? high << 4 | low : *p == '+' ? ' ' : *p);
        p += is_escape ? 2 : 0;
    }
    *out = '\0';
    return tidy_up(text);
}

static bool add(struct form *f, char *pair)
{
    char *value = strchr(pair, '=');
    if (value != NULL)
        *value++ = '\0';
    if (f->n == FORM_MAX_FIELDS || !decode(pair) || (value != NULL && !decode(value)))
        return false;
    f->fields = mem_grow(f->fields, f->n + 1, sizeof *f->fields);
    f->fields[f->n++] = (struct form_field){pair, value == NULL ? "" : value};
    return true;
}

int form_parse(const char *body, size_t n, struct form *out, struct err *e)
{
    *out = (struct form){.text = mem_ndup(n == 0 ? "" : body, n)};
    bool is_good = strlen(out->text) == n;
    for (char *pair = out->text, *end; is_good && pair != NULL; pair = end) {
        end = strchr(pair, '&');
        if (end != NULL)
            *end++ = '\0';
        if (*pair != '\0')
            is_good = add(out, pair);
    }
    return is_good ? ERR_OK
                   : err_set(e, ERR_INPUT, "nội dung không phải biểu mẫu (form) đúng cách",
                             "the body is no well-formed form");
}

const char *form_get(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->fields[i].name, name) == 0)
            return f->fields[i].value;
    return NULL;
}

void form_release(struct form *f)
{
    free(f->fields);
    free(f->text);
    *f = (struct form){0};
}
