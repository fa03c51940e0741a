/* The smallest change that would house a party (solver/explain.h says what that means).
 *
 * Let v be the plan's values on the levels that say who is housed: the best that can be, and the
 * best without p, for the plan leaves p out. A changed p that is worth w then has a room in every
 * optimal plan just when
 *
 *     (1)   V + w > v   (lexicographically),
 *
 * V being the best that the others can have while a guest with p's (changed) demands is housed. V
 * is the same for all whom no rule can tell apart and whom V's own plan leaves out, so it is asked
 * once for each such type (explain_ask.h), and for a p that is in V's plan once more without it.
 *
 * A place in the order moves others by one place, so the level `order` and those after it are asked
 * again with the places shifted, on both sides of (1), where the levels before it leave (1) open.
 * A better place never hurts: each step up adds to p's sets and takes from those without p no less
 * than from those with p. So the place nearest to its own is found by bisection.
 *
 * A room in use changes what others can have: it is a question of its own for each room, and for
 * each p that its plan houses, one more, whether as good a plan can leave p out.
 */
#include <stdlib.h>
#include <string.h>

#include "explain_ask.h"
#include "explain_parts.h"
#include "clock.h"

/* Iterations × rows of one ask. To see that the plan is optimal may take what a run without limits
 * may; an ask takes some two thirds of that as a rule, and one that takes twenty times as much
 * would cost more than its answer is worth. 5·10^7 is a second. */
static const int64_t MAX_WORK = 1000000000000, LEAST_WORK = 50000000;

enum verdict { NO, YES, OPEN };

struct search {
    const struct solver_instance *inst;
    const struct solver_plan *plan;
    struct sv_ask_base base;
    const struct solver_limits *given;
    double start_s;
    struct sv_ask *now; /* no guest: the plan again */
    struct sv_guests guests;
    struct sv_rooms rooms;
    int64_t *lo, *hi, *lo_now, *hi_now; /* [n_levels] */
    bool is_out_of_memory;
};

static bool is_over(void *ctx)
{
    const struct search *s = ctx;
    return s->given && sv_limits_are_over(s->given, s->start_s);
}

/* The ask whose own plan leaves p out, so that it is true of p. */
static struct sv_ask *ask_guest_for(struct search *s, const struct solver_party *party, int p)
{
    struct sv_ask *a = sv_guests_ask(&s->guests, party, -1);
    return a && a->room_of[p] >= 0 ? sv_guests_ask(&s->guests, party, p) : a;
}

static enum verdict verdict_of(enum sv_tie t)
{
    return t == SV_MORE ? YES : t == SV_UNSETTLED ? OPEN : NO;
}

/* Would p have a room if its demands were those of `changed`? */
static enum verdict try_demands(struct search *s, const struct solver_party *changed, int p)
{
    struct sv_worth w = sv_worth_of(&s->base, p);
    struct sv_ask *a = ask_guest_for(s, changed, p);
    return a ? verdict_of(sv_compare(&s->base, &w, 0, s->base.n_levels, a->lo, a->hi, s->now->lo,
                                     s->now->hi))
             : NO;
}

/* Would p have a room at that place in the order? `a`: its guest. */
static enum verdict try_place(struct search *s, struct sv_ask *a, int p, int order)
{
    struct solver_change c = {.kind = SOLVER_CHANGE_ORDER, .order = order};
    struct sv_worth w = sv_worth_of(&s->base, p);
    int first = s->base.first_order, n = s->base.n_levels;
    struct sv_shift shift = {order, w.order};
    solver_change_fill(s->inst, p, &c);
    w.order = order;
    w.points = c.points;
    w.band = c.band;
    enum sv_tie t = sv_compare(&s->base, &w, 0, first, a->lo, a->hi, s->now->lo, s->now->hi);
    if (t != SV_TIE || first == n)
        return verdict_of(t);
    struct sv_ask *sides[] = {a, s->now};
    t = SV_UNSETTLED;
    for (int i = 0; i <= 2 && t == SV_UNSETTLED;
         i++) { /* what is known, then ask, then ask the other */
        if ((i && !sv_ask_shift_solve(sides[i - 1], shift, p)) ||
            !sv_ask_shift_bounds(a, shift, p, s->lo, s->hi) ||
            !sv_ask_shift_bounds(s->now, shift, p, s->lo_now, s->hi_now)) {
            s->is_out_of_memory = true;
            return OPEN;
        }
        t = sv_compare(&s->base, &w, first, n, s->lo, s->hi, s->lo_now, s->hi_now);
    }
    return verdict_of(t);
}

/* A party that would accept every site can be wherever one more site could have it. */
static enum verdict try_all_sites(struct search *s, int p)
{
    struct solver_party party = s->inst->parties[p];
    party.other_sites_penalty = 0;
    return try_demands(s, &party, p);
}

