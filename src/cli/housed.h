/* `quarters report DB housed`, a command of its own beside the other reports: its period is one of
 * months. Private to the command line. */
#ifndef CLI_HOUSED_H
#define CLI_HOUSED_H

#include <stdbool.h>

/* Whether that is what was called. */
bool report_is_housed(int argc, char **argv);

int report_housed(int argc, char **argv, const char *lang);

#endif
