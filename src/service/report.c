/* Reports: days, roles, adding up; see the header. */
#include "service/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "report_parts.h"
#include "service/needs.h"
#include "store/setting.h"

static const struct report_word KINDS[REPORT_N_KINDS] = {
    [REPORT_OCCUPANCY] = {"occupancy", "Tình hình sử dụng phòng ở", "Occupancy"},
    [REPORT_WAITING] = {"waiting", "Danh sách chờ bố trí chỗ ở", "Waiting list"},
    [REPORT_REPAIRS] = {"repairs", "Tình hình sửa chữa", "Repairs"},
    [REPORT_COSTS] = {"costs", "Chi phí sửa chữa", "Costs of repairs"},
};

bool report_kind_of(const char *name, enum report_kind *out)
{
    for (int k = 0; k < REPORT_N_KINDS; k++)
        if (strcmp(KINDS[k].key, name) == 0) {
            *out = (enum report_kind)k;
            return true;
        }
    return false;
}

const struct report_word *report_kind_word(enum report_kind kind)
{
    return &KINDS[kind];
}

const struct report_word *report_text_word(enum report_text t)
{
    static const struct report_word words[REPORT_N_TEXTS] = {
        [REPORT_SITE] = {"site", "Khu", "Site"},
        [REPORT_BLOCK] = {"block", "Dãy", "Block"},
        [REPORT_POOL] = {"pool", "Nhóm hệ số", "Pool"},
        [REPORT_SEX] = {"sex", "Dành cho", "For"},
        [REPORT_AGENCY] = {"agency", "Cơ quan", "Agency"},
        [REPORT_REASON] = {"reason", "Lý do đóng", "Closed for"},
        [REPORT_BAND] = {"band", "Nhóm ưu tiên", "Band"},
        [REPORT_STATE] = {"state", "Trạng thái", "State"},
        [REPORT_CATEGORY] = {"category", "Loại hư hỏng", "Category"},
        [REPORT_SEVERITY] = {"severity", "Mức độ", "Severity"},
        [REPORT_CAUSE] = {"cause", "Nguyên nhân", "Cause"},
        [REPORT_COST_KIND] = {"kind", "Loại chi phí", "Kind of cost"},
        [REPORT_ROOM] = {"room", "Phòng", "Room"},
        [REPORT_REQUEST] = {"request", "Mã hồ sơ", "Request"},
        [REPORT_REPAIR] = {"repair", "Phiếu sửa chữa", "Repair"},
        [REPORT_USE] = {"use", "Căn cứ", "By"},
        [REPORT_FROM] = {"from", "Từ ngày", "From"},
        [REPORT_TO] = {"to", "Đến ngày", "To"},
    };
    return &words[t];
}

const struct report_word *report_figure_word(const struct report *r, const struct report_table *t,
                                             const struct report_figure *f)
{
    return f->kind == REPORT_COUNT ? &r->sets[t->set].counts[f->n] : &f->name;
}

int report_day(const char *day, int none)
{
    return day[0] == '\0' ? none : date_days(day);
}

struct report_row *report_add(struct report_set *set, const char *const *texts)
{
    /* doubling: the array is at capacity exactly where the count is a power of two */
    if ((set->n_rows & (set->n_rows - 1)) == 0)
        set->rows = mem_grow(set->rows, set->n_rows == 0 ? 1 : 2 * set->n_rows, sizeof *set->rows);
    struct report_row *row = &set->rows[set->n_rows++];
    *row = (struct report_row){0};
    for (int t = 0; t < REPORT_N_TEXTS; t++)
        row->texts[t] = (set->texts & 1u << t) != 0 ? mem_dup(texts[t]) : NULL;
    return row;
}

void report_free(struct report *r)
{
    for (int s = 0; s < REPORT_MAX_SETS; s++) {
        for (size_t i = 0; i < r->sets[s].n_rows; i++)
            for (int t = 0; t < REPORT_N_TEXTS; t++)
                free(r->sets[s].rows[i].texts[t]);
        free(r->sets[s].rows);
    }
    free(r->policy);
    *r = (struct report){0};
}

