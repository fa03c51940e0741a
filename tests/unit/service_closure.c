/* Thousands of random acts on a small house whose rooms close and open (places won, in, out, to
 * another room, changing places, for a while and back; closed, ended, slipped, taken back; ways out
 * proposed and chosen; days forth and back), after each of which: the laws of stays hold; a case is
 * open exactly while somebody is concerned by a closing; nobody has come into a closed room; a
 * closed room is in no snapshot; and what was refused has changed nothing.
 */
#include "stay_bed.h"

#include "base/clock.h"
#include "service/closure.h"
#include "service/rehousing.h"
#include "service/freeze.h"
#include "service/stale.h"

enum { N_STEPS = 2500, N_CLOSURES = 400 };

enum act { IN, OUT, TRANSFER, EXCHANGE, LODGE, BACK, CLOSE, CHANGE, CHOOSE, N_ACTS };
static const enum act MIX[] = {IN,       IN,       IN,     IN,     OUT,    TRANSFER, TRANSFER,
                               EXCHANGE, EXCHANGE, LODGE,  LODGE,  BACK,   BACK,     CLOSE,
                               CHANGE,   CHANGE,   CHOOSE, CHOOSE, CHOOSE, CHOOSE};
static int n_done[N_ACTS], n_chosen[3];
static char today[11];
static size_t n_closures;
static char closures[N_CLOSURES][33];

static void any_day(char out[11])
{
    snprintf(out, 11, "2025-08-%02d", 1 + pick(N_DAYS));
}

static int close_room(const char *day)
{
    static const char *const reasons[] = {"repair", "safety", "other"};
    char to_day[11] = "";
    if (n_closures == N_CLOSURES || pick(4) != 0)
        return ERR_DATA;
    date_add(day, 1 + pick(3), to_day);
    const struct closure_plan plan = {.room = room_codes[pick(N_ROOMS)],
                                      .from_day = day,
                                      .to_day = pick(9) == 0 ? "" : to_day,
                                      .reason = reasons[pick(3)],
                                      .note = "",
                                      .may_stay = pick(4) == 0};
    int rc = closure_add(store, &planner, &plan, clock_midnight(today, 0), closures[n_closures],
                         &bad, &e);
    n_closures += rc == ERR_OK;
    return rc;
}

/* It is taken back, ended today, or ends on any day or nobody knows when. */
static int change_closure(const char *day)
{
    struct store_closure c = {0};
    char any[11];
    if (n_closures == 0)
        return ERR_DATA;
    any_day(any);
    ok(store_closure_get(store, closures[n_closures - 1 - (size_t)pick(n_closures > 6 ? 6 : 1)], &c,
                         &e));
    const char *const ends[] = {c.from_day, today, day, any, ""};
    const struct closure_change change = {.to_day = ends[pick(5)],
                                          .may_stay = pick(6) == 0 ? pick(2) : -1};
    int rc = closure_change(store, &planner, c.code, pick(9) == 0 ? 1 : c.version, &change,
                            clock_midnight(today, 0), &bad, &e);
    store_closure_release(&c);
    return rc;
}

/* As the engine would, but at random: who goes where. */
static void propose(const struct store_rehousing *c, const char *kind)
{
    struct store_rehoused_all people = {0};
    struct store_move moves[2 * N_PARTIES] = {0};
    struct store_proposal p = {.kind = lit(kind), .is_proven = 1};
    size_t n = 0;
    ok(store_rehoused_list(store, c->room_id, &people, &e));
    for (size_t i = 0; i < people.n; i++) {
        if (strcmp(kind, "temporary") == 0 && people.items[i].sleeps == 0)
            continue;
        bool is_lodger = strcmp(people.items[i].kind, "temporary") == 0;
        moves[n++] = (struct store_move){
            .request = people.items[i].request,
            .from_room = c->room,
            .to_room = pick(8) == 0 ? lit("") : room_codes[pick(N_ROOMS)],
            .kind = lit(is_lodger || strcmp(kind, "temporary") == 0 ? "temporary" : "own")};
    }
    ok(store_proposal_clear(store, c->id, &e));
    ok(store_proposal_add(store, c->id, &p, moves, strcmp(kind, "stay") == 0 ? 0 : n, &e));
    ok(store_rehousing_proposed(store, c->id, NOW, &e));
    store_rehoused_release(&people);
}

