/* Occupancy over a period: bed-nights, and beds taken again. Between two days on which something
 * changes all nights of a room are alike: each such stretch is counted once, times its nights.
 */
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "report_occupancy.h"

static void count_room(const struct report_house *h, const struct report_house_room *room, int from,
                       int to, struct report *r)
{
    const char *texts[REPORT_N_TEXTS] = {0};
    struct report_share *shares = mem_array(room->n_parties, sizeof *shares);
    int64_t *of_parties = mem_array(room->n_parties * N_OF_PARTY, sizeof *of_parties);
    int64_t n[N_OF_PERIOD] = {0};
    size_t n_days;
    int *days = report_changes(h, room, from, to, &n_days);
    for (size_t d = 0; d < n_days; d++) {
        const int64_t nights = (d + 1 < n_days ? days[d + 1] : to) - days[d];
        struct report_night v;
        report_night(h, room, days[d], shares, &v);
        report_add_night(n, &v, nights);
        for (size_t p = 0; p < room->n_parties; p++)
            report_add_share(of_parties + p * N_OF_PARTY, &shares[p], nights);
    }
    report_set_room(room, texts);
    if (n[ROOMS] > 0) {
        struct report_row *row = report_add(&r->sets[BED_NIGHTS], texts);
        for (int i = 0; i < N_OF_PERIOD; i++)
            row->n[i] = n[i];
    }
    for (size_t p = 0; p < room->n_parties; p++)
        report_add_party(&r->sets[PARTY_NIGHTS], room, &room->parties[p],
                         of_parties + p * N_OF_PARTY);
    free(days);
    free(of_parties);
    free(shares);
}

static const struct report_house_room *room_of(const struct report_house *h, int64_t id)
{
    size_t i = 0;
    while (i < h->n_rooms && h->rooms[i].row->id != id)
        i++;
    return &h->rooms[i];
}

/* The parts of the nights from `left` to before `taken`. */
static void part(const struct report_house_room *room, int left, int taken, int64_t n[N_OF_TURN])
{
    int begun = taken, ready = left;
    for (size_t i = 0; i < room->n_runs; i++) {
        const int from = room->runs[i].from > left ? room->runs[i].from : left;
        const int to = room->runs[i].to < taken ? room->runs[i].to : taken;
        if (from >= to)
            continue;
        begun = from < begun ? from : begun;
        ready = to > ready ? to : ready;
    }
    const bool is_closed = begun < taken;
    n[TURNS] = 1;
    n[GAP] = taken - left;
    n[DOWN] = is_closed ? begun - left : 0;
    n[MAKE_READY] = is_closed ? ready - begun : 0;
    n[LEASE_UP] = taken - (is_closed ? ready : left);
}

static void count_turns(const struct report_house *h, const struct store_report_turns *turns,
                        struct report_set *set)
{
    for (size_t i = 0; i < turns->n; i++) {
        const struct store_report_turn *t = &turns->items[i];
        const struct report_house_room *room = room_of(h, t->room_id);
        const char *texts[REPORT_N_TEXTS] = {
            [REPORT_REQUEST] = t->request, [REPORT_FROM] = t->vacated, [REPORT_TO] = t->taken};
        report_set_room(room, texts);
        part(room, date_days(t->vacated), date_days(t->taken), report_add(set, texts)->n);
    }
}

int report_period(const struct report_source *from, struct report *r, struct err *e)
{
    struct report_house h;
    struct store_report_turns turns = {0};
    int rc = report_house_load(&h, from->store, r->from, r->to, r->min_area_c, e);
    rc = rc != ERR_OK ? rc : store_report_turns(from->store, r->from, r->to, &turns, e);
    for (size_t i = 0; i < h.n_rooms && rc == ERR_OK; i++)
        count_room(&h, &h.rooms[i], date_days(r->from), date_days(r->to) + 1, r);
    if (rc == ERR_OK)
        count_turns(&h, &turns, &r->sets[TURNAROUND]);
    store_report_turns_release(&turns);
    report_house_release(&h);
    return rc;
}
