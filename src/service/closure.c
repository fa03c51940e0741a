/* Closures: who may, which days, and what is told of a closed room; see the header. */
#include "service/closure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "service/audit.h"
#include "service/rehousing.h"
#include "store/stay.h"

enum { MAX_NOTE = 500 };

static const char *const REASONS[] = {"repair", "safety", "reserved", "handed_back", "other"};

/* Maintenance closes for its own reasons alone. */
static int may_close(const struct principal *by, const char *reason, struct err *e)
{
    bool is_planner =
        by->role == PRINCIPAL_PLANNER || (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
    bool is_works = strcmp(reason, "repair") == 0 || strcmp(reason, "safety") == 0;
    if (is_planner || (by->role == PRINCIPAL_MAINTENANCE && is_works))
        return ERR_OK;
    return err_set(e, ERR_DENIED, "việc này là của Sở Xây dựng",
                   "this is for the Department of Construction");
}

static void judge_to_day(const char *from_day, const char *to_day, struct solver_findings *bad)
{
    if (to_day[0] == '\0')
        return;
    if (!date_is_valid(to_day))
        solver_findings_put(bad, "/to_day", "không phải là ngày; hãy ghi như 2025-08-31",
                            "is no day; write it like 2025-08-31");
    else if (strcmp(to_day, from_day) < 0)
        solver_findings_add(bad, "/to_day", "trước ngày đóng, %s", "is before it closes, %s",
                            from_day);
}

static void judge_words(const char *reason, const char *note, struct solver_findings *bad)
{
    size_t i = 0;
    while (i < sizeof REASONS / sizeof *REASONS && strcmp(REASONS[i], reason) != 0)
        i++;
    if (i == sizeof REASONS / sizeof *REASONS)
        solver_findings_put(bad, "/reason", "lý do không có trong danh mục", "is no known reason");
    if (text_width(note) > MAX_NOTE)
        solver_findings_put(bad, "/note", "dài quá", "is too long");
}

static int settle_findings(const struct solver_findings *bad, size_t n_before, struct err *e)
{
    return bad->n == n_before
               ? ERR_OK
               : err_set(e, ERR_INPUT, "việc đóng phòng chưa ghi đúng", "the closure is not right");
}

static int judge_repair(struct store *s, const struct closure_plan *plan, int64_t room_id,
                        struct solver_findings *bad, struct err *e)
{
    int64_t of_room = 0;
    int may_stay;
    int rc =
        plan->repair == 0 ? ERR_OK : store_closure_repair(s, plan->repair, &of_room, &may_stay, e);
    if (rc == ERR_OK && plan->repair != 0 && (of_room == 0 || of_room != room_id))
        solver_findings_put(bad, "/repair", "không có phiếu sửa chữa này ở phòng ấy",
                            "there is no such repair in that room");
    return rc;
}

static int audit(struct store *s, const struct principal *by, const char *action,
                 const struct store_closure *c, struct err *e)
{
    char fields[64];
    snprintf(fields, sizeof fields, "from_day=%s to_day=%s", c->from_day, c->to_day);
    return audit_add(s, by->account_id, action, fields, e, "closure/%s", c->code);
}

/* What follows for those who live there. */
static int settle(struct store *s, int64_t now, struct err *e)
{
    char today[11];
    clock_day(now, today);
    return rehousing_settle(s, today, e);
}

static char *text(const char *t)
{
    return (char *)(uintptr_t)(t == NULL ? "" : t);
}

int closure_add(struct store *s, const struct principal *by, const struct closure_plan *plan,
                int64_t now, char code[33], struct solver_findings *bad, struct err *e)
{
    const size_t n_before = bad->n;
    int beds;
    struct store_closure c = {.from_day = text(plan->from_day),
                              .to_day = text(plan->to_day),
                              .reason = text(plan->reason),
                              .note = text(plan->note),
                              .repair_id = plan->repair,
                              .may_stay = plan->may_stay,
                              .created_at = now};
    int rc = may_close(by, c.reason, e);
    rc = rc != ERR_OK ? rc : store_room_beds(s, plan->room, &c.room_id, &beds, e);
    if (rc == ERR_OK && c.room_id == 0)
        solver_findings_put(bad, "/room", "không có phòng này", "there is no such room");
    if (rc == ERR_OK && !date_is_valid(c.from_day))
        solver_findings_put(bad, "/from_day", "không phải là ngày; hãy ghi như 2025-08-31",
                            "is no day; write it like 2025-08-31");
    if (rc != ERR_OK)
        return rc;
    judge_to_day(c.from_day, c.to_day, bad);
    if (strcmp(c.from_day, c.to_day) == 0)
        solver_findings_put(bad, "/to_day", "phải sau ngày đóng", "must be after it closes");
    judge_words(c.reason, c.note, bad);
    rc = judge_repair(s, plan, c.room_id, bad, e);
    rc = rc != ERR_OK ? rc : settle_findings(bad, n_before, e);
    rc = rc != ERR_OK ? rc : store_closure_add(s, &c, e);
    rc = rc != ERR_OK ? rc : audit(s, by, "closure.add", &c, e);
    rc = rc != ERR_OK ? rc : settle(s, now, e);
    if (rc == ERR_OK)
        memcpy(code, c.code, 33);
    free(c.code);
    return rc;
}

/* The closure as it would be. */
static struct store_closure changed(const struct store_closure *c,
                                    const struct closure_change *change)
{
    struct store_closure to = *c;
    to.to_day = change->to_day != NULL ? text(change->to_day) : c->to_day;
    to.reason = change->reason != NULL ? text(change->reason) : c->reason;
    to.note = change->note != NULL ? text(change->note) : c->note;
    to.may_stay = change->may_stay >= 0 ? change->may_stay : c->may_stay;
    return to;
}

bool closure_sees(const struct principal *who)
{
    return who->role == PRINCIPAL_MAINTENANCE || principal_scope(who).sees == STORE_SEES_ALL;
}

int closure_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                   const struct closure_change *change, int64_t now, struct solver_findings *bad,
                   struct err *e)
{
    const size_t n_before = bad->n;
    struct store_closure c = {0};
    int rc = closure_sees(by) ? store_closure_get(s, code, &c, e) : ERR_OK;
    if (rc == ERR_OK && c.id == 0)
        rc = err_set(e, ERR_ABSENT, "không có lần đóng phòng này", "there is no such closure");
    rc = rc != ERR_OK ? rc : may_close(by, c.reason, e);
    if (rc == ERR_OK && version != 0 && version != c.version)
        rc = err_set(e, ERR_CHANGED, "lần đóng phòng đã thay đổi; hãy tải lại",
                     "the closure has changed; load it again");
    if (rc == ERR_OK) {
        struct store_closure to = changed(&c, change);
        rc = may_close(by, to.reason, e);
        judge_to_day(c.from_day, to.to_day, bad);
        judge_words(to.reason, to.note, bad);
        rc = rc != ERR_OK ? rc : settle_findings(bad, n_before, e);
        rc = rc != ERR_OK ? rc : store_closure_change(s, &to, e);
        rc = rc != ERR_OK ? rc : rehousing_slip(s, &to, c.to_day, e);
        rc = rc != ERR_OK ? rc : audit(s, by, "closure.change", &to, e);
        rc = rc != ERR_OK ? rc : settle(s, now, e);
    }
    store_closure_release(&c);
    return rc;
}

