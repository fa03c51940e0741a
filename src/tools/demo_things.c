/* What stands in the rooms of the demo, by their beds and features; and the first survey. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo_life.h"
#include "service/inventory.h"
#include "service/survey.h"

enum { MOST = 40 };

static const char *condition(struct life *l, int broken_per_mille)
{
    if (fixture_chance(&l->rng, broken_per_mille))
        return fixture_chance(&l->rng, 850) ? "broken" : "missing";
    return fixture_chance(&l->rng, 260) ? "worn" : "good";
}

static size_t put(struct life *l, struct inventory_line *lines, size_t n, const char *kind,
                  int count)
{
    for (int ix = 1; ix <= count && n < MOST; ix++)
        lines[n++] = (struct inventory_line){
            .kind = kind, .ix = ix, .condition = condition(l, 0), .seen_on = l->day};
    return n;
}

/* A bed, a mattress and a wardrobe for each; the rest by what the room has. */
static size_t equip(struct life *l, const struct store_room *r, struct inventory_line *lines)
{
    size_t n = 0;
    n = put(l, lines, n, "bed", r->beds);
    n = put(l, lines, n, "mattress", r->beds);
    n = put(l, lines, n, "wardrobe", r->beds);
    n = put(l, lines, n, "desk", (r->beds + 1) / 2);
    n = put(l, lines, n, "chair", r->beds);
    n = put(l, lines, n, "light", 2);
    n = put(l, lines, n, life_has(r->features, "air_con") ? "air_con" : "fan", 1);
    n = put(l, lines, n, "curtain", 1);
    if (life_has(r->features, "private_wc")) {
        n = put(l, lines, n, "toilet", 1);
        n = put(l, lines, n, "washbasin", 1);
        n = put(l, lines, n, "shower", 1);
    }
    if (life_has(r->features, "water_heater"))
        n = put(l, lines, n, "water_heater", 1);
    if (r->floor >= 3)
        n = put(l, lines, n, "fire_extinguisher", 1);
    return n;
}

void things_put(struct life *l)
{
    for (size_t i = 0; i < l->rooms.n; i++) {
        struct inventory_line lines[MOST];
        const size_t n = equip(l, &l->rooms.items[i], lines);
        life_must(l, inventory_set(l->store, &l->office, l->rooms.items[i].code, 0, lines, n,
                                   l->day, &l->bad, &l->e));
    }
}

/* One room: every line looked at, the survey done, its faults reported. */
static void survey(struct life *l, const char *room)
{
    char *code = NULL;
    struct survey_view v = {0};
    struct survey_line lines[2 * MOST];
    life_must(l, survey_begin(l->store, &l->crew, room, l->day, l->day, &code, &l->bad, &l->e));
    life_must(l, survey_get(l->store, &l->crew, code, &v, &l->e));
    size_t n = 0;
    for (; n < v.lines.n && n < 2 * MOST; n++)
        lines[n] = (struct survey_line){v.lines.items[n].subject, condition(l, 9), NULL};
    const struct survey_change change = {.n = n, .lines = lines};
    life_must(l, survey_change(l->store, &l->crew, code, 0, &change, l->day, &l->bad, &l->e));
    life_must(l, survey_complete(l->store, &l->crew, code, 0, &l->bad, &l->e));
    life_must(l, survey_report(l->store, &l->crew, code, 0, l->at, &l->e));
    survey_view_release(&v);
    free(code);
}

void things_survey(struct life *l, size_t first, size_t n)
{
    for (size_t i = first; i < first + n && i < l->rooms.n; i++)
        survey(l, l->rooms.items[i].code);
}
