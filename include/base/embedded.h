/* Files that the program carries inside itself. A layer that carries some has a table of its own,
 * made at build time by src/tools/embed.c from the Makefile's EMBED_<layer>. Read-only: any thread
 * may read it.
 *
 *     extern const struct embedded_file service_files[];
 *     extern const size_t n_service_files;
 *     const struct embedded_file *f = embedded_in(service_files, n_service_files, "seed/a.csv");
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *name; /* below fixtures/, src/api/ or build/web/: policies/qd45-2025-12.json */
    const char *data; /* [len], and a NUL behind it */
    size_t len;
};

/* The file of that name in a table [n], or NULL. A handful of files: a walk is all it takes. */
const struct embedded_file *embedded_in(const struct embedded_file *files, size_t n,
                                        const char *name);

#endif
