/* Who lodges in the demo: officials of the register, known to the house before they file for the
 * round. They are put in the order of the agencies' list, which then finds them all there.
 */
#include "demo_guests.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/table.h"
#include "store/person.h"

enum {
    COL_NAME = 3,
    COL_BORN,
    COL_SEX,
    COL_CITIZEN_ID,
    COL_PHONE,
    COL_POSITION,
    COL_AGENCY,
    COL_COEFFICIENT
};

static int64_t agency_of(const struct store_agencies *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->items[i].name, name) == 0)
            return all->items[i].id;
    return 0;
}

/* "0,7" in hundredths. */
static int coefficient(const char *cell)
{
    return strlen(cell) == 3 ? (cell[0] - '0') * 100 + (cell[2] - '0') * 10 : -1;
}

static void put_official(struct life *l, const struct table *t, size_t row, int64_t agency_id)
{
    char born[11];
    char *cell[COL_COEFFICIENT + 1];
    for (int c = COL_NAME; c <= COL_COEFFICIENT; c++)
        cell[c] = (char *)(uintptr_t)table_cell(t, row, (size_t)c);
    if (cell[COL_CITIZEN_ID][0] == '\0' || agency_id == 0)
        return;
    (void)date_parse_vn(cell[COL_BORN], born);
    struct store_official o = {.name = cell[COL_NAME],
                               .born = born,
                               .sex = strcmp(cell[COL_SEX], "Nam") == 0 ? "M" : "F",
                               .citizen_id = cell[COL_CITIZEN_ID],
                               .phone = cell[COL_PHONE],
                               .agency_id = agency_id,
                               .position = cell[COL_POSITION],
                               .coefficient_c = coefficient(cell[COL_COEFFICIENT]),
                               .commune_code = "",
                               .residence = "",
                               .owns_house = -1,
                               .road_km_t = -1,
                               .has_moved = -1,
                               .groups = "",
                               .needs_housing = -1,
                               .note = ""};
    life_must(l, store_official_put(l->store, &o, &l->e));
    free(o.code);
}

void guests_register(struct life *l, const char *list)
{
    struct table t = {0};
    struct store_agencies agencies = {0};
    life_must(l, table_read(list, &t, &l->e));
    life_must(l, store_agency_list(l->store, &agencies, &l->e));
    for (size_t row = 1; row < t.n_rows; row++)
        put_official(l, &t, row, agency_of(&agencies, table_cell(&t, row, COL_AGENCY)));
    store_agencies_release(&agencies);
    table_release(&t);
}

/* Every third of the register; of no agency whose registrar the demo shows, and not the first of
 * the list, whose account it hands out. */
void guests_choose(struct life *l, struct guests *out)
{
    struct store_officials all = {0};
    life_must(l, store_official_list(l->store, &all, &l->e));
    out->items = mem_array(all.n, sizeof *out->items);
    out->n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct store_official *o = &all.items[i];
        if (o->id % 3 == 0 && strcmp(o->agency_code, "SXD") != 0)
            out->items[out->n++] = (struct guest){.official_id = o->id,
                                                  .agency_id = o->agency_id,
                                                  .sex = o->sex[0],
                                                  .pool = o->coefficient_c >= 90   ? "A"
                                                          : o->coefficient_c >= 70 ? "B"
                                                                                   : "C",
                                                  .official = mem_dup(o->code),
                                                  .name = mem_dup(o->name)};
    }
    for (size_t i = out->n; i > 1; i--) { /* shuffled */
        const size_t k = (size_t)fixture_below(&l->rng, (int)i);
        const struct guest g = out->items[i - 1];
        out->items[i - 1] = out->items[k];
        out->items[k] = g;
    }
    store_officials_release(&all);
}

void guests_release(struct guests *g)
{
    for (size_t i = 0; i < g->n; i++) {
        free(g->items[i].official);
        free(g->items[i].name);
    }
    free(g->items);
    *g = (struct guests){0};
}
