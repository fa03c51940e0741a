/* What is done to a repair: each act judged, its clocks set, noted down; see the header. */
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "repair_parts.h"
#include "service/closure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTE_MAX = 2000, COST_NOTE_MAX = 200 };

/* One act on one repair. */
struct doing {
    struct store *store;
    const struct principal *by;
    enum repair_action action;
    const char *reason, *note, *cause; /* "" = none */
    int64_t duplicate_of;              /* row id of the original … */
    char original[32];                 /* … and its number, the reason in the event */
    int64_t now;
    struct solver_findings *bad;
    struct store_repair repair; /* as it is */
    enum repair_state to;
};

static const char *known(const char *text)
{
    return text != NULL ? text : "";
}

/* Finds the repair and whether this may be done. Time does not run back in its story. */
static int begin(struct doing *d, const char *code, int64_t version, struct err *e)
{
    const struct store_scope scope = repair_scope(d->by);
    struct store_repair *r = &d->repair;
    int rc = store_repair_get(d->store, &scope, code, d->now, r, e);
    if (rc != ERR_OK)
        return rc;
    if (r->id == 0)
        return err_set(e, ERR_ABSENT, "không có phiếu sửa chữa này", "there is no such repair");
    if (repair_parties(d->by, r) == 0)
        return err_set(e, ERR_DENIED, "việc này của bộ phận sửa chữa hoặc người đã báo",
                       "this is for the crew, or for whoever reported it");
    if (version != 0 && version != r->version)
        return err_set(e, ERR_CHANGED, "phiếu đã thay đổi; hãy tải lại",
                       "the repair has changed; load it again");
    d->now = d->now < r->updated_at ? r->updated_at : d->now;
    if (repair_may(d->by, r, d->action, d->now, &d->to))
        return ERR_OK;
    const enum repair_state from = repair_state_of(r->state);
    if (repair_next(from, d->action, repair_parties(d->by, r), &d->to))
        return err_set(e, ERR_DATA, "đã quá %d ngày: hãy báo hỏng mới",
                       "more than %d days have gone by: report it anew", STORE_REPAIR_REOPEN_DAYS);
    if (repair_next(from, d->action, REPAIR_STAFF | REPAIR_REPORTER, &d->to))
        return err_set(e, ERR_DENIED, "việc này không phải của bạn",
                       "this is for somebody else to do");
    return err_set(e, ERR_DATA, "phiếu đang ở trạng thái “%s”, không làm việc này được",
                   "the repair is in the state “%s”, which does not allow that", r->state);
}

static int wrong(struct err *e)
{
    return err_set(e, ERR_INPUT, "nội dung chưa đúng", "what was sent is not right");
}

static int judge_words(struct doing *d, struct err *e)
{
    const bool has_reason = d->action == REPAIR_HOLD || d->action == REPAIR_CANCEL;
    const bool needs_note =
        d->action == REPAIR_NOTE || d->action == REPAIR_REOPEN || strcmp(d->reason, "other") == 0;
    if (has_reason && !repair_is_reason(d->action, d->reason))
        solver_findings_put(d->bad, "/reason", "hãy chọn một lý do", "choose a reason");
    if (!has_reason && d->reason[0] != '\0')
        solver_findings_put(d->bad, "/reason", "việc này không có lý do để chọn",
                            "this takes no reason");
    if (needs_note && d->note[0] == '\0')
        solver_findings_put(d->bad, "/note", "hãy ghi rõ", "say it in words");
    if (text_width(d->note) > NOTE_MAX)
        solver_findings_add(d->bad, "/note", "dài quá %d ký tự", "longer than %d characters",
                            NOTE_MAX);
    if ((d->action == REPAIR_COMPLETE) != (d->cause[0] != '\0'))
        solver_findings_put(d->bad, "/cause", "ghi nguyên nhân khi sửa xong: tenant, wear, other",
                            "is told at completion: tenant, wear or other");
    return d->bad->n == 0 ? ERR_OK : wrong(e);
}

/* The repair that it repeats: of the same room, and none that is itself a repetition. */
static int find_original(struct doing *d, const char *code, struct err *e)
{
    const struct store_scope scope = repair_scope(d->by);
    struct store_repair other = {0};
    int rc = store_repair_get(d->store, &scope, code, d->now, &other, e);
    if (rc == ERR_OK &&
        (other.id == 0 || other.id == d->repair.id || other.room_id != d->repair.room_id ||
         strcmp(other.state, repair_state_name(REPAIR_DUPLICATE)) == 0)) {
        solver_findings_put(d->bad, "/duplicate_of",
                            "phải là một phiếu khác của phòng này, không phải phiếu trùng",
                            "must be another repair of this room that repeats none itself");
        rc = wrong(e);
    }
    if (rc == ERR_OK) {
        d->duplicate_of = other.id;
        snprintf(d->original, sizeof d->original, "%s", other.number);
        d->reason = d->original;
    }
    store_repair_release(&other);
    return rc;
}

