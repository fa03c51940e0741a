/* Where the key of a database comes from, see the header. */
#include "key.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

int key_find(struct crypto_key *key, const char *db, const char *option, bool *has_key,
             struct err *e)
{
    struct buf beside = {0};
    const char *path = option != NULL ? option : getenv("QUARTERS_KEY");
    buf_fmt(&beside, "%s.key", db);
    if ((path == NULL || path[0] == '\0') && access(beside.data, F_OK) == 0)
        path = beside.data;
    *has_key = path != NULL && path[0] != '\0';
    int rc = *has_key ? crypto_key_load(key, path, e) : ERR_OK;
    buf_release(&beside);
    return rc;
}
