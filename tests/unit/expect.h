/* What a unit test expects of a call that says by `e` what went wrong: that it went well, or that
 * it was refused, in both languages. */
#ifndef TESTS_EXPECT_H
#define TESTS_EXPECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"

static struct err e;

static inline void ok(int rc)
{
    if (rc != ERR_OK)
        print_message("%s\n", err_text(&e, "en"));
    assert_int_equal(rc, ERR_OK);
}

static inline void refused(int rc, int code)
{
    assert_int_equal(rc, code);
    assert_string_not_equal(err_text(&e, "vi"), "");
    assert_string_not_equal(err_text(&e, "en"), "");
    e = (struct err){0};
}

/* Row structs own their texts; a put leaves them alone. */
static inline char *lit(const char *text)
{
    return (char *)(uintptr_t)text;
}

#endif
