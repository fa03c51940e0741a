/* The value of a bed: each changed instance is solved and compared with the instance as it is. */
#include "solver/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_parts.h"
#include "clock.h"

struct valuer {
    struct solver_instance inst; /* the caller's without `agencies`: borrowed, not released */
    const struct solver_plan *plan;
    struct solver_limits limits; /* of one run */
    double time_limit_s, start_s;
    struct solver_value *value;
    int rc;
};

/* False: out of time, stopped or out of memory. */
static bool may_go_on(struct valuer *v)
{
    if (v->rc != SOLVER_OK || !v->value->is_complete)
        return false;
    v->value->is_complete = sv_limits_share(&v->limits, v->time_limit_s, v->start_s);
    return v->value->is_complete;
}

static bool contains(const int *ixs, int n, int ix)
{
    for (int i = 0; i < n; i++)
        if (ixs[i] == ix)
            return true;
    return false;
}

/* The features that all usable rooms of the site have. */
static int common_features(const struct solver_instance *inst, int site_ix, int *out)
{
    int n = 0;
    for (int f = 0; f < inst->n_features; f++) {
        bool is_common = true;
        for (int r = 0; r < inst->n_rooms && is_common; r++) {
            const struct solver_room *room = &inst->rooms[r];
            is_common = room->site_ix != site_ix || !room->is_usable ||
                        contains(room->feature_ixs, room->n_features, f);
        }
        if (is_common)
            out[n++] = f;
    }
    return n;
}

static bool has_room(const struct solver_instance *inst, const char *id)
{
    for (int r = 0; r < inst->n_rooms; r++)
        if (!strcmp(inst->rooms[r].id, id))
            return true;
    return false;
}

/* An id that no room has: the first of bed-0, bed-1, … that is free. */
static char *free_id(const struct solver_instance *inst)
{
    char id[32];
    for (int i = 0; i <= inst->n_rooms; i++) {
        (void)snprintf(id, sizeof id, "bed-%d", i);
        if (!has_room(inst, id))
            break;
    }
    return strdup(id);
}

static int add_bed(const struct solver_instance *inst, const struct solver_worth *w,
                   struct solver_room *room)
{
    static const enum solver_room_sex SEX[] = {[SOLVER_BED_F] = SOLVER_ROOM_F,
                                               [SOLVER_BED_M] = SOLVER_ROOM_M,
                                               [SOLVER_BED_UNRESTRICTED] = SOLVER_ROOM_UNRESTRICTED,
                                               [SOLVER_BED_PRIVATE] = SOLVER_ROOM_ANY};
    *room = (struct solver_room){.id = free_id(inst),
                                 .site_ix = w->site_ix,
                                 .beds = 1,
                                 .sex = SEX[w->mode],
                                 .n_pools = w->pool_ix >= 0,
                                 .is_usable = true};
    room->feature_ixs = calloc((size_t)inst->n_features + 1, sizeof *room->feature_ixs);
    room->pool_ixs = calloc(1, sizeof *room->pool_ixs);
    if (!room->id || !room->feature_ixs || !room->pool_ixs)
        return SOLVER_NOMEM;
    room->n_features = common_features(inst, w->site_ix, room->feature_ixs);
    room->pool_ixs[0] = w->pool_ix;
    return SOLVER_OK;
}

/* A copy borrows all but its list of rooms, which has one place more: a bed's room, else empty. */
static void release_changed(const struct solver_instance *inst, struct solver_instance *changed)
{
    struct solver_room *bed = changed->rooms ? &changed->rooms[inst->n_rooms] : NULL;
    if (bed) {
        free(bed->id);
        free(bed->feature_ixs);
        free(bed->pool_ixs);
    }
    free(changed->rooms);
}

