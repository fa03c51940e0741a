/* The command line of the engine's commands: arguments against a table, and what all commands say.
 *
 *     const struct sv_argument args[] = {
 *         {.kind = SV_ARG_INPUT, .name = "INSTANCE", .text = &o.instance, .is_needed = true},
 *         {.kind = SV_ARG_OUTPUT, .name = "-o", .text = &o.plan},
 *         {.kind = SV_ARG_SECONDS, .name = "--time-limit", .seconds = &o.time_limit_s}};
 *     const struct sv_call call = {"solve", lang, args, 3};
 *     int code = sv_call_read(&call, argc, argv);     // 0, or 2 after saying what is wrong
 */
#ifndef SV_COMMAND_LINE_H
#define SV_COMMAND_LINE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

enum sv_argument_kind {
    SV_ARG_INPUT,  /* a file to read, "-" is standard input; without "-" in its name: by position */
    SV_ARG_NAME,   /* a word by position */
    SV_ARG_OUTPUT, /* a file to write, "-" is standard output */
    SV_ARG_TEXT,   /* any value */
    SV_ARG_SECONDS, /* above 0 */
    SV_ARG_NUMBER,  /* a whole number, least to most */
    SV_ARG_CHOICE,  /* one of two words: flag is whether it is the second */
    SV_ARG_FLAG,    /* no value */
};

struct sv_argument {
    enum sv_argument_kind kind;
    const char *name;
    bool is_needed;
    union {
        const char **text;
        double *seconds;
        int64_t *number;
        bool *flag;
    };
    int64_t least, most;
    const char *words[2];
};

struct sv_call {
    const char *command;
    const char *lang;
    const struct sv_argument *args; /* [n] those by position in their order */
    int n;
};

/* Fills what the arguments name. Also refused: two inputs from standard input, two outputs to
 * standard output, an output that would overwrite an input or another output. */
int sv_call_read(const struct sv_call *, int argc, char **argv);

/* Says what is wrong with a call and how it is called; returns 2. */
int sv_call_refuse(const struct sv_call *, const char *what_vi, const char *what_en);

/* Says that memory is out; returns 3. */
int sv_call_out_of_memory(const struct sv_call *);

/* Picks a text by language; a format that it picks is still checked by the compiler. */
__attribute__((format_arg(2), format_arg(3))) const char *sv_pick(const char *lang, const char *vi,
                                                                  const char *en);

/* From now on SIGINT and SIGTERM set what is returned, and end nothing by themselves. */
const volatile sig_atomic_t *sv_stop_on_signals(void);

#endif
