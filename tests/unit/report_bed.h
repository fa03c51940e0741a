/* A small house with a past made up at random: what was written into the store stands here too, as
 * plain numbers. Days count from 2025-01-01; a history is never committed.
 */
#ifndef REPORT_BED_H
#define REPORT_BED_H

#include "store_bed.h"

#include "../../src/store/handle.h"

#include "base/clock.h"
#include "base/date.h"
#include "service/report.h"
#include "store/request.h"
#include "store/stay.h"

enum { N_ROOMS = 5, N_PARTIES = 8, MAX_BEDS = 16, N_HISTORIES = 10, MAX_STAYS = 200 };
enum { BEFORE = -400, AFTER = 500, TODAY_IX = 259, KNOWN_FROM = 20 };
static const char DAY_0[] = "2025-01-01";
static int64_t NOW; /* within day TODAY_IX */

static const int BEDS[N_ROOMS] = {1, 2, 3, 4, 4};
static const int AREA_C[N_ROOMS] = {-1, 900, 1250, 1100, -1};
static const int USABLE_OF[N_ROOMS] = {1, 2, 3, 2, 4}; /* at 4 m² a person */
#define USABLE(room) USABLE_OF[room]
static const int SITE[N_ROOMS] = {0, 0, 1, 1, 1};
static const int SITE_FROM[] = {BEFORE, 50}, SITE_TO[] = {AFTER, 220};
static const int SIZE[N_PARTIES] = {1, 1, 1, 2, 2, 3, 1, 1};
#define IS_ALONE(party) ((party) == 5 || (party) == 6)

/* Counts of the set `nights`, in their order. */
enum {
    ROOMS,
    AVAILABLE_ROOMS,
    LONG_CLOSED_ROOMS,
    CLOSED_ROOMS,
    OCCUPIED_ROOMS,
    BEDS_STANDING,
    USABLE_BEDS,
    AVAILABLE_BEDS,
    OCCUPIED_BEDS,
    UNRECORDED_BEDS,
    HELD_BEDS,
    RESERVED_BEDS,
    CLOSED_BEDS,
    VACANT_BEDS,
    CROWDED_BEDS,
    UNSLEPT_BEDS,
    LETTABLE_BEDS,
    OPEN_UNSLEPT_BEDS,
    OPEN_LETTABLE_BEDS,
    N_TWIN,
};

struct bed_stay {
    int party, room, from, to; /* to AFTER = has not left */
    bool is_temporary;
    int bed[4];
};
struct bed_offer {
    int party, room, beds, made, answered; /* answered AFTER = open */
    bool is_accepted;
};
struct bed_closure {
    int room, from, to;
};

static struct store *store;
static struct policy rules;
static struct solver_findings bad;
static int64_t rooms[N_ROOMS], parties[N_PARTIES];
static char room_codes[N_ROOMS][16];
static uint32_t dice;
static unsigned seed_used;
static struct bed_stay stays[MAX_STAYS];
static int n_stays;
static struct bed_offer offers[40];
static int n_offers;
static struct bed_closure closures[80];
static int n_closures;
static int place[N_PARTIES]; /* by the register; -1 none */
static int unrecorded[N_PARTIES];
static int withdrawn[N_PARTIES]; /* day; AFTER = not */

static inline int pick(int n)
{
    dice = dice * 1664525u + 1013904223u;
    return (int)((dice >> 8) % (uint32_t)n);
}

/* Runs SQL; false where the schema refuses it. */
__attribute__((format(printf, 1, 2))) static inline bool try_sql(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    if (rc != SQLITE_OK)
        assert_int_equal(rc & 0xff, SQLITE_CONSTRAINT);
    return rc == SQLITE_OK;
}
#define run_sql(...) assert_true(try_sql(__VA_ARGS__))

__attribute__((format(printf, 1, 2))) static inline int64_t number(const char *format, ...)
{
    va_list args;
    sqlite3_stmt *st = NULL;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &st, NULL), SQLITE_OK);
    sqlite3_free(sql);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

/* "" of AFTER and beyond. */
static inline const char *day_text(int ix, char out[11])
{
    out[0] = '\0';
    if (ix < AFTER)
        date_add(DAY_0, ix, out);
    return out;
}

/* Some instant of a day. */
static inline long long instant(int ix)
{
    return (long long)(clock_midnight(DAY_0, ix) + pick(86400));
}

