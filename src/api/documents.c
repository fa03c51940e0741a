/* Official documents: papers as PDF; those of a plan. */
#include "routes.h"

#include "report/pdf.h"
#include "service/document.h"

int api_pdf(struct api_call *c, const char *name, const struct paper *paper, struct err *e)
{
    struct buf disposition = {0};
    int rc = report_pdf(paper, &c->reply->body, e);
    if (rc != ERR_OK)
        return rc;
    c->reply->type = api_type_name(API_PDF);
    buf_fmt(&disposition, "attachment; filename=\"%s.pdf\"", name);
    http_reply_header(c->reply, "Content-Disposition", disposition.data);
    buf_release(&disposition);
    return ERR_OK;
}

/* A document in one of its forms; only an annex is also a sheet. */
static int answer(struct api_call *c, enum api_type type, enum document_kind kind,
                  const struct paper *paper, const struct grid *grid, struct err *e)
{
    const struct sheet sheet = grid_sheet(grid);
    if (type == API_XLSX)
        return api_sheets(c, type, document_kind_name(kind), &sheet, 1, e);
    return api_pdf(c, document_kind_name(kind), paper, e);
}

int api_get_plan_document(struct api_call *c, struct store *s, struct err *e)
{
    const struct document_facts facts = {.number = api_query(c, "number"),
                                         .date = api_query(c, "date"),
                                         .signer = api_query(c, "signer")};
    enum document_kind kind;
    struct paper paper = {0};
    struct grid grid = {0};
    if (!document_kind_of(c->path[1], &kind))
        return err_set(e, ERR_ABSENT, "không có loại văn bản này", "there is no such document");
    const unsigned sheet = kind == DOCUMENT_ANNEX ? 1u << API_XLSX : 0;
    const int type = api_accept(c, 1u << API_PDF | sheet);
    if (type < 0)
        return ERR_INPUT;
    int rc = document_of_plan(s, &c->who, c->path[0], kind, &facts, &paper, &grid, e);
    rc = rc != ERR_OK ? rc : answer(c, (enum api_type)type, kind, &paper, &grid, e);
    paper_release(&paper);
    grid_release(&grid);
    return rc;
}
