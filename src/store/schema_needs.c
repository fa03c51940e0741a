/* Migration: what agencies and officials themselves do to the register over the API.
 *
 * Ids outside and versions of officials and requests; facts confirmed from papers; the consent of
 * friends; days that deadlines count from; uploads with what they changed.
 *
 * official_name is an index under our own collation (text_compare_names): only handles of this
 * program, which bring it along, can read or check a database (store_add_collation).
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_NEEDS[] = {
    "ALTER TABLE official ADD COLUMN code TEXT -- its id outside: 128 random bits in hex\n"
    "    NOT NULL DEFAULT ''\n",
    "UPDATE official SET code = lower(hex(randomblob(16)))\n",
    "CREATE UNIQUE INDEX official_code ON official (code)\n",
    "ALTER TABLE official ADD COLUMN version INTEGER -- counts changes: the ETag\n"
    "    NOT NULL DEFAULT 1 CHECK (version >= 1)\n",
    "CREATE INDEX official_name ON official (name COLLATE vietnamese_name)\n",
    "CREATE INDEX official_born ON official (name_key, born)\n",
    "DROP INDEX official_name_key\n",
    "ALTER TABLE agency ADD COLUMN version INTEGER -- counts changes: the ETag\n"
    "    NOT NULL DEFAULT 1 CHECK (version >= 1)\n",

    "CREATE TABLE official_fact (       -- facts that count, confirmed by the agency from a paper\n"
    "  official_id INTEGER NOT NULL     -- whose\n"
    "    REFERENCES official (id),\n"
    "  fact TEXT NOT NULL               -- has_moved, owns_house, road_km, or a priority group\n"
    "    CHECK (fact <> ''),\n"
    "  document TEXT NOT NULL           -- number of the paper; no copy of it is kept\n"
    "    CHECK (length(document) BETWEEN 1 AND 100),\n"
    "  document_day TEXT NOT NULL       -- its date\n"
    "    CHECK (length(document_day) = 10),\n"
    "  confirmed_at INTEGER NOT NULL,   -- instant\n"
    "  account_id INTEGER               -- who confirmed; NULL = the program\n"
    "    REFERENCES account (id),\n"
    "  PRIMARY KEY (official_id, fact)\n"
    ") STRICT, WITHOUT ROWID\n",
    /* a confirmation is of a value: another value has none */
    "CREATE TRIGGER official_moved_anew AFTER UPDATE OF has_moved ON official\n"
    "WHEN OLD.has_moved IS NOT NEW.has_moved\n"
    "BEGIN DELETE FROM official_fact WHERE official_id = NEW.id AND fact = 'has_moved'; END\n",
    "CREATE TRIGGER official_house_anew AFTER UPDATE OF owns_house ON official\n"
    "WHEN OLD.owns_house IS NOT NEW.owns_house\n"
    "BEGIN DELETE FROM official_fact WHERE official_id = NEW.id AND fact = 'owns_house'; END\n",
    "CREATE TRIGGER official_road_anew AFTER UPDATE OF road_km_t ON official\n"
    "WHEN OLD.road_km_t IS NOT NEW.road_km_t\n"
    "BEGIN DELETE FROM official_fact WHERE official_id = NEW.id AND fact = 'road_km'; END\n",
    "CREATE TRIGGER official_groups_anew AFTER UPDATE OF groups ON official\n"
    "WHEN OLD.groups <> NEW.groups\n"
    "BEGIN DELETE FROM official_fact WHERE official_id = NEW.id\n"
    "  AND fact NOT IN ('has_moved', 'owns_house', 'road_km')\n"
    "  AND instr(' ' || NEW.groups || ' ', ' ' || fact || ' ') = 0; END\n",

    "ALTER TABLE request ADD COLUMN version INTEGER -- counts changes: the ETag\n"
    "    NOT NULL DEFAULT 1 CHECK (version >= 1)\n",
    "ALTER TABLE request ADD COLUMN submitted_on TEXT -- day the agency's time began; '' not yet\n"
    "    NOT NULL DEFAULT '' CHECK (length(submitted_on) IN (0, 10))\n",
    "ALTER TABLE request ADD COLUMN confirmed_on TEXT -- day the decision's time began; '' not "
    "yet\n"
    "    NOT NULL DEFAULT '' CHECK (length(confirmed_on) IN (0, 10))\n",
    "UPDATE request SET submitted_on = filed WHERE state <> 'draft'\n",

    "ALTER TABLE request_member ADD COLUMN consent TEXT -- of an official who is not the "
    "applicant:\n"
    "    -- own word, the agency's, or '' = not yet in the party\n"
    "    NOT NULL DEFAULT '' CHECK (consent IN ('', 'own', 'agency'))\n",
    "UPDATE request_member SET consent = 'agency' WHERE ix > 0 AND official_id IS NOT NULL\n",
    /* who was only named has agreed to nothing, and may file for himself or herself */
    "DROP TRIGGER request_member_once\n",
    "CREATE TRIGGER request_member_once BEFORE INSERT ON request_member\n"
    "WHEN NEW.official_id IS NOT NULL AND (NEW.ix = 0 OR NEW.consent <> '') AND EXISTS (\n"
    "  SELECT 1 FROM request_member m JOIN request r ON r.id = m.request_id\n"
    "  WHERE m.official_id = NEW.official_id AND m.request_id <> NEW.request_id\n"
    "    AND (m.ix = 0 OR m.consent <> '')\n"
    "    AND r.state NOT IN ('refused', 'declined', 'expired', 'ended', 'withdrawn'))\n"
    "BEGIN SELECT RAISE(ABORT, 'official has another live request'); END\n",

    "CREATE TRIGGER request_member_agrees BEFORE UPDATE OF consent ON request_member\n"
    "WHEN NEW.consent <> '' AND OLD.consent = '' AND EXISTS (\n"
    "  SELECT 1 FROM request_member m JOIN request r ON r.id = m.request_id\n"
    "  WHERE m.official_id = NEW.official_id AND m.request_id <> NEW.request_id\n"
    "    AND (m.ix = 0 OR m.consent <> '')\n"
    "    AND r.state NOT IN ('refused', 'declined', 'expired', 'ended', 'withdrawn'))\n"
    "BEGIN SELECT RAISE(ABORT, 'official has another live request'); END\n",

    "CREATE TABLE upload (              -- a list sent in, judged, and written or not\n"
    "  id INTEGER PRIMARY KEY,          -- key\n"
    "  code TEXT NOT NULL UNIQUE        -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  version INTEGER NOT NULL         -- counts changes: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  account_id INTEGER NOT NULL      -- who sent it\n"
    "    REFERENCES account (id),\n"
    "  kind TEXT NOT NULL               -- what it lists\n"
    "    CHECK (kind IN ('rooms', 'agencies', 'officials', 'requests')),\n"
    "  file_name TEXT NOT NULL,         -- name without folders; '' not told\n"
    "  file_sha256 TEXT NOT NULL        -- hash of the bytes\n"
    "    CHECK (length(file_sha256) = 64),\n"
    "  document TEXT NOT NULL,          -- number of the paper that it came with: confirms all in "
    "it\n"
    "  document_day TEXT NOT NULL       -- its date\n"
    "    CHECK (length(document_day) IN (0, 10)),\n"
    "  state TEXT NOT NULL              -- judged, applied, undone\n"
    "    CHECK (state IN ('judged', 'applied', 'undone')),\n"
    "  made_at INTEGER NOT NULL,        -- instant\n"
    "  applied_at INTEGER,              -- instant; NULL not yet\n"
    "  undone_at INTEGER,               -- instant; NULL not\n"
    "  n_new INTEGER NOT NULL,          -- rows that add something\n"
    "  n_changed INTEGER NOT NULL,      -- rows that change something\n"
    "  n_same INTEGER NOT NULL,         -- rows already known\n"
    "  n_bad INTEGER NOT NULL,          -- rows that cannot be written\n"
    "  n_skipped INTEGER NOT NULL,      -- sections, totals, signatures\n"
    "  list BLOB NOT NULL,              -- the list as CSV, sealed; AAD upload|code|list; empty\n"
    "                                   -- once applied: the register has it then\n"
    "  changes BLOB NOT NULL            -- what it changed, with the values before; for the undo\n"
    ") STRICT\n",
    "CREATE INDEX upload_account ON upload (account_id)\n",

    "CREATE TABLE upload_row (          -- the verdict on each row of an upload\n"
    "  upload_id INTEGER NOT NULL REFERENCES upload (id), -- whose\n"
    "  number INTEGER NOT NULL,         -- the row as the sheet counts it; 0 = the whole file\n"
    "  verdict TEXT NOT NULL            -- as the importer judges\n"
    "    CHECK (verdict IN ('new', 'changed', 'same', 'bad', 'skipped')),\n"
    "  findings TEXT NOT NULL,          -- JSON: what is wrong or strange; no citizen id in plain\n"
    "  PRIMARY KEY (upload_id, number)\n"
    ") STRICT, WITHOUT ROWID\n",
    NULL,
};
