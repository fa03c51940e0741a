/* All that the register holds of one person, for that person (Law 91/2025/QH15: to see, to have a
 * copy): the row, the citizen id in plain, the requests that name him or her, the faults reported,
 * and who was shown what. Taking it is itself kept in the audit.
 *
 *     struct own_data d = {0};
 *     rc = own_data_take(s, by, now, &d, e);        // within a transaction that may write
 *     own_data_release(&d);
 */
#ifndef SERVICE_OWN_DATA_H
#define SERVICE_OWN_DATA_H

#include "base/buf.h"
#include "base/err.h"
#include "service/principal.h"
#include "store/audit.h"
#include "store/register.h"
#include "store/repair.h"
#include "store/stay.h"

struct own_data {
    struct store_official official;
    struct buf citizen_id;
    struct store_requests requests;  /* that name the person, of any state */
    struct store_repairs repairs;    /* that the person reported */
    struct store_stays stays;        /* of their parties */
    struct store_audits disclosures; /* what was done to the row: changes, unmaskings, exports */
};

/* ERR_ABSENT where the account is no person of the register. */
int own_data_take(struct store *s, const struct principal *by, int64_t now, struct own_data *out,
                  struct err *e);
void own_data_release(struct own_data *d);

#endif
