/* The policies that rounds may name. A policy is a document; a stored one never changes: other
 * content under the same id is a further version, and rounds and plans keep the one they have.
 *
 *     rc = policies_seed(s, &e);                               // those that come with the program
 *     rc = policies_add(s, &who, text, len, &row, &bad, &e);   // row.code, row.version
 *     rc = policies_load(s, "tam-thoi-2025-07", 0, &policy, &e);
 */
#ifndef SERVICE_POLICIES_H
#define SERVICE_POLICIES_H

#include "service/policy.h"
#include "service/principal.h"
#include "store/policy.h"

struct store;

/* Stores the program's own policies where they are missing; within a transaction or without. */
int policies_seed(struct store *s, struct err *e);

/* Judges and stores a document, with its audit row; the same content again is the same version.
 * ERR_INPUT with every offence, `where` a JSON pointer. The caller releases *out. */
int policies_add(struct store *s, const struct principal *by, const char *text, size_t len,
                 struct store_policy *out, struct solver_findings *bad, struct err *e);

/* A version, with 0 the newest; ERR_ABSENT. */
int policies_get(struct store *s, const char *code, int version, struct store_policy *out,
                 struct err *e);

/* The same, read. */
int policies_load(struct store *s, const char *code, int version, struct policy *out,
                  struct err *e);

#endif
