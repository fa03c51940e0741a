/* `quarters read-table -`: a list from standard input as CSV on standard output. Not for people:
 * the server reads workbooks through it, in a process without threads and under limits
 * (service/upload.h). What is wrong goes to standard error as two lines, Vietnamese and English. */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/table.h"

/* All of standard input, one byte more than a list may have. */
static void read_input(struct buf *bytes)
{
    char part[65536];
    size_t n;
    while (bytes->len <= TABLE_MAX_BYTES && (n = fread(part, 1, sizeof part, stdin)) > 0)
        buf_add(bytes, part, n);
}

int command_read_table(int argc, char **argv, const char *lang)
{
    struct buf bytes = {0};
    struct buf csv = {0};
    struct table t = {0};
    struct err e = {0};
    (void)lang;
    if (argc != 1 || strcmp(argv[0], "-") != 0)
        return ERR_INPUT;
    read_input(&bytes);
    int rc = table_parse(bytes.data == NULL ? "" : bytes.data, bytes.len, &t, &e);
    if (rc == ERR_OK) {
        csv_copy(&t, &csv);
        rc = fwrite(csv.data == NULL ? "" : csv.data, 1, csv.len, stdout) == csv.len ? ERR_OK
                                                                                     : ERR_IO;
    } else {
        fprintf(stderr, "%s\n%s\n", e.vi, e.en);
    }
    table_release(&t);
    buf_release(&csv);
    buf_release(&bytes);
    return rc;
}