/* ---- making ---- */

static bool may_see(const struct principal *by, enum report_kind kind)
{
    const enum store_sees sees = by == NULL ? STORE_SEES_ALL : principal_scope(by).sees;
    const bool is_crew = by != NULL && by->role == PRINCIPAL_MAINTENANCE;
    return sees == STORE_SEES_ALL || (sees == STORE_SEES_AGENCIES && kind == REPORT_WAITING) ||
           (is_crew && (kind == REPORT_REPAIRS || kind == REPORT_COSTS));
}

/* A day asked for, not after `last`; without one `none`. */
static void set_day(const char *where, const char *asked, const char *none, const char *last,
                    char out[11], struct solver_findings *bad)
{
    const bool is_asked = asked != NULL && asked[0] != '\0';
    if (is_asked && !date_is_valid(asked))
        solver_findings_put(bad, where, "không phải là ngày; hãy ghi như 2025-08-31",
                            "is no day; write it like 2025-08-31");
    else if (is_asked && strcmp(asked, last) > 0)
        solver_findings_add(bad, where, "sau ngày %s", "is after %s", last);
    snprintf(out, 11, "%s", is_asked ? asked : none);
}

static int set_days(const struct report_ask *ask, int64_t now, struct report *r,
                    struct solver_findings *bad, struct err *e)
{
    const size_t n = bad->n;
    char today[11], year[11];
    clock_day(now, today);
    set_day("?as_of", ask->as_of, today, today, r->as_of, bad);
    const bool has_from = ask->from != NULL && ask->from[0] != '\0';
    const bool has_to = ask->to != NULL && ask->to[0] != '\0';
    if (bad->n == n && ask->kind != REPORT_WAITING &&
        (has_from || has_to || ask->kind != REPORT_OCCUPANCY)) {
        set_day("?to", ask->to, r->as_of, r->as_of, r->to, bad);
        snprintf(year, sizeof year, "%.4s-01-01", r->to);
        set_day("?from", ask->from, year, r->to, r->from, bad);
    }
    return bad->n == n ? ERR_OK : err_set(e, ERR_INPUT, "ngày không đúng", "a day is wrong");
}

static int set_demo(struct store *s, struct report *r, struct err *e)
{
    char *value = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &value, e);
    r->is_demo = rc == ERR_OK && strcmp(value, "1") == 0;
    free(value);
    return rc;
}

/* The least area and the name of the policy asked for, else of the newest round's. */
static int set_policy(struct store *s, const struct policy *asked, struct report *r, struct err *e)
{
    struct policy newest = {0};
    char as_of[11];
    int rc = asked != NULL ? ERR_OK : needs_rules(s, &newest, as_of, e);
    const struct policy *p = asked != NULL ? asked : &newest;
    if (rc == ERR_OK) {
        r->policy = mem_dup(p->id);
        r->min_area_c = p->min_area_c;
    }
    policy_release(&newest);
    return rc;
}

int report_make(struct store *s, const struct principal *by, const struct report_ask *ask,
                int64_t now, struct report *out, struct solver_findings *bad, struct err *e)
{
    static int (*const makers[REPORT_N_KINDS])(const struct report_source *, struct report *,
                                               struct err *) = {
        [REPORT_OCCUPANCY] = report_occupancy,
        [REPORT_WAITING] = report_waiting,
        [REPORT_REPAIRS] = report_repairs,
        [REPORT_COSTS] = report_costs,
    };
    char today[11];
    *out = (struct report){.kind = ask->kind};
    if (!may_see(by, ask->kind))
        return err_set(e, ERR_ABSENT, "không có báo cáo này", "there is no such report");
    int rc = set_days(ask, now, out, bad, e);
    rc = rc != ERR_OK ? rc : set_policy(s, ask->policy, out, e);
    rc = rc != ERR_OK ? rc : set_demo(s, out, e);
    if (rc != ERR_OK)
        return rc;
    clock_day(now, today);
    const struct report_source from = {
        .store = s,
        .scope = by != NULL ? principal_scope(by) : (struct store_scope){.sees = STORE_SEES_ALL},
        .at = strcmp(out->as_of, today) == 0 ? now + 1 : clock_midnight(out->as_of, 1),
    };
    return makers[ask->kind](&from, out, e);
}

