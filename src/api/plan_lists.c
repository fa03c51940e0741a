/* What a plan says: who is placed, who waits, why; its files; two plans side by side. */
#include "routes.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "plans.h"
#include "service/compare.h"
#include "service/grid.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct api_field PLACED[] = {
    {"request", FIELD_TEXT, offsetof(struct store_plan_row, request)},
    {"name", FIELD_TEXT, offsetof(struct store_plan_row, name)},
    {"agency", FIELD_TEXT, offsetof(struct store_plan_row, agency)},
    {"agency_name", FIELD_TEXT, offsetof(struct store_plan_row, agency_name)},
    {"sexes", FIELD_CODES, offsetof(struct store_plan_row, sexes)},
    {"list_order", FIELD_INT, offsetof(struct store_plan_row, list_order)},
    {"band", FIELD_INT, offsetof(struct store_plan_row, band)},
    {"points", FIELD_INT, offsetof(struct store_plan_row, points)},
    {"n_people", FIELD_INT, offsetof(struct store_plan_row, n_people)},
    {"room", FIELD_TEXT, offsetof(struct store_plan_row, room)},
    {"site", FIELD_TEXT, offsetof(struct store_plan_row, site)},
};
enum { N_COMMON = COUNT(PLACED) - 2 }; /* what a row of the waiting list has, too */

static const struct api_field WAITING[] = {
    {"reasons", FIELD_CODES, offsetof(struct store_plan_row, reasons)},
};

static void write_row(struct buf *out, const struct store_plan_row *row, bool is_placed)
{
    api_write_fields(out, PLACED, is_placed ? COUNT(PLACED) : N_COMMON, row);
    if (!is_placed) {
        buf_char(out, ',');
        api_write_fields(out, WAITING, COUNT(WAITING), row);
    }
}

/* Why a request waits, in words: the codes of quarters.plan/1, and of a plan without a result. */
static void write_reasons(struct buf *out, const char *codes, bool is_en)
{
    static const char *const words[][3] = {
        {"no_fitting_room", "không có phòng phù hợp", "no room fits"},
        {"no_bed_for_mode", "phòng phù hợp đã hết chỗ", "rooms that fit are full"},
        {"site_not_accepted", "có phòng ở khu không đăng ký", "rooms at sites not asked for"},
        {"pool_not_admitted", "có phòng dành cho nhóm hệ số khác", "rooms for other pools"},
        {"rooms_closed", "có phòng đóng, sửa chữa, dành riêng",
         "rooms closed, under repair or reserved"},
        {"needs_unmet", "có phòng thiếu điều kiện cần có", "rooms without what is needed"},
        {"too_large", "có phòng không đủ chỗ cho cả hồ sơ", "rooms too small for the party"},
        {"banned", "có phòng không được xếp", "rooms ruled out"},
        {"infeasible", "các phòng phải giữ mâu thuẫn nhau", "pins and stays contradict"},
    };
    for (const char *at = codes; *at != '\0';) {
        const size_t len = strcspn(at, " ");
        for (size_t i = 0; i < COUNT(words); i++)
            if (strlen(words[i][0]) == len && strncmp(words[i][0], at, len) == 0)
                buf_fmt(out, "%s%s", out->len > 0 ? "; " : "", words[i][is_en ? 2 : 1]);
        at += len + (at[len] == ' ' ? 1 : 0);
    }
}

