/* Plans as they are read; see plan.h. */
#include <stdlib.h>
#include <string.h>

#include "plan_parts.h"
#include "service/plan_moved.h"
#include "store/round.h"

static bool may_move_on(const struct store_plan *p)
{
    return strcmp(p->state, "solved") == 0 || strcmp(p->state, "submitted") == 0 ||
           strcmp(p->state, "decided") == 0;
}

int plan_view(struct store *s, const struct principal *by, const char *code, int64_t moved_by,
              struct plan_view *out, struct err *e)
{
    *out = (struct plan_view){.has_moved = moved_by != 0};
    int rc = plan_get(s, by, code, &out->plan, e);
    if (rc == ERR_OK)
        rc = store_plan_level_list(s, out->plan.id, &out->levels, e);
    if (rc == ERR_OK)
        rc = store_plan_event_list(s, out->plan.id, &out->events, e);
    if (rc == ERR_OK && out->has_moved && may_move_on(&out->plan))
        rc = plan_moved(s, &out->plan, moved_by, &out->moved, e);
    return rc;
}

void plan_view_release(struct plan_view *v)
{
    store_plan_release(&v->plan);
    store_plan_levels_release(&v->levels);
    store_plan_events_release(&v->events);
    stale_release(&v->moved);
}

int plan_list(struct store *s, const struct principal *by, const char *round,
              struct store_plans *out, struct err *e)
{
    struct store_round r = {0};
    *out = (struct store_plans){0};
    int rc = principal_scope(by).sees == STORE_SEES_ALL ? store_round_get(s, round, &r, e) : ERR_OK;
    if (rc == ERR_OK && r.id == 0)
        rc = err_set(e, ERR_ABSENT, "không có đợt này", "there is no such round");
    if (rc == ERR_OK)
        rc = store_plan_list(s, r.id, out, e);
    store_round_release(&r);
    return rc;
}

int plan_file(struct store *s, const struct principal *by, const char *code, const char *file,
              struct buf *out, struct err *e)
{
    static const char *const files[] = {[STORE_PLAN_INSTANCE] = "instance",
                                        [STORE_PLAN_PLAN] = "plan",
                                        [STORE_PLAN_PROOF] = "proof"};
    struct store_plan p = {0};
    const size_t before = out->len;
    int rc = plan_get(s, by, code, &p, e);
    for (int i = 0; i < 3 && rc == ERR_OK; i++)
        if (strcmp(files[i], file) == 0)
            rc = store_plan_text(s, p.id, (enum store_plan_text)i, out, e);
    if (rc == ERR_OK && out->len == before)
        rc = err_set(e, ERR_ABSENT, "phương án không có tệp này", "the plan has no such file");
    store_plan_release(&p);
    return rc;
}

int plan_explanation(struct store *s, const struct principal *by, const char *code,
                     const char *request, const char *lang, struct buf *out, struct err *e)
{
    struct store_plan p = {0};
    const size_t before = out->len;
    int rc = plan_get(s, by, code, &p, e);
    if (rc == ERR_OK)
        rc = store_plan_explanation(s, p.id, request,
                                    strcmp(lang, "en") == 0 ? STORE_PLANNER_EN : STORE_PLANNER_VI,
                                    out, e);
    if (rc == ERR_OK && out->len == before)
        rc = err_set(e, ERR_ABSENT, "phương án không có giải thích cho hồ sơ này",
                     "the plan has no explanation for this request");
    store_plan_release(&p);
    return rc;
}

int plan_placed(struct store *s, const struct principal *by, const char *code,
                const struct store_plan_filter *f, struct store_plan_rows *out, int64_t *total,
                struct err *e)
{
    struct store_plan p = {0};
    *out = (struct store_plan_rows){0};
    int rc = plan_get(s, by, code, &p, e);
    if (rc == ERR_OK)
        rc = store_plan_placed(s, p.id, f, out, total, e);
    store_plan_release(&p);
    return rc;
}

int plan_waiting(struct store *s, const struct principal *by, const char *code,
                 const struct store_plan_filter *f, struct store_plan_rows *out, int64_t *total,
                 struct err *e)
{
    struct store_plan p = {0};
    *out = (struct store_plan_rows){0};
    int rc = plan_get(s, by, code, &p, e);
    if (rc == ERR_OK)
        rc = store_plan_waiting(s, p.id, f, out, total, e);
    store_plan_release(&p);
    return rc;
}
