/* Laws over the lists in fixtures/: the sums that are known, who stands where, and that a fresh
 * generation gives the same bytes. Run from the top folder, as `make test` does.
 */
#include "base/err.h"
#include "base/table.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MAX_FOUND = 4096 };

static struct table load(const char *path)
{
    struct table t = {0};
    struct err e = {0};
    if (table_read(path, &t, &e) != ERR_OK)
        fail_msg("%s: %s", path, e.en);
    return t;
}

/* The cell of a row below a heading. */
static const char *cell(const struct table *t, size_t row, const char *heading)
{
    for (size_t c = 0; c < t->rows[0].n_cells; c++)
        if (strcmp(t->rows[0].cells[c], heading) == 0)
            return table_cell(t, row, c);
    fail_msg("no column %s", heading);
    return "";
}

/* "45,5" in tenths. */
static int tenths(const char *text)
{
    char *end;
    long whole = strtol(text, &end, 10);
    long part = *end == ',' ? strtol(end + 1, NULL, 10) : 0;
    return (int)(10 * whole + part);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether a column, its empty cells aside, names nothing twice; how many it names. */
static size_t assert_unique(const struct table *t, const char *heading)
{
    const char **texts = calloc(t->n_rows, sizeof *texts);
    size_t n = 0;
    assert_non_null(texts);
    for (size_t r = 1; r < t->n_rows; r++)
        if (cell(t, r, heading)[0] != '\0')
            texts[n++] = cell(t, r, heading);
    qsort(texts, n, sizeof *texts, compare_texts);
    for (size_t i = 1; i < n; i++)
        if (strcmp(texts[i - 1], texts[i]) == 0)
            fail_msg("%s twice: %s", heading, texts[i]);
    free(texts);
    return n;
}

static bool has_value(const struct table *t, const char *heading, const char *value)
{
    for (size_t r = 1; r < t->n_rows; r++)
        if (strcmp(cell(t, r, heading), value) == 0)
            return true;
    return false;
}

static void t_four_sites_have_297_rooms_with_856_beds(void **state)
{
    static const struct {
        const char *site;
        int n_rooms;
        int n_beds;
    } sites[] = {{"SV", 150, 492}, {"CD", 70, 210}, {"CT", 49, 98}, {"ND", 28, 56}};
    (void)state;
    struct table t = load("fixtures/rooms.csv");
    assert_int_equal(t.n_rows - 1, 297);
    assert_int_equal(assert_unique(&t, "Mã phòng"), 297);
    for (size_t s = 0; s < sizeof sites / sizeof *sites; s++) {
        int n_rooms = 0;
        int n_beds = 0;
        for (size_t r = 1; r < t.n_rows; r++) {
            if (strcmp(cell(&t, r, "Mã khu"), sites[s].site) != 0)
                continue;
            int beds = tenths(cell(&t, r, "Số chỗ")) / 10;
            int by_area = tenths(cell(&t, r, "Diện tích (m²)")) / 40;
            n_rooms++;
            n_beds += beds < by_area ? beds : by_area;
        }
        assert_int_equal(n_rooms, sites[s].n_rooms);
        assert_int_equal(n_beds, sites[s].n_beds);
    }
    table_release(&t);
}

static void t_the_seed_names_104_communes_and_the_uniform_agencies(void **state)
{
    (void)state;
    struct table communes = load("fixtures/seed/communes.csv");
    struct table seed = load("fixtures/seed/agencies.csv");
    struct table all = load("fixtures/agencies.csv");
    size_t n_thai_binh = 0;
    for (size_t r = 1; r < communes.n_rows; r++)
        n_thai_binh += strcmp(cell(&communes, r, "Tỉnh cũ"), "Thái Bình") == 0 ? 1 : 0;
    assert_int_equal(assert_unique(&communes, "Mã xã"), 104);
    assert_int_equal(n_thai_binh, 65);
    assert_int_equal(assert_unique(&seed, "Mã cơ quan"), 12);
    assert_int_equal(assert_unique(&all, "Tên cơ quan"), 24);
    for (size_t r = 1; r < seed.n_rows; r++)
        assert_true(has_value(&all, "Mã cơ quan", cell(&seed, r, "Mã cơ quan")));
    table_release(&communes);
    table_release(&seed);
    table_release(&all);
}

/* A child who is six on 10 July 2025 takes a bed. */
static bool takes_bed(const struct table *t, size_t r)
{
    int day = 0;
    int month = 0;
    int year = 0;
    if (strcmp(cell(t, r, "Quan hệ"), "con") != 0)
        return true;
    const char *born = cell(t, r, "Ngày sinh");
    assert_int_equal(sscanf(born, "%d/%d/%d", &day, &month, &year), 3);
    return year < 2019 || (year == 2019 && (month < 7 || (month == 7 && day <= 10)));
}

static void t_1150_requests_ask_for_1240_beds(void **state)
{
    (void)state;
    struct table t = load("fixtures/requests.csv");
    size_t n_requests = 0;
    size_t n_beds = 0;
    for (size_t r = 1; r < t.n_rows; r++) {
        bool is_first = strcmp(cell(&t, r, "Mã hồ sơ"), cell(&t, r - 1, "Mã hồ sơ")) != 0;
        assert_int_equal(is_first, strcmp(cell(&t, r, "Quan hệ"), "bản thân") == 0);
        n_requests += is_first ? 1 : 0;
        n_beds += takes_bed(&t, r) ? 1 : 0;
    }
    assert_int_equal(n_requests, 1150);
    assert_int_equal(n_beds, 1240);
    table_release(&t);
}

/* 12 digits whose sex, century and year are those of the row. */
static void assert_id_fits(const struct table *t, size_t r)
{
    const char *id = cell(t, r, "Số CCCD");
    const char *born = cell(t, r, "Ngày sinh");
    char expect[8];
    bool is_woman = strcmp(cell(t, r, "Giới tính"), "Nữ") == 0;
    assert_int_equal(strlen(id), 12);
    assert_int_equal(strspn(id, "0123456789"), 12);
    assert_int_equal(strlen(born), 10);
    (void)snprintf(expect, sizeof expect, "%d%.2s", (born[6] == '2' ? 2 : 0) + (is_woman ? 1 : 0),
                   born + 8);
    assert_memory_equal(id + 3, expect, 3);
}

static void t_officials_are_whole_and_nobody_stands_twice(void **state)
{
    static const char *const paths[] = {"fixtures/requests.csv", "fixtures/officials.csv"};
    (void)state;
    struct table lists[2] = {load(paths[0]), load(paths[1])};
    struct table agencies = load("fixtures/agencies.csv");
    for (size_t l = 0; l < 2; l++) {
        const struct table *t = &lists[l];
        assert_int_equal(assert_unique(t, "Số CCCD"), assert_unique(t, "Số điện thoại"));
        for (size_t r = 1; r < t->n_rows; r++) {
            if (cell(t, r, "Số CCCD")[0] == '\0')
                continue;
            assert_id_fits(t, r);
            assert_int_equal(strlen(cell(t, r, "Số điện thoại")), 10);
            assert_true(has_value(&agencies, "Tên cơ quan", cell(t, r, "Đơn vị công tác")));
        }
    }
    for (size_t r = 1; r < lists[1].n_rows; r++)
        assert_false(has_value(&lists[0], "Số CCCD", cell(&lists[1], r, "Số CCCD")));
    table_release(&lists[0]);
    table_release(&lists[1]);
    table_release(&agencies);
}

static void t_roads_are_longer_than_the_straight_line(void **state)
{
    (void)state;
    struct table t = load("fixtures/requests.csv");
    struct table communes = load("fixtures/seed/communes.csv");
    for (size_t r = 1; r < t.n_rows; r++) {
        const char *code = cell(&t, r, "Mã xã");
        size_t c = 1;
        if (code[0] == '\0')
            continue;
        while (c < communes.n_rows && strcmp(cell(&communes, c, "Mã xã"), code) != 0)
            c++;
        assert_true(c < communes.n_rows);
        int straight_t = tenths(cell(&communes, c, "Khoảng cách đường chim bay (km)"));
        int road_t = tenths(cell(&t, r, "Khoảng cách (km)"));
        assert_true(10 * road_t >= 12 * straight_t - 10 && 10 * road_t <= 14 * straight_t);
    }
    table_release(&t);
    table_release(&communes);
}

static char *read_all(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        fail_msg("no file %s", path);
    char *data = NULL;
    size_t cap = 0;
    for (*len = 0; !feof(f) && !ferror(f);) {
        if (*len + 4096 > cap) {
            cap = 2 * cap + 8192;
            data = realloc(data, cap);
            assert_non_null(data);
        }
        *len += fread(data + *len, 1, 4096 - 1, f);
    }
    assert_int_equal(fclose(f), 0);
    data[*len] = '\0';
    return data;
}

/* Files below a folder, as nftw finds them: it hands no context on. */
static char *found[MAX_FOUND];
static size_t n_found;

static int keep_file(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)at;
    if (type == FTW_F && n_found < MAX_FOUND)
        found[n_found++] = strdup(path);
    return 0;
}

