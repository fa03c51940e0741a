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

/* ---- logging in ---- */

static const char RIGHT[] = "con mèo ngủ trên mái nhà";

static int64_t put_person(const char *login, const char *role)
{
    static char hash[CRYPTO_PASSWORD];
    int64_t id = put_account(store, login, role);
    if (hash[0] == '\0')
        ok(crypto_password_hash(RIGHT, hash, &e));
    ok(store_account_set_password(store, id, hash, &e));
    return id;
}

/* All three steps; what comes out of the first that refuses. */
static int enter(struct login *l, const char *login, const char *password, int64_t now)
{
    l->login = login;
    l->password = password;
    l->now = now;
    int rc = store_do(store, login_count, l, &e);
    if (rc != ERR_OK || l->wait_s > 0)
        return rc;
    rc = login_verify(l, &e);
    return rc != ERR_OK ? rc : store_do(store, login_enter, l, &e);
}

static int64_t n_audit(const char *action)
{
    struct store_audits rows;
    int64_t n = 0;
    ok(store_audit_list(store, NULL, 0, 1000, &rows, &e));
    for (size_t i = 0; i < rows.n; i++)
        n += strcmp(rows.items[i].action, action) == 0;
    store_audits_release(&rows);
    return n;
}

static void t_the_right_password_opens_a_session(void **state)
{
    int64_t id = put_person("lan.nt", "planner");
    struct login l = {0};
    (void)state;
    ok(enter(&l, " Lan.NT", RIGHT, NOW));
    assert_int_equal(strlen(l.session), 64);
    struct principal p = who(l.session, NULL, NOW);
    assert_int_equal(p.account_id, id);
    assert_true(login_is_fresh(&p, NOW));
    assert_int_equal(n_audit("session.begin"), 1);
    struct login_end end = {.by = &p, .session_sha256 = hex};
    ok(login_end(&end, store, &e));
    assert_int_equal(who(l.session, NULL, NOW).account_id, 0);
    assert_int_equal(n_audit("session.end"), 1);
    login_wipe(&l);
    assert_string_equal(l.session, "");
}

static void t_all_that_does_not_open_answers_alike(void **state)
{
    static const char *const tries[][2] = {
        {"lan", "wrong"},
        {"nobody", RIGHT},
        {"off", RIGHT},
        {"new", ""},
        {"", ""},
        {"lan", ""},
        {"lan", "con m\xe8o"},
        {"a login longer than any that could be: 64 characters are the limit", "x"},
    };
    int64_t off = put_person("off", "planner");
    (void)state;
    put_person("lan", "planner");
    put_account(store, "new", "planner"); /* no password yet */
    change(off, "planner", true);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct login l = {0};
        assert_int_equal(enter(&l, tries[i][0], tries[i][1], NOW), ERR_DENIED);
        assert_string_equal(err_text(&e, "en"), "the login or the password is wrong");
        assert_string_equal(l.session, "");
        e = (struct err){0};
    }
    assert_int_equal(n_audit("session.begin"), 0);
}

static int64_t wait_after_try(const char *login, const char *password, int64_t now)
{
    struct login l = {0};
    int rc = enter(&l, login, password, now);
    assert_true(rc == ERR_DENIED || rc == ERR_OK);
    e = (struct err){0};
    return l.wait_s;
}

/* The law of the delays, for a login that somebody has and one that nobody has: five tries at once,
 * then a delay that doubles up to 15 minutes and stays there; once waited out the right one opens.
 */
static void t_guessing_is_slowed_and_never_locked(void **state)
{
    static const char *const logins[] = {"lan", "nobody"};
    (void)state;
    put_person("lan", "planner");
    for (size_t i = 0; i < 2; i++) {
        int64_t now = NOW, expected = 1;
        for (int n = 1; n <= LOGIN_FREE; n++)
            assert_int_equal(wait_after_try(logins[i], "wrong", now), 0);
        for (int n = 0; n < 14; n++) {
            assert_int_equal(wait_after_try(logins[i], RIGHT, now), expected);
            assert_int_equal(wait_after_try(logins[i], RIGHT, now + expected - 1), 1);
            now += expected;
            assert_int_equal(wait_after_try(logins[i], "wrong", now), 0);
            expected = expected * 2 < LOGIN_DELAY_MAX_S ? expected * 2 : LOGIN_DELAY_MAX_S;
        }
        assert_int_equal(expected, LOGIN_DELAY_MAX_S);
        struct login l = {0};
        int rc = enter(&l, logins[i], RIGHT, now + expected);
        assert_int_equal(rc, i == 0 ? ERR_OK : ERR_DENIED);
        e = (struct err){0};
    }
    assert_int_equal(wait_after_try("lan", "wrong", NOW + 100000), 0); /* a right one ended it */
    assert_true(n_audit("login.slowed") >= 14);
}

