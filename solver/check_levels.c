/* The levels of a plan, recounted from the text of section 4. */
#include <stdlib.h>

#include "check_parts.h"

static bool has_feature(const struct solver_room *room, int feature_ix)
{
    for (int i = 0; i < room->n_features; i++)
        if (room->feature_ixs[i] == feature_ix)
            return true;
    return false;
}

/* Site penalty + weights of the wishes that the room lacks. A room bound by rule (5) or kept by
 * rule (6) may lie where the party has named no penalty: that counts 0. */
static int64_t displeasure(const struct solver_party *p, const struct solver_room *room)
{
    int64_t sum = p->other_sites_penalty > 0 ? p->other_sites_penalty : 0;
    for (int i = 0; i < p->n_sites; i++)
        if (p->sites[i].site_ix == room->site_ix)
            sum = p->sites[i].penalty;
    for (int i = 0; i < p->n_wishes; i++)
        if (!has_feature(room, p->wishes[i].feature_ix))
            sum += p->wishes[i].weight;
    return sum;
}

int64_t sv_check_party_value(const struct solver_instance *inst, int party_ix, int room_ix,
                             enum solver_objective objective, int band)
{
    const struct solver_party *p = &inst->parties[party_ix];
    switch (objective) {
    case SOLVER_KEEP_HOUSED:
        return sv_is_incumbent(inst, p) ? p->n_members : 0;
    case SOLVER_HOUSED_BY_BAND:
        return p->band == band ? p->n_members : 0;
    case SOLVER_POINTS:
        return (int64_t)p->n_members * p->points;
    case SOLVER_ORDER:
        return inst->n_parties + 1 - p->order;
    case SOLVER_MOVES:
        return sv_is_incumbent(inst, p) && p->current_room_ix != room_ix ? p->n_members : 0;
    case SOLVER_PREFERENCES:
        return p->n_members * displeasure(p, &inst->rooms[room_ix]);
    case SOLVER_ROOMS:
    case SOLVER_AGENCIES:
    case SOLVER_N_OBJECTIVES:
        break;
    }
    return 0;
}

/* Rooms used, or the distinct agencies of each less one. `seen_in` [n_agencies + 1] is the last
 * room + 1 where an agency was met; the last place is for parties without one. */
static int64_t room_value(const struct solver_instance *inst, const struct sv_by_room *by,
                          int *seen_in, enum solver_objective objective)
{
    int64_t n_rooms = 0, n_agencies = 0;
    for (int r = 0; r < inst->n_rooms; r++) {
        n_rooms += by->start[r + 1] > by->start[r];
        for (int i = by->start[r]; i < by->start[r + 1]; i++) {
            int agency = inst->parties[by->party[i]].agency_ix;
            int *seen = &seen_in[agency < 0 ? inst->n_agencies : agency];
            n_agencies += *seen != r + 1;
            *seen = r + 1;
        }
    }
    return objective == SOLVER_ROOMS ? n_rooms : n_agencies - n_rooms;
}

int64_t solver_check_value(const struct solver_instance *inst, const int *room_of_party,
                           enum solver_objective objective, int band)
{
    int64_t sum = 0;
    if (objective == SOLVER_ROOMS || objective == SOLVER_AGENCIES) {
        struct sv_by_room by = {0};
        int *seen_in = calloc((size_t)inst->n_agencies + 1, sizeof *seen_in);
        bool is_ok = seen_in && sv_by_room_init(&by, inst, room_of_party) == SOLVER_OK;
        sum = is_ok ? room_value(inst, &by, seen_in, objective) : -1;
        sv_by_room_release(&by);
        free(seen_in);
        return sum;
    }
    for (int p = 0; p < inst->n_parties; p++)
        if (room_of_party[p] >= 0)
            sum += sv_check_party_value(inst, p, room_of_party[p], objective, band);
    return sum;
}
