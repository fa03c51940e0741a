/* Reports of occupancy against a naive twin that paints every bed of every night: random histories
 * of stays, offers, closures and states of rooms, written down in any order, asked for on random
 * days and periods; and what holds of every report: its tables add up, each figure has its rows.
 */
#include "report_bed.h"

/* ---- the twin ---- */

enum paint { FREE, OCCUPIED, HELD, RESERVED };

struct twin_night {
    int64_t n[5]; /* by paint; then crowded */
    int64_t closed, vacant, crowded, beds;
    bool is_counted, is_closed, is_long;
    int64_t unrecorded;
};

static bool sleeps(const struct bed_stay *s, int day)
{
    return s->from <= day && day < s->to;
}

static bool is_elsewhere(const struct bed_stay *s, int day)
{
    for (int i = 0; i < n_stays; i++)
        if (stays[i].is_temporary && stays[i].party == s->party && sleeps(&stays[i], day))
            return !s->is_temporary;
    return false;
}

static bool is_shut(int room, int day)
{
    for (int i = 0; i < n_closures; i++)
        if (closures[i].room == room && closures[i].from <= day && day < closures[i].to)
            return true;
    return false;
}

/* How many days around this one the room is closed without a break; of an open end, up to it. */
static int shut_for(int room, int day)
{
    int from = day, to = day;
    while (from > BEFORE && is_shut(room, from - 1))
        from--;
    while (to < AFTER && is_shut(room, to))
        to++;
    return (to == AFTER ? day : to) - from;
}

/* Whether an offer still keeps its beds at the end of a day: told by walking the days. One that is
 * accepted and over for no reason the house knows of ended with its answer. */
static bool is_kept(const struct bed_offer *o, int day)
{
    for (int d = o->made; d <= day; d++)
        if (o->is_accepted ? is_over(o, d) : o->answered <= d)
            return false;
    return day >= o->made && (!o->is_accepted || day < o->answered || is_over(o, AFTER) ||
                              place[o->party] == o->room);
}

static struct twin_night paint(int room, int day)
{
    struct twin_night v = {.beds = BEDS[room]};
    enum paint beds[MAX_BEDS] = {0};
    bool is_alone = false;
    for (int i = 0; i < n_stays; i++) {
        if (stays[i].room != room || !sleeps(&stays[i], day))
            continue;
        for (int m = 0; m < SIZE[stays[i].party]; m++) {
            assert_int_equal(beds[stays[i].bed[m] - 1], FREE);
            beds[stays[i].bed[m] - 1] = is_elsewhere(&stays[i], day) ? HELD : OCCUPIED;
        }
        is_alone = is_alone || IS_ALONE(stays[i].party);
    }
    for (int p = 0; p < N_PARTIES; p++) {
        if (unrecorded[p] != room || place[p] != room || day < KNOWN_FROM)
            continue;
        is_alone = is_alone || IS_ALONE(p);
        for (int m = 0, bed = 0; m < SIZE[p]; bed++)
            if (beds[bed] == FREE) {
                v.beds = bed + 1 > v.beds ? bed + 1 : v.beds;
                beds[bed] = OCCUPIED;
                v.unrecorded++;
                m++;
            }
    }
    for (int bed = 0; bed < v.beds; bed++)
        if (is_alone && beds[bed] == FREE)
            beds[bed] = HELD;
    for (int i = 0; i < n_offers; i++)
        for (int m = 0, bed = 0; offers[i].room == room && is_kept(&offers[i], day) &&
                                 m < offers[i].beds && bed < v.beds;
             bed++)
            if (beds[bed] == FREE) {
                beds[bed] = RESERVED;
                m++;
            }
    int n_used = 0;
    for (int bed = 0; bed < v.beds; bed++) {
        v.n[beds[bed]]++;
        n_used += beds[bed] != FREE;
    }
    v.is_counted =
        (SITE_FROM[SITE[room]] <= day && day <= SITE_TO[SITE[room]]) || v.n[OCCUPIED] > 0;
    v.is_closed = is_shut(room, day);
    v.is_long = v.is_closed && v.n[OCCUPIED] == 0 && shut_for(room, day) >= 183;
    for (int bed = 0; bed < v.beds; bed++)
        if (beds[bed] == FREE) { /* fills up what the area allows, then is too much */
            bool fits = n_used < USABLE(room);
            v.closed += fits && v.is_closed;
            v.vacant += fits && !v.is_closed;
            v.crowded += !fits;
            n_used++;
        }
    return v.is_counted ? v : (struct twin_night){0};
}

