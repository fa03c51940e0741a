/* Values of the levels (ALLOCATION.md section 4), as the search counts them. */
#include "run.h"

#include <string.h>

int64_t sv_party_value(const struct sv_run *run, int j, int p)
{
    const struct solver_party *party = &run->inst->parties[p];
    switch (run->levels[j].objective) {
    case SOLVER_KEEP_HOUSED:
        return run->rules.own_room[p] >= 0 ? party->n_members : 0;
    case SOLVER_HOUSED_BY_BAND:
        return party->band == run->levels[j].band ? party->n_members : 0;
    case SOLVER_POINTS:
        return (int64_t)party->n_members * party->points;
    case SOLVER_ORDER:
        return run->inst->n_parties + run->n_elsewhere + 1 - party->order;
    case SOLVER_MOVES:
    case SOLVER_PREFERENCES:
    case SOLVER_ROOMS:
    case SOLVER_AGENCIES:
    case SOLVER_N_OBJECTIVES:
        break;
    }
    return 0;
}

int64_t sv_place_value(const struct sv_run *run, int j, int p, int r)
{
    switch (run->levels[j].objective) {
    case SOLVER_MOVES:
        return run->rules.own_room[p] >= 0 && run->rules.own_room[p] != r
                   ? run->inst->parties[p].n_members
                   : 0;
    case SOLVER_PREFERENCES:
        return sv_preference(&run->rules, p, r);
    case SOLVER_KEEP_HOUSED:
    case SOLVER_HOUSED_BY_BAND:
    case SOLVER_POINTS:
    case SOLVER_ORDER:
    case SOLVER_ROOMS:
    case SOLVER_AGENCIES:
    case SOLVER_N_OBJECTIVES:
        break;
    }
    return 0;
}

int64_t sv_housed_value(const struct sv_run *run, int j, int p)
{
    if (run->levels[j].objective == SOLVER_MOVES && run->rules.own_room[p] >= 0)
        return run->inst->parties[p].n_members;
    return sv_party_value(run, j, p);
}

int64_t sv_room_value(const struct sv_run *run, int j, int p, int r, bool is_home)
{
    if (run->levels[j].objective == SOLVER_MOVES)
        return is_home ? -run->inst->parties[p].n_members : 0;
    return sv_place_value(run, j, p, r);
}

/* Distinct rooms among `room_of`. */
static int64_t count_rooms(const struct sv_run *run, const int *room_of)
{
    int64_t n = 0;
    memset(run->room_seen, 0, (size_t)run->inst->n_rooms * sizeof *run->room_seen);
    for (int p = 0; p < run->inst->n_parties; p++) {
        int r = room_of[p];
        if (r >= 0 && !run->room_seen[r]) {
            run->room_seen[r] = true;
            n++;
        }
    }
    return n;
}

/* Σ over rooms used of (distinct agencies in it - 1): a party counts that is not the first in its
 * room and has no colleague before it there. */
static int64_t count_agencies(const struct sv_run *run, const int *room_of)
{
    const struct solver_party *parties = run->inst->parties;
    int64_t n = 0;
    for (int r = 0; r < run->inst->n_rooms; r++)
        run->first_in_room[r] = -1;
    for (int p = 0; p < run->inst->n_parties; p++) {
        if (room_of[p] < 0)
            continue;
        int first = run->first_in_room[room_of[p]], q = first;
        while (q >= 0 && parties[q].agency_ix != parties[p].agency_ix)
            q = run->next_in_room[q];
        n += first >= 0 && q < 0;
        run->next_in_room[p] = first;
        run->first_in_room[room_of[p]] = p;
    }
    return n;
}

int64_t sv_trivial_bound(const struct sv_run *run, int j)
{
    int64_t sum = 0;
    for (int p = 0; p < run->inst->n_parties; p++)
        sum += sv_party_value(run, j, p);
    return sum;
}

int64_t sv_level_value(const struct sv_run *run, int j, const int *room_of)
{
    const struct solver_instance *inst = run->inst;
    if (run->levels[j].objective == SOLVER_ROOMS)
        return count_rooms(run, room_of);
    if (run->levels[j].objective == SOLVER_AGENCIES)
        return count_agencies(run, room_of);
    if (run->levels[j].objective == SV_OPENED)
        return sv_opened_value(run, run->levels[j].band, room_of);
    int64_t sum = 0;
    for (int p = 0; p < inst->n_parties; p++)
        if (room_of[p] >= 0)
            sum += sv_party_value(run, j, p) + sv_place_value(run, j, p, room_of[p]);
    return sum;
}

bool sv_is_better(const struct sv_run *run, const int *a, const int *b, int last)
{
    for (int j = 0; j <= last; j++) {
        int64_t va = sv_level_value(run, j, a), vb = sv_level_value(run, j, b);
        if (j < last && run->levels[j].objective == SOLVER_MOVES) {
            va = va < run->max_moves ? run->max_moves : va;
            vb = vb < run->max_moves ? run->max_moves : vb;
        }
        if (va != vb)
            return (va > vb) == solver_objective_is_max(run->levels[j].objective);
    }
    return false;
}
