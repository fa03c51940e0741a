/* Migration: repairs (work orders), what happened to each, their photos and costs, and the cards
 * on the doors by which anybody can report a fault.
 *
 * Instants are UTC seconds. A repair is never deleted; its events are never changed.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_REPAIRS[] = {
    "CREATE TABLE repair (             -- a work order (phiếu sửa chữa)\n"
    "  id INTEGER PRIMARY KEY,         -- key, and its number for people: SC-12\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  room_id INTEGER NOT NULL        -- where\n"
    "    REFERENCES room (id),\n"
    "  category TEXT NOT NULL          -- electricity, water …: the list is in the service\n"
    "    CHECK (category <> ''),\n"
    "  answers TEXT NOT NULL           -- JSON: the category's own questions, answered\n"
    "    CHECK (answers <> ''),\n"
    "  description TEXT NOT NULL       -- in the reporter's words; '' none\n"
    "    CHECK (length(description) <= 2000),\n"
    "  source TEXT NOT NULL            -- resident, staff: with an account; card: by the door "
    "card;\n"
    "                                  -- open311: by another system; survey: found by one\n"
    "    CHECK (source IN ('resident', 'staff', 'card', 'open311', 'survey')),\n"
    "  reporter_id INTEGER             -- account; NULL = without one\n"
    "    REFERENCES account (id),\n"
    "  contact TEXT NOT NULL           -- phone on which the reporter agreed to be called; '' "
    "none\n"
    "    CHECK (length(contact) <= 100),\n"
    "  severity TEXT NOT NULL          -- sets the targets\n"
    "    CHECK (severity IN ('emergency', 'urgent', 'routine')),\n"
    "  state TEXT NOT NULL             -- where it stands\n"
    "    CHECK (state IN ('reported', 'triaged', 'in_progress', 'on_hold', 'completed',\n"
    "      'closed', 'duplicate', 'cancelled')),\n"
    "  duplicate_of INTEGER            -- the repair that it repeats\n"
    "    REFERENCES repair (id),\n"
    "  may_stay INTEGER                -- 1: people may live there while it is done; NULL not "
    "said\n"
    "    CHECK (may_stay IN (0, 1)),\n"
    "  planned_on TEXT NOT NULL        -- day on which the crew means to come; '' none\n"
    "    CHECK (length(planned_on) IN (0, 10)),\n"
    "  estimate_dong INTEGER           -- what it is thought to cost, đồng; NULL not estimated\n"
    "    CHECK (estimate_dong > 0),\n"
    "  cause TEXT NOT NULL             -- found at completion: tenant, wear, other; '' not said\n"
    "    CHECK (cause IN ('', 'tenant', 'wear', 'other')),\n"
    "  reported_at INTEGER NOT NULL,   -- instant: both clocks start\n"
    "  reacted_at INTEGER,             -- first reaction; NULL none yet\n"
    "  started_at INTEGER,             -- work began; NULL not yet\n"
    "  completed_at INTEGER,           -- work done; NULL not, or it was reopened\n"
    "  closed_at INTEGER,              -- confirmed, cancelled or found a duplicate; NULL open\n"
    "  react_by INTEGER NOT NULL,      -- target of the first reaction\n"
    "  resolve_by INTEGER NOT NULL,    -- target of the completion, moved on by paused_s\n"
    "  paused_s INTEGER NOT NULL       -- seconds that do not count: holds that ended, and what "
    "lay\n"
    "    CHECK (paused_s >= 0),        -- between a completion and its reopening\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  CHECK ((state = 'duplicate') = (duplicate_of IS NOT NULL)),\n"
    "  CHECK (duplicate_of <> id),\n"
    "  CHECK ((state IN ('closed', 'duplicate', 'cancelled')) = (closed_at IS NOT NULL))\n"
    ") STRICT\n",
    "CREATE INDEX repair_room ON repair (room_id, state)\n",
    "CREATE INDEX repair_state ON repair (state, resolve_by)\n",
    "CREATE INDEX repair_reporter ON repair (reporter_id)\n",
    "CREATE INDEX repair_reported ON repair (reported_at)\n",

    "CREATE TABLE repair_event (       -- what happened to it, in order\n"
    "  id INTEGER PRIMARY KEY,         -- key, ascending\n"
    "  repair_id INTEGER NOT NULL      -- whose\n"
    "    REFERENCES repair (id),\n"
    "  at INTEGER NOT NULL,            -- instant\n"
    "  account_id INTEGER              -- who; NULL = somebody without an account, or the program\n"
    "    REFERENCES account (id),\n"
    "  action TEXT NOT NULL            -- report triage start hold resume complete confirm close\n"
    "    CHECK (action <> ''),         -- reopen cancel duplicate note cost\n"
    "  state TEXT NOT NULL,            -- of the repair afterwards\n"
    "  reason TEXT NOT NULL,           -- of a hold or an end, as a word; '' none\n"
    "  note TEXT NOT NULL              -- for people; '' none\n"
    "    CHECK (length(note) <= 2000)\n"
    ") STRICT\n",
    "CREATE INDEX repair_event_repair ON repair_event (repair_id)\n",
    "CREATE TRIGGER repair_event_is_immutable BEFORE UPDATE ON repair_event\n"
    "BEGIN SELECT RAISE(ABORT, 'what happened is not changed'); END\n",
    "CREATE TRIGGER repair_event_is_kept BEFORE DELETE ON repair_event\n"
    "BEGIN SELECT RAISE(ABORT, 'what happened is not deleted'); END\n",
    "CREATE TRIGGER repair_is_kept BEFORE DELETE ON repair\n"
    "BEGIN SELECT RAISE(ABORT, 'a repair is not deleted'); END\n",

    "CREATE TABLE repair_hold (        -- time in which the clock of the resolution stood still\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  repair_id INTEGER NOT NULL      -- whose\n"
    "    REFERENCES repair (id),\n"
    "  from_at INTEGER NOT NULL,       -- instant\n"
    "  to_at INTEGER                   -- instant; NULL = it still stands\n"
    "    CHECK (to_at >= from_at),\n"
    "  reason TEXT NOT NULL            -- parts, access, contractor, approval, weather, other\n"
    "    CHECK (reason IN ('parts', 'access', 'contractor', 'approval', 'weather', 'other'))\n"
    ") STRICT\n",
    "CREATE INDEX repair_hold_repair ON repair_hold (repair_id)\n",
    "CREATE UNIQUE INDEX repair_hold_open ON repair_hold (repair_id) WHERE to_at IS NULL\n",

    "CREATE TABLE repair_cost (        -- what was spent on it\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  repair_id INTEGER NOT NULL      -- whose\n"
    "    REFERENCES repair (id),\n"
    "  day TEXT NOT NULL               -- when\n"
    "    CHECK (length(day) = 10),\n"
    "  kind TEXT NOT NULL              -- material, labour, contractor\n"
    "    CHECK (kind IN ('material', 'labour', 'contractor')),\n"
    "  amount_dong INTEGER NOT NULL    -- đồng; a correction is a row below zero\n"
    "    CHECK (abs(amount_dong) <= 1000000000000),\n"
    "  minutes INTEGER NOT NULL        -- hands-on time of labour; 0 else\n"
    "    CHECK (abs(minutes) <= 100000),\n"
    "  note TEXT NOT NULL              -- what for\n"
    "    CHECK (length(note) <= 200),\n"
    "  account_id INTEGER              -- who wrote it down; NULL = the program\n"
    "    REFERENCES account (id)\n"
    ") STRICT\n",
    "CREATE INDEX repair_cost_repair ON repair_cost (repair_id)\n",
    "CREATE TRIGGER repair_cost_is_immutable BEFORE UPDATE ON repair_cost\n"
    "BEGIN SELECT RAISE(ABORT, 'a cost is corrected by a row of its own'); END\n",
    "CREATE TRIGGER repair_cost_is_kept BEFORE DELETE ON repair_cost\n"
    "BEGIN SELECT RAISE(ABORT, 'a cost is corrected by a row of its own'); END\n",

    "CREATE TABLE photo (              -- a picture, decoded and encoded anew; once per content\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  sha256 TEXT NOT NULL UNIQUE     -- of the bytes\n"
    "    CHECK (length(sha256) = 64),\n"
    "  width INTEGER NOT NULL          -- pixels, at most 1,600\n"
    "    CHECK (width BETWEEN 1 AND 1600),\n"
    "  height INTEGER NOT NULL         -- pixels, at most 1,600\n"
    "    CHECK (height BETWEEN 1 AND 1600),\n"
    "  jpeg BLOB NOT NULL              -- the bytes\n"
    ") STRICT\n",
    "CREATE TABLE repair_photo (       -- a picture of a fault, or of the work done\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  repair_id INTEGER NOT NULL      -- whose\n"
    "    REFERENCES repair (id),\n"
    "  photo_id INTEGER NOT NULL       -- the picture\n"
    "    REFERENCES photo (id),\n"
    "  kind TEXT NOT NULL              -- fault: as reported; done: at completion\n"
    "    CHECK (kind IN ('fault', 'done')),\n"
    "  at INTEGER NOT NULL,            -- instant\n"
    "  account_id INTEGER              -- who sent it; NULL = somebody without an account\n"
    "    REFERENCES account (id)\n"
    ") STRICT\n",
    "CREATE INDEX repair_photo_repair ON repair_photo (repair_id)\n",

    "CREATE TABLE door_card (          -- the card on a room's door, with its token\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  room_id INTEGER NOT NULL        -- whose door\n"
    "    REFERENCES room (id),\n"
    "  token_sha256 TEXT NOT NULL UNIQUE -- finds it; the token itself is 128 random bits\n"
    "    CHECK (length(token_sha256) = 64),\n"
    "  token_sealed BLOB NOT NULL,     -- the token under the key of the database: to print it "
    "again\n"
    "  issued_at INTEGER NOT NULL,     -- instant\n"
    "  revoked_at INTEGER              -- instant; NULL = it is good\n"
    "    CHECK (revoked_at >= issued_at)\n"
    ") STRICT\n",
    "CREATE UNIQUE INDEX door_card_good ON door_card (room_id) WHERE revoked_at IS NULL\n",
    NULL,
};

/* What quotas of photos ask for each time one comes, without reading the pictures. */
const char *const STORE_MIGRATION_PHOTOS[] = {
    "ALTER TABLE photo ADD COLUMN n_bytes INTEGER -- length of jpeg\n"
    "    NOT NULL DEFAULT 0 CHECK (n_bytes >= 0)\n",
    "UPDATE photo SET n_bytes = length(jpeg)\n",
    "CREATE INDEX photo_n_bytes ON photo (n_bytes)\n",
    "CREATE INDEX repair_photo_at ON repair_photo (at)\n",
    NULL,
};
