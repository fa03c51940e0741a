/* The program's commands. Each takes the arguments after its own name and returns the exit code;
 * they print to standard output and standard error. `lang` is "vi" or "en". The table that names
 * them is in src/cli/main.c; the engine's own commands are in solver/command.h.
 *
 * Exit codes: 0 done; 2 the input is refused or the call is wrong; 3 files or disk; 4 the database
 * is busy; 5 data contradict each other; 6 our own fault; the engine's: 10 and 11.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

int command_init(int argc, char **argv, const char *lang);
int command_read_table(int argc, char **argv, const char *lang); /* for the server */
int command_read_image(int argc, char **argv, const char *lang); /* for the server */
int command_import(int argc, char **argv, const char *lang);
int command_score(int argc, char **argv, const char *lang);
int command_allocate(int argc, char **argv, const char *lang);
int command_summary(int argc, char **argv, const char *lang);
int command_list(int argc, char **argv, const char *lang);
int command_document(int argc, char **argv, const char *lang);
int command_report(int argc, char **argv, const char *lang);
int command_repairs(int argc, char **argv, const char *lang);
int command_draw(int argc, char **argv, const char *lang);
int command_export(int argc, char **argv, const char *lang);
int command_admin_link(int argc, char **argv, const char *lang);
int command_cards(int argc, char **argv, const char *lang);
int command_audit(int argc, char **argv, const char *lang);
int command_serve(int argc, char **argv, const char *lang);

#endif
