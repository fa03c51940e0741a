/* Laws of offers, over random lives of a small house: plans published one after another (each may
 * move people and fill what fell free), offers accepted, declined, expired, requests withdrawn.
 * After every step no bed is offered or lived in by two, every request is in a state that its
 * offers and its room bear out, and the counts add up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../src/store/handle.h"

#include "base/mem.h"
#include "service/offer.h"
#include "service/snapshot.h"
#include "store/account.h"
#include "store/audit.h"
#include "store/person.h"
#include "store/plan.h"
#include "store/policy.h"
#include "store/request.h"
#include "store/round.h"
#include "store/site.h"

enum { N_ROOMS = 5, N_PARTIES = 24, N_STEPS = 60, N_LIVES = 40, DAY_S = 86400 };

static const int BEDS[N_ROOMS] = {1, 2, 3, 4, 4};
static const int64_t START = 1752105600; /* 2025-07-10 */

static char db_path[64];
static struct store *store;
static struct err e;
static uint64_t dice;
static int64_t now;
static int64_t round_id;
static struct principal office;
static size_t n_owed; /* offers put off, as somebody still lived in the bed */

static void ok(int rc)
{
    if (rc != ERR_OK)
        print_message("%s\n", err_text(&e, "en"));
    assert_int_equal(rc, ERR_OK);
}

static void refused(int rc, int code)
{
    assert_int_equal(rc, code);
    e = (struct err){0};
}

static unsigned roll(unsigned n)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice >> 33) % n;
}

static sqlite3_stmt *prepared(const char *format, va_list args)
{
    sqlite3_stmt *st = NULL;
    char *sql = sqlite3_vmprintf(format, args);
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &st, NULL), SQLITE_OK);
    sqlite3_free(sql);
    return st;
}

/* The number that a query gives. */
__attribute__((format(printf, 1, 2))) static int64_t number(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sqlite3_stmt *st = prepared(format, args);
    va_end(args);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

__attribute__((format(printf, 1, 2))) static void run_sql(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sqlite3_stmt *st = prepared(format, args);
    va_end(args);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
}

static int64_t add_official(int i, int64_t agency_id)
{
    char name[32], citizen_id[16];
    struct store_official o = {.name = name,
                               .born = (char[]){"1985-01-02"},
                               .sex = (char[]){"F"},
                               .citizen_id = citizen_id,
                               .agency_id = agency_id,
                               .coefficient_c = -1,
                               .owns_house = 0,
                               .road_km_t = 250 + 5 * i,
                               .has_moved = 1,
                               .needs_housing = -1};
    snprintf(name, sizeof name, "Nguyễn Thị %c%c", 'A' + i / 26, 'a' + i % 26);
    snprintf(citizen_id, sizeof citizen_id, "0341850%05d", i);
    ok(store_official_put(store, &o, &e));
    return o.id;
}

/* One official; or with a toddler, who takes no bed, and a child, who takes one, and then private.
 */
static void add_request(int i, int64_t official_id, int64_t agency_id, const char *room)
{
    char code[16];
    struct store_member members[3] = {{.relation = (char[]){"self"}, .official_id = official_id},
                                      {.relation = (char[]){"child"},
                                       .name = (char[]){"Bé An"},
                                       .sex = (char[]){"F"},
                                       .born = (char[]){"2024-01-01"}},
                                      {.relation = (char[]){"child"},
                                       .name = (char[]){"Bé Bình"},
                                       .sex = (char[]){"F"},
                                       .born = (char[]){"2015-01-01"}}};
    bool is_family = i % 5 == 4;
    struct store_request r = {.code = code,
                              .agency_id = agency_id,
                              .sharing = is_family ? (char[]){"private"} : (char[]){"shared"},
                              .filed = (char[]){"2025-07-04"},
                              .scheme = (char[]){"temporary"},
                              .current_room = (char *)(uintptr_t)room,
                              .n_members = is_family    ? 3
                                           : i % 5 == 3 ? 2
                                                        : 1,
                              .members = members};
    snprintf(code, sizeof code, "HS-%04d", i);
    ok(store_request_put(store, &r, &e));
}

static void fill(void)
{
    struct store_site site = {.code = (char[]){"SV"}, .name = (char[]){"Khu sinh viên"}};
    struct store_agency agency = {.code = (char[]){"SXD"}, .name = (char[]){"Sở Xây dựng"}};
    struct store_account account = {.login = (char[]){"vanphong"},
                                    .name = (char[]){"Văn phòng"},
                                    .role = (char[]){"registrar"},
                                    .all_agencies = true};
    ok(store_site_put(store, &site, &e));
    ok(store_agency_put(store, &agency, &e));
    ok(store_account_put(store, &account, &e));
    free(account.code);
    office = (struct principal){
        .account_id = account.id, .role = PRINCIPAL_REGISTRAR, .all_agencies = true};
    for (int i = 0; i < N_ROOMS; i++) {
        char code[16];
        struct store_room room = {.site_id = site.id,
                                  .code = code,
                                  .floor = 1,
                                  .beds = BEDS[i],
                                  .area_c = -1,
                                  .sex = (char[]){"any"},
                                  .state = (char[]){"usable"}};
        snprintf(code, sizeof code, "SV-10%d", i);
        ok(store_room_put(store, &room, &e));
    }
    for (int i = 0; i < N_PARTIES; i++)
        add_request(i, add_official(i, agency.id), agency.id,
                    i == 0   ? "SV-103"
                    : i == 4 ? "SV-102"
                             : "");
}

static void open_round(void)
{
    struct policy p = {0};
    struct solver_findings bad = {0};
    ok(policy_load(&p, NULL, &bad, &e));
    struct store_policy row = {
        .code = p.id, .name = p.name_vi, .json = p.text, .sha256 = (char *)(uintptr_t)p.sha256};
    ok(store_policy_add(store, &row, &e));
    struct store_round r = {.code = (char[]){"2025-07"},
                            .name = (char[]){"Đợt 1"},
                            .policy_id = row.id,
                            .state = (char[]){"open"},
                            .as_of = (char *)(uintptr_t)p.as_of,
                            .draw_source = (char[]){"xổ số"},
                            .draw_day = (char[]){"2025-07-12"},
                            .names_public = 1,
                            .offer_days = 7,
                            .opened_at = START,
                            .n_requests = -1,
                            .n_eligible = -1};
    ok(store_round_put(store, &r, &e));
    round_id = r.id;
    policy_release(&p);
}

static int open_store(void **state)
{
    (void)state;
    e = (struct err){0};
    static const struct crypto_key key = {.bytes = {7}};
    if (crypto_init() != 0)
        return -1;
    snprintf(db_path, sizeof db_path, "/tmp/quarters-offer-%ld.db", (long)getpid());
    ok(store_open(&store, db_path, STORE_CREATE, &key, &e));
    ok(store_begin(store, &e)); /* never committed: the tests need no disk */
    fill();
    open_round();
    now = START;
    return 0;
}

static int remove_store(void **state)
{
    (void)state;
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    store_close(store);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[96];
        snprintf(path, sizeof path, "%s%s", db_path, ends[i]);
        unlink(path);
    }
    return 0;
}

