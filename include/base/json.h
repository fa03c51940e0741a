/* Reading JSON documents (policies): a tree that cannot be changed. Jansson stands behind it, and
 * only here. Writing is done by hand with buf_json and buf_fmt (buf.h).
 *
 *     struct json *root = json_parse(text, len, &e);
 *     const struct json *beds = json_get(root, "beds");
 *     if (json_is_int(beds))
 *         n = json_int(beds);
 *     json_free(root);
 *
 * Strict: UTF-8, one document and nothing behind it, no key twice in an object, at most 16 levels.
 * Every node belongs to the tree and lives until json_free of its root. All readers accept NULL
 * (what is missing is of no type and has no members), so chains need no checks between. Any thread
 * may read a tree that nobody frees.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct json;

/* Parses `len` bytes; NULL and ERR_INPUT with line and column where they are no such document. Any
 * value may be the root. */
struct json *json_parse(const char *text, size_t len, struct err *e);

/* Frees a tree by its root; accepts NULL. */
void json_free(struct json *root);

bool json_is_object(const struct json *j);
bool json_is_array(const struct json *j);
bool json_is_string(const struct json *j);
bool json_is_int(const struct json *j);  /* written without fraction and exponent: 6, not 6.0 */
bool json_is_real(const struct json *j); /* any other number */
bool json_is_bool(const struct json *j);
bool json_is_null(const struct json *j); /* the value null; false of a missing node */

/* The member of an object; NULL where it has none of that name or is no object. */
const struct json *json_get(const struct json *object, const char *key);

/* Number of elements of an array or members of an object; 0 of anything else. */
size_t json_len(const struct json *j);

/* Element `i` of an array, or value of member `i` of an object in the order of the text; NULL
 * beyond the end. Linear in `i` for objects. */
const struct json *json_at(const struct json *j, size_t i);

/* Name of member `i` of an object; NULL beyond the end. Linear in `i`. */
const char *json_key_at(const struct json *object, size_t i);

/* Member by member, in the order of the text and in linear time. `m` is zeroed at first; false =
 * there are no more (at once for anything but an object).
 *
 *     struct json_member m = {0};
 *     while (json_next(object, &m))
 *         … m.key, m.value …
 */
struct json_member {
    const char *key;
    const struct json *value;
    void *at; /* the reader's own */
};
bool json_next(const struct json *object, struct json_member *m);

/* Whether two trees say the same; members in any order. 1 and 1.0 differ. */
bool json_is_equal(const struct json *a, const struct json *b);

/* Values; of a node of another type "", 0, 0 and false. json_num reads both kinds of numbers. */
const char *json_text(const struct json *j);
int64_t json_int(const struct json *j);
double json_num(const struct json *j);
bool json_bool(const struct json *j);

#endif
