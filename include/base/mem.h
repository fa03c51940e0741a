/* Memory for the application layers: allocation that never returns NULL. An office's list fits
 * into memory many times over, so running out is a broken machine: these print one line and abort.
 * (The solver returns SOLVER_NOMEM instead and does not use this file.)
 *
 *     int *unit_of = mem_array(n_groups, sizeof *unit_of);     // zeroed
 *     list = mem_grow(list, n + 1, sizeof *list);
 *     free(unit_of);
 *
 * What they return belongs to the caller, who frees it with free(). Any thread.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* `size` zeroed bytes; of 0 bytes a valid pointer nonetheless. */
void *mem_alloc(size_t size);

/* `n` zeroed elements of `size` bytes; aborts where the product overflows. */
void *mem_array(size_t n, size_t size);

/* Brings the array `old` (NULL = none) to `n` elements of `size` bytes and returns its new place.
 * What is new is not zeroed. Aborts where the product overflows. */
void *mem_grow(void *old, size_t n, size_t size);

/* A copy of a string; of NULL the copy of "". */
char *mem_dup(const char *text);

/* A NUL-terminated copy of the first `n` bytes; they may contain anything. */
char *mem_ndup(const char *bytes, size_t n);

#endif
