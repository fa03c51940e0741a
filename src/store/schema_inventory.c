/* Migration: what stands in each room and in what condition, and the surveys that say so.
 *
 * A survey is a checklist of one room on one day: it is filled in, then done, and not changed any
 * more. Pieces of equipment are counted one by one: bed 1, bed 2.
 */
#include "schema.h"

#include <stddef.h>

#define CONDITIONS "('good', 'worn', 'broken', 'missing')"

/* Lists may be of items, too: a check is replaced with its column. */
#define KIND_WITH_ITEMS(table, comment)                                                            \
    "ALTER TABLE " table " RENAME COLUMN kind TO kind_before\n",                                   \
        "ALTER TABLE " table " ADD COLUMN kind TEXT -- " comment "\n"                              \
        "    NOT NULL DEFAULT 'rooms'\n"                                                           \
        "    CHECK (kind IN ('rooms', 'agencies', 'officials', 'requests', 'items'))\n",           \
        "UPDATE " table " SET kind = kind_before\n",                                               \
        "ALTER TABLE " table " DROP COLUMN kind_before\n"

const char *const STORE_MIGRATION_INVENTORY[] = {
    "ALTER TABLE site ADD COLUMN version INTEGER -- counts changes: the ETag\n"
    "    NOT NULL DEFAULT 1 CHECK (version >= 1)\n",
    "ALTER TABLE room ADD COLUMN version INTEGER -- counts changes: the ETag\n"
    "    NOT NULL DEFAULT 1 CHECK (version >= 1)\n",

    "CREATE TABLE room_item (          -- a piece of equipment of a room (trang thiết bị)\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  room_id INTEGER NOT NULL        -- where it stands\n"
    "    REFERENCES room (id),\n"
    "  kind TEXT NOT NULL              -- bed, wardrobe, air_con …: the list is in the service\n"
    "    CHECK (kind <> ''),\n"
    "  ix INTEGER NOT NULL             -- 1 = the first of its kind in the room\n"
    "    CHECK (ix BETWEEN 1 AND 99),\n"
    "  condition TEXT NOT NULL         -- as it was seen last\n"
    "    CHECK (condition IN " CONDITIONS "),\n"
    "  note TEXT NOT NULL              -- make, number on its label; '' none\n"
    "    CHECK (length(note) <= 200),\n"
    "  seen_on TEXT NOT NULL           -- day on which its condition was seen last\n"
    "    CHECK (length(seen_on) = 10),\n"
    "  removed_on TEXT NOT NULL        -- '' = it stands there\n"
    "    CHECK (length(removed_on) IN (0, 10)),\n"
    "  UNIQUE (room_id, kind, ix)\n"
    ") STRICT\n",
    "CREATE TRIGGER room_item_comes AFTER INSERT ON room_item\n"
    "BEGIN UPDATE room SET version = version + 1 WHERE id = NEW.room_id; END\n",
    "CREATE TRIGGER room_item_changes AFTER UPDATE ON room_item\n"
    "BEGIN UPDATE room SET version = version + 1 WHERE id = NEW.room_id; END\n",
    "CREATE TRIGGER room_item_is_where_it_is BEFORE UPDATE OF room_id, kind, ix ON room_item\n"
    "BEGIN SELECT RAISE(ABORT, 'a piece is of one room'); END\n",

    "CREATE TABLE survey (             -- the state of a room on a day (khảo sát hiện trạng)\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  room_id INTEGER NOT NULL        -- which room\n"
    "    REFERENCES room (id),\n"
    "  day TEXT NOT NULL               -- when it was looked at\n"
    "    CHECK (length(day) = 10),\n"
    "  account_id INTEGER              -- who looked; NULL = the program\n"
    "    REFERENCES account (id),\n"
    "  note TEXT NOT NULL              -- remark on the whole room\n"
    "    CHECK (length(note) <= 1000),\n"
    "  state TEXT NOT NULL             -- open: being filled in; done: not changed any more\n"
    "    CHECK (state IN ('open', 'done')),\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1)\n"
    ") STRICT\n",
    "CREATE INDEX survey_room ON survey (room_id, day)\n",
    "CREATE UNIQUE INDEX survey_open ON survey (room_id) WHERE state = 'open'\n",

    "CREATE TABLE survey_check (       -- a line of its checklist\n"
    "  survey_id INTEGER NOT NULL      -- whose\n"
    "    REFERENCES survey (id),\n"
    "  subject TEXT NOT NULL           -- electricity, door_lock …: the list is in the service; "
    "or\n"
    "    CHECK (subject <> ''),        -- a piece of equipment: air_con 1\n"
    "  condition TEXT NOT NULL         -- as it was found; '' = not looked at yet\n"
    "    CHECK (condition = '' OR condition IN " CONDITIONS "),\n"
    "  was TEXT NOT NULL               -- as it was known before; '' = it was not\n"
    "    CHECK (was = '' OR was IN " CONDITIONS "),\n"
    "  note TEXT NOT NULL              -- what is wrong; '' nothing\n"
    "    CHECK (length(note) <= 500),\n"
    "  repair_id INTEGER               -- the repair it became; NULL none\n"
    "    REFERENCES repair (id),\n"
    "  PRIMARY KEY (survey_id, subject)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE TRIGGER survey_is_done BEFORE UPDATE OF room_id, day, account_id, note, state ON "
    "survey\n"
    "WHEN OLD.state = 'done'\n"
    "BEGIN SELECT RAISE(ABORT, 'a survey that is done is not changed'); END\n",
    "CREATE TRIGGER survey_is_whole BEFORE UPDATE OF state ON survey\n"
    "WHEN NEW.state = 'done' AND EXISTS (SELECT 1 FROM survey_check c\n"
    "  WHERE c.survey_id = NEW.id AND c.condition = '')\n"
    "BEGIN SELECT RAISE(ABORT, 'a line of the survey was not looked at'); END\n",
    "CREATE TRIGGER survey_check_stands BEFORE UPDATE OF survey_id, subject, condition, was, note\n"
    "  ON survey_check\n"
    "WHEN (SELECT state FROM survey WHERE id = OLD.survey_id) = 'done'\n"
    "BEGIN SELECT RAISE(ABORT, 'a survey that is done is not changed'); END\n",
    "CREATE TRIGGER survey_check_is_one_repair BEFORE UPDATE OF repair_id ON survey_check\n"
    "WHEN OLD.repair_id IS NOT NULL OR OLD.condition NOT IN ('broken', 'missing')\n"
    "BEGIN SELECT RAISE(ABORT, 'a broken line becomes a repair once'); END\n",
    "CREATE TRIGGER survey_check_is_in_time BEFORE INSERT ON survey_check\n"
    "WHEN (SELECT state FROM survey WHERE id = NEW.survey_id) = 'done'\n"
    "BEGIN SELECT RAISE(ABORT, 'a survey that is done is not changed'); END\n",
    "CREATE TRIGGER survey_check_is_kept BEFORE DELETE ON survey_check\n"
    "WHEN (SELECT state FROM survey WHERE id = OLD.survey_id) = 'done'\n"
    "BEGIN SELECT RAISE(ABORT, 'a survey that is done is not changed'); END\n",

    KIND_WITH_ITEMS("import_batch", "what was imported"),
    KIND_WITH_ITEMS("upload", "what it lists"),
    NULL,
};
