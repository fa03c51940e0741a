/* The document of a stored plan, for whoever may see it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document_parts.h"
#include "store/plan.h"
#include "store/setting.h"

/* What was not asked for comes from the plan's own papers. */
static const char *first(const char *asked, const char *own)
{
    const char *text = asked != NULL && asked[0] != '\0' ? asked : own;
    return text != NULL && text[0] != '\0' ? text : NULL;
}

static void take_papers(struct document_facts *f, const struct store_plan *plan,
                        enum document_kind kind)
{
    const char *number = "", *date = "", *signer = "";
    if (kind == DOCUMENT_SUBMISSION) {
        number = plan->submission_number;
        date = plan->submission_date;
        signer = plan->submission_signer;
    } else if (kind != DOCUMENT_REFUSALS) {
        number = plan->decision_number;
        date = plan->decision_date;
        signer = plan->decision_signer;
    }
    f->number = first(f->number, number);
    f->date = first(f->date, date);
    f->signer = first(f->signer, signer);
}

static int read_demo(struct store *s, bool *is_demo, struct err *e)
{
    char *value = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &value, e);
    *is_demo = rc == ERR_OK && strcmp(value, "1") == 0;
    free(value);
    return rc;
}

int document_of_number(struct store *s, const char *which, enum document_kind kind,
                       const struct document_facts *asked, struct paper *paper, struct grid *sheet,
                       struct solver_findings *bad, struct err *e)
{
    struct store_plan plan = {0};
    struct allocation a = {0};
    struct document_facts facts = *asked;
    *paper = (struct paper){0};
    *sheet = (struct grid){0};
    int rc = allocation_load(&a, s, which, bad, e);
    rc = rc != ERR_OK ? rc : store_plan_get(s, a.plan_id, &plan, e);
    rc = rc != ERR_OK ? rc : read_demo(s, &facts.is_demo, e);
    if (rc == ERR_OK && kind == DOCUMENT_REFUSALS)
        rc = allocation_load_explanations(&a, s, STORE_OFFICIAL_VI, e);
    if (rc == ERR_OK) {
        take_papers(&facts, &plan, kind);
        rc = document_build(kind, &a, &facts, paper, e);
    }
    if (rc == ERR_OK && kind == DOCUMENT_ANNEX)
        document_annex_sheet(&a, &facts, sheet);
    allocation_release(&a);
    store_plan_release(&plan);
    return rc;
}

/* Only what may be put on paper: solved, and seen by those who see all. */
static int find(struct store *s, const struct principal *by, const char *code,
                struct store_plan *plan, struct err *e)
{
    *plan = (struct store_plan){0};
    if (principal_scope(by).sees != STORE_SEES_ALL)
        return err_set(e, ERR_ABSENT, "không có phương án này", "there is no such plan");
    int rc = store_plan_find(s, code, plan, e);
    if (rc == ERR_OK && plan->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có phương án này", "there is no such plan");
    if (rc == ERR_OK && plan->elapsed_ms < 0)
        rc = err_set(e, ERR_DATA, "phương án chưa giải xong nên chưa có văn bản",
                     "the plan is not solved: there are no documents yet");
    return rc;
}

int document_of_plan(struct store *s, const struct principal *by, const char *code,
                     enum document_kind kind, const struct document_facts *asked,
                     struct paper *paper, struct grid *sheet, struct err *e)
{
    struct store_plan plan = {0};
    struct solver_findings bad = {0};
    char number[24];
    *paper = (struct paper){0};
    *sheet = (struct grid){0};
    int rc = find(s, by, code, &plan, e);
    snprintf(number, sizeof number, "%" PRId64, plan.id);
    if (rc == ERR_OK)
        rc = document_of_number(s, number, kind, asked, paper, sheet, &bad, e);
    solver_findings_release(&bad);
    store_plan_release(&plan);
    return rc;
}