static int choose(const char *day)
{
    static const char *const kinds[] = {"stay", "temporary", "move"};
    const struct store_rehousing_query q = {.state = "open"};
    struct store_rehousings open = {0};
    int64_t n;
    int kind = 1 + pick(2) - (pick(9) == 0), rc = ERR_DATA;
    ok(store_rehousing_list(store, &q, &open, &n, &e));
    if (open.n > 0) {
        const struct store_rehousing *c = &open.items[pick((int)open.n)];
        propose(c, kinds[kind]);
        rc = rehousing_choose(store, &planner, c->code, 0, kinds[kind], day, today, NOW, &bad, &e);
        n_chosen[kind] += rc == ERR_OK;
    }
    store_rehousings_release(&open);
    return rc;
}

static int do_act(enum act what, const char *day)
{
    const char *room = room_codes[pick(N_ROOMS)], *code = codes[pick(N_PARTIES)];
    char back[11];
    date_add(day, 5, back);
    switch (what) {
    case IN:
        return stay_move_in(store, &planner, code, 0, day, today, &bad, &e);
    case OUT:
        return stay_move_out(store, &planner, code, 0, day, today, NOW, &bad, &e);
    case TRANSFER:
        return stay_transfer(store, &planner, code, 0, room, day, today, NOW, &bad, &e);
    case EXCHANGE:
        return stay_exchange(store, &planner, code, 0, codes[pick(N_PARTIES)], day, today, &bad,
                             &e);
    case LODGE:
        return stay_lodge(store, &planner, code, 0, room, day, back, today, &bad, &e);
    case BACK:
        return stay_return(store, &planner, code, 0, day, today, NOW, &bad, &e);
    case CLOSE:
        return close_room(day);
    case CHANGE:
        return change_closure(day);
    case CHOOSE:
        return choose(day);
    case N_ACTS:
        break;
    }
    return ERR_DATA;
}

/* ---- the naive twin: all stays, all parties, one after another ---- */

struct seen {
    int n, n_sleep, n_away;
};

static struct seen look_into(const char *room)
{
    struct seen out = {0};
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_request r = {0};
        struct store_stay away = {0};
        ok(store_request_get(store, parties[p], &r, &e));
        ok(store_stay_open(store, parties[p], "temporary", &away, &e));
        const bool is_away = away.id != 0;
        const bool is_there = is_away && strcmp(away.room, room) == 0;
        out.n += is_there;
        out.n_sleep += is_there;
        bool is_home = strcmp(r.current_room, room) == 0;
        out.n += is_home && !is_away;
        out.n_sleep += is_home && !is_away && strcmp(r.state, "living") == 0;
        out.n_away += is_home && is_away;
        store_stay_release(&away);
        store_request_release(&r);
    }
    return out;
}

static void check_case(const struct store_closure *c, const struct seen *in)
{
    struct store_rehousing live = {0};
    bool is_over = c->to_day[0] != '\0' && strcmp(c->to_day, today) <= 0;
    bool is_on = c->may_stay == 0 && !is_over && strcmp(c->from_day, c->to_day) != 0;
    if (c->rehousing[0] != '\0')
        ok(store_rehousing_live(store, c->id, &live, &e));
    bool is_open = live.id != 0 && strcmp(live.state, "open") == 0;
    if (is_on && in->n_sleep > 0)
        assert_true(is_open);
    if (!is_on || in->n == 0)
        assert_false(is_open);
    if (is_on && in->n > 0)
        assert_true(live.id != 0);
    if (live.id != 0 && !is_open) {
        assert_string_equal(live.chosen, "temporary");
        assert_true(in->n_away > 0 && !(is_on && in->n_sleep > 0));
    }
    store_rehousing_release(&live);
}

