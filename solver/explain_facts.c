/* The facts of an explanation: counts of rooms by what shuts them, cut-offs at the sites. From
 * instance and plan alone, in the checker's reading of the rules, so that anybody can recount. */
#include "explain_parts.h"

#include <stdlib.h>

int sv_facts_init(struct sv_facts *f, const struct solver_instance *inst,
                  const struct solver_plan *plan)
{
    *f = (struct sv_facts){.inst = inst, .plan = plan};
    for (int i = 0; i < inst->policy.n_objectives; i++) {
        if (!solver_objective_is_max(inst->policy.objectives[i]))
            break;
        f->keys[f->n_keys++] = inst->policy.objectives[i];
    }
    int rc = sv_bound_init(&f->bound, inst);
    if (rc == SOLVER_OK)
        rc = sv_by_room_init(&f->by_room, inst, plan->room_of_party);
    if (rc != SOLVER_OK)
        sv_facts_release(f);
    return rc;
}

void sv_facts_release(struct sv_facts *f)
{
    sv_by_room_release(&f->by_room);
    sv_bound_release(&f->bound);
    *f = (struct sv_facts){0};
}

/* By the levels that say who is housed, then by order: negative when a comes before b. */
static int compare_claims(const struct sv_facts *f, int a, int b)
{
    const struct solver_party *p = &f->inst->parties[a], *q = &f->inst->parties[b];
    for (int k = 0; k < f->n_keys; k++) {
        int diff = 0;
        if (f->keys[k] == SOLVER_KEEP_HOUSED)
            diff = sv_is_incumbent(f->inst, q) - sv_is_incumbent(f->inst, p);
        else if (f->keys[k] == SOLVER_HOUSED_BY_BAND)
            diff = p->band - q->band;
        else if (f->keys[k] == SOLVER_POINTS)
            diff = q->points - p->points;
        else
            diff = p->order - q->order;
        if (diff)
            return diff;
    }
    return p->order - q->order;
}

/* Would p and q give room r the same mode? */
static bool is_same_mode(const struct solver_party *p, const struct solver_party *q,
                         const struct solver_room *room)
{
    if (p->is_private || q->is_private)
        return p->is_private && q->is_private;
    return p->pool_ix == q->pool_ix &&
           (room->sex == SOLVER_ROOM_UNRESTRICTED ||
            (sv_sexes_of(p) == sv_sexes_of(q) && sv_sexes_of(p) != SV_BOTH));
}

static bool contains(const int *ixs, int n, int ix)
{
    for (int i = 0; i < n; i++)
        if (ixs[i] == ix)
            return true;
    return false;
}

int sv_penalty_of(const struct solver_party *p, int site_ix)
{
    for (int i = 0; i < p->n_sites; i++)
        if (p->sites[i].site_ix == site_ix)
            return p->sites[i].penalty;
    return p->other_sites_penalty;
}

static bool meets_needs(const struct solver_party *p, const struct solver_room *room)
{
    for (int i = 0; i < p->n_needs; i++)
        if (!contains(room->feature_ixs, room->n_features, p->need_ixs[i]))
            return false;
    return true;
}

static bool admits_sex(const struct solver_party *p, const struct solver_room *room)
{
    enum sv_sexes sexes = sv_sexes_of(p);
    if (room->sex == SOLVER_ROOM_F || room->sex == SOLVER_ROOM_M)
        return sexes == (room->sex == SOLVER_ROOM_F ? SV_ONLY_F : SV_ONLY_M);
    return true;
}

/* Rules (4) and size, other people aside; SOLVER_SHUT_VACANT = the room suits. */
static enum solver_shut shut_by_rules(const struct sv_facts *f, int party_ix, int room_ix)
{
    const struct solver_party *p = &f->inst->parties[party_ix];
    const struct solver_room *room = &f->inst->rooms[room_ix];
    bool is_home = f->inst->policy.incumbents == SOLVER_MAY_MOVE && p->current_room_ix == room_ix;
    bool has_mode =
        p->is_private || sv_sexes_of(p) != SV_BOTH || room->sex == SOLVER_ROOM_UNRESTRICTED;
    if (!room->is_usable)
        return SOLVER_SHUT_CLOSED;
    if (!is_home && sv_penalty_of(p, room->site_ix) < 0)
        return SOLVER_SHUT_SITE;
    if (!is_home && room->n_pools && !contains(room->pool_ixs, room->n_pools, p->pool_ix))
        return SOLVER_SHUT_POOL;
    if (!is_home && !meets_needs(p, room))
        return SOLVER_SHUT_NEEDS;
    if (!is_home && sv_is_banned(p, room_ix))
        return SOLVER_SHUT_BANNED;
    if (has_mode && p->n_members > sv_check_cap(f->inst, p, room))
        return SOLVER_SHUT_TOO_LARGE;
    return has_mode && (is_home || admits_sex(p, room)) ? SOLVER_SHUT_VACANT : SOLVER_SHUT_SEX;
}

/* Could one simply take the place of the other? */
static bool is_like(const struct solver_party *p, const struct solver_party *q)
{
    return p->is_private == q->is_private && p->pool_ix == q->pool_ix &&
           p->n_members == q->n_members && sv_sexes_of(p) == sv_sexes_of(q);
}

