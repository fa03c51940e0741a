/* `quarters read-table -` and `quarters read-image -`: files from outside, from standard input to
 * standard output. Not for people: the server has them read so, in a process without threads and
 * under limits (child_filter in base/child.h). What is wrong goes to standard error as two lines,
 * Vietnamese and English. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/image.h"
#include "base/table.h"

/* Reads and writes; what is wrong is in `e`. */
typedef int filter(const struct buf *in, struct buf *out, struct err *e);

static const char *bytes_of(const struct buf *b)
{
    return b->data == NULL ? "" : b->data;
}

/* All of standard input, at least one byte more than `most` where there is more. */
static void read_input(size_t most, struct buf *bytes)
{
    char part[65536];
    size_t n;
    while (bytes->len <= most && (n = fread(part, 1, sizeof part, stdin)) > 0)
        buf_add(bytes, part, n);
}

static int run(int argc, char **argv, size_t most, filter *f)
{
    struct buf in = {0}, out = {0};
    struct err e = {0};
    if (argc != 1 || strcmp(argv[0], "-") != 0)
        return ERR_INPUT;
    read_input(most, &in);
    int rc = f(&in, &out, &e);
    if (rc == ERR_OK)
        rc = fwrite(bytes_of(&out), 1, out.len, stdout) == out.len ? ERR_OK : ERR_IO;
    else
        fprintf(stderr, "%s\n%s\n", e.vi, e.en);
    buf_release(&in);
    buf_release(&out);
    return rc;
}

/* A list, to CSV. */
static int read_table(const struct buf *in, struct buf *out, struct err *e)
{
    struct table t = {0};
    int rc = table_parse(bytes_of(in), in->len, &t, e);
    if (rc == ERR_OK)
        csv_copy(&t, out);
    table_release(&t);
    return rc;
}

/* A photo, to its size in text, a line break, and a JPEG file. */
static int read_image(const struct buf *in, struct buf *out, struct err *e)
{
    struct buf jpeg = {0};
    int width = 0, height = 0;
    int rc = image_make(bytes_of(in), in->len, &jpeg, &width, &height, e);
    if (rc == ERR_OK) {
        buf_fmt(out, "%d %d\n", width, height);
        buf_add(out, bytes_of(&jpeg), jpeg.len);
    }
    buf_release(&jpeg);
    return rc;
}

int command_read_table(int argc, char **argv, const char *lang)
{
    (void)lang;
    return run(argc, argv, TABLE_MAX_BYTES, read_table);
}

int command_read_image(int argc, char **argv, const char *lang)
{
    (void)lang;
    return run(argc, argv, IMAGE_MAX_BYTES, read_image);
}
