/* How commands that change a database open it, see the header. */
#include "write.h"

#include <string.h>
#include <unistd.h>

#include "key.h"
#include "store/store.h"

int write_open(struct store **s, const char *db, const char *key_option, struct err *e)
{
    struct crypto_key key = {0};
    bool has_key = false;
    *s = NULL;
    int rc = key_find(&key, db, key_option, &has_key, e);
    if (rc == ERR_OK && !has_key &&
        access(db, F_OK) == 0) // else store_open says that it is missing
        rc =
            err_set(e, ERR_INPUT,
                    "cần khóa của cơ sở dữ liệu vì mọi thay đổi được ghi vào nhật ký có khóa: dùng "
                    "--key TỆP, QUARTERS_KEY hoặc đặt tệp %s.key",
                    "the database's key is needed, because every change goes into the keyed audit: "
                    "use --key FILE, QUARTERS_KEY, or put it at %s.key",
                    db);
    rc = rc != ERR_OK ? rc : store_open(s, db, STORE_WRITE, &key, e);
    explicit_bzero(&key, sizeof key);
    return rc;
}
