/* Files that the program carries inside itself; the table is made at build time by
 * src/tools/embed.c from the Makefile's EMBED. Read-only: any thread may read it.
 *
 *     const struct embedded_file *f = embedded_find("seed/agencies.csv");
 */
#ifndef SERVICE_EMBEDDED_H
#define SERVICE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *name; /* below fixtures/: policies/qd45-2025-12.json */
    const char *data; /* [len], and a NUL behind it */
    size_t len;
};

extern const struct embedded_file embedded_files[]; /* [n_embedded_files] ascending by name */
extern const size_t n_embedded_files;

/* The file of that name, or NULL. */
const struct embedded_file *embedded_find(const char *name);

#endif
