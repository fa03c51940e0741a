/* A thousand random acts (in, out, to another room, changing places, for a while and back, with
 * days forth and back) on a small house, after each of which: no bed has two people on one night,
 * nobody sleeps beside a party that lives alone, men and women share no room, who has an own stay
 * lives there by the register too, and what was refused has changed nothing.
 */
#include "needs_bed.h"

#include "base/date.h"
#include "service/placement.h"
#include "service/policies.h"
#include "service/stay.h"
#include "store/offer.h"
#include "store/request.h"

enum { N_ROOMS = 5, N_PARTIES = 8, N_STEPS = 1500, N_DAYS = 28, MAX_STAYS = 4000 };

static const int BEDS[N_ROOMS] = {1, 2, 2, 3, 4};
/* The first four are women; the last of each sex lives alone; two bring a friend. */
static const int SIZE[N_PARTIES] = {1, 2, 1, 1, 1, 2, 1, 1};
static const bool IS_ALONE[N_PARTIES] = {[3] = true, [7] = true};
static int64_t rooms[N_ROOMS], parties[N_PARTIES];
static char room_codes[N_ROOMS][16], codes[N_PARTIES][16];
static uint32_t seed;
static int n_done[6];
static const int MIX[] = {0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 5, 5};

static int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

static bool is_woman(int p)
{
    return p < 4;
}

static int64_t put_person(int number, bool woman, int64_t agency)
{
    char name[32], citizen_id[13];
    snprintf(name, sizeof name, "Người Thử %d", number);
    snprintf(citizen_id, sizeof citizen_id, "03418%07d", number);
    struct store_official o = {.name = name,
                               .born = lit("1980-05-09"),
                               .sex = lit(woman ? "F" : "M"),
                               .citizen_id = citizen_id,
                               .agency_id = agency,
                               .coefficient_c = 300,
                               .owns_house = 0,
                               .road_km_t = 600,
                               .has_moved = 1,
                               .needs_housing = 1};
    ok(store_official_put(store, &o, &e));
    return o.id;
}

static void put_party(int p, int64_t agency)
{
    struct store_member members[2] = {0};
    for (int i = 0; i < SIZE[p]; i++)
        members[i] =
            (struct store_member){.relation = lit(i == 0 ? "self" : "companion"),
                                  .official_id = put_person(p * 10 + i, is_woman(p), agency),
                                  .consent = lit(i == 0 ? "" : "own")};
    snprintf(codes[p], sizeof codes[p], "HS-%d", p);
    struct store_request r = {.code = codes[p],
                              .agency_id = agency,
                              .sharing = lit(IS_ALONE[p] ? "private" : "shared"),
                              .filed = lit("2025-06-01"),
                              .other_sites = 1,
                              .scheme = lit("temporary"),
                              .n_members = (size_t)SIZE[p],
                              .members = members};
    ok(store_request_put(store, &r, &e));
    parties[p] = r.id;
}

static int set_up(void **state)
{
    (void)state;
    bed_fill();
    ok(policies_seed(store, &e));
    const int64_t agency = put_agency(store, "SNV");
    struct store_site k = {.code = lit("KT"), .name = lit("Khu thử")};
    ok(store_site_put(store, &k, &e));
    for (int i = 0; i < N_ROOMS; i++) {
        snprintf(room_codes[i], sizeof room_codes[i], "KT-%d", i);
        struct store_room c = {.site_id = k.id,
                               .code = room_codes[i],
                               .floor = 1,
                               .beds = BEDS[i],
                               .area_c = -1,
                               .sex = lit("any"),
                               .state = lit("usable")};
        ok(store_room_put(store, &c, &e));
        rooms[i] = c.id;
    }
    for (int p = 0; p < N_PARTIES; p++)
        put_party(p, agency);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

static struct store_stays all_stays(void)
{
    struct store_stay_query q = {.scope = ALL};
    struct store_stays out = {0};
    int64_t n;
    ok(store_stay_list(store, &q, &out, &n, &e));
    assert_int_equal(n, out.n);
    return out;
}

static int party_of(const struct store_stay *s)
{
    int p = 0;
    while (parties[p] != s->request_id)
        p++;
    return p;
}

static bool share_a_night(const struct store_stay *a, const struct store_stay *b)
{
    for (int d = 1; d <= N_DAYS; d++) {
        char day[11];
        snprintf(day, sizeof day, "2025-08-%02d", d);
        bool in_a =
            strcmp(a->from_day, day) <= 0 && (a->to_day[0] == '\0' || strcmp(day, a->to_day) < 0);
        bool in_b =
            strcmp(b->from_day, day) <= 0 && (b->to_day[0] == '\0' || strcmp(day, b->to_day) < 0);
        if (in_a && in_b)
            return true;
    }
    return false;
}

static void check_pair(const struct store_stay *a, const struct store_stay *b)
{
    if (a->room_id != b->room_id || !share_a_night(a, b))
        return;
    int p = party_of(a), q = party_of(b);
    assert_false(IS_ALONE[p] || IS_ALONE[q]);
    for (size_t i = 0; i < a->n_beds; i++)
        for (size_t k = 0; k < b->n_beds; k++)
            assert_int_not_equal(a->beds[i].bed, b->beds[k].bed);
    /* what lies back in time may be told out of turn; who is there now was judged together */
    if (a->to_day[0] == '\0' && b->to_day[0] == '\0')
        assert_int_equal(is_woman(p), is_woman(q));
}

static void check_register(const struct store_stays *all)
{
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_request r = {0};
        const struct store_stay *own = NULL;
        ok(store_request_get(store, parties[p], &r, &e));
        for (size_t i = 0; i < all->n; i++)
            if (all->items[i].request_id == parties[p] && all->items[i].to_day[0] == '\0' &&
                strcmp(all->items[i].kind, "own") == 0)
                own = &all->items[i];
        if (own != NULL) {
            assert_string_equal(r.current_room, own->room);
            assert_string_equal(r.state, "living");
            assert_int_equal(own->n_beds, SIZE[p]);
        } else {
            assert_string_not_equal(r.state, "living");
        }
        store_request_release(&r);
    }
}

