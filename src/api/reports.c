/* Reports of the house: their tables, or the rows behind a figure. */
#include "routes.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "service/report.h"

/* What of a set is asked for: the filter points into the call. */
static int read_filter(struct api_call *c, const struct report_set *set, struct report_filter *f,
                       struct err *e)
{
    const char *count = http_param(c->request, "count");
    *f = (struct report_filter){.count = -1};
    for (int t = 0; t < REPORT_N_FILTERS; t++)
        f->texts[t] = http_param(c->request, report_text_word((enum report_text)t)->key);
    if (count == NULL)
        return ERR_OK;
    f->count = report_count_of(set, count);
    if (f->count >= 0)
        return ERR_OK;
    api_bad(c, "?count", "không có số liệu này", "there is no such figure");
    return err_set(e, ERR_INPUT, "tham số không đúng", "a parameter is wrong");
}

/* A page of the rows that pass; ?after is the number of a row among them. */
static void write_page(struct api_call *c, const struct report *r, int set_ix,
                       const struct report_filter *f)
{
    const int64_t after = strtoll(api_after(c), NULL, 10), end = after + api_limit(c);
    if (report_rows_json(r, set_ix, f, c->lang, after, end - after, &c->reply->body) > end) {
        struct buf last = {0};
        buf_fmt(&last, "%lld", (long long)end);
        api_next(c, last.data);
        buf_release(&last);
    }
}

static int answer_sheets(struct api_call *c, enum api_type type, const struct report *r, int set_ix,
                         const struct report_filter *f, struct err *e)
{
    const size_t n = set_ix >= 0 ? 1 : 1 + r->n_tables;
    struct grid *grids = mem_array(n, sizeof *grids);
    struct sheet *sheets = mem_array(n, sizeof *sheets);
    if (set_ix >= 0)
        report_rows_grid(r, set_ix, f, c->lang, grids);
    else
        report_grids(r, c->lang, grids);
    for (size_t i = 0; i < n; i++)
        sheets[i] = grid_sheet(&grids[i]);
    int rc = api_sheets(c, type, report_kind_word(r->kind)->key, sheets, n, e);
    for (size_t i = 0; i < n; i++)
        grid_release(&grids[i]);
    free(grids);
    free(sheets);
    return rc;
}

static int answer_paper(struct api_call *c, const struct report *r, struct err *e)
{
    struct paper paper;
    report_paper(r, &paper);
    int rc = api_pdf(c, report_kind_word(r->kind)->key, &paper, e);
    paper_release(&paper);
    return rc;
}

/* The set whose rows are asked for; -1 = the tables. */
static int read_set(struct api_call *c, const struct report *r, int *set_ix, struct err *e)
{
    const char *rows = api_query(c, "rows");
    *set_ix = rows[0] == '\0' ? -1 : report_set_of(r, rows);
    if (rows[0] == '\0' || *set_ix >= 0)
        return ERR_OK;
    api_bad(c, "?rows", "không có danh sách này (của một kỳ: cần từ ngày, đến ngày)",
            "there are no such rows (those of a period need from and to)");
    return err_set(e, ERR_INPUT, "tham số không đúng", "a parameter is wrong");
}

static int answer(struct api_call *c, struct store *s, enum report_kind kind, struct err *e)
{
    const struct report_ask ask = {.kind = kind,
                                   .as_of = api_query(c, "as_of"),
                                   .from = api_query(c, "from"),
                                   .to = api_query(c, "to")};
    const unsigned paper = http_param(c->request, "rows") == NULL ? 1u << API_PDF : 0;
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX | paper);
    struct report r = {0};
    struct report_filter filter = {.count = -1};
    int set_ix = -1;
    int rc = type < 0 ? ERR_INPUT : report_make(s, &c->who, &ask, clock_now_s(), &r, &c->bad, e);
    rc = rc != ERR_OK ? rc : read_set(c, &r, &set_ix, e);
    if (rc == ERR_OK && set_ix >= 0)
        rc = read_filter(c, &r.sets[set_ix], &filter, e);
    if (rc == ERR_OK && type == API_JSON && set_ix >= 0)
        write_page(c, &r, set_ix, &filter);
    else if (rc == ERR_OK && type == API_JSON)
        report_json(&r, c->lang, &c->reply->body);
    else if (rc == ERR_OK && type == API_PDF)
        rc = answer_paper(c, &r, e);
    else if (rc == ERR_OK)
        rc = answer_sheets(c, (enum api_type)type, &r, set_ix, &filter, e);
    report_free(&r);
    return rc;
}

int api_get_occupancy(struct api_call *c, struct store *s, struct err *e)
{
    return answer(c, s, REPORT_OCCUPANCY, e);
}

int api_get_waiting(struct api_call *c, struct store *s, struct err *e)
{
    return answer(c, s, REPORT_WAITING, e);
}

int api_get_repair_report(struct api_call *c, struct store *s, struct err *e)
{
    return answer(c, s, REPORT_REPAIRS, e);
}

int api_get_costs(struct api_call *c, struct store *s, struct err *e)
{
    return answer(c, s, REPORT_COSTS, e);
}
