/* Migration: rounds (đợt bố trí), and the data that closing one freezes.
 *
 * What was published before the draw cannot change after it: once a round is closed its policy, its
 * day, its draw and its list stand; once the number drawn is confirmed it stands, too.
 */
#include "schema.h"

#include <stddef.h>

const char *const STORE_MIGRATION_ROUNDS[] = {
    "CREATE TABLE round (              -- đợt bố trí chỗ ở\n"
    "  id INTEGER PRIMARY KEY,         -- key\n"
    "  code TEXT NOT NULL UNIQUE       -- its id outside: 2025-07\n"
    "    CHECK (length(code) BETWEEN 1 AND 32 AND code NOT GLOB '*[^A-Za-z0-9-]*'),\n"
    "  name TEXT NOT NULL              -- Đợt 1, tháng 7 năm 2025\n"
    "    CHECK (name <> ''),\n"
    "  policy_id INTEGER NOT NULL      -- the rules it is held under\n"
    "    REFERENCES policy (id),\n"
    "  state TEXT NOT NULL             -- life cycle\n"
    "    CHECK (state IN ('open', 'closed', 'planned', 'published', 'done')),\n"
    "  as_of TEXT NOT NULL             -- day the data are judged on\n"
    "    CHECK (length(as_of) = 10),\n"
    "  draw_source TEXT NOT NULL       -- whose public number is the seed of the draw\n"
    "    CHECK (draw_source <> ''),\n"
    "  draw_day TEXT NOT NULL          -- day of that number, later than the closing\n"
    "    CHECK (length(draw_day) = 10),\n"
    "  names_public INTEGER NOT NULL   -- readers without an account see: 1 names, 0 receipt "
    "codes\n"
    "    CHECK (names_public IN (0, 1)),\n"
    "  offer_days INTEGER NOT NULL     -- days to answer an offer\n"
    "    CHECK (offer_days BETWEEN 1 AND 60),\n"
    "  opened_at INTEGER NOT NULL,     -- instant\n"
    "  closed_at INTEGER,              -- instant; NULL = open\n"
    "  n_requests INTEGER,             -- requests frozen; NULL = open\n"
    "  n_eligible INTEGER,             -- of them on the frozen list; NULL = open\n"
    "  list_sha256 TEXT NOT NULL       -- hash of the frozen list; '' = open\n"
    "    CHECK (length(list_sha256) IN (0, 64)),\n"
    "  seed TEXT NOT NULL              -- the number drawn, in digits; '' = not entered\n"
    "    CHECK (length(seed) <= 32 AND seed NOT GLOB '*[^0-9]*'),\n"
    "  seed_by INTEGER                 -- who entered it\n"
    "    REFERENCES account (id),\n"
    "  confirmed_by INTEGER            -- the second person, who entered the same\n"
    "    REFERENCES account (id),\n"
    "  confirmed_at INTEGER,           -- instant; NULL = not drawn yet\n"
    "  version INTEGER NOT NULL        -- counts changes: the ETag\n"
    "    CHECK (version >= 1),\n"
    "  CHECK ((state = 'open') = (list_sha256 = '')),\n"
    "  CHECK ((state = 'open') = (closed_at IS NULL)),\n"
    "  CHECK (seed = '' OR (state <> 'open' AND seed_by IS NOT NULL)),\n"
    "  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),\n"
    "  CHECK (confirmed_by IS NULL OR (seed <> '' AND confirmed_by <> seed_by))\n"
    ") STRICT\n",
    "CREATE TRIGGER round_is_frozen BEFORE UPDATE ON round\n"
    "WHEN OLD.state <> 'open' AND (NEW.code <> OLD.code OR NEW.policy_id <> OLD.policy_id\n"
    "  OR NEW.as_of <> OLD.as_of OR NEW.draw_source <> OLD.draw_source\n"
    "  OR NEW.draw_day <> OLD.draw_day OR NEW.closed_at IS NOT OLD.closed_at\n"
    "  OR NEW.n_requests IS NOT OLD.n_requests OR NEW.n_eligible IS NOT OLD.n_eligible\n"
    "  OR NEW.list_sha256 <> OLD.list_sha256)\n"
    "BEGIN SELECT RAISE(ABORT, 'a closed round is frozen'); END\n",
    "CREATE TRIGGER round_goes_on BEFORE UPDATE OF state ON round\n"
    "WHEN instr('open closed planned published done', NEW.state)\n"
    "  < instr('open closed planned published done', OLD.state)\n"
    "BEGIN SELECT RAISE(ABORT, 'a round does not go back'); END\n",
    "CREATE TRIGGER round_is_drawn_once BEFORE UPDATE ON round\n"
    "WHEN OLD.confirmed_at IS NOT NULL AND (NEW.seed <> OLD.seed OR NEW.seed_by <> OLD.seed_by\n"
    "  OR NEW.confirmed_by IS NOT OLD.confirmed_by\n"
    "  OR NEW.confirmed_at IS NOT OLD.confirmed_at)\n"
    "BEGIN SELECT RAISE(ABORT, 'a confirmed draw stands'); END\n",
    "CREATE TRIGGER round_is_kept BEFORE DELETE ON round\n"
    "BEGIN SELECT RAISE(ABORT, 'a round is not deleted'); END\n",

    "CREATE TABLE round_frozen (       -- what closing a round froze\n"
    "  round_id INTEGER PRIMARY KEY    -- whose\n"
    "    REFERENCES round (id),\n"
    "  snapshot TEXT NOT NULL,         -- quarters.snapshot/1: facts, no names, no citizen ids\n"
    "  list TEXT NOT NULL              -- the frozen list, as it was hashed\n"
    ") STRICT\n",
    "CREATE TRIGGER round_frozen_stays BEFORE UPDATE ON round_frozen\n"
    "BEGIN SELECT RAISE(ABORT, 'frozen data do not change'); END\n",
    "CREATE TRIGGER round_frozen_is_kept BEFORE DELETE ON round_frozen\n"
    "BEGIN SELECT RAISE(ABORT, 'frozen data are not deleted'); END\n",
    NULL,
};
