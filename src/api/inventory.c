/* What stands in the rooms: of one room, read and written as a whole; of the house, counted, and
 * row by row. */
#include "routes.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fields.h"
#include "service/grid.h"
#include "service/inventory.h"
#include "service/item_kind.h"

static const struct api_field ITEM[] = {
    {"kind", FIELD_TEXT, offsetof(struct store_item, kind)},
    {"number", FIELD_INT, offsetof(struct store_item, ix)},
    {"condition", FIELD_TEXT, offsetof(struct store_item, condition)},
    {"note", FIELD_TEXT, offsetof(struct store_item, note)},
    {"seen_on", FIELD_TEXT, offsetof(struct store_item, seen_on)},
};

static const struct api_field PLACE[] = {
    {"room", FIELD_TEXT, offsetof(struct store_item, room)},
    {"site", FIELD_TEXT, offsetof(struct store_item, site)},
};

static const struct api_field COUNT[] = {
    {"site", FIELD_TEXT, offsetof(struct store_item_count, site)},
    {"kind", FIELD_TEXT, offsetof(struct store_item_count, kind)},
    {"rooms", FIELD_COUNT, offsetof(struct store_item_count, n_rooms)},
    {"pieces", FIELD_COUNT, offsetof(struct store_item_count, n)},
    {"good", FIELD_COUNT, offsetof(struct store_item_count, n_good)},
    {"worn", FIELD_COUNT, offsetof(struct store_item_count, n_worn)},
    {"broken", FIELD_COUNT, offsetof(struct store_item_count, n_broken)},
    {"missing", FIELD_COUNT, offsetof(struct store_item_count, n_missing)},
};

#define WRITE(out, fields, row)                                                                    \
    api_write_fields(out, fields, sizeof(fields) / sizeof *(fields), row)

/* ---- one room ---- */

int api_get_room_items(struct api_call *c, struct store *s, struct err *e)
{
    struct inventory_room v;
    struct buf *out = &c->reply->body;
    int rc = inventory_get(s, &c->who, c->path[0], &v, e);
    if (rc == ERR_OK) {
        api_etag(c, v.room.version);
        buf_str(out, "{\"room\":");
        buf_json(out, v.room.code);
        buf_str(out, ",\"items\":[");
        for (size_t i = 0; i < v.items.n; i++) {
            buf_str(out, i > 0 ? ",\n{" : "\n{");
            WRITE(out, ITEM, &v.items.items[i]);
            buf_char(out, '}');
        }
        buf_fmt(out, "],\n\"n\":%zu}\n", v.items.n);
    }
    inventory_room_release(&v);
    return rc;
}

static const char *text_or_null(const struct json *object, const char *name)
{
    const struct json *j = json_get(object, name);
    return j == NULL ? NULL : json_text(j);
}

int api_put_room_items(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    const struct json *items = json_get(c->body, "items");
    const size_t n = json_len(items);
    struct inventory_line *lines = mem_array(n, sizeof *lines);
    for (size_t i = 0; i < n; i++) {
        const struct json *item = json_at(items, i);
        lines[i] = (struct inventory_line){.kind = json_text(json_get(item, "kind")),
                                           .ix = (int)json_int(json_get(item, "number")),
                                           .condition = json_text(json_get(item, "condition")),
                                           .note = text_or_null(item, "note"),
                                           .seen_on = text_or_null(item, "seen_on")};
    }
    clock_today(today);
    int rc = inventory_set(s, &c->who, c->path[0], c->if_match, lines, n, today, &c->bad, e);
    free(lines);
    return rc == ERR_OK ? api_get_room_items(c, s, e) : rc;
}

/* ---- the house, counted ---- */

static const char *kind_name(const struct api_call *c, const char *code)
{
    const struct item_kind *k = item_kind_of(code);
    return k == NULL ? code : strcmp(c->lang, "en") == 0 ? k->en : k->vi;
}

