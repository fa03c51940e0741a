/* From columns to named rooms. The counts say how many; who of a type goes where is free as far as
 * the levels so far can see, and taken in instance order. */
#include <math.h>
#include <string.h>

#include "model.h"

/* A column as a count; -1 when it is none. */
static int count_of(const double *x, int col)
{
    double v = round(x[col]);
    return fabs(x[col] - v) < 1e-5 && v >= 0 ? (int)v : -1; /* 100 times the simplex's */
}

/* The parties of a type that are housed: those IN, then of each group the first u. -1 = no count */
static int housed_of_type(const struct sv_type *t, const double *x, int *out)
{
    int n = 0;
    for (int i = 0; i < t->n_in; i++)
        out[n++] = t->in[i];
    for (int g = 0; g < t->n_groups; g++) {
        int k = count_of(x, t->groups[g].col);
        if (k < 0 || k > t->groups[g].n)
            return -1;
        for (int i = 0; i < k; i++)
            out[n++] = t->groups[g].parties[i];
    }
    return n;
}

/* Parties of each slot, by size: lists linked through next [n_parties]. */
struct queues {
    int *head; /* [n_slots * 17] -1 = empty */
    int *tail;
    int *next;
};

static int pop(struct queues *q, int s, int size)
{
    int p = q->head[s * 17 + size];
    if (p >= 0)
        q->head[s * 17 + size] = q->next[p];
    return p;
}

static bool fill_queues(const struct sv_model *mo, const struct sv_run *run, const double *x,
                        struct queues *q, struct sv_arena *mem)
{
    int *housed = SV_NEW(mem, int, run->inst->n_parties);
    for (int t = 0; t < mo->n_types; t++) {
        const struct sv_type *ty = &mo->types[t];
        int n = housed_of_type(ty, x, housed), at = 0;
        for (int i = 0; i < ty->n_x; i++) {
            int k = count_of(x, ty->x_col[i]);
            if (k < 0 || at + k > n)
                return false;
            int slot = ty->x_slot[i] * 17 + ty->size;
            for (; k > 0; k--, at++) {
                int p = housed[at];
                q->next[p] = -1;
                if (q->head[slot] < 0)
                    q->head[slot] = p;
                else
                    q->next[q->tail[slot]] = p;
                q->tail[slot] = p;
            }
        }
        if (at != n)
            return false;
    }
    return true;
}

/* Fills one room of slot s: `pattern` NULL takes what fits, largest first. */
static void fill_room(const struct sv_run *run, const struct sv_slot *slot, struct queues *q, int s,
                      int r, const int *pattern, int *room_of)
{
    int left = slot->mode == run->rules.private_mode ? 1 : slot->cap;
    for (int k = slot->n_sizes - 1; k >= 0; k--) {
        int size = slot->sizes[k], most = 64;
        int cost = slot->mode == run->rules.private_mode ? 1 : size;
        if (pattern && size > 1)
            most = pattern[k];
        for (; most > 0 && left >= cost; most--) {
            int p = pop(q, s, size);
            if (p < 0)
                break;
            room_of[p] = r;
            left -= cost;
        }
    }
}

static bool fill_slot(const struct sv_model *mo, const struct sv_run *run, const double *x, int s,
                      struct queues *q, int *next_room, int *room_of)
{
    const struct sv_slot *slot = &mo->slots[s];
    const struct sv_class *cl = &mo->classes[slot->class_ix];
    int n = slot->is_open ? 1 : count_of(x, slot->y_col);
    if (n < 0)
        return false;
    for (int k = 0; k < slot->n_patterns; k++) {
        int n_k = count_of(x, slot->z_col[k]);
        if (n_k < 0 || n_k > n)
            return false;
        n -= n_k;
        for (; n_k > 0; n_k--) {
            if (*next_room == cl->n)
                return false;
            fill_room(run, slot, q, s, cl->rooms[(*next_room)++],
                      slot->patterns + k * slot->n_sizes, room_of);
        }
    }
    for (; !slot->n_patterns && n > 0; n--) {
        if (*next_room == cl->n)
            return false;
        fill_room(run, slot, q, s, cl->rooms[(*next_room)++], NULL, room_of);
    }
    for (int size = 1; size <= 16; size++)
        if (q->head[s * 17 + size] >= 0)
            return false;
    return true;
}

bool sv_realize(const struct sv_model *mo, const struct sv_run *run, const double *x, int *room_of)
{
    struct sv_arena *mem = run->scratch;
    int n_queues = mo->n_slots * 17;
    struct queues q = {SV_NEW(mem, int, n_queues), SV_NEW(mem, int, n_queues),
                       SV_NEW(mem, int, run->inst->n_parties)};
    int *next_room = SV_NEW(mem, int, mo->n_classes);
    for (int i = 0; i < n_queues; i++)
        q.head[i] = -1;
    memcpy(room_of, run->rules.fixed_room, (size_t)run->inst->n_parties * sizeof *room_of);
    bool is_whole = fill_queues(mo, run, x, &q, mem);
    for (int s = 0; s < mo->n_slots && is_whole; s++)
        is_whole = fill_slot(mo, run, x, s, &q, &next_room[mo->slots[s].class_ix], room_of);
    sv_arena_release(mem);
    return is_whole;
}
