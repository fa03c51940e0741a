/* Whether a text holds what somebody typed, see text.h. A letter has its mark beside it (ă â ê ô ơ
 * ư đ) and the tone of its syllable, wherever that is written; what was typed without one holds for
 * all. Cost: the product of both lengths at most; names are short.
 */
#include "base/text.h"
#include "base/mem.h"

#include <utf8proc.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct letter {
    utf8proc_int32_t base, mark, tone; /* 0 = without */
};

struct letters {
    size_t n, syllable; /* the first letter of the syllable that is open */
    struct letter *items;
};

static void add(struct letters *l, utf8proc_int32_t c)
{
    enum { D_WITH_STROKE = 0x111 };
    l->items = mem_grow(l->items, l->n + 1, sizeof *l->items);
    l->items[l->n++] =
        c == D_WITH_STROKE ? (struct letter){.base = 'd', .mark = c} : (struct letter){.base = c};
}

static void add_mark(struct letters *l, utf8proc_int32_t mark)
{
    enum { BREVE = 0x306, CIRCUMFLEX = 0x302, HORN = 0x31B };
    if (l->n > 0 && (mark == BREVE || mark == CIRCUMFLEX || mark == HORN))
        l->items[l->n - 1].mark = mark;
    else if (l->n > l->syllable)
        l->items[l->syllable].tone = mark;
}

static void end_syllable(struct letters *l)
{
    for (size_t i = l->syllable + 1; i < l->n; i++)
        l->items[i].tone = l->items[l->syllable].tone;
    l->syllable = l->n;
}

static struct letters letters_of(const char *text)
{
    const utf8proc_option_t options =
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    struct letters l = {0};
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
    bool has_gap = false;
    while (*p != '\0') {
        utf8proc_int32_t c = 0;
        utf8proc_int32_t parts[32]; /* the longest decomposition of Unicode has 18 */
        int last_class = 0;
        const utf8proc_ssize_t step = utf8proc_iterate(p, -1, &c);
        const utf8proc_ssize_t n =
            step > 0 ? utf8proc_decompose_char(c, parts, 32, options, &last_class) : 0;
        for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
            const utf8proc_category_t category = utf8proc_category(parts[i]);
            if (category == UTF8PROC_CATEGORY_ZS || parts[i] == '\t' || parts[i] == '\n') {
                has_gap = l.n > 0;
                end_syllable(&l);
            } else if (category == UTF8PROC_CATEGORY_MN) {
                add_mark(&l, parts[i]);
            } else {
                if (has_gap)
                    add(&l, ' ');
                l.syllable += has_gap;
                has_gap = false;
                add(&l, parts[i]);
            }
        }
        p += step > 0 ? step : 1;
    }
    end_syllable(&l);
    return l;
}

static bool is_like(const struct letter *typed, const struct letter *there)
{
    return typed->base == there->base && (typed->mark == 0 || typed->mark == there->mark) &&
           (typed->tone == 0 || typed->tone == there->tone);
}

bool text_holds(const char *text, const char *typed)
{
    struct letters all = letters_of(text), part = letters_of(typed);
    bool holds = part.n == 0;
    for (size_t i = 0; i + part.n <= all.n && !holds; i++) {
        size_t k = 0;
        while (k < part.n && is_like(&part.items[k], &all.items[i + k]))
            k++;
        holds = k == part.n;
    }
    free(part.items);
    free(all.items);
    return holds;
}
