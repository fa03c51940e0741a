/* What a level of a proof cannot tell apart: classes merged, profiles as types, their parties as
 * groups. */
#include "prove.h"

struct view {
    const struct sv_prove_model *pm;
    bool sees_preferences, sees_moves;
};

/* What level j sees of profile f in class c; 0 where it does not fit. */
static uint64_t cell(const struct view *v, int f, int c)
{
    const struct sv_prove_model *pm = v->pm;
    size_t at = (size_t)f * (size_t)pm->n_classes + (size_t)c;
    if (!pm->is_free[at])
        return 0;
    int own = pm->run->rules.own_room[pm->profile_party[f]];
    uint64_t is_home = v->sees_moves && own == pm->class_room[c];
    return 1 + is_home + 2 * (v->sees_preferences ? (uint64_t)pm->preference[at] : 0);
}

static bool same_class(const void *ctx, int a, int b)
{
    const struct view *v = ctx;
    const struct sv_prove_model *pm = v->pm;
    const struct sv_rules *ru = &pm->run->rules;
    int r = pm->class_room[a], q = pm->class_room[b];
    if (pm->class_fixed[a] >= 0 || pm->class_fixed[b] >= 0 || ru->beds[r] != ru->beds[q] ||
        (ru->inst->rooms[r].sex == SOLVER_ROOM_UNRESTRICTED) !=
            (ru->inst->rooms[q].sex == SOLVER_ROOM_UNRESTRICTED))
        return false;
    for (int f = 0; f < pm->n_profiles; f++)
        if (cell(v, f, a) != cell(v, f, b))
            return false;
    return true;
}

static bool same_type(const void *ctx, int f, int g)
{
    const struct view *v = ctx;
    const struct sv_prove_model *pm = v->pm;
    const struct sv_rules *ru = &pm->run->rules;
    int p = pm->profile_party[f], q = pm->profile_party[g];
    const struct solver_party *a = &ru->inst->parties[p], *b = &ru->inst->parties[q];
    if (a->n_members != b->n_members || a->is_private != b->is_private ||
        (!a->is_private && (a->pool_ix != b->pool_ix || ru->sex[p] != ru->sex[q])) ||
        (v->sees_moves && (ru->own_room[p] >= 0) != (ru->own_room[q] >= 0)))
        return false;
    for (int c = 0; c < pm->n_classes; c++)
        if (cell(v, f, c) != cell(v, g, c))
            return false;
    return true;
}

/* Classes into merged ones; those that nobody fits are none. */
static void merge_classes(struct sv_prove_level *lv, const struct view *v)
{
    const struct sv_prove_model *pm = lv->model;
    struct sv_arena *mem = lv->milp.mem;
    int n = pm->n_classes, *group = SV_NEW(mem, int, n), *first = SV_NEW(mem, int, n);
    uint64_t *hash = SV_NEW(mem, uint64_t, n);
    bool *is_used = SV_NEW(mem, bool, n);
    for (int f = 0; f < pm->n_profiles; f++)
        for (int c = 0; c < n; c++) {
            uint64_t x = cell(v, f, c);
            is_used[c] |= x != 0;
            hash[c] = sv_mix(hash[c], x);
        }
    int n_groups = sv_group(mem, n, hash, same_class, v, group, first);
    int *number = SV_NEW(mem, int, n_groups);
    lv->merged_of = SV_NEW(mem, int, n);
    lv->merged_n = SV_NEW(mem, int, n_groups);
    lv->merged_class = SV_NEW(mem, int, n_groups);
    for (int g = 0; g < n_groups; g++) {
        number[g] = is_used[first[g]] ? lv->n_classes : -1;
        if (is_used[first[g]])
            lv->merged_class[lv->n_classes++] = first[g];
    }
    for (int c = 0; c < n; c++) {
        lv->merged_of[c] = number[group[c]];
        if (lv->merged_of[c] >= 0)
            lv->merged_n[lv->merged_of[c]] += pm->class_n[c];
    }
}

struct values_ctx {
    const struct sv_prove_level *lv;
    const int *parties;
};

static bool same_values(const void *ctx, int a, int b)
{
    const struct values_ctx *c = ctx;
    const struct sv_run *run = c->lv->model->run;
    for (int j = 0; j <= c->lv->level_ix; j++)
        if (sv_party_value(run, j, c->parties[a]) != sv_party_value(run, j, c->parties[b]))
            return false;
    return true;
}

static void find_groups(struct sv_prove_level *lv, struct sv_prove_type *t, const int *parties)
{
    struct sv_arena *mem = lv->milp.mem;
    const struct sv_run *run = lv->model->run;
    int *group = SV_NEW(mem, int, t->n), *first = SV_NEW(mem, int, t->n);
    uint64_t *hash = SV_NEW(mem, uint64_t, t->n);
    for (int i = 0; i < t->n; i++)
        for (int j = 0; j <= lv->level_ix; j++)
            hash[i] = sv_mix(hash[i], (uint64_t)sv_party_value(run, j, parties[i]));
    struct values_ctx ctx = {lv, parties};
    t->n_groups = sv_group(mem, t->n, hash, same_values, &ctx, group, first);
    t->groups = SV_NEW(mem, struct sv_prove_group, t->n_groups);
    for (int g = 0; g < t->n_groups; g++)
        t->groups[g].party = parties[first[g]];
    for (int i = 0; i < t->n; i++)
        t->groups[group[i]].n++;
}

static void merge_profiles(struct sv_prove_level *lv, const struct view *v)
{
    const struct sv_prove_model *pm = lv->model;
    struct sv_arena *mem = lv->milp.mem;
    int n = pm->n_profiles, n_parties = pm->run->inst->n_parties;
    int *group = SV_NEW(mem, int, n), *first = SV_NEW(mem, int, n);
    uint64_t *hash = SV_NEW(mem, uint64_t, n);
    for (int f = 0; f < n; f++)
        for (int c = 0; c < pm->n_classes; c++)
            hash[f] = sv_mix(hash[f], cell(v, f, c));
    lv->n_types = sv_group(mem, n, hash, same_type, v, group, first);
    lv->type_of = group;
    lv->types = SV_NEW(mem, struct sv_prove_type, lv->n_types);
    int *start = SV_NEW(mem, int, lv->n_types + 1), *list = SV_NEW(mem, int, n_parties);
    for (int f = 0; f < n; f++)
        lv->types[group[f]].n += pm->profile_n[f];
    for (int t = 0; t < lv->n_types; t++) {
        lv->types[t].profile = first[t];
        lv->types[t].size = pm->run->inst->parties[pm->profile_party[first[t]]].n_members;
        start[t + 1] = start[t] + lv->types[t].n;
    }
    int *at = SV_NEW(mem, int, lv->n_types);
    for (int p = 0; p < n_parties; p++) {
        int t = pm->profile_of[p] < 0 ? -1 : group[pm->profile_of[p]];
        if (t >= 0)
            list[start[t] + at[t]++] = p;
    }
    for (int t = 0; t < lv->n_types; t++)
        find_groups(lv, &lv->types[t], list + start[t]);
}

void sv_prove_types(struct sv_prove_level *lv)
{
    const struct sv_run *run = lv->model->run;
    struct view v = {.pm = lv->model};
    for (int j = 0; j <= lv->level_ix; j++) {
        v.sees_preferences |= run->levels[j].objective == SOLVER_PREFERENCES;
        v.sees_moves |= run->levels[j].objective == SOLVER_MOVES;
    }
    merge_classes(lv, &v);
    merge_profiles(lv, &v);
}