static void add_twin(int64_t *n, const struct twin_night *v, int room)
{
    if (!v->is_counted)
        return;
    bool is_available = !v->is_long;
    n[ROOMS]++;
    n[AVAILABLE_ROOMS] += is_available;
    n[LONG_CLOSED_ROOMS] += v->is_long;
    n[CLOSED_ROOMS] += v->is_closed;
    n[OCCUPIED_ROOMS] += v->n[OCCUPIED] > 0;
    n[BEDS_STANDING] += v->beds;
    n[USABLE_BEDS] += USABLE(room);
    n[AVAILABLE_BEDS] += is_available ? USABLE(room) : 0;
    n[OCCUPIED_BEDS] += v->n[OCCUPIED];
    n[UNRECORDED_BEDS] += v->unrecorded;
    n[HELD_BEDS] += v->n[HELD];
    n[RESERVED_BEDS] += v->n[RESERVED];
    n[CLOSED_BEDS] += v->closed;
    n[VACANT_BEDS] += v->vacant;
    n[CROWDED_BEDS] += v->crowded;
    if (is_available) {
        int64_t used = v->n[OCCUPIED] + v->n[HELD], open = v->vacant + v->n[RESERVED];
        n[UNSLEPT_BEDS] += open + v->closed;
        n[LETTABLE_BEDS] += open + v->closed + used;
        n[OPEN_UNSLEPT_BEDS] += open;
        n[OPEN_LETTABLE_BEDS] += open + used;
    }
}

/* The counts of a room in a set, by its row; 0 where it has none. */
static const int64_t *row_of(const struct report_set *set, int room)
{
    static const int64_t none[REPORT_MAX_COUNTS];
    for (size_t i = 0; i < set->n_rows; i++)
        if (strcmp(set->rows[i].texts[REPORT_ROOM], room_codes[room]) == 0)
            return set->rows[i].n;
    return none;
}

static void expect_counts(const struct report_set *set, int room, const int64_t *twin, int day)
{
    const int64_t *got = row_of(set, room);
    for (int c = 0; c < N_TWIN; c++)
        if (got[c] != twin[c])
            fail_msg("seed %u, room %d, from day %d: %s is %lld, not %lld", seed_used, room, day,
                     set->counts[c].key, (long long)got[c], (long long)twin[c]);
}

static void t_a_night_is_as_painted_bed_by_bed(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= N_HISTORIES; seed++) {
        make_history(seed);
        for (int i = 0; i < 25; i++) {
            int day = pick(TODAY_IX + 1);
            struct report r = make(day, -1, -1);
            for (int room = 0; room < N_ROOMS; room++) {
                int64_t twin[N_TWIN] = {0};
                struct twin_night v = paint(room, day);
                add_twin(twin, &v, room);
                expect_counts(&r.sets[0], room, twin, day);
            }
            report_free(&r);
        }
        drop_history();
    }
}

static void t_a_period_is_the_sum_of_its_nights(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= N_HISTORIES; seed++) {
        make_history(seed);
        for (int i = 0; i < 4; i++) {
            int from = pick(TODAY_IX + 1), to = from + pick(TODAY_IX + 1 - from);
            struct report r = make(TODAY_IX, from, to);
            for (int room = 0; room < N_ROOMS; room++) {
                int64_t twin[N_TWIN] = {0};
                for (int day = from; day <= to; day++) {
                    struct twin_night v = paint(room, day);
                    add_twin(twin, &v, room);
                }
                expect_counts(&r.sets[2], room, twin, from);
            }
            report_free(&r);
        }
        drop_history();
    }
}

/* Who slept in a bed on a night: the stay; -1 nobody, -2 before all time. */
static int sleeper(int room, int bed, int day)
{
    for (int i = 0; i < n_stays; i++) {
        if (stays[i].room != room || !sleeps(&stays[i], day))
            continue;
        if (IS_ALONE(stays[i].party))
            return i;
        for (int m = 0; m < SIZE[stays[i].party]; m++)
            if (stays[i].bed[m] == bed)
                return i;
    }
    return -1;
}

static bool has_own_bed(const struct bed_stay *s, int bed)
{
    for (int m = 0; m < SIZE[s->party]; m++)
        if (s->bed[m] == bed)
            return true;
    return false;
}

