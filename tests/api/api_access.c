/* People and rights over the API: logging in, guessing, codes, accounts, tokens, the audit. */
#include "asked.h"

#include "service/account.h"
#include "service/login.h"
#include "store/person.h"

static const char GOOD[] = "con mèo ngủ trên mái nhà";
static const char OTHER[] = "mưa rơi đầu ngõ nhỏ";

static int add_account(struct store *s, const char *login, const char *role, const char *agencies,
                       struct err *e)
{
    char hash[CRYPTO_PASSWORD];
    const struct principal by = {.role = PRINCIPAL_ADMIN};
    const struct account_change change = {.login = login,
                                          .name = login,
                                          .role = role,
                                          .agencies = agencies,
                                          .all_agencies = -1,
                                          .is_disabled = -1};
    struct store_account a;
    struct solver_findings bad = {0};
    int rc = account_add(s, &by, &change, &a, &bad, e);
    rc = rc != ERR_OK ? rc : crypto_password_hash(GOOD, hash, e);
    rc = rc != ERR_OK ? rc : store_account_set_password(s, a.id, hash, e);
    store_account_release(&a);
    solver_findings_release(&bad);
    return rc;
}

/* One official of the agency SXD, without an account. */
static int add_official(struct store *s, struct err *e)
{
    char name[] = "Nguyễn Thị Hoà", born[] = "1990-01-01", sex[] = "F", id[] = "034190000001";
    struct store_official o = {.name = name,
                               .born = born,
                               .sex = sex,
                               .citizen_id = id,
                               .coefficient_c = -1,
                               .owns_house = -1,
                               .road_km_t = -1,
                               .has_moved = -1,
                               .needs_housing = -1};
    struct store_agencies all;
    int rc = store_agency_list(s, &all, e);
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.items[i].code, "SXD") == 0)
            o.agency_id = all.items[i].id;
    store_agencies_release(&all);
    return rc != ERR_OK ? rc : store_official_put(s, &o, e);
}

static int fill(struct store *s, struct err *e)
{
    int rc = add_account(s, "root", "admin", NULL, e);
    rc = rc != ERR_OK ? rc : add_account(s, "lan", "planner", NULL, e);
    rc = rc != ERR_OK ? rc : add_account(s, "xem", "auditor", NULL, e);
    rc = rc != ERR_OK ? rc : add_account(s, "dk", "registrar", "SXD", e);
    return rc != ERR_OK ? rc : add_official(s, e);
}

/* Head lines of a request with that cookie. */
static const char *with(const char *session)
{
    static char head[2][256];
    static int at;
    at = !at;
    int n = 0;
    if (session[0] != '\0')
        n = snprintf(head[at], sizeof head[at], "Cookie: sid=%s\r\n", session);
    snprintf(head[at] + n, sizeof head[at] - (size_t)n,
             "X-Requested-With: quarters\r\nAccept-Language: en\r\n");
    return head[at];
}

static int ask(const char *method, const char *path, const char *session, const char *body)
{
    return api_ask(&server, method, path, with(session), body, &in);
}

/* The secret in the cookie of the last reply. */
static void take_cookie(char session[65])
{
    char *cookie = api_header(&in, "Set-Cookie");
    assert_int_equal(strncmp(cookie, "sid=", 4), 0);
    assert_non_null(strstr(cookie, "; HttpOnly; SameSite=Strict"));
    snprintf(session, 65, "%.64s", cookie + 4);
    free(cookie);
}

static int try_login(const char *login, const char *password, const char *session)
{
    struct buf body = {0};
    buf_str(&body, "{\"login\":");
    buf_json(&body, login);
    buf_str(&body, ",\"password\":");
    buf_json(&body, password);
    buf_char(&body, '}');
    int status = ask("POST", "/api/v1/sessions", session, body.data);
    buf_release(&body);
    return status;
}

static void log_in(const char *login, char session[65])
{
    assert_int_equal(try_login(login, GOOD, ""), 201);
    take_cookie(session);
}

/* A text member of the last reply's body, as a copy. */
static char *member(const char *name)
{
    char start[64];
    snprintf(start, sizeof start, "\"%s\":\"", name);
    const char *at = strstr(api_body(&in), start);
    assert_non_null(at);
    at += strlen(start);
    return strndup(at, strcspn(at, "\""));
}

