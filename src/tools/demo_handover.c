/* Hand-over records of the demo: what stood in the room, readings that go on, keys, now and then a
 * piece that came back worse.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "demo_life.h"
#include "service/handover.h"

#include <stdlib.h>

/* Meters of a room stand where its number and the days gone by put them. */
static void read_meters(const struct life *l, struct store_handover *h, int64_t room_id)
{
    const int days = (int)((l->at - l->now) / LIFE_DAY_S) + 400;
    h->electricity_kwh = 1000 + (int)(room_id * 37 % 900) + days * (3 + (int)(room_id % 4));
    h->water_m3 = 80 + (int)(room_id * 13 % 90) + days * (2 + (int)(room_id % 3)) / 10;
    h->n_keys = 2;
}

static void spoil(struct life *l, struct store_handover *h, enum handover_damage damage,
                  char broken[64])
{
    if (damage == HANDOVER_AS_IT_WAS || h->n_items == 0)
        return;
    struct store_handover_item *item = &h->items[fixture_below(&l->rng, (int)h->n_items)];
    if (strcmp(item->condition, "good") != 0 && strcmp(item->condition, "worn") != 0)
        return;
    free(item->condition);
    item->condition = mem_dup(damage == HANDOVER_BROKEN ? "broken" : "worn");
    free(item->note);
    item->note = mem_dup(damage == HANDOVER_BROKEN ? "hỏng khi trả phòng" : "trầy xước");
    if (damage == HANDOVER_BROKEN)
        snprintf(broken, 64, "%s %d", item->kind, item->ix);
}

void handover_of(struct life *l, const char *request, const char *kind, enum handover_damage damage,
                 char broken[64])
{
    struct store_stay stay = {0};
    struct handover_view v = {0};
    broken[0] = '\0';
    life_must(l, store_stay_last(l->store, request, "own", &stay, &l->e));
    life_must(l, handover_get(l->store, &l->office, stay.code, kind, &v, &l->e));
    free(v.record.day);
    v.record.day = mem_dup(l->day);
    read_meters(l, &v.record, stay.room_id);
    spoil(l, &v.record, damage, broken);
    life_must(
        l, handover_add(l->store, &l->office, stay.code, kind, &v.record, l->day, &l->bad, &l->e));
    life_must(l, handover_confirm(l->store, &l->office, stay.code, kind, 0, true, l->at, &l->e));
    handover_view_release(&v);
    store_stay_release(&stay);
}
