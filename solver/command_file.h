/* Files of the engine's commands: "-" is standard input or output. */
#ifndef SV_COMMAND_FILE_H
#define SV_COMMAND_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "solver/instance.h"

/* The whole of a file, NUL-terminated, malloc'ed into *text; says on standard error why not, which
 * is then in errno. */
bool solver_command_read(const char *path, char **text, size_t *len, const char *lang);

/* Reads and judges an instance; prints all findings. Returns 0, 2 (bad input), 3 (out of memory).
 */
int solver_command_read_instance(const char *path, struct solver_instance *, const char *lang);

/* Prints findings to standard error, one a line: file: place: text. */
void solver_command_print(const char *path, const struct solver_findings *, const char *lang);

/* Writes a file through a temporary one beside it, so that a half file never stands under `path`.
 */
bool solver_command_write(const char *path, const char *text, size_t len, const char *lang);

#endif
