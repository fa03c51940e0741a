/* Documents: which there are, and what they share; see the header. */
#include "service/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "document_parts.h"

static const struct kind {
    const char *name;
    const char *title;
} KINDS[DOCUMENT_N_KINDS] = {
    [DOCUMENT_SUBMISSION] = {"submission", "Tờ trình phương án bố trí chỗ ở"},
    [DOCUMENT_ANNEX] = {"annex", "Phụ lục: danh sách được bố trí chỗ ở"},
    [DOCUMENT_REFUSALS] = {"refusals", "Văn bản trả lời hồ sơ đăng ký chỗ ở"},
    [DOCUMENT_AGENCY_LISTS] = {"agency-lists", "Kết quả xét bố trí chỗ ở theo cơ quan, đơn vị"},
};

bool document_kind_of(const char *name, enum document_kind *out)
{
    for (size_t i = 0; i < DOCUMENT_N_KINDS; i++)
        if (strcmp(KINDS[i].name, name) == 0) {
            *out = (enum document_kind)i;
            return true;
        }
    return false;
}

const char *document_kind_name(enum document_kind kind)
{
    return KINDS[kind].name;
}

static int check(const struct allocation *a, const struct document_facts *f, struct err *e)
{
    if (f->date != NULL && f->date[0] != '\0' && !date_is_valid(f->date))
        return err_set(e, ERR_INPUT, "ngày phải viết YYYY-MM-DD: %s", "a date is YYYY-MM-DD: %s",
                       f->date);
    if (a->plan.status == SOLVER_INFEASIBLE || a->faults.n > 0)
        return err_set(
            e, ERR_DATA,
            "phương án không bố trí được hoặc không qua được kiểm tra: không lập văn bản",
            "the plan is infeasible or fails the check: no document is made of it");
    return ERR_OK;
}

int document_build(enum document_kind kind, struct allocation *a,
                   const struct document_facts *facts, struct paper *out, struct err *e)
{
    int rc = check(a, facts, e);
    if (rc != ERR_OK)
        return rc;
    *out = (struct paper){.title = mem_dup(KINDS[kind].title)};
    out->footnote = facts->is_demo ? mem_dup(DOCUMENT_DEMO) : NULL;
    bool has_date = facts->date != NULL && facts->date[0] != '\0';
    snprintf(out->date, sizeof out->date, "%s", has_date ? facts->date : a->as_of);
    snapshot_score(&a->snapshot, &a->policy, a->as_of);
    switch (kind) {
    case DOCUMENT_SUBMISSION:
        document_submission(a, facts, out);
        break;
    case DOCUMENT_ANNEX:
        document_annex(a, facts, out);
        break;
    case DOCUMENT_REFUSALS:
        rc = document_refusals(a, facts, out, e);
        break;
    case DOCUMENT_AGENCY_LISTS:
        document_agency_lists(a, facts, out);
        break;
    case DOCUMENT_N_KINDS:
        break;
    }
    return rc;
}

void document_slips(const struct document_slip *slips, size_t n, const char *address, bool is_demo,
                    struct paper *out)
{
    *out = (struct paper){.title = mem_dup("Phiếu kích hoạt tài khoản"),
                          .footnote = is_demo ? mem_dup(DOCUMENT_DEMO) : NULL};
    paper_pages(out, false);
    for (size_t i = 0; i < n; i++) {
        const struct document_slip *s = &slips[i];
        struct buf lines = {0}, remark = {0};
        buf_fmt(&lines,
                "Họ và tên: %s\nCơ quan, đơn vị: %s\nTên đăng nhập: %s\nMã kích hoạt:", s->name,
                s->agency, s->login);
        buf_str(&remark, "Dùng được một lần, đến ngày ");
        document_day(s->valid_until, &remark);
        buf_fmt(&remark, ".%s%s\nNhập mã để tự đặt mật khẩu. Không đưa phiếu cho người khác.",
                address[0] == '\0' ? "" : "\nĐịa chỉ: ", address);
        paper_slip(out, "PHIẾU KÍCH HOẠT TÀI KHOẢN", lines.data, s->code, remark.data);
        buf_release(&lines);
        buf_release(&remark);
    }
}
