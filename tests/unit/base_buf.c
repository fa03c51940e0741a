/* Laws of buffers and their escaping, of errors, and of whole files. */
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

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

static void assert_made(void (*make)(struct buf *, const char *), const char *from,
                        const char *expected)
{
    struct buf b = {0};
    make(&b, from);
    assert_string_equal(b.data, expected);
    buf_release(&b);
}

static void t_growth_keeps_the_bytes(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 5000; i++)
        buf_fmt(&b, "%d,", i % 10);
    assert_int_equal(b.len, 10000);
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(b.data[2 * i], '0' + (int)(i % 10));
    assert_int_equal(b.data[b.len], '\0');
    buf_release(&b);
    assert_null(b.data);
}

static void t_bytes_may_hold_nul(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_add(&b, "a\0b", 3);
    buf_char(&b, 'c');
    assert_int_equal(b.len, 4);
    assert_memory_equal(b.data, "a\0bc", 5);
    buf_release(&b);
}

static void t_html_has_no_mark_of_its_own_left(void **state)
{
    (void)state;
    assert_made(buf_html, "<a href='x\" onclick>&amp; Đỗ",
                "&#60;a href=&#39;x&#34; onclick&#62;&#38;amp; Đỗ");
    assert_made(buf_html, "Hưng Yên", "Hưng Yên");
}

static void t_take_is_always_a_string(void **state)
{
    (void)state;
    struct buf b = {0};
    char *empty = buf_take(&b);
    assert_string_equal(empty, "");
    free(empty);
    buf_str(&b, NULL);
    buf_str(&b, "đủ");
    char *text = buf_take(&b);
    assert_string_equal(text, "đủ");
    assert_null(b.data);
    free(text);
}

static void t_csv_is_quoted(void **state)
{
    (void)state;
    assert_made(buf_csv, "", "\"\"");
    assert_made(buf_csv, "a,b", "\"a,b\"");
    assert_made(buf_csv, "khu \"A\"", "\"khu \"\"A\"\"\"");
}

static void t_csv_disarms_formulas(void **state)
{
    (void)state;
    static const char *const bad[] = {"=1+1",    "+84912",  "-1",      "@x",       "\tx",
                                      "\rx",     "\nx",     "  =x",    "\u00A0=x", " \u00A0 +x",
                                      "\uFF1Dx", "\uFF0Bx", "\uFF0Dx", "\uFF20x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct buf b = {0};
        buf_csv(&b, bad[i]);
        assert_memory_equal(b.data, "\"'", 2);
        assert_memory_equal(b.data + 2, bad[i], strlen(bad[i]));
        buf_release(&b);
    }
    static const char *const good[] = {"a=1", "1-2", "SV-A-101", "x@y", "(=1)"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct buf b = {0};
        buf_csv(&b, good[i]);
        assert_memory_equal(b.data + 1, good[i], strlen(good[i]));
        buf_release(&b);
    }
}

