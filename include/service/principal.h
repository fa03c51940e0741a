/* Who asks: the account behind a request, as it stands at that moment. Role, agencies and the
 * disabled flag are read anew for each request, so a revoked right ends at once.
 *
 *     int confirm(struct store *s, const struct principal *by, …);
 *     struct store_scope scope = principal_scope(by);
 *
 * Every service function that changes something takes the principal first and writes it into the
 * audit; every one that reads for somebody outside narrows its queries by the scope. A zeroed
 * principal is nobody: it sees nothing.
 */
#ifndef SERVICE_PRINCIPAL_H
#define SERVICE_PRINCIPAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/scope.h"

enum principal_role {
    PRINCIPAL_NOBODY,      /* not logged in */
    PRINCIPAL_ADMIN,       /* accounts */
    PRINCIPAL_PLANNER,     /* Department of Construction */
    PRINCIPAL_REGISTRAR,   /* of some agencies, or all: the Office of the People's Committee */
    PRINCIPAL_OFFICIAL,    /* oneself */
    PRINCIPAL_MAINTENANCE, /* repair crews */
    PRINCIPAL_AUDITOR,     /* reads */
    PRINCIPAL_N_ROLES,
};

struct principal {
    int64_t account_id; /* 0 = nobody */
    enum principal_role role;
    bool all_agencies;   /* of a registrar */
    int64_t official_id; /* 0 = no person of the register */
    int64_t proved_at;   /* instant of the last password; 0 for programs */
    bool is_program;     /* by a token */
    int64_t stay_until;  /* its session ought to be moved on to then (login_stay); 0 = not now */
};

/* What it may see of people and their requests: planner, auditor and a registrar of all agencies
 * see all, a registrar its agencies, an official what concerns him or her; the rest nothing. */
struct store_scope principal_scope(const struct principal *who);

/* "planner" and back; PRINCIPAL_NOBODY for an unknown name, "nobody" for nobody. */
const char *principal_role_name(enum principal_role role);
enum principal_role principal_role_of(const char *name);

#endif
