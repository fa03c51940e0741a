/* The slot beside a writer and readers: a case that is opened gets its proposals, a closure that
 * slips gets them anew, and an engine that breaks down is told once and not asked on and on. The
 * test program is its own engine: called with `solve` it runs the command.
 */
#include "stay_bed.h"

#include "base/child.h"
#include "base/clock.h"
#include "service/closure.h"
#include "service/rehousing.h"
#include "service/slot.h"
#include "solver/command.h"
#include "store/readers.h"
#include "store/writer.h"

static char engine[4096];
static struct store_writer *writer;
static struct store_readers *readers;
static char closure[33];

static int live_in(void *ctx, struct store *s, struct err *err)
{
    (void)ctx;
    ok(store_party_settle(s, parties[0], rooms[4], 1, err));
    ok(store_request_move(s, parties[0], "accepted", NULL, NULL, err));
    return stay_move_in(s, &planner, codes[0], 0, "2025-08-01", "2025-08-01", &bad, err);
}

static int close_it(void *ctx, struct store *s, struct err *err)
{
    const struct closure_plan plan = {.room = room_codes[4],
                                      .from_day = "2190-08-10",
                                      .to_day = "2190-08-20",
                                      .reason = "repair",
                                      .note = ""};
    (void)ctx;
    return closure_add(s, &planner, &plan, NOW, closure, &bad, err);
}

static int slip(void *ctx, struct store *s, struct err *err)
{
    const struct closure_change later = {.to_day = ctx, .may_stay = -1};
    return closure_change(s, &planner, closure, 0, &later, NOW, &bad, err);
}

/* The case as it is now; what else is asked of it, in the proposals. */
static struct store_rehousing look(struct store_proposals *proposals)
{
    const struct store_rehousing_query q = {.state = "open"};
    struct store_rehousings all = {0};
    struct store_rehousing out;
    int64_t n;
    struct store *s = store_readers_take(readers, 2000, &e);
    assert_non_null(s);
    ok(store_rehousing_list(s, &q, &all, &n, &e));
    assert_int_equal(n, 1);
    out = all.items[0];
    free(all.items);
    ok(store_proposal_list(s, out.id, proposals, &e));
    store_readers_give(readers, s);
    return out;
}

/* Waits until it is proposed, and not stale. */
static struct store_rehousing wait_for(struct store_proposals *proposals)
{
    for (int i = 0; i < 600; i++) {
        struct store_rehousing c = look(proposals);
        if (c.proposed_at != 0 && c.is_stale == 0)
            return c;
        store_rehousing_release(&c);
        store_proposals_release(proposals);
        usleep(50000);
    }
    fail_msg("nothing is proposed");
    return (struct store_rehousing){0};
}

static void with_slot(const char *program, struct slot **slot)
{
    const struct run_options o = {.engine = program, .time_limit_s = 60};
    ok(slot_start(slot, writer, readers, &o, &e));
}

static void t_a_case_gets_its_proposals_and_gets_them_anew(void **state)
{
    struct slot *slot = NULL;
    struct store_proposals proposals = {0};
    (void)state;
    ok(store_writer_run(writer, live_in, 0, NULL, &e));
    ok(store_writer_run(writer, close_it, 0, NULL, &e));
    with_slot(engine, &slot);
    struct store_rehousing c = wait_for(&proposals);
    assert_int_equal(proposals.n, 2);
    assert_string_equal(proposals.items[0].return_day, "2190-08-20");
    assert_int_equal(proposals.items[1].n_moves, 1);
    store_rehousing_release(&c);
    store_proposals_release(&proposals);
    ok(store_writer_run(writer, slip, 0, lit("2190-08-25"), &e));
    c = wait_for(&proposals);
    assert_string_equal(proposals.items[0].return_day, "2190-08-25");
    store_rehousing_release(&c);
    store_proposals_release(&proposals);
    slot_stop(slot);
}

static void t_an_engine_that_breaks_down_is_told_once(void **state)
{
    struct slot *slot = NULL;
    struct store_proposals proposals = {0};
    (void)state;
    ok(store_writer_run(writer, slip, 0, lit("2190-08-28"), &e));
    with_slot("/bin/false", &slot);
    struct store_rehousing c = wait_for(&proposals);
    const int64_t version = c.version;
    assert_string_equal(proposals.items[0].why, "failed");
    assert_int_equal(proposals.items[0].is_proven, 0);
    store_rehousing_release(&c);
    store_proposals_release(&proposals);
    usleep(1200000); /* a look and more */
    c = look(&proposals);
    assert_int_equal(c.version, version);
    store_rehousing_release(&c);
    store_proposals_release(&proposals);
    slot_stop(slot);
}

static int begin(void **state)
{
    const struct store_writer_options options = {.free_min = -1};
    set_up(state);
    store_close(store);
    ok(store_writer_start(&writer, path, &KEY, &options, &e));
    return store_readers_open(&readers, path, &KEY, 2, &e);
}

static int end(void **state)
{
    store_writer_stop(writer);
    store_readers_close(readers);
    store = NULL;
    return tear_down(state);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "solve") == 0)
        return solver_command_solve(argc - 2, argv + 2, "en");
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    coefficient_c = 30;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_case_gets_its_proposals_and_gets_them_anew),
        cmocka_unit_test(t_an_engine_that_breaks_down_is_told_once),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