static bool covers(const struct store_closure *c, const char *day)
{
    return strcmp(c->from_day, day) <= 0 && (c->to_day[0] == '\0' || strcmp(day, c->to_day) < 0);
}

static void check_closures(const struct store_closures *all)
{
    struct snapshot house = {0};
    struct seen in[N_ROOMS];
    for (int r = 0; r < N_ROOMS; r++)
        in[r] = look_into(room_codes[r]);
    for (size_t i = 0; i < all->n; i++)
        check_case(&all->items[i], &in[all->items[i].room[3] - '0']);
    ok(snapshot_load(&house, store, today, &e));
    for (size_t r = 0; r < house.n_rooms; r++) {
        bool is_closed = false;
        for (size_t i = 0; i < all->n; i++)
            is_closed |= strcmp(all->items[i].room, house.rooms[r].code) == 0 &&
                         covers(&all->items[i], today);
        assert_int_equal(house.rooms[r].is_usable, !is_closed);
    }
    snapshot_release(&house);
}

/* Whoever came into a room, it was not closed that day, nor is it now, but for one's own. */
static void check_comers(const struct store_closures *closed)
{
    static char last[33] = "";
    const struct store_stay_query q = {.scope = ALL, .after = last};
    struct store_stays come = {0};
    int64_t n;
    ok(store_stay_list(store, &q, &come, &n, &e));
    for (size_t i = 0; i < come.n; i++)
        for (size_t k = 0; k < closed->n; k++)
            if (closed->items[k].room_id == come.items[i].room_id)
                assert_false(covers(&closed->items[k], come.items[i].from_day));
    if (come.n > 0)
        memcpy(last, come.items[come.n - 1].code, 33);
    store_stays_release(&come);
}

static struct store_closures all_closures(void)
{
    const struct store_closure_query q = {0};
    struct store_closures out = {0};
    int64_t n;
    ok(store_closure_list(store, &q, &out, &n, &e));
    return out;
}

static void step_on(enum act what, const char *day)
{
    struct store_closures closed = all_closures();
    const size_t n_before = n_closures;
    ok(store_begin(store, &e));
    int rc = do_act(what, day);
    if (rc == ERR_OK) {
        ok(store_commit(store, &e));
        n_done[what]++;
        check_comers(&closed);
    } else {
        assert_true(rc == ERR_DATA || rc == ERR_INPUT || rc == ERR_CHANGED);
        assert_int_equal(rc == ERR_INPUT, bad.n > 0);
        store_rollback(store);
        assert_int_equal(n_closures, n_before);
    }
    e = (struct err){0};
    solver_findings_release(&bad);
    store_closures_release(&closed);
}

static void t_no_act_breaks_the_house(void **state)
{
    (void)state;
    seed = 12;
    ok(store_begin(store, &e)); /* never committed: the laws need no disk */
    for (int step = 0; step < N_STEPS; step++) {
        char day[11];
        int now = 1 + step * (N_DAYS - 1) / N_STEPS;
        snprintf(today, sizeof today, "2025-08-%02d", now);
        snprintf(day, sizeof day, "2025-08-%02d", now);
        enum act what = MIX[pick(sizeof MIX / sizeof *MIX)];
        if (pick(5) == 0 || (what == CLOSE && pick(2) == 0))
            any_day(day);
        if (pick(3) == 0)
            win_place(pick(N_PARTIES));
        step_on(what, day);
        ok(rehousing_settle(store, today, &e)); /* as each minute does */
        struct store_closures all = all_closures();
        check_closures(&all);
        store_closures_release(&all);
        if (step % 100 == 99) /* stays are never deleted: what is wrong stays wrong */
            check_house();
    }
    store_rollback(store);
    for (int i = 0; i < N_ACTS; i++) /* each act was done, not refused alone */
        assert_in_range(n_done[i], 3, N_STEPS);
    for (int i = 0; i < 3; i++)
        assert_in_range(n_chosen[i], 1, N_STEPS);
}

