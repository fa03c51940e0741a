/* What time alone brings about, see the header. */
#include "service/housekeeping.h"

#include "base/clock.h"
#include "service/offer.h"
#include "service/rehousing.h"
#include "service/repair.h"
#include "store/idempotency.h"
#include "store/session.h"
#include "store/upload.h"

enum {
    KEPT_S = 24 * 3600,        /* a retry comes within a day */
    JUDGED_S = 30 * 24 * 3600, /* a list that was sent in waits so long for its application */
    PURGE_MAX = 1000,          /* a minute's share: the writer has others to serve */
};

int housekeeping(void *ctx, struct store *s, struct err *e)
{
    const struct housekeeping *h = ctx;
    char today[11];
    clock_day(h->now, today);
    int rc = offer_tick(s, h->now, e);
    rc = rc != ERR_OK ? rc : repair_tick(s, h->now, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    rc = rc != ERR_OK ? rc : store_session_purge(s, h->now, e);
    rc = rc != ERR_OK ? rc : store_upload_purge(s, h->now - JUDGED_S, PURGE_MAX, e);
    return rc != ERR_OK ? rc : store_idempotency_purge(s, h->now - KEPT_S, PURGE_MAX, e);
}
