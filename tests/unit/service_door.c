/* Door cards: made once, printed again as they are, good for one room until they are renewed. */
#include "needs_bed.h"

#include <sqlite3.h>

#include "service/door.h"
#include "store/request.h"

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
        snprintf(code, sizeof code, "%s-%d", sites.items[i % 2].code, i);
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
    struct store_door_card card;
    ok(store_door_card_find(store, token, &card, &e));
    const int64_t id = card.room_id;
    store_door_card_release(&card);
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
    assert_int_equal(n_audited(), n + 1); /* nothing was made, but the tokens went out again */
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
        refused(door_card_renew(store, no[i], "SV-1", NOW, &e), ERR_DENIED);
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

/* ---- at the door ---- */

static char *token_of(const char *room)
{
    struct store_door_cards cards = {0};
    char *token = NULL;
    ok(door_cards(store, &planner, "", NOW, &cards, &e));
    for (size_t i = 0; i < cards.n; i++)
        if (strcmp(cards.items[i].room, room) == 0)
            token = mem_dup(cards.items[i].token);
    store_door_cards_release(&cards);
    assert_non_null(token);
    return token;
}

static int report_at(const char *token, int64_t now, char code[33])
{
    static const char ANSWERS[] = "{\"symptom\":\"tap\"}";
    struct json *answers = json_parse(ANSWERS, strlen(ANSWERS), &e);
    struct repair_new n = {
        .category = "water", .answers = answers, .description = "Vòi nước chảy mãi"};
    struct repair_view v = {0};
    e = (struct err){0};
    int rc = door_report(store, token, &n, now, &v, &bad, &e);
    if (rc == ERR_OK)
        snprintf(code, 33, "%s", v.repair.code);
    json_free(answers);
    repair_view_release(&v);
    return rc;
}

static void t_a_card_reports_for_its_own_room(void **state)
{
    char *token = token_of("SV-1"), *other = token_of("CD-0"), code[33];
    struct door_view v = {0};
    (void)state;
    ok(report_at(token, NOW, code));
    ok(door_get(store, token, NOW + 1, &v, &e));
    assert_string_equal(v.card.room, "SV-1");
    assert_int_equal(v.repairs.n, 1);
    assert_string_equal(v.repairs.items[0].category, "water");
    assert_string_equal(v.repairs.items[0].description, ""); /* no words of whoever reported it */
    door_view_release(&v);
    ok(door_get(store, other, NOW + 1, &v, &e));
    assert_int_equal(v.repairs.n, 0);
    door_view_release(&v);
    ok(door_card_renew(store, &planner, "SV-1", NOW + 2, &e));
    refused(report_at(token, NOW + 3, code), ERR_ABSENT);
    e = (struct err){0};
    refused(door_get(store, token, NOW + 3, &v, &e), ERR_ABSENT);
    free(token);
    free(other);
}

static void t_a_prank_ends(void **state)
{
    char *token = token_of("SV-1"), code[33];
    (void)state;
    for (int i = 0; i < DOOR_DAY; i++)
        ok(report_at(token, NOW + i, code));
    refused(report_at(token, NOW + DOOR_DAY, code), ERR_DATA);
    ok(report_at(token, NOW + 24 * 3600 + 1, code));
    free(token);
}

