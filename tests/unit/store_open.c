/* Opening a database: migrations once, one writer, one key, and nothing that is not ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "store/site.h"
#include "store/store.h"

static const struct crypto_key KEY = {.bytes = {1}};
static const struct crypto_key OTHER_KEY = {.bytes = {2}};
static char folder[64];
static char path[128];

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/quarters-store-XXXXXX");
    if (crypto_init() != 0 || mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/a.db", folder);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const tails[] = {"", "-wal", "-shm", ".lock"};
    (void)state;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
    return rmdir(folder);
}

static int open_it(enum store_mode mode, const struct crypto_key *key, struct store **s)
{
    struct err e = {0};
    int rc = store_open(s, path, mode, key, &e);
    assert_int_equal(rc, e.code);
    return rc;
}

static void make(void)
{
    struct store *s = NULL;
    assert_int_equal(open_it(STORE_CREATE, &KEY, &s), ERR_OK);
    store_close(s);
}

static void t_a_database_is_private(void **state)
{
    struct stat st;
    (void)state;
    make();
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void t_create_refuses_an_existing_file(void **state)
{
    struct store *s = NULL;
    (void)state;
    make();
    assert_int_equal(open_it(STORE_CREATE, &KEY, &s), ERR_INPUT);
    assert_null(s);
}

static void t_opening_again_changes_nothing(void **state)
{
    struct store *s = NULL;
    struct buf before = {0};
    struct buf after = {0};
    struct err e = {0};
    (void)state;
    make();
    assert_int_equal(file_read(path, 1 << 24, &before, &e), ERR_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(open_it(STORE_WRITE, &KEY, &s), ERR_OK);
        store_close(s);
    }
    assert_int_equal(file_read(path, 1 << 24, &after, &e), ERR_OK);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    buf_release(&before);
    buf_release(&after);
}

static void t_a_second_writer_is_refused(void **state)
{
    struct store *first = NULL;
    struct store *second = NULL;
    struct store *reader = NULL;
    (void)state;
    make();
    assert_int_equal(open_it(STORE_WRITE, &KEY, &first), ERR_OK);
    assert_int_equal(open_it(STORE_WRITE, &KEY, &second), ERR_BUSY);
    assert_int_equal(open_it(STORE_READ, NULL, &reader), ERR_OK);
    store_close(reader);
    store_close(first);
    assert_int_equal(open_it(STORE_WRITE, &KEY, &second), ERR_OK);
    store_close(second);
}

static void t_another_key_is_refused(void **state)
{
    struct store *s = NULL;
    (void)state;
    make();
    assert_int_equal(open_it(STORE_WRITE, &OTHER_KEY, &s), ERR_INPUT);
    assert_int_equal(open_it(STORE_READ, &OTHER_KEY, &s), ERR_INPUT);
    assert_int_equal(open_it(STORE_WRITE, NULL, &s), ERR_OK);
    assert_false(store_has_key(s));
    store_close(s);
}

static void t_a_reader_cannot_write(void **state)
{
    struct store *s = NULL;
    struct err e = {0};
    struct store_site site = {.code = (char[]){"SV"}, .name = (char[]){"Khu"}};
    (void)state;
    make();
    assert_int_equal(open_it(STORE_READ, NULL, &s), ERR_OK);
    assert_int_not_equal(store_site_put(s, &site, &e), ERR_OK);
    store_close(s);
}

static void t_a_missing_or_foreign_file_is_refused(void **state)
{
    struct store *s = NULL;
    struct err e = {0};
    (void)state;
    assert_int_equal(open_it(STORE_WRITE, &KEY, &s), ERR_INPUT);
    assert_int_equal(file_write(path, "no database at all, just text", 29, 0600, &e), ERR_OK);
    assert_int_not_equal(open_it(STORE_READ, NULL, &s), ERR_OK);
    assert_null(s);
}

/* Offset 60 of the file is user_version, offset 68 application_id (SQLite file format). */
static void patch(size_t offset, unsigned char byte)
{
    struct buf file = {0};
    struct err e = {0};
    assert_int_equal(file_read(path, 1 << 24, &file, &e), ERR_OK);
    file.data[offset] = (char)byte;
    assert_int_equal(file_write(path, file.data, file.len, 0600, &e), ERR_OK);
    buf_release(&file);
}

static void t_a_newer_or_other_database_is_refused(void **state)
{
    struct store *s = NULL;
    (void)state;
    make();
    patch(62, 1); /* version 256 and more */
    assert_int_equal(open_it(STORE_WRITE, &KEY, &s), ERR_INPUT);
    patch(62, 0);
    patch(68, 0);
    assert_int_equal(open_it(STORE_WRITE, &KEY, &s), ERR_INPUT);
}

static void t_what_is_not_committed_is_gone(void **state)
{
    struct store *s = NULL;
    struct err e = {0};
    struct store_sites sites = {0};
    struct store_site site = {.code = (char[]){"SV"}, .name = (char[]){"Khu"}};
    (void)state;
    make();
    assert_int_equal(open_it(STORE_WRITE, &KEY, &s), ERR_OK);
    assert_int_equal(store_begin(s, &e), ERR_OK);
    assert_int_equal(store_site_put(s, &site, &e), ERR_OK);
    store_close(s);
    assert_int_equal(open_it(STORE_READ, NULL, &s), ERR_OK);
    assert_int_equal(store_site_list(s, &sites, &e), ERR_OK);
    assert_int_equal(sites.n, 0);
    store_sites_release(&sites);
    store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_a_database_is_private),
        TEST(t_create_refuses_an_existing_file),
        TEST(t_opening_again_changes_nothing),
        TEST(t_a_second_writer_is_refused),
        TEST(t_another_key_is_refused),
        TEST(t_a_reader_cannot_write),
        TEST(t_a_missing_or_foreign_file_is_refused),
        TEST(t_a_newer_or_other_database_is_refused),
        TEST(t_what_is_not_committed_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
