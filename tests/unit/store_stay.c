/* Stays against a naive twin that paints every night of every bed: thousands of random moves in,
 * out, back and forth in time, of which the store must accept what the twin accepts, and nothing
 * else, and then say the same of every night.
 */
#include "store_bed.h"

#include "../../src/store/handle.h"

#include "store/offer.h"
#include "store/request.h"
#include "store/stay.h"

enum { N_ROOMS = 4, N_PARTIES = 7, N_DAYS = 24, MAX_BEDS = 4, MAX_STAYS = 6000, N_STEPS = 6000 };

struct twin_stay {
    int64_t id;
    char code[33];
    int party, room, from, to; /* to = N_DAYS: has not left */
    bool is_temporary;
    int bed[MAX_BEDS]; /* of member i */
};

static struct store *store;
static int64_t agency, site;
static int64_t rooms[N_ROOMS], parties[N_PARTIES];
static const int BEDS[N_ROOMS] = {1, 2, 3, 4};
static const int SIZE[N_PARTIES] = {1, 1, 1, 2, 2, 3, 1};
enum { ALONE = 6 };          /* this party has its room to itself */
static int place[N_PARTIES]; /* room where a party holds a place; -1 none */
static struct twin_stay twin[MAX_STAYS];
static int n_twin;
static uint32_t seed;
static const struct store_scope ALL = {.sees = STORE_SEES_ALL};

static int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

static const char *day_name(int d, char out[11])
{
    if (d == N_DAYS)
        return "";
    snprintf(out, 11, "2025-08-%02d", d + 1);
    return out;
}

static void put_party(int p)
{
    struct store_member members[MAX_BEDS] = {0};
    char name[32];
    for (int i = 0; i < SIZE[p]; i++) {
        char citizen_id[13];
        snprintf(citizen_id, sizeof citizen_id, "034080%06d", p * 10 + i);
        snprintf(name, sizeof name, "Người Thử %d", p * 10 + i);
        struct store_official o = {.name = name,
                                   .born = lit("1980-05-09"),
                                   .sex = lit("M"),
                                   .citizen_id = citizen_id,
                                   .agency_id = agency,
                                   .road_km_t = 455,
                                   .needs_housing = 1};
        ok(store_official_put(store, &o, &e));
        members[i] = (struct store_member){.relation = lit(i == 0 ? "self" : "companion"),
                                           .official_id = o.id,
                                           .consent = lit(i == 0 ? "" : "own")};
    }
    char code[16];
    snprintf(code, sizeof code, "HS-%d", p);
    struct store_request r = {.code = code,
                              .agency_id = agency,
                              .sharing = lit(p == ALONE ? "private" : "shared"),
                              .filed = lit("2025-07-01"),
                              .scheme = lit("temporary"),
                              .n_members = (size_t)SIZE[p],
                              .members = members};
    ok(store_request_put(store, &r, &e));
    parties[p] = r.id;
    place[p] = -1;
}

static int set_up(void **state)
{
    (void)state;
    bed_make();
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e));
    agency = put_agency(store, "SXD");
    struct store_site k = {.code = lit("SV"), .name = lit("Khu thử")};
    ok(store_site_put(store, &k, &e));
    site = k.id;
    for (int i = 0; i < N_ROOMS; i++) {
        char code[16];
        snprintf(code, sizeof code, "SV-%d", i);
        struct store_room c = {.site_id = site,
                               .code = code,
                               .beds = BEDS[i],
                               .area_c = -1,
                               .floor = 1,
                               .sex = lit("any"),
                               .state = lit("usable")};
        ok(store_room_put(store, &c, &e));
        rooms[i] = c.id;
    }
    for (int p = 0; p < N_PARTIES; p++)
        put_party(p);
    n_twin = 0;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    bed_remove();
    return 0;
}

static bool is_there(const struct twin_stay *s, int night)
{
    return s->from <= night && night < s->to;
}

static bool sleeps_in(const struct twin_stay *s, int bed)
{
    for (int i = 0; i < SIZE[s->party]; i++)
        if (s->bed[i] == bed)
            return true;
    return false;
}

/* Whether two stays cannot both be, night by night. */
static bool clash(const struct twin_stay *a, const struct twin_stay *b)
{
    for (int night = 0; night < N_DAYS; night++) {
        if (!is_there(a, night) || !is_there(b, night))
            continue;
        if (a->party == b->party && a->is_temporary == b->is_temporary)
            return true;
        if (a->room != b->room)
            continue;
        if (a->party == ALONE || b->party == ALONE)
            return true;
        for (int i = 0; i < SIZE[a->party]; i++)
            if (sleeps_in(b, a->bed[i]))
                return true;
    }
    return false;
}

