/* The level `order` with places shifted, asked again of an ask (explain_ask.h).
 *
 * A shift S takes 1 from each housed party in it. What the levels before have settled loses the
 * same in every plan; so let M(S) be the best of the others' places with that put back. Then for
 * plans A and shifts T that are known
 *
 *     places(A) - |A and S| <= M(S) - settled(S)         A leaves out whom p's question leaves out
 *     M(S) <= M(T)  where T is a part of S               T left out nobody else
 *
 * and mostly that says enough, or all: M(S) = M(T) when T's plan has nobody in S but in T.
 */
#include <string.h>

#include "explain_ask.h"

/* Parties of the instance that levels before first_order leave open and whose order is below. */
static int count_open(const struct sv_ask *a, int below)
{
    int n = 0;
    for (int p = 0; p < a->base->inst->n_parties; p++)
        n += a->state[p] == SV_FREE && a->base->inst->parties[p].order < below;
    return n;
}

/* How many of those settled as housed the shift moves. */
static int count_settled(const struct sv_ask *a, struct sv_shift shift)
{
    int n = 0;
    for (int p = 0; p < a->base->inst->n_parties; p++) {
        int order = a->base->inst->parties[p].order;
        bool is_housed = a->run.rules.fixed_room[p] >= 0 || a->state[p] == SV_IN;
        n += is_housed && order >= shift.from && order < shift.to;
    }
    return n;
}

static int64_t places_of(const struct sv_ask *a, const int *room_of, struct sv_shift shift)
{
    int64_t sum = 0;
    for (int p = 0; p < a->base->inst->n_parties; p++) {
        int order = a->base->inst->parties[p].order;
        if (room_of[p] >= 0)
            sum += a->base->inst->n_parties + 1 - order - (order >= shift.from && order < shift.to);
    }
    return sum;
}

static struct sv_shifted *new_shifted(struct sv_ask *a, struct sv_shift shift, int out_ix)
{
    struct sv_shifted *s = SV_NEW(&a->mem, struct sv_shifted, 1);
    s->out_ix = out_ix;
    s->n_before = count_open(a, shift.from);
    s->n_until = count_open(a, shift.to);
    s->n_settled = count_settled(a, shift);
    s->lo = SV_NEW(&a->mem, int64_t, a->run.n_levels);
    s->hi = SV_NEW(&a->mem, int64_t, a->run.n_levels);
    s->room_of = SV_NEW(&a->mem, int, a->inst.n_parties);
    return s;
}

static void keep_shifted(struct sv_ask *a, struct sv_shifted *s, const int *room_of)
{
    memcpy(s->room_of, room_of, (size_t)a->inst.n_parties * sizeof *room_of);
    s->next = a->shifted;
    a->shifted = s;
}

/* Back to the state before level first_order, with the shift made and one party less. */
static void restore_fork(struct sv_ask *a)
{
    struct sv_run *run = &a->run;
    size_t n = (size_t)a->inst.n_parties;
    size_t n_fits = (size_t)run->kinds.n_profiles * (size_t)run->kinds.n_kinds;
    int offset = a->guest >= 0; /* as the ask made its instance */
    run->effort = a->base->limits;
    memcpy(run->state, a->state, n * sizeof *a->state);
    memcpy(run->kinds.fits, a->fits, n_fits * sizeof *a->fits);
    memcpy(run->room_of, a->room_of, n * sizeof *a->room_of);
    if (a->shift_out_ix >= 0)
        run->state[a->shift_out_ix] = SV_OUT;
    for (int p = 0; p < a->base->inst->n_parties; p++) {
        int order = a->base->inst->parties[p].order;
        a->inst.parties[p].order = order + offset + (order >= a->shift.from && order < a->shift.to);
    }
}

static void solve_shifted(struct sv_ask *a)
{
    struct sv_run *run = &a->run;
    struct sv_shifted *s = new_shifted(a, a->shift, a->shift_out_ix);
    for (int j = 0; j < run->n_levels; j++)
        s->hi[j] = SV_NO_BOUND;
    restore_fork(a);
    for (int j = a->base->first_order; j < run->n_levels; j++) {
        if (run->effort.is_over(run->effort.ctx))
            break;
        sv_level_solve(run, j);
        sv_ask_read(a, j, s->lo, s->hi);
        if (!run->levels[j].is_proven)
            break;
    }
    keep_shifted(a, s, run->room_of);
}

/* What the ask itself found: nobody shifted. */
static void keep_unshifted(struct sv_ask *a)
{
    struct sv_shifted *s = new_shifted(a, (struct sv_shift){0, 0}, -1);
    memcpy(s->lo, a->lo, (size_t)a->run.n_levels * sizeof *s->lo);
    memcpy(s->hi, a->hi, (size_t)a->run.n_levels * sizeof *s->hi);
    keep_shifted(a, s, a->room_of);
}

bool sv_ask_shift_bounds(struct sv_ask *a, struct sv_shift shift, int out_ix, int64_t *lo,
                         int64_t *hi)
{
    int j = a->base->first_order, n = a->run.n_levels;
    if (!a->shifted && sv_ask_guarded(a, keep_unshifted) == 1)
        return false;
    int n_before = count_open(a, shift.from), n_until = count_open(a, shift.to);
    int n_settled = count_settled(a, shift);
    for (int i = j; i < n; i++) {
        lo[i] = 0;
        hi[i] = SV_NO_BOUND;
    }
    for (const struct sv_shifted *s = a->shifted; s; s = s->next) {
        bool is_part =
            s->n_before == s->n_until || (s->n_before >= n_before && s->n_until <= n_until);
        bool is_same = s->n_before == n_before && s->n_until == n_until;
        bool is_out = s->room_of[out_ix] < 0;
        int64_t low = is_out ? places_of(a, s->room_of, shift) : 0;
        int64_t high = is_part && (s->out_ix < 0 || s->out_ix == out_ix)
                           ? s->hi[j] + s->n_settled - n_settled
                           : SV_NO_BOUND;
        lo[j] = low > lo[j] ? low : lo[j];
        hi[j] = high < hi[j] ? high : hi[j];
        if (is_same && is_out && (s->out_ix < 0 || s->out_ix == out_ix))
            for (int i = j + 1; i < n; i++) {
                lo[i] = s->lo[i];
                hi[i] = s->hi[i];
            }
    }
    return true;
}

bool sv_ask_shift_solve(struct sv_ask *a, struct sv_shift shift, int out_ix)
{
    a->shift = shift;
    a->shift_out_ix = -1;
    if (sv_ask_guarded(a, solve_shifted) == 1)
        return false;
    if (a->shifted->room_of[out_ix] < 0) /* nobody need be left out: it is true of p too */
        return true;
    a->shift_out_ix = out_ix;
    return sv_ask_guarded(a, solve_shifted) != 1;
}