static void t_in_and_out(void **state)
{
    char session[65], again[65];
    (void)state;
    assert_int_equal(ask("GET", "/api/v1/sessions/current", "", NULL), 401);
    log_in("lan", session);
    assert_null(strstr(api_body(&in), session)); /* the cookie alone holds it */
    assert_int_equal(ask("GET", "/api/v1/sessions/current", session, NULL), 200);
    assert_non_null(strstr(api_body(&in), "\"role\":\"planner\""));
    assert_int_equal(try_login("lan", GOOD, session), 201);
    take_cookie(again);
    assert_int_equal(ask("GET", "/api/v1/sessions/current", session, NULL), 401);
    assert_int_equal(ask("DELETE", "/api/v1/sessions/current", again, NULL), 204);
    char *cookie = api_header(&in, "Set-Cookie");
    assert_int_equal(strncmp(cookie, "sid=; Path=/; Max-Age=0;", 24), 0);
    free(cookie);
    assert_int_equal(ask("GET", "/api/v1/sessions/current", again, NULL), 401);
}

static void t_wrong_ones_answer_alike(void **state)
{
    char *bodies[3];
    static const char *const logins[] = {"lan", "nobody", "LAN"};
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(try_login(logins[i], "not the password", ""), 401);
        char *id = member("request_id");
        bodies[i] = strdup(api_body(&in));
        memset(strstr(bodies[i], id), 'x', strlen(id));
        free(id);
        assert_string_equal(bodies[i], bodies[0]);
    }
    for (int i = 0; i < 3; i++)
        free(bodies[i]);
}

/* Five tries, then a wait that is told; after it the right password opens. */
static void t_guessing_is_slowed_not_locked(void **state)
{
    int status = 0, n = 0;
    (void)state;
    while ((status = try_login("lan", "not the password", "")) == 401)
        n++;
    assert_int_equal(status, 429);
    assert_in_range(n, LOGIN_FREE, LOGIN_FREE + 1); /* one more where a second went by */
    char *wait = api_header(&in, "Retry-After");
    assert_in_range(strtol(wait, NULL, 10), 1, 2);
    sleep((unsigned)strtol(wait, NULL, 10));
    free(wait);
    assert_int_equal(try_login("lan", GOOD, ""), 201);
}

/* Many logins from one address: it is slowed, too, and right ones cost nothing. */
static void t_an_address_has_ten_tries(void **state)
{
    char login[16];
    int status = 0, n = 0;
    (void)state;
    for (int i = 0; i < 12; i++)
        assert_int_equal(try_login("lan", GOOD, ""), 201);
    do {
        snprintf(login, sizeof login, "user%d", n);
        status = try_login(login, "x", "");
        n += status == 401;
    } while (status == 401);
    assert_int_equal(status, 429);
    assert_in_range(n, 10, 12);
}

static void t_a_login_of_another_site_is_refused(void **state)
{
    static const char body[] = "{\"login\":\"lan\",\"password\":\"con mèo ngủ trên mái nhà\"}";
    (void)state;
    assert_int_equal(api_ask(&server, "POST", "/api/v1/sessions", "", body, &in), 403);
    assert_int_equal(api_ask(&server, "POST", "/api/v1/sessions",
                             "X-Requested-With: x\r\nOrigin: https://evil.example\r\n", body, &in),
                     403);
}

static void t_a_new_password_takes_the_old_ones_place(void **state)
{
    char first[65], second[65], third[65];
    (void)state;
    log_in("lan", first);
    log_in("lan", second);
    assert_int_equal(ask("PUT", "/api/v1/sessions/current/password", first,
                         "{\"password\":\"wrong wrong wrong\",\"new_password\":\"mưa rơi đầu ngõ "
                         "nhỏ\"}"),
                     422);
    assert_non_null(strstr(api_body(&in), "\"pointer\":\"/password\""));
    assert_int_equal(ask("PUT", "/api/v1/sessions/current/password", first,
                         "{\"password\":\"con mèo ngủ trên mái nhà\",\"new_password\":"
                         "\"matkhau123456\"}"),
                     422);
    assert_non_null(strstr(api_body(&in), "\"pointer\":\"/new_password\""));
    assert_int_equal(ask("PUT", "/api/v1/sessions/current/password", first,
                         "{\"password\":\"con mèo ngủ trên mái nhà\",\"new_password\":\"mưa rơi "
                         "đầu ngõ nhỏ\"}"),
                     200);
    take_cookie(third);
    assert_int_equal(ask("GET", "/api/v1/sessions/current", first, NULL), 401);
    assert_int_equal(ask("GET", "/api/v1/sessions/current", second, NULL), 401);
    assert_int_equal(ask("GET", "/api/v1/sessions/current", third, NULL), 200);
    assert_int_equal(try_login("lan", GOOD, ""), 401);
    assert_int_equal(try_login("lan", OTHER, ""), 201);
}

