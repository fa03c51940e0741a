/* Text that grows: what the writers of plans and models write into.
 *
 *     struct sv_text out = {0};
 *     sv_text_add(&out, "value %d\n", 5);
 *     if (out.is_out_of_memory) …
 *     free(out.data);
 *
 * Out of memory is noted once and everything after it ignored, so that a writer need not ask after
 * each line.
 */
#ifndef SOLVER_TEXT_H
#define SOLVER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct sv_text {
    char *data; /* [len] and a NUL; NULL while nothing was added */
    size_t len, cap;
    bool is_out_of_memory;
};

__attribute__((format(printf, 2, 3))) void sv_text_add(struct sv_text *, const char *format, ...);

/* As a JSON string with its quotes. */
void sv_text_json(struct sv_text *, const char *utf8);

#endif