static void close_fifth(const char *from_day, const char *to_day, bool may_stay)
{
    const struct closure_plan plan = {.room = room_codes[4],
                                      .from_day = from_day,
                                      .to_day = to_day,
                                      .reason = "repair",
                                      .note = "",
                                      .may_stay = may_stay};
    char code[33];
    ok(closure_add(store, &planner, &plan, NOW, code, &bad, &e));
}

/* What has moved between the first day and another one. */
static void moved(const struct snapshot *then, const char *day, const char *field)
{
    struct snapshot now = {0}, again = {0};
    struct stale told = {0};
    struct buf text = {0}, same = {0};
    ok(snapshot_load(&now, store, day, &e));
    stale_compare(then, &now, &told);
    assert_int_equal(told.n, field[0] != '\0');
    if (told.n > 0) {
        assert_string_equal(told.items[0].code, room_codes[4]);
        assert_int_equal(told.items[0].n_fields, 1);
        assert_string_equal(told.items[0].fields[0], field);
    }
    freeze_write(&now, &text);
    ok(freeze_read(&again, text.data, text.len, &e));
    freeze_write(&again, &same);
    assert_string_equal(same.data, text.data);
    buf_release(&text);
    buf_release(&same);
    stale_release(&told);
    snapshot_release(&now);
    snapshot_release(&again);
}

static void t_a_closing_is_told_ahead_and_while_it_lasts(void **state)
{
    struct snapshot then = {0};
    (void)state;
    ok(snapshot_load(&then, store, "2025-08-01", &e));
    moved(&then, "2025-08-01", "");
    close_fifth("2025-08-10", "2025-08-20", false);
    moved(&then, "2025-08-01", "closes_on");
    moved(&then, "2025-08-09", "closes_on");
    moved(&then, "2025-08-10", "state");
    moved(&then, "2025-08-19", "state");
    moved(&then, "2025-08-20", "");
    snapshot_release(&then);
}

/* Who may stay in a closed room is not in question; who may not, is. */
static void t_who_may_stay_takes_no_part(void **state)
{
    (void)state;
    ok(store_party_settle(store, parties[0], rooms[4], 1, &e));
    ok(store_request_move(store, parties[0], "living", NULL, NULL, &e));
    for (int may_stay = 1; may_stay >= 0; may_stay--) {
        struct snapshot house = {0};
        struct policy p = {0};
        close_fifth("2025-08-10", "2025-08-20", may_stay == 1);
        ok(policy_load(&p, NULL, &bad, &e));
        ok(snapshot_load(&house, store, "2025-08-12", &e));
        snapshot_score(&house, &p, "2025-08-12");
        snapshot_draw(&house, &p, "1");
        const size_t n_before = house.n_parties;
        snapshot_leave_home(&house);
        const struct snapshot_request *r = &house.requests[snapshot_request_ix(&house, codes[0])];
        assert_int_equal(r->keeps_home, may_stay == 1);
        assert_int_equal(house.n_parties, n_before - (size_t)may_stay);
        snapshot_release(&house);
        policy_release(&p);
    }
}

/* A note is as long as its column takes: in characters, not in bytes. */
static void t_a_note_is_told_in_characters(void **state)
{
    struct buf note = {0};
    char code[33];
    (void)state;
    for (int i = 0; i < 500; i++)
        buf_str(&note, "ộ");
    const struct closure_plan plan = {.room = room_codes[4],
                                      .from_day = "2025-08-10",
                                      .to_day = "",
                                      .reason = "other",
                                      .note = note.data};
    ok(closure_add(store, &planner, &plan, NOW, code, &bad, &e));
    buf_str(&note, "ộ");
    const struct closure_change longer = {.note = note.data, .may_stay = -1};
    refused(closure_change(store, &planner, code, 0, &longer, NOW, &bad, &e), ERR_INPUT);
    solver_findings_release(&bad);
    buf_release(&note);
}

int main(void)
{
    coefficient_c = 30;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_no_act_breaks_the_house, set_up, tear_down),
        cmocka_unit_test_setup_teardown(t_a_closing_is_told_ahead_and_while_it_lasts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(t_who_may_stay_takes_no_part, set_up, tear_down),
        cmocka_unit_test_setup_teardown(t_a_note_is_told_in_characters, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
