/* The schema: every table STRICT, every column explained; old databases are brought up to date. */
#include "store_bed.h"

#include "../../src/store/handle.h"
#include "../../src/store/schema.h"

static int set_up(void **state)
{
    (void)state;
    bed_make();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_remove();
    return 0;
}

/* Whether the text of a table explains a column: a comment stands behind its name, before the next
 * column begins. Columns begin a line by two blanks; what belongs to them by four. */
static bool is_explained(const char *sql, const char *column)
{
    char start[80];
    snprintf(start, sizeof start, "\n  %s ", column);
    const char *at = strstr(sql, start);
    if (at == NULL) {
        snprintf(start, sizeof start, ", %s ", column);
        at = strstr(sql, start);
        const char *line = at == NULL ? NULL : strchr(at, '\n');
        const char *said = at == NULL ? NULL : strstr(at, "-- ");
        return said != NULL && line != NULL && said < line;
    }
    const char *end = strstr(at + 1, "\n  ");
    while (end != NULL && end[3] == ' ')
        end = strstr(end + 1, "\n  ");
    const char *comment = strstr(at, "-- ");
    return comment != NULL && (end == NULL || comment < end);
}

static void t_tables_are_strict_and_explained(void **state)
{
    struct store *s = NULL;
    sqlite3_stmt *st = NULL;
    int n_columns = 0;
    (void)state;
    ok(store_open(&s, path, STORE_CREATE, &KEY, &e));
    assert_int_equal(
        sqlite3_prepare_v2(s->db,
                           "SELECT t.name, t.strict, m.sql, c.name\n"
                           "FROM pragma_table_list t JOIN sqlite_schema m ON m.name = t.name\n"
                           "  JOIN pragma_table_info(t.name) c\n"
                           "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'",
                           -1, &st, NULL),
        SQLITE_OK);
    for (; sqlite3_step(st) == SQLITE_ROW; n_columns++) {
        const char *table = (const char *)sqlite3_column_text(st, 0);
        const char *column = (const char *)sqlite3_column_text(st, 3);
        if (sqlite3_column_int(st, 1) != 1)
            fail_msg("%s is not STRICT", table);
        if (!is_explained((const char *)sqlite3_column_text(st, 2), column))
            fail_msg("%s.%s has no comment", table, column);
    }
    sqlite3_finalize(st);
    store_close(s);
    assert_true(n_columns > 150);
}

/* Every text that a trigger raises can be read in Vietnamese. */
static void t_refusals_are_told_in_both_languages(void **state)
{
    static const char RAISE[] = "RAISE(ABORT, '";
    struct store *s = NULL;
    sqlite3_stmt *st = NULL;
    int n = 0;
    (void)state;
    ok(store_open(&s, path, STORE_CREATE, &KEY, &e));
    assert_int_equal(sqlite3_prepare_v2(s->db,
                                        "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", -1,
                                        &st, NULL),
                     SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *at = (const char *)sqlite3_column_text(st, 0);
        for (; (at = strstr(at, RAISE)) != NULL; n++) {
            char text[128];
            at += sizeof RAISE - 1;
            snprintf(text, sizeof text, "%.*s", (int)strcspn(at, "'"), at);
            if (store_refusal_vi(text) == NULL)
                fail_msg("\"%s\" has no row in refusal.c", text);
        }
    }
    sqlite3_finalize(st);
    store_close(s);
    assert_true(n > 40);
}

static void exec(sqlite3 *db, const char *sql)
{
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* A database that the program had made when it knew `n` migrations. */
static void make_version(size_t n)
{
    sqlite3 *db = NULL;
    char set_version[64];
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(store_add_collation(db), SQLITE_OK);
    exec(db, "PRAGMA application_id=0x51545253; PRAGMA journal_mode=WAL");
    for (size_t i = 0; i < n; i++)
        for (const char *const *sql = STORE_MIGRATIONS[i].statements; *sql != NULL; sql++)
            exec(db, *sql);
    snprintf(set_version, sizeof set_version, "PRAGMA user_version=%zu", n);
    exec(db, set_version);
    exec(db, "INSERT INTO site (code, name, owner, address, requisition_from, requisition_to)"
             " VALUES ('SV', 'Khu', '', '', '', '')");
    sqlite3_close(db);
}

static void t_every_old_version_comes_up_to_date(void **state)
{
    (void)state;
    for (size_t n = 1; n < STORE_N_MIGRATIONS; n++) {
        struct store *s = NULL;
        struct store_sites sites = {0};
        make_version(n);
        refused(store_open(&s, path, STORE_READ, &KEY, &e), ERR_INPUT);
        ok(store_open(&s, path, STORE_WRITE, &KEY, &e));
        ok(store_site_list(s, &sites, &e));
        assert_int_equal(sites.n, 1);
        store_sites_release(&sites);
        put_account(s, "lan", "planner");
        store_close(s);
        ok(store_open(&s, path, STORE_READ, &KEY, &e));
        store_close(s);
        bed_remove();
        bed_make();
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_tables_are_strict_and_explained),
        TEST(t_refusals_are_told_in_both_languages),
        TEST(t_every_old_version_comes_up_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
