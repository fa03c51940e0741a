/* Files of the engine's commands: "-" is standard input or output. */
#ifndef SV_COMMAND_FILE_H
#define SV_COMMAND_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "solver/instance.h"
#include "solver/plan.h"
#include "solver/proof.h"

/* The whole of a file, NUL-terminated, malloc'ed into *text; says on standard error why not, which
 * is then in errno. */
bool solver_command_read(const char *path, char **text, size_t *len, const char *lang);

/* Read a file of the format and print all findings. 0; 2 bad input; 3 out of memory. */
int solver_command_read_instance(const char *path, struct solver_instance *, const char *lang);
int solver_command_read_plan(const char *path, const struct solver_instance *, struct solver_plan *,
                             const char *lang);
int solver_command_read_proof(const char *path, const struct solver_instance *,
                              struct solver_proof **, const char *lang);

/* The same into costs [n_rooms]. */
int solver_command_read_costs(const char *path, const struct solver_instance *, int64_t *costs,
                              const char *lang);

/* A plan to be spoken of: it must pass solver_check, too; 1 where it does not. */
int solver_command_read_true_plan(const char *path, const struct solver_instance *,
                                  struct solver_plan *, const char *lang);

/* Writes a file through a temporary one beside it, so that a half file never stands under `path`.
 */
bool solver_command_write(const char *path, const char *text, size_t len, const char *lang);

#endif
