/* Accounts, sessions, tokens, activation codes, kept answers: what opens, and what no longer does.
 */
#include "store_bed.h"

#include "store/guess.h"
#include "store/idempotency.h"
#include "store/session.h"

static struct store *store;
static const int64_t NOW = 1750000000;

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

static struct store_session session(int64_t account, char digit, int64_t at)
{
    struct store_session x = {.account_id = account,
                              .created_at = at,
                              .proved_at = at,
                              .idle_until = at + 1800,
                              .expires_at = at + 36000};
    memset(x.id_sha256, digit, 64);
    return x;
}

static int64_t whose(const char *id_sha256, int64_t now)
{
    struct store_bearer who;
    ok(store_session_find(store, id_sha256, now, &who, &e));
    return who.account_id;
}

static void disable(int64_t id)
{
    struct store_account a = {0};
    ok(store_account_get(store, id, &a, &e));
    a.is_disabled = true;
    ok(store_account_put(store, &a, &e));
    store_account_release(&a);
}

static void t_an_account_comes_back_as_it_went_in(void **state)
{
    struct store_account in = {.login = lit("lan.nt"),
                               .name = lit("Nguyễn Thị Lan"),
                               .role = lit("registrar"),
                               .agencies = lit("SXD STC")};
    struct store_account out = {0};
    (void)state;
    put_agency(store, "SXD");
    put_agency(store, "STC");
    ok(store_account_put(store, &in, &e));
    ok(store_account_by_login(store, "lan.nt", &out, &e));
    assert_int_equal(out.id, in.id);
    assert_string_equal(out.code, in.code);
    assert_string_equal(out.name, "Nguyễn Thị Lan");
    assert_string_equal(out.role, "registrar");
    assert_string_equal(out.password, "");
    assert_string_equal(out.agencies, "STC SXD");
    assert_int_equal(out.version, 1);
    free(out.agencies);
    out.agencies = strdup("STC");
    ok(store_account_put(store, &out, &e));
    store_account_release(&out);
    ok(store_account_by_code(store, in.code, &out, &e));
    assert_string_equal(out.agencies, "STC");
    assert_int_equal(out.version, 2);
    assert_string_equal(out.code, in.code);
    store_account_release(&out);
    free(in.code);
    in = (struct store_account){
        .login = lit("x"), .name = lit("x"), .role = lit("registrar"), .agencies = lit("SXD NO")};
    refused(store_account_put(store, &in, &e), ERR_INPUT);
    free(in.code);
}

/* Pages of any size hold the same accounts in the same order as one list of all. */
static void t_pages_of_the_list_make_up_the_whole(void **state)
{
    struct store_accounts page;
    char login[16];
    int64_t n_all = 0;
    (void)state;
    for (int i = 0; i < 23; i++) {
        snprintf(login, sizeof login, "%c%d", i % 2 == 0 ? 'a' : 'b', 50 - i);
        put_account(store, login, i % 3 == 0 ? "planner" : "auditor");
    }
    for (int limit = 1; limit <= 12; limit++) {
        struct store_account_filter f = {.role = "auditor", .limit = limit};
        char last[64] = "", code[33] = "";
        int n = 0;
        do {
            ok(store_account_list(store, &f, &page, &n_all, &e));
            for (size_t i = 0; i < page.n; i++, n++) {
                assert_true(strcmp(last, page.items[i].login) < 0);
                assert_string_equal(page.items[i].role, "auditor");
                snprintf(last, sizeof last, "%s", page.items[i].login);
                snprintf(code, sizeof code, "%s", page.items[i].code);
            }
            f.after = code;
            store_accounts_release(&page);
        } while (n < n_all && n <= 23);
        assert_int_equal(n, 15);
    }
    ok(store_account_list(store, &(struct store_account_filter){.login = "b4"}, &page, &n_all, &e));
    assert_int_equal(page.n, 5);
    store_accounts_release(&page);
}

