/* What a reader may see, as SQL: rows outside the scope do not exist for a query that binds it.
 *
 *     SELECT … FROM request r WHERE r.code = ?1 AND <scope of r.agency_id, ?2 ?3 ?4>
 *
 * Every query for somebody outside takes one; there is no loading first and checking after. The
 * kinds are numbers because they are bound.
 */
#ifndef STORE_SCOPE_H
#define STORE_SCOPE_H

#include <stdint.h>

enum store_sees {
    STORE_SEES_NOTHING = 0,
    STORE_SEES_ALL = 1,
    STORE_SEES_AGENCIES = 2, /* the agencies of the account (account_agency) */
    STORE_SEES_SELF = 3,     /* what the official stands in */
};

struct store_scope {
    enum store_sees sees;
    int64_t account_id;
    int64_t official_id; /* 0 = none */
};

#endif
