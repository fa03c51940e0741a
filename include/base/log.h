/* The log: one JSON line per event, written by a thread of its own.
 *
 *     log_open(STDERR_FILENO);
 *     struct log_field f[] = {{"id", id, 0}, {"status", NULL, 200}};
 *     log_event("request", f, 2);     // {"t":1767225600,"event":"request","id":"…","status":200}
 *     log_close();
 *
 * Never log personal data, tokens, cookies or bodies. Whoever logs never waits: where the writer
 * cannot keep up (a full pipe, a dead disk), lines are dropped and the next one that gets through
 * says how many. This is the only state of the program that belongs to no struct. Any thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>
#include <stdint.h>

struct log_field {
    const char *key;
    const char *text; /* cut at 256 bytes; NULL = `number` is the value */
    int64_t number;
};

/* Starts the writer on a descriptor, which stays the caller's. 0, or -1 where no thread can be had.
 * Without it log_event does nothing. One log at a time. */
int log_open(int fd);

/* Writes what waits and ends the writer. */
void log_close(void);

void log_event(const char *event, const struct log_field *fields, size_t n_fields);

#endif
