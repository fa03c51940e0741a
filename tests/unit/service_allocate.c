/* An allocation from the store through the engine and back: checked before it is stored, the same
 * bytes when it is loaded. The test program is its own engine: called with `solve` it runs the
 * command.
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

#include "../../src/service/allocate_read.h"
#include "base/child.h"
#include "base/json.h"
#include "service/allocate.h"
#include "service/needs.h"
#include "service/scoring.h"
#include "service/summary.h"
#include "solver/command.h"
#include "store/person.h"
#include "store/plan.h"
#include "store/request.h"
#include "store/site.h"
#include "store/store.h"

static char engine[4096];
static char db_path[64];
static struct store *store;
static const struct crypto_key KEY = {.bytes = {7}};

enum { N_OFFICIALS = 12, UNCONFIRMED = 10 };

static void ok(int rc, const struct err *e)
{
    if (rc != ERR_OK)
        print_message("%s\n", err_text(e, "en"));
    assert_int_equal(rc, ERR_OK);
}

static void put_request(int i, int64_t official_id, int64_t agency_id, struct err *e)
{
    char code[16];
    struct store_member self = {.relation = (char[]){"self"}, .official_id = official_id};
    struct store_request r = {.code = code,
                              .agency_id = agency_id,
                              .sharing = (char[]){"shared"},
                              .filed = (char[]){"2025-07-04"},
                              .scheme = (char[]){"temporary"},
                              .state = (char[]){"submitted"},
                              .points = -1,
                              .band = -1,
                              .list_order = -1,
                              .n_members = 1,
                              .members = &self};
    snprintf(code, sizeof code, "HS%04d", i);
    ok(store_request_put(store, &r, e), e);
    if (i != UNCONFIRMED)
        ok(store_request_move(store, r.id, "confirmed", NULL, "2025-07-05", e), e);
}

/* Two rooms of three; twelve officials, half of them women; of request 10 its agency has said
 * nothing yet, of number 11 it has yet to say whether the person moves. */
static void fill(struct err *e)
{
    struct store_site site = {.code = (char[]){"SV"}, .name = (char[]){"Khu sinh viên"}};
    struct store_agency agency = {
        .code = (char[]){"SXD"}, .name = (char[]){"Sở Xây dựng"}, .urgency = 5};
    struct store_agency silent = {.code = (char[]){"STC"}, .name = (char[]){"Sở Tài chính"}};
    ok(store_site_put(store, &site, e), e);
    ok(store_agency_put(store, &agency, e), e);
    ok(store_agency_put(store, &silent, e), e);
    for (int i = 0; i < 2; i++) {
        char code[16];
        struct store_room room = {.site_id = site.id,
                                  .code = code,
                                  .floor = 1,
                                  .beds = 3,
                                  .area_c = 2000,
                                  .sex = (char[]){"any"},
                                  .state = (char[]){"usable"}};
        snprintf(code, sizeof code, "SV-A-10%d", i + 1);
        ok(store_room_put(store, &room, e), e);
    }
    for (int i = 0; i < N_OFFICIALS; i++) {
        char name[32], citizen_id[16];
        struct store_official o = {.name = name,
                                   .born = (char[]){"1985-01-02"},
                                   .sex = i % 2 == 0 ? (char[]){"F"} : (char[]){"M"},
                                   .citizen_id = citizen_id,
                                   .agency_id = agency.id,
                                   .coefficient_c = -1,
                                   .owns_house = 0,
                                   .road_km_t = 250 + 50 * i,
                                   .has_moved = i == 11 ? -1 : 1,
                                   .needs_housing = -1};
        snprintf(name, sizeof name, "Nguyễn Văn A%c", 'a' + i);
        snprintf(citizen_id, sizeof citizen_id, "0340850%05d", i);
        ok(store_official_put(store, &o, e), e);
        put_request(i, o.id, agency.id, e);
    }
}

