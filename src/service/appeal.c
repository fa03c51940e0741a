/* Appeals, see the header. */
#include "service/appeal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "service/plan.h"
#include "store/audit.h"
#include "store/register.h"
#include "store/result.h"

static int audit(struct store *s, const struct principal *by, const char *action, const char *code,
                 const char *fields, struct err *e)
{
    char object[48];
    snprintf(object, sizeof object, "appeal/%s", code);
    struct store_audit row = {.actor = by->account_id,
                              .action = (char *)(uintptr_t)action,
                              .object = object,
                              .fields = (char *)(uintptr_t)fields};
    return store_audit_add(s, &row, e);
}

/* The place of the official whose fact is disputed; -1 where he or she is not of the party. */
static int member_of(const struct store_request *r, const char *official)
{
    if (official[0] == '\0')
        return 0;
    for (size_t m = 0; m < r->n_members; m++)
        if (r->members[m].official_id != 0 && strcmp(r->members[m].official_code, official) == 0)
            return (int)m;
    return -1;
}

static int check_claim(const struct store_request *r, const struct appeal_claim *claim,
                       struct solver_findings *bad, struct err *e)
{
    const struct plan_fact fact = {.field = (char *)(uintptr_t)claim->fact,
                                   .value = (char *)(uintptr_t)claim->value};
    if (member_of(r, claim->official) < 0)
        solver_findings_put(bad, "/official", "không có trong hồ sơ này",
                            "stands not in this request");
    if (claim->fact[0] == '\0' && (claim->value[0] != '\0' || claim->official[0] != '\0'))
        solver_findings_put(bad, "/fact", "hãy nói rõ dữ kiện nào", "say which fact it is");
    if (claim->fact[0] != '\0' && (claim->value[0] == '\0' || !plan_fact_is_valid(&fact)))
        solver_findings_put(bad, "/value",
                            "không đúng với dữ kiện này: yes hoặc no; 45.5; 0.7; mã nhóm ưu tiên",
                            "does not fit this fact: yes or no; 45.5; 0.7; codes of groups");
    return bad->n == 0 ? ERR_OK
                       : err_set(e, ERR_INPUT, "kiến nghị chưa hợp lệ", "the appeal is not valid");
}

static int check_filing(const struct principal *by, const struct store_request *r,
                        const struct store_standing *st, struct err *e)
{
    if (r->id == 0)
        return err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
    if (by->role != PRINCIPAL_REGISTRAR && by->official_id != r->members[0].official_id)
        return err_set(e, ERR_DENIED,
                       "chỉ người đứng đơn, hoặc cán bộ đăng ký của cơ quan, được kiến nghị",
                       "only the applicant, or a registrar of the agency, may appeal");
    if (st->round_id == 0)
        return err_set(e, ERR_DATA, "hồ sơ này chưa có kết quả nào được công bố",
                       "no result of this request has been published yet");
    return ERR_OK;
}

/* Where one is open already, the schema would say so in its own words. */
static int check_open(struct store *s, const struct store_scope *scope, const char *request,
                      struct err *e)
{
    const struct store_appeal_query q = {
        .scope = *scope, .request = request, .outcome = "", .after = "", .limit = 1};
    struct store_appeals open = {0};
    int64_t n = 0;
    int rc = store_appeal_list(s, &q, &open, &n, e);
    store_appeals_release(&open);
    return rc != ERR_OK || n == 0
               ? rc
               : err_set(e, ERR_DATA, "một kiến nghị của hồ sơ này chưa được trả lời",
                         "an appeal about this request has not been answered yet");
}

static int add(struct store *s, const struct principal *by, const struct store_request *r,
               const struct store_standing *st, const struct appeal_claim *claim, int64_t now,
               char code[33], struct err *e)
{
    struct store_appeal a = {.request_id = r->id,
                             .round_id = st->round_id,
                             .filed_at = now,
                             .filed_by = by->account_id,
                             .statement = (char *)(uintptr_t)claim->statement,
                             .member = member_of(r, claim->official),
                             .fact = (char *)(uintptr_t)claim->fact,
                             .value = (char *)(uintptr_t)claim->value};
    int rc = store_appeal_add(s, &a, e);
    if (rc != ERR_OK)
        return rc;
    snprintf(code, 33, "%s", a.code);
    struct buf fields = {0};
    store_audit_field(s, "statement", claim->statement, &fields);
    if (claim->fact[0] != '\0')
        store_audit_field(s, claim->fact, claim->value, &fields);
    rc = audit(s, by, "appeal.file", a.code, fields.data, e);
    buf_release(&fields);
    free(a.code);
    return rc;
}

