/* The house night by night, see the header. */
#include "report_house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report_parts.h"

/* ---- loading ---- */

static void read_parties(struct report_house *h)
{
    h->parties = mem_array(h->party_rows.n, sizeof *h->parties);
    h->away = mem_array(h->party_rows.n, sizeof *h->away);
    for (size_t i = 0; i < h->party_rows.n; i++) {
        const struct store_report_party *row = &h->party_rows.items[i];
        struct report_house_party *p = &h->parties[i];
        *p = (struct report_house_party){
            .row = row,
            .from = report_day(row->from_day, REPORT_DAY_FIRST),
            .to = report_day(row->to_day, REPORT_DAY_LAST),
            .is_offer = strcmp(row->kind, "offer") == 0,
            .is_unrecorded = strcmp(row->kind, "unrecorded") == 0,
            .is_temporary = strcmp(row->kind, "temporary") == 0,
        };
        if (p->is_temporary)
            h->away[h->n_away++] = p;
    }
}

static int compare_away(const void *x, const void *y)
{
    const struct report_house_party *const *a = x, *const *b = y;
    return ((*a)->row->request_id > (*b)->row->request_id) -
           ((*a)->row->request_id < (*b)->row->request_id);
}

static int compare_spans(const void *x, const void *y)
{
    const struct report_span *a = x, *b = y;
    return (a->from > b->from) - (a->from < b->from);
}

/* The closures of one room, from row `at` on: as they stand, and as runs. Returns the next row. */
static size_t read_closed(struct report_house *h, struct report_house_room *room, size_t at)
{
    struct report_span *closed = h->closed + at, *runs = h->runs + at;
    room->closed = closed;
    room->runs = runs;
    for (; at < h->closed_rows.n && h->closed_rows.items[at].room_id == room->row->id; at++) {
        const struct store_report_closed *row = &h->closed_rows.items[at];
        closed[room->n_closed++] =
            (struct report_span){.from = report_day(row->from_day, REPORT_DAY_FIRST),
                                 .to = report_day(row->to_day, REPORT_DAY_LAST),
                                 .reason = row->reason};
    }
    if (room->n_closed > 0) {
        memcpy(runs, closed, room->n_closed * sizeof *runs);
        qsort(runs, room->n_closed, sizeof *runs, compare_spans);
    }
    for (size_t i = 0; i < room->n_closed; i++) {
        struct report_span *last = room->n_runs > 0 ? &runs[room->n_runs - 1] : NULL;
        if (last != NULL && runs[i].from <= last->to)
            last->to = runs[i].to > last->to ? runs[i].to : last->to;
        else
            runs[room->n_runs++] = runs[i];
    }
    return at;
}

static int compare_rooms(const void *x, const void *y)
{
    const struct report_house_room *const *a = x, *const *b = y;
    return ((*a)->row->id > (*b)->row->id) - ((*a)->row->id < (*b)->row->id);
}

/* Rows of parties and closures come by room id: one walk over the rooms in that order. */
static void join(struct report_house *h)
{
    struct report_house_room **by_id = mem_array(h->n_rooms, sizeof *by_id);
    size_t party = 0, closed = 0;
    for (size_t i = 0; i < h->n_rooms; i++)
        by_id[i] = &h->rooms[i];
    if (h->n_rooms > 0)
        qsort(by_id, h->n_rooms, sizeof *by_id, compare_rooms);
    for (size_t i = 0; i < h->n_rooms; i++) {
        struct report_house_room *room = by_id[i];
        room->parties = h->parties + party;
        while (party < h->party_rows.n && h->party_rows.items[party].room_id == room->row->id)
            party++;
        room->n_parties = (size_t)(h->parties + party - room->parties);
        h->max_parties = room->n_parties > h->max_parties ? room->n_parties : h->max_parties;
        closed = read_closed(h, room, closed);
    }
    free(by_id);
}

