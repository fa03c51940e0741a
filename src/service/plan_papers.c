/* The papers of a plan: submitted, decided, published; see plan.h. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "plan_parts.h"
#include "service/plan_moved.h"
#include "service/round.h"
#include "store/store.h"

enum { MAX_PAPER = 200 };

static void judge_text(const char *text, const char *where, struct solver_findings *bad)
{
    if (text == NULL || text[0] == '\0' || strlen(text) > MAX_PAPER)
        solver_findings_add(bad, where, "phải có từ 1 đến %d byte",
                            "must have between 1 and %d bytes", MAX_PAPER);
}

/* A paper has a number, a signer and a day that has come, not before `earliest` ("" = any). */
static int judge_paper(const struct plan_paper *paper, const char *earliest, int64_t now,
                       struct solver_findings *bad, struct err *e)
{
    char today[11];
    clock_day(now, today);
    judge_text(paper->number, "/number", bad);
    judge_text(paper->signer, "/signer", bad);
    if (paper->date == NULL || !date_is_valid(paper->date))
        solver_findings_put(bad, "/date", "phải là một ngày có thật, dạng YYYY-MM-DD",
                            "must be a day that exists, as YYYY-MM-DD");
    else if (strcmp(paper->date, today) > 0)
        solver_findings_put(bad, "/date", "ngày này chưa đến", "this day has not come yet");
    else if (strcmp(paper->date, earliest) < 0)
        solver_findings_add(bad, "/date", "không thể trước ngày trình %s",
                            "cannot be before the submission of %s", earliest);
    return bad->n == 0 ? ERR_OK
                       : err_set(e, ERR_INPUT, "văn bản thiếu hoặc sai %zu chỗ",
                                 "%zu things of the paper are missing or wrong", bad->n);
}

/* A plan that can be carried out at all. */
static int must_be_real(const struct store_plan *p, struct err *e)
{
    if (p->is_scenario == 1)
        return err_set(
            e, ERR_DATA,
            "đây là phương án thử (số quay hoặc chính sách khác với đợt): hãy lập phương án "
            "theo đúng đợt",
            "this is a scenario (another seed or policy than the round's): make a plan "
            "that follows the round");
    if (strcmp(p->status, "infeasible") == 0)
        return err_set(e, ERR_DATA, "các ràng buộc giữ phòng mâu thuẫn: không có phương án nào",
                       "pins and stays contradict: there is no plan in it");
    return ERR_OK;
}

int plan_submit(struct store *s, const struct principal *by, const char *code, int64_t version,
                const struct plan_paper *paper, int64_t now, struct solver_findings *bad,
                struct err *e)
{
    struct store_plan p = {0};
    int rc = plan_take(s, by, code, version, &p, e);
    if (rc == ERR_OK)
        rc = plan_must_be(&p, "solved", e);
    if (rc == ERR_OK)
        rc = must_be_real(&p, e);
    if (rc == ERR_OK)
        rc = judge_paper(paper, "", now, bad, e);
    if (rc == ERR_OK)
        rc = store_plan_submit(s, p.id, paper->number, paper->date, paper->signer, e);
    if (rc == ERR_OK)
        rc = store_plan_move(s, p.id, "submitted", by->account_id, e);
    if (rc == ERR_OK)
        rc = plan_write_audit(s, by, "plan.submit", &p, NULL, e);
    store_plan_release(&p);
    return rc;
}

/* The People's Committee decides: its Office, or another planner, records that. */
static int may_decide(const struct principal *by, const struct store_plan *p, struct err *e)
{
    bool is_office = by->role == PRINCIPAL_REGISTRAR && by->all_agencies;
    if (by->role != PRINCIPAL_PLANNER && !is_office)
        return err_set(e, ERR_DENIED, "tài khoản này không ghi nhận được quyết định",
                       "this account cannot record a decision");
    if (by->account_id == p->maker_id)
        return err_set(e, ERR_DENIED, "người lập phương án không được ghi nhận quyết định về nó",
                       "whoever made a plan cannot record the decision on it");
    return ERR_OK;
}

