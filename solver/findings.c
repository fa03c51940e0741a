/* Findings: a growing list of (place, text in two languages).
 *
 * Texts may quote what a file says, so control characters are shown as '?': a finding goes to a
 * terminal. */
#include "solver/findings.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void tame(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = '?';
}

__attribute__((format(printf, 1, 0))) static char *format_text(const char *format, va_list args)
{
    va_list once, again;
    va_copy(once, args);
    int len = vsnprintf(NULL, 0, format, once);
    va_end(once);
    char *text = len < 0 ? NULL : malloc((size_t)len + 1);
    if (!text)
        return NULL;
    va_copy(again, args);
    (void)vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    tame(text);
    return text;
}

static bool reserve(struct solver_findings *f)
{
    if (f->n < f->cap)
        return true;
    size_t cap = f->cap ? 2 * f->cap : 16;
    struct solver_finding *items =
        cap > SIZE_MAX / sizeof *items / 2 ? NULL : realloc(f->items, cap * sizeof *items);
    if (!items)
        return false;
    f->items = items;
    f->cap = cap;
    return true;
}

static void finding_release(struct solver_finding *one)
{
    free(one->where);
    free(one->vi);
    free(one->en);
}

void solver_findings_addv(struct solver_findings *f, const char *where, const char *vi,
                          const char *en, va_list args)
{
    struct solver_finding one = {
        .where = strdup(where), .vi = format_text(vi, args), .en = format_text(en, args)};
    if (!one.where || !one.vi || !one.en || !reserve(f)) {
        finding_release(&one);
        f->is_out_of_memory = true;
        return;
    }
    tame(one.where);
    f->items[f->n++] = one;
}

void solver_findings_add(struct solver_findings *f, const char *where, const char *vi,
                         const char *en, ...)
{
    va_list args;
    va_start(args, en);
    solver_findings_addv(f, where, vi, en, args);
    va_end(args);
}

void solver_findings_put(struct solver_findings *f, const char *where, const char *vi,
                         const char *en)
{
    solver_findings_add(f, where, "%s%.0s", "%.0s%s", vi, en);
}

void solver_findings_release(struct solver_findings *f)
{
    for (size_t i = 0; i < f->n; i++)
        finding_release(&f->items[i]);
    free(f->items);
    *f = (struct solver_findings){0};
}
