/* Arguments of the engine's commands against a table; signals. */
#include "command_line.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "solver/command.h"

static volatile sig_atomic_t is_stopped;

static void on_signal(int sig)
{
    (void)sig;
    is_stopped = 1;
}

const volatile sig_atomic_t *sv_stop_on_signals(void)
{
    struct sigaction sa = {.sa_handler = on_signal};
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    return &is_stopped;
}

const char *sv_pick(const char *lang, const char *vi, const char *en)
{
    return strcmp(lang, "en") != 0 ? vi : en;
}

int sv_call_refuse(const struct sv_call *c, const char *what_vi, const char *what_en)
{
    const char *how = "";
    for (size_t i = 0; i < solver_n_commands; i++)
        if (strcmp(solver_commands[i].name, c->command) == 0)
            how = solver_commands[i].call;
    fprintf(stderr, "quarters %s: %s\n%s quarters %s %s\n", c->command,
            sv_pick(c->lang, what_vi, what_en), sv_pick(c->lang, "Cách dùng:", "Usage:"),
            c->command, how);
    return 2;
}

int sv_call_out_of_memory(const struct sv_call *c)
{
    fprintf(stderr, "quarters %s: %s\n", c->command,
            sv_pick(c->lang, "hết bộ nhớ", "out of memory"));
    return 3;
}

/* Says `name: text "value"`, or `text "value"` where name is NULL; returns 2. */
static int refuse(const struct sv_call *c, const char *name, const char *text, const char *value)
{
    char said[512];
    (void)snprintf(said, sizeof said, "%s%s%s \"%s\"", name ? name : "", name ? ": " : "", text,
                   value);
    return sv_call_refuse(c, said, said);
}

/* A whole number and nothing else. */
static bool read_number(const char *text, int64_t least, int64_t most, int64_t *out)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    *out = value;
    return (*text == '-' || (*text >= '0' && *text <= '9')) && end != text && !*end && !errno &&
           value >= least && value <= most;
}

static bool read_seconds(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && !*end && *out > 0 && *out < 1e7;
}

/* What the value of an argument must be, up to the value that it is not. */
static void describe(const struct sv_call *c, const struct sv_argument *arg, char *out, size_t size)
{
    if (arg->kind == SV_ARG_SECONDS)
        (void)snprintf(out, size, "%s",
                       sv_pick(c->lang, "phải là số giây lớn hơn 0, không phải",
                               "must be a number of seconds above 0, not"));
    else if (arg->kind == SV_ARG_NUMBER)
        (void)snprintf(out, size,
                       sv_pick(c->lang, "phải là số nguyên từ %lld đến %lld, không phải",
                               "must be a whole number from %lld to %lld, not"),
                       (long long)arg->least, (long long)arg->most);
    else
        (void)snprintf(out, size,
                       sv_pick(c->lang, "phải là %s hay %s, không phải", "must be %s or %s, not"),
                       arg->words[0], arg->words[1]);
}

/* False: the value is not what the argument takes. */
static bool take_value(const struct sv_argument *arg, const char *value)
{
    switch (arg->kind) {
    case SV_ARG_SECONDS:
        return read_seconds(value, arg->seconds);
    case SV_ARG_NUMBER:
        return read_number(value, arg->least, arg->most, arg->number);
    case SV_ARG_CHOICE:
        *arg->flag = strcmp(value, arg->words[1]) == 0;
        return *arg->flag || strcmp(value, arg->words[0]) == 0;
    case SV_ARG_INPUT:
    case SV_ARG_NAME:
    case SV_ARG_OUTPUT:
    case SV_ARG_TEXT:
    case SV_ARG_FLAG:
        break;
    }
    *arg->text = value;
    return true;
}

static bool is_by_position(const struct sv_argument *arg)
{
    return arg->name[0] != '-';
}

/* The table's argument for `text`: by its name, or the first place by position not yet taken. */
static const struct sv_argument *find(const struct sv_call *c, const char *text, int n_taken)
{
    bool is_option = text[0] == '-' && text[1];
    for (int i = 0; i < c->n; i++) {
        const struct sv_argument *arg = &c->args[i];
        if (is_option && !is_by_position(arg) && strcmp(arg->name, text) == 0)
            return arg;
        if (!is_option && is_by_position(arg) && n_taken-- == 0)
            return arg;
    }
    return NULL;
}

static bool is_file(const struct sv_argument *arg)
{
    return (arg->kind == SV_ARG_INPUT || arg->kind == SV_ARG_OUTPUT) && *arg->text;
}

/* Files that cannot both be what they are to be: one stream read or written twice, a file written
 * that is read or written besides. */
static int judge_files(const struct sv_call *c)
{
    for (int i = 0; i < c->n; i++)
        for (int k = 0; k < i; k++) {
            const struct sv_argument *a = &c->args[k], *b = &c->args[i];
            if (!is_file(a) || !is_file(b) || strcmp(*a->text, *b->text) != 0)
                continue;
            bool is_stream = strcmp(*a->text, "-") == 0, are_alike = a->kind == b->kind;
            bool is_read_only = are_alike && a->kind == SV_ARG_INPUT;
            if (is_stream ? are_alike : !is_read_only)
                return refuse(
                    c, b->name,
                    sv_pick(c->lang, "đã dùng cho tệp khác:", "serves for another file already:"),
                    *a->text);
        }
    return 0;
}

/* What is needed and did not come. */
static int judge_missing(const struct sv_call *c)
{
    char said[128];
    for (int k = 0; k < c->n; k++) {
        const struct sv_argument *arg = &c->args[k];
        bool is_there = arg->kind == SV_ARG_NUMBER ? *arg->number != 0 : *arg->text != NULL;
        if (!arg->is_needed || is_there)
            continue;
        (void)snprintf(said, sizeof said, sv_pick(c->lang, "thiếu %s", "%s is missing"), arg->name);
        return sv_call_refuse(c, said, said);
    }
    return 0;
}

int sv_call_read(const struct sv_call *c, int argc, char **argv)
{
    char text[128];
    int n_taken = 0;
    for (int i = 0; i < argc; i++) {
        const struct sv_argument *arg = find(c, argv[i], n_taken);
        if (!arg)
            return refuse(c, NULL,
                          sv_pick(c->lang, "không có tùy chọn này, hoặc thừa:",
                                  "no such option, or one name too many:"),
                          argv[i]);
        if (arg->kind == SV_ARG_FLAG) {
            *arg->flag = true;
            continue;
        }
        n_taken += is_by_position(arg);
        if (!is_by_position(arg) && ++i == argc)
            return refuse(c, NULL, sv_pick(c->lang, "thiếu giá trị sau", "no value after"),
                          arg->name);
        if (!take_value(arg, argv[i])) {
            describe(c, arg, text, sizeof text);
            return refuse(c, arg->name, text, argv[i]);
        }
    }
    int code = judge_missing(c);
    return code ? code : judge_files(c);
}