static int open_store(void **state)
{
    (void)state;
    struct err e = {0};
    snprintf(db_path, sizeof db_path, "/tmp/quarters-allocate-%ld.db", (long)getpid());
    ok(store_open(&store, db_path, STORE_CREATE, &KEY, &e), &e);
    ok(store_begin(store, &e), &e);
    fill(&e);
    ok(store_commit(store, &e), &e);
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

static struct allocation solved(const struct allocate_options *o)
{
    struct allocation a;
    struct solver_findings bad = {0};
    struct err e = {0};
    ok(allocation_prepare(&a, store, o, &bad, &e), &e);
    ok(allocation_solve(&a, o, &e), &e);
    return a;
}

/* Everybody can read why; nobody reads of another. */
static void check_words(const struct allocation *a)
{
    for (int p = 0; p < a->instance.n_parties; p++)
        for (int reader = 0; reader < 4; reader++) {
            struct buf text = {0};
            struct err e = {0};
            const char *id = a->instance.parties[p].id;
            ok(store_plan_explanation(store, a->plan_id, id, (enum store_plan_reader)reader, &text,
                                      &e),
               &e);
            struct json *one = json_parse(text.data, text.len, &e);
            assert_string_equal(json_text(json_get(one, "party")), id);
            bool is_placed = a->plan.room_of_party[p] >= 0;
            assert_int_equal(json_bool(json_get(one, "placed")), is_placed);
            for (int k = 0; k < a->instance.n_parties && reader < STORE_PLANNER_VI; k++)
                assert_true(k == p || strstr(text.data, a->instance.parties[k].id) == NULL);
            assert_true(json_len(json_get(one, "sentences")) > 0);
            assert_true((strstr(text.data, "phòng") != NULL) == (reader % 2 == 0));
            json_free(one);
            buf_release(&text);
        }
}

static void t_a_plan_is_checked_stored_and_loaded_back(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine, .time_limit_s = 60};
    struct solver_findings bad = {0};
    struct err e = {0};
    struct allocation a = solved(&o);
    struct allocation b;
    assert_int_equal(a.plan.status, SOLVER_OPTIMAL);
    assert_int_equal(a.instance.n_parties, 11); /* whether the twelfth moves is unknown */
    assert_true(a.is_checked);
    assert_int_equal(a.faults.n, 0);
    assert_true(a.proof_text.len > 0);
    ok(allocation_explain(&a, &o, &e), &e);
    ok(allocation_store(&a, store, &e), &e);
    assert_true(a.plan_id > 0);
    check_words(&a);
    ok(allocation_load(&b, store, "latest", &bad, &e), &e);
    assert_int_equal(b.plan_id, a.plan_id);
    assert_int_equal(b.instance_text.len, a.instance_text.len);
    assert_memory_equal(b.instance_text.data, a.instance_text.data, a.instance_text.len);
    assert_memory_equal(b.plan_text.data, a.plan_text.data, a.plan_text.len);
    assert_string_equal(b.list_sha256, a.snapshot.list_sha256);
    assert_int_equal(b.faults.n, 0);
    allocation_release(&a);
    allocation_release(&b);
}

static char *head_of(const struct allocation *a)
{
    struct buf out = {0};
    summary_head(a, "en", &out);
    return buf_take(&out);
}

/* What a plan says of itself is what stood in the register then, not what stands there today. */
static void t_a_plan_keeps_its_figures_when_the_register_moves_on(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine, .seed = "5"};
    struct store_officials people = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    struct allocation a = solved(&o), b, c;
    ok(allocation_store(&a, store, &e), &e);
    ok(store_begin(store, &e), &e);
    ok(store_official_list(store, &people, &e), &e);
    for (size_t i = 0; i < people.n; i++) {
        people.items[i].has_moved = 0; /* nobody is eligible any more */
        ok(store_official_put(store, &people.items[i], &e), &e);
    }
    ok(allocation_prepare(&c, store, &o, &bad, &e), &e);
    assert_int_equal(c.n_eligible, 0);
    ok(allocation_load(&b, store, "latest", &bad, &e), &e);
    store_rollback(store);
    a.elapsed_s = 0; /* not stored */
    char *made = head_of(&a), *loaded = head_of(&b);
    assert_string_equal(loaded, made);
    free(made);
    free(loaded);
    store_officials_release(&people);
    allocation_release(&a);
    allocation_release(&b);
    allocation_release(&c);
}