/* Beds taken again, walked back night by night. */
static void turn_around(int from, int to, int64_t n[5])
{
    for (int room = 0; room < N_ROOMS; room++)
        for (int bed = 1; bed <= BEDS[room]; bed++)
            for (int day = from; day <= to; day++) {
                int now = sleeper(room, bed, day), left = day, first = day, last = -1;
                if (now < 0 || stays[now].from != day || !has_own_bed(&stays[now], bed))
                    continue;
                while (left > 0 && sleeper(room, bed, left - 1) < 0)
                    left--;
                if (left == 0)
                    continue; /* nobody before */
                for (int d = left; d < day; d++)
                    if (is_shut(room, d)) {
                        first = d < first ? d : first;
                        last = d;
                    }
                n[0]++;
                n[1] += day - left;
                n[2] += last < 0 ? 0 : first - left;
                n[3] += last < 0 ? 0 : last + 1 - first;
                n[4] += day - (last < 0 ? left : last + 1);
            }
}

static void t_turnaround_has_three_parts(void **state)
{
    (void)state;
    int64_t n_turns = 0;
    for (unsigned seed = 1; seed <= N_HISTORIES; seed++) {
        make_history(seed);
        for (int i = 0; i < 3; i++) {
            int64_t twin[5] = {0}, got[5] = {0};
            int from = pick(TODAY_IX + 1), to = from + pick(TODAY_IX + 1 - from);
            struct report r = make(TODAY_IX, from, to);
            for (size_t k = 0; k < r.sets[4].n_rows; k++)
                for (int c = 0; c < 5; c++)
                    got[c] += r.sets[4].rows[k].n[c];
            turn_around(from, to, twin);
            for (int c = 0; c < 5; c++)
                assert_int_equal(got[c], twin[c]);
            assert_int_equal(got[1], got[2] + got[3] + got[4]);
            n_turns += got[0];
            report_free(&r);
        }
        drop_history();
    }
    assert_true(n_turns > 100);
}

/* Every line is the sum of the rows it opens, and the lines are the total. */
static void add_up(const struct report *r)
{
    for (size_t i = 0; i < r->n_tables; i++) {
        const struct report_table *t = &r->tables[i];
        const struct report_set *set = &r->sets[t->set];
        struct report_sums sums;
        report_sum(r, t, &sums);
        int64_t total[REPORT_MAX_COUNTS] = {0};
        for (size_t l = 0; l + 1 < sums.n; l++) {
            struct report_filter f = {.count = -1};
            for (int g = 0; g < t->n_groups; g++)
                f.texts[t->groups[g]] = sums.lines[l].texts[g];
            for (size_t c = 0; c < set->n_counts; c++) {
                int64_t n = 0;
                f.count = (int)c;
                for (size_t k = 0; k < set->n_rows; k++)
                    n += report_is_of(&set->rows[k], &f) ? set->rows[k].n[c] : 0;
                assert_int_equal(n, sums.lines[l].n[c]);
                total[c] += n;
            }
        }
        for (size_t c = 0; c < set->n_counts; c++)
            assert_int_equal(total[c], sums.lines[sums.n - 1].n[c]);
        free(sums.lines);
    }
}

static int64_t total_of(const struct report *r, int table, const char *key)
{
    const struct report_table *t = &r->tables[table];
    struct report_sums sums;
    report_sum(r, t, &sums);
    int64_t n = sums.lines[sums.n - 1].n[report_count_of(&r->sets[t->set], key)];
    free(sums.lines);
    return n;
}

static void t_tables_add_up_whatever_they_go_by(void **state)
{
    (void)state;
    static const char *const of_rooms[] = {"rooms", "beds", "occupied_beds", "vacant_beds"};
    static const char *const of_parties[] = {"occupied_beds", "held_beds", "reserved_beds"};
    for (unsigned seed = 1; seed <= N_HISTORIES; seed++) {
        make_history(seed);
        int day = pick(TODAY_IX + 1);
        struct report r = make(day, pick(day + 1), day);
        add_up(&r);
        for (int table = 1; table < 4; table++)
            for (size_t k = 0; k < 4; k++)
                assert_int_equal(total_of(&r, 0, of_rooms[k]), total_of(&r, table, of_rooms[k]));
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(total_of(&r, 0, of_parties[k]), total_of(&r, 4, of_parties[k]));
            assert_int_equal(total_of(&r, 7, of_parties[k]), total_of(&r, 10, of_parties[k]));
        }
        report_free(&r);
        drop_history();
    }
}