static void t_the_schema_refuses_what_is_no_account(void **state)
{
    static const struct store_account bad[] = {
        {.login = (char *)(uintptr_t) "root", .role = (char *)(uintptr_t) "king"},
        {.login = (char *)(uintptr_t) "Root", .role = (char *)(uintptr_t) "admin"},
        {.login = (char *)(uintptr_t) "đông", .role = (char *)(uintptr_t) "admin"},
        {.login = (char *)(uintptr_t) "", .role = (char *)(uintptr_t) "admin"},
        {.login = (char *)(uintptr_t) "lan", .role = (char *)(uintptr_t) "official"},
        {.login = (char *)(uintptr_t) "taken", .role = (char *)(uintptr_t) "admin"},
        {.login = (char *)(uintptr_t) "all",
         .role = (char *)(uintptr_t) "planner",
         .all_agencies = true},
    };
    (void)state;
    put_account(store, "taken", "admin");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct store_account a = bad[i];
        refused(store_account_put(store, &a, &e), ERR_DATA);
        assert_int_equal(a.id, 0);
    }
}

static void t_unknown_accounts_are_none(void **state)
{
    struct store_account a = {0};
    (void)state;
    ok(store_account_by_login(store, "nobody", &a, &e));
    assert_int_equal(a.id, 0);
    ok(store_account_get(store, 99, &a, &e));
    assert_int_equal(a.id, 0);
    a = (struct store_account){.id = 99, .login = lit("x"), .name = lit("x"), .role = lit("admin")};
    refused(store_account_put(store, &a, &e), ERR_INPUT);
    refused(store_account_set_password(store, 99, "$argon2id$x", &e), ERR_INPUT);
}

static void t_a_password_is_kept_as_a_hash(void **state)
{
    struct store_account a = {0};
    int64_t id = put_account(store, "lan", "planner");
    (void)state;
    refused(store_account_set_password(store, id, "hunter2", &e), ERR_DATA);
    ok(store_account_set_password(store, id, "$argon2id$v=19$m=19456", &e));
    ok(store_account_get(store, id, &a, &e));
    assert_string_equal(a.password, "$argon2id$v=19$m=19456");
    assert_int_equal(a.version, 1); /* nothing that people edit */
    store_account_release(&a);
}

static int n_tried(const char *login)
{
    struct store_guess g;
    ok(store_guess_get(store, login, &g, &e));
    return g.n_tried;
}

static void t_tries_are_counted_by_login_until_a_right_one(void **state)
{
    struct store_guess g = {.n_tried = 3, .tried_at = NOW, .retry_at = NOW + 4};
    struct store_guess out;
    (void)state;
    ok(store_guess_put(store, "nobody has it", &g, NOW - 100, &e));
    ok(store_guess_get(store, "nobody has it", &out, &e));
    assert_int_equal(out.n_tried, 3);
    assert_int_equal(out.tried_at, NOW);
    assert_int_equal(out.retry_at, NOW + 4);
    assert_int_equal(n_tried("Nobody has it"), 0);
    g.n_tried = 4;
    ok(store_guess_put(store, "nobody has it", &g, NOW - 100, &e));
    assert_int_equal(n_tried("nobody has it"), 4);
    ok(store_guess_end(store, "nobody has it", &e));
    assert_int_equal(n_tried("nobody has it"), 0);
}

/* Each call adds one at most and forgets more: the table does not grow beyond its time. */
static void t_old_tries_are_forgotten(void **state)
{
    int n_left = 0;
    char login[16];
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct store_guess g = {.n_tried = 1, .tried_at = NOW + i, .retry_at = 0};
        snprintf(login, sizeof login, "g%d", i);
        ok(store_guess_put(store, login, &g, NOW, &e));
    }
    for (int i = 0; i < 6; i++) {
        struct store_guess g = {.n_tried = 1, .tried_at = NOW + 100, .retry_at = 0};
        ok(store_guess_put(store, "late", &g, NOW + 100, &e));
    }
    for (int i = 0; i < 20; i++) {
        snprintf(login, sizeof login, "g%d", i);
        n_left += n_tried(login);
    }
    assert_int_equal(n_left, 0);
    assert_int_equal(n_tried("late"), 1);
}