/* Whether it goes with all stays but number `self`. */
static bool fits(const struct twin_stay *s, int self)
{
    for (int i = 0; i < n_twin; i++)
        if (i != self && clash(s, &twin[i]))
            return false;
    return true;
}

/* Beds held in a room today: places, and open temporary stays. */
static int held(int room)
{
    int n = 0;
    for (int p = 0; p < N_PARTIES; p++)
        if (place[p] == room)
            n += p == ALONE ? BEDS[room] : SIZE[p];
    for (int i = 0; i < n_twin; i++)
        if (twin[i].room == room && twin[i].is_temporary && twin[i].to == N_DAYS)
            n += twin[i].party == ALONE ? BEDS[room] : SIZE[twin[i].party];
    return n;
}

static bool may_begin(const struct twin_stay *s)
{
    bool is_open = s->to == N_DAYS;
    for (int i = 0; i < n_twin; i++) /* of a kind, one is open, though it has no night yet */
        if (is_open && twin[i].to == N_DAYS && twin[i].party == s->party &&
            twin[i].is_temporary == s->is_temporary)
            return false;
    for (int i = 0; i < SIZE[s->party]; i++)
        if (s->bed[i] < 1 || s->bed[i] > BEDS[s->room])
            return false;
    if (is_open && !s->is_temporary && place[s->party] != s->room)
        return false;
    if (is_open && s->is_temporary &&
        held(s->room) + (s->party == ALONE ? BEDS[s->room] : SIZE[s->party]) > BEDS[s->room])
        return false;
    return fits(s, -1);
}

/* The first beds nobody has on a night of the stay. */
static void choose_beds(struct twin_stay *s)
{
    for (int i = 0; i < SIZE[s->party]; i++) {
        s->bed[i] = 0;
        for (int bed = 1; bed <= BEDS[s->room] + 1 && s->bed[i] == 0; bed++) {
            bool is_free = true;
            for (int j = 0; j < i; j++)
                is_free = is_free && s->bed[j] != bed;
            for (int k = 0; k < n_twin && is_free; k++)
                for (int night = 0; night < N_DAYS; night++)
                    if (twin[k].room == s->room && is_there(&twin[k], night) &&
                        is_there(s, night) && sleeps_in(&twin[k], bed))
                        is_free = false;
            s->bed[i] = is_free ? bed : 0;
        }
    }
}

static void try_begin(void)
{
    char from[11], to[11];
    struct twin_stay s = {.party = pick(N_PARTIES), .is_temporary = pick(3) == 0};
    s.room = place[s.party] >= 0 && pick(3) > 0 ? place[s.party] : pick(N_ROOMS);
    s.from = pick(N_DAYS - 1);
    s.to = pick(3) == 0 ? N_DAYS : s.from + pick(N_DAYS - s.from);
    struct store_stay_bed beds[MAX_BEDS] = {0};
    for (int i = 0; i < SIZE[s.party]; i++)
        beds[i].member_ix = i;
    struct store_stay stay = {.request_id = parties[s.party],
                              .room_id = rooms[s.room],
                              .kind = lit(s.is_temporary ? "temporary" : "own"),
                              .whole_room = s.party == ALONE,
                              .from_day = lit(day_name(s.from, from)),
                              .to_day = lit(day_name(s.to, to)),
                              .why_ended = lit(s.to == N_DAYS ? "" : "moved_out"),
                              .n_beds = (size_t)SIZE[s.party],
                              .beds = beds};
    choose_beds(&s);
    bool may = may_begin(&s);
    e = (struct err){0};
    ok(store_begin(store, &e));
    int rc = store_stay_add(store, &stay, &e);
    assert_int_equal(rc, may ? ERR_OK : ERR_DATA);
    if (rc == ERR_OK) {
        ok(store_commit(store, &e));
        s.id = stay.id;
        snprintf(s.code, sizeof s.code, "%s", stay.code);
        for (int i = 0; i < SIZE[s.party]; i++)
            assert_int_equal(beds[i].bed, s.bed[i]);
        assert_true(n_twin < MAX_STAYS);
        twin[n_twin++] = s;
    } else {
        store_rollback(store);
    }
    free(stay.code);
}

