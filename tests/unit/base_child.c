/* Laws of child processes: they get their input, give their output, and end when they must. */
#include "base/child.h"
#include "base/clock.h"
#include "base/mem.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct child_spec shell(char **argv, char *script)
{
    static char sh[] = "/bin/sh", option[] = "-c";
    argv[0] = sh;
    argv[1] = option;
    argv[2] = script;
    argv[3] = NULL;
    return (struct child_spec){.argv = argv};
}

static void t_input_comes_back(void **state)
{
    (void)state;
    enum { LARGE = 3 << 20 }; /* beyond any pipe's room, both ways at once */
    char *argv[4], script[] = "tee /dev/stderr";
    char *input = mem_array(LARGE, 1);
    for (size_t i = 0; i < LARGE; i++)
        input[i] = (char)('a' + i % 23);
    struct child_spec spec = shell(argv, script);
    spec.input = input;
    spec.input_len = LARGE;
    struct child_result r = {0};
    struct err e = {0};
    assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
    assert_int_equal(r.exit_code, 0);
    assert_int_equal(r.out.len, LARGE);
    assert_memory_equal(r.out.data, input, LARGE);
    assert_true(r.err.len >= 64 << 10 && r.err.len <= 128 << 10);
    assert_memory_equal(r.err.data, input + LARGE - r.err.len, r.err.len);
    child_result_release(&r);
    free(input);
}

static void t_exit_codes_and_signals_are_told(void **state)
{
    (void)state;
    char *argv[4], leave[] = "exit 11", die[] = "kill -SEGV $$";
    struct child_result r = {0};
    struct err e = {0};
    struct child_spec spec = shell(argv, leave);
    assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
    assert_true(r.exit_code == 11 && r.signal == 0 && !r.timed_out);
    child_result_release(&r);
    spec = shell(argv, die);
    assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
    assert_int_equal(r.signal, SIGSEGV);
    child_result_release(&r);
}

static void t_a_program_that_is_not_there(void **state)
{
    (void)state;
    char name[] = "/nowhere/engine";
    char *argv[] = {name, NULL};
    struct child_spec spec = {.argv = argv};
    struct child_result r = {0};
    struct err e = {0};
    assert_int_equal(child_run(&spec, &r, &e), ERR_IO);
    assert_non_null(strstr(err_text(&e, "en"), name));
    child_result_release(&r);
}

static void gather(void *ctx, const char *line)
{
    struct buf *lines = ctx;
    buf_fmt(lines, "<%s>", line);
}

static void t_lines_of_errors_are_told_as_they_come(void **state)
{
    (void)state;
    char *argv[4], script[] = "printf 'a\\nb' >&2; sleep 0.05; printf 'c\\n\\nd' >&2; echo out";
    struct buf lines = {0};
    struct child_result r = {0};
    struct err e = {0};
    struct child_spec spec = shell(argv, script);
    spec.on_stderr_line = gather;
    spec.ctx = &lines;
    assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
    assert_string_equal(lines.data, "<a><bc><><d>");
    assert_string_equal(r.err.data, "a\nbc\n\nd");
    assert_string_equal(r.out.data, "out\n");
    child_result_release(&r);
    buf_release(&lines);
}

static double run_late(char *script, double limit_s, struct child_result *r)
{
    char *argv[4];
    struct err e = {0};
    struct child_spec spec = shell(argv, script);
    spec.time_limit_s = limit_s;
    double start_s = clock_monotonic_s();
    assert_int_equal(child_run(&spec, r, &e), ERR_OK);
    return clock_monotonic_s() - start_s;
}

static void t_time_is_up(void **state)
{
    (void)state;
    char polite[] = "trap 'echo best; exit 10' TERM; while :; do sleep 0.01; done";
    char deaf[] = "trap '' TERM; while :; do sleep 0.01; done";
    char silent[] = "exec >&- 2>&-; exec sleep 30";
    struct child_result r = {0};
    assert_true(run_late(polite, 0.2, &r) < 1);
    assert_true(r.timed_out && r.exit_code == 10);
    assert_string_equal(r.out.data, "best\n");
    child_result_release(&r);
    double s = run_late(deaf, 0.2, &r);
    assert_true(r.timed_out && r.signal == SIGKILL && s > 1.1 && s < 2.5);
    child_result_release(&r);
    assert_true(run_late(silent, 0.1, &r) < 1);
    assert_true(r.timed_out && r.signal == SIGTERM);
    child_result_release(&r);
}

