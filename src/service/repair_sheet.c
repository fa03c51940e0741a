/* Repairs as a sheet to take away: what a crew or an office sorts and sums by. */
#include "base/clock.h"
#include "service/grid.h"
#include "service/repair.h"
#include "service/repair_category.h"
#include "service/repair_life.h"

#include <stdio.h>
#include <string.h>

enum { N_COLS = 23 };

static const char *const VI[N_COLS] = {
    "Số phiếu", "Khu",         "Phòng",         "Loại",         "Mức độ",        "Trạng thái",
    "Nguồn",    "Mô tả",       "Báo lúc",       "Hạn phản hồi", "Phản hồi lúc",  "Trễ phản hồi",
    "Hẹn ngày", "Bắt đầu",     "Hạn sửa xong",  "Xong lúc",     "Trễ hạn",       "Tạm dừng vì",
    "Đóng lúc", "Nguyên nhân", "Đã qua (phút)", "Công (phút)",  "Chi phí (đồng)"};
static const char *const EN[N_COLS] = {
    "Number",     "Site",        "Room",          "Category",   "Severity",   "State",
    "Source",     "Description", "Reported",      "React by",   "Reacted",    "Reacted late",
    "Planned on", "Started",     "Due",           "Completed",  "Late",       "On hold for",
    "Closed",     "Cause",       "Elapsed (min)", "Work (min)", "Cost (đồng)"};

/* "2025-07-10 14:30" of Vietnam; nothing of 0. */
static void put_instant(struct grid *g, int64_t instant)
{
    char text[32] = "", day[11];
    if (instant != 0) {
        clock_day(instant, day);
        const int64_t s = instant - clock_midnight(day, 0);
        snprintf(text, sizeof text, "%s %02d:%02d", day, (int)(s / 3600), (int)(s / 60 % 60));
    }
    grid_text(g, text);
}

static void put_word(struct grid *g, const char *word, const char *lang)
{
    grid_text(g, word[0] != '\0' ? repair_text(word, lang) : "");
}

static void put_sum(struct grid *g, int64_t sum)
{
    if (sum == REPAIR_UNSEEN)
        grid_text(g, "");
    else
        grid_int(g, sum);
}

static const char *category_name(const char *code, bool is_en)
{
    const struct repair_category *c = repair_category(code);
    return c == NULL ? code : is_en ? c->en : c->vi;
}

static void put_repair(struct grid *g, const struct store_repair *r, const char *lang)
{
    const bool is_en = strcmp(lang, "en") == 0;
    const char *yes = is_en ? "yes" : "có";
    grid_text(g, r->number);
    grid_text(g, r->site);
    grid_text(g, r->room);
    grid_text(g, category_name(r->category, is_en));
    put_word(g, r->severity, lang);
    put_word(g, r->state, lang);
    put_word(g, r->source, lang);
    grid_text(g, r->description);
    put_instant(g, r->reported_at);
    put_instant(g, r->react_by);
    put_instant(g, r->reacted_at);
    grid_text(g, r->react_is_overdue ? yes : "");
    grid_text(g, r->planned_on);
    put_instant(g, r->started_at);
    put_instant(g, r->due_at);
    put_instant(g, r->completed_at);
    grid_text(g, r->is_overdue ? yes : "");
    put_word(g, r->hold_reason, lang);
    put_instant(g, r->closed_at);
    put_word(g, r->cause, lang);
    grid_int(g, r->elapsed_s / 60);
    put_sum(g, r->minutes);
    put_sum(g, r->cost_dong);
}

void repair_sheet(const struct store_repairs *l, const char *lang, struct grid *out)
{
    const bool is_en = strcmp(lang, "en") == 0;
    grid_init(out, is_en ? "Repairs" : "Phiếu sửa chữa", N_COLS, is_en ? EN : VI);
    for (size_t i = 0; i < l->n; i++)
        put_repair(out, &l->items[i], lang);
}
