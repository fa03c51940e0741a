/* Solving again for an explanation (explain_ask.h). A run of the search that starts from the plan,
 * with the guest known to be housed from the first level on. */
#include "explain_ask.h"

#include <stdlib.h>
#include <string.h>

static void no_report(struct sv_run *run, const char *phase, int level_ix)
{
    (void)run;
    (void)phase;
    (void)level_ix;
}

int sv_ask_guarded(struct sv_ask *a, void (*step)(struct sv_ask *))
{
    jmp_buf jump;
    int why = setjmp(jump);
    if (!why) {
        a->mem.on_oom = &jump;
        a->level_mem.on_oom = &jump;
        a->scratch.on_oom = &jump;
        sv_glpk_guard(&jump);
        step(a);
    }
    sv_glpk_guard(NULL);
    sv_arena_release(&a->level_mem);
    sv_arena_release(&a->scratch);
    return why;
}

static bool copy_instance(struct sv_ask *a, const struct sv_question *q)
{
    const struct solver_instance *inst = a->base->inst;
    a->inst = *inst;
    a->inst.parties = calloc((size_t)inst->n_parties + 1, sizeof *a->inst.parties);
    a->inst.rooms = calloc((size_t)inst->n_rooms + 1, sizeof *a->inst.rooms);
    if (!a->inst.parties || !a->inst.rooms)
        return false;
    for (int p = 0; p < inst->n_parties; p++) {
        a->inst.parties[p] = inst->parties[p];
        a->inst.parties[p].order += q->guest != NULL; /* N + 1 - order stays what it is */
    }
    for (int r = 0; r < inst->n_rooms; r++)
        a->inst.rooms[r] = inst->rooms[r];
    if (q->room_ix >= 0)
        a->inst.rooms[q->room_ix].is_usable = true;
    if (q->guest) {
        a->guest = a->inst.n_parties++;
        a->inst.parties[a->guest] = *q->guest;
        a->inst.parties[a->guest].order = 1;
        size_t n_sites = (size_t)q->guest->n_sites; /* the guest's may not outlive the question */
        a->guest_sites = calloc(n_sites + 1, sizeof *a->guest_sites);
        if (!a->guest_sites)
            return false;
        for (size_t i = 0; i < n_sites; i++)
            a->guest_sites[i] = q->guest->sites[i];
        a->inst.parties[a->guest].sites = a->guest_sites;
    }
    return true;
}

/* What a set of parties adds to the levels, one after the other. */
static void add_worth(const struct sv_run *run, int p, int64_t *sum)
{
    for (int j = 0; j < run->n_levels; j++)
        sum[j] += sv_party_value(run, j, p);
}

static int compare_worth(const struct sv_run *run, const int64_t *a, const int64_t *b)
{
    for (int j = 0; j < run->n_levels; j++)
        if (a[j] != b[j])
            return a[j] < b[j] ? -1 : 1;
    return 0;
}

/* Marks in `is_evicted` whom of the free parties in room r the guest would replace: all of another
 * mode, else those of least worth until there is room. */
static void choose_evicted(const struct sv_ask *a, int r, const int *party, int n, bool *is_evicted,
                           int64_t *scratch)
{
    const struct sv_run *run = &a->run;
    int mode = sv_mode(&run->rules, a->guest, r), people = run->inst->parties[a->guest].n_members;
    bool is_whole = mode == run->rules.private_mode;
    for (int i = 0; i < n; i++) {
        is_whole |= sv_mode(&run->rules, party[i], r) != mode;
        people += run->inst->parties[party[i]].n_members;
    }
    int cap = run->rules.room_mode[r] >= 0 ? run->rules.room_left[r]
                                           : sv_cap(&run->rules, mode, run->rules.beds[r]);
    for (int i = 0; i < n; i++)
        is_evicted[i] = is_whole;
    while (!is_whole && people > cap) {
        int least = -1;
        int64_t *worth = scratch, *least_worth = scratch + run->n_levels;
        for (int i = 0; i < n; i++) {
            if (is_evicted[i])
                continue;
            memset(worth, 0, (size_t)run->n_levels * sizeof *worth);
            add_worth(run, party[i], worth);
            if (least < 0 || compare_worth(run, worth, least_worth) < 0) {
                least = i;
                memcpy(least_worth, worth, (size_t)run->n_levels * sizeof *worth);
            }
        }
        is_evicted[least] = true;
        people -= run->inst->parties[party[least]].n_members;
    }
}

