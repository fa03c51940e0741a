/* The writer thread, see the header.
 *
 * Life of a job: queued → begun in the group's transaction, in a savepoint → COMMIT with a sync of
 * the log (synchronous=FULL) → done. A group takes what waits, at most GROUP_MAX jobs or GROUP_S
 * seconds, so that a busy hour pays one sync for many and a lone job waits for nobody.
 *
 * Faults: a handle notes what the disk did in store.fault (handle.h), even where a job swallowed
 * the code. A full disk undoes the group and no more. Anything else is the end of this handle:
 * SQLite may then say "failed" of a transaction that a restart finds in the log, so nothing that
 * follows could be answered honestly.
 *
 * Checkpoints: automatic ones are off. This thread moves the log into the file, after the answers,
 * each time it has grown by so many pages; readers do not wait for it nor it for them, until the
 * log reaches WAL_MAX_PAGES: then it waits for readers to leave (at most the busy timeout).
 */
#include "store/writer.h"

#include "handle.h"

#include "base/clock.h"
#include "base/mem.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

enum {
    GROUP_MAX = 64,          /* measured: more gain nothing at 64 clients */
    QUEUE_MAX = 2000,        /* half a second of work on a slow disk */
    CHECKPOINT_PAGES = 1000, /* 4 MiB: SQLite's own choice */
    WAL_MAX_PAGES = 16000,   /* 64 MiB */
    BUSY_MS = 250,           /* waiting for readers, or for a stranger that holds the file */
};

static const double GROUP_S = 0.02;
static const double AGE_MAX_S = 5;
static const double DISK_LOOK_S = 1;
static const int64_t FREE_MIN = (int64_t)256 << 20;

struct entry {
    store_job *job;
    store_writer_done *done;
    void *ctx;
    unsigned flags;
    double at_s; /* queued, monotonic */
};

struct store_writer {
    struct store_writer_options options;
    char *path;
    pthread_t thread;

    pthread_mutex_t lock; /* guards the members down to `stats` */
    pthread_cond_t wake;
    struct entry *queue; /* [options.queue_max] a ring */
    size_t first, n_waiting;
    bool is_stopping;
    struct store_writer_stats stats;

    /* the thread's own */
    struct store *store;
    size_t n_group;
    struct entry group[GROUP_MAX]; /* [n_group] run, not yet answered */
    struct err outcome[GROUP_MAX]; /* [n_group] of each */
    double disk_seen_s;
    bool is_disk_low;
    int checkpoint_at;
    int n_wal_seen;
};

static int busy(struct err *e)
{
    return err_set(e, ERR_BUSY, "hệ thống đang bận; hãy thử lại sau vài giây",
                   "the system is busy; try again in a few seconds");
}

static int full(struct err *e)
{
    return err_set(e, ERR_FULL, "hết chỗ trên đĩa; chưa ghi gì cả",
                   "the disk is full; nothing was written");
}

static int failed(struct err *e)
{
    return err_set(e, ERR_IO, "tệp dữ liệu hoặc đĩa bị lỗi; dịch vụ ngừng ghi và cần khởi động lại",
                   "the file or the disk failed; nothing more is written until a restart");
}

static void set_state(struct store_writer *w, enum store_writer_state state)
{
    pthread_mutex_lock(&w->lock);
    bool is_new = w->stats.state != state;
    if (w->stats.state != STORE_WRITER_FAILED)
        w->stats.state = state;
    pthread_mutex_unlock(&w->lock);
    if (is_new && state == STORE_WRITER_FAILED && w->options.on_fail != NULL)
        w->options.on_fail(w->options.ctx);
}

/* The oldest job; false where none waits. */
static bool take(struct store_writer *w, struct entry *x)
{
    pthread_mutex_lock(&w->lock);
    bool is_there = w->n_waiting > 0;
    if (is_there) {
        *x = w->queue[w->first];
        w->first = (w->first + 1) % w->options.queue_max;
        w->n_waiting--;
    }
    pthread_mutex_unlock(&w->lock);
    return is_there;
}

static void refuse(struct store_writer *w, const struct entry *x, const struct err *why)
{
    pthread_mutex_lock(&w->lock);
    w->stats.n_refused++;
    pthread_mutex_unlock(&w->lock);
    x->done(x->ctx, why);
}

/* Those that wait now; later ones find out for themselves. */
static void refuse_waiting(struct store_writer *w, const struct err *why)
{
    struct entry x;
    pthread_mutex_lock(&w->lock);
    size_t n = w->n_waiting;
    pthread_mutex_unlock(&w->lock);
    for (; n > 0 && take(w, &x); n--)
        refuse(w, &x, why);
}

