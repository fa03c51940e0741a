/* A run of the search: rules, a first plan, level after level, colleagues, reasons. */
#include "solver/solve.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "parts.h"
#include "prove.h"
#include "run.h"
#include "search.h"

struct session {
    struct sv_run run;
    struct sv_arena mem, level_mem, scratch;
    const struct solver_limits *limits;
    const struct sv_repairs *repairs;
    double start_s;
    atomic_bool is_over; /* a limit or signal was seen; parts ask from threads of their own */
    bool has_plan;       /* the rules stand, and run.room_of keeps them */
    int n_closed;        /* levels done */
    struct solver_plan *plan;
    struct sv_text proof; /* of a run that is asked for one */
};

static bool is_over(void *ctx)
{
    struct session *s = ctx;
    if (!s->is_over)
        s->is_over = sv_limits_are_over(s->limits, s->start_s);
    return s->is_over;
}

static void report(struct sv_run *run, const char *phase, int level_ix)
{
    struct session *s = run->effort.ctx;
    if (!s->limits->progress)
        return;
    struct solver_progress p = {.elapsed_s = sv_now_s() - s->start_s,
                                .level_ix = level_ix,
                                .n_levels = run->n_levels,
                                .level = level_ix < 0 ? NULL : &run->levels[level_ix],
                                .phase = phase,
                                .n_nodes = run->effort.n_nodes};
    s->limits->progress(s->limits->progress_ctx, &p);
}

/* What a run owes its plan however it ended: a value and a bound for every level. Allocates
 * nothing: it may be memory that is out. */
static void finish(struct session *s)
{
    struct sv_run *run = &s->run;
    sv_parts_plan(run);
    for (int j = 0; j < run->n_levels; j++) {
        struct solver_level *level = &run->levels[j];
        bool is_reached = j < s->n_closed;
        if (is_reached && level->objective == SOLVER_AGENCIES)
            continue;
        if (run->n_parts) {
            sv_parts_gather(run, j);
        } else {
            /* later levels may have bettered an open one */
            level->value = sv_level_value(run, j, run->room_of);
            level->bound = is_reached ? level->bound : sv_trivial_bound(run, j);
            level->is_proven = level->value == level->bound;
        }
    }
}

/* A level agencies that was not reached is counted. */
static void finish_agencies(struct session *s)
{
    int last = s->run.n_levels - 1;
    if (s->n_closed <= last && s->run.levels[last].objective == SOLVER_AGENCIES)
        sv_agencies_count(&s->run, last);
}

static void first_plan(struct sv_run *run)
{
    size_t n = (size_t)run->inst->n_parties;
    sv_kinds_init(run);
    int *greedy = SV_NEW(run->mem, int, n);
    sv_greedy(run, greedy);
    sv_arena_release(run->level_mem);
    if (sv_is_better(run, greedy, run->room_of, run->n_levels - 1))
        memcpy(run->room_of, greedy, n * sizeof *greedy);
}

/* Wings of different parts may pay for each other where a level is open, so this level is the
 * whole's. */
static void solve_agencies(struct sv_run *run, int j)
{
    int *room_in_part = SV_NEW(run->mem, int, run->inst->n_rooms);
    sv_parts_plan(run);
    sv_agencies(run, j);
    sv_parts_take(run, room_in_part);
}

static void search(struct session *s)
{
    struct sv_run *run = &s->run;
    if (!run->max_moves && !run->repairs) /* moves and rooms allowed are the whole's */
        sv_parts_init(run);
    for (int k = 0; k < run->n_parts; k++)
        first_plan(&run->parts[k].run);
    if (run->n_parts)
        sv_parts_profiles(run);
    else
        first_plan(run);
    for (int j = 0; j < run->n_levels && !is_over(s); j++) {
        if (run->levels[j].objective == SOLVER_AGENCIES)
            solve_agencies(run, j);
        else if (!run->n_parts)
            sv_level_solve(run, j);
        else if (!sv_parts_solve(run, j))
            break;
        s->n_closed = j + 1;
    }
}

static void prove(struct session *s)
{
    sv_prove(&s->run, &s->proof);
}

static enum solver_status status_of(const struct session *s)
{
    bool is_proven = true;
    for (int j = 0; j < s->run.n_levels; j++)
        is_proven &= s->run.levels[j].is_proven || s->run.levels[j].objective == SOLVER_AGENCIES;
    return is_proven ? SOLVER_OPTIMAL : s->is_over ? SOLVER_STOPPED : SOLVER_FEASIBLE;
}

/* Everything of the plan that is allocated, before the search starts: what follows cannot fail. */
static bool plan_init(struct solver_plan *plan, const struct solver_instance *inst,
                      const struct sv_repairs *re)
{
    size_t n_parties = (size_t)inst->n_parties, n_rooms = (size_t)inst->n_rooms;
    *plan = (struct solver_plan){.n_parties = inst->n_parties};
    memcpy(plan->instance_sha256, inst->sha256, sizeof plan->instance_sha256);
    plan->n_levels = solver_levels_of(inst, NULL);
    plan->levels = calloc((size_t)plan->n_levels + SV_N_OPENED + 1, sizeof *plan->levels);
    plan->room_of_party = calloc(n_parties + 1, sizeof *plan->room_of_party);
    plan->unplaced = calloc(n_parties + 1, sizeof *plan->unplaced);
    plan->conflict_parties = calloc(n_parties + 1, sizeof *plan->conflict_parties);
    plan->conflict_rooms = calloc(n_rooms + 1, sizeof *plan->conflict_rooms);
    if (!plan->levels || !plan->room_of_party || !plan->unplaced || !plan->conflict_parties ||
        !plan->conflict_rooms)
        return false;
    (void)solver_levels_of(inst, plan->levels);
    plan->n_levels += sv_opened_levels(re, plan->levels + plan->n_levels);
    return true;
}

