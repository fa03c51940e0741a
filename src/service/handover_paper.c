/* The form of a hand-over (biên bản bàn giao), in the layout of Decree 30/2020: printed before with
 * rules to write on, or after with what was entered. */
#include "service/handover.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "document_parts.h"
#include "service/inventory.h"
#include "service/item_kind.h"

#define SHORT_RULE ".............."
#define RULE       SHORT_RULE SHORT_RULE SHORT_RULE
#define LONG_RULE  RULE RULE

/* No-break blanks: they keep a column wide enough to write in. */
#define BLANKS "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"

static bool is_back(const struct handover_view *v)
{
    return strcmp(v->record.kind, "out") == 0;
}

/* A condition as the form says it; an empty cell where nobody has looked. */
static const char *condition_text(const char *condition)
{
    const char *text = inventory_condition_vi(condition);
    return text == NULL ? "" : text;
}

static void add_head(const struct handover_view *v, struct paper *p)
{
    struct buf day = {0};
    const bool is_known = v->record.day[0] != '\0';
    buf_str(&day, "Hưng Yên, ");
    document_long_day(is_known ? v->record.day : NULL, v->stay.from_day, &day);
    paper_pages(p, false);
    paper_head(p, DOCUMENT_COMMITTEE, DOCUMENT_DEPARTMENT, "Số: ......../BB-SXD", "", day.data);
    paper_title(p, "BIÊN BẢN",
                is_back(v) ? "Bàn giao chỗ ở khi trả phòng" : "Bàn giao chỗ ở khi nhận phòng");
    buf_release(&day);
}

static void add_parties(const struct handover_view *v, struct paper *p)
{
    struct buf b = {0};
    const char *house = v->record.house_at != 0 ? v->record.house : RULE;
    buf_str(&b, "Hôm nay, ");
    document_long_day(v->record.day[0] != '\0' ? v->record.day : NULL, v->stay.from_day, &b);
    buf_fmt(&b, ", tại phòng %s, %s, hai bên gồm:", v->stay.room, v->stay.site_name);
    paper_text(p, "", b.data);
    buf_release(&b);
    buf_fmt(&b, "Đại diện Sở Xây dựng: %s, chức vụ: " SHORT_RULE, house);
    paper_text(p, is_back(v) ? "Bên nhận lại:" : "Bên giao:", b.data);
    buf_release(&b);
    buf_fmt(&b, "%s, %s, hồ sơ %s", v->stay.person, v->stay.agency_name, v->stay.request);
    if (v->stay.n_beds > 1)
        buf_fmt(&b, ", ở %zu người", v->stay.n_beds);
    paper_text(p, is_back(v) ? "Bên trả:" : "Bên nhận:", b.data);
    buf_release(&b);
}

static const char *before_of(const struct handover_view *v, const struct store_handover_item *item)
{
    for (size_t i = 0; i < v->before.n_items; i++)
        if (v->before.items[i].ix == item->ix && strcmp(v->before.items[i].kind, item->kind) == 0)
            return condition_text(v->before.items[i].condition);
    return "";
}

/* Of a proposal the condition is left to be written; of giving back, the one at moving in stands
 * beside it. A form without items has rows to write on. */