/* ---- adding up ---- */

static int compare_texts(const struct report_table *t, const struct report_line *line,
                         const struct report_row *row)
{
    int c = 0;
    for (int g = 0; g < t->n_groups && c == 0; g++)
        c = strcmp(line->texts[g], row->texts[t->groups[g]]);
    return c;
}

/* The line of a row: found, or put where it belongs. */
static struct report_line *line_of(const struct report_table *t, const struct report_row *row,
                                   struct report_sums *sums)
{
    size_t low = 0, high = sums->n;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        if (compare_texts(t, &sums->lines[mid], row) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < sums->n && compare_texts(t, &sums->lines[low], row) == 0)
        return &sums->lines[low];
    sums->lines = mem_grow(sums->lines, sums->n + 2, sizeof *sums->lines);
    memmove(sums->lines + low + 1, sums->lines + low, (sums->n - low) * sizeof *sums->lines);
    sums->n++;
    sums->lines[low] = (struct report_line){0};
    for (int g = 0; g < t->n_groups; g++)
        sums->lines[low].texts[g] = row->texts[t->groups[g]];
    return &sums->lines[low];
}

void report_sum(const struct report *r, const struct report_table *t, struct report_sums *out)
{
    const struct report_set *set = &r->sets[t->set];
    struct report_line total = {.texts = {"", ""}};
    *out = (struct report_sums){.lines = mem_array(1, sizeof *out->lines)};
    for (size_t i = 0; i < set->n_rows; i++) {
        const struct report_row *row = &set->rows[i];
        if (t->is_of_named && row->texts[t->groups[0]][0] == '\0')
            continue;
        struct report_line *line = line_of(t, row, out);
        for (size_t c = 0; c < set->n_counts; c++) {
            line->n[c] += row->n[c];
            total.n[c] += row->n[c];
        }
    }
    out->lines[out->n++] = total;
}

bool report_is_of(const struct report_row *row, const struct report_filter *f)
{
    for (int t = 0; t < REPORT_N_FILTERS; t++)
        if (f->texts[t] != NULL && (row->texts[t] == NULL || strcmp(row->texts[t], f->texts[t])))
            return false;
    return f->count < 0 || row->n[f->count] != 0;
}

int report_set_of(const struct report *r, const char *key)
{
    for (int i = 0; i < REPORT_MAX_SETS; i++)
        if (r->sets[i].name != NULL && strcmp(r->sets[i].name->key, key) == 0)
            return i;
    return -1;
}

int report_count_of(const struct report_set *set, const char *key)
{
    for (size_t i = 0; i < set->n_counts; i++)
        if (strcmp(set->counts[i].key, key) == 0)
            return (int)i;
    return -1;
}

/* n ÷ of, the nearest; half upwards (away from 0). */
static int64_t divided(int64_t n, int64_t of)
{
    return (n < 0) == (of < 0) ? (2 * n + of) / (2 * of) : (2 * n - of) / (2 * of);
}

bool report_value(const struct report_figure *f, const int64_t n[REPORT_MAX_COUNTS], int *places,
                  int64_t *value)
{
    *places = f->kind == REPORT_COUNT ? 0 : f->scale == 100 ? 2 : 1;
    if (f->kind == REPORT_COUNT) {
        *value = n[f->n];
        return true;
    }
    if (n[f->of] == 0)
        return false;
    if (f->kind == REPORT_RATIO)
        *value = divided(n[f->n] * 1000, n[f->of]);
    else if (f->scale == 100)
        *value = divided(n[f->n], n[f->of]);
    else
        *value = divided(n[f->n] * 10, n[f->of] * f->scale);
    return true;
}

bool report_is_suspect(const struct report_figure *f, const int64_t n[REPORT_MAX_COUNTS])
{
    return f->kind == REPORT_RATIO && f->high > 0 && n[f->of] > 0 &&
           (n[f->n] * 100 < n[f->of] * f->low || n[f->n] * 100 > n[f->of] * f->high);
}
