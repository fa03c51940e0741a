/* The engine's commands (ALLOCATION.md section 7). Each takes the arguments after its own name and
 * returns the process's exit code; they print to standard output and standard error. `lang` is
 * "vi" or "en". */
#ifndef SOLVER_COMMAND_H
#define SOLVER_COMMAND_H

int solver_command_solve(int argc, char **argv, const char *lang);
int solver_command_check(int argc, char **argv, const char *lang);
int solver_command_generate(int argc, char **argv, const char *lang);
int solver_command_explain(int argc, char **argv, const char *lang);
int solver_command_value(int argc, char **argv, const char *lang);
int solver_command_model(int argc, char **argv, const char *lang);

#endif
