/* The engine's commands (ALLOCATION.md section 7). Each takes the arguments after its own name and
 * returns the process's exit code; they print to standard output and standard error. `lang` is
 * "vi" or "en". One command at a time per process: a signal ends it. */
#ifndef SOLVER_COMMAND_H
#define SOLVER_COMMAND_H

#include <stddef.h>

struct solver_command {
    const char *name;
    int (*run)(int argc, char **argv, const char *lang);
    const char *call;    /* how it is called, after the name */
    const char *vi, *en; /* what it does */
};

extern const struct solver_command solver_commands[];
extern const size_t solver_n_commands;

int solver_command_solve(int argc, char **argv, const char *lang);
int solver_command_check(int argc, char **argv, const char *lang);
int solver_command_explain(int argc, char **argv, const char *lang);
int solver_command_value(int argc, char **argv, const char *lang);
int solver_command_repairs_plan(int argc, char **argv, const char *lang);
int solver_command_model(int argc, char **argv, const char *lang);
int solver_command_generate(int argc, char **argv, const char *lang);

#endif
