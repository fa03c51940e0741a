/* Laws of offers, over random lives of a small house: plans published one after another (each may
 * move people and fill what fell free), offers accepted, declined, expired, requests withdrawn.
 * After every step no bed is offered or lived in by two, every request is in a state that its
 * offers and its room bear out, and the counts add up.
 */
#include "house.h"

enum { N_STEPS = 60, N_LIVES = 40 };

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

/* What a refill is to keep: who lives somewhere keeps that room, not one he or she said no to. */
static void check_held(void)
{
    struct store_plan_helds held = {0};
    ok(store_plan_published(store, round_id, &held, &e));
    assert_true(held.n > 0);
    for (size_t i = 0; i < held.n; i++) {
        const struct store_plan_held *h = &held.items[i];
        if (strcmp(h->state, "accepted") == 0 || strcmp(h->state, "living") == 0)
            assert_int_equal(number("SELECT count(*) FROM request r JOIN room c\n"
                                    "ON c.id = r.current_room_id\n"
                                    "WHERE r.code = '%s' AND c.code = '%s'",
                                    h->request, h->room),
                             1);
    }
    store_plan_helds_release(&held);
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
    check_held();
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
        house_publish(roll(2) == 0);
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
        house_publish(false);
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

#define TEST(f) cmocka_unit_test_setup_teardown(f, house_open, house_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_no_bed_is_held_by_two_whatever_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
