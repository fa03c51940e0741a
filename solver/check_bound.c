/* Rule (5) as the checker reads it: who is bound to which room, and where that cannot be. Also the
 * parties of each room, which all of the checker walks. */
#include <stdlib.h>

#include "check_parts.h"

int sv_by_room_init(struct sv_by_room *by, const struct solver_instance *inst, const int *room_of)
{
    by->start = calloc((size_t)inst->n_rooms + 2, sizeof *by->start);
    by->party = calloc((size_t)inst->n_parties + 1, sizeof *by->party);
    if (!by->start || !by->party) {
        sv_by_room_release(by);
        return SOLVER_NOMEM;
    }
    /* start[r + 1] is where room r begins, and moves to its end while parties are laid down */
    for (int p = 0; p < inst->n_parties; p++)
        if (room_of[p] >= 0)
            by->start[room_of[p] + 2]++;
    for (int r = 2; r <= inst->n_rooms + 1; r++)
        by->start[r] += by->start[r - 1];
    for (int p = 0; p < inst->n_parties; p++)
        if (room_of[p] >= 0)
            by->party[by->start[room_of[p] + 1]++] = p;
    return SOLVER_OK;
}

void sv_by_room_release(struct sv_by_room *by)
{
    free(by->start);
    free(by->party);
    *by = (struct sv_by_room){0};
}

enum sv_sexes sv_sexes_of(const struct solver_party *p)
{
    bool has_f = false, has_m = false;
    for (int k = 0; k < p->n_members; k++) {
        has_f |= p->members[k].sex == SOLVER_F;
        has_m |= p->members[k].sex == SOLVER_M;
    }
    return has_f && has_m ? SV_BOTH : has_m ? SV_ONLY_M : SV_ONLY_F;
}

bool sv_is_incumbent(const struct solver_instance *inst, const struct solver_party *p)
{
    return inst->policy.incumbents != SOLVER_COMPETE && p->current_room_ix >= 0;
}

/* Can these parties, all bound to the room, live in it together? */
static bool is_clash(const struct solver_instance *inst, const struct sv_bound *b, int room_ix,
                     const int *party, int n)
{
    const struct solver_room *room = &inst->rooms[room_ix];
    const struct solver_party *first = n > 0 ? &inst->parties[party[0]] : NULL;
    bool has_pin = false;
    int people = 0;
    for (int i = 0; i < n; i++) {
        const struct solver_party *p = &inst->parties[party[i]];
        people += p->n_members;
        has_pin |= !b->is_stay[party[i]];
        if (!room->is_usable || (n > 1 && p->is_private))
            return true;
        if (p->is_private)
            continue;
        if (p->pool_ix != first->pool_ix)
            return true;
        if (room->sex != SOLVER_ROOM_UNRESTRICTED &&
            (sv_sexes_of(p) == SV_BOTH || sv_sexes_of(p) != sv_sexes_of(first)))
            return true;
    }
    return has_pin && people > sv_check_cap(inst, first, room);
}

int sv_bound_init(struct sv_bound *b, const struct solver_instance *inst)
{
    struct sv_by_room by = {0};
    *b = (struct sv_bound){
        .room_of = calloc((size_t)inst->n_parties + 1, sizeof *b->room_of),
        .is_stay = calloc((size_t)inst->n_parties + 1, sizeof *b->is_stay),
        .is_clash = calloc((size_t)inst->n_rooms + 1, sizeof *b->is_clash),
    };
    if (!b->room_of || !b->is_stay || !b->is_clash)
        goto nomem;
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        int current = party->current_room_ix;
        b->is_stay[p] = inst->policy.incumbents == SOLVER_STAY && party->pinned_room_ix < 0 &&
                        current >= 0 && inst->rooms[current].is_usable;
        b->room_of[p] = b->is_stay[p] ? current : party->pinned_room_ix;
    }
    if (sv_by_room_init(&by, inst, b->room_of) != SOLVER_OK)
        goto nomem;
    for (int r = 0; r < inst->n_rooms; r++) {
        int n = by.start[r + 1] - by.start[r];
        b->is_clash[r] = is_clash(inst, b, r, by.party + by.start[r], n);
        b->n_clashes += b->is_clash[r];
    }
    sv_by_room_release(&by);
    return SOLVER_OK;
nomem:
    sv_bound_release(b);
    return SOLVER_NOMEM;
}

void sv_bound_release(struct sv_bound *b)
{
    free(b->room_of);
    free(b->is_stay);
    free(b->is_clash);
    *b = (struct sv_bound){0};
}