/* ---- plans: any that keep the rules of beds, good or not ---- */

struct draft {
    struct snapshot snapshot;
    int free_beds[N_ROOMS];
    bool is_whole[N_ROOMS]; /* taken by a private party */
    size_t n;
    const char *requests[N_PARTIES]; /* [n] */
    const char *rooms[N_PARTIES];    /* [n] of each */
};

static bool take(struct draft *d, const struct snapshot_request *r, size_t room_ix)
{
    bool is_empty = d->free_beds[room_ix] == BEDS[room_ix];
    int n_people = (int)r->score.n_members;
    if (d->is_whole[room_ix] || d->free_beds[room_ix] < n_people ||
        (r->score.is_private && !is_empty))
        return false;
    d->free_beds[room_ix] -= n_people;
    d->is_whole[room_ix] = r->score.is_private;
    d->requests[d->n] = r->id;
    d->rooms[d->n++] = d->snapshot.rooms[room_ix].code;
    return true;
}

/* The room that an open offer names; N_ROOMS = none. */
static size_t offered_room(const struct draft *d, const struct snapshot_request *r)
{
    int64_t room_id = number("SELECT coalesce((SELECT room_id FROM offer "
                             "WHERE request_id = %lld AND answer = ''), 0)",
                             (long long)r->row_id);
    size_t c = 0;
    while (c < N_ROOMS && d->snapshot.rooms[c].row_id != room_id)
        c++;
    return c;
}

