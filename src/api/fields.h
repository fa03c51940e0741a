/* Private to src/api: structs to JSON and back, by description. One table per kind of row says how
 * a member of the struct and a member of the object correspond.
 *
 *     static const struct api_field FIELDS[] = {
 *         {"code", FIELD_TEXT, offsetof(struct round, code)},
 *         {"opened_at", FIELD_INSTANT, offsetof(struct round, opened_at)},
 *     };
 *     buf_char(out, '{');
 *     api_write_fields(out, FIELDS, 2, &round);           // "code":"2025-07","opened_at":"…"
 *     buf_char(out, '}');
 *
 * What is unknown is null: an empty text but of FIELD_TEXT, an instant of 0, a number of -1.
 */
#ifndef API_FIELDS_H
#define API_FIELDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/json.h"
#include "solver/findings.h"

enum api_field_kind {
    FIELD_TEXT,       /* char *; never null */
    FIELD_KNOWN,      /* char *; "" = null: dates and texts that may be unknown */
    FIELD_CODES,      /* char *, codes with one blank between; an array */
    FIELD_INT,        /* int; -1 = null */
    FIELD_COUNT,      /* int64_t */
    FIELD_SIZE,       /* size_t */
    FIELD_YES_NO,     /* bool */
    FIELD_ANSWER,     /* int: 0, 1, -1 = null */
    FIELD_INSTANT,    /* int64_t, UTC seconds; text of RFC 3339 with +07:00; 0 = null */
    FIELD_TENTHS,     /* int; a number with one decimal place; -1 = null */
    FIELD_HUNDREDTHS, /* int; with two */
};

struct api_field {
    const char *name;
    enum api_field_kind kind;
    size_t offset; /* of the struct's member */
};

/* Appends the members, without braces. */
void api_write_fields(struct buf *out, const struct api_field *fields, size_t n, const void *row);

/* Takes over what `object` has, and leaves alone what it has not; texts are copies that the row
 * owns (what they replace is freed). The object fits its schema; a number with more decimal places
 * than are kept is a finding. */
void api_read_fields(const struct json *object, const struct api_field *fields, size_t n, void *row,
                     struct solver_findings *bad);

/* One value: an instant as text in quotes, or null. */
void api_write_instant(struct buf *out, int64_t instant);

#endif
