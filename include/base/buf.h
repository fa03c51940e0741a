/* A string that grows, with one escaping function per destination.
 *
 *     struct buf b = {0};
 *     buf_str(&b, "{\"name\":");
 *     buf_json(&b, name);
 *     buf_fmt(&b, ",\"n\":%d}", n);
 *     char *text = buf_take(&b);              // or buf_release(&b)
 *
 * A zeroed struct is an empty buffer. `data` is NULL until something was added, and NUL-terminated
 * from then on (the NUL is not counted in `len`). Running out of memory aborts (mem.h). Growth
 * doubles, so n additions cost O(total). One thread at a time per struct.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

struct buf {
    char *data; /* [len], and a NUL behind it */
    size_t len, cap;
};

/* Appends `n` bytes; they may contain NULs. */
void buf_add(struct buf *b, const void *bytes, size_t n);

/* Appends a string; NULL appends nothing. */
void buf_str(struct buf *b, const char *text);

void buf_char(struct buf *b, char c);

/* Appends as printf would. */
void buf_fmt(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends one CSV field: always within quotes, quotes doubled. A text that a spreadsheet would take
 * for a formula gets an apostrophe in front: where the first character behind blanks (also no-break
 * ones) is one of = + - @ TAB CR LF or the full-width forms of the first four. Numbers that are to
 * stay numbers must not pass through here. */
void buf_csv(struct buf *b, const char *field);

/* Appends a JSON string with its quotes: quote, backslash, control characters and DEL escaped,
 * U+2028 and U+2029 too; all other bytes as they are (the text should be UTF-8). */
void buf_json(struct buf *b, const char *text);

/* Appends text for HTML, between tags or in a quoted attribute: & < > " ' as references. */
void buf_html(struct buf *b, const char *text);

/* Appends an argument of an address: all but unreserved characters (RFC 3986) percent-encoded. */
void buf_urlarg(struct buf *b, const char *text);

/* Frees and zeroes. */
void buf_release(struct buf *b);

/* Hands the string over to the caller, who frees it; never NULL ("" of an empty buffer). The buffer
 * is empty then. */
char *buf_take(struct buf *b);

#endif