/* Looked at once a second: below the limit the last room is left to those who make more. */
static bool is_disk_low(struct store_writer *w)
{
    struct statvfs disk;
    double now_s = clock_monotonic_s();
    if (w->options.free_min < 0)
        return false;
    if (w->disk_seen_s == 0 || now_s - w->disk_seen_s >= DISK_LOOK_S) {
        w->disk_seen_s = now_s;
        w->is_disk_low = statvfs(w->path, &disk) == 0 &&
                         (uint64_t)disk.f_bavail < (uint64_t)w->options.free_min / disk.f_frsize;
    }
    return w->is_disk_low;
}

/* A job with the rule that changes leave a row in the audit. */
static int run_audited(void *ctx, struct store *s, struct err *e)
{
    const struct entry *x = ctx;
    int64_t n_changes = sqlite3_total_changes64(s->db);
    int64_t n_audit = s->n_audit;
    int rc = x->job(x->ctx, s, e);
    if (rc == ERR_OK && (x->flags & STORE_UNAUDITED) == 0 && s->n_audit == n_audit &&
        sqlite3_total_changes64(s->db) != n_changes)
        rc = err_set(e, ERR_INTERNAL, "thay đổi không để lại dấu trong nhật ký",
                     "a change left no row in the audit");
    return rc;
}

static void run_entry(struct store_writer *w, struct entry x)
{
    struct err *e = &w->outcome[w->n_group];
    *e = (struct err){0};
    if (clock_monotonic_s() - x.at_s > w->options.age_max_s) {
        busy(e);
        refuse(w, &x, e);
        return;
    }
    int rc = store_do(w->store, run_audited, &x, e);
    if (rc == ERR_OK)
        *e = (struct err){0};
    else if (e->code == ERR_OK)
        err_set(e, rc, "thao tác bị từ chối", "the change was refused");
    w->group[w->n_group++] = x;
}

/* What a fault of the disk means for those whose work it undid. */
static int fault_error(const struct store *s, struct err *e)
{
    *e = (struct err){0};
    return store_is_broken(s) ? failed(e) : full(e);
}

static void answer_group(struct store_writer *w, int rc, const struct err *why)
{
    int64_t n_committed = 0;
    for (size_t i = 0; i < w->n_group; i++) {
        if (w->outcome[i].code == ERR_OK && rc != ERR_OK)
            w->outcome[i] = *why;
        n_committed += w->outcome[i].code == ERR_OK;
    }
    pthread_mutex_lock(&w->lock);
    w->stats.n_committed += n_committed;
    w->stats.n_refused += rc == ERR_OK ? 0 : (int64_t)w->n_group;
    w->stats.n_groups += rc == ERR_OK && w->n_group > 0;
    w->stats.n_wal = w->store->n_wal;
    pthread_mutex_unlock(&w->lock);
    for (size_t i = 0; i < w->n_group; i++)
        w->group[i].done(w->group[i].ctx, &w->outcome[i]);
    w->n_group = 0;
}

/* After a fault: the state that others see, and a handle that may go on where it can. */
static void settle(struct store_writer *w)
{
    if (store_is_broken(w->store)) {
        set_state(w, STORE_WRITER_FAILED);
    } else if (w->store->fault != SQLITE_OK) {
        w->store->fault = SQLITE_OK;
        set_state(w, STORE_WRITER_FULL);
    }
}

static void run_group(struct store_writer *w)
{
    struct store *s = w->store;
    struct err e = {0};
    struct entry x;
    int rc = store_is_broken(s) ? failed(&e) : is_disk_low(w) ? full(&e) : store_begin(s, &e);
    if (rc != ERR_OK) {
        if (rc == ERR_FULL)
            set_state(w, STORE_WRITER_FULL);
        settle(w);
        refuse_waiting(w, &e);
        return;
    }
    double until_s = clock_monotonic_s() + GROUP_S;
    while (w->n_group < GROUP_MAX && s->fault == SQLITE_OK && take(w, &x)) {
        run_entry(w, x);
        if (clock_monotonic_s() > until_s)
            break;
    }
    rc = s->fault == SQLITE_OK ? store_commit(s, &e) : ERR_IO;
    if (rc != ERR_OK)
        store_rollback(s);
    if (s->fault != SQLITE_OK)
        rc = fault_error(s, &e);
    if (rc == ERR_OK)
        set_state(w, STORE_WRITER_WORKS);
    settle(w);
    answer_group(w, rc, &e);
}

