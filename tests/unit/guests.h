/* A small house with a plan put in by hand: who lives where is known without an engine.
 *
 *     struct allocation a = make_allocation();
 *     … allocation_release(&a);
 */
#ifndef TESTS_GUESTS_H
#define TESTS_GUESTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "service/allocate.h"

/* name, relation, sex, request; people of one request stand together */
static const struct guest {
    const char *name;
    enum score_relation relation;
    char sex;
    const char *request;
} GUESTS[] = {
    {"Trần Văn Ước", SCORE_SELF, 'M', "HS01"},  {"Nguyễn Văn Anh", SCORE_SELF, 'M', "HS02"},
    {"Phạm Thị Bình", SCORE_SELF, 'F', "HS03"}, {"Lê Thị Ánh", SCORE_SELF, 'F', "HS04"},
    {"Lê Bảo Châu", SCORE_CHILD, 'F', "HS04"},  {"Đỗ Văn Đạt", SCORE_SELF, 'M', "HS05"},
    {"Bùi Văn Dũng", SCORE_SELF, 'M', "HS06"},
};
enum { N_GUESTS = sizeof GUESTS / sizeof *GUESTS, N_PARTIES = 6 };

/* HS01 -> SV-A-101, HS02 -> CD-B-201, HS03 -> SV-A-102, HS04 -> CD-B-202, HS05 and HS06 wait. */
static const int ROOM_OF[N_PARTIES] = {2, 0, 3, 1, -1, -1};

static inline void add_rooms(struct snapshot *s)
{
    static const char *const codes[] = {"CD-B-201", "CD-B-202", "SV-A-101", "SV-A-102"};
    s->n_sites = 2;
    s->sites = mem_array(2, sizeof *s->sites);
    s->sites[0] = (struct snapshot_site){snapshot_keep(s, "CD"), snapshot_keep(s, "Ký túc xá CĐ")};
    s->sites[1] = (struct snapshot_site){snapshot_keep(s, "SV"), snapshot_keep(s, "Khu sinh viên")};
    s->n_rooms = 4;
    s->rooms = mem_array(4, sizeof *s->rooms);
    for (size_t i = 0; i < 4; i++)
        s->rooms[i] = (struct snapshot_room){
            .code = snapshot_keep(s, codes[i]), .site_ix = i / 2, .beds = 4, .is_usable = true};
}

static inline void add_guests(struct snapshot *s)
{
    s->requests = mem_array(N_PARTIES, sizeof *s->requests);
    for (size_t g = 0; g < N_GUESTS; g++) {
        if (g == 0 || strcmp(GUESTS[g].request, GUESTS[g - 1].request) != 0)
            s->requests[s->n_requests++] =
                (struct snapshot_request){.id = snapshot_keep(s, GUESTS[g].request),
                                          .agency = snapshot_keep(s, "SXD"),
                                          .agency_name = snapshot_keep(s, "Sở Xây dựng"),
                                          .filed = snapshot_keep(s, "2025-07-04"),
                                          .current_room = snapshot_keep(s, "")};
        struct snapshot_request *r = &s->requests[s->n_requests - 1];
        size_t n = r->n_people + 1;
        bool is_official = GUESTS[g].relation != SCORE_CHILD;
        r->people = mem_grow(r->people, n, sizeof *r->people);
        r->person_ids = mem_grow(r->person_ids, n, sizeof *r->person_ids);
        r->person_names = mem_grow(r->person_names, n, sizeof *r->person_names);
        r->people[n - 1] = (struct score_person){.relation = GUESTS[g].relation,
                                                 .is_official = is_official,
                                                 .sex = GUESTS[g].sex,
                                                 .born = "2012-03-04",
                                                 .moved = SCORE_YES,
                                                 .owns_house = SCORE_NO,
                                                 .road_km_t = 455,
                                                 .coefficient_c = -1,
                                                 .agency = is_official ? "SXD" : "",
                                                 .agency_name = is_official ? "Sở Xây dựng" : ""};
        r->person_ids[n - 1] = snapshot_keep(s, is_official ? "CB" : "CON");
        r->person_names[n - 1] = snapshot_keep(s, GUESTS[g].name);
        r->n_people = n;
    }
    for (size_t i = 0; i < s->n_requests; i++) /* ids must differ; the request's do */
        s->requests[i].person_ids[0] = s->requests[i].id;
}

/* A small house with a plan put in by hand. */
static inline struct allocation make_allocation(void)
{
    struct allocation a = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    assert_int_equal(policy_load(&a.policy, NULL, &bad, &e), 0);
    a.seed = mem_dup("1");
    memcpy(a.as_of, "2025-07-10", sizeof a.as_of);
    add_rooms(&a.snapshot);
    add_guests(&a.snapshot);
    snapshot_score(&a.snapshot, &a.policy, a.as_of);
    snapshot_draw(&a.snapshot, &a.policy, a.seed);
    snapshot_write(&a.snapshot, &a.policy, a.as_of, &a.instance_text);
    assert_int_equal(
        solver_instance_parse(&a.instance, a.instance_text.data, a.instance_text.len, &bad),
        SOLVER_OK);
    a.request_of_party = mem_array(N_PARTIES, sizeof *a.request_of_party);
    a.plan.n_parties = N_PARTIES;
    a.plan.room_of_party = malloc(N_PARTIES * sizeof *a.plan.room_of_party);
    a.plan.unplaced = calloc(N_PARTIES, sizeof *a.plan.unplaced);
    assert_non_null(a.plan.room_of_party);
    assert_non_null(a.plan.unplaced);
    for (size_t p = 0; p < N_PARTIES; p++) {
        a.request_of_party[p] = p;
        a.plan.room_of_party[p] = ROOM_OF[p];
        a.plan.unplaced[p].n_reasons = ROOM_OF[p] < 0 ? 1 : 0;
        a.plan.unplaced[p].reasons[0] = (struct solver_reason){SOLVER_NO_BED_FOR_MODE, 4};
    }
    return a;
}

#endif
