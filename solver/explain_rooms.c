/* Closed rooms that the search for changes puts into use, one ask each (explain_ask.h). */
#include <stdlib.h>
#include <string.h>

#include "explain_ask.h"

struct sv_room_asked {
    int room_ix;
    struct sv_ask *ask;
    struct sv_room_asked *next;
};

static bool same_list(const int *a, int n_a, const int *b, int n_b)
{
    return n_a == n_b && (!n_a || !memcmp(a, b, (size_t)n_a * sizeof *a));
}

static bool same_looks(const struct solver_room *a, const struct solver_room *b)
{
    return a->site_ix == b->site_ix && a->beds == b->beds && a->area_c == b->area_c &&
           a->sex == b->sex && same_list(a->pool_ixs, a->n_pools, b->pool_ixs, b->n_pools) &&
           same_list(a->feature_ixs, a->n_features, b->feature_ixs, b->n_features);
}

bool sv_rooms_init(struct sv_rooms *k, const struct sv_ask_base *base)
{
    const struct solver_instance *inst = base->inst;
    *k = (struct sv_rooms){.base = base};
    bool *is_named = calloc((size_t)inst->n_rooms + 1, sizeof *is_named);
    k->is_twin = calloc((size_t)inst->n_rooms + 1, sizeof *k->is_twin);
    if (!is_named || !k->is_twin) {
        free(is_named);
        return false;
    }
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        for (int b = 0; b < party->n_banned; b++)
            is_named[party->banned_room_ixs[b]] = true;
        if (party->current_room_ix >= 0)
            is_named[party->current_room_ix] = true;
    }
    for (int r = 0; r < inst->n_rooms; r++)
        for (int q = 0; q < r && !k->is_twin[r] && !inst->rooms[r].is_usable && !is_named[r]; q++)
            k->is_twin[r] = !inst->rooms[q].is_usable && !is_named[q] && !k->is_twin[q] &&
                            same_looks(&inst->rooms[q], &inst->rooms[r]);
    free(is_named);
    return true;
}

void sv_rooms_release(struct sv_rooms *k)
{
    for (struct sv_room_asked *a = k->asks, *next; a; a = next) {
        next = a->next;
        sv_ask_free(a->ask);
        free(a);
    }
    free(k->is_twin);
    *k = (struct sv_rooms){0};
}

struct sv_ask *sv_rooms_ask(struct sv_rooms *k, int room_ix)
{
    for (struct sv_room_asked *a = k->asks; a; a = a->next)
        if (a->room_ix == room_ix)
            return a->ask;
    struct sv_question q = {.out_ix = -1, .room_ix = room_ix};
    struct sv_room_asked *a = calloc(1, sizeof *a);
    if (a)
        a->ask = sv_ask_new(k->base, &q);
    if (!a || !a->ask) {
        free(a);
        return NULL;
    }
    a->room_ix = room_ix;
    a->next = k->asks;
    k->asks = a;
    return a->ask;
}
