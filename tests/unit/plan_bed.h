/* A small house for tests of plans: three rooms in two sites, twelve officials whom their agency
 * has confirmed, a round that is closed and drawn, two planners and the Office. The test program is
 * its own engine, see engine_main; FAKE_ENGINE makes it a bad one.
 */
#ifndef TESTS_PLAN_BED_H
#define TESTS_PLAN_BED_H

#include "expect.h"

#include <signal.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "service/plan.h"
#include "service/policies.h"
#include "service/round.h"
#include "service/run.h"
#include "solver/command.h"
#include "store/account.h"
#include "store/person.h"
#include "store/request.h"
#include "store/site.h"
#include "store/store.h"

enum { N_OFFICIALS = 12, N_ROOMS = 3, N_BEDS = 7 };

/* Instants: 10, 12 and 13 July 2025, eight o'clock in Vietnam. */
static const int64_t DAY_10 = 1752109200, DAY_12 = 1752282000, DAY_13 = 1752368400;

static const struct crypto_key KEY = {.bytes = {7}};
static char engine[4096];
static char db_path[64];
static struct store *store;
static struct solver_findings bad;
static struct principal planner, second_planner, office;

static inline struct principal bed_account(const char *login, const char *role)
{
    bool all = strcmp(role, "registrar") == 0;
    struct store_account a = {
        .login = lit(login), .name = lit(login), .role = lit(role), .all_agencies = all};
    ok(store_account_put(store, &a, &e));
    free(a.code);
    return (struct principal){
        .account_id = a.id, .role = principal_role_of(role), .all_agencies = all};
}

static inline void bed_places(void)
{
    static const struct {
        const char *site, *code;
        int beds;
    } rooms[N_ROOMS] = {{"CD", "CD-101", 2}, {"SV", "SV-101", 3}, {"SV", "SV-102", 2}};
    struct store_site sites[2] = {{.code = lit("CD"), .name = lit("Khu Cao đẳng")},
                                  {.code = lit("SV"), .name = lit("Khu sinh viên")}};
    ok(store_site_put(store, &sites[0], &e));
    ok(store_site_put(store, &sites[1], &e));
    for (int i = 0; i < N_ROOMS; i++) {
        struct store_room room = {.site_id =
                                      strcmp(rooms[i].site, "CD") == 0 ? sites[0].id : sites[1].id,
                                  .code = lit(rooms[i].code),
                                  .floor = 1,
                                  .beds = rooms[i].beds,
                                  .area_c = -1,
                                  .sex = lit("any"),
                                  .state = lit("usable")};
        ok(store_room_put(store, &room, &e));
    }
}

/* HS-0000 … HS-0011: the higher the number, the more points. */
static inline void bed_people(void)
{
    struct store_agency agency = {.code = lit("SXD"), .name = lit("Sở Xây dựng"), .urgency = 5};
    ok(store_agency_put(store, &agency, &e));
    for (int i = 0; i < N_OFFICIALS; i++) {
        char name[32], citizen_id[16], code[16];
        struct store_official o = {.name = name,
                                   .born = lit("1985-01-02"),
                                   .sex = i % 3 == 0 ? lit("M") : lit("F"),
                                   .citizen_id = citizen_id,
                                   .agency_id = agency.id,
                                   .coefficient_c = -1,
                                   .owns_house = 0,
                                   .road_km_t = 250 + 50 * i,
                                   .has_moved = 1,
                                   .needs_housing = -1};
        snprintf(name, sizeof name, "Nguyễn Văn A%c", 'a' + i);
        snprintf(citizen_id, sizeof citizen_id, "0340850%05d", i);
        ok(store_official_put(store, &o, &e));
        struct store_member self = {.relation = lit("self"), .official_id = o.id};
        struct store_request r = {.code = code,
                                  .agency_id = agency.id,
                                  .sharing = lit("shared"),
                                  .filed = lit("2025-07-04"),
                                  .scheme = lit("temporary"),
                                  .n_members = 1,
                                  .members = &self};
        snprintf(code, sizeof code, "HS-%04d", i);
        ok(store_request_put(store, &r, &e));
        ok(store_request_move(store, r.id, "confirmed", NULL, NULL, &e));
    }
}

static inline void bed_round(void)
{
    const struct round_terms t = {.code = "2025-07",
                                  .name = "Đợt 1",
                                  .policy = "tam-thoi-2025-07",
                                  .draw_source = "Xổ số miền Bắc",
                                  .draw_day = "2025-07-12",
                                  .names_public = 1};
    ok(round_open(store, &planner, &t, DAY_10, &bad, &e));
    ok(round_close(store, &planner, "2025-07", 0, DAY_10, &e));
    ok(round_enter_draw(store, &planner, "2025-07", 0, "48213", DAY_12, &bad, &e));
    ok(round_confirm_draw(store, &second_planner, "2025-07", 0, "48213", DAY_12, &bad, &e));
}

static inline int bed_make(void **state)
{
    (void)state;
    e = (struct err){0};
    assert_int_equal(crypto_init(), 0);
    snprintf(db_path, sizeof db_path, "/tmp/quarters-plan-%ld.db", (long)getpid());
    ok(store_open(&store, db_path, STORE_CREATE, &KEY, &e));
    ok(store_begin(store, &e));
    ok(policies_seed(store, &e));
    planner = bed_account("planner", "planner");
    second_planner = bed_account("planner2", "planner");
    office = bed_account("office", "registrar");
    bed_places();
    bed_people();
    bed_round();
    ok(store_commit(store, &e));
    return 0;
}

static inline int bed_remove(void **state)
{
    (void)state;
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    store_close(store);
    store = NULL;
    solver_findings_release(&bad);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[96];
        snprintf(path, sizeof path, "%s%s", db_path, ends[i]);
        unlink(path);
    }
    return 0;
}

/* A plan in the queue; its code is the caller's. */
static inline char *bed_ask(const struct plan_options *o)
{
    struct store_plan p = {0};
    ok(store_begin(store, &e));
    ok(plan_ask(store, &planner, "2025-07", o, "thử", &p, &bad, &e));
    ok(store_commit(store, &e));
    char *code = p.code;
    p.code = NULL;
    store_plan_release(&p);
    return code;
}

static inline int real_engine(int argc, char **argv)
{
    return strcmp(argv[1], "solve") == 0 ? solver_command_solve(argc - 2, argv + 2, "en")
                                         : solver_command_explain(argc - 2, argv + 2, "en");
}

#endif