int report_house_load(struct report_house *h, struct store *s, const char *from, const char *to,
                      int min_area_c, struct err *e)
{
    *h = (struct report_house){.min_area_c = min_area_c};
    int rc = store_report_rooms(s, &h->room_rows, e);
    rc = rc != ERR_OK ? rc : store_report_closures(s, &h->closed_rows, e);
    rc = rc != ERR_OK ? rc : store_report_parties(s, from, to, &h->party_rows, e);
    if (rc != ERR_OK)
        return rc;
    h->n_rooms = h->room_rows.n;
    h->rooms = mem_array(h->n_rooms, sizeof *h->rooms);
    h->closed = mem_array(h->closed_rows.n, sizeof *h->closed);
    h->runs = mem_array(h->closed_rows.n, sizeof *h->runs);
    for (size_t i = 0; i < h->n_rooms; i++) {
        const struct store_report_room *row = &h->room_rows.items[i];
        const int last = report_day(row->to, REPORT_DAY_LAST);
        h->rooms[i] = (struct report_house_room){
            .row = row,
            .from = report_day(row->from, REPORT_DAY_FIRST),
            .to = last == REPORT_DAY_LAST ? last : last + 1,
        };
    }
    read_parties(h);
    if (h->n_away > 0)
        qsort(h->away, h->n_away, sizeof *h->away, compare_away);
    join(h);
    return ERR_OK;
}

void report_house_release(struct report_house *h)
{
    store_report_rooms_release(&h->room_rows);
    store_report_closures_release(&h->closed_rows);
    store_report_parties_release(&h->party_rows);
    free(h->rooms);
    free(h->parties);
    free(h->closed);
    free(h->runs);
    free(h->away);
    *h = (struct report_house){0};
}

/* ---- a night ---- */

