/* Accounts of a demo database, one for each role: made-up people with a password that everybody
 * knows.
 *
 *     rc = demo_accounts(s, &accounts, &e);        // ERR_DATA unless `init --demo` made the
 * database … accounts.items[i].login, DEMO_PASSWORD …
 */
#ifndef SERVICE_DEMO_H
#define SERVICE_DEMO_H

#include <stddef.h>

#include "base/err.h"
#include "store/account.h"

struct store;

/* It stands in the documentation: nothing but a demo may take it. */
#define DEMO_PASSWORD "nhà mẫu chỉ để xem thử"

/* Makes them where they are not there yet, in the caller's transaction; released by
 * store_accounts_release. */
int demo_accounts(struct store *s, struct store_accounts *out, struct err *e);

#endif
