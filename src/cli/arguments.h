/* Arguments of a command against a table of its options; and the small things that all commands
 * which read a database share. Private to the command line.
 *
 *     const char *policy = NULL, *files[2];
 *     const struct argument_option options[] = {{"--policy", &policy, NULL}};
 *     size_t n = 2;
 *     if (!arguments_read(argc, argv, options, 1, files, &n)) return arguments_usage(…);
 */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "solver/findings.h"

/* Values of an option that may come several times. */
struct argument_list {
    size_t n;
    const char **values; /* [n] the array is the caller's to free */
};

/* One option: exactly one of the three targets is set. */
struct argument_option {
    const char *name;
    const char **value;         /* takes a value */
    struct argument_list *many; /* takes a value, may be repeated */
    bool *flag;                 /* takes none */
};

/* Sorts `argv` [argc] into options and the rest: `*n_rest` is the room in `rest`, then how many
 * came.
 * "--name=value" works, too. On false `*wrong` is the argument that does not fit. */
bool arguments_read(int argc, char **argv, const struct argument_option *options, size_t n_options,
                    const char **rest, size_t *n_rest, const char **wrong);

/* Prints how the command is called; returns exit code 2. `wrong` may be NULL. */
int arguments_usage(const char *lang, const char *wrong, const char *call);

/* Prints an error, and the findings behind it where there are some, to standard error; returns the
 * exit code for it. */
int arguments_fail(const struct err *e, const struct solver_findings *bad, const char *lang);

/* Picks a text by language; a format that it picks is still checked by the compiler. */
__attribute__((format_arg(2), format_arg(3))) const char *
arguments_pick(const char *lang, const char *vi, const char *en);

#endif
