/* The cards on the doors of rooms, and what anybody at the door may do with one: see what is being
 * repaired there, and report a fault, without an account.
 *
 *     rc = door_cards(s, &who, "", now, &cards, &e);               // every room has one then
 *     door_cards_paper(&cards, "https://nha-o.example", false, &paper);
 *     rc = door_card_renew(s, &who, "SV-A-101", now, &e);          // the old one is good no more
 *
 *     rc = door_get(s, token, now, &view, &e);
 *     rc = door_report(s, token, &report, now, &repair, &bad, &e);
 *
 * A card says nothing of people, and opens nothing of them. See store/door_card.h for tokens.
 */
#ifndef SERVICE_DOOR_H
#define SERVICE_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/paper.h"
#include "service/photo.h"
#include "service/principal.h"
#include "service/repair.h"
#include "store/door_card.h"

struct store;

/* The cards of all rooms, or of a site (code, "" = all), made for those that have none. Planners,
 * the Office and the program itself (`by` NULL); ERR_DENIED else; ERR_ABSENT where no room is
 * there. In the caller's transaction, with one audit row, made or not: who has the cards can report
 * in every room. */
int door_cards(struct store *s, const struct principal *by, const char *site, int64_t now,
               struct store_door_cards *out, struct err *e);

/* A new card for a room, in place of one that was lost or misused. The same people; ERR_ABSENT
 * where there is no such room. One audit row. */
int door_card_renew(struct store *s, const struct principal *by, const char *room, int64_t now,
                    struct err *e);

/* Cards to print, four a page. `url`: where the house is reached, without "/" at its end; is_demo:
 * says that the house is made up. */
void door_cards_paper(const struct store_door_cards *cards, const char *url, bool is_demo,
                      struct paper *paper);

/* What stands at the door: the room, and what is being repaired in it, as a neighbour sees it. */
struct door_view {
    struct store_door_card card;  /* its room; without the token */
    struct store_repairs repairs; /* open, or completed lately: repair_repeated */
};

/* The room of a card; ERR_ABSENT where the token is no good. */
int door_get(struct store *s, const char *token, int64_t now, struct door_view *out, struct err *e);

/* A fault in that room, by whoever stands there; `n`'s room is set here, and
 * where it names no source "card". ERR_DATA where
 * DOOR_DAY came within a day already. `out`: as its reporter sees it. */
int door_report(struct store *s, const char *token, struct repair_new *n, int64_t now,
                struct repair_view *out, struct solver_findings *bad, struct err *e);

/* Whether door_photo would take a photo: asked before a picture is made anew. */
int door_may_photo(struct store *s, const char *token, const char *repair, int64_t now,
                   struct err *e);

/* A photo of a fault in that room that was reported without an account and is not worked on yet;
 * ERR_ABSENT else. As many as photo.h says. */
int door_photo(struct store *s, const char *token, const char *repair, const struct photo_new *p,
               int64_t now, struct store_photo *out, struct err *e);

/* Reports by a room's card within a day: more is a prank. */
enum { DOOR_DAY = 10 };

void door_view_release(struct door_view *v);

#endif
