/* Reports as papers to sign (báo cáo), in the layout of Decree 30/2020. Numbers as Vietnamese
 * writes them, ratios with both their numbers. Figures that explain others stay in the sheets.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "document_parts.h"
#include "report_parts.h"

static void add_head(const struct report *r, struct paper *p)
{
    const struct document_facts blank = {0};
    struct buf number = {0}, day = {0}, about = {0};
    buf_str(&number, "Số: ");
    document_number(&blank, 0, "/BC-SXD", &number);
    buf_str(&day, "Hưng Yên, ");
    document_long_day(NULL, r->as_of, &day);
    buf_fmt(&about, "%s\n(Số liệu tính đến ngày ", report_kind_word(r->kind)->vi);
    document_day(r->as_of, &about);
    buf_char(&about, ')');
    paper_pages(p, true);
    paper_head(p, DOCUMENT_COMMITTEE, DOCUMENT_DEPARTMENT, number.data, "", day.data);
    paper_title(p, "BÁO CÁO", about.data);
    buf_release(&number);
    buf_release(&day);
    buf_release(&about);
}

/* What the figures rest on. */
static void add_basis(const struct report *r, struct paper *p)
{
    struct buf b = {0};
    if (r->from[0] != '\0') {
        buf_str(&b, "Kỳ báo cáo: từ ngày ");
        document_day(r->from, &b);
        buf_str(&b, " đến hết ngày ");
        document_day(r->to, &b);
        buf_str(&b, ".");
        paper_text(p, "", b.data);
        buf_release(&b);
    }
    if (r->kind != REPORT_OCCUPANCY)
        return;
    buf_fmt(&b,
            "Phòng khả dụng không gồm phòng trống đã đóng liên tục từ 183 ngày. Chỗ khả dụng là số "
            "giường của phòng khả dụng, không quá số người mà diện tích phòng chứa được với tối "
            "thiểu %d,%02d m² mỗi người.",
            r->min_area_c / 100, r->min_area_c % 100);
    buf_str(&b,
            " Dấu (*): tỷ lệ sử dụng chỗ ngoài khoảng 65–105 %, cần xem lại dữ liệu (người đã đi "
            "chưa ghi, chỗ chưa khai).");
    paper_text(p, "", b.data);
    buf_release(&b);
}

/* 1.234 or, with places, 1.234,5. */
static void add_decimal(struct buf *out, int64_t value, int places)
{
    char whole[32];
    const int64_t unit = places == 0 ? 1 : places == 1 ? 10 : 100;
    if (value < 0)
        buf_char(out, '-');
    paper_number(llabs(value) / unit, whole);
    buf_str(out, whole);
    if (places > 0)
        buf_fmt(out, ",%0*lld", places, (long long)(llabs(value) % unit));
}

static void add_figure(const struct report_figure *f, const int64_t *n, struct paper *p)
{
    struct buf b = {0};
    int places;
    int64_t value;
    const bool is_known = report_value(f, n, &places, &value);
    if (f->kind == REPORT_RATIO) {
        add_decimal(&b, n[f->n], 0);
        buf_char(&b, '/');
        add_decimal(&b, n[f->of], 0);
        buf_str(&b, is_known ? " (" : "");
    }
    if (is_known)
        add_decimal(&b, value, places);
    else
        buf_str(&b, f->kind == REPORT_RATIO ? "" : "–");
    if (is_known && f->kind == REPORT_RATIO)
        buf_str(&b, report_is_suspect(f, n) ? " %) (*)" : " %)");
    paper_cell(p, b.data);
    buf_release(&b);
}

static void add_table(const struct report *r, const struct report_table *t, size_t number,
                      struct paper *p)
{
    struct paper_column columns[REPORT_MAX_COUNTS + REPORT_MAX_GROUPS];
    struct report_sums sums;
    char title[128];
    size_t n = 0;
    for (int g = 0; g < t->n_groups; g++)
        columns[n++] = (struct paper_column){report_text_word(t->groups[g])->vi, PAPER_LEFT};
    for (size_t i = 0; i < t->n_figures; i++)
        if (!t->figures[i].is_detail)
            columns[n++] =
                (struct paper_column){report_figure_word(r, t, &t->figures[i])->vi, PAPER_RIGHT};
    snprintf(title, sizeof title, "%zu. %s", number, t->name.vi);
    paper_heading(p, title);
    paper_table(p, n, columns);
    report_sum(r, t, &sums);
    for (size_t l = 0; l < sums.n; l++) {
        const bool is_total = l + 1 == sums.n;
        if (is_total)
            paper_sum(p);
        for (int g = 0; g < t->n_groups; g++)
            paper_cell(p, !is_total ? report_said(t->groups[g], sums.lines[l].texts[g], false)
                          : g == 0  ? "Tổng cộng"
                                    : "");
        for (size_t i = 0; i < t->n_figures; i++)
            if (!t->figures[i].is_detail)
                add_figure(&t->figures[i], sums.lines[l].n, p);
    }
    free(sums.lines);
}

void report_paper(const struct report *r, struct paper *out)
{
    const struct document_facts blank = {0};
    *out = (struct paper){.title = mem_dup(report_kind_word(r->kind)->vi),
                          .footnote = r->is_demo ? mem_dup(DOCUMENT_DEMO) : NULL};
    snprintf(out->date, sizeof out->date, "%s", r->as_of);
    add_head(r, out);
    add_basis(r, out);
    for (size_t t = 0; t < r->n_tables; t++)
        add_table(r, &r->tables[t], t + 1, out);
    document_end(out, "- UBND tỉnh;\n- Lưu: VT.", "GIÁM ĐỐC", &blank);
}