static void t_json_escapes_what_it_must(void **state)
{
    (void)state;
    assert_made(buf_json, "Nguyễn", "\"Nguyễn\"");
    assert_made(buf_json, "a\"\\b", "\"a\\\"\\\\b\"");
    assert_made(buf_json, "\b\f\n\r\t\x01\x1F\x7F", "\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"");
    assert_made(buf_json, "\u2028\u2029", "\"\\u2028\\u2029\"");
}

static void t_the_first_error_wins(void **state)
{
    (void)state;
    struct err e = {0};
    assert_int_equal(err_set(&e, ERR_IO, "một %d", "one %d", 1), ERR_IO);
    assert_int_equal(err_set(&e, ERR_DATA, "hai", "two"), ERR_DATA);
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(err_text(&e, "vi"), "một 1");
    assert_string_equal(err_text(&e, "en"), "one 1");
    assert_int_equal(err_set(NULL, ERR_DATA, "x", "x"), ERR_DATA);
}

static void t_a_long_message_ends_in_a_whole_character(void **state)
{
    (void)state;
    for (size_t pad = 0; pad < 4; pad++) {
        char text[2000];
        memset(text, 'x', pad);
        for (size_t i = pad; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\u1EC5", 4);
        struct err e = {0};
        err_set(&e, ERR_INPUT, "%s", "%s", text);
        size_t len = strlen(e.vi);
        assert_true(len < sizeof e.vi && len + 4 > sizeof e.vi);
        assert_int_equal((len - pad) % 3, 0);
    }
}

static char folder[] = "/tmp/base_buf.XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder); /* fails where a temporary file was left */
}

static void t_a_file_reads_as_written(void **state)
{
    (void)state;
    struct err e = {0};
    struct buf path = {0}, text = {0};
    struct stat st;
    buf_fmt(&path, "%s/list.csv", folder);
    assert_int_equal(file_write(path.data, "old", 3, 0644, &e), ERR_OK);
    assert_int_equal(file_write(path.data, "a\0b", 3, 0640, &e), ERR_OK);
    assert_int_equal(file_read(path.data, 3, &text, &e), ERR_OK);
    assert_int_equal(text.len, 3);
    assert_memory_equal(text.data, "a\0b", 3);
    assert_int_equal(stat(path.data, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(file_read(path.data, 2, &text, &e), ERR_INPUT);
    assert_int_equal(text.len, 3);
    assert_int_equal(unlink(path.data), 0);
    buf_release(&path);
    buf_release(&text);
}

/* A pipe, not /dev/null: a test that fails must not cost the machine its devices. */
static void t_what_is_no_file_is_written_as_it_is(void **state)
{
    (void)state;
    struct err e = {0};
    struct buf path = {0};
    struct stat st;
    char got[4] = "";
    buf_fmt(&path, "%s/pipe", folder);
    assert_int_equal(mkfifo(path.data, 0600), 0);
    int fd = open(path.data, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write(path.data, "abc", 3, 0644, &e), ERR_OK);
    assert_int_equal(read(fd, got, 3), 3);
    assert_string_equal(got, "abc");
    assert_int_equal(stat(path.data, &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    close(fd);
    assert_int_equal(unlink(path.data), 0);
    buf_release(&path);
}

static void t_files_that_cannot_be(void **state)
{
    (void)state;
    struct err e = {0};
    struct buf text = {0};
    assert_int_equal(file_read("/nowhere/x", 10, &text, &e), ERR_IO);
    assert_non_null(strstr(err_text(&e, "en"), "/nowhere/x"));
    e = (struct err){0};
    assert_int_equal(file_read(folder, 10, &text, &e), ERR_INPUT);
    e = (struct err){0};
    assert_int_equal(file_write("/nowhere/x", "a", 1, 0644, &e), ERR_IO);
    assert_null(text.data);
}

static void t_memory_is_zeroed_and_copied(void **state)
{
    (void)state;
    int *list = mem_array(100, sizeof *list);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(list[i], 0);
    list = mem_grow(list, 1000, sizeof *list);
    assert_int_equal(list[99], 0);
    free(list);
    char *copy = mem_ndup("abc", 2);
    assert_string_equal(copy, "ab");
    free(copy);
    copy = mem_dup(NULL);
    assert_string_equal(copy, "");
    free(copy);
    free(mem_alloc(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_growth_keeps_the_bytes),
        cmocka_unit_test(t_bytes_may_hold_nul),
        cmocka_unit_test(t_html_has_no_mark_of_its_own_left),
        cmocka_unit_test(t_take_is_always_a_string),
        cmocka_unit_test(t_csv_is_quoted),
        cmocka_unit_test(t_csv_disarms_formulas),
        cmocka_unit_test(t_json_escapes_what_it_must),
        cmocka_unit_test(t_the_first_error_wins),
        cmocka_unit_test(t_a_long_message_ends_in_a_whole_character),
        cmocka_unit_test(t_a_file_reads_as_written),
        cmocka_unit_test(t_what_is_no_file_is_written_as_it_is),
        cmocka_unit_test(t_files_that_cannot_be),
        cmocka_unit_test(t_memory_is_zeroed_and_copied),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
