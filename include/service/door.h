/* The cards on the doors of rooms, and what anybody at the door may do with one: see what is being
 * repaired there, and report a fault, without an account.
 *
 *     rc = door_cards(s, &who, "", now, &cards, &e);               // every room has one then
 *     door_cards_paper(&cards, "https://nha-o.example", false, &paper);
 *     rc = door_card_renew(s, &who, "SV-A-101", now, &e);          // the old one is good no more
 *
 * A card says nothing of people, and opens nothing of them. See store/door_card.h for tokens.
 */
#ifndef SERVICE_DOOR_H
#define SERVICE_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/paper.h"
#include "service/principal.h"
#include "store/door_card.h"

struct store;

/* The cards of all rooms, or of a site (code, "" = all), made for those that have none. Planners,
 * the Office and the program itself (`by` NULL); ERR_DENIED else; ERR_ABSENT where no room is
 * there. In the caller's transaction, with one audit row where cards were made. */
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

#endif
