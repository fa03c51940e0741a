/* Accounts, activation codes, tokens: who may make what, and what it opens. */
#include "store_bed.h"

#include "base/text.h"
#include "service/account.h"
#include "service/login.h"

static struct store *store;
static struct principal admin;
static struct solver_findings bad;
static const int64_t NOW = 1750000000;
static const char GOOD[] = "con mèo ngủ trên mái nhà";

static int set_up(void **state)
{
    (void)state;
    bed_make();
    int rc = store_open(&store, path, STORE_CREATE, &KEY, &e);
    admin = (struct principal){.role = PRINCIPAL_ADMIN,
                               .account_id = put_account(store, "root", "admin")};
    return rc;
}

static int tear_down(void **state)
{
    (void)state;
    solver_findings_release(&bad);
    store_close(store);
    bed_remove();
    return 0;
}

static struct account_change want(const char *login, const char *role)
{
    return (struct account_change){.login = login,
                                   .name = "Nguyễn Thị Lan",
                                   .role = role,
                                   .all_agencies = -1,
                                   .is_disabled = -1};
}

static int64_t put_official(const char *name, const char *citizen_id, int64_t agency)
{
    struct store_official o = {.name = lit(name),
                               .born = lit("1990-01-01"),
                               .sex = lit("F"),
                               .citizen_id = lit(citizen_id),
                               .agency_id = agency,
                               .coefficient_c = -1,
                               .owns_house = -1,
                               .road_km_t = -1,
                               .has_moved = -1,
                               .needs_housing = -1};
    ok(store_official_put(store, &o, &e));
    return o.id;
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

/* ---- accounts ---- */

static void t_an_admin_makes_and_changes_accounts(void **state)
{
    struct account_change in = want("lan", "registrar");
    struct store_account a;
    (void)state;
    put_agency(store, "SXD");
    put_agency(store, "STC");
    in.agencies = "SXD STC";
    ok(account_add(store, &admin, &in, &a, &bad, &e));
    assert_string_equal(a.agencies, "STC SXD");
    assert_string_equal(a.password, "");
    struct account_change change = {
        .role = "auditor", .agencies = "", .all_agencies = -1, .is_disabled = -1};
    char *code = strdup(a.code);
    store_account_release(&a);
    ok(account_change(store, &admin, code, 1, &change, &a, &bad, &e));
    assert_string_equal(a.role, "auditor");
    assert_string_equal(a.agencies, "");
    assert_string_equal(a.login, "lan");
    assert_int_equal(a.version, 2);
    store_account_release(&a);
    refused(account_change(store, &admin, code, 1, &change, &a, &bad, &e), ERR_CHANGED);
    store_account_release(&a);
    refused(account_change(store, &admin, "nothing", 0, &change, &a, &bad, &e), ERR_ABSENT);
    assert_int_equal(n_audit("account.add"), 1);
    assert_int_equal(n_audit("account.change"), 1);
    free(code);
}

static void t_only_an_admin_does(void **state)
{
    struct account_change in = want("lan", "admin");
    (void)state;
    for (int role = PRINCIPAL_NOBODY; role < PRINCIPAL_N_ROLES; role++) {
        struct principal by = {.role = (enum principal_role)role,
                               .account_id = admin.account_id,
                               .all_agencies = true};
        struct store_account a;
        struct activation_slips slips;
        if (role == PRINCIPAL_ADMIN)
            continue;
        refused(account_add(store, &by, &in, &a, &bad, &e), ERR_DENIED);
        store_account_release(&a);
        refused(account_change(store, &by, "x", 0, &in, &a, &bad, &e), ERR_DENIED);
        refused(account_code(store, &by, "x", NOW, &slips, &e), ERR_DENIED);
    }
}

static void expect_bad(struct account_change in, const char *where)
{
    struct store_account a;
    refused(account_add(store, &admin, &in, &a, &bad, &e), ERR_INPUT);
    assert_int_equal(bad.n, 1);
    assert_string_equal(bad.items[0].where, where);
    store_account_release(&a);
    solver_findings_release(&bad);
}

static void t_what_is_no_account_says_where(void **state)
{
    struct account_change in;
    (void)state;
    put_agency(store, "SXD");
    expect_bad(want("Lan", "planner"), "/login");
    expect_bad(want("", "planner"), "/login");
    expect_bad(want("lan", "king"), "/role");
    expect_bad(want("lan", "nobody"), "/role");
    expect_bad(want("lan", "official"), "/official");
    expect_bad(want("lan", "registrar"), "/agencies");
    in = want("lan", "planner");
    in.agencies = "SXD";
    expect_bad(in, "/agencies");
    in = want("lan", "planner");
    in.all_agencies = 1;
    expect_bad(in, "/agencies");
    in = want("lan", "registrar");
    in.agencies = "NO";
    expect_bad(in, "/agencies");
    in = want("lan", "planner");
    in.name = " ";
    expect_bad(in, "/name");
    in = want("lan", "official");
    in.official = "00000000000000000000000000000000";
    expect_bad(in, "/official");
}

static void t_a_login_is_given_once(void **state)
{
    struct account_change in = want("root", "planner");
    struct store_account a;
    (void)state;
    refused(account_add(store, &admin, &in, &a, &bad, &e), ERR_DATA);
    store_account_release(&a);
}

/* Whatever admins do one after another, somebody is left who can undo it. */
static void t_no_admin_shuts_the_last_one_out(void **state)
{
    struct store_account self, a;
    struct account_change off = {.all_agencies = -1, .is_disabled = 1};
    struct account_change other = {.role = "planner", .all_agencies = -1, .is_disabled = -1};
    (void)state;
    ok(store_account_get(store, admin.account_id, &self, &e));
    refused(account_change(store, &admin, self.code, 0, &off, &a, &bad, &e), ERR_DATA);
    store_account_release(&a);
    refused(account_change(store, &admin, self.code, 0, &other, &a, &bad, &e), ERR_DATA);
    store_account_release(&a);
    struct account_change name = {
        .name = "Tên mới", .role = "admin", .all_agencies = -1, .is_disabled = 0};
    ok(account_change(store, &admin, self.code, 0, &name, &a, &bad, &e));
    store_account_release(&a);
    store_account_release(&self);
}

static void t_disabling_ends_the_sessions(void **state)
{
    struct account_change in = want("lan", "planner");
    struct account_change off = {.all_agencies = -1, .is_disabled = 1};
    struct account_change on = {.all_agencies = -1, .is_disabled = 0};
    struct store_account a, b;
    struct principal who;
    char secret[65], hex[65];
    unsigned scope;
    (void)state;
    ok(account_add(store, &admin, &in, &a, &bad, &e));
    ok(login_begin(store, a.id, NOW, secret, &e));
    ok(account_change(store, &admin, a.code, 0, &off, &b, &bad, &e));
    store_account_release(&b);
    ok(account_change(store, &admin, a.code, 0, &on, &b, &bad, &e));
    store_account_release(&b);
    ok(login_principal(store, secret, NULL, NOW, &who, hex, &scope, &e));
    assert_int_equal(who.account_id, 0); /* it does not come back with the account */
    store_account_release(&a);
}

/* ---- codes ---- */

static int use_code(const char *code, const char *password, int64_t now, struct activation *a)
{
    *a = (struct activation){.code = code, .password = password, .now = now};
    int rc = activation_find(a, store, &e);
    rc = rc != ERR_OK ? rc : activation_hash(a, "/password", &bad, &e);
    return rc != ERR_OK ? rc : store_do(store, activation_use, a, &e);
}

static void t_a_code_sets_the_password_and_logs_in(void **state)
{
    struct activation_slips slips, again;
    struct activation a;
    struct principal who;
    char old[65], hex[65], typed[64] = "  ";
    unsigned scope;
    (void)state;
    ok(account_admin_code(store, "root", NOW, &slips, &e));
    assert_int_equal(slips.n, 1);
    assert_int_equal(slips.items[0].expires_at, NOW + STORE_ACTIVATION_S);
    ok(login_begin(store, admin.account_id, NOW, old, &e));
    refused(use_code(slips.items[0].code, "short", NOW, &a), ERR_INPUT);
    assert_string_equal(bad.items[0].where, "/password");
    /* as somebody types it from paper */
    for (const char *c = slips.items[0].code; *c != '\0'; c++)
        snprintf(typed + strlen(typed), sizeof typed - strlen(typed), "%c ",
                 *c == '0'   ? 'o'
                 : *c == '1' ? 'l'
                 : *c >= 'A' ? *c - 'A' + 'a'
                             : *c);
    ok(use_code(typed, GOOD, NOW, &a));
    ok(login_principal(store, a.session, NULL, NOW, &who, hex, &scope, &e));
    assert_int_equal(who.account_id, admin.account_id);
    ok(login_principal(store, old, NULL, NOW, &who, hex, &scope, &e));
    assert_int_equal(who.account_id, 0);
    refused(use_code(slips.items[0].code, GOOD, NOW, &a), ERR_DENIED);
    struct login l = {.login = "root", .password = GOOD, .now = NOW};
    ok(store_do(store, login_count, &l, &e));
    ok(login_verify(&l, &e));
    ok(account_admin_code(store, "root", NOW, &again, &e)); /* forgotten: the same way in */
    assert_string_not_equal(again.items[0].code, slips.items[0].code);
    assert_int_equal(n_audit("activation.add"), 2);
    assert_int_equal(n_audit("activation.use"), 1);
    activation_slips_release(&slips);
    activation_slips_release(&again);
}

static void t_codes_that_open_nothing(void **state)
{
    static const char *const wrong[] = {"", "-", "0000-0000-0000-0000", "x",
                                        "00000000000000000000000000000000000000000000"};
    struct activation_slips slips, second;
    struct activation a;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        refused(use_code(wrong[i], GOOD, NOW, &a), ERR_DENIED);
    ok(account_admin_code(store, "root", NOW, &slips, &e));
    refused(use_code(slips.items[0].code, GOOD, NOW + STORE_ACTIVATION_S, &a), ERR_DENIED);
    char longer[40];
    snprintf(longer, sizeof longer, "%sA", slips.items[0].code);
    refused(use_code(longer, GOOD, NOW, &a), ERR_DENIED);
    ok(account_admin_code(store, "root", NOW, &second, &e));
    refused(use_code(slips.items[0].code, GOOD, NOW, &a), ERR_DENIED); /* the new one ended it */
    a = (struct activation){.code = second.items[0].code, .password = GOOD, .now = NOW};
    struct activation b = a;
    ok(activation_find(&a, store, &e));
    ok(activation_find(&b, store, &e)); /* two at once: one of them wins */
    ok(activation_hash(&a, "", &bad, &e));
    ok(activation_hash(&b, "", &bad, &e));
    ok(store_do(store, activation_use, &a, &e));
    refused(store_do(store, activation_use, &b, &e), ERR_DENIED);
    activation_slips_release(&slips);
    activation_slips_release(&second);
}

static void t_the_first_admin_is_made_once(void **state)
{
    struct activation_slips slips;
    struct store_account a;
    (void)state;
    ok(account_admin_code(store, "chief", NOW, &slips, &e));
    activation_slips_release(&slips);
    ok(store_account_by_login(store, "chief", &a, &e));
    assert_string_equal(a.role, "admin");
    store_account_release(&a);
    put_account(store, "lan", "planner");
    refused(account_admin_code(store, "lan", NOW, &slips, &e), ERR_DATA);
    refused(account_admin_code(store, "Lan", NOW, &slips, &e), ERR_INPUT);
    activation_slips_release(&slips);
}

/* ---- a whole agency ---- */

static void t_an_agency_gets_a_slip_for_each_who_has_no_password(void **state)
{
    static const char *const logins[] = {"anh.n", "binh.tt", "hoa.nt", "hoa.nt2"};
    int64_t sxd = put_agency(store, "SXD"), stc = put_agency(store, "STC");
    struct activation_slips slips, again;
    struct activation a;
    (void)state;
    put_official("Nguyễn Thị Hoà", "034190000001", sxd);
    put_official("Nguyễn Ánh", "034190000002", sxd);
    put_official("Nông Thị Hòa", "034190000003", sxd);
    put_official("Trần Thái Bình", "034190000004", sxd);
    put_official("Vũ Xa", "034190000005", stc);
    ok(account_codes_of_agency(store, &admin, "SXD", NOW, &slips, &e));
    assert_int_equal(slips.n, 4);
    for (size_t i = 0; i < 4; i++) {
        struct store_account account;
        if (i > 0)
            assert_true(text_compare_names(slips.items[i - 1].name, slips.items[i].name) <= 0);
        ok(account_get(store, slips.items[i].account, &account, &e));
        assert_string_equal(account.role, "official");
        assert_string_equal(account.login, slips.items[i].login);
        int n = 0;
        for (size_t k = 0; k < 4; k++)
            n += strcmp(logins[k], account.login) == 0;
        assert_int_equal(n, 1);
        store_account_release(&account);
    }
    ok(use_code(slips.items[2].code, GOOD, NOW, &a));
    ok(account_codes_of_agency(store, &admin, "SXD", NOW, &again, &e));
    assert_int_equal(again.n, 3); /* whoever has a password needs no slip, and keeps it */
    refused(use_code(slips.items[0].code, GOOD, NOW, &a), ERR_DENIED);
    ok(use_code(again.items[0].code, GOOD, NOW, &a));
    assert_int_equal(n_audit("activation.agency"), 2);
    activation_slips_release(&slips);
    activation_slips_release(&again);
}

static void t_registrars_hand_out_to_their_own(void **state)
{
    int64_t sxd = put_agency(store, "SXD");
    struct activation_slips slips;
    (void)state;
    put_agency(store, "STC");
    put_official("Nguyễn Hoà", "034190000001", sxd);
    struct store_account r = {
        .login = lit("r"), .name = lit("r"), .role = lit("registrar"), .agencies = lit("STC")};
    ok(store_account_put(store, &r, &e));
    struct principal by = {.role = PRINCIPAL_REGISTRAR, .account_id = r.id};
    refused(account_codes_of_agency(store, &by, "SXD", NOW, &slips, &e), ERR_ABSENT);
    refused(account_codes_of_agency(store, &by, "NO", NOW, &slips, &e), ERR_ABSENT);
    by.role = PRINCIPAL_PLANNER;
    refused(account_codes_of_agency(store, &by, "SXD", NOW, &slips, &e), ERR_DENIED);
    by = (struct principal){.role = PRINCIPAL_REGISTRAR, .account_id = r.id, .all_agencies = true};
    ok(account_codes_of_agency(store, &by, "SXD", NOW, &slips, &e));
    assert_int_equal(slips.n, 1);
    activation_slips_release(&slips);
    free(r.code);
}

/* A code for the person's other account would hand that account to whoever prints the list. */
static void t_only_accounts_of_officials_get_a_slip(void **state)
{
    int64_t sxd = put_agency(store, "SXD");
    struct activation_slips slips;
    struct store_account boss = {.login = lit("boss"),
                                 .name = lit("B"),
                                 .role = lit("planner"),
                                 .official_id = put_official("Lê B", "034190000001", sxd)};
    (void)state;
    ok(store_account_put(store, &boss, &e));
    ok(account_codes_of_agency(store, &admin, "SXD", NOW, &slips, &e));
    assert_int_equal(slips.n, 0);
    activation_slips_release(&slips);
    free(boss.code);
}

/* ---- tokens ---- */

static int add_token(const struct principal *by, const char *name, int days, char secret[72])
{
    struct token_change in = {.name = name, .writes = false, .days = days};
    struct store_token t;
    int rc = token_add(store, by, &in, NOW, &t, secret, &bad, &e);
    store_token_release(&t);
    return rc;
}

static void t_tokens_are_for_oneself_and_few(void **state)
{
    struct principal program = admin, who;
    char secret[72], hex[65];
    unsigned scope;
    (void)state;
    ok(add_token(&admin, "báo cáo", 30, secret));
    ok(login_principal(store, NULL, secret, NOW, &who, hex, &scope, &e));
    assert_int_equal(who.account_id, admin.account_id);
    assert_int_equal(scope, LOGIN_READ);
    program.is_program = true;
    refused(add_token(&program, "báo cáo", 30, secret), ERR_DENIED);
    refused(add_token(&admin, "", TOKEN_DAYS_MAX + 1, secret), ERR_INPUT);
    assert_int_equal(bad.n, 2);
    solver_findings_release(&bad);
    for (int i = 1; i < TOKENS_EACH; i++)
        ok(add_token(&admin, "báo cáo", 30, secret));
    refused(add_token(&admin, "báo cáo", 30, secret), ERR_DATA);
    struct store_tokens all;
    ok(store_token_list(store, admin.account_id, &all, &e));
    ok(token_end(store, &admin, all.items[0].code, NOW, &e));
    refused(token_end(store, &admin, all.items[0].code, NOW, &e), ERR_ABSENT);
    ok(add_token(&admin, "báo cáo", 30, secret));
    assert_int_equal(n_audit("token.add"), TOKENS_EACH + 1);
    assert_int_equal(n_audit("token.end"), 1);
    store_tokens_release(&all);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_an_admin_makes_and_changes_accounts),
        TEST(t_only_an_admin_does),
        TEST(t_what_is_no_account_says_where),
        TEST(t_a_login_is_given_once),
        TEST(t_no_admin_shuts_the_last_one_out),
        TEST(t_disabling_ends_the_sessions),
        TEST(t_a_code_sets_the_password_and_logs_in),
        TEST(t_codes_that_open_nothing),
        TEST(t_the_first_admin_is_made_once),
        TEST(t_an_agency_gets_a_slip_for_each_who_has_no_password),
        TEST(t_registrars_hand_out_to_their_own),
        TEST(t_only_accounts_of_officials_get_a_slip),
        TEST(t_tokens_are_for_oneself_and_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