static enum verdict find_site(struct search *s, int p, struct solver_change *c)
{
    c->kind = SOLVER_CHANGE_SITE;
    if (s->inst->parties[p].other_sites_penalty >= 0 || try_all_sites(s, p) == NO)
        return NO;
    for (c->site_ix = 0; c->site_ix < s->inst->n_sites; c->site_ix++) {
        struct solver_instance changed;
        int rc = solver_change_apply(s->inst, p, c, &changed);
        if (rc == SOLVER_BAD)
            continue;
        s->is_out_of_memory |= rc == SOLVER_NOMEM;
        enum verdict v = rc == SOLVER_OK ? try_demands(s, &changed.parties[p], p) : OPEN;
        solver_changed_release(&changed);
        if (v != NO)
            return v;
    }
    return NO;
}

static enum verdict find_place(struct search *s, int p, struct solver_change *c)
{
    int own = s->inst->parties[p].order, yes = 1, no = own;
    struct sv_ask *a = own > 1 ? ask_guest_for(s, &s->inst->parties[p], p) : NULL;
    enum verdict v = a ? try_place(s, a, p, 1) : NO;
    if (v != YES)
        return v;
    while (no - yes > 1) {
        int mid = yes + (no - yes) / 2;
        v = try_place(s, a, p, mid);
        if (v == OPEN)
            return OPEN;
        if (v == YES)
            yes = mid;
        else
            no = mid;
    }
    *c = (struct solver_change){.kind = SOLVER_CHANGE_ORDER, .order = yes};
    solver_change_fill(s->inst, p, c);
    return YES;
}

static enum verdict find_sharing(struct search *s, int p, struct solver_change *c)
{
    struct solver_party party = s->inst->parties[p];
    if (!party.is_private)
        return NO;
    *c = (struct solver_change){.kind = SOLVER_CHANGE_SHARING};
    party.is_private = false;
    return try_demands(s, &party, p);
}

static bool is_settled(const struct search *s, const struct sv_ask *a)
{
    for (int j = 0; j < s->base.n_levels; j++)
        if (a->lo[j] != a->hi[j])
            return false;
    return true;
}

static enum verdict try_room(struct search *s, int p, int room_ix)
{
    bool is_home = s->inst->parties[p].current_room_ix == room_ix;
    if (!is_home && !sv_guests_has_fitting(&s->guests, &s->inst->parties[p], room_ix))
        return NO;
    struct sv_ask *with = sv_rooms_ask(&s->rooms, room_ix);
    s->is_out_of_memory |= !with;
    if (!with || !with->is_possible)
        return with ? NO : OPEN;
    if (with->run.rules.fixed_room[p] >= 0)
        return YES;
    if (with->room_of[p] < 0)
        return is_settled(s, with) ? NO : OPEN;
    struct sv_question q = {.out_ix = p, .room_ix = room_ix};
    struct sv_ask *without = sv_ask_new(&s->base, &q);
    s->is_out_of_memory |= !without;
    enum verdict v = without ? verdict_of(sv_compare(&s->base, NULL, 0, s->base.n_levels, with->lo,
                                                     with->hi, without->lo, without->hi))
                             : OPEN;
    sv_ask_free(without);
    return v;
}

static enum verdict find_room(struct search *s, int p, struct solver_change *c)
{
    int home = s->inst->parties[p].current_room_ix;
    c->kind = SOLVER_CHANGE_ROOM;
    for (int i = -1; i < s->inst->n_rooms; i++) {
        c->room_ix = i < 0 ? home : i;
        if (c->room_ix < 0 || s->inst->rooms[c->room_ix].is_usable || i == home ||
            (i >= 0 && s->rooms.is_twin[i]))
            continue;
        enum verdict v = try_room(s, p, c->room_ix);
        if (v != NO)
            return v;
    }
    return NO;
}

static void find_change(struct search *s, struct solver_explanation *e)
{
    static enum verdict (*const FINDERS[])(struct search *, int, struct solver_change *) = {
        find_site, find_place, find_sharing, find_room};
    e->state = SOLVER_CHANGE_NONE;
    for (size_t k = 0; k < sizeof FINDERS / sizeof *FINDERS && e->state == SOLVER_CHANGE_NONE;
         k++) {
        struct solver_change c = {0};
        enum verdict v = is_over(s) ? OPEN : FINDERS[k](s, e->party_ix, &c);
        if (v == YES) {
            e->state = SOLVER_CHANGE_FOUND;
            e->change = c;
        } else if (v == OPEN) {
            e->state = SOLVER_CHANGE_OPEN;
        }
    }
}

