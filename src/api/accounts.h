/* Private to src/api: an account as an object, which accounts and sessions both show. */
#ifndef API_ACCOUNTS_H
#define API_ACCOUNTS_H

#include "base/buf.h"
#include "store/account.h"

void api_write_account(struct buf *out, const struct store_account *a);

#endif
