/* Laws of the snapshot: the order is a permutation that the policy's sequence explains, the
 * instance is valid for the engine, the same inputs give the same bytes, the draw follows its
 * published rule.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/crypto.h"
#include "base/mem.h"
#include "service/snapshot.h"

enum { N_REQUESTS = 40 };

static struct policy policy;

static int load_policy(void **state)
{
    (void)state;
    struct solver_findings bad = {0};
    struct err e = {0};
    return policy_load(&policy, NULL, &bad, &e);
}

static int release_policy(void **state)
{
    (void)state;
    policy_release(&policy);
    return 0;
}

static void add_person(struct snapshot *s, struct snapshot_request *r, const char *id,
                       struct score_person person)
{
    size_t n = r->n_people + 1;
    r->people = mem_grow(r->people, n, sizeof *r->people);
    r->person_ids = mem_grow(r->person_ids, n, sizeof *r->person_ids);
    r->person_names = mem_grow(r->person_names, n, sizeof *r->person_names);
    r->people[r->n_people] = person;
    r->person_ids[r->n_people] = snapshot_keep(s, id);
    r->person_names[r->n_people] = snapshot_keep(s, "Nguyễn Thị Hà");
    r->n_people = n;
}

/* Two sites, four rooms, one of them closed. */
static void add_rooms(struct snapshot *s)
{
    s->n_sites = 2;
    s->sites = mem_array(2, sizeof *s->sites);
    s->sites[0] = (struct snapshot_site){snapshot_keep(s, "CD"), snapshot_keep(s, "Cao đẳng")};
    s->sites[1] = (struct snapshot_site){snapshot_keep(s, "SV"), snapshot_keep(s, "Sinh \"viên\"")};
    s->n_rooms = 4;
    s->rooms = mem_array(4, sizeof *s->rooms);
    for (size_t i = 0; i < 4; i++) {
        char code[16];
        snprintf(code, sizeof code, "%s-A-10%zu", i < 2 ? "CD" : "SV", i);
        s->rooms[i] = (struct snapshot_room){.code = snapshot_keep(s, code),
                                             .site_ix = i / 2,
                                             .beds = 4,
                                             .area_c = i == 0 ? 0 : 2005,
                                             .is_usable = i != 3};
    }
    s->rooms[1].features = mem_array(1, sizeof(char *));
    s->rooms[1].features[s->rooms[1].n_features++] = snapshot_keep(s, "ground_floor");
}

/* Forty requests with many ties, some children, some not eligible. */
static struct snapshot make_house(void)
{
    struct snapshot s = {0};
    add_rooms(&s);
    s.n_requests = N_REQUESTS;
    s.requests = mem_array(N_REQUESTS, sizeof *s.requests);
    for (size_t i = 0; i < N_REQUESTS; i++) {
        struct snapshot_request *r = &s.requests[i];
        char id[16];
        snprintf(id, sizeof id, "HS%04zu", i);
        *r = (struct snapshot_request){.id = snapshot_keep(&s, id),
                                       .agency = snapshot_keep(&s, i % 3 == 0 ? "" : "SXD"),
                                       .agency_name = snapshot_keep(&s, "Sở Xây dựng"),
                                       .filed = snapshot_keep(&s, i % 5 == 0 ? "" : "2025-07-05"),
                                       .other_sites_penalty = i % 2 == 0 ? -1 : 1,
                                       .current_room = snapshot_keep(&s, "")};
        snprintf(id, sizeof id, "CB%04zu", i);
        add_person(&s, r, id,
                   (struct score_person){.relation = SCORE_SELF,
                                         .is_official = true,
                                         .sex = i % 2 == 0 ? 'F' : 'M',
                                         .born = "1985-02-03",
                                         .moved = i % 7 == 0 ? SCORE_UNKNOWN : SCORE_YES,
                                         .owns_house = i % 4 == 0 ? SCORE_NO : SCORE_YES,
                                         .road_km_t = (int)(i % 8) * 100,
                                         .coefficient_c = i % 9 == 0 ? 90 : -1,
                                         .agency = r->agency,
                                         .agency_name = r->agency_name});
        snprintf(id, sizeof id, "CON%04zu", i);
        if (i % 6 == 1)
            add_person(&s, r, id,
                       (struct score_person){.relation = SCORE_CHILD,
                                             .sex = 'F',
                                             .born = i % 12 == 1 ? "2021-01-01" : "2012-01-01",
                                             .agency = "",
                                             .agency_name = ""});
        r->sites = mem_array(1, sizeof *r->sites);
        r->sites[r->n_sites++] = (struct snapshot_choice){.site_ix = i % 2};
        r->needs = mem_array(1, sizeof(char *));
        if (i % 10 == 2)
            r->needs[r->n_needs++] = snapshot_keep(&s, "ground_floor");
        r->wishes = mem_array(1, sizeof *r->wishes);
        if (i % 10 == 3)
            r->wishes[r->n_wishes++] =
                (struct snapshot_wish){.feature = snapshot_keep(&s, "balcony"), .weight = 2};
    }
    s.requests[7].current_room = snapshot_keep(&s, "SV-A-102"); /* moved unknown, lives there */
    return s;
}

static struct buf write_house(struct snapshot *s, const char *seed)
{
    struct buf out = {0};
    snapshot_score(s, &policy, "2025-07-10");
    snapshot_draw(s, &policy, seed);
    snapshot_write(s, &policy, "2025-07-10", &out);
    return out;
}

