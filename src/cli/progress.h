/* The engine's progress lines on a terminal: one line rewritten in place; elsewhere one line per
 * level that is done. Private to the command line.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>

struct progress {
    const char *lang;
    bool is_terminal;
    int n_last; /* width of what stands on the line now */
};

void progress_init(struct progress *p, const char *lang);

/* Takes one JSON line; a `struct progress *` as child_run's callback context. What is no progress
 * line is passed over. */
void progress_line(void *progress, const char *json_line);

/* Clears the line. */
void progress_end(struct progress *p);

#endif