static void t_from_an_account_to_its_first_login(void **state)
{
    char admin[65], fresh[65];
    struct buf body = {0}, path = {0};
    (void)state;
    log_in("root", admin);
    assert_int_equal(ask("POST", "/api/v1/accounts", admin,
                         "{\"login\":\"minh\",\"name\":\"Lê Minh\",\"role\":\"registrar\","
                         "\"agencies\":[\"STC\",\"SXD\"]}"),
                     201);
    char *code = member("code");
    char *location = api_header(&in, "Location");
    assert_non_null(strstr(location, code));
    assert_non_null(strstr(api_body(&in), "\"agencies\":[\"STC\",\"SXD\"]"));
    buf_fmt(&path, "%s/activation", location);
    assert_int_equal(ask("POST", path.data, admin, NULL), 201);
    char *secret = member("code");
    buf_fmt(&body, "{\"code\":\"%s\",\"password\":\"password1234\"}", secret);
    assert_int_equal(ask("POST", "/api/v1/activations", "", body.data), 422);
    assert_non_null(strstr(api_body(&in), "\"pointer\":\"/password\""));
    body.len = 0;
    buf_fmt(&body, "{\"code\":\"%s\",\"password\":\"%s\"}", secret, GOOD);
    assert_int_equal(ask("POST", "/api/v1/activations", "", body.data), 201);
    take_cookie(fresh);
    assert_int_equal(ask("GET", "/api/v1/sessions/current", fresh, NULL), 200);
    assert_int_equal(ask("POST", "/api/v1/activations", "", body.data), 422);
    assert_non_null(strstr(api_body(&in), "\"pointer\":\"/code\""));
    free(code);
    free(location);
    free(secret);
    buf_release(&body);
    buf_release(&path);
}

/* What an admin changes counts at the next request of that account, whatever it holds. */
static void t_rights_end_at_the_next_request(void **state)
{
    char admin[65], lan[65];
    struct buf path = {0}, head = {0};
    (void)state;
    log_in("root", admin);
    log_in("lan", lan);
    assert_int_equal(ask("GET", "/api/v1/accounts?login=lan", admin, NULL), 200);
    char *code = member("code");
    buf_fmt(&path, "/api/v1/accounts/%s", code);
    assert_int_equal(ask("GET", path.data, lan, NULL), 404); /* a planner sees no accounts */
    assert_int_equal(ask("PATCH", path.data, admin, "{\"role\":\"auditor\"}"), 428);
    buf_fmt(&head, "%sIf-Match: \"v7\"\r\n", with(admin));
    assert_int_equal(api_ask(&server, "PATCH", path.data, head.data, "{}", &in), 412);
    head.len = 0;
    buf_fmt(&head, "%sIf-Match: \"v1\"\r\n", with(admin));
    assert_int_equal(api_ask(&server, "PATCH", path.data, head.data, "{\"role\":\"auditor\"}", &in),
                     200);
    assert_int_equal(ask("GET", path.data, lan, NULL), 200);
    char *etag = api_header(&in, "ETag");
    assert_memory_equal(etag, "\"v2-", 4);
    head.len = 0;
    buf_fmt(&head, "%sIf-Match: %s\r\n", with(admin), etag);
    assert_int_equal(api_ask(&server, "PATCH", path.data, head.data, "{\"is_disabled\":true}", &in),
                     200);
    assert_int_equal(ask("GET", path.data, lan, NULL), 401);
    assert_int_equal(try_login("lan", GOOD, ""), 401);
    free(etag);
    free(code);
    buf_release(&path);
    buf_release(&head);
}

