/* Types of parties and classes of rooms, made anew for each level: two parties (rooms) are one type
 * (class) when no rule and no level so far can tell them apart. Two passes over the matrix of
 * profiles × kinds: first its equal columns are merged, then its equal rows. */
#include "model.h"

struct view {
    const struct sv_run *run;
    int last;       /* levels 0..last are seen */
    int n_profiles; /* open ones */
    int *profiles;  /* [n_profiles] */
    int n_kinds;
    int *kinds; /* [n_kinds] kinds compared */
    bool sees_preferences, sees_moves;
};

/* What the levels seen can tell of profile f in kind c: nothing where it does not fit. */
static uint64_t cell_hash(const struct view *v, int f, int c)
{
    const struct sv_kinds *k = &v->run->kinds;
    size_t at = (size_t)f * (size_t)k->n_kinds + (size_t)c;
    if (!k->fits[at])
        return 1;
    uint64_t h = 2;
    if (v->sees_preferences)
        h = sv_mix(h, (uint64_t)k->preference[at]);
    if (v->sees_moves)
        h = sv_mix(h, v->run->rules.own_room[k->profile_party[f]] == k->kind_room[c]);
    return h;
}

static bool same_cell(const struct view *v, int f, int c, int g, int d)
{
    const struct sv_kinds *k = &v->run->kinds;
    size_t a = (size_t)f * (size_t)k->n_kinds + (size_t)c;
    size_t b = (size_t)g * (size_t)k->n_kinds + (size_t)d;
    if (k->fits[a] != k->fits[b])
        return false;
    if (!k->fits[a])
        return true;
    if (v->sees_preferences && k->preference[a] != k->preference[b])
        return false;
    const int *own = v->run->rules.own_room;
    return !v->sees_moves || (own[k->profile_party[f]] == k->kind_room[c]) ==
                                 (own[k->profile_party[g]] == k->kind_room[d]);
}

static bool same_kind(const void *ctx, int a, int b)
{
    const struct view *v = ctx;
    const struct sv_rules *ru = &v->run->rules;
    int r = v->run->kinds.kind_room[a], q = v->run->kinds.kind_room[b];
    if (ru->room_mode[r] >= 0 || ru->room_mode[q] >= 0 || ru->beds[r] != ru->beds[q] ||
        (ru->inst->rooms[r].sex == SOLVER_ROOM_UNRESTRICTED) !=
            (ru->inst->rooms[q].sex == SOLVER_ROOM_UNRESTRICTED))
        return false;
    for (int i = 0; i < v->n_profiles; i++)
        if (!same_cell(v, v->profiles[i], a, v->profiles[i], b))
            return false;
    return true;
}

static bool same_profile(const void *ctx, int f, int g)
{
    const struct view *v = ctx;
    const struct sv_rules *ru = &v->run->rules;
    int p = v->run->kinds.profile_party[f], q = v->run->kinds.profile_party[g];
    const struct solver_party *a = &ru->inst->parties[p], *b = &ru->inst->parties[q];
    if (a->n_members != b->n_members || a->is_private != b->is_private ||
        (!a->is_private && (a->pool_ix != b->pool_ix || ru->sex[p] != ru->sex[q])))
        return false;
    /* moves: an incumbent pays in every other room, a newcomer nowhere */
    if (v->sees_moves && (ru->own_room[p] >= 0) != (ru->own_room[q] >= 0))
        return false;
    for (int i = 0; i < v->n_kinds; i++)
        if (!same_cell(v, f, v->kinds[i], g, v->kinds[i]))
            return false;
    return true;
}

static void view_init(struct view *v, struct sv_run *run, int last, struct sv_arena *mem)
{
    const struct sv_kinds *k = &run->kinds;
    *v = (struct view){.run = run, .last = last};
    for (int j = 0; j <= last; j++) {
        v->sees_preferences |= run->levels[j].objective == SOLVER_PREFERENCES;
        v->sees_moves |= run->levels[j].objective == SOLVER_MOVES;
    }
    bool *is_open = SV_NEW(mem, bool, k->n_profiles);
    for (int p = 0; p < run->inst->n_parties; p++)
        if (run->state[p] != SV_OUT)
            is_open[k->profile_of[p]] = true;
    v->profiles = SV_NEW(mem, int, k->n_profiles);
    for (int f = 0; f < k->n_profiles; f++)
        if (is_open[f])
            v->profiles[v->n_profiles++] = f;
}

