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
    if (rc != ERR_OK || n_made == 0)
        return rc;
    store_door_cards_release(out);
    snprintf(fields, sizeof fields, "n=%zu", n_made);
    rc = audit_add(s, by == NULL ? 0 : by->account_id, "door_card.issue", fields, e, "site/%s",
                   site[0] == '\0' ? "*" : site);
    return rc != ERR_OK ? rc : store_door_card_list(s, site, out, e);
}

int door_card_renew(struct store *s, const struct principal *by, const char *room, int64_t now,
                    struct err *e)
{
    int64_t id = 0;
    int beds;
    int rc = may(by, e);
    rc = rc != ERR_OK ? rc : store_room_beds(s, room, &id, &beds, e);
    if (rc == ERR_OK && id == 0)
        rc = err_set(e, ERR_ABSENT, "không có phòng %s", "there is no room %s", room);
    rc = rc != ERR_OK ? rc : store_door_card_issue(s, id, now, e);
    return rc != ERR_OK ? rc
                        : audit_add(s, by->account_id, "door_card.renew", NULL, e, "room/%s", room);
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
