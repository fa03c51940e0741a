/* Migration: rooms closed for a time, and what becomes of the people who live in them.
 *
 * Days are half open, as those of stays: the night of from_day is closed, that of to_day is not.
 * Closures of one room may overlap: a repair within the time of another one.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_CLOSURES[] = {
    "CREATE TABLE room_closure (       -- a room out of allocation for a time (đóng phòng)\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  room_id INTEGER NOT NULL        -- which room\n"
    "    REFERENCES room (id),\n"
    "  from_day TEXT NOT NULL          -- first night\n"
    "    CHECK (length(from_day) = 10),\n"
    "  to_day TEXT NOT NULL            -- day from which it is open again; '' not known\n"
    "    CHECK (to_day = '' OR (length(to_day) = 10 AND to_day >= from_day)),\n"
    "  reason TEXT NOT NULL            -- why\n"
    "    CHECK (reason IN ('repair', 'safety', 'reserved', 'handed_back', 'other')),\n"
    "  note TEXT NOT NULL              -- in words; '' none\n"
    "    CHECK (length(note) <= 500),\n"
    "  repair_id INTEGER               -- the repair that it is for; NULL none\n"
    "    REFERENCES repair (id),\n"
    "  may_stay INTEGER NOT NULL       -- 1: whoever lives there may stay; nobody moves in\n"
    "    CHECK (may_stay IN (0, 1)),\n"
    "  created_at INTEGER NOT NULL,    -- instant\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1)\n"
    ") STRICT\n",
    "CREATE INDEX room_closure_room ON room_closure (room_id, from_day)\n",
    "CREATE INDEX room_closure_repair ON room_closure (repair_id)\n",
    "CREATE TRIGGER room_closure_is_of_its_room BEFORE UPDATE OF code, room_id, created_at\n"
    "  ON room_closure\n"
    "BEGIN SELECT RAISE(ABORT, 'a closure is of one room'); END\n",
    "CREATE TRIGGER room_closure_is_kept BEFORE DELETE ON room_closure\n"
    "BEGIN SELECT RAISE(ABORT, 'a closure is ended, not deleted'); END\n",

    "CREATE TABLE rehousing (          -- people who live in a closed room: where they go\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  closure_id INTEGER NOT NULL     -- the closure\n"
    "    REFERENCES room_closure (id),\n"
    "  state TEXT NOT NULL             -- open: to be proposed or chosen; chosen: on its way; "
    "done;\n"
    "                                  -- void: nobody lives there any more, or it is not closed\n"
    "    CHECK (state IN ('open', 'chosen', 'done', 'void')),\n"
    "  chosen TEXT NOT NULL            -- kind of the proposal chosen; '' none\n"
    "    CHECK (chosen IN ('', 'stay', 'temporary', 'move')),\n"
    "  is_stale INTEGER NOT NULL       -- 1: dates or beds changed since it was proposed\n"
    "    CHECK (is_stale IN (0, 1)),\n"
    "  opened_at INTEGER NOT NULL,     -- instant\n"
    "  proposed_at INTEGER,            -- instant of the proposals below; NULL none yet\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1)\n"
    ") STRICT\n",
    "CREATE UNIQUE INDEX rehousing_live ON rehousing (closure_id)\n"
    "  WHERE state IN ('open', 'chosen')\n",

    "CREATE TABLE rehousing_proposal ( -- a way out, found by the engine\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  rehousing_id INTEGER NOT NULL   -- of which case\n"
    "    REFERENCES rehousing (id),\n"
    "  kind TEXT NOT NULL              -- stay; temporary: a bed for a while, back on return_day;\n"
    "                                  -- move: for good, the fewest people move\n"
    "    CHECK (kind IN ('stay', 'temporary', 'move')),\n"
    "  n_moves INTEGER NOT NULL        -- people who move\n"
    "    CHECK (n_moves >= 0),\n"
    "  is_proven INTEGER NOT NULL      -- 1: no way of this kind moves fewer\n"
    "    CHECK (is_proven IN (0, 1)),\n"
    "  n_left INTEGER NOT NULL         -- people for whom there is no bed\n"
    "    CHECK (n_left >= 0),\n"
    "  return_day TEXT NOT NULL        -- of temporary; '' not known, or no return\n"
    "    CHECK (length(return_day) IN (0, 10)),\n"
    "  why TEXT NOT NULL               -- '' it can be done; no_bed: not for all; conflict: who "
    "lives\n"
    "                                  -- there now breaks the rules; stopped: no time; failed\n"
    "    CHECK (why IN ('', 'no_bed', 'conflict', 'stopped', 'failed')),\n"
    "  instance_sha256 TEXT NOT NULL,  -- what the engine was asked; '' of stay\n"
    "  UNIQUE (rehousing_id, kind)\n"
    ") STRICT\n",
    "CREATE TABLE rehousing_move (     -- a party that would go elsewhere by it\n"
    "  proposal_id INTEGER NOT NULL    -- by which proposal\n"
    "    REFERENCES rehousing_proposal (id),\n"
    "  request_id INTEGER NOT NULL     -- the party\n"
    "    REFERENCES request (id),\n"
    "  from_room_id INTEGER NOT NULL   -- where it lives\n"
    "    REFERENCES room (id),\n"
    "  to_room_id INTEGER              -- where it would; NULL = there is no bed for it\n"
    "    REFERENCES room (id),\n"
    "  kind TEXT NOT NULL              -- what changes: own: its room; temporary: a room for a "
    "while,\n"
    "                                  -- or that of one who is there for a while; offer: its open "
    "offer\n"
    "    CHECK (kind IN ('own', 'temporary', 'offer')),\n"
    "  is_done INTEGER NOT NULL        -- 1: it went\n"
    "    CHECK (is_done IN (0, 1)),\n"
    "  PRIMARY KEY (proposal_id, request_id)\n"
    ") STRICT, WITHOUT ROWID\n",
    NULL,
};
