/* Handing a room over, see the header. */
#include "service/handover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "service/audit.h"
#include "service/item_kind.h"
#include "store/inventory.h"
#include "store/register.h"
#include "store/request.h"
#include "store/setting.h"

/* ---- comparing ---- */

/* The worse the higher; a piece that is not listed is gone. */
static int rank(const char *condition)
{
    static const char *const ranks[] = {"good", "worn", "broken"};
    int r = 0;
    while (r < 3 && strcmp(condition, ranks[r]) != 0)
        r++;
    return r;
}

static const struct store_handover_item *find_item(const struct store_handover *h, const char *kind,
                                                   int ix)
{
    for (size_t i = 0; i < h->n_items; i++)
        if (h->items[i].ix == ix && strcmp(h->items[i].kind, kind) == 0)
            return &h->items[i];
    return NULL;
}

void handover_compare(const struct store_handover *before, const struct store_handover *after,
                      struct handover_difference **out, size_t *n)
{
    *n = 0;
    *out = mem_array(before->n_items + 1, sizeof **out);
    for (size_t i = 0; i < before->n_items; i++) {
        const struct store_handover_item *was = &before->items[i];
        const struct store_handover_item *now = find_item(after, was->kind, was->ix);
        const char *condition = now == NULL ? "" : now->condition;
        if (rank(condition) > rank(was->condition))
            (*out)[(*n)++] = (struct handover_difference){
                .kind = was->kind, .ix = was->ix, .was = was->condition, .now = condition};
    }
}

/* ---- reading ---- */

static void propose_item(struct store_handover *h, const char *kind, int ix, const char *condition)
{
    h->items = mem_grow(h->items, h->n_items + 1, sizeof *h->items);
    h->items[h->n_items++] = (struct store_handover_item){
        .kind = mem_dup(kind), .ix = ix, .condition = mem_dup(condition), .note = mem_dup("")};
}

static int compare_items(const void *x, const void *y)
{
    const struct store_handover_item *a = x, *b = y;
    int c = strcmp(a->kind, b->kind);
    return c != 0 ? c : (a->ix > b->ix) - (a->ix < b->ix);
}

/* What stands in the room, and what stood there by the record of moving in. */
static int propose(struct store *s, const struct store_stay *stay, const char *kind,
                   const struct store_handover *before, struct store_handover *out, struct err *e)
{
    const struct store_item_query q = {.room = stay->room};
    struct store_items items = {0};
    int rc = store_item_list(s, &q, &items, NULL, e);
    *out = (struct store_handover){.kind = mem_dup(kind),
                                   .day = mem_dup(""),
                                   .electricity_kwh = -1,
                                   .water_m3 = -1,
                                   .n_keys = -1,
                                   .note = mem_dup("")};
    for (size_t i = 0; i < items.n; i++)
        propose_item(out, items.items[i].kind, items.items[i].ix, items.items[i].condition);
    for (size_t i = 0; i < before->n_items; i++)
        if (find_item(out, before->items[i].kind, before->items[i].ix) == NULL)
            propose_item(out, before->items[i].kind, before->items[i].ix,
                         before->items[i].condition);
    if (out->n_items > 0)
        qsort(out->items, out->n_items, sizeof *out->items, compare_items);
    store_items_release(&items);
    return rc;
}

/* The stay and its record as it is stored. */
static int read_record(struct store *s, const struct principal *by, const char *stay,
                       const char *kind, struct handover_view *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    *out = (struct handover_view){0};
    if (strcmp(kind, "in") != 0 && strcmp(kind, "out") != 0)
        return err_set(e, ERR_ABSENT, "không có loại biên bản này", "there is no such record");
    int rc = store_stay_get(s, &scope, stay, &out->stay, e);
    if (rc == ERR_OK && out->stay.id == 0)
        rc = err_set(e, ERR_ABSENT, "không có lần ở này", "there is no such stay");
    return rc != ERR_OK ? rc : store_handover_get(s, out->stay.id, kind, &out->record, e);
}

static int read_demo(struct store *s, bool *is_demo, struct err *e)
{
    char *value = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &value, e);
    *is_demo = rc == ERR_OK && strcmp(value, "1") == 0;
    free(value);
    return rc;
}

