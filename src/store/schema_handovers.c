/* Migration: hand-over records of stays, and the notice that somebody's right to a room has ended.
 *
 * A record is filled in by the one who hands over the room for the house, then confirmed by both;
 * confirmed, it is not changed any more. Meters are read in whole units.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_HANDOVERS[] = {
    "CREATE TABLE handover (           -- a room handed over (biên bản bàn giao)\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  stay_id INTEGER NOT NULL        -- of which stay\n"
    "    REFERENCES stay (id),\n"
    "  kind TEXT NOT NULL              -- in: to the party; out: back from it\n"
    "    CHECK (kind IN ('in', 'out')),\n"
    "  day TEXT NOT NULL               -- when\n"
    "    CHECK (length(day) = 10),\n"
    "  electricity_kwh INTEGER         -- reading of the meter; NULL none\n"
    "    CHECK (electricity_kwh >= 0),\n"
    "  water_m3 INTEGER                -- reading of the meter; NULL none\n"
    "    CHECK (water_m3 >= 0),\n"
    "  n_keys INTEGER                  -- keys handed over; NULL not counted\n"
    "    CHECK (n_keys BETWEEN 0 AND 99),\n"
    "  note TEXT NOT NULL              -- remark; '' none\n"
    "    CHECK (length(note) <= 1000),\n"
    "  house_id INTEGER                -- account that confirmed for the house; NULL not yet\n"
    "    REFERENCES account (id),\n"
    "  house_at INTEGER,               -- instant of that\n"
    "  resident_id INTEGER             -- account that confirmed for the party: its own, or of "
    "the\n"
    "    REFERENCES account (id),      -- one who has the signed paper; NULL not yet\n"
    "  resident_at INTEGER,            -- instant of that\n"
    "  is_on_paper INTEGER NOT NULL    -- 1: the party signed the printed form\n"
    "    CHECK (is_on_paper IN (0, 1)),\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  UNIQUE (stay_id, kind),\n"
    "  CHECK ((house_id IS NULL) = (house_at IS NULL)),\n"
    "  CHECK ((resident_id IS NULL) = (resident_at IS NULL))\n"
    ") STRICT\n",
    "CREATE TABLE handover_item (      -- a piece of equipment as it was handed over\n"
    "  handover_id INTEGER NOT NULL    -- by which record\n"
    "    REFERENCES handover (id),\n"
    "  kind TEXT NOT NULL              -- as in room_item\n"
    "    CHECK (kind <> ''),\n"
    "  ix INTEGER NOT NULL             -- as in room_item\n"
    "    CHECK (ix BETWEEN 1 AND 99),\n"
    "  condition TEXT NOT NULL         -- as both saw it\n"
    "    CHECK (condition IN ('good', 'worn', 'broken', 'missing')),\n"
    "  note TEXT NOT NULL              -- '' none\n"
    "    CHECK (length(note) <= 200),\n"
    "  PRIMARY KEY (handover_id, kind, ix)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE TRIGGER handover_stands BEFORE UPDATE ON handover\n"
    "WHEN OLD.house_at IS NOT NULL AND OLD.resident_at IS NOT NULL\n"
    "BEGIN SELECT RAISE(ABORT, 'both have confirmed this record'); END\n",
    "CREATE TRIGGER handover_item_stands BEFORE DELETE ON handover_item\n"
    "WHEN EXISTS (SELECT 1 FROM handover h WHERE h.id = OLD.handover_id\n"
    "  AND h.house_at IS NOT NULL AND h.resident_at IS NOT NULL)\n"
    "BEGIN SELECT RAISE(ABORT, 'both have confirmed this record'); END\n",
    "CREATE TRIGGER handover_item_is_in_time BEFORE INSERT ON handover_item\n"
    "WHEN EXISTS (SELECT 1 FROM handover h WHERE h.id = NEW.handover_id\n"
    "  AND h.house_at IS NOT NULL AND h.resident_at IS NOT NULL)\n"
    "BEGIN SELECT RAISE(ABORT, 'both have confirmed this record'); END\n",
    "CREATE TRIGGER handover_item_is_immutable BEFORE UPDATE ON handover_item\n"
    "BEGIN SELECT RAISE(ABORT, 'a line of a record is written anew'); END\n",
    "CREATE TRIGGER handover_is_kept BEFORE DELETE ON handover\n"
    "BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END\n",

    "CREATE TABLE leave_notice (       -- a party's right to its room has ended\n"
    "  request_id INTEGER PRIMARY KEY  -- whose\n"
    "    REFERENCES request (id),\n"
    "  reason TEXT NOT NULL            -- why\n"
    "    CHECK (reason IN ('retired', 'transferred', 'not_eligible', 'handed_back', 'other')),\n"
    "  ended_on TEXT NOT NULL          -- day on which the right ended\n"
    "    CHECK (length(ended_on) = 10),\n"
    "  leave_by TEXT NOT NULL          -- last day to leave: 90 days after\n"
    "    CHECK (length(leave_by) = 10 AND leave_by > ended_on),\n"
    "  document TEXT NOT NULL          -- number of the paper that says so; '' none\n"
    "    CHECK (length(document) <= 100),\n"
    "  account_id INTEGER              -- who wrote it down; NULL = the program\n"
    "    REFERENCES account (id)\n"
    ") STRICT\n",
    NULL,
};
