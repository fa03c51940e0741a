/* A fresh store for each test of the importer, and one list imported into it.
 *
 *     run(IMPORT_ROOMS, text, &options);    // writes a file, imports it; findings in `report`
 */
#ifndef TESTS_IMPORTED_H
#define TESTS_IMPORTED_H

#include "expect.h"

#include <dirent.h>

#include "base/file.h"
#include "service/import.h"
#include "store/store.h"

static const struct crypto_key KEY = {.bytes = {9}};
static char folder[64];
static char db[128];
static struct store *store;
static struct import_report report;

static inline int make_folder(void)
{
    e = (struct err){0};
    snprintf(folder, sizeof folder, "/tmp/quarters-import-XXXXXX");
    if (crypto_init() != 0 || mkdtemp(folder) == NULL)
        return -1;
    snprintf(db, sizeof db, "%s/a.db", folder);
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    if (make_folder() != 0)
        return -1;
    int rc = store_open(&store, db, STORE_CREATE, &KEY, &e);
    return rc != ERR_OK ? rc : import_seed(store, &e);
}

static int tear_down(void **state)
{
    (void)state;
    import_report_release(&report);
    store_close(store);
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return -1;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        if (entry->d_name[0] != '.')
            unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
    return rmdir(folder);
}

static inline int run(enum import_kind kind, const char *text, const struct import_options *o)
{
    char path[128];
    snprintf(path, sizeof path, "%s/list.csv", folder);
    import_report_release(&report);
    e = (struct err){0};
    assert_int_equal(file_write(path, text, strlen(text), 0600, &e), ERR_OK);
    int rc = import_file(store, kind, path, o, &report, &e);
    if (rc != ERR_OK)
        print_message("%s\n", err_text(&e, "en"));
    return rc;
}

static inline void expect(size_t n_new, size_t n_changed, size_t n_same, size_t n_bad)
{
    assert_int_equal(report.n_of[IMPORT_NEW], n_new);
    assert_int_equal(report.n_of[IMPORT_CHANGED], n_changed);
    assert_int_equal(report.n_of[IMPORT_SAME], n_same);
    assert_int_equal(report.n_of[IMPORT_BAD], n_bad);
}

/* Whether a finding of a row has a text in it. */
static inline bool says(int row, enum import_level level, const char *text)
{
    for (size_t i = 0; i < report.n_findings; i++)
        if (report.findings[i].row == row && report.findings[i].level == level &&
            strstr(report.findings[i].en, text) != NULL)
            return true;
    return false;
}

#endif
