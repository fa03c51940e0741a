/* Slots (class, mode): how parties of several sizes fill the rooms, exactly.
 *
 * Where all parties of a slot are of one size, a room holds ⌊W / size⌋ of them. Where sizes mix, a
 * pattern says how many parties of each size two and more a room holds; parties of one take what is
 * left. All patterns are columns, so that (6) describes whole rooms and not people per room. */
#include "model.h"

/* With more patterns than this a slot keeps only the people count, a
 * relaxation. W = 12 with all sizes has 77, W = 16 has 231: rooms beyond that are halls. */
enum { MAX_PATTERNS = 512 };

bool sv_type_fits(const struct sv_run *run, const struct sv_type *t, const struct sv_class *c)
{
    const struct sv_kinds *k = &run->kinds;
    return k->fits[(size_t)t->profile * (size_t)k->n_kinds + (size_t)c->kind];
}

struct enumeration {
    const struct sv_slot *slot;
    const int *most; /* [n_sizes] parties there are of each size */
    int *out;        /* [MAX_PATTERNS * n_sizes] */
    int n;
    int now[64]; /* sizes are 1..16 */
};

static void enumerate(struct enumeration *en, int at, int left)
{
    const struct sv_slot *s = en->slot;
    if (en->n > MAX_PATTERNS)
        return;
    if (at < 0 || s->sizes[at] == 1) {
        if (at == 0)
            en->now[0] = left;
        if (en->n < MAX_PATTERNS)
            for (int k = 0; k < s->n_sizes; k++)
                en->out[en->n * s->n_sizes + k] = en->now[k];
        en->n++;
        return;
    }
    int most = sv_min(en->most[at], left / s->sizes[at]);
    for (int k = most; k >= 0; k--) {
        en->now[at] = k;
        enumerate(en, at - 1, left - k * s->sizes[at]);
    }
}

/* Parties of the type whose home is in the class. */
static int n_at_home(const struct sv_model *mo, const struct sv_type *t, int class_ix)
{
    int n = 0;
    for (int h = 0; h < t->n_homes; h++)
        if (mo->class_of[t->homes[h].room] == class_ix)
            n += t->homes[h].n;
    return n;
}

/* Sizes and counts of the parties that fit slot s. */
static void slot_sizes(struct sv_slot *s, const struct sv_model *mo, const struct sv_run *run,
                       int *count_by_size)
{
    for (int n = 0; n <= 16; n++)
        count_by_size[n] = 0;
    const struct sv_class *cl = &mo->classes[s->class_ix];
    for (int t = 0; t < mo->n_types; t++) {
        const struct sv_type *ty = &mo->types[t];
        if (sv_mode(&run->rules, ty->party, cl->room) != s->mode)
            continue;
        if (sv_type_fits(run, ty, cl))
            count_by_size[ty->size] += ty->n;
        else
            count_by_size[ty->size] += n_at_home(mo, ty, s->class_ix);
    }
    s->sizes = SV_NEW(mo->milp.mem, int, 16);
    for (int n = 1; n <= 16; n++)
        if (count_by_size[n])
            s->sizes[s->n_sizes++] = n;
}

static void slot_patterns(struct sv_model *mo, struct sv_slot *s, const int *count_by_size)
{
    int most[16] = {0};
    struct enumeration en = {
        .slot = s, .most = most, .out = SV_NEW(mo->milp.mem, int, MAX_PATTERNS * s->n_sizes)};
    for (int k = 0; k < s->n_sizes; k++)
        most[k] = count_by_size[s->sizes[k]];
    enumerate(&en, s->n_sizes - 1, s->cap);
    if (en.n > MAX_PATTERNS)
        return;
    s->n_patterns = en.n;
    s->patterns = en.out;
    s->z_col = SV_NEW(mo->milp.mem, int, en.n);
}

/* People in a room; those who are bound to it may be more than its beds. */
static int cap_of(const struct sv_rules *ru, int mode, int r)
{
    int people = 0, cap = sv_cap(ru, mode, ru->beds[r]);
    for (int p = 0; p < ru->inst->n_parties && ru->n_bound[r]; p++)
        if (ru->own_room[p] == r && sv_is_bound(ru, p))
            people += ru->inst->parties[p].n_members;
    return people > cap ? people : cap;
}

static void find_slot(struct sv_model *mo, const struct sv_rules *ru, const struct sv_type *t,
                      int c)
{
    int r = mo->classes[c].room, mode = sv_mode(ru, t->party, r);
    int *s = &mo->slot_of[c * ru->n_modes + mode];
    if (*s >= 0)
        return;
    *s = mo->n_slots;
    bool is_open = ru->room_mode[r] >= 0 && !ru->n_bound[r];
    mo->slots[mo->n_slots++] = (struct sv_slot){
        .class_ix = c,
        .mode = mode,
        .cap = is_open ? ru->room_left[r] : cap_of(ru, mode, r),
        .is_open = is_open,
        .y_col = -1,
    };
}

/* Finds the slots: one for each class and mode that some type gives it. */
static void find_slots(struct sv_model *mo, const struct sv_run *run)
{
    const struct sv_rules *ru = &run->rules;
    int n = mo->n_classes * ru->n_modes;
    mo->slot_of = SV_NEW(mo->milp.mem, int, n);
    for (int i = 0; i < n; i++)
        mo->slot_of[i] = -1;
    mo->slots = SV_NEW(mo->milp.mem, struct sv_slot, n);
    for (int t = 0; t < mo->n_types; t++) {
        const struct sv_type *ty = &mo->types[t];
        for (int c = 0; c < mo->n_classes; c++)
            if (sv_type_fits(run, ty, &mo->classes[c]))
                find_slot(mo, ru, ty, c);
        for (int h = 0; h < ty->n_homes; h++)
            find_slot(mo, ru, ty, mo->class_of[ty->homes[h].room]);
    }
}

void sv_slots_init(struct sv_model *mo, const struct sv_run *run)
{
    find_slots(mo, run);
    for (int i = 0; i < mo->n_slots; i++) {
        struct sv_slot *s = &mo->slots[i];
        int count_by_size[17];
        slot_sizes(s, mo, run, count_by_size);
        if (s->mode == run->rules.private_mode)
            s->unit = 1;
        else if (s->n_sizes == 1)
            s->unit = sv_min(s->cap / s->sizes[0], count_by_size[s->sizes[0]]);
        else
            slot_patterns(mo, s, count_by_size);
    }
}
