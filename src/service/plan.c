/* Plans asked for, looked at, ended; see the header. */
#include "service/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "plan_parts.h"
#include "service/allocate.h"
#include "service/run.h"
#include "store/audit.h"
#include "store/policy.h"
#include "store/round.h"

int plan_get(struct store *s, const struct principal *by, const char *code, struct store_plan *out,
             struct err *e)
{
    *out = (struct store_plan){0};
    int rc = principal_scope(by).sees == STORE_SEES_ALL ? store_plan_find(s, code, out, e) : ERR_OK;
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có phương án này", "there is no such plan");
    return rc;
}

int plan_must_be_at(const struct store_plan *p, int64_t version, struct err *e)
{
    if (version == 0 || version == p->version)
        return ERR_OK;
    return err_set(e, ERR_CHANGED, "phương án đã thay đổi; hãy đọc lại",
                   "the plan has changed; read it again");
}

/* The Department proposes; the others who see plans read them. */
static int must_be_planner(const struct principal *by, struct err *e)
{
    if (by->role == PRINCIPAL_PLANNER)
        return ERR_OK;
    return err_set(e, ERR_DENIED, "chỉ cán bộ lập phương án làm được việc này",
                   "only a planner can do this");
}

int plan_take(struct store *s, const struct principal *by, const char *code, int64_t version,
              struct store_plan *out, struct err *e)
{
    int rc = plan_get(s, by, code, out, e);
    if (rc == ERR_OK)
        rc = must_be_planner(by, e);
    return rc == ERR_OK ? plan_must_be_at(out, version, e) : rc;
}

int plan_write_audit(struct store *s, const struct principal *by, const char *action,
                     const struct store_plan *p, const char *fields, struct err *e)
{
    char object[64];
    snprintf(object, sizeof object, "plan/%s", p->code);
    struct store_audit row = {.actor = by->account_id,
                              .action = (char *)(uintptr_t)action,
                              .object = object,
                              .fields = (char *)(uintptr_t)fields};
    return store_audit_add(s, &row, e);
}

int plan_must_be(const struct store_plan *p, const char *state, struct err *e)
{
    if (strcmp(p->state, state) == 0)
        return ERR_OK;
    return err_set(e, ERR_DATA, "phương án đang ở trạng thái %s, cần %s",
                   "the plan is %s, it must be %s", p->state, state);
}

/* ---- asking ---- */

static int judge_places(struct store *s, const char *list, size_t n,
                        const struct plan_place *places, struct solver_findings *bad, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < n && rc == ERR_OK; i++) {
        bool has_request = false, has_room = false;
        char where[64];
        rc = store_plan_knows(s, places[i].request, places[i].room, &has_request, &has_room, e);
        snprintf(where, sizeof where, "/%s/%zu/request", list, i);
        if (rc == ERR_OK && !has_request)
            solver_findings_put(bad, where, "không có hồ sơ này", "there is no such request");
        snprintf(where, sizeof where, "/%s/%zu/room", list, i);
        if (rc == ERR_OK && !has_room)
            solver_findings_put(bad, where, "không có phòng này", "there is no such room");
    }
    return rc;
}

static int judge_rooms(struct store *s, const struct plan_options *o, struct solver_findings *bad,
                       struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < o->n_closed && rc == ERR_OK; i++) {
        bool has_request = false, has_room = false;
        char where[64];
        rc = store_plan_knows(s, "", o->closed[i], &has_request, &has_room, e);
        snprintf(where, sizeof where, "/closed_rooms/%zu", i);
        if (rc == ERR_OK && !has_room)
            solver_findings_put(bad, where, "không có phòng này", "there is no such room");
    }
    return rc;
}

static void judge_facts(const struct plan_options *o, struct solver_findings *bad)
{
    for (size_t i = 0; i < o->n_facts; i++) {
        char where[64];
        snprintf(where, sizeof where, "/facts/%zu/value", i);
        if (!plan_fact_is_valid(&o->facts[i]))
            solver_findings_put(bad, where, "dữ kiện này không đọc được",
                                "this fact cannot be read");
    }
}

/* The policy of the plan: the one named, in its newest version, or the round's. */
static int find_policy(struct store *s, const struct store_round *round,
                       const struct plan_options *o, int64_t *id, struct solver_findings *bad,
                       struct err *e)
{
    struct store_policy policy = {0};
    *id = round->policy_id;
    if (o->policy == NULL)
        return ERR_OK;
    int rc = store_policy_get(s, o->policy, 0, &policy, e);
    if (rc == ERR_OK && policy.id == 0)
        solver_findings_put(bad, "/policy", "không có chính sách này", "there is no such policy");
    *id = policy.id;
    store_policy_release(&policy);
    return rc;
}

/* Everything that is wrong with the options, at once. */
static int judge(struct store *s, const struct plan_options *o, struct solver_findings *bad,
                 struct err *e)
{
    int rc = judge_rooms(s, o, bad, e);
    if (rc == ERR_OK)
        rc = judge_places(s, "pins", o->n_pins, o->pins, bad, e);
    if (rc == ERR_OK)
        rc = judge_places(s, "bans", o->n_bans, o->bans, bad, e);
    judge_facts(o, bad);
    if (o->seed != NULL && (o->seed[0] == '\0' || strlen(o->seed) > 32 ||
                            strspn(o->seed, "0123456789") != strlen(o->seed)))
        solver_findings_put(bad, "/seed", "phải là dãy chữ số, nhiều nhất 32",
                            "must be digits, at most 32");
    if (rc == ERR_OK && bad->n > 0)
        rc = err_set(e, ERR_INPUT, "có %zu chỗ sai", "%zu things are wrong", bad->n);
    return rc;
}

