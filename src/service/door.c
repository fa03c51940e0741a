/* Door cards, see the header. */
#include "service/door.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "service/audit.h"
#include "store/stay.h"

static int may(const struct principal *by, struct err *e)
{
    if (by == NULL || by->role == PRINCIPAL_PLANNER ||
        (by->role == PRINCIPAL_REGISTRAR && by->all_agencies))
        return ERR_OK;
    return err_set(e, ERR_DENIED, "thẻ cửa phòng do Sở Xây dựng và Văn phòng lập",
                   "door cards are made by the Department and the Office");
}

int door_cards(struct store *s, const struct principal *by, const char *site, int64_t now,
               struct store_door_cards *out, struct err *e)
{
    char fields[32];
    size_t n_made = 0;
    *out = (struct store_door_cards){0};
    int rc = may(by, e);
    rc = rc != ERR_OK ? rc : store_door_card_list(s, site, out, e);
    if (rc == ERR_OK && out->n == 0)
        rc = err_set(e, ERR_ABSENT, "không có phòng nào ở khu %s", "there is no room at site %s",
                     site);
    for (size_t i = 0; rc == ERR_OK && i < out->n; i++)
        if (out->items[i].issued_at == 0) {
            rc = store_door_card_issue(s, out->items[i].room_id, now, e);
            n_made++;
        }
    snprintf(fields, sizeof fields, "n=%zu", n_made > 0 ? n_made : out->n);
    rc = rc != ERR_OK ? rc
                      : audit_add(s, by == NULL ? 0 : by->account_id,
                                  n_made > 0 ? "door_card.issue" : "door_card.print", fields, e,
                                  "site/%s", site[0] == '\0' ? "*" : site);
    if (rc != ERR_OK || n_made == 0)
        return rc;
    store_door_cards_release(out);
    return store_door_card_list(s, site, out, e);
}

int door_card_renew(struct store *s, const struct principal *by, const char *room, int64_t now,
                    struct err *e)
{
    int64_t id = 0;
    int beds;
    int rc = store_room_beds(s, room, &id, &beds, e);
    if (rc == ERR_OK && id == 0)
        rc = err_set(e, ERR_ABSENT, "không có phòng %s", "there is no room %s", room);
    rc = rc != ERR_OK ? rc : may(by, e);
    rc = rc != ERR_OK ? rc : store_door_card_issue(s, id, now, e);
    return rc != ERR_OK ? rc
                        : audit_add(s, by->account_id, "door_card.renew", NULL, e, "room/%s", room);
}

/* ---- at the door ---- */

static int open_door(struct store *s, const char *token, struct store_door_card *card,
                     struct err *e)
{
    int rc = store_door_card_find(s, token, card, e);
    return rc == ERR_OK && card->room_id == 0
               ? err_set(e, ERR_ABSENT, "thẻ cửa này không còn giá trị; hãy báo người quản lý nhà",
                         "this door card is not good any more; tell those who run the house")
               : rc;
}

int door_get(struct store *s, const char *token, int64_t now, struct door_view *out, struct err *e)
{
    *out = (struct door_view){0};
    int rc = open_door(s, token, &out->card, e);
    return rc != ERR_OK ? rc : repair_repeated(s, out->card.room, "", now, &out->repairs, e);
}

void door_view_release(struct door_view *v)
{
    store_door_card_release(&v->card);
    store_repairs_release(&v->repairs);
}