int closure_repair_done(struct store *s, const struct principal *by, int64_t repair, int64_t now,
                        struct err *e)
{
    struct store_closures going_on = {0};
    struct solver_findings bad = {0};
    char today[11];
    int64_t n;
    clock_day(now, today);
    const struct store_closure_query q = {.since_day = today};
    int rc = store_closure_list(s, &q, &going_on, &n, e);
    for (size_t i = 0; rc == ERR_OK && i < going_on.n; i++) {
        const struct store_closure *c = &going_on.items[i];
        const struct closure_change end = {
            .to_day = strcmp(c->from_day, today) > 0 ? c->from_day : today, .may_stay = -1};
        if (c->repair_id == repair && strcmp(c->reason, "repair") == 0)
            rc = closure_change(s, by, c->code, 0, &end, now, &bad, e);
    }
    solver_findings_release(&bad);
    store_closures_release(&going_on);
    return rc;
}

int closure_refuse(struct store *s, int64_t room_id, const char *day, const char *where,
                   struct solver_findings *bad, struct err *e)
{
    struct store_closure c = {0};
    int rc = store_closure_on(s, room_id, day, &c, e);
    if (rc == ERR_OK && c.id != 0) {
        if (c.to_day[0] != '\0')
            solver_findings_add(bad, where, "phòng %s đóng từ ngày %s, mở lại ngày %s",
                                "room %s is closed from %s, open again on %s", c.room, c.from_day,
                                c.to_day);
        else
            solver_findings_add(bad, where, "phòng %s đóng từ ngày %s, chưa biết ngày mở lại",
                                "room %s is closed from %s, it is not known until when", c.room,
                                c.from_day);
        rc = err_set(e, ERR_INPUT, "phòng đang đóng", "the room is closed");
    }
    store_closure_release(&c);
    return rc;
}

int closure_is_on(struct store *s, int64_t room_id, const char *day, bool *is_on, struct err *e)
{
    struct store_closure c = {0};
    int rc = store_closure_on(s, room_id, day, &c, e);
    *is_on = rc == ERR_OK && c.id != 0;
    store_closure_release(&c);
    return rc;
}