/* Classes: kinds that some open profile fits, merged. */
static void classes_of_rooms(struct sv_model *mo, struct view *v, struct sv_arena *mem)
{
    const struct sv_run *run = v->run;
    const struct sv_kinds *k = &run->kinds;
    uint64_t *hash = SV_NEW(mem, uint64_t, k->n_kinds);
    int *merged = SV_NEW(mem, int, k->n_kinds), *first = SV_NEW(mem, int, k->n_kinds);
    bool *is_used = SV_NEW(mem, bool, k->n_kinds);
    for (int i = 0; i < v->n_profiles; i++)
        for (int c = 0; c < k->n_kinds; c++) {
            int f = v->profiles[i];
            is_used[c] |= k->fits[(size_t)f * (size_t)k->n_kinds + (size_t)c];
            hash[c] = sv_mix(hash[c], cell_hash(v, f, c));
        }
    int n = sv_group(mem, k->n_kinds, hash, same_kind, v, merged, first);
    int *class_of_merged = SV_NEW(mem, int, n);
    mo->classes = SV_NEW(mem, struct sv_class, n);
    v->kinds = SV_NEW(mem, int, n);
    for (int g = 0; g < n; g++) {
        class_of_merged[g] = -1;
        if (!is_used[first[g]])
            continue;
        class_of_merged[g] = mo->n_classes;
        v->kinds[v->n_kinds++] = first[g];
        mo->classes[mo->n_classes++] =
            (struct sv_class){.room = k->kind_room[first[g]], .kind = first[g]};
    }
    mo->class_of = SV_NEW(mem, int, run->inst->n_rooms);
    for (int r = 0; r < run->inst->n_rooms; r++) {
        mo->class_of[r] = class_of_merged[merged[k->kind_of[r]]];
        if (mo->class_of[r] >= 0)
            mo->classes[mo->class_of[r]].n++;
    }
    for (int c = 0; c < mo->n_classes; c++) {
        struct sv_class *cl = &mo->classes[c];
        cl->rooms = SV_NEW(mem, int, cl->n);
        cl->n = 0;
        cl->site_ix = run->inst->rooms[cl->room].site_ix;
    }
    for (int r = 0; r < run->inst->n_rooms; r++) {
        if (mo->class_of[r] < 0)
            continue;
        struct sv_class *cl = &mo->classes[mo->class_of[r]];
        cl->rooms[cl->n++] = r;
        if (run->inst->rooms[r].site_ix != cl->site_ix)
            cl->site_ix = -1;
    }
}

/* Groups of a type: its FREE parties by what they add to the levels seen. */
struct group_ctx {
    const struct sv_run *run;
    int last;
    const int *parties;
};

static bool same_values(const void *ctx, int a, int b)
{
    const struct group_ctx *c = ctx;
    for (int j = 0; j <= c->last; j++)
        if (sv_party_value(c->run, j, c->parties[a]) != sv_party_value(c->run, j, c->parties[b]))
            return false;
    return true;
}

static void groups_of_type(struct sv_type *t, const struct view *v, const int *parties, int n,
                           struct sv_arena *mem)
{
    struct group_ctx ctx = {v->run, v->last, parties};
    uint64_t *hash = SV_NEW(mem, uint64_t, n);
    int *group_of = SV_NEW(mem, int, n), *first = SV_NEW(mem, int, n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= v->last; j++)
            hash[i] = sv_mix(hash[i], (uint64_t)sv_party_value(v->run, j, parties[i]));
    t->n_groups = sv_group(mem, n, hash, same_values, &ctx, group_of, first);
    t->groups = SV_NEW(mem, struct sv_group_col, t->n_groups);
    for (int i = 0; i < n; i++)
        t->groups[group_of[i]].n++;
    for (int g = 0; g < t->n_groups; g++) {
        t->groups[g].parties = SV_NEW(mem, int, t->groups[g].n);
        t->groups[g].n = 0;
    }
    for (int i = 0; i < n; i++) {
        struct sv_group_col *g = &t->groups[group_of[i]];
        g->parties[g->n++] = parties[i];
    }
}

static void types_of_parties(struct sv_model *mo, struct view *v, struct sv_arena *mem)
{
    const struct sv_run *run = v->run;
    const struct sv_kinds *k = &run->kinds;
    uint64_t *hash = SV_NEW(mem, uint64_t, k->n_profiles);
    int *merged = SV_NEW(mem, int, k->n_profiles), *first = SV_NEW(mem, int, k->n_profiles);
    for (int f = 0; f < k->n_profiles; f++)
        for (int i = 0; i < v->n_kinds; i++)
            hash[f] = sv_mix(hash[f], cell_hash(v, f, v->kinds[i]));
    int n = sv_group(mem, k->n_profiles, hash, same_profile, v, merged, first);
    int *n_free = SV_NEW(mem, int, n), *n_in = SV_NEW(mem, int, n), *type_of = SV_NEW(mem, int, n);
    mo->type_of = SV_NEW(mem, int, run->inst->n_parties);
    for (int p = 0; p < run->inst->n_parties; p++) {
        int g = merged[k->profile_of[p]];
        n_free[g] += run->state[p] == SV_FREE;
        n_in[g] += run->state[p] == SV_IN;
    }
    mo->types = SV_NEW(mem, struct sv_type, n);
    int **free_parties = SV_NEW(mem, int *, n);
    for (int g = 0; g < n; g++) {
        type_of[g] = -1;
        if (n_free[g] + n_in[g] == 0)
            continue;
        int p = k->profile_party[first[g]];
        type_of[g] = mo->n_types;
        free_parties[mo->n_types] = SV_NEW(mem, int, n_free[g]);
        mo->types[mo->n_types++] = (struct sv_type){.party = p,
                                                    .profile = first[g],
                                                    .size = run->inst->parties[p].n_members,
                                                    .in = SV_NEW(mem, int, n_in[g])};
    }
    for (int p = 0; p < run->inst->n_parties; p++) {
        int t = mo->type_of[p] = run->state[p] == SV_OUT ? -1 : type_of[merged[k->profile_of[p]]];
        if (t < 0)
            continue;
        if (run->state[p] == SV_IN)
            mo->types[t].in[mo->types[t].n_in++] = p;
        else
            free_parties[t][mo->types[t].n++] = p;
    }
    for (int t = 0; t < mo->n_types; t++) {
        groups_of_type(&mo->types[t], v, free_parties[t], mo->types[t].n, mem);
        mo->types[t].n += mo->types[t].n_in;
    }
}

void sv_classes_init(struct sv_model *mo, struct sv_run *run, struct sv_arena *mem)
{
    struct view v;
    view_init(&v, run, mo->level_ix, mem);
    classes_of_rooms(mo, &v, mem);
    types_of_parties(mo, &v, mem);
}
