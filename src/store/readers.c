/* The pool of read-only handles, see the header. A stack: the handle given back last is taken next,
 * its pages still in the cache.
 */
#include "store/readers.h"

#include "handle.h"

#include "base/clock.h"
#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    LIMIT_MS = 250, /* an indexed read takes 0.02 ms; a list of all requests some 20 */
    WAIT_S = 1,
};

struct store_readers {
    char *path;
    bool has_key;
    struct crypto_key key;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t wake;
    size_t n;            /* handles there are, or could be opened */
    size_t n_free;       /* of them not taken */
    struct store **free; /* [n_free] of [n]; NULL = to be opened */
};

static int open_one(const struct store_readers *r, struct store **s, struct err *e)
{
    return store_open(s, r->path, STORE_READ, r->has_key ? &r->key : NULL, e);
}

int store_readers_open(struct store_readers **out, const char *path, const struct crypto_key *key,
                       size_t n, struct err *e)
{
    pthread_condattr_t monotonic;
    struct store_readers *r = mem_alloc(sizeof *r);
    r->path = mem_dup(path);
    r->has_key = key != NULL;
    if (key != NULL)
        r->key = *key;
    r->free = mem_array(n, sizeof(struct store *));
    pthread_mutex_init(&r->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&r->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    int rc = ERR_OK;
    for (; r->n < n && rc == ERR_OK; r->n++)
        rc = open_one(r, &r->free[r->n], e);
    r->n_free = r->n;
    if (rc != ERR_OK) {
        store_readers_close(r);
        r = NULL;
    }
    *out = r;
    return rc;
}

/* Takes a place off the stack; false where none came free in time. */
static bool take_place(struct store_readers *r, struct store **s)
{
    struct timespec until;
    int timed_out = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_S;
    pthread_mutex_lock(&r->lock);
    while (r->n_free == 0 && timed_out == 0)
        timed_out = pthread_cond_timedwait(&r->wake, &r->lock, &until);
    bool is_there = r->n_free > 0;
    if (is_there)
        *s = r->free[--r->n_free];
    pthread_mutex_unlock(&r->lock);
    return is_there;
}

static void give_place(struct store_readers *r, struct store *s)
{
    pthread_mutex_lock(&r->lock);
    assert(r->n_free < r->n);
    r->free[r->n_free++] = s;
    pthread_cond_signal(&r->wake);
    pthread_mutex_unlock(&r->lock);
}

struct store *store_readers_take(struct store_readers *r, int limit_ms, struct err *e)
{
    struct store *s = NULL;
    if (!take_place(r, &s)) {
        err_set(e, ERR_BUSY, "hệ thống đang bận; hãy thử lại sau vài giây",
                "the system is busy; try again in a few seconds");
        return NULL;
    }
    int rc = s == NULL ? open_one(r, &s, e) : ERR_OK;
    if (rc == ERR_OK) {
        s->deadline_s = clock_monotonic_s() + (limit_ms > 0 ? limit_ms : LIMIT_MS) / 1000.0;
        rc = store_begin(s, e);
    }
    if (rc == ERR_OK)
        return s;
    store_close(s);
    give_place(r, NULL);
    return NULL;
}

void store_readers_give(struct store_readers *r, struct store *s)
{
    if (s == NULL)
        return;
    s->deadline_s = 0;
    while (s->depth > 0)
        store_rollback(s);
    if (s->fault != SQLITE_OK) {
        store_close(s);
        s = NULL;
    }
    give_place(r, s);
}

void store_readers_close(struct store_readers *r)
{
    if (r == NULL)
        return;
    assert(r->n_free == r->n);
    for (size_t i = 0; i < r->n_free; i++)
        store_close(r->free[i]);
    pthread_cond_destroy(&r->wake);
    pthread_mutex_destroy(&r->lock);
    explicit_bzero(&r->key, sizeof r->key);
    free(r->free);
    free(r->path);
    free(r);
}