static void t_accounts_are_the_admins(void **state)
{
    char lan[65], xem[65], admin[65];
    static const char body[] = "{\"login\":\"x\",\"name\":\"x\",\"role\":\"admin\"}";
    (void)state;
    log_in("lan", lan);
    log_in("xem", xem);
    log_in("root", admin);
    assert_int_equal(ask("POST", "/api/v1/accounts", "", body), 401);
    assert_int_equal(ask("POST", "/api/v1/accounts", lan, body), 404);
    assert_int_equal(ask("POST", "/api/v1/accounts", xem, body), 403); /* may read them */
    assert_int_equal(ask("POST", "/api/v1/accounts", admin, body), 201);
    assert_int_equal(ask("POST", "/api/v1/accounts", admin, body), 409);
    assert_int_equal(ask("POST", "/api/v1/accounts", admin, "{\"login\":\"y\"}"), 422);
    assert_int_equal(ask("POST", "/api/v1/accounts", admin,
                         "{\"login\":\"y\",\"name\":\"Y\",\"role\":\"registrar\","
                         "\"agencies\":[\"SXD\",\"SXD\"]}"),
                     422); /* not "this login is taken" */
    assert_non_null(strstr(api_body(&in), "\"pointer\":\"/agencies"));
    assert_int_equal(ask("POST", "/api/v1/accounts", admin,
                         "{\"login\":\"y\",\"name\":\"y\",\"role\":\"registrar\",\"agencies\":["
                         "\"NO\"]}"),
                     422);
    assert_int_equal(ask("GET", "/api/v1/accounts?limit=2", xem, NULL), 200);
    char *link = api_header(&in, "Link");
    assert_non_null(strstr(link, "limit=2&after="));
    free(link);
    assert_int_equal(ask("GET", "/api/v1/accounts?role=king", xem, NULL), 422);
    assert_int_equal(ask("GET", "/api/v1/accounts/nothing", xem, NULL), 404);
}

static void t_slips_of_an_agency(void **state)
{
    char dk[65], lan[65], all[65];
    (void)state;
    log_in("dk", dk);
    log_in("lan", lan);
    log_in("root", all);
    assert_int_equal(ask("POST", "/api/v1/agencies/SXD/activations", lan, NULL), 404);
    assert_int_equal(ask("POST", "/api/v1/agencies/STC/activations", dk, NULL), 404);
    assert_int_equal(ask("POST", "/api/v1/agencies/SXD/activations", dk, NULL), 201);
    assert_non_null(strstr(api_body(&in), "\"login\":\"hoa.nt\""));
    assert_non_null(strstr(api_body(&in), "\"n\":1"));
    assert_int_equal(ask("POST", "/api/v1/agencies/SXD/activations?format=csv", dk, NULL), 201);
    assert_non_null(strstr(api_body(&in), "Mã kích hoạt"));
    assert_non_null(strstr(api_body(&in), "hoa.nt"));
    assert_int_equal(ask("POST", "/api/v1/agencies/SXD/activations?format=pdf", dk, NULL), 201);
    assert_int_equal(strncmp(api_body(&in), "%PDF-", 5), 0);
    assert_int_equal(ask("POST", "/api/v1/agencies/STC/activations?format=pdf", all, NULL), 409);
    struct buf head = {0};
    buf_fmt(&head, "%sAccept: image/png\r\n", with(dk));
    assert_int_equal(
        api_ask(&server, "POST", "/api/v1/agencies/SXD/activations", head.data, NULL, &in), 406);
    buf_release(&head);
}

