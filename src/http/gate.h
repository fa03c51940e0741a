/* The gate: which heads are let in. Pure functions, no connection, no allocation.
 *
 * libmicrohttpd 0.9.75 is lenient where leniency is an attack: behind a proxy that reads the same
 * bytes differently, one request becomes two (request smuggling). It takes Content-Length beside
 * Transfer-Encoding, the first of two lengths, bare LF, NUL, several blanks in the request line,
 * and it appends a folded line to the *name* of the field before. So the gate reads the head again,
 * from where the library left it in its buffer:
 *
 *     G E T 0 / a ? b 0 H T T P / 1 . 1 0 0 H o s t 0 _ x 0 0 … 0 0 0 0
 *     method  target    version         name    value              ^ method + n_bytes
 *
 * Separators have become NULs but stand where they stood; a line that ended with LF alone, a NUL in
 * a value, a folded or blank line, a second blank shift something, and then the head is refused
 * (gate_is_plain). What the lines say is judged after that (gate_check). Two things look the
 * same as CR LF afterwards: NUL LF, and colon LF as the empty line (the library takes a line that
 * begins with a colon for the end of the head). A proxy that speaks HTTP sends neither: it refuses
 * a NUL, and what it sends on ends with CR LF, which makes such a line one byte longer and seen.
 */
#ifndef HTTP_GATE_H
#define HTTP_GATE_H

#include "http/exchange.h"

#include <stdint.h>

enum { GATE_MAX_FIELDS = 64 };

struct gate_head {
    const char *method; /* NUL-terminated, as are the next two */
    const char *target; /* where it began; the library has put a NUL in place of its '?' */
    size_t n_target;    /* with the query */
    const char *version;
    size_t n_bytes;  /* from `method` to behind the empty line */
    size_t n_fields; /* may exceed GATE_MAX_FIELDS; the array holds the first ones */
    struct gate_field {
        const char *name, *value;
        size_t n_name, n_value;
    } fields[GATE_MAX_FIELDS];
};

struct gate_pass {
    enum http_method method;
    uint64_t n_body;
    struct gate_value {
        const char *text; /* [n] without blanks at its ends; NULL = it did not come */
        size_t n;
    } values[HTTP_N_FIELDS];
};

/* Whether the head lies in its buffer as one that was sent plainly: single blanks in the request
 * line, CR LF behind every line, nothing between the lines. */
bool gate_is_plain(const struct gate_head *head);

/* 0 and what the head says, or the status to refuse it with; `why` is a constant for the log.
 * Every refusal ends the connection, since where the next request begins is not sure. */
int gate_check(const struct gate_head *head, struct gate_pass *pass, const char **why);

/* Finds a cookie in a Cookie field: 1 and its value, 0 where there is none of that name, -1 where
 * it comes twice or its value has characters that none may have (the request is to be refused).
 * Cookies of other names may look as they like: other programs on this host set them. */
int cookie_find(const char *header, const char *name, const char **value, size_t *n_value);

#endif
