/* Migration: plans that are asked for over the API, run in the background, and go their way to
 * publication; what each says of every request, and why.
 *
 * What the engine made cannot change once it is stored; a plan goes on from state to state and
 * never back, but for a run that a restart of the server interrupted.
 */
#include "schema.h"

#include <stddef.h>

/* What hangs on a plan is written while it is being solved, and never after. */
#define WHILE_SOLVING(table)                                                                       \
    "CREATE TRIGGER " table "_is_made_once BEFORE INSERT ON " table "\n"                           \
    "WHEN (SELECT state FROM plan WHERE id = NEW.plan_id) <> 'solving'\n"                          \
    "BEGIN SELECT RAISE(ABORT, 'a plan is immutable'); END\n",                                     \
        "CREATE TRIGGER " table "_is_immutable BEFORE UPDATE ON " table "\n"                       \
        "BEGIN SELECT RAISE(ABORT, 'a plan is immutable'); END\n",                                 \
        "CREATE TRIGGER " table "_is_kept BEFORE DELETE ON " table "\n"                            \
        "WHEN (SELECT state FROM plan WHERE id = OLD.plan_id) <> 'solving'\n"                      \
        "BEGIN SELECT RAISE(ABORT, 'a plan is immutable'); END\n"

const char *const STORE_MIGRATION_PLANS[] = {
    "ALTER TABLE plan ADD COLUMN code TEXT -- its id outside: 128 random bits in hex\n"
    "    NOT NULL DEFAULT ''\n",
    "UPDATE plan SET code = lower(hex(randomblob(16)))\n",
    "CREATE UNIQUE INDEX plan_code ON plan (code)\n",
    "ALTER TABLE plan ADD COLUMN round_id INTEGER -- round it is made for; NULL = by command\n"
    "    REFERENCES round (id)\n",
    "CREATE INDEX plan_round ON plan (round_id)\n",
    "CREATE INDEX plan_state ON plan (state) WHERE state IN ('queued', 'solving')\n",
    "ALTER TABLE plan ADD COLUMN note TEXT -- of who made it\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN options TEXT -- JSON: what it changes of the round's data\n"
    "    NOT NULL DEFAULT '{}'\n",
    "ALTER TABLE plan ADD COLUMN is_scenario INTEGER -- 1: another seed or policy than the "
    "round's\n"
    "    NOT NULL DEFAULT 1 CHECK (is_scenario IN (0, 1))\n",
    "ALTER TABLE plan ADD COLUMN maker_id INTEGER -- who asked for it; NULL = by command\n"
    "    REFERENCES account (id)\n",
    "ALTER TABLE plan ADD COLUMN is_cancelled INTEGER -- 1: its run was told to end early\n"
    "    NOT NULL DEFAULT 0 CHECK (is_cancelled IN (0, 1))\n",
    "ALTER TABLE plan ADD COLUMN failure_vi TEXT -- why the run failed; '' = it did not\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN failure_en TEXT -- the same in English\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN elapsed_ms INTEGER -- time of the search; NULL = not solved\n"
    "    CHECK (elapsed_ms >= 0)\n",
    "ALTER TABLE plan ADD COLUMN proof_json BLOB -- quarters.proof/1; NULL = none\n"
    "    DEFAULT NULL\n",
    "ALTER TABLE plan ADD COLUMN submission_number TEXT -- of the tờ trình\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN submission_date TEXT -- its date; '' = not submitted\n"
    "    NOT NULL DEFAULT '' CHECK (length(submission_date) IN (0, 10))\n",
    "ALTER TABLE plan ADD COLUMN submission_signer TEXT -- who signed it\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN decision_number TEXT -- of the quyết định\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN decision_date TEXT -- its date; '' = not decided\n"
    "    NOT NULL DEFAULT '' CHECK (length(decision_date) IN (0, 10))\n",
    "ALTER TABLE plan ADD COLUMN decision_signer TEXT -- who signed it\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN decision_by INTEGER -- who recorded it: never the maker\n"
    "    REFERENCES account (id) CHECK (decision_by <> maker_id)\n",
    "ALTER TABLE plan ADD COLUMN stale_reason TEXT -- why it was published though data had moved\n"
    "    NOT NULL DEFAULT ''\n",
    "ALTER TABLE plan ADD COLUMN version INTEGER -- counts changes: the ETag\n"
    "    NOT NULL DEFAULT 1 CHECK (version >= 1)\n",

    "DROP TRIGGER plan_is_immutable\n",
    "CREATE TRIGGER plan_is_immutable BEFORE UPDATE OF instance_sha256, n_requests, n_eligible,\n"
    "  list_sha256, status, instance_json, plan_json, proof_json, elapsed_ms, failure_vi,\n"
    "  failure_en ON plan WHEN OLD.state <> 'solving'\n"
    "BEGIN SELECT RAISE(ABORT, 'a plan is immutable'); END\n",
    "CREATE TRIGGER plan_keeps_its_question BEFORE UPDATE OF code, round_id, policy_id, seed,\n"
    "  as_of, options, is_scenario, maker_id, created_at ON plan\n"
    "BEGIN SELECT RAISE(ABORT, 'a plan is immutable'); END\n",
    "CREATE TRIGGER plan_goes_on BEFORE UPDATE OF state ON plan\n"
    "WHEN instr(CASE OLD.state WHEN 'queued' THEN 'solving failed discarded'\n"
    "    WHEN 'solving' THEN 'queued solved failed' WHEN 'solved' THEN 'submitted discarded'\n"
    "    WHEN 'submitted' THEN 'decided discarded' WHEN 'decided' THEN 'published discarded'\n"
    "    WHEN 'failed' THEN 'discarded' ELSE '' END, NEW.state) = 0\n"
    "BEGIN SELECT RAISE(ABORT, 'a plan does not go this way'); END\n",
    "CREATE TRIGGER plan_is_whole BEFORE UPDATE OF state ON plan\n"
    "WHEN (NEW.state = 'solved' AND (length(NEW.instance_json) = 0 OR length(NEW.plan_json) = 0))\n"
    "  OR (NEW.state = 'submitted' AND (NEW.submission_number = '' OR NEW.submission_date = ''))\n"
    "  OR (NEW.state = 'decided' AND (NEW.decision_number = '' OR NEW.decision_date = ''\n"
    "    OR NEW.decision_signer = '' OR NEW.decision_by IS NULL))\n"
    "  OR (NEW.state = 'published' AND (NEW.is_scenario = 1 OR NEW.round_id IS NULL))\n"
    "BEGIN SELECT RAISE(ABORT, 'a plan lacks what this state needs'); END\n",
    "CREATE TRIGGER plan_is_kept BEFORE DELETE ON plan\n"
    "BEGIN SELECT RAISE(ABORT, 'a plan is not deleted'); END\n",

    "CREATE TABLE plan_request (       -- what a plan says of each party of its instance\n"
    "  plan_id INTEGER NOT NULL        -- which plan\n"
    "    REFERENCES plan (id),\n"
    "  request_id INTEGER NOT NULL     -- the party\n"
    "    REFERENCES request (id),\n"
    "  list_order INTEGER NOT NULL,    -- its place in the total order of the instance\n"
    "  band INTEGER NOT NULL,          -- priority class, 1 = most urgent\n"
    "  points INTEGER NOT NULL,        -- need\n"
    "  n_people INTEGER NOT NULL,      -- members who need a bed\n"
    "  reasons TEXT NOT NULL,          -- why it has no room: codes; '' = it has one\n"
    "  official_vi TEXT NOT NULL,      -- explanation for those it is about, names nobody else\n"
    "  official_en TEXT NOT NULL,      -- the same in English\n"
    "  planner_vi TEXT NOT NULL,       -- explanation for the staff\n"
    "  planner_en TEXT NOT NULL,       -- the same in English\n"
    "  PRIMARY KEY (plan_id, request_id)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE UNIQUE INDEX plan_request_order ON plan_request (plan_id, list_order)\n",
    "CREATE INDEX plan_request_request ON plan_request (request_id)\n",

    "CREATE TABLE plan_event (         -- how a plan came to its state\n"
    "  plan_id INTEGER NOT NULL        -- which plan\n"
    "    REFERENCES plan (id),\n"
    "  seq INTEGER NOT NULL,           -- 1, 2, 3, … of this plan\n"
    "  at INTEGER NOT NULL,            -- instant\n"
    "  state TEXT NOT NULL,            -- the state it came to\n"
    "  account_id INTEGER              -- by whom; NULL = the program\n"
    "    REFERENCES account (id),\n"
    "  PRIMARY KEY (plan_id, seq)\n"
    ") STRICT, WITHOUT ROWID\n",
    "CREATE TRIGGER plan_event_stays BEFORE UPDATE ON plan_event\n"
    "BEGIN SELECT RAISE(ABORT, 'what happened does not change'); END\n",
    "CREATE TRIGGER plan_event_is_kept BEFORE DELETE ON plan_event\n"
    "BEGIN SELECT RAISE(ABORT, 'what happened is not deleted'); END\n",

    WHILE_SOLVING("plan_level"),
    WHILE_SOLVING("assignment"),
    WHILE_SOLVING("plan_request"),
    NULL,
};