static void t_two_runs_give_the_same_bytes(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine, .seed = "77"};
    struct allocation a = solved(&o);
    struct allocation b = solved(&o);
    assert_string_equal(a.instance_text.data, b.instance_text.data);
    assert_string_equal(a.plan_text.data, b.plan_text.data);
    allocation_release(&a);
    allocation_release(&b);
}

static void t_requests_carry_the_outcome(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine};
    struct store_requests all = {0};
    struct err e = {0};
    struct allocation a = solved(&o);
    int n_allocated = 0;
    ok(allocation_store(&a, store, &e), &e);
    ok(store_request_list(store, &all, &e), &e);
    assert_int_equal(all.n, N_OFFICIALS);
    for (size_t i = 0; i < all.n; i++)
        n_allocated += strcmp(all.items[i].state, "allocated") == 0;
    assert_int_equal(n_allocated, 5); /* the sixth is the one that nobody confirmed */
    assert_true(all.items[UNCONFIRMED].list_order > 0);
    assert_string_equal(all.items[UNCONFIRMED].state, "submitted");
    assert_string_equal(all.items[11].state, "submitted");
    assert_non_null(strstr(all.items[11].breakdown, "moved_unknown"));
    assert_int_equal(all.items[0].points, 40 + 0 + 5);  /* 25 km */
    assert_int_equal(all.items[1].points, 40 + 8 + 5);  /* 30 km */
    assert_int_equal(all.items[7].points, 40 + 25 + 5); /* 60 km */
    store_requests_release(&all);
    allocation_release(&a);
}

static size_t count_state(const char *state)
{
    struct store_requests all = {0};
    struct err e = {0};
    size_t n = 0;
    ok(store_request_list(store, &all, &e), &e);
    for (size_t i = 0; i < all.n; i++)
        n += strcmp(all.items[i].state, state) == 0;
    store_requests_release(&all);
    return n;
}

static void t_scoring_again_takes_no_place_away(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine};
    struct err e = {0};
    struct allocation a = solved(&o);
    ok(allocation_store(&a, store, &e), &e);
    struct allocation c = solved(&o);
    ok(scoring_store(store, &c.policy, &c.snapshot, &e), &e);
    assert_int_equal(count_state("allocated"), 5);
    assert_int_equal(count_state("waiting"), 5);
    assert_int_equal(count_state("submitted"), 2);
    allocation_release(&a);
    allocation_release(&c);
}

/* What no agency has confirmed would count as confirmed in the next round. */
static void t_scoring_confirms_nothing(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine};
    struct err e = {0};
    struct allocation a = solved(&o);
    assert_true(a.snapshot.requests[UNCONFIRMED].score.is_eligible);
    ok(scoring_store(store, &a.policy, &a.snapshot, &e), &e);
    assert_int_equal(count_state("eligible"), N_OFFICIALS - 2);
    assert_int_equal(count_state("submitted"), 2);
    allocation_release(&a);
}

static void t_a_closed_room_houses_nobody(void **state)
{
    (void)state;
    const char *closed[] = {"SV-A-101"};
    struct allocate_options o = {.engine = engine, .n_closed = 1, .closed = closed};
    struct allocation a = solved(&o);
    int n_housed = 0;
    for (int p = 0; p < a.instance.n_parties; p++) {
        assert_int_not_equal(a.plan.room_of_party[p], 0);
        n_housed += a.plan.room_of_party[p] >= 0;
    }
    assert_int_equal(n_housed, 3);
    allocation_release(&a);
}

static void t_an_engine_that_breaks_down_is_an_error(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = "/bin/false"};
    struct solver_findings bad = {0};
    struct err e = {0};
    struct allocation a;
    ok(allocation_prepare(&a, store, &o, &bad, &e), &e);
    assert_int_equal(allocation_solve(&a, &o, &e), ERR_INTERNAL);
    allocation_release(&a);
}

/* Puts `with` in place of what stands between two texts, the first after `from`. */
static void replace(struct buf *text, const char *from, const char *begin, const char *end,
                    const char *with)
{
    struct buf out = {0};
    char *at = strstr(strstr(text->data, from), begin) + strlen(begin);
    char *rest = strstr(at, end);
    assert_non_null(rest);
    buf_add(&out, text->data, (size_t)(at - text->data));
    buf_str(&out, with);
    buf_str(&out, rest);
    buf_release(text);
    *text = out;
}