/* Who lives there, too: after so many a day it is a mistake or a program. */
static void t_a_resident_reports_so_often_a_day(void **state)
{
    static const char ANSWERS[] = "{\"symptom\":\"tap\"}";
    struct json *answers = json_parse(ANSWERS, strlen(ANSWERS), &e);
    const struct repair_new n = {.room = "SV-1", .category = "water", .answers = answers};
    struct store_member self = {.relation = lit("self"), .official_id = an.id};
    struct store_request r = {.code = lit("HS-1"),
                              .agency_id = an.agency_id,
                              .sharing = lit("shared"),
                              .filed = lit("2025-06-01"),
                              .current_room = lit("SV-1"),
                              .other_sites = 1,
                              .scheme = lit("temporary"),
                              .n_members = 1,
                              .members = &self};
    struct repair_view v = {0};
    (void)state;
    ok(store_request_put(store, &r, &e));
    for (int i = 0; i < REPAIR_DAY; i++) {
        ok(repair_report(store, &an_self, &n, NOW + i, &v, &bad, &e));
        repair_view_release(&v);
    }
    refused(repair_report(store, &an_self, &n, NOW + REPAIR_DAY, &v, &bad, &e), ERR_DATA);
    repair_view_release(&v);
    e = (struct err){0};
    ok(repair_report(store, &an_self, &n, NOW + 24 * 3600 + 5, &v, &bad, &e));
    repair_view_release(&v);
    ok(repair_report(store, &planner, &n, NOW, &v, &bad, &e)); /* the house may as it needs */
    repair_view_release(&v);
    json_free(answers);
}

static int photo_at(const char *token, const char *repair, const char *bytes, struct store_photo *p)
{
    const struct photo_new n = {
        .kind = "fault", .jpeg = bytes, .n = strlen(bytes), .width = 8, .height = 8};
    e = (struct err){0};
    return door_photo(store, token, repair, &n, NOW + 60, p, &e);
}

static void t_photos_are_for_the_reporter_and_the_house(void **state)
{
    char *token = token_of("SV-1"), *other = token_of("CD-0"), code[33];
    struct principal crew = bed_principal("crew", PRINCIPAL_MAINTENANCE, "", 0);
    struct store_photo p = {0}, again = {0};
    struct store_photos list = {0};
    struct buf jpeg = {0};
    (void)state;
    ok(report_at(token, NOW, code));
    ok(photo_at(token, code, "picture", &p));
    ok(photo_at(token, code, "picture", &again)); /* sent twice, kept once */
    assert_string_equal(p.code, again.code);
    store_photo_release(&again);
    refused(photo_at(other, code, "picture", &again), ERR_ABSENT);
    e = (struct err){0};
    ok(door_may_photo(store, token, code, NOW + 60, &e));
    refused(door_may_photo(store, other, code, NOW + 60, &e), ERR_ABSENT);
    refused(photo_may_add(store, &an_self, code, "fault", NOW + 60, &e), ERR_ABSENT);
    refused(photo_at(token, "0123456789abcdef0123456789abcdef", "picture", &again), ERR_ABSENT);
    e = (struct err){0};
    ok(photo_list(store, &crew, code, NOW + 61, &list, &e));
    assert_int_equal(list.n, 1);
    ok(photo_bytes(store, &crew, code, p.code, NOW + 61, &jpeg, &e));
    assert_string_equal(jpeg.data, "picture");
    const struct principal *const no[] = {&lan, &an_self};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        refused(photo_bytes(store, no[i], code, p.code, NOW + 61, &jpeg, &e), ERR_ABSENT);
        e = (struct err){0};
    }
    for (int i = 0; i + 1 < PHOTO_EACH; i++) {
        char bytes[16];
        store_photo_release(&again);
        snprintf(bytes, sizeof bytes, "picture %d", i);
        ok(photo_at(token, code, bytes, &again));
    }
    store_photo_release(&again);
    refused(photo_at(token, code, "one more", &again), ERR_DATA);
    refused(door_may_photo(store, token, code, NOW + 60, &e), ERR_DATA); /* told before the work */
    refused(photo_may_add(store, &crew, code, "done", NOW + 60, &e), ERR_DATA);
    store_photos_release(&list);
    store_photo_release(&p);
    store_photo_release(&again);
    buf_release(&jpeg);
    free(token);
    free(other);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_a_card_is_made_once_and_opens_its_room),
        TEST(t_a_renewed_card_opens_nothing),
        TEST(t_others_make_no_cards),
        TEST(t_a_token_lies_under_the_key),
        TEST(t_a_card_reports_for_its_own_room),
        TEST(t_a_prank_ends),
        TEST(t_a_resident_reports_so_often_a_day),
        TEST(t_photos_are_for_the_reporter_and_the_house),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
