/* Leaving, see the header. */
#include "service/leave.h"

#include <string.h>

#include "base/date.h"
#include "service/audit.h"
#include "store/register.h"
#include "store/request.h"

/* The request, where `by` may note that its right has ended. */
static int open_request(struct store *s, const struct principal *by, const char *code,
                        int64_t version, struct store_request *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    int rc = store_request_by_code(s, &scope, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        return err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
    if (rc == ERR_OK && by->role != PRINCIPAL_PLANNER && by->role != PRINCIPAL_REGISTRAR)
        return err_set(e, ERR_DENIED, "việc này là của cơ quan", "this is for offices");
    if (rc == ERR_OK && version != 0 && version != out->version)
        return err_set(e, ERR_CHANGED, "hồ sơ đã thay đổi; hãy đọc lại",
                       "the request has changed; read it again");
    return rc;
}

static int check_notice(const struct store_request *r, const struct leave_notice *n,
                        struct solver_findings *bad, struct err *e)
{
    const bool has_room = strcmp(r->state, "living") == 0 || strcmp(r->state, "accepted") == 0;
    if (!has_room || r->current_room[0] == '\0')
        return err_set(e, ERR_DATA, "hồ sơ này không có phòng nào", "the request has no room");
    if (date_is_valid(n->ended_on))
        return ERR_OK;
    solver_findings_put(bad, "/ended_on", "không phải là ngày; hãy ghi như 2025-08-31",
                        "is no day; write it like 2025-08-31");
    return err_set(e, ERR_INPUT, "ngày không đúng", "the day is wrong");
}

int leave_put(struct store *s, const struct principal *by, const char *request, int64_t version,
              const struct leave_notice *n, struct solver_findings *bad, struct err *e)
{
    struct store_request r = {0};
    char leave_by[11];
    int rc = open_request(s, by, request, version, &r, e);
    rc = rc != ERR_OK ? rc : check_notice(&r, n, bad, e);
    if (rc == ERR_OK) {
        date_add(n->ended_on, LEAVE_DAYS, leave_by);
        const struct store_leave row = {.request_id = r.id,
                                        .reason = (char *)(uintptr_t)n->reason,
                                        .ended_on = (char *)(uintptr_t)n->ended_on,
                                        .leave_by = leave_by,
                                        .document = (char *)(uintptr_t)n->document};
        rc = store_leave_put(s, &row, by->account_id, e);
    }
    rc = rc != ERR_OK ? rc
                      : audit_add(s, by->account_id, "leave.put", NULL, e, "request/%s", request);
    store_request_release(&r);
    return rc;
}

int leave_take_back(struct store *s, const struct principal *by, const char *request,
                    int64_t version, struct err *e)
{
    struct store_request r = {0};
    struct store_leave n = {0};
    int rc = open_request(s, by, request, version, &r, e);
    rc = rc != ERR_OK ? rc : store_leave_get(s, r.id, &n, e);
    if (rc == ERR_OK && n.request_id == 0)
        rc = err_set(e, ERR_ABSENT, "hồ sơ này không có thông báo trả phòng",
                     "the request has no leave notice");
    rc = rc != ERR_OK ? rc : store_leave_delete(s, r.id, e);
    rc = rc != ERR_OK
             ? rc
             : audit_add(s, by->account_id, "leave.take_back", NULL, e, "request/%s", request);
    store_leave_release(&n);
    store_request_release(&r);
    return rc;
}

static const char *or_all(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

int leave_list(struct store *s, const struct principal *by, const struct leave_query *q,
               const char *today, struct store_leaves *out, struct err *e)
{
    char horizon[11];
    date_add(today, LEAVE_DAYS, horizon);
    const struct store_leave_query query = {.scope = principal_scope(by),
                                            .site = or_all(q->site),
                                            .agency = or_all(q->agency),
                                            .before = q->is_overdue ? today : NULL,
                                            .horizon = horizon};
    return store_leave_list(s, &query, out, e);
}

int leave_days_left(const struct store_leave *n, const char *today)
{
    return date_days(n->leave_by) - date_days(today);
}

const char *leave_reason_text(const char *reason, const char *lang)
{
    static const char *const texts[][3] = {
        {"retired", "nghỉ hưu", "retired"},
        {"transferred", "chuyển công tác", "posted elsewhere"},
        {"not_eligible", "không còn đủ điều kiện", "no longer eligible"},
        {"handed_back", "tự trả phòng", "hands the room back"},
        {"other", "lý do khác", "another reason"},
        {"requisition_ended", "hết hạn trưng dụng khu nhà", "the site is given back"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(reason, texts[i][0]) == 0)
            return texts[i][strcmp(lang, "en") == 0 ? 2 : 1];
    return reason;
}
