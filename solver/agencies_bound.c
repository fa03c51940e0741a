/* A wing's bound: the LP of agencies_bound.h, cuts (6) where it breaks them, and after each round
 * the bound of its duals in integers (milp.h). */
#include "agencies_bound.h"

#include <stdlib.h>

/* Rounds of cuts, and how many in a row may add less than 1/16 of a room together. */
enum { MAX_ROUNDS = 30, MAX_IDLE = 3 };
static const sv_wide PROGRESS = SV_ONE / 16;

/* Work of the first LP, in rows × rows: 1.3 to 1.9 on the fixture's wings. A wing that has less
 * does not begin. */
static const int64_t FIRST_LP = 2;

static int falling(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

/* An agency with k people is in at least as many rooms as the largest take to hold k. */
int64_t sv_wing_count(const struct sv_wing *w)
{
    int *caps = SV_NEW(w->mem, int, w->n_rooms), *people = SV_NEW(w->mem, int, w->n_agencies);
    int64_t pairs = 0;
    for (int r = 0; r < w->n_rooms; r++)
        caps[r] = w->cap[r];
    for (int i = 0; i < w->n_parties; i++)
        people[w->agency[i]] += w->size[i];
    qsort(caps, (size_t)w->n_rooms, sizeof *caps, falling);
    for (int a = 0; a < w->n_agencies; a++)
        for (int left = people[a], r = 0; left > 0 && r < w->n_rooms; pairs++)
            left -= caps[r++];
    return pairs > w->n_rooms ? pairs - w->n_rooms : 0;
}

/* The better of `best` and what the LP's rounds prove before the work is used up. */
static int64_t cut(struct sv_share *sh, struct sv_lp *lp, struct sv_effort *effort, int64_t best)
{
    struct sv_milp *m = &sh->milp;
    double *x = SV_NEW(m->mem, double, m->n_cols), *pi = SV_NEW(m->mem, double, m->n_rows);
    struct sv_dual dual = sv_dual_new(m);
    sv_wide least = 0; /* dual bound of the last round that counted */
    for (int round = 0, n_idle = 0; round < MAX_ROUNDS && n_idle < MAX_IDLE; round++) {
        if (sv_lp_solve(lp, round > 0, effort) != SV_LP_OPTIMAL)
            break;
        double *pi_cut = SV_NEW(m->mem, double, m->n_cuts);
        (void)sv_lp_result(lp, x, pi, pi_cut);
        sv_milp_bound(m, pi, pi_cut, m->lo, m->hi, &dual);
        int64_t bound = -sv_floor(dual.bound, 1);
        best = bound > best ? bound : best;
        n_idle = round && least - dual.bound < PROGRESS ? n_idle + 1 : 0;
        least = n_idle ? least : dual.bound;
        if (round)
            sv_lp_drop_cuts(lp, m);
        if (!sv_share_separate(sh, x))
            break;
        sv_lp_add_cuts(lp);
    }
    return best;
}

int64_t sv_wing_bound(const struct sv_wing *w, int64_t *work)
{
    int64_t best = sv_wing_count(w);
    struct sv_share sh;
    sv_share_init(&sh, w);
    if (FIRST_LP * sh.milp.n_rows * sh.milp.n_rows > *work)
        return best;
    struct sv_effort effort = w->run->effort;
    effort.work_left = *work;
    int *cols = SV_NEW(w->mem, int, sh.milp.n_cols);
    for (int j = 0; j < sh.milp.n_cols; j++)
        cols[j] = j;
    struct sv_lp *lp = sv_lp_new(&sh.milp, cols, sh.milp.n_cols, 0);
    best = cut(&sh, lp, &effort, best);
    sv_lp_free(lp);
    *work = effort.work_left > 0 ? effort.work_left : 0;
    return best;
}
