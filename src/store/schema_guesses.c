/* Migration 3: passwords that were tried, by what was typed as login and not by account: so that a
 * login that nobody has is slowed down, and takes time, as any other.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_GUESSES[] = {
    "ALTER TABLE account DROP COLUMN n_failed\n",
    "ALTER TABLE account DROP COLUMN retry_at\n",
    "CREATE TABLE guess (              -- passwords tried for a login since the last right one\n"
    "  login_lookup TEXT PRIMARY KEY   -- keyed hash: people type passwords into the wrong field\n"
    "    CHECK (length(login_lookup) = 64),\n"
    "  n_tried INTEGER NOT NULL        -- how many\n"
    "    CHECK (n_tried >= 1),\n"
    "  tried_at INTEGER NOT NULL,      -- instant of the last\n"
    "  retry_at INTEGER NOT NULL       -- instant; none is judged before it\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX guess_tried ON guess (tried_at)\n",
    NULL,
};
