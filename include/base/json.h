/* Reading JSON as a tree. (Writing: buf_fmt and buf_json by hand.)
 *
 *     struct json *root = json_parse(text, len, &e);
 *     const struct json *bands = json_get(root, "bands");
 *     for (size_t i = 0; bands != NULL && i < json_len(bands); i++)
 *         if (json_is_int(json_at(bands, i))) use(json_int(json_at(bands, i)));
 *     json_free(root);
 *
 * Only the root is owned; all other nodes live as long as it. Questions to NULL or to a node of
 * another kind are answered, not crashed on: false, 0, NULL, "". A tree is read by any number of
 * threads.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct json;

/* The tree of a text, root an object or an array; NULL with ERR_INPUT and line and column. Refuses
 * duplicate keys, trailing bytes, NUL, a nesting deeper than 16. */
struct json *json_parse(const char *text, size_t len, struct err *e);
void json_free(struct json *root);

bool json_is_object(const struct json *j);
bool json_is_array(const struct json *j);
bool json_is_string(const struct json *j);
bool json_is_int(const struct json *j);  /* written without point or exponent */
bool json_is_real(const struct json *j); /* written with one; 1.0 is no int */
bool json_is_bool(const struct json *j);
bool json_is_null(const struct json *j); /* JSON's null; false for NULL */

/* A field of an object, NULL where it has none. */
const struct json *json_get(const struct json *object, const char *key);

/* Elements of an array or fields of an object. */
size_t json_len(const struct json *j);

/* Element i of an array, or the value of field i of an object in the order of the text. */
const struct json *json_at(const struct json *j, size_t i);

/* The name of field i. Walking an object by index costs its length each time: meant for small
 * ones. */
const char *json_key_at(const struct json *object, size_t i);

const char *json_text(const struct json *j); /* "" where it is no string */
int64_t json_int(const struct json *j);      /* 0 where it is no int */
double json_num(const struct json *j);       /* of an int or a real, else 0 */
bool json_bool(const struct json *j);        /* true only for true */

#endif
