/* Runs: plans that wait in the store are solved one after another, by an engine in a child process,
 * while the server serves.
 *
 *     struct run_options o = {.engine = "/usr/bin/quarters", .time_limit_s = 600, …};
 *     rc = run_start(&runs, writer, readers, &o, &e);
 *     …  a job has added a plan (plan.h) and was committed:
 *     run_wake(runs);
 *     …  run_look(runs, plan_id, &progress), run_listen(runs, plan_id, …), run_cancel(runs,
 * plan_id) run_end(runs);  …  run_stop(runs);
 *
 * The queue is the store itself: a plan is queued, solving, then solved or failed, and after a
 * restart of the server, however it ended, what was queued or being solved is queued again. One
 * thread takes the oldest; the engine is its child and dies with it. What the engine hands back is
 * believed only after the checks; a plan is stored with its proof and with explanations for
 * everybody. An engine that crashes, hangs, floods or lies costs its plan, nothing else.
 *
 * While the disk is full or the writer busy, what was made waits in memory and is stored when that
 * is over. Any thread may call these, but run_stop.
 */
#ifndef SERVICE_RUN_H
#define SERVICE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct run_manager;
struct store_readers;
struct store_writer;

enum { RUN_QUEUE = 4 }; /* plans that may wait; plan_ask refuses more */

struct run_options {
    const char *engine;  /* path of the program */
    double time_limit_s; /* of a search; 0 = none */
    double cpu_limit_s;  /* of a child's threads together; 0 = none */
    size_t memory_limit; /* bytes of a child; 0 = none */
};

/* The last step that the engine told of a run. */
struct run_progress {
    double elapsed_s;
    char phase[16];     /* "", "parts", … of solver/solve.h, then "explain" */
    int level_ix;       /* -1 before the first level */
    int n_levels;       /* 0 = not known yet */
    char objective[24]; /* "" = none */
    int band;           /* of housed_by_band; else -1 */
    bool is_done;       /* the level is: value, bound, is_proven mean something */
    int64_t value, bound;
    bool is_proven;
    int64_t n_nodes;
};

/* Puts back what an earlier server left behind, and starts the thread. */
int run_start(struct run_manager **out, struct store_writer *writer, struct store_readers *readers,
              const struct run_options *options, struct err *e);

/* Something may be waiting. (Without it the thread looks once a second.) */
void run_wake(struct run_manager *m);

/* A plan's run was cancelled in the store (plan_cancel, plan_discard): ends its engine, where it
 * has one, which may keep the best plan for a second. Tells those who listen. */
void run_cancel(struct run_manager *m, int64_t plan_id);

/* The progress of a plan; false where it is not the one being solved. */
bool run_look(struct run_manager *m, int64_t plan_id, struct run_progress *out);

/* Who listens to a plan. `tell` gets events one after another: "state" with its number as `id`
 * whenever the plan comes to a state, and "progress" without one, at most ten a second; `data` is a
 * JSON object. It must not wait; -1 = nobody there any more. `end` comes once, last. */
struct run_listener {
    int (*tell)(void *ctx, const char *id, const char *event, const char *data);
    void (*end)(void *ctx);
    void *ctx;
};

/* Tells the states of a plan after number `after`, then all that follow, and ends with the run: at
 * once where it is over. Takes the listener over but on failure. */
int run_listen(struct run_manager *m, int64_t plan_id, int64_t after,
               const struct run_listener *listener, struct err *e);

/* Appends a progress as members of a JSON object, without braces. */
struct buf;
void run_progress_write(const struct run_progress *p, struct buf *out);

/* Ends the engine at hand (its plan is queued again at the next start) and takes no more. Does not
 * wait. */
void run_end(struct run_manager *m);

/* Waits for the thread, about a second; ends those who listen; frees. The writer must still run.
 * Accepts NULL. */
void run_stop(struct run_manager *m);

#endif
