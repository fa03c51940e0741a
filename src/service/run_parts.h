/* Private to the runs: the manager, and its two files' share in it. */
#ifndef SERVICE_RUN_PARTS_H
#define SERVICE_RUN_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "service/run.h"

struct listening {
    int64_t plan_id;
    int64_t seq; /* of the last state told */
    struct run_listener listener;
};

struct run_manager {
    struct store_writer *writer;
    struct store_readers *readers;
    char *engine;
    struct run_options options; /* engine points to the copy */
    pthread_t thread;
    atomic_bool is_ending;    /* the manager: nothing is kept */
    atomic_bool is_cancelled; /* the plan at hand: the best plan is kept */

    pthread_mutex_t lock; /* for all below */
    pthread_cond_t news;
    bool is_awake;
    int64_t plan_id; /* at hand; 0 = none */
    struct run_progress progress;
    double told_s; /* monotonic, of the last progress told */
    size_t n_listening;
    struct listening *listening; /* [n_listening] */
};

/* One line of the engine's standard error; what is no progress is passed over. */
void run_take_line(void *manager, const char *line);

/* Notes a step of our own and tells it. */
void run_take_phase(struct run_manager *m, const char *phase);

/* Tells those who listen to a plan the states that are new to them; where its run is over, ends
 * them. */
void run_tell_states(struct run_manager *m, int64_t plan_id);

/* Ends all listeners. */
void run_drop_listeners(struct run_manager *m);

#endif
