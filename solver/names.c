/* Names to numbers. */
#include "names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t slot_of(const struct sv_names *names, const char *text)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
    for (const char *c = text; *c; c++)
        h = (h ^ (unsigned char)*c) * 0x100000001b3u;
    size_t at = (size_t)(h ^ h >> 32) & (names->n_slots - 1);
    while (names->slots[at] && strcmp(names->texts[names->slots[at] - 1], text) != 0)
        at = (at + 1) & (names->n_slots - 1);
    return at;
}

static bool grow(struct sv_names *names)
{
    struct sv_names bigger = {.n_slots = names->n_slots ? 2 * names->n_slots : 64};
    bigger.texts = calloc(bigger.n_slots, sizeof *bigger.texts);
    bigger.slots = calloc(bigger.n_slots, sizeof *bigger.slots);
    if (!bigger.texts || !bigger.slots) {
        sv_names_release(&bigger);
        return false;
    }
    for (; bigger.n < names->n; bigger.n++) {
        bigger.texts[bigger.n] = names->texts[bigger.n];
        bigger.slots[slot_of(&bigger, bigger.texts[bigger.n])] = bigger.n + 1;
    }
    sv_names_release(names);
    *names = bigger;
    return true;
}

int sv_names_add(struct sv_names *names, const char *text, bool *is_new)
{
    *is_new = false;
    if (2 * ((size_t)names->n + 1) > names->n_slots && !grow(names))
        return -1;
    size_t at = slot_of(names, text);
    if (!names->slots[at]) {
        *is_new = true;
        names->texts[names->n] = text;
        names->slots[at] = ++names->n;
    }
    return names->slots[at] - 1;
}

int sv_names_find(const struct sv_names *names, const char *text)
{
    return names->n ? names->slots[slot_of(names, text)] - 1 : -1;
}

void sv_names_release(struct sv_names *names)
{
    free(names->texts);
    free(names->slots);
    *names = (struct sv_names){0};
}
