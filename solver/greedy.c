/* A first plan, so that there always is one: parties by urgency, each into the room that it wastes
 * least of. */
#include <stdlib.h>
#include <string.h>

#include "run.h"

struct entry {
    int party;
    bool is_newcomer;
    int band, points, order;
};

static int by_urgency(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->is_newcomer != y->is_newcomer)
        return x->is_newcomer ? 1 : -1;
    if (x->band != y->band)
        return x->band < y->band ? -1 : 1;
    if (x->points != y->points)
        return x->points > y->points ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Of the rooms that fit: an open one of the mode with the least left over, else the smallest empty
 * one; -1 = none. `left` people may still enter; mode -1 = empty. */
static int best_room(const struct sv_run *run, int p, const int *mode, const int *left)
{
    const struct sv_kinds *k = &run->kinds;
    const bool *fits = k->fits + (size_t)k->profile_of[p] * (size_t)k->n_kinds;
    int best = -1, best_score = 0, n = run->inst->parties[p].n_members;
    for (int r = 0; r < run->inst->n_rooms; r++) {
        if (run->rules.own_room[p] == r ? !k->may_stay[p] : !fits[k->kind_of[r]])
            continue;
        int m = sv_mode(&run->rules, p, r);
        int room = mode[r] < 0 ? sv_cap(&run->rules, m, run->rules.beds[r]) : left[r];
        if (mode[r] >= 0 && (mode[r] != m || m == run->rules.private_mode || room < n))
            continue;
        int score = room - n + (mode[r] < 0 ? 100 : 0) + (run->rules.own_room[p] == r ? -1000 : 0);
        if (best < 0 || score < best_score) {
            best = r;
            best_score = score;
        }
    }
    return best;
}

void sv_greedy(const struct sv_run *run, int *room_of)
{
    const struct solver_instance *inst = run->inst;
    struct entry *list = SV_NEW(run->level_mem, struct entry, inst->n_parties);
    int *mode = SV_NEW(run->level_mem, int, inst->n_rooms);
    int *left = SV_NEW(run->level_mem, int, inst->n_rooms), n = 0;
    bool keep_first = run->levels[0].objective == SOLVER_KEEP_HOUSED;
    memcpy(room_of, run->rules.fixed_room, (size_t)inst->n_parties * sizeof *room_of);
    memcpy(mode, run->rules.room_mode, (size_t)inst->n_rooms * sizeof *mode);
    memcpy(left, run->rules.room_left, (size_t)inst->n_rooms * sizeof *left);
    for (int p = 0; p < inst->n_parties; p++)
        if (run->state[p] == SV_FREE)
            list[n++] = (struct entry){p, !(keep_first && run->rules.own_room[p] >= 0),
                                       inst->parties[p].band, inst->parties[p].points,
                                       inst->parties[p].order};
    qsort(list, (size_t)n, sizeof *list, by_urgency);
    for (int i = 0; i < n; i++) {
        int p = list[i].party, r = best_room(run, p, mode, left);
        if (r < 0)
            continue;
        if (mode[r] < 0) {
            mode[r] = sv_mode(&run->rules, p, r);
            left[r] = sv_cap(&run->rules, mode[r], run->rules.beds[r]);
        }
        room_of[p] = r;
        left[r] -= inst->parties[p].n_members;
    }
}
