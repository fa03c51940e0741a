/* Memory of one run: blocks in a list, a bump pointer in the newest. */
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct sv_block {
    struct sv_block *next;
    size_t used;
    size_t size;
    max_align_t bytes[];
};

enum { BLOCK_BYTES = 1 << 18, ALIGN = sizeof(max_align_t) };

static struct sv_block *block_new(struct sv_arena *a, size_t size)
{
    struct sv_block *b = size > SIZE_MAX - sizeof *b ? NULL : calloc(1, sizeof *b + size);
    if (!b)
        longjmp(*a->on_oom, 1);
    b->size = size;
    return b;
}

void *sv_alloc(struct sv_arena *a, size_t n, size_t size)
{
    if (n && size > (SIZE_MAX - ALIGN) / n)
        longjmp(*a->on_oom, 1);
    size_t need = (n * size + ALIGN - 1) / ALIGN * ALIGN;
    if (need > BLOCK_BYTES / 4) { /* a large array has a block of its own, behind the head */
        struct sv_block *b = block_new(a, need);
        b->used = need;
        if (a->head) {
            b->next = a->head->next;
            a->head->next = b;
        } else {
            a->head = b;
        }
        return b->bytes;
    }
    if (!a->head || a->head->size - a->head->used < need) {
        struct sv_block *b = block_new(a, BLOCK_BYTES);
        b->next = a->head;
        a->head = b;
    }
    void *p = (char *)a->head->bytes + a->head->used;
    a->head->used += need;
    return p;
}

void *sv_regrow(struct sv_arena *a, const void *old, size_t n_old, size_t n_new, size_t size)
{
    void *p = sv_alloc(a, n_new, size);
    if (n_old)
        memcpy(p, old, n_old * size);
    return p;
}

void sv_arena_release(struct sv_arena *a)
{
    while (a->head) {
        struct sv_block *next = a->head->next;
        free(a->head);
        a->head = next;
    }
}
