/* Types of parties and classes of rooms, made anew for each level: two parties (rooms) are one type
 * (class) when no rule and no level so far can tell them apart. Two passes over the matrix of
 * profiles × kinds: first its equal columns are merged, then its equal rows. */
#include <stdlib.h>

#include "model.h"

struct view {
    const struct sv_run *run;
    int last;       /* levels 0..last are seen */
    int n_profiles; /* open ones */
    int *profiles;  /* [n_profiles] */
    int n_kinds;
    int *kinds; /* [n_kinds] kinds compared */
    bool sees_preferences, sees_moves;
    bool *is_home; /* [n_rooms] an open party may stay there, and that makes a difference */
};

/* The room where staying differs from living there as anybody of the type would: `moves` counts it,
 * only the waiver of rule (6) allows it, or the room can be opened only for those who stay. -1 =
 * none. */
static int home_of(const struct view *v, int p)
{
    const struct sv_run *run = v->run;
    const struct sv_kinds *k = &run->kinds;
    if (!k->may_stay[p] || run->state[p] == SV_OUT)
        return -1;
    int r = run->rules.own_room[p];
    if (run->is_shut && run->is_shut[r])
        return -1;
    size_t at = (size_t)k->profile_of[p] * (size_t)k->n_kinds + (size_t)k->kind_of[r];
    return v->sees_moves || !k->fits[at] || sv_is_bound(&run->rules, p) ? r : -1;
}

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
    return !v->sees_preferences || k->preference[a] == k->preference[b];
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
    if ((ru->beds[r] > SV_HOME_BEDS && (v->is_home[r] || v->is_home[q])) ||
        !sv_is_same_repair(v->run->repairs, r, q))
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
    v->is_home = SV_NEW(mem, bool, run->inst->n_rooms);
    for (int p = 0; p < run->inst->n_parties; p++) {
        if (run->state[p] != SV_OUT)
            is_open[k->profile_of[p]] = true;
        if (home_of(v, p) >= 0)
            v->is_home[home_of(v, p)] = true;
    }
    v->profiles = SV_NEW(mem, int, k->n_profiles);
    for (int f = 0; f < k->n_profiles; f++)
        if (is_open[f])
            v->profiles[v->n_profiles++] = f;
}

/* The cheapest to open first; those that cost the same as they stand in the instance. */
static void sort_by_cost(struct sv_class *cl, const int64_t *cost)
{
    for (int i = 1; i < cl->n; i++) {
        int r = cl->rooms[i], at = i;
        for (; at > 0 && cost[cl->rooms[at - 1]] > cost[r]; at--)
            cl->rooms[at] = cl->rooms[at - 1];
        cl->rooms[at] = r;
    }
}

