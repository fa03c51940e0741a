/* Migration: the states of each room, as they came, and offers by their room: what a room's panel
 * tells of the past.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_ROOMS[] = {
    "CREATE TABLE room_history (       -- the states of each room, as they came\n"
    "  id INTEGER PRIMARY KEY,         -- key, ascending\n"
    "  room_id INTEGER NOT NULL        -- whose\n"
    "    REFERENCES room (id),\n"
    "  at INTEGER NOT NULL,            -- instant\n"
    "  state TEXT NOT NULL             -- the state it came to\n"
    ") STRICT\n",
    "CREATE INDEX room_history_room ON room_history (room_id)\n",
    "CREATE TRIGGER room_begins AFTER INSERT ON room\n"
    "BEGIN INSERT INTO room_history (room_id, at, state)\n"
    "  VALUES (NEW.id, unixepoch(), NEW.state); END\n",
    "CREATE TRIGGER room_moves_on AFTER UPDATE OF state ON room\n"
    "WHEN NEW.state <> OLD.state\n"
    "BEGIN INSERT INTO room_history (room_id, at, state)\n"
    "  VALUES (NEW.id, unixepoch(), NEW.state); END\n",
    "INSERT INTO room_history (room_id, at, state)\n"
    "SELECT id, unixepoch(), state FROM room\n",
    "CREATE INDEX offer_of_room ON offer (room_id)\n",
    NULL,
};
