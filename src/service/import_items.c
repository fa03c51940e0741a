/* Lists of what stands in rooms: a row is a piece. A row without a number is one more of its kind
 * in its room than the rows above have, so a list that numbers nothing is read alike each time.
 *
 * A row that says another condition than is known, of a day before that on which it was seen last,
 * is bad: what is newer stays. */
#include "import_parts.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/item_kind.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_IX = 99, MAX_NOTE = 200 };

const struct import_word IMPORT_CONDITIONS[] = {
    {"tốt", "good"},        {"còn tốt", "good"},   {"mới", "good"},
    {"good", "good"},       {"đã cũ", "worn"},     {"cũ", "worn"},
    {"trung bình", "worn"}, {"xuống cấp", "worn"}, {"worn", "worn"},
    {"hỏng", "broken"},     {"hư hỏng", "broken"}, {"không hoạt động", "broken"},
    {"cần sửa", "broken"},  {"bị hỏng", "broken"}, {"broken", "broken"},
    {"thiếu", "missing"},   {"mất", "missing"},    {"không có", "missing"},
    {"missing", "missing"}, {NULL, NULL},
};

/* What offices call them beside their names (item_kind.h). */
static const struct import_word OTHER_NAMES[] = {
    {"máy lạnh", "air_con"},
    {"điều hòa nhiệt độ", "air_con"},
    {"máy điều hòa", "air_con"},
    {"giường tầng", "bed"},
    {"giường đơn", "bed"},
    {"rèm cửa", "curtain"},
    {"bàn làm việc", "desk"},
    {"bàn học", "desk"},
    {"quạt trần", "fan"},
    {"quạt treo tường", "fan"},
    {"quạt điện", "fan"},
    {"bình cứu hỏa", "fire_extinguisher"},
    {"bóng đèn", "light"},
    {"đèn chiếu sáng", "light"},
    {"nệm", "mattress"},
    {"kệ", "shelf"},
    {"giá", "shelf"},
    {"giá sách", "shelf"},
    {"vòi sen", "shower"},
    {"tivi", "television"},
    {"xí bệt", "toilet"},
    {"tủ", "wardrobe"},
    {"tủ áo", "wardrobe"},
    {"lavabo", "washbasin"},
    {"bình nước nóng", "water_heater"},
    {"nóng lạnh", "water_heater"},
};
enum { N_OTHER_NAMES = sizeof OTHER_NAMES / sizeof *OTHER_NAMES };

struct import_word *import_kind_words(void)
{
    struct import_word *words = mem_array(2 * N_ITEM_KINDS + N_OTHER_NAMES + 1, sizeof *words);
    size_t n = 0;
    for (size_t i = 0; i < N_ITEM_KINDS; i++) {
        words[n++] = (struct import_word){ITEM_KINDS[i].vi, ITEM_KINDS[i].code};
        words[n++] = (struct import_word){ITEM_KINDS[i].code, ITEM_KINDS[i].code};
    }
    for (size_t i = 0; i < N_OTHER_NAMES; i++)
        words[n++] = OTHER_NAMES[i];
    return words;
}

/* ---- a row ---- */

const struct store_room *import_room(struct import *im, size_t line_ix)
{
    const char *cell = import_cell(im, line_ix, FIELD_ROOM);
    const char *code = cell[0] != '\0' ? cell : im->lines[line_ix].section;
    const char *site = import_cell(im, line_ix, FIELD_SITE);
    size_t r = 0;
    while (r < im->rooms.n && strcmp(im->rooms.items[r].code, code) != 0)
        r++;
    if (code[0] == '\0')
        import_say(im, line_ix, FIELD_ROOM, IMPORT_ERROR, "thiếu mã phòng",
                   "the room's code is missing");
    else if (r == im->rooms.n)
        import_say(im, line_ix, FIELD_ROOM, IMPORT_ERROR,
                   "không có phòng %s; hãy sửa mã, hoặc nhập phòng này trước",
                   "there is no room %s; correct the code, or import that room first", code);
    else if (site[0] != '\0' && strcmp(site, im->rooms.items[r].site_code) != 0)
        import_say(im, line_ix, FIELD_SITE, IMPORT_ERROR, "phòng %s ở khu %s",
                   "room %s is at site %s", code, im->rooms.items[r].site_code);
    return r < im->rooms.n ? &im->rooms.items[r] : NULL;
}

static int read_number(struct import *im, size_t line_ix, const struct store_item *item)
{
    int number = import_decimal(im, line_ix, FIELD_ITEM_NUMBER, 1, MAX_IX);
    if (number == 0)
        import_say(im, line_ix, FIELD_ITEM_NUMBER, IMPORT_ERROR, "số thứ tự phải từ 1 đến %d",
                   "the number must be 1 to %d", MAX_IX);
    if (number >= 0 || import_cell(im, line_ix, FIELD_ITEM_NUMBER)[0] != '\0')
        return number;
    number = 1;
    for (size_t i = 0; i < im->n_items; i++)
        if (im->items[i].item.room_id == item->room_id &&
            strcmp(im->items[i].item.kind, item->kind) == 0 && im->items[i].item.ix >= number)
            number = im->items[i].item.ix + 1;
    if (number > MAX_IX)
        import_say(im, line_ix, FIELD_ITEM_NUMBER, IMPORT_ERROR,
                   "nhiều hơn %d chiếc cùng loại trong một phòng",
                   "more than %d of a kind in one room", MAX_IX);
    return number;
}