/* Seats the guest where that costs the plan least; false where no room fits it. */
static bool seat_guest(struct sv_ask *a)
{
    struct sv_run *run = &a->run;
    int n_rooms = run->inst->n_rooms, n_parties = run->inst->n_parties, best = -1;
    int *start = SV_NEW(run->scratch, int, n_rooms + 2);
    int *party = SV_NEW(run->scratch, int, n_parties);
    bool *is_evicted = SV_NEW(run->scratch, bool, n_parties);
    bool *is_best_evicted = SV_NEW(run->scratch, bool, n_parties); /* by party */
    int64_t *worth = SV_NEW(run->scratch, int64_t, 4 * run->n_levels + 1);
    int64_t *best_worth = worth + run->n_levels, *spare = best_worth + run->n_levels;
    for (int p = 0; p < n_parties; p++)
        if (run->room_of[p] >= 0 && run->rules.fixed_room[p] < 0)
            start[run->room_of[p] + 2]++;
    for (int r = 2; r <= n_rooms + 1; r++)
        start[r] += start[r - 1];
    for (int p = 0; p < n_parties; p++)
        if (run->room_of[p] >= 0 && run->rules.fixed_room[p] < 0)
            party[start[run->room_of[p] + 1]++] = p;
    for (int r = 0; r < n_rooms; r++) {
        int n = start[r + 1] - start[r];
        const int *here = party + start[r];
        if (!sv_fits(&run->rules, a->guest, r))
            continue;
        choose_evicted(a, r, here, n, is_evicted, spare);
        memset(worth, 0, (size_t)run->n_levels * sizeof *worth);
        for (int i = 0; i < n; i++)
            if (is_evicted[i])
                add_worth(run, here[i], worth);
        if (best >= 0 && compare_worth(run, worth, best_worth) >= 0)
            continue;
        best = r;
        memcpy(best_worth, worth, (size_t)run->n_levels * sizeof *worth);
        memset(is_best_evicted, 0, (size_t)n_parties * sizeof *is_best_evicted);
        for (int i = 0; i < n; i++)
            is_best_evicted[here[i]] = is_evicted[i];
    }
    for (int p = 0; p < n_parties; p++)
        if (is_best_evicted[p])
            run->room_of[p] = -1;
    run->room_of[a->guest] = best;
    sv_arena_release(run->scratch);
    return best >= 0;
}

static void init_run(struct sv_ask *a)
{
    struct sv_run *run = &a->run;
    int n_parties = a->inst.n_parties;
    run->inst = &a->inst;
    run->mem = &a->mem;
    run->level_mem = &a->level_mem;
    run->scratch = &a->scratch;
    run->n_levels = a->base->n_levels;
    run->levels = SV_NEW(&a->mem, struct solver_level, run->n_levels);
    run->state = SV_NEW(&a->mem, signed char, n_parties);
    run->room_seen = SV_NEW(&a->mem, bool, a->inst.n_rooms);
    run->room_of = SV_NEW(&a->mem, int, n_parties);
    run->report = no_report;
    run->effort = a->base->limits;
    a->lo = SV_NEW(&a->mem, int64_t, run->n_levels);
    a->hi = SV_NEW(&a->mem, int64_t, run->n_levels);
    a->room_of = SV_NEW(&a->mem, int, n_parties);
    for (int j = 0; j < run->n_levels; j++) {
        run->levels[j] = a->base->levels[j];
        a->hi[j] = SV_NO_BOUND;
    }
    for (int p = 0; p < a->base->inst->n_parties; p++)
        run->room_of[p] = a->base->room_of[p];
    if (a->guest >= 0)
        run->room_of[a->guest] = -1;
}

void sv_ask_read(const struct sv_ask *a, int j, int64_t *lo, int64_t *hi)
{
    const struct solver_level *level = &a->run.levels[j];
    int64_t own = a->guest >= 0 ? sv_party_value(&a->run, j, a->guest) : 0;
    lo[j] = level->value - own;
    hi[j] = level->bound - own;
}

static void keep_fork(struct sv_ask *a)
{
    const struct sv_run *run = &a->run;
    size_t n = (size_t)a->inst.n_parties;
    size_t n_fits = (size_t)run->kinds.n_profiles * (size_t)run->kinds.n_kinds;
    a->state = SV_NEW(&a->mem, signed char, n);
    a->fits = SV_NEW(&a->mem, bool, n_fits);
    memcpy(a->state, run->state, n * sizeof *a->state);
    memcpy(a->fits, run->kinds.fits, n_fits * sizeof *a->fits);
}

static void solve_levels(struct sv_ask *a)
{
    struct sv_run *run = &a->run;
    for (int j = 0; j < run->n_levels; j++) {
        if (j == a->base->first_order)
            keep_fork(a);
        if (run->effort.is_over(run->effort.ctx))
            return;
        sv_level_solve(run, j);
        sv_ask_read(a, j, a->lo, a->hi);
        if (!run->levels[j].is_proven)
            return;
    }
}

/* From the rules to the last level. */
static void start(struct sv_ask *a)
{
    struct sv_run *run = &a->run;
    init_run(a);
    sv_rules_init(&run->rules, &a->inst, NULL, &a->mem);
    if (run->rules.n_conflicts || a->is_probe)
        return;
    for (int p = 0; p < a->inst.n_parties; p++)
        if (run->rules.fixed_room[p] >= 0)
            run->room_of[p] = run->rules.fixed_room[p];
    sv_kinds_init(run);
    if (a->out_ix >= 0)
        run->state[a->out_ix] = SV_OUT;
    if (a->guest >= 0 && !seat_guest(a))
        return;
    if (a->guest >= 0)
        run->state[a->guest] = SV_IN;
    a->is_possible = true;
    solve_levels(a);
    memcpy(a->room_of, run->room_of, (size_t)a->inst.n_parties * sizeof *a->room_of);
}

struct sv_ask *sv_ask_new(const struct sv_ask_base *base, const struct sv_question *q)
{
    struct sv_ask *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->base = base;
    a->guest = -1;
    a->out_ix = q->out_ix;
    a->is_probe = q->is_probe;
    if (!copy_instance(a, q) || sv_ask_guarded(a, start) == 1) {
        sv_ask_free(a);
        return NULL;
    }
    return a;
}

void sv_ask_free(struct sv_ask *a)
{
    if (!a)
        return;
    sv_arena_release(&a->mem);
    free(a->inst.parties);
    free(a->inst.rooms);
    free(a->guest_sites);
    free(a);
}
