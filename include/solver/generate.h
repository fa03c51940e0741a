/* Instances of any size that look like a provincial capital's own list, for tests and benches.
 *
 *     char *text;
 *     size_t len;
 *     int rc = solver_generate(3000, 7, &text, &len);   // free(text)
 *
 * The same `n_rooms` and `seed` give the same bytes on every machine. Nobody in it exists: the
 * names of the sites say that it is made up.
 */
#ifndef SOLVER_GENERATE_H
#define SOLVER_GENERATE_H

#include <stddef.h>
#include <stdint.h>

/* Beyond some 480,000 rooms the file is larger than the commands read (512 MiB). */
enum { SOLVER_GENERATE_MAX_ROOMS = 400000 };

/* 1 <= n_rooms <= SOLVER_GENERATE_MAX_ROOMS. SOLVER_OK, or SOLVER_NOMEM. `*text` is NUL-terminated,
 * a `quarters.instance/1` that solver_instance_parse accepts; the caller frees it. */
int solver_generate(int n_rooms, uint64_t seed, char **text, size_t *len);

#endif