static void t_a_grandchild_holds_nobody_up(void **state)
{
    (void)state;
    char script[] = "sleep 3 & echo done";
    struct child_result r = {0};
    assert_true(run_late(script, 0, &r) < 1);
    assert_string_equal(r.out.data, "done\n");
    child_result_release(&r);
}

static void t_too_much_output_is_refused(void **state)
{
    (void)state;
    char *argv[4], script[] = "yes";
    struct child_result r = {0};
    struct err e = {0};
    struct child_spec spec = shell(argv, script);
    spec.output_limit = 100000;
    assert_int_equal(child_run(&spec, &r, &e), ERR_DATA);
    assert_true(r.out.len <= 100000 && r.signal == SIGKILL);
    child_result_release(&r);
}

static void t_a_second_input_and_output(void **state)
{
    (void)state;
    enum { LARGE = 1 << 20 }; /* beyond a pipe's room in both outputs */
    char *argv[4], script[] = "cat /dev/fd/3 > /dev/fd/4; cat; cat /dev/fd/3";
    char *input = mem_array(LARGE, 1);
    memset(input, 'x', LARGE);
    struct child_spec spec = shell(argv, script);
    spec.input = "first";
    spec.input_len = 5;
    spec.input2 = input;
    spec.input2_len = LARGE;
    spec.has_output2 = true;
    struct child_result r = {0};
    struct err e = {0};
    assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
    assert_int_equal(r.exit_code, 0);
    assert_int_equal(r.out.len, 5 + LARGE);
    assert_memory_equal(r.out.data, "first", 5);
    assert_int_equal(r.out2.len, LARGE);
    assert_memory_equal(r.out2.data, input, LARGE);
    child_result_release(&r);
    spec.output_limit = 1000; /* the second one has the same limit */
    assert_int_equal(child_run(&spec, &r, &e), ERR_DATA);
    child_result_release(&r);
    free(input);
}

static void tell_to_end(void *ctx, const char *line)
{
    (void)line;
    atomic_store((atomic_bool *)ctx, true);
}

/* Told to end, it may still say what it has; who does not listen is killed a second later, and so
 * is who was stopped. */
static void t_it_ends_when_it_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        int exit_code, signal;
        const char *out;
        double least_s, most_s;
    } cases[] = {
        {"trap 'echo best; exit 10' TERM; echo >&2; while :; do sleep .01; done", 10, 0, "best\n",
         0, 0.9},
        {"trap '' TERM; echo >&2; while :; do sleep .01; done", 0, SIGKILL, "", 0.9, 3},
        {"echo half; (sleep .3; echo >&2) & kill -STOP $$; echo whole", 0, SIGKILL, "half\n", 0.9,
         3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *argv[4], script[128];
        atomic_bool is_cancelled = false;
        snprintf(script, sizeof script, "%s", cases[i].script);
        struct child_spec spec = shell(argv, script);
        spec.is_cancelled = &is_cancelled;
        spec.on_stderr_line = tell_to_end;
        spec.ctx = &is_cancelled;
        struct child_result r = {0};
        struct err e = {0};
        double begin_s = clock_monotonic_s();
        assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
        double took_s = clock_monotonic_s() - begin_s;
        assert_true(r.cancelled && !r.timed_out);
        assert_int_equal(r.exit_code, cases[i].exit_code);
        assert_int_equal(r.signal, cases[i].signal);
        assert_string_equal(r.out.data == NULL ? "" : r.out.data, cases[i].out);
        assert_true(took_s >= cases[i].least_s);
        if (took_s > cases[i].most_s)
            print_message("%zu took %.1f s\n", i, took_s); /* a busy machine: no failure */
        child_result_release(&r);
    }
}

static void t_processor_time_is_up(void **state)
{
    (void)state;
    char *argv[4], script[] = "while :; do :; done";
    struct child_spec spec = shell(argv, script);
    spec.cpu_limit_s = 1;
    struct child_result r = {0};
    struct err e = {0};
    assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
    assert_true(r.signal == SIGXCPU || r.signal == SIGKILL);
    child_result_release(&r);
}

