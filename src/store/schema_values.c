/* Migration: what the repair of a closed room would be worth to those who wait.
 *
 * One answer is kept, the last one: values of rooms are those of the plan published last when it
 * was asked.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_VALUES[] = {
    "CREATE INDEX rehousing_closure ON rehousing (closure_id)\n",
    "CREATE INDEX rehousing_state ON rehousing (state)\n",

    "CREATE TABLE value_question (     -- the one question to the engine: which repair helps most\n"
    "  id INTEGER PRIMARY KEY          -- key\n"
    "    CHECK (id = 1),\n"
    "  plan_id INTEGER NOT NULL        -- on whose data\n"
    "    REFERENCES plan (id),\n"
    "  state TEXT NOT NULL             -- asked: being answered; done; failed\n"
    "    CHECK (state IN ('asked', 'done', 'failed')),\n"
    "  asked_at INTEGER NOT NULL,      -- instant\n"
    "  answered_at INTEGER             -- instant; NULL not yet\n"
    ") STRICT\n",
    "CREATE TABLE room_value (         -- the answer: closed rooms, best first\n"
    "  room_id INTEGER PRIMARY KEY     -- which room\n"
    "    REFERENCES room (id),\n"
    "  rank INTEGER NOT NULL           -- 1 = its repair helps most\n"
    "    CHECK (rank >= 1),\n"
    "  is_proven INTEGER NOT NULL      -- 1: every level is compared\n"
    "    CHECK (is_proven IN (0, 1)),\n"
    "  gains TEXT NOT NULL             -- JSON: the levels with their gain, as the engine says\n"
    "    CHECK (gains <> '')\n"
    ") STRICT\n",
    NULL,
};