static int apply(const struct solver_instance *inst, const struct solver_worth *w,
                 struct solver_instance *changed)
{
    *changed = *inst;
    changed->rooms = calloc((size_t)inst->n_rooms + 1, sizeof *changed->rooms);
    if (!changed->rooms)
        return SOLVER_NOMEM;
    if (inst->n_rooms)
        memcpy(changed->rooms, inst->rooms, (size_t)inst->n_rooms * sizeof *changed->rooms);
    if (w->room_ix >= 0) {
        changed->rooms[w->room_ix].is_usable = true;
        return SOLVER_OK;
    }
    return add_bed(inst, w, &changed->rooms[changed->n_rooms++]);
}

static bool may_live(const struct solver_instance *inst, const struct solver_party *p, int room_ix)
{
    const struct solver_room *room = &inst->rooms[room_ix];
    if (p->current_room_ix == room_ix || p->pinned_room_ix == room_ix)
        return true; /* some of the rules may be waived */
    bool has_mode =
        p->is_private || sv_sexes_of(p) != SV_BOTH || room->sex == SOLVER_ROOM_UNRESTRICTED;
    return has_mode && sv_misfit_of(p, room) == SV_FITS && !sv_is_banned(p, room_ix) &&
           p->n_members <= sv_check_cap(inst, p, room);
}

static bool may_anybody_live(const struct solver_instance *inst, int room_ix)
{
    for (int p = 0; p < inst->n_parties; p++)
        if (may_live(inst, &inst->parties[p], room_ix))
            return true;
    return false;
}

/* Copies what the plan says, up to the first level that either side leaves open. */
static void compare(const struct solver_value *value, const struct solver_plan *plan,
                    struct solver_worth *w)
{
    while (w->n_gains < value->n_levels && value->base[w->n_gains].is_proven &&
           plan->levels[w->n_gains].is_proven) {
        const struct solver_level *was = &value->base[w->n_gains], *is = &plan->levels[w->n_gains];
        bool is_max = solver_objective_is_max(was->objective);
        w->gains[w->n_gains++] = (struct solver_gain){
            .value = is->value, .gain = is_max ? is->value - was->value : was->value - is->value};
    }
    w->is_proven = w->n_gains == value->n_levels;
}

static void solve_changed(struct valuer *v, const struct solver_instance *changed,
                          struct solver_worth *w)
{
    struct solver_plan plan = {0};
    v->rc = solver_solve(changed, &v->limits, &plan);
    if (v->rc != SOLVER_OK)
        return;
    if (plan.status == SOLVER_INFEASIBLE)
        w->is_infeasible = w->is_proven = true;
    else
        compare(v->value, &plan, w);
    v->value->is_complete = plan.status != SOLVER_STOPPED;
    solver_plan_release(&plan);
}

static void appraise(struct valuer *v, struct solver_worth *w)
{
    struct solver_instance changed = {0};
    if (!may_go_on(v))
        return;
    w->gains = calloc((size_t)v->value->n_levels + 1, sizeof *w->gains);
    v->rc = w->gains ? apply(&v->inst, w, &changed) : SOLVER_NOMEM;
    if (v->rc == SOLVER_OK) {
        int room_ix = w->room_ix >= 0 ? w->room_ix : changed.n_rooms - 1;
        const struct solver_plan as_is = {.levels = v->value->base};
        if (may_anybody_live(&changed, room_ix))
            solve_changed(v, &changed, w);
        else
            compare(v->value, &as_is, w);
    }
    release_changed(&v->inst, &changed);
}

/* Does any party name the room? */
static bool is_named(const struct solver_instance *inst, int room_ix)
{
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        if (party->current_room_ix == room_ix || party->pinned_room_ix == room_ix ||
            sv_is_banned(party, room_ix))
            return true;
    }
    return false;
}

static bool is_same_list(const int *a, int n_a, const int *b, int n_b)
{
    return n_a == n_b && (!n_a || !memcmp(a, b, (size_t)n_a * sizeof *a));
}

/* Rooms alike in all that the rules see give the same. */
static bool is_twin(const struct solver_instance *inst, int a_ix, int b_ix)
{
    const struct solver_room *a = &inst->rooms[a_ix], *b = &inst->rooms[b_ix];
    return a->site_ix == b->site_ix && a->sex == b->sex &&
           sv_check_beds(inst, a) == sv_check_beds(inst, b) &&
           is_same_list(a->feature_ixs, a->n_features, b->feature_ixs, b->n_features) &&
           is_same_list(a->pool_ixs, a->n_pools, b->pool_ixs, b->n_pools) &&
           !is_named(inst, a_ix) && !is_named(inst, b_ix);
}