static int find_round(struct store *s, const struct principal *by, const char *code,
                      struct store_round *round, struct err *e)
{
    int64_t n = 0;
    int rc =
        principal_scope(by).sees == STORE_SEES_ALL ? store_round_get(s, code, round, e) : ERR_OK;
    if (rc == ERR_OK && round->id == 0)
        return err_set(e, ERR_ABSENT, "không có đợt này", "there is no such round");
    if (rc == ERR_OK)
        rc = must_be_planner(by, e);
    if (rc == ERR_OK && (strcmp(round->state, "open") == 0 || strcmp(round->state, "done") == 0))
        return err_set(e, ERR_DATA, "đợt %s phải đã chốt và chưa kết thúc",
                       "round %s must be closed and not done", code);
    if (rc == ERR_OK)
        rc = store_plan_count(s, "queued", &n, e);
    if (rc == ERR_OK && n >= RUN_QUEUE)
        rc = err_set(e, ERR_BUSY, "đang có %d phương án chờ; hãy thử lại sau",
                     "%d plans are waiting; try again later", RUN_QUEUE);
    return rc;
}

static int add(struct store *s, const struct principal *by, const struct store_round *round,
               int64_t policy_id, const struct plan_options *o, const char *note,
               struct store_plan *out, struct err *e)
{
    const char *drawn = round->confirmed_at != 0 ? round->seed : ALLOCATE_NO_SEED;
    const char *seed = o->seed != NULL ? o->seed : drawn;
    struct buf options = {0};
    plan_options_write(o, &options);
    struct store_plan p = {
        .round_id = round->id,
        .policy_id = policy_id,
        .seed = (char *)(uintptr_t)seed,
        .as_of = round->as_of,
        .note = (char *)(uintptr_t)note,
        .options = options.data,
        .is_scenario =
            round->confirmed_at == 0 || strcmp(seed, drawn) != 0 || policy_id != round->policy_id,
        .maker_id = by->account_id,
    };
    int rc = store_plan_add(s, &p, e);
    if (rc == ERR_OK)
        rc = plan_write_audit(s, by, "plan.ask", &p, NULL, e);
    if (rc == ERR_OK)
        rc = store_plan_find(s, p.code, out, e);
    free(p.code);
    buf_release(&options);
    return rc;
}

int plan_ask(struct store *s, const struct principal *by, const char *round,
             const struct plan_options *o, const char *note, struct store_plan *out,
             struct solver_findings *bad, struct err *e)
{
    struct store_round r = {0};
    int64_t policy_id = 0;
    *out = (struct store_plan){0};
    int rc = find_round(s, by, round, &r, e);
    if (rc == ERR_OK)
        rc = find_policy(s, &r, o, &policy_id, bad, e);
    if (rc == ERR_OK)
        rc = judge(s, o, bad, e);
    if (rc == ERR_OK)
        rc = add(s, by, &r, policy_id, o, note, out, e);
    store_round_release(&r);
    return rc;
}

/* ---- small changes ---- */

int plan_note(struct store *s, const struct principal *by, const char *code, int64_t version,
              const char *note, struct err *e)
{
    struct store_plan p = {0};
    int rc = plan_take(s, by, code, version, &p, e);
    if (rc == ERR_OK)
        rc = store_plan_note(s, p.id, note, e);
    if (rc == ERR_OK)
        rc = plan_write_audit(s, by, "plan.note", &p, NULL, e);
    store_plan_release(&p);
    return rc;
}

int plan_cancel(struct store *s, const struct principal *by, const char *code, int64_t version,
                int64_t *id, struct err *e)
{
    struct store_plan p = {0};
    int rc = plan_take(s, by, code, version, &p, e);
    bool is_queued = rc == ERR_OK && strcmp(p.state, "queued") == 0;
    if (rc == ERR_OK && !is_queued)
        rc = plan_must_be(&p, "solving", e);
    if (rc == ERR_OK)
        rc = store_plan_cancel(s, p.id, e);
    if (rc == ERR_OK && is_queued)
        rc = store_plan_move(s, p.id, "discarded", by->account_id, e);
    if (rc == ERR_OK)
        rc = plan_write_audit(s, by, "plan.cancel", &p, NULL, e);
    *id = p.id;
    store_plan_release(&p);
    return rc;
}

int plan_discard(struct store *s, const struct principal *by, const char *code, int64_t version,
                 int64_t *id, struct err *e)
{
    struct store_plan p = {0};
    int rc = plan_take(s, by, code, version, &p, e);
    if (rc == ERR_OK && (strcmp(p.state, "solving") == 0 || strcmp(p.state, "published") == 0 ||
                         strcmp(p.state, "discarded") == 0))
        rc = err_set(e, ERR_DATA, "phương án ở trạng thái %s không bỏ được",
                     "a plan that is %s cannot be discarded", p.state);
    if (rc == ERR_OK)
        rc = store_plan_move(s, p.id, "discarded", by->account_id, e);
    if (rc == ERR_OK)
        rc = plan_write_audit(s, by, "plan.discard", &p, NULL, e);
    *id = p.id;
    store_plan_release(&p);
    return rc;
}
