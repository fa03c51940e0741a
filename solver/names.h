/* Names to dense numbers: 0, 1, 2, … in the order in which they come.
 *
 *     struct sv_names names = {0};
 *     int ix = sv_names_add(&names, "R1", &is_new);   // -1: out of memory
 *     sv_names_find(&names, "R2")                      // -1: unknown
 *     sv_names_release(&names);
 *
 * An open-addressing hash table; the texts are borrowed and must outlive it.
 */
#ifndef SOLVER_NAMES_H
#define SOLVER_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct sv_names {
    const char **texts; /* [n] by number */
    int n;
    int *slots;     /* [n_slots] number + 1; 0 = free */
    size_t n_slots; /* a power of two, at least twice n; also the room in `texts` */
};

int sv_names_add(struct sv_names *, const char *text, bool *is_new);
int sv_names_find(const struct sv_names *, const char *text);
void sv_names_release(struct sv_names *);

#endif
