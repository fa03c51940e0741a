/* The server of an API test, and the answer it gave last.
 *
 *     int main(void)
 *     {
 *         …
 *         house = fill; // adds to a new database; NULL = nothing
 *         return cmocka_run_group_tests(tests, set_up, tear_down);
 *     }
 */
#ifndef API_ASKED_H
#define API_ASKED_H

#include "people.h"

static struct server server;
static struct buf in;
static int (*house)(struct store *s, struct err *e);

static inline int set_up(void **state)
{
    (void)state;
    api_make(&server, house);
    api_begin(&server);
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    buf_release(&in);
    api_end(&server);
    return 0;
}

/* Whether a text stands in the body of the answer. */
static inline bool says(const char *text)
{
    return strstr(api_body(&in), text) != NULL;
}

#endif