/* Classes: kinds that some open profile fits or a home is of, merged. */
static void classes_of_rooms(struct sv_model *mo, struct view *v, struct sv_arena *mem)
{
    const struct sv_run *run = v->run;
    const struct sv_kinds *k = &run->kinds;
    uint64_t *hash = SV_NEW(mem, uint64_t, k->n_kinds);
    int *merged = SV_NEW(mem, int, k->n_kinds), *first = SV_NEW(mem, int, k->n_kinds);
    bool *is_used = SV_NEW(mem, bool, k->n_kinds);
    for (int r = 0; r < run->inst->n_rooms; r++)
        is_used[k->kind_of[r]] |= v->is_home[r];
    for (int i = 0; i < v->n_profiles; i++)
        for (int c = 0; c < k->n_kinds; c++) {
            int f = v->profiles[i];
            is_used[c] |= k->fits[(size_t)f * (size_t)k->n_kinds + (size_t)c];
            hash[c] = sv_mix(hash[c], cell_hash(v, f, c));
        }
    int n = sv_group(mem, k->n_kinds, hash, same_kind, v, merged, first);
    int *class_of_merged = SV_NEW(mem, int, n);
    bool *is_used_merged = SV_NEW(mem, bool, n);
    for (int c = 0; c < k->n_kinds; c++)
        is_used_merged[merged[c]] |= is_used[c];
    mo->classes = SV_NEW(mem, struct sv_class, n);
    v->kinds = SV_NEW(mem, int, n);
    for (int g = 0; g < n; g++) {
        class_of_merged[g] = -1;
        if (!is_used_merged[g])
            continue;
        class_of_merged[g] = mo->n_classes;
        v->kinds[v->n_kinds++] = first[g];
        mo->classes[mo->n_classes++] =
            (struct sv_class){.room = k->kind_room[first[g]], .kind = first[g]};
    }
    mo->class_of = SV_NEW(mem, int, run->inst->n_rooms);
    for (int r = 0; r < run->inst->n_rooms; r++) {
        bool is_shut = run->is_shut && run->is_shut[r];
        mo->class_of[r] = is_shut ? -1 : class_of_merged[merged[k->kind_of[r]]];
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
    for (int c = 0; c < mo->n_classes && run->repairs; c++)
        sort_by_cost(&mo->classes[c], run->repairs->cost);
}

/* Groups of a type: its FREE parties by what they add to the levels seen. */
struct group_ctx {
    const struct sv_run *run;
    int last;
    const int *parties;
    const int *home_of; /* [n_parties] into the homes of its type; -1 */
};

static bool same_values(const void *ctx, int a, int b)
{
    const struct group_ctx *c = ctx;
    for (int j = 0; j <= c->last; j++)
        if (sv_housed_value(c->run, j, c->parties[a]) != sv_housed_value(c->run, j, c->parties[b]))
            return false;
    return c->home_of[c->parties[a]] == c->home_of[c->parties[b]];
}

static void groups_of_type(struct sv_type *t, const struct view *v, const int *parties, int n,
                           const int *home_of, struct sv_arena *mem)
{
    struct group_ctx ctx = {v->run, v->last, parties, home_of};
    uint64_t *hash = SV_NEW(mem, uint64_t, n);
    int *group_of = SV_NEW(mem, int, n), *first = SV_NEW(mem, int, n);
    for (int i = 0; i < n; i++) {
        hash[i] = (uint64_t)(home_of[parties[i]] + 1);
        for (int j = 0; j <= v->last; j++)
            hash[i] = sv_mix(hash[i], (uint64_t)sv_housed_value(v->run, j, parties[i]));
    }
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
        g->home = home_of[parties[i]];
        g->parties[g->n++] = parties[i];
    }
}

/* Of one type, room and cost there: one home. */
struct dweller {
    int type, room, party;
    int64_t cost;
};

static int by_type_and_room(const void *a, const void *b)
{
    const struct dweller *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    if (x->room != y->room)
        return x->room < y->room ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

static struct dweller dweller_of(const struct view *v, int type, int p)
{
    int r = home_of(v, p);
    return (struct dweller){.type = type,
                            .room = r,
                            .party = p,
                            .cost = v->sees_preferences ? sv_preference(&v->run->rules, p, r) : 0};
}

/* Fills the homes of all types; home_of [n_parties] is -1 before. */
static void homes_of_types(struct sv_model *mo, const struct view *v, int *home_of_party,
                           struct sv_arena *mem)
{
    const struct sv_run *run = v->run;
    struct dweller *list = SV_NEW(mem, struct dweller, run->inst->n_parties);
    int n = 0;
    for (int p = 0; p < run->inst->n_parties; p++)
        if (mo->type_of[p] >= 0 && home_of(v, p) >= 0)
            list[n++] = dweller_of(v, mo->type_of[p], p);
    qsort(list, (size_t)n, sizeof *list, by_type_and_room);
    int *parties = SV_NEW(mem, int, n);
    struct sv_home *homes = SV_NEW(mem, struct sv_home, n);
    for (int i = 0, h = 0; i < n; i++) {
        struct sv_type *t = &mo->types[list[i].type];
        if (!i || list[i - 1].type != list[i].type || list[i - 1].room != list[i].room ||
            list[i - 1].cost != list[i].cost) {
            homes[h] = (struct sv_home){.room = list[i].room, .parties = parties + i, .row = -1};
            t->homes = t->n_homes ? t->homes : homes + h;
            t->n_homes++;
            h++;
        }
        parties[i] = list[i].party;
        home_of_party[list[i].party] = t->n_homes - 1;
        homes[h - 1].n++;
        homes[h - 1].n_in += run->state[list[i].party] == SV_IN;
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
    int *home_of_party = SV_NEW(mem, int, run->inst->n_parties);
    for (int p = 0; p < run->inst->n_parties; p++)
        home_of_party[p] = -1;
    homes_of_types(mo, v, home_of_party, mem);
    for (int t = 0; t < mo->n_types; t++) {
        groups_of_type(&mo->types[t], v, free_parties[t], mo->types[t].n, home_of_party, mem);
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