/* ---- the house ---- */

static inline void put_party(int p, int64_t agency)
{
    struct store_member members[4] = {0};
    for (int i = 0; i < SIZE[p]; i++) {
        char name[32], citizen_id[13];
        snprintf(citizen_id, sizeof citizen_id, "034080%06d", p * 10 + i);
        snprintf(name, sizeof name, "Người Thử %d", p * 10 + i);
        struct store_official o = {.name = name,
                                   .born = lit("1980-05-09"),
                                   .sex = lit(p % 2 == 0 ? "M" : "F"),
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
                              .sharing = lit(IS_ALONE(p) ? "private" : "shared"),
                              .filed = lit("2025-01-01"),
                              .scheme = lit("temporary"),
                              .n_members = (size_t)SIZE[p],
                              .members = members};
    ok(store_request_put(store, &r, &e));
    parties[p] = r.id;
}

static inline int set_up(void **state)
{
    (void)state;
    bed_make();
    NOW = clock_midnight(DAY_0, TODAY_IX) + 12 * 3600;
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e));
    ok(policy_load(&rules, NULL, &bad, &e));
    const int64_t agencies[] = {put_agency(store, "SXD"), put_agency(store, "STC")};
    int64_t sites[2];
    for (int i = 0; i < 2; i++) {
        char from[11] = "", to[11] = "";
        struct store_site k = {.code = lit(i == 0 ? "SV" : "CD"),
                               .name = lit("Khu thử"),
                               .requisition_from = from,
                               .requisition_to = to};
        if (SITE_FROM[i] != BEFORE)
            day_text(SITE_FROM[i], from);
        day_text(SITE_TO[i], to);
        ok(store_site_put(store, &k, &e));
        sites[i] = k.id;
    }
    for (int i = 0; i < N_ROOMS; i++) {
        snprintf(room_codes[i], sizeof room_codes[i], "P-%d", i);
        struct store_room c = {.site_id = sites[SITE[i]],
                               .code = room_codes[i],
                               .block = lit(i % 2 == 0 ? "A" : ""),
                               .pools = lit(i == 1 ? "A B" : ""),
                               .beds = BEDS[i],
                               .area_c = AREA_C[i],
                               .floor = 1,
                               .sex = lit("any"),
                               .state = lit("usable")};
        ok(store_room_put(store, &c, &e));
        rooms[i] = c.id;
    }
    for (int p = 0; p < N_PARTIES; p++)
        put_party(p, agencies[p % 2]);
    run_sql("INSERT INTO policy (id, code, version, name, json, sha256, used)"
            " VALUES (1, 'thu', 1, 'thu', '{}', 'x', 0)");
    run_sql("UPDATE request_history SET at = %lld", (long long)clock_midnight(DAY_0, KNOWN_FROM));
    run_sql("DELETE FROM room_history");
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    policy_release(&rules);
    solver_findings_release(&bad);
    store_close(store);
    bed_remove();
    return 0;
}

/* ---- a history ---- */

/* Beds a party takes of a room. */
static inline int beds_taken(int party, int room)
{
    return IS_ALONE(party) ? BEDS[room] : SIZE[party];
}

static inline void close_some(void)
{
    static const char *const reasons[] = {"repair", "safety", "reserved", "other"};
    static const char *const states[] = {"repair", "reserved", "closed"};
    for (int i = 0; i < 6; i++) {
        char a[11], b[11];
        struct bed_closure c = {.room = pick(N_ROOMS), .from = pick(TODAY_IX)};
        c.to = pick(4) == 0 ? AFTER : c.from + (pick(3) == 0 ? pick(200) : pick(30));
        run_sql("INSERT INTO room_closure (code, room_id, from_day, to_day, reason, note, may_stay,"
                " created_at, version) VALUES (lower(hex(randomblob(16))), %lld, '%s', '%s', '%s',"
                " '', 1, 1, 1)",
                (long long)rooms[c.room], day_text(c.from, a), day_text(c.to, b), reasons[pick(4)]);
        closures[n_closures++] = c;
    }
    for (int room = 0; room < N_ROOMS; room++) {
        int from = BEFORE, next = 5 + pick(60);
        for (int k = 0; k == 0 || next < TODAY_IX; k++) {
            bool is_closed = pick(3) == 0;
            run_sql("INSERT INTO room_history (room_id, at, state) VALUES (%lld, %lld, '%s')",
                    (long long)rooms[room], instant(k == 0 ? 0 : from),
                    is_closed ? states[pick(3)] : "usable");
            int until = k < 3 && next < TODAY_IX ? next : AFTER;
            if (is_closed)
                closures[n_closures++] = (struct bed_closure){room, from, until};
            from = until;
            next = until == AFTER ? AFTER : until + pick(90);
        }
    }
}

