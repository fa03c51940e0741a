/* A level of all parts, on up to 16 processors: parts share nothing, so that which thread takes
 * which part, and when, changes nothing of the result. */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "parts.h"
#include "search.h"

enum { MAX_THREADS = 16 };

struct crew {
    struct sv_run *whole; /* read only */
    int level_ix;
    atomic_int next;      /* the next part to be taken */
    atomic_bool is_whole; /* every part so far was closed */
};

/* False: out of memory, or GLPK gave up; the part's plan is as good as it was. `on_oom` is the way
 * out for whoever uses the part's memory next. */
static bool solve_part(struct sv_part *part, int level_ix, jmp_buf *on_oom)
{
    jmp_buf jump;
    int why = setjmp(jump);
    if (!why) {
        part->mem.on_oom = part->level_mem.on_oom = part->scratch.on_oom = &jump;
        sv_glpk_guard(&jump);
        sv_level_solve(&part->run, level_ix);
        part->n_closed = level_ix + 1;
    }
    sv_glpk_guard(NULL);
    sv_arena_release(&part->level_mem);
    sv_arena_release(&part->scratch);
    part->mem.on_oom = part->level_mem.on_oom = part->scratch.on_oom = on_oom;
    return !why;
}

static void *work(void *ctx)
{
    struct crew *c = ctx;
    struct sv_effort *effort = &c->whole->effort;
    for (int k; (k = atomic_fetch_add(&c->next, 1)) < c->whole->n_parts;)
        if (effort->is_over(effort->ctx) ||
            !solve_part(&c->whole->parts[k], c->level_ix, c->whole->mem->on_oom))
            atomic_store(&c->is_whole, false);
    return NULL;
}

bool sv_parts_solve(struct sv_run *run, int level_ix)
{
    struct crew crew = {.whole = run, .level_ix = level_ix};
    pthread_t threads[MAX_THREADS];
    long n_processors = sysconf(_SC_NPROCESSORS_ONLN);
    int n = 0, most = n_processors < MAX_THREADS ? (int)n_processors : MAX_THREADS;
    atomic_init(&crew.next, 0);
    atomic_init(&crew.is_whole, true);
    run->report(run, "parts", level_ix);
    for (most = sv_min(most < 1 ? 1 : most, run->n_parts); n < most; n++)
        if (pthread_create(&threads[n], NULL, work, &crew))
            break;
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    if (!n) { /* no thread to be had: this one does it all */
        jmp_buf *outer = sv_glpk_guarded();
        (void)work(&crew);
        sv_glpk_guard(outer);
    }
    run->effort.n_nodes = 0;
    for (int k = 0; k < run->n_parts; k++)
        run->effort.n_nodes += run->parts[k].run.effort.n_nodes;
    if (!atomic_load(&crew.is_whole))
        return false;
    sv_parts_gather(run, level_ix);
    run->report(run, "done", level_ix);
    return true;
}