/* What the schema guards today (bed_holder) is what the report says of today; but who has accepted
 * a room and still lives in another one has both. */
static void t_today_is_the_live_list(void **state)
{
    (void)state;
    int n_equal = 0;
    for (unsigned seed = 1; seed <= 4 * N_HISTORIES; seed++) {
        make_history(seed);
        struct report r = make(TODAY_IX, -1, -1);
        for (int room = 0; room < N_ROOMS; room++) {
            const int64_t *n = row_of(&r.sets[0], room);
            int64_t held =
                number("SELECT coalesce((SELECT sum(beds) FROM bed_holder WHERE room_id = %lld), 0)"
                       " + coalesce((SELECT sum(CASE t.whole_room WHEN 1 THEN c.beds ELSE"
                       "    (SELECT count(*) FROM stay_bed b WHERE b.stay_id = t.id) END)"
                       "  FROM stay t JOIN request r ON r.id = t.request_id JOIN room c ON c.id = "
                       "t.room_id"
                       "  WHERE t.room_id = %lld AND t.kind = 'own' AND t.to_day = ''"
                       "    AND r.current_room_id IS NOT t.room_id), 0)",
                       (long long)rooms[room], (long long)rooms[room]);
            if (n[ROOMS] == 0 || held > BEDS[room]) /* a made-up past may promise too much */
                continue;
            assert_int_equal(n[OCCUPIED_BEDS] + n[HELD_BEDS] + n[RESERVED_BEDS], held);
            n_equal += held > 0;
        }
        report_free(&r);
        drop_history();
    }
    assert_true(n_equal > 20);
}

static void t_an_empty_house_divides_by_nothing(void **state)
{
    (void)state;
    struct report r;
    struct grid grids[16] = {0};
    const struct report_ask ask = {
        .kind = REPORT_OCCUPANCY, .from = "2025-08-01", .policy = &rules};
    run_sql("DELETE FROM room_history");
    run_sql("DELETE FROM room");
    ok(report_make(store, NULL, &ask, NOW, &r, &bad, &e));
    add_up(&r);
    report_grids(&r, "vi", grids);
    for (size_t i = 0; i <= r.n_tables; i++)
        grid_release(&grids[i]);
    for (size_t i = 0; i < r.n_tables; i++) {
        struct report_sums sums;
        report_sum(&r, &r.tables[i], &sums);
        assert_int_equal(sums.n, 1);
        for (size_t k = 0; k < r.tables[i].n_figures; k++) {
            int places;
            int64_t value;
            assert_int_equal(
                report_value(&r.tables[i].figures[k], sums.lines[0].n, &places, &value),
                r.tables[i].figures[k].kind == REPORT_COUNT);
        }
        free(sums.lines);
    }
    report_free(&r);
}

static void t_days_are_judged(void **state)
{
    (void)state;
    static const struct {
        const char *as_of, *from, *to, *where;
    } wrong_days[] = {
        {"2999-01-01", NULL, NULL, "?as_of"},        {"2025-02-30", NULL, NULL, "?as_of"},
        {"2025-08-10", NULL, "2025-08-11", "?to"},   {NULL, "2025-08-12", "2025-08-11", "?from"},
        {"2025-08-10", "2025-08-11", NULL, "?from"},
    };
    for (size_t i = 0; i < sizeof wrong_days / sizeof *wrong_days; i++) {
        struct report r;
        const struct report_ask ask = {.kind = REPORT_OCCUPANCY,
                                       .as_of = wrong_days[i].as_of,
                                       .from = wrong_days[i].from,
                                       .to = wrong_days[i].to,
                                       .policy = &rules};
        assert_int_equal(report_make(store, NULL, &ask, NOW, &r, &bad, &e), ERR_INPUT);
        assert_int_equal(bad.n, 1);
        assert_string_equal(bad.items[0].where, wrong_days[i].where);
        solver_findings_release(&bad);
        e = (struct err){0};
        report_free(&r);
    }
}

int main(void)
{
#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        LAW(t_a_night_is_as_painted_bed_by_bed),
        LAW(t_a_period_is_the_sum_of_its_nights),
        LAW(t_turnaround_has_three_parts),
        LAW(t_tables_add_up_whatever_they_go_by),
        LAW(t_today_is_the_live_list),
        LAW(t_an_empty_house_divides_by_nothing),
        LAW(t_days_are_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