static void plan_conflict(struct solver_plan *plan, const struct sv_rules *rules)
{
    plan->status = SOLVER_INFEASIBLE;
    plan->n_levels = 0;
    for (int p = 0; p < plan->n_parties; p++) {
        plan->room_of_party[p] = -1;
        if (rules->is_conflict_party[p])
            plan->conflict_parties[plan->n_conflict_parties++] = p;
    }
    for (int r = 0; r < rules->inst->n_rooms; r++)
        if (rules->is_conflict_room[r])
            plan->conflict_rooms[plan->n_conflict_rooms++] = r;
}

static void run_init(struct session *s)
{
    struct sv_run *run = &s->run;
    const struct solver_instance *inst = run->inst;
    struct solver_plan *plan = s->plan;
    s->start_s = sv_now_s();
    run->mem = &s->mem;
    run->level_mem = &s->level_mem;
    run->scratch = &s->scratch;
    run->n_levels = plan->n_levels;
    run->levels = plan->levels;
    run->room_of = plan->room_of_party;
    run->state = SV_NEW(run->mem, signed char, inst->n_parties);
    run->room_seen = SV_NEW(run->mem, bool, inst->n_rooms);
    run->first_in_room = SV_NEW(run->mem, int, inst->n_rooms);
    run->next_in_room = SV_NEW(run->mem, int, inst->n_parties);
    run->report = report;
    run->max_moves = s->limits->max_moves;
    run->repairs = s->repairs;
    /* iterations × rows of a whole run without limits: hours; levels have shares of their own */
    run->effort = (struct sv_effort){.is_over = is_over, .ctx = s, .work_left = 1000000000000};
    sv_rules_init(&run->rules, inst, s->repairs ? s->repairs->may_open : NULL, run->mem);
    memcpy(run->room_of, run->rules.fixed_room, (size_t)inst->n_parties * sizeof *run->room_of);
    s->has_plan = true;
}

static void start(struct session *s)
{
    run_init(s);
    if (!s->run.rules.n_conflicts)
        search(s);
}

/* A step that may jump out: 0 done, 1 out of memory, 2 GLPK gave up. */
static int guarded(struct session *s, void (*step)(struct session *))
{
    jmp_buf jump;
    int why = setjmp(jump);
    if (!why) {
        s->mem.on_oom = &jump;
        s->level_mem.on_oom = &jump;
        s->scratch.on_oom = &jump;
        sv_glpk_guard(&jump);
        step(s);
    }
    sv_glpk_guard(NULL);
    sv_arena_release(&s->level_mem);
    sv_arena_release(&s->scratch);
    return why;
}

/* The claims of a plan with a proof are those of the proof. */
static void prove_plan(struct session *s)
{
    if (guarded(s, prove) == 0 && !s->proof.is_out_of_memory)
        return;
    free(s->proof.data); /* out of memory, or GLPK gave up: a proof that claims nothing, or none */
    s->proof = (struct sv_text){0};
    sv_prove_nothing(&s->run, &s->proof);
}

static char *take_proof(struct session *s, size_t *len)
{
    if (!s->proof.is_out_of_memory) {
        *len = s->proof.len;
        return s->proof.data;
    }
    free(s->proof.data);
    *len = 0;
    return NULL;
}

static int solve(const struct solver_instance *inst, const struct solver_limits *limits,
                 const struct sv_repairs *repairs, struct solver_plan *plan, char **proof,
                 size_t *len)
{
    struct session *s = calloc(1, sizeof *s);
    int rc = s && plan_init(plan, inst, repairs) ? SOLVER_OK : SOLVER_NOMEM;
    if (rc == SOLVER_OK) {
        s->run.inst = inst;
        s->limits = limits;
        s->repairs = repairs;
        s->plan = plan;
        (void)guarded(s, start);
        if (!s->has_plan)
            rc = SOLVER_NOMEM;
    }
    if (rc == SOLVER_OK && s->run.rules.n_conflicts) {
        plan_conflict(plan, &s->run.rules);
        if (proof)
            sv_prove_conflict(inst, &s->proof);
    } else if (rc == SOLVER_OK) {
        finish(s);
        (void)guarded(s, finish_agencies);
        if (proof)
            prove_plan(s);
        plan->status = status_of(s);
        report(&s->run, "end", plan->n_levels - 1);
    }
    if (rc == SOLVER_OK)
        sv_reasons(&s->run, plan);
    if (s) {
        sv_parts_release(&s->run);
        sv_arena_release(&s->mem);
        if (rc == SOLVER_OK && proof)
            *proof = take_proof(s, len);
        else
            free(s->proof.data);
    }
    free(s);
    if (rc != SOLVER_OK)
        solver_plan_release(plan);
    return rc;
}

int solver_solve(const struct solver_instance *inst, const struct solver_limits *limits,
                 struct solver_plan *plan)
{
    return solve(inst, limits, NULL, plan, NULL, NULL);
}

int solver_solve_and_prove(const struct solver_instance *inst, const struct solver_limits *limits,
                           struct solver_plan *plan, char **proof, size_t *len)
{
    return solve(inst, limits, NULL, plan, proof, len);
}

int sv_solve_repairs(const struct solver_instance *inst, const struct solver_limits *limits,
                     const struct sv_repairs *repairs, struct solver_plan *plan)
{
    return solve(inst, limits, repairs, plan, NULL, NULL);
}