static inline void offer_one(void)
{
    static const char *const answers[] = {"declined", "expired", "void"};
    struct bed_offer o = {.party = pick(N_PARTIES), .room = pick(N_ROOMS), .made = pick(TODAY_IX)};
    int end = pick(4);
    if (beds_taken(o.party, o.room) > BEDS[o.room] || unrecorded[o.party] >= 0 ||
        (end == 0 && withdrawn[o.party] < AFTER) || n_offers == 40)
        return;
    o.beds = beds_taken(o.party, o.room);
    o.is_accepted = end > 1;
    o.answered = end == 0 ? AFTER : o.made + pick(TODAY_IX - o.made + 1);
    long long made = instant(o.made), answered = 0;
    if (end > 0) { /* never before it was made */
        answered = instant(o.answered);
        answered = answered < made ? made : answered;
    }
    ok(store_begin(store, &e));
    run_sql(
        "INSERT INTO plan (code, instance_sha256, policy_id, seed, as_of, n_requests, n_eligible,"
        " list_sha256, status, state, created_at, instance_json, plan_json)"
        " VALUES (lower(hex(randomblob(16))), 'x', 1, '1', '2025-01-01', 0, 0, 'x', 'optimal', "
        "'discarded', 1, x'00',"
        " x'00')");
    char at[32];
    snprintf(at, sizeof at, "%lld", answered);
    if (!try_sql("INSERT INTO offer (code, plan_id, request_id, room_id, beds, made_at, deadline,"
                 " answer, answered_at, version) VALUES (lower(hex(randomblob(16))),"
                 " (SELECT max(id) FROM plan), %lld, %lld, %d, %lld, %lld, '%s', %s, 1)",
                 (long long)parties[o.party], (long long)rooms[o.room], o.beds, made, made + 864000,
                 end == 0        ? ""
                 : o.is_accepted ? "accepted"
                                 : answers[pick(3)],
                 end == 0 ? "NULL" : at)) {
        store_rollback(store);
        return;
    }
    ok(store_commit(store, &e));
    offers[n_offers++] = o;
}

static inline void stay_one(void)
{
    struct bed_stay s = {
        .party = pick(N_PARTIES), .room = pick(N_ROOMS), .is_temporary = pick(4) == 0};
    char from[11], to[11];
    s.from = pick(TODAY_IX);
    s.to = pick(5) == 0 ? AFTER : s.from + pick(TODAY_IX - s.from < 70 ? TODAY_IX - s.from : 70);
    if (unrecorded[s.party] >= 0 || (s.to == AFTER && withdrawn[s.party] < AFTER) ||
        n_stays == MAX_STAYS)
        return;
    struct store_stay_bed beds[4] = {0};
    for (int i = 0; i < SIZE[s.party]; i++)
        beds[i].member_ix = i;
    struct store_stay stay = {.request_id = parties[s.party],
                              .room_id = rooms[s.room],
                              .kind = lit(s.is_temporary ? "temporary" : "own"),
                              .whole_room = IS_ALONE(s.party),
                              .from_day = lit(day_text(s.from, from)),
                              .to_day = lit(day_text(s.to, to)),
                              .why_ended = lit(s.to == AFTER ? "" : "moved_out"),
                              .n_beds = (size_t)SIZE[s.party],
                              .beds = beds};
    ok(store_begin(store, &e));
    int rc = ERR_OK;
    if (s.to == AFTER && !s.is_temporary &&
        !try_sql("UPDATE request SET current_room_id = %lld, current_beds = %d WHERE id = %lld",
                 (long long)rooms[s.room], beds_taken(s.party, s.room),
                 (long long)parties[s.party]))
        rc = ERR_DATA;
    rc = rc != ERR_OK ? rc : store_stay_add(store, &stay, &e);
    free(stay.code);
    e = (struct err){0};
    if (rc != ERR_OK) {
        store_rollback(store);
        return;
    }
    ok(store_commit(store, &e));
    for (int i = 0; i < SIZE[s.party]; i++)
        s.bed[i] = beds[i].bed;
    stays[n_stays++] = s;
}

