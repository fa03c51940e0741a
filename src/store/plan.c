/* Plans in the store: what is asked, the state, the papers; see the header. */
#include "store/plan.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "handle.h"
#include "store/policy.h"

static const char ADD[] =
    "INSERT INTO plan (code, round_id, policy_id, seed, as_of, note, options, is_scenario,\n"
    "  maker_id, state, created_at, instance_sha256, n_requests, n_eligible, list_sha256, status,\n"
    "  instance_json, plan_json)\n"
    "VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'queued', ?9, '', 0, 0,\n"
    "  '', '', x'', x'') RETURNING id, code";

static const char EVENT_ADD[] =
    "INSERT INTO plan_event (plan_id, seq, at, state, account_id)\n"
    "SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3, ?4 FROM plan_event WHERE plan_id = ?1";

static const char MOVE[] = "UPDATE plan SET state = ?2, version = version + 1 WHERE id = ?1";

#define SELECT_PLAN                                                                                \
    "SELECT p.id, p.code, p.round_id, p.policy_id, p.seed, p.as_of, p.note, p.options,\n"          \
    "  p.is_scenario, p.maker_id, p.created_at, r.code, c.code, c.name, c.version, c.sha256,\n"    \
    "  a.name, p.state, p.is_cancelled, p.failure_vi, p.failure_en, p.status, "                    \
    "p.instance_sha256,\n"                                                                         \
    "  p.n_requests, p.n_eligible, p.list_sha256, p.elapsed_ms, p.proof_json IS NOT NULL,\n"       \
    "  p.submission_number, p.submission_date, p.submission_signer, p.decision_number,\n"          \
    "  p.decision_date, p.decision_signer, p.decision_by, p.stale_reason, p.version,\n"            \
    "  (SELECT sum(value) FROM plan_level l\n"                                                     \
    "   WHERE l.plan_id = p.id AND l.objective = 'housed_by_band')\n"                              \
    "FROM plan p JOIN policy c ON c.id = p.policy_id LEFT JOIN round r ON r.id = p.round_id\n"     \
    "  LEFT JOIN account a ON a.id = p.maker_id\n"

#define AT(member) offsetof(struct store_plan, member)
static const struct store_field FIELDS[] = {
    {AT(id), STORE_KEY, 0},
    {AT(code), STORE_TEXT, 0},
    {AT(round_id), STORE_INT64, 0},
    {AT(policy_id), STORE_INT64, 0},
    {AT(seed), STORE_TEXT, 0},
    {AT(as_of), STORE_TEXT, 0},
    {AT(note), STORE_TEXT, 0},
    {AT(options), STORE_TEXT, 0},
    {AT(is_scenario), STORE_INT, 0},
    {AT(maker_id), STORE_INT64, 0},
    {AT(created_at), STORE_INT64, 0},
    {AT(round), STORE_TEXT, 0},
    {AT(policy_code), STORE_TEXT, 0},
    {AT(policy_name), STORE_TEXT, 0},
    {AT(policy_version), STORE_INT, 0},
    {AT(policy_sha256), STORE_TEXT, 0},
    {AT(maker), STORE_TEXT, 0},
    {AT(state), STORE_TEXT, 0},
    {AT(is_cancelled), STORE_INT, 0},
    {AT(failure_vi), STORE_TEXT, 0},
    {AT(failure_en), STORE_TEXT, 0},
    {AT(status), STORE_TEXT, 0},
    {AT(instance_sha256), STORE_TEXT, 0},
    {AT(n_requests), STORE_INT, 0},
    {AT(n_eligible), STORE_INT, 0},
    {AT(list_sha256), STORE_TEXT, 0},
    {AT(elapsed_ms), STORE_INT, 0},
    {AT(has_proof), STORE_INT, 0},
    {AT(submission_number), STORE_TEXT, 0},
    {AT(submission_date), STORE_TEXT, 0},
    {AT(submission_signer), STORE_TEXT, 0},
    {AT(decision_number), STORE_TEXT, 0},
    {AT(decision_date), STORE_TEXT, 0},
    {AT(decision_signer), STORE_TEXT, 0},
    {AT(decision_by), STORE_INT64, 0},
    {AT(stale_reason), STORE_TEXT, 0},
    {AT(version), STORE_INT64, 0},
    {AT(n_housed), STORE_INT, 0},
};
static const struct store_shape SHAPE = {NULL, NULL, sizeof(struct store_plan),
                                         sizeof FIELDS / sizeof *FIELDS, FIELDS};

