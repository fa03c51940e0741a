/* `quarters value`: what a repaired room, or one bed more, would improve. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_file.h"
#include "solver/check.h"
#include "solver/command.h"
#include "solver/value.h"

static volatile sig_atomic_t is_stopped;

static void on_signal(int sig)
{
    (void)sig;
    is_stopped = 1;
}

struct options {
    const char *instance, *plan, *out, *lang;
    double time_limit_s;
    bool is_json;
};

static const char *say(const char *lang, const char *vi, const char *en)
{
    return strcmp(lang, "en") != 0 ? vi : en;
}

static int usage(const char *lang, const char *what)
{
    fprintf(stderr, "quarters value: %s\n%s quarters value INSTANCE PLAN %s\n", what,
            say(lang, "Cách dùng:", "Usage:"), "[--format text|json] [-o FILE] [--time-limit S]");
    return 2;
}

/* Sets `is_second` where the value is the second of two words; false where it is neither. */
static bool choose(const char *value, const char *first, const char *second, bool *is_second)
{
    *is_second = !strcmp(value, second);
    return *is_second || !strcmp(value, first);
}

static bool parse_seconds(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && !*end && *out > 0 && *out < 1e7;
}

/* An option with a value; false where it is none of ours or the value is wrong. */
static bool take_option(struct options *o, const char *name, const char *value)
{
    if (!strcmp(name, "--format"))
        return choose(value, "text", "json", &o->is_json);
    if (!strcmp(name, "--time-limit"))
        return parse_seconds(value, &o->time_limit_s);
    o->out = value;
    return !strcmp(name, "-o");
}

/* 0, or the exit code. */
static int parse_options(struct options *o, int argc, char **argv)
{
    const char **names[] = {&o->instance, &o->plan};
    int n_names = 0;
    for (int i = 0; i < argc; i++) {
        if ((argv[i][0] != '-' || !argv[i][1]) && n_names < 2)
            *names[n_names++] = argv[i];
        else if (argv[i][0] != '-' || i + 1 == argc || !take_option(o, argv[i], argv[i + 1]))
            return usage(o->lang, argv[i]);
        else
            i++;
    }
    if (n_names < 2)
        return usage(o->lang, n_names ? "PLAN" : "INSTANCE");
    if (strcmp(o->out, "-") != 0 && (!strcmp(o->out, o->instance) || !strcmp(o->out, o->plan)))
        return usage(o->lang, say(o->lang, "hai tệp cùng một tên", "two files of one name"));
    if (!strcmp(o->instance, "-") && !strcmp(o->plan, "-"))
        return usage(o->lang, say(o->lang, "chỉ một tệp có thể là \"-\"",
                                  "only one of the files can be \"-\""));
    return 0;
}

/* What could be better than a plan that is not the best says nothing about rooms. */
static int refuse(const struct options *o, const struct solver_plan *plan)
{
    bool is_infeasible = plan->status == SOLVER_INFEASIBLE;
    const char *vi = is_infeasible ? "không có phương án nào: sửa dữ liệu trước"
                                   : "phương án chưa được chứng minh là tốt nhất: giải lại trước";
    const char *en = is_infeasible ? "there is no plan: correct the data first"
                                   : "the plan is not proven to be the best: solve again first";
    fprintf(stderr, "%s: %s\n", o->plan, say(o->lang, vi, en));
    return is_infeasible ? 11 : 10;
}

static int read_plan(const struct options *o, const struct solver_instance *inst,
                     struct solver_plan *plan)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    if (!solver_command_read(o->plan, &text, &len, o->lang))
        return 2;
    int rc = solver_plan_parse(plan, inst, text, len, &bad);
    free(text);
    if (rc == SOLVER_OK) /* a false plan says nothing */
        rc = solver_check(inst, plan, &bad);
    int code = rc == SOLVER_NOMEM ? 3 : rc == SOLVER_OK && bad.n ? 1 : rc == SOLVER_OK ? 0 : 2;
    solver_command_print(o->plan, &bad, o->lang);
    solver_findings_release(&bad);
    return code;
}

static int value_and_write(const struct options *o, const struct solver_instance *inst,
                           const struct solver_plan *plan)
{
    struct solver_value value = {0};
    struct solver_limits limits = {.time_limit_s = o->time_limit_s, .is_stopped = &is_stopped};
    char *text = NULL;
    size_t len = 0;
    if (plan->status != SOLVER_OPTIMAL)
        return refuse(o, plan);
    int rc = solver_value_solve(inst, plan, &limits, &value);
    if (rc == SOLVER_OK)
        rc = o->is_json ? solver_value_format(&value, inst, &text, &len)
                        : solver_value_table(&value, inst, o->lang, &text, &len);
    int code = 3;
    if (rc == SOLVER_BAD) {
        fprintf(stderr, "%s: %s\n", o->plan,
                say(o->lang, "phương án này không phải là tốt nhất: giải lại trước",
                    "another plan is better than this one: solve again first"));
        code = 1;
    } else if (rc != SOLVER_OK) {
        fputs(say(o->lang, "hết bộ nhớ\n", "out of memory\n"), stderr);
    } else if (solver_command_write(o->out, text, len, o->lang)) {
        code = solver_value_is_proven(&value) ? 0 : 10;
    }
    free(text);
    solver_value_release(&value);
    return code;
}

int solver_command_value(int argc, char **argv, const char *lang)
{
    struct options o = {.lang = lang, .out = "-"};
    struct sigaction sa = {.sa_handler = on_signal};
    struct solver_instance inst = {0};
    struct solver_plan plan = {0};
    int code = parse_options(&o, argc, argv);
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, o.lang);
    if (!code)
        code = read_plan(&o, &inst, &plan);
    if (!code)
        code = value_and_write(&o, &inst, &plan);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
    return code;
}
