/* Private to schema*.c: a compiled schema, and the compiler's own state.
 *
 * A shape is what one schema of the document says, with references as pointers (they may form
 * rings: bodies end, so walks over bodies do). Shapes, regexes and tables belong to the struct
 * schema; names and values point into the document, which it keeps. */
#ifndef API_SCHEMA_SHAPE_H
#define API_SCHEMA_SHAPE_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema.h"
#include "base/buf.h"

/* Types as bits; none = any. */
enum schema_type {
    SCHEMA_NULL = 1 << 0,
    SCHEMA_BOOLEAN = 1 << 1,
    SCHEMA_INTEGER = 1 << 2,
    SCHEMA_NUMBER = 1 << 3, /* integers too */
    SCHEMA_STRING = 1 << 4,
    SCHEMA_ARRAY = 1 << 5,
    SCHEMA_OBJECT = 1 << 6,
    SCHEMA_ANY = (1 << 7) - 1,
};

enum schema_format { SCHEMA_NO_FORMAT, SCHEMA_DATE, SCHEMA_DATE_TIME };

struct schema_property {
    const char *name;
    const struct schema_shape *shape;
    bool is_needed;
};

struct schema_shape {
    unsigned types;                   /* enum schema_type */
    const struct schema_shape *other; /* anyOf with null: what holds unless the value is null */

    bool has_properties;
    size_t n_properties;
    struct schema_property *properties; /* [n_properties] by name */
    bool is_closed;                     /* the document itself says so */
    const struct schema_shape *rest;    /* of members that have no property; NULL = none may be
                                           (with properties) or any may */
    size_t min_properties;

    const struct schema_shape *items;
    size_t min_items, max_items; /* max: SIZE_MAX = any */
    bool is_unique;

    size_t min_length, max_length;
    const char *pattern;
    regex_t regex;
    enum schema_format format;

    bool has_minimum, has_maximum;
    double minimum, maximum;

    const struct json *one_of; /* enum: an array */
    const struct json *equal;  /* const */

    bool is_body_checked; /* by the compiler: it may stand in a body */
};

struct schema_named {
    const char *name; /* of #/components/schemas */
    struct schema_shape *shape;
};

struct schema {
    struct json *root;
    size_t n_operations;
    struct schema_operation *operations; /* [n_operations] by id */
    size_t n_shapes;
    struct schema_shape **shapes; /* [n_shapes] all there are */
    size_t n_named;
    struct schema_named *named; /* [n_named] */
};

/* Where the compiler stands; every error names the place. */
struct schema_compiler {
    struct schema *schema;
    struct buf where; /* JSON pointer */
    struct err *e;
};

/* Goes down to a member and comes back: the mark is what `where` is cut to. */
size_t schema_enter(struct schema_compiler *c, const char *key);
void schema_leave(struct schema_compiler *c, size_t mark);

/* Notes an error at the place; returns ERR_INTERNAL. `about` is quoted. */
int schema_refuse(struct schema_compiler *c, const char *vi, const char *en, const char *about);

/* The object that a {"$ref": "#/components/KIND/NAME"} means, or `j` itself; NULL and an error for
 * a reference that leads nowhere. */
const struct json *schema_resolve(struct schema_compiler *c, const struct json *j,
                                  const char *kind);

/* Compiles one schema; NULL and an error where it says what is not enforced. */
const struct schema_shape *schema_shape_of(struct schema_compiler *c, const struct json *j);

/* Whether a shape and all below it may stand in a body (schema.h); ERR_OK or an error. */
int schema_fits_body(struct schema_compiler *c, const struct schema_shape *shape);

/* Compiles a pattern that POSIX and JavaScript read alike; false where it is none. */
bool schema_pattern(const char *pattern, regex_t *out);

/* Judges one text as the shape's type: a parameter. */
void schema_check_text(const struct schema_shape *shape, const char *where, const char *text,
                       struct solver_findings *bad);

/* Judges a JSON value. */
void schema_check_value(const struct schema_shape *shape, const struct json *value,
                        struct solver_findings *bad);

#endif
