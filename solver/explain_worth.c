/* What a party is worth to the levels, and the comparison (1) of explain_search.c. */
#include "explain_ask.h"
#include "explain_parts.h"

static int64_t worth_at(const struct sv_ask_base *b, const struct sv_worth *w, int j)
{
    switch (b->levels[j].objective) {
    case SOLVER_KEEP_HOUSED:
        return w->keep;
    case SOLVER_HOUSED_BY_BAND:
        return w->band == b->levels[j].band ? w->n : 0;
    case SOLVER_POINTS:
        return (int64_t)w->n * w->points;
    case SOLVER_ORDER:
        return b->inst->n_parties + 1 - w->order;
    case SOLVER_MOVES:
    case SOLVER_PREFERENCES:
    case SOLVER_ROOMS:
    case SOLVER_AGENCIES:
    case SOLVER_N_OBJECTIVES:
        break;
    }
    return 0;
}

/* A band that no party had has a level of its own in the changed instance, where only p counts:
 * does it come before level j, and not before level j - 1? */
static bool has_own_band(const struct sv_ask_base *b, const struct sv_worth *w, int j)
{
    const struct solver_level *levels = b->levels;
    bool is_here = j < b->n_levels && levels[j].objective == SOLVER_HOUSED_BY_BAND;
    bool was_there = j > 0 && levels[j - 1].objective == SOLVER_HOUSED_BY_BAND;
    if (!is_here && !was_there)
        return false;
    return (!was_there || levels[j - 1].band < w->band) && (!is_here || levels[j].band > w->band);
}

/* (1) on levels first to end - 1: [lo, hi] + w against [lo_now, hi_now]. */
enum sv_tie sv_compare(const struct sv_ask_base *b, const struct sv_worth *w, int first, int end,
                       const int64_t *lo, const int64_t *hi, const int64_t *lo_now,
                       const int64_t *hi_now)
{
    for (int j = first; j <= end; j++) {
        if (w && has_own_band(b, w, j))
            return SV_MORE;
        if (j == end)
            break;
        int64_t add = w ? worth_at(b, w, j) : 0;
        if (lo[j] + add > hi_now[j])
            return SV_MORE;
        if (hi[j] + add < lo_now[j])
            return SV_LESS;
        if (lo[j] != hi[j] || lo_now[j] != hi_now[j])
            return SV_UNSETTLED;
    }
    return SV_TIE;
}

struct sv_worth sv_worth_of(const struct sv_ask_base *b, int p)
{
    const struct solver_party *party = &b->inst->parties[p];
    bool is_kept = sv_is_incumbent(b->inst, party);
    return (struct sv_worth){is_kept ? party->n_members : 0, party->n_members, party->band,
                             party->points, party->order};
}
