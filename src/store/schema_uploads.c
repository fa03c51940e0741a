/* Migration 10: cells of a list that were put right on the page. The list stays as it was sent: its
 * hash tells what came in, these rows what was changed before it was written.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_CORRECTIONS[] = {
    "CREATE TABLE upload_cell (         -- one cell put right, or one row left out\n"
    "  upload_id INTEGER NOT NULL REFERENCES upload (id), -- whose\n"
    "  number INTEGER NOT NULL          -- the row as the sheet counts it\n"
    "    CHECK (number >= 1),\n"
    "  column_ix INTEGER NOT NULL       -- 0 = A; -1 = the whole row, which is left out\n"
    "    CHECK (column_ix BETWEEN -1 AND 63),\n"
    "  before TEXT NOT NULL,            -- what the file says; masked as findings are\n"
    "  after TEXT NOT NULL,             -- what stands for it; masked\n"
    "  sealed BLOB NOT NULL,            -- the same in plain, sealed; AAD upload|code|row|column;\n"
    "                                   -- empty for a row, and once the list is applied\n"
    "  account_id INTEGER NOT NULL      -- by whom\n"
    "    REFERENCES account (id),\n"
    "  made_at INTEGER NOT NULL,        -- instant\n"
    "  PRIMARY KEY (upload_id, number, column_ix)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX upload_cell_account ON upload_cell (account_id)\n",
    NULL,
};