/* A room that suits: what do those who live there in the plan make of it? */
static enum solver_shut shut_by_people(const struct sv_facts *f, int party_ix, int room_ix)
{
    const struct solver_party *p = &f->inst->parties[party_ix];
    const struct solver_room *room = &f->inst->rooms[room_ix];
    int left = sv_check_cap(f->inst, p, room), left_by_bound = left, n_after = 0, n_like = 0;
    bool is_same = true, is_bound_same = true;
    int first = f->by_room.start[room_ix], end = f->by_room.start[room_ix + 1];
    for (int i = first; i < end; i++) {
        int q = f->by_room.party[i];
        const struct solver_party *other = &f->inst->parties[q];
        bool is_bound = f->bound.room_of[q] >= 0;
        bool can_share = !p->is_private && is_same_mode(p, other, room);
        bool is_after = !is_bound && compare_claims(f, party_ix, q) < 0;
        left -= other->n_members;
        left_by_bound -= is_bound ? other->n_members : 0;
        is_same &= can_share;
        is_bound_same &= !is_bound || can_share;
        n_after += is_after;
        n_like += is_after && is_like(p, other);
    }
    if (first == end)
        return SOLVER_SHUT_VACANT;
    if (!is_bound_same || left_by_bound < p->n_members)
        return SOLVER_SHUT_HELD;
    if (!is_same && !p->is_private)
        return SOLVER_SHUT_OTHER_USE;
    if (is_same && left > 0)
        return left >= p->n_members ? SOLVER_SHUT_VACANT : SOLVER_SHUT_FEW_LEFT;
    return n_like ? SOLVER_SHUT_LIKE_AFTER : n_after ? SOLVER_SHUT_UNLIKE : SOLVER_SHUT_BEFORE;
}

/* The last party that is in rooms of the site in the mode of p; -1 nobody. */
static int last_placed(const struct sv_facts *f, int party_ix, int site_ix)
{
    const struct solver_party *p = &f->inst->parties[party_ix];
    int last = -1;
    for (int q = 0; q < f->inst->n_parties; q++) {
        int r = f->plan->room_of_party[q];
        const struct solver_party *other = &f->inst->parties[q];
        if (q == party_ix || r < 0 || f->inst->rooms[r].site_ix != site_ix ||
            f->bound.room_of[q] >= 0 || sv_is_incumbent(f->inst, other) ||
            !is_same_mode(p, other, &f->inst->rooms[r]))
            continue;
        if (last < 0 || compare_claims(f, last, q) < 0)
            last = q;
    }
    return last;
}

static struct solver_cutoff cutoff_of(const struct sv_facts *f, int party_ix, int site_ix)
{
    const struct solver_party *p = &f->inst->parties[party_ix];
    int penalty = sv_penalty_of(p, site_ix);
    struct solver_cutoff c = {.site_ix = site_ix,
                              .is_accepted = penalty >= 0,
                              .penalty = penalty > 0 ? penalty : 0,
                              .last_ix = last_placed(f, party_ix, site_ix)};
    for (int r = 0; r < f->inst->n_rooms && !c.has_fitting; r++)
        c.has_fitting = f->inst->rooms[r].site_ix == site_ix &&
                        shut_by_rules(f, party_ix, r) == SOLVER_SHUT_VACANT;
    return c;
}

static int by_penalty(const void *a, const void *b)
{
    const struct solver_cutoff *x = a, *y = b;
    if (x->penalty != y->penalty)
        return x->penalty < y->penalty ? -1 : 1;
    return (x->site_ix > y->site_ix) - (x->site_ix < y->site_ix);
}

static void placed_facts(const struct sv_facts *f, struct solver_explanation *e)
{
    const struct solver_party *p = &f->inst->parties[e->party_ix];
    int here = sv_penalty_of(p, f->inst->rooms[e->room_ix].site_ix);
    if (f->bound.room_of[e->party_ix] >= 0)
        e->by = f->bound.is_stay[e->party_ix] ? SOLVER_BY_STAY : SOLVER_BY_PIN;
    for (int s = 0; s < f->inst->n_sites; s++) {
        int penalty = sv_penalty_of(p, s);
        if (penalty >= 0 && s != f->inst->rooms[e->room_ix].site_ix && (here < 0 || penalty < here))
            e->cutoffs[e->n_cutoffs++] = cutoff_of(f, e->party_ix, s);
    }
    if (e->n_cutoffs > 1)
        qsort(e->cutoffs, (size_t)e->n_cutoffs, sizeof *e->cutoffs, by_penalty);
}

int sv_facts_of(const struct sv_facts *f, int party_ix, struct solver_explanation *e)
{
    *e = (struct solver_explanation){.party_ix = party_ix,
                                     .room_ix = f->plan->room_of_party[party_ix]};
    if (f->plan->status == SOLVER_INFEASIBLE) {
        int bound = f->bound.room_of[party_ix];
        e->is_in_conflict = bound >= 0 && f->bound.is_clash[bound];
        return SOLVER_OK;
    }
    e->cutoffs = calloc((size_t)f->inst->n_sites + 1, sizeof *e->cutoffs);
    if (!e->cutoffs)
        return SOLVER_NOMEM;
    if (e->room_ix >= 0) {
        placed_facts(f, e);
        return SOLVER_OK;
    }
    for (int r = 0; r < f->inst->n_rooms; r++) {
        enum solver_shut shut = shut_by_rules(f, party_ix, r);
        if (shut == SOLVER_SHUT_VACANT)
            shut = shut_by_people(f, party_ix, r);
        e->n_rooms[shut]++;
    }
    for (int s = 0; s < f->inst->n_sites; s++)
        e->cutoffs[e->n_cutoffs++] = cutoff_of(f, party_ix, s);
    return SOLVER_OK;
}