/* The list as a table for people, in their language. */
static int write_sheet(struct api_call *c, enum api_type type, const struct store_plan_rows *rows,
                       bool is_placed, struct err *e)
{
    static const char *const vi[] = {"Mã hồ sơ", "Họ và tên", "Đơn vị", "Thứ tự", "Nhóm ưu tiên",
                                     "Điểm",     "Số người",  "Phòng",  "Khu"};
    static const char *const en[] = {"Request", "Name",   "Agency", "Order", "Band",
                                     "Points",  "People", "Room",   "Site"};
    const bool is_en = strcmp(c->lang, "en") == 0;
    struct grid g = {0};
    grid_init(&g, is_placed ? (is_en ? "Placed" : "Được bố trí") : (is_en ? "Waiting" : "Đang chờ"),
              7, is_en ? en : vi);
    for (size_t i = 7; i < 9 && is_placed; i++)
        grid_column(&g, is_en ? en[i] : vi[i]);
    if (!is_placed)
        grid_column(&g, is_en ? "Reasons" : "Lý do");
    for (size_t i = 0; i < rows->n; i++) {
        const struct store_plan_row *r = &rows->items[i];
        grid_text(&g, r->request);
        grid_text(&g, r->name);
        grid_text(&g, r->agency_name);
        grid_int(&g, r->list_order);
        grid_int(&g, r->band);
        grid_int(&g, r->points);
        grid_int(&g, r->n_people);
        if (is_placed) {
            grid_text(&g, r->room);
            grid_text(&g, r->site);
        } else {
            struct buf reasons = {0};
            write_reasons(&reasons, r->reasons, is_en);
            grid_text(&g, reasons.len > 0 ? reasons.data : "");
            buf_release(&reasons);
        }
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, type, is_placed ? "bo-tri" : "dang-cho", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

typedef int plan_page(struct store *s, const struct principal *by, const char *code,
                      const struct store_plan_filter *f, struct store_plan_rows *out,
                      int64_t *total, struct err *e);

static struct store_plan_filter filter_of(const struct api_call *c, bool is_page)
{
    return (struct store_plan_filter){.band = (int)strtol(api_query(c, "band"), NULL, 10),
                                      .agency = api_query(c, "agency"),
                                      .site = api_query(c, "site"),
                                      .after = is_page ? api_after(c) : "",
                                      .limit = is_page ? api_limit(c) + 1 : INT_MAX};
}

/* Whether the list has the row that an empty page should stand behind. */
static int check_after(struct api_call *c, struct store *s, plan_page *page, struct err *e)
{
    const struct store_plan_filter all_of = filter_of(c, false);
    struct store_plan_rows all = {0};
    int64_t total = 0;
    bool is_there = false;
    int rc = page(s, &c->who, c->path[0], &all_of, &all, &total, e);
    for (size_t i = 0; i < all.n && !is_there; i++)
        is_there = strcmp(all.items[i].request, api_after(c)) == 0;
    store_plan_rows_release(&all);
    return rc == ERR_OK && !is_there ? api_no_after(c, e) : rc;
}

static void write_page(struct api_call *c, const struct store_plan_rows *rows, int64_t total,
                       bool is_placed)
{
    struct buf *out = &c->reply->body;
    const size_t limit = (size_t)api_limit(c), n_shown = rows->n > limit ? limit : rows->n;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < n_shown; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        write_row(out, &rows->items[i], is_placed);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\"n\":%lld}\n", (long long)total);
    if (rows->n > n_shown)
        api_next(c, rows->items[n_shown - 1].request);
}

/* A page as JSON, or all of it as a sheet. */
static int list(struct api_call *c, struct store *s, plan_page *page, bool is_placed, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    if (type < 0)
        return ERR_INPUT;
    const struct store_plan_filter f = filter_of(c, type == API_JSON);
    struct store_plan_rows rows = {0};
    int64_t total = 0;
    int rc = page(s, &c->who, c->path[0], &f, &rows, &total, e);
    if (rc == ERR_OK && rows.n == 0 && f.after[0] != '\0')
        rc = check_after(c, s, page, e);
    if (rc == ERR_OK && type != API_JSON)
        rc = write_sheet(c, (enum api_type)type, &rows, is_placed, e);
    else if (rc == ERR_OK)
        write_page(c, &rows, total, is_placed);
    store_plan_rows_release(&rows);
    return rc;
}

int api_list_plan_assignments(struct api_call *c, struct store *s, struct err *e)
{
    return list(c, s, plan_placed, true, e);
}

int api_list_plan_waiting(struct api_call *c, struct store *s, struct err *e)
{
    return list(c, s, plan_waiting, false, e);
}

int api_get_plan_file(struct api_call *c, struct store *s, struct err *e)
{
    return plan_file(s, &c->who, c->path[0], c->path[1], &c->reply->body, e);
}

int api_get_plan_explanation(struct api_call *c, struct store *s, struct err *e)
{
    int rc = plan_explanation(s, &c->who, c->path[0], c->path[1], c->lang, &c->reply->body, e);
    if (rc == ERR_OK)
        buf_char(&c->reply->body, '\n');
    return rc;
}

/* ---- two plans ---- */

static const struct api_field CHANGE[] = {
    {"request", FIELD_TEXT, offsetof(struct store_plan_change, request)},
    {"name", FIELD_TEXT, offsetof(struct store_plan_change, name)},
    {"agency", FIELD_TEXT, offsetof(struct store_plan_change, agency)},
    {"n_people", FIELD_INT, offsetof(struct store_plan_change, n_people)},
    {"room", FIELD_KNOWN, offsetof(struct store_plan_change, room_a)},
    {"site", FIELD_KNOWN, offsetof(struct store_plan_change, site_a)},
    {"other_room", FIELD_KNOWN, offsetof(struct store_plan_change, room_b)},
    {"other_site", FIELD_KNOWN, offsetof(struct store_plan_change, site_b)},
};

static void write_value(struct buf *out, const char *name, bool has, int64_t value)
{
    if (has)
        buf_fmt(out, ",\"%s\":%lld", name, (long long)value);
    else
        buf_fmt(out, ",\"%s\":null", name);
}

static void write_levels(struct buf *out, const struct comparison *k)
{
    static const char *const better[] = {"\"this\"", "null", "\"other\""};
    buf_str(out, ",\"levels\":[");
    for (size_t i = 0; i < k->n_levels; i++) {
        const struct compare_level *l = &k->levels[i];
        buf_fmt(out, "%s{\"objective\":\"%s\",\"band\":", i > 0 ? "," : "", l->objective);
        if (l->band > 0)
            buf_fmt(out, "%d", l->band);
        else
            buf_str(out, "null");
        buf_fmt(out, ",\"sense\":\"%s\"", l->is_max ? "max" : "min");
        write_value(out, "value", l->has_a, l->a);
        write_value(out, "other_value", l->has_b, l->b);
        buf_fmt(out, ",\"better\":%s}", better[l->better + 1]);
    }
    buf_char(out, ']');
}

static void write_changes(struct buf *out, const struct comparison *k)
{
    buf_str(out, ",\"changes\":[");
    for (size_t i = 0; i < k->changes.n; i++) {
        const struct store_plan_change *change = &k->changes.items[i];
        buf_fmt(out, "%s\n{\"kind\":\"%s\",", i > 0 ? "," : "",
                compare_kind_name(compare_kind_of(change)));
        api_write_fields(out, CHANGE, COUNT(CHANGE), change);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}

int api_get_plan_comparison(struct api_call *c, struct store *s, struct err *e)
{
    struct comparison k = {0};
    struct buf *out = &c->reply->body;
    int rc = compare_plans(s, &c->who, c->path[0], api_query(c, "with"), &k, e);
    if (rc == ERR_OK) {
        buf_fmt(out, "{\"plan\":\"%s\",\"other\":\"%s\",\"same_instance\":%s", k.a.code, k.b.code,
                k.is_same_instance ? "true" : "false");
        for (int kind = 0; kind < COMPARE_N_KINDS; kind++)
            buf_fmt(out, ",\"%s\":%d", compare_kind_name((enum compare_kind)kind),
                    k.n_people[kind]);
        write_levels(out, &k);
        write_changes(out, &k);
    }
    comparison_release(&k);
    return rc;
}