/* The levels that say who is housed; 0 where a later one would still say it. */
static int count_who_levels(const struct solver_level *levels, int n)
{
    int n_who = 0;
    while (n_who < n && solver_objective_is_max(levels[n_who].objective))
        n_who++;
    for (int j = n_who; j < n; j++)
        if (solver_objective_is_max(levels[j].objective))
            return 0;
    return n_who;
}

/* The plan solved again, from itself: is it the best in who is housed? */
static enum solver_change_state check_plan(struct search *s)
{
    struct sv_question q = {.out_ix = -1, .room_ix = -1};
    size_t n = (size_t)s->inst->n_parties;
    for (int j = 0; j < s->base.n_levels;
         j++) /* it says so itself: no long search to hear it again */
        if (j >= s->plan->n_levels || !s->plan->levels[j].is_proven)
            return SOLVER_CHANGE_NOT_OPTIMAL;
    s->now = sv_ask_new(&s->base, &q);
    if (!s->now) {
        s->is_out_of_memory = true;
        return SOLVER_CHANGE_OPEN;
    }
    int64_t work = MAX_WORK - s->now->run.effort.work_left;
    s->base.limits.work_left = work < MAX_WORK / 100 ? 20 * work + LEAST_WORK : MAX_WORK;
    bool is_best = s->now->is_possible && is_settled(s, s->now) &&
                   !memcmp(s->now->room_of, s->plan->room_of_party, n * sizeof *s->now->room_of);
    return is_best      ? SOLVER_CHANGE_NONE
           : is_over(s) ? SOLVER_CHANGE_OPEN
                        : SOLVER_CHANGE_NOT_OPTIMAL;
}

/* Room for what is asked. False: out of memory. */
static bool search_init(struct search *s, struct solver_level *levels)
{
    size_t n = (size_t)s->base.n_levels + 1;
    s->start_s = sv_now_s();
    s->base.inst = s->inst;
    s->base.room_of = s->plan->room_of_party;
    s->base.levels = levels;
    s->base.first_order = s->base.n_levels;
    for (int j = s->base.n_levels - 1; j >= 0; j--)
        if (levels[j].objective == SOLVER_ORDER)
            s->base.first_order = j;
    s->base.limits = (struct sv_effort){.is_over = is_over, .ctx = s, .work_left = MAX_WORK};
    s->lo = calloc(n, sizeof *s->lo);
    s->hi = calloc(n, sizeof *s->hi);
    s->lo_now = calloc(n, sizeof *s->lo_now);
    s->hi_now = calloc(n, sizeof *s->hi_now);
    return s->lo && s->hi && s->lo_now && s->hi_now && sv_rooms_init(&s->rooms, &s->base);
}

static void search_release(struct search *s)
{
    sv_rooms_release(&s->rooms);
    sv_ask_free(s->now);
    sv_guests_release(&s->guests);
    free(s->lo);
    free(s->hi);
    free(s->lo_now);
    free(s->hi_now);
}

/* One state for all unplaced parties. */
static void set_state(struct solver_explanations *out, enum solver_change_state state)
{
    for (int i = 0; i < out->n; i++)
        if (out->items[i].room_ix < 0)
            out->items[i].state = state;
}

static void find_changes(struct search *s, struct solver_explanations *out)
{
    enum solver_change_state state = s->base.n_levels ? check_plan(s) : SOLVER_CHANGE_NO_LEVELS;
    set_state(out, state);
    for (int i = 0; i < out->n && state == SOLVER_CHANGE_NONE && !s->is_out_of_memory; i++) {
        int p = out->items[i].party_ix;
        if (out->items[i].room_ix >= 0)
            continue;
        if (!s->guests.probe && !sv_guests_init(&s->guests, &s->base, p))
            s->is_out_of_memory = true;
        else
            find_change(s, &out->items[i]);
        s->is_out_of_memory |= s->guests.is_out_of_memory;
    }
}

int sv_explain_changes(const struct solver_instance *inst, const struct solver_plan *plan,
                       const struct solver_limits *limits, struct solver_explanations *out)
{
    bool is_asked = false;
    int n = solver_levels_of(inst, NULL);
    for (int i = 0; i < out->n; i++)
        is_asked |= out->items[i].room_ix < 0;
    if (!is_asked || plan->status == SOLVER_INFEASIBLE)
        return SOLVER_OK;
    struct solver_level *levels = calloc((size_t)n + 1, sizeof *levels);
    if (!levels)
        return SOLVER_NOMEM;
    (void)solver_levels_of(inst, levels);
    struct search s = {.inst = inst, .plan = plan, .given = limits};
    s.base.n_levels = count_who_levels(levels, n);
    if (search_init(&s, levels))
        find_changes(&s, out);
    else
        s.is_out_of_memory = true;
    search_release(&s);
    free(levels);
    return s.is_out_of_memory ? SOLVER_NOMEM : SOLVER_OK;
}
