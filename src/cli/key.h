/* Where the key of a database comes from. Private to the command line. */
#ifndef CLI_KEY_H
#define CLI_KEY_H

#include <stdbool.h>

#include "base/crypto.h"
#include "base/err.h"

/* Loads the key of `db`: from `option` (--key) where it is not NULL, else QUARTERS_KEY, else DB.key
 * where that file exists. `*has_key` false: there is none of the three. */
int key_find(struct crypto_key *key, const char *db, const char *option, bool *has_key,
             struct err *e);

#endif
