/* The order of Vietnamese words, as CLDR's "vi" tailoring has it, compared syllable by syllable as
 * dictionaries do.
 *
 * A text becomes a list of weights which are compared like digits of a number:
 *
 *     hòa an  ->  h o a 0 tone(huyền)  a n 0 tone(none)  0  case of every letter
 *
 * 0 is less than every letter, so a shorter syllable comes first. The tone is taken off its vowel
 * and stands at the end of the syllable: hoà and hòa get the same weights.
 */
#include "base/text.h"
#include "base/mem.h"

#include <utf8proc.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* combining marks */
    BREVE = 0x306,
    CIRCUMFLEX = 0x302,
    HORN = 0x31B,
    /* weights: between two Latin letters stand those with a mark; digits and signs lie below */
    LETTER_STEP = 8,
    FIRST_LETTER = 0x400000, /* above every scalar value, whatever script */
};

struct weights {
    uint32_t *main, *cases; /* [cap] each */
    size_t n_main, n_cases, cap;
};

/* 1..5 for the five tones in their order, 6 for another mark, 0 for none of them. */
static uint32_t tone_of(utf8proc_int32_t mark)
{
    static const utf8proc_int32_t tones[] = {0x300, 0x309, 0x303, 0x301, 0x323};
    for (uint32_t t = 0; t < 5; t++)
        if (mark == tones[t])
            return t + 1;
    return 6;
}

static void add(uint32_t *list, size_t *n, uint32_t weight)
{
    list[(*n)++] = weight;
}

/* One base character. Signs and digits are below letters, other scripts too. */
static void add_base(struct weights *w, utf8proc_int32_t c)
{
    utf8proc_int32_t lower = utf8proc_tolower(c);
    uint32_t weight = (uint32_t)lower + 16;
    if (lower >= 'a' && lower <= 'z')
        weight = FIRST_LETTER + (uint32_t)(lower - 'a') * LETTER_STEP;
    else if (lower == 0x111) /* đ */
        weight = FIRST_LETTER + ('d' - 'a') * LETTER_STEP + 1;
    add(w->main, &w->n_main, weight);
    add(w->cases, &w->n_cases, c != lower);
}

static void end_syllable(struct weights *w, uint32_t *tone, bool *is_open)
{
    if (*is_open) {
        add(w->main, &w->n_main, 0);
        add(w->main, &w->n_main, *tone);
    }
    *is_open = false;
    *tone = 0;
}

/* Appends the weights of `len` bytes; what is no UTF-8 counts by its bytes. */
static void add_text(struct weights *w, const char *text, size_t len)
{
    uint32_t tone = 0;
    bool is_open = false;
    while (len > 0) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &c);
        size_t step = n > 0 ? (size_t)n : 1;
        utf8proc_int32_t parts[8];
        utf8proc_ssize_t n_parts = 1;
        int last_class = 0;
        if (n > 0)
            n_parts = utf8proc_decompose_char(c, parts, 8, UTF8PROC_DECOMPOSE, &last_class);
        else
            parts[0] = 0x110000 + (unsigned char)*text;
        for (utf8proc_ssize_t i = 0; i < n_parts && i < 8; i++) {
            bool is_mark =
                parts[i] < 0x110000 && utf8proc_category(parts[i]) == UTF8PROC_CATEGORY_MN;
            if (is_mark && w->n_main > 0 && is_open) {
                uint32_t *last = &w->main[w->n_main - 1];
                if (parts[i] == BREVE || parts[i] == HORN || parts[i] == CIRCUMFLEX)
                    /* ă < â but ô < ơ */
                    *last += parts[i] == BREVE ? 1 : parts[i] == CIRCUMFLEX ? 2 : 3;
                else
                    tone = tone_of(parts[i]) > tone ? tone_of(parts[i]) : tone;
            } else if (parts[i] == ' ' || parts[i] == 0xA0 || parts[i] == '\t') {
                end_syllable(w, &tone, &is_open);
            } else {
                add_base(w, parts[i]);
                is_open = true;
            }
        }
        text += step;
        len -= step;
    }
    end_syllable(w, &tone, &is_open);
    add(w->main, &w->n_main, 0);
}

/* Room for the weights of `len` bytes in up to three parts: a byte gives at most two weights (of a
 * letter and its syllable's end), and none decomposes into more parts than it has bytes. */
static struct weights make_weights(size_t len)
{
    struct weights w = {.cap = 4 * len + 16};
    w.main = mem_array(w.cap, sizeof *w.main);
    w.cases = mem_array(w.cap, sizeof *w.cases);
    return w;
}

static int compare_lists(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    for (size_t i = 0; i < n_a && i < n_b; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return (n_a > n_b) - (n_a < n_b);
}

/* Compares, then frees both. */
static int compare_weights(struct weights *a, struct weights *b)
{
    int order = compare_lists(a->main, a->n_main, b->main, b->n_main);
    if (order == 0)
        order = compare_lists(a->cases, a->n_cases, b->cases, b->n_cases);
    free(a->main);
    free(a->cases);
    free(b->main);
    free(b->cases);
    return order;
}

int text_compare_vn(const char *a, const char *b)
{
    struct weights of_a = make_weights(strlen(a)), of_b = make_weights(strlen(b));
    add_text(&of_a, a, strlen(a));
    add_text(&of_b, b, strlen(b));
    int order = compare_weights(&of_a, &of_b);
    return order != 0 ? order : strcmp(a, b);
}

/* The weights of a name: its last word, its first, then the words between. */
static struct weights name_weights(const char *name)
{
    size_t len = strlen(name);
    while (len > 0 && name[len - 1] == ' ')
        len--;
    while (len > 0 && *name == ' ') {
        name++;
        len--;
    }
    struct weights w = make_weights(len);
    size_t given = len;
    while (given > 0 && name[given - 1] != ' ')
        given--;
    add_text(&w, name + given, len - given);
    size_t family = 0;
    while (family < given && name[family] != ' ')
        family++;
    add_text(&w, name, family);
    add_text(&w, name + family, given - family);
    return w;
}

int text_compare_names(const char *full_a, const char *full_b)
{
    struct weights a = name_weights(full_a), b = name_weights(full_b);
    int order = compare_weights(&a, &b);
    return order != 0 ? order : strcmp(full_a, full_b);
}