static void read_item(struct import *im, size_t line_ix, const struct import_word *kinds,
                      const char *today, struct store_item *item)
{
    const struct store_room *room = import_room(im, line_ix);
    const char *kind = import_choice(im, line_ix, FIELD_ITEM_KIND, kinds);
    const char *condition = import_choice(im, line_ix, FIELD_STATE, IMPORT_CONDITIONS);
    if (import_cell(im, line_ix, FIELD_ITEM_KIND)[0] == '\0')
        import_say(im, line_ix, FIELD_ITEM_KIND, IMPORT_ERROR, "thiếu loại thiết bị",
                   "the kind is missing");
    item->room_id = room == NULL ? 0 : room->id;
    item->room = mem_dup(room == NULL ? "" : room->code);
    item->kind = mem_dup(kind == NULL ? "" : kind);
    item->condition = mem_dup(condition == NULL ? "" : condition);
    item->note = mem_dup(import_cell(im, line_ix, FIELD_NOTE));
    item->seen_on = import_date(im, line_ix, FIELD_SEEN_ON, false);
    item->ix = read_number(im, line_ix, item);
    if (text_width(item->note) > MAX_NOTE)
        import_say(im, line_ix, FIELD_NOTE, IMPORT_ERROR, "ghi chú dài quá %d ký tự",
                   "the note is longer than %d characters", MAX_NOTE);
    if (strcmp(item->seen_on, today) > 0)
        import_say(im, line_ix, FIELD_SEEN_ON, IMPORT_ERROR, "ngày %s chưa đến",
                   "the day %s lies ahead", item->seen_on);
}

static void find_double(struct import *im, size_t at)
{
    const struct store_item *item = &im->items[at].item;
    for (size_t i = 0; i < at; i++) {
        const struct store_item *other = &im->items[i].item;
        if (other->room_id != item->room_id || other->ix != item->ix ||
            strcmp(other->kind, item->kind) != 0)
            continue;
        import_say(im, im->items[at].line_ix, FIELD_ITEM_NUMBER, IMPORT_ERROR,
                   "thiết bị này đã có ở dòng %d", "this piece stands in row %d already",
                   im->lines[im->items[i].line_ix].number);
        return;
    }
}

/* ---- against what is known ---- */

static int compare_items(const void *a, const void *b)
{
    const struct store_item *x = a;
    const struct store_item *y = b;
    int c = strcmp(x->room, y->room);
    c = c != 0 ? c : strcmp(x->kind, y->kind);
    return c != 0 ? c : x->ix - y->ix;
}

static void compare_new(struct import *im, size_t line_ix, struct store_item *item,
                        const char *today)
{
    if (item->condition[0] == '\0')
        import_say(im, line_ix, FIELD_STATE, IMPORT_ERROR, "thiếu tình trạng",
                   "the condition is missing");
    (void)import_text_differs(&item->seen_on, today);
    import_judge(im, line_ix, IMPORT_NEW);
}

static void compare_known(struct import *im, size_t line_ix, struct store_item *item,
                          const struct store_item *stored, const char *today)
{
    bool differs = import_text_differs(&item->condition, stored->condition);
    const bool is_older = item->seen_on[0] != '\0' && strcmp(item->seen_on, stored->seen_on) < 0;
    if (differs && is_older)
        import_say(im, line_ix, FIELD_SEEN_ON, IMPORT_ERROR,
                   "đã được kiểm tra sau đó, ngày %s; hãy bỏ dòng này, hoặc kiểm tra lại",
                   "it was seen after that, on %s; leave the row out, or look again",
                   stored->seen_on);
    if (is_older)
        item->seen_on[0] = '\0';
    differs |= import_text_differs(&item->seen_on, differs ? today : stored->seen_on);
    differs |= import_text_differs(&item->note, stored->note);
    if (differs)
        import_judge(im, line_ix, IMPORT_CHANGED);
}

int import_items(struct import *im, struct err *e)
{
    char today[11];
    struct store_items standing = {0};
    int rc =
        store_item_list(im->store, &(struct store_item_query){.room = NULL}, &standing, NULL, e);
    struct import_word *kinds = import_kind_words();
    im->items = mem_array(im->n_lines, sizeof *im->items);
    clock_today(today);
    for (size_t i = 0; i < im->n_lines && rc == ERR_OK; i++) {
        struct import_item *it = &im->items[im->n_items];
        if (!im->lines[i].is_data)
            continue;
        it->line_ix = i;
        read_item(im, i, kinds, today, &it->item);
        im->n_items++;
        if (im->lines[i].verdict == IMPORT_BAD)
            continue;
        find_double(im, im->n_items - 1);
        const struct store_item *stored = standing.n == 0
                                              ? NULL
                                              : bsearch(&it->item, standing.items, standing.n,
                                                        sizeof *standing.items, compare_items);
        if (stored == NULL)
            compare_new(im, i, &it->item, today);
        else
            compare_known(im, i, &it->item, stored, today);
    }
    store_items_release(&standing);
    free(kinds);
    return rc;
}

int import_items_store(struct import *im, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < im->n_items && rc == ERR_OK; i++) {
        const enum import_verdict verdict = im->lines[im->items[i].line_ix].verdict;
        if (verdict == IMPORT_NEW || verdict == IMPORT_CHANGED)
            rc = store_item_put(im->store, &im->items[i].item, e);
    }
    return rc;
}

void import_items_release(struct import *im)
{
    for (size_t i = 0; i < im->n_items; i++) {
        free(im->items[i].item.room);
        free(im->items[i].item.kind);
        free(im->items[i].item.condition);
        free(im->items[i].item.note);
        free(im->items[i].item.seen_on);
    }
    free(im->items);
}
