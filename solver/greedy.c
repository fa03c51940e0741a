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

/* Rooms by kind, ascending. Those before `opened` are in use, and those before `alive` full. */
struct shelves {
    int *start; /* [n_kinds + 1] */
    int *rooms; /* [n_rooms] */
    int *opened, *alive;
    int *mode; /* [n_rooms] -1 = empty */
    int *left; /* [n_rooms] people who may still enter */
};

struct choice {
    int room, score; /* room -1 = none */
};

static void weigh(struct choice *best, int room, int score)
{
    if (best->room < 0 || score < best->score || (score == best->score && room < best->room))
        *best = (struct choice){room, score};
}

/* Of one kind: an open room of the mode with the least left over, else an empty one. */
static void look_at_kind(const struct sv_run *run, struct shelves *sh, int c, int p,
                         struct choice *best)
{
    int n = run->inst->parties[p].n_members, end = sh->start[c + 1];
    int m = sv_mode(&run->rules, p, run->kinds.kind_room[c]);
    while (sh->opened[c] < end && sh->mode[sh->rooms[sh->opened[c]]] >= 0)
        sh->opened[c]++;
    while (sh->alive[c] < sh->opened[c] && !sh->left[sh->rooms[sh->alive[c]]])
        sh->alive[c]++;
    for (int i = sh->alive[c]; i < sh->opened[c]; i++) {
        int r = sh->rooms[i];
        if (sh->mode[r] == m && m != run->rules.private_mode && sh->left[r] >= n)
            weigh(best, r, sh->left[r] - n);
    }
    if (sh->opened[c] < end) {
        int r = sh->rooms[sh->opened[c]];
        weigh(best, r, sv_cap(&run->rules, m, run->rules.beds[r]) - n + 100);
    }
}

static bool may_stay(const struct sv_run *run, const struct shelves *sh, int p)
{
    int home = run->rules.own_room[p];
    if (home < 0 || !run->kinds.may_stay[p] || sv_may_open(run->repairs, home))
        return false;
    int m = sv_mode(&run->rules, p, home);
    return sh->mode[home] < 0 || (sh->mode[home] == m && m != run->rules.private_mode &&
                                  sh->left[home] >= run->inst->parties[p].n_members);
}

/* Home, where it may stay; else the room that it wastes least of; -1 = none. */
static int best_room(const struct sv_run *run, struct shelves *sh, int p)
{
    const struct sv_kinds *k = &run->kinds;
    const bool *fits = k->fits + (size_t)k->profile_of[p] * (size_t)k->n_kinds;
    struct choice best = {-1, 0};
    if (may_stay(run, sh, p))
        return run->rules.own_room[p];
    for (int c = 0; c < k->n_kinds; c++)
        if (fits[c] && !sv_may_open(run->repairs, k->kind_room[c]))
            look_at_kind(run, sh, c, p, &best);
    return best.room;
}

static void shelves_init(struct shelves *sh, const struct sv_run *run)
{
    const struct sv_kinds *k = &run->kinds;
    struct sv_arena *mem = run->level_mem;
    size_t n_rooms = (size_t)run->inst->n_rooms;
    *sh = (struct shelves){.start = SV_NEW(mem, int, k->n_kinds + 2),
                           .rooms = SV_NEW(mem, int, n_rooms),
                           .opened = SV_NEW(mem, int, k->n_kinds),
                           .alive = SV_NEW(mem, int, k->n_kinds),
                           .mode = SV_NEW(mem, int, n_rooms),
                           .left = SV_NEW(mem, int, n_rooms)};
    memcpy(sh->mode, run->rules.room_mode, n_rooms * sizeof *sh->mode);
    memcpy(sh->left, run->rules.room_left, n_rooms * sizeof *sh->left);
    for (size_t r = 0; r < n_rooms; r++)
        sh->start[k->kind_of[r] + 2]++;
    for (int c = 0; c < k->n_kinds; c++) {
        sh->start[c + 2] += sh->start[c + 1];
        sh->opened[c] = sh->alive[c] = sh->start[c + 1];
    }
    for (size_t r = 0; r < n_rooms; r++)
        sh->rooms[sh->start[k->kind_of[r] + 1]++] = (int)r;
}

void sv_greedy(const struct sv_run *run, int *room_of)
{
    const struct solver_instance *inst = run->inst;
    struct entry *list = SV_NEW(run->level_mem, struct entry, inst->n_parties);
    struct shelves sh;
    int n = 0;
    bool keep_first = run->levels[0].objective == SOLVER_KEEP_HOUSED;
    memcpy(room_of, run->rules.fixed_room, (size_t)inst->n_parties * sizeof *room_of);
    shelves_init(&sh, run);
    for (int p = 0; p < inst->n_parties; p++)
        if (run->state[p] == SV_FREE)
            list[n++] = (struct entry){p, !(keep_first && run->rules.own_room[p] >= 0),
                                       inst->parties[p].band, inst->parties[p].points,
                                       inst->parties[p].order};
    qsort(list, (size_t)n, sizeof *list, by_urgency);
    for (int i = 0; i < n; i++) {
        int p = list[i].party, r = best_room(run, &sh, p);
        if (r < 0)
            continue;
        if (sh.mode[r] < 0) {
            sh.mode[r] = sv_mode(&run->rules, p, r);
            sh.left[r] = sv_cap(&run->rules, sh.mode[r], run->rules.beds[r]);
        }
        room_of[p] = r;
        sh.left[r] -= inst->parties[p].n_members;
        if (sh.mode[r] == run->rules.private_mode)
            sh.left[r] = 0;
    }
}
