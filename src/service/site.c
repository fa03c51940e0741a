/* Sites: owner, address, requisition; see the header. */
#include "service/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/audit.h"
#include "store/site.h"

enum { MAX_TEXT = 200 };

static bool may_change(const struct principal *by)
{
    return by->role == PRINCIPAL_PLANNER || (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
}

/* Takes a value over where one is given; names it in `fields`. */
static void take(char **at, const char *name, const char *value, struct buf *fields)
{
    if (value == NULL || strcmp(*at, value) == 0)
        return;
    char *fresh = mem_dup(value);
    free(*at);
    *at = fresh;
    buf_fmt(fields, "%s%s", fields->len > 0 ? " " : "", name);
}

static void judge_text(const char *where, const char *text, struct solver_findings *bad)
{
    if (text_width(text) > MAX_TEXT)
        solver_findings_put(bad, where, "dài quá 200 ký tự", "is longer than 200 characters");
}

static void judge_day(const char *where, const char *day, struct solver_findings *bad)
{
    if (day[0] != '\0' && !date_is_valid(day))
        solver_findings_put(bad, where, "không phải là ngày; hãy ghi như 2025-08-31",
                            "is no day; write it like 2025-08-31");
}

static int judge(const struct store_site *site, struct solver_findings *bad, struct err *e)
{
    const char *from = site->requisition_from, *to = site->requisition_to;
    judge_text("/owner", site->owner, bad);
    judge_text("/address", site->address, bad);
    judge_day("/requisition_from", from, bad);
    judge_day("/requisition_to", to, bad);
    if (from[0] != '\0' && to[0] != '\0' && strcmp(to, from) < 0)
        solver_findings_put(bad, "/requisition_to", "trước ngày bắt đầu trưng dụng",
                            "is before the requisition begins");
    return bad->n == 0 ? ERR_OK
                       : err_set(e, ERR_INPUT, "thông tin khu chưa đúng", "the site is wrong");
}

int site_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                const struct site_change *change, struct solver_findings *bad, struct err *e)
{
    struct store_sites all = {0};
    struct buf fields = {0};
    int rc = store_site_list(s, &all, e);
    size_t i = 0;
    while (i < all.n && strcmp(all.items[i].code, code) != 0)
        i++;
    struct store_site *site = i < all.n ? &all.items[i] : NULL;
    if (rc == ERR_OK && site == NULL)
        rc = err_set(e, ERR_ABSENT, "không có khu này", "there is no such site");
    if (rc == ERR_OK && !may_change(by))
        rc = err_set(e, ERR_DENIED, "việc này là của Sở Xây dựng và Văn phòng UBND tỉnh",
                     "this is for the Department of Construction and the Office");
    if (rc == ERR_OK && version != 0 && version != site->version)
        rc = err_set(e, ERR_CHANGED, "khu đã thay đổi; hãy đọc lại",
                     "the site has changed; read it again");
    if (rc == ERR_OK) {
        take(&site->owner, "owner", change->owner, &fields);
        take(&site->address, "address", change->address, &fields);
        take(&site->requisition_from, "requisition_from", change->requisition_from, &fields);
        take(&site->requisition_to, "requisition_to", change->requisition_to, &fields);
        rc = judge(site, bad, e);
    }
    rc = rc != ERR_OK ? rc : store_site_put(s, site, e);
    rc = rc != ERR_OK
             ? rc
             : audit_add(s, by->account_id, "site.change", fields.data, e, "site/%s", code);
    buf_release(&fields);
    store_sites_release(&all);
    return rc;
}