/* A token does what its account may, within its scopes, and makes neither tokens nor passwords. */
static void t_tokens_act_for_an_account(void **state)
{
    char lan[65], xem[65];
    struct buf head = {0}, path = {0};
    (void)state;
    log_in("lan", lan);
    log_in("xem", xem);
    assert_int_equal(ask("POST", "/api/v1/tokens", lan,
                         "{\"name\":\"báo cáo\",\"scopes\":[\"read\"],\"days\":30}"),
                     201);
    char *code = member("code"), *secret = member("token");
    buf_fmt(&head, "Authorization: Bearer %s\r\n", secret);
    assert_int_equal(api_ask(&server, "GET", "/api/v1/tokens", head.data, NULL, &in), 200);
    assert_null(strstr(api_body(&in), secret));
    assert_int_equal(api_ask(&server, "GET", "/api/v1/audit", head.data, NULL, &in), 404);
    assert_int_equal(api_ask(&server, "DELETE", "/api/v1/sessions/current", head.data, NULL, &in),
                     403);
    buf_fmt(&path, "/api/v1/tokens/%s", code);
    assert_int_equal(ask("DELETE", path.data, xem, NULL), 404); /* somebody else's */
    assert_int_equal(ask("DELETE", path.data, lan, NULL), 204);
    assert_int_equal(api_ask(&server, "GET", "/api/v1/tokens", head.data, NULL, &in), 401);
    free(secret);
    assert_int_equal(ask("POST", "/api/v1/tokens", lan,
                         "{\"name\":\"ghi\",\"scopes\":[\"read\",\"write\"],\"days\":1}"),
                     201);
    secret = member("token");
    head.len = 0;
    buf_fmt(&head, "Authorization: Bearer %s\r\n", secret);
    assert_int_equal(api_ask(&server, "POST", "/api/v1/tokens", head.data,
                             "{\"name\":\"x\",\"scopes\":[\"read\"],\"days\":1}", &in),
                     403);
    assert_non_null(strstr(api_body(&in), "\"type\":\"urn:quarters:password-again\","));
    assert_int_equal(api_ask(&server, "PUT", "/api/v1/sessions/current/password", head.data,
                             "{\"password\":\"x\",\"new_password\":\"mưa rơi đầu ngõ\"}", &in),
                     403);
    assert_int_equal(api_ask(&server, "DELETE", "/api/v1/sessions/current", head.data, NULL, &in),
                     404);
    free(code);
    free(secret);
    buf_release(&head);
    buf_release(&path);
}

/* Codes are too long to guess; whoever tries all the same is slowed. */
static void t_codes_cannot_be_tried_out(void **state)
{
    static const char body[] =
        "{\"code\":\"0000-0000-0000-0000\",\"password\":\"mưa rơi đầu ngõ nhỏ\"}";
    int status = 0, n = 0;
    (void)state;
    while ((status = ask("POST", "/api/v1/activations", "", body)) == 422)
        n++;
    assert_int_equal(status, 429);
    assert_in_range(n, 10, 12);
}

static void t_what_the_state_forbids_is_409(void **state)
{
    char admin[65];
    struct buf path = {0}, head = {0};
    (void)state;
    log_in("root", admin);
    buf_fmt(&head, "%sIf-Match: *\r\n", with(admin));
    assert_int_equal(ask("GET", "/api/v1/accounts?login=root", admin, NULL), 200);
    char *self = member("code");
    buf_fmt(&path, "/api/v1/accounts/%s", self);
    assert_int_equal(api_ask(&server, "PATCH", path.data, head.data, "{\"is_disabled\":true}", &in),
                     409);
    assert_int_equal(ask("GET", "/api/v1/accounts?login=lan", admin, NULL), 200);
    char *lan = member("code");
    path.len = 0;
    buf_fmt(&path, "/api/v1/accounts/%s", lan);
    assert_int_equal(api_ask(&server, "PATCH", path.data, head.data, "{\"is_disabled\":true}", &in),
                     200);
    buf_str(&path, "/activation");
    assert_int_equal(ask("POST", path.data, admin, NULL), 409);
    for (int i = 0; i < TOKENS_EACH; i++)
        assert_int_equal(ask("POST", "/api/v1/tokens", admin,
                             "{\"name\":\"x\",\"scopes\":[\"read\"],\"days\":1}"),
                         201);
    assert_int_equal(
        ask("POST", "/api/v1/tokens", admin, "{\"name\":\"x\",\"scopes\":[\"read\"],\"days\":1}"),
        409);
    free(self);
    free(lan);
    buf_release(&path);
    buf_release(&head);
}

