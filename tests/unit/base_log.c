/* Laws of the log: one line of JSON per event, in order, and nobody waits for it. */
#include "base/log.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/json.h"

static int ends[2];

static int start(void **state)
{
    (void)state;
    if (pipe(ends) != 0)
        return -1;
    return log_open(ends[1]);
}

/* Everything that was logged. */
static void finish(struct buf *out)
{
    char piece[4096];
    log_close();
    close(ends[1]);
    for (ssize_t n = 0; (n = read(ends[0], piece, sizeof piece)) > 0;)
        buf_add(out, piece, (size_t)n);
    close(ends[0]);
}

static void t_a_line_is_one_object(void **state)
{
    (void)state;
    const struct log_field f[] = {{"id", "a\"b\n\x01\xe2\x80\xa8", 0}, {"n", NULL, -5}};
    struct buf out = {0};
    log_event("request", f, 2);
    log_event("second", NULL, 0);
    finish(&out);
    char *const end = strchr(out.data, '\n');
    assert_non_null(end);
    struct json *j = json_parse(out.data, (size_t)(end - out.data), NULL);
    assert_string_equal(json_text(json_get(j, "event")), "request");
    assert_string_equal(json_text(json_get(j, "id")), "a\"b\n\x01\xe2\x80\xa8");
    assert_int_equal(json_int(json_get(j, "n")), -5);
    assert_true(json_int(json_get(j, "t")) > 1700000000);
    json_free(j);
    assert_non_null(strstr(end, "\"event\":\"second\"}\n"));
    buf_release(&out);
}

static void t_long_values_are_cut_at_a_character(void **state)
{
    (void)state;
    char wide[1000] = "x";
    for (size_t i = 0; i < 200; i++)
        memcpy(wide + 1 + 3 * i, "\xe1\xba\xbf", 3);
    const struct log_field f = {"v", wide, 0};
    struct buf out = {0};
    log_event("e", &f, 1);
    finish(&out);
    struct json *j = json_parse(out.data, out.len, NULL);
    assert_non_null(j);
    assert_int_equal(strlen(json_text(json_get(j, "v"))), 256); /* 1 + 85 * 3 */
    json_free(j);
    buf_release(&out);
}

/* A pipe that nobody reads: lines are dropped, and the first that gets through says how many. */
static void t_what_is_dropped_is_counted(void **state)
{
    (void)state;
    enum { N = 5000 };
    char wide[200];
    memset(wide, 'x', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    const struct log_field f = {"v", wide, 0};
    for (int i = 0; i < N; i++)
        log_event("e", &f, 1); /* returns, or the test hangs */
    struct buf out = {0};
    char piece[4096];
    while (!out.data || !strstr(out.data, "\"last\"")) {
        const ssize_t n = read(ends[0], piece, sizeof piece);
        assert_true(n > 0);
        buf_add(&out, piece, (size_t)n);
        log_event("last", NULL, 0);
    }
    finish(&out);
    int64_t n_dropped = 0, n_lines = 0;
    for (char *line = out.data; *line != '\0';) {
        char *const end = strchr(line, '\n');
        struct json *j = json_parse(line, (size_t)(end - line), NULL);
        assert_non_null(j);
        n_lines += strcmp(json_text(json_get(j, "event")), "e") == 0;
        n_dropped += json_int(json_get(j, "dropped"));
        json_free(j);
        line = end + 1;
    }
    assert_true(n_dropped > 0);
    assert_true(n_lines < N && n_lines + n_dropped >= N);
    buf_release(&out);
}

static void t_without_a_log_nothing_happens(void **state)
{
    (void)state;
    struct buf out = {0};
    log_event("before", NULL, 0);
    finish(&out);
    log_event("after", NULL, 0);
    log_close();
    assert_non_null(strstr(out.data, "before"));
    assert_null(strstr(out.data, "after"));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(t_a_line_is_one_object, start),
        cmocka_unit_test_setup(t_long_values_are_cut_at_a_character, start),
        cmocka_unit_test_setup(t_what_is_dropped_is_counted, start),
        cmocka_unit_test_setup(t_without_a_log_nothing_happens, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
