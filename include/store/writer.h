/* The writer thread: all changes of a running server, one after another, in groups.
 *
 *     struct store_writer *w = NULL;
 *     rc = store_writer_start(&w, "demo.db", &key, &(struct store_writer_options){0}, &e);
 *     …
 *     rc = store_writer_add(w, confirm_request, 0, answer, ctx, &e);       // from any thread
 *     …                                     // answer(ctx, err) comes once, after the COMMIT
 *     store_writer_stop(w);                 // does what waits, then closes
 *
 * It owns the only writable handle, and with it every checkpoint and the guard against other
 * writing processes. Up to 64 jobs share one transaction and one sync of the disk; each stands in a
 * savepoint, so a job that fails takes nobody with it. `done` gets ERR_OK only after COMMIT, and
 * the change lasts then, whatever happens next.
 *
 * Whatever else `done` gets, the change did not happen, with one exception: ERR_IO while the disk
 * fails means "unknown", as after a crash. Idempotency keys (idempotency.h) settle that.
 *
 *     ERR_BUSY   the queue is full, or the job waited too long, or the writer is stopping: later
 *     ERR_FULL   the disk is full; the next jobs are tried again, no restart is needed
 *     ERR_IO     the file or the disk failed: the writer has stopped for good (fail-stop), the
 *                process should end and start again
 *     others     what the job itself returned
 *
 * A job that changes rows must add a row to the audit, too, or it is refused with ERR_INTERNAL;
 * STORE_UNAUDITED is for what nobody did: counters, sessions that move on, clearing up.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include <stddef.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/err.h"
#include "store/store.h"

struct store_writer;

enum { STORE_UNAUDITED = 1 << 0 };

enum store_writer_state {
    STORE_WRITER_WORKS,
    STORE_WRITER_FULL,   /* the disk was full at the last try */
    STORE_WRITER_FAILED, /* for good */
};

struct store_writer_options {
    size_t queue_max;     /* jobs that may wait; 0 = 2,000 */
    double age_max_s;     /* a job that waited longer is refused; 0 = 5 */
    int64_t free_min;     /* bytes that must be free on the disk; 0 = 256 MiB, -1 = no limit */
    int checkpoint_pages; /* the log is moved into the file when it grew by so many; 0 = 1,000 */
    void (*on_fail)(void *ctx); /* in the writer thread, once, when it fails for good; or NULL */
    void *ctx;
};

struct store_writer_stats {
    enum store_writer_state state;
    size_t n_waiting;
    int64_t n_committed; /* jobs */
    int64_t n_groups;    /* commits */
    int64_t n_refused;   /* jobs: busy, full or failed */
    int n_wal;           /* frames of 4 KiB in the log */
};

/* The outcome of a job: e->code ERR_OK after COMMIT. Called in the writer thread: it hands on and
 * returns, and must not wait. */
typedef void store_writer_done(void *ctx, const struct err *e);

/* Opens the database for writing (see store_open for errors) and starts the thread. */
int store_writer_start(struct store_writer **out, const char *path, const struct crypto_key *key,
                       const struct store_writer_options *options, struct err *e);

/* Queues a job. ERR_OK: `done` comes exactly once, whether the job ran or not. Another code: it was
 * not queued and `done` does not come. Never waits. Any thread. */
int store_writer_add(struct store_writer *w, store_job *job, unsigned flags,
                     store_writer_done *done, void *ctx, struct err *e);

/* Queues a job and waits for its outcome. Any thread but the writer's own. */
int store_writer_run(struct store_writer *w, store_job *job, unsigned flags, void *ctx,
                     struct err *e);

void store_writer_stats(struct store_writer *w, struct store_writer_stats *out);

/* Refuses new jobs, does those that wait, moves the log into the file, closes, frees. Accepts NULL.
 * Only one thread calls it, and none uses `w` after it began. */
void store_writer_stop(struct store_writer *w);

#endif
