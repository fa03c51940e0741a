/* Logging in: who a session or a token is at each moment, and when it is moved on. */
#include "store_bed.h"

#include "service/login.h"
#include "store/session.h"

static struct store *store;
static const int64_t NOW = 1750000000;
static char hex[65];
static unsigned scope;

static int set_up(void **state)
{
    (void)state;
    bed_make();
    return store_open(&store, path, STORE_CREATE, &KEY, &e);
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    bed_remove();
    return 0;
}

static struct principal who(const char *session, const char *token, int64_t now)
{
    struct principal p;
    ok(login_principal(store, session, token, now, &p, hex, &scope, &e));
    return p;
}

static void put_session(int64_t account, const char *secret, int64_t at)
{
    struct store_session x = {.account_id = account,
                              .created_at = at,
                              .proved_at = at,
                              .idle_until = at + LOGIN_IDLE_S,
                              .expires_at = at + LOGIN_LIFE_S};
    crypto_sha256(secret, strlen(secret), x.id_sha256);
    ok(store_session_add(store, &x, LOGIN_SESSIONS, &e));
}

static void put_token(int64_t account, const char *secret, const char *may)
{
    struct store_token t = {.account_id = account,
                            .name = lit("báo cáo"),
                            .scope = lit(may),
                            .created_at = NOW,
                            .expires_at = NOW + 1000};
    crypto_sha256(secret, strlen(secret), t.token_sha256);
    ok(store_token_add(store, &t, &e));
}

static void change(int64_t id, const char *role, bool is_disabled)
{
    struct store_account a = {0};
    ok(store_account_get(store, id, &a, &e));
    free(a.role);
    a.role = strdup(role);
    a.is_disabled = is_disabled;
    ok(store_account_put(store, &a, &e));
    store_account_release(&a);
}

static void t_nobody_without_a_secret_that_fits(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    (void)state;
    put_session(id, "right", NOW);
    put_token(id, "token", "read write");
    static const char *const wrong[][2] = {
        {NULL, NULL},    {"", NULL}, {"Right", NULL},    {"token", NULL},
        {NULL, "right"}, {NULL, ""}, {"right", "wrong"}, /* a token that is no good is not mended by
                                                            a cookie */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct principal p = who(wrong[i][0], wrong[i][1], NOW);
        assert_int_equal(p.role, PRINCIPAL_NOBODY);
        assert_int_equal(p.account_id, 0);
        assert_int_equal(scope, 0);
        assert_string_equal(hex, "");
    }
}

static void t_a_session_may_all_that_its_account_may(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    char expected[65];
    (void)state;
    put_session(id, "right", NOW);
    struct principal p = who("right", NULL, NOW + 1);
    assert_int_equal(p.account_id, id);
    assert_int_equal(p.role, PRINCIPAL_PLANNER);
    assert_int_equal(p.proved_at, NOW);
    assert_false(p.is_program);
    assert_int_equal(scope, LOGIN_READ | LOGIN_WRITE);
    crypto_sha256("right", 5, expected);
    assert_string_equal(hex, expected);
}

static void t_a_token_may_what_it_was_made_for(void **state)
{
    int64_t id = put_account(store, "lan", "auditor");
    (void)state;
    put_token(id, "reads", "read");
    put_token(id, "writes", "read write");
    struct principal p = who("whatever", "reads", NOW);
    assert_int_equal(p.role, PRINCIPAL_AUDITOR);
    assert_true(p.is_program);
    assert_int_equal(p.proved_at, 0);
    assert_false(login_is_fresh(&p, NOW));
    assert_int_equal(scope, LOGIN_READ);
    assert_string_equal(hex, "");
    who(NULL, "writes", NOW);
    assert_int_equal(scope, LOGIN_READ | LOGIN_WRITE);
    assert_int_equal(who(NULL, "writes", NOW + 1000).account_id, 0);
}

static void t_a_changed_account_counts_at_the_next_request(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    (void)state;
    put_session(id, "right", NOW);
    put_token(id, "token", "read write");
    change(id, "auditor", false);
    assert_int_equal(who("right", NULL, NOW).role, PRINCIPAL_AUDITOR);
    assert_int_equal(who(NULL, "token", NOW).role, PRINCIPAL_AUDITOR);
    change(id, "auditor", true);
    assert_int_equal(who("right", NULL, NOW).role, PRINCIPAL_NOBODY);
    assert_int_equal(who(NULL, "token", NOW).role, PRINCIPAL_NOBODY);
}

/* A session used every few seconds lives its whole life on one write a minute; one left alone ends
 * after LOGIN_IDLE_S. */
static void t_use_moves_a_session_on_with_few_writes(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    int n_writes = 0;
    (void)state;
    put_session(id, "right", NOW);
    for (int64_t now = NOW; now < NOW + LOGIN_LIFE_S; now += 7) {
        struct principal p = who("right", NULL, now);
        assert_int_equal(p.account_id, id);
        if (p.stay_until == 0)
            continue;
        struct login_stay stay = {.until = p.stay_until};
        memcpy(stay.session_sha256, hex, sizeof hex);
        ok(login_stay(&stay, store, &e));
        assert_int_equal(who("right", NULL, now).stay_until, 0);
        n_writes++;
    }
    assert_in_range(n_writes, 1, LOGIN_LIFE_S / LOGIN_STAY_STEP_S);
    assert_int_equal(who("right", NULL, NOW + LOGIN_LIFE_S).account_id, 0);
    put_session(id, "alone", NOW);
    assert_int_equal(who("alone", NULL, NOW + LOGIN_IDLE_S - 1).account_id, id);
    assert_int_equal(who("alone", NULL, NOW + LOGIN_IDLE_S).account_id, 0);
}

static void t_a_password_is_fresh_for_a_while(void **state)
{
    struct principal p = {.account_id = 1, .role = PRINCIPAL_ADMIN, .proved_at = NOW};
    (void)state;
    assert_true(login_is_fresh(&p, NOW + LOGIN_FRESH_S - 1));
    assert_false(login_is_fresh(&p, NOW + LOGIN_FRESH_S));
    assert_false(login_is_fresh(&(struct principal){0}, 5));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_nobody_without_a_secret_that_fits),
        TEST(t_a_session_may_all_that_its_account_may),
        TEST(t_a_token_may_what_it_was_made_for),
        TEST(t_a_changed_account_counts_at_the_next_request),
        TEST(t_use_moves_a_session_on_with_few_writes),
        TEST(t_a_password_is_fresh_for_a_while),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
