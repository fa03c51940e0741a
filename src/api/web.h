/* Private to src/api: the web UI that the program carries (src/web, bundled at build time).
 *
 *     web_open(&api->web, is_demo); // names by content, the page that asks for them
 *     …
 *     web_release(&api->web);
 *
 * An asset's address has a hash of its bytes in it, so browsers may keep it for ever; the page is
 * asked for anew each time. Read-only after web_open.
 */
#ifndef API_WEB_H
#define API_WEB_H

#include <stdbool.h>

#include "base/buf.h"

enum { WEB_N_ASSETS = 5 };

struct web {
    struct buf page;              /* index.html with the assets' names */
    char names[WEB_N_ASSETS][32]; /* app-0123456789abcdef.js */
};

/* `is_demo` is written into the page, so that each of its pages says so from the start. */
void web_open(struct web *web, bool is_demo);
void web_release(struct web *web);

#endif