static void t_a_session_lives_between_its_limits(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    struct store_session x = session(id, 'a', NOW);
    struct store_bearer y;
    (void)state;
    ok(store_session_add(store, &x, 5, &e));
    assert_int_equal(whose(x.id_sha256, NOW), id);
    assert_int_equal(whose(x.id_sha256, x.idle_until - 1), id);
    assert_int_equal(whose(x.id_sha256, x.idle_until), 0);
    ok(store_session_touch(store, x.id_sha256, x.expires_at + 500, &e));
    ok(store_session_find(store, x.id_sha256, NOW, &y, &e));
    assert_int_equal(y.idle_until, x.expires_at);
    assert_int_equal(y.expires_at, x.expires_at);
    assert_int_equal(y.proved_at, NOW);
    assert_int_equal(whose(x.id_sha256, x.expires_at), 0);
    x = session(id, 'b', NOW);
    x.idle_until = x.expires_at + 1;
    refused(store_session_add(store, &x, 5, &e), ERR_DATA);
}

static void t_the_oldest_sessions_beyond_the_limit_end(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    int64_t other = put_account(store, "minh", "planner");
    struct store_session theirs = session(other, 'f', NOW - 100);
    struct store_session x[4];
    (void)state;
    ok(store_session_add(store, &theirs, 3, &e));
    for (int i = 0; i < 4; i++) {
        x[i] = session(id, (char)('0' + i), NOW + i);
        ok(store_session_add(store, &x[i], 3, &e));
    }
    assert_int_equal(whose(x[0].id_sha256, NOW), 0);
    for (int i = 1; i < 4; i++)
        assert_int_equal(whose(x[i].id_sha256, NOW), id);
    assert_int_equal(whose(theirs.id_sha256, NOW), other);
    /* a clock that went back does not end the session that was just begun */
    struct store_session late = session(id, '9', NOW - 1000);
    ok(store_session_add(store, &late, 3, &e));
    assert_int_equal(whose(late.id_sha256, NOW - 1000), id);
    assert_int_equal(whose(x[1].id_sha256, NOW), 0);
}

static void t_sessions_end_when_told(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    struct store_session x[3];
    (void)state;
    for (int i = 0; i < 3; i++) {
        x[i] = session(id, (char)('0' + i), NOW);
        ok(store_session_add(store, &x[i], 5, &e));
    }
    ok(store_session_end(store, x[0].id_sha256, &e));
    assert_int_equal(whose(x[0].id_sha256, NOW), 0);
    assert_int_equal(whose(x[2].id_sha256, NOW), id);
    ok(store_session_purge(store, x[2].idle_until, &e));
    assert_int_equal(whose(x[2].id_sha256, NOW), 0);
}

static void t_a_disabled_account_opens_nothing(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    struct store_session x = session(id, 'a', NOW);
    struct store_token t = {.account_id = id,
                            .name = lit("báo cáo"),
                            .scope = lit("read"),
                            .created_at = NOW,
                            .expires_at = NOW + 100};
    struct store_bearer found;
    char code[65] = {0};
    int64_t account = 0;
    (void)state;
    memset(t.token_sha256, 'b', 64);
    memset(code, 'c', 64);
    ok(store_session_add(store, &x, 5, &e));
    ok(store_token_add(store, &t, &e));
    ok(store_activation_add(store, id, code, NOW, &e));
    ok(store_token_find(store, t.token_sha256, NOW, &found, &e));
    assert_int_equal(found.account_id, id);
    disable(id);
    assert_int_equal(whose(x.id_sha256, NOW), 0);
    ok(store_token_find(store, t.token_sha256, NOW, &found, &e));
    assert_int_equal(found.account_id, 0);
    ok(store_activation_use(store, code, NOW, &account, &e));
    assert_int_equal(account, 0);
}

static void t_tokens_end_by_time_or_by_hand(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    int64_t other = put_account(store, "minh", "planner");
    struct store_token t = {.account_id = id,
                            .name = lit("báo cáo"),
                            .scope = lit("read report"),
                            .created_at = NOW,
                            .expires_at = NOW + 100};
    struct store_bearer found;
    struct store_tokens all;
    (void)state;
    memset(t.token_sha256, 'b', 64);
    ok(store_token_add(store, &t, &e));
    ok(store_token_find(store, t.token_sha256, NOW + 99, &found, &e));
    assert_string_equal(found.scope, "read report");
    ok(store_token_find(store, t.token_sha256, NOW + 100, &found, &e));
    assert_int_equal(found.account_id, 0);
    refused(store_token_revoke(store, other, t.code, NOW + 1, &e), ERR_ABSENT);
    refused(store_token_revoke(store, id, "", NOW + 1, &e), ERR_ABSENT);
    ok(store_token_revoke(store, id, t.code, NOW + 1, &e));
    refused(store_token_revoke(store, id, t.code, NOW + 2, &e), ERR_ABSENT);
    ok(store_token_find(store, t.token_sha256, NOW, &found, &e));
    assert_int_equal(found.account_id, 0);
    ok(store_token_list(store, id, &all, &e));
    assert_int_equal(all.n, 1);
    assert_int_equal(all.items[0].revoked_at, NOW + 1);
    assert_string_equal(all.items[0].code, t.code);
    store_tokens_release(&all);
}

