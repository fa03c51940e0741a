/* What stands in the rooms: after any puts and removals it is what a naive list says, page by page
 * and counted; each change shows in the room's version.
 */
#include "store_bed.h"

#include "store/inventory.h"
#include "store/room.h"

enum { N_ROOMS = 4, N_KINDS = 3, N_IX = 3, N_CONDITIONS = 4 };
static const char *const KINDS[N_KINDS] = {"air_con", "bed", "fan"};
static const char *const CONDITIONS[N_CONDITIONS] = {"good", "worn", "broken", "missing"};

static struct store *store;
static struct store_room rooms[N_ROOMS];
static int twin[N_ROOMS][N_KINDS][N_IX]; /* -1 = none stands there, else its condition */
static unsigned seed = 7;

static int draw(int n)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % n;
}

static int set_up(void **state)
{
    static char codes[N_ROOMS][8];
    struct store_site sites[2] = {{.code = lit("CD"), .name = lit("Khu CD")},
                                  {.code = lit("SV"), .name = lit("Khu SV")}};
    (void)state;
    bed_make();
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e));
    ok(store_site_put(store, &sites[0], &e));
    ok(store_site_put(store, &sites[1], &e));
    for (int r = 0; r < N_ROOMS; r++) {
        snprintf(codes[r], sizeof codes[r], "%s-10%d", r < 2 ? "CD" : "SV", r);
        rooms[r] = (struct store_room){.site_id = sites[r / 2].id,
                                       .code = codes[r],
                                       .floor = -1,
                                       .beds = 2,
                                       .area_c = -1,
                                       .sex = lit("any"),
                                       .state = lit("usable")};
        ok(store_room_put(store, &rooms[r], &e));
    }
    memset(twin, -1, sizeof twin);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    bed_remove();
    return 0;
}

static int64_t version_of(int room)
{
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    struct store_room r;
    ok(store_room_get(store, &all, rooms[room].code, &r, &e));
    int64_t version = r.version;
    store_room_release(&r);
    return version;
}

/* The filtered twin against the filtered list, read in pages of `limit`. */
static void compare_list(int room, int kind, int condition, int limit)
{
    struct store_item_query q = {.room = room < 0 ? NULL : rooms[room].code,
                                 .kind = kind < 0 ? NULL : KINDS[kind],
                                 .condition = condition < 0 ? NULL : CONDITIONS[condition],
                                 .limit = limit};
    struct store_items page = {0};
    size_t at = 0;
    int64_t n = 0, n_twin = 0;
    ok(store_item_list(store, &q, &page, &n, &e));
    for (int r = 0; r < N_ROOMS; r++)
        for (int k = 0; k < N_KINDS; k++)
            for (int i = 0; i < N_IX; i++) {
                const int now = twin[r][k][i];
                if (now < 0 || (room >= 0 && r != room) || (kind >= 0 && k != kind) ||
                    (condition >= 0 && now != condition))
                    continue;
                if (at == page.n) {
                    struct store_items next = {0};
                    const struct store_item *last = &page.items[at - 1];
                    q.after_room = last->room;
                    q.after_kind = last->kind;
                    q.after_ix = last->ix;
                    ok(store_item_list(store, &q, &next, NULL, &e));
                    store_items_release(&page);
                    page = next;
                    at = 0;
                }
                assert_true(at < page.n);
                const struct store_item *item = &page.items[at++];
                assert_int_equal(item->room_id, rooms[r].id);
                assert_string_equal(item->room, rooms[r].code);
                assert_string_equal(item->kind, KINDS[k]);
                assert_int_equal(item->ix, i + 1);
                assert_string_equal(item->condition, CONDITIONS[now]);
                n_twin++;
            }
    assert_int_equal(at, page.n);
    assert_int_equal(n, n_twin);
    store_items_release(&page);
}

static void compare_counts(void)
{
    struct store_item_counts counts = {0};
    size_t at = 0;
    ok(store_item_count(store, &counts, &e));
    for (int site = 0; site < 2; site++)
        for (int k = 0; k < N_KINDS; k++) {
            int n_of[N_CONDITIONS] = {0}, n = 0, n_rooms = 0;
            for (int r = 2 * site; r < 2 * site + 2; r++) {
                const int before = n;
                for (int i = 0; i < N_IX; i++)
                    if (twin[r][k][i] >= 0) {
                        n_of[twin[r][k][i]]++;
                        n++;
                    }
                n_rooms += n > before;
            }
            if (n == 0)
                continue;
            assert_true(at < counts.n);
            const struct store_item_count *c = &counts.items[at++];
            assert_string_equal(c->site, site == 0 ? "CD" : "SV");
            assert_string_equal(c->kind, KINDS[k]);
            assert_int_equal(c->n, n);
            assert_int_equal(c->n_rooms, n_rooms);
            assert_int_equal(c->n_good, n_of[0]);
            assert_int_equal(c->n_worn, n_of[1]);
            assert_int_equal(c->n_broken, n_of[2]);
            assert_int_equal(c->n_missing, n_of[3]);
        }
    assert_int_equal(at, counts.n);
    store_item_counts_release(&counts);
}

static void t_what_stands_in_the_rooms_is_what_was_put_and_not_removed(void **state)
{
    (void)state;
    ok(store_begin(store, &e));
    for (int step = 0; step < 600; step++) {
        const int r = draw(N_ROOMS), k = draw(N_KINDS), i = draw(N_IX), c = draw(N_CONDITIONS);
        const int64_t version = version_of(r);
        bool changes = true;
        if (draw(3) > 0) {
            struct store_item item = {.room_id = rooms[r].id,
                                      .kind = lit(KINDS[k]),
                                      .ix = i + 1,
                                      .condition = lit(CONDITIONS[c]),
                                      .note = lit("nhãn 7"),
                                      .seen_on = lit("2025-08-01")};
            ok(store_item_put(store, &item, &e));
            twin[r][k][i] = c;
        } else {
            changes = twin[r][k][i] >= 0;
            ok(store_item_remove(store, rooms[r].id, KINDS[k], i + 1, "2025-08-02", &e));
            twin[r][k][i] = -1;
        }
        assert_int_equal(version_of(r), version + changes);
        compare_list(draw(N_ROOMS + 1) - 1, draw(N_KINDS + 1) - 1, draw(N_CONDITIONS + 1) - 1,
                     draw(5));
        compare_counts();
    }
    ok(store_commit(store, &e));
}

static void t_a_condition_or_a_number_that_is_none_is_refused(void **state)
{
    struct store_item item = {.room_id = rooms[0].id,
                              .kind = lit("bed"),
                              .ix = 1,
                              .condition = lit("new"),
                              .seen_on = lit("2025-08-01")};
    (void)state;
    refused(store_item_put(store, &item, &e), ERR_DATA);
    item.condition = lit("good");
    item.ix = 100;
    refused(store_item_put(store, &item, &e), ERR_DATA);
    item.ix = 1;
    item.room_id = 99;
    refused(store_item_put(store, &item, &e), ERR_DATA);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_what_stands_in_the_rooms_is_what_was_put_and_not_removed),
        TEST(t_a_condition_or_a_number_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