/* Takes the answer of an earlier twin; false: there is none. */
static bool take_twin(struct valuer *v, struct solver_worth *w)
{
    const struct solver_worth *rooms = v->value->rooms;
    for (const struct solver_worth *done = rooms; done < w; done++) {
        if (!done->gains || !is_twin(&v->inst, done->room_ix, w->room_ix))
            continue;
        size_t size = (size_t)v->value->n_levels * sizeof *w->gains;
        w->gains = malloc(size + 1);
        if (!w->gains) {
            v->rc = SOLVER_NOMEM;
            return true;
        }
        memcpy(w->gains, done->gains, size);
        w->n_gains = done->n_gains;
        w->is_proven = done->is_proven;
        w->is_infeasible = done->is_infeasible;
        return true;
    }
    return false;
}

static void appraise_rooms(struct valuer *v)
{
    struct solver_value *value = v->value;
    value->rooms = calloc((size_t)v->inst.n_rooms + 1, sizeof *value->rooms);
    if (!value->rooms)
        v->rc = SOLVER_NOMEM;
    for (int r = 0; r < v->inst.n_rooms && v->rc == SOLVER_OK; r++) {
        if (v->inst.rooms[r].is_usable)
            continue;
        struct solver_worth *w = &value->rooms[value->n_rooms++];
        *w =
            (struct solver_worth){.room_ix = r, .site_ix = v->inst.rooms[r].site_ix, .pool_ix = -1};
        if (!take_twin(v, w))
            appraise(v, w);
    }
}

/* The place of (site, pool, mode) in the table of modes used; private is a pool after the last. */
static size_t slot_of(const struct solver_instance *inst, int party_ix, int room_ix)
{
    const struct solver_party *p = &inst->parties[party_ix];
    const struct solver_room *room = &inst->rooms[room_ix];
    enum solver_bed_mode mode = SOLVER_BED_M;
    if (p->is_private)
        mode = SOLVER_BED_F;
    else if (room->sex == SOLVER_ROOM_UNRESTRICTED)
        mode = SOLVER_BED_UNRESTRICTED;
    else if (sv_sexes_of(p) == SV_ONLY_F)
        mode = SOLVER_BED_F;
    int n_pools = inst->policy.n_pools;
    int pool_ix = p->is_private ? n_pools : p->pool_ix;
    return ((size_t)room->site_ix * ((size_t)n_pools + 1) + (size_t)pool_ix) * SOLVER_BED_PRIVATE +
           (size_t)mode;
}

static struct solver_worth bed_of(const struct solver_instance *inst, size_t slot)
{
    size_t n_pools = (size_t)inst->policy.n_pools, pool = slot / SOLVER_BED_PRIVATE % (n_pools + 1);
    bool is_private = pool == n_pools;
    return (struct solver_worth){
        .room_ix = -1,
        .site_ix = (int)(slot / SOLVER_BED_PRIVATE / (n_pools + 1)),
        .mode = is_private ? SOLVER_BED_PRIVATE : (enum solver_bed_mode)(slot % SOLVER_BED_PRIVATE),
        .pool_ix = is_private ? -1 : (int)pool};
}

static void appraise_beds(struct valuer *v)
{
    const struct solver_instance *inst = &v->inst;
    size_t n = (size_t)inst->n_sites * ((size_t)inst->policy.n_pools + 1) * SOLVER_BED_PRIVATE;
    bool *is_used = calloc(n + 1, sizeof *is_used);
    v->value->beds = calloc(n + 1, sizeof *v->value->beds);
    if (!is_used || !v->value->beds)
        v->rc = SOLVER_NOMEM;
    for (int p = 0; p < inst->n_parties && v->rc == SOLVER_OK; p++)
        if (v->plan->room_of_party[p] >= 0)
            is_used[slot_of(inst, p, v->plan->room_of_party[p])] = true;
    for (size_t slot = 0; slot < n && v->rc == SOLVER_OK; slot++) {
        if (!is_used[slot])
            continue;
        struct solver_worth *w = &v->value->beds[v->value->n_beds++];
        *w = bed_of(inst, slot);
        appraise(v, w);
    }
    free(is_used);
}