/* Keeps offers and who lives somewhere, but for some who move; fills the rest at random. */
static void assign(struct draft *d, bool is_moving)
{
    const struct snapshot *s = &d->snapshot;
    bool is_placed[N_PARTIES] = {false};
    for (size_t i = 0; i < s->n_requests; i++) {
        const struct snapshot_request *r = &s->requests[i];
        size_t room_ix = offered_room(d, r);
        if (room_ix == N_ROOMS && r->current_room[0] != '\0' && !(is_moving && roll(2) == 0))
            room_ix = snapshot_room_ix(s, r->current_room);
        if (room_ix < N_ROOMS)
            is_placed[i] = take(d, r, room_ix);
    }
    for (size_t k = 0; k < s->n_requests * 3; k++) {
        size_t i = roll((unsigned)s->n_requests);
        if (!is_placed[i])
            is_placed[i] = take(d, &s->requests[i], roll(N_ROOMS));
    }
    for (size_t i = 0; i < s->n_requests; i++) /* nobody loses a roof by a plan */
        if (!is_placed[i] && s->requests[i].current_room[0] != '\0')
            take(d, &s->requests[i], snapshot_room_ix(s, s->requests[i].current_room));
}

static int64_t put_plan(const struct draft *d, const struct policy *p)
{
    struct buf instance = {0};
    snapshot_write(&d->snapshot, p, p->as_of, &instance);
    char hash[65];
    crypto_sha256(instance.data, instance.len, hash);
    struct buf text = {0};
    buf_str(&text, "{}");
    struct store_policy policy = {
        .code = p->id, .name = p->name_vi, .json = p->text, .sha256 = (char *)(uintptr_t)p->sha256};
    ok(store_policy_add(store, &policy, &e));
    struct store_plan plan = {
        .policy_id = policy.id, .seed = (char[]){"1"}, .as_of = (char *)(uintptr_t)p->as_of};
    const struct store_plan_made made = {.instance_sha256 = hash,
                                         .list_sha256 = "",
                                         .status = "optimal",
                                         .instance = &instance,
                                         .plan = &text,
                                         .n_assignments = d->n,
                                         .requests = d->requests,
                                         .rooms = d->rooms};
    ok(store_plan_add(store, &plan, &e));
    ok(store_plan_move(store, plan.id, "solving", 0, &e));
    ok(store_plan_finish(store, plan.id, &made, &e));
    free(plan.code);
    buf_release(&text);
    buf_release(&instance);
    return plan.id;
}

static struct offer_counts publish(bool is_moving)
{
    struct draft d = {0};
    struct policy p = {0};
    struct solver_findings bad = {0};
    struct offer_counts counts;
    ok(policy_load(&p, NULL, &bad, &e));
    ok(snapshot_load(&d.snapshot, store, &e));
    snapshot_score(&d.snapshot, &p, p.as_of);
    snapshot_draw(&d.snapshot, &p, "1");
    memcpy(d.free_beds, BEDS, sizeof BEDS);
    assign(&d, is_moving);
    ok(offer_publish(store, round_id, put_plan(&d, &p), now, &counts, &e));
    n_owed += counts.n_owed;
    snapshot_release(&d.snapshot);
    policy_release(&p);
    return counts;
}

/* ---- the laws ---- */

/* Holders of a room, counted here and not by the schema's view. */
static void check_room(int64_t room_id, const struct store_parties *all)
{
    int n_people = 0, n_private = 0, n_holders = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct store_party *r = &all->items[i];
        bool is_gone = strcmp(r->state, "withdrawn") == 0;
        if (is_gone || (r->current_room_id != room_id && r->offer_room_id != room_id))
            continue;
        int kind = atoi(r->request + 3) % 5;
        n_holders++;
        n_people += kind == 4 ? 2 : 1; /* the toddler takes none */
        n_private += kind == 4;
    }
    assert_true(n_people <= BEDS[room_id - 1]);
    assert_true(n_private == 0 || n_holders == 1);
}

static void check_state(const struct store_party *r)
{
    assert_int_equal(number("SELECT state = '%s' FROM request_history WHERE id =\n"
                            "(SELECT max(id) FROM request_history WHERE request_id = %lld)",
                            r->state, (long long)r->request_id),
                     1);
    bool lives = r->current_room_id != 0;
    assert_int_equal(r->offer_id != 0, strcmp(r->state, "offered") == 0);
    if (strcmp(r->state, "accepted") == 0 || strcmp(r->state, "living") == 0)
        assert_true(lives);
    if (strcmp(r->state, "declined") == 0 || strcmp(r->state, "expired") == 0 ||
        strcmp(r->state, "waiting") == 0)
        assert_false(lives);
}

