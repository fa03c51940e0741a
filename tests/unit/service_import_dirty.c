/* Lists as offices really send them (fixtures/dirty): what the importer says of each row is what
 * stands in NAME.expected beside it.
 *
 *     kind: officials
 *     row 7: new
 *     row 8: error Số CCCD
 *     new 4, changed 0, same 0, error 1, skipped 3
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "service/import.h"
#include "store/store.h"

#define DIRTY "fixtures/dirty"

static const struct crypto_key KEY = {.bytes = {3}};
static char folder[64];
static struct store *store;
static int n_wrong;

static void ok(int rc, const struct err *e)
{
    if (rc != ERR_OK)
        print_message("%s\n", err_text(e, "en"));
    assert_int_equal(rc, ERR_OK);
}

static void take(enum import_kind kind, const char *path)
{
    struct import_report r = {0};
    struct import_options o = {0};
    struct err e = {0};
    ok(import_file(store, kind, path, &o, &r, &e), &e);
    assert_true(r.is_written);
    import_report_release(&r);
}

static int set_up(void **state)
{
    struct err e = {0};
    char path[96];
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/quarters-dirty-XXXXXX");
    if (crypto_init() != 0 || mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/a.db", folder);
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e), &e);
    ok(import_seed(store, &e), &e);
    take(IMPORT_ROOMS, "fixtures/rooms.csv");
    take(IMPORT_AGENCIES, "fixtures/agencies.csv");
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"a.db", "a.db-wal", "a.db-shm", "a.db.lock"};
    (void)state;
    store_close(store);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[96];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static void wrong(const char *name, const char *line, const char *why)
{
    n_wrong++;
    print_message("%s: \"%s\": %s\n", name, line, why);
}

static bool has_finding(const struct import_report *r, int row, enum import_level level,
                        const char *column)
{
    for (size_t i = 0; i < r->n_findings; i++)
        if (r->findings[i].row == row && r->findings[i].level == level &&
            (column[0] == '\0' || strcmp(r->findings[i].column, column) == 0))
            return true;
    return false;
}

static enum import_verdict verdict_of(const struct import_report *r, int row)
{
    for (size_t i = 0; i < r->n_rows; i++)
        if (r->rows[i].number == row)
            return r->rows[i].verdict;
    return IMPORT_N_VERDICTS;
}

/* "row 8: error Số CCCD" against the report. */
static void compare_row(const char *name, const char *line, const struct import_report *r)
{
    static const struct {
        const char *word;
        enum import_verdict verdict;
    } verdicts[] = {{"new", IMPORT_NEW},
                    {"changed", IMPORT_CHANGED},
                    {"same", IMPORT_SAME},
                    {"skipped", IMPORT_SKIPPED},
                    {"error", IMPORT_BAD}};
    static const struct {
        const char *word;
        enum import_level level;
    } levels[] = {{"error", IMPORT_ERROR}, {"warning", IMPORT_WARNING}, {"notice", IMPORT_NOTICE}};
    char *end;
    int row = (int)strtol(line + 4, &end, 10);
    const char *what = end + strspn(end, ": ");
    size_t len = strcspn(what, " ");
    const char *column = what + len + strspn(what + len, " ");
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
        if (strlen(verdicts[i].word) == len && strncmp(verdicts[i].word, what, len) == 0 &&
            verdict_of(r, row) != verdicts[i].verdict)
            wrong(name, line, "the row got another verdict");
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (strlen(levels[i].word) == len && strncmp(levels[i].word, what, len) == 0 &&
            !has_finding(r, row, levels[i].level, column))
            wrong(name, line, "no such finding");
}

static void print_findings(const struct import_report *r)
{
    static const char *const levels[] = {"error", "warning", "notice"};
    for (size_t i = 0; i < r->n_findings; i++)
        print_message("    row %d: %s %s: %s\n", r->findings[i].row, levels[r->findings[i].level],
                      r->findings[i].column, r->findings[i].en);
}

static void compare_counts(const char *name, const char *line, const struct import_report *r)
{
    char counts[128];
    snprintf(counts, sizeof counts, "new %zu, changed %zu, same %zu, error %zu, skipped %zu",
             r->n_of[IMPORT_NEW], r->n_of[IMPORT_CHANGED], r->n_of[IMPORT_SAME],
             r->n_of[IMPORT_BAD], r->n_of[IMPORT_SKIPPED]);
    if (strcmp(line, counts) != 0)
        wrong(name, line, counts);
}

static void compare_list(const char *name)
{
    char path[512];
    char expected_path[512];
    struct buf expected = {0};
    struct import_report r = {0};
    struct import_options o = {.is_dry_run = true};
    enum import_kind kind = IMPORT_OFFICIALS;
    struct err e = {0};
    int n_before = n_wrong;
    snprintf(path, sizeof path, DIRTY "/%s", name);
    snprintf(expected_path, sizeof expected_path, DIRTY "/%s.expected", name);
    ok(file_read(expected_path, 1 << 20, &expected, &e), &e);
    char *rest = NULL;
    char *line = strtok_r(expected.data, "\n", &rest);
    if (strncmp(line, "kind: ", 6) != 0 || !import_kind_of(line + 6, &kind))
        fail_msg("%s: no kind", expected_path);
    if (import_file(store, kind, path, &o, &r, &e) != ERR_OK)
        wrong(name, line, err_text(&e, "en"));
    for (line = strtok_r(NULL, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
        if (strncmp(line, "row ", 4) == 0)
            compare_row(name, line, &r);
        else
            compare_counts(name, line, &r);
    if (n_wrong > n_before)
        print_findings(&r);
    import_report_release(&r);
    buf_release(&expected);
}

static void t_dirty_lists_are_judged_as_expected(void **state)
{
    size_t n = 0;
    DIR *dir = opendir(DIRTY);
    (void)state;
    assert_non_null(dir);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        char name[256];
        size_t len = strlen(entry->d_name);
        if (len < 10 || strcmp(entry->d_name + len - 9, ".expected") != 0)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)(len - 9), entry->d_name);
        compare_list(name);
        n++;
    }
    closedir(dir);
    assert_true(n > 0);
    assert_int_equal(n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_dirty_lists_are_judged_as_expected, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