static void add_items(const struct handover_view *v, struct paper *p)
{
    static const struct paper_column in[] = {{"TT", PAPER_CENTRE},
                                             {"Trang thiết bị", PAPER_LEFT},
                                             {"Thứ", PAPER_CENTRE},
                                             {"Tình trạng", PAPER_LEFT},
                                             {"Ghi chú", PAPER_LEFT}};
    static const struct paper_column out[] = {
        {"TT", PAPER_CENTRE},     {"Trang thiết bị", PAPER_LEFT}, {"Thứ", PAPER_CENTRE},
        {"Khi nhận", PAPER_LEFT}, {"Khi trả", PAPER_LEFT},        {"Ghi chú", PAPER_LEFT}};
    enum { BLANK_ROWS = 8 };
    const struct store_handover *h = &v->record;
    const bool back = is_back(v);
    paper_heading(p, "I. TRANG THIẾT BỊ");
    paper_table(p, back ? 6 : 5, back ? out : in);
    for (size_t i = 0; i < h->n_items; i++) {
        const struct item_kind *kind = item_kind_of(h->items[i].kind);
        paper_int(p, (int64_t)i + 1);
        paper_cell(p, kind == NULL ? h->items[i].kind : kind->vi);
        paper_int(p, h->items[i].ix);
        if (back)
            paper_cell(p, before_of(v, &h->items[i]));
        paper_cell(p, h->id == 0 ? "" : condition_text(h->items[i].condition));
        paper_cell(p, h->items[i].note);
    }
    for (size_t i = 0; h->n_items == 0 && i < BLANK_ROWS; i++) {
        paper_int(p, (int64_t)i + 1);
        paper_cell(p, BLANKS BLANKS BLANKS);
        for (int k = 2; k < (back ? 6 : 5); k++)
            paper_cell(p, k == 2 ? "" : BLANKS BLANKS);
    }
}

/* "1.234 kWh (khi nhận phòng: 1.200)", or a rule. */
static void add_reading(struct buf *out, const char *what, int value, int before, const char *unit)
{
    char text[32];
    paper_number(value, text);
    buf_fmt(out, "%s %s%s", what, value < 0 ? SHORT_RULE : text, unit);
    if (before >= 0) {
        paper_number(before, text);
        buf_fmt(out, " (khi nhận phòng: %s)", text);
    }
}

static void add_readings(const struct handover_view *v, struct paper *p)
{
    const struct store_handover *h = &v->record, *was = &v->before;
    const bool has = was->id != 0;
    struct buf b = {0};
    paper_heading(p, "II. CHỈ SỐ CÔNG TƠ VÀ CHÌA KHÓA");
    add_reading(&b, "Điện:", h->electricity_kwh, has ? was->electricity_kwh : -1, " kWh");
    add_reading(&b, "; nước:", h->water_m3, has ? was->water_m3 : -1, " m³");
    add_reading(&b, "; chìa khóa:", h->n_keys, has ? was->n_keys : -1, " chiếc");
    buf_char(&b, '.');
    paper_text(p, "", b.data);
    buf_release(&b);
}

/* What is worse than at moving in, and what both say of it. */
static void add_remarks(const struct handover_view *v, struct paper *p)
{
    struct buf b = {0};
    paper_heading(p, is_back(v) ? "III. HƯ HỎNG, MẤT MÁT VÀ Ý KIẾN CỦA HAI BÊN"
                                : "III. Ý KIẾN CỦA HAI BÊN");
    for (size_t i = 0; i < v->n_differences; i++) {
        const struct handover_difference *d = &v->differences[i];
        const struct item_kind *kind = item_kind_of(d->kind);
        buf_fmt(&b, "%s%s %d: %s, khi nhận phòng %s", i > 0 ? "; " : "",
                kind == NULL ? d->kind : kind->vi, d->ix,
                d->now[0] == '\0' ? "không còn" : condition_text(d->now), condition_text(d->was));
    }
    if (b.len > 0)
        paper_text(p, "", b.data);
    paper_text(p, "", v->record.note[0] != '\0' ? v->record.note : LONG_RULE "\n" LONG_RULE);
    paper_text(p, "",
               "Biên bản này được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản.");
    buf_release(&b);
}

void handover_paper(const struct handover_view *v, struct paper *out)
{
    const char *house = v->record.house_at != 0 ? v->record.house : "";
    *out = (struct paper){.title = mem_dup("Biên bản bàn giao chỗ ở"),
                          .footnote = v->is_demo ? mem_dup(DOCUMENT_DEMO) : NULL};
    strncat(out->date, v->record.day, sizeof out->date - 1);
    add_head(v, out);
    add_parties(v, out);
    add_items(v, out);
    add_readings(v, out);
    add_remarks(v, out);
    if (is_back(v))
        paper_parties(out, "BÊN TRẢ", v->stay.person, "BÊN NHẬN LẠI", house);
    else
        paper_parties(out, "BÊN GIAO", house, "BÊN NHẬN", v->stay.person);
}