int solver_gains_compare(const struct solver_gain *a, int n_a, const struct solver_gain *b, int n_b)
{
    for (int j = 0; j < n_a || j < n_b; j++) {
        int64_t x = j < n_a ? a[j].gain : 0;
        int64_t y = j < n_b ? b[j].gain : 0;
        if (x != y)
            return x > y ? 1 : -1;
    }
    return 0;
}

/* Both lists are made in the order that ties keep, so a stable sort is enough: by insertion. */
static bool is_better(const struct solver_worth *a, const struct solver_worth *b)
{
    if (a->is_infeasible != b->is_infeasible)
        return b->is_infeasible;
    return solver_gains_compare(a->gains, a->n_gains, b->gains, b->n_gains) > 0;
}

static void sort(struct solver_worth *items, int n)
{
    for (int i = 1; i < n; i++) {
        struct solver_worth w = items[i];
        int at = i;
        for (; at > 0 && is_better(&w, &items[at - 1]); at--)
            items[at] = items[at - 1];
        items[at] = w;
    }
}

/* Also finds out whether the plan is what it says it is. */
static void solve_base(struct valuer *v)
{
    struct solver_plan plan = {0};
    v->rc = solver_solve(&v->inst, &v->limits, &plan);
    if (v->rc != SOLVER_OK)
        return;
    v->value->is_complete = plan.status != SOLVER_STOPPED;
    v->value->n_levels = plan.n_levels;
    v->value->base = plan.levels;
    plan.levels = NULL;
    for (int j = 0; j < v->value->n_levels; j++)
        if (v->value->base[j].is_proven && v->value->base[j].value != v->plan->levels[j].value)
            v->rc = SOLVER_BAD;
    solver_plan_release(&plan);
}

int solver_value_solve(const struct solver_instance *inst, const struct solver_plan *plan,
                       const struct solver_limits *limits, struct solver_value *value)
{
    struct valuer v = {.inst = *inst,
                       .plan = plan,
                       .limits = *limits,
                       .time_limit_s = limits->time_limit_s,
                       .start_s = sv_now_s(),
                       .value = value};
    struct solver_policy *policy = &v.inst.policy;
    *value = (struct solver_value){.is_complete = true};
    memcpy(value->instance_sha256, inst->sha256, sizeof value->instance_sha256);
    if (plan->status != SOLVER_OPTIMAL)
        return SOLVER_BAD;
    if (policy->n_objectives && policy->objectives[policy->n_objectives - 1] == SOLVER_AGENCIES)
        policy->n_objectives--;
    v.limits.max_moves = 0;
    solve_base(&v);
    if (v.rc == SOLVER_OK)
        appraise_rooms(&v);
    if (v.rc == SOLVER_OK)
        appraise_beds(&v);
    if (v.rc == SOLVER_OK) {
        sort(value->rooms, value->n_rooms);
        sort(value->beds, value->n_beds);
    } else {
        solver_value_release(value);
    }
    return v.rc;
}

bool solver_value_is_proven(const struct solver_value *value)
{
    bool is_proven = value->is_complete;
    for (int i = 0; i < value->n_rooms; i++)
        is_proven &= value->rooms[i].is_proven;
    for (int i = 0; i < value->n_beds; i++)
        is_proven &= value->beds[i].is_proven;
    return is_proven;
}

void solver_value_release(struct solver_value *value)
{
    for (int i = 0; i < value->n_rooms; i++)
        free(value->rooms[i].gains);
    for (int i = 0; i < value->n_beds; i++)
        free(value->beds[i].gains);
    free(value->rooms);
    free(value->beds);
    free(value->base);
    *value = (struct solver_value){0};
}
