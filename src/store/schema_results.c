/* Migration: what follows from a published plan: offers, answers, appeals, and how each request
 * came to its state.
 *
 * The beds of a room are held by whoever lives there and by open offers (view bed_holder). No
 * statement, whoever writes it, can bring an open offer into a room that has no bed for it.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_RESULTS[] = {
    "ALTER TABLE request ADD COLUMN\n"
    "  current_beds INTEGER            -- beds it takes in current_room: all for a private party;\n"
    "                                  -- NULL = not counted yet\n"
    "    CHECK (current_beds > 0)\n",

    "CREATE TABLE offer (              -- a room offered to a party by a published plan\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  plan_id INTEGER NOT NULL        -- the plan that says so\n"
    "    REFERENCES plan (id),\n"
    "  request_id INTEGER NOT NULL     -- to whom\n"
    "    REFERENCES request (id),\n"
    "  room_id INTEGER NOT NULL        -- which room\n"
    "    REFERENCES room (id),\n"
    "  beds INTEGER NOT NULL           -- beds it takes: all of the room for a private party\n"
    "    CHECK (beds > 0),\n"
    "  made_at INTEGER NOT NULL,       -- instant\n"
    "  deadline INTEGER NOT NULL,      -- instant: an answer comes before it\n"
    "  answer TEXT NOT NULL            -- '' = open; void: the request was withdrawn, or a later\n"
    "    CHECK (answer IN ('', 'accepted', 'declined', 'expired', 'void')), -- plan took its "
    "place\n"
    "  answered_at INTEGER,            -- instant; NULL = open\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  UNIQUE (plan_id, request_id),\n"
    "  CHECK (deadline > made_at),\n"
    "  CHECK ((answer = '') = (answered_at IS NULL))\n"
    ") STRICT\n",
    "CREATE UNIQUE INDEX offer_open ON offer (request_id) WHERE answer = ''\n",
    "CREATE INDEX offer_request ON offer (request_id)\n",
    "CREATE INDEX offer_room ON offer (room_id) WHERE answer = ''\n",
    "CREATE INDEX offer_deadline ON offer (deadline) WHERE answer = ''\n",

    "CREATE VIEW bed_holder AS         -- who has beds of a room: living there, or with an open "
    "offer\n"
    "SELECT q.current_room_id AS room_id, q.id AS request_id,\n"
    "  coalesce(q.current_beds, CASE q.sharing WHEN 'private' THEN c.beds ELSE\n"
    "    (SELECT count(*) FROM request_member m WHERE m.request_id = q.id\n"
    "      AND (m.ix = 0 OR m.official_id IS NULL OR m.consent <> '')) END) AS beds\n"
    "FROM request q JOIN room c ON c.id = q.current_room_id\n"
    "WHERE q.state NOT IN ('ended', 'withdrawn')\n"
    "UNION ALL\n"
    "SELECT o.room_id, o.request_id, o.beds FROM offer o WHERE o.answer = ''\n",

    "CREATE TRIGGER offer_has_its_beds AFTER INSERT ON offer\n"
    "WHEN NEW.answer = '' AND (SELECT beds FROM room WHERE id = NEW.room_id) <\n"
    "  (SELECT sum(h.beds) FROM bed_holder h WHERE h.room_id = NEW.room_id)\n"
    "BEGIN SELECT RAISE(ABORT, 'a bed of this room is taken'); END\n",
    "CREATE TRIGGER offered_beds_are_kept AFTER UPDATE OF current_room_id, current_beds, state\n"
    "  ON request\n"
    "WHEN EXISTS (SELECT 1 FROM offer o WHERE o.room_id = NEW.current_room_id AND o.answer = '')\n"
    "  AND (SELECT beds FROM room WHERE id = NEW.current_room_id) <\n"
    "  (SELECT sum(h.beds) FROM bed_holder h WHERE h.room_id = NEW.current_room_id)\n"
    "BEGIN SELECT RAISE(ABORT, 'a bed of this room is offered to another'); END\n",
    "CREATE TRIGGER offered_beds_are_kept_from_new AFTER INSERT ON request\n"
    "WHEN EXISTS (SELECT 1 FROM offer o WHERE o.room_id = NEW.current_room_id AND o.answer = '')\n"
    "BEGIN SELECT RAISE(ABORT, 'a bed of this room is offered to another'); END\n",
    "CREATE TRIGGER offered_beds_stay AFTER UPDATE OF beds ON room\n"
    "WHEN EXISTS (SELECT 1 FROM offer o WHERE o.room_id = NEW.id AND o.answer = '')\n"
    "  AND NEW.beds < (SELECT sum(h.beds) FROM bed_holder h WHERE h.room_id = NEW.id)\n"
    "BEGIN SELECT RAISE(ABORT, 'the beds of this room are offered'); END\n",

    "CREATE TRIGGER offer_is_immutable BEFORE UPDATE OF code, plan_id, request_id, room_id, beds,\n"
    "  made_at, deadline ON offer\n"
    "BEGIN SELECT RAISE(ABORT, 'an offer is immutable'); END\n",
    "CREATE TRIGGER offer_is_answered_once BEFORE UPDATE OF answer, answered_at ON offer\n"
    "WHEN OLD.answer <> ''\n"
    "BEGIN SELECT RAISE(ABORT, 'the offer has its answer'); END\n",
    "CREATE TRIGGER offer_falls_with_its_request AFTER UPDATE OF state ON request\n"
    "WHEN NEW.state IN ('withdrawn', 'ended')\n"
    "BEGIN UPDATE offer SET answer = 'void', answered_at = unixepoch(), version = version + 1\n"
    "  WHERE request_id = NEW.id AND answer = ''; END\n",

    "CREATE TABLE request_history (    -- the states of each request, as they came\n"
    "  id INTEGER PRIMARY KEY,         -- key, ascending\n"
    "  request_id INTEGER NOT NULL     -- whose\n"
    "    REFERENCES request (id),\n"
    "  at INTEGER NOT NULL,            -- instant\n"
    "  state TEXT NOT NULL             -- the state it came to\n"
    ") STRICT\n",
    "CREATE INDEX request_history_request ON request_history (request_id)\n",
    "CREATE TRIGGER request_begins AFTER INSERT ON request\n"
    "BEGIN INSERT INTO request_history (request_id, at, state)\n"
    "  VALUES (NEW.id, unixepoch(), NEW.state); END\n",
    "CREATE TRIGGER request_moves_on AFTER UPDATE OF state ON request\n"
    "WHEN NEW.state <> OLD.state\n"
    "BEGIN INSERT INTO request_history (request_id, at, state)\n"
    "  VALUES (NEW.id, unixepoch(), NEW.state); END\n",
    "INSERT INTO request_history (request_id, at, state)\n"
    "SELECT id, unixepoch(), state FROM request\n",

    "CREATE TABLE appeal (             -- what an official objects to in the result of a round\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  request_id INTEGER NOT NULL     -- whose result\n"
    "    REFERENCES request (id),\n"
    "  round_id INTEGER NOT NULL       -- of which round\n"
    "    REFERENCES round (id),\n"
    "  filed_at INTEGER NOT NULL,      -- instant\n"
    "  filed_by INTEGER NOT NULL       -- the official, or a registrar who took it down\n"
    "    REFERENCES account (id),\n"
    "  statement TEXT NOT NULL         -- in the official's own words\n"
    "    CHECK (length(statement) BETWEEN 1 AND 4000),\n"
    "  member INTEGER NOT NULL         -- whose fact is disputed: 0 = the applicant\n"
    "    CHECK (member >= 0),\n"
    "  fact TEXT NOT NULL,             -- has_moved owns_house road_km coefficient groups;\n"
    "                                  -- '' = no single fact\n"
    "  value TEXT NOT NULL             -- what it should be: yes, 45.5; '' = no fact\n"
    "    CHECK ((fact = '') = (value = '')),\n"
    "  outcome TEXT NOT NULL           -- upheld, rejected; '' = not answered\n"
    "    CHECK (outcome IN ('', 'upheld', 'rejected')),\n"
    "  answer TEXT NOT NULL            -- the reason, for the official\n"
    "    CHECK (length(answer) <= 4000 AND (outcome = '') = (answer = '')),\n"
    "  answered_at INTEGER,            -- instant; NULL = not answered\n"
    "  answered_by INTEGER             -- who answered\n"
    "    REFERENCES account (id),\n"
    "  plan_id INTEGER                 -- the last plan made with the fact changed; NULL none\n"
    "    REFERENCES plan (id),\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  CHECK ((outcome = '') = (answered_at IS NULL)),\n"
    "  CHECK ((outcome = '') = (answered_by IS NULL))\n"
    ") STRICT\n",
    "CREATE UNIQUE INDEX appeal_open ON appeal (request_id) WHERE outcome = ''\n",
    "CREATE INDEX appeal_request ON appeal (request_id)\n",
    "CREATE TRIGGER appeal_is_answered_once BEFORE UPDATE OF outcome, answer, answered_at,\n"
    "  answered_by ON appeal\n"
    "WHEN OLD.outcome <> ''\n"
    "BEGIN SELECT RAISE(ABORT, 'the appeal has its answer'); END\n",
    "CREATE TRIGGER appeal_is_kept BEFORE UPDATE OF code, request_id, round_id, filed_at, "
    "filed_by,\n"
    "  statement, member, fact, value ON appeal\n"
    "BEGIN SELECT RAISE(ABORT, 'an appeal is not rewritten'); END\n",
    NULL,
};

const char *const STORE_MIGRATION_PUBLICATIONS[] = {
    "CREATE TABLE publication (        -- plans published, in the order they were\n"
    "  id INTEGER PRIMARY KEY,         -- key, ascending\n"
    "  plan_id INTEGER NOT NULL UNIQUE -- the plan\n"
    "    REFERENCES plan (id),\n"
    "  round_id INTEGER NOT NULL       -- its round\n"
    "    REFERENCES round (id),\n"
    "  at INTEGER NOT NULL             -- instant\n"
    ") STRICT\n",
    "CREATE INDEX publication_round ON publication (round_id)\n",
    "CREATE TRIGGER publication_stays BEFORE UPDATE ON publication\n"
    "BEGIN SELECT RAISE(ABORT, 'what was published stays'); END\n",
    "CREATE TRIGGER publication_is_kept BEFORE DELETE ON publication\n"
    "BEGIN SELECT RAISE(ABORT, 'what was published stays'); END\n",
    "CREATE INDEX request_waiting ON request (list_order) WHERE state = 'waiting'\n",
    NULL,
};

/* The state stands in it though it is the same in every row: else counting would read the requests
 * themselves to see it. */
const char *const STORE_MIGRATION_WAITING[] = {
    "DROP INDEX request_waiting\n",
    "CREATE INDEX request_waiting ON request (state, list_order) WHERE state = 'waiting'\n",
    NULL,
};