static void t_the_engine_accepts_the_instance(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct buf text = write_house(&s, "1");
    struct solver_instance inst = {0};
    struct solver_findings bad = {0};
    int rc = solver_instance_parse(&inst, text.data, text.len, &bad);
    for (size_t i = 0; i < bad.n; i++)
        print_message("%s: %s\n", bad.items[i].where, bad.items[i].en);
    assert_int_equal(rc, SOLVER_OK);
    assert_int_equal(inst.n_parties, s.n_parties);
    assert_int_equal(inst.n_rooms, 4);
    assert_int_equal(inst.rooms[1].area_c, 2005);
    assert_int_equal(inst.policy.seed, 20250710);
    assert_int_equal(inst.policy.pools[2].occupancy, 0);
    solver_instance_release(&inst);
    buf_release(&text);
    snapshot_release(&s);
}

static void t_the_order_is_a_permutation_of_the_parties(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct buf text = write_house(&s, "1");
    int seen[N_REQUESTS + 1] = {0};
    size_t n = 0;
    for (size_t i = 0; i < s.n_requests; i++) {
        const struct snapshot_request *r = &s.requests[i];
        assert_int_equal(r->order > 0, r->is_party);
        if (r->order > 0) {
            assert_in_range(r->order, 1, s.n_parties);
            assert_int_equal(seen[r->order]++, 0);
            n++;
        }
    }
    assert_int_equal(n, s.n_parties);
    buf_release(&text);
    snapshot_release(&s);
}

/* The ranking falls by points, then tie class, then filing day (unknown last), then lot. */
static void t_the_order_follows_the_policys_sequence(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct buf text = write_house(&s, "1");
    size_t *ixs = snapshot_ranking(&s);
    for (size_t k = 1; k < s.n_parties; k++) {
        const struct snapshot_request *a = &s.requests[ixs[k - 1]];
        const struct snapshot_request *b = &s.requests[ixs[k]];
        assert_int_equal(a->order + 1, b->order);
        if (!b->score.is_eligible)
            continue;
        assert_true(a->score.is_eligible);
        assert_true(a->score.points >= b->score.points);
        if (a->score.points != b->score.points)
            continue;
        assert_true(a->score.tie_class <= b->score.tie_class);
        if (a->score.tie_class != b->score.tie_class)
            continue;
        assert_true(b->filed[0] == '\0' || a->filed[0] != '\0');
        if (strcmp(a->filed, b->filed) == 0)
            assert_true(strcmp(a->lot, b->lot) < 0);
    }
    free(ixs);
    buf_release(&text);
    snapshot_release(&s);
}

static void t_same_inputs_same_bytes_and_another_seed_another_order(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct snapshot t = make_house();
    struct buf a = write_house(&s, "20250710");
    struct buf b = write_house(&t, "20250710");
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.data, b.data, a.len);
    buf_release(&b);
    b = write_house(&t, "20250711");
    assert_string_equal(s.list_sha256, t.list_sha256);
    assert_string_not_equal(a.data, b.data);
    buf_release(&a);
    buf_release(&b);
    snapshot_release(&s);
    snapshot_release(&t);
}

/* Anybody can recompute a lot from what is published. */
static void t_the_lot_is_the_published_hash(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct buf text = write_house(&s, "51234");
    char drawn[256];
    char hex[65];
    snprintf(drawn, sizeof drawn, "51234\n%s\nHS0003", s.list_sha256);
    crypto_sha256(drawn, strlen(drawn), hex);
    assert_string_equal(hex, s.requests[3].lot);
    buf_release(&text);
    snapshot_release(&s);
}

static void t_who_lives_there_stays_in_the_instance_behind_the_others(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct buf text = write_house(&s, "1");
    assert_false(s.requests[7].score.is_eligible);
    assert_true(s.requests[7].is_party);
    assert_int_equal(s.requests[7].order, s.n_parties);
    assert_int_equal(s.requests[14].order, 0); /* moved unknown, lives nowhere */
    buf_release(&text);
    snapshot_release(&s);
}

static void t_small_children_are_no_members(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct buf text = write_house(&s, "1");
    assert_null(strstr(text.data, "CON0001"));     /* four years old */
    assert_non_null(strstr(text.data, "CON0019")); /* thirteen */
    buf_release(&text);
    snapshot_release(&s);
}

static void t_a_room_closed_for_the_run_is_not_usable(void **state)
{
    (void)state;
    struct snapshot s = make_house();
    struct err e = {0};
    assert_int_equal(snapshot_close(&s, "SV-A-102", &e), 0);
    assert_int_equal(snapshot_close(&s, "SV-A-999", &e), ERR_INPUT);
    struct buf text = write_house(&s, "1");
    struct solver_instance inst = {0};
    struct solver_findings bad = {0};
    assert_int_equal(solver_instance_parse(&inst, text.data, text.len, &bad), SOLVER_OK);
    assert_true(inst.rooms[1].is_usable);
    assert_false(inst.rooms[2].is_usable);
    solver_instance_release(&inst);
    buf_release(&text);
    snapshot_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_engine_accepts_the_instance),
        cmocka_unit_test(t_the_order_is_a_permutation_of_the_parties),
        cmocka_unit_test(t_the_order_follows_the_policys_sequence),
        cmocka_unit_test(t_same_inputs_same_bytes_and_another_seed_another_order),
        cmocka_unit_test(t_the_lot_is_the_published_hash),
        cmocka_unit_test(t_who_lives_there_stays_in_the_instance_behind_the_others),
        cmocka_unit_test(t_small_children_are_no_members),
        cmocka_unit_test(t_a_room_closed_for_the_run_is_not_usable),
    };
    return cmocka_run_group_tests(tests, load_policy, release_policy);
}
