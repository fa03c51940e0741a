/* Private to src/store: the columns of an account that sessions and tokens share. */
#ifndef STORE_BEARER_H
#define STORE_BEARER_H

#include "store/session.h"

#include "handle.h"

/* Columns 0-3 of a row: account, role, all_agencies, official. */
void store_read_bearer(sqlite3_stmt *st, struct store_bearer *out);

/* Ends the activation codes of account ?1 that nobody has used. */
#define STORE_END_CODES "DELETE FROM activation WHERE account_id = ?1 AND used_at IS NULL"

#endif
