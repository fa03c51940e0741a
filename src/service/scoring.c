/* Scoring runs over the whole house, see the header. */
#include "service/scoring.h"

#include <stdlib.h>
#include <string.h>

#include "store/request.h"
#include "store/store.h"

void scoring_breakdown(const struct policy *p, const struct snapshot_request *r, struct buf *out)
{
    const struct score *s = &r->score;
    buf_str(out, "{\"policy\":");
    buf_json(out, p->id);
    buf_fmt(out, ",\"housing\":%d,\"road_km\":%d,\"family\":%d,\"unit_urgency\":%d,\"waiting\":%d",
            s->parts.housing, s->parts.road_km, s->parts.family, s->parts.urgency,
            s->parts.waiting);
    if (s->family_group >= 0)
        buf_fmt(out, ",\"family_group\":\"%s\"",
                policy_group_code((enum policy_group)s->family_group));
    if (r->n_people > 0) {
        buf_str(out, ",\"of\":");
        buf_json(out, r->person_ids[s->scored_ix]);
    }
    buf_str(out, ",\"faults\":[");
    for (size_t i = 0; i < s->n_faults; i++)
        buf_fmt(out, "%s{\"code\":\"%s\",\"member\":%zu}", i == 0 ? "" : ",",
                score_fault_code(s->faults[i].code), s->faults[i].person_ix);
    buf_str(out, "]}");
}

/* Whether the agency's word is all that is missing. */
static bool is_open(const struct score *s)
{
    for (size_t i = 0; i < s->n_faults; i++)
        if (!score_fault_is_open(s->faults[i].code))
            return false;
    return true;
}

/* The state after scoring, NULL = as it is: a step of the life of a request, so what no agency has
 * confirmed stays submitted. Once something was offered, scoring decides nothing more; who is
 * eligible still keeps the place, or the wait, of the last plan. */
static const char *state_after(const struct snapshot_request *r, enum life_action verdict)
{
    if (r->state == NULL)
        return NULL;
    enum life_state from = life_state_of(r->state), to;
    const bool is_planned = from == LIFE_ALLOCATED || from == LIFE_WAITING;
    if (from > LIFE_WAITING)
        return NULL;
    if (verdict != LIFE_QUALIFY) {
        if (life_next(from, LIFE_QUALIFY, &to))
            from = to;
    } else if (!r->score.is_eligible)
        verdict = is_open(&r->score) ? LIFE_CORRECT : LIFE_REFUSE;
    else if (is_planned)
        return NULL;
    return life_next(from, verdict, &to) ? life_state_name(to) : NULL;
}

int scoring_store_one(struct store *store, const struct policy *p, const struct snapshot_request *r,
                      enum life_action verdict, struct err *e)
{
    struct buf breakdown = {0};
    scoring_breakdown(p, r, &breakdown);
    struct store_score row = {.request_id = r->row_id,
                              .state = state_after(r, verdict),
                              .points = r->score.points,
                              .band = r->score.band,
                              .list_order = r->order > 0 ? r->order : -1,
                              .breakdown = breakdown.data};
    int rc = store_request_score(store, &row, e);
    buf_release(&breakdown);
    return rc;
}

int scoring_store(struct store *store, const struct policy *p, const struct snapshot *s,
                  struct err *e)
{
    int rc = store_begin(store, e);
    if (rc != ERR_OK)
        return rc;
    for (size_t i = 0; i < s->n_requests && rc == ERR_OK; i++)
        rc = scoring_store_one(store, p, &s->requests[i], LIFE_QUALIFY, e);
    if (rc == ERR_OK)
        rc = store_commit(store, e);
    if (rc != ERR_OK)
        store_rollback(store);
    return rc;
}

static const char *applicant_name(const struct snapshot_request *r)
{
    return r->n_people > 0 ? r->person_names[0] : "";
}

static void add_reason(const struct snapshot_request *r, const char *lang, struct grid *g)
{
    struct buf b = {0};
    for (size_t i = 0; i < r->score.n_faults; i++)
        buf_fmt(&b, "%s%s", i == 0 ? "" : "; ", score_fault_text(r->score.faults[i].code, lang));
    grid_text(g, b.data == NULL ? "" : b.data);
    buf_release(&b);
}

void scoring_grid(const struct snapshot *s, const struct policy *p, const char *lang,
                  struct grid *g)
{
    static const char *const vi[] = {
        "Thứ tự",     "Mã hồ sơ",     "Họ và tên", "Cơ quan",   "Điểm",
        "Nhà ở",      "Đường",        "Gia đình",  "Đơn vị",    "Chờ",
        "Nhóm hệ số", "Nhóm ưu tiên", "Số người",  "Hình thức", "Lý do chưa đủ điều kiện"};
    static const char *const en[] = {
        "Order",   "Request", "Name",   "Agency",  "Points",
        "Housing", "Road",    "Family", "Unit",    "Waiting",
        "Pool",    "Band",    "People", "Sharing", "Not eligible because"};
    bool is_en = strcmp(lang, "en") == 0;
    size_t *ixs = snapshot_ranking(s);
    grid_init(g, is_en ? "Points and order" : "Bảng điểm và thứ tự", 15, is_en ? en : vi);
    for (size_t k = 0; k < s->n_requests; k++) {
        const struct snapshot_request *r = &s->requests[ixs[k]];
        const struct score *c = &r->score;
        if (r->order > 0)
            grid_int(g, r->order);
        else
            grid_text(g, "");
        grid_text(g, r->id);
        grid_text(g, applicant_name(r));
        grid_text(g, r->agency);
        grid_int(g, c->points);
        grid_int(g, c->parts.housing);
        grid_int(g, c->parts.road_km);
        grid_int(g, c->parts.family);
        grid_int(g, c->parts.urgency);
        grid_int(g, c->parts.waiting);
        grid_text(g, p->pools[c->pool_ix].id);
        grid_int(g, c->band);
        grid_int(g, (int64_t)c->n_members);
        grid_text(g, is_en ? (c->is_private ? "private" : "shared")
                           : (c->is_private ? "ở riêng" : "ở ghép"));
        add_reason(r, lang, g);
    }
    free(ixs);
}
