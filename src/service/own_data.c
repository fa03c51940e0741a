/* One's own data, see the header. */
#include "service/own_data.h"

#include <stdio.h>
#include <string.h>

#include "service/official.h"
#include "service/repair.h"

enum { MAX_DISCLOSURES = 10000 };

int own_data_take(struct store *s, const struct principal *by, int64_t now, struct own_data *out,
                  struct err *e)
{
    const struct store_scope self = {.sees = STORE_SEES_SELF, .official_id = by->official_id};
    struct store_repair_query q = {.now = now, .is_own = true, .after = ""};
    int64_t n = 0;
    const struct store_stay_query all = {.scope = self};
    char object[64];
    int rc = official_export(s, by, &out->official, &out->citizen_id, e);
    rc = rc != ERR_OK ? rc : store_request_list_seen(s, &self, &out->requests, e);
    rc = rc != ERR_OK ? rc : repair_list(s, by, &q, &out->repairs, &n, e);
    rc = rc != ERR_OK ? rc : store_stay_list(s, &all, &out->stays, &n, e);
    if (rc == ERR_OK) {
        snprintf(object, sizeof object, "official/%s", out->official.code);
        rc = store_audit_list(s, object, 0, MAX_DISCLOSURES, &out->disclosures, e);
    }
    return rc;
}

void own_data_release(struct own_data *d)
{
    if (d->citizen_id.len > 0)
        explicit_bzero(d->citizen_id.data, d->citizen_id.len);
    buf_release(&d->citizen_id);
    store_official_release(&d->official);
    store_requests_release(&d->requests);
    store_repairs_release(&d->repairs);
    store_stays_release(&d->stays);
    store_audits_release(&d->disclosures);
}
