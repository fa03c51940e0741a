/* Private to src/api: the API document (openapi.json, OpenAPI 3.1) as the judge of what comes in.
 *
 *     struct schema *schema = NULL;
 *     if (schema_load(&schema, text, n, &e) != ERR_OK) …           // our own fault: do not start
 *     const struct schema_operation *op = schema_operation(schema, "createRequest");
 *     struct solver_findings bad = {0};
 *     if (!schema_params(op, n_params, params, &bad) | !schema_body(op, body, &bad))
 *         … 422 with bad.items[i].where, .vi, .en …
 *
 * The document is compiled once: every $ref becomes a pointer, every pattern a regex_t. What it
 * promises is what is enforced: a keyword that nobody here knows, or that says nothing for the type
 * beside it, is an error at the start. Errors of a body are complete (up to SCHEMA_MAX_ERRORS) and
 * carry JSON pointers; a missing member is reported at the place where it should stand.
 *
 * Keywords: type (one, or a list), properties, required, minProperties, additionalProperties (false
 * or a schema), items, minItems, maxItems, uniqueItems, enum, const, minLength, maxLength
 * (characters), pattern, format (date, date-time), minimum, maximum, $ref to #/components/…, and
 * anyOf of a schema and {"type": "null"}. Annotations: title, description, example, examples,
 * default, readOnly, deprecated, x-….
 *
 * Stricter than JSON Schema where that guards the program; the document must say so or be refused:
 *   - A schema with `properties` lists all there are. In a body it must say so itself
 *     (additionalProperties: false); in an answer that goes without saying.
 *   - integer is what is written without fraction and exponent: 6, not 6.0.
 *   - Every string of a body, names of members too, is NFC and has no control (but line breaks and
 *     tabs), bidirectional, zero-width or private-use characters (text_is_clean).
 *   - In a body, strings and arrays have a longest length (or strings an enum, a const, a format),
 *     so that no pattern and no comparison runs over more than was meant.
 *   - pattern is what POSIX ERE and JavaScript read alike: no \d, no (?…), no ranges of letters
 *     beyond ASCII (a `.` would be a byte).
 *
 * Not enforced here: parameters in the path (what is not found is 404) and in headers (the core
 * reads If-Match and Idempotency-Key), bodies that are files, security.
 * After the load nothing changes: any number of threads.
 */
#ifndef API_SCHEMA_H
#define API_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/json.h"
#include "http/exchange.h"
#include "solver/findings.h"

struct schema;
struct schema_shape; /* a compiled schema: schema_shape.h */

enum { SCHEMA_MAX_ERRORS = 200 }; /* of one body; then one more says that there are others */

struct schema_param {
    const char *name;
    const struct schema_shape *shape; /* string, integer or boolean */
    bool is_needed;
};

/* What a reply of one status may be. Without types it has no body. */
struct schema_answer {
    int status;
    size_t n_types;
    const char **types;               /* [n_types] media types */
    const struct schema_shape *shape; /* of the JSON one; NULL = there is none */
};

struct schema_operation {
    const char *id;
    enum http_method method;
    const char *path; /* with {names} */
    const char *summary;
    size_t n_path_params;
    struct schema_param *path_params; /* [n_path_params] */
    size_t n_query;
    struct schema_param *query;      /* [n_query] */
    bool has_body, is_body_needed;   /* of any type, files included */
    const struct schema_shape *body; /* of the JSON one; NULL = there is none */
    size_t n_answers;
    struct schema_answer *answers; /* [n_answers] by status */
};

/* Compiles a document of `n` bytes. ERR_INTERNAL, saying where, for one that is no OpenAPI 3.1,
 * names an operation twice, or says what is not enforced. */
int schema_load(struct schema **out, const char *json, size_t n, struct err *e);

/* Frees it; accepts NULL. */
void schema_free(struct schema *schema);

/* The operation of that id; NULL where there is none. */
const struct schema_operation *schema_operation(const struct schema *schema, const char *id);

/* All operations, by id. */
size_t schema_n_operations(const struct schema *schema);
const struct schema_operation *schema_operation_at(const struct schema *schema, size_t i);

/* Judges a JSON body, NULL being none. false: `bad` has grown, `where` are JSON pointers ("" is the
 * body itself). */
bool schema_body(const struct schema_operation *op, const struct json *body,
                 struct solver_findings *bad);

/* Judges the parameters of the query. `where` is "?limit"; unknown and missing ones are errors. */
bool schema_params(const struct schema_operation *op, size_t n, const struct http_param *params,
                   struct solver_findings *bad);

/* The answer of that status; NULL where the document has none. For tests. */
const struct schema_answer *schema_answer(const struct schema_operation *op, int status);

/* Judges the JSON of an answer. For tests. */
bool schema_answer_body(const struct schema_answer *answer, const struct json *body,
                        struct solver_findings *bad);

#endif
