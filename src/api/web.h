/* Private to src/api: the web UI that the program carries (src/web, bundled at build time).
 *
 *     web_open(&api->web, is_demo); // the version, the page that asks for it
 *     …
 *     web_release(&api->web);
 *
 * All files stand in one folder whose name is a hash of their bytes, /assets/0123456789abcdef/, so
 * that browsers may keep them for ever and they may name each other; the page is asked for anew
 * each time. Read-only after web_open.
 */
#ifndef API_WEB_H
#define API_WEB_H

#include <stdbool.h>

#include "base/buf.h"

struct web {
    struct buf page; /* index.html with the version */
    char version[17];
};

/* `is_demo` is written into the page, so that each of its pages says so from the start. */
void web_open(struct web *web, bool is_demo);
void web_release(struct web *web);

#endif
