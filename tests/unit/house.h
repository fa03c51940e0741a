/* A small house for tests of results: five rooms, 24 parties (singles, and families that live by
 * themselves), two of whom live in it already; a round; plans made at random that keep the rules of
 * beds, published one after another.
 */
#ifndef TESTS_HOUSE_H
#define TESTS_HOUSE_H

#include "expect.h"

#include "../../src/store/handle.h"

#include "base/mem.h"
#include "service/offer.h"
#include "service/policy.h"
#include "service/snapshot.h"
#include "store/account.h"
#include "store/audit.h"
#include "store/person.h"
#include "store/plan.h"
#include "store/policy.h"
#include "store/request.h"
#include "store/round.h"
#include "store/site.h"

enum { N_ROOMS = 5, N_PARTIES = 24, DAY_S = 86400 };

static const int BEDS[N_ROOMS] = {1, 2, 3, 4, 4};
static const int64_t START = 1752105600; /* 2025-07-10 */

static char db_path[64];
static struct store *store;
#include "asked_sql.h"
static uint64_t dice;
static int64_t now;
static int64_t round_id;
static struct principal office;
static size_t n_owed; /* offers put off, as somebody still lived in the bed */

static inline unsigned roll(unsigned n)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice >> 33) % n;
}

static inline int64_t add_official(int i, int64_t agency_id)
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
static inline void add_request(int i, int64_t official_id, int64_t agency_id, const char *room)
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

static inline void house_fill(void)
{
    struct store_site site = {.code = (char[]){"SV"}, .name = (char[]){"Khu sinh viên"}};
    struct store_agency agency = {.code = (char[]){"THU"}, .name = (char[]){"Cơ quan thử"}};
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

static inline void house_round(void)
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

static inline int house_open(void **state)
{
    (void)state;
    e = (struct err){0};
    static const struct crypto_key key = {.bytes = {7}};
    if (crypto_init() != 0)
        return -1;
    snprintf(db_path, sizeof db_path, "/tmp/quarters-house-%ld.db", (long)getpid());
    ok(store_open(&store, db_path, STORE_CREATE, &key, &e));
    ok(store_begin(store, &e)); /* never committed: the tests need no disk */
    house_fill();
    house_round();
    now = START;
    return 0;
}

static inline int house_close(void **state)
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

static inline bool take(struct draft *d, const struct snapshot_request *r, size_t room_ix)
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
static inline size_t offered_room(const struct draft *d, const struct snapshot_request *r)
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
static inline void assign(struct draft *d, bool is_moving)
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

/* What the plan says of each request, with sentences in both languages. */
static inline void explain_all(const struct draft *d, int64_t plan_id)
{
    for (size_t i = 0; i < d->snapshot.n_requests; i++) {
        const struct snapshot_request *r = &d->snapshot.requests[i];
        struct buf vi = {0}, en = {0};
        if (!r->is_party)
            continue;
        buf_fmt(&vi, "{\"party\":\"%s\",\"sentences\":[\"Vì [\\\"%s\\\"].\",\"Hết.\"]}", r->id,
                r->id);
        buf_fmt(&en, "{\"party\":\"%s\",\"sentences\":[\"Because [\\\"%s\\\"].\"]}", r->id, r->id);
        const struct store_plan_request row = {.request = r->id,
                                               .list_order = r->order,
                                               .band = r->score.band,
                                               .points = r->score.points,
                                               .n_people = (int)r->score.n_members,
                                               .reasons = "",
                                               .explanation = {vi.data, en.data, vi.data, en.data}};
        ok(store_plan_add_requests(store, plan_id, &row, 1, &e));
        buf_release(&vi);
        buf_release(&en);
    }
}

static inline int64_t put_plan(const struct draft *d, const struct policy *p)
{
    struct buf instance = {0};
    snapshot_write(&d->snapshot, p, p->as_of, &instance);
    char hash[65];
    crypto_sha256(instance.data, instance.len, hash);
    struct buf text = {0};
    buf_fmt(&text,
            "{\"format\":\"quarters.plan/1\",\"instance_sha256\":\"%s\",\"status\":\"feasible\","
            "\"levels\":[],\"assignments\":[],\"unplaced\":[],"
            "\"engine\":{\"version\":\"none\",\"glpk\":\"5.0\"}}\n",
            hash);
    struct store_policy policy = {
        .code = p->id, .name = p->name_vi, .json = p->text, .sha256 = (char *)(uintptr_t)p->sha256};
    ok(store_policy_add(store, &policy, &e));
    struct store_plan plan = {.round_id = round_id,
                              .policy_id = policy.id,
                              .seed = (char[]){"1"},
                              .as_of = (char *)(uintptr_t)p->as_of};
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
    explain_all(d, plan.id);
    ok(store_plan_finish(store, plan.id, &made, &e));
    free(plan.code);
    buf_release(&text);
    buf_release(&instance);
    return plan.id;
}

/* Its papers, up to the publication. */
static inline void put_papers(int64_t plan_id)
{
    ok(store_plan_submit(store, plan_id, "1/TTr-SXD", "2025-07-10", "Giám đốc", &e));
    ok(store_plan_move(store, plan_id, "submitted", 0, &e));
    ok(store_plan_decide(store, plan_id, "1/QĐ-UBND", "2025-07-10", "Chủ tịch", office.account_id,
                         &e));
    ok(store_plan_move(store, plan_id, "decided", 0, &e));
    ok(store_plan_move(store, plan_id, "published", 0, &e));
}

/* A plan made at random, and published. */
static inline struct offer_counts house_publish(bool is_moving)
{
    struct draft d = {0};
    struct policy p = {0};
    struct solver_findings bad = {0};
    struct offer_counts counts;
    ok(policy_load(&p, NULL, &bad, &e));
    ok(snapshot_load(&d.snapshot, store, "2025-07-10", &e));
    snapshot_score(&d.snapshot, &p, p.as_of);
    snapshot_draw(&d.snapshot, &p, "1");
    memcpy(d.free_beds, BEDS, sizeof BEDS);
    assign(&d, is_moving);
    const int64_t plan_id = put_plan(&d, &p);
    put_papers(plan_id);
    ok(store_plan_tell_requests(store, plan_id, &e));
    ok(offer_publish(store, round_id, plan_id, now, &counts, &e));
    n_owed += counts.n_owed;
    snapshot_release(&d.snapshot);
    policy_release(&p);
    return counts;
}

/* Some of those who are offered a room answer, this way or that. */
static inline void house_answer_some(void)
{
    for (int k = 0; k < 3; k++) {
        struct store_offer_query q = {
            .scope = principal_scope(&office), .answer = "", .after = "", .limit = 1};
        struct store_offers open = {0};
        int64_t n;
        ok(store_offer_list(store, &q, &open, &n, &e));
        if (open.n > 0)
            ok(offer_answer(store, &office, open.items[0].code, 0,
                            roll(2) == 0 ? OFFER_ACCEPT : OFFER_DECLINE, now, &e));
        store_offers_release(&open);
    }
}

#endif
