/* Which closed rooms to repair: what each costs and which are asked about, against a count of its
 * own; and what the engine chooses. The test program is its own engine.
 */
#include "house.h"

#include "base/child.h"
#include "base/json.h"
#include "service/repairs_plan.h"
#include "solver/command.h"
#include "store/closure.h"
#include "store/repair.h"

static char engine[4096];
static char day[] = "2025-07-10";
static struct solver_findings bad;

static int64_t room_id(int i)
{
    return number("SELECT id FROM room WHERE code = 'SV-10%d'", i);
}

/* A repair of the room; estimate 0 = none. */
static void add_repair(int room, int64_t estimate, const char *state, bool is_done)
{
    bool is_ended = strcmp(state, "cancelled") == 0 || strcmp(state, "closed") == 0;
    static char empty[] = "", category[] = "other", answers[] = "{}", source[] = "staff",
                severity[] = "routine";
    struct store_repair r = {.room_id = room_id(room),
                             .category = category,
                             .answers = answers,
                             .description = empty,
                             .source = source,
                             .contact = empty,
                             .severity = severity,
                             .state = (char *)(uintptr_t)state,
                             .may_stay = -1,
                             .planned_on = empty,
                             .estimate_dong = estimate,
                             .cause = empty,
                             .reported_at = START - 500,
                             .completed_at = is_done ? START - 100 : 0,
                             .closed_at = is_ended ? START - 50 : 0,
                             .react_by = START,
                             .resolve_by = START};
    ok(store_repair_add(store, &r, &e));
    free(r.code);
}

static void close_room(int room, const char *reason, int may_stay)
{
    struct store_closure c = {.room_id = room_id(room),
                              .from_day = day,
                              .to_day = (char[]){""},
                              .reason = (char *)(uintptr_t)reason,
                              .note = (char[]){""},
                              .may_stay = may_stay,
                              .created_at = START - 400};
    ok(store_closure_add(store, &c, &e));
    free(c.code);
}

static struct repairs_plan plan_of(int64_t budget, int64_t max_rooms, int64_t default_cost)
{
    const struct repairs_plan_ask ask = {.budget = budget,
                                         .max_rooms = max_rooms,
                                         .default_cost = default_cost,
                                         .lang = "en",
                                         .is_json = true};
    const struct allocate_options o = {.engine = engine, .as_of = day, .time_limit_s = 60};
    struct repairs_plan plan;
    ok(repairs_plan_make(&plan, store, &ask, &o, START, &bad, &e));
    assert_int_equal(plan.exit_code, 0);
    return plan;
}

/* The rooms chosen, as bits by number, and their cost as the engine tells it. */
static unsigned chosen(const struct repairs_plan *plan, int64_t *cost)
{
    unsigned set = 0;
    struct json *root = json_parse(plan->text.data, plan->text.len, &e);
    const struct json *rooms = json_get(root, "rooms");
    assert_string_equal(json_text(json_get(root, "format")), "quarters.repairs-plan/1");
    for (size_t i = 0; i < json_len(rooms); i++)
        set |= 1u << (json_text(json_get(json_at(rooms, i), "room"))[5] - '0');
    *cost = json_int(json_get(json_get(root, "cost"), "value"));
    json_free(root);
    return set;
}

static void chooses(int64_t budget, int64_t max_rooms, int64_t default_cost, unsigned set,
                    int64_t cost)
{
    int64_t told;
    struct repairs_plan plan = plan_of(budget, max_rooms, default_cost);
    assert_int_equal(chosen(&plan, &told), set);
    assert_int_equal(told, cost);
    repairs_plan_release(&plan);
}

/* 1 bed closed without any repair; 2 beds for 3 million; 3 reserved; 4 kept by who lives there; 4
 * for 25 million, beside what is done already and what was given up. */