static int64_t use(const char *code, int64_t now)
{
    int64_t found = -1, account = -1;
    ok(store_activation_find(store, code, now, &found, &e));
    ok(store_activation_use(store, code, now, &account, &e));
    assert_int_equal(found, account);
    return account;
}

static void t_a_code_works_once_within_fourteen_days(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    char codes[4][65] = {{0}};
    (void)state;
    for (int i = 0; i < 4; i++)
        memset(codes[i], 'a' + i, 64);
    ok(store_activation_add(store, id, codes[0], NOW, &e));
    assert_int_equal(use(codes[1], NOW), 0);
    assert_int_equal(use(codes[0], NOW + STORE_ACTIVATION_S), 0);
    assert_int_equal(use(codes[0], NOW + STORE_ACTIVATION_S - 1), id);
    assert_int_equal(use(codes[0], NOW + STORE_ACTIVATION_S - 1), 0);
    ok(store_activation_add(store, id, codes[2], NOW, &e));
    ok(store_activation_add(store, id, codes[3], NOW + 1, &e));
    assert_int_equal(use(codes[2], NOW + 2), 0); /* a new one ends the old */
    assert_int_equal(use(codes[3], NOW + 2), id);
}

static void t_an_answer_is_kept_for_its_request_alone(void **state)
{
    int64_t id = put_account(store, "lan", "planner");
    int64_t other = put_account(store, "minh", "planner");
    struct store_reply in = {
        .status = 201, .head = lit("Location: /x"), .body = lit("a\0b"), .body_len = 3};
    struct store_reply out;
    char hash[65] = {0};
    (void)state;
    memset(in.request_sha256, 'a', 64);
    memset(hash, 'b', 64);
    ok(store_idempotency_find(store, id, "k", in.request_sha256, &out, &e));
    assert_int_equal(out.status, 0);
    ok(store_idempotency_add(store, id, "k", &in, &e));
    ok(store_idempotency_find(store, id, "k", in.request_sha256, &out, &e));
    assert_int_equal(out.status, 201);
    assert_string_equal(out.head, "Location: /x");
    assert_int_equal(out.body_len, 3);
    assert_memory_equal(out.body, "a\0b", 3);
    store_reply_release(&out);
    ok(store_idempotency_find(store, other, "k", in.request_sha256, &out, &e));
    assert_int_equal(out.status, 0);
    refused(store_idempotency_find(store, id, "k", hash, &out, &e), ERR_DATA);
    refused(store_idempotency_add(store, id, "k", &in, &e), ERR_DATA);
    ok(store_idempotency_purge(store, in.made_at, 10, &e));
    ok(store_idempotency_find(store, id, "k", in.request_sha256, &out, &e));
    assert_int_equal(out.status, 201);
    store_reply_release(&out);
    ok(store_idempotency_purge(store, in.made_at + 1, 10, &e));
    ok(store_idempotency_find(store, id, "k", in.request_sha256, &out, &e));
    assert_int_equal(out.status, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_an_account_comes_back_as_it_went_in),
        TEST(t_pages_of_the_list_make_up_the_whole),
        TEST(t_the_schema_refuses_what_is_no_account),
        TEST(t_unknown_accounts_are_none),
        TEST(t_a_password_is_kept_as_a_hash),
        TEST(t_tries_are_counted_by_login_until_a_right_one),
        TEST(t_old_tries_are_forgotten),
        TEST(t_a_session_lives_between_its_limits),
        TEST(t_the_oldest_sessions_beyond_the_limit_end),
        TEST(t_sessions_end_when_told),
        TEST(t_a_disabled_account_opens_nothing),
        TEST(t_tokens_end_by_time_or_by_hand),
        TEST(t_a_code_works_once_within_fourteen_days),
        TEST(t_an_answer_is_kept_for_its_request_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