int plan_decide(struct store *s, const struct principal *by, const char *code, int64_t version,
                const struct plan_paper *paper, int64_t now, struct solver_findings *bad,
                struct err *e)
{
    struct store_plan p = {0};
    int rc = plan_get(s, by, code, &p, e);
    if (rc == ERR_OK)
        rc = plan_must_be_at(&p, version, e);
    if (rc == ERR_OK)
        rc = may_decide(by, &p, e);
    if (rc == ERR_OK)
        rc = plan_must_be(&p, "submitted", e);
    if (rc == ERR_OK)
        rc = judge_paper(paper, p.submission_date, now, bad, e);
    if (rc == ERR_OK)
        rc = store_plan_decide(s, p.id, paper->number, paper->date, paper->signer, by->account_id,
                               e);
    if (rc == ERR_OK)
        rc = store_plan_move(s, p.id, "decided", by->account_id, e);
    if (rc == ERR_OK)
        rc = plan_write_audit(s, by, "plan.decide", &p, NULL, e);
    store_plan_release(&p);
    return rc;
}

/* After the first publication of a round only refills follow, made after the last one. */
static int must_follow(struct store *s, const struct store_plan *p, struct err *e)
{
    struct store_plan_helds held = {0};
    int rc = store_plan_published(s, p->round_id, &held, e);
    bool is_first = held.n == 0;
    store_plan_helds_release(&held);
    if (rc != ERR_OK || is_first || strstr(p->options, "\"refill\":true") != NULL)
        return rc;
    return err_set(
        e, ERR_DATA,
        "đợt này đã công bố: phương án tiếp theo phải là phương án xếp tiếp (refill), để "
        "người đã có chỗ không mất chỗ",
        "this round was published: what follows must be a refill, so that nobody who has "
        "a place loses it");
}

static int count_moved(struct store *s, const struct store_plan *p, int64_t now, int64_t *n,
                       struct err *e)
{
    struct stale moved = {0};
    int rc = plan_moved(s, p, now, &moved, e);
    *n = (int64_t)moved.n;
    stale_release(&moved);
    return rc;
}

static int must_be_fresh(struct store *s, const struct store_plan *p,
                         const struct plan_publication *how, int64_t now,
                         struct solver_findings *bad, struct err *e)
{
    const char *reason = how != NULL ? how->stale_reason : NULL;
    int64_t n = how != NULL ? how->n_moved : -1;
    int rc = n < 0 ? count_moved(s, p, now, &n, e) : ERR_OK;
    if (rc != ERR_OK || n == 0)
        return rc;
    if (reason == NULL || reason[0] == '\0') {
        solver_findings_add(bad, "/stale_reason",
                            "%lld hồ sơ hoặc phòng đã thay đổi từ khi lấy dữ liệu: hãy lập lại "
                            "phương án theo dữ liệu hôm nay, hoặc ghi lý do vẫn công bố",
                            "%lld requests or rooms have changed since its data were taken: make "
                            "the plan anew on the data of today, or state why it is published "
                            "anyhow",
                            (long long)n);
        return err_set(e, ERR_INPUT, "dữ liệu của phương án đã cũ", "the plan's data are stale");
    }
    if (strlen(reason) > MAX_PAPER) {
        judge_text(reason, "/stale_reason", bad);
        return err_set(e, ERR_INPUT, "lý do quá dài", "the reason is too long");
    }
    return store_plan_excuse(s, p->id, reason, e);
}

static int make_public(struct store *s, const struct principal *by, const struct store_plan *p,
                       int64_t now, struct offer_counts *counts, struct err *e)
{
    int rc = store_plan_move(s, p->id, "published", by->account_id, e);
    if (rc == ERR_OK)
        rc = store_plan_tell_requests(s, p->id, e);
    if (rc == ERR_OK)
        rc = offer_publish(s, p->round_id, p->id, now, counts, e);
    if (rc == ERR_OK)
        rc = round_advance(s, p->round_id, "published", e);
    return rc == ERR_OK ? plan_write_audit(s, by, "plan.publish", p, NULL, e) : rc;
}

int plan_publish(struct store *s, const struct principal *by, const char *code, int64_t version,
                 const struct plan_publication *how, int64_t now, struct offer_counts *counts,
                 struct solver_findings *bad, struct err *e)
{
    struct store_plan p = {0};
    *counts = (struct offer_counts){0};
    int rc = plan_take(s, by, code, version, &p, e);
    if (rc == ERR_OK)
        rc = plan_must_be(&p, "decided", e);
    if (rc == ERR_OK)
        rc = must_be_real(&p, e);
    if (rc == ERR_OK)
        rc = must_follow(s, &p, e);
    if (rc == ERR_OK)
        rc = must_be_fresh(s, &p, how, now, bad, e);
    if (rc == ERR_OK)
        rc = make_public(s, by, &p, now, counts, e);
    store_plan_release(&p);
    return rc;
}
