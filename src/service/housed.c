/* Who was housed, see the header. */
#include "service/housed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

/* ---- months ---- */

/* The first day of a month, which is counted since year 0. */
static void first_day(int month, char out[11])
{
    char text[32];
    snprintf(text, sizeof text, "%04d-%02d-01", month / 12, month % 12 + 1);
    memcpy(out, text, 10);
    out[10] = '\0';
}

/* -1 = no month, or the last one that dates know. */
static int month_number(const char *text)
{
    char day[16], next[11];
    if (strlen(text) != 7)
        return -1;
    snprintf(day, sizeof day, "%s-01", text);
    if (!date_is_valid(day))
        return -1;
    const int month = (int)strtol(text, NULL, 10) * 12 + (int)strtol(text + 5, NULL, 10) - 1;
    first_day(month + 1, next);
    return date_is_valid(next) ? month : -1;
}

static int judge(int from, int to, struct solver_findings *bad, struct err *e)
{
    static const char vi[] = "không phải là tháng; hãy ghi như 2025-07";
    static const char en[] = "is no month; write it like 2025-07";
    if (from < 0)
        solver_findings_put(bad, "?from", vi, en);
    if (to < 0)
        solver_findings_put(bad, "?to", vi, en);
    else if (from >= 0 && (to < from || to - from >= HOUSED_MONTHS))
        solver_findings_add(bad, "?to", "phải là tháng bắt đầu hoặc trong %d tháng từ đó",
                            "must be the first month, or one of the %d from there", HOUSED_MONTHS);
    return bad->n == 0 ? ERR_OK : err_set(e, ERR_INPUT, "kỳ không đúng", "the period is wrong");
}

/* ---- intervals ---- */

static bool is_open(const char *to_day)
{
    return to_day[0] == '\0';
}

/* Takes a stay into the intervals of a person, which end before it goes on: nights that lie in them
 * already are theirs. Stays come in the order of their first days. */
static void take_stay(struct housed_person *p, const struct store_housed *row)
{
    struct housed_interval *last = p->n_intervals > 0 ? &p->intervals[p->n_intervals - 1] : NULL;
    const char *from = row->from_day;
    if (last != NULL && (is_open(last->to_day) ||
                         (!is_open(row->to_day) && strcmp(row->to_day, last->to_day) <= 0)))
        return;
    if (last != NULL && strcmp(from, last->to_day) < 0)
        from = last->to_day;
    if (last != NULL && strcmp(from, last->to_day) == 0 && strcmp(row->site, last->site) == 0) {
        last->to_day = row->to_day;
        return;
    }
    p->intervals = mem_grow(p->intervals, p->n_intervals + 1, sizeof *p->intervals);
    p->intervals[p->n_intervals++] = (struct housed_interval){
        .from_day = from, .to_day = row->to_day, .site = row->site, .site_name = row->site_name};
}

/* Nights of an interval in begin … end (end is none); an open one lasts until today. */
static int nights_in(const struct housed_interval *i, int begin, int end, int today)
{
    int from = date_days(i->from_day), to = is_open(i->to_day) ? today : date_days(i->to_day);
    from = from > begin ? from : begin;
    to = to < end ? to : end;
    return to > from ? to - from : 0;
}

static void count_nights(struct housed_person *p, int from_month, size_t n_months, int today)
{
    for (size_t m = 0; m < n_months; m++) {
        char begin[11], end[11];
        first_day(from_month + (int)m, begin);
        first_day(from_month + (int)m + 1, end);
        for (size_t i = 0; i < p->n_intervals; i++)
            p->nights[m] += nights_in(&p->intervals[i], date_days(begin), date_days(end), today);
        p->n_housed += p->nights[m] >= HOUSED_NIGHTS;
    }
}

static bool has_nights(const struct housed_person *p, size_t n_months)
{
    size_t m = 0;
    while (m < n_months && p->nights[m] == 0)
        m++;
    return m < n_months;
}

/* The people of the rows, which stand person by person. */
static void gather(struct housed *h, int from_month, int today)
{
    h->people = mem_array(h->rows.n + 1, sizeof *h->people);
    for (size_t i = 0; i < h->rows.n;) {
        struct housed_person p = {.who = &h->rows.items[i]};
        for (; i < h->rows.n && h->rows.items[i].official_id == p.who->official_id; i++)
            take_stay(&p, &h->rows.items[i]);
        count_nights(&p, from_month, h->n_months, today);
        if (has_nights(&p, h->n_months))
            h->people[h->n++] = p;
        else
            free(p.intervals);
    }
}

int housed_make(struct store *s, const struct principal *by, const char *from, const char *to,
                const char *today, struct housed *out, struct solver_findings *bad, struct err *e)
{
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    const struct store_scope scope = by == NULL ? all : principal_scope(by);
    const int first = month_number(from), last = month_number(to);
    char begin[11], end[11];
    *out = (struct housed){0};
    int rc = judge(first, last, bad, e);
    if (rc != ERR_OK)
        return rc;
    first_day(first, begin);
    first_day(last + 1, end);
    snprintf(out->as_of, sizeof out->as_of, "%s", today);
    out->n_months = (size_t)(last - first + 1);
    for (size_t m = 0; m < out->n_months; m++) {
        char day[11];
        first_day(first + (int)m, day);
        snprintf(out->months[m], sizeof out->months[m], "%.7s", day);
    }
    rc = store_housed_list(s, &scope, begin, end, &out->rows, e);
    if (rc == ERR_OK)
        gather(out, first, date_days(today));
    return rc;
}