/* The first temporary stay of a request; n_away = none. */
static size_t first_away(const struct report_house *h, int64_t request_id)
{
    size_t low = 0, high = h->n_away;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (h->away[mid]->row->request_id < request_id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_away(const struct report_house *h, const struct report_house_party *p, int day)
{
    if (p->is_offer || p->is_temporary)
        return false;
    for (size_t i = first_away(h, p->row->request_id);
         i < h->n_away && h->away[i]->row->request_id == p->row->request_id; i++)
        if (h->away[i]->from <= day && day < h->away[i]->to)
            return true;
    return false;
}

/* Who sleeps there, who keeps beds: sets shares and out->occupied, unrecorded, held, reserved,
 * beds.
 */
static void share_out(const struct report_house *h, const struct report_house_room *room, int day,
                      struct report_share *shares, struct report_night *out)
{
    struct report_share *alone = NULL;
    for (size_t i = 0; i < room->n_parties; i++) {
        const struct report_house_party *p = &room->parties[i];
        struct report_share *mine = &shares[i];
        *mine = (struct report_share){0};
        if (day < p->from || day >= p->to || p->is_offer)
            continue;
        *(is_away(h, p, day) ? &mine->held : &mine->occupied) = p->row->beds;
        mine->unrecorded = p->is_unrecorded ? mine->occupied : 0;
        out->occupied += mine->occupied;
        out->unrecorded += mine->unrecorded;
        out->held += mine->held;
        alone = p->row->whole_room == 1 ? mine : alone;
    }
    const int taken = out->occupied + out->held;
    out->beds = taken > room->row->beds ? taken : room->row->beds;
    if (alone != NULL) {
        alone->held += out->beds - taken;
        out->held += out->beds - taken;
    }
    for (size_t i = 0; i < room->n_parties; i++) {
        const struct report_house_party *p = &room->parties[i];
        const int left = out->beds - out->occupied - out->held - out->reserved;
        if (day < p->from || day >= p->to || !p->is_offer)
            continue;
        shares[i].reserved = p->row->beds < left ? p->row->beds : left;
        out->reserved += shares[i].reserved;
    }
}

/* Whom the room is for that night. */
static void set_sex(const struct report_house_room *room, const struct report_share *shares,
                    struct report_night *out)
{
    bool has_f = room->row->sex[0] == 'F', has_m = room->row->sex[0] == 'M';
    const bool is_ruled = has_f || has_m;
    for (size_t i = 0; i < room->n_parties && !is_ruled; i++) {
        if (shares[i].occupied + shares[i].held + shares[i].reserved == 0)
            continue;
        has_f = has_f || strchr(room->parties[i].row->sexes, 'F') != NULL;
        has_m = has_m || strchr(room->parties[i].row->sexes, 'M') != NULL;
    }
    snprintf(out->sex, sizeof out->sex, "%s",
             has_f && has_m ? "F M"
             : has_f        ? "F"
             : has_m        ? "M"
                            : "any");
}

/* Closed, why, and whether for long. */
static void close_room(const struct report_house_room *room, int day, struct report_night *out)
{
    for (size_t i = 0; i < room->n_closed && !out->is_closed; i++)
        if (room->closed[i].from <= day && day < room->closed[i].to) {
            out->is_closed = true;
            out->reason = room->closed[i].reason;
        }
    for (size_t i = 0; i < room->n_runs; i++) {
        const struct report_span *run = &room->runs[i];
        if (run->from <= day && day < run->to && out->occupied == 0)
            out->is_long =
                (run->to == REPORT_DAY_LAST ? day : run->to) - run->from >= REPORT_LONG_DAYS;
    }
}

void report_night(const struct report_house *h, const struct report_house_room *room, int day,
                  struct report_share *shares, struct report_night *out)
{
    *out = (struct report_night){.reason = ""};
    share_out(h, room, day, shares, out);
    out->is_counted = (room->from <= day && day < room->to) || out->occupied > 0;
    if (!out->is_counted) {
        *out = (struct report_night){.reason = ""};
        for (size_t i = 0; i < room->n_parties; i++)
            shares[i] = (struct report_share){0};
        return;
    }
    set_sex(room, shares, out);
    close_room(room, day, out);
    out->usable = room->row->beds;
    if (room->row->area_c > 0 && h->min_area_c > 0 &&
        room->row->area_c / h->min_area_c < out->usable)
        out->usable = room->row->area_c / h->min_area_c;
    const int used = out->occupied + out->held + out->reserved;
    const int left = out->usable > used ? out->usable - used : 0;
    out->closed = out->is_closed ? left : 0;
    out->vacant = out->is_closed ? 0 : left;
    out->crowded = out->beds - used - left;
}

/* ---- days that change something ---- */

static int compare_days(const void *x, const void *y)
{
    const int *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

int *report_changes(const struct report_house *h, const struct report_house_room *room, int from,
                    int to, size_t *n_out)
{
    /* each party may be away several times */
    size_t cap = 3 + 3 * room->n_runs + 2 * room->n_closed + 2 * room->n_parties, n = 0;
    for (size_t i = 0; i < room->n_parties; i++)
        for (size_t k = first_away(h, room->parties[i].row->request_id);
             k < h->n_away && h->away[k]->row->request_id == room->parties[i].row->request_id; k++)
            cap += 2;
    int *days = mem_array(cap, sizeof *days);
    days[n++] = from;
    days[n++] = room->from;
    days[n++] = room->to;
    for (size_t i = 0; i < room->n_runs; i++) {
        days[n++] = room->runs[i].from;
        days[n++] = room->runs[i].from + REPORT_LONG_DAYS;
        days[n++] = room->runs[i].to;
    }
    for (size_t i = 0; i < room->n_closed; i++) {
        days[n++] = room->closed[i].from;
        days[n++] = room->closed[i].to;
    }
    for (size_t i = 0; i < room->n_parties; i++) {
        const struct report_house_party *p = &room->parties[i];
        days[n++] = p->from;
        days[n++] = p->to;
        for (size_t k = first_away(h, p->row->request_id);
             k < h->n_away && h->away[k]->row->request_id == p->row->request_id; k++) {
            days[n++] = h->away[k]->from;
            days[n++] = h->away[k]->to;
        }
    }
    qsort(days, n, sizeof *days, compare_days);
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++)
        if (days[i] >= from && days[i] < to && (n_kept == 0 || days[n_kept - 1] != days[i]))
            days[n_kept++] = days[i];
    *n_out = n_kept;
    return days;
}
