/* Whole files, see the header.
 *
 * A write is durable: the bytes are synced before the rename and the folder after it, so a crash
 * leaves the old file or the new one; what is no file (a pipe, /dev/null) is written as it is. It
 * does not follow a symbolic link at `path`: the link itself is replaced.
 */
#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum io_step { IO_OPEN, IO_READ, IO_WRITE };

/* ERR_IO with what errno says; strerror would not be safe in threads. */
static int io_error(struct err *e, enum io_step step, const char *path)
{
    const char *known = strerrordesc_np(errno);
    const char *cause = known == NULL ? "?" : known;
    switch (step) {
    case IO_OPEN:
        return err_set(e, ERR_IO, "không mở được %s: %s", "cannot open %s: %s", path, cause);
    case IO_READ:
        return err_set(e, ERR_IO, "không đọc được %s: %s", "cannot read %s: %s", path, cause);
    case IO_WRITE:
        return err_set(e, ERR_IO, "không ghi được %s: %s", "cannot write %s: %s", path, cause);
    }
    return ERR_IO;
}

static int read_all(int fd, const char *path, size_t max, struct buf *out, struct err *e)
{
    char chunk[65536];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return io_error(e, IO_READ, path);
        if (n == 0)
            return ERR_OK;
        if ((size_t)n > max - total)
            return err_set(e, ERR_INPUT, "%s lớn hơn %zu byte", "%s is larger than %zu bytes", path,
                           max);
        buf_add(out, chunk, (size_t)n);
        total += (size_t)n;
    }
}

int file_read(const char *path, size_t max, struct buf *out, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    int rc = ERR_OK;
    size_t before = out->len;
    if (fd < 0 || fstat(fd, &st) != 0)
        rc = io_error(e, IO_OPEN, path);
    else if (S_ISDIR(st.st_mode))
        rc = err_set(e, ERR_INPUT, "%s là thư mục", "%s is a folder", path);
    else
        rc = read_all(fd, path, max, out, e);
    if (rc != ERR_OK && out->data != NULL) {
        out->len = before;
        out->data[before] = '\0';
    }
    if (fd >= 0)
        close(fd);
    return rc;
}

int file_put(int fd, const void *bytes, size_t n)
{
    for (const char *from = bytes; n > 0;) {
        ssize_t done = write(fd, from, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return -1;
        from += done;
        n -= (size_t)done;
    }
    return 0;
}

void file_sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = n == 0 ? mem_dup(".") : mem_ndup(path, n);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(folder);
}

/* Pipes, terminals, /dev/null: root could rename over them and would lose them. */
static int write_in_place(const char *path, const void *bytes, size_t n, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return io_error(e, IO_OPEN, path);
    int rc = file_put(fd, bytes, n) != 0 ? io_error(e, IO_WRITE, path) : ERR_OK;
    if (close(fd) != 0 && rc == ERR_OK)
        rc = io_error(e, IO_WRITE, path);
    return rc;
}

int file_replace(const char *path, unsigned mode, file_fill *fill, void *ctx, struct err *e)
{
    struct buf name = {0};
    buf_fmt(&name, "%s.XXXXXX", path);
    int rc = ERR_OK;
    int fd = mkostemp(name.data, O_CLOEXEC);
    if (fd < 0) {
        rc = io_error(e, IO_WRITE, path);
        goto done;
    }
    rc = fill(ctx, fd, name.data, e);
    if (rc == ERR_OK && (fchmod(fd, (mode_t)mode) != 0 || fsync(fd) != 0))
        rc = io_error(e, IO_WRITE, path);
    if (close(fd) != 0 && rc == ERR_OK)
        rc = io_error(e, IO_WRITE, path);
    if (rc == ERR_OK && rename(name.data, path) != 0)
        rc = io_error(e, IO_WRITE, path);
    if (rc == ERR_OK)
        file_sync_folder(path);
    else
        (void)unlink(name.data);
done:
    buf_release(&name);
    return rc;
}

struct bytes {
    const char *path;
    const void *bytes;
    size_t n;
};

static int fill_with_bytes(void *ctx, int fd, const char *name, struct err *e)
{
    const struct bytes *b = ctx;
    (void)name;
    return file_put(fd, b->bytes, b->n) == 0 ? ERR_OK : io_error(e, IO_WRITE, b->path);
}

int file_write(const char *path, const void *bytes, size_t n, unsigned mode, struct err *e)
{
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return write_in_place(path, bytes, n, e);
    struct bytes all = {.path = path, .bytes = bytes, .n = n};
    return file_replace(path, mode, fill_with_bytes, &all, e);
}
