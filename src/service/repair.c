/* Repairs reported and read: who sees what of them; see the header. */
#include "service/repair.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "repair_parts.h"
#include "service/audit.h"
#include "service/repair_category.h"
#include "store/stay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DESCRIPTION_MAX = 2000, CONTACT_MAX = 100 };

bool repair_is_staff(const struct principal *by)
{
    return by->role == PRINCIPAL_MAINTENANCE || by->role == PRINCIPAL_PLANNER ||
           (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
}

struct store_scope repair_scope(const struct principal *by)
{
    enum store_sees sees = STORE_SEES_NOTHING;
    if (repair_is_staff(by) || by->role == PRINCIPAL_AUDITOR)
        sees = STORE_SEES_ALL;
    else if (by->role == PRINCIPAL_OFFICIAL)
        sees = STORE_SEES_SELF;
    return (struct store_scope){
        .sees = sees, .account_id = by->account_id, .official_id = by->official_id};
}

unsigned repair_parties(const struct principal *by, const struct store_repair *r)
{
    bool is_reporter = by->account_id != 0 && by->account_id == r->reporter_id;
    return (repair_is_staff(by) ? REPAIR_STAFF : 0) | (is_reporter ? REPAIR_REPORTER : 0);
}

bool repair_may(const struct principal *by, const struct store_repair *r, enum repair_action action,
                int64_t now, enum repair_state *to)
{
    const int64_t done = r->completed_at != 0 ? r->completed_at : r->closed_at;
    if (action == REPAIR_REOPEN && now - done > STORE_REPAIR_REOPEN_DAYS * INT64_C(86400))
        return false;
    return repair_next(repair_state_of(r->state), action, repair_parties(by, r), to);
}

static void blank(char **text)
{
    (*text)[0] = '\0';
}

/* Leaves of a repair what somebody else of the room, or anybody who knows its code, may see. */
static void show_outside(struct store_repair *r)
{
    blank(&r->answers);
    blank(&r->description);
    blank(&r->contact);
    blank(&r->duplicate_of);
    blank(&r->cause);
    blank(&r->source);
    r->reporter_id = 0;
    r->may_stay = -1;
    r->estimate_dong = 0;
    r->cost_dong = r->minutes = REPAIR_UNSEEN;
    r->n_photos = 0;
}

static void show(const struct principal *by, struct store_repair *r)
{
    if (repair_is_staff(by))
        return;
    if (by->role == PRINCIPAL_AUDITOR) {
        blank(&r->contact);
    } else if ((repair_parties(by, r) & REPAIR_REPORTER) == 0) {
        show_outside(r);
    } else {
        r->estimate_dong = 0;
        r->cost_dong = r->minutes = REPAIR_UNSEEN;
        blank(&r->duplicate_of);
    }
}

static int no_repair(struct err *e)
{
    return err_set(e, ERR_ABSENT, "không có phiếu sửa chữa này", "there is no such repair");
}

int repair_list(struct store *s, const struct principal *by, struct store_repair_query *q,
                struct store_repairs *out, int64_t *n, struct err *e)
{
    *out = (struct store_repairs){0};
    q->scope = repair_scope(by);
    if (q->scope.sees == STORE_SEES_NOTHING)
        return no_repair(e);
    int rc = store_repair_list(s, q, out, n, e);
    for (size_t i = 0; i < out->n; i++)
        show(by, &out->items[i]);
    return rc;
}

static const struct store_scope ALL = {.sees = STORE_SEES_ALL};

int repair_repeated(struct store *s, const char *room, const char *category, int64_t now,
                    struct store_repairs *out, struct err *e)
{
    const struct store_repair_query q = {.scope = ALL,
                                         .now = now,
                                         .room = room,
                                         .category = category[0] != '\0' ? category : NULL,
                                         .is_recent = true,
                                         .after = ""};
    int64_t n = 0;
    int rc = store_repair_list(s, &q, out, &n, e);
    for (size_t i = 0; i < out->n; i++)
        show_outside(&out->items[i]);
    return rc;
}

static char *list_actions(const struct principal *by, const struct store_repair *r, int64_t now)
{
    struct buf codes = {0};
    enum repair_state to;
    for (int a = 0; a < REPAIR_N_ACTIONS; a++)
        if (repair_may(by, r, (enum repair_action)a, now, &to))
            buf_fmt(&codes, "%s%s", codes.len > 0 ? " " : "",
                    repair_action_name((enum repair_action)a));
    return buf_take(&codes);
}

int repair_get(struct store *s, const struct principal *by, const char *code, int64_t now,
               struct repair_view *out, struct err *e)
{
    const struct store_scope scope = repair_scope(by);
    *out = (struct repair_view){0};
    int rc = store_repair_get(s, &scope, code, now, &out->repair, e);
    if (rc != ERR_OK || out->repair.id == 0)
        return rc != ERR_OK ? rc : no_repair(e);
    out->actions = list_actions(by, &out->repair, now);
    const bool is_inside = scope.sees == STORE_SEES_ALL;
    if (is_inside || repair_parties(by, &out->repair) != 0)
        rc = store_repair_events(s, out->repair.id, &out->events, e);
    if (rc == ERR_OK && is_inside)
        rc = store_repair_costs(s, out->repair.id, &out->costs, e);
    show(by, &out->repair);
    return rc;
}

int repair_follow(struct store *s, const char *code, int64_t now, struct repair_view *out,
                  struct err *e)
{
    *out = (struct repair_view){0};
    if (store_repair_id(code) != 0)
        return no_repair(e);
    int rc = store_repair_get(s, &ALL, code, now, &out->repair, e);
    if (rc != ERR_OK || out->repair.id == 0)
        return rc != ERR_OK ? rc : no_repair(e);
    out->actions = mem_dup("");
    show_outside(&out->repair);
    return ERR_OK;
}

void repair_view_release(struct repair_view *v)
{
    store_repair_release(&v->repair);
    free(v->actions);
    store_repair_events_release(&v->events);
    store_repair_costs_release(&v->costs);
    *v = (struct repair_view){0};
}

int repair_note_down(struct store *s, const struct principal *by, const struct store_repair *r,
                     const char *action, const char *reason, const char *note, int64_t now,
                     struct err *e)
{
    const struct store_repair_event event = {.at = now,
                                             .account_id = by->account_id,
                                             .action = (char *)(uintptr_t)action,
                                             .state = r->state,
                                             .reason = (char *)(uintptr_t)reason,
                                             .note = (char *)(uintptr_t)note};
    char name[32];
    struct buf fields = {0};
    int rc = store_repair_event_add(s, r->id, &event, e);
    if (rc != ERR_OK)
        return rc;
    snprintf(name, sizeof name, "repair.%s", action);
    buf_fmt(&fields, "%s%s%s", r->state, reason[0] != '\0' ? " " : "", reason);
    rc = audit_add(s, by->account_id, name, fields.data, e, "repair/%s", r->code);
    buf_release(&fields);
    return rc;
}

/* Where somebody may report for a room: its id. */
static int find_room(struct store *s, const struct principal *by, const struct repair_new *n,
                     int64_t *room_id, struct err *e)
{
    int beds;
    bool is_theirs = repair_is_staff(by);
    const bool is_outside = strcmp(n->source, "card") == 0 || strcmp(n->source, "open311") == 0;
    int rc = store_room_beds(s, n->room, room_id, &beds, e);
    if (rc != ERR_OK)
        return rc;
    if (by->role == PRINCIPAL_NOBODY)
        is_theirs = is_outside;
    if (*room_id != 0 && by->role == PRINCIPAL_OFFICIAL)
        rc = store_lives_in(s, by->official_id, *room_id, &is_theirs, e);
    if (rc != ERR_OK)
        return rc;
    return *room_id != 0 && is_theirs
               ? ERR_OK
               : err_set(e, ERR_ABSENT, "không có phòng này", "there is no such room");
}

/* The new row as far as its words go: what is wrong with them stands in `bad`. */
static int judge(const struct principal *by, const struct repair_new *n, struct store_repair *r,
                 struct buf *answers, struct solver_findings *bad, struct err *e)
{
    const char *severity = "";
    const struct repair_category *c = repair_category(n->category);
    if (c == NULL)
        solver_findings_put(bad, "/category", "không có loại này", "there is no such category");
    else if (strcmp(n->source, "survey") != 0)
        (void)repair_answers(c, n->answers, answers, &severity, bad, e);
    else { /* its lines say what was found: nobody is asked */
        severity = c->severity;
        buf_str(answers, "{}");
    }
    if (text_width(n->description) > DESCRIPTION_MAX)
        solver_findings_add(bad, "/description", "dài quá %d ký tự", "longer than %d characters",
                            DESCRIPTION_MAX);
    if (text_width(n->contact) > CONTACT_MAX)
        solver_findings_add(bad, "/contact", "dài quá %d ký tự", "longer than %d characters",
                            CONTACT_MAX);
    if (n->severity[0] != '\0' && !repair_is_staff(by))
        solver_findings_put(bad, "/severity", "mức độ do bộ phận sửa chữa đặt",
                            "the crew sets the severity");
    if (bad->n > 0)
        return err_set(e, ERR_INPUT, "báo hỏng chưa hợp lệ", "the report is not valid");
    const char *source = n->source[0] != '\0'  ? n->source
                         : repair_is_staff(by) ? "staff"
                                               : "resident";
    r->category = (char *)(uintptr_t)c->code;
    r->answers = answers->data;
    r->severity = (char *)(uintptr_t)(n->severity[0] != '\0' ? n->severity : severity);
    r->source = (char *)(uintptr_t)source;
    return ERR_OK;
}

/* What a new repair is as its reporter sees it. */
static int show_new(struct store *s, const struct principal *by, const char *code, int64_t now,
                    struct repair_view *out, struct err *e)
{
    return by->role == PRINCIPAL_NOBODY ? repair_follow(s, code, now, out, e)
                                        : repair_get(s, by, code, now, out, e);
}

static struct repair_new without_null(const struct repair_new *n)
{
    const char *const texts[] = {n->room,   n->category, n->description,
                                 n->source, n->contact,  n->severity};
    const char *known[6];
    for (int i = 0; i < 6; i++)
        known[i] = texts[i] != NULL ? texts[i] : "";
    return (struct repair_new){known[0], known[1], n->answers, known[2],
                               known[3], known[4], known[5]};
}

/* Whether an official has reported enough for a day. */
static int is_enough(struct store *s, const struct principal *by, int64_t now, struct err *e)
{
    enum { DAY_S = 24 * 3600 };
    struct store_repair_query q = {
        .now = now, .from = now - DAY_S, .until = now + 1, .is_own = true, .after = "", .limit = 1};
    struct store_repairs own = {0};
    int64_t n = 0;
    if (by->role != PRINCIPAL_OFFICIAL)
        return ERR_OK;
    int rc = repair_list(s, by, &q, &own, &n, e);
    store_repairs_release(&own);
    return rc == ERR_OK && n >= REPAIR_DAY
               ? err_set(e, ERR_DATA,
                         "đã báo %d lần trong một ngày; việc gấp hãy gọi người quản lý nhà",
                         "%d reports within a day; call those who run the house", REPAIR_DAY)
               : rc;
}

int repair_report(struct store *s, const struct principal *by, const struct repair_new *asked,
                  int64_t now, struct repair_view *out, struct solver_findings *bad, struct err *e)
{
    const struct repair_new n = without_null(asked);
    struct buf answers = {0};
    struct store_repair r = {.description = (char *)(uintptr_t)n.description,
                             .contact = (char *)(uintptr_t)n.contact,
                             .reporter_id = by->account_id,
                             .state = (char *)(uintptr_t)repair_state_name(REPAIR_REPORTED),
                             .may_stay = -1,
                             .reported_at = now};
    *out = (struct repair_view){0};
    int rc = find_room(s, by, &n, &r.room_id, e);
    rc = rc != ERR_OK ? rc : is_enough(s, by, now, e);
    rc = rc != ERR_OK ? rc : judge(by, &n, &r, &answers, bad, e);
    if (rc == ERR_OK) {
        const struct repair_targets t = repair_targets(r.severity, now);
        r.react_by = t.react_by;
        r.resolve_by = t.resolve_by;
        rc = store_repair_add(s, &r, e);
    }
    rc = rc != ERR_OK ? rc : repair_note_down(s, by, &r, "report", r.source, "", now, e);
    rc = rc != ERR_OK ? rc : show_new(s, by, r.code, now, out, e);
    free(r.code);
    buf_release(&answers);
    return rc;
}