static void t_the_audit_tells_who_did_what(void **state)
{
    char xem[65], lan[65];
    (void)state;
    log_in("lan", lan);
    assert_int_equal(ask("DELETE", "/api/v1/sessions/current", lan, NULL), 204);
    log_in("xem", xem);
    assert_int_equal(ask("GET", "/api/v1/audit?limit=2", xem, NULL), 200);
    const char *last =
        strstr(api_body(&in), "\"actor_login\":\"xem\",\"action\":\"session.begin\"");
    const char *before =
        strstr(api_body(&in), "\"actor_login\":\"lan\",\"action\":\"session.end\"");
    assert_true(last != NULL && before != NULL && last < before);
    char *link = api_header(&in, "Link");
    char *path = strndup(link + 1, strcspn(link, ">") - 1);
    assert_int_equal(ask("GET", path, xem, NULL), 200);
    assert_null(strstr(api_body(&in), "session.end"));
    free(path);
    free(link);
    assert_int_equal(ask("GET", "/api/v1/audit?object=account/none", xem, NULL), 200);
    assert_non_null(strstr(api_body(&in), "\"n\":0"));
}

static void t_the_audit_is_read_by_action_actor_and_day(void **state)
{
    static const char *const none[] = {"action=session", "action=session.begin&actor=nobody",
                                       "until=2020-01-01", "from=2099-01-01",
                                       "object=account/none&action=session."};
    char xem[65], lan[65], path[128], today[11];
    (void)state;
    log_in("lan", lan);
    assert_int_equal(ask("DELETE", "/api/v1/sessions/current", lan, NULL), 204);
    log_in("xem", xem);
    clock_today(today);
    snprintf(path, sizeof path, "/api/v1/audit?action=session.&actor=lan&from=%s&until=%s", today,
             today);
    assert_int_equal(ask("GET", path, xem, NULL), 200);
    assert_non_null(strstr(api_body(&in), "\"n\":2"));
    assert_int_equal(ask("GET", "/api/v1/audit?action=session.end&limit=1", xem, NULL), 200);
    assert_non_null(strstr(api_body(&in), "\"n\":1"));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        snprintf(path, sizeof path, "/api/v1/audit?%s", none[i]);
        assert_int_equal(ask("GET", path, xem, NULL), 200);
        assert_non_null(strstr(api_body(&in), "\"n\":0"));
    }
    assert_int_equal(ask("GET", "/api/v1/audit?from=1/7/2025", xem, NULL), 422);
}

/* Who was refused, and what; a few rows, however often they try. */
static void t_denied_access_is_in_the_audit(void **state)
{
    char xem[65], lan[65];
    (void)state;
    log_in("lan", lan);
    assert_int_equal(ask("GET", "/api/v1/audit", "", NULL), 401); /* nobody known: no row */
    for (int i = 0; i < 50; i++)
        assert_int_equal(ask("GET", "/api/v1/audit", lan, NULL), 404);
    log_in("xem", xem); /* a write behind theirs: they are done */
    assert_int_equal(ask("GET", "/api/v1/audit?object=operation/listAudit", xem, NULL), 200);
    assert_non_null(strstr(api_body(&in), "\"actor_login\":\"lan\",\"action\":\"access.denied\","
                                          "\"object\":\"operation/listAudit\","
                                          "\"fields\":\"status=404\""));
    const char *n = strstr(api_body(&in), "\"n\":");
    assert_non_null(n);
    assert_in_range(atoi(n + 4), 1, 49);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_in_and_out),
        TEST(t_wrong_ones_answer_alike),
        TEST(t_guessing_is_slowed_not_locked),
        TEST(t_an_address_has_ten_tries),
        TEST(t_a_login_of_another_site_is_refused),
        TEST(t_a_new_password_takes_the_old_ones_place),
        TEST(t_from_an_account_to_its_first_login),
        TEST(t_rights_end_at_the_next_request),
        TEST(t_accounts_are_the_admins),
        TEST(t_slips_of_an_agency),
        TEST(t_tokens_act_for_an_account),
        TEST(t_codes_cannot_be_tried_out),
        TEST(t_what_the_state_forbids_is_409),
        TEST(t_the_audit_tells_who_did_what),
        TEST(t_the_audit_is_read_by_action_actor_and_day),
        TEST(t_denied_access_is_in_the_audit),
    };
    house = fill;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