static int add_event(struct store *s, int64_t id, const char *state, int64_t account_id,
                     struct err *e)
{
    sqlite3_stmt *st = store_statement(s, EVENT_ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, clock_now_s());
    store_bind_text(st, 3, state);
    store_bind_id(st, 4, account_id);
    return store_run(s, st, e);
}

int store_plan_add(struct store *s, struct store_plan *p, struct err *e)
{
    int rc = store_policy_use(s, p->policy_id, e);
    sqlite3_stmt *st = rc != ERR_OK ? NULL : store_statement(s, ADD, e);
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    p->created_at = clock_now_s();
    store_bind_id(st, 1, p->round_id);
    sqlite3_bind_int64(st, 2, p->policy_id);
    store_bind_text(st, 3, p->seed);
    store_bind_text(st, 4, p->as_of);
    store_bind_text(st, 5, p->note);
    store_bind_text(st, 6, p->options == NULL ? "{}" : p->options);
    sqlite3_bind_int(st, 7, p->is_scenario);
    store_bind_id(st, 8, p->maker_id);
    sqlite3_bind_int64(st, 9, p->created_at);
    if (sqlite3_step(st) == SQLITE_ROW) {
        p->id = sqlite3_column_int64(st, 0);
        p->code = store_column_text(st, 1);
    } else {
        rc = store_fail(s, e);
    }
    sqlite3_reset(st);
    return rc != ERR_OK ? rc : add_event(s, p->id, "queued", p->maker_id, e);
}

int store_plan_find(struct store *s, const char *code, struct store_plan *out, struct err *e)
{
    static const char sql[] = SELECT_PLAN "WHERE p.code = ?1";
    *out = (struct store_plan){0};
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    return store_read_one(s, st, &SHAPE, out, e);
}

int store_plan_get(struct store *s, int64_t id, struct store_plan *out, struct err *e)
{
    static const char by_number[] = SELECT_PLAN "WHERE p.id = ?1";
    static const char latest[] =
        SELECT_PLAN "WHERE p.state NOT IN ('queued', 'solving', 'failed', 'discarded')\n"
                    "ORDER BY p.id DESC LIMIT 1";
    static const char published[] = SELECT_PLAN "WHERE p.state = 'published'\n"
                                                "ORDER BY p.id DESC LIMIT 1";
    *out = (struct store_plan){0};
    sqlite3_stmt *st = store_statement(s,
                                       id == STORE_PLAN_LATEST      ? latest
                                       : id == STORE_PLAN_PUBLISHED ? published
                                                                    : by_number,
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    if (id > 0)
        sqlite3_bind_int64(st, 1, id);
    int rc = store_read_one(s, st, &SHAPE, out, e);
    if (rc != ERR_OK || out->id != 0)
        return rc;
    if (id == STORE_PLAN_PUBLISHED)
        return err_set(e, ERR_INPUT, "chưa có phương án nào được công bố",
                       "no plan has been published yet");
    return id == 0 ? err_set(e, ERR_INPUT, "chưa có phương án nào; hãy chạy quarters allocate",
                             "there is no plan yet; run quarters allocate")
                   : err_set(e, ERR_INPUT, "không có phương án số %lld", "there is no plan %lld",
                             (long long)id);
}

int store_plan_list(struct store *s, int64_t round_id, struct store_plans *out, struct err *e)
{
    static const char sql[] = SELECT_PLAN "WHERE p.round_id = ?1 ORDER BY p.id DESC";
    *out = (struct store_plans){0};
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, round_id);
    void *items = NULL;
    int rc = store_read_bound(s, st, &SHAPE, &items, &out->n, e);
    out->items = items;
    return rc;
}