static int remove_path(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static void find_files(const char *folder)
{
    n_found = 0;
    assert_int_equal(nftw(folder, keep_file, 8, FTW_PHYS), 0);
}

static void forget_files(void)
{
    while (n_found > 0)
        free(found[--n_found]);
}

static void generate(const char *folder)
{
    char tool[512];
    ssize_t n = readlink("/proc/self/exe", tool, sizeof tool - 1);
    assert_true(n > 0);
    tool[n] = '\0';
    char *tests = strstr(tool, "/tests/unit/");
    assert_non_null(tests);
    (void)snprintf(tests, sizeof tool - (size_t)(tests - tool), "/tools/fixture_generate");
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        execl(tool, tool, folder, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void t_a_fresh_generation_gives_the_same_bytes(void **state)
{
    (void)state;
    char folder[] = "/tmp/quarters-fixtures-XXXXXX";
    assert_non_null(mkdtemp(folder));
    generate(folder);
    find_files(folder);
    assert_true(n_found > 20);
    for (size_t i = 0; i < n_found; i++) {
        char kept[512];
        size_t n_fresh;
        size_t n_kept;
        (void)snprintf(kept, sizeof kept, "fixtures%s", found[i] + strlen(folder));
        char *fresh_bytes = read_all(found[i], &n_fresh);
        char *kept_bytes = read_all(kept, &n_kept);
        if (n_fresh != n_kept || memcmp(fresh_bytes, kept_bytes, n_kept) != 0)
            fail_msg("%s is not what the generator makes", kept);
        free(fresh_bytes);
        free(kept_bytes);
    }
    forget_files();
    assert_int_equal(nftw(folder, remove_path, 8, FTW_PHYS | FTW_DEPTH), 0);
}

/* Every row that a list's verdicts name is in the list. */
static void check_verdicts(const char *expected_path)
{
    char path[512];
    size_t len;
    (void)snprintf(path, sizeof path, "%.*s", (int)(strlen(expected_path) - strlen(".expected")),
                   expected_path);
    char *text = read_all(expected_path, &len);
    struct table t = load(path);
    assert_memory_equal(text, "kind: ", 6);
    for (const char *line = strstr(text, "\nrow "); line != NULL;
         line = strstr(line + 1, "\nrow ")) {
        long row = strtol(line + 5, NULL, 10);
        size_t r = 0;
        while (r < t.n_rows && t.rows[r].number != row)
            r++;
        if (r == t.n_rows)
            fail_msg("%s has no row %ld", path, row);
    }
    assert_non_null(strstr(text, "\nnew "));
    table_release(&t);
    free(text);
}

static void t_dirty_lists_can_be_read_and_have_the_rows_judged(void **state)
{
    size_t n = 0;
    (void)state;
    find_files("fixtures/dirty");
    for (size_t i = 0; i < n_found; i++) {
        const char *end = strstr(found[i], ".expected");
        if (end == NULL)
            continue;
        check_verdicts(found[i]);
        n++;
    }
    forget_files();
    assert_true(n >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_four_sites_have_297_rooms_with_856_beds),
        cmocka_unit_test(t_the_seed_names_104_communes_and_the_uniform_agencies),
        cmocka_unit_test(t_1150_requests_ask_for_1240_beds),
        cmocka_unit_test(t_officials_are_whole_and_nobody_stands_twice),
        cmocka_unit_test(t_roads_are_longer_than_the_straight_line),
        cmocka_unit_test(t_a_fresh_generation_gives_the_same_bytes),
        cmocka_unit_test(t_dirty_lists_can_be_read_and_have_the_rows_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
