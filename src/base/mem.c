/* Allocation that aborts, see the header.
 *
 * Why abort: every caller above would only pass the failure on until the program ends; a path that
 * cannot be tested is worse than none. Writes with write(2), since stdio may allocate.
 */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *must(void *p)
{
    static const char message[] = "quarters: hết bộ nhớ / out of memory\n";
    if (p == NULL) {
        ssize_t n = write(STDERR_FILENO, message, sizeof message - 1);
        (void)n; /* nothing else is left to do */
        abort();
    }
    return p;
}

void *mem_alloc(size_t size)
{
    return must(calloc(1, size == 0 ? 1 : size));
}

void *mem_array(size_t n, size_t size)
{
    return must(calloc(n == 0 ? 1 : n, size == 0 ? 1 : size)); /* calloc checks the product */
}

void *mem_grow(void *old, size_t n, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(n, size, &bytes))
        must(NULL);
    return must(realloc(old, bytes == 0 ? 1 : bytes));
}

char *mem_dup(const char *text)
{
    const char *from = text == NULL ? "" : text;
    return mem_ndup(from, strlen(from));
}

char *mem_ndup(const char *bytes, size_t n)
{
    if (n == SIZE_MAX)
        must(NULL);
    char *copy = must(malloc(n + 1));
    if (n > 0)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}