static void check_laws(void)
{
    struct store_parties all = {0};
    ok(store_party_list(store, 0, &all, &e));
    assert_int_equal(all.n, N_PARTIES);
    for (int i = 0; i < N_ROOMS; i++)
        check_room(i + 1, &all);
    for (size_t i = 0; i < all.n; i++)
        check_state(&all.items[i]);
    store_parties_release(&all);
    assert_int_equal(
        number("SELECT count(*) FROM offer WHERE (answer = '') <> (answered_at IS NULL)"
               " OR answered_at < made_at"),
        0);
    /* who lives somewhere came in by an offer accepted, or lived there from the start */
    assert_int_equal(number("SELECT count(*) FROM request q WHERE q.current_room_id IS NOT NULL\n"
                            "AND q.code NOT IN ('HS-0000', 'HS-0004') AND NOT EXISTS (SELECT 1\n"
                            "FROM offer o WHERE o.request_id = q.id AND o.answer = 'accepted'\n"
                            "AND o.room_id = q.current_room_id)"),
                     0);
}

/* ---- a life ---- */

static bool pick_open(struct store_offer *out)
{
    struct store_offer_query q = {
        .scope = principal_scope(&office), .answer = "", .after = "", .limit = 100};
    struct store_offers open = {0};
    int64_t n;
    ok(store_offer_list(store, &q, &open, &n, &e));
    assert_int_equal(n, open.n);
    bool has = open.n > 0;
    if (has) {
        size_t i = roll((unsigned)open.n);
        struct store_scope all = principal_scope(&office);
        ok(store_offer_get(store, &all, open.items[i].code, out, &e));
    }
    store_offers_release(&open);
    return has;
}

static void answer_one(enum offer_reply reply)
{
    struct store_offer o = {0};
    if (!pick_open(&o))
        return;
    if (now >= o.deadline) {
        refused(offer_answer(store, &office, o.code, 0, reply, now, &e), ERR_DATA);
    } else {
        ok(offer_answer(store, &office, o.code, o.version, reply, now, &e));
        refused(offer_answer(store, &office, o.code, 0, reply, now, &e), ERR_DATA);
        refused(offer_answer(store, &office, o.code, o.version, OFFER_DECLINE, now, &e),
                ERR_CHANGED);
    }
    store_offer_release(&o);
}

static void withdraw_one(void)
{
    int64_t id = 1 + roll(N_PARTIES);
    run_sql("UPDATE request SET state = 'withdrawn' WHERE id = %lld AND state IN ('offered',\n"
            "'waiting', 'allocated')",
            (long long)id);
}

/* A room that is full takes no offer more, whoever tries. */
static void try_to_double(void)
{
    int64_t room_id = 1 + roll(N_ROOMS);
    int64_t n_held = number("SELECT coalesce(sum(beds), 0) FROM bed_holder WHERE room_id = %lld",
                            (long long)room_id);
    struct store_offer o = {.plan_id = number("SELECT max(id) FROM plan"),
                            .request_id = 1 + roll(N_PARTIES),
                            .room_id = room_id,
                            .beds = BEDS[room_id - 1] - (int)n_held + 1,
                            .made_at = now,
                            .deadline = now + DAY_S};
    refused(store_offer_add(store, &o, &e), ERR_DATA);
}

static void step(void)
{
    switch (roll(10)) {
    case 0:
        publish(roll(2) == 0);
        try_to_double();
        break;
    case 1:
    case 2:
    case 3:
        answer_one(OFFER_DECLINE);
        break;
    case 4:
        now += (int64_t)roll(8) * DAY_S;
        break;
    case 5:
        now += (int64_t)roll(DAY_S);
        ok(offer_tick(store, now, &e));
        assert_int_equal(number("SELECT count(*) FROM offer WHERE answer = '' AND deadline <= 0"),
                         0);
        break;
    case 6:
        withdraw_one();
        break;
    default:
        answer_one(OFFER_ACCEPT);
    }
}

static void t_no_bed_is_held_by_two_whatever_happens(void **state)
{
    int64_t n_of[5] = {0};
    static const char *const answers[] = {"accepted", "declined", "expired", "void", ""};
    (void)state;
    for (unsigned life = 0; life < N_LIVES; life++) {
        dice = life + 1;
        ok(store_begin(store, &e));
        now = START;
        publish(false);
        for (int i = 0; i < N_STEPS; i++) {
            step();
            check_laws();
        }
        for (size_t a = 0; a < 5; a++)
            n_of[a] += number("SELECT count(*) FROM offer WHERE answer = '%s'", answers[a]);
        store_rollback(store);
    }
    for (size_t a = 0; a < 4; a++) /* the lives saw everything */
        assert_true(n_of[a] > 10);
    assert_true(n_owed > 10);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_store, remove_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_no_bed_is_held_by_two_whatever_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
