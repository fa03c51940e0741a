/* Migration: who lived in which bed from when to when.
 *
 * Days are half open: the night of from_day is slept there, that of to_day is not. No statement,
 * whoever writes it, can bring two people into one bed on one night, anybody beside a party that
 * has its room alone, or one party into two rooms of the same kind.
 */
#include "schema.h"

#include <stddef.h>

/* Whether stays a and b share a night. */
#define OVERLAP(a, b)                                                                              \
    "(" a ".to_day = '' OR " b ".from_day < " a ".to_day)\n"                                       \
    "  AND (" b ".to_day = '' OR " a ".from_day < " b ".to_day)\n"                                 \
    "  AND " a ".from_day <> " a ".to_day AND " b ".from_day <> " b ".to_day\n"

const char *const STORE_MIGRATION_STAYS[] = {
    "CREATE TABLE stay (               -- a party in a room, from a day to a day (lưu trú)\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  request_id INTEGER NOT NULL     -- the party\n"
    "    REFERENCES request (id),\n"
    "  room_id INTEGER NOT NULL        -- where\n"
    "    REFERENCES room (id),\n"
    "  kind TEXT NOT NULL              -- own; temporary: for a while, the own room is kept\n"
    "    CHECK (kind IN ('own', 'temporary')),\n"
    "  whole_room INTEGER NOT NULL     -- 1: nobody else while it lasts\n"
    "    CHECK (whole_room IN (0, 1)),\n"
    "  from_day TEXT NOT NULL          -- first night\n"
    "    CHECK (length(from_day) = 10),\n"
    "  to_day TEXT NOT NULL            -- day of leaving; '' = has not left\n"
    "    CHECK (to_day = '' OR (length(to_day) = 10 AND to_day >= from_day)),\n"
    "  return_day TEXT NOT NULL        -- temporary: when it is meant to end; '' not known\n"
    "    CHECK (return_day = '' OR (kind = 'temporary' AND return_day > from_day)),\n"
    "  why_ended TEXT NOT NULL         -- '' = has not ended\n"
    "    CHECK (why_ended IN ('', 'moved_out', 'transferred', 'returned')),\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  CHECK ((to_day = '') = (why_ended = ''))\n"
    ") STRICT\n",
    "CREATE INDEX stay_room ON stay (room_id, from_day)\n",
    "CREATE INDEX stay_request ON stay (request_id, from_day)\n",
    "CREATE UNIQUE INDEX stay_open ON stay (request_id, kind) WHERE to_day = ''\n",

    "CREATE TABLE stay_bed (           -- who sleeps in which bed of it\n"
    "  stay_id INTEGER NOT NULL        -- the stay\n"
    "    REFERENCES stay (id),\n"
    "  member_ix INTEGER NOT NULL,     -- of the request: 0 = the applicant\n"
    "  bed INTEGER NOT NULL            -- 1 = the first of the room\n"
    "    CHECK (bed >= 1),\n"
    "  PRIMARY KEY (stay_id, member_ix),\n"
    "  UNIQUE (stay_id, bed)\n"
    ") STRICT, WITHOUT ROWID\n",

    "CREATE TRIGGER stay_is_in_one_room AFTER INSERT ON stay\n"
    "WHEN EXISTS (SELECT 1 FROM stay s WHERE s.request_id = NEW.request_id AND s.kind = NEW.kind\n"
    "  AND s.id <> NEW.id AND " OVERLAP(
        "s", "NEW") ")\n"
                    "BEGIN SELECT RAISE(ABORT, 'the party has another room then'); END\n",
    "CREATE TRIGGER stay_is_let_alone AFTER INSERT ON stay\n"
    "WHEN EXISTS (SELECT 1 FROM stay s WHERE s.room_id = NEW.room_id AND s.id <> NEW.id\n"
    "  AND (s.whole_room = 1 OR NEW.whole_room = 1) AND " OVERLAP(
        "s", "NEW") ")\n"
                    "BEGIN SELECT RAISE(ABORT, 'a party has the room to itself then'); END\n",
    "CREATE TRIGGER stay_bed_stands_there AFTER INSERT ON stay_bed\n"
    "WHEN NEW.bed > (SELECT c.beds FROM stay s JOIN room c ON c.id = s.room_id\n"
    "  WHERE s.id = NEW.stay_id)\n"
    "BEGIN SELECT RAISE(ABORT, 'the room has no such bed'); END\n",
    "CREATE TRIGGER stay_bed_is_free AFTER INSERT ON stay_bed\n"
    "WHEN EXISTS (SELECT 1 FROM stay n JOIN stay s ON s.room_id = n.room_id AND s.id <> n.id\n"
    "  JOIN stay_bed b ON b.stay_id = s.id AND b.bed = NEW.bed\n"
    "  WHERE n.id = NEW.stay_id AND " OVERLAP(
        "s", "n") ")\n"
                  "BEGIN SELECT RAISE(ABORT, 'somebody has this bed then'); END\n",
    "CREATE TRIGGER stay_moves_to_free_days AFTER UPDATE OF from_day, to_day ON stay\n"
    "WHEN EXISTS (SELECT 1 FROM stay s WHERE s.id <> NEW.id\n"
    "  AND (s.room_id = NEW.room_id OR s.request_id = NEW.request_id) AND " OVERLAP(
        "s",
        "NEW") "  AND ((s.request_id = NEW.request_id AND s.kind = NEW.kind)\n"
               "    OR (s.room_id = NEW.room_id AND (s.whole_room = 1 OR NEW.whole_room = 1\n"
               "      OR EXISTS (SELECT 1 FROM stay_bed a JOIN stay_bed b ON b.bed = a.bed\n"
               "        WHERE a.stay_id = s.id AND b.stay_id = NEW.id)))))\n"
               "BEGIN SELECT RAISE(ABORT, 'a bed, or the party, is taken on these days'); END\n",
    "CREATE TRIGGER stay_is_where_it_is BEFORE UPDATE OF code, request_id, room_id, kind,\n"
    "  whole_room ON stay\n"
    "BEGIN SELECT RAISE(ABORT, 'a stay is in one room: end it, and begin another'); END\n",
    "CREATE TRIGGER stay_bed_is_immutable BEFORE UPDATE ON stay_bed\n"
    "BEGIN SELECT RAISE(ABORT, 'a stay is in its beds: end it, and begin another'); END\n",
    "CREATE TRIGGER stay_is_kept BEFORE DELETE ON stay\n"
    "BEGIN SELECT RAISE(ABORT, 'a stay is never deleted'); END\n",
    "CREATE TRIGGER stay_bed_is_kept BEFORE DELETE ON stay_bed\n"
    "BEGIN SELECT RAISE(ABORT, 'a stay is never deleted'); END\n",
    "CREATE TRIGGER slept_in_beds_stay AFTER UPDATE OF beds ON room\n"
    "WHEN EXISTS (SELECT 1 FROM stay s JOIN stay_bed b ON b.stay_id = s.id\n"
    "  WHERE s.room_id = NEW.id AND s.to_day = '' AND b.bed > NEW.beds)\n"
    "BEGIN SELECT RAISE(ABORT, 'somebody sleeps in a bed that is taken out'); END\n",

    "CREATE TRIGGER stay_is_where_the_place_is AFTER INSERT ON stay\n"
    "WHEN NEW.kind = 'own' AND NEW.to_day = '' AND NEW.room_id IS NOT\n"
    "  (SELECT current_room_id FROM request WHERE id = NEW.request_id)\n"
    "BEGIN SELECT RAISE(ABORT, 'the party holds no place in this room'); END\n",

    "DROP VIEW bed_holder\n",
    "CREATE VIEW bed_holder AS         -- who has beds of a room: holding it, with an open offer, "
    "or\n"
    "                                  -- there for a while\n"
    "SELECT q.current_room_id AS room_id, q.id AS request_id,\n"
    "  coalesce(q.current_beds, CASE q.sharing WHEN 'private' THEN c.beds ELSE\n"
    "    (SELECT count(*) FROM request_member m WHERE m.request_id = q.id\n"
    "      AND (m.ix = 0 OR m.official_id IS NULL OR m.consent <> '')) END) AS beds\n"
    "FROM request q JOIN room c ON c.id = q.current_room_id\n"
    "WHERE q.state NOT IN ('ended', 'withdrawn')\n"
    "UNION ALL\n"
    "SELECT o.room_id, o.request_id, o.beds FROM offer o WHERE o.answer = ''\n"
    "UNION ALL\n"
    "SELECT s.room_id, s.request_id, CASE s.whole_room WHEN 1 THEN c.beds ELSE\n"
    "  (SELECT count(*) FROM stay_bed b WHERE b.stay_id = s.id) END\n"
    "FROM stay s JOIN room c ON c.id = s.room_id WHERE s.kind = 'temporary' AND s.to_day = ''\n",
    "CREATE TRIGGER stay_takes_no_held_bed AFTER INSERT ON stay_bed\n"
    "WHEN EXISTS (SELECT 1 FROM stay s JOIN room c ON c.id = s.room_id\n"
    "  WHERE s.id = NEW.stay_id AND s.kind = 'temporary' AND s.to_day = '' AND c.beds <\n"
    "    (SELECT sum(h.beds) FROM bed_holder h WHERE h.room_id = c.id))\n"
    "BEGIN SELECT RAISE(ABORT, 'the beds of this room are held by others'); END\n",
    NULL,
};