void housed_release(struct housed *h)
{
    for (size_t i = 0; i < h->n; i++)
        free(h->people[i].intervals);
    free(h->people);
    store_housed_rows_release(&h->rows);
    *h = (struct housed){0};
}

/* ---- as a sheet ---- */

static void start_grid(const struct housed *h, bool is_en, struct grid *out)
{
    static const char *const vi[] = {"Họ và tên",       "Ngày sinh", "Mã đơn vị",
                                     "Đơn vị công tác", "Khu",       "Thời gian ở"};
    static const char *const en[] = {"Name", "Born", "Agency", "Agency name", "Sites", "Housed"};
    char heading[32];
    grid_init(out, is_en ? "Officials housed" : "Người đã được bố trí chỗ ở", 6, is_en ? en : vi);
    for (size_t m = 0; m < h->n_months; m++) {
        snprintf(heading, sizeof heading, is_en ? "Nights %s" : "Số đêm %s", h->months[m]);
        grid_column(out, heading);
    }
    grid_column(out, is_en ? "Months housed (14 nights and more)"
                           : "Số tháng tính là có chỗ ở (từ 14 đêm)");
    grid_column(out, is_en ? "Which" : "Các tháng đó");
}

static void put_intervals(const struct housed_person *p, bool is_en, struct grid *out)
{
    struct buf sites = {0}, days = {0};
    for (size_t i = 0; i < p->n_intervals; i++) {
        const struct housed_interval *v = &p->intervals[i];
        const char *sign = i > 0 ? "; " : "";
        buf_fmt(&sites, "%s%s", sign, v->site_name);
        buf_fmt(&days, "%s%s – %s", sign, v->from_day,
                !is_open(v->to_day) ? v->to_day
                : is_en             ? "still there"
                                    : "đang ở");
    }
    grid_text(out, sites.data);
    grid_text(out, days.data);
    buf_release(&sites);
    buf_release(&days);
}

void housed_grid(const struct housed *h, const char *lang, struct grid *out)
{
    const bool is_en = strcmp(lang, "en") == 0;
    start_grid(h, is_en, out);
    for (size_t i = 0; i < h->n; i++) {
        const struct housed_person *p = &h->people[i];
        struct buf which = {0};
        grid_text(out, p->who->name);
        grid_text(out, p->who->born);
        grid_text(out, p->who->agency);
        grid_text(out, p->who->agency_name);
        put_intervals(p, is_en, out);
        for (size_t m = 0; m < h->n_months; m++) {
            grid_int(out, p->nights[m]);
            if (p->nights[m] >= HOUSED_NIGHTS)
                buf_fmt(&which, "%s%s", which.len > 0 ? "; " : "", h->months[m]);
        }
        grid_int(out, p->n_housed);
        grid_text(out, which.data == NULL ? "" : which.data);
        buf_release(&which);
    }
}

/* ---- as JSON ---- */

/* ,"name":"text"; null where there is none. */
static void put_text(struct buf *out, const char *name, const char *text)
{
    buf_fmt(out, ",\"%s\":", name);
    if (text[0] == '\0')
        buf_str(out, "null");
    else
        buf_json(out, text);
}

static void put_person(struct buf *out, const struct housed_person *p, size_t n_months)
{
    buf_str(out, "{\"official\":");
    buf_json(out, p->who->official);
    put_text(out, "name", p->who->name);
    put_text(out, "born", p->who->born);
    put_text(out, "agency", p->who->agency);
    put_text(out, "agency_name", p->who->agency_name);
    buf_str(out, ",\"intervals\":[");
    for (size_t i = 0; i < p->n_intervals; i++) {
        buf_fmt(out, "%s{\"from_day\":\"%s\"", i > 0 ? "," : "", p->intervals[i].from_day);
        put_text(out, "to_day", p->intervals[i].to_day);
        put_text(out, "site", p->intervals[i].site);
        put_text(out, "site_name", p->intervals[i].site_name);
        buf_char(out, '}');
    }
    buf_str(out, "],\"nights\":[");
    for (size_t m = 0; m < n_months; m++)
        buf_fmt(out, "%s%d", m > 0 ? "," : "", p->nights[m]);
    buf_str(out, "],\"housed\":[");
    for (size_t m = 0; m < n_months; m++)
        buf_fmt(out, "%s%s", m > 0 ? "," : "", p->nights[m] >= HOUSED_NIGHTS ? "true" : "false");
    buf_str(out, "]}");
}

void housed_json(const struct housed *h, struct buf *out)
{
    buf_fmt(out, "{\"from\":\"%s\",\"to\":\"%s\",\"as_of\":\"%s\",\"min_nights\":%d,\"months\":[",
            h->months[0], h->months[h->n_months - 1], h->as_of, HOUSED_NIGHTS);
    for (size_t m = 0; m < h->n_months; m++)
        buf_fmt(out, "%s\"%s\"", m > 0 ? "," : "", h->months[m]);
    buf_str(out, "],\"items\":[");
    for (size_t i = 0; i < h->n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        put_person(out, &h->people[i], h->n_months);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", h->n);
}