static int answer_counts(struct api_call *c, int type, const struct store_item_counts *all,
                         struct err *e)
{
    static const char *const vi[] = {"Mã khu", "Loại thiết bị", "Số phòng", "Số lượng",
                                     "Tốt",    "Đã cũ",         "Hỏng",     "Thiếu"};
    static const char *const en[] = {"Site", "Kind", "Rooms",  "Pieces",
                                     "Good", "Worn", "Broken", "Missing"};
    const bool is_en = strcmp(c->lang, "en") == 0;
    struct grid g;
    grid_init(&g, is_en ? "Equipment" : "Tổng hợp trang thiết bị", 8, is_en ? en : vi);
    for (size_t i = 0; i < all->n; i++) {
        const struct store_item_count *k = &all->items[i];
        const int64_t numbers[] = {k->n_rooms, k->n,        k->n_good,
                                   k->n_worn,  k->n_broken, k->n_missing};
        grid_text(&g, k->site);
        grid_text(&g, kind_name(c, k->kind));
        for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++)
            grid_int(&g, numbers[j]);
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "tong-hop-thiet-bi", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

int api_get_inventory(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    struct store_item_counts all = {0};
    struct buf *out = &c->reply->body;
    int rc = type < 0 ? ERR_INPUT : inventory_counts(s, &c->who, &all, e);
    if (rc == ERR_OK && type != API_JSON)
        rc = answer_counts(c, type, &all, e);
    else if (rc == ERR_OK) {
        buf_str(out, "{\"items\":[");
        for (size_t i = 0; i < all.n; i++) {
            buf_str(out, i > 0 ? ",\n{" : "\n{");
            WRITE(out, COUNT, &all.items[i]);
            buf_char(out, '}');
        }
        buf_fmt(out, "],\n\"n\":%zu}\n", all.n);
    }
    store_item_counts_release(&all);
    return rc;
}

/* ---- row by row ---- */

/* The columns of the importer: out, edited, and in again. */
static int answer_rows(struct api_call *c, int type, const struct store_items *all, struct err *e)
{
    static const char *const headings[] = {
        "Mã khu",     "Mã phòng",      "Loại thiết bị", "Thứ tự trong phòng",
        "Tình trạng", "Ngày kiểm tra", "Ghi chú"};
    struct grid g;
    grid_init(&g, "Trang thiết bị", 7, headings);
    for (size_t i = 0; i < all->n; i++) {
        const struct store_item *t = &all->items[i];
        const struct item_kind *k = item_kind_of(t->kind);
        grid_text(&g, t->site);
        grid_text(&g, t->room);
        grid_text(&g, k == NULL ? t->kind : k->vi);
        grid_int(&g, t->ix);
        grid_text(&g, inventory_condition_vi(t->condition));
        grid_text(&g, t->seen_on);
        grid_text(&g, t->note);
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "thiet-bi", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

static void row_id(const struct store_item *t, struct buf *out)
{
    buf_fmt(out, "%s/%s/%d", t->room, t->kind, t->ix);
}

static void answer_page(struct api_call *c, const struct store_items *page, int64_t n)
{
    const size_t limit = (size_t)api_limit(c);
    struct buf *out = &c->reply->body, id = {0};
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < page->n && i < limit; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, PLACE, &page->items[i]);
        buf_char(out, ',');
        WRITE(out, ITEM, &page->items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (page->n > limit) {
        row_id(&page->items[limit - 1], &id);
        api_next(c, id.data);
    }
    buf_release(&id);
}

static const char *query_or_all(const struct api_call *c, const char *name)
{
    const char *text = api_query(c, name);
    return text[0] != '\0' ? text : NULL;
}

/* ?after=SV-A-101/bed/1, taken apart in `text`: a row that is there. */
static int read_after(struct api_call *c, struct store *s, char *text, struct store_item_query *q,
                      struct err *e)
{
    struct store_items known = {0};
    struct buf id = {0};
    bool is_there = false;
    char *kind = strchr(text, '/');
    char *ix = kind == NULL ? NULL : strchr(kind + 1, '/');
    if (text[0] == '\0')
        return ERR_OK;
    if (ix == NULL)
        return api_no_after(c, e);
    *kind = *ix = '\0';
    q->after_room = text;
    q->after_kind = kind + 1;
    q->after_ix = (int)strtol(ix + 1, NULL, 10);
    const struct store_item_query same = {.room = text, .kind = kind + 1};
    int rc = inventory_rows(s, &c->who, &same, &known, NULL, e);
    for (size_t i = 0; i < known.n && !is_there; i++) {
        buf_release(&id);
        row_id(&known.items[i], &id);
        is_there = strcmp(id.data, api_after(c)) == 0;
    }
    buf_release(&id);
    store_items_release(&known);
    return rc != ERR_OK || is_there ? rc : api_no_after(c, e);
}

int api_list_inventory_items(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    struct store_item_query q = {.room = query_or_all(c, "room"),
                                 .site = query_or_all(c, "site"),
                                 .kind = query_or_all(c, "kind"),
                                 .condition = query_or_all(c, "condition"),
                                 .limit = type == API_JSON ? api_limit(c) + 1 : 0};
    struct store_items page = {0};
    int64_t n = 0;
    char *after = mem_dup(type == API_JSON ? api_after(c) : "");
    int rc = type < 0 ? ERR_INPUT : read_after(c, s, after, &q, e);
    rc = rc != ERR_OK ? rc : inventory_rows(s, &c->who, &q, &page, &n, e);
    if (rc == ERR_OK && type == API_JSON)
        answer_page(c, &page, n);
    else if (rc == ERR_OK)
        rc = answer_rows(c, type, &page, e);
    store_items_release(&page);
    free(after);
    return rc;
}
