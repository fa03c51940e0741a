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

/* Of the n parties in `housed` takes out the first k that live at h, who stay there. */
static bool keep_at_home(const struct sv_home *h, int k, int *housed, int *n, int *room_of)
{
    int n_left = 0;
    for (int i = 0; i < *n; i++) {
        if (k > 0 && sv_has(h->parties, h->n, housed[i])) {
            room_of[housed[i]] = h->room;
            k--;
        } else
            housed[n_left++] = housed[i];
    }
    *n = n_left;
    return k == 0;
}

static bool fill_queues(const struct sv_model *mo, const struct sv_run *run, const double *x,
                        struct queues *q, int *room_of, struct sv_arena *mem)
{
    int *housed = SV_NEW(mem, int, run->inst->n_parties);
    for (int t = 0; t < mo->n_types; t++) {
        const struct sv_type *ty = &mo->types[t];
        int n = housed_of_type(ty, x, housed), at = 0;
        for (int i = 0; i < ty->n_x; i++)
            if (ty->x_home[i] >= 0 && !keep_at_home(&ty->homes[ty->x_home[i]],
                                                    count_of(x, ty->x_col[i]), housed, &n, room_of))
                return false;
        for (int i = 0; i < ty->n_x; i++) {
            int k = ty->x_home[i] >= 0 ? 0 : count_of(x, ty->x_col[i]);
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

/* The rooms of one plan in the making. */
struct rooms {
    int *next;          /* [n_classes] first room of the class not yet looked at */
    bool *is_taken;     /* [n_rooms] stayed in: filled apart from the others */
    int (*stayers)[17]; /* [n_rooms] parties by size who stay */
    int *room_of;
};

/* Fills room r of slot s beside those who stay: `pattern` NULL takes what fits, largest first. */
static bool fill_room(const struct sv_run *run, const struct sv_slot *slot, struct queues *q, int s,
                      int r, const int *pattern, struct rooms *rooms)
{
    bool is_private = slot->mode == run->rules.private_mode;
    int left = is_private ? 1 : slot->cap;
    for (int k = 0; k < slot->n_sizes; k++)
        left -= rooms->stayers[r][slot->sizes[k]] * (is_private ? 1 : slot->sizes[k]);
    for (int k = slot->n_sizes - 1; k >= 0; k--) {
        int size = slot->sizes[k], most = 64, cost = is_private ? 1 : size;
        if (pattern && size > 1)
            most = pattern[k] - rooms->stayers[r][size];
        for (; most > 0 && left >= cost; most--) {
            int p = pop(q, s, size);
            if (p < 0)
                break;
            rooms->room_of[p] = r;
            left -= cost;
        }
    }
    return left >= 0;
}

/* The next room of the class that nobody stays in; -1 = none left. */
static int next_room(const struct sv_model *mo, int class_ix, struct rooms *rooms)
{
    const struct sv_class *cl = &mo->classes[class_ix];
    int *at = &rooms->next[class_ix];
    while (*at < cl->n && rooms->is_taken[cl->rooms[*at]])
        ++*at;
    return *at < cl->n ? cl->rooms[(*at)++] : -1;
}

/* Fills n rooms of the slot with one pattern: first those stayed in, then others. */
static bool fill_rooms(const struct sv_model *mo, const struct sv_run *run, const double *x, int s,
                       int k, int n, struct queues *q, struct rooms *rooms)
{
    const struct sv_slot *slot = &mo->slots[s];
    const int *pattern = slot->n_patterns ? slot->patterns + k * slot->n_sizes : NULL;
    for (int i = 0; i < slot->n_stays; i++) {
        const struct sv_stay *st = &slot->stays[i];
        if (st->k_col[k] < 0 || count_of(x, st->k_col[k]) == 0)
            continue;
        if (!fill_room(run, slot, q, s, st->room, pattern, rooms))
            return false;
        n--;
    }
    for (; n > 0; n--) {
        int r = next_room(mo, slot->class_ix, rooms);
        if (r < 0 || !fill_room(run, slot, q, s, r, pattern, rooms))
            return false;
    }
    return n == 0;
}

static bool fill_slot(const struct sv_model *mo, const struct sv_run *run, const double *x, int s,
                      struct queues *q, struct rooms *rooms)
{
    const struct sv_slot *slot = &mo->slots[s];
    int n = slot->is_open ? 1 : count_of(x, slot->y_col);
    if (n < 0)
        return false;
    for (int k = 0; k < slot->n_patterns; k++) {
        int n_k = count_of(x, slot->z_col[k]);
        if (n_k < 0 || n_k > n || !fill_rooms(mo, run, x, s, k, n_k, q, rooms))
            return false;
        n -= n_k;
    }
    if (!slot->n_patterns && !fill_rooms(mo, run, x, s, 0, n, q, rooms))
        return false;
    for (int size = 1; size <= 16; size++)
        if (q->head[s * 17 + size] >= 0)
            return false;
    return true;
}

static void rooms_init(struct rooms *rooms, const struct sv_model *mo, const struct sv_run *run,
                       const double *x, struct sv_arena *mem)
{
    const struct solver_instance *inst = run->inst;
    rooms->next = SV_NEW(mem, int, mo->n_classes);
    rooms->is_taken = SV_NEW(mem, bool, inst->n_rooms);
    rooms->stayers = sv_alloc(mem, (size_t)inst->n_rooms, sizeof *rooms->stayers);
    for (int p = 0; p < inst->n_parties; p++)
        if (rooms->room_of[p] >= 0 && run->rules.fixed_room[p] < 0)
            rooms->stayers[rooms->room_of[p]][inst->parties[p].n_members]++;
    for (int i = 0; i < mo->n_stays; i++) {
        const struct sv_stay *st = &mo->stays[i];
        const struct sv_slot *slot = &mo->slots[st->slot];
        for (int k = 0; k < (slot->n_patterns ? slot->n_patterns : 1); k++)
            if (st->k_col[k] >= 0 && count_of(x, st->k_col[k]) != 0)
                rooms->is_taken[st->room] = true;
    }
}

bool sv_realize(const struct sv_model *mo, const struct sv_run *run, const double *x, int *room_of)
{
    struct sv_arena *mem = run->scratch;
    int n_queues = mo->n_slots * 17;
    struct queues q = {SV_NEW(mem, int, n_queues), SV_NEW(mem, int, n_queues),
                       SV_NEW(mem, int, run->inst->n_parties)};
    struct rooms rooms = {.room_of = room_of};
    for (int i = 0; i < n_queues; i++)
        q.head[i] = -1;
    memcpy(room_of, run->rules.fixed_room, (size_t)run->inst->n_parties * sizeof *room_of);
    bool is_whole = fill_queues(mo, run, x, &q, room_of, mem);
    rooms_init(&rooms, mo, run, x, mem);
    for (int s = 0; s < mo->n_slots && is_whole; s++)
        is_whole = fill_slot(mo, run, x, s, &q, &rooms);
    sv_arena_release(mem);
    return is_whole;
}
