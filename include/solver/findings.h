/* Findings: what is wrong with a file, each with the place, in both languages.
 *
 *     struct solver_findings f = {0};
 *     solver_findings_add(&f, "parties[3].needs[0]", "thiếu %s", "missing %s", "x");
 *     … f.items[0].where …
 *     solver_findings_release(&f);
 *
 * A reader adds every offence it meets and goes on, so that one run shows them all. One thread at
 * a time; zeroed memory is an empty list.
 */
#ifndef SOLVER_FINDINGS_H
#define SOLVER_FINDINGS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct solver_finding {
    char *where; /* JSON path ("" is the whole file), or a party / room for a check */
    char *vi;    /* Vietnamese: what is wrong and what to do */
    char *en;    /* the same in English */
};

struct solver_findings {
    struct solver_finding *items; /* [n] */
    size_t n;
    size_t cap;
    bool is_out_of_memory; /* an item was lost; callers treat the result as failed */
};

/* Adds one finding; `vi` and `en` are formats that take the same arguments in the same order.
 * Copies everything. Out of memory sets is_out_of_memory. */
__attribute__((format(printf, 3, 5), format(printf, 4, 5))) void
solver_findings_add(struct solver_findings *, const char *where, const char *vi, const char *en,
                    ...);
__attribute__((format(printf, 3, 0), format(printf, 4, 0))) void
solver_findings_addv(struct solver_findings *, const char *where, const char *vi, const char *en,
                     va_list args);

/* Adds one finding of plain texts. */
void solver_findings_put(struct solver_findings *, const char *where, const char *vi,
                         const char *en);

/* Frees all items; the list is empty and usable afterwards. */
void solver_findings_release(struct solver_findings *);

#endif
