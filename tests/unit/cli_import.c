/* `init` and `import` as they are called: keys, exit codes, what is left on disk. */
#include <dirent.h>
#include <fcntl.h>
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

#include "base/crypto.h"
#include "base/file.h"
#include "cli/command.h"
#include "store/store.h"

#define GOOD "Họ và tên,Giới tính,Số CCCD,Đơn vị công tác\nNguyễn Văn An,Nam,034080123456,SXD\n"
#define BAD  "Lê Chi,Nữ,12,SXD\n"

static char folder[64];
static char db[128];
static char list[128];

static int set_up(void **state)
{
    (void)state;
    unsetenv("QUARTERS_KEY");
    snprintf(folder, sizeof folder, "/tmp/quarters-cli-XXXXXX");
    if (crypto_init() != 0 || mkdtemp(folder) == NULL)
        return -1;
    snprintf(db, sizeof db, "%s/a.db", folder);
    snprintf(list, sizeof list, "%s/list.csv", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return -1;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        if (entry->d_name[0] != '.')
            unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
    return rmdir(folder);
}

/* Runs a command with what it prints put away: a test program's output is its results. */
static int run(int (*command)(int, char **, const char *), int argc, char **argv)
{
    fflush(NULL);
    int out = dup(1);
    int err = dup(2);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    int rc = command(argc, argv, "vi");
    fflush(NULL);
    dup2(out, 1);
    dup2(err, 2);
    close(out);
    close(err);
    close(nowhere);
    return rc;
}

static int init(char *key)
{
    char option[] = "--key";
    char *argv[] = {db, option, key, NULL};
    return run(command_init, key == NULL ? 1 : 3, argv);
}

static int import(const char *text, const char *option)
{
    char kind[] = "officials";
    char word[32];
    struct err e = {0};
    char *argv[] = {db, kind, list, word, NULL};
    snprintf(word, sizeof word, "%s", option == NULL ? "" : option);
    assert_int_equal(file_write(list, text, strlen(text), 0600, &e), ERR_OK);
    return run(command_import, option == NULL ? 3 : 4, argv);
}

static bool exists(const char *tail)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, tail);
    return access(path, F_OK) == 0;
}

static void t_init_makes_a_private_key(void **state)
{
    char path[160];
    struct stat st;
    (void)state;
    assert_int_equal(init(NULL), 0);
    snprintf(path, sizeof path, "%s.key", db);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(init(NULL), ERR_INPUT); /* never over an existing database */
}

static void t_init_with_a_key_makes_none(void **state)
{
    char key[160];
    struct err e = {0};
    (void)state;
    snprintf(key, sizeof key, "%s/my.key", folder);
    assert_int_equal(crypto_key_make(key, &e), ERR_OK);
    assert_int_equal(init(key), 0);
    assert_false(exists("a.db.key"));
    assert_int_equal(import(GOOD, NULL), ERR_INPUT); /* no key named, none beside */
    setenv("QUARTERS_KEY", key, 1);
    assert_int_equal(import(GOOD, NULL), 0);
}

static void t_exit_codes_of_import(void **state)
{
    (void)state;
    assert_int_equal(init(NULL), 0);
    assert_int_equal(import(GOOD, NULL), 0);
    assert_int_equal(import(GOOD BAD, NULL), ERR_INPUT);
    assert_int_equal(import(GOOD BAD, "--dry-run"), ERR_INPUT);
    assert_int_equal(import(GOOD, "--dry-run"), 0);
    assert_false(exists("list.bad.csv"));
    assert_int_equal(import(GOOD BAD, "--skip-bad"), 0);
    assert_true(exists("list.bad.csv"));
    assert_int_equal(import(GOOD, "--what"), ERR_INPUT);
}

static void t_a_database_that_is_written_is_busy(void **state)
{
    struct store *s = NULL;
    struct err e = {0};
    (void)state;
    assert_int_equal(init(NULL), 0);
    assert_int_equal(store_open(&s, db, STORE_WRITE, NULL, &e), ERR_OK);
    assert_int_equal(import(GOOD, NULL), ERR_BUSY);
    assert_int_equal(import(GOOD, "--dry-run"), 0); /* reads only */
    store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_init_makes_a_private_key),
        TEST(t_init_with_a_key_makes_none),
        TEST(t_exit_codes_of_import),
        TEST(t_a_database_that_is_written_is_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
