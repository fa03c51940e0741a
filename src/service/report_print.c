/* Reports as sheets for people: codes in words, ratios with both their numbers. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "report_parts.h"
#include "service/life.h"
#include "service/repair_category.h"
#include "service/repair_life.h"

static const char *pick(const struct report_word *w, bool is_en)
{
    return is_en ? w->en : w->vi;
}

/* What has its words in another place: states, categories, severities, causes. */
static const char *said_elsewhere(enum report_text t, const char *code, bool is_en)
{
    const char *lang = is_en ? "en" : "vi";
    const struct repair_category *c = t == REPORT_CATEGORY ? repair_category(code) : NULL;
    const enum life_state state = t == REPORT_STATE ? life_state_of(code) : LIFE_N_STATES;
    if (c != NULL)
        return is_en ? c->en : c->vi;
    if (state != LIFE_N_STATES)
        return life_state_text(state, lang);
    return t == REPORT_STATE || t == REPORT_SEVERITY || t == REPORT_CAUSE ? repair_text(code, lang)
                                                                          : code;
}

/* A text of a row in words. */
const char *report_said(enum report_text t, const char *code, bool is_en)
{
    static const struct {
        enum report_text text;
        struct report_word word;
    } words[] = {
        {REPORT_BLOCK, {"", "(không chia dãy)", "(no blocks)"}},
        {REPORT_POOL, {"", "mọi nhóm", "all"}},
        {REPORT_SEX, {"any", "nam hoặc nữ", "either"}},
        {REPORT_SEX, {"M", "nam", "men"}},
        {REPORT_SEX, {"F", "nữ", "women"}},
        {REPORT_SEX, {"F M", "cả nam và nữ", "both"}},
        {REPORT_REASON, {"", "", ""}},
        {REPORT_REASON, {"repair", "sửa chữa", "repair"}},
        {REPORT_REASON, {"safety", "an toàn", "safety"}},
        {REPORT_REASON, {"reserved", "để dành", "reserved"}},
        {REPORT_REASON, {"handed_back", "trả lại", "handed back"}},
        {REPORT_REASON, {"closed", "đóng", "closed"}},
        {REPORT_REASON, {"other", "khác", "other"}},
        {REPORT_BAND, {"", "chưa chấm điểm", "not scored"}},
        {REPORT_CAUSE, {"", "chưa rõ", "not said"}},
        {REPORT_COST_KIND, {"material", "vật tư", "material"}},
        {REPORT_COST_KIND, {"labour", "nhân công", "labour"}},
        {REPORT_COST_KIND, {"contractor", "thuê ngoài", "contractor"}},
        {REPORT_USE, {"own", "lưu trú", "stay"}},
        {REPORT_USE, {"temporary", "ở tạm", "for a while"}},
        {REPORT_USE, {"unrecorded", "danh sách", "the register"}},
        {REPORT_USE, {"offer", "thông báo nhận phòng", "offer"}},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].text == t && strcmp(words[i].word.key, code) == 0)
            return pick(&words[i].word, is_en);
    return said_elsewhere(t, code, is_en);
}

static void add_about(struct grid *g, const char *what, const char *text)
{
    grid_text(g, what);
    grid_text(g, text);
}

static void about_grid(const struct report *r, bool is_en, struct grid *g)
{
    static const char *const vi[] = {"Nội dung", "Giá trị"};
    static const char *const en[] = {"What", "Value"};
    grid_init(g, is_en ? "About" : "Thông tin", 2, is_en ? en : vi);
    add_about(g, is_en ? "Report" : "Báo cáo", pick(report_kind_word(r->kind), is_en));
    add_about(g, is_en ? "As of" : "Số liệu tính đến ngày", r->as_of);
    if (r->from[0] != '\0') {
        add_about(g, is_en ? "Period from" : "Kỳ báo cáo từ ngày", r->from);
        add_about(g, is_en ? "Period to" : "Kỳ báo cáo đến ngày", r->to);
    }
    if (r->kind == REPORT_OCCUPANCY) {
        add_about(g, is_en ? "Policy" : "Chính sách", r->policy);
        grid_text(g, is_en ? "Least area per person, m²" : "Diện tích tối thiểu mỗi người, m²");
        grid_decimal(g, r->min_area_c, 2);
    }
}

