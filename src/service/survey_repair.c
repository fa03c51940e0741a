/* What a survey found becomes repairs; see survey.h. */
#include <string.h>

#include "base/buf.h"
#include "service/audit.h"
#include "service/inventory.h"
#include "service/item_kind.h"
#include "service/repair.h"
#include "survey_parts.h"

static bool is_fault(const struct store_survey_line *l)
{
    return l->repair_id == 0 &&
           (strcmp(l->condition, "broken") == 0 || strcmp(l->condition, "missing") == 0);
}

/* "Điều hòa 2, hỏng: không mát". */
static void describe(const struct store_survey_line *l, const struct item_kind *kind, int ix,
                     struct buf *out)
{
    buf_str(out, kind->vi);
    if (ix > 0)
        buf_fmt(out, " %d", ix);
    buf_fmt(out, ", %s", inventory_condition_vi(l->condition));
    if (l->note[0] != '\0')
        buf_fmt(out, ": %s", l->note);
}

static int report_line(struct store *s, const struct principal *by, const struct survey_view *v,
                       const struct store_survey_line *l, int64_t now, int64_t *repair_id,
                       struct err *e)
{
    const struct item_kind *kind = NULL;
    struct repair_view r = {0};
    struct solver_findings bad = {0};
    struct buf description = {0};
    int ix = 0;
    if (!item_subject(l->subject, &kind, &ix)) /* a subject of an older program */
        return err_set(e, ERR_DATA, "không biết mục %s", "the line %s is not known", l->subject);
    describe(l, kind, ix, &description);
    const struct repair_new n = {.room = v->survey.room,
                                 .category = kind->category,
                                 .description = description.data,
                                 .source = "survey"};
    int rc = repair_report(s, by, &n, now, &r, &bad, e);
    *repair_id = r.repair.id;
    repair_view_release(&r);
    solver_findings_release(&bad);
    buf_release(&description);
    return rc;
}

int survey_report(struct store *s, const struct principal *by, const char *code, int64_t version,
                  int64_t now, struct err *e)
{
    struct survey_view v = {0};
    struct buf fields = {0};
    int n_new = 0, n_joined = 0;
    int rc = survey_open(s, by, code, version, "done", &v, e);
    for (size_t i = 0; i < v.lines.n && rc == ERR_OK; i++) {
        const struct store_survey_line *l = &v.lines.items[i];
        int64_t repair_id = 0;
        if (!is_fault(l))
            continue;
        rc = store_survey_repair_find(s, v.survey.id, l->subject, &repair_id, e);
        n_joined += repair_id != 0;
        if (rc == ERR_OK && repair_id == 0) {
            rc = report_line(s, by, &v, l, now, &repair_id, e);
            n_new++;
        }
        rc = rc != ERR_OK ? rc : store_survey_repair_set(s, v.survey.id, l->subject, repair_id, e);
    }
    buf_fmt(&fields, "new=%d joined=%d", n_new, n_joined);
    rc = rc != ERR_OK
             ? rc
             : audit_add(s, by->account_id, "survey.report", fields.data, e, "survey/%s", code);
    buf_release(&fields);
    survey_view_release(&v);
    return rc;
}