static void checkpoint(struct store_writer *w, int mode)
{
    struct store *s = w->store;
    struct err e = {0};
    int rc = sqlite3_wal_checkpoint_v2(s->db, NULL, mode, NULL, NULL);
    if (rc != SQLITE_OK && rc != SQLITE_BUSY) /* busy: a reader holds it up; next time */
        (void)store_fail(s, &e);
    settle(w);
}

static void tend_log(struct store_writer *w)
{
    int n = w->store->n_wal;
    if (n < w->n_wal_seen) /* it began anew */
        w->checkpoint_at = w->options.checkpoint_pages;
    w->n_wal_seen = n;
    if (store_is_broken(w->store) || n < w->checkpoint_at)
        return;
    checkpoint(w, n >= WAL_MAX_PAGES ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE);
    w->checkpoint_at = n + w->options.checkpoint_pages;
}

/* True where a job waits; false where none does and none will. */
static bool wait_for_work(struct store_writer *w)
{
    pthread_mutex_lock(&w->lock);
    while (w->n_waiting == 0 && !w->is_stopping)
        pthread_cond_wait(&w->wake, &w->lock);
    bool has_work = w->n_waiting > 0;
    pthread_mutex_unlock(&w->lock);
    return has_work;
}

static void *writer_main(void *arg)
{
    struct store_writer *w = arg;
    sqlite3_busy_timeout(w->store->db, BUSY_MS);
    while (wait_for_work(w)) {
        run_group(w);
        tend_log(w);
    }
    if (!store_is_broken(w->store))
        checkpoint(w, SQLITE_CHECKPOINT_TRUNCATE);
    store_close(w->store);
    w->store = NULL;
    return NULL;
}

/* The thread takes no signals: they belong to main. */
static int start_thread(struct store_writer *w, struct err *e)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int failure = pthread_create(&w->thread, NULL, writer_main, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failure == 0
               ? ERR_OK
               : err_set(e, ERR_IO, "không tạo được luồng ghi", "cannot start the writer thread");
}

static void release(struct store_writer *w)
{
    store_close(w->store);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    free(w->queue);
    free(w->path);
    free(w);
}

int store_writer_start(struct store_writer **out, const char *path, const struct crypto_key *key,
                       const struct store_writer_options *options, struct err *e)
{
    struct store_writer *w = mem_alloc(sizeof *w);
    struct store_writer_options *o = &w->options;
    *o = *options;
    o->queue_max = o->queue_max == 0 ? QUEUE_MAX : o->queue_max;
    o->age_max_s = o->age_max_s > 0 ? o->age_max_s : AGE_MAX_S;
    o->checkpoint_pages = o->checkpoint_pages > 0 ? o->checkpoint_pages : CHECKPOINT_PAGES;
    o->free_min = o->free_min == 0 ? FREE_MIN : o->free_min;
    w->path = mem_dup(path);
    w->queue = mem_array(o->queue_max, sizeof *w->queue);
    w->checkpoint_at = o->checkpoint_pages;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->wake, NULL);
    int rc = store_open(&w->store, path, STORE_WRITE, key, e);
    rc = rc != ERR_OK ? rc : start_thread(w, e);
    if (rc != ERR_OK) {
        release(w);
        w = NULL;
    }
    *out = w;
    return rc;
}

int store_writer_add(struct store_writer *w, store_job *job, unsigned flags,
                     store_writer_done *done, void *ctx, struct err *e)
{
    int rc = ERR_OK;
    double now_s = clock_monotonic_s();
    pthread_mutex_lock(&w->lock);
    if (w->stats.state == STORE_WRITER_FAILED) {
        rc = failed(e);
    } else if (w->is_stopping || w->n_waiting == w->options.queue_max) {
        rc = busy(e);
    } else {
        size_t last = (w->first + w->n_waiting++) % w->options.queue_max;
        w->queue[last] = (struct entry){job, done, ctx, flags, now_s};
        pthread_cond_signal(&w->wake);
    }
    w->stats.n_refused += rc != ERR_OK;
    pthread_mutex_unlock(&w->lock);
    return rc;
}

void store_writer_stats(struct store_writer *w, struct store_writer_stats *out)
{
    pthread_mutex_lock(&w->lock);
    *out = w->stats;
    out->n_waiting = w->n_waiting;
    pthread_mutex_unlock(&w->lock);
}

void store_writer_stop(struct store_writer *w)
{
    if (w == NULL)
        return;
    pthread_mutex_lock(&w->lock);
    w->is_stopping = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    release(w);
}
