/* What the engine proposes for the people of a closed room, in random small houses: as good as the
 * best that trying everything finds, carried out as proposed, and the case ends with it. The test
 * program is its own engine: called with `solve` it runs the command.
 */
#include "stay_bed.h"

#include "base/child.h"
#include "base/clock.h"
#include "service/closure.h"
#include "service/rehousing_ask.h"
#include "service/rehousing.h"
#include "solver/command.h"

enum { N_HOUSES = 60, NOWHERE = N_ROOMS };

static char engine[4096];
static char today[] = "2025-08-10";
static int home[N_PARTIES]; /* the room each lives in; NOWHERE */
static int closed_room;
static int best_left, best_moves;
static int n_chains, n_short; /* seen: others had to move; there were not enough beds */

/* ---- trying everything ---- */

static bool is_allowed(const int *at)
{
    for (int r = 0; r < N_ROOMS; r++) {
        int n = 0, n_parties = 0, n_women = 0, n_alone = 0;
        for (int p = 0; p < N_PARTIES; p++) {
            if (at[p] != r)
                continue;
            n += SIZE[p];
            n_parties++;
            n_women += is_woman(p);
            n_alone += IS_ALONE[p];
        }
        if (n > BEDS[r] || (n_women > 0 && n_women < n_parties) || (n_alone > 0 && n_parties > 1))
            return false;
    }
    return true;
}

static void judge(const int *at)
{
    int n_left = 0, n_moves = 0;
    if (!is_allowed(at))
        return;
    for (int p = 0; p < N_PARTIES; p++) {
        n_left += home[p] != NOWHERE && at[p] == NOWHERE ? SIZE[p] : 0;
        n_moves += at[p] != NOWHERE && at[p] != home[p] ? SIZE[p] : 0;
    }
    if (n_left < best_left || (n_left == best_left && n_moves < best_moves)) {
        best_left = n_left;
        best_moves = n_moves;
    }
}

/* Places party `p` and those behind it; others than those of the closed room keep a home. */
static void try_all(int *at, int p, bool may_move)
{
    if (p == N_PARTIES) {
        judge(at);
        return;
    }
    const bool is_concerned = home[p] == closed_room;
    for (int r = 0; r <= N_ROOMS; r++) {
        if (r == closed_room || (home[p] == NOWHERE && r != NOWHERE) ||
            (home[p] != NOWHERE && !is_concerned && (r == NOWHERE || (!may_move && r != home[p]))))
            continue;
        at[p] = r;
        try_all(at, p + 1, may_move);
    }
}

static void find_best(bool may_move)
{
    int at[N_PARTIES];
    best_left = best_moves = 1000;
    try_all(at, 0, may_move);
}

/* ---- the house ---- */

static void look_home(void)
{
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_stay own = {0};
        ok(store_stay_open(store, parties[p], "own", &own, &e));
        home[p] = own.id == 0 ? NOWHERE : own.room[3] - '0';
        store_stay_release(&own);
    }
}

static void move_all_in(void)
{
    for (int i = 0; i < 40; i++)
        win_place(pick(N_PARTIES));
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_request r = {0};
        ok(store_request_get(store, parties[p], &r, &e));
        if (strcmp(r.state, "accepted") == 0)
            ok(stay_move_in(store, &planner, codes[p], 0, "2025-08-01", today, &bad, &e));
        store_request_release(&r);
    }
    look_home();
}

static struct store_rehousing only_case(const char *state)
{
    const struct store_rehousing_query q = {.state = state};
    struct store_rehousings all = {0};
    struct store_rehousing out;
    int64_t n;
    ok(store_rehousing_list(store, &q, &all, &n, &e));
    assert_int_equal(n, 1);
    out = all.items[0];
    free(all.items);
    return out;
}

static struct store_closure close_room(const char *to_day)
{
    struct store_closure out = {0};
    char code[33];
    do
        closed_room = home[pick(N_PARTIES)];
    while (closed_room == NOWHERE);
    const struct closure_plan plan = {.room = room_codes[closed_room],
                                      .from_day = today,
                                      .to_day = to_day,
                                      .reason = "safety",
                                      .note = ""};
    ok(closure_add(store, &planner, &plan, clock_midnight(today, 0), code, &bad, &e));
    ok(store_closure_get(store, code, &out, &e));
    return out;
}

static const struct store_proposal *proposal(const struct rehousing_view *v, const char *kind)
{
    for (size_t i = 0; i < v->proposals.n; i++)
        if (strcmp(v->proposals.items[i].kind, kind) == 0)
            return &v->proposals.items[i];
    fail_msg("no proposal %s", kind);
    return NULL;
}

static void ask(const char *code)
{
    const struct allocate_options o = {.engine = engine, .time_limit_s = 60};
    struct rehousing_question q;
    struct rehousing_answer answer;
    ok(rehousing_prepare(store, code, &q, &e));
    assert_false(rehousing_has_moved(&q));
    rehousing_answer(&q, &o, &answer);
    ok(rehousing_keep(store, &answer, NOW, &e));
    refused(rehousing_keep(store, &answer, NOW, &e), ERR_CHANGED);
    rehousing_answer_release(&answer);
    rehousing_question_release(&q);
    ok(rehousing_prepare(store, code, &q, &e));
    assert_false(rehousing_has_moved(&q));
    rehousing_question_release(&q);
}

