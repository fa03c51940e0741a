/* Roles by name, and what each sees. */
#include "service/principal.h"

#include <string.h>

static const char *const NAMES[PRINCIPAL_N_ROLES] = {
    [PRINCIPAL_NOBODY] = "nobody",     [PRINCIPAL_ADMIN] = "admin",
    [PRINCIPAL_PLANNER] = "planner",   [PRINCIPAL_REGISTRAR] = "registrar",
    [PRINCIPAL_OFFICIAL] = "official", [PRINCIPAL_MAINTENANCE] = "maintenance",
    [PRINCIPAL_AUDITOR] = "auditor",
};

static enum store_sees sees(const struct principal *who)
{
    switch (who->role) {
    case PRINCIPAL_PLANNER:
    case PRINCIPAL_AUDITOR:
        return STORE_SEES_ALL;
    case PRINCIPAL_REGISTRAR:
        return who->all_agencies ? STORE_SEES_ALL : STORE_SEES_AGENCIES;
    case PRINCIPAL_OFFICIAL:
        return STORE_SEES_SELF;
    case PRINCIPAL_NOBODY:
    case PRINCIPAL_ADMIN:
    case PRINCIPAL_MAINTENANCE:
    case PRINCIPAL_N_ROLES:
        break;
    }
    return STORE_SEES_NOTHING;
}

struct store_scope principal_scope(const struct principal *who)
{
    return (struct store_scope){
        .sees = sees(who), .account_id = who->account_id, .official_id = who->official_id};
}

const char *principal_role_name(enum principal_role role)
{
    return NAMES[role];
}

enum principal_role principal_role_of(const char *name)
{
    for (int r = PRINCIPAL_ADMIN; r < PRINCIPAL_N_ROLES; r++)
        if (strcmp(NAMES[r], name) == 0)
            return (enum principal_role)r;
    return PRINCIPAL_NOBODY;
}