int handover_get(struct store *s, const struct principal *by, const char *stay, const char *kind,
                 struct handover_view *out, struct err *e)
{
    int rc = read_record(s, by, stay, kind, out, e);
    rc = rc != ERR_OK ? rc : read_demo(s, &out->is_demo, e);
    if (rc == ERR_OK && strcmp(kind, "out") == 0)
        rc = store_handover_get(s, out->stay.id, "in", &out->before, e);
    if (rc == ERR_OK && out->record.id == 0)
        return propose(s, &out->stay, kind, &out->before, &out->record, e);
    if (rc == ERR_OK)
        handover_compare(&out->before, &out->record, &out->differences, &out->n_differences);
    return rc;
}

void handover_view_release(struct handover_view *v)
{
    store_stay_release(&v->stay);
    store_handover_release(&v->record);
    store_handover_release(&v->before);
    free(v->differences);
    *v = (struct handover_view){0};
}

/* ---- writing ---- */

static bool is_house(const struct principal *by)
{
    return by->role == PRINCIPAL_PLANNER || (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
}

static int check_version(const struct store_handover *h, int64_t version, struct err *e)
{
    if (h->id == 0)
        return err_set(e, ERR_ABSENT, "chưa có biên bản này", "there is no such record yet");
    if (version != 0 && version != h->version)
        return err_set(e, ERR_CHANGED, "biên bản đã thay đổi; hãy đọc lại",
                       "the record has changed; read it again");
    if (h->house_at != 0 && h->resident_at != 0)
        return err_set(e, ERR_DATA, "hai bên đã xác nhận biên bản này",
                       "both have confirmed this record");
    return ERR_OK;
}

static void judge_items(const struct store_handover *said, struct solver_findings *bad)
{
    char where[48];
    for (size_t i = 0; i < said->n_items; i++) {
        const struct store_handover_item *item = &said->items[i];
        snprintf(where, sizeof where, "/items/%zu", i);
        if (item_kind_of(item->kind) == NULL)
            solver_findings_add(bad, where, "không có loại thiết bị \"%s\"",
                                "there is no kind of equipment \"%s\"", item->kind);
        else if (find_item(said, item->kind, item->ix) != item)
            solver_findings_put(bad, where, "thiết bị này đã ghi ở trên",
                                "this piece stands above already");
    }
}

static int judge(const struct store_stay *t, const char *kind, const struct store_handover *said,
                 const char *today, struct solver_findings *bad, struct err *e)
{
    const size_t n = bad->n;
    const bool is_in = strcmp(kind, "in") == 0;
    if (!date_is_valid(said->day))
        solver_findings_put(bad, "/day", "không phải là ngày; hãy ghi như 2025-08-31",
                            "is no day; write it like 2025-08-31");
    else if (strcmp(said->day, today) > 0)
        solver_findings_put(bad, "/day", "ngày chưa đến: ghi khi việc đã xong",
                            "lies ahead: enter it once it is done");
    else if (!is_in && strcmp(said->day, t->from_day) < 0)
        solver_findings_add(bad, "/day", "trước ngày %s, ngày bắt đầu ở",
                            "is before %s, when the stay began", t->from_day);
    else if (is_in && t->to_day[0] != '\0' && strcmp(said->day, t->to_day) > 0)
        solver_findings_add(bad, "/day", "sau ngày %s, ngày thôi ở",
                            "is after %s, when the stay ended", t->to_day);
    judge_items(said, bad);
    return bad->n == n ? ERR_OK
                       : err_set(e, ERR_INPUT, "biên bản chưa đúng; xem từng lỗi",
                                 "the record is not right; see each error");
}

static int write_record(struct store *s, const struct principal *by, const struct handover_view *v,
                        const char *kind, const struct store_handover *said, struct err *e)
{
    struct store_handover h = *said;
    h.id = v->record.id;
    h.stay_id = v->stay.id;
    h.kind = (char *)(uintptr_t)kind;
    h.code = NULL;
    int rc = store_handover_put(s, &h, e);
    free(h.code);
    return rc != ERR_OK ? rc
                        : audit_add(s, by->account_id,
                                    v->record.id == 0 ? "handover.add" : "handover.correct", NULL,
                                    e, "stay/%s/%s", v->stay.code, kind);
}

static int for_the_house(const struct principal *by, struct err *e)
{
    return is_house(by) ? ERR_OK
                        : err_set(e, ERR_DENIED, "việc này là của bên giao nhà",
                                  "this is for those who hand the house over");
}

int handover_add(struct store *s, const struct principal *by, const char *stay, const char *kind,
                 const struct store_handover *said, const char *today, struct solver_findings *bad,
                 struct err *e)
{
    struct handover_view v;
    int rc = read_record(s, by, stay, kind, &v, e);
    rc = rc != ERR_OK ? rc : for_the_house(by, e);
    if (rc == ERR_OK && v.record.id != 0)
        rc = err_set(e, ERR_DATA, "đã có biên bản này", "there is such a record already");
    rc = rc != ERR_OK ? rc : judge(&v.stay, kind, said, today, bad, e);
    rc = rc != ERR_OK ? rc : write_record(s, by, &v, kind, said, e);
    handover_view_release(&v);
    return rc;
}

int handover_correct(struct store *s, const struct principal *by, const char *stay,
                     const char *kind, int64_t version, const struct store_handover *said,
                     const char *today, struct solver_findings *bad, struct err *e)
{
    struct handover_view v;
    int rc = read_record(s, by, stay, kind, &v, e);
    rc = rc != ERR_OK ? rc : for_the_house(by, e);
    rc = rc != ERR_OK ? rc : check_version(&v.record, version, e);
    rc = rc != ERR_OK ? rc : judge(&v.stay, kind, said, today, bad, e);
    rc = rc != ERR_OK ? rc : write_record(s, by, &v, kind, said, e);
    handover_view_release(&v);
    return rc;
}

/* ---- confirming ---- */

/* Whether `by` is the official who filed the request of the stay. */
static int check_resident(struct store *s, const struct principal *by, const struct store_stay *t,
                          struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    struct store_request r = {0};
    int rc = store_request_by_code(s, &scope, t->request, &r, e);
    if (rc == ERR_OK && (r.n_members == 0 || r.members[0].official_id != by->official_id))
        rc = err_set(e, ERR_DENIED, "chỉ người đứng tên hồ sơ xác nhận",
                     "the one who filed the request confirms");
    store_request_release(&r);
    return rc;
}

/* The room is as both saw it, but for what somebody has looked at since; what the house wrote on a
 * piece's label stays. */
static int keep_items(struct store *s, const struct store_stay *t, const struct store_handover *h,
                      struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < h->n_items && rc == ERR_OK; i++) {
        const struct store_item item = {.room_id = t->room_id,
                                        .kind = h->items[i].kind,
                                        .ix = h->items[i].ix,
                                        .condition = h->items[i].condition,
                                        .note = (char *)(uintptr_t) "",
                                        .seen_on = h->day};
        rc = store_item_see(s, &item, e);
    }
    return rc;
}

