/* A disk that is full, then one that fails: what the server says of itself, and to those who write.
 * A full disk that has room again needs no restart. */
#include "../api/api_server.h"

#include <errno.h>
#include <stdatomic.h>

#include <sqlite3.h>

#include "store/setting.h"

static struct server server;
static atomic_int fault; /* errno of writes; 0 = none */

static ssize_t faulty_pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    if (fault == 0)
        return pwrite(fd, bytes, n, at);
    errno = fault;
    return -1;
}

static void arm(bool is_armed)
{
    static const char *const calls[] = {"pwrite", "pwrite64"};
    sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
    for (size_t i = 0; i < 2; i++)
        (void)vfs->xSetSystemCall(vfs, calls[i],
                                  is_armed ? (sqlite3_syscall_ptr)faulty_pwrite : NULL);
}

static int write_something(void *ctx, struct store *s, struct err *e)
{
    static int n;
    char value[12];
    (void)ctx;
    snprintf(value, sizeof value, "%d", ++n);
    return store_setting_put(s, "test", value, e);
}

static int write_code(void)
{
    struct err e = {0};
    return store_writer_run(server.writer, write_something, STORE_UNAUDITED, NULL, &e);
}

static int ready(void)
{
    struct buf in = {0};
    const int status = api_ask(&server, "GET", "/readyz", "", NULL, &in);
    if (status != 200)
        assert_non_null(strstr(in.data, "application/problem+json"));
    buf_release(&in);
    return status;
}

static void t_full_is_507_until_there_is_room(void **state)
{
    (void)state;
    assert_int_equal(write_code(), ERR_OK);
    assert_int_equal(ready(), 200);
    fault = ENOSPC;
    assert_int_equal(write_code(), ERR_FULL);
    assert_int_equal(ready(), 507);
    fault = 0;
    assert_int_equal(write_code(), ERR_OK);
    assert_int_equal(ready(), 200);
}

static void t_failed_is_503_for_good(void **state)
{
    (void)state;
    fault = EIO;
    assert_int_equal(write_code(), ERR_IO);
    assert_int_equal(ready(), 503);
    fault = 0;
    assert_int_equal(ready(), 503);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_full_is_507_until_there_is_room),
        cmocka_unit_test(t_failed_is_503_for_good),
    };
    api_make(&server, NULL);
    arm(true);
    api_begin(&server);
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    fault = 0;
    api_end(&server);
    arm(false);
    return rc;
}
