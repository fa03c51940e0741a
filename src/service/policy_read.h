/* Strict reading of a JSON object: each helper takes the object, its path and a field's name, adds
 * a finding where the field is missing or wrong, and returns a harmless value then. Private to the
 * policy reader.
 */
#ifndef SERVICE_POLICY_READ_H
#define SERVICE_POLICY_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"
#include "solver/findings.h"

/* Where an object stands: its path in the file ("" = the whole), and where offences go. */
struct read_at {
    const struct json *object;
    char path[160];
    struct solver_findings *bad;
};

/* A finding on field `key` of the object ("" = the object itself). */
void read_offence(const struct read_at *at, const char *key, const char *vi, const char *en);

/* Refuses every field that is not in `keys` [n]. */
void read_only_fields(const struct read_at *at, const char *const *keys, size_t n);

/* A required member object / element `i` of an array; `.object` is NULL after an offence, and every
 * helper here is silent on such a place. */
struct read_at read_object(const struct read_at *at, const char *key);
struct read_at read_element(const struct read_at *at, const char *key, size_t i);

/* A required array; NULL after an offence. At most `max` elements, at least `min`. */
const struct json *read_array(const struct read_at *at, const char *key, size_t min, size_t max);

/* A required integer of min..max; `min` after an offence. */
int read_int(const struct read_at *at, const char *key, int min, int max);

/* The same, or null = `if_null`. */
int read_int_or_null(const struct read_at *at, const char *key, int min, int max, int if_null);

/* A required number >= 0 with at most two decimals, as hundredths, up to `max_c`. */
int read_hundredths(const struct read_at *at, const char *key, int max_c);

bool read_bool(const struct read_at *at, const char *key);

/* A required non-empty text, borrowed from the tree; "" after an offence. */
const char *read_text(const struct read_at *at, const char *key);

/* Index of a required text among `names` [n]; 0 after an offence. */
size_t read_choice(const struct read_at *at, const char *key, const char *const *names, size_t n);

/* A required array of distinct texts out of `names` [n]; writes their indices, returns how many. */
size_t read_choices(const struct read_at *at, const char *key, const char *const *names, size_t n,
                    size_t *ixs);

/* A required date YYYY-MM-DD. */
void read_date(const struct read_at *at, const char *key, char out[11]);

#endif
