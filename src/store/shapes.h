/* Private to src/store: shapes of rows that more than one file reads. */
#ifndef STORE_SHAPES_H
#define STORE_SHAPES_H

#include "handle.h"

#include "store/request.h"
#include "store/scope.h"

/* official o, agency a */
#define STORE_OFFICIAL_COLUMNS                                                                     \
    "SELECT o.id, o.name, o.born, o.sex, '', o.citizen_id_lookup, o.phone, o.agency_id,\n"         \
    "  a.code, o.position, o.coefficient_c, o.commune_code, o.residence, o.owns_house,\n"          \
    "  o.road_km_t, o.has_moved, o.groups, o.needs_housing, o.note, o.code, o.version\n"

/* request r, agency a, room c */
#define STORE_REQUEST_COLUMNS                                                                      \
    "SELECT r.id, r.code, r.agency_id, a.code, r.sharing, r.needs, r.filed, c.code,\n"             \
    "  r.other_sites, r.scheme, r.note, r.from_day, r.to_day, r.state, r.n_rounds_waited,\n"       \
    "  r.points, r.band, r.list_order, r.breakdown, r.submitted_on, r.confirmed_on, r.version\n"

extern const struct store_shape STORE_OFFICIAL; /* person.c */
extern const struct store_shape STORE_REQUEST;  /* request.c */

/* Members, wishes and sites of one request. */
int store_request_details(struct store *s, struct store_request *r, struct err *e);

/* A condition on the agency of a row: bound by store_bind_scope from ?1 on (?1 what is seen, ?2 the
 * account, ?3 the official). Officials see by other columns: OR their condition with ?1 = 3. */
#define STORE_SEES_AGENCY(agency_id)                                                               \
    "(?1 = 1 OR (?1 = 2 AND " agency_id                                                            \
    " IN (SELECT agency_id FROM account_agency WHERE account_id = ?2)))"

/* ERR_ABSENT: the row a page goes on from is not there. */
int store_no_such_row(struct err *e);

/* The same for request r: officials see what they filed, or have agreed to be in. */
#define STORE_SEES_REQUEST "(" STORE_SEES_AGENCY("r.agency_id") STORE_STANDS_IN ")\n"
#define STORE_STANDS_IN                                                                            \
    " OR (?1 = 3 AND EXISTS (SELECT 1 FROM request_member own WHERE own.request_id = r.id\n"       \
    "   AND own.official_id = ?3 AND (own.ix = 0 OR own.consent <> '')))"

/* Of a request q: the applicant's name; how many are in its party; their sexes, "F", "M", "F M". */
#define STORE_APPLICANT                                                                            \
    "(SELECT coalesce(o.name, m.name) FROM request_member m\n"                                     \
    "   LEFT JOIN official o ON o.id = m.official_id\n"                                            \
    "   WHERE m.request_id = q.id AND m.ix = 0)"
#define STORE_MEMBERS(q)                                                                           \
    "(SELECT count(*) FROM request_member m WHERE m.request_id = " q ".id\n"                       \
    "   AND (m.ix = 0 OR m.official_id IS NULL OR m.consent <> ''))"
#define STORE_SEXES                                                                                \
    "(SELECT CASE WHEN min(coalesce(o.sex, m.sex)) = max(coalesce(o.sex, m.sex))\n"                \
    "     THEN min(coalesce(o.sex, m.sex)) ELSE 'F M' END\n"                                       \
    "   FROM request_member m LEFT JOIN official o ON o.id = m.official_id\n"                      \
    "   WHERE m.request_id = q.id AND coalesce(o.sex, m.sex) <> ''\n"                              \
    "     AND (m.ix = 0 OR m.official_id IS NULL OR m.consent <> ''))"

/* Whether official o has what was typed in the name: ?4 is its key, which tells most names off
 * without a look at their marks. */
#define STORE_IS_NAMED(typed) "(instr(o.name_key, ?4) > 0 AND vietnamese_holds(o.name, " typed "))"

void store_bind_scope(sqlite3_stmt *st, const struct store_scope *scope);

#endif
