/* The schema, table by table, as numbered migrations.
 *
 * Conventions: every table STRICT; a column that may be unknown is NULL where it is a number and ''
 * where it is a text; dates are texts YYYY-MM-DD of Hưng Yên (+07:00), instants UTC seconds, road
 * distances tenths of a km, areas hundredths of m². Lists of codes are one text, ascending, one
 * blank between. The comments go into the file with the tables: `sqlite3 DB .schema` shows them.
 */
#include "schema.h"

#define LINE(text) text "\n"

static const char *const FIRST[] = {
    LINE("CREATE TABLE setting (            -- facts about this database")
    LINE("  name TEXT PRIMARY KEY,          -- key_check: keyed hash that tells a wrong key")
    LINE("  value TEXT NOT NULL             -- its value")
    LINE(") STRICT, WITHOUT ROWID"),

    LINE("CREATE TABLE site (               -- khu: a place with rooms")
    LINE("  id INTEGER PRIMARY KEY,         -- key")
    LINE("  code TEXT NOT NULL UNIQUE       -- short code in room codes and lists: SV")
    LINE("    CHECK (code <> ''),")
    LINE("  name TEXT NOT NULL,             -- name in lists and decisions")
    LINE("  owner TEXT NOT NULL,            -- body that owns it; '' unknown")
    LINE("  address TEXT NOT NULL,          -- where it stands; '' unknown")
    LINE("  requisition_from TEXT NOT NULL, -- first day of the requisition; '' unknown")
    LINE("  requisition_to TEXT NOT NULL    -- last day of the requisition; '' open")
    LINE(") STRICT"),

    LINE("CREATE TABLE room (")
    LINE("  id INTEGER PRIMARY KEY,         -- key")
    LINE("  site_id INTEGER NOT NULL        -- the site it belongs to")
    LINE("    REFERENCES site (id),")
    LINE("  code TEXT NOT NULL UNIQUE       -- SV-A-305, on the door and in every list")
    LINE("    CHECK (code <> ''),")
    LINE("  block TEXT NOT NULL,            -- building of the site; '' = only one")
    LINE("  floor INTEGER                   -- 1 = ground floor (tầng 1); NULL unknown")
    LINE("    CHECK (floor BETWEEN 0 AND 50),")
    LINE("  beds INTEGER NOT NULL           -- beds that stand in it")
    LINE("    CHECK (beds BETWEEN 1 AND 64),")
    LINE("  area_c INTEGER                  -- floor area, hundredths of m²; NULL unknown")
    LINE("    CHECK (area_c > 0),")
    LINE("  features TEXT NOT NULL,         -- codes of what it has: air_con private_wc")
    LINE("  sex TEXT NOT NULL               -- any: one sex at a time; M, F; unrestricted: no rule")
    LINE("    CHECK (sex IN ('any', 'M', 'F', 'unrestricted')),")
    LINE("  pools TEXT NOT NULL,            -- pools admitted: A B; '' = all")
    LINE("  state TEXT NOT NULL             -- usable, or why not")
    LINE("    CHECK (state IN ('usable', 'repair', 'reserved', 'closed')),")
    LINE("  note TEXT NOT NULL              -- remark of the list it came with")
    LINE(") STRICT"),
    LINE("CREATE INDEX room_site ON room (site_id)"),

    LINE("CREATE TABLE agency (")
    LINE("  id INTEGER PRIMARY KEY,         -- key")
    LINE("  code TEXT NOT NULL UNIQUE       -- SXD")
    LINE("    CHECK (code <> ''),")
    LINE("  name TEXT NOT NULL,             -- Sở Xây dựng")
    LINE("  name_key TEXT NOT NULL UNIQUE,  -- the name folded: lower case, no diacritics")
    LINE("  aliases TEXT NOT NULL,          -- other names lists use, '; ' between")
    LINE("  kind TEXT NOT NULL,             -- kind of body, as the list says")
    LINE("  urgency INTEGER NOT NULL        -- urgency of the unit, set by the province's office")
    LINE("    CHECK (urgency BETWEEN 0 AND 10)")
    LINE(") STRICT"),

    LINE("CREATE TABLE commune (")
    LINE("  code TEXT PRIMARY KEY,          -- state code: 11953; names are not unique")
    LINE("  name TEXT NOT NULL,             -- without xã or phường")
    LINE("  kind TEXT NOT NULL,             -- xã or phường")
    LINE("  former_province TEXT NOT NULL,  -- province before the merger")
    LINE("  straight_km_t INTEGER NOT NULL  -- straight line to the centre, tenths of a km")
    LINE("    CHECK (straight_km_t >= 0)")
    LINE(") STRICT"),

    LINE("CREATE TABLE official (           -- cán bộ, công chức, viên chức")
    LINE("  id INTEGER PRIMARY KEY,         -- key; bound into the encryption of citizen_id")
    LINE("  name TEXT NOT NULL              -- full name, NFC")
    LINE("    CHECK (name <> ''),")
    LINE("  name_key TEXT NOT NULL,         -- the name folded, for search and doubles")
    LINE("  born TEXT NOT NULL              -- YYYY-MM-DD, or YYYY, or '' unknown")
    LINE("    CHECK (length(born) IN (0, 4, 10)),")
    LINE("  sex TEXT NOT NULL               -- M or F")
    LINE("    CHECK (sex IN ('M', 'F')),")
    LINE("  citizen_id BLOB NOT NULL,       -- 12 digits, sealed; AAD official|id|citizen_id")
    LINE("  citizen_id_lookup TEXT NOT NULL -- keyed hash of the 12 digits: finds, forbids doubles")
    LINE("    UNIQUE CHECK (length(citizen_id_lookup) = 64),")
    LINE("  phone TEXT NOT NULL,            -- 0 and nine digits, or ''")
    LINE("  agency_id INTEGER NOT NULL      -- where he or she works")
    LINE("    REFERENCES agency (id),")
    LINE("  position TEXT NOT NULL,         -- chức vụ, as written")
    LINE("  coefficient_c INTEGER           -- position allowance, hundredths; NULL none")
    LINE("    CHECK (coefficient_c BETWEEN 0 AND 300),")
    LINE("  commune_code TEXT               -- commune of the present residence; NULL unknown")
    LINE("    REFERENCES commune (code),")
    LINE("  residence TEXT NOT NULL,        -- present residence as written")
    LINE("  owns_house INTEGER              -- owns a house at all; NULL unknown")
    LINE("    CHECK (owns_house IN (0, 1)),")
    LINE("  road_km_t INTEGER               -- road from house, else residence; tenths of a km")
    LINE("    CHECK (road_km_t BETWEEN 0 AND 30000),")
    LINE("  has_moved INTEGER               -- must move workplace; NULL = agency has not said")
    LINE("    CHECK (has_moved IN (0, 1)),")
    LINE("  groups TEXT NOT NULL,           -- priority groups confirmed by the agency: yes/no codes")
    LINE("  needs_housing INTEGER           -- 0 = said no need; NULL not asked")
    LINE("    CHECK (needs_housing IN (0, 1)),")
    LINE("  note TEXT NOT NULL              -- remark of the list")
    LINE(") STRICT"),
    LINE("CREATE INDEX official_agency ON official (agency_id)"),
    LINE("CREATE INDEX official_name_key ON official (name_key)"),

    LINE("CREATE TABLE request (            -- hồ sơ đăng ký chỗ ở: one party")
    LINE("  id INTEGER PRIMARY KEY,         -- key")
    LINE("  code TEXT NOT NULL UNIQUE       -- mã hồ sơ")
    LINE("    CHECK (code <> ''),")
    LINE("  agency_id INTEGER NOT NULL      -- agency of the applicant, which confirms it")
    LINE("    REFERENCES agency (id),")
    LINE("  sharing TEXT NOT NULL           -- shared: may share a room; private: a room of its own")
    LINE("    CHECK (sharing IN ('shared', 'private')),")
    LINE("  needs TEXT NOT NULL,            -- features the room must have")
    LINE("  filed TEXT NOT NULL             -- day of filing; '' unknown")
    LINE("    CHECK (length(filed) IN (0, 10)),")
    LINE("  from_day TEXT NOT NULL,         -- wanted from; '' at once")
    LINE("  to_day TEXT NOT NULL,           -- wanted to; '' open")
    LINE("  scheme TEXT NOT NULL            -- temporary lodging or official housing (nhà ở công vụ)")
    LINE("    CHECK (scheme IN ('temporary', 'official')),")
    LINE("  other_sites INTEGER NOT NULL    -- 1: sites not named in request_site are acceptable too")
    LINE("    CHECK (other_sites IN (0, 1)),")
    LINE("  current_room_id INTEGER         -- room the party lives in now; NULL none")
    LINE("    REFERENCES room (id),")
    LINE("  state TEXT NOT NULL             -- life cycle: draft … ended, withdrawn")
    LINE("    CHECK (state IN ('draft', 'submitted', 'confirmed', 'eligible', 'refused', 'allocated',")
    LINE("      'waiting', 'offered', 'accepted', 'declined', 'expired', 'living', 'ended',")
    LINE("      'withdrawn')),")
    LINE("  n_rounds_waited INTEGER NOT NULL -- rounds it took part in without a place")
    LINE("    CHECK (n_rounds_waited >= 0),")
    LINE("  points INTEGER                  -- of the last scoring; NULL never scored")
    LINE("    CHECK (points BETWEEN 0 AND 1000),")
    LINE("  band INTEGER                    -- of the last scoring, 1 = most urgent")
    LINE("    CHECK (band >= 1),")
    LINE("  list_order INTEGER,             -- place in the total order of the last draw")
    LINE("  breakdown TEXT NOT NULL,        -- JSON: parts of the points, or reasons of a refusal")
    LINE("  note TEXT NOT NULL              -- remark of the list")
    LINE(") STRICT"),
    LINE("CREATE INDEX request_agency ON request (agency_id)"),
    LINE("CREATE INDEX request_current_room ON request (current_room_id)"),

    LINE("CREATE TABLE request_member (")
    LINE("  request_id INTEGER NOT NULL     -- the party")
    LINE("    REFERENCES request (id),")
    LINE("  ix INTEGER NOT NULL,            -- 0 = the applicant, the rest as filed")
    LINE("  relation TEXT NOT NULL          -- to the applicant")
    LINE("    CHECK (relation IN ('self', 'spouse', 'child', 'companion')),")
    LINE("  official_id INTEGER             -- an official; NULL = family, described here")
    LINE("    REFERENCES official (id),")
    LINE("  name TEXT NOT NULL,             -- of a family member; '' for an official")
    LINE("  born TEXT NOT NULL              -- of a family member: YYYY-MM-DD or YYYY")
    LINE("    CHECK (length(born) IN (0, 4, 10)),")
    LINE("  sex TEXT NOT NULL               -- of a family member: M or F")
    LINE("    CHECK (sex IN ('', 'M', 'F')),")
    LINE("  PRIMARY KEY (request_id, ix),")
    LINE("  UNIQUE (request_id, official_id),")
    LINE("  CHECK ((ix = 0) = (relation = 'self')),")
    LINE("  CHECK (official_id IS NOT NULL OR (name <> '' AND sex <> ''))")
    LINE(") STRICT, WITHOUT ROWID"),
    LINE("CREATE INDEX request_member_official ON request_member (official_id)"),
    LINE("CREATE TRIGGER request_member_once BEFORE INSERT ON request_member")
    LINE("WHEN NEW.official_id IS NOT NULL AND EXISTS (")
    LINE("  SELECT 1 FROM request_member m JOIN request r ON r.id = m.request_id")
    LINE("  WHERE m.official_id = NEW.official_id AND m.request_id <> NEW.request_id")
    LINE("    AND r.state NOT IN ('refused', 'declined', 'expired', 'ended', 'withdrawn'))")
    LINE("BEGIN SELECT RAISE(ABORT, 'official has another live request'); END"),

    LINE("CREATE TABLE request_wish (")
    LINE("  request_id INTEGER NOT NULL REFERENCES request (id), -- whose")
    LINE("  feature TEXT NOT NULL,          -- code of what is wished for")
    LINE("  weight INTEGER NOT NULL         -- how much it counts against other wishes")
    LINE("    CHECK (weight BETWEEN 1 AND 100),")
    LINE("  PRIMARY KEY (request_id, feature)")
    LINE(") STRICT, WITHOUT ROWID"),

    LINE("CREATE TABLE request_site (       -- acceptable sites in order; none = any")
    LINE("  request_id INTEGER NOT NULL REFERENCES request (id), -- whose")
    LINE("  ix INTEGER NOT NULL,            -- 0 = best")
    LINE("  site_id INTEGER NOT NULL REFERENCES site (id), -- the site")
    LINE("  PRIMARY KEY (request_id, ix),")
    LINE("  UNIQUE (request_id, site_id)")
    LINE(") STRICT, WITHOUT ROWID"),

    LINE("CREATE TABLE import_batch (       -- journal of imported files")
    LINE("  id INTEGER PRIMARY KEY,         -- key")
    LINE("  kind TEXT NOT NULL              -- what was imported")
    LINE("    CHECK (kind IN ('rooms', 'agencies', 'officials', 'requests')),")
    LINE("  file_name TEXT NOT NULL,        -- name without folders")
    LINE("  file_sha256 TEXT NOT NULL,      -- hash of the bytes")
    LINE("  imported_at INTEGER NOT NULL,   -- instant")
    LINE("  n_new INTEGER NOT NULL,         -- rows that added something")
    LINE("  n_changed INTEGER NOT NULL,     -- rows that changed something")
    LINE("  n_same INTEGER NOT NULL,        -- rows already known")
    LINE("  n_refused INTEGER NOT NULL      -- bad rows left out by --skip-bad")
    LINE(") STRICT"),

    LINE("CREATE TABLE policy (             -- rules a plan was made under")
    LINE("  id INTEGER PRIMARY KEY,         -- key")
    LINE("  code TEXT NOT NULL,             -- the policy's own id: tam-thoi-2025-07")
    LINE("  version INTEGER NOT NULL,       -- 1, 2, … of the same code")
    LINE("  name TEXT NOT NULL,             -- Vietnamese name")
    LINE("  json TEXT NOT NULL,             -- quarters.policy/1 as read")
    LINE("  sha256 TEXT NOT NULL UNIQUE,    -- hash of json")
    LINE("  used INTEGER NOT NULL           -- 1: a plan rests on it, it cannot change any more")
    LINE("    CHECK (used IN (0, 1)),")
    LINE("  UNIQUE (code, version)")
    LINE(") STRICT"),
    LINE("CREATE TRIGGER policy_is_immutable BEFORE UPDATE ON policy WHEN OLD.used = 1")
    LINE("BEGIN SELECT RAISE(ABORT, 'a used policy is immutable'); END"),

    LINE("CREATE TABLE plan (")
    LINE("  id INTEGER PRIMARY KEY,         -- key")
    LINE("  instance_sha256 TEXT NOT NULL,  -- hash of the instance")
    LINE("  policy_id INTEGER NOT NULL      -- the policy it was made under")
    LINE("    REFERENCES policy (id),")
    LINE("  seed TEXT NOT NULL,             -- of the draw")
    LINE("  as_of TEXT NOT NULL,            -- day the data were judged on")
    LINE("  status TEXT NOT NULL,           -- the engine's: optimal, stopped, feasible, infeasible")
    LINE("  state TEXT NOT NULL             -- life cycle, queued … published")
    LINE("    CHECK (state IN ('queued', 'solving', 'solved', 'failed', 'submitted', 'decided',")
    LINE("      'published', 'discarded')),")
    LINE("  created_at INTEGER NOT NULL,    -- instant")
    LINE("  instance_json BLOB NOT NULL,    -- quarters.instance/1")
    LINE("  plan_json BLOB NOT NULL         -- quarters.plan/1 as the engine wrote it")
    LINE(") STRICT"),
    LINE("CREATE TRIGGER plan_is_immutable BEFORE UPDATE OF instance_sha256, policy_id, seed, as_of,")
    LINE("  status, created_at, instance_json, plan_json ON plan")
    LINE("BEGIN SELECT RAISE(ABORT, 'a plan is immutable'); END"),

    LINE("CREATE TABLE plan_level (         -- objectives of a plan, most important first")
    LINE("  plan_id INTEGER NOT NULL REFERENCES plan (id), -- whose")
    LINE("  ix INTEGER NOT NULL,            -- 0 = first")
    LINE("  objective TEXT NOT NULL,        -- name as in the plan format")
    LINE("  band INTEGER,                   -- of housed_by_band; else NULL")
    LINE("  value INTEGER NOT NULL,         -- reached")
    LINE("  bound INTEGER,                  -- proven limit; NULL none")
    LINE("  is_proven INTEGER NOT NULL      -- 1: value = bound is proven")
    LINE("    CHECK (is_proven IN (0, 1)),")
    LINE("  PRIMARY KEY (plan_id, ix)")
    LINE(") STRICT, WITHOUT ROWID"),

    LINE("CREATE TABLE assignment (         -- who gets which room")
    LINE("  plan_id INTEGER NOT NULL REFERENCES plan (id),       -- in which plan")
    LINE("  request_id INTEGER NOT NULL REFERENCES request (id), -- the party")
    LINE("  room_id INTEGER NOT NULL REFERENCES room (id),       -- its room")
    LINE("  PRIMARY KEY (plan_id, request_id)")
    LINE(") STRICT, WITHOUT ROWID"),
    LINE("CREATE INDEX assignment_room ON assignment (room_id)"),
    NULL,
};

const struct store_migration STORE_MIGRATIONS[] = {{FIRST}};
const size_t STORE_N_MIGRATIONS = sizeof STORE_MIGRATIONS / sizeof *STORE_MIGRATIONS;
