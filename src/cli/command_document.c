/* `quarters document DB PLAN KIND`: an official document of a plan, as PDF; the annex as XLSX, too.
 */
#include <string.h>

#include "arguments.h"
#include "base/file.h"
#include "cli/command.h"
#include "report/pdf.h"
#include "report/render.h"
#include "service/document.h"
#include "store/store.h"

static int write_document(const struct paper *paper, const struct grid *grid, bool is_xlsx,
                          const char *out, struct err *e)
{
    struct buf pdf = {0};
    const struct sheet sheet = grid_sheet(grid);
    if (is_xlsx)
        return report_write(&sheet, 1, REPORT_XLSX, out, e);
    int rc = report_pdf(paper, &pdf, e);
    rc = rc != ERR_OK ? rc : file_write(out, pdf.data, pdf.len, 0600, e);
    buf_release(&pdf);
    return rc;
}

int command_document(int argc, char **argv, const char *lang)
{
    static const char call[] =
        "document DB PLAN|latest|published submission|annex|refusals|agency-lists"
        " [--number N] [--date D] [--signer S] [--format pdf|xlsx] -o F";
    struct document_facts facts = {0};
    const char *format = "pdf", *out = NULL, *rest[3], *wrong;
    const struct argument_option options[] = {
        {"--number", &facts.number, NULL, NULL},
        {"--date", &facts.date, NULL, NULL},
        {"--signer", &facts.signer, NULL, NULL},
        {"--format", &format, NULL, NULL},
        {"-o", &out, NULL, NULL},
    };
    size_t n = 3;
    enum document_kind kind;
    struct store *store = NULL;
    struct paper paper = {0};
    struct grid grid = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 5, rest, &n, &wrong) || n != 3 || out == NULL)
        return arguments_usage(lang, wrong, call);
    if (!document_kind_of(rest[2], &kind))
        return arguments_usage(lang, rest[2], call);
    bool is_xlsx = strcmp(format, "xlsx") == 0;
    if ((!is_xlsx && strcmp(format, "pdf") != 0) || (is_xlsx && kind != DOCUMENT_ANNEX))
        return arguments_usage(lang, format, call);
    int rc = store_open(&store, rest[0], STORE_READ, NULL, &e);
    rc = rc != ERR_OK ? rc
                      : document_of_number(store, rest[1], kind, &facts, &paper, &grid, &bad, &e);
    rc = rc != ERR_OK ? rc : write_document(&paper, &grid, is_xlsx, out, &e);
    if (rc != ERR_OK)
        rc = arguments_fail(&e, &bad, lang);
    paper_release(&paper);
    grid_release(&grid);
    solver_findings_release(&bad);
    store_close(store);
    return rc;
}
