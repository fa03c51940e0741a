/* Whole files in one step.
 *
 *     struct buf text = {0};
 *     int rc = file_read(path, 1 << 20, &text, &e);                  // at most 1 MiB
 *     rc = rc ? rc : file_write(copy, text.data, text.len, 0600, &e);
 *     buf_release(&text);
 *
 * Errors name the path and the system's reason. No state: any thread.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the file to `out`. ERR_IO where it cannot be read, ERR_INPUT where it is longer than
 * `max` bytes; on error `out` is as before. An empty file leaves out->data a "" string. */
int file_read(const char *path, size_t max, struct buf *out, struct err *e);

/* Writes the file or leaves the old one untouched: a temporary file in the same folder, fsync,
 * rename, fsync of the folder. `mode` are the permission bits. A name that is no regular file
 * (/dev/stdout, a pipe) is written to as it is, without rename. ERR_IO. */
int file_write(const char *path, const void *data, size_t n, unsigned mode, struct err *e);

#endif
