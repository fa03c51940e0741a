/* Whole files: read at once with a limit, written so that no reader ever sees half of one.
 *
 *     struct buf text = {0};
 *     int rc = file_read("list.csv", 64 << 20, &text, &e);
 *     rc = rc ? rc : file_write("copy.csv", text.data, text.len, 0644, &e);
 *     buf_release(&text);
 *
 * They return ERR_OK, or an err code with the reason in `e`. Any thread.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/* Appends the bytes of `path` to `out`; nothing is appended where it fails. ERR_IO where it cannot
 * be read, ERR_INPUT where it is a folder or holds more than `max` bytes. An empty file leaves an
 * empty buffer. */
int file_read(const char *path, size_t max, struct buf *out, struct err *e);

/* Puts `n` bytes at `path` with the permissions `mode`, in place of what stood there: written
 * beside it under a temporary name, synced, renamed. A pipe or device is written to as it is. After
 * a failure (ERR_IO) the old file stands as it was and the temporary one is gone. */
int file_write(const char *path, const void *bytes, size_t n, unsigned mode, struct err *e);

/* Writes what a file is to hold: `fd` is open for that, under the name `name` for the time being.
 * Returns ERR_OK, or an err code with the reason in `e`. */
typedef int file_fill(void *ctx, int fd, const char *name, struct err *e);

/* file_write for those that do not have the bytes at hand; `path` must be no pipe or device. */
int file_replace(const char *path, unsigned mode, file_fill *fill, void *ctx, struct err *e);

/* Writes all of the bytes to a descriptor, which may be a pipe; 0, or -1 and errno. */
int file_put(int fd, const void *bytes, size_t n);

/* Makes the names in the folder of `path` durable: that a new file is there after power loss. Some
 * file systems refuse to sync a folder, so there is nothing to answer. */
void file_sync_folder(const char *path);

#endif