static int speak(const struct principal *by, struct store_handover *h, bool on_paper, int64_t now,
                 struct err *e)
{
    if (is_house(by)) {
        if (h->house_at != 0 && !on_paper)
            return err_set(e, ERR_DATA, "bên giao nhà đã xác nhận", "the house has confirmed it");
        h->house_id = h->house_at != 0 ? h->house_id : by->account_id;
        h->house_at = h->house_at != 0 ? h->house_at : now;
    } else if (h->house_at == 0 || on_paper) {
        return err_set(e, ERR_DATA, "bên giao nhà xác nhận trước", "the house confirms it first");
    }
    if (!is_house(by) || on_paper) {
        h->resident_id = by->account_id;
        h->resident_at = now;
        h->is_on_paper = on_paper;
    }
    return ERR_OK;
}

int handover_confirm(struct store *s, const struct principal *by, const char *stay,
                     const char *kind, int64_t version, bool on_paper, int64_t now, struct err *e)
{
    struct handover_view v;
    int rc = read_record(s, by, stay, kind, &v, e);
    if (rc == ERR_OK && by->role == PRINCIPAL_OFFICIAL)
        rc = check_resident(s, by, &v.stay, e);
    else if (rc == ERR_OK)
        rc = for_the_house(by, e);
    rc = rc != ERR_OK ? rc : check_version(&v.record, version, e);
    rc = rc != ERR_OK ? rc : speak(by, &v.record, on_paper, now, e);
    rc = rc != ERR_OK ? rc : store_handover_confirm(s, &v.record, e);
    if (rc == ERR_OK && v.record.resident_at != 0)
        rc = keep_items(s, &v.stay, &v.record, e);
    rc = rc != ERR_OK ? rc
                      : audit_add(s, by->account_id, "handover.confirm", NULL, e, "stay/%s/%s",
                                  v.stay.code, kind);
    handover_view_release(&v);
    return rc;
}
