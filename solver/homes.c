/* Homes: incumbents that may stay in the room where they live.
 *
 * To `moves` every home is a room of its own. Yet it is one only for those who live there: movers
 * and newcomers see a class of like rooms as before. So rooms keep their classes, and only staying
 * has columns s[t,r] by room. Of a class of several rooms, k[r,s] (with patterns k[r,s,k]) says
 * that room r is one of those that slot s counts:
 *
 *     (11)  Σ_{t of size n} s[t,r] <= Σ_k min(slots[k,n], residents of size n) k[r,s,k]; where all
 *           are of one size or private, Σ_t s[t,r] <= min(unit, residents) k[r,s]
 *     (12)  s[t,r] <= parties of (t,r) known to be housed + Σ_{their groups} u[g]
 *     (13)  Σ_r k[r,s,k] <= z[s,k], or y[s] where all are of one size
 *     (14)  Σ_s Σ_k k[r,s,k] <= 1
 *
 * s flows into (5), (6) as x does. With k integer (11) is one more node with an integer capacity
 * before a slot's, so that the flow stays one. And it is exact: a room with k = 1 houses its
 * stayers within its pattern, movers of the same sizes fill what is left. `moves` counts each
 * housed incumbent (u, IN) and takes those back who stay. */
#include <stdlib.h>

#include "model.h"

int sv_slot_holds(const struct sv_slot *s, int k, int size)
{
    if (!s->n_patterns)
        return s->unit;
    for (int i = 0; i < s->n_sizes; i++)
        if (s->sizes[i] == size)
            return s->patterns[k * s->n_sizes + i];
    return 0;
}

static int by_slot_and_room(const void *a, const void *b)
{
    const struct sv_stay *x = a, *y = b;
    if (x->slot != y->slot)
        return x->slot < y->slot ? -1 : 1;
    return x->room < y->room ? -1 : x->room > y->room;
}

const struct sv_stay *sv_stay_of(const struct sv_slot *slot, int room)
{
    for (int lo = 0, hi = slot->n_stays; lo < hi;) {
        int mid = lo + (hi - lo) / 2;
        if (slot->stays[mid].room == room)
            return &slot->stays[mid];
        if (slot->stays[mid].room < room)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* Rooms and modes of homes in classes of several rooms, each once. */
static void find_stays(struct sv_model *mo, const struct sv_run *run)
{
    int n = 0;
    for (int t = 0; t < mo->n_types; t++)
        n += mo->types[t].n_homes;
    mo->stays = SV_NEW(mo->milp.mem, struct sv_stay, n);
    for (int t = 0; t < mo->n_types; t++)
        for (int i = 0; i < mo->types[t].n_homes; i++) {
            const struct sv_type *ty = &mo->types[t];
            const struct sv_home *h = &ty->homes[i];
            int c = mo->class_of[h->room], mode = sv_mode(&run->rules, ty->party, h->room);
            if (mo->classes[c].n < 2)
                continue;
            struct sv_stay *s = &mo->stays[mo->n_stays++];
            *s = (struct sv_stay){.room = h->room,
                                  .slot = mo->slot_of[c * run->rules.n_modes + mode]};
            s->count[ty->size] = h->n;
        }
    qsort(mo->stays, (size_t)mo->n_stays, sizeof *mo->stays, by_slot_and_room);
    n = 0;
    for (int i = 0; i < mo->n_stays; i++) {
        struct sv_stay *last = n ? &mo->stays[n - 1] : NULL;
        if (!last || by_slot_and_room(last, &mo->stays[i]) != 0)
            mo->stays[n++] = mo->stays[i];
        else
            for (int size = 1; size <= 16; size++)
                last->count[size] += mo->stays[i].count[size];
    }
    mo->n_stays = n;
}

void sv_homes_rows(struct sv_model *mo, const struct sv_run *run)
{
    struct sv_milp *m = &mo->milp;
    int *room_row = SV_NEW(m->mem, int, run->inst->n_rooms); /* row + 1 */
    find_stays(mo, run);
    for (int t = 0; t < mo->n_types; t++)
        for (int i = 0; i < mo->types[t].n_homes; i++) {
            struct sv_home *h = &mo->types[t].homes[i];
            if (h->n_in < h->n)
                h->row = sv_milp_row(m, h->n_in, false);
        }
    for (int i = 0; i < mo->n_stays; i++) {
        struct sv_stay *st = &mo->stays[i];
        struct sv_slot *slot = &mo->slots[st->slot];
        int n = slot->n_patterns ? slot->n_patterns : 1;
        slot->stays = slot->n_stays++ ? slot->stays : st;
        if (!room_row[st->room])
            room_row[st->room] = 1 + sv_milp_row(m, 1, false);
        st->room_row = room_row[st->room] - 1;
        int one_row = slot->n_patterns ? -1 : sv_milp_row(m, 0, false);
        for (int size = 1; size <= 16; size++)
            if (st->count[size])
                st->row[size] = slot->n_patterns ? sv_milp_row(m, 0, false) : one_row;
        if (slot->link_row)
            continue;
        slot->link_row = SV_NEW(m->mem, int, n);
        for (int k = 0; k < n; k++)
            slot->link_row[k] = sv_milp_row(m, 0, false);
    }
}

/* k[r,s,k]; -1 where the pattern has no place for those who live there. */
static int stay_column(struct sv_milp *m, const struct sv_stay *st, const struct sv_slot *slot,
                       int k)
{
    int most[17] = {0}, all = 0, sum = 0, row = -1;
    for (int size = 1; size <= 16; size++) {
        most[size] = sv_min(sv_slot_holds(slot, k, size), st->count[size]);
        all += st->count[size];
        sum += most[size];
        row = st->count[size] ? st->row[size] : row;
    }
    if (!sum)
        return -1;
    int col = sv_milp_col(m, 0, 0, 1, true);
    sv_milp_entry(m, slot->link_row[k], 1);
    sv_milp_entry(m, st->room_row, 1);
    if (!slot->n_patterns)
        sv_milp_entry(m, row, -sv_min(slot->unit, all));
    for (int size = 1; size <= 16 && slot->n_patterns; size++)
        if (most[size])
            sv_milp_entry(m, st->row[size], -most[size]);
    return col;
}

void sv_homes_columns(struct sv_model *mo)
{
    struct sv_milp *m = &mo->milp;
    for (int i = 0; i < mo->n_stays; i++) {
        struct sv_stay *st = &mo->stays[i];
        const struct sv_slot *slot = &mo->slots[st->slot];
        int n = slot->n_patterns ? slot->n_patterns : 1;
        st->k_col = SV_NEW(m->mem, int, n);
        for (int k = 0; k < n; k++)
            st->k_col[k] = stay_column(m, st, slot, k);
    }
}