static int ask_of_state(struct store *s, const char *sql, const char *state, int64_t *out,
                        struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, state);
    int rc = sqlite3_step(st) == SQLITE_ROW ? ERR_OK : store_fail(s, e);
    *out = rc == ERR_OK ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return rc;
}

int store_plan_oldest(struct store *s, const char *state, int64_t *id, struct err *e)
{
    static const char sql[] = "SELECT coalesce(min(id), 0) FROM plan WHERE state = ?1";
    return ask_of_state(s, sql, state, id, e);
}

int store_plan_count(struct store *s, const char *state, int64_t *n, struct err *e)
{
    static const char sql[] = "SELECT count(*) FROM plan WHERE state = ?1";
    return ask_of_state(s, sql, state, n, e);
}

int store_plan_ahead(struct store *s, int64_t id, int64_t *n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s,
                                       "SELECT count(*) FROM plan\n"
                                       "WHERE state IN ('queued', 'solving') AND id < ?1",
                                       e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_read_number(s, st, n, e);
}

int store_plan_move(struct store *s, int64_t id, const char *state, int64_t account_id,
                    struct err *e)
{
    sqlite3_stmt *st = store_statement(s, MOVE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, 2, state);
    int rc = store_run(s, st, e);
    return rc != ERR_OK ? rc : add_event(s, id, state, account_id, e);
}

/* Runs an update of one plan with up to three texts and an account. */
static int set_texts(struct store *s, const char *sql, int64_t id, const char *const texts[3],
                     int64_t account_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    for (int i = 0; i < 3 && texts[i] != NULL; i++)
        store_bind_text(st, 2 + i, texts[i]);
    if (account_id != 0)
        sqlite3_bind_int64(st, 5, account_id);
    return store_run(s, st, e);
}

int store_plan_note(struct store *s, int64_t id, const char *note, struct err *e)
{
    static const char sql[] = "UPDATE plan SET note = ?2, version = version + 1 WHERE id = ?1";
    return set_texts(s, sql, id, (const char *const[3]){note}, 0, e);
}

int store_plan_cancel(struct store *s, int64_t id, struct err *e)
{
    static const char sql[] =
        "UPDATE plan SET is_cancelled = 1, version = version + 1 WHERE id = ?1";
    return set_texts(s, sql, id, (const char *const[3]){NULL}, 0, e);
}

int store_plan_submit(struct store *s, int64_t id, const char *number, const char *date,
                      const char *signer, struct err *e)
{
    static const char sql[] = "UPDATE plan SET submission_number = ?2, submission_date = ?3,\n"
                              "  submission_signer = ?4 WHERE id = ?1";
    return set_texts(s, sql, id, (const char *const[3]){number, date, signer}, 0, e);
}

int store_plan_decide(struct store *s, int64_t id, const char *number, const char *date,
                      const char *signer, int64_t account_id, struct err *e)
{
    static const char sql[] = "UPDATE plan SET decision_number = ?2, decision_date = ?3,\n"
                              "  decision_signer = ?4, decision_by = ?5 WHERE id = ?1";
    return set_texts(s, sql, id, (const char *const[3]){number, date, signer}, account_id, e);
}

int store_plan_excuse(struct store *s, int64_t id, const char *stale_reason, struct err *e)
{
    static const char sql[] = "UPDATE plan SET stale_reason = ?2 WHERE id = ?1";
    return set_texts(s, sql, id, (const char *const[3]){stale_reason}, 0, e);
}

int store_plan_fail(struct store *s, int64_t id, const char *why_vi, const char *why_en,
                    struct err *e)
{
    static const char sql[] = "UPDATE plan SET failure_vi = ?2, failure_en = ?3 WHERE id = ?1";
    int rc = set_texts(s, sql, id, (const char *const[3]){why_vi, why_en}, 0, e);
    return rc != ERR_OK ? rc : store_plan_move(s, id, "failed", 0, e);
}

void store_plan_release(struct store_plan *p)
{
    store_release_row(&SHAPE, p);
    *p = (struct store_plan){0};
}

void store_plans_release(struct store_plans *l)
{
    store_release_rows(&SHAPE, l->items, l->n);
    *l = (struct store_plans){0};
}
