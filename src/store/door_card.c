/* Door cards, see the header. A card is sealed under "door card ROOM", so that a row copied to
 * another room opens nothing there. */
#include "store/door_card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "handle.h"

#define COLUMNS "SELECT c.id, c.code, t.code, t.name, c.block, c.floor, d.issued_at"

static const char LIST[] =
    COLUMNS ", d.token_sealed\n"
            "FROM room c JOIN site t ON t.id = c.site_id\n"
            "  LEFT JOIN door_card d ON d.room_id = c.id AND d.revoked_at IS NULL\n"
            "WHERE ?1 = '' OR t.code = ?1\n"
            "ORDER BY t.code, c.code";

static const char ADD[] =
    "INSERT INTO door_card (room_id, token_sha256, token_sealed, issued_at, revoked_at)\n"
    "VALUES (?1, ?2, ?3, ?4, NULL)";

static const char REVOKE[] = "UPDATE door_card SET revoked_at = max(?2, issued_at)\n"
                             "WHERE room_id = ?1 AND revoked_at IS NULL";

static const char FIND[] =
    COLUMNS "\nFROM door_card d JOIN room c ON c.id = d.room_id JOIN site t ON t.id = c.site_id\n"
            "WHERE d.token_sha256 = ?1 AND d.revoked_at IS NULL";

static void seal_context(int64_t room_id, char out[48])
{
    snprintf(out, 48, "door card %lld", (long long)room_id);
}

static int read_token(struct store *s, sqlite3_stmt *st, struct store_door_card *card,
                      struct err *e)
{
    char context[48];
    struct buf plain = {0};
    if (sqlite3_column_type(st, 7) == SQLITE_NULL)
        return ERR_OK;
    seal_context(card->room_id, context);
    int rc = crypto_open(&s->key, context, sqlite3_column_blob(st, 7),
                         (size_t)sqlite3_column_bytes(st, 7), &plain, e);
    if (rc == ERR_OK)
        snprintf(card->token, sizeof card->token, "%s", plain.data);
    buf_release(&plain);
    return rc;
}

static struct store_door_card read_card(sqlite3_stmt *st)
{
    return (struct store_door_card){
        .room_id = sqlite3_column_int64(st, 0),
        .room = store_column_text(st, 1),
        .site = store_column_text(st, 2),
        .site_name = store_column_text(st, 3),
        .block = store_column_text(st, 4),
        .floor = sqlite3_column_type(st, 5) == SQLITE_NULL ? -1 : sqlite3_column_int(st, 5),
        .issued_at = sqlite3_column_int64(st, 6)};
}

int store_door_card_list(struct store *s, const char *site, struct store_door_cards *out,
                         struct err *e)
{
    *out = (struct store_door_cards){0};
    int rc = store_need_key(s, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, LIST, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    store_bind_text(st, 1, site);
    int step = SQLITE_DONE;
    while (rc == ERR_OK && (step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        struct store_door_card *card = &out->items[out->n++];
        *card = read_card(st);
        rc = read_token(s, st, card, e);
    }
    rc = rc != ERR_OK || step == SQLITE_DONE ? rc : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_door_card_issue(struct store *s, int64_t room_id, int64_t now, struct err *e)
{
    char context[48], token[DOOR_TOKEN + 1], sha256[65];
    struct buf sealed = {0};
    int rc = store_need_key(s, e);
    rc = rc != ERR_OK ? rc : store_door_card_revoke(s, room_id, now, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, ADD, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    crypto_random_hex(token, DOOR_TOKEN / 2);
    crypto_sha256(token, DOOR_TOKEN, sha256);
    seal_context(room_id, context);
    crypto_seal(&s->key, context, token, &sealed);
    explicit_bzero(token, sizeof token);
    sqlite3_bind_int64(st, 1, room_id);
    store_bind_text(st, 2, sha256);
    sqlite3_bind_blob64(st, 3, sealed.data, sealed.len, SQLITE_TRANSIENT);
    sqlite3_bind_int64(st, 4, now);
    buf_release(&sealed);
    return store_run(s, st, e);
}

int store_door_card_revoke(struct store *s, int64_t room_id, int64_t now, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, REVOKE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, room_id);
    sqlite3_bind_int64(st, 2, now);
    return store_run(s, st, e);
}

int store_door_card_find(struct store *s, const char *token, struct store_door_card *out,
                         struct err *e)
{
    char sha256[65];
    sqlite3_stmt *st = store_statement(s, FIND, e);
    *out = (struct store_door_card){0};
    if (st == NULL)
        return store_fail(s, e);
    crypto_sha256(token, strlen(token), sha256);
    store_bind_text(st, 1, sha256);
    const int step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = read_card(st);
    const int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_door_card_release(struct store_door_card *card)
{
    free(card->room);
    free(card->site);
    free(card->site_name);
    free(card->block);
    explicit_bzero(card, sizeof *card);
}

void store_door_cards_release(struct store_door_cards *l)
{
    for (size_t i = 0; i < l->n; i++)
        store_door_card_release(&l->items[i]);
    free(l->items);
    *l = (struct store_door_cards){0};
}
