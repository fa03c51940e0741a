/* What a PDF says, by a reader that shares no code with its maker: pdftotext of poppler-utils.
 *
 *     char *text = printed_text(&pdf, "-layout");     // pages end in a form feed
 */
#ifndef TESTS_PRINTED_H
#define TESTS_PRINTED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"

/* What a shell command prints of a PDF file, whose path is $PDF. The caller frees. */
static inline char *printed_by(const struct buf *pdf, const char *command)
{
    char path[] = "/tmp/quarters-pdf-XXXXXX", call[512], piece[4096];
    struct buf out = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, pdf->data, pdf->len), (ssize_t)pdf->len);
    close(fd);
    assert_int_equal(setenv("PDF", path, 1), 0);
    snprintf(call, sizeof call, "%s 2>&1", command);
    FILE *in = popen(call, "r");
    assert_non_null(in);
    for (size_t n; (n = fread(piece, 1, sizeof piece, in)) > 0;)
        buf_add(&out, piece, n);
    int status = pclose(in);
    unlink(path);
    assert_int_equal(status, 0);
    return buf_take(&out);
}

/* All pages as text; complaints of the reader are part of it. The caller frees. */
static inline char *printed_text(const struct buf *pdf, const char *options)
{
    char command[128];
    snprintf(command, sizeof command, "pdftotext %s -enc UTF-8 \"$PDF\" -", options);
    return printed_by(pdf, command);
}

/* The QR codes of all pages, a line each, by zbarimg. The caller frees. */
static inline char *printed_codes(const struct buf *pdf)
{
    return printed_by(pdf, "pdftoppm -r 150 -gray \"$PDF\" \"$PDF\" && zbarimg -q --nodbus --raw "
                           "-S*.disable -Sqrcode.enable \"$PDF\"-*.pgm; s=$?; "
                           "rm -f \"$PDF\"-*.pgm; exit $s");
}

static inline int count_of(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        n++;
    return n;
}

#endif
