/* Migration 2: accounts and what opens them, answers kept for retries, and the audit.
 *
 * Secrets stand here as hashes alone: passwords as argon2id strings; session ids, tokens and codes,
 * which are random, as plain SHA-256. Rows of the audit can be added, in order, and nothing else.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_ACCESS[] = {
    "CREATE TABLE account (            -- who may log in\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 128 random bits in hex\n"
    "    CHECK (length(code) = 32),\n"
    "  login TEXT NOT NULL UNIQUE      -- what one types: ASCII, lower case\n"
    "    CHECK (length(login) BETWEEN 1 AND 64 AND login NOT GLOB '*[^a-z0-9._@-]*'),\n"
    "  name TEXT NOT NULL,             -- shown to others\n"
    "  role TEXT NOT NULL              -- what it may do\n"
    "    CHECK (role IN ('admin', 'planner', 'registrar', 'official', 'maintenance',\n"
    "      'auditor')),\n"
    "  official_id INTEGER UNIQUE      -- the person; NULL = none in the register\n"
    "    REFERENCES official (id),\n"
    "  all_agencies INTEGER NOT NULL   -- 1: a registrar of every agency\n"
    "    CHECK (all_agencies IN (0, 1)),\n"
    "  password TEXT NOT NULL          -- argon2id string; '' = none chosen yet\n"
    "    CHECK (password = '' OR substr(password, 1, 10) = '$argon2id$'),\n"
    "  is_disabled INTEGER NOT NULL    -- 1: opens nothing any more\n"
    "    CHECK (is_disabled IN (0, 1)),\n"
    "  n_failed INTEGER NOT NULL       -- wrong passwords since the last right one\n"
    "    CHECK (n_failed >= 0),\n"
    "  retry_at INTEGER NOT NULL,      -- instant; no password is judged before it\n"
    "  created_at INTEGER NOT NULL,    -- instant\n"
    "  version INTEGER NOT NULL        -- counts changes by people: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  CHECK (role <> 'official' OR official_id IS NOT NULL),\n"
    "  CHECK (all_agencies = 0 OR role = 'registrar')\n"
    ") STRICT\n",

    "CREATE TABLE account_agency (     -- agencies that a registrar works for\n"
    "  account_id INTEGER NOT NULL REFERENCES account (id), -- the registrar\n"
    "  agency_id INTEGER NOT NULL REFERENCES agency (id),   -- the agency\n"
    "  PRIMARY KEY (account_id, agency_id)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX account_agency_agency ON account_agency (agency_id)\n",

    "CREATE TABLE session (            -- a person logged in\n"
    "  id_sha256 TEXT PRIMARY KEY      -- hash of the id in the cookie\n"
    "    CHECK (length(id_sha256) = 64),\n"
    "  account_id INTEGER NOT NULL     -- whose\n"
    "    REFERENCES account (id),\n"
    "  created_at INTEGER NOT NULL,    -- instant of the login\n"
    "  proved_at INTEGER NOT NULL,     -- instant of the last password: fresh enough for step-up?\n"
    "  idle_until INTEGER NOT NULL,    -- instant; moves on with use\n"
    "  expires_at INTEGER NOT NULL,    -- instant; never moves\n"
    "  CHECK (idle_until <= expires_at)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX session_account ON session (account_id, created_at)\n",

    "CREATE TABLE token (              -- a program that acts for an account\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  token_sha256 TEXT NOT NULL      -- hash of the token\n"
    "    UNIQUE CHECK (length(token_sha256) = 64),\n"
    "  account_id INTEGER NOT NULL     -- for whom it acts\n"
    "    REFERENCES account (id),\n"
    "  name TEXT NOT NULL,             -- what it is for\n"
    "  scope TEXT NOT NULL,            -- codes of what it may do, ascending: never more than the "
    "role\n"
    "  created_at INTEGER NOT NULL,    -- instant\n"
    "  expires_at INTEGER NOT NULL,    -- instant\n"
    "  revoked_at INTEGER              -- instant; NULL = not\n"
    ") STRICT\n",
    "CREATE INDEX token_account ON token (account_id)\n",

    "CREATE TABLE activation (         -- a code on paper that lets one choose a password\n"
    "  code_sha256 TEXT PRIMARY KEY    -- hash of the code\n"
    "    CHECK (length(code_sha256) = 64),\n"
    "  account_id INTEGER NOT NULL     -- whose\n"
    "    REFERENCES account (id),\n"
    "  made_at INTEGER NOT NULL,       -- instant\n"
    "  expires_at INTEGER NOT NULL     -- instant; it travels on paper: 14 days at most\n"
    "    CHECK (expires_at BETWEEN made_at AND made_at + 1209600),\n"
    "  used_at INTEGER                 -- instant; NULL = not yet, and it works once\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX activation_account ON activation (account_id)\n",

    "CREATE TABLE idempotency (        -- answers kept, so that a retry has no second effect\n"
    "  account_id INTEGER NOT NULL     -- who asked\n"
    "    REFERENCES account (id),\n"
    "  key TEXT NOT NULL               -- Idempotency-Key of the request\n"
    "    CHECK (length(key) BETWEEN 1 AND 255),\n"
    "  request_sha256 TEXT NOT NULL    -- hash of method, path and body: another request, no "
    "answer\n"
    "    CHECK (length(request_sha256) = 64),\n"
    "  status INTEGER NOT NULL         -- HTTP status of the answer\n"
    "    CHECK (status BETWEEN 200 AND 599),\n"
    "  head TEXT NOT NULL,             -- header lines of the answer: Location, ETag\n"
    "  reply BLOB NOT NULL,            -- its body\n"
    "  made_at INTEGER NOT NULL,       -- instant\n"
    "  PRIMARY KEY (account_id, key)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX idempotency_made ON idempotency (made_at)\n",

    "CREATE TABLE audit (              -- who did what to what, in one chain\n"
    "  seq INTEGER PRIMARY KEY,        -- 1, 2, 3, … without a gap\n"
    "  at INTEGER NOT NULL,            -- instant\n"
    "  actor INTEGER                   -- who; NULL = the program, or nobody logged in\n"
    "    REFERENCES account (id),\n"
    "  action TEXT NOT NULL            -- code: request.confirm\n"
    "    CHECK (length(action) BETWEEN 1 AND 64),\n"
    "  object TEXT NOT NULL            -- what it was done to: request/17\n"
    "    CHECK (length(object) <= 128),\n"
    "  fields TEXT NOT NULL            -- names of what changed, with keyed hashes, and reasons "
    "given\n"
    "    CHECK (length(fields) <= 4096),\n"
    "  prev BLOB NOT NULL              -- h of the row before; zeros in the first\n"
    "    CHECK (length(prev) = 32),\n"
    "  h BLOB NOT NULL                 -- HMAC-SHA-256 of prev and this row (audit.c)\n"
    "    CHECK (length(h) = 32)\n"
    ") STRICT\n",
    "CREATE INDEX audit_object ON audit (object)\n",
    "CREATE TRIGGER audit_follows BEFORE INSERT ON audit\n"
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)\n"
    "  OR NEW.prev <> coalesce((SELECT h FROM audit ORDER BY seq DESC LIMIT 1), zeroblob(32))\n"
    "BEGIN SELECT RAISE(ABORT, 'the audit goes on where it ended'); END\n",
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit\n"
    "BEGIN SELECT RAISE(ABORT, 'the audit is not changed'); END\n",
    "CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit\n"
    "BEGIN SELECT RAISE(ABORT, 'the audit is not deleted'); END\n",
    NULL,
};

/* Kept answers live for a day: those of before need not come along. */
const char *const STORE_MIGRATION_NOBODY[] = {
    "DROP TABLE idempotency\n",
    "CREATE TABLE idempotency (        -- answers kept, so that a retry has no second effect\n"
    "  account_id INTEGER NOT NULL,    -- who asked; 0 = nobody logged in\n"
    "  key TEXT NOT NULL               -- Idempotency-Key of the request; of nobody, its hash\n"
    "    CHECK (length(key) BETWEEN 1 AND 255),\n"
    "  request_sha256 TEXT NOT NULL    -- hash of method, path and body: another request, no "
    "answer\n"
    "    CHECK (length(request_sha256) = 64),\n"
    "  status INTEGER NOT NULL         -- HTTP status of the answer\n"
    "    CHECK (status BETWEEN 200 AND 599),\n"
    "  head TEXT NOT NULL,             -- header lines of the answer: Location, ETag\n"
    "  reply BLOB NOT NULL,            -- its body\n"
    "  made_at INTEGER NOT NULL,       -- instant\n"
    "  PRIMARY KEY (account_id, key)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE INDEX idempotency_made ON idempotency (made_at)\n",
    NULL,
};