/* Ends the hold that stands: what is due moves by its time. */
static int end_hold(struct doing *d, struct err *e)
{
    if (d->repair.held_since == 0)
        return ERR_OK;
    d->repair.paused_s += d->now - d->repair.held_since;
    return store_repair_hold_end(d->store, d->repair.id, d->now, e);
}

static void reopen(struct doing *d)
{
    struct store_repair *r = &d->repair;
    r->paused_s += d->now - (r->completed_at != 0 ? r->completed_at : r->closed_at);
    r->completed_at = r->closed_at = 0;
    r->cause[0] = r->planned_on[0] = '\0';
}

/* What the act changes beside the state. */
static int change(struct doing *d, struct err *e)
{
    struct store_repair *r = &d->repair;
    int rc = ERR_OK;
    if (d->to != REPAIR_ON_HOLD || d->action == REPAIR_HOLD)
        rc = end_hold(d, e);
    if (rc == ERR_OK && d->action == REPAIR_HOLD)
        rc = store_repair_hold_begin(d->store, r->id, d->now, d->reason, e);
    if (d->to == REPAIR_IN_PROGRESS && r->started_at == 0)
        r->started_at = d->now;
    if (d->action == REPAIR_REOPEN)
        reopen(d);
    if (d->action == REPAIR_COMPLETE) {
        r->completed_at = d->now;
        free(r->cause);
        r->cause = mem_dup(d->cause);
    }
    r->duplicate_of_id = d->duplicate_of;
    if (d->to != repair_state_of(r->state) &&
        (d->to == REPAIR_CLOSED || d->to == REPAIR_CANCELLED || d->to == REPAIR_DUPLICATE)) {
        r->closed_at = d->now;
        r->contact[0] = '\0';
    }
    return rc;
}

/* The event, then what follows from all events: the first reaction and the targets. */
static int finish(struct doing *d, struct err *e)
{
    struct store_repair *r = &d->repair;
    const bool is_emergency = strcmp(r->severity, "emergency") == 0;
    const struct repair_targets t = repair_targets(r->severity, r->reported_at);
    free(r->state);
    r->state = mem_dup(repair_state_name(d->to));
    r->react_by = t.react_by;
    r->resolve_by = t.resolve_by + r->paused_s;
    int rc = repair_note_down(d->store, d->by, r, repair_action_name(d->action), d->reason, d->note,
                              d->now, e);
    rc =
        rc != ERR_OK ? rc : store_repair_reacted(d->store, r->id, !is_emergency, &r->reacted_at, e);
    return rc != ERR_OK ? rc : store_repair_save(d->store, r, e);
}

int repair_do(struct store *s, const struct principal *by, const char *code, int64_t version,
              const struct repair_act *act, int64_t now, struct solver_findings *bad, struct err *e)
{
    struct doing d = {.store = s,
                      .by = by,
                      .action = repair_action_of(known(act->action)),
                      .reason = known(act->reason),
                      .note = known(act->note),
                      .cause = known(act->cause),
                      .now = now,
                      .bad = bad};
    if (d.action == REPAIR_N_ACTIONS || d.action == REPAIR_TRIAGE || d.action == REPAIR_COST) {
        solver_findings_put(bad, "/action", "không có việc này", "there is no such action");
        return wrong(e);
    }
    int rc = begin(&d, code, version, e);
    rc = rc != ERR_OK ? rc : judge_words(&d, e);
    if (rc == ERR_OK && d.action == REPAIR_REPEATS)
        rc = find_original(&d, known(act->duplicate_of), e);
    rc = rc != ERR_OK ? rc : change(&d, e);
    rc = rc != ERR_OK ? rc : finish(&d, e);
    if (rc == ERR_OK && d.action == REPAIR_COMPLETE)
        rc = closure_repair_done(s, by, d.repair.id, now, e);
    store_repair_release(&d.repair);
    return rc;
}

