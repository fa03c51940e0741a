/* Reports as JSON, for programs and the pages; see report.h. */
#include <stdlib.h>
#include <string.h>

#include "report_parts.h"

static void write_word(struct buf *out, const struct report_word *w, const char *lang)
{
    buf_str(out, "{\"key\":");
    buf_json(out, w->key);
    buf_str(out, ",\"title\":");
    buf_json(out, strcmp(lang, "en") == 0 ? w->en : w->vi);
}

static void write_known(struct buf *out, const char *text)
{
    if (text[0] == '\0')
        buf_str(out, "null");
    else
        buf_json(out, text);
}

/* Where the rows of a line are: the report's own address, asking for them. The total has all. */
static void write_href(struct buf *out, const struct report *r, const struct report_table *t,
                       const struct report_line *line, bool is_total)
{
    buf_fmt(out, "/api/v1/reports/%s?as_of=%s", report_kind_word(r->kind)->key, r->as_of);
    if (r->from[0] != '\0')
        buf_fmt(out, "&from=%s&to=%s", r->from, r->to);
    buf_fmt(out, "&rows=%s", r->sets[t->set].name->key);
    for (int g = 0; g < t->n_groups && !is_total; g++) {
        buf_fmt(out, "&%s=", report_text_word(t->groups[g])->key);
        buf_urlarg(out, line->texts[g]);
    }
}

static void write_line(struct buf *out, const struct report *r, const struct report_table *t,
                       const struct report_line *line, bool is_total, bool is_en)
{
    struct buf href = {0};
    buf_str(out, "{\"texts\":[");
    for (int g = 0; g < t->n_groups && !is_total; g++) {
        buf_str(out, g > 0 ? "," : "");
        buf_json(out, line->texts[g]);
    }
    buf_str(out, "],\"said\":[");
    for (int g = 0; g < t->n_groups && !is_total; g++) {
        buf_str(out, g > 0 ? "," : "");
        buf_json(out, report_said(t->groups[g], line->texts[g], is_en));
    }
    buf_str(out, "],\"figures\":[");
    for (size_t i = 0; i < t->n_figures; i++) {
        const struct report_figure *f = &t->figures[i];
        buf_fmt(out, "%s{\"n\":%lld,\"of\":", i > 0 ? "," : "", (long long)line->n[f->n]);
        if (f->kind == REPORT_COUNT)
            buf_str(out, "null");
        else
            buf_fmt(out, "%lld", (long long)line->n[f->of]);
        buf_fmt(out, ",\"is_suspect\":%s}", report_is_suspect(f, line->n) ? "true" : "false");
    }
    write_href(&href, r, t, line, is_total);
    buf_str(out, "],\"href\":");
    buf_json(out, href.data);
    buf_char(out, '}');
    buf_release(&href);
}

static void write_table(struct buf *out, const struct report *r, const struct report_table *t,
                        const char *lang)
{
    static const char *const kinds[] = {"count", "ratio", "mean"};
    const struct report_set *set = &r->sets[t->set];
    struct report_sums sums;
    write_word(out, &t->name, lang);
    buf_fmt(out, ",\"rows\":\"%s\",\"groups\":[", set->name->key);
    for (int g = 0; g < t->n_groups; g++) {
        buf_str(out, g > 0 ? "," : "");
        write_word(out, report_text_word(t->groups[g]), lang);
        buf_char(out, '}');
    }
    buf_str(out, "],\n\"figures\":[");
    for (size_t i = 0; i < t->n_figures; i++) {
        const struct report_figure *f = &t->figures[i];
        buf_str(out, i > 0 ? ",\n" : "");
        write_word(out, report_figure_word(r, t, f), lang);
        buf_fmt(out, ",\"kind\":\"%s\",\"scale\":%d,\"count\":\"%s\"}", kinds[f->kind],
                f->kind == REPORT_MEAN ? f->scale : 1, set->counts[f->n].key);
    }
    buf_str(out, "],\n\"lines\":[");
    report_sum(r, t, &sums);
    for (size_t l = 0; l < sums.n; l++) {
        const bool is_total = l + 1 == sums.n;
        buf_str(out, is_total ? "],\n\"total\":" : l > 0 ? ",\n" : "\n");
        write_line(out, r, t, &sums.lines[l], is_total, strcmp(lang, "en") == 0);
    }
    buf_char(out, '}');
    free(sums.lines);
}

/* Its texts as codes, and then in words. */
static void write_row(struct buf *out, const struct report_set *set, const struct report_row *row,
                      const char *lang)
{
    for (int said = 0; said < 2; said++) {
        const char *between = said ? "],\"said\":[" : "{\"texts\":[";
        for (int t = 0; t < REPORT_N_TEXTS; t++)
            if ((set->texts & 1u << t) != 0) {
                const char *code = row->texts[t];
                buf_str(out, between);
                buf_json(out, said ? report_said((enum report_text)t, code, strcmp(lang, "en") == 0)
                                   : code);
                between = ",";
            }
    }
    buf_str(out, "],\"counts\":[");
    for (size_t i = 0; i < set->n_counts; i++)
        buf_fmt(out, "%s%lld", i > 0 ? "," : "", (long long)row->n[i]);
    buf_str(out, "]}");
}

/* The names of what stands in an item. */
static void write_columns(struct buf *out, const struct report_set *set, const char *lang)
{
    bool is_first = true;
    buf_str(out, "\"texts\":[");
    for (int t = 0; t < REPORT_N_TEXTS; t++)
        if ((set->texts & 1u << t) != 0) {
            buf_str(out, is_first ? "" : ",");
            write_word(out, report_text_word((enum report_text)t), lang);
            buf_char(out, '}');
            is_first = false;
        }
    buf_str(out, "],\n\"counts\":[");
    for (size_t i = 0; i < set->n_counts; i++) {
        buf_str(out, i > 0 ? "," : "");
        write_word(out, &set->counts[i], lang);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_about(const struct report *r, struct buf *out)
{
    buf_fmt(out, "{\"report\":\"%s\",\"as_of\":\"%s\",\"from\":", report_kind_word(r->kind)->key,
            r->as_of);
    write_known(out, r->from);
    buf_str(out, ",\"to\":");
    write_known(out, r->to);
    buf_str(out, ",\"policy\":");
    buf_json(out, r->policy);
}

void report_json(const struct report *r, const char *lang, struct buf *out)
{
    write_about(r, out);
    buf_str(out, ",\n\"tables\":[");
    for (size_t t = 0; t < r->n_tables; t++) {
        buf_str(out, t > 0 ? ",\n" : "\n");
        write_table(out, r, &r->tables[t], lang);
    }
    buf_str(out, "],\n\"rows\":null,\"texts\":[],\"counts\":[],\"items\":[],\"n\":0}\n");
}

int64_t report_rows_json(const struct report *r, int set_ix, const struct report_filter *f,
                         const char *lang, int64_t after, int64_t limit, struct buf *out)
{
    const struct report_set *set = &r->sets[set_ix];
    int64_t n = 0;
    write_about(r, out);
    buf_fmt(out, ",\n\"tables\":[],\"rows\":\"%s\",", set->name->key);
    write_columns(out, set, lang);
    buf_str(out, ",\n\"items\":[");
    for (size_t i = 0; i < set->n_rows; i++) {
        if (!report_is_of(&set->rows[i], f))
            continue;
        n++;
        if (n <= after || (limit > 0 && n > after + limit))
            continue;
        buf_str(out, n > after + 1 ? ",\n" : "\n");
        write_row(out, set, &set->rows[i], lang);
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    return n;
}
