/* SQL past the store, on the database of the test: what the rows say, or a row that no service
 * writes. Stands below the test's own `store`. */
#ifndef TESTS_ASKED_SQL_H
#define TESTS_ASKED_SQL_H

#include "../../src/store/handle.h"

static inline sqlite3_stmt *prepared(const char *format, va_list args)
{
    sqlite3_stmt *st = NULL;
    char *sql = sqlite3_vmprintf(format, args);
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &st, NULL), SQLITE_OK);
    sqlite3_free(sql);
    return st;
}

/* The number that a query gives. */
__attribute__((format(printf, 1, 2))) static inline int64_t number(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sqlite3_stmt *st = prepared(format, args);
    va_end(args);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

__attribute__((format(printf, 1, 2))) static inline void run_sql(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sqlite3_stmt *st = prepared(format, args);
    va_end(args);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
}

#endif