int repair_tick(struct store *s, int64_t now, struct err *e)
{
    enum { MOST = 100 };
    static const struct principal program = {.role = PRINCIPAL_MAINTENANCE};
    static const struct repair_act close = {.action = "close"};
    struct solver_findings bad = {0};
    struct store_repairs l = {0};
    const int64_t before = now - STORE_REPAIR_REOPEN_DAYS * INT64_C(86400);
    int rc = store_repair_unanswered(s, before, MOST, &l, e);
    for (size_t i = 0; i < l.n && rc == ERR_OK; i++)
        rc = repair_do(s, &program, l.items[i].number, 0, &close, now, &bad, e);
    solver_findings_release(&bad);
    store_repairs_release(&l);
    return rc;
}

static int judge_triage(struct doing *d, const struct repair_triage *t, struct err *e)
{
    char today[11];
    clock_day(d->now, today);
    if (t->severity != NULL && repair_worse("", t->severity)[0] == '\0')
        solver_findings_put(d->bad, "/severity", "mức độ là emergency, urgent hoặc routine",
                            "is emergency, urgent or routine");
    if (t->planned_on != NULL && t->planned_on[0] != '\0' &&
        (!date_is_valid(t->planned_on) || strcmp(t->planned_on, today) < 0))
        solver_findings_put(d->bad, "/planned_on", "phải là hôm nay hoặc một ngày sau đó",
                            "must be today or a day after it");
    if (text_width(d->note) > NOTE_MAX)
        solver_findings_add(d->bad, "/note", "dài quá %d ký tự", "longer than %d characters",
                            NOTE_MAX);
    return d->bad->n == 0 ? ERR_OK : wrong(e);
}

static void set(char **at, const char *text)
{
    if (text == NULL)
        return;
    free(*at);
    *at = mem_dup(text);
}

int repair_triage(struct store *s, const struct principal *by, const char *code, int64_t version,
                  const struct repair_triage *t, int64_t now, struct solver_findings *bad,
                  struct err *e)
{
    struct doing d = {.store = s,
                      .by = by,
                      .action = REPAIR_TRIAGE,
                      .reason = "",
                      .note = known(t->note),
                      .now = now,
                      .bad = bad};
    int rc = begin(&d, code, version, e);
    rc = rc != ERR_OK ? rc : judge_triage(&d, t, e);
    if (rc == ERR_OK) {
        struct store_repair *r = &d.repair;
        set(&r->severity, t->severity);
        set(&r->planned_on, t->planned_on);
        r->may_stay = t->may_stay == REPAIR_AS_IS ? r->may_stay : t->may_stay;
        r->estimate_dong = t->estimate_dong == REPAIR_AS_IS ? r->estimate_dong : t->estimate_dong;
        d.reason = t->severity != NULL ? r->severity : "";
        rc = finish(&d, e);
    }
    store_repair_release(&d.repair);
    return rc;
}

static int judge_cost(struct doing *d, const struct store_repair_cost *c, struct err *e)
{
    char today[11];
    clock_day(d->now, today);
    if (!date_is_valid(c->day) || strcmp(c->day, today) > 0)
        solver_findings_put(d->bad, "/day", "phải là hôm nay hoặc một ngày trước đó",
                            "must be today or a day before it");
    if (c->minutes != 0 && strcmp(c->kind, "labour") != 0)
        solver_findings_put(d->bad, "/minutes", "chỉ công lao động có số phút",
                            "only labour has minutes");
    if (c->amount_dong == 0 && c->minutes == 0)
        solver_findings_put(d->bad, "/amount_dong", "hãy ghi số tiền hoặc số phút",
                            "give an amount or minutes");
    if (text_width(c->note) > COST_NOTE_MAX)
        solver_findings_add(d->bad, "/note", "dài quá %d ký tự", "longer than %d characters",
                            COST_NOTE_MAX);
    return d->bad->n == 0 ? ERR_OK : wrong(e);
}

int repair_spend(struct store *s, const struct principal *by, const char *code, int64_t version,
                 const struct store_repair_cost *cost, int64_t now, struct solver_findings *bad,
                 struct err *e)
{
    struct doing d = {.store = s,
                      .by = by,
                      .action = REPAIR_COST,
                      .reason = cost->kind,
                      .note = "",
                      .now = now,
                      .bad = bad};
    int rc = begin(&d, code, version, e);
    rc = rc != ERR_OK ? rc : judge_cost(&d, cost, e);
    if (rc == ERR_OK) {
        struct store_repair_cost row = *cost;
        row.account_id = by->account_id;
        rc = store_repair_cost_add(s, d.repair.id, &row, e);
    }
    rc = rc != ERR_OK ? rc : finish(&d, e);
    store_repair_release(&d.repair);
    return rc;
}