static void check_proposal(const struct rehousing_view *v, const char *kind)
{
    const struct store_proposal *p = proposal(v, kind);
    find_best(strcmp(kind, "move") == 0);
    assert_true(p->is_proven || best_left > 0);
    if (p->is_proven)
        assert_int_equal(p->n_left, best_left);
    assert_string_equal(p->why, p->n_left > 0 ? "no_bed" : "");
    assert_int_equal(p->n_left == 0, best_left == 0);
    assert_in_range(p->n_left, best_left, 16);
    if (best_left == 0)
        assert_int_equal(p->n_moves, best_moves);
    int n_concerned = 0;
    for (int i = 0; i < N_PARTIES; i++)
        n_concerned += home[i] == closed_room ? SIZE[i] : 0;
    n_chains += p->n_moves > n_concerned;
    n_short += p->n_left > 0;
}

/* As proposed, and nobody else anywhere else. */
static void check_carried_out(const struct store_moves *moves, int64_t proposal_id, bool is_while)
{
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_stay own = {0}, away = {0};
        const struct store_move *m = NULL;
        ok(store_stay_open(store, parties[p], "own", &own, &e));
        ok(store_stay_open(store, parties[p], "temporary", &away, &e));
        for (size_t i = 0; i < moves->n; i++)
            if (moves->items[i].proposal_id == proposal_id &&
                moves->items[i].request_id == parties[p] && moves->items[i].to_room[0] != '\0')
                m = &moves->items[i];
        assert_int_equal(away.id != 0, m != NULL && is_while);
        if (m != NULL)
            assert_string_equal(is_while ? away.room : own.room, m->to_room);
        if (home[p] != NOWHERE && (m == NULL || is_while))
            assert_string_equal(own.room, room_codes[home[p]]);
        store_stay_release(&own);
        store_stay_release(&away);
    }
}

static void come_back(const char *day)
{
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_stay away = {0};
        ok(store_stay_open(store, parties[p], "temporary", &away, &e));
        if (away.id != 0)
            ok(stay_return(store, &planner, codes[p], 0, day, day, NOW, &bad, &e));
        store_stay_release(&away);
    }
}

/* The room opens later than meant: who is away comes back later, and the case ends with the last.
 */
static void slip_and_return(const struct store_closure *c)
{
    const struct closure_change later = {.to_day = "2025-08-25", .may_stay = -1};
    struct store_closure slipped = {0};
    ok(closure_change(store, &planner, c->code, 0, &later, clock_midnight(today, 0), &bad, &e));
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_stay away = {0};
        ok(store_stay_open(store, parties[p], "temporary", &away, &e));
        if (away.id != 0)
            assert_string_equal(away.return_day, "2025-08-25");
        store_stay_release(&away);
    }
    ok(rehousing_settle(store, "2025-08-25", &e));
    ok(store_closure_get(store, c->code, &slipped, &e));
    assert_string_not_equal(slipped.rehousing, ""); /* they are due */
    store_closure_release(&slipped);
    come_back("2025-08-25");
    ok(store_closure_get(store, c->code, &slipped, &e));
    assert_string_equal(slipped.rehousing, "");
    store_closure_release(&slipped);
}

static void choose_and_check(const struct store_closure *c, const char *kind)
{
    struct store_rehousing it = only_case("open");
    struct rehousing_view v = {0};
    refused(rehousing_choose(store, &planner, it.code, 0, kind, today, today, NOW, &bad, &e),
            ERR_DATA); /* nothing is proposed yet */
    ask(it.code);
    ok(rehousing_get(store, &planner, it.code, &v, &e));
    check_proposal(&v, "temporary");
    check_proposal(&v, "move");
    const struct store_proposal *p = proposal(&v, kind);
    const int64_t id = p->id;
    const bool is_while = strcmp(kind, "temporary") == 0, is_whole = p->n_left == 0;
    refused(rehousing_choose(store, &lan, it.code, 0, kind, today, today, NOW, &bad, &e),
            ERR_ABSENT);
    refused(rehousing_choose(store, &planner, it.code, 1, kind, today, today, NOW, &bad, &e),
            ERR_CHANGED);
    wrong(rehousing_choose(store, &planner, it.code, 0, "stay", today, today, NOW, &bad, &e),
          "/kind");
    ok(rehousing_choose(store, &planner, it.code, v.it.version, kind, today, today, NOW, &bad, &e));
    check_carried_out(&v.moves, id, is_while);
    check_house();
    rehousing_view_release(&v);
    store_rehousing_release(&it);
    if (!is_whole) { /* somebody still lives there */
        it = only_case("open");
        store_rehousing_release(&it);
    } else if (is_while) {
        it = only_case("chosen");
        store_rehousing_release(&it);
        slip_and_return(c);
    } else {
        it = only_case("done");
        store_rehousing_release(&it);
    }
}

static void t_as_good_as_trying_everything(void **state)
{
    (void)state;
    for (int house = 0; house < N_HOUSES; house++) {
        seed = 100 + (uint32_t)house;
        ok(store_begin(store, &e));
        move_all_in();
        struct store_closure c = close_room("2025-08-20");
        choose_and_check(&c, house % 2 == 0 ? "temporary" : "move");
        store_closure_release(&c);
        store_rollback(store);
    }
    assert_in_range(n_chains, 2, N_HOUSES);
    assert_in_range(n_short, 2, 2 * N_HOUSES);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "solve") == 0)
        return solver_command_solve(argc - 2, argv + 2, "en");
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    coefficient_c = 30;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_as_good_as_trying_everything, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