/* Whether the card of a room has reported enough for a day. */
static int is_prank(struct store *s, const char *room, int64_t now, struct err *e)
{
    enum { DAY_S = 24 * 3600 };
    const struct store_repair_query q = {.scope = {.sees = STORE_SEES_ALL},
                                         .now = now,
                                         .room = room,
                                         .from = now - DAY_S,
                                         .until = now + 1,
                                         .after = ""};
    struct store_repairs list = {0};
    int64_t n = 0;
    int n_by_card = 0;
    int rc = store_repair_list(s, &q, &list, &n, e);
    for (size_t i = 0; i < list.n; i++)
        n_by_card += list.items[i].reporter_id == 0;
    store_repairs_release(&list);
    return rc == ERR_OK && n_by_card >= DOOR_DAY
               ? err_set(e, ERR_DATA,
                         "thẻ của phòng này đã báo %d lần trong một ngày; việc gấp hãy "
                         "gọi người quản lý nhà",
                         "the card of this room has reported %d times within a day; call those who "
                         "run the house",
                         DOOR_DAY)
               : rc;
}

int door_report(struct store *s, const char *token, struct repair_new *n, int64_t now,
                struct repair_view *out, struct solver_findings *bad, struct err *e)
{
    static const struct principal NOBODY = {0};
    struct store_door_card card = {0};
    *out = (struct repair_view){0};
    int rc = open_door(s, token, &card, e);
    rc = rc != ERR_OK ? rc : is_prank(s, card.room, now, e);
    n->room = card.room;
    n->source = n->source != NULL && n->source[0] != '\0' ? n->source : "card";
    rc = rc != ERR_OK ? rc : repair_report(s, &NOBODY, n, now, out, bad, e);
    n->room = NULL;
    store_door_card_release(&card);
    return rc;
}

/* Whether a repair, by its code, is one of the card's room. */
static int is_of_room(struct store *s, const char *token, const char *repair, int64_t now,
                      struct err *e)
{
    struct store_door_card card = {0};
    struct repair_view v = {0};
    int rc = open_door(s, token, &card, e);
    rc = rc != ERR_OK ? rc : repair_follow(s, repair, now, &v, e);
    if (rc == ERR_OK && strcmp(v.repair.room, card.room) != 0)
        rc = err_set(e, ERR_ABSENT, "không có phiếu này ở phòng này",
                     "there is no such repair in this room");
    repair_view_release(&v);
    store_door_card_release(&card);
    return rc;
}

int door_may_photo(struct store *s, const char *token, const char *repair, int64_t now,
                   struct err *e)
{
    int rc = is_of_room(s, token, repair, now, e);
    return rc != ERR_OK ? rc : photo_may_add_unnamed(s, repair, now, e);
}

int door_photo(struct store *s, const char *token, const char *repair, const struct photo_new *p,
               int64_t now, struct store_photo *out, struct err *e)
{
    *out = (struct store_photo){0};
    int rc = is_of_room(s, token, repair, now, e);
    return rc != ERR_OK ? rc : photo_add_unnamed(s, repair, p, now, out, e);
}

/* ---- printed ---- */

static void lines_of(const struct store_door_card *card, bool is_demo, struct buf *out)
{
    buf_str(out, card->site_name);
    if (card->block[0] != '\0')
        buf_fmt(out, ", nhà %s", card->block);
    if (card->floor >= 0)
        buf_fmt(out, ", tầng %d", card->floor);
    buf_str(out, "\nQuét mã để báo hỏng trong phòng này và xem việc sửa đến đâu; "
                 "không cần tài khoản.");
    if (is_demo)
        buf_str(out, "\nDữ liệu giả lập, chỉ để xem thử.");
}

void door_cards_paper(const struct store_door_cards *cards, const char *url, bool is_demo,
                      struct paper *paper)
{
    paper->title = mem_dup("Thẻ cửa phòng");
    paper_pages(paper, false);
    for (size_t i = 0; i < cards->n; i++) {
        const struct store_door_card *card = &cards->items[i];
        struct buf address = {0}, lines = {0};
        buf_fmt(&address, "%s/#/door/%s", url, card->token);
        lines_of(card, is_demo, &lines);
        paper_card(paper, "BÁO HỎNG, SỬA CHỮA", card->room, address.data, lines.data);
        explicit_bzero(address.data, address.len);
        buf_release(&address);
        buf_release(&lines);
    }
}