static void check_house(void)
{
    struct store_stays all = all_stays();
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < i; k++)
            check_pair(&all.items[i], &all.items[k]);
    check_register(&all);
    store_stays_release(&all);
}

static int act(int what, int p, const char *day, const char *today)
{
    const char *room = room_codes[pick(N_ROOMS)];
    char back[11];
    switch (what) {
    case 0:
        return stay_move_in(store, &planner, codes[p], 0, day, today, &bad, &e);
    case 1:
        return stay_move_out(store, &planner, codes[p], 0, day, today, NOW, &bad, &e);
    case 2:
        return stay_transfer(store, &planner, codes[p], 0, room, day, today, NOW, &bad, &e);
    case 3:
        return stay_exchange(store, &planner, codes[p], 0, codes[pick(N_PARTIES)], day, today, &bad,
                             &e);
    case 4:
        date_add(day, 5, back);
        return stay_lodge(store, &planner, codes[p], 0, room, day, back, today, &bad, &e);
    default:
        return stay_return(store, &planner, codes[p], 0, day, today, NOW, &bad, &e);
    }
}

/* As an accepted offer leaves it, where the beds are free. */
static void win_place(int p)
{
    struct store_request r = {0};
    bool has = false;
    int room = pick(N_ROOMS);
    ok(store_request_get(store, parties[p], &r, &e));
    bool is_free = r.current_room[0] == '\0';
    store_request_release(&r);
    struct placement move = {.request = codes[p], .room = room_codes[room]};
    ok(store_room_has_free(store, rooms[room], IS_ALONE[p] ? 0 : SIZE[p], &has, &e));
    if (!is_free || !has || SIZE[p] > BEDS[room])
        return;
    ok(store_request_move(store, parties[p], "eligible", NULL, NULL, &e));
    int rc = placement_check(store, &move, 1, "2025-08-28", &bad, &e);
    solver_findings_release(&bad);
    if (rc != ERR_OK)
        return;
    ok(store_party_settle(store, parties[p], rooms[room], IS_ALONE[p] ? 0 : SIZE[p], &e));
    ok(store_request_move(store, parties[p], "accepted", NULL, NULL, &e));
}

static void t_no_act_breaks_the_house(void **state)
{
    (void)state;
    seed = 9;
    for (int step = 0; step < N_STEPS; step++) {
        char day[11], today[11];
        int now = 1 + step * (N_DAYS - 1) / N_STEPS;
        snprintf(today, sizeof today, "2025-08-%02d", now);
        snprintf(day, sizeof day, "2025-08-%02d", pick(5) == 0 ? 1 + pick(N_DAYS) : now);
        int p = pick(N_PARTIES);
        if (pick(3) == 0)
            win_place(p);
        struct store_stays before = all_stays();
        int what = MIX[pick(sizeof MIX / sizeof *MIX)];
        ok(store_begin(store, &e));
        int rc = act(what, p, day, today);
        if (rc == ERR_OK) {
            ok(store_commit(store, &e));
            n_done[what]++;
        } else {
            assert_true(rc == ERR_DATA || rc == ERR_INPUT);
            assert_int_equal(rc == ERR_INPUT, bad.n > 0);
            store_rollback(store);
            struct store_stays after = all_stays();
            assert_int_equal(after.n, before.n);
            store_stays_release(&after);
        }
        e = (struct err){0};
        solver_findings_release(&bad);
        store_stays_release(&before);
        check_house();
    }
    for (int i = 0; i < 6; i++) /* each act was done, not refused alone */
        assert_in_range(n_done[i], 3, N_STEPS);
}

static void t_others_may_not(void **state)
{
    (void)state;
    refused(stay_move_in(store, &lan, codes[0], 0, "2025-08-01", "2025-08-01", &bad, &e),
            ERR_ABSENT);
    refused(stay_move_in(store, &an_self, codes[0], 0, "2025-08-01", "2025-08-01", &bad, &e),
            ERR_ABSENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_no_act_breaks_the_house, set_up, tear_down),
        cmocka_unit_test_setup_teardown(t_others_may_not, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
