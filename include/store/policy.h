/* Policies in the store: every content once, numbered 1, 2, … within its code. A content is never
 * changed; another one under the same code is a further version.
 *
 *     struct store_policy p = {.code = …, .name = …, .json = …, .sha256 = …};
 *     int rc = store_policy_add(s, &p, &e);          // p.id, p.version: of this content
 *     rc = store_policy_get(s, "tam-thoi-2025-07", 0, &p, &e);      // 0: the newest version
 *     store_policy_release(&p);
 *
 * See store.h for errors and ownership.
 */
#ifndef STORE_POLICY_H
#define STORE_POLICY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_policy {
    int64_t id;
    char *code;
    int version;
    char *name;
    char *json; /* quarters.policy/1 as read */
    char *sha256;
    int is_used; /* 1: a closed round or a plan rests on it */
};

struct store_policies {
    size_t n;
    struct store_policy *items; /* [n] */
};

/* By code, each with its newest version first. */
int store_policy_list(struct store *s, struct store_policies *out, struct err *e);

/* A version of a code, with 0 the newest; or by its key. id 0 where there is none. */
int store_policy_get(struct store *s, const char *code, int version, struct store_policy *out,
                     struct err *e);
int store_policy_of(struct store *s, int64_t id, struct store_policy *out, struct err *e);

/* Adds it, or finds the same content; sets id and version. The caller keeps the texts. */
int store_policy_add(struct store *s, struct store_policy *p, struct err *e);

/* Notes that something rests on it. */
int store_policy_use(struct store *s, int64_t id, struct err *e);

/* Free and zero; accept zeroed ones. */
void store_policy_release(struct store_policy *p);
void store_policies_release(struct store_policies *l);

#endif
