/* What stands in the rooms: who writes it down, and how; see the header. */
#include "service/inventory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "service/audit.h"
#include "service/item_kind.h"
#include "store/store.h"

enum { MAX_NOTE = 200, MAX_IX = 99 };

bool inventory_is_keeper(const struct principal *by)
{
    return by->role == PRINCIPAL_MAINTENANCE || by->role == PRINCIPAL_PLANNER ||
           (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
}

bool inventory_is_seen(const struct principal *by)
{
    return by->role == PRINCIPAL_AUDITOR || inventory_is_keeper(by);
}

int inventory_room_find(struct store *s, const struct principal *by, const char *code, bool to_keep,
                        struct store_room *out, struct err *e)
{
    /* rooms are of the house: who sees how they stand sees all of them */
    const bool may = to_keep ? inventory_is_keeper(by) : inventory_is_seen(by);
    const struct store_scope scope = {.sees = may ? STORE_SEES_ALL : STORE_SEES_NOTHING};
    int rc = store_room_get(s, &scope, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có phòng này", "there is no such room");
    return rc;
}

int inventory_get(struct store *s, const struct principal *by, const char *room,
                  struct inventory_room *out, struct err *e)
{
    const struct store_item_query q = {.room = room};
    *out = (struct inventory_room){0};
    int rc = inventory_room_find(s, by, room, false, &out->room, e);
    return rc != ERR_OK ? rc : store_item_list(s, &q, &out->items, NULL, e);
}

void inventory_room_release(struct inventory_room *v)
{
    store_room_release(&v->room);
    store_items_release(&v->items);
}

static int absent(struct err *e)
{
    return err_set(e, ERR_ABSENT, "không có trang này", "there is no such page");
}

int inventory_counts(struct store *s, const struct principal *by, struct store_item_counts *out,
                     struct err *e)
{
    return inventory_is_seen(by) ? store_item_count(s, out, e) : absent(e);
}

int inventory_rows(struct store *s, const struct principal *by, const struct store_item_query *q,
                   struct store_items *out, int64_t *n, struct err *e)
{
    return inventory_is_seen(by) ? store_item_list(s, q, out, n, e) : absent(e);
}

const char *inventory_condition_vi(const char *condition)
{
    static const char *const names[][2] = {
        {"good", "tốt"}, {"worn", "đã cũ"}, {"broken", "hỏng"}, {"missing", "thiếu"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i][0], condition) == 0)
            return names[i][1];
    return NULL;
}

/* ---- the whole list of a room ---- */

struct set {
    struct store *store;
    const struct store_room *room;
    const struct store_items *before;
    const char *today;
    struct solver_findings *bad;
    size_t n_put, n_removed;
};

static const struct store_item *find_before(const struct set *x, const char *kind, int ix)
{
    for (size_t i = 0; i < x->before->n; i++)
        if (x->before->items[i].ix == ix && strcmp(x->before->items[i].kind, kind) == 0)
            return &x->before->items[i];
    return NULL;
}

static bool is_listed(const struct inventory_line *lines, size_t n, const char *kind, int ix)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].ix == ix && strcmp(lines[i].kind, kind) == 0)
            return true;
    return false;
}

static void say(const struct set *x, size_t i, const char *member, const char *vi, const char *en)
{
    char where[48];
    snprintf(where, sizeof where, "/items/%zu/%s", i, member);
    solver_findings_put(x->bad, where, vi, en);
}

static void judge_line(const struct set *x, const struct inventory_line *lines, size_t i)
{
    const struct inventory_line *l = &lines[i];
    if (item_kind_of(l->kind) == NULL)
        say(x, i, "kind", "không có loại thiết bị này", "there is no such kind of equipment");
    if (l->ix < 1 || l->ix > MAX_IX)
        say(x, i, "number", "số thứ tự phải từ 1 đến 99", "the number must be 1 to 99");
    else if (is_listed(lines, i, l->kind, l->ix))
        say(x, i, "number", "số thứ tự này đã có ở trên", "this number stands above already");
    if (inventory_condition_vi(l->condition) == NULL)
        say(x, i, "condition", "không có tình trạng này", "there is no such condition");
    if (l->note != NULL && text_width(l->note) > MAX_NOTE)
        say(x, i, "note", "ghi chú dài quá 200 ký tự", "the note is longer than 200 characters");
    if (l->seen_on != NULL && !date_is_valid(l->seen_on))
        say(x, i, "seen_on", "không phải là ngày", "is no day");
    else if (l->seen_on != NULL && strcmp(l->seen_on, x->today) > 0)
        say(x, i, "seen_on", "ngày chưa đến", "lies ahead");
}

/* Writes a line that says anything new. */
static int put_line(struct set *x, const struct inventory_line *l, struct err *e)
{
    const struct store_item *before = find_before(x, l->kind, l->ix);
    const bool is_as_before = before != NULL && strcmp(before->condition, l->condition) == 0;
    const char *seen_on = l->seen_on != NULL ? l->seen_on
                          : is_as_before     ? before->seen_on
                                             : x->today;
    const char *note = l->note == NULL ? "" : l->note;
    if (is_as_before && strcmp(before->seen_on, seen_on) == 0 && strcmp(before->note, note) == 0)
        return ERR_OK;
    const struct store_item item = {.room_id = x->room->id,
                                    .kind = (char *)(uintptr_t)l->kind,
                                    .ix = l->ix,
                                    .condition = (char *)(uintptr_t)l->condition,
                                    .note = (char *)(uintptr_t)note,
                                    .seen_on = (char *)(uintptr_t)seen_on};
    x->n_put++;
    return store_item_put(x->store, &item, e);
}

static int write_lines(struct set *x, const struct inventory_line *lines, size_t n, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = put_line(x, &lines[i], e);
    for (size_t i = 0; i < x->before->n && rc == ERR_OK; i++) {
        const struct store_item *b = &x->before->items[i];
        if (is_listed(lines, n, b->kind, b->ix))
            continue;
        x->n_removed++;
        rc = store_item_remove(x->store, x->room->id, b->kind, b->ix, x->today, e);
    }
    return rc;
}

int inventory_set(struct store *s, const struct principal *by, const char *room, int64_t version,
                  const struct inventory_line *lines, size_t n, const char *today,
                  struct solver_findings *bad, struct err *e)
{
    char fields[64];
    struct inventory_room v = {0};
    int rc = inventory_room_find(s, by, room, true, &v.room, e);
    if (rc == ERR_OK && version != 0 && version != v.room.version)
        rc = err_set(e, ERR_CHANGED, "phòng đã thay đổi; hãy đọc lại",
                     "the room has changed; read it again");
    rc = rc != ERR_OK
             ? rc
             : store_item_list(s, &(struct store_item_query){.room = room}, &v.items, NULL, e);
    struct set x = {s, &v.room, &v.items, today, bad, 0, 0};
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        judge_line(&x, lines, i);
    if (rc == ERR_OK && bad->n > 0)
        rc = err_set(e, ERR_INPUT, "danh mục thiết bị chưa đúng", "the list of equipment is wrong");
    rc = rc != ERR_OK ? rc : write_lines(&x, lines, n, e);
    snprintf(fields, sizeof fields, "put=%zu removed=%zu", x.n_put, x.n_removed);
    rc = rc != ERR_OK ? rc : audit_add(s, by->account_id, "items.set", fields, e, "room/%s", room);
    inventory_room_release(&v);
    return rc;
}