/* What ends an offer that was accepted, at the end of day d. */
static inline bool is_over(const struct bed_offer *o, int d)
{
    if (withdrawn[o->party] < AFTER && withdrawn[o->party] >= o->answered &&
        withdrawn[o->party] <= d)
        return true;
    for (const struct bed_offer *g = o + 1; g < offers + n_offers; g++)
        if (g->party == o->party && g->is_accepted && g->answered <= d)
            return true;
    for (int i = 0; i < n_stays; i++)
        if (stays[i].party == o->party && !stays[i].is_temporary && stays[i].from <= d &&
            (stays[i].room == o->room ? stays[i].to > o->made : stays[i].from >= o->answered))
            return true;
    return false;
}

/* Brings the register to where the history ends: who lives somewhere holds it, else who has
 * accepted a room. */
static inline void settle(void)
{
    for (int p = 0; p < N_PARTIES; p++) {
        int beds = 0;
        place[p] = unrecorded[p];
        for (int i = 0; i < n_stays; i++)
            if (stays[i].party == p && !stays[i].is_temporary && stays[i].to == AFTER)
                place[p] = stays[i].room;
        beds = place[p] < 0 ? 0 : beds_taken(p, place[p]);
        for (int i = 0; i < n_offers; i++)
            if (offers[i].party == p && offers[i].is_accepted && !is_over(&offers[i], TODAY_IX)) {
                place[p] = offers[i].room;
                beds = offers[i].beds;
            }
        if (place[p] < 0 || withdrawn[p] < AFTER) {
            place[p] = -1;
            run_sql("UPDATE request SET current_room_id = NULL, current_beds = NULL WHERE id = "
                    "%lld",
                    (long long)parties[p]);
        } else { /* refused where an open offer is in the way: the register stays behind */
            try_sql("UPDATE request SET current_room_id = %lld, current_beds = %d"
                    " WHERE id = %lld",
                    (long long)rooms[place[p]], beds, (long long)parties[p]);
        }
        if (withdrawn[p] < AFTER) {
            run_sql("UPDATE request SET state = 'withdrawn' WHERE id = %lld",
                    (long long)parties[p]);
            run_sql("UPDATE request_history SET at = %lld WHERE request_id = %lld AND state = "
                    "'withdrawn'",
                    (long long)clock_midnight(DAY_0, withdrawn[p]) + 86399, (long long)parties[p]);
        }
        int64_t at = number("SELECT coalesce(current_room_id, 0) FROM request WHERE id = %lld",
                            (long long)parties[p]);
        place[p] = -1;
        for (int room = 0; room < N_ROOMS; room++)
            place[p] = rooms[room] == at ? room : place[p];
    }
}

static inline void make_history(unsigned seed)
{
    seed_used = seed;
    dice = seed * 7919;
    n_stays = n_offers = n_closures = 0;
    e = (struct err){0};
    ok(store_begin(store, &e));
    for (int p = 0; p < N_PARTIES; p++) {
        unrecorded[p] = -1;
        withdrawn[p] = pick(6) == 0 ? pick(TODAY_IX) : AFTER;
        int room = pick(N_ROOMS);
        if (withdrawn[p] == AFTER && pick(5) == 0 && SIZE[p] <= BEDS[room])
            unrecorded[p] = room;
    }
    close_some();
    for (int i = 0; i < 120; i++)
        if (pick(4) == 0)
            offer_one();
        else
            stay_one();
    settle();
}

static inline void drop_history(void)
{
    store_rollback(store);
}

/* The report of a day, without limits; from -1 = no period. */
static inline struct report make(int day, int from, int to)
{
    struct report r;
    char a[11], b[11], c[11];
    const struct report_ask ask = {.kind = REPORT_OCCUPANCY,
                                   .as_of = day_text(day, a),
                                   .from = from < 0 ? NULL : day_text(from, b),
                                   .to = from < 0 ? NULL : day_text(to, c),
                                   .policy = &rules};
    ok(report_make(store, NULL, &ask, NOW, &r, &bad, &e));
    return r;
}

#endif