static void t_a_child_inherits_no_descriptor(void **state)
{
    (void)state;
    int kept = dup(1); /* without CLOEXEC */
    char *argv[4], script[] = "ls /proc/self/fd | wc -l";
    struct child_result r = {0};
    struct err e = {0};
    struct child_spec spec = shell(argv, script);
    assert_int_equal(child_run(&spec, &r, &e), ERR_OK);
    assert_int_equal(strtol(r.out.data, NULL, 10), 4); /* 0, 1, 2 and the folder itself */
    child_result_release(&r);
    close(kept);
}

static int echo_twice(void *ctx, struct buf *out)
{
    const char *text = ctx;
    buf_str(out, text);
    buf_str(out, text);
    return ERR_OK;
}

static int refuse(void *ctx, struct buf *out)
{
    (void)ctx;
    buf_str(out, "why");
    return ERR_INPUT;
}

static int crash(void *ctx, struct buf *out)
{
    (void)ctx;
    (void)out;
    _exit(1);
}

static int spin(void *ctx, struct buf *out)
{
    for (volatile unsigned *n = ctx;;)
        (*n)++;
    buf_char(out, 'x');
    return ERR_OK;
}

static int flood(void *ctx, struct buf *out)
{
    (void)ctx;
    for (int i = 0; i < 100000; i++)
        buf_str(out, "0123456789");
    return ERR_OK;
}

static int call(int (*fn)(void *, struct buf *), void *ctx, size_t limit, struct buf *out)
{
    struct err e = {0};
    int rc = child_call(fn, ctx, 512u << 20, 1, limit, out, &e);
    assert_int_equal(e.code, rc == ERR_DATA ? ERR_DATA : ERR_OK);
    return rc;
}

static void t_a_called_function_brings_its_bytes(void **state)
{
    (void)state;
    struct buf out = {0};
    char text[] = "hai ";
    assert_int_equal(call(echo_twice, text, 100, &out), ERR_OK);
    assert_string_equal(out.data, "hai hai ");
    assert_int_equal(call(refuse, NULL, 100, &out), ERR_INPUT);
    assert_string_equal(out.data, "hai hai why");
    buf_release(&out);
    assert_int_equal(call(flood, NULL, 2 << 20, &out), ERR_OK);
    assert_int_equal(out.len, 1000000);
    buf_release(&out);
}

static void t_a_called_function_may_break_down(void **state)
{
    (void)state;
    struct buf out = {0};
    unsigned n = 0;
    assert_int_equal(call(crash, NULL, 0, &out), ERR_DATA);
    assert_int_equal(call(flood, NULL, 1000, &out), ERR_DATA);
    double start_s = clock_monotonic_s();
    assert_int_equal(call(spin, &n, 0, &out), ERR_DATA);
    assert_true(clock_monotonic_s() - start_s < 3.5);
    assert_int_equal(n, 0);
    assert_null(out.data);
}

static void t_the_program_knows_its_path(void **state)
{
    (void)state;
    char path[4096], small[4];
    assert_int_equal(child_self_path(path, sizeof path), 0);
    assert_non_null(strstr(path, "base_child"));
    assert_int_equal(child_self_path(small, sizeof small), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_input_comes_back),
        cmocka_unit_test(t_exit_codes_and_signals_are_told),
        cmocka_unit_test(t_a_program_that_is_not_there),
        cmocka_unit_test(t_lines_of_errors_are_told_as_they_come),
        cmocka_unit_test(t_time_is_up),
        cmocka_unit_test(t_a_grandchild_holds_nobody_up),
        cmocka_unit_test(t_too_much_output_is_refused),
        cmocka_unit_test(t_a_second_input_and_output),
        cmocka_unit_test(t_it_ends_when_it_is_told),
        cmocka_unit_test(t_processor_time_is_up),
        cmocka_unit_test(t_a_child_inherits_no_descriptor),
        cmocka_unit_test(t_a_called_function_brings_its_bytes),
        cmocka_unit_test(t_a_called_function_may_break_down),
        cmocka_unit_test(t_the_program_knows_its_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