/* No service moves the day on which a stay began; the schema answers for whoever will. */
static int begin_on(int64_t id, const char *day)
{
    char *sql =
        sqlite3_mprintf("UPDATE stay SET from_day = %Q WHERE id = %lld", day, (long long)id);
    const int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL) & 0xff;
    sqlite3_free(sql);
    assert_true(code == SQLITE_OK || code == SQLITE_CONSTRAINT);
    return code == SQLITE_OK ? ERR_OK : ERR_DATA;
}

/* Moves the first or the last day of some stay. */
static void try_move(void)
{
    if (n_twin == 0)
        return;
    char day[11];
    int i = pick(n_twin), at = pick(N_DAYS);
    struct twin_stay changed = twin[i];
    bool is_end = pick(2) == 0;
    *(is_end ? &changed.to : &changed.from) = at;
    bool may = changed.from <= changed.to && fits(&changed, i);
    int rc = is_end ? store_stay_end(store, twin[i].id, day_name(at, day), "moved_out", &e)
                    : begin_on(twin[i].id, day_name(at, day));
    assert_int_equal(rc, may ? ERR_OK : ERR_DATA);
    if (rc == ERR_OK)
        twin[i] = changed;
}

/* A place won or given up, as offers and their ends do it. */
static void move_place(void)
{
    int p = pick(N_PARTIES), room = pick(N_ROOMS + 1) - 1;
    if (room >= 0 &&
        (SIZE[p] > BEDS[room] || held(room) + (p == ALONE ? BEDS[room] : SIZE[p]) > BEDS[room]))
        return;
    ok(store_party_settle(store, parties[p], room < 0 ? 0 : rooms[room], p == ALONE ? 0 : SIZE[p],
                          &e));
    place[p] = room;
}

/* Who the store says is there on every night, against the twin. */
static void compare_nights(void)
{
    for (int night = 0; night < N_DAYS; night++) {
        char day[11];
        struct store_stay_query q = {.scope = ALL, .on_day = day_name(night, day)};
        struct store_stays found = {0};
        int64_t n;
        ok(store_stay_list(store, &q, &found, &n, &e));
        int n_there = 0;
        for (int i = 0; i < n_twin; i++) {
            if (!is_there(&twin[i], night))
                continue;
            n_there++;
            bool is_found = false;
            for (size_t k = 0; k < found.n; k++)
                is_found = is_found || (found.items[k].id == twin[i].id &&
                                        found.items[k].room_id == rooms[twin[i].room] &&
                                        found.items[k].n_beds == (size_t)SIZE[twin[i].party]);
            assert_true(is_found);
        }
        assert_int_equal(n, n_there);
        assert_int_equal(found.n, (size_t)n_there);
        store_stays_release(&found);
    }
}

static void t_what_the_twin_forbids_is_refused(void **state)
{
    (void)state;
    for (seed = 1; seed < 3; seed++) {
        uint32_t kept = seed;
        for (int step = 0; step < N_STEPS / 2; step++) {
            int what = pick(8);
            if (what == 0)
                move_place();
            else if (what < 5)
                try_begin();
            else
                try_move();
            if (step % 500 == 499)
                compare_nights();
        }
        seed = kept;
    }
    assert_true(n_twin > 100);
}

static void t_a_page_goes_on_and_a_foreign_scope_sees_nothing(void **state)
{
    (void)state;
    for (seed = 7; n_twin < 12;)
        try_begin();
    struct store_stay_query q = {.scope = ALL, .limit = 5};
    int n_seen = 0;
    for (char after[33] = "";; n_seen += 5) {
        struct store_stays page = {0};
        int64_t n;
        q.after = after;
        ok(store_stay_list(store, &q, &page, &n, &e));
        assert_int_equal(n, n_twin);
        for (size_t i = 0; i < page.n; i++)
            assert_string_equal(page.items[i].code, twin[n_seen + (int)i].code);
        if (page.n < 5) {
            store_stays_release(&page);
            break;
        }
        snprintf(after, sizeof after, "%s", page.items[4].code);
        store_stays_release(&page);
    }
    struct store_scope nobody = {.sees = STORE_SEES_SELF, .official_id = 999};
    struct store_stay one = {0};
    ok(store_stay_get(store, &nobody, twin[0].code, &one, &e));
    assert_int_equal(one.id, 0);
    ok(store_stay_get(store, &ALL, twin[0].code, &one, &e));
    assert_int_equal(one.id, twin[0].id);
    store_stay_release(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_what_the_twin_forbids_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(t_a_page_goes_on_and_a_foreign_scope_sees_nothing, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
