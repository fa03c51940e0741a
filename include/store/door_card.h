/* Cards on the doors of rooms: a token by which anybody at the door may report a fault there.
 *
 *     rc = store_door_card_issue(s, room_id, now, &e);             // in place of the one before
 *     rc = store_door_card_list(s, "SV", &cards, &e);              // tokens in plain, to print
 *     rc = store_door_card_find(s, token, &card, &e);              // room_id 0 = no good card
 *
 * The token is 128 random bits; it is found by its hash and sealed under the key of the database,
 * so that a lost card can be printed again as it was. One card of a room is good at a time. See
 * store.h for errors and ownership.
 */
#ifndef STORE_DOOR_CARD_H
#define STORE_DOOR_CARD_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

/* 128 bits in hex. */
enum { DOOR_TOKEN = 32 };

struct store_door_card {
    int64_t room_id;
    char *room; /* code */
    char *site; /* code */
    char *site_name;
    char *block;
    int floor;                  /* -1 unknown */
    int64_t issued_at;          /* 0 = the room has no good card */
    char token[DOOR_TOKEN + 1]; /* "" = none */
};

struct store_door_cards {
    size_t n;
    struct store_door_card *items; /* [n] by site and room */
};

/* All rooms, or those of a site (its code; NULL = all), each with its good card, if any. Only with
 * the key: without it ERR_INPUT. */
int store_door_card_list(struct store *s, const char *site, struct store_door_cards *out,
                         struct err *e);

/* A new card for a room; the one before is revoked. */
int store_door_card_issue(struct store *s, int64_t room_id, int64_t now, struct err *e);

/* Ends the card of a room; nothing where it has none. */
int store_door_card_revoke(struct store *s, int64_t room_id, int64_t now, struct err *e);

/* The good card with that token, without the token; room_id 0 = none. One indexed read. */
int store_door_card_find(struct store *s, const char *token, struct store_door_card *out,
                         struct err *e);

void store_door_card_release(struct store_door_card *card);
void store_door_cards_release(struct store_door_cards *l);

#endif