/* One column, or the two of a ratio. */
static void add_heading(const struct report *r, const struct report_table *t,
                        const struct report_figure *f, bool is_en, struct grid *g)
{
    const char *name = pick(report_figure_word(r, t, f), is_en);
    struct buf b = {0};
    if (f->kind != REPORT_RATIO) {
        grid_column(g, name);
        return;
    }
    buf_fmt(&b, is_en ? "%s, of" : "%s, trên tổng", name);
    grid_column(g, b.data);
    buf_release(&b);
    buf_fmt(&b, "%s, %%", name);
    grid_column(g, b.data);
    buf_release(&b);
}

static void add_figure(const struct report_figure *f, const int64_t *n, bool is_en, struct grid *g)
{
    int places;
    int64_t value;
    const bool is_known = report_value(f, n, &places, &value);
    if (f->kind == REPORT_RATIO) {
        struct buf b = {0};
        buf_fmt(&b, "%lld/%lld%s", (long long)n[f->n], (long long)n[f->of],
                !report_is_suspect(f, n) ? ""
                : is_en                  ? " (check the data)"
                                         : " (xem lại dữ liệu)");
        grid_text(g, b.data);
        buf_release(&b);
    }
    if (!is_known)
        grid_text(g, "");
    else if (f->kind == REPORT_COUNT)
        grid_int(g, value);
    else
        grid_decimal(g, value, places);
}

static void table_grid(const struct report *r, const struct report_table *t, bool is_en,
                       struct grid *g)
{
    struct report_sums sums;
    grid_init(g, pick(&t->name, is_en), 0, NULL);
    for (int i = 0; i < t->n_groups; i++)
        grid_column(g, pick(report_text_word(t->groups[i]), is_en));
    for (size_t i = 0; i < t->n_figures; i++)
        add_heading(r, t, &t->figures[i], is_en, g);
    report_sum(r, t, &sums);
    for (size_t l = 0; l < sums.n; l++) {
        const bool is_total = l + 1 == sums.n;
        for (int i = 0; i < t->n_groups; i++)
            if (is_total)
                grid_text(g, i > 0 ? "" : is_en ? "All" : "Tổng cộng");
            else
                grid_text(g, report_said(t->groups[i], sums.lines[l].texts[i], is_en));
        for (size_t i = 0; i < t->n_figures; i++)
            add_figure(&t->figures[i], sums.lines[l].n, is_en, g);
    }
    free(sums.lines);
}

void report_grids(const struct report *r, const char *lang, struct grid *out)
{
    const bool is_en = strcmp(lang, "en") == 0;
    about_grid(r, is_en, &out[0]);
    for (size_t t = 0; t < r->n_tables; t++)
        table_grid(r, &r->tables[t], is_en, &out[1 + t]);
}

void report_rows_grid(const struct report *r, int set_ix, const struct report_filter *f,
                      const char *lang, struct grid *out)
{
    const bool is_en = strcmp(lang, "en") == 0;
    const struct report_set *set = &r->sets[set_ix];
    grid_init(out, pick(set->name, is_en), 0, NULL);
    for (int t = 0; t < REPORT_N_TEXTS; t++)
        if ((set->texts & 1u << t) != 0)
            grid_column(out, pick(report_text_word((enum report_text)t), is_en));
    for (size_t i = 0; i < set->n_counts; i++)
        grid_column(out, pick(&set->counts[i], is_en));
    for (size_t i = 0; i < set->n_rows; i++) {
        const struct report_row *row = &set->rows[i];
        if (!report_is_of(row, f))
            continue;
        for (int t = 0; t < REPORT_N_TEXTS; t++)
            if ((set->texts & 1u << t) != 0)
                grid_text(out, report_said((enum report_text)t, row->texts[t], is_en));
        for (size_t c = 0; c < set->n_counts; c++)
            grid_int(out, row->n[c]);
    }
}
