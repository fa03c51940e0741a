/* Why a party has no room: each room is counted under the first rule that shuts it. */
#include <stdlib.h>

#include "run.h"

static bool has_needs(const struct solver_party *party, const struct solver_room *room)
{
    for (int k = 0; k < party->n_needs; k++)
        if (!sv_has(room->feature_ixs, room->n_features, party->need_ixs[k]))
            return false;
    return true;
}

/* The first rule that shuts room r; SOLVER_N_REASONS = none but the sex of the room. */
static enum solver_reason_code shut_by(const struct sv_run *run, int p, int r)
{
    const struct solver_party *party = &run->inst->parties[p];
    const struct solver_room *room = &run->inst->rooms[r];
    int mode = sv_mode(&run->rules, p, r);
    if (!room->is_usable)
        return SOLVER_ROOMS_CLOSED;
    if (sv_fits(&run->rules, p, r))
        return SOLVER_NO_BED_FOR_MODE;
    if (sv_site_penalty(&run->rules, p, room->site_ix) < 0)
        return SOLVER_SITE_NOT_ACCEPTED;
    if (room->n_pools && !sv_has(room->pool_ixs, room->n_pools, party->pool_ix))
        return SOLVER_POOL_NOT_ADMITTED;
    if (!has_needs(party, room))
        return SOLVER_NEEDS_UNMET;
    if (sv_has(party->banned_room_ixs, party->n_banned, r))
        return SOLVER_BANNED;
    if (mode >= 0 && party->n_members > sv_cap(&run->rules, mode, run->rules.beds[r]))
        return SOLVER_TOO_LARGE;
    if (run->rules.room_mode[r] >= 0) /* fixed parties have it: beds with parties before it */
        return SOLVER_NO_BED_FOR_MODE;
    return SOLVER_N_REASONS;
}

/* Rooms by site, so that a site which is not accepted is counted and not looked at. */
struct by_site {
    int *start;    /* [n_sites + 1] */
    int *rooms;    /* [n_rooms] */
    int *n_closed; /* [n_sites] rooms not usable */
};

/* False: out of memory. */
static bool list_rooms(struct by_site *by, const struct solver_instance *inst)
{
    by->start = calloc((size_t)inst->n_sites + 2, sizeof *by->start);
    by->rooms = calloc((size_t)inst->n_rooms + 1, sizeof *by->rooms);
    by->n_closed = calloc((size_t)inst->n_sites + 1, sizeof *by->n_closed);
    if (!by->start || !by->rooms || !by->n_closed)
        return false;
    for (int r = 0; r < inst->n_rooms; r++) {
        by->start[inst->rooms[r].site_ix + 2]++;
        by->n_closed[inst->rooms[r].site_ix] += !inst->rooms[r].is_usable;
    }
    for (int s = 0; s < inst->n_sites; s++)
        by->start[s + 2] += by->start[s + 1];
    for (int r = 0; r < inst->n_rooms; r++)
        by->rooms[by->start[inst->rooms[r].site_ix + 1]++] = r;
    return true;
}

/* Rooms by the rule that shuts them; `by` NULL: no memory, each is looked at. */
static void count_rooms(const struct sv_run *run, const struct by_site *by, int p, int *count)
{
    const struct solver_instance *inst = run->inst;
    int own = run->rules.own_room[p], own_site = own < 0 ? -1 : inst->rooms[own].site_ix;
    for (int r = 0; !by && r < inst->n_rooms; r++)
        count[shut_by(run, p, r)]++;
    for (int s = 0; by && s < inst->n_sites; s++) {
        if (s != own_site && sv_site_penalty(&run->rules, p, s) < 0) {
            count[SOLVER_ROOMS_CLOSED] += by->n_closed[s];
            count[SOLVER_SITE_NOT_ACCEPTED] += by->start[s + 1] - by->start[s] - by->n_closed[s];
            continue;
        }
        for (int i = by->start[s]; i < by->start[s + 1]; i++)
            count[shut_by(run, p, by->rooms[i])]++;
    }
}

static void reasons_of(const struct sv_run *run, const struct by_site *by, int p,
                       struct solver_unplaced *out)
{
    int count[SOLVER_N_REASONS + 1] = {0};
    count_rooms(run, by, p, count);
    if (!count[SOLVER_NO_BED_FOR_MODE])
        count[SOLVER_NO_FITTING_ROOM] = run->inst->n_rooms;
    out->n_reasons = 0;
    for (int c = 0; c < SOLVER_N_REASONS; c++)
        if (count[c] || (c == SOLVER_NO_FITTING_ROOM && !run->inst->n_rooms))
            out->reasons[out->n_reasons++] =
                (struct solver_reason){(enum solver_reason_code)c, count[c]};
}

void sv_reasons(const struct sv_run *run, struct solver_plan *plan)
{
    const struct sv_kinds *k = &run->kinds;
    struct by_site by = {0};
    bool has_list = list_rooms(&by, run->inst);
    /* newcomers of one profile have the same reasons (a home waives rule (4) for its own party);
     * without memory each is looked at */
    int *first = k->n_profiles ? calloc((size_t)k->n_profiles + 1, sizeof *first) : NULL;
    for (int p = 0; p < plan->n_parties; p++) {
        bool is_newcomer = run->rules.own_room[p] < 0;
        int *like = first && is_newcomer ? &first[k->profile_of[p]] : NULL; /* party + 1 */
        if (plan->room_of_party[p] >= 0)
            continue;
        if (like && *like)
            plan->unplaced[p] = plan->unplaced[*like - 1];
        else
            reasons_of(run, has_list ? &by : NULL, p, &plan->unplaced[p]);
        if (like)
            *like = p + 1;
    }
    free(by.start);
    free(by.rooms);
    free(by.n_closed);
    free(first);
}
