/* Memory of the application layers: never NULL; out of memory ends the process with a line on
 * standard error and abort(). (The engine in solver/ does not use this: it returns an error.)
 *
 *     size_t *rows = mem_array(n, sizeof *rows);          // zeroed
 *     rows = mem_grow(rows, 2 * n, sizeof *rows);
 *     free(rows);                                         // plain free
 *
 * A data base commit is whole or absent, so that ending the process loses nothing acknowledged.
 * Threads: as malloc.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Zeroed bytes; size 0 gives a pointer to free all the same. */
void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));

/* Zeroed array of n elements; the product is checked. */
void *mem_array(size_t n, size_t size) __attribute__((malloc, returns_nonnull));

/* The block moved to n elements of `size`; what is new is NOT zeroed; the product is checked.
 * `old` may be NULL. */
void *mem_grow(void *old, size_t n, size_t size) __attribute__((returns_nonnull));

/* A copy of a string. */
char *mem_dup(const char *text) __attribute__((malloc, returns_nonnull));

/* A copy of n bytes with a NUL behind. */
char *mem_ndup(const char *text, size_t n) __attribute__((malloc, returns_nonnull));

#endif