int appeal_file(struct store *s, const struct principal *by, const char *request,
                const struct appeal_claim *claim, int64_t now, char code[33],
                struct solver_findings *bad, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    struct store_standing st = {0};
    struct store_request r = {0};
    int rc = store_standing_get(s, &scope, request, &st, e);
    if (rc == ERR_OK && st.id != 0)
        rc = store_request_by_code(s, &scope, request, &r, e);
    if (rc == ERR_OK)
        rc = check_filing(by, &r, &st, e);
    if (rc == ERR_OK)
        rc = check_claim(&r, claim, bad, e);
    if (rc == ERR_OK)
        rc = check_open(s, &scope, request, e);
    if (rc == ERR_OK)
        rc = add(s, by, &r, &st, claim, now, code, e);
    store_standing_release(&st);
    store_request_release(&r);
    return rc;
}

int appeal_get(struct store *s, const struct principal *by, const char *code,
               struct store_appeal *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    int rc = store_appeal_get(s, &scope, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có kiến nghị này", "there is no such appeal");
    return rc;
}

static bool may_answer(const struct principal *by)
{
    return by->role == PRINCIPAL_PLANNER || (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
}

static int check_answer(const struct principal *by, const struct store_appeal *a, int64_t version,
                        struct err *e)
{
    if (!may_answer(by))
        return err_set(e, ERR_DENIED, "chỉ Sở Xây dựng hoặc Văn phòng trả lời kiến nghị",
                       "only the Department or the Office answers appeals");
    if (version != 0 && version != a->version)
        return err_set(e, ERR_CHANGED, "kiến nghị đã thay đổi; hãy tải lại",
                       "the appeal has changed; load it again");
    if (a->outcome[0] != '\0')
        return err_set(e, ERR_DATA, "kiến nghị này đã được trả lời",
                       "this appeal has been answered already");
    return ERR_OK;
}

int appeal_answer(struct store *s, const struct principal *by, const char *code, int64_t version,
                  enum appeal_outcome outcome, const char *answer, int64_t now, struct err *e)
{
    static const char *const outcomes[] = {
        [APPEAL_UPHELD] = "upheld", [APPEAL_REJECTED] = "rejected"};
    struct store_appeal a = {0};
    struct buf fields = {0};
    int rc = appeal_get(s, by, code, &a, e);
    if (rc == ERR_OK)
        rc = check_answer(by, &a, version, e);
    if (rc == ERR_OK)
        rc = store_appeal_answer(s, a.id, outcomes[outcome], answer, by->account_id, now, e);
    if (rc == ERR_OK) {
        buf_fmt(&fields, "%s ", outcomes[outcome]);
        store_audit_field(s, "answer", answer, &fields);
        rc = audit(s, by, "appeal.answer", code, fields.data, e);
    }
    buf_release(&fields);
    store_appeal_release(&a);
    return rc;
}

static int check_plan(const struct store_appeal *a, int64_t version, struct err *e)
{
    if (version != 0 && version != a->version)
        return err_set(e, ERR_CHANGED, "kiến nghị đã thay đổi; hãy tải lại",
                       "the appeal has changed; load it again");
    if (a->fact[0] == '\0')
        return err_set(e, ERR_DATA, "kiến nghị này không nêu dữ kiện nào để xếp lại",
                       "this appeal disputes no fact that a plan could change");
    return ERR_OK;
}

/* The plan of the round with the fact as the official says. */
static int ask(struct store *s, const struct principal *by, const struct store_appeal *a,
               bool is_refill, char plan[33], struct solver_findings *bad, struct err *e)
{
    struct plan_options o = {.is_refill = is_refill};
    struct store_plan p = {0};
    struct buf note = {0};
    plan_options_fact(&o, a->official_id, a->fact, a->value);
    buf_fmt(&note, "Kiến nghị %s: %s = %s", a->request, a->fact, a->value);
    int rc = plan_ask(s, by, a->round, &o, note.data, &p, bad, e);
    if (rc == ERR_OK)
        rc = store_appeal_plan(s, a->id, p.id, e);
    if (rc == ERR_OK)
        snprintf(plan, 33, "%s", p.code);
    buf_release(&note);
    store_plan_release(&p);
    plan_options_release(&o);
    return rc;
}

int appeal_plan(struct store *s, const struct principal *by, const char *code, int64_t version,
                bool is_refill, char plan[33], struct solver_findings *bad, struct err *e)
{
    struct store_appeal a = {0};
    int rc = appeal_get(s, by, code, &a, e);
    if (rc == ERR_OK)
        rc = check_plan(&a, version, e);
    if (rc == ERR_OK)
        rc = ask(s, by, &a, is_refill, plan, bad, e);
    if (rc == ERR_OK)
        rc = audit(s, by, "appeal.plan", code, is_refill ? "refill" : "", e);
    store_appeal_release(&a);
    return rc;
}
