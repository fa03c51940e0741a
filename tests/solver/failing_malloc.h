/* A malloc of the test program's own, which lets the n-th call fail: n_until_failure = n. Not under
 * a sanitizer, which has one of its own: HAS_OWN_MALLOC is 0 there. One thread at a time. */
#ifndef TESTS_FAILING_MALLOC_H
#define TESTS_FAILING_MALLOC_H

#include <stdbool.h>
#include <stddef.h>

#include "../sanitized.h"

#define HAS_OWN_MALLOC (!IS_SANITIZED)

static long n_until_failure; /* 0: none will fail */
static bool has_failed;

static inline bool fails(void)
{
    if (n_until_failure == 0 || --n_until_failure > 0)
        return false;
    has_failed = true;
    return true;
}

#if HAS_OWN_MALLOC
static long n_live;             /* blocks */
static bool has_failed_to_grow; /* the call that failed had a block already */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void __libc_free(void *);

void *malloc(size_t size)
{
    void *p = fails() ? NULL : __libc_malloc(size);
    n_live += p != NULL;
    return p;
}

void *calloc(size_t n, size_t size)
{
    void *p = fails() ? NULL : __libc_calloc(n, size);
    n_live += p != NULL;
    return p;
}

void *realloc(void *old, size_t size)
{
    const bool is_failing = fails();
    has_failed_to_grow = has_failed_to_grow || (is_failing && old != NULL);
    void *p = is_failing ? NULL : __libc_realloc(old, size);
    n_live += p != NULL && old == NULL;
    return p;
}

void free(void *p)
{
    n_live -= p != NULL;
    __libc_free(p);
}
#endif

#endif