static void t_the_money_goes_where_it_houses_most(void **state)
{
    (void)state;
    run_sql("UPDATE room SET state = 'repair' WHERE code IN ('SV-100', 'SV-104')");
    close_room(1, "repair", 0);
    add_repair(1, 3000000, "reported", false);
    close_room(2, "reserved", 1);
    close_room(3, "repair", 1);
    add_repair(3, 1000000, "in_progress", false);
    add_repair(4, 20000000, "triaged", false);
    add_repair(4, 5000000, "on_hold", false);
    add_repair(4, 7000000, "completed", true);
    add_repair(4, 9000000, "cancelled", false);
    chooses(2999999, -1, -1, 0, 0);
    chooses(24999999, -1, -1, 1u << 1, 3000000);
    chooses(25000000, -1, -1, 1u << 4, 25000000);
    chooses(28000000, -1, -1, 1u << 1 | 1u << 4, 28000000);
    chooses(1000000000, -1, 600000, 1u | 1u << 1 | 1u << 4, 28600000);
    chooses(1000000000, 1, -1, 1u << 4, 25000000);
    chooses(-1, 1, -1, 1u << 4, 25000000);
    chooses(-1, 3, -1, 1u | 1u << 1 | 1u << 4, 28000000);
}

static void t_what_is_left_out_is_told(void **state)
{
    (void)state;
    static const enum repairs_room_why why[N_ROOMS] = {REPAIRS_ROOM_UNESTIMATED, REPAIRS_ROOM_ASKED,
                                                       REPAIRS_ROOM_OTHER, REPAIRS_ROOM_KEPT,
                                                       REPAIRS_ROOM_ASKED};
    struct repairs_plan plan = plan_of(28000000, -1, -1);
    assert_int_equal(plan.n_rooms, N_ROOMS);
    for (int i = 0; i < N_ROOMS; i++)
        assert_int_equal(plan.rooms[i].why, why[i]);
    repairs_plan_release(&plan);
}

/* Repairs at random: a room costs what SQL adds up. */
static void t_costs_are_those_of_open_repairs(void **state)
{
    (void)state;
    static const char *const states[] = {"reported",  "triaged",   "in_progress", "on_hold",
                                         "completed", "cancelled", "closed"};
    for (int i = 0; i < 40; i++) {
        const char *is = states[roll(7)];
        add_repair((int)roll(2) * 4, roll(4) ? 1000 * (1 + roll(5000)) : 0, is,
                   strcmp(is, "completed") == 0 || strcmp(is, "closed") == 0);
    }
    struct repairs_plan plan = plan_of(0, -1, 70000);
    for (int i = 0; i < N_ROOMS; i += 4)
        assert_int_equal(
            plan.rooms[i].cost,
            number("SELECT coalesce(sum(coalesce(estimate_dong, 70000)), 70000) FROM repair\n"
                   "WHERE room_id = %lld AND completed_at IS NULL\n"
                   "  AND state NOT IN ('completed', 'closed', 'cancelled', 'duplicate')",
                   (long long)room_id(i)));
    repairs_plan_release(&plan);
}

static void t_an_engine_that_breaks_down_is_an_error(void **state)
{
    (void)state;
    const struct repairs_plan_ask ask = {.budget = 1, .max_rooms = -1, .lang = "vi"};
    const struct allocate_options o = {.engine = "/bin/false", .as_of = day};
    struct repairs_plan plan;
    assert_int_equal(repairs_plan_make(&plan, store, &ask, &o, START, &bad, &e), ERR_INTERNAL);
    repairs_plan_release(&plan);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "repairs-plan") == 0)
        return solver_command_repairs_plan(argc - 4, argv + 4, argv[3]); /* --lang L */
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_money_goes_where_it_houses_most),
        cmocka_unit_test(t_what_is_left_out_is_told),
        cmocka_unit_test(t_costs_are_those_of_open_repairs),
        cmocka_unit_test(t_an_engine_that_breaks_down_is_an_error),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