/* Reads the texts again; how many faults. */
static size_t n_faults(struct allocation *a)
{
    struct err e = {0};
    solver_plan_release(&a->plan);
    solver_findings_release(&a->faults);
    a->is_checked = false;
    ok(allocation_read_plan(a, &e), &e);
    assert_true(a->is_checked);
    return a->faults.n;
}

/* What is told to be proven has a proof that holds; what is left open may stay open in it. */
static void t_no_level_is_proven_without_its_proof(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine};
    struct allocation a = solved(&o);
    assert_int_equal(n_faults(&a), 0);
    replace(&a.proof_text, "\"objective\":\"points\"", "\"tree\":", "},\n{\"objective\":\"order\"",
            "{\"leaf\":{\"rows\":[]}}");
    assert_int_equal(n_faults(&a), 1);
    assert_string_equal(a.faults.items[0].where, "levels[3].tree.leaf");
    replace(&a.plan_text, "\"objective\":\"points\"", "\"proven\":", "}", "false");
    replace(&a.plan_text, "", "\"status\":", ",", "\"feasible\"");
    assert_int_equal(n_faults(&a), 0);
    buf_release(&a.proof_text);
    assert_true(n_faults(&a) >= 5); /* all the others */
    allocation_release(&a);
}

static void t_a_plan_that_fails_the_check_is_not_stored(void **state)
{
    (void)state;
    struct allocate_options o = {.engine = engine};
    struct store_plan before = {0}, after = {0};
    struct err e = {0};
    struct allocation a = solved(&o);
    ok(store_plan_get(store, 0, &before, &e), &e);
    solver_findings_add(&a.faults, "SV-A-101", "quá chỗ", "over capacity");
    assert_int_equal(allocation_store(&a, store, &e), ERR_INTERNAL);
    e = (struct err){0};
    ok(store_plan_get(store, 0, &after, &e), &e);
    assert_int_equal(before.id, after.id);
    store_plan_release(&before);
    store_plan_release(&after);
    allocation_release(&a);
}

static void t_needs_count_every_official_once(void **state)
{
    (void)state;
    struct policy p = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    struct grid parts[NEEDS_N_PARTS] = {0};
    ok(policy_load(&p, NULL, &bad, &e), &e);
    ok(needs_build(store, NULL, &p, p.as_of, "vi", parts, &e), &e);
    assert_int_equal(grid_n_rows(&parts[NEEDS_AGENCIES]), 2);       /* one agency and the total */
    assert_string_equal(parts[NEEDS_AGENCIES].cells[2].text, "12"); /* listed */
    assert_string_equal(parts[NEEDS_AGENCIES].cells[3].text, "12"); /* registered */
    assert_string_equal(parts[NEEDS_AGENCIES].cells[6].text, "6");  /* women */
    assert_int_equal(grid_n_rows(&parts[NEEDS_SILENT]), 1);
    assert_string_equal(parts[NEEDS_SILENT].cells[0].text, "STC");
    needs_release(parts);
    policy_release(&p);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "solve") == 0)
        return solver_command_solve(argc - 2, argv + 2, "en");
    if (argc > 1 && strcmp(argv[1], "explain") == 0)
        return solver_command_explain(argc - 2, argv + 2, "en");
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_scoring_confirms_nothing),
        cmocka_unit_test(t_a_plan_is_checked_stored_and_loaded_back),
        cmocka_unit_test(t_a_plan_keeps_its_figures_when_the_register_moves_on),
        cmocka_unit_test(t_two_runs_give_the_same_bytes),
        cmocka_unit_test(t_requests_carry_the_outcome),
        cmocka_unit_test(t_scoring_again_takes_no_place_away),
        cmocka_unit_test(t_a_closed_room_houses_nobody),
        cmocka_unit_test(t_an_engine_that_breaks_down_is_an_error),
        cmocka_unit_test(t_no_level_is_proven_without_its_proof),
        cmocka_unit_test(t_a_plan_that_fails_the_check_is_not_stored),
        cmocka_unit_test(t_needs_count_every_official_once),
    };
    return cmocka_run_group_tests(tests, open_store, remove_store);
}