/* Whatever times somebody picks: no more guesses in a day than the delays allow. */
static void t_a_day_of_guessing_gets_hardly_anywhere(void **state)
{
    int n = 0;
    (void)state;
    for (int64_t now = NOW; now < NOW + 24 * 3600; now += 29) {
        struct login l = {.login = "nobody", .password = "x", .now = now};
        ok(store_do(store, login_count, &l, &e));
        n += l.wait_s == 0;
    }
    assert_in_range(n, 15, 15 + 24 * 4);
    struct login l = {.login = "nobody", .password = "x", .now = NOW - 90000};
    ok(store_do(store, login_count, &l, &e)); /* a clock that went back locks nobody out */
    assert_int_equal(l.wait_s, 0);
}

/* Tries are counted before they are judged: many at once are no way around. */
static void t_many_at_once_gain_nothing(void **state)
{
    struct login l[20] = {{0}};
    int n = 0;
    (void)state;
    put_person("lan", "planner");
    for (int i = 0; i < 20; i++) {
        l[i] = (struct login){.login = "lan", .password = "x", .now = NOW};
        ok(store_do(store, login_count, &l[i], &e));
        n += l[i].wait_s == 0;
    }
    assert_int_equal(n, LOGIN_FREE);
}

static void t_what_changed_meanwhile_counts(void **state)
{
    int64_t id = put_person("lan", "planner");
    struct login l = {.login = "lan", .password = RIGHT, .now = NOW};
    (void)state;
    ok(store_do(store, login_count, &l, &e));
    ok(login_verify(&l, &e));
    change(id, "planner", true);
    refused(store_do(store, login_enter, &l, &e), ERR_DENIED);
    change(id, "planner", false);
    ok(store_account_set_password(store, id, "$argon2id$another", &e));
    refused(store_do(store, login_enter, &l, &e), ERR_DENIED);
}

static void t_a_new_login_replaces_the_session_it_names(void **state)
{
    struct login a = {0}, b = {0}, c = {0};
    (void)state;
    put_person("lan", "planner");
    ok(enter(&a, "lan", RIGHT, NOW));
    ok(enter(&b, "lan", RIGHT, NOW + 1));
    who(a.session, NULL, NOW);
    c.ended_sha256 = hex;
    ok(enter(&c, "lan", RIGHT, NOW + 2));
    assert_int_equal(who(a.session, NULL, NOW + 2).account_id, 0);
    assert_int_not_equal(who(b.session, NULL, NOW + 2).account_id, 0);
    assert_int_equal(who(c.session, NULL, NOW + 2).proved_at, NOW + 2);
}

static void t_a_new_password_ends_what_the_old_one_opened(void **state)
{
    int64_t id = put_person("lan", "planner");
    struct login a = {0}, b = {0};
    struct solver_findings bad = {0};
    char code[65];
    int64_t account = 0;
    (void)state;
    put_token(id, "qt_old", "read");
    crypto_sha256("code", 4, code);
    ok(store_activation_add(store, id, code, NOW, &e));
    assert_int_equal(who(NULL, "qt_old", NOW).account_id, id);
    ok(enter(&a, "lan", RIGHT, NOW));
    struct login l = {
        .account_id = id, .password = RIGHT, .new_password = "lan lan lan 123", .now = NOW};
    ok(store_do(store, login_count, &l, &e));
    ok(login_verify(&l, &e));
    refused(login_renew(&l, "/new_password", &bad, &e), ERR_INPUT);
    assert_string_equal(bad.items[0].where, "/new_password");
    solver_findings_release(&bad);
    l.new_password = "mưa rơi đầu ngõ nhỏ";
    ok(login_renew(&l, "/new_password", &bad, &e));
    ok(store_do(store, login_enter, &l, &e));
    assert_int_equal(who(a.session, NULL, NOW).account_id, 0);
    assert_int_equal(who(NULL, "qt_old", NOW).account_id, 0);
    ok(store_activation_find(store, code, NOW, &account, &e));
    assert_int_equal(account, 0);
    assert_int_equal(who(l.session, NULL, NOW).account_id, id);
    assert_int_equal(n_audit("password.change"), 1);
    assert_int_equal(enter(&b, "lan", RIGHT, NOW), ERR_DENIED);
    e = (struct err){0};
    ok(enter(&b, "lan", l.new_password, NOW));
    assert_int_equal(who(l.session, NULL, NOW).account_id, id);
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
        TEST(t_the_right_password_opens_a_session),
        TEST(t_all_that_does_not_open_answers_alike),
        TEST(t_guessing_is_slowed_and_never_locked),
        TEST(t_a_day_of_guessing_gets_hardly_anywhere),
        TEST(t_many_at_once_gain_nothing),
        TEST(t_what_changed_meanwhile_counts),
        TEST(t_a_new_login_replaces_the_session_it_names),
        TEST(t_a_new_password_ends_what_the_old_one_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
