/* Where there is enough: tokens of an account, tries of an address; and what an admin does not do
 * to himself, or twice. */
#include "people.h"

#include "service/account.h"
#include "service/throttle.h"

static struct server server;
static struct buf in;

static int ask(enum who who, const char *method, const char *path, const char *head,
               const char *body)
{
    return people_ask(&server, who, method, path, head, body, &in);
}

static void t_an_account_has_so_many_tokens(void **state)
{
    static const char body[] = "{\"name\":\"t\",\"scopes\":[\"read\"],\"days\":1}";
    (void)state;
    for (int i = 0; i < TOKENS_EACH; i++)
        assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/tokens", "", body), 201);
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/tokens", "", body), 409);
    assert_int_equal(ask(WHO_AUDITOR, "POST", "/api/v1/tokens", "", body), 201);
}

static void change(enum who whose, const char *body, int expected)
{
    struct buf path = {0}, head = {0};
    buf_fmt(&path, "/api/v1/accounts/%s", people_account_code[whose]);
    assert_int_equal(ask(WHO_ADMIN, "GET", path.data, "", NULL), 200);
    char *etag = api_header(&in, "ETag");
    buf_fmt(&head, "If-Match: %s\r\n", etag);
    assert_int_equal(ask(WHO_ADMIN, "PATCH", path.data, head.data, body), expected);
    free(etag);
    buf_release(&path);
    buf_release(&head);
}

static void t_nobody_takes_the_own_rights_away(void **state)
{
    (void)state;
    change(WHO_ADMIN, "{\"is_disabled\":true}", 409);
    change(WHO_ADMIN, "{\"role\":\"auditor\"}", 409);
    change(WHO_ADMIN, "{\"name\":\"Admin\"}", 200);
    change(WHO_MAINTENANCE, "{\"login\":\"planner\"}", 409);
}

static void t_a_disabled_account_gets_no_code(void **state)
{
    struct buf path = {0};
    (void)state;
    buf_fmt(&path, "/api/v1/accounts/%s/activation", people_account_code[WHO_MAINTENANCE]);
    change(WHO_MAINTENANCE, "{\"is_disabled\":true}", 200);
    assert_int_equal(ask(WHO_ADMIN, "POST", path.data, "", NULL), 409);
    change(WHO_MAINTENANCE, "{\"is_disabled\":false}", 200);
    assert_int_equal(ask(WHO_ADMIN, "POST", path.data, "", NULL), 201);
    buf_release(&path);
}

static void t_codes_are_not_guessed(void **state)
{
    static const char body[] = "{\"code\":\"ABCD-EFGH\",\"password\":\"mưa rơi đầu ngõ nhỏ\"}";
    int status = 0, n = 0;
    (void)state;
    while ((status = ask(WHO_NOBODY, "POST", "/api/v1/activations", "", body)) == 422)
        n++;
    assert_int_equal(status, 429);
    assert_in_range(n, THROTTLE_BURST, THROTTLE_BURST + 2);
    char *wait = api_header(&in, "Retry-After");
    assert_in_range(strtol(wait, NULL, 10), 1, 6);
    free(wait);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_an_account_has_so_many_tokens),
        cmocka_unit_test(t_nobody_takes_the_own_rights_away),
        cmocka_unit_test(t_a_disabled_account_gets_no_code),
        cmocka_unit_test(t_codes_are_not_guessed),
    };
    api_make(&server, people_fill);
    api_begin(&server);
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&in);
    api_end(&server);
    return rc;
}
