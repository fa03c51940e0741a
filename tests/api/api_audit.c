/* The verification of the audit over HTTP: a chain that holds tells its end, one that somebody
 * changed in the file tells where. */
#include "asked.h"

#include "../unit/house.h"
#include "store/audit.h"

static bool is_spoilt;

static int fill(struct store *s, struct err *err)
{
    int rc = people_fill(s, err);
    store = s;
    for (int i = 0; rc == ERR_OK && i < 3; i++) {
        struct store_audit a = {.action = (char[]){"request.submit"},
                                .object = (char[]){"request/HS-0001"}};
        rc = store_audit_add(s, &a, err);
    }
    if (rc == ERR_OK && is_spoilt) {
        run_sql("DROP TRIGGER audit_stays");
        run_sql("UPDATE audit SET action = 'request.file' WHERE seq = 2");
    }
    return rc;
}

static void verify(bool spoilt)
{
    is_spoilt = spoilt;
    api_make(&server, fill);
    api_begin(&server);
    assert_int_equal(
        people_ask(&server, WHO_AUDITOR, "GET", "/api/v1/audit/verification", "", NULL, &in), 200);
}

static void t_a_chain_that_holds_tells_its_end(void **state)
{
    (void)state;
    verify(false);
    assert_true(says("\"fault\":null"));
    assert_true(says("{\"n_rows\":3,\"seq\":3,"));
}

static void t_a_row_that_was_changed_is_named(void **state)
{
    (void)state;
    verify(true);
    assert_true(says("{\"n_rows\":1,\"seq\":1,"));
    assert_true(says("\"fault\":{\"seq\":2,\"detail\":\"nhật ký: dòng 2 đã bị sửa"));
    assert_int_equal(people_ask(&server, WHO_ADMIN, "GET", "/api/v1/audit/verification",
                                "Accept-Language: en\r\n", NULL, &in),
                     200);
    assert_true(says("audit: row 2 was changed"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(t_a_chain_that_holds_tells_its_end, tear_down),
        cmocka_unit_test_teardown(t_a_row_that_was_changed_is_named, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
