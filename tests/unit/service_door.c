/* Door cards: made once, printed again as they are, good for one room until they are renewed. */
#include "needs_bed.h"

#include <sqlite3.h>

#include "service/door.h"

enum { N_ROOMS = 5 };
static int64_t rooms[N_ROOMS];

static int set_up(void **state)
{
    (void)state;
    bed_fill();
    struct store_sites sites = {0};
    ok(store_site_list(store, &sites, &e));
    for (int i = 0; i < N_ROOMS; i++) {
        char code[16];
        snprintf(code, sizeof code, "SV-%d", i);
        struct store_room c = {.site_id = sites.items[i % 2].id,
                               .code = code,
                               .floor = 1,
                               .beds = 2,
                               .area_c = -1,
                               .sex = lit("any"),
                               .state = lit("usable")};
        ok(store_room_put(store, &c, &e));
        rooms[i] = c.id;
    }
    store_sites_release(&sites);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

static int64_t room_of(const char *token)
{
    int64_t id = -1;
    ok(store_door_card_find(store, token, &id, &e));
    return id;
}

static int64_t n_audited(void)
{
    struct store_audit_head head = {0};
    ok(store_audit_head(store, &head, &e));
    return head.seq;
}

static void t_a_card_is_made_once_and_opens_its_room(void **state)
{
    struct store_door_cards first = {0}, again = {0}, of_site = {0};
    (void)state;
    ok(door_cards(store, &planner, "", NOW, &first, &e));
    const int64_t n = n_audited();
    ok(door_cards(store, NULL, "", NOW + 1, &again, &e));
    assert_int_equal(n_audited(), n); /* nothing was made */
    assert_int_equal(first.n, N_ROOMS);
    for (size_t i = 0; i < first.n; i++) {
        assert_int_equal(strlen(first.items[i].token), DOOR_TOKEN);
        assert_string_equal(first.items[i].token, again.items[i].token);
        assert_int_equal(room_of(first.items[i].token), first.items[i].room_id);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(first.items[i].token, first.items[j].token);
    }
    ok(door_cards(store, &planner, "CD", NOW, &of_site, &e));
    assert_true(of_site.n > 0 && of_site.n < N_ROOMS);
    assert_int_equal(room_of("0123456789abcdef0123456789abcdef"), 0);
    assert_int_equal(room_of(""), 0);
    store_door_cards_release(&first);
    store_door_cards_release(&again);
    store_door_cards_release(&of_site);
}

static void t_a_renewed_card_opens_nothing(void **state)
{
    struct store_door_cards before = {0}, after = {0};
    (void)state;
    ok(door_cards(store, &planner, "", NOW, &before, &e));
    ok(door_card_renew(store, &planner, before.items[2].room, NOW + 5, &e));
    ok(door_cards(store, &planner, "", NOW + 6, &after, &e));
    for (size_t i = 0; i < before.n; i++) {
        const bool is_same = strcmp(before.items[i].token, after.items[i].token) == 0;
        assert_int_equal(is_same, i != 2);
        assert_int_equal(room_of(before.items[i].token), i == 2 ? 0 : before.items[i].room_id);
        assert_int_equal(room_of(after.items[i].token), after.items[i].room_id);
    }
    store_door_cards_release(&before);
    store_door_cards_release(&after);
}

static void t_others_make_no_cards(void **state)
{
    struct store_door_cards cards = {0};
    struct principal crew = bed_principal("crew", PRINCIPAL_MAINTENANCE, "", 0);
    const struct principal *const no[] = {&lan, &an_self, &crew};
    (void)state;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        refused(door_cards(store, no[i], "", NOW, &cards, &e), ERR_DENIED);
        e = (struct err){0};
        refused(door_card_renew(store, no[i], "SV-0", NOW, &e), ERR_DENIED);
        e = (struct err){0};
    }
    refused(door_card_renew(store, &planner, "SV-9", NOW, &e), ERR_ABSENT);
    e = (struct err){0};
    refused(door_cards(store, &planner, "XX", NOW, &cards, &e), ERR_ABSENT);
}

/* Whoever copies the file can neither read a token nor lend a card's row to another room. */
static void t_a_token_lies_under_the_key(void **state)
{
    struct store_door_cards cards = {0};
    sqlite3 *db = NULL;
    (void)state;
    ok(door_cards(store, &planner, "", NOW, &cards, &e));
    store_close(store);
    struct buf bytes = {0};
    FILE *f = fopen(path, "rb");
    char piece[4096];
    assert_non_null(f);
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&bytes, piece, n);
    fclose(f);
    assert_non_null(memmem(bytes.data, bytes.len, cards.items[0].room,
                           strlen(cards.items[0].room))); /* the search works */
    for (size_t i = 0; i < cards.n; i++)
        assert_null(memmem(bytes.data, bytes.len, cards.items[i].token, DOOR_TOKEN));
    buf_release(&bytes);
    store_door_cards_release(&cards);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "UPDATE door_card SET token_sealed = (SELECT d.token_sealed\n"
                                  "  FROM door_card d WHERE d.id <> door_card.id LIMIT 1)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    ok(store_open(&store, path, STORE_WRITE, &KEY, &e));
    assert_int_not_equal(store_door_card_list(store, "", &cards, &e), ERR_OK);
    store_door_cards_release(&cards);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_a_card_is_made_once_and_opens_its_room),
        TEST(t_a_renewed_card_opens_nothing),
        TEST(t_others_make_no_cards),
        TEST(t_a_token_lies_under_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
