/* `quarters report DB …`: the count of needs, agency by agency; reports of the house as of a day.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/command.h"
#include "housed.h"
#include "report/pdf.h"
#include "report/render.h"
#include "service/needs.h"
#include "service/report.h"
#include "store/store.h"

/* What was asked for. */
struct wish {
    const char *policy, *as_of, *from, *to, *rows, *format, *out, *lang;
};

static int write_grids(const struct grid *grids, size_t n, const struct wish *w,
                       enum report_format format, struct err *e)
{
    struct sheet *sheets = mem_array(n, sizeof *sheets);
    for (size_t i = 0; i < n; i++)
        sheets[i] = grid_sheet(&grids[i]);
    int rc = report_write(sheets, n, format, w->out, e);
    free(sheets);
    return rc;
}

static int write_needs(struct store *store, const struct policy *p, const struct wish *w,
                       enum report_format format, struct err *e)
{
    struct grid parts[NEEDS_N_PARTS] = {0};
    const char *as_of = w->as_of != NULL ? w->as_of : p->as_of;
    int rc = needs_build(store, NULL, p, as_of, w->lang, parts, e);
    rc = rc != ERR_OK ? rc : write_grids(parts, NEEDS_N_PARTS, w, format, e);
    needs_release(parts);
    return rc;
}

static int write_json(const struct report *r, int set, const struct wish *w, struct err *e)
{
    const struct report_filter all = {.count = -1};
    struct buf json = {0};
    if (set >= 0)
        report_rows_json(r, set, &all, w->lang, 0, 0, &json);
    else
        report_json(r, w->lang, &json);
    int rc = ERR_OK;
    if (w->out != NULL)
        rc = file_write(w->out, json.data, json.len, 0600, e);
    else if (fwrite(json.data, 1, json.len, stdout) != json.len || fflush(stdout) != 0)
        rc = err_set(e, ERR_IO, "không ghi được", "cannot write");
    buf_release(&json);
    return rc;
}

static int write_sheets(const struct report *r, int set, const struct wish *w,
                        enum report_format format, struct err *e)
{
    const struct report_filter all = {.count = -1};
    const size_t n = set >= 0 ? 1 : 1 + r->n_tables;
    struct grid *grids = mem_array(n, sizeof *grids);
    if (set >= 0)
        report_rows_grid(r, set, &all, w->lang, grids);
    else
        report_grids(r, w->lang, grids);
    int rc = write_grids(grids, n, w, format, e);
    for (size_t i = 0; i < n; i++)
        grid_release(&grids[i]);
    free(grids);
    return rc;
}

static int write_paper(const struct report *r, const struct wish *w, struct err *e)
{
    struct paper paper;
    struct buf pdf = {0};
    report_paper(r, &paper);
    int rc = report_pdf(&paper, &pdf, e);
    rc = rc != ERR_OK ? rc : file_write(w->out, pdf.data, pdf.len, 0600, e);
    buf_release(&pdf);
    paper_release(&paper);
    return rc;
}

/* A report of the house: its tables, or with --rows the rows of a set. */
static int write_report(struct store *store, enum report_kind kind, const struct policy *p,
                        const struct wish *w, struct solver_findings *bad, struct err *e)
{
    const struct report_ask ask = {
        .kind = kind, .as_of = w->as_of, .from = w->from, .to = w->to, .policy = p};
    enum report_format format = REPORT_TEXT;
    struct report r;
    int rc = report_make(store, NULL, &ask, clock_now_s(), &r, bad, e);
    const int set = rc == ERR_OK && w->rows != NULL ? report_set_of(&r, w->rows) : -1;
    if (rc == ERR_OK && w->rows != NULL && set < 0)
        rc = err_set(e, ERR_INPUT, "không có danh sách “%s” (của một kỳ: cần --from, --to)",
                     "there are no rows “%s” (those of a period need --from, --to)", w->rows);
    if (rc == ERR_OK && strcmp(w->format, "json") == 0)
        rc = write_json(&r, set, w, e);
    else if (rc == ERR_OK && strcmp(w->format, "pdf") == 0)
        rc = write_paper(&r, w, e);
    else if (rc == ERR_OK && report_format_of(w->format, &format))
        rc = write_sheets(&r, set, w, format, e);
    report_free(&r);
    return rc;
}

/* PDF needs a file, and is of the tables. */
static bool is_format(const struct wish *w, bool is_needs)
{
    enum report_format format;
    return report_format_of(w->format, &format) || (!is_needs && strcmp(w->format, "json") == 0) ||
           (!is_needs && strcmp(w->format, "pdf") == 0 && w->out != NULL && w->rows == NULL);
}

/* What does not fit a report of that kind; NULL = all does. */
static const char *misfit(const struct wish *w, bool is_needs)
{
    const char *const days[] = {w->as_of, w->from, w->to};
    for (size_t i = 0; i < 3; i++)
        if (days[i] != NULL && !date_is_valid(days[i]))
            return days[i];
    if (is_needs && (w->from != NULL || w->to != NULL || w->rows != NULL))
        return "needs";
    return is_format(w, is_needs) ? NULL : w->format;
}

int command_report(int argc, char **argv, const char *lang)
{
    static const char call[] = "report DB occupancy|waiting|repairs|costs|needs [--as-of D] "
                               "[--from D] [--to D] [--rows SET] [--policy F]"
                               " [--format text|json|csv|xlsx|pdf] [-o F]";
    struct wish w = {.format = "text", .lang = lang};
    const char *names[2], *wrong;
    const struct argument_option options[] = {
        {"--policy", &w.policy, NULL, NULL}, {"--as-of", &w.as_of, NULL, NULL},
        {"--from", &w.from, NULL, NULL},     {"--to", &w.to, NULL, NULL},
        {"--rows", &w.rows, NULL, NULL},     {"--format", &w.format, NULL, NULL},
        {"-o", &w.out, NULL, NULL},
    };
    size_t n = 2;
    enum report_kind kind = REPORT_OCCUPANCY;
    enum report_format format = REPORT_TEXT;
    struct store *store = NULL;
    struct policy rules = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    if (report_is_housed(argc, argv))
        return report_housed(argc, argv, lang);
    if (!arguments_read(argc, argv, options, 7, names, &n, &wrong) || n != 2)
        return arguments_usage(lang, wrong, call);
    const bool is_needs = strcmp(names[1], "needs") == 0;
    if (!is_needs && !report_kind_of(names[1], &kind))
        return arguments_usage(lang, names[1], call);
    if (misfit(&w, is_needs) != NULL)
        return arguments_usage(lang, misfit(&w, is_needs), call);
    report_format_of(w.format, &format);
    int rc = is_needs || w.policy != NULL ? policy_load(&rules, w.policy, &bad, &e) : ERR_OK;
    rc = rc != ERR_OK ? rc : store_open(&store, names[0], STORE_READ, NULL, &e);
    if (rc == ERR_OK)
        rc = is_needs ? write_needs(store, &rules, &w, format, &e)
                      : write_report(store, kind, w.policy != NULL ? &rules : NULL, &w, &bad, &e);
    if (rc != ERR_OK)
        rc = arguments_fail(&e, &bad, lang);
    policy_release(&rules);
    solver_findings_release(&bad);
    store_close(store);
    return rc;
}
