/* A growing byte buffer.
 *
 *     struct buf b = {0};
 *     buf_fmt(&b, "{\"n\":%d,\"name\":", n);
 *     buf_json(&b, name);
 *     buf_char(&b, '}');
 *     char *text = buf_take(&b);      // or buf_release(&b)
 *
 * {0} is the empty buffer (data NULL). Once anything has been added, even "", data[len] is NUL.
 * `len` counts bytes without that NUL. Functions that escape carry their destination in the name.
 * Out of memory: see mem.h. One thread at a time per buffer.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

struct buf {
    char *data; /* [cap], NUL behind len; NULL while never added to */
    size_t len;
    size_t cap;
};

/* Appends n bytes (NULs too). `data` may be NULL when n is 0. */
void buf_add(struct buf *b, const void *data, size_t n);

void buf_str(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* One CSV field: in quotes, quotes doubled. A text that a spreadsheet would run as a formula gets
 * a ' in front: its first character, blanks and no-break spaces skipped, is one of = + - @ or
 * their full-width forms, or a TAB, CR or LF stands before any other character. */
void buf_csv(struct buf *b, const char *field);

/* One JSON string in quotes; control characters, U+2028 and U+2029 escaped. Bytes that are no
 * UTF-8 become U+FFFD: the result is always valid JSON. */
void buf_json(struct buf *b, const char *text);

/* Frees; the buffer is empty again. */
void buf_release(struct buf *b);

/* The content as a string that the caller frees, never NULL; the buffer is empty again. */
char *buf_take(struct buf *b);

#endif
