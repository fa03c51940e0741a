/* Officials (cán bộ, công chức, viên chức) in the register: added and changed by their agencies, in
 * part by themselves; and the citizen id, which stays sealed until somebody says why.
 *
 *     struct store_official o = {0};
 *     rc = official_get(s, by, code, &o, e);                       // ERR_ABSENT outside the scope
 *     … the caller changes what the body says …
 *     rc = official_change(s, by, &o, version, &papers, today, now, &bad, e);
 *     store_official_release(&o);
 *
 * A registrar changes all of the officials of the account's agencies; an official, of himself or
 * herself, what he or she alone knows: phone, residence, house, road, priority groups, note. Others
 * change nothing (ERR_DENIED). A fact that changes loses its confirmation, and a request that was
 * confirmed on it waits for its agency again. Findings are JSON pointers, with ERR_INPUT; each
 * change adds a row to the audit, in the caller's transaction.
 */
#ifndef SERVICE_OFFICIAL_H
#define SERVICE_OFFICIAL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "service/principal.h"
#include "service/registration.h"
#include "solver/findings.h"
#include "store/register.h"

struct store;

int official_get(struct store *s, const struct principal *by, const char *code,
                 struct store_official *out, struct err *e);

/* Adds one to an agency of the registrar; `o->agency_code` says which. Sets id, code, version. */
int official_add(struct store *s, const struct principal *by, struct store_official *o,
                 const char *today, struct solver_findings *bad, struct err *e);

/* Replaces what the register says by what `o` says now, and takes the papers (registrars; pointers
 * /facts/0/…; NULL = none). An empty citizen id stays. */
int official_change(struct store *s, const struct principal *by, struct store_official *o,
                    int64_t version, const struct registration_papers *papers, const char *today,
                    int64_t now, struct solver_findings *bad, struct err *e);

/* The citizen id in plain, for a reason of at least 10 characters, which the audit keeps (and so
 * must not name anybody). Registrars of the agency. */
int official_unmask(struct store *s, const struct principal *by, const char *code,
                    const char *reason, struct buf *out, struct solver_findings *bad,
                    struct err *e);

/* "033*****2345", for who may see as much: the person and the agency. "" for others. */
int official_masked_id(struct store *s, const struct principal *by, const struct store_official *o,
                       char out[13], struct err *e);

/* What the register says of oneself, with the citizen id in plain, for export: adds the audit row.
 * ERR_ABSENT where the account is no person of the register. */
int official_export(struct store *s, const struct principal *by, struct store_official *o,
                    struct buf *citizen_id, struct err *e);

#endif
