/* Level `agencies`: wing by wing a bound, then a search for a plan worth it. */
#include "agencies.h"

/* Exchanges looked at for each party, and in all: some seconds. */
static const int64_t STEPS_A_PARTY = 8000, MAX_STEPS = 40000000;
/* Simplex iterations × rows of the bounds: for each party of a wing, and in all. A quarter of the
 * former is too little for the largest wing of the fixture (66 instead of 79); two and a
 * half times as much adds nothing. */
static const int64_t WORK_A_PARTY = 16000, MAX_WORK = 15000000;

struct sums {
    int64_t value, bound, work_left, n_steps;
};

/* Where nothing may be searched for, the plan stays and is counted. */
static void close_wing(struct sv_run *run, const struct sv_wing_list *l, int ix, bool is_search,
                       struct sums *s)
{
    struct sv_wing w;
    sv_wing_init(&w, run, l, ix);
    if (is_search && !run->effort.is_over(run->effort.ctx)) {
        int64_t share = WORK_A_PARTY * w.n_parties, work;
        sv_wing_tables(&w);
        work = share < s->work_left ? share : s->work_left;
        s->work_left -= work;
        int64_t bound = sv_wing_bound(&w, &work);
        s->work_left += work;
        s->bound += bound;
        s->value += sv_wing_search(&w, bound, s->n_steps * w.n_parties);
        for (int i = 0; i < w.n_parties; i++)
            run->room_of[w.parties[i]] = w.rooms[w.room_of[i]];
    } else {
        s->value += sv_wing_value(&w);
        s->bound += sv_wing_count(&w);
    }
    sv_arena_release(run->scratch);
}

static void close_wings(struct sv_run *run, int level_ix, bool is_search)
{
    struct solver_level *level = &run->levels[level_ix];
    struct sv_wing_list l;
    struct sums s = {.work_left = MAX_WORK, .n_steps = STEPS_A_PARTY};
    run->report(run, "agencies", level_ix);
    sv_wings(&l, run);
    if (run->inst->n_parties > MAX_STEPS / STEPS_A_PARTY)
        s.n_steps = MAX_STEPS / run->inst->n_parties;
    for (int ix = 0; ix < l.n_wings; ix++)
        close_wing(run, &l, ix, is_search, &s);
    level->value = s.value;
    level->bound = s.bound;
    level->is_proven = s.value == s.bound;
    run->report(run, "done", level_ix);
    sv_arena_release(run->level_mem);
}

void sv_agencies(struct sv_run *run, int level_ix)
{
    close_wings(run, level_ix, true);
}

void sv_agencies_count(struct sv_run *run, int level_ix)
{
    close_wings(run, level_ix, false);
}
