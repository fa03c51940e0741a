/* Memory of one run: everything is freed at once, and no allocation returns NULL.
 *
 *     struct sv_arena a = {.on_oom = &jump};       // jump set by setjmp() in solver_solve
 *     int *room_of = SV_NEW(&a, int, n_parties);   // zeroed
 *     sv_arena_release(&a);
 *
 * Out of memory jumps to `on_oom` with value 1: the search has some hundred small allocations and
 * one owner, solver_solve, which gives back the best plan so far. The jump crosses no frame of
 * GLPK: its own failures come the same way through glp_error_hook (lp.c).
 */
#ifndef SV_ARENA_H
#define SV_ARENA_H

#include <setjmp.h>
#include <stddef.h>

struct sv_block;

struct sv_arena {
    struct sv_block *head;
    jmp_buf *on_oom;
};

/* `n` zeroed objects of `size` bytes, aligned for any type; n = 0 gives a valid pointer. */
void *sv_alloc(struct sv_arena *, size_t n, size_t size);

/* A larger copy of an array of this arena; the old one stays until release. Use doubling. */
void *sv_regrow(struct sv_arena *, const void *old, size_t n_old, size_t n_new, size_t size);

/* Frees all; the arena is empty and usable afterwards. */
void sv_arena_release(struct sv_arena *);

#define SV_NEW(arena, type, n) ((type *)sv_alloc((arena), (size_t)(n), sizeof(type)))

#endif
