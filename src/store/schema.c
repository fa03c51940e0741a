/* The schema, table by table, as numbered migrations.
 *
 * Conventions: every table STRICT; a column that may be unknown is NULL where it is a number and ''
 * where it is a text; dates are texts YYYY-MM-DD of Hưng Yên (+07:00), instants UTC seconds, road
 * distances tenths of a km, areas hundredths of m². Lists of codes are one text, ascending, one
 * blank between. The comments go into the file with the tables: `sqlite3 DB .schema` shows them.
 */
#include "schema.h"

static const char *const FIRST[] = {
    "CREATE TABLE setting (            -- facts about this database\n"
    "  name TEXT PRIMARY KEY,          -- key_check: keyed hash that tells a wrong key\n"
    "  value TEXT NOT NULL             -- its value\n"
    ") STRICT, WITHOUT ROWID\n",

    "CREATE TABLE site (               -- khu: a place with rooms\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- short code in room codes and lists: SV\n"
    "    CHECK (code <> ''),\n"
    "  name TEXT NOT NULL,             -- name in lists and decisions\n"
    "  owner TEXT NOT NULL,            -- body that owns it; '' unknown\n"
    "  address TEXT NOT NULL,          -- where it stands; '' unknown\n"
    "  requisition_from TEXT NOT NULL, -- first day of the requisition; '' unknown\n"
    "  requisition_to TEXT NOT NULL    -- last day of the requisition; '' open\n"
    ") STRICT\n",

    "CREATE TABLE room (\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  site_id INTEGER NOT NULL        -- the site it belongs to\n"
    "    REFERENCES site (id),\n"
    "  code TEXT NOT NULL UNIQUE       -- SV-A-305, on the door and in every list\n"
    "    CHECK (code <> ''),\n"
    "  block TEXT NOT NULL,            -- building of the site; '' = only one\n"
    "  floor INTEGER                   -- 1 = ground floor (tầng 1); NULL unknown\n"
    "    CHECK (floor BETWEEN 0 AND 50),\n"
    "  beds INTEGER NOT NULL           -- beds that stand in it\n"
    "    CHECK (beds BETWEEN 1 AND 64),\n"
    "  area_c INTEGER                  -- floor area, hundredths of m²; NULL unknown\n"
    "    CHECK (area_c > 0),\n"
    "  features TEXT NOT NULL,         -- codes of what it has: air_con private_wc\n"
    "  sex TEXT NOT NULL               -- any: one sex at a time; M, F; unrestricted: no rule\n"
    "    CHECK (sex IN ('any', 'M', 'F', 'unrestricted')),\n"
    "  pools TEXT NOT NULL,            -- pools admitted: A B; '' = all\n"
    "  state TEXT NOT NULL             -- usable, or why not\n"
    "    CHECK (state IN ('usable', 'repair', 'reserved', 'closed')),\n"
    "  note TEXT NOT NULL              -- remark of the list it came with\n"
    ") STRICT\n",
    "CREATE INDEX room_site ON room (site_id)\n",

    "CREATE TABLE agency (\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- SXD\n"
    "    CHECK (code <> ''),\n"
    "  name TEXT NOT NULL,             -- Sở Xây dựng\n"
    "  name_key TEXT NOT NULL UNIQUE,  -- the name folded: lower case, no diacritics\n"
    "  aliases TEXT NOT NULL,          -- other names lists use, '; ' between\n"
    "  kind TEXT NOT NULL,             -- kind of body, as the list says\n"
    "  urgency INTEGER NOT NULL        -- urgency of the unit, set by the province's office\n"
    "    CHECK (urgency BETWEEN 0 AND 10)\n"
    ") STRICT\n",

    "CREATE TABLE commune (\n"
    "  code TEXT PRIMARY KEY,          -- state code: 11953; names are not unique\n"
    "  name TEXT NOT NULL,             -- without xã or phường\n"
    "  kind TEXT NOT NULL,             -- xã or phường\n"
    "  former_province TEXT NOT NULL,  -- province before the merger\n"
    "  straight_km_t INTEGER NOT NULL  -- straight line to the centre, tenths of a km\n"
    "    CHECK (straight_km_t >= 0)\n"
    ") STRICT\n",

    "CREATE TABLE official (           -- cán bộ, công chức, viên chức\n"
    "  id INTEGER PRIMARY KEY,         -- key; bound into the encryption of citizen_id\n"
    "  name TEXT NOT NULL              -- full name, NFC\n"
    "    CHECK (name <> ''),\n"
    "  name_key TEXT NOT NULL,         -- the name folded, for search and doubles\n"
    "  born TEXT NOT NULL              -- YYYY-MM-DD, or YYYY, or '' unknown\n"
    "    CHECK (length(born) IN (0, 4, 10)),\n"
    "  sex TEXT NOT NULL               -- M or F\n"
    "    CHECK (sex IN ('M', 'F')),\n"
    "  citizen_id BLOB NOT NULL,       -- 12 digits, sealed; AAD official|id|citizen_id\n"
    "  citizen_id_lookup TEXT NOT NULL -- keyed hash of the 12 digits: finds, forbids doubles\n"
    "    UNIQUE CHECK (length(citizen_id_lookup) = 64),\n"
    "  phone TEXT NOT NULL,            -- 0 and nine digits, or ''\n"
    "  agency_id INTEGER NOT NULL      -- where he or she works\n"
    "    REFERENCES agency (id),\n"
    "  position TEXT NOT NULL,         -- chức vụ, as written\n"
    "  coefficient_c INTEGER           -- position allowance, hundredths; NULL none\n"
    "    CHECK (coefficient_c BETWEEN 0 AND 300),\n"
    "  commune_code TEXT               -- commune of the present residence; NULL unknown\n"
    "    REFERENCES commune (code),\n"
    "  residence TEXT NOT NULL,        -- present residence as written\n"
    "  owns_house INTEGER              -- owns a house at all; NULL unknown\n"
    "    CHECK (owns_house IN (0, 1)),\n"
    "  road_km_t INTEGER               -- road from house, else residence; tenths of a km\n"
    "    CHECK (road_km_t BETWEEN 0 AND 30000),\n"
    "  has_moved INTEGER               -- must move workplace; NULL = agency has not said\n"
    "    CHECK (has_moved IN (0, 1)),\n"
    "  groups TEXT NOT NULL,           -- priority groups confirmed by the agency: yes/no codes\n"
    "  needs_housing INTEGER           -- 0 = said no need; NULL not asked\n"
    "    CHECK (needs_housing IN (0, 1)),\n"
    "  note TEXT NOT NULL              -- remark of the list\n"
    ") STRICT\n",
    "CREATE INDEX official_agency ON official (agency_id)\n",
    "CREATE INDEX official_name_key ON official (name_key)\n",

    "CREATE TABLE request (            -- hồ sơ đăng ký chỗ ở: one party\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- mã hồ sơ\n"
    "    CHECK (code <> ''),\n"
    "  agency_id INTEGER NOT NULL      -- agency of the applicant, which confirms it\n"
    "    REFERENCES agency (id),\n"
    "  sharing TEXT NOT NULL           -- shared: may share a room; private: a room of its own\n"
    "    CHECK (sharing IN ('shared', 'private')),\n"
    "  needs TEXT NOT NULL,            -- features the room must have\n"
    "  filed TEXT NOT NULL             -- day of filing; '' unknown\n"
    "    CHECK (length(filed) IN (0, 10)),\n"
    "  from_day TEXT NOT NULL,         -- wanted from; '' at once\n"
    "  to_day TEXT NOT NULL,           -- wanted to; '' open\n"
    "  scheme TEXT NOT NULL            -- temporary lodging or official housing (nhà ở công vụ)\n"
    "    CHECK (scheme IN ('temporary', 'official')),\n"
    "  other_sites INTEGER NOT NULL    -- 1: sites not named in request_site are acceptable too\n"
    "    CHECK (other_sites IN (0, 1)),\n"
    "  current_room_id INTEGER         -- room the party lives in now; NULL none\n"
    "    REFERENCES room (id),\n"
    "  state TEXT NOT NULL             -- life cycle: draft … ended, withdrawn\n"
    "    CHECK (state IN ('draft', 'submitted', 'confirmed', 'eligible', 'refused', 'allocated',\n"
    "      'waiting', 'offered', 'accepted', 'declined', 'expired', 'living', 'ended',\n"
    "      'withdrawn')),\n"
    "  n_rounds_waited INTEGER NOT NULL -- rounds it took part in without a place\n"
    "    CHECK (n_rounds_waited >= 0),\n"
    "  points INTEGER                  -- of the last scoring; NULL never scored\n"
    "    CHECK (points BETWEEN 0 AND 1000),\n"
    "  band INTEGER                    -- of the last scoring, 1 = most urgent\n"
    "    CHECK (band >= 1),\n"
    "  list_order INTEGER,             -- place in the total order of the last draw\n"
    "  breakdown TEXT NOT NULL,        -- JSON: parts of the points, or reasons of a refusal\n"
    "  note TEXT NOT NULL              -- remark of the list\n"
    ") STRICT\n",
    "CREATE INDEX request_agency ON request (agency_id)\n",
    "CREATE INDEX request_current_room ON request (current_room_id)\n",

    "CREATE TABLE request_member (\n"
    "  request_id INTEGER NOT NULL     -- the party\n"
    "    REFERENCES request (id),\n"
    "  ix INTEGER NOT NULL,            -- 0 = the applicant, the rest as filed\n"
    "  relation TEXT NOT NULL          -- to the applicant\n"
    "    CHECK (relation IN ('self', 'spouse', 'child', 'companion')),\n"
    "  official_id INTEGER             -- an official; NULL = family, described here\n"
    "    REFERENCES official (id),\n"
    "  name TEXT NOT NULL,             -- of a family member; '' for an official\n"
    "  born TEXT NOT NULL              -- of a family member: YYYY-MM-DD or YYYY\n"
    "    CHECK (length(born) IN (0, 4, 10)),\n"
    "  sex TEXT NOT NULL               -- of a family member: M or F\n"
    "    CHECK (sex IN ('', 'M', 'F')),\n"
    "  PRIMARY KEY (request_id, ix),\n"
    "  UNIQUE (request_id, official_id),\n"
    "  CHECK ((ix = 0) = (relation = 'self')),\n"
    "  CHECK (official_id IS NOT NULL OR (name <> '' AND sex <> ''))\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX request_member_official ON request_member (official_id)\n",
    "CREATE TRIGGER request_member_once BEFORE INSERT ON request_member\n"
    "WHEN NEW.official_id IS NOT NULL AND EXISTS (\n"
    "  SELECT 1 FROM request_member m JOIN request r ON r.id = m.request_id\n"
    "  WHERE m.official_id = NEW.official_id AND m.request_id <> NEW.request_id\n"
    "    AND r.state NOT IN ('refused', 'declined', 'expired', 'ended', 'withdrawn'))\n"
    "BEGIN SELECT RAISE(ABORT, 'official has another live request'); END\n",

    "CREATE TABLE request_wish (\n"
    "  request_id INTEGER NOT NULL REFERENCES request (id), -- whose\n"
    "  feature TEXT NOT NULL,          -- code of what is wished for\n"
    "  weight INTEGER NOT NULL         -- how much it counts against other wishes\n"
    "    CHECK (weight BETWEEN 1 AND 100),\n"
    "  PRIMARY KEY (request_id, feature)\n"
    ") STRICT, WITHOUT ROWID\n",

    "CREATE TABLE request_site (       -- acceptable sites in order; none = any\n"
    "  request_id INTEGER NOT NULL REFERENCES request (id), -- whose\n"
    "  ix INTEGER NOT NULL,            -- 0 = best\n"
    "  site_id INTEGER NOT NULL REFERENCES site (id), -- the site\n"
    "  PRIMARY KEY (request_id, ix),\n"
    "  UNIQUE (request_id, site_id)\n"
    ") STRICT, WITHOUT ROWID\n",

    "CREATE TABLE import_batch (       -- journal of imported files\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  kind TEXT NOT NULL              -- what was imported\n"
    "    CHECK (kind IN ('rooms', 'agencies', 'officials', 'requests')),\n"
    "  file_name TEXT NOT NULL,        -- name without folders\n"
    "  file_sha256 TEXT NOT NULL,      -- hash of the bytes\n"
    "  imported_at INTEGER NOT NULL,   -- instant\n"
    "  n_new INTEGER NOT NULL,         -- rows that added something\n"
    "  n_changed INTEGER NOT NULL,     -- rows that changed something\n"
    "  n_same INTEGER NOT NULL,        -- rows already known\n"
    "  n_refused INTEGER NOT NULL      -- bad rows left out by --skip-bad\n"
    ") STRICT\n",

    "CREATE TABLE policy (             -- rules a plan was made under\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL,             -- the policy's own id: tam-thoi-2025-07\n"
    "  version INTEGER NOT NULL,       -- 1, 2, … of the same code\n"
    "  name TEXT NOT NULL,             -- Vietnamese name\n"
    "  json TEXT NOT NULL,             -- quarters.policy/1 as read\n"
    "  sha256 TEXT NOT NULL UNIQUE,    -- hash of json\n"
    "  used INTEGER NOT NULL           -- 1: a plan rests on it, it cannot change any more\n"
    "    CHECK (used IN (0, 1)),\n"
    "  UNIQUE (code, version)\n"
    ") STRICT\n",
    "CREATE TRIGGER policy_is_immutable BEFORE UPDATE ON policy WHEN OLD.used = 1\n"
    "BEGIN SELECT RAISE(ABORT, 'a used policy is immutable'); END\n",

    "CREATE TABLE plan (\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  instance_sha256 TEXT NOT NULL,  -- hash of the instance\n"
    "  policy_id INTEGER NOT NULL      -- the policy it was made under\n"
    "    REFERENCES policy (id),\n"
    "  seed TEXT NOT NULL,             -- of the draw\n"
    "  as_of TEXT NOT NULL,            -- day the data were judged on\n"
    "  n_requests INTEGER NOT NULL,    -- requests then, eligible or not\n"
    "  n_eligible INTEGER NOT NULL,    -- of them eligible\n"
    "  list_sha256 TEXT NOT NULL,      -- hash of the frozen list that the draw used\n"
    "  status TEXT NOT NULL,           -- the engine's: optimal, stopped, feasible, infeasible\n"
    "  state TEXT NOT NULL             -- life cycle, queued … published\n"
    "    CHECK (state IN ('queued', 'solving', 'solved', 'failed', 'submitted', 'decided',\n"
    "      'published', 'discarded')),\n"
    "  created_at INTEGER NOT NULL,    -- instant\n"
    "  instance_json BLOB NOT NULL,    -- quarters.instance/1\n"
    "  plan_json BLOB NOT NULL         -- quarters.plan/1 as the engine wrote it\n"
    ") STRICT\n",
    "CREATE TRIGGER plan_is_immutable BEFORE UPDATE OF instance_sha256, policy_id, seed, as_of,\n"
    "  n_requests, n_eligible, list_sha256, status, created_at, instance_json, plan_json ON plan\n"
    "BEGIN SELECT RAISE(ABORT, 'a plan is immutable'); END\n",

    "CREATE TABLE plan_level (         -- objectives of a plan, most important first\n"
    "  plan_id INTEGER NOT NULL REFERENCES plan (id), -- whose\n"
    "  ix INTEGER NOT NULL,            -- 0 = first\n"
    "  objective TEXT NOT NULL,        -- name as in the plan format\n"
    "  band INTEGER,                   -- of housed_by_band; else NULL\n"
    "  value INTEGER NOT NULL,         -- reached\n"
    "  bound INTEGER,                  -- proven limit; NULL none\n"
    "  is_proven INTEGER NOT NULL      -- 1: value = bound is proven\n"
    "    CHECK (is_proven IN (0, 1)),\n"
    "  PRIMARY KEY (plan_id, ix)\n"
    ") STRICT, WITHOUT ROWID\n",

    "CREATE TABLE assignment (         -- who gets which room\n"
    "  plan_id INTEGER NOT NULL REFERENCES plan (id),       -- in which plan\n"
    "  request_id INTEGER NOT NULL REFERENCES request (id), -- the party\n"
    "  room_id INTEGER NOT NULL REFERENCES room (id),       -- its room\n"
    "  PRIMARY KEY (plan_id, request_id)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX assignment_room ON assignment (room_id)\n",
    NULL,
};

const struct store_migration STORE_MIGRATIONS[] = {
    {FIRST},
    {STORE_MIGRATION_ACCESS},
    {STORE_MIGRATION_GUESSES},
    {STORE_MIGRATION_ROUNDS},
    {STORE_MIGRATION_NEEDS},
    {STORE_MIGRATION_RESULTS},
    {STORE_MIGRATION_PUBLICATIONS},
    {STORE_MIGRATION_PLANS},
    {STORE_MIGRATION_WAITING},
    {STORE_MIGRATION_CORRECTIONS},
    {STORE_MIGRATION_ROOMS},
    {STORE_MIGRATION_STAYS},
    {STORE_MIGRATION_REPAIRS},
    {STORE_MIGRATION_INVENTORY},
    {STORE_MIGRATION_CLOSURES},
    {STORE_MIGRATION_HANDOVERS},
    {STORE_MIGRATION_VALUES},
    {STORE_MIGRATION_SURVEY_LISTS},
    {STORE_MIGRATION_NOBODY},
    {STORE_MIGRATION_PHOTOS},
};
const size_t STORE_N_MIGRATIONS = sizeof STORE_MIGRATIONS / sizeof *STORE_MIGRATIONS;
